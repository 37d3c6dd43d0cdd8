//! docs/ATTRIBUTION.md, a record under another year's scheme: what is read from which year.

use tongbao::attribution::of_pair;
use tongbao::model::{SubjectIndex, plain};
use tongbao::pipeline;

use crate::case::{Case, GRADES};

/// A scheme with one leaf `a`, and what else is given.
fn scheme(leaf: &str, rest: &str) -> String {
    format!("{GRADES}weighting: equal\ntree:\n  - {{id: a, role: indicator, title: 甲, {leaf}}}\n{rest}")
}

/// The split of the subject `aa` of 2018 and 2019.
fn split(folder: &Case) -> String {
    let content = folder.read();
    let scored = pipeline::score(&content);
    let attribution = of_pair(&scored.years[0].schemes[0], &scored.years[1].schemes[0]).expect("no overflow");
    let split = attribution.of(SubjectIndex::new(0)).expect("a split");
    split.parts().map(|(_, part)| plain(part)).join(" ")
}

/// Scheme and record of 2018 and of 2019, and `own peers scheme rounding`.
struct Restated {
    what: &'static str,
    schemes: [String; 2],
    records: [&'static str; 2],
    parts: &'static str,
}

fn check(cases: &[Restated]) {
    for Restated { what, schemes, records, parts } in cases {
        let folder = Case::of(&["aa"]);
        for ((year, scheme), record) in (2018..).zip(schemes).zip(records) {
            folder.year(year, scheme).record(year, "aa", record);
        }
        assert_eq!(split(&folder), *parts, "{what}");
    }
}

const DIRECT: &str = "method: {score: {full: 100}}";

#[test]
fn events_rules_and_waivers() {
    let bonus = |points: u32| {
        format!(
            "events: {{e: {{title: 批示}}}}\nrules:\n  - {{id: plus, title: 加分, clause: c-1, scope: total, bonus: {{points: {points}, each: e}}}}\n"
        )
    };
    let late = |year: u32, points: u32| {
        format!(
            "events: {{e: {{title: 批示}}}}\nrules:\n  - {{id: minus, title: 扣分, clause: c-{}, scope: indicator, deduct: {{points: {points}, each: e}}}}\n",
            year - 2017
        )
    };
    const EVENT: &str = "observations: {a: {score: 70}}\nevents: [{kind: e}]\n";
    const WAIVED: &str = "observations: {a: {score: 70}}\nevents: [{kind: e}]\nwaive: [{rule: minus, node: a, reason: 特殊, by: 省办, date: 2019-02-01}]\n";
    check(&[
        Restated {
            what: "another event is the subject's",
            schemes: [scheme(DIRECT, &bonus(2)), scheme(DIRECT, &bonus(2))],
            records: ["observations: {a: {score: 70}}\nevents: []\n", EVENT],
            parts: "2 0 0 0",
        },
        Restated {
            what: "an event that counts more is the scheme's",
            schemes: [scheme(DIRECT, &bonus(2)), scheme(DIRECT, &bonus(3))],
            records: [EVENT, EVENT],
            parts: "0 0 1 0",
        },
        Restated {
            what: "an event of a kind that is new is the scheme's",
            schemes: [scheme(DIRECT, ""), scheme(DIRECT, &bonus(2))],
            records: ["observations: {a: {score: 70}}\n", EVENT],
            parts: "0 0 2 0",
        },
        Restated {
            what: "a waiver is the subject's where both schemes have the rule",
            schemes: [scheme(DIRECT, &late(2018, 4)), scheme(DIRECT, &late(2019, 4))],
            records: [EVENT, WAIVED],
            parts: "4 0 0 0",
        },
        Restated {
            what: "a waiver of a rule that is new is the scheme's: it takes nothing off",
            schemes: [scheme(DIRECT, "events: {e: {title: 批示}}\n"), scheme(DIRECT, &late(2019, 4))],
            records: [EVENT, WAIVED],
            parts: "0 0 0 0",
        },
    ]);
}

#[test]
fn observations_asked_for_in_another_way_and_kinds_of_deductions() {
    let off =
        |kinds: &str| scheme(&format!("method: {{deductions: {{start: 100, kinds: {{{kinds}}}}}}}"), "");
    const X: &str = "observations: {a: {deductions: [{kind: x, count: 1}]}}\n";
    const BOTH: &str = "observations: {a: {deductions: [{kind: x, count: 2}, {kind: z, count: 1}]}}\n";
    check(&[
        Restated {
            what: "scored directly instead of graded: the scheme's",
            schemes: [scheme("method: grade", ""), scheme(DIRECT, "")],
            records: ["observations: {a: {grade: 较好}}\n", "observations: {a: {score: 91}}\n"],
            parts: "0 0 6 0",
        },
        Restated {
            what: "a second case of a kind both have is the subject's, a kind that is new the scheme's",
            schemes: [
                off("x: {title: 甲, points: 5}, w: {title: 乙, points: 1}"),
                off("z: {title: 丙, points: 7}, x: {title: 甲, points: 5}"),
            ],
            records: [X, BOTH],
            parts: "-5 0 -7 0",
        },
    ]);
}

#[test]
fn what_does_not_apply_below_a_node_the_other_scheme_does_not_have() {
    let leaves = "{id: a, role: indicator, title: 甲, method: {score: {full: 100}}}, {id: b, role: indicator, title: 乙, method: {score: {full: 100}}}";
    let before = format!(
        "{GRADES}weighting: equal\ntree:\n  - {{id: s, role: section, title: 大项, children: [{leaves}]}}\n  - {{id: c, role: indicator, title: 丙, {DIRECT}}}\n"
    );
    let after = format!(
        "{GRADES}weighting: equal\ntree: [{leaves}, {{id: c, role: indicator, title: 丙, {DIRECT}}}]\n"
    );
    check(&[Restated {
        what: "a section that did not apply is no reason to count its indicators as missing",
        schemes: [before, after],
        records: [
            "observations: {s: {not_applicable: 无}, c: {score: 80}}\n",
            "observations: {a: {score: 80}, b: {score: 80}, c: {score: 80}}\n",
        ],
        parts: "0 0 0 0",
    }]);
}

#[test]
fn growth_reads_the_year_before_the_record() {
    let growth = |unit: &str| {
        scheme(
            "measure: {growth: x}, method: {steps: [{at_least: 10, score: 100}, {at_least: 0, score: 60}]}",
            &format!("figures: {{x: {{title: 数, unit: {unit}}}}}\n"),
        )
    };
    check(&[Restated {
        what: "5 % stated for 2018, 20 % over the record of 2018 in another unit",
        schemes: [growth("万元"), growth("元")],
        records: ["figures: {x: {value: 105, previous: 100}}\n", "figures: {x: 1260000}\n"],
        parts: "40 0 0 0",
    }]);
}

#[test]
fn a_subject_that_changes_its_group_is_compared_with_the_new_groups_peers() {
    let ids = ["aa", "bb", "cc", "dd", "ee", "ff", "gg"];
    let folder = Case::of(&ids);
    let grouped = scheme("measure: x, method: median", "figures: {x: {title: 数, unit: 个}}\npeers: tier\n");
    for (year, of_aa) in [(2018, "low"), (2019, "high")] {
        folder.year(year, &grouped);
        let groups: String = ids
            .iter()
            .map(|id| {
                let tier = match *id {
                    "aa" => of_aa,
                    "bb" | "cc" | "dd" => "low",
                    _ => "high",
                };
                format!("  {id}: {{tier: {tier}}}\n")
            })
            .collect();
        folder.file(
            &format!("{year}/year.yaml"),
            &format!("format: 1\nperiod: {{from: {year}-01-01, to: {year}-12-31}}\ncutoff: {year}-12-31\nschemes: [main]\nattributes:\n{groups}"),
        );
        for (id, x) in ids.iter().zip([35, 10, 20, 50, 30, 40, 60]) {
            folder.record(year, id, &format!("figures: {{x: {x}}}\n"));
        }
    }
    // Low: 10 20 35 50, median 27.5; high: 30 35 40 60, median 37.5.
    let scored = folder.score(2019);
    assert_eq!(scored.at("aa", "a"), "73.3333333333");
    // 86.66… among the four of 2018; 70 among the three of high before it came, 90 among the three of low it left.
    assert_eq!(split(&folder), "-16.6666666667 3.3333333333 0 0");
}

#[test]
fn targets_and_lists_of_subjects_follow_the_subject() {
    let rest = |bonus: &str| {
        format!(
            "figures: {{x: {{title: 数, unit: 个}}}}\nrules:\n  - {{id: own, title: 照顾, clause: c-1, scope: total, when: {{subject: [{bonus}]}}, bonus: {{points: 1}}}}\n"
        )
    };
    let folder = Case::of(&["aa", "bb", "cc"]);
    folder.year(2018, &scheme("measure: x, method: {attain: {to: target}}", &rest("aa")));
    folder.year(2019, &scheme("measure: x, method: {attain: {to: target}}", &rest("aa")));
    folder.replace("2018/main/scheme.yaml", "[aa, bb, cc]", "[cc, bb, aa]");
    for (year, target) in [(2018, 100), (2019, 200)] {
        folder.file(
            &format!("{year}/main/targets.yaml"),
            &format!("format: 1\ntargets:\n  a:\n    aa: {{national: {target}}}\n    bb: {{national: 1}}\n    cc: {{national: 1}}\n"),
        );
        for id in ["aa", "bb", "cc"] {
            folder.record(year, id, &format!("figures: {{x: {}}}\n", if year == 2018 { 50 } else { 60 }));
        }
    }
    // 50 and 60 of 100; 25 and 30 of 200: own (10 + 5) ÷ 2, scheme (−25 − 30) ÷ 2; the bonus stays.
    assert_eq!(split(&folder), "7.5 0 -27.5 0");
}
