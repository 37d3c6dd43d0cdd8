//! What can go wrong, as values; the command line words them for people.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why something could not be written. The site is as it was, unless the error is [`Self::Halfway`],
/// [`Self::TakenBack`] or [`Self::AfterRecovery`].
#[derive(Debug)]
pub enum OutputError {
    /// The file system refused an operation: disk full, no permission, a file held open by another program.
    Io {
        action: Action,
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
    },
    /// Another process writes into this folder.
    Busy {
        root: PathBuf,
        /// The other's process number, where it can be read.
        holder: Option<u32>,
    },
    /// A journal or an inventory written by a newer tongbao.
    UnknownFormat { path: PathBuf, found: u32 },
    /// An inventory that is truncated or was altered: what is tongbao's own can no longer be told.
    Damaged { path: PathBuf },
    /// A site without its inventory: what is tongbao's own can no longer be told.
    InventoryGone { path: PathBuf },
    /// A path that a site cannot have on every system it is copied to.
    BadPath {
        /// As it was given.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two files of a unit with the same path; letter case does not count, since it does not on every system.
    Collision {
        unit: String,
        /// The path written first.
        first: String,
        /// The path written second.
        second: String,
    },
    /// Two units of which one lies inside the other, or the same one twice.
    Overlap {
        /// The unit opened first.
        first: String,
        /// The unit opened second.
        second: String,
    },
    /// A file whose writing failed, or that was never finished; the unit cannot be committed.
    Unfinished {
        unit: String,
        /// The file in it.
        path: String,
    },
    /// A unit, or a folder it lies in, is a symbolic link.
    Symlink { path: PathBuf },
    /// A file where a folder is needed.
    NotAFolder { path: PathBuf },
    /// A folder on another file system than the site, so that nothing can be renamed into it.
    OtherFileSystem { path: PathBuf },
    /// A folder that tongbao did not generate stands where a unit should go.
    ForeignFolder {
        path: PathBuf,
        /// One of the files in it.
        example: PathBuf,
    },
    /// A file that tongbao did not generate stands where one should go.
    ForeignFile { path: PathBuf },
    /// An edition that exists already; editions are written once.
    EditionExists { path: PathBuf },
    /// A commit that stopped after its journal stood, and could not be taken back either. The next run carries it on, or
    /// takes it back where it still cannot.
    Halfway {
        /// What stopped it.
        cause: Box<OutputError>,
        /// What kept it from being taken back.
        undo: Box<OutputError>,
        /// What stands anew already, as targets.
        new: Vec<String>,
        /// What is away for the moment, as targets.
        away: Vec<String>,
    },
    /// What an interrupted run had left could not be completed, and was taken back: the site is as it was before that run.
    TakenBack {
        /// What it was about to change, as targets.
        targets: Vec<String>,
        /// Why it could not be completed.
        cause: Box<OutputError>,
    },
    /// What an interrupted run had left was completed, and then this one could not begin.
    AfterRecovery {
        /// What was completed, as targets.
        completed: Vec<String>,
        /// Why this run could not begin.
        cause: Box<OutputError>,
    },
}

/// What an IO error interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Action {
    CreateFolder,
    CreateFile,
    Write,
    Read,
    Inspect,
    Rename,
    Remove,
    Protect,
    /// Try whether files can be put into a folder.
    WriteInto,
    /// Keep a second name or a copy of a file.
    Keep,
    Flush,
    Lock,
}

/// What is wrong with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Empty, or with an empty part (`a//b`, `a/`).
    Empty,
    /// Starts at the root of the file system.
    Absolute,
    /// Has a part `.` or `..`.
    Dots,
    /// Has a character that some system forbids: a control character or one of `<>:"\|?*`.
    Character,
    /// Has a part that ends in a dot or a space, which Windows drops.
    Ending,
    /// Has a part that is reserved: a device name of Windows (`con`, `aux.html`), or `.tongbao-…`.
    Reserved,
}

impl OutputError {
    /// Every code, for tests that want one of each kind.
    #[cfg(test)]
    pub const CODES: [&str; 18] = [
        "output-io",
        "output-busy",
        "output-unknown-format",
        "output-damaged",
        "output-inventory-gone",
        "output-bad-path",
        "output-collision",
        "output-overlap",
        "output-unfinished",
        "output-symlink",
        "output-not-a-folder",
        "output-other-file-system",
        "output-foreign-folder",
        "output-foreign-file",
        "output-edition-exists",
        "output-halfway",
        "output-taken-back",
        "output-after-recovery",
    ];

    /// A stable name of the kind of error, for catalogues and programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "output-io",
            Self::Busy { .. } => "output-busy",
            Self::UnknownFormat { .. } => "output-unknown-format",
            Self::Damaged { .. } => "output-damaged",
            Self::InventoryGone { .. } => "output-inventory-gone",
            Self::BadPath { .. } => "output-bad-path",
            Self::Collision { .. } => "output-collision",
            Self::Overlap { .. } => "output-overlap",
            Self::Unfinished { .. } => "output-unfinished",
            Self::Symlink { .. } => "output-symlink",
            Self::NotAFolder { .. } => "output-not-a-folder",
            Self::OtherFileSystem { .. } => "output-other-file-system",
            Self::ForeignFolder { .. } => "output-foreign-folder",
            Self::ForeignFile { .. } => "output-foreign-file",
            Self::EditionExists { .. } => "output-edition-exists",
            Self::Halfway { .. } => "output-halfway",
            Self::TakenBack { .. } => "output-taken-back",
            Self::AfterRecovery { .. } => "output-after-recovery",
        }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(f, "cannot {action} {}: {source}", path.display()),
            Self::Busy { root, holder: Some(pid) } => {
                write!(f, "{} is being written by process {pid}", root.display())
            }
            Self::Busy { root, holder: None } => {
                write!(f, "{} is being written by another process", root.display())
            }
            Self::UnknownFormat { path, found } => {
                write!(f, "{} has format {found}, written by a newer tongbao", path.display())
            }
            Self::Damaged { path } => write!(f, "{} is damaged", path.display()),
            Self::InventoryGone { path } => {
                write!(f, "{} is gone, and a site stands there", path.display())
            }
            Self::BadPath { path, fault } => write!(f, "the path `{path}` {fault}"),
            Self::Collision { unit, first, second } if first == second => {
                write!(f, "`{first}` is written twice in `{unit}`")
            }
            Self::Collision { unit, first, second } => {
                write!(f, "`{first}` and `{second}` in `{unit}` differ in letter case only")
            }
            Self::Overlap { first, second } if first == second => {
                write!(f, "the unit `{first}` is opened twice")
            }
            Self::Overlap { first, second } => {
                write!(f, "the units `{first}` and `{second}` lie in one another")
            }
            Self::Unfinished { unit, path } => write!(f, "`{path}` in `{unit}` was not written to its end"),
            Self::Symlink { path } => write!(f, "{} is a symbolic link", path.display()),
            Self::NotAFolder { path } => write!(f, "{} is not a folder", path.display()),
            Self::OtherFileSystem { path } => {
                write!(f, "{} lies on another file system than the site", path.display())
            }
            Self::ForeignFolder { path, example } => {
                write!(f, "{} was not generated by tongbao: it holds {}", path.display(), example.display())
            }
            Self::ForeignFile { path } => write!(f, "{} was not generated by tongbao", path.display()),
            Self::EditionExists { path } => write!(f, "the edition {} exists already", path.display()),
            Self::Halfway { cause, undo, .. } => {
                write!(f, "stopped midway: {cause}; it could not be taken back: {undo}")
            }
            Self::TakenBack { cause, .. } => {
                write!(f, "what an interrupted run had left was taken back: {cause}")
            }
            Self::AfterRecovery { cause, .. } => {
                write!(f, "what an interrupted run had left was completed; then: {cause}")
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Halfway { cause, .. }
            | Self::TakenBack { cause, .. }
            | Self::AfterRecovery { cause, .. } => Some(cause),
            Self::Busy { .. }
            | Self::UnknownFormat { .. }
            | Self::Damaged { .. }
            | Self::InventoryGone { .. }
            | Self::BadPath { .. }
            | Self::Collision { .. }
            | Self::Overlap { .. }
            | Self::Unfinished { .. }
            | Self::Symlink { .. }
            | Self::NotAFolder { .. }
            | Self::OtherFileSystem { .. }
            | Self::ForeignFolder { .. }
            | Self::ForeignFile { .. }
            | Self::EditionExists { .. } => None,
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreateFolder => "create the folder",
            Self::CreateFile => "create the file",
            Self::Write => "write",
            Self::Read => "read",
            Self::Inspect => "look at",
            Self::Rename => "rename to",
            Self::Remove => "remove",
            Self::Protect => "make read-only",
            Self::WriteInto => "write into the folder",
            Self::Keep => "keep a copy of",
            Self::Flush => "flush to the disk",
            Self::Lock => "lock",
        })
    }
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty or has an empty part",
            Self::Absolute => "is absolute",
            Self::Dots => "has a part of dots",
            Self::Character => "has a character that not every system allows",
            Self::Ending => "has a part that ends in a dot or a space",
            Self::Reserved => "has a reserved name",
        })
    }
}
