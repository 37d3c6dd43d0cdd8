//! Schemes and subjects that had other ids in earlier years, and subjects that were merged (SCORING.md 1).

use crate::case::{Case, GRADES};

/// 2018: scheme `old` of aa, bb and cc. 2019: scheme `main`, which follows it, of dd, who was aa, and ee, who was bb and cc.
fn case() -> Case {
    let scheme = format!(
        "{GRADES}rounding: {{total: 2}}\nranking: {{by: published}}\nmissing: last_year\nweighting: equal
figures:
  aid: {{title: 援助资金, unit: 万元}}
  area: {{title: 面积, unit: 亩, optional: true}}
  rate: {{title: 比例, unit: '%'}}
tree:
  - {{id: grown, role: section, title: 资金增长, measure: {{growth: aid}}, method: {{range: {{worst: 0, best: 100}}}}}}
  - {{id: risen, role: section, title: 比例增长, measure: {{growth: rate}}, method: {{range: {{worst: 0, best: 100}}}}}}
  - {{id: mixed, role: section, title: 亩均增长, measure: {{growth: {{ratio: {{of: aid, per: area}}}}}}, method: {{range: {{worst: 0, best: 100}}}}}}
  - {{id: own, role: section, title: 工作落实, method: {{score: {{full: 100}}}}}}
outcomes:
  - {{title: 约谈, when: {{last_grade: {{at_most: 好}}}}}}
"
    );
    let case = Case::of(&["aa", "bb", "cc"]);
    case.year(2018, &scheme);
    for (id, aid, area) in [
        ("aa", 10, "area: {value: 2, unit: 亩}, "),
        ("bb", 20, "area: {value: 4, unit: 亩}, "),
        ("cc", 30, ""),
    ] {
        case.record(2018, id, &format!("figures: {{aid: {{value: {aid}, unit: 万元}}, {area}rate: {{value: 5, unit: '%'}}}}\nobservations:\n  own: {{score: 95}}\n"));
    }
    // The year before has the scheme under another id.
    for path in ["scheme.yaml", "records/aa.yaml", "records/bb.yaml", "records/cc.yaml"] {
        let text = case.text(&format!("2018/main/{path}"));
        case.file(&format!("2018/old/{path}"), &text.replace("id: main", "id: old"));
    }
    case.remove("2018/main").replace("2018/year.yaml", "schemes: [main]", "schemes: [old]");
    case.file(
        "subjects.yaml",
        "format: 1\nsubjects:
  - {id: aa, name: 甲市, kind: city}
  - {id: bb, name: 乙市, kind: city}
  - {id: cc, name: 丙市, kind: city}
  - {id: dd, name: 新甲市, kind: city, formerly: [{id: aa, from: 2019-01-01}]}
  - {id: ee, name: 大市, kind: city, merged: [{ids: [bb, cc], from: 2019-01-01}]}
",
    );
    case.year(2019, &scheme);
    case.replace("2019/main/scheme.yaml", "subjects: [aa, bb, cc]", "subjects: [dd, ee]");
    case.replace("2019/main/scheme.yaml", "id: main\n", "id: main\nfollows: old\n");
    for (id, aid) in [("dd", 15), ("ee", 75)] {
        case.record(2019, id, &format!("figures: {{aid: {{value: {aid}, unit: 万元}}, area: {{value: 5, unit: 亩}}, rate: {{value: 6, unit: '%'}}}}\nobservations: {{}}\n"));
    }
    case
}

#[test]
fn figures_scores_and_grades_of_last_year_are_found_under_other_ids() {
    let case = case();
    case.ok(&["build"]);
    let results = case.json("2019/draft/data/results.json");
    let subjects = results["schemes"][0]["subjects"].as_array().expect("subjects");
    let node = |id: &str, node: &str| {
        let subject = subjects.iter().find(|one| one["id"] == id).expect("the subject");
        let nodes = subject["nodes"].as_array().expect("nodes");
        nodes.iter().find(|one| one["id"] == node).expect("the node").clone()
    };
    for (id, leaf, measure, state, score) in [
        ("dd", "grown", "50", "scored", "50.00"),
        ("dd", "risen", "20", "scored", "20.00"),
        // 15/5 over 10/2
        ("dd", "mixed", "-40", "scored", "0.00"),
        ("dd", "own", "", "missing", "95.00"),
        // 75 over 20 + 30; rates do not add up; 75/5 over 50/4, since nobody had to state an area.
        ("ee", "grown", "50", "scored", "50.00"),
        ("ee", "risen", "", "missing", "0.00"),
        ("ee", "mixed", "20", "scored", "20.00"),
        ("ee", "own", "", "missing", "0.00"),
    ] {
        let found = node(id, leaf);
        let told = [&found["measure"], &found["state"], &found["score"]].map(|of| of.as_str().unwrap_or(""));
        assert_eq!(told, [measure, state, score], "{id} {leaf}");
    }
    // Last year's grade of dd is aa's; that of ee is unknown.
    assert!(case.page("2019/draft/outcomes.html").words().contains("新甲市"));
    assert!(!case.page("2019/draft/outcomes.html").words().contains("大市"));
}

/// Name, cell, what it was and what it is, of the cells that belong to a total.
fn cells(case: &Case, sides: [&str; 2]) -> Vec<(String, String, bool, bool)> {
    let said = case.ok(&["diff", sides[0], sides[1], "--format", "json"]).json();
    let cells = said["cells"].as_array().expect("cells").iter();
    let text = |cell: &serde_json::Value, key: &str| cell[key].as_str().unwrap_or("").to_owned();
    let total = cells.filter(|cell| cell["what"] == "score" && cell["node"].is_null());
    total
        .map(|one| {
            (text(one, "scheme"), text(one, "name"), one["before"].is_string(), one["after"].is_string())
        })
        .collect()
}

#[test]
fn differences_are_told_of_who_it_is_and_not_of_what_it_was_called() {
    let case = case();
    let cell = |scheme: &str, name: &str, before: bool, after: bool| {
        (scheme.to_owned(), name.to_owned(), before, after)
    };
    let gone = [
        cell("main", "大市", false, true),
        cell("main", "乙市", true, false),
        cell("main", "丙市", true, false),
    ];
    let mut found = cells(&case, ["2018", "2019"]);
    let mut expected = vec![cell("main", "新甲市", true, true)];
    expected.extend(gone);
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let found = cells(&case, ["2019", "2018"]);
    assert!(found.contains(&cell("old", "甲市", true, true)), "{found:?}");
    // A figure is the subject's own of either year.
    let aid = |year: &str| {
        let said = case.ok(&["diff", "2018", year, "--format", "json"]).json();
        let aid = |one: &&serde_json::Value| one["figure"] == "aid" && one["name"] == "新甲市";
        let cell = said["cells"].as_array().unwrap().iter().find(aid).expect("the figure").clone();
        [&cell["before"], &cell["after"]].map(|of| of.as_str().map(str::to_owned))
    };
    let expected = [Some("10万元".to_owned()), Some("15万元".to_owned())];
    assert_eq!(aid("2019"), expected);
    // Over a year that knows the scheme under its own id only.
    for path in ["year.yaml", "main/scheme.yaml", "main/records/dd.yaml", "main/records/ee.yaml"] {
        let text = case.text(&format!("2019/{path}")).replace("2019", "2020").replace("follows: old\n", "");
        case.file(&format!("2020/{path}"), &text);
    }
    assert_eq!(aid("2020"), expected);
}

#[test]
fn a_version_may_give_other_ids_than_the_one_it_corrects() {
    let case = case();
    case.ok(&["release", "2019", "--allow-missing"]);
    // The scheme and a subject were given other ids in the same year.
    for path in ["scheme.yaml", "records/dd.yaml", "records/ee.yaml"] {
        let text = case.text(&format!("2019/main/{path}"));
        let text = text
            .replace("id: main", "id: better")
            .replace("subject: dd", "subject: ff")
            .replace("[dd, ee]", "[ff, ee]");
        case.file(
            &format!("2019/better/{}", path.replace("dd", "ff")),
            &text.replace("scheme: main", "scheme: better"),
        );
    }
    case.remove("2019/main").replace("2019/year.yaml", "schemes: [main]", "schemes: [better]");
    let renamed = "from: 2019-01-01}]}\n  - {id: ff, name: 新甲市, kind: city, formerly: [{id: dd, from: 2019-06-01}]}\n  - {id: ee";
    case.replace("subjects.yaml", "from: 2019-01-01}]}\n  - {id: ee", renamed);
    assert_eq!(cells(&case, ["2019/v1", "2019/draft"]), [], "nothing but ids changed");
    case.edit("2019/better/records/ff.yaml", |text| text.replace("value: 15,", "value: 16,"));
    let found = cells(&case, ["2019/v1", "2019/draft"]);
    assert_eq!(found, [("better".to_owned(), "新甲市".to_owned(), true, true)]);
}

#[test]
fn a_merged_subject_that_was_not_evaluated_has_its_name() {
    let case = case();
    case.edit("2018/old/scheme.yaml", |text| text.replace("subjects: [aa, bb, cc]", "subjects: [aa, bb]"));
    case.remove("2018/old/records/cc.yaml");
    case.build();
    case.page("compare/main/2018-2019.html").has("由乙市、丙市合并").lacks("由乙市、cc合并");
}

#[test]
fn pages_follow() {
    let case = case();
    case.build();
    case.page("2019/draft/main/dd.html").has("上年 ");
    case.page("2019/draft/main/ee.html").has("没有可比的上年结果");
    case.page("2019/draft/main/ee.html").has("2018年合并前各对象记录之和");
    case.page("compare/main/2018-2019.html").has("由乙市、丙市合并");
    case.page("compare/main/2018-2019.html").has("并入大市");
    let own = case.page("subjects/dd.html");
    own.has("2019-01-01前为甲市").has("2018").has("2019");
    case.page("subjects/aa.html").has("2019-01-01起为新甲市");
    case.page("subjects/bb.html").has("2019-01-01并入大市");
    case.page("subjects/ee.html").has("2019-01-01由乙市、丙市合并");
    let list = case.page("subjects/index.html");
    list.has("新甲市").has("乙市").lacks("aa.html");
}

#[test]
fn what_leads_nowhere_is_refused() {
    let subjects = "subjects.yaml";
    let dd = "formerly: [{id: aa, from: 2019-01-01}]";
    let ee = "merged: [{ids: [bb, cc], from: 2019-01-01}]";
    for (path, from, to, told) in [
        (subjects, dd, "formerly: [{id: dd, from: 2019-01-01}]", "“dd”写作自己的前身"),
        (subjects, dd, "formerly: [{id: ab, from: 2019-01-01}]", "没有叫“ab”的考核对象"),
        (subjects, dd, "formerly: [{id: bb, from: 2019-01-01}]", "“bb”既成为“dd”，又成为“ee”"),
        (subjects, ee, "merged: [{ids: [bb], from: 2019-01-01}]", "只由“bb”一个对象合并而成"),
        (subjects, ee, "merged: [{ids: [bb, bb], from: 2019-01-01}]", "有的写了两次"),
        (subjects, dd, "formerly: [{id: aa, from: 2018-06-01}]", "2018年度的方案“old”却仍列着它"),
        (
            subjects,
            dd,
            "formerly: [{id: aa, from: 2020-01-01}]",
            "“dd”从 2020-01-01 起才有，2019年度的方案“main”却已列着它",
        ),
        (
            subjects,
            "id: aa, name: 甲市, kind: city",
            "id: aa, name: 甲市, kind: city, formerly: [{id: dd, from: 2019-01-01}]",
            "却写作 2019-01-01 才由别的对象变来",
        ),
        (
            subjects,
            dd,
            "formerly: [{id: aa, from: 2019-01-01}, {id: cc, from: 2019-01-01}]",
            "“dd”自 2019-01-01 起由什么变来，写了两次",
        ),
        ("2019/main/scheme.yaml", "follows: old", "follows: main", "方案“main”写作沿自它自己"),
        ("2019/main/scheme.yaml", "follows: old", "follows: odl", "此前各年没有方案“odl”"),
        (
            "2018/old/scheme.yaml",
            "id: old\n",
            "id: old\nfollows: main\n",
            "方案“old”沿自“main”，2019年度却仍有方案“main”",
        ),
    ] {
        let case = case();
        case.replace(path, from, to);
        case.run(&["check"]).exits(1).tells(told).tells(path);
    }
}
