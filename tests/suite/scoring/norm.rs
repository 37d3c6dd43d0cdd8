//! SCORING.md, table by table, on schemes and records in YAML.

use insta::assert_snapshot;

use crate::case::{Case, GRADES};

/// Six sections with given scores, equal weights, as in SCORING.md section 5.
fn six_sections(extra: &str) -> String {
    let mut scheme = format!(
        "{GRADES}weighting: equal\nrounding: {{section: 2, total: 2}}\nranking: {{by: published}}\n{extra}tree:\n"
    );
    for (id, title) in [
        ("lead", "组织领导"),
        ("people", "人才支援"),
        ("funds", "资金支持"),
        ("industry", "产业合作"),
        ("labour", "劳务协作"),
        ("together", "携手奔小康"),
    ] {
        scheme +=
            &format!("  - {{id: {id}, role: section, title: {title}, method: {{score: {{full: 100}}}}}}\n");
    }
    scheme
}

fn six_scores(scores: [&str; 6]) -> String {
    let ids = ["lead", "people", "funds", "industry", "labour", "together"];
    let mut text = String::from("observations:\n");
    for (id, score) in ids.into_iter().zip(scores) {
        text += &format!("  {id}: {{score: {score}}}\n");
    }
    text
}

const RULES: &str = "events:
  central-approval: {title: 中央领导同志批示肯定}
  violation: {title: 重大违法违纪问题}
  false-data: {title: 虚报数据}
rules:
  - {id: approval, title: 批示加分, clause: c-1, scope: total, bonus: {points: 1, each: central-approval, max: 3}}
  - {id: fair, title: 一项一般, clause: c-2, scope: total, when: {any_section: 一般}, cap: 较好}
  - {id: poor, title: 一项差, clause: c-2, scope: total, when: {any_section: 差}, cap: 一般}
  - {id: violation, title: 违纪, clause: c-3, scope: total, when: {event: violation}, veto: 差}
  - {id: forged, title: 虚报, clause: c-3, scope: total, when: {event: false-data}, veto: 差, exclude_from_peers: true}
outcomes:
  - {title: 表扬, when: {grade_at_least: 较好}, clause: c-1}
  - {title: 约谈, when: {grade_at_most: 差}, by: 领导小组, clause: c-1}
";

#[test]
fn worked_example_of_the_total() {
    let folder = Case::of(&["aa"]);
    folder.year(2019, &six_sections(RULES)).record(
        2019,
        "aa",
        &(six_scores(["92", "91", "90", "95", "78.5", "93"])
            + "events:\n  - {kind: central-approval, date: 2019-09-12}\n"),
    );
    let scored = folder.score(2019);
    let (_, result) = scored.subject("aa");
    let text = |value: Option<rust_decimal::Decimal>| value.unwrap().to_string();
    assert_eq!(text(result.base), "89.9166666667");
    assert_eq!(text(result.exact), "90.9166666667");
    assert_eq!(scored.total("aa"), "90.92 较好");
    let grade = |index: Option<tongbao::model::GradeIndex>| {
        scored.evaluation.scheme.grade(index.unwrap()).name.clone()
    };
    assert_eq!(grade(result.by_threshold), "好");
    let weights: Vec<String> =
        result.nodes[1..].iter().map(|node| node.weight.unwrap().to_string()).collect();
    assert_eq!(weights, vec!["16.6666666667"; 6]);
    assert_eq!(result.nodes[1].contribution.unwrap().to_string(), "15.3333333333");
    assert_snapshot!(scored.trail("aa", "total"));
}

#[test]
fn grade_rules_of_the_total() {
    // Scores of the six items, events, expected total and grade.
    let cases = [
        (["95", "95", "95", "95", "95", "95"], "", "95 好"),
        (["95", "95", "95", "95", "95", "79.99"], "", "92.5 较好"),
        (["99", "99", "99", "99", "99", "59.99"], "", "92.5 一般"),
        (["99", "99", "99", "99", "70", "59.99"], "", "87.67 一般"),
        (["95", "95", "95", "95", "95", "95"], "violation", "95 差"),
        (["85", "85", "85", "85", "85", "85"], "central-approval", "86 较好"),
        // The threshold grade is that of the published score, bonus included.
        (["89", "89", "89", "89", "89", "89"], "central-approval", "90 好"),
        (["99.5", "99.5", "99.5", "99.5", "99.5", "99.5"], "central-approval", "100 好"),
    ];
    for (scores, event, expected) in cases {
        let folder = Case::of(&["aa"]);
        let events =
            if event.is_empty() { String::new() } else { format!("events:\n  - {{kind: {event}}}\n") };
        folder.year(2019, &six_sections(RULES)).record(2019, "aa", &(six_scores(scores) + &events));
        assert_eq!(folder.score(2019).total("aa"), expected, "{scores:?} {event}");
    }
}

#[test]
fn bonuses_have_a_maximum_and_outcomes_follow_the_grade() {
    let folder = Case::of(&["aa", "bb"]);
    let events = "events:\n".to_owned() + &"  - {kind: central-approval}\n".repeat(5);
    folder
        .year(2019, &six_sections(&format!("bonus_limit: 2.5\n{RULES}")))
        .record(2019, "aa", &(six_scores(["80"; 6]) + &events))
        .record(2019, "bb", &(six_scores(["55"; 6])));
    let scored = folder.score(2019);
    assert_eq!(scored.total("aa"), "82.5 较好");
    let titles = |id: &str| -> Vec<String> {
        let outcomes = &scored.subject(id).1.outcomes;
        outcomes.iter().map(|index| scored.evaluation.scheme.outcomes[index.get()].title.clone()).collect()
    };
    assert_eq!(titles("aa"), ["表扬"]);
    assert_eq!(titles("bb"), ["约谈"]);
}

/// One leaf with a method over a figure, five subjects.
fn one_leaf(leaf: &str, values: &[&str]) -> crate::case::Scored {
    let subjects: Vec<String> = (0..values.len()).map(|at| format!("s{at}")).collect();
    let ids: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let folder = Case::of(&ids);
    let scheme = format!(
        "{GRADES}weighting: equal\nfigures: {{x: {{title: 数量, unit: 分}}, z: {{title: 基数, unit: 分}}}}\ntree:\n  - {{id: leaf, role: indicator, title: 指标, {leaf}}}\n  - {{id: other, role: indicator, title: 其他, method: grade}}\n"
    );
    folder.year(2019, &scheme);
    for (id, value) in ids.iter().zip(values) {
        folder.record(2019, id, &format!("figures: {{{value}}}\nobservations: {{other: {{grade: 较好}}}}\n"));
    }
    folder.score(2019)
}

#[test]
fn methods_over_a_measure() {
    let cases: [(&str, &[&str], &str); 9] = [
        (
            "measure: x, method: median",
            &["x: 100", "x: 120", "x: 150", "x: 180", "x: 300"],
            "60 68 80 84 100",
        ),
        (
            "measure: x, method: {median: {better: lower}}",
            &["x: 0", "x: 2", "x: 4", "x: 10"],
            "100 86.6666666667 77.1428571429 60",
        ),
        ("measure: x, method: median", &["x: 10", "x: 20", "z: 1", "x: 40"], "60 80 缺 100"),
        ("measure: x, method: {range: {worst: 0, best: 40}}", &["x: 10", "x: 50", "x: -5"], "25 100 0"),
        ("measure: x, method: {range: {worst: max, best: min}}", &["x: 10", "x: 20", "x: 30"], "100 50 0"),
        ("measure: x, method: {range: {worst: min, best: max}}", &["x: 10", "x: 10"], "100 100"),
        (
            "measure: x, method: {steps: [{at_least: 90, score: 100}, {at_least: 60, score: 75.5}]}",
            &["x: 90", "x: 89.99", "x: 59"],
            "100 75.5 0",
        ),
        (
            "measure: x, method: {rank: {first: 100, step: 15, least: 60}}",
            &["x: 4", "x: 9", "x: 9", "x: 1", "x: 3"],
            "70 100 100 60 60",
        ),
        (
            "measure: x, method: {attain: {to: z}}",
            &["{x: 5, z: 8}", "{x: 9, z: 8}", "{x: 9, z: 0}"],
            "62.5 100 无法计算",
        ),
    ];
    for (leaf, values, expected) in cases {
        let values: Vec<String> = values
            .iter()
            .map(|value| value.trim_start_matches('{').trim_end_matches('}').to_owned())
            .collect();
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        assert_eq!(one_leaf(leaf, &values).row("leaf"), expected, "{leaf}");
    }
}

#[test]
fn measures_are_missing_rather_than_infinite() {
    let cases: [(&str, &str, &str); 8] = [
        ("ratio: {of: x, per: z}", "x: 10, z: 4", "2.5"),
        ("ratio: {of: x, per: z}", "x: 10, z: 0", "无法计算"),
        ("share: {of: x, in: z}", "x: 1, z: 3", "33.3333333333"),
        ("growth: x", "x: {value: 12, previous: 10}", "20"),
        ("growth: x", "x: {value: 12, previous: 0}", "无法计算"),
        ("growth: x", "x: 12", "缺"),
        ("sum: [x, z]", "x: 1, z: 2", "3"),
        ("difference: {of: x, less: z}", "x: 5, z: 2", "3"),
    ];
    for (measure, values, expected) in cases {
        let leaf = format!("measure: {{{measure}}}, method: {{range: {{worst: 0, best: 100}}}}");
        assert_eq!(one_leaf(&leaf, &[values]).row("leaf"), expected, "{measure} of {values}");
    }
}

#[test]
fn growth_reads_last_years_record_in_this_years_unit() {
    let folder = Case::of(&["aa", "bb"]);
    let scheme = |unit: &str| {
        format!(
            "{GRADES}weighting: equal\nfigures: {{aid: {{title: 援助资金, unit: {unit}}}}}\ntree:\n  - {{id: growth, role: indicator, title: 增长, measure: {{growth: aid}}, method: {{range: {{worst: 0, best: 100}}}}}}\n"
        )
    };
    folder.year(2018, &scheme("亿元")).record(2018, "aa", "figures: {aid: 2}\n").record(
        2018,
        "bb",
        "figures: {aid: 1}\n",
    );
    folder
        .year(2019, &scheme("万元"))
        .record(2019, "aa", "figures: {aid: {value: 2.5, unit: 亿元}}\n")
        .record(2019, "bb", "figures: {aid: {value: 15000, previous: 12000}}\n");
    let scored = folder.score(2019);
    // 20000 万元 → 25000 万元; an explicit previous wins over last year's record.
    assert_eq!(scored.row("growth"), "25 25");
    assert_snapshot!(scored.trail("aa", "growth") + "\n" + &scored.trail("bb", "growth"));
}

#[test]
fn missing_scores_zero_and_not_applicable_rescales() {
    let folder = Case::of(&["aa", "bb", "cc", "dd"]);
    let scheme = format!(
        "{GRADES}weighting: percent\ntree:
  - id: one
    role: section
    title: 甲
    weight: 60
    weighting: relative
    children:
      - {{id: a, role: indicator, title: 一, weight: 1, method: {{score: {{full: 100}}}}}}
      - {{id: b, role: indicator, title: 二, weight: 3, method: {{score: {{full: 50}}}}}}
  - {{id: two, role: section, title: 乙, weight: 40, method: {{score: {{full: 100}}}}}}
"
    );
    folder
        .year(2019, &scheme)
        .record(2019, "aa", "observations: {a: {score: 80}, b: {score: 40}, two: {score: 70}}\n")
        .record(2019, "bb", "observations: {a: {score: 80}, two: {score: 70}}\n")
        .record(2019, "cc", "observations: {a: {score: 80}, b: {not_applicable: 无此项}, two: {score: 70}}\n")
        .record(2019, "dd", "observations: {one: {not_applicable: 无此项}, two: {score: 70}}\n");
    let scored = folder.score(2019);
    assert_eq!(scored.row("one"), "80 20 80 –");
    assert_eq!(scored.total("aa"), "76 一般");
    assert_eq!(scored.total("bb"), "40 差");
    assert_eq!(scored.total("cc"), "76 一般");
    assert_eq!(scored.total("dd"), "70 一般");
    let weight = |id: &str, node: &str| {
        scored.subject(id).1.nodes[scored.node(node).get()].weight.map(|w| w.to_string())
    };
    assert_eq!(weight("aa", "b"), Some("45".into()));
    assert_eq!(weight("cc", "a"), Some("60".into()));
    assert_eq!(weight("dd", "two"), Some("100".into()));
    assert_eq!(weight("dd", "a"), None);
    assert_snapshot!(
        scored.trail("bb", "b") + "\n" + &scored.trail("cc", "b") + "\n" + &scored.trail("dd", "total")
    );
}

#[test]
fn a_subject_without_any_score_has_no_grade_or_place() {
    let folder = Case::of(&["aa", "bb"]);
    folder.year(2019, &six_sections(RULES)).record(2019, "aa", &six_scores(["90"; 6]));
    let scored = folder.score(2019);
    assert_eq!(scored.total("bb"), "–");
    assert_eq!(scored.places(), "1 –");
    assert_eq!(scored.order(), "aa bb");
}

#[test]
fn equal_scores_share_a_place_and_vetoed_ones_come_last() {
    let folder = Case::of(&["aa", "bb", "cc", "dd", "ee"]);
    folder.year(2019, &six_sections(RULES));
    for (id, score, events) in [
        ("aa", "85", ""),
        ("bb", "88", ""),
        ("cc", "85", ""),
        ("dd", "81", ""),
        ("ee", "99", "events: [{kind: violation}]\n"),
    ] {
        folder.record(2019, id, &(six_scores([score; 6]) + events));
    }
    let scored = folder.score(2019);
    assert_eq!(scored.places(), "2 1 2 4 5");
    assert_eq!(scored.order(), "bb aa cc dd ee");
}

#[test]
fn a_decision_changes_grade_and_place_and_both_stand_in_the_trail() {
    let folder = Case::of(&["aa", "bb"]);
    folder
        .year(2019, &six_sections(RULES))
        .record(2019, "aa", &six_scores(["91"; 6]))
        .record(2019, "bb", &six_scores(["89"; 6]))
        .file(
            "2019/main/decisions.yaml",
            "format: 1\ndecisions:\n  bb: {grade: 好, body: 领导小组, date: 2020-04-20, document: 会议纪要1号, reason: 综合评议}\n",
        );
    let scored = folder.score(2019);
    assert_eq!(scored.total("bb"), "89 好");
    assert_eq!(scored.evaluation.scheme.grade(scored.subject("bb").1.computed.unwrap()).name, "较好");
    assert_eq!(scored.places(), "1 2");
    assert_snapshot!(scored.trail("bb", "total"));
}
