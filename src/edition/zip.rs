//! A whole edition in one file, to be taken along: the same bytes from the same edition, whenever it is made.

use std::io::{Cursor, Write};
use std::path::Path;

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipWriter};

use super::shelf::Edition;
use super::{MANIFEST, SHA256SUMS, SIGNATURE, SM3SUMS};

/// The bytes of the ZIP: every file below a folder named after the edition, by path, without times.
///
/// # Errors
/// When a file cannot be read.
pub fn archive(edition: &Edition) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o444);
    let root = format!("{}-v{}", edition.manifest.year, edition.manifest.version);
    let mut paths: Vec<&str> = edition.manifest.files.iter().map(|file| &*file.path).collect();
    paths.extend([MANIFEST, SHA256SUMS, SM3SUMS]);
    if edition.signed {
        paths.push(SIGNATURE);
    }
    paths.sort_unstable();
    for path in paths {
        zip.start_file(format!("{root}/{path}"), options).map_err(std::io::Error::other)?;
        zip.write_all(&read(&edition.folder, path)?)?;
    }
    Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
}

fn read(folder: &Path, path: &str) -> std::io::Result<Vec<u8>> {
    let place = folder.join(path);
    std::fs::read(&place)
        .map_err(|error| std::io::Error::new(error.kind(), format!("{}: {error}", place.display())))
}
