//! Backup: a content folder and the folder of its site, with every edition in it, as one ZIP that proves itself, and back.
//!
//! In: two folders. Out: an archive that begins with a list of every file and its digests, the same bytes from the same
//! files; or the two folders as they were, made beside their places and put there whole. Nothing that is there is ever
//! written over, and of an archive that somebody sent nothing is believed: every digest is worked out before anything is
//! written.

mod listing;
mod pack;
mod source;
mod unpack;

#[cfg(test)]
mod tests;

pub use listing::Listing;
pub use pack::{Packed, pack};
pub use source::Folders;
pub use unpack::{Restored, check, restore, targets};

use std::io;
use std::path::{Path, PathBuf};

/// Why nothing was packed, or nothing restored.
#[derive(Debug)]
pub enum BackupError {
    /// A file or folder could not be read or written.
    Io(PathBuf, io::Error),
    /// There is no content folder.
    NoContent(PathBuf),
    /// The archive would lie in what it holds.
    Inside(PathBuf),
    /// There is a file of that name already.
    Exists(PathBuf),
    /// A link, a pipe or something else that is no file.
    NotAFile(PathBuf),
    /// A name that cannot be kept: not UTF-8, or one that leads elsewhere on some system.
    Name(PathBuf),
    /// Two names that are one file where letter case does not count.
    Twice(String, String),
    /// A file changed while it was read.
    Changed(PathBuf),
    /// A run that writes the site is under way, or was interrupted.
    Unfinished,
    /// The archive cannot be opened: it is cut off, or none.
    Broken,
    /// It is a ZIP, but no backup.
    NoBackup,
    /// A newer program made it.
    Newer(u64),
    /// What the archive says of itself does not go together; what is wrong, and of which entry.
    Forged(Forgery, String),
    /// A file is not what the list says.
    Differs(String),
    /// A folder that is to be restored holds something already; the first thing in it.
    Occupied(PathBuf, String),
    /// The two folders lie in each other.
    Nested(PathBuf, PathBuf),
}

/// What an archive must not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forgery {
    /// A path that leads out of the two folders.
    Path,
    /// A link instead of a file.
    Link,
    /// Two entries of one name, or of names that are one file on some systems.
    Double,
    /// An entry that the list does not have.
    Extra,
    /// A file of the list that is not there.
    Missing,
    /// More than such an archive can hold.
    Bomb,
    /// A list that cannot be read.
    List,
}

/// With the file an operation was about.
fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError + '_ {
    move |error| BackupError::Io(path.to_owned(), error)
}
