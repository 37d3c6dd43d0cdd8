//! The search page in headless Chromium from file://.
//!
//! Without Chromium these tests say that they were left out; under `CI=true` that is a failure.

use std::path::Path;

#[path = "common/browser.rs"]
mod browser;
#[path = "common/founding.rs"]
mod founding;

use browser::chromium;
use founding::site;

/// The results of a query as HTML.
fn results(chromium: &Path, site: &Path, query: &str) -> String {
    let opened = browser::open(chromium, &site.join("search.html"), &format!("#q={query}"));
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let dom = opened.dom;
    assert!(dom.contains("条</p>"), "the number of results is told");
    let (_, after) = dom.split_once("<ol id=\"found\"").expect("the list of results");
    after.split("</ol>").next().unwrap_or_default().to_owned()
}

#[test]
fn a_query_in_the_address_finds_by_initials_and_by_part() {
    let Some(chromium) = chromium() else { return };
    let site = site();

    let found = results(&chromium, site, "gz");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains("<mark>广州</mark>市"), "{first}");
    assert!(
        first.contains("href=\"2020/draft/") && first.contains("/guangzhou.html\""),
        "newest first: {first}"
    );

    let found = results(&chromium, site, "%E5%8A%B3%E5%8A%A1");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains("<mark>劳务</mark>协作") && first.contains("指标"), "{first}");

    // A clause by how it is cited, a problem by where it was found and what it is about.
    let found = results(&chromium, site, "%E5%8A%9E%E6%B3%95%20%E4%B8%83%EF%BC%88%E4%B8%80%EF%BC%893");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains(">条款</span>") && first.contains("method.html#c-"), "{first}");
    let found = results(&chromium, site, "%E6%B9%9B%E6%B1%9F%20%E5%8A%B3%E5%8A%A1");
    assert!(
        found
            .split("</li>")
            .any(|entry| entry.contains(">问题</span>") && entry.contains("/zhanjiang.html#problems")),
        "{found}"
    );
}
