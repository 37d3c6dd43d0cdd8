//! The sheet of method and sources: one list below the other, each in the columns that are wide enough for it.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::METHOD;
use super::sheet::{Pen, Sheet};
use crate::site::{MethodLists, SchemeSite};

pub(super) fn sheet(site: &SchemeSite, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::new(METHOD, &format!("依据：{}", site.scheme.basis), (2, 1), pen)?;
    sheet.widths(0, 0, 34.0)?;
    sheet.widths(1, 3, 14.0)?;
    sheet.widths(4, 5, 48.0)?;
    sheet.widths(6, 8, 24.0)?;
    let mut row = 3;
    let MethodLists { grades, nodes, rules, checks, assumptions, clauses } = MethodLists::of(site);
    let narrow: [u16; 2] = [0, 4];
    for (list, columns) in [
        (grades, &[][..]),
        (nodes, &[]),
        (rules, &[0, 1, 4, 7, 8]),
        (checks, &[0, 4, 7, 8]),
        (assumptions, &narrow),
        (clauses, &narrow),
    ] {
        if !list.rows.is_empty() {
            sheet.section(row, &list.title)?;
            row = sheet.list(row + 1, columns, list)? + 1;
        }
    }
    Ok(sheet.finish())
}
