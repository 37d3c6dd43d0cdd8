//! Numbers and names that stand beside each other: told apart, in one scale, each named once.

use crate::case::{Case, GRADES};

/// Two years of a scheme in points: 100 in 2018, 150 in 2019.
fn points() -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    for (year, full) in [(2018, 100), (2019, 150)] {
        let scheme = format!(
            "{GRADES}scale: points\nweighting: points\nfull: {full}\nrounding: {{total: 2}}\nbonus_limit: 1000\nfigures: {{x: {{title: 数, unit: '%'}}}}\ntree:
  - {{id: big, role: section, title: 大项, weight: {}, measure: x, method: {{range: {{worst: 0, best: 100}}}}}}
  - {{id: other, role: section, title: 另项, weight: 50, method: {{score: {{full: 100}}}}}}
",
            full - 50
        );
        case.year(year, &scheme);
        for (id, x) in [("aa", "98.501"), ("bb", "98.504"), ("cc", "70.2")] {
            case.record(year, id, &format!("figures: {{x: {x}}}\nobservations: {{other: {{score: 90}}}}\n"));
        }
    }
    case
}

#[test]
fn heads_say_where_changes_are_of_a_hundred_and_measures_that_differ_look_different() {
    let case = points();
    case.build();
    let of_hundred = "（折合百分制）";
    for (page, head) in [
        ("2019/draft/main/index.html", "比上年"),
        ("2019/draft/main/aa.html", "增减"),
        ("subjects/aa.html", "增减"),
        ("2019/draft/summary.html", "比上年"),
        ("compare/main/2018-2019.html", "得分增减"),
        ("compare/main/2018-2019.html", "自身变化"),
    ] {
        let page = case.page(page);
        let heads: Vec<_> = page.all("th").into_iter().map(crate::case::words).collect();
        let expected = format!("{head}{of_hundred}");
        assert!(heads.iter().any(|of| of.trim() == expected), "{expected}: {heads:?}");
    }
    assert!(case.told("compare/main/2018-2019.csv").contains("得分增减（折合百分制）（分）"));
    case.page("2019/draft/main/indicators/big.html").has("98.501").has("98.504").has("70.20");
}

#[test]
fn a_limit_of_bonuses_reaches_as_far_as_the_full_points() {
    let case = points();
    case.edit("2019/main/scheme.yaml", |text| {
        text.replace("full: 150", "full: 2000")
            .replace("weight: 100", "weight: 1950")
            .replace("bonus_limit: 1000", "bonus_limit: 1500")
    });
    case.ok(&["check"]);
    case.replace("2019/main/scheme.yaml", "bonus_limit: 1500", "bonus_limit: 2001");
    case.run(&["check"]).exits(1).tells("2000");
    assert_eq!(points().score(2019).evaluation.scheme.ceiling_of_leaf, None, "leaves have their points");
}

#[test]
fn a_clause_is_named_once_and_each_rule_has_its_grade() {
    let case = Case::of(&["aa", "bb"]);
    let rule = |id: &str, clause: &str| {
        format!(
            "  - {{id: {id}, title: 规则{id}, clause: {clause}, scope: total, when: {{event: e}}, lower: 1}}\n"
        )
    };
    let rules = rule("r1", "c-1") + &rule("r2", "c-2") + &rule("r3", "c-2");
    case.year(2019, &format!("{GRADES}weighting: equal\nevents: {{e: {{title: 事件}}}}\ntree:\n  - {{id: s, role: section, title: 甲项, method: {{score: {{full: 100}}}}}}\n  - {{id: t, role: section, title: 乙项, method: {{score: {{full: 100}}}}}}\nrules:\n{rules}"));
    case.record(
        2019,
        "aa",
        "observations: {s: {score: 95}, t: {score: 94}}\nevents: [{kind: e, date: 2019-05-01}]\n",
    );
    case.record(2019, "bb", "observations: {s: {score: 85}, t: {score: 80}}\n");
    case.build();
    let row = case.page("2019/draft/index.html").rows("[id=t-turned]").concat().join(" ");
    let overview = case.page("2019/draft/index.html").words();
    assert!(!overview.contains("办法 二、办法 二"), "{row}");
    assert!(overview.contains("办法 一、办法 二"), "{overview}");
    let page = case.page("2019/draft/main/aa.html");
    assert!(
        !page.source().contains("办法 二、办法 二") && !page.source().contains("先后"),
        "three rules have room"
    );
}
