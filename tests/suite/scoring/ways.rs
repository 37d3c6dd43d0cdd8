//! Methods and aggregates of SCORING.md 2.2 and 2.4 beside those of the founding case, what is missing and what cannot be
//! worked out, each with the values of its table.

use crate::case::{Case, GRADES, Scored};

/// One leaf over a figure `x`, for subjects s0, s1, …; another leaf keeps everybody's total alive.
fn leaf(head: &str, leaf: &str, records: &[String]) -> Case {
    let subjects: Vec<String> = (0..records.len()).map(|at| format!("s{at}")).collect();
    let ids: Vec<&str> = subjects.iter().map(String::as_str).collect();
    let case = Case::of(&ids);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: equal\n{head}figures: {{x: {{title: 数量, unit: 个, signed: true}}, z: {{title: 基数, unit: 个}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, {leaf}}}
  - {{id: other, role: indicator, title: 其他, method: grade}}
"
        ),
    );
    for (id, record) in ids.iter().zip(records) {
        case.record(2019, id, record);
    }
    case
}

/// Each subject with a value of the figure.
fn values(head: &str, method: &str, values: &[&str]) -> Scored {
    let record =
        |value: &&str| format!("figures: {{x: {value}, z: 1}}\nobservations: {{other: {{grade: 较好}}}}\n");
    let records: Vec<String> = values.iter().map(record).collect();
    leaf(head, &format!("measure: x, method: {method}"), &records).score(2019)
}

#[test]
fn ranges_between_any_ends() {
    for (method, given, expected) in [
        // 功效系数法
        (
            "{range: {worst: 0, best: 100, at_worst: 60}}",
            &["-5", "0", "50", "100", "120"][..],
            "60 60 80 100 100",
        ),
        ("{range: {worst: 80, best: 20, at_worst: 60}}", &["80", "50", "20"], "60 80 100"),
        ("{range: {worst: min, best: max, at_worst: 40, at_best: 90}}", &["10", "20", "30"], "40 65 90"),
        (
            "{range: {worst: mean, best: max, better: higher}}",
            &["10", "20", "30", "40"],
            "0 0 33.3333333333 100",
        ),
        (
            "{range: {worst: median, best: max, better: higher}}",
            &["10", "20", "30", "100"],
            "0 0 6.6666666667 100",
        ),
        // (n − 1)·p: 4 × 0.25 = 1 and 4 × 0.75 = 3, the second and the fourth.
        ("{range: {worst: p25, best: p75}}", &["1", "2", "3", "4", "5"], "0 0 50 100 100"),
        // 3 × 0.1 = 0.3: between 10 and 20 it is 13, and 3 × 0.9 = 2.7: 37.
        ("{range: {worst: p10, best: p90}}", &["10", "20", "30", "40"], "0 29.1666666667 70.8333333333 100"),
        ("{range: {worst: p90, best: p10}}", &["10", "20", "30", "40"], "100 70.8333333333 29.1666666667 0"),
        ("{range: {worst: p2.5, best: max}}", &["0", "40"], "0 100"),
        // Equal ends: the best score for all.
        ("{range: {worst: min, best: max, at_worst: 60, at_best: 95}}", &["7", "7"], "95 95"),
        ("{range: {worst: 30, best: mean, better: higher}}", &["10", "20"], "无 无"),
    ] {
        let found = values("", method, given);
        let row = found.row("leaf");
        if expected.starts_with('无') {
            assert_eq!(row, "无法计算 无法计算", "{method}");
        } else {
            assert_eq!(row, expected, "{method}");
        }
    }
    let higher =
        values("ceiling_of_leaf: 120\n", "{range: {worst: 0, best: 10, at_best: 120}}", &["5", "10"]);
    assert_eq!(higher.row("leaf"), "60 120");
}

/// Of 100, 1,000 and 10,000 the logarithms are as far from each other.
#[test]
fn ranges_end_at_logarithms() {
    let record = |value: &str| format!("figures: {{x: {value}, z: 1}}\n");
    let records = ["100", "1000", "10000", "99", "20000"].map(record);
    let method = "{range: {worst: {log: 100}, best: {log: 10000}}}";
    let scored = leaf("", &format!("measure: {{log: x}}, method: {method}"), &records).score(2019);
    assert_eq!(scored.row("leaf"), "0 50 100 0 100");
    let told = scored.trail("s1", "leaf");
    assert!(told.contains("(6.907755279 − 4.605170186) × 100 ÷ (9.210340372 − 4.605170186) → 50"), "{told}");
    let lower = "measure: {log: x}, method: {range: {worst: {log: 10000}, best: {log: 100}}}";
    assert_eq!(leaf("", lower, &records).score(2019).row("leaf"), "100 50 0 100 0");
    let case = leaf("", &format!("measure: x, method: {method}"), &records);
    let errors: Vec<_> = case.diagnostics().into_iter().filter(|one| one.is_error()).collect();
    assert_eq!((errors.len(), errors[0].code), (1, tongbao::diagnostics::Code::MethodMeasure), "{errors:?}");
}

#[test]
fn a_value_beyond_an_end_is_told() {
    let scored = values("", "{range: {worst: 0, best: 100, at_worst: 60}}", &["120"]);
    let told = scored.trail("s0", "leaf");
    assert!(
        told.contains("指标值在两端之外，按100计") && told.contains("60 + (100 − 0) × 40 ÷ (100 − 0) → 100"),
        "{told}"
    );
}

/// Arithmetic that leads beyond what a leaf may have does not end in another number without a word.
#[test]
fn what_is_held_at_an_end_is_told() {
    for (method, x, told) in [
        ("{attain: {to: z}}", "120", "120 × 100 ÷ 100 → 100（超过100的按100计）"),
        ("{attain: {to: z}}", "80", "80 × 100 ÷ 100 → 80"),
        ("{attain: {to: z}}", "-5", "−5 × 100 ÷ 100 → 0（低于0的按0计）"),
        ("{attain: {to: z, better: lower}}", "50", "100 × 100 ÷ 50 → 100（超过100的按100计）"),
    ] {
        let record = format!("figures: {{x: {x}, z: 100}}\n");
        let case = leaf("", &format!("measure: x, method: {method}"), &[record]);
        let trail = case.score(2019).trail("s0", "leaf");
        assert!(trail.contains(told), "{method} {x}: {trail}");
    }
    let record = "observations: {leaf: {deductions: [{kind: late, count: 3}]}}\n".to_owned();
    let case = leaf("", "method: {deductions: {start: 10, kinds: {late: 5}}}", &[record]);
    let trail = case.score(2019).trail("s0", "leaf");
    assert!(trail.contains("10 − 15 → 0（低于0的按0计）"), "{trail}");
    let far = values("", "{standard: {centre: 80, spread: 20}}", &["0", "0", "0", "0", "10"]);
    let trail = far.trail("s4", "leaf");
    assert!(trail.contains("→ 100（超过100的按100计）"), "{trail}");
}

#[test]
fn places_spread_evenly_and_may_share_their_mean() {
    for (method, given, expected) in [
        ("{rank: {spread: true}}", &["1", "2", "3", "4", "5"][..], "0 25 50 75 100"),
        ("{rank: {spread: true, best: 100, worst: 60, better: lower}}", &["1", "2", "3"], "100 80 60"),
        ("{rank: {spread: true}}", &["1", "2", "2", "4"], "0 66.6666666667 66.6666666667 100"),
        ("{rank: {spread: true, ties: mean}}", &["1", "2", "2", "4"], "0 50 50 100"),
        ("{rank: {spread: true}}", &["7"], "100"),
        ("{rank: {step: 10, least: 0, ties: mean}}", &["3", "3", "1"], "95 95 80"),
        ("{rank: {step: 10, least: 0}}", &["3", "3", "1"], "100 100 80"),
    ] {
        assert_eq!(values("", method, given).row("leaf"), expected, "{method} {given:?}");
    }
}

#[test]
fn standard_scores_stand_by_their_deviation() {
    for (method, given, expected) in [
        // mean 20, deviation √(200/3): 10 ÷ 8.16… × 10 = 12.247…
        ("standard: {}", &["10", "20", "30"][..], "67.7525512861 80 92.2474487139"),
        ("standard: {better: lower}", &["10", "20", "30"], "92.2474487139 80 67.7525512861"),
        (
            "standard: {centre: 50, spread: 30}",
            &["0", "0", "0", "100"],
            "32.6794919243 32.6794919243 32.6794919243 100",
        ),
        ("standard: {}", &["5", "5", "5"], "80 80 80"),
    ] {
        assert_eq!(values("", &format!("{{{method}}}"), given).row("leaf"), expected, "{method} {given:?}");
    }
    // Fewer than three: as the median method, by grade where there is no target.
    let few = leaf(
        "",
        "measure: x, method: {standard: {}}",
        &[
            "figures: {x: 1, z: 1}\nobservations: {leaf: {grade: 一般}, other: {grade: 好}}\n".to_owned(),
            "figures: {x: 2, z: 1}\nobservations: {leaf: {grade: 好}, other: {grade: 好}}\n".to_owned(),
        ],
    );
    assert_eq!(few.score(2019).row("leaf"), "70 95");
}

#[test]
fn attainment_of_what_the_peers_or_another_have() {
    for (method, given, expected) in [
        ("{attain: {to: max}}", &["10", "20", "40"][..], "25 50 100"),
        ("{attain: {to: min, better: lower}}", &["10", "20", "40"], "100 50 25"),
        ("{attain: {to: mean}}", &["10", "20", "60"], "33.3333333333 66.6666666667 100"),
        ("{attain: {to: {subject: s1}}}", &["10", "20", "60"], "50 100 100"),
        // A goal of 0 where less is better: nothing is reached in full, anything more not at all.
        ("{attain: {to: min, better: lower}}", &["0", "20", "40"], "100 0 0"),
        ("{attain: {to: max}}", &["0", "0"], "无法计算 无法计算"),
        ("{attain: {to: max, better: lower}}", &["-1", "5"], "无法计算 100"),
    ] {
        assert_eq!(values("", method, given).row("leaf"), expected, "{method} {given:?}");
    }
}

#[test]
fn options_are_worth_what_the_scheme_says() {
    let method = "method: {options: {full: {title: 全面完成, points: 100}, part: {title: 基本完成, points: 72.5}, none: 0}}";
    let record =
        |option: &str| format!("observations: {{leaf: {{option: {option}}}, other: {{grade: 好}}}}\n");
    let scored = leaf("", method, &[record("full"), record("part"), record("none")]).score(2019);
    assert_eq!(scored.row("leaf"), "100 72.5 0");
    assert!(scored.trail("s1", "leaf").contains("选“基本完成”"), "{}", scored.trail("s1", "leaf"));
    let wrong = leaf("", method, &[record("基本完成")]);
    let told: Vec<String> = wrong.diagnostics().iter().filter_map(|of| of.hint.clone()).collect();
    assert!(told.iter().any(|hint| hint.contains("“基本完成”写作 part")), "{told:?}");
}

#[test]
fn several_raters_become_one() {
    let observed = |what: &str| format!("observations: {{leaf: {{{what}}}, other: {{grade: 好}}}}\n");
    for (method, what, expected) in [
        ("{score: {full: 100, combine: mean}}", "scores: [80, 90, 91]", "87"),
        (
            "{score: {full: 50, combine: median}}",
            "scores: [{by: 甲, score: 40}, {by: 乙, score: 45}, 20, 41]",
            "81",
        ),
        ("{score: {full: 100, combine: trimmed}}", "scores: [60, 80, 85, 99]", "82.5"),
        ("{score: {full: 100, combine: trimmed}}", "scores: [80, 80, 99]", "80"),
        ("{grade: {combine: mean}}", "grades: [{by: 甲, grade: 好}, 较好, 一般]", "83.3333333333"),
        ("{grade: {combine: median}}", "grades: [好, 一般, 较好]", "85"),
    ] {
        let scored = leaf("", &format!("method: {method}"), &[observed(what)]).score(2019);
        assert_eq!(scored.row("leaf"), expected, "{method} {what}");
    }
    let few = leaf("", "method: {score: {full: 100, combine: trimmed}}", &[observed("scores: [80, 90]")]);
    let told = few.diagnostics();
    assert!(told.iter().any(|of| of.message.contains("只有2个评分")), "{told:?}");
}

#[test]
fn what_cannot_be_worked_out_is_told_as_that_and_is_what_the_scheme_says() {
    let ratio = |undefined: &str| {
        let records = ["x: 5, z: 0", "x: 5, z: 1"]
            .map(|figures| format!("figures: {{{figures}}}\nobservations: {{other: {{grade: 较好}}}}\n"));
        let method = format!(
            "measure: {{ratio: {{of: x, per: z}}}}, method: {{range: {{worst: 0, best: 10}}}}{undefined}"
        );
        leaf("", &method, &records).score(2019)
    };
    for (undefined, expected, total) in [
        ("", "无法计算 50", "42.5 差"),
        (", undefined: {score: 90}", "90 50", "87.5 较好"),
        (", undefined: {grade: 好}", "95 50", "90 好"),
        (", undefined: not_applicable", "– 50", "85 较好"),
    ] {
        let scored = ratio(undefined);
        assert_eq!(
            (scored.row("leaf"), scored.total("s0")),
            (expected.to_owned(), total.to_owned()),
            "{undefined}"
        );
        let told = scored.trail("s0", "leaf");
        assert!(!told.contains("缺报") && told.contains("无法计算"), "{told}");
    }
}

#[test]
fn what_is_missing_is_marked_whatever_the_scheme_puts_in_its_place() {
    let with = |policy: &str| {
        let record = |figures: &str| format!("{figures}\nobservations: {{other: {{grade: 较好}}}}\n");
        let records = ["", "figures: {x: 2}", "figures: {x: 4}", "figures: {x: 9}"].map(record);
        let method = "measure: x, method: {range: {worst: 0, best: 10}}";
        leaf(&format!("missing: {policy}\n"), method, &records).score(2019)
    };
    for (policy, expected) in [
        ("zero", "42.5 差"),
        ("rescale", "85 较好"),
        // Of 20, 40 and 90.
        ("median", "62.5 一般"),
        ("mean", "67.5 一般"),
        ("worst", "52.5 差"),
        // Nobody had a score last year.
        ("last_year", "42.5 差"),
        ("{policy: rescale, least: 50%}", "85 较好"),
        ("{policy: rescale, least: 60%}", "–"),
    ] {
        let scored = with(policy);
        assert_eq!(scored.total("s0"), expected, "{policy}");
        let state = scored.subject("s0").1.nodes[scored.node("leaf").get()].state;
        assert_eq!(state, tongbao::model::State::Missing, "{policy}");
    }
    let told = with("median").trail("s0", "leaf");
    assert!(told.contains("缺报") && told.contains("按同组得分的中位数计，得40分"), "{told}");
}

#[test]
fn harmonic_means_divide_by_the_parts() {
    let case = Case::of(&["aa", "bb"]);
    case.year(
        2019,
        &format!(
            "{GRADES}weighting: relative\naggregate: harmonic\ntree:
  - {{id: one, role: section, title: 甲, weight: 2, method: {{score: {{full: 100}}}}}}
  - {{id: two, role: section, title: 乙, weight: 1, method: {{score: {{full: 100}}}}}}
"
        ),
    );
    let record =
        |one: &str, two: &str| format!("observations: {{one: {{score: {one}}}, two: {{score: {two}}}}}\n");
    case.record(2019, "aa", &record("60", "90")).record(2019, "bb", &record("0", "90"));
    let scored = case.score(2019);
    assert_eq!([scored.total("aa"), scored.total("bb")], ["67.5 一般", "0 差"]);
    assert!(
        scored.trail("aa", "total").contains("(2 + 1) ÷ (2 ÷ 60 + 1 ÷ 90) = 67.5"),
        "{}",
        scored.trail("aa", "total")
    );
}

#[test]
fn slips_in_methods_are_told() {
    for (method, told) in [
        ("{range: {worst: p101, best: max}}", "“p101”不是百分位"),
        ("{range: {worst: mean, best: max}}", "还不知道哪个方向更好"),
        ("{range: {worst: 1, best: 2, better: lower}}", "better 与 worst、best 的先后不一致"),
        ("{range: {worst: 1, best: 2, at_worst: 90, at_best: 60}}", "at_worst（90分）不低于 at_best（60分）"),
        ("{range: {worst: 5, best: 5}}", "相同"),
        ("{range: {worst: 0, best: 5, at_best: 120}}", "120"),
        ("{rank: {spread: true, best: 60, worst: 60}}", "不低于第一名的 best 60"),
        ("{zscore: {}}", "zscore"),
    ] {
        let case = leaf("", &format!("measure: x, method: {method}"), &["figures: {x: 1, z: 1}".to_owned()]);
        let messages: Vec<String> = case.diagnostics().into_iter().map(|of| of.message).collect();
        assert!(messages.iter().any(|message| message.contains(told)), "{method}: {messages:?}");
    }
}

#[test]
fn what_is_missing_may_score_what_it_did_last_year() {
    let scheme = format!(
        "{GRADES}weighting: equal\nmissing: last_year\nfigures: {{x: {{title: 数量, unit: 个}}}}
tree:
  - {{id: leaf, role: indicator, title: 指标, measure: x, method: {{range: {{worst: 0, best: 10}}}}}}
  - {{id: other, role: indicator, title: 其他, method: grade}}
"
    );
    let case = Case::of(&["aa"]);
    case.year(2018, &scheme).year(2019, &scheme);
    case.record(2018, "aa", "figures: {x: 4}\nobservations: {other: {grade: 较好}}\n");
    case.record(2019, "aa", "observations: {other: {grade: 较好}}\n");
    let all = case.ok(&["score", "2019", "--format", "json"]).json();
    let subject = &all["schemes"][0]["subjects"][0];
    assert_eq!(
        (subject["score"].as_str(), &subject["nodes"][0]["state"]),
        (Some("62.50"), &"missing".into())
    );
}
