//! Two folders become one archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::listing::{self, Listing};
use super::{BackupError, Folders, at};
use crate::edition::{Digests, of_file};
use crate::output;

/// An archive that was written.
#[derive(Debug)]
pub struct Packed {
    /// What it holds.
    pub listing: Listing,
    /// Its own size and digests, to be noted down: they prove it to whoever gets it.
    pub digests: Digests,
}

/// Writes an archive of both folders to `target`, which must not be there yet: whole, or not at all. What was written is
/// read again and held against the list before it gets its name.
///
/// # Errors
/// See [`BackupError`].
pub fn pack(folders: Folders, target: &Path) -> Result<Packed, BackupError> {
    if std::fs::symlink_metadata(target).is_ok() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let home = target.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = home.canonicalize().map_err(at(home))?;
    for folder in [folders.content, folders.output] {
        if folder.canonicalize().is_ok_and(|folder| real.starts_with(folder)) {
            return Err(BackupError::Inside(folder.to_owned()));
        }
    }
    let finished = || match output::is_unfinished(folders.output) {
        true => Err(BackupError::Unfinished),
        false => Ok(()),
    };
    finished()?;
    let files = folders.files()?;
    let digests: Result<BTreeMap<String, Digests>, BackupError> =
        files.iter().map(|(path, place)| Ok((path.clone(), of_file(place).map_err(at(place))?))).collect();
    let listing = Listing::of(digests?);
    let mut staged =
        tempfile::Builder::new().prefix(".tongbao-backup-").tempfile_in(home).map_err(at(home))?;
    written(&listing, &files, staged.as_file_mut()).map_err(|mut error| {
        // The archive's own name is what people know.
        if let BackupError::Io(path, _) = &mut error
            && path.as_os_str().is_empty()
        {
            target.clone_into(path);
        }
        error
    })?;
    staged.as_file().sync_all().map_err(at(target))?;
    finished()?;
    super::check(staged.path())?;
    let digests = of_file(staged.path()).map_err(at(target))?;
    staged.persist_noclobber(target).map_err(|error| {
        if error.error.kind() == io::ErrorKind::AlreadyExists {
            return BackupError::Exists(target.to_owned());
        }
        BackupError::Io(target.to_owned(), error.error)
    })?;
    Ok(Packed { listing, digests })
}

/// The list, then every file in its order, without times: the same bytes from the same files.
fn written(
    listing: &Listing,
    files: &BTreeMap<String, PathBuf>,
    out: impl Write + Seek,
) -> Result<(), BackupError> {
    let own =
        |error: &dyn std::fmt::Display| BackupError::Io(PathBuf::new(), io::Error::other(error.to_string()));
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(listing::NAME, options).map_err(|error| own(&error))?;
    zip.write_all(&listing.text()).map_err(|error| own(&error))?;
    for file in &listing.files {
        let Some(place) = files.get(&file.path) else { continue };
        // What is packed already only takes time.
        let method = match file.path.ends_with(".zip") {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let large = file.bytes >= u64::from(u32::MAX);
        zip.start_file(&*file.path, options.compression_method(method).large_file(large))
            .map_err(|error| own(&error))?;
        let mut from = File::open(place).map_err(at(place))?.take(file.bytes.saturating_add(1));
        let mut buffer = vec![0; 1 << 16];
        let mut copied: u64 = 0;
        loop {
            let read = from.read(&mut buffer).map_err(at(place))?;
            if read == 0 {
                break;
            }
            copied += read as u64;
            zip.write_all(&buffer[..read]).map_err(|error| own(&error))?;
        }
        if copied != file.bytes {
            return Err(BackupError::Changed(place.clone()));
        }
    }
    zip.finish().map_err(|error| own(&error))?.flush().map_err(|error| own(&error))?;
    Ok(())
}
