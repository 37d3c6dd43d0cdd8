//! The circular on paper, measured against GB/T 9704-2012.

use crate::case::site;
use crate::tools::printed::{EM, MM, Printer, Sheet, Word, near};

/// Whether a word is set in the circular's own size.
fn body(word: &Word) -> bool {
    (word.height / EM - 2.6).abs() < 0.05
}

fn word<'s>(sheet: &'s Sheet, text: &str) -> &'s Word {
    sheet.words.iter().find(|word| word.text.starts_with(text)).unwrap_or_else(|| panic!("no {text}"))
}

#[test]
fn the_circular_prints_as_an_official_document() {
    let Some(printer) = Printer::new() else { return };
    let pdf = printer.pdf(&site().join("2019/draft/bulletin.html"));
    let sheets = printer.sheets(&pdf);
    for (at, sheet) in sheets.iter().enumerate() {
        near("the sheet's width", sheet.size.0, 210.0 * MM, MM);
        near("the sheet's height", sheet.size.1, 297.0 * MM, MM);
        let said =
            |mark: &str| sheet.words.iter().any(|word| word.text.contains(mark) && word.middle < 37.0 * MM);
        assert!(said("示例数据") && said("草稿"), "sheet {} does not say in its margin what it is", at + 1);
    }
    type_area(&sheets);
    lines_of_text(&sheets[1]);
    ending(&sheets);
    attachments(&sheets);
    let (last, record) = (sheets.len(), sheets.last().expect("a sheet"));
    record_of_issue(record, &printer.rectangles(&pdf, last));
}

/// A paragraph that starts a line at the left edge and fills it: 28 characters of 15.75 pt.
fn type_area(sheets: &[Sheet]) {
    let words = || sheets.iter().flat_map(|sheet| &sheet.words).filter(|word| body(word));
    let left = words().map(|word| word.left).fold(f64::MAX, f64::min);
    near("the left edge", left, 28.0 * MM, MM);
    let full = words().find(|word| word.text.starts_with("各地级以上市党委")).expect("the addressees");
    assert_eq!(full.text.chars().count(), 28, "{}", full.text);
    // Other lines may end in punctuation whose box reaches over the edge.
    near("the right edge", full.right, (210.0 - 26.0) * MM, MM);
    near("28 characters", full.right - full.left, 28.0 * EM, 1.0);
}

/// The second sheet is text from its first line on.
fn lines_of_text(sheet: &Sheet) {
    let words = sheet.words.iter().filter(|word| body(word) && word.middle > 37.0 * MM);
    let mut lines: Vec<f64> = words.map(|word| word.middle).collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    near("the first line's middle", lines[0], (37.0 + 10.227 / 2.0) * MM, MM);
    near("ten lines", lines[10] - lines[0], 10.0 * 10.227 * MM, MM);
    assert!(lines.last().is_some_and(|last| *last < (37.0 + 225.0) * MM,), "the text stands too low");
}

/// The list of attachments two characters in, the signature with its date on the same sheet as some of the text.
fn ending(sheets: &[Sheet]) {
    let sheet = sheets.iter().find(|sheet| sheet.text.contains("附件：")).expect("the list of attachments");
    near("“附件：”", word(sheet, "附件：").left, 28.0 * MM + 2.0 * EM, MM);
    let text = sheet.words.iter().filter(|word| body(word) && word.middle > 37.0 * MM);
    let first = text.map(|word| &word.text).next().expect("text");
    assert!(!first.starts_with("附件"), "a signature without text stands on a sheet of its own");
    let (organ, date) = (word(sheet, "广东省扶贫开发领导小组（样例）"), word(sheet, "2020年5月18日"));
    near("the organ's distance from the edge", organ.right, (210.0 - 26.0) * MM - 2.0 * EM, MM);
    near("the date's indent", date.left - organ.left, 2.0 * EM, MM);
    near("the date's line", date.middle - organ.middle, 10.227 * MM, MM);
}

/// Each attachment begins a sheet with its number in the corner; pages are numbered outside.
fn attachments(sheets: &[Sheet]) {
    for number in 1..=3 {
        let label = format!("附件{number}");
        let begins = |sheet: &&Sheet| {
            sheet.words.iter().any(|word| {
                word.text == label && word.middle < 50.0 * MM && (word.left - 28.0 * MM).abs() < MM
            })
        };
        assert_eq!(sheets.iter().filter(begins).count(), 1, "{label}");
    }
    let numbered = sheets.len() - 1;
    for (at, sheet) in sheets[..numbered].iter().enumerate() {
        let number = (at + 1).to_string();
        let below = |word: &&Word| word.middle > (37.0 + 225.0 + 5.0) * MM && word.text == number;
        let found = sheet.words.iter().find(below).unwrap_or_else(|| panic!("sheet {number} has no number"));
        let outside = if at % 2 == 0 { found.left > 150.0 * MM } else { found.right < 60.0 * MM };
        assert!(outside, "the number of sheet {number} stands inside");
    }
    let record = &sheets[numbered];
    assert!(record.words.iter().all(|word| word.middle < (37.0 + 226.0) * MM), "the record has a number");
}

/// 抄送, 印发机关 and 印发日期 between a thick, a thin and a thick line, at the foot of the type area.
fn record_of_issue(sheet: &Sheet, rectangles: &[(f64, f64)]) {
    assert!(sheet.text.contains("抄送：省委组织部，省人力资源社会保障厅。"), "{}", sheet.text);
    let one = 14.0;
    near("抄送", word(sheet, "抄送：").left, 28.0 * MM + one, MM);
    let (issuer, day) = (word(sheet, "广东省扶贫开发领导小组办公室"), word(sheet, "2020年5月18日印发"));
    near("印发机关", issuer.left, 28.0 * MM + one, MM);
    near("印发日期", day.right, (210.0 - 26.0) * MM - one, MM);
    near("the last line", day.middle, (37.0 + 225.0 - 4.0) * MM, 2.0 * MM);
    let mut lines: Vec<f64> = rectangles
        .iter()
        .filter(|(width, height)| (width - 156.0 * MM).abs() < MM && *height < MM)
        .map(|(_, height)| height / MM)
        .collect();
    lines.sort_by(f64::total_cmp);
    let wanted = [0.25, 0.35, 0.35];
    let fits =
        lines.len() == 3 && lines.iter().zip(wanted).all(|(line, wanted)| (line - wanted).abs() < 0.01);
    assert!(fits, "lines of {lines:?} mm, not {wanted:?}");
}
