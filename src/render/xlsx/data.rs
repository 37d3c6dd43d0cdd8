//! The sheets that formulas start from, typed: data, and what other schemes gave.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::columns::FIRST;
use super::sheet::{Pen, Sheet};
use crate::site::Stream;

/// The sheet, with units in a row of their own.
pub(super) fn sheet(data: Stream, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::new(&data.title, &data.notes.join("；"), (FIRST, 1), pen)?;
    for (column, head) in (0..).zip(&data.heads) {
        sheet.head(FIRST - 2, column, &head.title)?;
        sheet.head(FIRST - 1, column, &head.unit)?;
    }
    sheet.widths(0, 0, 16.0)?;
    sheet.widths(1, u16::try_from(data.heads.len()).unwrap_or(u16::MAX), 14.0)?;
    sheet.rows(FIRST, &[], data.rows)?;
    Ok(sheet.finish())
}
