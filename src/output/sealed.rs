//! Small text files whose completeness can be told: `tongbao-<kind> <format>`, lines, `end <checksum>`.
//!
//! They come into place by a rename, so a killed run never leaves half of one; the checksum catches a damaged disk
//! and edits by hand.

use std::path::Path;

use super::error::OutputError;
use super::fs;

const FORMAT: u32 = 1;

/// What stands where a sealed file may be.
pub(super) enum Sealed {
    Absent,
    Damaged,
    Lines(Vec<String>),
}

/// Writes a sealed file at `path`, and waits until the disk has it.
pub(super) fn write<'a>(
    path: &Path,
    kind: &str,
    lines: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(), OutputError> {
    let mut text = format!("tongbao-{kind} {FORMAT}\n");
    for (word, rest) in lines {
        text.extend([word, " ", rest, "\n"]);
    }
    let seal = checksum(text.as_bytes());
    text.push_str(&format!("end {seal:016x}\n"));
    fs::write_flushed(path, text.as_bytes())
}

/// Reads it back. A newer format is an error, whatever follows its first line.
pub(super) fn read(path: &Path, kind: &str) -> Result<Sealed, OutputError> {
    let Some(bytes) = fs::read(path)? else { return Ok(Sealed::Absent) };
    let Ok(text) = String::from_utf8(bytes) else { return Ok(Sealed::Damaged) };
    let format = text.split_once('\n').and_then(|(first, _)| {
        first.strip_prefix("tongbao-")?.strip_prefix(kind)?.strip_prefix(' ')?.parse().ok()
    });
    match format {
        None => return Ok(Sealed::Damaged),
        Some(FORMAT) => {}
        Some(found) => return Err(OutputError::UnknownFormat { path: path.to_path_buf(), found }),
    }
    Ok(lines(&text).map_or(Sealed::Damaged, Sealed::Lines))
}

fn lines(text: &str) -> Option<Vec<String>> {
    let end = text.strip_suffix('\n')?.rfind('\n')? + 1;
    let (body, seal) = text.split_at(end);
    let seal = seal.strip_prefix("end ")?.trim_end_matches('\n');
    (seal == format!("{:016x}", checksum(body.as_bytes())))
        .then(|| body.lines().skip(1).map(str::to_owned).collect())
}

/// FNV-1a. Guards against accidents; against intent no seal inside the same folder would help.
fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_cut_off_or_altered_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        write(&path, "test", [("file", "a b.html"), ("unit", "2019/草稿")]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        assert!(
            matches!(read(&path, "test").unwrap(), Sealed::Lines(lines) if lines == ["file a b.html", "unit 2019/草稿"])
        );
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert!(matches!(read(&path, "test").unwrap(), Sealed::Damaged), "cut to {length}");
        }
        for place in 0..whole.len() {
            let mut altered = whole.clone();
            altered[place] ^= 4;
            std::fs::write(&path, &altered).unwrap();
            assert!(!matches!(read(&path, "test"), Ok(Sealed::Lines(_))), "altered at {place}");
        }
    }

    #[test]
    fn a_newer_format_is_not_called_damage() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, "tongbao-test 2\n{\"steps\": []}\n").unwrap();
        assert!(matches!(read(&path, "test"), Err(OutputError::UnknownFormat { found: 2, .. })));
    }
}
