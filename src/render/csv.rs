//! A sheet as CSV (RFC 4180) that a spreadsheet opens right: UTF-8 with its mark, one head, one line a row.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::site::{Cell, Head, Row, Sheet};

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
    let words = matches!(cell, Cell::Text(_)) && text.parse::<rust_decimal::Decimal>().is_err();
    let formula = words && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
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
    use super::*;

    #[test]
    fn a_cell_never_becomes_a_formula_or_two_cells() {
        let mut out = Vec::new();
        let cells = ["=1+1", "a,b", "x\"y", "-1.5", "甲"].map(Cell::from);
        row(&mut out, &cells).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"'=1+1\",\"a,b\",\"x\"\"y\",-1.5,甲\r\n");
    }
}
