//! One scheme asks another: SCORING.md 2.1 (`composite`), section 4 (`elsewhere`).

use crate::case::{Case, GRADES};

const YEAR: &str = "format: 1\nperiod: {from: 2019-01-01, to: 2019-12-31}\ncutoff: 2019-12-31\n";

/// Two cities under `main`, their counties under `counties`: of `aa` three, of which one has no score; of `bb` none.
fn case(measure: &str, rules: &str) -> Case {
    let case = Case::of(&["aa", "bb"]);
    case.edit("subjects.yaml", |text| {
        let county =
            |id: &str| format!("  - {{id: {id}, name: {id}县, short: {id}, kind: county, within: aa}}\n");
        format!("{text}{}{}{}", county("c1"), county("c2"), county("c3"))
    });
    let scheme = |id: &str, kind: &str, subjects: &str, rest: &str| {
        format!(
            "format: 1\nid: {id}\ntitle: 方案{id}\nkind: {kind}\nbasis: 文件\nsubjects: [{subjects}]\n{GRADES}weighting: equal\n{rest}"
        )
    };
    case.file("2019/year.yaml", &format!("{YEAR}schemes: [main, counties]\n"));
    case.file("2019/clauses.yaml", "format: 1\nclauses: {c-1: {cite: 甲, says: 乙}}\n");
    let leaf = format!(
        "tree:\n  - {{id: x, role: indicator, title: 指标, measure: {measure}, method: {{range: {{worst: 0, best: 100}}}}}}\n"
    );
    case.file("2019/main/scheme.yaml", &scheme("main", "city", "aa, bb", &format!("{rules}{leaf}")));
    let score = "tree:\n  - {id: s, role: indicator, title: 评分, method: {score: {full: 100}}}\n";
    case.file("2019/counties/scheme.yaml", &scheme("counties", "county", "c1, c2, c3", score));
    let record = |scheme: &str, id: &str, rest: &str| {
        case.file(
            &format!("2019/{scheme}/records/{id}.yaml"),
            &format!("format: 1\nsubject: {id}\nstatus: final\n{rest}"),
        );
    };
    record("main", "aa", "");
    record("main", "bb", "");
    record("counties", "c1", "observations: {s: {score: 95}}\n");
    record("counties", "c2", "observations: {s: {score: 62}}\n");
    record("counties", "c3", "observations: {s: {not_applicable: 当年撤并}}\n");
    case
}

#[test]
fn a_city_is_measured_by_its_counties() {
    let case = case("{composite: {scheme: counties, for: counties}}", "");
    let told = case.ok(&["explain", "2019", "main", "aa", "x"]).out;
    assert!(told.contains("“方案counties”中所辖各县得分的平均：c1 95、c2 62"), "{told}");
    assert!(told.contains("78.5"), "{told}");
    let none = case.ok(&["explain", "2019", "main", "bb", "x"]).out;
    assert!(none.contains("另一方案没有所要的结果"), "{none}");
    case.replace("2019/main/scheme.yaml", "for: counties", "for: counties, of: place");
    assert!(case.ok(&["explain", "2019", "main", "aa", "x"]).out.contains("1.5名"));
    case.build();
}

#[test]
fn a_condition_looks_at_another_schemes_grades() {
    for (when, fires) in [
        ("subjects: counties, at_most: 一般, of: any", true),
        ("subjects: [c1, c2], at_least: 好, of: any", true),
        ("subjects: [c1, c2], at_least: 好", false),
        ("subjects: [c1], at_least: 好", true),
        ("subjects: [c2], node: s, at_most: 一般", true),
        // Who has no result there is not known: of all, nothing follows unless another is against it.
        ("subjects: [c1, c3], at_least: 好", false),
        ("subjects: [c1, c3], at_least: 好, of: any", true),
        ("at_least: 差", false),
    ] {
        let rules = format!(
            "rules: [{{id: r, title: 连带, clause: c-1, scope: total, when: {{elsewhere: {{scheme: counties, {when}}}}}, bonus: {{points: 3}}}}]\n"
        );
        let case = case("{value: 50, unit: 比值}", &rules);
        let told = case.ok(&["explain", "2019", "main", "aa"]).out;
        assert_eq!(told.contains("53"), fires, "{when}: {told}");
    }
}

#[test]
fn what_is_asked_has_to_be_there_and_to_end_somewhere() {
    let own = "{composite: {scheme: counties, for: counties}}";
    let scheme = "2019/main/scheme.yaml";
    let case = case(own, "");
    case.replace(scheme, "scheme: counties,", "scheme: countys,");
    case.run(&["check"]).exits(1).tells("E0310").tells("本年度没有方案“countys”").tells("counties");
    case.replace(scheme, "scheme: countys,", "scheme: main,");
    case.run(&["check"]).exits(1).tells("E0415").tells("排不出先后：main");
    case.replace(scheme, "scheme: main,", "scheme: counties,");
    case.ok(&["check"]);
    let back = "rules: [{id: r, title: 连带, clause: c-1, scope: total, when: {elsewhere: {scheme: main, subjects: [aa], at_least: 好}}, bonus: {points: 3}}]\ntree:";
    case.replace("2019/counties/scheme.yaml", "tree:", back);
    case.run(&["check"]).exits(1).tells("E0415").tells("counties、main");
    case.replace("2019/counties/scheme.yaml", back, "tree:");
    for (text, code, words) in [
        ("at_least: 很好", "E0304", "没有叫“很好”的等次"),
        ("node: t, at_least: 好", "E0302", "没有叫“t”的指标"),
        ("node: s", "E0202", "at_least"),
        ("at_least: 好, of: most", "E0205", "of"),
    ] {
        let rules = format!(
            "rules: [{{id: r, title: 连带, clause: c-1, scope: total, when: {{elsewhere: {{scheme: counties, subjects: counties, {text}}}}}, bonus: {{points: 3}}}}]\n"
        );
        self::case(own, &rules).run(&["check"]).exits(1).tells(code).tells(words);
    }
    case.edit("subjects.yaml", |text| text.replace("within: aa", "within: ab"));
    case.run(&["check"]).exits(1).tells("E0305");
}
