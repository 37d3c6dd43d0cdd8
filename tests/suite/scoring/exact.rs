//! What SCORING.md decides about exactness and the ends of a comparison, each by its smallest case.

use crate::case::{Case, GRADES, Scored};

/// One leaf over figures `x` 亿元, `w` 万元 and `z` 人 for subjects s0, s1, …, whose records state what is given.
fn leaf(head: &str, leaf: &str, records: &[&str]) -> Scored {
    let subjects: Vec<String> = (0..records.len()).map(|at| format!("s{at}")).collect();
    let ids: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let case = Case::of(&ids);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: equal\nevents: {{forged: {{title: 虚报}}}}\n{head}\
figures: {{x: {{title: 资金, unit: 亿元}}, w: {{title: 投入, unit: 万元, optional: true}}, z: {{title: 人口, unit: 人}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, {leaf}}}
  - {{id: other, role: indicator, title: 其他, method: grade}}
"
        ),
    );
    for (id, record) in ids.iter().zip(records) {
        case.record(2019, id, &format!("observations: {{other: {{grade: 较好}}}}\n{record}\n"));
    }
    case.score(2019)
}

const FORGED: &str = "rules: [{id: f, title: 虚报, clause: c-1, scope: total, when: {event: forged}, veto: 差, exclude_from_peers: true}]\n";

#[test]
fn measures_that_differ_beyond_ten_decimals_do_not_tie() {
    let records = ["1", "1.0002", "1.0008"].map(|x| format!("figures: {{x: {x}, z: 7000000}}"));
    let records = records.each_ref().map(String::as_str);
    for (method, expected) in [("{rank: {step: 10, least: 0}}", "80 90 100"), ("median", "60 80 100")] {
        let scored = leaf("", &format!("measure: {{ratio: {{of: x, per: z}}}}, method: {method}"), &records);
        assert_eq!(scored.row("leaf"), expected, "{method}");
    }
    let scored = leaf("", "measure: {ratio: {of: x, per: z}}, method: median", &records);
    let measure = scored.subject("s1").1.nodes[scored.node("leaf").get()].measure.expect("a measure");
    assert_eq!(measure.to_string(), "0.00000014288571428571428571");
}

#[test]
fn quotients_of_the_same_kinds_convert() {
    let record = "figures: {x: 1, w: 8000, z: 1}";
    for (measure, expected) in [
        ("{ratio: {of: {ratio: {of: x, per: z}}, per: {ratio: {of: w, per: z}}}}", "1.25"),
        ("{sum: [{ratio: {of: x, per: z}}, {ratio: {of: w, per: z}}]}", "1.8"),
        ("{difference: {of: {ratio: {of: w, per: z}}, less: {ratio: {of: x, per: z}}}}", "-2000"),
        ("{share: {of: {ratio: {of: w, per: z}}, in: {ratio: {of: x, per: z}}}}", "80"),
    ] {
        let scored =
            leaf("", &format!("measure: {measure}, method: {{range: {{worst: 0, best: 1}}}}"), &[record]);
        let found = scored.subject("s0").1.nodes[scored.node("leaf").get()].measure.expect("a measure");
        assert_eq!(found.to_string(), expected, "{measure}");
    }
    let scored = leaf(
        "",
        "measure: {sum: [{ratio: {of: x, per: z}}, {ratio: {of: w, per: z}}]}, method: {range: {worst: 0, best: 1}}",
        &[record],
    );
    assert!(scored.trail("s0", "leaf").contains("((8000 ÷ 1) ÷ 10000)"), "{}", scored.trail("s0", "leaf"));
}

#[test]
fn a_score_is_rounded_once() {
    // 1799899999999.9 ÷ 2·10¹² is 89.994999999995 %: 89.99, though ten decimals would make it 89.995 first.
    let head = "rounding: {indicator: 2, total: 2}\n";
    let case = Case::of(&["aa"]);
    case.year(
        2019,
        &format!("{GRADES}weighting: equal\n{head}tree: [{{id: leaf, role: indicator, title: 指标, method: {{score: {{full: 2000000000000}}}}}}]\n"),
    );
    case.record(2019, "aa", "observations: {leaf: {score: 1799899999999.9}}\n");
    assert_eq!(
        (case.score(2019).at("aa", "leaf"), case.score(2019).total("aa")),
        ("89.99".into(), "89.99 较好".into())
    );
}

#[test]
fn the_published_score_has_the_decimals_of_the_total_and_its_grade_follows_it() {
    let case = Case::of(&["aa"]);
    let head = "rounding: {total: 2}\nevents: {praise: {title: 表扬}}\n\
rules: [{id: praise, title: 表扬, clause: c-1, scope: total, bonus: {points: 0.125, each: praise}}]\n";
    case.year(
        2019,
        &format!("{GRADES}weighting: equal\n{head}tree: [{{id: leaf, role: section, title: 大项, method: {{score: {{full: 100}}}}}}]\n"),
    );
    case.record(2019, "aa", "observations: {leaf: {score: 89.87}}\nevents: [{kind: praise}]\n");
    assert_eq!(case.score(2019).total("aa"), "90 好");
}

#[test]
fn growth_is_missing_without_a_record_of_last_year_whatever_is_optional() {
    let scheme = format!(
        "{GRADES}weighting: equal
rounding: {{indicator: 0}}
figures: {{x: {{title: 资金, unit: 万元, optional: true}}, w: {{title: 投入, unit: 万元, optional: true}}}}
rules: [{{id: grew, title: 增长, clause: c-1, scope: indicator, when: {{grew: [leaf]}}, cap: 较好}}]
tree: [{{id: leaf, role: indicator, title: 指标, measure: {{sum: [x, w]}}, method: {{range: {{worst: 0, best: 10}}}}}}]
"
    );
    // What holds the score down is that it grew.
    for (record, expected) in [
        (None, "100"),
        (Some(""), "89"),
        (Some("figures: {x: 9}\n"), "89"),
        (Some("figures: {x: 11}\n"), "100"),
    ] {
        let case = Case::of(&["aa", "bb"]);
        case.year(2018, &scheme).year(2019, &scheme).record(2018, "bb", "");
        match record {
            Some(record) => case.record(2018, "aa", record),
            None => case.replace("2018/main/scheme.yaml", "subjects: [aa, bb]", "subjects: [bb]"),
        };
        case.record(2019, "aa", "figures: {x: 10}\n").record(2019, "bb", "");
        let found = case.score(2019);
        assert_eq!(found.at("aa", "leaf"), expected, "{record:?}");
    }
}

#[test]
fn who_is_excluded_is_never_better_than_the_best_and_may_be_worse_than_the_worst() {
    // s3 is excluded; the others have 10, 20, 40 (or are equal) and it has the value given.
    let among = |method: &str, others: [&str; 3], own: &str| {
        let figures = |x: &str| format!("figures: {{x: {x}, z: 1}}");
        let records = [
            figures(others[0]),
            figures(others[1]),
            figures(others[2]),
            figures(own) + "\nevents: [{kind: forged}]",
        ];
        let records = records.each_ref().map(String::as_str);
        leaf(FORGED, &format!("measure: x, method: {method}"), &records).at("s3", "leaf")
    };
    let apart = ["10", "20", "40"];
    let equal = ["20", "20", "20"];
    for (method, others, own, expected) in [
        ("median", apart, "50", "100"),
        ("median", apart, "15", "70"),
        ("median", apart, "5", "50"),
        ("median", apart, "-90", "0"),
        ("median", equal, "50", "80"),
        ("median", equal, "20", "80"),
        ("median", equal, "10", "60"),
        ("median", ["10", "10", "40"], "5", "60"),
        ("{median: {better: lower}}", apart, "60", "40"),
        ("{median: {better: lower}}", apart, "5", "100"),
        ("{rank: {step: 10, least: 0}}", apart, "50", "100"),
        ("{rank: {step: 10, least: 0}}", apart, "15", "80"),
        ("{rank: {step: 10, least: 0}}", apart, "5", "70"),
        ("{rank: {step: 10, least: 75}}", apart, "5", "75"),
        ("{range: {worst: min, best: max}}", apart, "50", "100"),
        ("{range: {worst: min, best: max}}", apart, "5", "0"),
        ("{range: {worst: min, best: max}}", equal, "30", "100"),
        ("{range: {worst: min, best: max}}", equal, "10", "0"),
        ("{range: {worst: max, best: min}}", equal, "30", "0"),
        ("{range: {worst: 0, best: 100}}", apart, "50", "50"),
    ] {
        assert_eq!(among(method, others, own), expected, "{method} {others:?} {own}");
    }
}

#[test]
fn who_has_nobody_to_stand_behind_is_first() {
    let records = ["figures: {x: 1, z: 1}\nevents: [{kind: forged}]"];
    let scored = leaf(FORGED, "measure: x, method: {rank: {first: 95, step: 10, least: 0}}", &records);
    assert_eq!(scored.at("s0", "leaf"), "95");
}
