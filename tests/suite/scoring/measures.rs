//! SCORING.md 2.1, Measures: the table of values, what lies years back, what a record states itself.

use crate::case::{Case, GRADES};

const HEAD: &str = "weighting: equal
figures:
  a: {title: 甲数, unit: 万元, signed: true}
  b: {title: 乙数, unit: 元}
  c: {title: 丙数, unit: 人}
events: {praise: {title: 表扬}}
";

fn scheme(measure: &str) -> String {
    format!(
        "{HEAD}tree:\n  - {{id: x, role: indicator, title: 指标, measure: {measure}, method: {{range: {{worst: 0, best: 100}}}}}}\n"
    )
}

/// A case of one city, with these figures in the years from the first on.
fn case(measure: &str, years: &[(u16, &str)]) -> Case {
    let case = Case::of(&["aa"]);
    for (year, rest) in years {
        case.year(*year, &format!("{GRADES}{}", scheme(measure)));
        if !rest.is_empty() {
            case.record(*year, "aa", rest);
        }
    }
    case
}

#[test]
fn measures_have_the_values_of_the_norm() {
    let now = [
        // ln 2 to 20 digits; what has no logarithm cannot be worked out.
        ("{ratio: {of: {log: a}, per: {log: b}}}", "figures: {a: 4, b: 2}", "2"),
        // In a sum of one: the scale of a hundred that reads the values here is none of logarithms.
        ("{sum: [{log: a}]}", "figures: {a: 2}", "0.6931471806"),
        ("{sum: [{log: a}]}", "figures: {a: 0}", "无法计算"),
        ("{sum: [{log: a}]}", "figures: {a: -1}", "无法计算"),
        // In the unit of the first; the smallest and largest likewise.
        ("{weighted: [{of: a, weight: 3}, {of: b, weight: 1}]}", "figures: {a: 2, b: 60000}", "3"),
        ("{max: [a, b]}", "figures: {a: 2, b: 30000}", "3"),
        ("{min: [a, b, {value: 15000, unit: 元}]}", "figures: {a: 2, b: 30000}", "1.5"),
        ("{max: [a, b]}", "figures: {a: 2}", "缺"),
        ("{share: {of: a, in: {value: 8, unit: 万元}}}", "figures: {a: 2}", "25"),
        ("{growth: {of: a, base: b}}", "figures: {a: 3, b: 20000}", "50"),
        ("{growth: {of: a, base: b}}", "figures: {a: 3, b: 0}", "无法计算"),
        ("{count: {events: praise}}", "events: [{kind: praise}, {kind: praise}]", "2"),
        ("{count: {events: praise}}", "", "缺"),
        (
            "{count: {problems: general}}",
            "problems: [{says: 甲}, {says: 乙, severity: prominent}, {says: 丙, severity: minor}]",
            "1",
        ),
        ("{count: {problems: minor}}", "figures: {a: 1}", "0"),
        // The claim never is the value.
        ("a", "figures: {a: {value: 2, reported: 5}}", "2"),
        ("{reported: a}", "figures: {a: {value: 2, reported: 3}}", "3"),
        (
            "{share: {of: {difference: {of: {reported: a}, less: a}}, in: a}}",
            "figures: {a: {value: 4, reported: 5}}",
            "25",
        ),
        ("{reported: a}", "figures: {a: 2}", "缺"),
    ];
    for (measure, rest, expected) in now {
        let rest = if rest.is_empty() { String::new() } else { format!("{rest}\n") };
        let case = case(measure, &[(2019, &rest)]);
        let found = case.score(2019).at("aa", "x");
        assert_eq!(found, expected, "{measure} {rest}");
    }
}

#[test]
fn measures_look_years_back() {
    let figures = |value: &str| format!("figures: {{{value}}}\n");
    let cases = [
        ("{average: {of: a, years: 3}}", ["a: 3", "a: 6", "a: 12", "a: 30"], "16"),
        ("{average: {of: a, years: 3}}", ["a: 3", "a: 6", "b: 1", "a: 30"], "缺"),
        ("{average: {of: a, years: 3, least: 2}}", ["a: 3", "a: 6", "b: 1", "a: 30"], "18"),
        // This year's own value has to be there.
        ("{average: {of: a, years: 3, least: 2}}", ["a: 3", "a: 6", "a: 12", "b: 1"], "缺"),
        ("{average: {of: a, years: 2}}", ["", "", "b: 1", "a: {value: 30, previous: 10}"], "20"),
        ("{average: {of: {growth: a}, years: 2}}", ["", "a: 10", "a: 11", "a: 14.3"], "20"),
        ("{growth: {average: {of: a, years: 2}}}", ["", "a: 10", "a: 10", "a: 15"], "25"),
        ("{difference: {of: a, less: {last_year: a}}}", ["", "", "a: 12", "a: 30"], "18"),
        ("{difference: {of: a, less: {last_year: a}}}", ["", "a: 12", "b: 1", "a: 30"], "缺"),
        (
            "{difference: {of: a, less: {last_year: a}}}",
            ["", "", "b: 1", "a: {value: 30, previous: 10}"],
            "20",
        ),
        ("{last_year: {last_year: a}}", ["a: 3", "a: 6", "a: 12", "a: 30"], "6"),
        ("{average: {of: {last_year: a}, years: 3}}", ["a: 3", "a: 6", "a: 12", "b: 1"], "7"),
        (
            "{growth: {of: a, base: {average: {of: {last_year: a}, years: 3}}}}",
            ["a: 12", "a: 8", "a: 10", "a: 15"],
            "50",
        ),
        ("{growth: {of: a, since: 2016}}", ["a: 10", "a: 1", "a: 1", "a: 15"], "50"),
        ("{growth: {of: a, since: 2018}}", ["a: 1", "a: 1", "a: 10", "a: 15"], "50"),
        ("{growth: {of: {ratio: {of: a, per: c}}, since: 2017}}", ["", "a: 1, c: 2", "", "a: 3, c: 4"], "50"),
        ("{growth: {of: a, since: 2016}}", ["b: 1", "a: 1", "a: 1", "a: 15"], "缺"),
    ];
    for (measure, values, expected) in cases {
        let years: Vec<(u16, String)> =
            (2016..).zip(values.map(|of| if of.is_empty() { String::new() } else { figures(of) })).collect();
        let years: Vec<(u16, &str)> = years.iter().map(|(year, text)| (*year, text.as_str())).collect();
        // Earlier years do not measure what they cannot know.
        let case = case("a", &years);
        case.year(2019, &format!("{GRADES}{}", scheme(measure)));
        assert_eq!(case.score(2019).at("aa", "x"), expected, "{measure} {values:?}");
    }
}

#[test]
fn a_trail_names_the_years_and_the_working() {
    let case =
        case("a", &[(2016, ""), (2017, "figures: {a: 6}\n"), (2018, ""), (2019, "figures: {a: 10}\n")]);
    case.year(2019, &format!("{GRADES}{}", scheme("{average: {of: a, years: 3, least: 2}}")));
    let trail = case.score(2019).trail("aa", "x");
    assert!(trail.contains("往年数据：甲数 6万元（2017年记录）"), "{trail}");
    assert!(trail.contains("甲数近3年平均") && trail.contains("(10 + 6) ÷ 2 = 8"), "{trail}");
    assert!(trail.contains("2017/main/records/aa.yaml"), "{trail}");
    let told = case.ok(&["check"]).err;
    assert!(!told.contains("往年数据"), "two of three are there: {told}");
    case.replace("2019/main/scheme.yaml", "years: 3, least: 2", "years: 4, least: 4");
    let told = case.ok(&["check"]).tells("缺报上年数据 1 项：“甲数”（a，用于 x）");
    told.tells("缺报往年数据 1 项：“甲数”（a，2016年，用于 x）");

    let case = self::case("a", &[(2018, "figures: {a: 6}\n"), (2019, "figures: {a: 10}\n")]);
    case.year(2019, &format!("{GRADES}{}", scheme("{difference: {of: a, less: {last_year: a}}}")));
    let trail = case.score(2019).trail("aa", "x");
    assert!(trail.contains("甲数 − （上年的甲数）") || trail.contains("甲数 − (上年的甲数)"), "{trail}");
    assert!(trail.contains("10 − (6) = 4"), "{trail}");

    let case = self::case("{max: [{log: a}, {value: 1, unit: 比值}]}", &[(2019, "figures: {a: 1}\n")]);
    let trail = case.score(2019).trail("aa", "x");
    assert!(trail.contains("ln（甲数）、1中最大的") && trail.contains("max(ln(1), 1) = 1"), "{trail}");
}

#[test]
fn a_number_of_the_year_is_the_same_for_all() {
    let case = case("{share: {of: a, in: {reference: mean}}}", &[(2019, "figures: {a: 4}\n")]);
    case.run(&["check"]).exits(1).tells("E0315").tells("没有叫“mean”的参照值");
    let file =
        "format: 1\nreference:\n  mean: {title: 全省平均投入, value: 160000, unit: 元, source: 省财政厅}\n";
    case.file("2019/reference.yaml", file);
    assert_eq!(case.score(2019).at("aa", "x"), "25");
    let trail = case.score(2019).trail("aa", "x");
    assert!(trail.contains("参照值：全省平均投入 160000元（省财政厅） 2019/reference.yaml:3"), "{trail}");
    case.ok(&["check"]);
    case.build();
    case.page("2019/draft/main/method.html").has("全省平均投入");
    case.replace("2019/reference.yaml", "unit: 元", "unit: 人");
    case.run(&["check"]).exits(1).tells("E0403");
    case.replace("2019/reference.yaml", ", source: 省财政厅", "");
    case.run(&["check"]).exits(1).tells("E0202").tells("source");
}

#[test]
fn a_record_may_state_a_measure_itself() {
    let measure = "{share: {of: a, in: b}}";
    let stated = "measures: {x: {value: 61.5, unit: '%', reason: 明细未移交}}\n";
    let case = case(measure, &[(2019, stated)]);
    let scored = case.score(2019);
    assert_eq!(scored.at("aa", "x"), "61.5");
    assert!(scored.trail("aa", "x").contains("直接填报：61.5%（明细未移交） 2019/main/records/aa.yaml"));
    let told = case.ok(&["check"]).err;
    assert!(!told.contains("W0503"), "nothing is missing: {told}");
    case.build();
    case.page("2019/draft/main/aa.html").has("直接填报");
    for (change, code, words) in [
        (("measures:", "figures: {a: 3}\nmeasures:"), "E0211", "计算它的数据 a 却也填了"),
        (("x: {value", "y: {value"), "E0302", "没有叫“y”的指标"),
        ((", reason: 明细未移交", ""), "E0202", "reason"),
        (("unit: '%'", "unit: 万元"), "E0403", "单位“万元”与指标值的单位（%）不是一类"),
    ] {
        let path = "2019/main/records/aa.yaml";
        let whole = case.text(path);
        case.replace(path, change.0, change.1);
        case.run(&["check"]).exits(1).tells(code).tells(words);
        case.file(path, &whole);
    }
}

#[test]
fn what_a_measure_may_not_be_is_told() {
    for (measure, code, words) in [
        ("{growth: {growth: a}}", "E0211", "growth 里面不能再写 growth"),
        ("{growth: {count: {events: praise}}}", "E0211", "growth 里面不能再写 count"),
        ("{average: {of: {reported: a}, years: 3}}", "E0211", "average 里面不能再写 reported"),
        ("{last_year: {reported: a}}", "E0211", "last_year 里面不能再写 reported"),
        ("{average: {of: {growth: {of: a, since: 2015}}, years: 3}}", "E0211", "不能写 since"),
        ("{average: {of: a, years: 1}}", "E0209", "years"),
        ("{average: {of: a, years: 3, least: 4}}", "E0209", "least"),
        ("{growth: {of: a, since: 2019}}", "E0209", "2018"),
        ("{growth: {of: a, since: 2015, base: b}}", "E0211", "只能写一个"),
        ("{growth: {of: a, base: c}}", "E0403", "万元 和 人"),
        ("{max: [a, c]}", "E0403", "万元 和 人"),
        ("{weighted: [{of: a, weight: 0}]}", "E0209", "weight"),
        ("{count: {events: prise}}", "E0303", "praise"),
        ("{count: {problems: bad}}", "E0205", "prominent"),
        ("{value: 5}", "E0202", "unit"),
    ] {
        let case = case(measure, &[(2019, "status_note: x\n")]);
        case.record(2019, "aa", "figures: {a: 1}\n");
        case.run(&["check"]).exits(1).tells(code).tells(words);
    }
}

#[test]
fn a_unit_of_another_kind_in_an_earlier_year_is_an_error_where_it_is_needed() {
    let case =
        case("a", &[(2017, "figures: {a: 1}\n"), (2018, "figures: {a: 1}\n"), (2019, "figures: {a: 2}\n")]);
    case.replace("2017/main/scheme.yaml", "unit: 万元", "unit: 人次");
    case.ok(&["check"]);
    case.replace("2019/main/scheme.yaml", "measure: a", "measure: {growth: {of: a, since: 2017}}");
    case.run(&["check"]).exits(1).tells("E0414").tells("它那年的单位是 人次，现在是 万元");
    case.replace("2019/main/scheme.yaml", "since: 2017", "since: 2018");
    case.ok(&["check"]);
}

#[test]
fn the_workbook_works_measures_out() {
    let measure = "{weighted: [{of: {growth: {of: a, since: 2017}}, weight: 2}, {of: {growth: {of: a, base: {reported: a}}}, weight: 1}]}";
    let case = case(
        "a",
        &[
            (2017, "figures: {a: 10}\n"),
            (2018, "figures: {a: 1}\n"),
            (2019, "figures: {a: {value: 15, reported: 12}}\n"),
        ],
    );
    case.year(2019, &format!("{GRADES}{}", scheme(measure)));
    assert_eq!(case.score(2019).at("aa", "x"), "41.6666666667");
    case.build();
    let page = case.page("2019/draft/main/aa.html");
    page.has("自评 12");
}

#[test]
fn who_claims_more_than_was_found_is_overstated() {
    let rule = "rules: [{id: honest, title: 虚报, clause: c-1, scope: total, when: {overstated: {node: x, by: 5%}}, deduct: {points: 10}}]\n";
    for (figures, better, expected) in [
        ("a: {value: 50, reported: 52.5}", "higher", "50"),
        ("a: {value: 50, reported: 52.6}", "higher", "40"),
        ("a: {value: 50, reported: 40}", "higher", "50"),
        ("a: 50", "higher", "50"),
        // Where less is better, less is claimed.
        ("a: {value: 50, reported: 47.5}", "lower", "50"),
        ("a: {value: 50, reported: 47.4}", "lower", "40"),
    ] {
        let ends = if better == "higher" { "worst: 0, best: 100" } else { "worst: 100, best: 0" };
        let scheme = scheme("a").replace("worst: 0, best: 100", ends);
        let case = Case::of(&["aa"]);
        case.year(2019, &format!("{GRADES}{rule}{scheme}"));
        case.record(2019, "aa", &format!("figures: {{{figures}}}\n"));
        let scored = case.score(2019);
        assert_eq!(scored.total("aa").split(' ').next(), Some(expected), "{figures} {better}");
        if expected == "40" && better == "higher" {
            let trail = scored.trail("aa", "total");
            assert!(trail.contains("2019/main/records/aa.yaml:4"), "{trail}");
        }
    }
}

#[test]
fn what_is_claimed_beside_an_observation_is_shown_and_never_scored() {
    let rule = "rules: [{id: honest, title: 虚报, clause: c-1, scope: total, when: {overstated: {node: x, by: 5%}}, deduct: {points: 10}}]\n";
    for (method, observed, expected) in [
        ("{score: {full: 50}}", "score: 25, reported: 26.25", "50"),
        ("{score: {full: 50}}", "score: 25, reported: 26.3", "40"),
        ("{score: {full: 50}}", "score: 25, reported: 20", "50"),
        ("{score: {full: 50}}", "score: 25", "50"),
        ("grade", "grade: 一般, reported: 较好", "60"),
        ("grade", "grade: 一般, reported: 差", "70"),
        ("{score: {full: 100, combine: trimmed}}", "scores: [40, 50, 60], reported: 60", "40"),
        ("{task: {done: 较好, outstanding: 好, undone: 差}}", "task: undone, reported: done", "40"),
        (
            "{options: {few: {title: 少, points: 40}, many: {title: 多, points: 90}}}",
            "option: few, reported: many",
            "30",
        ),
    ] {
        let case = Case::of(&["aa"]);
        let tree =
            format!("weighting: equal\ntree:\n  - {{id: x, role: section, title: 甲项, method: {method}}}\n");
        case.year(2019, &format!("{GRADES}{rule}{tree}"));
        case.record(2019, "aa", &format!("observations:\n  x: {{{observed}}}\n"));
        let scored = case.score(2019);
        assert_eq!(scored.total("aa").split(' ').next(), Some(expected), "{method} {observed}");
        assert_eq!(scored.trail("aa", "x").contains("自评"), observed.contains("reported"), "{observed}");
        if expected == "30" {
            case.build();
            case.page("2019/draft/main/aa.html").has("选“少”（自评：选“多”）");
        }
    }
    let case = Case::of(&["aa"]);
    case.year(2019, &format!("{GRADES}{}", scheme("a")));
    case.record(2019, "aa", "figures: {a: 5}\nobservations:\n  x: {reported: 6}\n");
    case.run(&["check"]).exits(1).tells("E0504").tells("请在 figures 的该项数据里写 reported: 自评数");
}
