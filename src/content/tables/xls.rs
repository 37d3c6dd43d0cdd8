//! Workbooks of old (.xls), whose cells calamine reads.
//!
//! Its table of a sheet is as large as the cell that lies furthest, so their places are looked at before; it also stumbles
//! over damaged files, which ends here. What cells show per cent it does not keep: that is read beside it.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader as _, Xls, XlsError};

use super::grid::{Cell, Grid, TooLarge};
use super::read::{Sheets, Unread};
use super::xlsx::{Shows, date, float, of_format, unfit};

/// Cells of the tables that all sheets take together, holding something or not.
const MOST_SPREAD: u64 = 4_000_000;
/// Bytes of the stream of records.
const MOST_STREAM: u64 = 32 << 20;

/// Reads the sheets, or the wanted one.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheets, Unread> {
    let stream = stream(bytes)?;
    let records = look(&stream)?;
    let read = || -> Result<Sheets, Unread> {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
        let names: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
        let mut sheets = Vec::with_capacity(names.len());
        for (position, name) in names.into_iter().enumerate() {
            let mut grid = Grid::default();
            if wanted.is_none_or(|wanted| wanted == name) {
                let shows =
                    records.sheets.get(position).map(|at| records.shows(&stream, *at)).unwrap_or_default();
                sheet(&mut book, &name, &shows, &mut grid)?;
            }
            sheets.push((name, grid));
        }
        Ok(sheets)
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(Unread::broken()))
}

type Shown = HashMap<(u32, u32), Shows>;

fn sheet(book: &mut Xls<Cursor<&[u8]>>, name: &str, shows: &Shown, grid: &mut Grid) -> Result<(), Unread> {
    let range = book.worksheet_range(name).map_err(damaged)?;
    let start = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let at = |start: u32, n: usize| start.saturating_add(u32::try_from(n).unwrap_or(u32::MAX));
        let (row, column) = (at(start.0, row), at(start.1, column));
        let shows = shows.get(&(row, column)).copied().unwrap_or(Shows::AsItIs);
        if let Some(cell) = cell(value, shows) {
            grid.put(row.saturating_add(1), column.saturating_add(1), cell)?;
        }
    }
    for merged in book.merge_cells_by_sheet_name(name).map_err(damaged)? {
        let one = |(row, column): (u32, u32)| (row.saturating_add(1), column.saturating_add(1));
        grid.merge(one(merged.start), one(merged.end))?;
    }
    Ok(())
}

fn cell(value: &Data, shows: Shows) -> Option<Cell> {
    match value {
        Data::Empty => None,
        Data::String(text) => Cell::text(text),
        #[expect(clippy::cast_precision_loss, reason = "whole numbers of an old workbook have 30 bits")]
        Data::Int(number) => Some(float(*number as f64, shows)),
        Data::Float(number) => Some(float(*number, shows)),
        Data::DateTime(stamp) if stamp.is_datetime() && stamp.as_f64() >= 1.0 => {
            let (year, month, day, ..) = stamp.to_ymd_hms_milli();
            Some(date(year, month, day, stamp.as_f64()))
        }
        Data::DateTime(stamp) => Some(unfit(stamp.as_f64().to_string(), "这是钟点或时长，不是数也不是日期")),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Some(unfit(text.clone(), "这不是数字")),
        Data::Bool(is) => Some(unfit(is.to_string(), "这是真假值，不是数也不是文字")),
        Data::Error(error) => Some(unfit(error.to_string(), "这是公式的错误")),
    }
}

fn damaged(error: XlsError) -> Unread {
    if matches!(error, XlsError::Password) { Unread::locked() } else { Unread::broken() }
}

/// The stream of records in the file.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Unread> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unread::broken())?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let stream = name.and_then(|name| file.open_stream(name).ok());
    let stream = stream.ok_or_else(|| Unread::damaged("里面没有工作簿"))?;
    let mut found = Vec::new();
    let read = stream.take(MOST_STREAM + 1).read_to_end(&mut found);
    read.map_err(|_| Unread::broken())?;
    if found.len() as u64 > MOST_STREAM {
        return Err(TooLarge(format!("内容超过 {} MiB", MOST_STREAM >> 20)).into());
    }
    Ok(found)
}

/// What was found in the records.
#[derive(Default)]
struct Records {
    /// Where each sheet begins.
    sheets: Vec<usize>,
    /// What each cell format does to a number.
    formats: Vec<Shows>,
}

/// Every record: what it is and its bytes.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (data, next) = after.split_at_checked(length)?;
        rest = next;
        Some((u16::from_le_bytes([head[0], head[1]]), data))
    })
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(word(data, at)?) | u32::from(word(data, at + 2)?) << 16)
}

/// Looks at every record: how far the cells lie apart, where the sheets begin, what formats there are.
fn look(stream: &[u8]) -> Result<Records, Unread> {
    let mut found = Records::default();
    let mut codes: HashMap<u16, Shows> = HashMap::new();
    let mut of_cells = Vec::new();
    let (mut far, mut stated) = ((0_u64, 0_u64), 0_u64);
    for (kind, data) in records(stream) {
        match kind {
            // Dimensions: asked for at once.
            0x0200 => {
                let number = |at| long(data, at).map_or(0, u64::from);
                let rows = number(4).saturating_sub(number(0)) + 1;
                let columns =
                    word(data, 10).map_or(0, u64::from).saturating_sub(word(data, 8).map_or(0, u64::from))
                        + 1;
                let right = number(4) >= number(0) && word(data, 10) >= word(data, 8);
                if !right || rows > 1 << 16 {
                    return Err(Unread::damaged("表的范围写得不对"));
                }
                stated = stated.saturating_add(rows * columns);
            }
            0x0085 => found.sheets.push(long(data, 0).map_or(usize::MAX, |at| at as usize)),
            0x041e => {
                if let (Some(number), Some(code)) = (word(data, 0), format_code(&data[2.min(data.len())..])) {
                    codes.insert(number, of_format(&code));
                }
            }
            0x00e0 => of_cells.push(word(data, 2).unwrap_or_default()),
            0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd | 0x00bd | 0x0006 => {
                let last =
                    if kind == 0x00bd { word(data, data.len().saturating_sub(2)) } else { word(data, 2) };
                let place =
                    (word(data, 0).map_or(0, u64::from), last.max(word(data, 2)).map_or(0, u64::from));
                far = (far.0.max(place.0), far.1.max(place.1));
            }
            _ => {}
        }
    }
    let spread = ((far.0 + 1) * (far.1 + 1)).saturating_mul(found.sheets.len().max(1) as u64);
    if spread.max(stated) > MOST_SPREAD {
        return Err(TooLarge(format!("有内容的格子相距太远，各张表合起来超过 {MOST_SPREAD} 格")).into());
    }
    let built_in = |code: u16| if matches!(code, 9 | 10) { Shows::PerCent } else { Shows::AsItIs };
    found.formats =
        of_cells.iter().map(|code| codes.get(code).copied().unwrap_or_else(|| built_in(*code))).collect();
    Ok(found)
}

/// The text of a number format: sixteen bits a character or eight, as a flag says; older files have eight alone.
fn format_code(data: &[u8]) -> Option<String> {
    let length = usize::from(word(data, 0)?);
    let wide = data.get(2).is_some_and(|flags| flags & 1 == 1);
    let characters = data.get(3..)?;
    let units: Vec<u16> = match wide {
        true => characters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect(),
        false => characters.iter().map(|byte| u16::from(*byte)).collect(),
    };
    Some(String::from_utf16_lossy(&units[..length.min(units.len())]))
}

impl Records {
    /// What the cells of the sheet that begins there show otherwise than they hold it.
    fn shows(&self, stream: &[u8], begins: usize) -> Shown {
        let mut shown = Shown::new();
        let mut depth = 0;
        for (kind, data) in records(stream.get(begins..).unwrap_or_default()) {
            let mut put = |column: Option<u16>, format: Option<u16>| {
                let shows = format.and_then(|format| self.formats.get(usize::from(format)));
                if let (Some(row), Some(column), Some(shows)) = (word(data, 0), column, shows)
                    && *shows != Shows::AsItIs
                {
                    shown.insert((u32::from(row), u32::from(column)), *shows);
                }
            };
            match kind {
                0x0809 => depth += 1,
                0x000a if depth <= 1 => break,
                0x000a => depth -= 1,
                0x0203 | 0x027e | 0x0006 if depth == 1 => put(word(data, 2), word(data, 4)),
                0x00bd if depth == 1 => {
                    let first = word(data, 2).unwrap_or_default();
                    for (n, part) in data
                        .get(4..data.len().saturating_sub(2))
                        .unwrap_or_default()
                        .chunks_exact(6)
                        .enumerate()
                    {
                        put(u16::try_from(n).ok().and_then(|n| first.checked_add(n)), word(part, 0));
                    }
                }
                _ => {}
            }
        }
        shown
    }
}
