//! What a scheme says to no effect, sort by sort, each beside what is told of nothing.

use super::super::read_released;
use super::{SCHEME, Small, brief};

/// Of the small folder with these changes in the scheme: every problem as `code line:column message`, those of other
/// files with their name.
fn told(changes: &[(&str, &str)]) -> Vec<String> {
    let small = Small::new();
    changes.iter().for_each(|(from, to)| _ = small.replace(SCHEME, from, to));
    let problems = small.read().diagnostics;
    let line = |one| brief(one).replace(&format!("{SCHEME}:"), "");
    problems.iter().map(|one| format!("{} {}", line(one), one.message)).collect()
}

/// What was told otherwise than it should be.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    /// That a change is told in these words, and nothing else is; empty words: nothing is told.
    fn tells(&mut self, changes: &[(&str, &str)], expected: &str) {
        let told = told(changes);
        let right = match expected {
            "" => told.is_empty(),
            _ => told.len() == 1 && told[0].contains(expected),
        };
        if !right {
            self.0.push(format!("{changes:?}\n  {expected}\n  {told:?}"));
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{}", self.0.join("\n"));
    }
}

const BEFORE: &str = "missing: zero\n";

fn quota(list: &str) -> String {
    format!("{BEFORE}quota: [{list}]\n")
}

#[test]
fn quotas_that_leave_no_place_or_contradict_each_other() {
    let mut wrong = Wrong::default();
    for (list, expected) in [
        ("{grade: 好, most: 0}", "W0408 20:9 “好”的名额是 0 个：谁都评不上"),
        ("{grade: 好, most: 1}", ""),
        ("{grade: 好, most: 3}", "W0405 20:9 “好”的名额（quota-1）不起作用：名额够所有对象"),
        // More should have it than may, or than there are.
        ("{grade: 好, most: 1, least: 2}", "W0406 20:9 “好”一般不少于 2 个，名额却最多 1 个"),
        ("{grade: 好, most: 2, least: 2}", ""),
        ("{grade: 好, share: 30%, least: 40%}", "W0406 20:9 “好”一般不少于 40%，名额却最多 30%"),
        ("{grade: 好, share: 40%, least: 30%}", ""),
        ("{grade: 好, least: 4}", "W0406 20:9 “好”一般不少于 4 个，方案一共只有 3 个对象"),
        ("{grade: 好, least: 3}", ""),
        (
            "{grade: 好, share: 34%, least: 34%, within: all}",
            "“好”一般不少于 34%（3 个对象中 2 个），名额却最多 34%（3 个对象中 1 个）",
        ),
        ("{grade: 好, share: 34%, least: 34%, within: all, round: up}", ""),
        // Together they are for fewer than one of them is.
        (
            "{grade: 好, most: 2}, {grade: 较好, with_better: true, most: 1}",
            "W0406 20:30 “较好及以上”合计的名额（1 个）比其中“好”的（2 个）还少",
        ),
        ("{grade: 好, most: 2}, {grade: 较好, with_better: true, most: 2}", ""),
        ("{grade: 好, most: 2}, {grade: 较好, most: 1}", ""),
        ("{grade: 好, most: 2, within: all}, {grade: 较好, with_better: true, most: 1}", ""),
        (
            "{grade: 好, share: 40%}, {grade: 较好, with_better: true, share: 30%}",
            "“较好及以上”合计的名额（30%）比其中“好”的（40%）还少",
        ),
        ("{grade: 好, least: 2}, {grade: 较好, with_better: true, most: 1}", "比其中“好”的（2 个）还少"),
    ] {
        wrong.tells(&[(BEFORE, &quota(list))], expected);
    }
    wrong.none();
}

#[test]
fn quotas_of_a_grade_that_nobody_is_given() {
    let mut wrong = Wrong::default();
    // No number of two decimals lies between the two thresholds.
    let near = ("{name: 较好, from: 80, points: 85}", "{name: 较好, from: 89.999, points: 89.9995}");
    wrong.tells(
        &[near, (BEFORE, &quota("{grade: 较好, most: 1}"))],
        "W0405 20:9 “较好”的名额（quota-1）不起作用：没有对象能评为“较好”",
    );
    wrong.tells(&[near, (BEFORE, &quota("{grade: 较好, with_better: true, most: 1}"))], "");
    // Whoever is outside the better quota comes into it; so does who is capped there.
    wrong.tells(&[near, (BEFORE, &quota("{grade: 好, most: 1}, {grade: 较好, most: 1}"))], "");
    let cap =
        ("rules:\n", "rules:\n  - {id: x, clause: c-1, scope: total, when: {event: praise}, cap: 较好}\n");
    wrong.tells(&[near, cap, (BEFORE, &quota("{grade: 较好, most: 1}"))], "");
    wrong.none();
}

#[test]
fn rules_that_undo_each_other() {
    let mut wrong = Wrong::default();
    let event = "{event: praise}";
    let from = |grade: &str| format!("{{all: [{{event: praise}}, {{grade_at_least: {grade}}}]}}");
    for (when, first, second, expected) in [
        // The floor works before what lowers.
        (event, "floor: 一般", "lower: 1", "先保底、后降等次，保到“一般”的还会降到“差”，保不住"),
        (event, "lower: 1", "floor: 较好", "保到“较好”的还会降到“一般”，保不住"),
        // The cap works after what raises.
        (event, "raise: 1", "cap: 差", "先升等次、后封顶，封顶到“差”，升等次不起作用"),
        (event, "raise: 1", "cap: 较好", ""),
        (&from("较好"), "cap: 较好", "raise: 1", "封顶到“较好”，升等次不起作用"),
        (&from("一般"), "cap: 较好", "raise: 1", ""),
        (event, "cap: 较好", "lower: 1", ""),
    ] {
        let rule = |id: &str, effect: &str| {
            format!("  - {{id: {id}, clause: c-1, scope: total, when: {when}, {effect}}}\n")
        };
        let rules = format!("rules:\n{}{}", rule("x", first), rule("z", second));
        wrong.tells(&[("rules:\n", &rules)], expected);
    }
    // What the message advises ends it.
    let rules = format!(
        "rules:\n  - {{id: x, clause: c-1, scope: total, when: {event}, floor: 一般}}\n  - {{id: z, clause: c-1, scope: \
         total, when: {}, lower: 1}}\n",
        from("较好")
    );
    wrong.tells(&[("rules:\n", &rules)], "");
    wrong.none();
}

#[test]
fn rules_that_always_or_never_fire() {
    let mut wrong = Wrong::default();
    for (when, effect, expected) in [
        ("{not: {subject: [alpha, beta, gamma]}}", "lower: 1", "永远不会触发：名单里是方案的全部对象"),
        ("{not: {subject: [alpha, beta]}}", "lower: 1", ""),
        ("{not: {grade_at_least: 差}}", "lower: 1", "“差”是最低的等次，谁都不低于它"),
        ("{not: {grade_at_most: 好}}", "lower: 1", "“好”是最高的等次，谁都不高于它"),
        ("{not: {grade_at_most: 较好}}", "lower: 1", ""),
        ("{not: {score: {node: plan, below: 95.01}}}", "cap: 差", "“计划”最高 95 分，总低于 95.01 分"),
        ("{not: {score: {node: plan, below: 95}}}", "cap: 差", ""),
        ("{not: {score: {node: plan, at_least: 0}}}", "cap: 差", "“计划”不会低于 0 分"),
        ("{not: {task: {node: plan, is: [done, outstanding, undone]}}}", "cap: 差", "任务的各种状态都写上了"),
        ("{not: {any: [{event: praise}, {not: {event: praise}}]}}", "cap: 差", "几个条件中总有一个成立"),
        ("{not: {any: [{event: praise}, {not: {event: violation}}]}}", "cap: 差", ""),
        ("{not: {all: [{event: praise}, {not: {event: praise}}]}}", "cap: 差", ""),
        // Places: whoever has one is among them.
        (
            "{place: {last: 3}}",
            "lower: 1",
            "对谁都成立，等于没有条件：方案一共只有 3 个对象，谁都在后 3 名里",
        ),
        ("{place: {last: 2}}", "lower: 1", ""),
        ("{not: {place: {first: 3}}}", "lower: 1", "永远不会触发：方案一共只有 3 个对象，谁都在前 3 名里"),
        ("{all: [{event: praise}, {place: {last: 5}}]}", "lower: 1", "里的名次条件不起作用：方案一共只有 3"),
        ("{any: [{place: {first: 1}}, {place: {last: 2}}]}", "lower: 1", "不在前 1 名的都在后 2 名里"),
        ("{any: [{place: {first: 1}}, {place: {last: 1}}]}", "lower: 1", ""),
        // A grade that is there already.
        ("{all: [{event: praise}, {grade_at_least: 好}]}", "raise: 1", "条件里已是“好”，没有更高的等次"),
        ("{all: [{event: praise}, {grade_at_least: 较好}]}", "raise: 1", ""),
        ("{all: [{event: praise}, {grade_at_most: 差}]}", "lower: 1", "条件里已是“差”，没有更低的等次"),
        ("{all: [{event: praise}, {grade_at_most: 一般}]}", "lower: 1", ""),
    ] {
        let rule = format!("rules:\n  - {{id: x, clause: c-1, scope: total, when: {when}, {effect}}}\n");
        wrong.tells(&[("rules:\n", &rule)], expected);
    }
    wrong.none();
}

#[test]
fn outcomes_that_everybody_has() {
    let mut wrong = Wrong::default();
    for (when, expected) in [
        ("{place: {first: 3}}", "W0405 87:5 结果运用“表扬”对谁都成立，等于没有条件"),
        ("{place: {first: 2}}", ""),
        ("{any: [{place: {last: 1}}, {place: {first: 2}}]}", "不在前 2 名的都在后 1 名里"),
        ("{not: {place: {last: 3}}}", "W0405 87:5 结果运用“表扬”永远不会发生"),
        // What is said of everybody by grade may be meant.
        ("{grade_at_least: 差}", ""),
    ] {
        wrong.tells(&[("when: {grade_at_least: 较好}, by", &format!("when: {when}, by"))], expected);
    }
    wrong.none();
}

const GAP: &str = "measure: {difference: {of: revenue, less: aid}}, method: {range: {worst: 0, best: 100}}";

#[test]
fn what_is_compared_with_a_logarithm_is_one() {
    let mut wrong = Wrong::default();
    let with = |method: &str| format!("measure: {{log: revenue}}, method: {method}");
    for (method, expected) in [
        ("{range: {worst: 100, best: 75000}}", "E0421 58:92 指标值取过对数（log），worst却写了 100"),
        ("{range: {worst: 0, best: 100}}", "E0421 58:92 指标值取过对数（log），best却写了 100"),
        ("{range: {worst: {log: 1}, best: 100, better: higher}}", "best却写了 100"),
        ("{range: {worst: 4.605170186, best: 11.2252433925}}", ""),
        ("{range: {worst: {log: 100}, best: {log: 75000}}}", ""),
        ("{range: {worst: 4.6, best: max}}", ""),
        ("{steps: [{at_least: 1000, score: 100}, {at_least: 10, score: 60}]}", "steps 里却写了 1000"),
        ("{steps: [{at_least: 7, score: 100}, {at_least: 2, score: 60}]}", ""),
        ("{range: {worst: {value: 5, unit: 万元}, best: 60}}", "E0211 58:108 “worst”不能另写单位"),
    ] {
        wrong.tells(&[(GAP, &with(method))], expected);
    }
    // Averages and extremes of logarithms are some; what is worked out of them need not be.
    let range = "method: {range: {worst: 0, best: 100}}";
    wrong.tells(&[(GAP, &format!("measure: {{min: [{{log: revenue}}, {{log: aid}}]}}, {range}"))], "E0421");
    wrong.tells(
        &[(GAP, &format!("measure: {{ratio: {{of: {{log: revenue}}, per: {{log: aid}}}}}}, {range}"))],
        "",
    );
    wrong.none();
}

#[test]
fn targets_of_a_logarithm_are_logarithms() {
    let with = |target: &str| {
        let small = Small::new();
        small.replace(
            SCHEME,
            GAP,
            "measure: {log: revenue}, method: {range: {worst: 0, best: target, better: higher}}",
        );
        small.replace(
            "2019/cities/targets.yaml",
            "  aid-each:",
            &format!("  gap: {{all: {target}}}\n  aid-each:"),
        );
        small.told()
    };
    assert_eq!(with("{province: 900}"), ["E0421 2019/cities/targets.yaml:5:14"]);
    assert!(with("{province: 6.8}").is_empty(), "{:?}", with("{province: 6.8}"));
}

/// What was released before is read all the same.
#[test]
fn editions_are_only_warned_of_ends_that_are_no_logarithms() {
    let small = Small::new();
    small.replace(SCHEME, GAP, "measure: {log: revenue}, method: {range: {worst: 0, best: 100}}");
    let read = read_released(small.dir.path());
    assert!(read.content.is_some());
    let told = read.diagnostics.iter().find(|one| one.code.as_str() == "E0421").expect("it is told");
    assert!(!told.is_error());
}
