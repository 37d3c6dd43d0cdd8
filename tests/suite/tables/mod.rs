//! Tables that organs provide (docs/FORMAT.md, Tables): whole cases, their pages and their editions.

mod founding;

use crate::case::{Case, files};

/// A case of three subjects in which one organ reports a figure and a task of all in one table.
fn case(csv: &str) -> Case {
    let case = Case::of(&["aa", "bb", "cc"]);
    let scheme = "grades: [{name: 优秀, from: 90, points: 95}, {name: 合格, from: 0, points: 70}]\nweighting: percent\n\
        ranking: {by: published}\nfigures:\n  deaths: {title: 死亡人数, unit: 人}\ntree:\n\
        \x20 - {id: control, role: section, title: 控制, weight: 100, children: [\
        {id: drop, role: indicator, title: 下降率, weight: 50, measure: {growth: deaths}, method: {range: {worst: 10, best: -10}}}, \
        {id: plan, role: indicator, title: 计划, weight: 50, method: {task: {done: 合格, outstanding: 优秀, undone: 合格}}}]}\n";
    case.year(2021, scheme);
    for subject in ["aa", "bb", "cc"] {
        case.record(2021, subject, "");
    }
    case.file(
        "2021/tables/应急.yaml",
        "format: 1\ntitle: 事故情况\nby: 市应急局\ndate: 2022-01-10\nhead: 2\nsubject: 市\ncolumns:\n\
         \x20 - {column: 死亡人数, figure: deaths}\n  - {column: 上年, figure: deaths, is: previous}\n\
         \x20 - {column: 计划, node: plan, is: task}\n",
    );
    case.file("2021/tables/应急.csv", csv);
    case
}

const CSV: &str =
    "事故情况,,,\n市,死亡人数（人）,上年,计划\naa市,12,13,出色完成\nbb市,13,14,完成\ncc市,14,15,未完成\n";

#[test]
fn a_departments_table_stands_for_a_figure_in_every_record() {
    let case = case(CSV);
    case.run(&["check"]).exits(0);
    let trail = case.run(&["explain", "2021", "main", "bb", "drop"]).exits(0);
    assert!(trail.out.contains("2021/tables/应急.csv 单元格 B4"), "{}", trail.out);
    assert!(trail.out.contains("2021/tables/应急.csv 单元格 C4"), "{}", trail.out);
    case.build();
    let page = case.page("2021/draft/main/bb.html");
    page.has("tables/应急.csv 单元格 B4").has("tables/应急.csv 单元格 D4").has("由市应急局提供，2022-01-10");
}

#[test]
fn an_edition_freezes_its_tables_and_scores_from_them() {
    let case = case(CSV);
    case.release(2021, "发布");
    let kept = files(&case.output().join("2021/v1/inputs/2021/tables"));
    assert_eq!(kept.keys().map(String::as_str).collect::<Vec<_>>(), ["应急.csv", "应急.yaml"]);
    case.run(&["verify"]).exits(0);
    // What is changed afterwards is told, and the edition stays as it is.
    case.file("2021/tables/应急.csv", &CSV.replace("bb市,13", "bb市,15"));
    case.run(&["check"]).exits(0).tells("2021/tables/应急.csv（有改动）");
    case.run(&["verify"]).exits(0);
    // A changed table in the edition is found.
    let inside = case.output().join("2021/v1/inputs/2021/tables/应急.csv");
    std::fs::write(&inside, CSV.replace("bb市,13", "bb市,15")).expect("a file");
    assert_ne!(case.run(&["verify"]).code, 0);
}

#[test]
fn what_two_tables_give_of_one_rater_has_to_be_the_same() {
    let case = Case::of(&["aa", "bb"]);
    let scheme = "grades: none\nweighting: equal\nranking: {by: published}\ntree:\n\
        \x20 - {id: judged, role: section, title: 评议, method: {score: {full: 100, combine: mean}}}\n";
    case.year(2021, scheme);
    for subject in ["aa", "bb"] {
        case.record(2021, subject, "");
    }
    for (name, by) in [("one", "甲"), ("two", "甲"), ("three", "乙")] {
        let description = format!(
            "format: 1\nsubject: 市\ncolumns: [{{column: 评分, node: judged, is: scores, by: {by}}}]\n"
        );
        case.file(&format!("2021/tables/{name}.yaml"), &description);
        case.file(&format!("2021/tables/{name}.csv"), "市,评分\naa市,80\nbb市,90\n");
    }
    case.file("2021/tables/three.csv", "市,评分\naa市,60\nbb市,90\n");
    // A rater that two tables name counts once.
    case.ok(&["explain", "2021", "main", "aa"]).says("70");
    case.file("2021/tables/two.csv", "市,评分\naa市,81\nbb市,90\n");
    let told = case.run(&["check"]).exits(1).tells("E0544").tells("的评分（甲）");
    told.tells("2021/tables/one.csv 单元格 B2").tells("2021/tables/two.csv");
}
