//! Workbooks as a spreadsheet program reads them, fills them in and saves them.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// What is written into a cell.
#[derive(Clone, Debug)]
pub(super) enum Put {
    Nothing,
    Text(String),
    Number(f64),
    Day(u16, u8, u8),
    /// A formula whose result nobody worked out.
    Formula,
}

/// What stands in place of a row where the sheet is to be there twice.
pub(super) const COPY: &str = "copy";

/// What stands for the result of a formula until it is taken out.
pub(super) const RESULT: &str = "987654.25";

/// The cells of a sheet, by row and column from 0.
pub(super) type Cells = BTreeMap<(u32, u16), Data>;

pub(super) fn cells(path: &Path) -> Vec<(String, Cells)> {
    let bytes = std::fs::read(path).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    let mut sheets = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).expect("a sheet");
        let (top, left) = range.start().unwrap_or_default();
        let at = |row: usize, column: usize| {
            let row = top + u32::try_from(row).expect("a row");
            (row, u16::try_from(left as usize + column).expect("a column"))
        };
        let cells = range.used_cells().map(|(row, column, data)| (at(row, column), data.clone())).collect();
        sheets.push((name, cells));
    }
    sheets
}

/// Where the cell of a row and a head of a sheet is; `+n` is the nth row to add to.
pub(super) fn place(cells: &Cells, key: &str, head: &str) -> (u32, u16) {
    let text = |at: (u32, u16)| cells.get(&at).map(ToString::to_string).unwrap_or_default();
    let columns = cells.keys().filter(|(row, _)| *row == 2).map(|(_, column)| *column);
    let column =
        columns.into_iter().find(|column| text((2, *column)) == head).unwrap_or_else(|| panic!("{head}"));
    let row = match key.strip_prefix('+').and_then(|rest| rest.parse::<usize>().ok()) {
        Some(nth) => {
            let spare = (3..).filter(|row| text((*row, 1)).is_empty());
            spare.into_iter().nth(nth).expect("rows have no end")
        }
        None => {
            let own = cells.keys().find(|(row, column)| *row > 2 && *column == 1 && text((*row, 1)) == key);
            own.unwrap_or_else(|| panic!("no row {key}")).0
        }
    };
    (row, column)
}

/// Writes a workbook with cells filled in, as a spreadsheet program would save it.
pub(super) fn fill(path: &Path, puts: &[(&str, &str, &str, Put)]) {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let mut sheets = cells(path);
    // A sheet that somebody copied within the workbook.
    let copied = puts.iter().filter(|(_, key, ..)| *key == COPY).map(|(sheet, ..)| *sheet);
    let copies: Vec<(String, Cells)> = copied
        .filter_map(|copied| sheets.iter().find(|(name, _)| name == copied))
        .map(|(name, cells)| (format!("{name} (2)"), cells.clone()))
        .collect();
    sheets.extend(copies);
    for (name, cells) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(&name).expect("a name");
        let mut all: BTreeMap<(u32, u16), Put> = BTreeMap::new();
        for (at, data) in &cells {
            let put = match data {
                Data::Float(number) => Put::Number(*number),
                Data::DateTime(day) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    Put::Day(year, month, day)
                }
                Data::Empty => Put::Nothing,
                other => Put::Text(other.to_string()),
            };
            all.insert(*at, put);
        }
        for (_, key, head, put) in puts.iter().filter(|(sheet, key, ..)| *sheet == name && *key != COPY) {
            all.insert(place(&cells, key, head), put.clone());
        }
        for ((row, column), put) in all {
            match put {
                Put::Nothing => continue,
                Put::Text(text) => sheet.write_string(row, column, text),
                Put::Number(number) => sheet.write_number(row, column, number),
                Put::Formula => sheet.write_formula(row, column, Formula::new("=1200+1").set_result(RESULT)),
                Put::Day(year, month, day) => {
                    let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
                    sheet.write_datetime_with_format(row, column, &day, &date)
                }
            }
            .expect("a cell");
        }
    }
    book.save(path).expect("a file");
}

pub(super) fn text(text: &str) -> Put {
    Put::Text(text.to_owned())
}
