//! Tables as text: values between commas, semicolons or tabs, in UTF-8 or in what offices call ANSI (GB18030).

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::grid::{Cell, Grid};
use super::read::Unread;

/// Reads the text; `separator` is detected where it is not stated.
pub(super) fn read(bytes: &[u8], separator: Option<u8>) -> Result<Grid, Unread> {
    let text = decoded(bytes)?;
    let separator = separator.unwrap_or_else(|| detected(&text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut row = 0_u32;
    let mut record = csv::StringRecord::new();
    loop {
        let before = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map_or(before, csv::Position::line);
                return Err(Unread::damaged(format!("第 {line} 行读不出来")));
            }
        }
        // Lines without anything are passed over by the reader; a spreadsheet program counts them as rows.
        let inside = record.iter().map(|text| text.matches('\n').count() as u64).sum::<u64>();
        let blank = (reader.position().line() - before).saturating_sub(inside + 1);
        row = row.saturating_add(u32::try_from(blank + 1).unwrap_or(u32::MAX));
        for (column, text) in record.iter().enumerate() {
            let Some(cell) = Cell::text(text) else { continue };
            let column = u32::try_from(column + 1).unwrap_or(u32::MAX);
            grid.put(row, column, cell)?;
        }
    }
    Ok(grid)
}

/// The text by its byte order mark, as UTF-8 where it is that, and else as GB18030.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unread> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let encoding = if bytes[0] == 0xff { UTF_16LE } else { UTF_16BE };
        let (text, faulty) = encoding.decode_with_bom_removal(bytes);
        return if faulty { Err(Unread::encoding()) } else { Ok(text) };
    }
    for encoding in [UTF_8, GB18030] {
        let (text, faulty) = encoding.decode_with_bom_removal(bytes);
        if !faulty && !text.contains('\0') {
            return Ok(text);
        }
    }
    Err(Unread::encoding())
}

/// The sign that parts the most of the first lines that part at all; commas where none does.
fn detected(text: &str) -> u8 {
    let count = |separator: u8| {
        let mut quoted = false;
        let mut lines = 0;
        let mut found = 0_usize;
        for byte in text.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' => lines += 1,
                _ if byte == separator && !quoted => found += 1,
                _ => {}
            }
            if lines == 20 {
                break;
            }
        }
        found
    };
    let counts = [b',', b'\t', b';'].map(|separator| (count(separator), separator));
    // Of equals the first: numbers have commas in them, so they come last where others part as often.
    let (most, separator) = counts
        .into_iter()
        .rev()
        .max_by_key(|(found, separator)| (*found, *separator != b','))
        .unwrap_or((0, b','));
    if most == 0 { b',' } else { separator }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8], separator: Option<u8>) -> Vec<(u32, u32, String)> {
        let grid = read(bytes, separator).unwrap_or_else(|error| panic!("{error:?}"));
        let cells = grid
            .rows(1)
            .flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (row, *column, cell.shown())));
        cells.collect()
    }

    #[test]
    fn every_encoding_and_separator() {
        let expected: Vec<(u32, u32, String)> =
            [(1, 1, "市"), (1, 2, "人数"), (3, 1, "甲市"), (3, 2, "1,234")]
                .map(|(row, column, text)| (row, column, text.to_owned()))
                .to_vec();
        for (separator, name) in [(",", "comma"), (";", "semicolon"), ("\t", "tab")] {
            for end in ["\n", "\r\n"] {
                let text = format!("市{separator}人数{end}{end}甲市{separator}\"1,234\"{end}");
                let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                for bytes in [
                    text.as_bytes().to_vec(),
                    [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat(),
                    GB18030.encode(&text).0.into_owned(),
                    [&[0xff, 0xfe][..], &utf16].concat(),
                ] {
                    assert_eq!(shown(&bytes, None), expected, "{name} {end:?}");
                    assert_eq!(shown(&bytes, Some(separator.as_bytes()[0])), expected, "{name} {end:?}");
                }
            }
        }
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_program_counts_them() {
        let text = "题\n\n\n市,\"人\n数\"\n甲市,1\n";
        let rows: Vec<u32> = shown(text.as_bytes(), None).iter().map(|(row, ..)| *row).collect();
        assert_eq!(rows, [1, 4, 4, 5, 5]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(read(&[0x81, 0x20, 0xff, 0xff], None).is_err());
        assert!(read(b"PK\x03\x04\0\0\0\0", None).is_err());
    }
}
