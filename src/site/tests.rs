//! Laws that hold for every page of the site.

use std::collections::BTreeSet;

use super::fixture::{Odd, content, score};
use super::{Input, PageKind, Site, View};

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
fn marks_say_what_touches_a_page() {
    with(Odd::No, |site| {
        for page in site.pages() {
            let Some(view) = site.view(&page) else { continue };
            let marks = &view.chrome().marks;
            assert_eq!(marks.classification, Some("内部资料"), "{}", page.path);
            assert!(marks.draft || matches!(page.kind, PageKind::Free(_)), "{}", page.path);
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
        let page = pages.iter().find(|page| page.path.ends_with("city0.html")).expect("the page is there");
        let Some(View::Breakdown(view)) = site.view(page) else { panic!("a breakdown") };
        assert!(view.chrome.marks.missing > 0);
        assert_eq!(view.record.status, "没有记录");
    });
    with(Odd::FirstYear, |site| {
        let pages = site.pages();
        let page = pages.iter().find(|page| page.path.ends_with("city1.html")).expect("the page is there");
        let Some(View::Breakdown(view)) = site.view(page) else { panic!("a breakdown") };
        assert!(!view.sentence_html.as_str().contains("上年"));
        assert!(view.figures.iter().all(|figure| figure.id != "trend"));
    });
}
