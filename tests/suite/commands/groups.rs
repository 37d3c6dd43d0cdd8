//! Evaluation groups on the command line, in the checks and on the pages.

use crate::case::{Case, SMALL, founding};

const YEAR: &str = "2019/year.yaml";

#[test]
fn the_founding_case_breaks_nothing_and_any_seed_gives_a_proposal() {
    let said = founding().run(&["groups", "check"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    assert_eq!(
        said.out
            .matches("省交叉考核组14个组、20个对象，省成效评价组6个组、25个对象；没有违反要求之处")
            .count(),
        3
    );
    for seed in ["一", "二", "三"] {
        let said = founding().run(&["groups", "assign", "2019", "--seed", seed]);
        assert_eq!(said.code, 0, "{}", said.err);
        for line in
            ["省交叉考核组：14个组，20个对象，每组1至2个", "省成效评价组：6个组，25个对象，每组4至5个"]
        {
            assert!(said.out.contains(line), "{}", said.out);
        }
    }
}

#[test]
fn each_year_of_the_founding_case_is_what_its_seed_gives() {
    for year in ["2018", "2019", "2020"] {
        let seed = format!("{year}样例");
        let said = founding().run(&["groups", "assign", year, "--seed", &seed, "--format", "yaml"]);
        let text = founding().text(&format!("{year}/year.yaml"));
        for line in said.out.lines().filter(|line| line.starts_with("      - ")) {
            assert!(text.contains(line), "{year}/year.yaml lacks\n{line}");
        }
    }
}

#[test]
fn a_breach_is_told_with_its_line_and_clause_by_groups_check_check_and_build() {
    let desk = Case::new(SMALL);
    desk.replace(YEAR, "subjects: [beta, gamma]", "subjects: [alpha, gamma]");
    for words in [&["groups", "check", "2019"][..], &["check"], &["build"]] {
        let said = desk.run(words);
        assert_eq!(said.code, 1, "{words:?}: {}", said.err);
        for told in [
            "E0701",
            "2019/year.yaml:27:",
            "第1组负责甲市，而组内组长甲来自甲市，应当回避",
            "第1组负责甲市，而组内专家甲来自与之结对的某州，应当回避",
            "要求（办法 二）：回避本人来处",
            "E0702",
            "2019/year.yaml:32:",
            "甲市由第1组和二组重复负责",
            "W0701",
            "乙市没有组负责",
        ] {
            assert!(said.err.contains(told), "{words:?} does not tell {told}:\n{}", said.err);
        }
    }
    assert!(!desk.path("output/index.html").exists(), "nothing is built from groups in breach");
}

#[test]
fn a_subject_without_a_group_is_a_warning_that_stops_a_release() {
    let desk = Case::new(SMALL);
    desk.replace(YEAR, "subjects: [beta, gamma]", "subjects: [gamma]");
    let said = desk.run(&["build"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("W0701") && said.err.contains("乙市没有组负责"), "{}", said.err);
    let page = desk.told("2019/draft/groups.html");
    assert!(page.contains("1处不符") && page.contains("乙市没有组负责"), "the page tells it too");
    let said = desk.run(&["release", "2019", "--note", "首次发布"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("有 1 个对象没有考核组，不能正式发布"), "{}", said.err);
    desk.replace(YEAR, "subjects: [gamma]", "subjects: [beta, gamma]");
    let said = desk.run(&["release", "2019", "--note", "首次发布", "--allow-sample"]);
    assert!(!said.err.contains("没有考核组"), "{}", said.err);
}

#[test]
fn a_proposal_can_be_pasted_and_the_same_seed_gives_the_same() {
    let desk = Case::new(SMALL);
    let assign = |seed: &str| desk.run(&["groups", "assign", "2019", "--seed", seed, "--format", "yaml"]);
    let first = assign("甲");
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.out, assign("甲").out);
    let text = desk.text(YEAR);
    let head = &text[..text.find("    list:").expect("the list")];
    desk.file(YEAR, &format!("{head}{}", first.out));
    let said = desk.run(&["groups", "check", "2019"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}\n{}", first.out, said.out);
    // What was pasted loses nothing: proposing from it gives the same again.
    assert_eq!(assign("甲").out, first.out);
}

#[test]
fn where_nothing_is_possible_the_demands_that_exclude_each_other_are_told() {
    let desk = Case::new(SMALL);
    desk.replace(YEAR, "name: 专家甲, from: 某州", "name: 专家甲, from: gamma");
    let said = desk.run(&["groups", "assign", "2019", "--seed", "甲"]);
    assert_eq!(said.code, 1);
    for told in [
        "没有可行的分法",
        "丙市须有组负责（办法 一）",
        "第1组须回避丙市：组内专家甲来自丙市（办法 二）",
        "二组须回避丙市：组内专家乙来自丙市（办法 二）",
    ] {
        assert!(said.out.contains(told), "{told} is missing in {}", said.out);
    }
    assert_eq!(said.out.lines().count(), 4, "nothing else is in the way: {}", said.out);
    let said = desk.run(&["groups", "assign", "2019", "--seed", "甲", "--format", "json"]);
    let value: serde_json::Value = said.json();
    let set = &value["sets"][0];
    assert_eq!((set["possible"].as_bool(), set["conflict"].as_array().map(Vec::len)), (Some(false), Some(3)));
    assert_eq!(set["conflict"][0]["clause"], "办法 一");
}

#[test]
fn what_no_proposal_can_mend_is_told_beside_it() {
    let desk = Case::new(SMALL);
    desk.replace(YEAR, "rank: 副厅级}", "rank: 科级}").replace(YEAR, "{groups: 2,", "{groups: 3,");
    let said = desk.run(&["groups", "assign", "2019", "--seed", "甲", "--format", "json"]);
    assert_eq!(said.code, 1, "a leader of the wrong rank is an error");
    for told in ["E0703", "二组组长组长乙是科级，应为正处级或副厅级", "W0702", "应设3个组，现有2个"]
    {
        assert!(said.err.contains(told), "{told} is missing in {}", said.err);
    }
    let value: serde_json::Value = said.json();
    assert_eq!(value["sets"][0]["possible"], true, "who takes what can be said all the same");
}

#[test]
fn wrong_words_exit_with_2() {
    let desk = Case::new(SMALL);
    for words in [
        &["groups"][..],
        &["groups", "assign", "2019"],
        &["groups", "assign", "2019", "--seed", "甲", "--set", "visit"],
        &["groups", "assign", "2017", "--seed", "甲"],
        &["groups", "check", "2017"],
    ] {
        assert_eq!(desk.run(words).code, 2, "{words:?}");
    }
    let said = desk.run(&["groups", "assign", "2019", "--seed", "甲", "--set", "visit"]);
    assert!(said.err.contains("visits"), "{}", said.err);
}

#[test]
fn a_subjects_page_names_its_group_and_the_groups_have_a_page_and_a_file() {
    let desk = Case::new(SMALL);
    desk.build();
    let read = |file: &str| desk.told(&format!("2019/draft/{file}"));
    let page = read("cities/alpha.html");
    assert!(page.contains("href=\"../groups.html#g-visits-second\">考核组二组</a>"), "{page}");
    assert!(page.contains("组长乙（副厅级，某厅）"), "{page}");
    let groups = read("groups.html");
    for told in
        ["id=\"g-visits-second\"", "href=\"cities/alpha.html\"", "href=\"#c-c-2\"", "id=\"c-c-2\"", "符合"]
    {
        assert!(groups.contains(told), "{told} is missing");
    }
    assert!(read("index.html").contains("href=\"groups.html\""));
    let csv = read("data/groups.csv");
    assert_eq!(csv.lines().count(), 4);
    assert!(
        csv.contains("2019,草稿,考核组,second,二组,alpha,甲市,组长乙（副厅级，某厅）,专家乙（丙市，专家）"),
        "{csv}"
    );
}
