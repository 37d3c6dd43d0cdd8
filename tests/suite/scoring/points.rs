//! SCORING.md, Points: schemes that are written in points (分值制), with the values of its table.

use insta::assert_snapshot;
use proptest::prelude::*;

use crate::case::{Case, GRADES, Scored, cases};

/// A scheme in points of one leaf worth `points`, and of another that makes up a hundred.
fn leaf(points: u32, leaf: &str, records: &[&str]) -> Scored {
    let ids: Vec<String> = (0..records.len()).map(|at| format!("s{at}")).collect();
    let case = Case::of(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    case.year(
        2019,
        &format!(
            "{GRADES}scale: points\nweighting: points\nrounding: {{indicator: 2, section: 2, total: 2}}
figures: {{x: {{title: 数量, unit: 个}}, goal: {{title: 目标, unit: 个}}}}
events: {{e: {{title: 事件}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, weight: {points}, {leaf}}}
  - {{id: other, role: indicator, title: 其他, weight: {}, method: grade}}
",
            100 - points
        ),
    );
    for (id, record) in ids.iter().zip(records) {
        case.record(2019, id, record);
    }
    case.score(2019)
}

/// Points and score of the leaf, for each subject: `13.5 90`.
fn both(scored: &Scored, node: &str) -> String {
    let one = |id: &tongbao::model::SubjectId| {
        let of = &scored.subject(id.as_str()).1.nodes[scored.node(node).get()];
        format!("{} {}", of.points.unwrap(), of.score.unwrap())
    };
    scored.evaluation.scheme.subjects.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn methods_state_points() {
    let observed = |what: &str| format!("observations: {{leaf: {{{what}}}, other: {{grade: 好}}}}\n");
    let figures =
        |x: u32| format!("figures: {{x: {x}, goal: 300}}\nobservations: {{other: {{grade: 好}}}}\n");
    for (points, method, record, expected) in [
        (
            15,
            "method: {deductions: {start: 15, kinds: {late: 0.5}}}",
            observed("deductions: [{kind: late, count: 3}]"),
            "13.5 90",
        ),
        (
            30,
            "measure: x, method: {steps: [{at_least: 95, score: 30}, {at_least: 80, score: 18}]}",
            figures(85),
            "18 60",
        ),
        (
            20,
            "measure: x, method: {range: {worst: 60, best: 100, at_worst: 4, at_best: 20}}",
            figures(90),
            "16 80",
        ),
        // What is left out is the same part of the leaf's points.
        (20, "measure: x, method: {range: {worst: 60, best: 100}}", figures(90), "15 75"),
        (12, "method: grade", observed("grade: 较好"), "10.2 85"),
        (8, "method: {score: {full: 100}}", observed("score: 92.5"), "7.4 92.5"),
        (8, "method: {score: {full: 8}}", observed("score: 7.4"), "7.4 92.5"),
        (7, "measure: x, method: {attain: {to: goal}}", figures(290), "6.77 96.7142857143"),
        (10, "measure: x, method: {attain: {to: goal}}", figures(900), "10 100"),
        (
            5,
            "method: {options: {all: 5, some: {title: 部分, points: 1.5}}}",
            observed("option: some"),
            "1.5 30",
        ),
        (
            10,
            "method: {score: {full: 100, combine: trimmed}}",
            observed("scores: [60, 80, 85, 99]"),
            "8.25 82.5",
        ),
        (10, "method: {grade: {combine: mean}}", observed("grades: [好, 较好]"), "9 90"),
        (
            10,
            "method: {task: {done: 较好, outstanding: 好, undone: 差}}",
            observed("task: outstanding"),
            "9.5 95",
        ),
        (6, "measure: {ratio: {of: x, per: goal}}, method: {rank: {step: 1, least: 2}}", figures(9), "6 100"),
    ] {
        assert_eq!(both(&leaf(points, method, &[&record]), "leaf"), expected, "{method}");
    }
    let many = [10, 20, 40].map(figures);
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let median = leaf(20, "measure: x, method: {median: {best: 20, middle: 16, worst: 12}}", &many);
    assert_eq!(both(&median, "leaf"), "12 60; 16 80; 20 100");
    assert_eq!(both(&leaf(20, "measure: x, method: median", &many), "leaf"), "12 60; 16 80; 20 100");
    let standard = leaf(20, "measure: x, method: {standard: {}}", &many);
    assert_eq!(both(&standard, "leaf"), "13.86 69.3; 15.47 77.35; 18.67 93.35");
    let undefined = "measure: {ratio: {of: x, per: goal}}, method: {steps: [{at_least: 1, score: 5}]}";
    for (then, expected) in [("{score: 4}", "4 80"), ("{grade: 一般}", "3.5 70")] {
        let record = "figures: {x: 1, goal: 0}\nobservations: {other: {grade: 好}}\n";
        let scored = leaf(5, &format!("{undefined}, undefined: {then}"), &[record]);
        assert_eq!(both(&scored, "leaf"), expected);
    }
}

/// A section of 20 with three leaves, and one of 80; or as many parts of 120.
const SECTIONS: &str = "tree:
  - id: one
    role: section
    title: 甲
    weight: 20
    children:
      - {id: a, role: indicator, title: 子, weight: 8, method: {score: {full: 8}}}
      - {id: b, role: indicator, title: 丑, weight: 6, method: {score: {full: 6}}}
      - {id: c, role: indicator, title: 寅, weight: 6, method: {score: {full: 6}}}
  - {id: two, role: section, title: 乙, weight: REST, method: {score: {full: REST}}}
";

fn sections(head: &str, full: u32, record: &str) -> Scored {
    let case = Case::of(&["aa"]);
    let tree = SECTIONS.replace("REST", &(full - 20).to_string());
    let scale = format!("scale: points\nweighting: points\nfull: {full}\n");
    let rounding = "rounding: {section: 2, total: 2}\nevents: {e: {title: 事件}}\n";
    case.year(2019, &format!("{GRADES}{scale}{rounding}{head}{tree}")).record(2019, "aa", record);
    case.score(2019)
}

#[test]
fn a_branch_is_the_sum_of_what_counts() {
    let record = |c: &str| {
        format!("observations:\n  a: {{score: 7}}\n  b: {{score: 5}}\n  c: {{{c}}}\n  two: {{score: 70}}\n")
    };
    assert_eq!(both(&sections("", 100, &record("score: 4")), "one"), "16 80");
    // 12 × 20 ÷ 14, once rounded.
    let out = sections("", 100, &record("not_applicable: 无"));
    assert_eq!(both(&out, "one"), "17.14 85.7");
    assert_eq!(out.total("aa"), "87.14 较好");
    assert_snapshot!(out.trail("aa", "one"));
    assert_snapshot!(out.trail("aa", "total"));
    let (_, result) = out.subject("aa");
    let made: Vec<String> = result.nodes[1..]
        .iter()
        .filter_map(|node| Some(format!("{}/{}", node.contribution?.round_dp(2), node.weight?.round_dp(2))))
        .collect();
    // Both are points of the total: what is out has its part taken over.
    assert_eq!(made, ["17.14/20", "10/11.43", "7.14/8.57", "70/80"]);
}

#[test]
fn grades_floors_and_caps_see_the_part_of_the_full_points() {
    let rules = |effect: &str| {
        format!(
            "rules: [{{id: r, title: 规则, clause: c-1, scope: {{section: [one]}}, when: {{event: e}}, {effect}}}]\n"
        )
    };
    let record = |scores: [&str; 3]| {
        let [a, b, c] = scores;
        format!(
            "observations:\n  a: {{score: {a}}}\n  b: {{score: {b}}}\n  c: {{score: {c}}}\n  two: {{score: 70}}\nevents: [{{kind: e, date: 2019-05-01}}]\n"
        )
    };
    let one = |effect: &str, scores| both(&sections(&rules(effect), 100, &record(scores)), "one");
    // 19.5 of 20 is 97.5 of 100; the highest number below 18 that two decimals print.
    assert_eq!(one("cap: 较好", ["8", "6", "5.5"]), "17.99 89.95");
    assert_eq!(one("floor: 较好", ["5", "4", "4"]), "16 80");
    assert_eq!(one("deduct: {points: 1.5, each: e}", ["8", "6", "5.5"]), "18 90");
    assert_eq!(one("bonus: {points: 3}", ["8", "6", "5.5"]), "20 100");
    // What a condition says of a score is what is printed.
    let below = "rules: [{id: r, title: 规则, clause: c-1, scope: total, when: {score: {node: one, below: 15}}, cap: 差}]\n";
    assert_eq!(sections(below, 100, &record(["8", "5", "1.99"])).total("aa"), "84.99 差");
    assert_eq!(sections(below, 100, &record(["8", "5", "2"])).total("aa"), "85 较好");
    // Sections have other full points than the total: what would lift the cap is said of the part.
    let weak = "rules: [{id: r, title: 规则, clause: c-1, scope: total, when: {nodes: {role: section, at_most: 一般, count: 1}}, cap: 一般}]\n";
    let capped = sections(weak, 100, &record(["4", "4", "4"]));
    assert_eq!(capped.total("aa"), "82 一般");
    let trail = capped.trail("aa", "total");
    assert!(trail.contains("中有项目达到满分的80%，即可解除"), "{trail}");
}

#[test]
fn a_scheme_may_have_any_full_points() {
    let record = "observations:\n  a: {score: 8}\n  b: {score: 6}\n  c: {score: 5.5}\n  two: {score: 84}\nevents: [{kind: e, date: 2019-05-01}]\n";
    let bonus = |ceiling: &str| {
        format!(
            "{ceiling}rules: [{{id: r, title: 规则, clause: c-1, scope: total, bonus: {{points: 6, each: e}}}}]\n"
        )
    };
    let scored = sections(&bonus(""), 120, record);
    let (_, result) = scored.subject("aa");
    // 103.5 and 6 of 120: 91.25 of 100.
    assert_eq!((scored.total("aa").as_str(), result.score), ("109.5 好", Some("91.25".parse().unwrap())));
    assert_eq!(sections(&bonus("ceiling: 108\n"), 120, record).total("aa"), "108 好");
    let lacks = sections("", 120, record).subject("aa").1.next.as_ref().map(|next| next.lacks.to_string());
    assert_eq!(lacks.as_deref(), Some("4.5"), "103.5 of the 108 that 好 begins at");
    assert_snapshot!(scored.trail("aa", "total"));
}

#[test]
fn what_contradicts_points_is_refused() {
    let case = Case::of(&["aa"]);
    let tree = SECTIONS.replace("REST", "80");
    let record = "observations:\n  a: {score: 7}\n  b: {score: 5}\n  c: {score: 6}\n  two: {score: 70}\n";
    let tells = |scheme: String, says: &[&str]| {
        case.year(2019, &scheme).record(2019, "aa", record);
        let told = case.run(&["check"]).exits(1);
        says.iter().fold(told, |told, says| told.tells(says));
    };
    let points = format!("{GRADES}scale: points\n");
    tells(format!("{points}weighting: percent\n{tree}"), &["E0211", "请写 weighting: points"]);
    tells(format!("{points}weighting: points\naggregate: geometric\n{tree}"), &["分值制各项的得分直接相加"]);
    tells(
        format!("{points}weighting: points\nceiling_of_leaf: 120\n{tree}"),
        &["分值制每一项最高得本项的分"],
    );
    tells(format!("{GRADES}weighting: points\nfull: 120\n{tree}"), &["百分制总是100"]);
    tells(format!("{points}weighting: points\nfull: 120\n{tree}"), &["E0401", "应当是 120"]);
    let steps = "method: {steps: [{at_least: 1, score: 9}]}, measure: {value: 1, unit: 个}";
    let above = tree.replacen("method: {score: {full: 8}}", steps, 1);
    tells(format!("{points}weighting: points\n{above}"), &["E0209", "0 到 8 之间的数"]);
    // Not said to be in points, but written so: each leaf's most is its weight.
    let own = tree.replacen(
        "method: {score: {full: 8}}",
        "method: {deductions: {start: 8, kinds: {late: 0.5}}}",
        1,
    );
    tells(format!("{GRADES}weighting: points\n{own}"), &["E0420", "“子”最高得8分", "scale: points"]);
    // A most of its own that is not the weight is meant.
    let meant = own.replace("start: 8", "start: 90");
    case.year(2019, &format!("{GRADES}weighting: points\n{meant}"));
    case.record(2019, "aa", &record.replace("a: {score: 7}", "a: {deductions: []}"));
    case.run(&["check"]).exits(0);
}

#[test]
fn years_of_another_scale_are_compared_of_a_hundred() {
    let case = Case::of(&["aa"]);
    let year = |year: u16, scale: &str, full: u32, two: &str| {
        let tree = SECTIONS.replace("REST", &(full - 20).to_string());
        case.year(year, &format!("{GRADES}{scale}weighting: points\n{tree}")).record(
            year,
            "aa",
            &format!("observations:\n  a: {{score: 8}}\n  b: {{score: 6}}\n  c: {{score: 6}}\n  two: {{score: {two}}}\n"),
        );
    };
    year(2018, "", 100, "60");
    year(2019, "scale: points\nfull: 120\n", 120, "88");
    case.build();
    // 80 of 100, and 108 of 120, which is 90.
    let page = case.page("2019/draft/main/aa.html").words();
    // What is lost adds up: nothing is split.
    assert!(page.contains("自满分起，逐项减去失分") && !page.contains("分摊"), "{page}");
    for says in ["108.00 / 120", "上年 80.00", "+10.00", "20.00 / 20"] {
        assert!(page.contains(says), "{says}: {page}");
    }
    let compared =
        case.files("").into_keys().find(|path| path.starts_with("compare/main/") && path.ends_with(".html"));
    let compared = case.page(&compared.expect("a comparison")).words();
    for says in ["折合成百分制再比较", "分值制，满分120分", "+10.00"] {
        assert!(compared.contains(says), "{says}: {compared}");
    }
}

/// The same evaluation in points and of a hundred: leaves of 25, 10, 5, 20, 16, 4, 10, 8 and 2, whose hundredths are exact.
fn twice(given: &[u32], cases: u32, events: bool) -> [Scored; 2] {
    const PARTS: [(u32, [u32; 3]); 3] = [(40, [25, 10, 5]), (40, [20, 16, 4]), (20, [10, 8, 2])];
    let one = |points: bool| {
        let mut tree = String::new();
        let mut record = String::from("observations:\n");
        for (section, (weight, leaves)) in PARTS.iter().enumerate() {
            tree += &format!(
                "  - id: n{section}\n    role: section\n    title: 大项{section}\n    weight: {weight}\n    children:\n"
            );
            for (at, full) in leaves.iter().enumerate() {
                let id = format!("l{section}{at}");
                let method = match (section, at) {
                    (2, 0) if points => "{deductions: {start: 10, kinds: {late: 0.5}}}".to_owned(),
                    (2, 0) => "{deductions: {start: 100, kinds: {late: 5}}}".to_owned(),
                    (2, 1) => "grade".to_owned(),
                    _ => format!("{{score: {{full: {full}}}}}"),
                };
                tree += &format!(
                    "      - {{id: {id}, role: indicator, title: 指标{id}, weight: {full}, method: {method}}}\n"
                );
                let tenths = given[section * 3 + at] % (full * 10 + 1);
                record += &match (section, at) {
                    (2, 0) => format!("  {id}: {{deductions: [{{kind: late, count: {}}}]}}\n", cases + 1),
                    (2, 1) => {
                        format!("  {id}: {{grade: {}}}\n", ["好", "较好", "一般", "差"][tenths as usize % 4])
                    }
                    _ => format!("  {id}: {{score: {}.{}}}\n", tenths / 10, tenths % 10),
                };
            }
        }
        if events {
            record += "events: [{kind: e, date: 2019-05-01}]\n";
        }
        let scale = if points { "scale: points\n" } else { "" };
        let deducted = if points { "2" } else { "5" };
        let rules = format!(
            "events: {{e: {{title: 事件}}}}
rules:
  - {{id: d, title: 扣, clause: c-1, scope: {{section: [n0]}}, deduct: {{points: {deducted}, each: e}}}}
  - {{id: f, title: 底, clause: c-1, scope: {{section: [n1]}}, when: {{event: e}}, floor: 一般}}
  - {{id: c, title: 顶, clause: c-1, scope: {{section: [n2]}}, when: {{event: e}}, cap: 较好}}
  - {{id: b, title: 加, clause: c-1, scope: total, bonus: {{points: 1.5, each: e}}}}
"
        );
        let case = Case::of(&["aa"]);
        // Floors and caps are rounded to what is printed, which differs: two decimals of points are more than of a hundred.
        let rounding = "rounding: {section: 4}\n";
        case.year(2019, &format!("{GRADES}{scale}weighting: points\n{rounding}{rules}tree:\n{tree}"));
        case.record(2019, "aa", &record).score(2019)
    };
    [one(true), one(false)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(32), ..ProptestConfig::default() })]

    #[test]
    fn points_and_percent_that_say_the_same_give_the_same_grades(
        given in prop::collection::vec(any::<u32>(), 9),
        count in 0..24_u32,
    ) {
        let [points, percent] = twice(&given, count, false);
        let (a, b) = (points.subject("aa").1, percent.subject("aa").1);
        prop_assert_eq!(a.grade, b.grade);
        prop_assert_eq!(a.score, b.score);
        for (of_points, of_hundred) in a.nodes.iter().zip(&b.nodes) {
            prop_assert_eq!(of_points.score, of_hundred.score);
            prop_assert_eq!(of_points.grade, of_hundred.grade);
            prop_assert_eq!(of_points.contribution, of_hundred.contribution);
            prop_assert_eq!(of_points.weight, of_hundred.weight);
        }
    }

    #[test]
    fn grades_are_the_same_where_rules_work(given in prop::collection::vec(any::<u32>(), 9), count in 0..24_u32) {
        let [points, percent] = twice(&given, count, true);
        let (a, b) = (points.subject("aa").1, percent.subject("aa").1);
        for (of_points, of_hundred) in a.nodes[1..].iter().zip(&b.nodes[1..]) {
            prop_assert_eq!(of_points.grade, of_hundred.grade);
        }
    }
}
