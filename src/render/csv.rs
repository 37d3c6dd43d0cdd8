//! A sheet as CSV (RFC 4180) that a spreadsheet opens right: UTF-8 with its mark, one head, one line a row.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::site::{Cell, Head, Row, Sheet};

/// What a spreadsheet may take for the beginning of a formula, or drops before one. Programs that are set to Chinese or
/// Japanese read the full-width signs as the others. The theme's sheet.js has the same list.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];
/// What tells a spreadsheet that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// Writes a sheet; what is the same for all its rows stands first in each.
///
/// # Errors
/// When the writer fails.
pub fn write<'s>(sheet: Sheet<impl IntoIterator<Item = Row<'s>>>, out: &mut impl Write) -> io::Result<()> {
    several([sheet], out)
}

/// Writes sheets one after the other, each with its own head.
///
/// # Errors
/// When the writer fails.
pub fn several<'s, R: IntoIterator<Item = Row<'s>>>(
    sheets: impl IntoIterator<Item = Sheet<R>>,
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    sheets.into_iter().try_for_each(|sheet| table(sheet, out))
}

fn table<'s>(sheet: Sheet<impl IntoIterator<Item = Row<'s>>>, out: &mut impl Write) -> io::Result<()> {
    let heads = sheet.common.iter().map(|(head, _)| head).chain(&sheet.heads).map(Head::name);
    row(out, &heads.map(Cell::from).collect::<Vec<_>>())?;
    let mut first = Vec::new();
    for (_, cell) in &sheet.common {
        put(&mut first, cell)?;
        first.push(b',');
    }
    for cells in sheet.rows {
        out.write_all(&first)?;
        row(out, &cells)?;
    }
    Ok(())
}

fn row(out: &mut impl Write, cells: &[Cell]) -> io::Result<()> {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            out.write_all(b",")?;
        }
        put(out, cell)?;
    }
    out.write_all(b"\r\n")
}

/// A cell; words that a spreadsheet could take for a formula are kept words by a sign before them.
fn put(out: &mut impl Write, cell: &Cell) -> io::Result<()> {
    let mut text = cell.plain();
    // The first letter is looked at first: few cells begin like a formula, and a scheme has a million.
    let formula = matches!(cell, Cell::Text(_))
        && text.starts_with(FORMULA)
        && text.parse::<rust_decimal::Decimal>().is_err();
    if formula {
        text = Cow::Owned(format!("'{text}"));
    }
    if formula || text.contains([',', '"', '\n', '\r']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::fixture::{Odd, content, score};
    use crate::model::Content;
    use crate::site::{Form, Input, Site};

    #[test]
    fn a_cell_never_becomes_a_formula_or_two_cells() {
        let mut out = Vec::new();
        let cells =
            ["=1+1", "a,b", "x\"y", "-1.5", "甲", "＝1", "＋甲", "－甲", "＠甲", "\n=1"].map(Cell::from);
        row(&mut out, &cells).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\"'=1+1\",\"a,b\",\"x\"\"y\",-1.5,甲,\"'＝1\",\"'＋甲\",\"'－甲\",\"'＠甲\",\"'\n=1\"\r\n"
        );
    }

    #[test]
    fn several_tables_are_one_text() {
        let content = content(Odd::No);
        let years = score(&content);
        let site = Site::new(Input::drafts(&content, &years));
        let (year, mut out) = (&site.years()[1], Vec::new());
        let results = || crate::site::results_sheet(year, &year.schemes[0]);
        several([results(), results()], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches(MARK).count(), 1, "the mark stands at the beginning of a file alone");
        assert_eq!(text.matches("年度,版次,方案,").count(), 2);
    }

    /// Holds what every file of data promises; gives their names.
    fn check(content: &Content) -> BTreeSet<String> {
        let years = score(content);
        let site = Site::new(Input::drafts(content, &years));
        let mut names = BTreeSet::new();
        for file in site.files() {
            let Form::Sheet(make) = file.form else { continue };
            let path = &file.path;
            let sheet = make(&site, file.at);
            let heads: Vec<_> =
                sheet.common.iter().map(|(head, _)| head).chain(&sheet.heads).map(Head::name).collect();
            assert!(heads.iter().all(|head| !head.trim().is_empty()), "{path}: {heads:?}");
            assert_eq!(heads.iter().collect::<BTreeSet<_>>().len(), heads.len(), "{path}: {heads:?}");
            for ways in [["年度", "year", "后一年度"], ["版次", "edition", "后一年度版次"]] {
                assert!(heads.iter().any(|head| ways.contains(&head.as_str())), "{path}: {heads:?}");
            }
            let common: Vec<_> = sheet.common.iter().map(|(_, cell)| cell.clone()).collect();
            let mut bytes = Vec::new();
            write(make(&site, file.at), &mut bytes).unwrap();
            let text = bytes.strip_prefix(MARK.as_bytes()).expect("the mark of UTF-8");
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text);
            let mut read =
                reader.records().map(|record| record.unwrap_or_else(|error| panic!("{path}: {error}")));
            assert_eq!(read.next().unwrap(), heads, "{path}");
            for row in sheet.rows {
                assert_eq!(row.len(), sheet.heads.len(), "{path}: {row:?}");
                let cells = common.iter().chain(&row).map(|cell| match cell {
                    Cell::Text(text) if text.starts_with('=') => format!("'{text}"),
                    cell => cell.plain().into_owned(),
                });
                assert_eq!(read.next().expect("a line for each row"), cells.collect::<Vec<_>>(), "{path}");
            }
            assert!(read.next().is_none(), "{path}");
            names.insert(path.rsplit('/').next().unwrap_or_default().to_owned());
        }
        names
    }

    #[test]
    fn every_file_of_data_says_by_itself_what_it_holds() {
        for odd in [Odd::No, Odd::FirstYear, Odd::Empty, Odd::EightGrades, Odd::Flat, Odd::Wide(30)] {
            assert!(check(&content(odd)).contains("all-years.csv"), "{odd:?}");
        }
    }

    #[test]
    fn the_founding_case_has_every_file_of_data() {
        let read = crate::content::read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content"));
        let names = check(&read.content.expect("the founding content is sound"));
        for name in
            ["all-years", "calendar", "groups", "outcomes", "rectification", "reviews", "eastwest-cities"]
        {
            assert!(names.contains(&format!("{name}.csv")), "{name} is not among {names:?}");
        }
    }

    #[test]
    fn words_of_all_kinds_stay_one_cell_under_a_head_of_its_own() {
        let mut content = content(Odd::No);
        for subject in content.subjects.values_mut() {
            subject.names.iter_mut().for_each(|name| name.name = format!("=\"{}\",\r\n–", name.name));
        }
        for evaluation in content.years.iter_mut().flat_map(|year| &mut year.evaluations) {
            let scheme = Arc::make_mut(&mut evaluation.scheme);
            scheme.nodes.iter_mut().skip(1).for_each(|node| node.title = "名称, 相同".to_owned());
            scheme.figures.iter_mut().for_each(|figure| figure.title = "名称".to_owned());
        }
        let names = check(&content);
        for name in ["city-check.csv", "2018-2019.csv", "calendar.csv", "rectification.csv"] {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
    }
}
