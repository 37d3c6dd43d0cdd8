//! New files in a folder that people keep. What is there is never touched.
//!
//! A folder that is not there yet is put together beside its place and renamed into it, so that it is there whole or not
//! at all; a file is written under another name first, likewise.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why nothing was created.
#[derive(Debug)]
pub enum CreateError {
    /// It is there already.
    Exists(PathBuf),
    /// It could not be written.
    Io(PathBuf, io::Error),
}

/// Writes files that are not there yet, by their paths relative to a folder; gives how many.
///
/// # Errors
/// When one of them is there, before anything is written, or when one cannot be written.
pub fn create(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<usize, CreateError> {
    if let Some(taken) =
        files.keys().map(|path| folder.join(path)).find(|path| path.symlink_metadata().is_ok())
    {
        return Err(CreateError::Exists(taken));
    }
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| CreateError::Io(path, error)
    };
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let staging =
        tempfile::Builder::new().prefix(".tongbao-new-").tempdir_in(folder).map_err(failed(folder))?;
    for (path, bytes) in files {
        let place = staging.path().join(path);
        let above = place.parent().unwrap_or(staging.path());
        fs::create_dir_all(above).map_err(failed(above))?;
        let mut file = fs::File::create_new(&place).map_err(failed(&place))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed(&place))?;
    }
    // What is moved as a whole is settled before anything is there.
    let parts: BTreeSet<PathBuf> = files.keys().map(|path| whole(folder, path)).collect();
    for part in parts {
        rename_new(&staging.path().join(&part), &folder.join(&part))?;
    }
    Ok(files.len())
}

/// The outermost part of a path that is not there yet.
fn whole(folder: &Path, path: &str) -> PathBuf {
    let mut known = PathBuf::new();
    for part in Path::new(path) {
        known.push(part);
        if folder.join(&known).symlink_metadata().is_err() {
            break;
        }
    }
    known
}

fn rename_new(from: &Path, to: &Path) -> Result<(), CreateError> {
    let failed = |error: io::Error| match error.kind() == io::ErrorKind::AlreadyExists {
        true => CreateError::Exists(to.to_owned()),
        false => CreateError::Io(to.to_owned(), error),
    };
    if from.is_dir() {
        return fs::rename(from, to).map_err(failed);
    }
    // A rename would put a file in the place of one that came in the meantime; a second name is refused there.
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let bytes = fs::read(from).map_err(failed)?;
            let mut file = fs::OpenOptions::new().write(true).create_new(true).open(to).map_err(failed)?;
            file.write_all(&bytes).map_err(failed)
        }
        linked => linked.map_err(failed),
    }
}

/// Writes a text in the place of another, unless somebody changed that in the meantime.
///
/// # Errors
/// When the file is another one by now, or cannot be written.
pub fn amend(path: &Path, before: &[u8], after: &[u8]) -> io::Result<()> {
    if fs::read(path)? != before {
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, "the file was changed"));
    }
    let above = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".tongbao-new-").tempfile_in(above)?;
    file.write_all(after)?;
    if let Ok(known) = fs::metadata(path) {
        file.as_file().set_permissions(known.permissions())?;
    }
    // On the disk before it takes the other's place: a loss of power leaves the one or the other.
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// Writes generated files in the place of what they were before, each as a whole; gives how many are others now.
///
/// # Errors
/// The path of the file that cannot be written, and why.
pub fn renew(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<usize, (PathBuf, io::Error)> {
    let mut written = 0;
    for (path, bytes) in files {
        let place = folder.join(path);
        let failed = |error| (place.clone(), error);
        // What leads elsewhere is somebody's own.
        let mut above = folder.to_owned();
        for part in Path::new(path) {
            above.push(part);
            if above.symlink_metadata().is_ok_and(|known| known.is_symlink()) {
                let error = io::Error::new(io::ErrorKind::InvalidInput, "it is a link");
                return Err((above, error));
            }
        }
        if fs::read(&place).is_ok_and(|there| there == *bytes) {
            continue;
        }
        let above = place.parent().unwrap_or(folder);
        fs::create_dir_all(above).map_err(failed)?;
        let new = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(".tongbao-new-").tempfile_in(above)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&place)?;
            Ok(())
        };
        new().map_err(failed)?;
        written += 1;
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        of.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn what_is_there_stays_and_nothing_is_left_beside_it() {
        let scratch = tempfile::tempdir().unwrap();
        let home = scratch.path();
        assert_eq!(create(home, &files(&[("a/b/c", "1"), ("a/d", "2"), ("e", "3")])).unwrap(), 3);
        assert_eq!(create(home, &files(&[("a/b/f", "4"), ("a/g/h", "5")])).unwrap(), 2);
        let taken = create(home, &files(&[("a/new", "6"), ("e", "7")]));
        assert!(matches!(taken, Err(CreateError::Exists(path)) if path == home.join("e")));
        assert!(!home.join("a/new").exists());
        let read = |path: &str| fs::read_to_string(home.join(path)).unwrap();
        assert_eq!(["a/b/c", "a/d", "e", "a/b/f", "a/g/h"].map(read), ["1", "2", "3", "4", "5"]);
        assert_eq!(fs::read_dir(home).unwrap().count(), 2);
        amend(&home.join("e"), b"3", b"8").unwrap();
        assert!(amend(&home.join("e"), b"3", b"9").is_err());
        assert_eq!(read("e"), "8");
        assert_eq!(renew(home, &files(&[("e", "9"), (".x/a", "1")])).unwrap(), 2);
        assert_eq!(renew(home, &files(&[("e", "9"), (".x/a", "2")])).unwrap(), 1);
        assert_eq!([read("e"), read(".x/a")], ["9", "2"]);
    }
}
