//! Archives that workbooks are: nothing is unpacked for anybody before it was counted.

use std::io::{self, Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::grid::TooLarge;
use super::read::Unread;

/// Bytes of everything in the archive, and how many files that may be.
const MOST_UNPACKED: u64 = 96 << 20;
const MOST_FILES: usize = 2_000;

/// Unpacks everything once into nothing and counts, since what an archive says of itself need not be true.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unread> {
    let mut archive = open(bytes)?;
    let mut left = MOST_UNPACKED;
    for position in 0..archive.len() {
        let file = archive.by_index(position).map_err(|error| damaged(&error))?;
        let read = io::copy(&mut file.take(left + 1), &mut io::sink());
        let read = read.map_err(|_| Unread::broken())?;
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

/// The bytes of one file of an archive.
pub(super) fn file(bytes: &[u8], name: &str) -> Result<Vec<u8>, Unread> {
    let mut archive = open(bytes)?;
    let file = archive.by_name(name).map_err(|error| damaged(&error))?;
    let mut found = Vec::new();
    file.take(MOST_UNPACKED + 1).read_to_end(&mut found).map_err(|_| Unread::broken())?;
    if found.len() as u64 > MOST_UNPACKED { Err(too_large()) } else { Ok(found) }
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Unread> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > MOST_FILES {
        return Err(TooLarge(format!("里面的文件超过 {MOST_FILES} 个")).into());
    }
    Ok(archive)
}

fn too_large() -> Unread {
    TooLarge(format!("解压后超过 {} MiB", MOST_UNPACKED >> 20)).into()
}

fn damaged(error: &ZipError) -> Unread {
    if matches!(error, ZipError::InvalidPassword) { Unread::locked() } else { Unread::broken() }
}
