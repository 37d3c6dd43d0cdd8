//! What would lift a grade, and what is said of one that rules raised and lowered (SCORING.md 2.6, 2.7, 2.9).

use crate::case::{Case, GRADES};

/// Two sections of equal weight, each observed with a score.
fn case(subjects: &[(&str, [&str; 2])], scheme: &str) -> Case {
    let ids: Vec<&str> = subjects.iter().map(|(id, _)| *id).collect();
    let case = Case::of(&ids);
    let tree = "weighting: equal
tree:
  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}
  - {id: b, role: section, title: 乙项, method: {score: {full: 100}}}
";
    case.year(2019, &format!("{GRADES}events:\n  up: {{title: 表彰}}\n{scheme}{tree}"));
    for (id, [a, b]) in subjects {
        let events = "events: [{kind: up}]\n";
        case.record(2019, id, &format!("observations: {{a: {{score: {a}}}, b: {{score: {b}}}}}\n{events}"));
    }
    case
}

/// Nobody is told to reach a score that is reached: another node decided, or the score before rounding.
#[test]
fn a_quota_says_what_decides_between_equal_scores() {
    let quota = "quota: [{grade: 好, most: 1}]\n";
    let of = case(
        &[("aa", ["96", "96"]), ("bb", ["97", "95"])],
        &format!("rounding: {{total: 2}}\nranking: {{by: published, then: [b]}}\n{quota}"),
    );
    let trail = of.score(2019).trail("bb", "total");
    assert!(trail.contains("得分相同的，以乙项（95.00）分先后"), "{trail}");
    assert!(trail.contains("得分高于96.00，即可解除") && !trail.contains("得分达到"), "{trail}");
    of.build();
    let page = of.page("2019/draft/main/index.html").words();
    assert!(page.contains("同分比“乙项”96.00") && page.contains("同分比“乙项”95.00"), "{page}");

    let of = case(
        &[("aa", ["96.8", "96"]), ("bb", ["96", "96"])],
        &format!("rounding: {{total: 0}}\nranking: {{by: exact}}\n{quota}"),
    );
    let trail = of.score(2019).trail("bb", "total");
    assert!(trail.contains("名额内最末为第1名，未取整96.4"), "{trail}");
    assert!(trail.contains("未取整的得分达到96.4"), "{trail}");
    of.build();
    let page = of.page("2019/draft/main/index.html").words();
    assert!(page.contains("未取整96.4") && page.contains("未取整96"), "{page}");
    let table = of.ok(&["score", "2019"]).out;
    assert!(table.contains("未取整96.4"), "{table}");
}

#[test]
fn who_was_decided_to_be_the_best_lacks_nothing() {
    let rules = "rules:\n  - {id: top, clause: c-1, scope: total, when: {event: up}, cap: 一般}\n";
    let of = case(&[("aa", ["85", "85"])], &format!("rounding: {{total: 2}}\n{rules}"));
    let decide = |grade: &str| {
        of.file(
            "2019/main/decisions.yaml",
            &format!("format: 1\ndecisions:\n  aa: {{grade: {grade}, body: 会, date: 2020-03-01, document: 1号, reason: 因}}\n"),
        );
    };
    decide("好");
    assert_eq!(of.score(2019).subject("aa").1.next, None);
    of.build();
    of.page("2019/draft/main/aa.html").has("已是最高等次").lacks("距“").lacks("限制即解除");
    // One that was decided and is not the best goes on from there.
    decide("较好");
    let next = of.score(2019).subject("aa").1.next.clone().expect("a better grade");
    assert_eq!((next.grade.get(), next.lacks.to_string().as_str()), (0, "5"));
}

#[test]
fn a_grade_that_came_back_to_where_it_was_is_not_by_threshold_alone() {
    let rules = "rules:
  - {id: lift, clause: c-1, scope: total, when: {event: up}, floor: 好}
  - {id: down, clause: c-2, scope: total, when: {event: up}, lower: 2}
";
    let of = case(&[("aa", ["61.93", "61.93"])], &format!("rounding: {{total: 2}}\n{rules}"));
    of.build();
    of.page("2019/draft/main/aa.html")
        .has("按分数线，经规则升降后不变")
        .has("；按分数线为“一般”，经规则升降后仍为“一般”");
}

#[test]
fn points_to_another_threshold_are_called_so() {
    let rules = "rules:\n  - {id: down, clause: c-2, scope: total, when: {event: up}, lower: 1}\n";
    let of = case(&[("aa", ["75", "75"])], &format!("rounding: {{total: 2}}\n{rules}"));
    of.build();
    of.page("2019/draft/main/aa.html")
        .has("距“较好”分数线")
        .has("达到后按规则升降为“一般”")
        .lacks("距“一般”");
}
