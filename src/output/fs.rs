//! `std::fs` with errors that say what was attempted on which path. Nothing here follows a symbolic link at the end
//! of a path.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError};

#[cfg(any(test, feature = "faults"))]
pub(super) mod fault;

/// Creates a folder and those above it.
pub(super) fn create_folders(path: &Path) -> Result<(), OutputError> {
    attempt(Action::CreateFolder, path, || fs::create_dir_all(path))
}

/// Creates a file that must not exist yet.
pub(super) fn create_new(path: &Path) -> Result<File, OutputError> {
    attempt(Action::CreateFile, path, || File::create_new(path))
}

/// Creates a file that must not exist yet, with these bytes.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let mut file = create_new(path)?;
    attempt(Action::Write, path, || file.write_all(bytes))
}

/// Writes a file, over an earlier one if need be, and waits until the disk has it.
pub(super) fn write_flushed(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let mut file = attempt(Action::CreateFile, path, || File::create(path))?;
    attempt(Action::Write, path, || file.write_all(bytes))?;
    attempt(Action::Flush, path, || file.sync_all())
}

/// The bytes of a file; none if there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    looked(Action::Read, path)?;
    if_there(fs::read(path)).map_err(|source| io_error(Action::Read, path, source))
}

/// What stands at a path, links not followed; none if nothing does.
pub(super) fn inspect(path: &Path) -> Result<Option<Metadata>, OutputError> {
    looked(Action::Inspect, path)?;
    match fs::symlink_metadata(path) {
        // A file stands where a folder of the path would have to be: nothing can stand below it.
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        found => if_there(found).map_err(|source| io_error(Action::Inspect, path, source)),
    }
}

/// The names in a folder with their types, in order; none if there is no such folder.
pub(super) fn list(folder: &Path) -> Result<Vec<(PathBuf, fs::FileType)>, OutputError> {
    let names = || -> io::Result<Vec<_>> {
        let Some(entries) = if_there(fs::read_dir(folder))? else { return Ok(Vec::new()) };
        let mut found = entries
            .map(|entry| entry.and_then(|entry| Ok((PathBuf::from(entry.file_name()), entry.file_type()?))))
            .collect::<io::Result<Vec<_>>>()?;
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    };
    looked(Action::Read, folder)?;
    names().map_err(|source| io_error(Action::Read, folder, source))
}

/// Renames; a file replaces a file.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), OutputError> {
    attempt(Action::Rename, to, || fs::rename(from, to))
}

/// Gives a file a second name; where the file system has none (FAT, some shares), copies it. What stood at `to` goes.
pub(super) fn keep(from: &Path, to: &Path) -> Result<(), OutputError> {
    remove_file(to)?;
    attempt(Action::Keep, from, || fs::hard_link(from, to).or_else(|_| copied(from, to)))
}

/// Copies a file over what stands at `to`, and waits until the disk has it.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), OutputError> {
    remove_file(to)?;
    attempt(Action::Keep, from, || copied(from, to))
}

fn copied(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::open(to)?.sync_all()
}

/// The file by which [`write_into`] tries a folder.
pub(super) const PROBE: &str = ".tongbao-probe";

/// Tries whether names in a folder can be changed, by making a file and removing it. Permissions tell too little: of
/// shares, read-only mounts and quotas they know nothing.
pub(super) fn write_into(folder: &Path) -> Result<(), OutputError> {
    let probe = folder.join(PROBE);
    attempt(Action::WriteInto, folder, || {
        // One that a killed run left, or a link, which would be followed.
        if_there(fs::remove_file(&probe))?;
        File::create_new(&probe).and_then(|_| fs::remove_file(&probe))
    })
}

/// Removes a file if it is there.
pub(super) fn remove_file(path: &Path) -> Result<(), OutputError> {
    attempt(Action::Remove, path, || if_there(fs::remove_file(path))).map(|_| ())
}

/// Removes a folder with all that is in it, if it is there, read-only folders in it included.
pub(super) fn remove_folder(path: &Path) -> Result<(), OutputError> {
    attempt(Action::Remove, path, || match if_there(fs::remove_dir_all(path)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            unprotect(path)?;
            if_there(fs::remove_dir_all(path))
        }
        done => done,
    })
    .map(|_| ())
}

/// Makes the folders below a path writable again. Links are not followed.
#[expect(clippy::permissions_set_readonly_false, reason = "what is made writable is removed at once")]
fn unprotect(folder: &Path) -> io::Result<()> {
    let mut permissions = fs::symlink_metadata(folder)?.permissions();
    permissions.set_readonly(false);
    fs::set_permissions(folder, permissions)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            unprotect(&entry.path())?;
        }
    }
    Ok(())
}

/// Removes a folder if it is empty; says whether it did.
pub(super) fn remove_if_empty(path: &Path) -> Result<bool, OutputError> {
    attempt(Action::Remove, path, || match fs::remove_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
        removed => if_there(removed).map(|done| done.is_some()),
    })
}

/// Takes a file's write permission away.
pub(super) fn protect(path: &Path) -> Result<(), OutputError> {
    attempt(Action::Protect, path, || {
        let mut permissions = fs::metadata(path)?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions)
    })
}

/// Waits until the disk has the names in a folder. Only Unix lets a folder be opened for that.
pub(super) fn flush_folder(path: &Path) -> Result<(), OutputError> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    match File::open(path).and_then(|folder| folder.sync_all()) {
        // Some network file systems cannot; the names are then as safe as they get.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done.map_err(|source| io_error(Action::Flush, path, source)),
    }
}

/// Whether two existing paths lie on different file systems, where the system can tell.
pub(super) fn on_other_file_system(a: &Metadata, b: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        a.dev() != b.dev()
    }
    #[cfg(not(unix))]
    {
        let _ = (a, b);
        false
    }
}

pub(super) fn io_error(action: Action, path: &Path, source: io::Error) -> OutputError {
    OutputError::Io { action, path: path.to_path_buf(), source }
}

/// Everything that changes the disk comes through here, so that tests can stop a run before any one change.
fn attempt<T>(action: Action, path: &Path, change: impl FnOnce() -> io::Result<T>) -> Result<T, OutputError> {
    #[cfg(any(test, feature = "faults"))]
    fault::strike().map_err(|source| io_error(action, path, source))?;
    change().map_err(|source| io_error(action, path, source))
}

/// Every look at the disk comes through here, for the same reason.
#[cfg_attr(
    not(feature = "faults"),
    expect(clippy::unnecessary_wraps, reason = "it fails where faults are asked for")
)]
fn looked(action: Action, path: &Path) -> Result<(), OutputError> {
    #[cfg(feature = "faults")]
    fault::told().map_err(|source| io_error(action, path, source))?;
    let _ = (action, path);
    Ok(())
}

fn if_there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
