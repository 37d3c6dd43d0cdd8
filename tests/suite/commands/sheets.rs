//! Workbooks that are filled in, and what they change in records.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::Data;
use proptest::prelude::*;
use tongbao::model::Year;
use tongbao::pipeline::{By, Request, export_sheets, import_sheets};

use super::workbook::{COPY, Cells, Put, RESULT, cells, fill, place, text};
use crate::case::{Case, SMALL, cases, copy, files, home};
use crate::tools::office;

/// The workbook of a subject of the small case's 2019.
fn exported(case: &Case, to: &str, subject: &str) -> PathBuf {
    let to = case.path(to);
    export_sheets(&case.content(), Year::new(2019).expect("a year"), None, By::Subject, &to)
        .expect("workbooks");
    let home = to.join("cities");
    let name = files(&home).into_keys().find(|name| name.starts_with(subject)).expect("a workbook");
    home.join(name)
}

fn import(case: &Case, book: &Path, words: &[&str]) -> crate::case::Run {
    let book = book.to_str().expect("a path");
    case.run(&[&["sheets", "import", book], words].concat())
}

/// The small case without decisions, which only fit the results it has.
fn undecided() -> Case {
    let case = Case::new(SMALL);
    case.remove("2019/cities/decisions.yaml");
    case
}

const ALPHA: &str = "2019/cities/records/alpha.yaml";

#[test]
fn workbooks_are_the_same_each_time_and_nobodys_file_is_overwritten() {
    let case = Case::new(SMALL);
    let one = case.path("one");
    let to = one.to_str().expect("a path");
    case.run(&["sheets", "export", "2019", "-o", to]).exits(0).says("3 个工作簿");
    case.run(&["sheets", "export", "2019", "-o", to]).exits(1).tells("已经存在，不覆盖");
    exported(&case, "two", "alpha");
    assert_eq!(files(&one), files(&case.path("two")));
    case.run(&["sheets", "export", "2019", "--by", "organ", "-o", case.path("o").to_str().expect("a path")])
        .exits(0);
    case.run(&["sheets", "export", "2017"]).exits(2).tells("2017");
}

#[test]
fn a_workbook_that_nobody_filled_in_changes_nothing() {
    let case = Case::new(SMALL);
    let before = files(&case.content());
    for by in ["subject", "organ"] {
        let to = case.path(by);
        case.run(&["sheets", "export", "2019", "--by", by, "-o", to.to_str().expect("a path")]).exits(0);
        for book in files(&to).into_keys() {
            import(&case, &to.join(book), &[]).exits(0).tells("没有要写的改动");
        }
    }
    assert_eq!(files(&case.content()), before);
}

#[test]
fn an_import_changes_only_the_bytes_of_values() {
    let case = undecided();
    case.edit(ALPHA, |text| text.replace("figures:\n", "# 数据科\nfigures:\n  # 先填这些\n"));
    let book = exported(&case, "out", "alpha");
    let before = case.text(ALPHA);
    let puts = [
        ("数据", "people", "本年", Put::Number(33350.0)),
        ("数据", "people", "说明", text("统计局：年末数")),
        ("事件", "+0", "事件", text("批示")),
        ("事件", "+0", "日期", Put::Day(2019, 8, 1)),
        ("问题", "+0", "问题", text("台账不全")),
        ("问题", "+0", "程度", text("轻微")),
        ("问题", "+0", "复核日期", Put::Day(2020, 3, 1)),
        ("问题", "+0", "复核结果", text("通过")),
        ("问题", "+0", "编号", text("ledger")),
        ("问题", "+0", "报送报告", Put::Day(2020, 2, 1)),
        ("日期", "review", "日期", Put::Day(2020, 1, 5)),
    ];
    fill(&book, &puts);
    let trial = import(&case, &book, &["--dry-run"]).exits(0);
    assert!(trial.out.contains(" 数据 "), "{}", trial.out);
    assert!(trial.out.contains("→ 33350"), "{}", trial.out);
    assert_eq!(case.text(ALPHA), before, "a trial writes nothing");
    import(&case, &book, &[]).exits(0).tells("已写入 1 份记录");
    let after = case.text(ALPHA);
    let gone: Vec<&str> = before.lines().filter(|line| !after.lines().any(|other| other == *line)).collect();
    let come: Vec<&str> = after.lines().filter(|line| !before.lines().any(|other| other == *line)).collect();
    assert_eq!(gone, ["  people: {value: 12345, unit: 人}", "milestones: {report: 2019-12-30}"]);
    let wanted = [
        "  people: {value: 33350, unit: 人, note: 统计局：年末数}",
        "  - {kind: praise, date: 2019-08-01}",
        "milestones: {report: 2019-12-30, review: 2020-01-05}",
        "  - {id: ledger, says: 台账不全, severity: minor, report: 2020-02-01, recheck: {date: 2020-03-01, result: passed}}",
    ];
    assert_eq!(come, wanted);
    let kept = before.lines().filter(|line| after.lines().any(|other| other == *line)).collect::<Vec<_>>();
    let still = after.lines().filter(|line| before.lines().any(|other| other == *line)).collect::<Vec<_>>();
    assert_eq!(kept, still, "in the same order");
    import(&case, &book, &[]).exits(0).tells("没有要写的改动");
    assert_eq!(case.text(ALPHA), after, "twice is once");
}

#[test]
fn what_cannot_be_taken_is_told_by_its_cell_and_nothing_is_written() {
    let case = Case::new(SMALL);
    let book = exported(&case, "out", "alpha");
    let before = files(&case.content());
    let puts = [
        ("数据", "people", "本年", text("333.5万人")),
        ("数据", "counties", "本年", Put::Number(2.5)),
        ("数据", "revenue", "本年", text("大约三百")),
        ("评定", "look", "评定", text("很好")),
        ("评定", "survey", "评定", Put::Number(130.0)),
        ("日期", "review", "日期", text("去年底")),
    ];
    fill(&book, &puts);
    let run = import(&case, &book, &[]).exits(1);
    for told in [
        "单位不对：这一格按“人”填",
        "要填整数",
        "“大约三百”不是数",
        "“很好”不在可选的词里",
        "不能大于 120",
        "不是日期",
        "一份记录也没有写",
    ] {
        assert!(run.err.contains(told), "{told}\n{}", run.err);
    }
    assert!(run.err.contains(" 数据 F"), "{}", run.err);
    assert_eq!(files(&case.content()), before);
}

#[test]
fn what_would_break_the_record_is_not_written() {
    let case = Case::new(SMALL);
    let book = exported(&case, "out", "alpha");
    let before = files(&case.content());
    // Two statements about one indicator.
    fill(
        &book,
        &[
            ("评定", "look", "不适用的理由", text("没有这项工作")),
            ("数据", "people", "本年", Put::Number(1.0)),
        ],
    );
    import(&case, &book, &[]).exits(1).tells("一份记录也没有写");
    assert_eq!(files(&case.content()), before);
}

#[test]
fn an_emptied_cell_takes_nothing_away_unless_asked() {
    let case = Case::new(SMALL);
    case.replace(ALPHA, "trained: 1200", "trained: {value: 1200, note: 初步}");
    let before = case.text(ALPHA);
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "trained", "说明", Put::Nothing)]);
    let run = import(&case, &book, &[]).exits(0);
    assert!(run.out.contains("要删去请加 --clear"), "{}", run.out);
    assert_eq!(case.text(ALPHA), before);
    import(&case, &book, &["--clear"]).exits(0);
    assert_eq!(case.text(ALPHA), before.replace(", note: 初步", ""));
}

#[test]
fn a_record_that_was_changed_since_gives_way_only_where_nothing_overlaps() {
    let case = Case::new(SMALL);
    case.edit(ALPHA, |text| format!("{text}# 末行\n"));
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "people", "本年", Put::Number(321.0))]);
    case.edit(ALPHA, |text| text.replace("# 末行", "# 有人改过"));
    import(&case, &book, &["--dry-run"]).exits(0).says("→ 321");
    case.replace(ALPHA, "value: 12345", "value: 999");
    let before = case.text(ALPHA);
    import(&case, &book, &[]).exits(1).says("冲突").says("999");
    assert_eq!(case.text(ALPHA), before);
}

#[test]
fn a_workbook_that_was_corrected_and_sent_again_is_told() {
    let case = undecided();
    case.remove(ALPHA);
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "people", "本年", Put::Number(321.0))]);
    import(&case, &book, &[]).exits(0);
    let before = case.text(ALPHA);
    // It was empty when the workbook was made, is 321 today, and 322 here.
    fill(&book, &[("数据", "people", "本年", Put::Number(322.0))]);
    import(&case, &book, &[]).exits(1).says("冲突").says("322");
    assert_eq!(case.text(ALPHA), before);
}

#[test]
fn a_workbook_gives_away_nothing_but_what_it_shows() {
    let case = undecided();
    case.edit(ALPHA, |text| format!("{text}# 暂不对外的批注\nreviewed_by: 某处长\n"));
    let scheme = "2019/cities/scheme.yaml";
    case.replace(
        scheme,
        "people: {title: 人口, unit: 万人}",
        "people: {title: 人口, unit: 万人, provided_by: 统计局}",
    );
    let held =
        |book: &Path| -> String { cells(book).iter().map(|(_, cells)| format!("{cells:?}")).collect() };
    let own = held(&exported(&case, "own", "alpha"));
    assert!(own.contains("12345"), "{own}");
    for word in ["暂不对外", "某处长"] {
        assert!(!own.contains(word), "{word}");
    }
    let to = case.path("organs");
    export_sheets(&case.content(), Year::new(2019).expect("a year"), None, By::Organ, &to)
        .expect("workbooks");
    let organ = held(&to.join("cities/统计局.xlsx"));
    assert!(organ.contains("12345"), "{organ}");
    for word in ["暂不对外", "某处长", "problems", "observations\\\":{\\\"", "trained"] {
        assert!(!organ.contains(word), "{word}: {organ}");
    }
    // And it is known again all the same.
    let book = to.join("cities/统计局.xlsx");
    import(&case, &book, &[]).exits(0).tells("没有要写的改动");
}

#[test]
fn a_report_is_added_as_a_row_and_told_like_one_of_the_record() {
    let case = undecided();
    let book = exported(&case, "out", "alpha");
    fill(
        &book,
        &[
            ("报告", "+0", "报告", text("考核组")),
            ("报告", "+0", "谁报告", text("考核一组")),
            ("报告", "+0", "日期", Put::Day(2020, 2, 5)),
            ("报告", "+0", "所评得分", Put::Number(88.5)),
            ("报告", "+0", "文件", text("../evidence/voucher.txt")),
        ],
    );
    import(&case, &book, &[]).exits(0).tells("已写入 1 份记录");
    let row = "reports:\n  - {kind: group, by: 考核一组, score: 88.5, file: '../evidence/voucher.txt', date: 2020-02-05}\n";
    assert!(case.text(ALPHA).ends_with(row), "{}", case.text(ALPHA));
    case.run(&["check"]).exits(0);
    // What would be an error of the record is not taken in.
    fill(&exported(&case, "more", "alpha"), &[("报告", "+0", "报告", text("自评"))]);
    let more = case.path("more");
    import(&case, &more, &[]).exits(1);
}

#[test]
fn an_added_row_that_was_corrected_and_sent_again_is_told() {
    let case = undecided();
    let book = exported(&case, "out", "alpha");
    let event = |day| [("事件", "+0", "事件", text("批示")), ("事件", "+0", "日期", Put::Day(2019, 8, day))];
    fill(&book, &event(1));
    import(&case, &book, &[]).exits(0);
    let before = case.text(ALPHA);
    import(&case, &book, &[]).exits(0).says("记录里已经是这样");
    // The same workbook with its row corrected: one event, not two.
    fill(&book, &[("事件", "+0", "日期", Put::Day(2019, 8, 2))]);
    import(&case, &book, &[]).exits(1).says("已另有新添的一项");
    assert_eq!(case.text(ALPHA), before);
}

#[test]
fn what_is_chosen_where_nothing_is_chosen_is_told() {
    let case = undecided();
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("评定", "daily", "评定", text("没有扣分"))]);
    import(&case, &book, &[]).exits(1).tells("这一格不在这里填");
}

#[test]
fn a_unit_that_changed_since_is_told() {
    let case = undecided();
    case.remove(ALPHA);
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "people", "本年", Put::Number(321.0))]);
    case.replace(
        "2019/cities/scheme.yaml",
        "people: {title: 人口, unit: 万人}",
        "people: {title: 人口, unit: 人}",
    );
    import(&case, &book, &[]).exits(1).tells("单位是“万人”");
}

#[test]
fn a_workbook_of_another_kind_in_a_folder_is_told_and_not_passed_over() {
    let case = Case::new(SMALL);
    exported(&case, "out", "alpha");
    case.beside("back/乙市.et", "PK");
    case.run(&["sheets", "import", "back"]).exits(1).tells("认不出这种文件");
}

#[test]
fn a_record_that_nobody_began_is_begun() {
    let case = undecided();
    case.remove(ALPHA);
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "people", "本年", Put::Number(321.0)), ("评定", "look", "评定", text("较好"))]);
    import(&case, &book, &[]).exits(0).tells("已写入 1 份记录");
    let after = case.text(ALPHA);
    assert!(after.contains("\nfigures:\n") && after.contains("\n  people: 321   # 人口"), "{after}");
    assert!(after.contains("\n  look: {grade: 较好}"), "{after}");
}

#[test]
fn a_sheet_as_text_is_taken_where_the_record_is_the_same() {
    let case = Case::new(SMALL);
    let book = exported(&case, "out", "alpha");
    fill(&book, &[("数据", "people", "本年", Put::Number(321.0))]);
    let (_, sheet) = cells(&book).into_iter().find(|(name, _)| name == "数据").expect("a sheet");
    let last = sheet.keys().map(|(_, column)| *column).max().expect("columns");
    let rows = sheet.keys().map(|(row, _)| *row).max().expect("rows");
    let line = |row: u32| {
        let cell = |column: u16| sheet.get(&(row, column)).map(ToString::to_string).unwrap_or_default();
        (0..=last)
            .map(|column| format!("\"{}\"", cell(column).replace('"', "\"\"")))
            .collect::<Vec<_>>()
            .join(",")
    };
    let text = (0..=rows).map(line).collect::<Vec<_>>().join("\r\n");
    let (gb, _, _) = encoding_rs::GB18030.encode(&text);
    for (name, bytes) in [
        ("utf8.csv", text.as_bytes().to_vec()),
        ("bom.csv", format!("\u{feff}{text}").into_bytes()),
        ("gb.csv", gb.into_owned()),
    ] {
        let path = case.path(name);
        std::fs::write(&path, bytes).expect("a file");
        let run = import(&case, &path, &["--dry-run"]).exits(0);
        assert!(run.out.contains("→ 321") && run.out.lines().count() == 1, "{name}: {}", run.out);
    }
    // A remark in the record is no change of what the sheet shows.
    case.edit(ALPHA, |text| format!("{text}# 批注\n"));
    import(&case, &case.path("gb.csv"), &["--dry-run"]).exits(0).says("→ 321");
    case.replace(ALPHA, "value: 12345", "value: 999");
    import(&case, &case.path("gb.csv"), &[]).exits(1).tells("CSV 没有");
}

#[test]
fn what_is_no_workbook_of_ours_is_told() {
    let case = Case::new(SMALL);
    let path = case.path("x.csv");
    std::fs::write(&path, "市,人数\n甲市,3\n").expect("a file");
    import(&case, &path, &[]).exits(1).tells("不是 tongbao sheets export 或 confirm export 生成的");
    let path = case.path("x.xlsx");
    std::fs::write(&path, "x").expect("a file");
    import(&case, &path, &[]).exits(1).tells("读不出来");
    import(&case, &case.path("none.xlsx"), &[]).exits(1).tells("读不出来");
}

#[test]
fn a_spreadsheet_program_may_keep_it_in_between() {
    let Some(soffice) = office::soffice() else { return };
    let case = Case::new(SMALL);
    let book = exported(&case, "out", "alpha");
    fill(
        &book,
        &[("数据", "people", "本年", Put::Number(321.0)), ("评定", "look", "说明", text("一\n二，“三”"))],
    );
    let kept = case.path("kept");
    std::fs::create_dir_all(kept.join("back")).expect("a folder");
    let own = kept.join("a.xlsx");
    std::fs::copy(&book, &own).expect("a copy");
    let back = kept.join("back");
    office::convert(&soffice, "ods", &kept, std::slice::from_ref(&own));
    office::convert(&soffice, "xls", &kept, &[own]);
    office::convert(&soffice, "xlsx", &back, &[kept.join("a.ods")]);
    let told = |path: &Path| {
        let run = import(&case, path, &["--dry-run"]).exits(0);
        let lines = run.out.lines().map(|line| line.split_once('：').map_or("", |(_, rest)| rest).to_owned());
        lines.collect::<Vec<_>>()
    };
    let expected = told(&book);
    assert_eq!(expected.len(), 2);
    for path in [kept.join("a.ods"), kept.join("a.xls"), back.join("a.xlsx")] {
        assert_eq!(told(&path), expected, "{}", path.display());
    }
}

/// Cells that may be filled in with what is generated, in a workbook of the small case.
fn values() -> impl Strategy<Value = Vec<(&'static str, &'static str, &'static str, Put)>> {
    let number = (0..1_000_000_i64, 0..4_u32).prop_map(|(digits, places)| {
        let text = format!("{digits}e-{places}");
        Put::Number(text.parse().expect("a number"))
    });
    let words = "[ -~甲乙丙。，：“”《》\n#'\"\\\\]{0,12}[甲a-z]".prop_map(Put::Text);
    let day = (1_u8..=12, 1_u8..=28).prop_map(|(month, day)| Put::Day(2019, month, day));
    let grade = prop::sample::select(vec!["好", "较好", "一般", "差"]).prop_map(text);
    let event = prop::sample::select(vec!["批示", "违纪"]).prop_map(text);
    let score = (0..=1200_u32).prop_map(|score| Put::Number(f64::from(score) / 10.0));
    (
        (0..1_000_000_u32, number.clone(), number),
        [words.clone(), words.clone(), words.clone(), words],
        [day.clone(), day],
        (grade, event, score),
    )
        .prop_map(
            |(
                (people, revenue, claimed),
                [note, said, source, problem],
                [held, happened],
                (grade, event, score),
            )| {
                vec![
                    ("数据", "people", "本年", Put::Number(f64::from(people))),
                    ("数据", "revenue", "本年", revenue),
                    ("数据", "revenue", "自评数", claimed),
                    ("数据", "revenue", "说明", note),
                    ("评定", "look", "评定", grade),
                    ("评定", "look", "说明", said),
                    ("评定", "survey", "评定", score),
                    ("事件", "+0", "事件", event),
                    ("事件", "+0", "日期", happened.clone()),
                    ("事件", "+0", "来源", source),
                    ("问题", "+0", "问题", problem),
                    ("日期", "review", "日期", held),
                ]
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(8)) })]

    #[test]
    fn filled_in_taken_in_and_written_again_loses_nothing(puts in values(), begun in any::<bool>()) {
        let case = undecided();
        if !begun {
            case.remove(ALPHA);
        }
        let book = exported(&case, "out", "alpha");
        fill(&book, &puts);
        import(&case, &book, &[]).exits(0);
        let again = exported(&case, "again", "alpha");
        let (filled, written) = (cells(&book), cells(&again));
        for (sheet, key, head, put) in &puts {
            let sheet_of = |of: &[(String, Cells)]| of.iter().find(|(name, _)| name == sheet).expect("a sheet").1.clone();
            let (before, after) = (sheet_of(&filled), sheet_of(&written));
            // A row that was added is the last one that has a key by now.
            let known = |cells: &Cells| cells.iter().filter(|((row, column), _)| *row > 2 && *column == 1).count();
            let at = place(&before, key, head);
            let at = if key.starts_with('+') { (u32::try_from(2 + known(&after)).expect("a row"), at.1) } else { at };
            let told = |cell: Option<&Data>| cell.map(ToString::to_string).unwrap_or_default().trim().to_owned();
            let wanted = match put {
                Put::Text(text) => text.trim().to_owned(),
                _ => told(before.get(&place(&before, key, head))),
            };
            prop_assert_eq!(told(after.get(&at)), wanted, "{} {} {}", sheet, key, head);
        }
        import(&case, &again, &[]).exits(0).tells("没有要写的改动");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases(48)) })]

    #[test]
    fn no_bytes_make_taking_in_go_wrong(
        seed in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 0..6),
    ) {
        let case = Case::new(SMALL);
        let seeds = files(&home().join("tests/fuzz/seeds/sheet"));
        let (name, mut bytes) = seeds.into_iter().nth(seed).expect("a seed");
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        let book = case.path(&name);
        std::fs::write(&book, bytes).expect("a file");
        let (content, output) = (case.content(), case.output());
        let request = Request { content: &content, theme: None, output: &output, style_guide: false };
        let found = import_sheets(&request, std::slice::from_ref(&book), true, true).expect("a content");
        prop_assert!(!found.written);
    }
}

#[test]
fn the_real_content_comes_back_as_it_was() {
    let case = Case::empty();
    let content = case.path("real");
    copy(&home().join("content"), &content);
    let before = files(&content);
    let to = case.path("out");
    let words =
        |what: &[&str]| case.bare(&[what, &["--content", content.to_str().expect("a path")]].concat());
    words(&["sheets", "export", "2020", "-o", to.to_str().expect("a path")]).exits(0);
    // A folder stands for all workbooks in it, and not for what a program keeps beside them.
    std::fs::write(to.join("~$x.xlsx"), "").expect("a file");
    words(&["sheets", "import", to.to_str().expect("a path")]).exits(0).tells("没有要写的改动");
    assert_eq!(files(&content), before);
}

/// A formula of which the program that wrote the workbook kept no result.
#[test]
fn a_formula_without_its_result_takes_nothing_away() {
    let case = Case::new(SMALL);
    let before = std::fs::read(case.path("content/2019/cities/records/alpha.yaml")).expect("a record");
    let book = exported(&case, "sheets", "alpha");
    fill(&book, &[("数据", "trained", "本年", Put::Formula)]);
    without_results(&book);
    import(&case, &book, &["--clear"]).exits(1).tells("没有存它的结果").tells("保存一次");
    assert_eq!(std::fs::read(case.path("content/2019/cities/records/alpha.yaml")).expect("a record"), before);
}

/// Takes out what a workbook keeps of the results of its formulas.
fn without_results(book: &Path) {
    use std::io::{Read as _, Write as _};
    let bytes = std::fs::read(book).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        let name = file.name().expect("a name").into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        let text = text.replace(&format!("<v>{RESULT}</v>"), "<v></v>");
        out.write_all(text.as_bytes()).expect("bytes");
    }
    std::fs::write(book, out.finish().expect("an archive").into_inner()).expect("a file");
}

#[test]
fn two_workbooks_of_one_import_that_disagree_are_both_named() {
    let case = Case::new(SMALL);
    let (one, other) = (exported(&case, "one", "alpha"), exported(&case, "other", "alpha"));
    fill(&one, &[("数据", "trained", "本年", Put::Number(1300.0))]);
    fill(&other, &[("数据", "trained", "本年", Put::Number(1400.0))]);
    let [one, other] = [&one, &other].map(|path| path.to_str().expect("a path"));
    let told = case.run(&["sheets", "import", one, other]).exits(1);
    let told = told.says("和一起收的另一个工作簿对不上").says("填的是1300").says("1200 → 1400");
    assert!(told.out.matches(&*format!("{one} 数据 F")).count() == 2, "{}", told.out);
    assert!(!told.out.contains("记录里改成了"), "{}", told.out);
    // The same in both is no conflict.
    let again = exported(&case, "again", "alpha");
    fill(&again, &[("数据", "trained", "本年", Put::Number(1300.0))]);
    case.ok(&["sheets", "import", one, again.to_str().expect("a path")]);
}

#[test]
fn a_sheet_that_was_copied_within_its_workbook_adds_nothing_twice() {
    let case = Case::new(SMALL);
    let before = std::fs::read(case.path("content/2019/cities/records/alpha.yaml")).expect("a record");
    let book = exported(&case, "sheets", "alpha");
    fill(&book, &[("数据", COPY, "", Put::Nothing), ("数据", "trained", "本年", Put::Number(1300.0))]);
    import(&case, &book, &[]).exits(1).tells("这张表在工作簿里有两份").tells("数据 (2)");
    assert_eq!(std::fs::read(case.path("content/2019/cities/records/alpha.yaml")).expect("a record"), before);
}
