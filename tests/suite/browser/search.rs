//! The search page in headless Chromium from file://.

use scraper::ElementRef;

use crate::case::{Case, GRADES, Page, pieces, site, words};
use crate::tools::browser::{self, chromium};
use crate::tools::devtools::Browser;

/// The search page with the results of a query.
fn results(browser: &Browser, query: &str) -> Page {
    let opened = browser::open(browser, &site().join("search.html"), &format!("#q={query}"));
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    assert!(opened.dom.contains("条</p>"), "the number of results is told");
    opened.page()
}

/// The results in their order.
fn found(page: &Page) -> Vec<ElementRef<'_>> {
    page.all("ol[id=found] > li")
}

#[test]
fn a_query_in_the_address_finds_by_initials_and_by_part() {
    let Some(chromium) = chromium() else { return };
    let page = results(chromium, "gz");
    let first = found(&page)[0];
    assert!(first.html().contains("<mark>广州</mark>市"), "{}", first.html());
    let newest = "a[href^='2020/draft/'][href$='/guangzhou.html']";
    assert_eq!(pieces(first, newest).len(), 1, "newest first: {}", first.html());

    let page = results(chromium, "%E5%8A%B3%E5%8A%A1");
    let first = found(&page)[0].html();
    assert!(first.contains("<mark>劳务</mark>协作") && first.contains("指标"), "{first}");

    // A clause by how it is cited, a problem by where it was found and what it is about.
    let page = results(chromium, "%E5%8A%9E%E6%B3%95%20%E4%B8%83%EF%BC%88%E4%B8%80%EF%BC%893");
    let first = found(&page)[0].html();
    assert!(first.contains(">条款</span>") && first.contains("method.html#c-"), "{first}");
    let page = results(chromium, "%E6%B9%9B%E6%B1%9F%20%E5%8A%B3%E5%8A%A1");
    let problem = |entry: &ElementRef| {
        pieces(*entry, "span").into_iter().any(|kind| words(kind) == "问题")
            && !pieces(*entry, "a[href$='/zhanjiang.html#problems']").is_empty()
    };
    assert!(found(&page).iter().any(problem), "{}", page.source());
}

#[test]
fn names_that_mean_something_to_scripts_are_found_like_others() {
    let Some(chromium) = chromium() else { return };
    let names = ["constructor", "prototype", "tostring", "valueof", "hasownproperty"];
    let case = Case::of(&names);
    let shown = ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty"];
    let mut list = String::from("format: 1\nsubjects:\n");
    for (id, name) in names.iter().zip(shown) {
        list += &format!("  - {{id: {id}, name: {name}, kind: city}}\n");
        case.record(2019, id, "observations:\n  constructor: {grade: 好}\n");
    }
    case.file("subjects.yaml", &list).year(
        2019,
        &format!(
            "{GRADES}weighting: equal\ntree:\n  - {{id: constructor, role: indicator, title: __proto__, method: grade}}\n"
        ),
    );
    // The place that entries stand in has such a name, too.
    case.replace("2019/main/scheme.yaml", "title: 测试方案", "title: __proto__\nshort: constructor");
    case.edit("2019/year.yaml", |text| format!("{text}title: constructor\n"));
    case.file("pages/proto.md", "---\ntitle: __proto__\n---\n# constructor\n");
    case.build();
    for (query, least) in [("proto", 3), ("constructor", 2), ("tostring", 1), ("constructor%20valueof", 1)] {
        let page = case.output().join("search.html");
        let opened = browser::open(chromium, &page, &format!("#q={query}"));
        assert!(opened.console.is_empty(), "{query}: {:?}", opened.console);
        assert!(found(&opened.page()).len() >= least, "{query}: {}", opened.dom);
    }
    for page in ["2019/draft/index.html", "2019/draft/main/index.html", "2019/draft/main/constructor.html"] {
        let opened = browser::open(chromium, &case.output().join(page), "#t=__proto__;s=1,constructor;q=a");
        assert!(opened.console.is_empty(), "{page}: {:?}", opened.console);
    }
}
