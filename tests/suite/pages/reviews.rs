//! Decisions and review requests of the founding case, wherever a result is shown.

use crate::case::{founding, pieces};

/// Who decided, when, in which document and why stands beside every result that was decided.
#[test]
fn a_decision_stands_beside_the_result_everywhere() {
    let places = [
        "2019/draft/index.html",
        "2019/draft/summary.html",
        "2019/draft/reviews.html",
        "2019/draft/assisted-cities/index.html",
        "2019/draft/assisted-cities/yunfu.html",
        "2020/draft/assisted-cities/yunfu.html",
        "2019/draft/data/assisted-cities.csv",
        "2019/draft/data/reviews.csv",
        "2019/draft/data/results.json",
        "subjects/yunfu.html",
        "compare/assisted-cities/2018-2019.html",
        "compare/assisted-cities/2019-2020.html",
        "data/all-years.csv",
    ];
    let said = ["2020-04-28", "省扶贫开发领导小组", "样例〔2020〕0号", "危房改造验收结论与实际不符"];
    for place in places {
        let text = founding().told(place);
        for said in said {
            assert!(text.contains(said), "{place} does not say {said}");
        }
    }
    let table = founding().ok(&["score", "2019", "--scheme", "assisted-cities"]).out;
    assert!(said.iter().all(|said| table.contains(said)), "{table}");
    // A decided place as well as a decided grade.
    assert!(founding().told("2020/draft/eastwest-departments/index.html").contains("名次第1名 → "));
}

#[test]
fn requests_stand_on_their_subjects_page_and_on_the_years() {
    let year = founding().page("2019/draft/reviews.html");
    let lede = "复核申请5件：待答复1件，维持2件，更正1件，已撤回1件；有权机关审定的结果1件";
    year.has(lede);
    let first = year.all("tr[id]")[0];
    let open = Some("r-eastwest-departments-science-information");
    assert_eq!(first.attr("id"), open, "open requests come first");
    assert_eq!(pieces(first, "a[href='eastwest-departments/science.html#t-information']").len(), 1);
    let own = founding().told("2019/draft/eastwest-cities/zhuhai.html");
    assert!(own.contains("../reviews.html#r-eastwest-cities-zhuhai-goods"), "the page leads to the request");
    // No request, no list.
    founding().page("2019/draft/eastwest-cities/foshan.html").lacks("复核申请");
    let csv = founding().told("2019/draft/data/reviews.csv");
    assert_eq!(csv.lines().count(), 1 + 5 + 1, "{csv}");
    assert!(founding().told("2019/draft/index.html").contains("href=\"reviews.html\""));
    assert!(founding().told("search-index.js").contains("复核"));
}
