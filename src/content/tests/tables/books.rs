//! Workbooks: what only they have, in each of their formats.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::*;

/// A workbook of one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("市州").expect("a name");
    fill(sheet);
    book.save_to_buffer().expect("a workbook")
}

/// The folder with a figure per cent beside the others, which a workbook fills.
fn in_book(ending: &str, description: &str, bytes: impl AsRef<[u8]>) -> Small {
    let small = small();
    let people = "people: {title: 人口, unit: 万人}";
    small.replace(
        "2019/cities/scheme.yaml",
        people,
        &format!("{people}\n  rate: {{title: 合格率, unit: '%'}}"),
    );
    table(&small, ending, description, bytes);
    small
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in cells.iter().enumerate() {
        sheet.write(row, u16::try_from(column).expect("few"), *text).expect("a cell");
    }
}

const RATE: &str = "subject: 市\ncolumns: [{column: 合格率, figure: rate}]\n";

/// The one cell of beta's row, as it is read or told.
fn one(description: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<String> {
    let bytes = book(|sheet| {
        row(sheet, 0, &["市", "合格率"]);
        row(sheet, 1, &["甲市"]);
        row(sheet, 2, &["乙市"]);
        row(sheet, 3, &["丙市"]);
        fill(sheet);
    });
    let small = in_book("xlsx", description, bytes);
    let told = told(&small);
    if !told.is_empty() {
        return told;
    }
    let beta = record(&small, 1);
    let date = beta.0.milestone(MilestoneIndex::new(0)).map(|date| date.to_string());
    number(&beta, "rate").map(|(number, _)| number).or(date).into_iter().collect()
}

#[test]
fn every_format_holds_the_same() {
    let description = "sheet: 市州\nhead: 2\nsubject: 市\ncolumns:\n  - {column: 资金, figure: aid}\n  - {column: 合格率, figure: rate}\n  - {column: 报告, milestone: report}\n  - {column: 备注, figure: aid, is: note}\n";
    for (ending, bytes) in [
        ("xlsx", &include_bytes!("../../../../tests/tables/organs.xlsx")[..]),
        ("xls", include_bytes!("../../../../tests/tables/organs.xls")),
        ("ods", include_bytes!("../../../../tests/tables/organs.ods")),
    ] {
        let small = in_book(ending, description, bytes);
        assert_eq!(told(&small), Vec::<String>::new(), "{ending}");
        let (beta, gamma) = (record(&small, 1), record(&small, 2));
        let place = |cell| format!("2019/tables/t.{ending} 表“市州” 单元格 {cell}");
        assert_eq!(number(&beta, "aid"), Some(("14000".into(), place("B6"))));
        assert_eq!(number(&beta, "rate"), Some(("95.3".into(), place("C6"))));
        assert_eq!(number(&gamma, "rate"), Some(("7".into(), place("C7"))));
        assert_eq!(figure(&gamma, "aid"), None);
        assert_eq!(
            figure(&beta, "aid").and_then(|value| value.note).as_deref(),
            Some("按到账\n第二段 A&B"),
            "{ending}"
        );
        let day = |of: &(Record, Scheme)| of.0.milestone(MilestoneIndex::new(0)).map(|date| date.to_string());
        assert_eq!(day(&beta).as_deref(), Some("2019-12-30"), "{ending}");
        assert_eq!(day(&gamma).as_deref(), Some("2019-12-31"), "{ending}");

        let several = in_book(ending, &description.replace("sheet: 市州\n", ""), bytes);
        assert_eq!(told(&several), ["E0541 2019/tables/t.yaml"], "{ending}");
        let other = in_book(ending, &description.replace("sheet: 市州", "sheet: 州市"), bytes);
        assert_eq!(told(&other), ["E0541 2019/tables/t.yaml:2:8"], "{ending}");
        assert_eq!(said(&other.read())[0].allowed, ["说明", "市州"]);
    }
}

#[test]
fn numbers_of_a_workbook_are_those_that_were_typed() {
    let percent = || Format::new().set_num_format("0.0%");
    let plain = |number: f64| {
        one(RATE, move |sheet| {
            sheet.write(2, 1, number).expect("a cell");
        })
    };
    for (number, expected) in
        [(0.1, "0.1"), (95.3, "95.3"), (99.99, "99.99"), (1e-7, "0.0000001"), (0.0, "0")]
    {
        assert_eq!(plain(number), [expected]);
    }
    for (number, expected) in
        [(0.953, "95.3"), (0.07, "7"), (0.000_3, "0.03"), (1.0, "100"), (0.289_999_999, "28.9999999")]
    {
        let found = one(RATE, |sheet| {
            sheet.write_with_format(2, 1, number, &percent()).expect("a cell");
        });
        assert_eq!(found, [expected], "{number}");
    }
    let slip = ["E0542 2019/tables/t.xlsx:3:2"];
    assert_eq!(plain(0.1 + 0.2), slip);
    assert_eq!(plain(1.0 / 3.0), slip);
    // A format that draws another number than the cell holds.
    for format in ["#,##0,", "0!.0,\"千\""] {
        let format = Format::new().set_num_format(format);
        assert_eq!(
            one(RATE, |sheet| {
                sheet.write_with_format(2, 1, 95_300, &format).expect("a cell");
            }),
            slip
        );
    }
    // Per cent where the figure is none; a date where it is a number; what is no value at all.
    let trained = "subject: 市\ncolumns: [{column: 合格率, figure: trained}]\n";
    assert_eq!(
        one(trained, |sheet| {
            sheet.write_with_format(2, 1, 0.5, &percent()).expect("a cell");
        }),
        slip
    );
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let date = ExcelDateTime::from_ymd(2019, 12, 30).expect("a date");
    assert_eq!(
        one(RATE, |sheet| {
            sheet.write_with_format(2, 1, &date, &day).expect("a cell");
        }),
        slip
    );
    assert_eq!(
        one(RATE, |sheet| {
            sheet.write(2, 1, true).expect("a cell");
        }),
        slip
    );
    let error = Formula::new("=1/0").set_result("#DIV/0!");
    assert_eq!(
        one(RATE, |sheet| {
            sheet.write(2, 1, error).expect("a cell");
        }),
        slip
    );
    // Numbers as text, and the value of a formula.
    assert_eq!(
        one(RATE, |sheet| {
            sheet.write(2, 1, "９５．３%").expect("a cell");
        }),
        ["95.3"]
    );
    let sum = Formula::new("=90+5.3").set_result("95.3");
    assert_eq!(
        one(RATE, |sheet| {
            sheet.write(2, 1, sum).expect("a cell");
        }),
        ["95.3"]
    );
}

#[test]
fn a_formula_without_its_result_is_no_empty_cell() {
    let bytes = book(|sheet| {
        row(sheet, 0, &["市", "合格率"]);
        row(sheet, 1, &["甲市"]);
        row(sheet, 2, &["乙市"]);
        row(sheet, 3, &["丙市"]);
        sheet.write(2, 1, Formula::new("=90+5.3").set_result("95.3")).expect("a cell");
    });
    for result in ["<v></v>", "<v/>", ""] {
        let never = changed(&bytes, "xl/worksheets/sheet1.xml", |text| text.replace("<v>95.3</v>", result));
        let small = in_book("xlsx", RATE, never);
        assert_eq!(told(&small), ["E0542 2019/tables/t.xlsx:3:2"], "{result}");
        let read = small.read();
        let told = said(&read)[0];
        assert!(told.message.contains("没有存它的结果"), "{}", told.message);
        assert!(told.hint.as_deref().is_some_and(|hint| hint.contains("保存一次")));
    }
    let organs = include_bytes!("../../../../tests/tables/organs.ods");
    let never = changed(organs, "content.xml", |text| {
        text.replace(
            "<table:table-cell office:value-type=\"float\" office:value=\"1.4\" calcext:value-type=\"float\"><text:p>1.4</text:p></table:table-cell>",
            "<table:table-cell table:formula=\"of:=[.F6]*2\"/>",
        )
    });
    let description = "sheet: 市州\nhead: 2\nsubject: 市\ncolumns: [{column: 资金, figure: aid}]\n";
    assert_eq!(told(&in_book("ods", description, never)), ["E0542 2019/tables/t.ods:6:2"]);
}

#[test]
fn formats_of_an_open_document_are_seen() {
    const NUMBER: &str = "<table:table-cell office:value-type=\"float\"";
    let organs = include_bytes!("../../../../tests/tables/organs.ods");
    let description = |column: &str| format!("sheet: 市州\nhead: 2\nsubject: 市\ncolumns: [{column}]\n");
    let with = |format: &str, column: &str, of_column: bool| {
        let bytes = changed(organs, "content.xml", |text| {
            let style = format!(
                "{format}<style:style style:name=\"own\" style:family=\"table-cell\" style:data-style-name=\"N900\"/></office:automatic-styles>"
            );
            let text = text.replace("</office:automatic-styles>", &style);
            match of_column {
                true => text.replace(
                    "table:number-columns-repeated=\"5\" table:default-cell-style-name=\"Default\"",
                    "table:number-columns-repeated=\"5\" table:default-cell-style-name=\"own\"",
                ),
                false => text.replace(NUMBER, &format!("{NUMBER} table:style-name=\"own\"")),
            }
        });
        in_book("ods", &description(column), bytes)
    };
    let aid = "{column: 资金, figure: aid}";
    let thousands = "<number:number-style style:name=\"N900\"><number:number number:display-factor=\"1000\"/></number:number-style>";
    for of_column in [false, true] {
        assert_eq!(told(&with(thousands, aid, of_column)), ["E0542 2019/tables/t.ods:6:2"], "{of_column}");
    }
    let plain = "<number:number-style style:name=\"N900\"><number:number number:grouping=\"true\"/><number:text>亿</number:text></number:number-style>";
    assert_eq!(told(&with(plain, aid, false)), Vec::<String>::new());
    let percent = "<number:percentage-style style:name=\"N900\"><number:number/><number:text>%</number:text></number:percentage-style>";
    let small = with(percent, "{column: B, figure: rate, unit: '%'}", false);
    let found = told(&small);
    assert_eq!(found, ["E0541 2019/tables/t.ods:2:2"], "the head says another unit");
}

#[test]
fn a_number_in_a_cell_of_dates_is_no_day() {
    let report = "subject: 市\ncolumns: [{column: 合格率, milestone: report}]\n";
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for number in [20_210_102, 20_191_230] {
        let told = one(report, |sheet| {
            sheet.write_with_format(2, 1, number, &day).expect("a cell");
        });
        assert_eq!(told, ["E0542 2019/tables/t.xlsx:3:2"], "{number}");
    }
}

#[test]
fn dates_of_a_workbook_are_days() {
    let report = "subject: 市\ncolumns: [{column: 合格率, milestone: report}]\n";
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let date = |text: &str| ExcelDateTime::parse_from_str(text).expect("a date");
    for (text, expected) in [("2019-12-30", "2019-12-30"), ("2019-12-30 08:30:00", "2019-12-30")] {
        assert_eq!(
            one(report, |sheet| {
                sheet.write_with_format(2, 1, date(text), &day).expect("a cell");
            }),
            [expected]
        );
    }
    assert_eq!(
        one(report, |sheet| {
            sheet.write(2, 1, 20_191_230).expect("a cell");
        }),
        ["2019-12-30"]
    );
    assert_eq!(
        one(report, |sheet| {
            sheet.write(2, 1, 43_829).expect("a cell");
        }),
        ["E0542 2019/tables/t.xlsx:3:2"]
    );
    // The same serial four years later, where a workbook counts from 1904.
    let bytes = book(|sheet| {
        row(sheet, 0, &["市", "合格率"]);
        row(sheet, 1, &["甲市"]);
        row(sheet, 2, &["乙市"]);
        row(sheet, 3, &["丙市"]);
        sheet.write_with_format(2, 1, date("2015-12-29"), &day).expect("a cell");
    });
    let since_1904 =
        changed(&bytes, "xl/workbook.xml", |text| text.replace("<workbookPr", "<workbookPr date1904=\"1\""));
    let small = in_book("xlsx", report, since_1904);
    assert_eq!(told(&small), Vec::<String>::new());
    let milestone = record(&small, 1).0.milestone(MilestoneIndex::new(0));
    assert_eq!(milestone.map(|date| date.to_string()).as_deref(), Some("2019-12-30"));
}

/// A workbook with one of its parts changed.
pub(super) fn changed(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("a file");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("bytes");
        let name = file.name().expect("a name").into_owned();
        if name == part {
            content = change(String::from_utf8(content).expect("text")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a file");
        out.write_all(&content).expect("bytes");
    }
    out.finish().expect("an archive").into_inner()
}

#[test]
fn merged_cells_are_read_as_what_they_stand_for() {
    let merged = Format::new();
    // A head over two rows is a head; one over two columns is that of the first.
    let bytes = book(|sheet| {
        sheet.merge_range(0, 0, 1, 0, "市", &merged).expect("merged");
        sheet.merge_range(0, 1, 0, 2, "合格率", &merged).expect("merged");
        row(sheet, 2, &["甲市"]);
        row(sheet, 3, &["乙市", "95.3", "1"]);
        row(sheet, 4, &["丙市"]);
    });
    let small = in_book("xlsx", &format!("first: 3\n{RATE}"), &bytes);
    assert_eq!(told(&small), Vec::<String>::new());
    assert_eq!(
        number(&record(&small, 1), "rate"),
        Some(("95.3".into(), "2019/tables/t.xlsx 表“市州” 单元格 B4".into()))
    );
    let lower = in_book("xlsx", &format!("head: 2\n{RATE}").replace("合格率", "B"), &bytes);
    assert_eq!(told(&lower), Vec::<String>::new());

    // A value over two rows is that of the first.
    let value = one(RATE, |sheet| {
        sheet.merge_range(2, 1, 3, 1, "", &merged).expect("merged");
        sheet.write(2, 1, 95.3).expect("a cell");
    });
    assert_eq!(value, ["95.3"]);

    // A subject over two rows: in a long table it is that of both, in a wide one nobody knows.
    let bytes = book(|sheet| {
        row(sheet, 0, &["市", "指标", "数值"]);
        row(sheet, 1, &["甲市", "率", ""]);
        sheet.merge_range(2, 0, 3, 0, "乙市", &merged).expect("merged");
        row(sheet, 4, &["丙市", "率", "7"]);
        for (at, item, value) in [(2, "率", "95.3"), (3, "培训", "900")] {
            sheet.write(at, 1, item).expect("a cell");
            sheet.write(at, 2, value).expect("a cell");
        }
    });
    let long = "subject: 市\nitem: 指标\nvalue: 数值\nitems: [{item: 率, figure: rate}, {item: 培训, figure: trained}]\n";
    let small = in_book("xlsx", long, &bytes);
    assert_eq!(told(&small), Vec::<String>::new());
    assert_eq!(number(&record(&small, 1), "trained").map(|(number, _)| number).as_deref(), Some("900"));
    let wide = in_book("xlsx", "subject: 市\ncolumns: [{column: 数值, figure: rate}]\n", &bytes);
    assert_eq!(told(&wide), ["E0542 2019/tables/t.xlsx:4:1"]);
}
