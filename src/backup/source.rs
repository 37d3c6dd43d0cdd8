//! The files of the two folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::listing::{CONTENT, OUTPUT, folded, is_inside};
use super::{BackupError, at};

/// The two folders that belong together.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'f> {
    /// The content folder.
    pub content: &'f Path,
    /// The folder of the site: editions, register and all.
    pub output: &'f Path,
}

impl Folders<'_> {
    /// Every file of both by its path in the archive; a folder that is not there has none.
    pub(super) fn files(&self) -> Result<BTreeMap<String, PathBuf>, BackupError> {
        if !self.content.is_dir() {
            return Err(BackupError::NoContent(self.content.to_owned()));
        }
        let mut files = BTreeMap::new();
        for (name, folder) in [(CONTENT, self.content), (OUTPUT, self.output)] {
            if folder.exists() {
                add(name, folder, &mut files)?;
            }
        }
        let mut seen: BTreeMap<String, &String> = BTreeMap::new();
        for path in files.keys() {
            if let Some(other) = seen.insert(folded(path), path) {
                return Err(BackupError::Twice(other.clone(), path.clone()));
            }
        }
        Ok(files)
    }
}

fn add(name: &str, folder: &Path, files: &mut BTreeMap<String, PathBuf>) -> Result<(), BackupError> {
    // Where the folder itself lies may be a link; nothing in it may.
    let root = folder.canonicalize().map_err(at(folder))?;
    let walk =
        WalkDir::new(&root).sort_by_file_name().into_iter().filter_entry(|entry| !is_passing(name, entry));
    for entry in walk {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            let why = error.into_io_error().unwrap_or_else(|| std::io::ErrorKind::Other.into());
            BackupError::Io(path, why)
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        if !entry.file_type().is_file() {
            return Err(BackupError::NotAFile(entry.into_path()));
        }
        let inner = entry.path().strip_prefix(&root).ok().and_then(|inner| {
            let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).collect();
            Some(format!("{name}/{}", parts?.join("/")))
        });
        match inner.filter(|path| is_inside(path)) {
            Some(path) => files.insert(path, entry.into_path()),
            None => return Err(BackupError::Name(entry.into_path())),
        };
    }
    Ok(())
}

/// What a run that writes leaves in the site's folder for itself alone, and the history of a version control, which has
/// backups of its own.
fn is_passing(name: &str, entry: &walkdir::DirEntry) -> bool {
    const PASSING: [&str; 4] = [".tongbao-staging", ".tongbao-lock", ".tongbao-journal", ".tongbao-probe"];
    let own = entry.file_name().to_string_lossy();
    entry.depth() == 1 && (own == ".git" || (name == OUTPUT && PASSING.contains(&&*own)))
}
