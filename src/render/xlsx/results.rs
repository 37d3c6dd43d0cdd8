//! The sheet of results: one row a subject, by rank.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Pen, Sheet};
use crate::site::Stream;

const HEAD: u32 = 2;
/// Columns beyond these are scores and measures.
const FIRST: u16 = 11;

/// The sheet.
pub(super) fn sheet(results: Stream, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let named = results.heads.iter().position(|head| head.names).map_or(1, |at| at + 1);
    let kept = (HEAD + 1, u16::try_from(named).unwrap_or(1));
    let mut sheet = Sheet::new(&results.title, &results.notes.join("；"), kept, pen)?;
    let last = u16::try_from(results.heads.len()).unwrap_or(u16::MAX);
    sheet.widths(0, 1, 16.0)?;
    sheet.widths(2, FIRST - 1, 10.0)?;
    sheet.widths(FIRST, last, 12.0)?;
    sheet.list(HEAD, &[], results)?;
    Ok(sheet.finish())
}
