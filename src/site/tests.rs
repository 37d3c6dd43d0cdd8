//! Laws that hold for every page of the site.

use std::collections::BTreeSet;

use crate::charts::{Chart, StepKind};
use crate::fixture::{Odd, content, score};
use crate::site::base::number::two;
use crate::site::base::plan::PageKind;
use crate::site::base::site::{Input, Site};
use crate::site::base::view::View;

fn with(odd: Odd, check: impl Fn(&Site)) {
    let content = content(odd);
    let years = score(&content);
    check(&Site::new(Input::drafts(&content, &years)));
}

#[test]
fn every_page_has_a_place_of_its_own() {
    for odd in [Odd::No, Odd::Many(1200)] {
        with(odd, |site| {
            let pages = site.pages();
            let paths: BTreeSet<_> = pages.iter().map(|page| page.path.to_lowercase()).collect();
            assert_eq!(paths.len(), pages.len(), "no two pages share a path, not even by case");
            assert!(pages.iter().all(|page| page.kind.is_data() || page.path.ends_with(".html")));
        });
    }
}

#[test]
fn long_lists_take_several_pages() {
    with(Odd::Many(1200), |site| {
        let pages = site.pages();
        let of = |path: &str| pages.iter().find(|page| page.path == path).expect("the page is there");
        let Some(View::Ranking(last)) = site.view(of("2019/draft/city-check/index-3.html")) else {
            panic!("a ranking")
        };
        assert_eq!((last.rows.len(), last.figures.len()), (200, 0));
        let Some(View::Indicator(second)) = site.view(of("2019/draft/city-check/indicators/use.2.html"))
        else {
            panic!("an indicator")
        };
        assert_eq!(second.rows.len(), 500);
    });
}

#[test]
fn the_summary_takes_the_sheet_its_subjects_need() {
    for (odd, sheet, tight, rows, rest) in [
        (Odd::No, "a4", false, 5, 0),
        (Odd::Many(25), "a4", true, 25, 0),
        (Odd::Many(26), "a3", false, 26, 0),
        (Odd::Many(1200), "a3", true, 500, 700),
    ] {
        with(odd, |site| {
            let pages = site.pages();
            let page = pages.iter().find(|page| page.path == "2019/draft/summary.html").expect("it is there");
            let Some(View::Summary(view)) = site.view(page) else { panic!("a summary") };
            let table = &view.schemes[0];
            let found = (view.sheet, view.tight, table.rows.len(), table.rest);
            assert_eq!(found, (sheet, tight, rows, rest));
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        });
    }
}

#[test]
fn the_calendar_is_cut_where_a_list_would_take_several_pages() {
    with(Odd::Many(1200), |site| {
        let pages = site.pages();
        let page = pages.iter().find(|page| page.kind == PageKind::Calendar(1)).expect("it is there");
        let Some(View::Calendar(view)) = site.view(page) else { panic!("a calendar") };
        let scheme = &view.schemes[0];
        assert_eq!((scheme.rows.len(), scheme.rest), (500, 700));
        assert!(scheme.rows.iter().all(|row| row.cells.len() == scheme.columns.len()));
        assert_eq!((view.behind.len(), view.behind_rest), (1, 0));
        // Steps that nobody is asked for have a row of noughts, no column and no picture.
        assert_eq!((scheme.steps.len(), scheme.columns.len(), view.figures.len()), (3, 1, 1));
    });
}

#[test]
fn marks_say_what_touches_a_page() {
    with(Odd::No, |site| {
        for page in site.pages() {
            let Some(view) = site.view(&page) else { continue };
            let marks = &view.chrome().marks;
            assert_eq!(marks.classification, Some("内部资料"), "{}", page.path);
            assert!(
                marks.provisional.is_some() || matches!(page.kind, PageKind::Free(_) | PageKind::Archive),
                "{}",
                page.path
            );
            assert!(marks.sample || matches!(page.kind, PageKind::Free(_)), "{}", page.path);
            if let View::Breakdown(view) = &view {
                assert_eq!(view.chrome.marks.missing, usize::from(page.path.ends_with("city4.html")));
            }
        }
    });
}

#[test]
fn the_first_sentence_says_the_result_in_words() {
    with(Odd::No, |site| {
        let sentences: Vec<_> = site
            .pages()
            .iter()
            .filter_map(|page| match site.view(page)? {
                View::Breakdown(view) => Some(format!("{}\n  {}", view.sentence_html.as_str(), view.more)),
                View::Ranking(view) => Some(view.sentence),
                View::Indicator(view) => Some(view.sentence),
                View::Method(view) => Some(view.sentence),
                View::Overview(view) => Some(format!("{}\n  {}", view.sentence, view.more)),
                View::Calendar(view) => Some(format!("{}\n  {}", view.sentence, view.more)),
                _ => None,
            })
            .collect();
        insta::assert_snapshot!(sentences.join("\n"));
    });
}

#[test]
fn what_is_not_there_is_said_so() {
    with(Odd::Empty, |site| {
        let pages = site.pages();
        let page = pages
            .iter()
            .find(|page| page.path.ends_with("/city-check/city0.html"))
            .expect("the page is there");
        let Some(View::Breakdown(view)) = site.view(page) else { panic!("a breakdown") };
        assert!(view.chrome.marks.missing > 0);
        assert_eq!(view.record.status, "没有记录");
    });
    with(Odd::FirstYear, |site| {
        let pages = site.pages();
        let page = pages
            .iter()
            .find(|page| page.path.ends_with("/city-check/city1.html"))
            .expect("the page is there");
        let Some(View::Breakdown(view)) = site.view(page) else { panic!("a breakdown") };
        assert!(!view.sentence_html.as_str().contains("上年"));
        assert!(view.figures.iter().all(|figure| figure.id != "trend"));
    });
}

#[test]
fn every_panel_leads_to_its_subject_and_its_numbers_stand_in_the_tables() {
    with(Odd::Wide(5), |site| {
        let scheme = &site.years()[1].schemes[0];
        let pages = site.pages();
        let page = pages.iter().find(|page| page.path == "2019/draft/city-check/index.html").expect("a page");
        let Some(View::Ranking(view)) = site.view(page) else { panic!("a ranking") };
        let figure = view.figures.iter().find(|figure| figure.id == "against").expect("the panels");
        let Chart::Multiples(chart) = &figure.picture else { panic!("panels") };
        assert_eq!(chart.panels.len(), 5);
        for (panel, row) in chart.panels.iter().zip(&view.rows) {
            assert_eq!(panel.href.as_deref(), Some(row.href), "panels stand in the order of the table");
            assert!(scheme.files.iter().any(|file| file == row.href));
            for ((of, cell), median) in
                panel.sections.iter().zip(&row.sections).zip(&view.medians[0].sections)
            {
                let (score, apart) = of.expect("every section applies");
                assert_eq!((two(score), two(score - apart)), (cell.score.clone(), median.clone()));
            }
        }
    });
    with(Odd::Many(250), |site| {
        let pages = site.pages();
        let page = pages.iter().find(|page| page.path == "2019/draft/city-check/index.html").expect("a page");
        let Some(View::Ranking(view)) = site.view(page) else { panic!("a ranking") };
        let figure = view.figures.iter().find(|figure| figure.id == "against").expect("the panels");
        assert!(figure.sub.contains("图示前200"), "{}", figure.sub);
    });
}

#[test]
fn a_trend_in_a_cell_is_also_text() {
    with(Odd::No, |site| {
        let pages = site.pages();
        let ranking =
            |path: &str| match site.view(pages.iter().find(|page| page.path == path).expect("a page")) {
                Some(View::Ranking(view)) => view,
                _ => panic!("a ranking"),
            };
        let (first, second) =
            (ranking("2018/draft/city-check/index.html"), ranking("2019/draft/city-check/index.html"));
        assert!(!first.trends && second.trends);
        for row in &second.rows {
            let before =
                first.rows.iter().find(|earlier| earlier.name == row.name).expect("the same subjects");
            let trend = row.trend.as_ref().expect("two years");
            assert_eq!(trend.says, format!("2018年 {}，2019年 {}", before.score, row.score));
            assert!(trend.line.as_str().contains("aria-hidden"), "it is read once");
        }
    });
}

#[test]
fn the_steps_of_a_waterfall_add_up_to_the_published_score() {
    for odd in [Odd::No, Odd::Wide(30), Odd::EightGrades] {
        let rounded = std::cell::Cell::new(0);
        with(odd, |site| {
            for page in site.pages() {
                let Some(View::Breakdown(view)) = site.view(&page) else { continue };
                for figure in &view.figures {
                    let Chart::Waterfall(chart) = &figure.picture else { continue };
                    let roundings = chart.steps.iter().filter(|step| step.kind == StepKind::Rounding).count();
                    rounded.set(rounded.get() + roundings);
                    let sum: rust_decimal::Decimal = chart.steps.iter().map(|step| step.change).sum();
                    let short = (chart.start.1 + sum - chart.end.1).abs();
                    assert!(short < rust_decimal::dec!(0.0001), "{}: {short} is missing", page.path);
                }
            }
        });
        assert_eq!(rounded.get() > 0, odd != Odd::EightGrades, "{odd:?} rounds, eight grades do not");
    }
}

#[test]
fn the_numbers_of_a_column_stand_under_their_point() {
    let mut content = content(Odd::No);
    let record = &mut content.years[1].evaluations[0].records[2];
    record.figures[0].as_mut().expect("a figure").value = rust_decimal::dec!(31500.25);
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let pages = site.pages();
    let path = "2019/draft/city-check/indicators/per-county.html";
    let page = pages.iter().find(|page| page.path == path).expect("a page");
    let Some(View::Indicator(view)) = site.view(page) else { panic!("an indicator") };
    for (column, decimals) in [(0, 2), (1, 0)] {
        for row in &view.rows {
            let after = row.figures[column].split_once('.').map_or(0, |(_, after)| after.len());
            assert_eq!(after, decimals, "{:?}", row.figures);
        }
    }
}
