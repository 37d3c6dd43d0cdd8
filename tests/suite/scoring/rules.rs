//! SCORING.md section 4: floors, caps, deductions, waivers, conditions, peers and exclusion.

use insta::assert_snapshot;

use crate::case::{Case, GRADES};

fn aid_scheme() -> String {
    format!(
        "{GRADES}weighting: equal
rounding: {{indicator: 2, total: 2}}
figures:
  aid: {{title: 援助资金, unit: 万元}}
events:
  false-data: {{title: 虚报数据}}
tree:
  - {{id: aid, role: indicator, title: 援助资金, clause: c-1, measure: aid, method: median}}
rules:
  - {{id: met, title: 达标保底, clause: c-1, scope: {{indicator: [aid]}}, when: {{target: met}}, floor: 较好}}
  - {{id: late, title: 迟到扣分, clause: c-2, scope: {{indicator: [aid]}}, deduct: {{points: 2, month_late: {{figure: aid, due: 2019-03-30}}, max: 10}}}}
  - {{id: forged, title: 虚报, clause: c-3, scope: total, when: {{event: false-data}}, veto: 差, exclude_from_peers: true}}
"
    )
}

const TARGETS: &str = "format: 1\ntargets:\n  aid:\n    all: {national: 120}\n";
const OWN_TARGET: &str = "    dd: {national: 0.0001, province: 0.02, unit: 亿元}\n";

#[test]
fn floors_late_money_and_waivers() {
    let folder = Case::of(&["aa", "bb", "cc", "dd", "ee"]);
    folder.year(2019, &aid_scheme()).file("2019/main/targets.yaml", &(TARGETS.to_owned() + OWN_TARGET));
    let waive = "waive: [{rule: met, node: aid, reason: 资金被收回, by: 省扶贫办, date: 2020-02-01}]\n";
    for (id, value, extra) in
        [("aa", "100", ""), ("bb", "120", ""), ("cc", "130", waive), ("dd", "180", ""), ("ee", "300", "")]
    {
        folder.record(2019, id, &format!("figures: {{aid: {value}}}\n{extra}"));
    }
    let scored = folder.score(2019);
    // Median 130: 100 → 60, 120 → 73.33 raised to 80, 130 → 80, 180 → 85.88 (its own target is missed), 300 → 100.
    assert_eq!(scored.row("aid"), "60 80 80 85.88 100");
    assert_snapshot!(
        scored.trail("bb", "aid") + "\n" + &scored.trail("cc", "aid") + "\n" + &scored.trail("dd", "aid")
    );
}

#[test]
fn months_late_count_from_the_due_month_and_exempt_entries_do_not() {
    let entry = |date: &str, exempt: bool| {
        let exempt = if exempt { ", exempt: [late]" } else { "" };
        format!(
            "figures: {{aid: {{entries: [{{value: 100, date: 2019-01-10}}, {{value: 50, date: {date}{exempt}}}]}}}}\n"
        )
    };
    let cases = [
        ("2019-03-30", false, "80"),
        ("2019-03-31", false, "80"),
        ("2019-04-01", false, "78"),
        ("2019-05-31", false, "76"),
        ("2019-12-31", false, "70"),
        ("2019-07-01", true, "80"),
    ];
    for (date, exempt, expected) in cases {
        let folder = Case::of(&["aa", "bb", "cc"]);
        folder.year(2019, &aid_scheme());
        folder.record(2019, "aa", &entry(date, exempt));
        folder.record(2019, "bb", "figures: {aid: 140}\n").record(2019, "cc", "figures: {aid: 160}\n");
        assert_eq!(folder.score(2019).at("aa", "aid"), expected, "{date} exempt: {exempt}");
    }
}

#[test]
fn a_floor_absorbs_a_deduction_and_the_trail_says_so() {
    let folder = Case::of(&["aa", "bb", "cc"]);
    folder.year(2019, &aid_scheme()).file("2019/main/targets.yaml", TARGETS);
    folder.record(2019, "aa", "figures: {aid: {entries: [{value: 150, date: 2019-09-10}]}}\n");
    folder.record(2019, "bb", "figures: {aid: 140}\n").record(2019, "cc", "figures: {aid: 160}\n");
    let scored = folder.score(2019);
    assert_eq!(scored.at("aa", "aid"), "80");
    assert_snapshot!(scored.trail("aa", "aid"));
}

#[test]
fn an_excluded_subject_leaves_the_peers_and_is_scored_within_their_range() {
    let folder = Case::of(&["aa", "bb", "cc", "dd"]);
    folder.year(2019, &aid_scheme());
    for (id, value) in [("aa", "100"), ("bb", "110"), ("cc", "140")] {
        folder.record(2019, id, &format!("figures: {{aid: {value}}}\n"));
    }
    folder.record(2019, "dd", "figures: {aid: 9000}\nevents: [{kind: false-data}]\n");
    let scored = folder.score(2019);
    assert_eq!(scored.row("aid"), "60 80 100 100");
    assert_eq!(scored.total("dd"), "100 差");
    assert_eq!(scored.places(), "3 2 1 4");
    assert_snapshot!(scored.trail("dd", "aid") + "\n" + &scored.trail("dd", "total"));
}

#[test]
fn fewer_than_three_peers_are_not_compared() {
    let folder = Case::of(&["aa", "bb", "cc"]);
    folder.year(2019, &aid_scheme()).file(
        "2019/main/targets.yaml",
        "format: 1\ntargets: {aid: {aa: {national: 100}, bb: {national: 100}}}\n",
    );
    folder.record(2019, "aa", "figures: {aid: 100}\n").record(2019, "bb", "figures: {aid: 99}\n");
    let scored = folder.score(2019);
    assert_eq!(scored.row("aid"), "80 60 缺");

    let folder = Case::of(&["aa", "bb"]);
    folder.year(2019, &aid_scheme());
    folder.record(2019, "aa", "figures: {aid: 100}\nobservations: {aid: {grade: 好}}\n").record(
        2019,
        "bb",
        "figures: {aid: 99}\n",
    );
    let scored = folder.score(2019);
    assert_eq!(scored.row("aid"), "95 无法计算");
    assert_snapshot!(scored.trail("aa", "aid") + "\n" + &scored.trail("bb", "aid"));
}

/// Two task leaves, a measured one, and one rule with the condition under test capping the total.
fn with_condition(when: &str) -> String {
    format!(
        "{GRADES}weighting: equal
figures: {{x: {{title: 报送数, unit: 次}}}}
events: {{e: {{title: 事件}}, f: {{title: 别事}}}}
milestones: {{report: {{title: 自评报告, due: 2019-12-31}}}}
tree:
  - {{id: work, role: indicator, title: 任务, method: {{task: {{outstanding: 好, done: 较好, undone: 差}}}}}}
  - {{id: x, role: section, title: 报送, measure: x, method: {{steps: [{{at_least: 0, score: 100}}]}}}}
  - {{id: g, role: section, title: 评定, method: grade}}
rules:
  - {{id: rule, title: 规则, clause: c-1, scope: total, when: {when}, cap: 差}}
"
    )
}

#[test]
fn conditions_in_three_valued_logic() {
    let base = "observations: {work: {task: done}, g: {grade: 一般}}\n";
    let grown = "figures: {x: {value: 12, previous: 10}}\n";
    let level = "figures: {x: {value: 10, previous: 10}}\n";
    let unknown = "figures: {x: 10}\n";
    let cases: [(&str, String, bool); 24] = [
        ("{event: e}", format!("{base}{unknown}events: [{{kind: e}}]\n"), true),
        ("{event: e}", format!("{base}{unknown}"), false),
        ("{any_section: 一般}", format!("{base}{unknown}"), true),
        ("{any_section: 差}", format!("{base}{unknown}"), false),
        ("{grade_at_least: 较好}", format!("{base}{unknown}"), true),
        ("{grade_at_least: 好}", format!("{base}{unknown}"), false),
        ("{grade_at_most: 一般}", format!("{base}{unknown}"), false),
        ("{node_grade: {id: g, at_most: 一般}}", format!("{base}{unknown}"), true),
        ("{node_grade: {id: g, at_least: 较好}}", format!("{base}{unknown}"), false),
        ("{task: {node: work, is: done}}", format!("{base}{unknown}"), true),
        ("{task: {node: work, is: [outstanding, undone]}}", format!("{base}{unknown}"), false),
        (
            "{problem: {severity: prominent}}",
            format!("{base}{unknown}problems: [{{says: 问题, severity: prominent}}]\n"),
            true,
        ),
        ("{problem: {severity: prominent}}", format!("{base}{unknown}problems: [{{says: 问题}}]\n"), false),
        ("{grew: [x]}", format!("{base}{grown}"), true),
        ("{grew: [x]}", format!("{base}{level}"), false),
        // No last year: unknown, and unknown it stays under not, any and all.
        ("{not: {grew: [x]}}", format!("{base}{unknown}"), false),
        ("{any: [{grew: [x]}, {event: e}]}", format!("{base}{unknown}"), false),
        ("{any: [{grew: [x]}, {task: {node: work, is: done}}]}", format!("{base}{unknown}"), true),
        ("{all: [{not: {grew: [x]}}, {task: {node: work, is: done}}]}", format!("{base}{unknown}"), false),
        ("{all: [{not: {event: e}}, {not: {event: f}}]}", format!("{base}{unknown}"), true),
        (
            "{milestone: {id: report, is: late}}",
            format!("{base}{unknown}milestones: {{report: 2020-01-01}}\n"),
            true,
        ),
        (
            "{milestone: {id: report, is: late}}",
            format!("{base}{unknown}milestones: {{report: 2019-12-31}}\n"),
            false,
        ),
        ("{milestone: {id: report, is: missed}}", format!("{base}{unknown}"), true),
        ("{subject: [aa]}", format!("{base}{unknown}"), true),
    ];
    for (when, record, fires) in cases {
        let folder = Case::of(&["aa"]);
        folder.year(2019, &with_condition(when)).record(2019, "aa", &record);
        let total = folder.score(2019).total("aa");
        assert_eq!(total.ends_with('差'), fires, "{when} on {record} gives {total}");
    }
}

#[test]
fn a_problem_that_was_the_cause_is_named_as_serious_as_it_is() {
    let named =
        [("minor", "记录中有轻微问题"), ("general", "记录中有一般问题"), ("prominent", "记录中有突出问题")];
    for (severity, told) in named {
        let folder = Case::of(&["aa"]);
        let record = format!(
            "observations: {{work: {{task: done}}, g: {{grade: 一般}}}}\nproblems: [{{says: 问题, severity: {severity}}}]\n"
        );
        let when = format!("{{problem: {{severity: {severity}}}}}");
        folder.year(2019, &with_condition(&when)).record(2019, "aa", &record);
        let trail = folder.score(2019).trail("aa", "total");
        assert!(trail.contains(told), "{trail}");
    }
}

#[test]
fn a_cap_wins_over_a_floor_and_the_stricter_wins() {
    let folder = Case::of(&["aa"]);
    let scheme = format!(
        "{GRADES}weighting: equal
events: {{e: {{title: 事件}}}}
rounding: {{indicator: 2}}
tree:
  - {{id: leaf, role: indicator, title: 指标, method: {{score: {{full: 100}}}}}}
rules:
  - {{id: low-floor, clause: c-1, scope: indicator, when: {{event: e}}, floor: 一般}}
  - {{id: high-floor, clause: c-1, scope: indicator, when: {{event: e}}, floor: 好}}
  - {{id: high-cap, clause: c-1, scope: indicator, when: {{event: e}}, cap: 较好}}
  - {{id: low-cap, clause: c-1, scope: indicator, when: {{event: e}}, cap: 一般}}
"
    );
    folder.year(2019, &scheme).record(2019, "aa", "observations: {leaf: {score: 30}}\nevents: [{kind: e}]\n");
    let scored = folder.score(2019);
    assert_eq!(scored.at("aa", "leaf"), "79.99");
    assert_snapshot!(scored.trail("aa", "leaf"));
}
