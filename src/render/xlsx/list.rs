//! A workbook of one list, to be sent round and filled in beside.

use std::io::{self, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::sheet::{Pen, Sheet};
use crate::site;

/// Writes a list as a workbook that is dated with a day, so that the same list gives the same bytes.
///
/// # Errors
/// When the workbook cannot be made, or the writer fails.
pub fn write<'s>(
    list: site::Sheet<impl IntoIterator<Item = site::Row<'s>>>,
    (title, about): (&str, &str),
    day: Date,
    out: &mut impl Write,
) -> io::Result<()> {
    let bytes = book(list, title, about, day).and_then(|mut book| book.save_to_buffer());
    out.write_all(&bytes.map_err(io::Error::other)?)
}

fn book<'s>(
    list: site::Sheet<impl IntoIterator<Item = site::Row<'s>>>,
    title: &str,
    about: &str,
    day: Date,
) -> Result<Workbook, XlsxError> {
    const TOP: u32 = 3;
    let pen = Pen::titled(title.to_owned(), "");
    let mut sheet = Sheet::new(&list.title, about, (TOP + 1, 0), &pen)?;
    let heads = u16::try_from(list.heads.len()).unwrap_or(u16::MAX);
    sheet.widths(0, heads.saturating_sub(1), 16.0)?;
    sheet.list(TOP, &[], list)?;
    let mut book = Workbook::new();
    book.push_worksheet(sheet.finish());
    let (year, month, day) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let dated = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&dated));
    Ok(book)
}
