//! Sentences that repeated a word, missed one or told what was not so.

use crate::case::{Case, GRADES};

/// Two sections of equal weight with a score each; every subject has one event.
fn case(subjects: &[(&str, [&str; 2])], scheme: &str) -> Case {
    let ids: Vec<&str> = subjects.iter().map(|(id, _)| *id).collect();
    let case = Case::of(&ids);
    let tree = "weighting: equal
tree:
  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}
  - {id: b, role: section, title: 乙项, method: {score: {full: 100}}}
";
    let head = "rounding: {total: 2, section: 2}\nevents:\n  up: {title: 表彰}\n";
    case.year(2019, &format!("{GRADES}{head}{scheme}{tree}"));
    for (id, [a, b]) in subjects {
        let observed = format!("observations: {{a: {{score: {a}}}, b: {{score: {b}}}}}\n");
        case.record(2019, id, &format!("{observed}events: [{{kind: up}}]\n"));
    }
    case
}

#[test]
fn a_bonus_on_a_condition_says_why() {
    let rules = "rules:
  - {id: more, clause: c-1, scope: total, when: {score: {node: a, at_least: 90}}, bonus: {points: 1}}
  - {id: less, clause: c-2, scope: total, when: {score: {node: b, below: 80}}, deduct: {points: 2}}
  - {id: each, clause: c-3, scope: total, bonus: {points: 0.5, each: up}}
";
    let trail = case(&[("aa", ["95", "70"])], rules).score(2019).trail("aa", "total");
    let lines: Vec<&str> = trail.lines().filter(|line| line.contains("分：") || line.contains('→')).collect();
    for said in ["甲项得95.00分，不低于90分，加1分：82.5 → 83.5", "乙项得70.00分，低于80分，扣2分"]
    {
        assert!(trail.contains(said), "{said}\n{lines:#?}");
    }
    // What is counted is told with the points alone.
    assert!(!trail.contains("表彰，") && trail.contains("计1"), "{lines:#?}");
}

#[test]
fn a_rule_that_found_nothing_to_change_is_not_counted() {
    let rules = "rules:
  - {id: low, title: 封顶规则, clause: c-1, scope: total, when: {event: up}, cap: 一般}
";
    let case = case(&[("aa", ["95", "95"]), ("bb", ["65", "65"])], rules);
    case.build();
    let page = case.page("2019/draft/main/method.html");
    page.has("“本年起作用”为分数或等次因该规则改变的对象个数");
    // bb has the grade by its score.
    let worked = page.one("#r-low td.num").text().collect::<String>();
    assert_eq!(worked, "1");
}

#[test]
fn one_subject_is_not_counted_beside_its_name() {
    let rules = "rules:
  - {id: low, clause: c-1, scope: total, when: {all: [{event: up}, {score: {node: a, at_least: 90}}]}, cap: 一般}
";
    let one = case(&[("aa", ["95", "95"]), ("bb", ["65", "65"])], rules);
    one.build();
    let page = one.page("2019/draft/index.html").words();
    assert!(page.contains("的等次因规则或审定与分数线不同") && !page.contains("1个对象的等次"), "{page}");
    let two = case(&[("aa", ["95", "95"]), ("bb", ["95", "95"])], rules);
    two.build();
    let page = two.page("2019/draft/index.html").words();
    assert!(page.contains("2个对象的等次因规则或审定与分数线不同"), "{page}");
}

#[test]
fn a_clause_alone_stands_in_no_brackets() {
    let outcome = |says: &str| {
        let case = case(
            &[("aa", ["95", "95"]), ("bb", ["50", "50"])],
            &format!(
                "outcomes:\n  - {{title: 约谈, kind: talk, clause: c-1, when: {{grade_at_most: 差}}{says}}}\n"
            ),
        );
        case.build();
        case.page("2019/draft/talks.html").words()
    };
    let (bare, said) = (outcome(""), outcome(", says: 由省里约谈"));
    assert!(bare.contains("依据：") && !bare.contains("（）") && !bare.contains(" （办法"), "{bare}");
    assert!(said.contains("由省里约谈（") && !said.contains("依据："), "{said}");
}

#[test]
fn the_box_of_a_bonus_is_explained_where_there_is_one() {
    let scores = [("aa", ["95", "95"]), ("bb", ["65", "65"])];
    let said = "末端的空心小段为加分";
    let with =
        case(&scores, "rules:\n  - {id: each, clause: c-1, scope: total, bonus: {points: 0.5, each: up}}\n");
    with.build();
    with.page("2019/draft/main/index.html").has(said);
    let without = case(&scores, "");
    without.build();
    without.page("2019/draft/main/index.html").lacks(said);
}

#[test]
fn a_scheme_in_points_names_its_column_and_no_ceiling_that_is_its_full_total() {
    let scheme = |more: &str| {
        let case = Case::of(&["aa", "bb"]);
        let tree = "weighting: points
tree:
  - {id: a, role: section, title: 甲项, weight: 80, method: {score: {full: 80}}}
  - {id: b, role: section, title: 乙项, weight: 40, method: {score: {full: 40}}}
";
        case.year(2019, &format!("{GRADES}scale: points\nfull: 120\nrounding: {{total: 2}}\n{more}{tree}"));
        for id in ["aa", "bb"] {
            case.record(2019, id, "observations: {a: {score: 70}, b: {score: 30}}\n");
        }
        case.build();
        case
    };
    let plain = scheme("");
    plain.page("2019/draft/main/method.html").lacks("总分最高");
    plain.page("2019/draft/main/aa.html").has("的分值与贡献两列").lacks("的权重与贡献两列");
    scheme("ceiling: 110\n").page("2019/draft/main/method.html").has("总分最高110分");
}

/// A rule for listed subjects rests on no fact that one could name before what it did.
#[test]
fn a_rule_for_listed_subjects_begins_with_what_it_did() {
    let rules = "rules:
  - {id: less, clause: c-1, scope: {section: [b]}, when: {subject: [aa]}, deduct: {points: 90}}
  - {id: low, clause: c-2, scope: total, when: {subject: [aa]}, cap: 差}
  - {id: down, clause: c-2, scope: total, when: {subject: [bb]}, lower: 1}
";
    let scored = case(&[("aa", ["95", "70"]), ("bb", ["95", "95"])], rules).score(2019);
    let trail = scored.trail("aa", "b");
    assert!(trail.contains("扣90分：70 → −20") && !trail.contains("：，"), "{trail}");
    assert!(trail.contains("−20 → 0"), "what is left of it is told: {trail}");
    let total = [scored.trail("aa", "total"), scored.trail("bb", "total")].concat();
    assert!(
        total.contains("不高于“差”") && total.contains("降1个等次") && !total.contains("：，"),
        "{total}"
    );
}

/// SCORING.md 2.9: beside its grade a score is printed so that it does not reach another.
#[test]
fn no_score_is_printed_above_the_grade_beside_it() {
    let case = Case::of(&["aa", "bb"]);
    let tree = "weighting: equal
tree:
  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}
  - {id: b, role: section, title: 乙项, method: {score: {full: 100}}}
";
    case.year(2019, &format!("{GRADES}{tree}"));
    case.record(2019, "aa", "observations: {a: {score: 89.995}, b: {score: 89.996}}\n");
    case.record(2019, "bb", "observations: {a: {score: 91}, b: {score: 92}}\n");
    case.build();
    let page = case.page("2019/draft/main/aa.html");
    page.has("89.995 较好").has("89.996 较好").lacks("90.00 较好");
}

#[test]
fn a_single_grade_is_told_by_no_threshold() {
    let case = Case::of(&["aa", "bb"]);
    let scheme = |grades: &str| {
        case.year(
            2019,
            &format!("{grades}weighting: equal\ntree:\n  - {{id: a, role: section, title: 甲项, method: {{score: {{full: 100}}}}}}\n"),
        );
        case.record(2019, "aa", "observations: {a: {score: 80}}\n");
        case.record(2019, "bb", "observations: {a: {score: 70}}\n");
        case.build();
        case.page("2019/draft/main/index.html")
    };
    scheme("grades:\n  - {name: 合格, from: 0, points: 100}\n")
        .lacks("虚线为分数线")
        .lacks("等次偏低")
        .has("合格");
    scheme(GRADES).has("虚线为分数线").has("等次偏低");
}

#[test]
fn a_number_that_came_back_is_said_once() {
    let case = case(&[("aa", ["85", "85"])], "");
    case.year(
        2017,
        &case.text("2019/main/scheme.yaml").replace(
            "format: 1\nid: main\ntitle: 测试方案\nkind: city\nbasis: 测试文件\nsubjects: [aa]\n",
            "",
        ),
    );
    case.record(2017, "aa", "observations: {a: {score: 85}, b: {score: 85}}\n");
    case.build();
    case.page("2019/draft/main/index.html").has("2017年和2019年，“好”都是0市").lacks("由0市到0市");
}

/// Printed contributions that miss the total are explained on every page that prints them.
#[test]
fn contributions_that_do_not_add_up_are_explained() {
    let three = |scores: [&str; 3]| {
        let case = Case::of(&["aa", "bb"]);
        let node = |id: &str| {
            format!("  - {{id: {id}, role: section, title: {id}项, method: {{score: {{full: 100}}}}}}\n")
        };
        let tree = ["a", "b", "c"].map(node).concat();
        case.year(2019, &format!("{GRADES}weighting: equal\nrounding: {{total: 2}}\ntree:\n{tree}"));
        let [a, b, c] = scores;
        case.record(
            2019,
            "aa",
            &format!("observations: {{a: {{score: {a}}}, b: {{score: {b}}}, c: {{score: {c}}}}}\n"),
        );
        case.record(2019, "bb", "observations: {a: {score: 60}, b: {score: 60}, c: {score: 60}}\n");
        case.build();
        case
    };
    let apart = three(["88.01", "88.01", "88.02"]);
    apart.page("2019/draft/main/aa.html").has("合计88.02，与汇总88.01相差0.01，系四舍五入");
    apart.page("2019/draft/main/index.html").has("有的合计与总分在末位上不同，系四舍五入");
    let even = three(["90", "90", "90"]);
    even.page("2019/draft/main/aa.html").lacks("系四舍五入");
    even.page("2019/draft/main/index.html").lacks("系四舍五入");
}
