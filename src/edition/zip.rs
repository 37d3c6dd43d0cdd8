//! A whole edition in one file, to be taken along: packed from bytes that are held against the manifest while they are
//! read, and the same bytes from the same edition, whenever it is made.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::digest::sha256;
use super::manifest::Manifest;
use super::shelf::{Edition, ShelfError};
use super::{MANIFEST, SHA256SUMS, SIGNATURE, SM3SUMS};
use crate::edition::seal::sums;

/// What is wrong with an edition's ZIP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipFault {
    Missing,
    /// It cannot be opened.
    Broken,
    /// It holds something else than the edition.
    Differs,
    /// It holds the edition with its signature, which is gone from the edition's folder.
    Signed,
    /// It holds the edition, but its bytes are not those that were published.
    Repacked,
    /// The same, where another program released the edition: the same files packed once more give other bytes.
    PackedElsewhere,
}

/// Whether a path below the site is where some edition's ZIP stands.
pub fn is_zip_path(path: &str) -> bool {
    let parts = path.split_once('/').and_then(|(year, name)| {
        let version = name.strip_prefix(year)?.strip_prefix("-v")?.strip_suffix(".zip")?;
        Some((year.parse().ok()?, version.parse().ok()?))
    });
    parts.is_some_and(|(year, version)| zip_path(year, version) == path)
}

/// Where an edition's ZIP stands below the site: `2019/2019-v1.zip`.
pub fn zip_path(year: i16, version: u32) -> String {
    format!("{year}/{year}-v{version}.zip")
}

/// The bytes of the ZIP: every file below a folder named after the edition, by path, without times.
///
/// # Errors
/// When a file is not what the manifest says.
pub fn archive(edition: &Edition) -> Result<Vec<u8>, ShelfError> {
    let packed =
        |error: &dyn std::fmt::Display| ShelfError::Unreadable(edition.folder.clone(), error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o444);
    let root = root(edition);
    let seals = seals(edition)?;
    let mut paths: Vec<&str> = edition.manifest.files.iter().map(|file| &*file.path).collect();
    paths.extend(seals.keys());
    paths.sort_unstable();
    for path in paths {
        let bytes = match seals.get(path) {
            Some(bytes) => bytes.clone(),
            None => edition.bytes(path)?,
        };
        zip.start_file(format!("{root}/{path}"), options).map_err(|error| packed(&error))?;
        zip.write_all(&bytes).map_err(|error| packed(&error))?;
    }
    Ok(zip.finish().map_err(|error| packed(&error))?.into_inner())
}

/// What is wrong with the bytes of an edition's ZIP. `recorded` is its digest as the register has it; without one its
/// bytes must be those that this program packs, where it is the program that released the edition.
///
/// # Errors
/// When a file of the edition is not what the manifest says.
pub fn zip_fault(
    edition: &Edition,
    bytes: &[u8],
    recorded: Option<&str>,
    same_engine: bool,
) -> Result<Option<ZipFault>, ShelfError> {
    let as_recorded = recorded.map(|recorded| sha256(bytes) == recorded);
    let as_packed = archive(edition)? == bytes;
    if as_packed && as_recorded != Some(false) {
        return Ok(None);
    }
    // Another program may pack the same files into other bytes; what lies in the ZIP tells.
    Ok(match (contents(edition, bytes)?, as_recorded) {
        (Some(fault), _) => Some(fault),
        (None, Some(true)) => None,
        (None, _) if same_engine => Some(ZipFault::Repacked),
        (None, Some(false)) => Some(ZipFault::PackedElsewhere),
        (None, None) => None,
    })
}

/// Why a ZIP is not taken apart.
#[derive(Debug)]
pub enum UnpackError {
    /// It cannot be opened or read.
    Broken,
    /// No edition lies in it.
    NoEdition,
    /// A file could not be put.
    Put(std::io::Error),
}

/// Takes the ZIP of an edition apart, whoever packed it: gives every file below the folder that has the manifest to `put`,
/// and back the names of what lies elsewhere in it. Of no file more is read than one byte above what the manifest says.
///
/// # Errors
/// See [`UnpackError`].
pub fn unpack(
    bytes: &[u8],
    put: &dyn Fn(&str, &[u8]) -> std::io::Result<()>,
) -> Result<Vec<String>, UnpackError> {
    /// No manifest is longer; one of 20,000 files has 5 MB.
    const MOST: u64 = 1 << 28;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnpackError::Broken)?;
    let is_one = |name: &String| {
        let root = name.strip_suffix(MANIFEST);
        root.is_some_and(|root| root.is_empty() || (root.ends_with('/') && root.matches('/').count() == 1))
    };
    let names = zip.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let found = names.filter(is_one).min_by_key(String::len).ok_or(UnpackError::NoEdition)?;
    let root = &found[..found.len() - MANIFEST.len()];
    let mut text = Vec::new();
    let entry = zip.by_name(&found).map_err(|_| UnpackError::Broken)?;
    entry.take(MOST).read_to_end(&mut text).map_err(|_| UnpackError::Broken)?;
    put(MANIFEST, &text).map_err(UnpackError::Put)?;
    let manifest = Manifest::parse(&text).ok();
    let mut elsewhere = Vec::new();
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(|_| UnpackError::Broken)?;
        let path = entry.name().map_err(|_| UnpackError::Broken)?.into_owned();
        if path == found || entry.is_dir() {
            continue;
        }
        // What would lead out of the folder it is unpacked to is no file of an edition either.
        let Some(inside) = path.strip_prefix(root).filter(|_| entry.enclosed_name().is_some()) else {
            elsewhere.push(path);
            continue;
        };
        let file = manifest.as_ref().and_then(|manifest| manifest.file(inside));
        let most = match inside {
            SHA256SUMS | SM3SUMS | SIGNATURE => text.len() as u64,
            _ => file.map_or(0, |file| file.bytes),
        };
        let mut bytes = Vec::new();
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|_| UnpackError::Broken)?;
        put(inside, &bytes).map_err(UnpackError::Put)?;
    }
    Ok(elsewhere)
}

/// What is wrong with what lies in the ZIP.
fn contents(edition: &Edition, bytes: &[u8]) -> Result<Option<ZipFault>, ShelfError> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(Some(ZipFault::Broken)) };
    let root = root(edition);
    let seals = seals(edition)?;
    let signature = format!("{root}/{SIGNATURE}");
    let more = !edition.signed && zip.index_for_name(&signature).is_some();
    if zip.len() != edition.manifest.files.len() + seals.len() + usize::from(more) {
        return Ok(Some(ZipFault::Differs));
    }
    for at in 0..zip.len() {
        let Ok(mut entry) = zip.by_index(at) else { return Ok(Some(ZipFault::Broken)) };
        let Ok(name) = entry.name().map(|name| name.into_owned()) else { return Ok(Some(ZipFault::Broken)) };
        let Some(path) = name.strip_prefix(&root).and_then(|path| path.strip_prefix('/')) else {
            return Ok(Some(ZipFault::Differs));
        };
        if more && path == SIGNATURE {
            continue;
        }
        let size = match (edition.manifest.file(path), seals.get(path)) {
            (Some(file), _) => file.bytes,
            (None, Some(seal)) => seal.len() as u64,
            (None, None) => return Ok(Some(ZipFault::Differs)),
        };
        let mut found = Vec::new();
        // One byte more than there should be tells, and no bomb is unpacked.
        if entry.by_ref().take(size + 1).read_to_end(&mut found).is_err() {
            return Ok(Some(ZipFault::Broken));
        }
        let same = match (edition.manifest.file(path), seals.get(path)) {
            (Some(file), _) => sha256(&found) == file.sha256,
            (None, Some(seal)) => found == *seal,
            (None, None) => false,
        };
        if !same {
            return Ok(Some(ZipFault::Differs));
        }
    }
    Ok(more.then_some(ZipFault::Signed))
}

/// Manifest, check files and signature, as they follow from the manifest.
fn seals(edition: &Edition) -> Result<BTreeMap<&'static str, Vec<u8>>, ShelfError> {
    let text = edition.manifest.text();
    let mut seals = BTreeMap::from([
        (SHA256SUMS, sums(&edition.manifest, &text, |file| &file.sha256)),
        (SM3SUMS, sums(&edition.manifest, &text, |file| &file.sm3)),
    ]);
    seals.insert(MANIFEST, text);
    if edition.signed {
        let path = edition.folder.join(SIGNATURE);
        let read = std::fs::read(&path)
            .map_err(|error| ShelfError::Unreadable(path, crate::diagnostics::said(&error)))?;
        seals.insert(SIGNATURE, read);
    }
    Ok(seals)
}

fn root(edition: &Edition) -> String {
    format!("{}-v{}", edition.manifest.year, edition.manifest.version)
}
