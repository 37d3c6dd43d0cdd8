//! Laws that hold for every page of the site.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::charts::StepKind;
use crate::fixture::{Odd, content, score};
use crate::model::{LeftOut, LeftOutReason, Part};
use crate::site::{File, Form, Input, Page, Site};
use crate::wording::number::two;

fn with(odd: Odd, check: impl Fn(&Site)) {
    let content = content(odd);
    let years = score(&content);
    check(&Site::new(Input::drafts(&content, &years)));
}

/// A file as a page, with its body as its template sees it; nothing for files of data.
fn made<'s>(site: &'s Site<'_>, file: &File) -> Option<(Page<'s>, Value)> {
    let Form::Page(make) = file.form else { return None };
    let page = make(site, file.at);
    let body = serde_json::to_value(page.body.value().expect("a body that templates know"))
        .expect("a body is written as a map");
    Some((page, body))
}

/// The page at a path.
fn at<'s>(site: &'s Site<'_>, path: &str) -> (Page<'s>, Value) {
    let file = site.files().into_iter().find(|file| file.path == path).expect("the page is there");
    made(site, &file).expect("a page")
}

/// A list of a body.
fn list<'v>(body: &'v Value, key: &str) -> &'v [Value] {
    body[key].as_array().unwrap_or_else(|| panic!("a list {key}"))
}

fn text<'v>(body: &'v Value, key: &str) -> &'v str {
    body[key].as_str().unwrap_or_else(|| panic!("a text {key}"))
}

#[test]
fn every_page_has_a_place_of_its_own() {
    for odd in [Odd::No, Odd::Many(1200)] {
        with(odd, |site| {
            let files = site.files();
            let paths: BTreeSet<_> = files.iter().map(|file| file.path.to_lowercase()).collect();
            assert_eq!(paths.len(), files.len(), "no two files share a path, not even by case");
            assert!(files.iter().all(|file| file.is_page() == file.path.ends_with(".html")));
        });
    }
}

#[test]
fn every_kind_has_files_and_a_name_of_its_own() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut content = crate::content::read(&folder).content.expect("the founding content is sound");
    // Nothing of it is left out, so a subject of another scheme stands for whoever is.
    let year = content.years.last().expect("a year");
    let scheme = &year.evaluations[0].scheme;
    let other = content.subjects.keys().find(|id| !scheme.subjects.contains(id)).expect("another subject");
    let part = Part::Record(year.year, scheme.id.clone(), other.clone());
    let (title, reason) = (String::new(), LeftOutReason::RestsOn(String::new()));
    content.left_out.push(LeftOut { part, title, reason });
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let files: Vec<_> = site.files().into_iter().filter(File::is_page).collect();
    let names: BTreeSet<_> = site.kinds.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), site.kinds.len(), "no two kinds share a name");
    for name in names {
        let file = files.iter().find(|file| file.kind == name);
        let file = file.unwrap_or_else(|| panic!("the founding case has no page of {name}"));
        let (page, _) = made(&site, file).expect("a page");
        assert_eq!(page.chrome.kind, name, "{}: its template and class", file.path);
    }
}

#[test]
fn long_lists_take_several_pages() {
    with(Odd::Many(1200), |site| {
        let (last, body) = at(site, "2019/draft/city-check/index-3.html");
        assert_eq!((list(&body, "rows").len(), last.figures.len()), (200, 0));
        let (_, second) = at(site, "2019/draft/city-check/indicators/use.2.html");
        assert_eq!(list(&second, "rows").len(), 500);
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
            let (_, view) = at(site, "2019/draft/summary.html");
            let table = &view["schemes"][0];
            assert_eq!((text(&view, "sheet"), view["tight"] == tight), (sheet, true));
            assert_eq!((list(table, "rows").len(), table["rest"] == rest), (rows, true));
            let columns = list(table, "columns").len();
            assert!(list(table, "rows").iter().all(|row| list(row, "cells").len() == columns));
        });
    }
}

#[test]
fn the_calendar_is_cut_where_a_list_would_take_several_pages() {
    with(Odd::Many(1200), |site| {
        let (page, view) = at(site, "2019/draft/calendar.html");
        let scheme = &view["schemes"][0];
        assert_eq!((list(scheme, "rows").len(), &scheme["rest"]), (500, &Value::from(700)));
        let columns = list(scheme, "columns").len();
        assert!(list(scheme, "rows").iter().all(|row| list(row, "cells").len() == columns));
        assert_eq!((list(&view, "behind").len(), &view["behind_rest"]), (1, &Value::from(0)));
        // Steps that nobody is asked for have a row of noughts, no column and no picture.
        assert_eq!((list(scheme, "steps").len(), columns, page.figures.len()), (3, 1, 1));
    });
}

#[test]
fn marks_say_what_touches_a_page() {
    with(Odd::No, |site| {
        for file in site.files() {
            let Some((page, _)) = made(site, &file) else { continue };
            let marks = &page.chrome.marks;
            assert_eq!(marks.classification, Some("内部资料"), "{}", file.path);
            let bare = matches!(file.kind, "free" | "archive");
            assert!(marks.provisional.is_some() || bare, "{}", file.path);
            assert!(marks.sample || file.kind == "free", "{}", file.path);
            if file.kind == "breakdown" {
                assert_eq!(marks.missing, usize::from(file.path.ends_with("city4.html")));
            }
        }
    });
}

#[test]
fn the_first_sentence_says_the_result_in_words() {
    with(Odd::No, |site| {
        let mut sentences = Vec::new();
        for file in site.files() {
            let Some((_, view)) = made(site, &file) else { continue };
            match file.kind {
                "breakdown" => {
                    sentences.push(format!("{}\n  {}", text(&view, "sentence_html"), text(&view, "more")));
                }
                "overview" | "calendar" => {
                    sentences.push(format!("{}\n  {}", text(&view, "sentence"), text(&view, "more")));
                }
                "ranking" | "indicator" | "method" => sentences.push(text(&view, "sentence").to_owned()),
                _ => {}
            }
        }
        insta::assert_snapshot!(sentences.join("\n"));
    });
}

#[test]
fn what_is_not_there_is_said_so() {
    with(Odd::Empty, |site| {
        let (page, view) = at(site, "2019/draft/city-check/city0.html");
        assert!(page.chrome.marks.missing > 0);
        assert_eq!(text(&view["record"], "status"), "没有记录");
    });
    with(Odd::FirstYear, |site| {
        let file = site.files().into_iter().find(|file| file.path.ends_with("/city-check/city1.html"));
        let (page, view) = made(site, &file.expect("the page is there")).expect("a page");
        assert!(!text(&view, "sentence_html").contains("上年"));
        assert!(page.figures.iter().all(|figure| figure.id != "trend"));
    });
}

#[test]
fn every_panel_leads_to_its_subject_and_its_numbers_stand_in_the_tables() {
    with(Odd::Wide(5), |site| {
        let scheme = &site.years()[1].schemes[0];
        let (page, view) = at(site, "2019/draft/city-check/index.html");
        let figure = page.figures.iter().find(|figure| figure.id == "against").expect("the panels");
        let chart = figure.picture.multiples().expect("panels");
        assert_eq!(chart.panels.len(), 5);
        let medians = list(&view["medians"][0], "sections");
        for (panel, row) in chart.panels.iter().zip(list(&view, "rows")) {
            let href = text(row, "href");
            assert_eq!(panel.href.as_deref(), Some(href), "panels stand in the order of the table");
            assert!(scheme.files.iter().any(|file| file == href));
            for ((of, cell), median) in panel.sections.iter().zip(list(row, "sections")).zip(medians) {
                let (score, apart) = of.expect("every section applies");
                assert_eq!(two(score), text(cell, "score"));
                assert_eq!(Some(&*two(score - apart)), median.as_str());
            }
        }
    });
    with(Odd::Many(250), |site| {
        let (page, _) = at(site, "2019/draft/city-check/index.html");
        let figure = page.figures.iter().find(|figure| figure.id == "against").expect("the panels");
        assert!(figure.words.sub.contains("图示前200"), "{}", figure.words.sub);
    });
}

#[test]
fn a_trend_in_a_cell_is_also_text() {
    with(Odd::No, |site| {
        let ranking = |path: &str| at(site, path).1;
        let (first, second) =
            (ranking("2018/draft/city-check/index.html"), ranking("2019/draft/city-check/index.html"));
        assert_eq!((&first["trends"], &second["trends"]), (&Value::from(false), &Value::from(true)));
        for row in list(&second, "rows") {
            let same = |earlier: &&Value| earlier["name"] == row["name"];
            let before = list(&first, "rows").iter().find(same).expect("the same subjects");
            let says = format!("2018年 {}，2019年 {}", text(before, "score"), text(row, "score"));
            assert_eq!(text(&row["trend"], "says"), says);
            assert!(text(&row["trend"], "line").contains("aria-hidden"), "it is read once");
        }
    });
}

#[test]
fn the_steps_of_a_waterfall_add_up_to_the_published_score() {
    for odd in [Odd::No, Odd::Wide(30), Odd::EightGrades] {
        let rounded = std::cell::Cell::new(0);
        with(odd, |site| {
            for file in site.files().iter().filter(|file| file.kind == "breakdown") {
                let Some((page, _)) = made(site, file) else { continue };
                for figure in &page.figures {
                    let Some(chart) = figure.picture.waterfall() else { continue };
                    let roundings = chart.steps.iter().filter(|step| step.kind == StepKind::Rounding).count();
                    rounded.set(rounded.get() + roundings);
                    let sum: rust_decimal::Decimal = chart.steps.iter().map(|step| step.change).sum();
                    let short = (chart.start.1 + sum - chart.end.1).abs();
                    assert!(short < rust_decimal::dec!(0.0001), "{}: {short} is missing", file.path);
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
    let (_, view) = at(&site, "2019/draft/city-check/indicators/per-county.html");
    for (column, decimals) in [(0, 2), (1, 0)] {
        for row in list(&view, "rows") {
            let figure = row["figures"][column].as_str().expect("a figure");
            let after = figure.split_once('.').map_or(0, |(_, after)| after.len());
            assert_eq!(after, decimals, "{figure}");
        }
    }
}

#[test]
fn where_a_change_comes_from_is_worked_out_once() {
    let content = content(Odd::No);
    let years = score(&content);
    let site = Site::new(Input::drafts(&content, &years));
    let pair = site.comparisons()[0];
    let [page, file] = [(); 2].map(|()| site.attribution(pair).expect("small numbers"));
    assert!(std::ptr::eq(page, file));
}
