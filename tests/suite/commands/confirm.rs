//! Figures that another party confirms: the workbook for it, what a signed one says, and where it is told.

use std::path::PathBuf;

use serde_json::Value;

use super::workbook::{Put, cells, fill, text};
use crate::case::{Case, Run, SMALL, files};
use crate::tools::office;

const ALPHA: &str = "2019/cities/records/alpha.yaml";
const SCHEME: &str = "2019/cities/scheme.yaml";
const BY: &str = "confirmed_by: {party: 协作对方, partners: eastwest, figures: [counties, people, aid], due: 2020-02-10, clause: c-1}\nevents:\n";

/// The small case whose partner confirms three figures.
fn asked(case: Case) -> Case {
    case.replace(SCHEME, "events:\n", BY);
    case
}

fn export(case: &Case, to: &str) -> PathBuf {
    case.ok(&["confirm", "export", "2019", "-o", to]);
    let home = case.path(to).join("cities");
    let name = files(&home).into_keys().find(|name| name.starts_with("alpha")).expect("a workbook");
    home.join(name)
}

fn import(case: &Case, book: &std::path::Path, words: &[&str]) -> Run {
    case.run(&[&["confirm", "import", book.to_str().expect("a path")], words].concat())
}

fn signed(
    more: &[(&'static str, &'static str, Put)],
) -> Vec<(&'static str, &'static str, &'static str, Put)> {
    let own = [("=by", "确认", text("某州扶贫办 丙")), ("=date", "确认", Put::Day(2020, 2, 5))];
    own.into_iter().chain(more.iter().cloned()).map(|(key, head, put)| ("确认", key, head, put)).collect()
}

fn yes(key: &'static str) -> (&'static str, &'static str, Put) {
    (key, "确认", text("确认"))
}

/// What check tells of confirmations: code, file and line.
fn told(case: &Case) -> Vec<String> {
    let all = case.run(&["check", "--format", "json"]).json();
    let of = |one: &Value| format!("{} {}:{}", one["code"], one["file"], one["line"]).replace('"', "");
    let list = all.as_array().expect("a list").iter().map(of);
    list.filter(|one| one.starts_with("W077") || one.starts_with("E0") || one.starts_with("W0760")).collect()
}

#[test]
fn what_is_confirmed_is_written_at_its_place_and_holds_until_the_value_changes() {
    let case = asked(Case::new(SMALL));
    case.edit(ALPHA, |text| format!("# 头\n{text}# 尾\n"));
    case.run(&["check", "2019", "cities", "alpha"])
        .tells("要由协作对方（某州）确认的数据，3 项没有确认：援助资金（aid）");
    case.ok(&["todo", "2019", "alpha"]).says("待对方确认").says("最迟 2020-02-10").says("协作对方（某州）");
    let book = export(&case, "out");
    export(&case, "again");
    assert_eq!(files(&case.path("out")), files(&case.path("again")));
    let before = case.text(ALPHA);
    fill(&book, &signed(&[yes("aid"), yes("people")]));
    import(&case, &book, &["--dry-run"])
        .exits(0)
        .says("甲市 援助资金 18000 万元 未确认 → 确认")
        .tells("会写入 2 项确认");
    assert_eq!(case.text(ALPHA), before);
    import(&case, &book, &[]).exits(0).tells("已写入 1 份记录，2 项确认");
    let after = case.text(ALPHA);
    let (head, rest) = after.split_once("confirmed:\n").expect("a confirmation");
    assert!(before.starts_with(head.trim_end()), "{head}");
    assert!(rest.starts_with("  - {by: 某州扶贫办 丙, date: 2020-02-05, values: {aid: '"), "{rest}");
    import(&case, &book, &[]).exits(0).says("记录里已经是这样").tells("没有新确认的");
    assert_eq!(case.text(ALPHA), after, "twice is once");

    case.build();
    let page = case.page("2019/draft/cities/alpha.html");
    page.has("由协作对方（某州）确认的数据3项，已确认2项，未确认1项。某州扶贫办 丙于2020-02-05确认2项。");
    let marks: Vec<String> = page.rows("[id=tab-figures]").iter().map(|row| row[0].clone()).collect();
    let mark = |title: &str| marks.iter().find(|row| row.starts_with(title)).cloned().unwrap_or_default();
    assert!(mark("援助资金").contains("✓ 已确认"), "{marks:?}");
    assert!(mark("县数").contains("○ 未确认") && !mark("培训").contains("确认"), "{marks:?}");
    page.has("○ 数据未确认");
    case.page("2019/draft/todo.html").has("待对方确认").has("协作对方（某州）");

    case.replace(ALPHA, "people: {value: 12345, unit: 人}", "people: {value: 1.2345, unit: 万人}");
    let people = |state: &str| {
        let results = case.ok(&["score", "2019", "--format", "json"]).json();
        let all = results["schemes"][0]["subjects"].as_array().expect("subjects").clone();
        let alpha = all.into_iter().find(|of| of["id"] == "alpha").expect("alpha");
        let figure =
            alpha["figures"].as_array().expect("figures").iter().find(|of| of["id"] == "people").cloned();
        assert_eq!(figure.expect("people")["confirmed"], state);
    };
    people("confirmed");
    case.replace(ALPHA, "people: {value: 1.2345,", "people: {value: 1.2346,");
    people("changed");
    case.run(&["check", "2019", "cities", "alpha"])
        .tells("1 项没有确认：县数（counties）；1 项确认以后改过：人口（people）");
    case.build();
    case.page("2019/draft/cities/alpha.html").has("△ 确认后改动");
    case.replace(ALPHA, "  counties: 17\n", "");
    case.replace(ALPHA, "  people: {value: 1.2346, unit: 万人}\n", "");
    assert!(
        told(&case).contains(&format!("W0771 {ALPHA}:{}", lines(&case, "confirmed:") + 1)),
        "{:?}",
        told(&case)
    );
}

/// The line that begins so.
fn lines(case: &Case, begins: &str) -> usize {
    case.text(ALPHA).lines().position(|line| line.starts_with(begins)).expect("a line") + 1
}

#[test]
fn what_is_objected_to_or_another_value_by_now_is_told_and_not_confirmed() {
    let case = asked(Case::new(SMALL));
    let book = export(&case, "out");
    let says = text("应为 16 个\n见函");
    fill(
        &book,
        &signed(&[
            yes("aid"),
            yes("people"),
            ("counties", "确认", text("有异议")),
            ("counties", "说明", says),
        ]),
    );
    case.replace(ALPHA, "people: {value: 12345, unit: 人}", "people: {value: 12346, unit: 人}");
    let run = import(&case, &book, &[]).exits(0);
    for said in
        ["没有确认：对方看到的是 1.2345 万人，记录里现在是 1.2346 万人", "没有确认。说明：应为 16 个↵见函"]
    {
        assert!(run.out.contains(said), "{}", run.out);
    }
    let run = run.tells("1 项确认").tells("有异议或没有表态的 1 项");
    run.tells("数与记录不同的 1 项没有确认");
    let text_after = case.text(ALPHA);
    assert!(text_after.contains("values: {aid: '") && !text_after.contains("people: '"), "{text_after}");
    // A number that was changed in the workbook is confirmed for neither.
    let book = export(&case, "next");
    fill(&book, &signed(&[yes("people"), ("people", "本年", Put::Number(2.0))]));
    import(&case, &book, &[]).exits(0).says("工作簿里的数被改成了 2 万人").tells("没有新确认的");
    assert_eq!(case.text(ALPHA), text_after);
    // Who objects to what was confirmed before is told what becomes of that.
    let book = export(&case, "again");
    fill(&book, &signed(&[("aid", "确认", text("有异议"))]));
    import(&case, &book, &[]).exits(0).says("已确认 → 有异议（没有确认。说明：先前的确认还在记录里");
    assert_eq!(case.text(ALPHA), text_after);
}

#[test]
fn who_confirmed_and_when_has_to_be_said() {
    let case = asked(Case::new(SMALL));
    let before = case.text(ALPHA);
    let whole = |key: &str, head: &str, put: Put| -> Run {
        let to = format!("out-{}", std::time::UNIX_EPOCH.elapsed().expect("a time").as_nanos());
        let book = export(&case, &to);
        let mut puts = signed(&[yes("aid")]);
        for of in puts.iter_mut().filter(|of| of.1 == key && of.2 == head) {
            of.3 = put.clone();
        }
        fill(&book, &puts);
        import(&case, &book, &[]).exits(1)
    };
    whole("=by", "确认", Put::Nothing).tells("没有写谁确认");
    whole("=date", "确认", Put::Nothing).tells("没有写确认日期");
    whole("=date", "确认", Put::Day(2019, 12, 31)).tells("在考核时段结束（2019-12-31）以前");
    whole("=date", "确认", Put::Day(2098, 1, 1)).tells("还没有到");
    whole("aid", "确认", text("同意")).tells("“同意”不在可选的词里");
    assert_eq!(case.text(ALPHA), before, "nothing is written");
    // Each kind of workbook has its command.
    let book = export(&case, "confirm");
    case.run(&["sheets", "import", book.to_str().expect("a path")])
        .exits(1)
        .tells("请用 tongbao confirm import 收");
    case.ok(&["sheets", "export", "2019", "-o", "sheets"]);
    import(&case, &case.path("sheets"), &[]).exits(1).tells("请用 tongbao sheets import 收");
}

#[test]
fn a_party_has_one_workbook_of_all_it_confirms() {
    let case = asked(Case::new(SMALL));
    case.replace(
        "subjects.yaml",
        "  - {id: gamma, name: 丙市, kind: city}",
        "  - {id: gamma, name: 丙市, kind: city, partners: [{kind: eastwest, prefecture: 某州}]}",
    );
    case.ok(&["confirm", "export", "2019", "--by", "party", "-o", "out"]).says("个确认表");
    let names: Vec<String> = files(&case.path("out/cities")).into_keys().collect();
    assert!(names.contains(&"协作对方（某州）.xlsx".to_owned()), "{names:?}");
    let book = case.path("out/cities/协作对方（某州）.xlsx");
    let sheets = cells(&book);
    let (_, sheet) = sheets.iter().find(|(name, _)| name == "确认").expect("a sheet");
    let rows: Vec<&str> = ["alpha", "gamma"].to_vec();
    for id in rows {
        assert!(
            sheet.iter().any(|((_, column), cell)| *column == 0
                && matches!(cell, calamine::Data::String(own) if own == id)),
            "{id}"
        );
    }
    fill(&book, &signed(&[yes("counties")]));
    import(&case, &book, &[]).exits(0).says("甲市 县数").tells("1 项确认");
    // What a copied confirmation says of another record is not its value.
    let item = case.text(ALPHA).split("confirmed:\n").nth(1).expect("a confirmation").to_owned();
    case.edit("2019/cities/records/gamma.yaml", |text| format!("{text}confirmed:\n{item}"));
    case.run(&["check", "2019", "cities", "gamma"]).tells("确认以后改过：县数（counties）");
}

#[test]
fn a_spreadsheet_program_may_keep_a_signed_workbook() {
    let Some(soffice) = office::soffice() else { return };
    let case = asked(Case::new(SMALL));
    let book = export(&case, "out");
    fill(&book, &signed(&[yes("aid"), ("people", "确认", text("有异议"))]));
    let kept = case.path("kept");
    std::fs::create_dir_all(&kept).expect("a folder");
    let own = kept.join("a.xlsx");
    std::fs::copy(&book, &own).expect("a copy");
    office::convert(&soffice, "ods", &kept, std::slice::from_ref(&own));
    let lines = |path: &std::path::Path| -> Vec<String> {
        let run = import(&case, path, &["--dry-run"]).exits(0);
        run.out.lines().map(|line| line.split_once('：').map_or("", |(_, rest)| rest).to_owned()).collect()
    };
    let expected = lines(&own);
    assert_eq!(expected.len(), 2);
    assert_eq!(lines(&kept.join("a.ods")), expected);
    // One sheet as text carries all that is needed: who and when stand on it.
    let (_, sheet) = cells(&book).into_iter().find(|(name, _)| name == "确认").expect("a sheet");
    let last = sheet.keys().map(|(_, column)| *column).max().expect("columns");
    let rows = sheet.keys().map(|(row, _)| *row).max().expect("rows");
    let cell = |row: u32, column: u16| match sheet.get(&(row, column)) {
        Some(calamine::Data::DateTime(day)) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        other => other.map(ToString::to_string).unwrap_or_default(),
    };
    let line = |row: u32| {
        (0..=last)
            .map(|column| format!("\"{}\"", cell(row, column).replace('"', "\"\"")))
            .collect::<Vec<_>>()
            .join(",")
    };
    let csv = kept.join("b.csv");
    std::fs::write(&csv, (0..=rows).map(line).collect::<Vec<_>>().join("\r\n")).expect("a file");
    assert_eq!(lines(&csv), expected);
}

#[test]
fn where_nobody_is_asked_nothing_is_said() {
    let case = Case::new(SMALL);
    case.run(&["confirm", "export", "2019"]).exits(1).tells("没有要确认的数据");
    assert!(told(&case).is_empty());
    case.build();
    case.page("2019/draft/cities/alpha.html").lacks("确认的数据").lacks("未确认");
    let results = case.ok(&["score", "2019", "--format", "json"]).json();
    assert!(results["schemes"][0]["subjects"][0].get("figures").is_none());
    // A confirmation that nobody asked for, of a day before the year was over, by what is no digest.
    let item = |date: &str, digest: &str| {
        format!("confirmed:\n  - {{by: 某州, date: {date}, values: {{aid: '{digest}'}}}}\n")
    };
    let original = case.text(ALPHA);
    let line = original.lines().count() + 2;
    let with = |more: String| {
        case.file(ALPHA, &format!("{original}{more}"));
        told(&case)
    };
    assert_eq!(with(item("2020-02-01", "0123456789abcdef")), [format!("W0771 {ALPHA}:{line}")]);
    assert_eq!(
        with(item("2019-12-31", "0123456789abcdef")),
        [format!("W0760 {ALPHA}:{line}"), format!("W0771 {ALPHA}:{line}")]
    );
    assert_eq!(with(item("2020-02-01", "0123456789ABCDEF")), [format!("E0205 {ALPHA}:{line}")]);
    assert_eq!(
        with(item("2020-02-01", "0123456789abcdef").replace("aid:", "aids:")),
        [format!("E0301 {ALPHA}:{line}")]
    );
}

#[test]
fn what_is_told_before_a_release_stands_in_its_manifest_and_is_verified() {
    let case = asked(Case::releasable());
    let list = "2019/cities/records/alpha.yaml：县数 17 个，未确认；由协作对方（某州）确认";
    let words = ["release", "2019", "--allow-missing", "--allow-draft"];
    let trial = case.run(&[&words[..], &["--dry-run"]].concat()).exits(0);
    assert!(trial.err.contains(list) && trial.err.contains("tongbao confirm export"), "{}", trial.err);
    let released = case.run(&words).exits(0);
    assert!(released.err.contains(list), "{}", released.err);
    let manifest = case.json("2019/v1/manifest.json");
    let count = manifest["unconfirmed"].as_u64().expect("a number");
    assert!(trial.err.contains(&format!("没有确认的数据 {count} 处")), "{}", trial.err);
    case.page("archive.html").has(&format!("没有经对方确认{count}项"));
    assert_eq!(case.json("errata.json")["versions"][0]["unconfirmed"], count);
    case.run(&["verify"]).exits(0);
    // What was released nobody is to confirm any more.
    let inside = case.path("output/2019/v1/inputs").display().to_string();
    let inside = case.run(&["check", "--content", &inside]).exits(0);
    assert!(!inside.err.contains("W0770"), "{}", inside.err);
}
