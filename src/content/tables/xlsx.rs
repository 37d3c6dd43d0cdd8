//! Workbooks of today (.xlsx), read by calamine cell by cell.
//!
//! It is given nothing that was not unpacked and counted before, so that a small file cannot become a large one in it; and
//! it is asked for one cell after the other, since its table of a sheet would be as large as the cell that lies furthest.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Style, Xlsx, XlsxError};
use jiff::civil::Date;

use super::grid::{Cell, Grid};
use super::pack;
use super::read::{Sheets, Unread};
use super::text::shortest;

/// Reads the sheets, or the wanted one.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheets, Unread> {
    // What has a password is no archive but a store that holds one.
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Unread::locked());
    }
    pack::check(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == calamine::SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let grid = match wanted.is_none_or(|wanted| wanted == name) {
            true => sheet(&mut book, &name)?,
            false => Grid::default(),
        };
        sheets.push((name, grid));
    }
    Ok(sheets)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Grid, Unread> {
    let mut grid = Grid::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    let formats: Vec<Shows> = cells.styles().iter().map(shows).collect();
    let mut blank = false;
    while let Some((found, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = found.get_position();
        let shows = formats.get(style).copied().unwrap_or(Shows::AsItIs);
        blank |= matches!(found.get_value(), DataRef::Empty);
        if let Some(cell) = cell(found.get_value(), shows) {
            grid.put(row.saturating_add(1), column.saturating_add(1), cell)?;
        }
    }
    drop(cells);
    if blank {
        without_results(book, name, &mut grid)?;
    }
    for merged in book.merge_cells_by_sheet_name(name).map_err(damaged)? {
        let one = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
        grid.merge(one(merged.start), one(merged.end))?;
    }
    Ok(grid)
}

/// Puts in the formulas of which the file holds no result: calamine gives them, as it gives cells that are only styled,
/// as empty ones.
fn without_results(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, grid: &mut Grid) -> Result<(), Unread> {
    let mut cells = book.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        if found.formula.is_some() && matches!(found.value, DataRef::Empty) {
            grid.put(found.pos.0.saturating_add(1), found.pos.1.saturating_add(1), formula())?;
        }
    }
    Ok(())
}

/// A formula that nobody has worked out: an empty cell it is not.
pub(super) fn formula() -> Cell {
    Cell::Unfit {
        shown: "（公式）".into(),
        why: "这是公式，文件里没有存它的结果".into(),
        hint: "请用 Excel、WPS 或 LibreOffice 打开文件，保存一次再交",
    }
}

/// How a cell's format shows its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    AsItIs,
    PerCent,
    /// A thousandth, a ten-thousandth of it: the reader sees another number than the cell holds.
    Scaled,
}

fn shows(style: &Style) -> Shows {
    style.number_format.as_ref().map_or(Shows::AsItIs, |format| of_format(&format.format_code))
}

/// What a number format does to a number: its first section, without what is quoted, escaped or in brackets.
pub(super) fn of_format(code: &str) -> Shows {
    let (mut bare, mut quoted, mut characters) = (String::new(), String::new(), code.chars());
    while let Some(character) = characters.next() {
        match character {
            '"' => quoted.extend(characters.by_ref().take_while(|character| *character != '"')),
            '\\' | '!' => quoted.extend(characters.next()),
            '_' | '*' => drop(characters.next()),
            '[' => drop(characters.by_ref().find(|character| *character == ']')),
            ';' => break,
            other => bare.push(other),
        }
    }
    let digits = |character: char| matches!(character, '0' | '#' | '?');
    let scaled = bare.rfind(digits).is_some_and(|last| bare[last + 1..].starts_with(','));
    // `0!.0"万"`: a point that is only drawn.
    let drawn = quoted.contains('.') && bare.contains(digits);
    match () {
        () if scaled || drawn => Shows::Scaled,
        () if bare.contains('%') => Shows::PerCent,
        () => Shows::AsItIs,
    }
}

fn cell(value: &DataRef<'_>, shows: Shows) -> Option<Cell> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) => Cell::text(text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Some(number_cell(&number.to_string(), shows)),
        DataRef::Float(number) => Some(float(*number, shows)),
        DataRef::DateTime(stamp) if stamp.is_datetime() => {
            let (year, month, day, ..) = stamp.to_ymd_hms_milli();
            Some(date(year, month, day, stamp.as_f64()))
        }
        DataRef::DateTime(stamp) => Some(unfit(stamp.as_f64().to_string(), "这是时长，不是数也不是日期")),
        DataRef::DateTimeIso(text) => Some(iso(text)),
        DataRef::DurationIso(text) => Some(unfit(text.clone(), "这是时长，不是数也不是日期")),
        DataRef::Bool(is) => {
            Some(unfit(if *is { "TRUE" } else { "FALSE" }.to_owned(), "这是真假值，不是数也不是文字"))
        }
        DataRef::Error(error) => Some(unfit(error.to_string(), "这是公式的错误")),
    }
}

/// What is dated later was typed wrong.
const LAST_YEAR: i16 = 2999;

/// A date cell; the 29th of February 1900, which spreadsheets count, is none.
pub(super) fn date(year: u16, month: u8, day: u8, serial: f64) -> Cell {
    let parts = (i16::try_from(year), i8::try_from(month), i8::try_from(day));
    let date = match parts {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok(),
        _ => None,
    };
    // A number such as 20210102 in a cell of dates is the last day that there is.
    match date.filter(|date| serial >= 1.0 && date.year() <= LAST_YEAR) {
        Some(date) => Cell::Date(date),
        None => unfit(serial.to_string(), "这是钟点，或者日历上没有的日期"),
    }
}

/// `2020-03-20`, `2020-03-20T00:00:00`
pub(super) fn iso(text: &str) -> Cell {
    let day = text.split('T').next().unwrap_or_default();
    match day.parse::<Date>() {
        Ok(date) => Cell::Date(date),
        Err(_) => unfit(text.to_owned(), "这不是日期"),
    }
}

pub(super) fn unfit(shown: String, why: &str) -> Cell {
    let why = format!("{why}：{shown}").into();
    Cell::Unfit {
        shown: shown.into(), why, hint: "请改正这个单元格；没有数据的留空，或写 / 或 —"
    }
}

/// A number as it is stored, by how it is shown.
pub(super) fn float(number: f64, shows: Shows) -> Cell {
    match shortest(number) {
        Ok(text) => number_cell(&text, shows),
        Err(why) => Cell::Unfit {
            shown: number.to_string().into(),
            why: format!("{why}：{number}").into(),
            hint: "请在公式外面套 ROUND 取到需要的位数，或者直接填数",
        },
    }
}

fn number_cell(text: &str, shows: Shows) -> Cell {
    match shows {
        Shows::AsItIs => Cell::Number(text.into()),
        Shows::PerCent => {
            match text.parse::<rust_decimal::Decimal>().ok().and_then(|own| own.checked_mul(100.into())) {
                Some(number) => Cell::Percent(number.normalize().to_string().into()),
                None => unfit(text.to_owned(), "这个数太大，存不下"),
            }
        }
        Shows::Scaled => Cell::Unfit {
            shown: text.into(),
            why: format!("单元格的格式把数缩小了显示，看到的与存的不是一个数；存的是 {text}").into(),
            hint: "请把单元格改成常规格式，按表头的单位填数",
        },
    }
}

fn damaged(error: XlsxError) -> Unread {
    if matches!(error, XlsxError::Password) { Unread::locked() } else { Unread::broken() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_number_format_does_to_a_number() {
        for (format, expected) in [
            ("General", Shows::AsItIs),
            ("0.00", Shows::AsItIs),
            ("#,##0.00", Shows::AsItIs),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", Shows::AsItIs),
            ("0\"人\"", Shows::AsItIs),
            ("0.0\"万元\"", Shows::AsItIs),
            ("0%", Shows::PerCent),
            ("0.00%", Shows::PerCent),
            ("[Red]0.0%;-0.0%", Shows::PerCent),
            ("0.0\"%\"", Shows::AsItIs),
            ("#,##0,", Shows::Scaled),
            ("0!.0,\"万\"", Shows::Scaled),
            ("0\\.0,", Shows::Scaled),
            ("#,##0,,\"百万\"", Shows::Scaled),
        ] {
            assert_eq!(of_format(format), expected, "{format}");
        }
    }
}
