//! An archive is checked, and becomes two folders again.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::Sha256;
use sm3::{Digest, Sm3};
use tempfile::TempDir;
use zip::ZipArchive;
use zip::result::ZipError;

use super::listing::{self, CONTENT, Listing, OUTPUT, is_edition};
use super::{BackupError, Folders, Forgery, at};
use crate::edition::FileEntry;

/// No list is longer: one of 100,000 files has 30 MB.
const MOST_LISTED: u64 = 1 << 28;
/// Deflating makes nothing smaller than this; whoever says so lets entries share bytes.
const MOST_TIMES: u64 = 1_040;

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// What the archive held.
    pub listing: Listing,
}

/// Reads the whole archive and holds every file against the list; writes nothing.
///
/// # Errors
/// See [`BackupError`].
pub fn check(archive: &Path) -> Result<Listing, BackupError> {
    let (listing, mut zip) = open(archive)?;
    for file in &listing.files {
        read(&mut zip, file, archive, &mut io::sink())?;
    }
    Ok(listing)
}

/// Makes both folders out of an archive that was checked. Each is missing or empty before; after, both are there, or
/// neither.
///
/// # Errors
/// See [`BackupError`].
pub fn restore(archive: &Path, folders: Folders) -> Result<Restored, BackupError> {
    targets(folders)?;
    check(archive)?;
    let (listing, mut zip) = open(archive)?;
    let stages = [stage(folders.content)?, stage(folders.output)?];
    for (stage, name) in stages.iter().zip([CONTENT, OUTPUT]) {
        fs::create_dir(stage.path().join(name)).map_err(at(stage.path()))?;
    }
    for file in &listing.files {
        let stage = &stages[usize::from(file.path.starts_with("output/"))];
        let place = stage.path().join(&file.path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        let mut out = File::create_new(&place).map_err(at(&place))?;
        read(&mut zip, file, &place, &mut out)?;
        out.sync_all().map_err(at(&place))?;
    }
    let [content, output] = &stages;
    put(&content.path().join(CONTENT), folders.content)?;
    let second = put(&output.path().join(OUTPUT), folders.output);
    if let Err(error) = second {
        // Neither, rather than one.
        fs::rename(folders.content, content.path().join(CONTENT)).map_err(at(folders.content))?;
        return Err(error);
    }
    protect(&listing, folders.output)?;
    Ok(Restored { listing })
}

/// Whether both folders can be made: they are missing or empty, and do not lie in each other.
///
/// # Errors
/// [`BackupError::Occupied`], [`BackupError::Nested`], [`BackupError::Io`].
pub fn targets(folders: Folders) -> Result<(), BackupError> {
    let (content, output) = (absolute(folders.content)?, absolute(folders.output)?);
    if content.starts_with(&output) || output.starts_with(&content) {
        return Err(BackupError::Nested(folders.content.to_owned(), folders.output.to_owned()));
    }
    for folder in [folders.content, folders.output] {
        match fs::symlink_metadata(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(BackupError::Io(folder.to_owned(), error)),
            Ok(found) if found.is_dir() => {
                let first =
                    fs::read_dir(folder).map_err(at(folder))?.next().transpose().map_err(at(folder))?;
                if let Some(entry) = first {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    return Err(BackupError::Occupied(folder.to_owned(), name));
                }
            }
            Ok(_) => return Err(BackupError::NotAFile(folder.to_owned())),
        }
    }
    Ok(())
}

fn absolute(path: &Path) -> Result<PathBuf, BackupError> {
    std::path::absolute(path).map_err(at(path))
}

/// A folder beside the place a folder is to come to, on the same disk.
fn stage(target: &Path) -> Result<TempDir, BackupError> {
    let target = absolute(target)?;
    let home = target.parent().unwrap_or(&target);
    fs::create_dir_all(home).map_err(at(home))?;
    tempfile::Builder::new().prefix(".tongbao-restore-").tempdir_in(home).map_err(at(home))
}

/// Puts a folder in its place, where nothing or an empty folder is: only an empty one can be removed.
fn put(made: &Path, target: &Path) -> Result<(), BackupError> {
    match fs::remove_dir(target) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(BackupError::Io(target.to_owned(), error)),
    }
    fs::rename(made, target).map_err(at(target))
}

/// Editions are read-only again.
fn protect(listing: &Listing, output: &Path) -> Result<(), BackupError> {
    let inside = listing.files.iter().filter_map(|file| file.path.strip_prefix("output/"));
    let edition = |path: &&str| {
        let mut parts = path.splitn(3, '/');
        let folder = parts.next().zip(parts.next()).map(|(year, version)| format!("{year}/{version}"));
        parts.next().is_some() && folder.is_some_and(|folder| is_edition(&folder))
    };
    for path in inside.filter(edition) {
        let place = output.join(path);
        let mut permissions = fs::metadata(&place).map_err(at(&place))?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&place, permissions).map_err(at(&place))?;
    }
    Ok(())
}

/// The list of an archive, if its entries are those of the list and nothing else.
fn open(archive: &Path) -> Result<(Listing, ZipArchive<File>), BackupError> {
    let mut file = File::open(archive).map_err(at(archive))?;
    let size = file.metadata().map_err(at(archive))?.len();
    let counted = entries(&mut file).map_err(at(archive))?;
    let begins = begins_with_list(&mut file).map_err(at(archive))?;
    let mut zip = ZipArchive::new(file).map_err(|error| broken(error, archive))?;
    if zip.index_for_name(listing::NAME).is_none() {
        // Cut off behind the ZIP of an edition, it looks like that one.
        return Err(if begins { BackupError::Broken } else { BackupError::NoBackup });
    }
    let mut text = Vec::new();
    let entry = zip.by_name(listing::NAME).map_err(|error| broken(error, archive))?;
    entry.take(MOST_LISTED).read_to_end(&mut text).map_err(|_| BackupError::Broken)?;
    let listing = Listing::parse(&text)?;
    let forged = |why, of: &str| Err(BackupError::Forged(why, of.to_owned()));
    // Of entries with one name, the reader knows the last alone.
    if counted.is_some_and(|counted| counted != zip.len() as u64) {
        return forged(Forgery::Double, "");
    }
    let all: u64 = listing.files.iter().fold(0, |sum, file| sum.saturating_add(file.bytes));
    if all > size.saturating_mul(MOST_TIMES) {
        return forged(Forgery::Bomb, "");
    }
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).map_err(|_| BackupError::Broken)?;
        let name = entry.name().map_err(|_| BackupError::Broken)?.into_owned();
        if entry.is_symlink() {
            return forged(Forgery::Link, &name);
        }
        if name != listing::NAME && listing.files.binary_search_by(|file| file.path.cmp(&name)).is_err() {
            let inside = listing::is_inside(name.trim_end_matches('/'));
            return forged(if inside { Forgery::Extra } else { Forgery::Path }, &name);
        }
    }
    Ok((listing, zip))
}

/// What is the archive's fault, and what is the disk's.
fn broken(error: ZipError, archive: &Path) -> BackupError {
    if let ZipError::Io(error) = error
        && error.kind() == io::ErrorKind::PermissionDenied
    {
        return BackupError::Io(archive.to_owned(), error);
    }
    BackupError::Broken
}

/// Hands a file of the list on, as far as it is what the list says; `place` is where it is written.
fn read(
    zip: &mut ZipArchive<File>,
    file: &FileEntry,
    place: &Path,
    out: &mut impl Write,
) -> Result<(), BackupError> {
    let Some(index) = zip.index_for_name(&file.path) else {
        return Err(BackupError::Forged(Forgery::Missing, file.path.clone()));
    };
    let differs = || BackupError::Differs(file.path.clone());
    let entry = zip.by_index(index).map_err(|_| differs())?;
    // One byte more than there should be tells, and no bomb is unpacked.
    let mut entry = entry.take(file.bytes.saturating_add(1));
    let (mut sha256, mut sm3, mut bytes) = (Sha256::new(), Sm3::new(), 0_u64);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = entry.read(&mut buffer).map_err(|_| differs())?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        if bytes > file.bytes {
            return Err(differs());
        }
        sha256.update(&buffer[..read]);
        sm3.update(&buffer[..read]);
        out.write_all(&buffer[..read]).map_err(at(place))?;
    }
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let same =
        bytes == file.bytes && hex(&sha256.finalize()) == file.sha256 && hex(&sm3.finalize()) == file.sm3;
    if same { Ok(()) } else { Err(differs()) }
}

/// Whether the first entry of a file is the list of a backup.
fn begins_with_list(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(30 + listing::NAME.len() as u64).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(head.starts_with(b"PK\x03\x04") && head.ends_with(listing::NAME.as_bytes()))
}

/// How many entries an archive says it has; none where it does not end as one does.
fn entries(file: &mut File) -> io::Result<Option<u64>> {
    /// The record that ends an archive, and the longest remark after it.
    const TAIL: u64 = 22 + 65_535 + 20;
    let size = file.seek(SeekFrom::End(0))?;
    let start = size.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    file.seek(SeekFrom::Start(0))?;
    let Some(end) = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06") else { return Ok(None) };
    let short = tail.get(end + 10..end + 12).map(|bytes| u16::from_le_bytes([bytes[0], bytes[1]]));
    match short {
        Some(u16::MAX) => {}
        Some(count) => return Ok(Some(u64::from(count))),
        None => return Ok(None),
    }
    // More than 65,534: another record, to which a locator right before this one leads, has the number.
    let eight = |bytes: &[u8]| bytes.try_into().ok().map(u64::from_le_bytes);
    let locator =
        end.checked_sub(20).map(|from| &tail[from..end]).filter(|bytes| bytes.starts_with(b"PK\x06\x07"));
    let Some(place) = locator.and_then(|bytes| eight(&bytes[8..16])) else {
        return Ok(Some(u64::from(u16::MAX)));
    };
    file.seek(SeekFrom::Start(place))?;
    let mut record = [0; 40];
    file.read_exact(&mut record)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(eight(&record[32..40]))
}
