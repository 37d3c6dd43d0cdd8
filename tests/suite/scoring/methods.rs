//! SCORING.md section 2, statement by statement, where the tables of the other files do not reach: what records state,
//! measures over units and last year, targets, the order of effects at a node and at the root, weights, peers, lists.

use crate::case::{Case, GRADES};

/// A scheme of these leaves, after `head` (weighting, figures, rules …).
fn scheme(head: &str, leaves: &[&str]) -> String {
    let leaves: Vec<String> = leaves.iter().map(|leaf| format!("  - {{{leaf}}}\n")).collect();
    format!("{GRADES}{head}tree:\n{}", leaves.concat())
}

#[test]
fn what_a_record_states_becomes_points() {
    let head = "weighting: equal\n";
    let leaves = [
        "id: grade, role: indicator, title: 评定, method: grade",
        "id: score, role: indicator, title: 评分, method: {score: {full: 80}}",
        "id: task, role: indicator, title: 任务, method: {task: {outstanding: 好, done: 较好, undone: 差}}",
        "id: cuts, role: indicator, title: 扣分, method: {deductions: {start: 90, kinds: {a: {title: 甲, points: 1.5}, b: 40}}}",
    ];
    let cases = [
        (
            "grade: {grade: 一般}, score: {score: 60}, task: {task: outstanding}, cuts: {deductions: []}",
            "70 75 95 90",
        ),
        ("task: {task: done}, cuts: {deductions: [{kind: a, count: 3}]}", "缺 缺 85 85.5"),
        // Not below 0; a list that is not there is missing, an empty one is the start.
        ("task: {task: undone}, cuts: {deductions: [{kind: b, count: 2}, {kind: b}]}", "缺 缺 50 0"),
        ("score: {score: 0}", "缺 0 缺 缺"),
    ];
    for (observations, expected) in cases {
        let folder = Case::of(&["aa"]);
        folder.year(2019, &scheme(head, &leaves));
        folder.record(2019, "aa", &format!("observations: {{{observations}}}\n"));
        let scored = folder.score(2019);
        let found: Vec<String> =
            ["grade", "score", "task", "cuts"].iter().map(|id| scored.at("aa", id)).collect();
        assert_eq!(found.join(" "), expected, "{observations}");
    }
}

#[test]
fn measures_over_units_dates_and_last_year() {
    let head = "weighting: equal
figures:
  yuan: {title: 甲, unit: 元}
  wan: {title: 乙, unit: 万元}
  more: {title: 丙, unit: 亿元, optional: true}
  people: {title: 丁, unit: 人}
milestones: {report: {title: 报告, due: 2019-12-31}}
";
    let cases = [
        // Units of one kind become one first; unlike kinds divide as they stand.
        ("ratio: {of: wan, per: yuan}", "wan: 3, yuan: 15000", "2"),
        ("ratio: {of: wan, per: people}", "wan: 3, people: 2", "1.5"),
        ("share: {of: yuan, in: wan}", "wan: 3, yuan: 15000", "50"),
        ("sum: [wan, more]", "wan: 3, more: 0.0002", "5"),
        ("difference: {of: wan, less: yuan}", "wan: 3, yuan: 15000", "1.5"),
        // An optional figure counts as 0 in a sum, and only there.
        ("sum: [wan, more]", "wan: 3", "3"),
        ("ratio: {of: wan, per: more}", "wan: 3", "缺"),
        ("sum: [wan, yuan]", "wan: 3", "缺"),
        // Growth takes this year's definition of both years; a base of zero or below tells nothing.
        (
            "growth: {sum: [wan, yuan]}",
            "wan: {value: 3, previous: 2}, yuan: {value: 10000, previous: 0}",
            "100",
        ),
        ("growth: wan", "wan: {value: 3, previous: -2}", "无法计算"),
        ("growth: {sum: [wan, yuan]}", "wan: {value: 3, previous: 2}, yuan: 10000", "缺"),
        // Each ratio is divided once, after it was multiplied: a third of 3 is 1.
        (
            "ratio: {of: {ratio: {of: wan, per: people}}, per: {ratio: {of: wan, per: people}}}",
            "wan: 1, people: 3",
            "1",
        ),
    ];
    for (measure, figures, expected) in cases {
        let leaf = format!(
            "id: leaf, role: indicator, title: 指标, measure: {{{measure}}}, method: {{range: {{worst: 0, best: 100}}}}"
        );
        let folder = Case::of(&["aa"]);
        folder.year(2019, &scheme(head, &[&leaf])).record(2019, "aa", &format!("figures: {{{figures}}}\n"));
        assert_eq!(folder.score(2019).at("aa", "leaf"), expected, "{measure} of {figures}");
    }
    let late = "id: leaf, role: indicator, title: 指标, measure: {days_late: {date: report}}, method: {steps: [{at_most: 0, score: 100}, {at_most: 31, score: 60}]}";
    for (date, expected) in
        [("2019-12-30", "100"), ("2019-12-31", "100"), ("2020-01-31", "60"), ("2020-02-01", "0")]
    {
        let folder = Case::of(&["aa"]);
        folder.year(2019, &scheme(head, &[late]));
        folder.record(2019, "aa", &format!("milestones: {{report: {date}}}\n"));
        assert_eq!(folder.score(2019).at("aa", "leaf"), expected, "{date}");
    }
    let folder = Case::of(&["aa"]);
    folder.year(2019, &scheme(head, &[late])).record(2019, "aa", "");
    assert_eq!(folder.score(2019).at("aa", "leaf"), "缺");
}

#[test]
fn attainment_of_targets() {
    let cases = [
        ("to: national", "higher", "{national: 50, province: 80}", "40", "80"),
        ("to: province", "higher", "{national: 50, province: 80}", "40", "50"),
        // `target`: the stricter of those that are stated.
        ("to: target", "higher", "{national: 50, province: 80}", "40", "50"),
        ("to: target", "lower", "{national: 50, province: 80}", "100", "50"),
        ("to: target", "higher", "{national: 50}", "60", "100"),
        ("to: target", "lower", "{province: 80}", "0", "100"),
        ("to: province", "higher", "{national: 50}", "40", "缺"),
    ];
    for (to, better, target, value, expected) in cases {
        let folder = Case::of(&["aa"]);
        let leaf = format!(
            "id: leaf, role: indicator, title: 指标, measure: x, method: {{attain: {{{to}, better: {better}}}}}"
        );
        folder
            .year(2019, &scheme("weighting: equal\nfigures: {x: {title: 数, unit: 个}}\n", &[&leaf]))
            .file("2019/main/targets.yaml", &format!("format: 1\ntargets: {{leaf: {{all: {target}}}}}\n"))
            .record(2019, "aa", &format!("figures: {{x: {value}}}\n"));
        assert_eq!(folder.score(2019).at("aa", "leaf"), expected, "{to} {better} {target} {value}");
    }
}

#[test]
fn a_node_deducts_then_adds_then_clamps_then_bounds_then_rounds() {
    let head = |rules: &str| {
        format!(
            "weighting: equal\nrounding: {{indicator: 1}}\nevents: {{good: {{title: 好事}}, bad: {{title: 坏事}}}}\nrules:\n{rules}"
        )
    };
    let deduct = "  - {id: cut, clause: c-1, scope: indicator, deduct: {points: 30, each: bad, max: 50}}\n";
    let bonus =
        "  - {id: add, clause: c-1, scope: {indicator: [leaf]}, bonus: {points: 4.16, each: good, max: 9}}\n";
    let floor = "  - {id: floor, clause: c-1, scope: indicator, when: {event: bad}, floor: 一般}\n";
    let cap = "  - {id: cap, clause: c-1, scope: indicator, when: {event: good}, cap: 较好}\n";
    let cases: [(&[&str], &str, &str, &str); 9] = [
        (&[bonus], "90", "good", "94.2"),
        // Each counts, up to the maximum.
        (&[bonus], "90", "good good good", "99"),
        (&[bonus], "99", "good", "100"),
        (&[deduct], "90", "bad bad", "40"),
        (&[deduct], "20", "bad", "0"),
        // A deduction is taken before a bonus is clamped: 95 − 30 + 4.16.
        (&[bonus, deduct], "95", "good bad", "69.2"),
        (&[deduct, floor], "80", "bad", "60"),
        // The cap is the next better grade less one unit of the node's last place.
        (&[bonus, cap], "95", "good", "89.9"),
        (&[floor, cap, bonus, deduct], "95", "good bad", "69.2"),
    ];
    for (rules, score, events, expected) in cases {
        let folder = Case::of(&["aa"]);
        let leaf = "id: leaf, role: indicator, title: 指标, method: {score: {full: 100}}";
        let events: Vec<String> = events.split(' ').map(|kind| format!("{{kind: {kind}}}")).collect();
        folder.year(2019, &scheme(&head(&rules.concat()), &[leaf])).record(
            2019,
            "aa",
            &format!("observations: {{leaf: {{score: {score}}}}}\nevents: [{}]\n", events.join(", ")),
        );
        assert_eq!(folder.score(2019).at("aa", "leaf"), expected, "{score} {events:?} {rules:?}");
    }
}

/// Two indicators below a section beside a third, with observations as scores.
fn nested(head: &str, scores: &str) -> crate::case::Scored {
    let folder = Case::of(&["aa"]);
    let scheme = format!(
        "{GRADES}{head}tree:
  - id: one
    role: section
    title: 甲
    weight: 75
    children:
      - {{id: a, role: indicator, title: 一, weight: 25, method: {{score: {{full: 100}}}}}}
      - {{id: b, role: indicator, title: 二, weight: 50, method: {{score: {{full: 100}}}}}}
  - {{id: two, role: section, title: 乙, weight: 25, method: {{score: {{full: 100}}}}}}
"
    );
    folder.year(2019, &scheme).record(2019, "aa", &format!("observations: {{{scores}}}\n"));
    folder.score(2019)
}

#[test]
fn rounded_scores_are_handed_upward_and_thirds_leave_no_remainder() {
    // (70.01 + 2 × 80) ÷ 3 = 76.67, and of that three quarters, not of 76.67 without its rounding.
    let scores = "a: {score: 70.01}, b: {score: 80}, two: {score: 90}";
    assert_eq!(nested("weighting: points\nrounding: {section: 1}\n", scores).total("aa"), "80.025 较好");
    assert_eq!(nested("weighting: points\n", scores).total("aa"), "80.0025 较好");
    // Half away from zero.
    assert_eq!(
        nested(
            "weighting: points\nrounding: {total: 1}\n",
            "a: {score: 79.8}, b: {score: 79.8}, two: {score: 80.4}"
        )
        .total("aa"),
        "80 较好"
    );
    // Three equal scores with weights of a third are that score, and its grade.
    let leaves: Vec<String> = ["a", "b", "c"]
        .iter()
        .map(|id| {
            format!("id: {id}, role: indicator, title: {id}, weight: 1, method: {{score: {{full: 100}}}}")
        })
        .collect();
    let leaves: Vec<&str> = leaves.iter().map(String::as_str).collect();
    let folder = Case::of(&["aa"]);
    folder.year(2019, &scheme("weighting: relative\n", &leaves)).record(
        2019,
        "aa",
        "observations: {a: {score: 90}, b: {score: 90}, c: {score: 90}}\n",
    );
    assert_eq!(folder.score(2019).total("aa"), "90 好");
}

#[test]
fn a_minimum_ignores_weights_and_is_not_inherited() {
    let scored =
        nested("weighting: points\naggregate: minimum\n", "a: {score: 90}, b: {score: 60}, two: {score: 75}");
    assert_eq!(scored.at("aa", "one"), "70");
    assert_eq!(scored.total("aa"), "70 一般");
    let (_, result) = scored.subject("aa");
    assert!(result.nodes[1..].iter().all(|node| node.weight.is_none() && node.contribution.is_none()));
}

#[test]
fn a_node_none_of_whose_children_counts_is_out_itself() {
    let scores = "a: {not_applicable: 无}, b: {not_applicable: 无}, two: {score: 75}";
    let scored = nested("weighting: points\n", scores);
    assert_eq!((scored.at("aa", "one"), scored.total("aa")), ("–".into(), "75 一般".into()));
    assert!(scored.trail("aa", "one").contains("下级各项均不计"));
    // Missing counts as 0, or not at all where the scheme says so.
    assert_eq!(nested("weighting: points\n", "a: {score: 80}, b: {score: 80}").total("aa"), "60 一般");
    let rescaled = nested("weighting: points\nmissing: rescale\n", "a: {score: 80}");
    assert_eq!((rescaled.at("aa", "b"), rescaled.total("aa")), ("缺".into(), "80 较好".into()));
}

#[test]
fn the_total_adds_deducts_and_stays_below_its_ceiling() {
    let rules = "events: {good: {title: 好事}, bad: {title: 坏事}}
rules:
  - {id: add, clause: c-1, scope: total, bonus: {points: 4, each: good, max: 12}}
  - {id: more, clause: c-1, scope: total, bonus: {points: 3, each: good}}
  - {id: cut, clause: c-1, scope: total, deduct: {points: 2.5, each: bad, max: 5}}
";
    let with = |more: &str, head: &str, score: &str, events: &str| {
        let folder = Case::of(&["aa"]);
        let leaf = "id: leaf, role: section, title: 大项, method: {score: {full: 100}}";
        let waive = match events.strip_suffix(" waived") {
            Some(_) => "waive: [{rule: cut, reason: 已纠正, by: 领导小组, date: 2019-12-31}]\n",
            None => "",
        };
        let events = events.split_whitespace().filter(|kind| *kind != "waived");
        let events: Vec<String> = events.map(|kind| format!("{{kind: {kind}}}")).collect();
        let head = format!("weighting: equal\nrounding: {{total: 2}}\n{head}{rules}{more}");
        folder.year(2019, &scheme(&head, &[leaf])).record(
            2019,
            "aa",
            &format!("{waive}observations: {{leaf: {{score: {score}}}}}\nevents: [{}]\n", events.join(", ")),
        );
        folder.score(2019).total("aa")
    };
    let total = |head: &str, score: &str, events: &str| with("", head, score, events);
    assert_eq!(total("", "80", "good"), "87 较好");
    assert_eq!(total("bonus_limit: 5\n", "80", "good"), "85 较好");
    assert_eq!(total("bonus_limit: 5\n", "80", "good bad bad bad"), "80 较好");
    // Deductions of all rules together, in the order of the rules: 2.5 × 2 of the first, the rest of the second.
    let more = "  - {id: also, clause: c-1, scope: total, deduct: {points: 4, each: bad}}\n";
    assert_eq!(with(more, "deduct_limit: 30\n", "80", "bad bad"), "67 一般");
    assert_eq!(with(more, "deduct_limit: 6\n", "80", "bad bad"), "74 一般");
    assert_eq!(with(more, "deduct_limit: 6\nbonus_limit: 1\n", "80", "good bad bad"), "75 一般");
    // What is waived uses nothing of the limit up.
    assert_eq!(with(more, "deduct_limit: 6\n", "80", "bad waived"), "76 一般");
    assert_eq!(with(more, "deduct_limit: 6\n", "80", "bad bad waived"), "74 一般");
    assert_eq!(total("", "99", "good"), "100 好");
    assert_eq!(total("ceiling: 105\n", "99", "good"), "105 好");
    // The deduction comes after the bonus and before the ceiling.
    assert_eq!(total("", "99", "good bad"), "100 好");
    assert_eq!(total("", "1", "bad bad"), "0 差");
}

#[test]
fn at_the_total_rules_change_the_grade_and_see_it_before_any_effect() {
    let rules = "events: {up: {title: 甲}, down: {title: 乙}, out: {title: 丙}}
rules:
  - {id: low, clause: c-1, scope: total, when: {event: down}, cap: 较好}
  - {id: lower, clause: c-1, scope: total, when: {event: down}, cap: 一般}
  - {id: floor, clause: c-1, scope: total, when: {event: up}, floor: 较好}
  - {id: high, clause: c-1, scope: total, when: {event: up}, floor: 好}
  - {id: veto, clause: c-1, scope: total, when: {event: out}, veto: 差}
  - {id: seen, clause: c-1, scope: total, when: {all: [{event: up}, {grade_at_least: 好}]}, cap: 差}
";
    for (score, events, expected) in [
        ("70", "up", "70 好"),
        ("95", "down", "95 一般"),
        ("70", "up down", "70 一般"),
        ("70", "up down out", "70 差"),
        // `seen` looks at the threshold grade, which is not 好 until the floor has raised it.
        ("95", "up", "95 差"),
    ] {
        let folder = Case::of(&["aa"]);
        let leaf = "id: leaf, role: section, title: 大项, method: {score: {full: 100}}";
        let events: Vec<String> = events.split(' ').map(|kind| format!("{{kind: {kind}}}")).collect();
        folder.year(2019, &scheme(&format!("weighting: equal\n{rules}"), &[leaf])).record(
            2019,
            "aa",
            &format!("observations: {{leaf: {{score: {score}}}}}\nevents: [{}]\n", events.join(", ")),
        );
        assert_eq!(folder.score(2019).total("aa"), expected, "{score} {events:?}");
    }
}

#[test]
fn a_node_that_does_not_apply_is_no_peer_and_the_trail_names_the_figure() {
    let folder = Case::of(&["aa", "bb", "cc", "dd"]);
    let head =
        "weighting: equal\nfigures: {x: {title: 投入, unit: 万元}, deep: {title: 深度贫困县数, unit: 个}}\n";
    let leaf = "id: leaf, role: indicator, title: 倾斜, clause: c-2, measure: x, method: median, not_applicable_when: {figure: deep, is: 0}";
    folder.year(2019, &scheme(head, &[leaf, "id: rest, role: indicator, title: 其他, method: grade"]));
    for (id, x, deep) in [("aa", 10, 1), ("bb", 20, 2), ("cc", 40, 1), ("dd", 9000, 0)] {
        folder.record(
            2019,
            id,
            &format!("figures: {{x: {x}, deep: {deep}}}\nobservations: {{rest: {{grade: 好}}}}\n"),
        );
    }
    let scored = folder.score(2019);
    assert_eq!(scored.row("leaf"), "60 80 100 –");
    insta::assert_snapshot!(scored.trail("dd", "leaf"));
}

#[test]
fn a_missing_leaf_names_what_it_lacks_and_a_part_rests_on_its_indicators_clause() {
    let folder = Case::of(&["aa"]);
    let scheme = format!(
        "{GRADES}weighting: equal
figures: {{x: {{title: 培训人数, unit: 人}}, started: {{title: 创业人数, unit: 人}}}}
tree:
  - id: training
    role: indicator
    title: 培训
    clause: c-2
    children:
      - {{id: success, role: part, title: 成功率, measure: {{share: {{of: started, in: x}}}}, method: {{range: {{worst: 0, best: 50}}}}}}
      - {{id: growth, role: part, title: 增长, measure: {{growth: x}}, method: {{range: {{worst: 0, best: 50}}}}}}
      - {{id: reached, role: part, title: 完成, measure: x, method: {{attain: {{to: started}}}}}}
      - {{id: number, role: part, title: 人数, measure: x, method: {{range: {{worst: 0, best: 50}}}}}}
"
    );
    folder.year(2019, &scheme).record(2019, "aa", "figures: {x: 40}\n");
    let scored = folder.score(2019);
    let trails: Vec<String> =
        ["success", "growth", "reached", "number"].iter().map(|node| scored.trail("aa", node)).collect();
    insta::assert_snapshot!(trails.join("\n"));
}

#[test]
fn lists_stand_by_grade_then_in_the_schemes_order() {
    let folder = Case::of(&["zz", "mm", "bb", "aa"]);
    let leaf = "id: leaf, role: section, title: 大项, method: {score: {full: 100}}";
    folder.year(2019, &scheme("weighting: equal\nranking: none\n", &[leaf]));
    for (id, score) in [("zz", 81), ("mm", 95), ("bb", 88), ("aa", 88)] {
        folder.record(2019, id, &format!("observations: {{leaf: {{score: {score}}}}}\n"));
    }
    let scored = folder.score(2019);
    // No places; within 较好 the scheme's order, whatever the score or the id.
    assert_eq!(scored.places(), "– – – –");
    assert_eq!(scored.order(), "mm zz bb aa");

    folder.year(2019, &scheme("weighting: equal\nranking: {by: published}\n", &[leaf]));
    let scored = folder.score(2019);
    assert_eq!(scored.places(), "4 1 2 2");
    assert_eq!(scored.order(), "mm bb aa zz");
}

#[test]
fn a_median_that_nobody_can_pass_is_told_with_another_method() {
    let folder = Case::of(&["aa", "bb", "cc"]);
    let head = "weighting: equal\nfigures: {x: {title: 数, unit: 个}}\n";
    folder.year(2019, &scheme(head, &["id: leaf, role: indicator, title: 指标, measure: x, method: median"]));
    for (id, x) in [("aa", 4), ("bb", 7), ("cc", 7)] {
        folder.record(2019, id, &format!("figures: {{x: {x}}}\n"));
    }
    let problems = problems_of(&folder);
    let codes: Vec<&str> = problems.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["W0401"]);
    assert!(problems[0].hint.as_deref().is_some_and(|hint| hint.contains("task")), "{problems:?}");
    assert_eq!(folder.score(2019).row("leaf"), "60 80 80");
    folder.record(2019, "cc", "figures: {x: 8}\n");
    assert!(problems_of(&folder).is_empty());
}

/// Everything `check` finds, beside a site without any edition.
fn problems_of(folder: &Case) -> Vec<tongbao::diagnostics::Diagnostic> {
    folder.check().expect("no edition to be read")
}
