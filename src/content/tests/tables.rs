//! Tables of organs: every kind of table, cell and slip.

mod books;
mod limits;

use super::{Small, brief};
use crate::content::{Read, read};
use crate::diagnostics::Diagnostic;
use crate::model::{
    FigureValue, GradeIndex, KindIndex, MilestoneIndex, NodeIndex, Observation, Record, Scheme, Stated,
    TaskState,
};

const RECORDS: &str = "2019/cities/records";
/// A column of figures under the simplest head.
const ONE: &str = "subject: 市\ncolumns:\n  - {column: 培训, figure: trained}\n";

/// The small folder in which two records state nothing, so that tables may.
fn small() -> Small {
    let small = Small::new();
    for subject in ["beta", "gamma"] {
        small.write(
            &format!("{RECORDS}/{subject}.yaml"),
            format!("format: 1\nsubject: {subject}\nstatus: sample\n"),
        );
    }
    // What a table states, its record does not state otherwise.
    small.replace(&format!("{RECORDS}/alpha.yaml"), "  trained: 1200\n", "");
    small
}

/// Writes a table `t` with its description.
fn table(small: &Small, ending: &str, description: &str, bytes: impl AsRef<[u8]>) {
    small.write("2019/tables/t.yaml", format!("format: 1\n{description}"));
    small.write(&format!("2019/tables/t.{ending}"), bytes);
}

/// The folder with one table.
fn with(description: &str, csv: &str) -> Small {
    let small = small();
    table(&small, "csv", description, csv);
    small
}

/// What is said but for what records lack.
fn said(read: &Read) -> Vec<&Diagnostic> {
    let lacks = |one: &&Diagnostic| !matches!(one.code.as_str(), "W0502" | "W0503" | "W0504");
    read.diagnostics.iter().filter(lacks).collect()
}

/// The same as `code file:line:column`.
fn told(small: &Small) -> Vec<String> {
    said(&small.read()).into_iter().map(brief).collect()
}

/// A record of 2019 and its scheme.
fn record(small: &Small, subject: usize) -> (Record, Scheme) {
    let read = read(small.dir.path());
    let told: Vec<String> = said(&read).iter().map(|one| format!("{} {}", one.code, one.message)).collect();
    let content = read.content.unwrap_or_else(|| panic!("{told:?}"));
    let year = content.years.iter().find(|year| year.year.get() == 2019).expect("the year");
    let evaluation = &year.evaluations[0];
    (evaluation.records[subject].clone(), (*evaluation.scheme).clone())
}

fn figure(of: &(Record, Scheme), id: &str) -> Option<FigureValue> {
    let position = of.1.figures.iter().position(|figure| figure.id == id).expect("a figure");
    of.0.figures[position].clone()
}

/// The number of a figure and where it stands.
fn number(of: &(Record, Scheme), id: &str) -> Option<(String, String)> {
    figure(of, id).map(|value| (value.value.to_string(), of.0.place(value.at).expect("a place").to_string()))
}

fn observation(of: &(Record, Scheme), id: &str) -> Observation {
    let node: NodeIndex = of.1.find(id).expect("a node");
    of.0.observation(node).expect("an observation").clone()
}

#[test]
fn every_kind_of_column_becomes_a_part_of_the_record() {
    let description = "
title: 各市报表
by: 某省某厅
date: 2020-01-05
schemes: [cities]
head: 2
subject: 地市
skip: [合计]
columns:
  - {column: 援助资金, figure: aid}
  - {column: 上年, figure: aid, is: previous, unit: 万元}
  - {column: 自评, figure: aid, is: reported, unit: 亿元}
  - {column: 备注, figure: aid, is: note}
  - {column: F, figure: people}
  - {column: 计划, node: plan, is: task, words: {提前完成: outstanding}}
  - {column: 计划自评, node: plan, is: reported}
  - {column: 会议日期, node: plan, is: date}
  - {column: 观感, node: look, is: grade}
  - {column: 调查得分, node: survey, is: score}
  - {column: 迟报, node: daily, is: deductions, kind: late}
  - {column: 错报, node: daily, is: deductions, kind: wrong}
  - {column: 重点, node: own, is: not_applicable}
  - {column: 报告日期, milestone: report}
"
    .trim_start();
    let csv = "表一,,,,,,,,,,,,,,\n\
        地市,援助资金（亿元）,上年,自评,备注,常住 人口\n（万人）,计划,计划自评,会议日期,观感,调查得分,迟报,错报,重点,报告日期\n\
        乙市,\"1.40\",\"13,000\",1.5,按到账,123.45,提前完成,已完成,2019/3/5,较好,110.5分,2,0,/,2019年12月30日\n\
        丙市,14000万元,—,,,5,未完成,,,好,100,0,0,本年没有,20191231\n\
        甲市,,,,,,,,,,,,,,\n\
        合 计,2.8,,,,,,,,,,,,,\n";
    let csv = csv.replace("常住 人口\n（万人）", "\"常住 人口\n（万人）\"");
    let small = with(description, &csv);
    assert_eq!(told(&small), Vec::<String>::new());
    let beta = record(&small, 1);
    assert_eq!(number(&beta, "aid"), Some(("14000".into(), "2019/tables/t.csv 单元格 B3".into())));
    let aid = figure(&beta, "aid").expect("stated");
    assert_eq!(
        aid.written.as_deref().map(|(number, unit)| format!("{number}{unit}")).as_deref(),
        Some("1.40亿元")
    );
    assert_eq!(
        [aid.previous, aid.reported].map(|of| of.map(|of| of.to_string())),
        [Some("13000".into()), Some("15000".into())]
    );
    assert_eq!(aid.note.as_deref(), Some("按到账"));
    let place =
        |at: Option<crate::model::At>| beta.0.place(at.expect("another cell")).expect("a place").to_string();
    assert!(place(aid.previous_at).ends_with(" C3") && place(aid.reported_at).ends_with(" D3"));
    assert_eq!(number(&beta, "people"), Some(("123.45".into(), "2019/tables/t.csv 单元格 F3".into())));
    let plan = observation(&beta, "plan");
    assert_eq!(plan.stated, Some(Stated::Task(TaskState::Outstanding)));
    assert_eq!(plan.claimed, Some(Stated::Task(TaskState::Done)));
    assert_eq!(plan.date.map(|date| date.to_string()).as_deref(), Some("2019-03-05"));
    assert!(place(plan.claimed_at).ends_with(" H3"));
    assert_eq!(observation(&beta, "look").stated, Some(Stated::Grade(GradeIndex::new(1))));
    assert!(
        matches!(observation(&beta, "survey").stated, Some(Stated::Score(score)) if score.to_string() == "110.5")
    );
    let Some(Stated::Deductions(late)) = observation(&beta, "daily").stated else { panic!("deductions") };
    assert_eq!(late.iter().map(|one| (one.kind, one.count)).collect::<Vec<_>>(), [(KindIndex::new(0), 2)]);
    let milestone = beta.0.milestone(MilestoneIndex::new(0));
    assert_eq!(milestone.map(|date| date.to_string()).as_deref(), Some("2019-12-30"));
    let provider = &beta.0.source(aid.at).expect("a cell").provider;
    assert_eq!((provider.title.as_deref(), provider.by.as_deref()), (Some("各市报表"), Some("某省某厅")));

    let gamma = record(&small, 2);
    assert_eq!(number(&gamma, "aid").map(|(number, _)| number).as_deref(), Some("14000"));
    let aid = figure(&gamma, "aid").expect("stated");
    assert_eq!((aid.previous, aid.reported, aid.note), (None, None, None));
    assert_eq!(
        observation(&gamma, "daily").stated,
        Some(Stated::Deductions(Vec::new())),
        "zero is a statement"
    );
    assert_eq!(observation(&gamma, "own").stated, Some(Stated::NotApplicable("本年没有".to_owned())));
    assert_eq!(
        gamma.0.milestone(MilestoneIndex::new(0)).map(|date| date.to_string()).as_deref(),
        Some("2019-12-31")
    );

    // An empty row takes nothing from a record that states something.
    let alpha = record(&small, 0);
    assert!(
        number(&alpha, "aid").is_some_and(|(_, place)| place.starts_with("2019/cities/records/alpha.yaml:"))
    );
}

#[test]
fn a_row_names_its_subject_by_id_name_short_or_former_name() {
    for (name, known) in [
        ("beta", true),
        ("乙市", true),
        ("乙", true),
        ("乙地区", true),
        (" 乙　市 ", true),
        ("乙镇", false),
        ("Beta", false),
    ] {
        let small = with(ONE, &format!("市,培训\n甲市,1200\n{name},900\n丙市,900\n"));
        let expected: &[&str] = if known { &[] } else { &["E0305 2019/tables/t.csv:3:1"] };
        assert_eq!(told(&small), expected, "{name:?}");
        if known {
            assert_eq!(
                number(&record(&small, 1), "trained"),
                Some(("900".into(), "2019/tables/t.csv 单元格 B3".into()))
            );
        }
    }
    let read = with(ONE, "市,培训\n甲市,1200\n已市,900\n丙市,900\n").read();
    assert_eq!(said(&read)[0].suggestion.as_deref(), Some("甲市"));
}

#[test]
fn slips_are_told_by_the_name_of_the_cell() {
    let two = "subject: 市\ncolumns:\n  - {column: 培训, figure: trained}\n  - {column: 报告, milestone: report}\n  - {column: 观感, node: look, is: grade}\n  - {column: 计划, node: plan, is: task}\n  - {column: 得分, node: survey, is: score}\n  - {column: 迟报, node: daily, is: deductions, kind: late}\n";
    let row = ["900", "2019-12-30", "好", "完成", "100", "1"];
    for (column, text, code) in [
        (0, "约900", "E0542"),
        (0, "9.5", "E0509"),
        (0, "-3", "E0509"),
        (0, "\"1,23\"", "E0542"),
        (0, "1.2E+04", "E0542"),
        (0, "(5)", "E0542"),
        (0, "90%", "E0542"),
        (0, "900人", "E0542"),
        (0, "无", "E0542"),
        (0, "不适用", "E0542"),
        (0, "123456789012345678901", "E0542"),
        (1, "去年底", "E0542"),
        (1, "43910", "E0542"),
        (1, "2019-02-30", "E0542"),
        (2, "优", "E0304"),
        (3, "差不多", "E0205"),
        (4, "121", "E0505"),
        (4, "一百", "E0542"),
        (5, "1.5", "E0209"),
        (5, "-1", "E0209"),
    ] {
        let mut cells = row;
        cells[column] = text;
        let small = with(
            two,
            &format!("市,培训,报告,观感,计划,得分,迟报\n甲,,,,,,\n乙市,{}\n丙市,,,,,,\n", cells.join(",")),
        );
        let expected = format!("{code} 2019/tables/t.csv:3:{}", column + 2);
        assert_eq!(told(&small), [expected], "{text}");
        let letter = char::from(b'B' + u8::try_from(column).expect("few"));
        assert!(said(&small.read())[0].message.starts_with(&format!("单元格 {letter}3：")), "{text}");
    }
    for none in ["", "/", "—", "-", "——", "\"　\""] {
        let small = with(ONE, &format!("市,培训\n甲市,1200\n乙市,{none}\n丙市,0\n"));
        assert_eq!(told(&small), Vec::<String>::new(), "{none}");
        assert_eq!(figure(&record(&small, 1), "trained"), None, "{none}");
        assert!(
            small
                .read()
                .diagnostics
                .iter()
                .any(|one| one.code.as_str() == "W0503" && one.file.ends_with("beta.yaml"))
        );
        assert_eq!(number(&record(&small, 2), "trained").map(|(number, _)| number).as_deref(), Some("0"));
    }
}

#[test]
fn a_title_says_the_unit_in_its_brackets() {
    for (title, cell) in [
        ("投入情况（亿元）", "1.4"),
        ("投入情况(单位：亿元)", "1.4"),
        ("（亿元）", "1.4"),
        ("投入情况（初稿）", "14000"),
        ("投入情况（万元）", "14000"),
    ] {
        let csv = format!("{title}\n市,资金\n甲,\n乙市,{cell}\n丙市,\n");
        let small = with("head: 2\nsubject: 市\ncolumns: [{column: 资金, figure: aid}]\n", &csv);
        assert_eq!(told(&small), Vec::<String>::new(), "{title}");
        let found = number(&record(&small, 1), "aid").map(|(number, _)| number);
        assert_eq!(found.as_deref(), Some("14000"), "{title}");
    }
    let csv = "投入情况（亿元）\n市,资金（万元）\n甲,\n乙市,1\n丙市,\n";
    let small = with("head: 2\nsubject: 市\ncolumns: [{column: 资金, figure: aid}]\n", csv);
    let read = small.read();
    let told = said(&read);
    assert_eq!(told.len(), 1);
    assert_eq!(brief(told[0]), "E0541 2019/tables/t.csv:1:1");
    assert!(told[0].related.as_ref().is_some_and(|there| there.file.ends_with("t.csv")), "both places");
}

#[test]
fn units_are_read_right_or_refused() {
    let description = |column: &str| format!("subject: 市\ncolumns:\n  - {{{column}}}\n");
    for (column, over, head, cell, expected) in [
        ("column: 资金, figure: aid", "", "资金", "14000", Ok("14000")),
        ("column: 资金, figure: aid", "", "资金（亿元）", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "", "资金 （单位：亿元）", "1.4", Ok("14000")),
        ("column: 资金（亿元）, figure: aid", "", "资金(亿元)", "1.4", Ok("14000")),
        ("column: 资金, figure: aid, unit: 亿元", "", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid, unit: 亿元", "", "资金（到账数）", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "单位：亿元", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "（单位：亿元）", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "金额单位：亿元", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "计量单位: 亿元", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "投入情况表（单位：亿元）", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "各市投入情况表　单位：亿元", "资金", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "省直单位投入情况", "资金", "14000", Ok("14000")),
        ("column: 资金, figure: aid, unit: 万元", "单位：亿元", "资金（万元）", "14000", Ok("14000")),
        ("column: 资金, figure: aid", "单位：万人", "资金（亿元）", "1.4", Ok("14000")),
        ("column: 资金, figure: aid", "填报单位：某省财政厅", "资金", "14000", Ok("14000")),
        ("column: 资金, figure: aid", "单位：某省财政厅", "资金", "14000", Ok("14000")),
        ("column: 资金, figure: aid", "", "资金", "1.4亿元", Ok("14000")),
        ("column: 资金, figure: aid", "", "资金（亿元）", "14000万元", Ok("14000")),
        ("column: 资金, figure: aid", "", "资金（千元）", "14000", Err("E0541 2019/tables/t.csv:2:2")),
        ("column: 资金, figure: aid", "", "资金（到账数）", "14000", Err("E0541 2019/tables/t.csv:2:2")),
        ("column: 资金, figure: aid", "", "资金（人）", "14000", Err("E0403 2019/tables/t.csv:2:2")),
        (
            "column: 资金, figure: aid",
            "单位：亿元",
            "资金（万元）",
            "14000",
            Err("E0541 2019/tables/t.csv:1:2"),
        ),
        (
            "column: 资金, figure: aid, unit: 万元",
            "单位：亿元",
            "资金",
            "14000",
            Err("E0541 2019/tables/t.csv:1:2"),
        ),
        ("column: 资金, figure: aid", "单位：万人", "资金", "14000", Err("E0541 2019/tables/t.csv:1:2")),
        ("column: 资金, figure: aid", "单位：千元", "资金", "14000", Err("E0541 2019/tables/t.csv:1:2")),
        (
            "column: 资金, figure: aid, unit: 亿元",
            "",
            "资金（万元）",
            "14000",
            Err("E0541 2019/tables/t.csv:2:2"),
        ),
        ("column: 资金, figure: aid, unit: 人", "", "资金", "14000", Err("E0403 2019/tables/t.yaml:5:37")),
        ("column: 资金, figure: aid, unit: 块", "", "资金", "14000", Err("E0314 2019/tables/t.yaml:5:37")),
        ("column: 资金, figure: aid", "", "资金", "14000人", Err("E0542 2019/tables/t.csv:4:2")),
    ] {
        let csv = format!("表,{over}\n市,{head}\n甲,\n乙市,{cell}\n丙市,\n");
        let small = with(&format!("head: 2\n{}", description(column)), &csv);
        let found = told(&small);
        match expected {
            Ok(number) => {
                assert_eq!(found, Vec::<String>::new(), "{column} {over} {head}");
                assert_eq!(
                    self::number(&record(&small, 1), "aid").map(|(number, _)| number).as_deref(),
                    Some(number),
                    "{column} {over} {head}"
                );
            }
            Err(code) => assert_eq!(found, [code], "{column} {over} {head}"),
        }
    }
}

#[test]
fn a_comma_within_a_number_is_told_and_not_read_as_two() {
    let small = with(ONE, "市,培训\n甲市,1,200\n乙市,900\n丙市,900\n");
    let read = small.read();
    let problem = said(&read)[0];
    assert_eq!(brief(problem), "E0542 2019/tables/t.csv:2:3");
    assert!(problem.hint.as_deref().is_some_and(|hint| hint.contains("千分位")), "{problem:?}");
}

#[test]
fn cases_that_two_tables_state_count_once_and_are_the_same() {
    let daily = "subject: 市\ncolumns:\n  - {column: 迟报, node: daily, is: deductions, kind: late}\n";
    let csv = "市,迟报\n甲市,1\n乙市,0\n丙市,0\n";
    let small = with(daily, csv);
    small.write("2019/cities/records/alpha.yaml", "format: 1\nsubject: alpha\nstatus: sample\n");
    small.write("2019/tables/u.yaml", format!("format: 1\n{daily}"));
    small.write("2019/tables/u.csv", csv);
    let (alpha, scheme) = record(&small, 0);
    let node = scheme.find("daily").expect("the indicator");
    let Some(Stated::Deductions(items)) = alpha.stated(node) else { panic!("{:?}", alpha.stated(node)) };
    assert_eq!(items.iter().map(|item| item.count).sum::<u32>(), 1);
    small.write("2019/tables/u.csv", csv.replace("甲市,1", "甲市,2"));
    assert!(told(&small).iter().any(|one| one.contains("E0544")), "{:?}", told(&small));
}

#[test]
fn what_two_places_state_has_to_be_the_same() {
    let csv = |aid: &str| format!("市,培训,资金\n甲市,1200,\n乙市,900,{aid}\n丙市,900,\n");
    let description = format!("{ONE}  - {{column: 资金, figure: aid}}\n");
    let beta = "2019/cities/records/beta.yaml";
    let stated =
        |value: &str| format!("format: 1\nsubject: beta\nstatus: sample\nfigures:\n  aid: {value}\n");
    // The same in another unit is the same; the record is named.
    let small = with(&description, &csv("14000"));
    small.write(beta, stated("{value: 1.4, unit: 亿元}"));
    assert_eq!(told(&small), Vec::<String>::new());
    assert_eq!(number(&record(&small, 1), "aid"), Some(("14000".into(), format!("{beta}:5"))));
    small.write(beta, stated("14001"));
    let read = small.read();
    let problem = said(&read)[0];
    assert_eq!(brief(problem), "E0544 2019/tables/t.csv:3:3");
    assert!(
        problem.message.contains("单元格 C3") && problem.message.contains("beta.yaml:5"),
        "{}",
        problem.message
    );
    assert_eq!(problem.related.as_ref().map(|other| (&*other.file, other.at.line)), Some((beta, 5)));
    // Parts come from where they are stated.
    small.write(beta, stated("{value: 14000, note: 说明}"));
    assert_eq!(told(&small), Vec::<String>::new());

    // Two tables.
    for (other, expected) in [("14000.0", None), ("14000.1", Some("E0544 2019/tables/u.csv:2:2"))] {
        let small = with(&description, &csv("14000"));
        small.write("2019/tables/u.yaml", "format: 1\nsubject: 市\ncolumns: [{column: 资金, figure: aid}]\n");
        small.write("2019/tables/u.csv", format!("市,资金\n乙市,{other}\n甲市,\n丙市,\n"));
        assert_eq!(told(&small), expected.into_iter().collect::<Vec<_>>());
    }

    // Observations and dates likewise.
    let of = "subject: 市\ncolumns:\n  - {column: 观感, node: look, is: grade}\n  - {column: 报告, milestone: report}\n  - {column: 迟报, node: daily, is: deductions, kind: late}\n";
    let stated = "format: 1\nsubject: beta\nstatus: sample\nobservations:\n  look: {grade: 好}\n  daily: {deductions: [{kind: late}, {kind: late, date: 2019-03-01}]}\nmilestones: {report: 2019-12-30}\n";
    for (cells, expected) in [
        ("好,2019-12-30,2", &[][..]),
        ("较好,2019-12-30,2", &["E0544 2019/tables/t.csv:3:2"]),
        ("好,2019-12-31,2", &["E0544 2019/tables/t.csv:3:3"]),
        ("好,2019-12-30,1", &["E0544 2019/tables/t.csv:3:4"]),
    ] {
        let small = with(of, &format!("市,观感,报告,迟报\n甲,,,\n乙市,{cells}\n丙市,,,\n"));
        small.write(beta, stated);
        assert_eq!(told(&small), expected, "{cells}");
    }
}

#[test]
fn a_part_without_this_years_number_is_not_used_and_told() {
    let description = "subject: 市\ncolumns: [{column: 上年, figure: trained, is: previous}]\n";
    let small = with(description, "市,上年\n甲市,1000\n乙市,800\n丙市,\n");
    let beta = "format: 1\nsubject: beta\nstatus: sample\nfigures: {trained: 900}\n";
    small.write(&format!("{RECORDS}/beta.yaml"), beta);
    assert_eq!(told(&small), ["W0541 2019/tables/t.csv:2:2"]);
    let value = figure(&record(&small, 1), "trained").expect("stated");
    assert_eq!(value.previous.map(|of| of.to_string()).as_deref(), Some("800"));
    assert_eq!(figure(&record(&small, 0), "trained"), None);
}

#[test]
fn rows_that_are_no_subjects_are_told_once() {
    let rows = "市,培训\n甲市,1200\n\n乙市,900\n丙市,900\n小 计,3000\n全省平均,\n注：以年末数为准,\n";
    let small = with(ONE, rows);
    let read = small.read();
    assert_eq!(told(&small), ["W0541 2019/tables/t.yaml:2:10"]);
    assert!(
        said(&read)[0].message.contains("第 6 行“小 计”、第 7 行“全省平均”、第 8 行“注：以年末数为准”"),
        "{}",
        said(&read)[0].message
    );
    let skip = format!("skip: [小计, 全省平均, 注：以年末数为准]\n{ONE}");
    assert_eq!(told(&with(&skip, rows)), Vec::<String>::new());
    assert_eq!(told(&with(&format!("last: 5\n{ONE}"), rows)), Vec::<String>::new());
    // What has a value has to be somebody's.
    assert_eq!(
        told(&with(ONE, "市,培训\n甲市,1\n乙市,1\n丙市,1\n全省,3\n")),
        ["E0305 2019/tables/t.csv:5:1"]
    );
    assert_eq!(told(&with(ONE, "市,培训\n甲市,1\n乙市,1\n丙市,1\n,3\n")), ["E0542 2019/tables/t.csv:5:1"]);
}

#[test]
fn whom_a_table_lacks_and_whom_nobody_evaluates_is_told_once() {
    let small = with(ONE, "市,培训\n丁市,7\n某厅,\n乙市,900\n");
    let read = small.read();
    assert_eq!(told(&small), ["W0540 2019/tables/t.yaml:2:10", "W0541 2019/tables/t.yaml:2:10"]);
    assert!(said(&read)[0].message.ends_with("2 个考核对象：甲市、丙市"), "{}", said(&read)[0].message);
    assert!(said(&read)[1].message.ends_with("没有用上：丁市、某厅"), "{}", said(&read)[1].message);
    let twice = with(ONE, "市,培训\n甲市,1\n乙市,900\n丙市,1\n乙地区,900\n");
    assert_eq!(told(&twice), ["E0543 2019/tables/t.csv:5:1"]);
    assert_eq!(said(&twice.read())[0].related.as_ref().map(|other| other.at.line), Some(3));
}

#[test]
fn heads_that_are_not_there_are_told_with_those_that_are() {
    let csv = "市,培训（人次）,培训（自评）,资金\n甲市,1,1,\n乙市,1,1,\n丙市,1,1,\n";
    let of = |column: &str| format!("subject: 市\ncolumns: [{{column: {column}, figure: trained}}]\n");
    for (column, expected) in [
        ("培训（人次）", &[][..]),
        ("B", &[]),
        ("培训", &["E0541 2019/tables/t.yaml:3:20"]),
        ("培训数", &["E0541 2019/tables/t.yaml:3:20"]),
        ("Z", &["E0541 2019/tables/t.yaml:3:20"]),
    ] {
        assert_eq!(told(&with(&of(column), csv)), expected, "{column}");
    }
    let read = with(&of("资金额"), csv).read();
    assert_eq!(said(&read)[0].suggestion.as_deref(), Some("资金"));
    assert!(said(&read)[0].allowed.contains(&"培训(人次)".to_owned()));
    // Nobody is said to lack what a table states that could not be read.
    assert!(read.diagnostics.iter().all(|one| !one.message.contains("trained")), "{:?}", read.diagnostics);
}

#[test]
fn long_tables_have_a_value_a_row() {
    let of = "subject: 市\nitem: 指标\nvalue: 数值\nunit: 单位\nitems:\n  - {item: 资金, figure: aid}\n  - {item: 培 训, figure: trained}\n  - {item: 观感, node: look, is: grade}\n";
    let csv =
        "市,指标,数值,单位\n甲,资金,,\n乙,资金,1.4,亿元\n乙,培训,900,\n丙市,资金,14000,万元\n乙,观感,好,/\n";
    let small = with(of, csv);
    assert_eq!(told(&small), Vec::<String>::new());
    let beta = record(&small, 1);
    assert_eq!(number(&beta, "aid"), Some(("14000".into(), "2019/tables/t.csv 单元格 C3".into())));
    assert_eq!(number(&beta, "trained"), Some(("900".into(), "2019/tables/t.csv 单元格 C4".into())));
    assert_eq!(observation(&beta, "look").stated, Some(Stated::Grade(GradeIndex::new(0))));
    for (from, to, expected) in [
        ("乙,培训,900,", "乙,资金,1.4,亿元", "E0543 2019/tables/t.csv:4:3"),
        ("乙,培训,900,", "乙,陪训,900,", "E0541 2019/tables/t.csv:4:2"),
        ("乙,培训,900,", "乙,,900,", "E0542 2019/tables/t.csv:4:2"),
        ("乙,培训,900,", "乙,培训,900,万元", "E0403 2019/tables/t.csv:4:3"),
    ] {
        assert_eq!(told(&with(of, &csv.replace(from, to))), [expected], "{to}");
    }
}

#[test]
fn descriptions_say_what_they_mean() {
    let csv = "市,培训\n甲市,1\n乙市,1\n丙市,1\n";
    for (description, expected) in [
        ("columns: []\n", &["E0202", "E0210"][..]),
        ("subject: 市\n", &["E0202"]),
        ("subject: 市\ncolumns: [{column: 培训}]\n", &["E0202"]),
        ("subject: 市\ncolumns: [{column: 培训, figure: traned}]\n", &["E0301"]),
        ("subject: 市\ncolumns: [{column: 培训, node: nix, is: grade}]\n", &["E0302"]),
        ("subject: 市\ncolumns: [{column: 培训, node: look}]\n", &["E0202"]),
        ("subject: 市\ncolumns: [{column: 培训, node: look, is: score}]\n", &["E0504"]),
        ("subject: 市\ncolumns: [{column: 培训, node: funds, is: grade}]\n", &["E0504"]),
        ("subject: 市\ncolumns: [{column: 培训, node: daily, is: deductions, kind: nix}]\n", &["E0311"]),
        ("subject: 市\ncolumns: [{column: 培训, milestone: nix}]\n", &["E0308"]),
        (
            "subject: 市\ncolumns: [{column: 培训, milestone: report, is: date}]\n",
            &["E0211", "E0542", "E0542", "E0542"],
        ),
        ("subject: 市\ncolumns: [{column: 培训, figure: trained, is: grade}]\n", &["E0205"]),
        ("subject: 市\ncolumns: [{column: 培训, figure: trained, node: look}]\n", &["E0211"]),
        ("subject: 市\nschemes: [town]\ncolumns: [{column: 培训, figure: trained}]\n", &["E0310"]),
        (
            "subject: 市\nhead: 2\nfirst: 1\ncolumns: [{column: 培训, figure: trained}]\n",
            &["E0209", "E0541", "E0541"],
        ),
        ("subject: 市\nfile: u.csv\ncolumns: [{column: 培训, figure: trained}]\n", &["E0002"]),
        ("subject: 市\nfile: ../t.csv\ncolumns: [{column: 培训, figure: trained}]\n", &["E0008"]),
        ("subject: 市\nfile: t.et\ncolumns: [{column: 培训, figure: trained}]\n", &["E0008"]),
        ("subject: 市\ncolums: [{column: 培训, figure: trained}]\n", &["E0201", "E0202"]),
        (
            "subject: 市\nitem: 培训\ncolumns: [{column: 培训, figure: trained}]\n",
            &["E0202", "E0202", "E0211"],
        ),
    ] {
        let mut codes: Vec<String> =
            said(&with(description, csv).read()).iter().map(|one| one.code.to_string()).collect();
        codes.sort();
        assert_eq!(codes, expected, "{description}");
    }
}

#[test]
fn files_among_tables_are_described_or_told() {
    let small = with(ONE, "市,培训\n甲市,1\n乙市,1\n丙市,1\n");
    for name in ["u.csv", "u.XLSX", "u.et", "u.csv.txt", "~$u.xlsx", ".~u.xlsx", "t.yml", "n.md"] {
        small.write(&format!("2019/tables/{name}"), "x");
    }
    assert_eq!(
        told(&small),
        [
            "W0001 2019/tables/n.md",
            "E0008 2019/tables/t.yml",
            "E0008 2019/tables/u.XLSX",
            "E0008 2019/tables/u.csv",
            "E0008 2019/tables/u.csv.txt",
            "E0008 2019/tables/u.et",
        ]
    );
    let alone = small_with_description_alone();
    assert_eq!(told(&alone), ["E0002 2019/tables/t.yaml:1:1"]);
}

fn small_with_description_alone() -> Small {
    let small = small();
    small.write("2019/tables/t.yaml", format!("format: 1\n{ONE}"));
    small
}

#[test]
fn a_subject_without_a_record_has_what_tables_state() {
    let small = with(ONE, "市,培训\n甲市,1200\n乙市,900\n丙市,900\n");
    small.remove("2019/cities/records/beta.yaml");
    assert_eq!(told(&small), ["W0501 2019/cities/records/beta.yaml"]);
    assert!(said(&small.read())[0].message.contains("除表格里有的外"));
    assert_eq!(number(&record(&small, 1), "trained").map(|(number, _)| number).as_deref(), Some("900"));
}

#[test]
fn characters_of_cells_are_those_of_any_text() {
    let of = format!("{ONE}  - {{column: 注, figure: trained, is: note}}\n");
    for (note, expected) in
        [("甲\u{b}乙", "E0010 2019/tables/t.csv:3:3"), ("甲\u{202e}乙", "W0002 2019/tables/t.csv:3:3")]
    {
        let small = with(&of, &format!("市,培训,注\n甲市,1200,\n乙市,900,{note}\n丙市,900,\n"));
        assert_eq!(told(&small), [expected]);
    }
    let small = with(&of, "市,培训,注\n甲市,1200,\n乙市,900,甲\u{202e}乙\n丙市,900,\n");
    assert_eq!(figure(&record(&small, 1), "trained").and_then(|value| value.note).as_deref(), Some("甲乙"));
}
