//! SCORING.md, Units: what is known, what is declared, what whole things refuse.

use crate::case::{Case, GRADES};

fn scheme(head: &str, measure: &str) -> String {
    format!(
        "{GRADES}weighting: equal\n{head}tree:\n  - {{id: x, role: indicator, title: 指标, measure: {measure}, method: {{range: {{worst: 0, best: 100}}}}}}\n"
    )
}

#[test]
fn units_convert_within_their_kind() {
    let cases = [
        ("a: 公里, b: 米", "ratio: {of: a, per: b}", "a: 3, b: 200", "15"),
        ("a: 亩, b: 公顷", "sum: [a, b]", "a: 5, b: 2", "35"),
        ("a: 万亩, b: 公顷", "difference: {of: a, less: b}", "a: 0.05, b: 20", "0.02"),
        ("a: 吨, b: 千克", "share: {of: b, in: a}", "a: 2, b: 500", "25"),
        ("a: 亿立方米, b: 万立方米", "share: {of: b, in: a}", "a: 1, b: 5000", "50"),
        ("a: 万户, b: 户", "share: {of: b, in: a}", "a: 2, b: 5000", "25"),
        ("a: 年, b: 月", "sum: [b, a]", "a: 2, b: 1", "25"),
        ("a: '%', b: ‰", "sum: [a, b]", "a: 2, b: 5", "2.5"),
        // 比值 is a ratio like one that is worked out, and leaves the unit of what it divides.
        ("a: 比值, b: 比值", "ratio: {of: a, per: b}", "a: 0.5, b: 0.02", "25"),
        ("a: 指数, b: 指数", "difference: {of: a, less: b}", "a: 105.5, b: 100", "5.5"),
        ("a: 小时, b: 天", "ratio: {of: a, per: b}", "a: 20, b: 2", "10"),
    ];
    for (units, measure, figures, expected) in cases {
        let declared: Vec<String> = units
            .split(", ")
            .map(|one| one.split_once(": ").expect("a figure and its unit"))
            .map(|(id, unit)| format!("  {id}: {{title: 数据{id}, unit: {unit}}}\n"))
            .collect();
        let case = Case::of(&["aa"]);
        case.year(2019, &scheme(&format!("figures:\n{}", declared.concat()), &format!("{{{measure}}}")));
        case.record(2019, "aa", &format!("figures: {{{figures}}}\n"));
        assert_eq!(case.score(2019).at("aa", "x"), expected, "{units} {measure}");
    }
}

#[test]
fn a_scheme_and_the_site_declare_units() {
    let case = Case::of(&["aa"]);
    case.edit("site.yaml", |text| format!("{text}units: {{标准煤吨: {{like: 吨}}}}\n"));
    let head = "units: {篮: {}, 村: {like: 个}}
figures:
  coal: {title: 能耗, unit: 标准煤吨}
  villages: {title: 村数, unit: 村}
  baskets: {title: 篮数, unit: 篮}
";
    case.year(2019, &scheme(head, "{ratio: {of: coal, per: baskets}}"));
    // What is stated in a unit of the same kind is converted.
    case.record(2019, "aa", "figures: {coal: {value: 0.02, unit: 万吨}, villages: 3, baskets: 2.5}\n");
    assert_eq!(case.score(2019).at("aa", "x"), "80");
    case.ok(&["check"]);
    let told = case.ok(&["explain", "2019", "main", "aa", "x"]);
    assert!(told.out.contains("标准煤吨/篮"), "{}", told.out);

    let refused = |change: (&str, &str), code: &str, words: &str| {
        let path = "2019/main/scheme.yaml";
        case.replace(path, change.0, change.1);
        case.run(&["check"]).exits(1).tells(code).tells(words);
        case.replace(path, change.1, change.0);
    };
    refused(("unit: 篮", "unit: 框"), "E0314", "不认识的单位“框”");
    refused(("unit: 标准煤吨", "unit: 标准煤顿"), "E0314", "标准煤吨");
    refused(("{篮: {}", "{篮: {}, 吨: {}"), "E0320", "单位“吨”已经有了");
    refused(("{篮: {}", "{篮: {}, 标准煤吨: {}"), "E0320", "单位“标准煤吨”已经有了");
    refused(("{篮: {}", "{篮: {}, 元/人: {}"), "E0206", "“元/人”不能作单位");
    refused(("村: {like: 个}", "村: {like: 顿}"), "E0314", "不认识的单位“顿”");
    let record = "2019/main/records/aa.yaml";
    case.replace(record, "villages: 3", "villages: 3.5");
    case.run(&["check"]).exits(1).tells("E0509").tells("不是整数个");
    case.replace(record, "villages: 3.5", "villages: 3");
    case.replace(record, "unit: 万吨", "unit: 篮");
    case.run(&["check"]).exits(1).tells("E0403").tells("不能写 篮").tells("标准煤吨");
}

#[test]
fn whole_things_are_whole_and_not_below_nothing() {
    let head = |more: &str| {
        format!(
            "figures:\n  heads: {{title: 人数, unit: 万人{more}}}\n  money: {{title: 资金, unit: 万元}}\n"
        )
    };
    for (more, value, told) in [
        ("", "2.1154", None),
        ("", "2.11541", Some("“人数”（heads）是 2.11541 万人，不是整数人")),
        ("", "{value: 2.5, unit: 人}", Some("不是整数人")),
        ("", "-2", Some("“人数”（heads）是 -2 万人，不会小于 0")),
        ("", "{value: 2, previous: -1}", Some("不会小于 0")),
        ("", "{entries: [{value: 3}, {value: -1}]}", None),
        ("", "{entries: [{value: 1}, {value: -3}]}", Some("不会小于 0")),
        (", fractional: true", "2.11541", None),
        (", fractional: true", "-2", Some("signed: true")),
        (", signed: true", "-2", None),
        (", signed: true", "2.11541", Some("fractional: true")),
    ] {
        let case = Case::of(&["aa"]);
        case.year(2019, &scheme(&head(more), "heads"));
        case.record(2019, "aa", &format!("figures: {{heads: {value}, money: -1.5}}\n"));
        let run = case.run(&["check"]);
        match told {
            Some(words) => drop(run.exits(1).tells("错误[E0509]").tells(words)),
            None => drop(run.exits(0)),
        }
    }
}
