//! One generated entry while its files are written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::{Action, OutputError};
use super::fs;
use super::path::SitePath;
use super::transaction::Transaction;

/// A folder of the site being written. All methods take `&self` and may be called from many threads at once.
///
/// It cannot outlive its [`Transaction`], so nothing is written after the commit.
#[derive(Clone, Debug)]
pub struct Unit<'t> {
    pub(super) staged: Arc<Staged>,
    pub(super) transaction: PhantomData<&'t Transaction>,
}

impl Unit<'_> {
    /// Writes the file `path` of this unit, creating folders as needed.
    ///
    /// # Errors
    /// [`OutputError::BadPath`], [`OutputError::Collision`] if that file was written before, [`OutputError::Io`].
    /// After an IO error the unit can no longer be committed.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let (path, place) = self.staged.claim(path)?;
        fs::write_new(&place, bytes)?;
        self.staged.finish(&path, bytes.len() as u64);
        Ok(())
    }

    /// Starts the file `path` of this unit, for content that is better not held in memory as a whole.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn create(&self, path: &str) -> Result<UnitFile<'_>, OutputError> {
        let (path, place) = self.staged.claim(path)?;
        let file = BufWriter::with_capacity(64 * 1024, fs::create_new(&place)?);
        Ok(UnitFile { staged: &self.staged, path, place, file, bytes: 0 })
    }

    /// Where its files lie until the commit, for looking at them once more.
    pub fn staged(&self) -> &std::path::Path {
        self.staged.place()
    }

    /// Where this unit will stand, relative to the site.
    pub fn target(&self) -> &str {
        self.staged.target.as_str()
    }
}

/// A file being written piece by piece. It must be [finished](Self::finish), or its unit cannot be committed.
#[derive(Debug)]
pub struct UnitFile<'u> {
    staged: &'u Staged,
    path: SitePath,
    place: PathBuf,
    file: BufWriter<File>,
    bytes: u64,
}

impl UnitFile<'_> {
    /// Writes what is still held back and closes the file.
    ///
    /// # Errors
    /// [`OutputError::Io`].
    pub fn finish(mut self) -> Result<(), OutputError> {
        self.file.flush().map_err(|source| fs::io_error(Action::Write, &self.place, source))?;
        self.staged.finish(&self.path, self.bytes);
        Ok(())
    }
}

/// Errors name the path; [`Unit::write`] says which kinds there are.
impl Write for UnitFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes).map_err(|source| {
            io::Error::new(source.kind(), fs::io_error(Action::Write, &self.place, source))
        })?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What becomes of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    Ledger,
    Edition,
    Retired,
}

/// A unit on its way.
#[derive(Debug)]
pub(super) struct Staged {
    pub target: SitePath,
    pub kind: Kind,
    /// Where it is prepared.
    place: PathBuf,
    bytes: AtomicU64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By folded path.
    files: BTreeMap<SitePath, Claim>,
    folders: BTreeSet<SitePath>,
}

#[derive(Debug)]
struct Claim {
    path: SitePath,
    finished: bool,
}

impl Staged {
    pub fn new(target: SitePath, kind: Kind, place: PathBuf) -> Staged {
        Staged { target, kind, place, bytes: AtomicU64::new(0), state: Mutex::default() }
    }

    /// Reserves a path, so that of two writers the second is refused, and sees to its folder.
    fn claim(&self, path: &str) -> Result<(SitePath, PathBuf), OutputError> {
        let path = SitePath::parse(path)?;
        let mut state = self.lock();
        if let Some(earlier) = state.files.get(&path.folded()) {
            return Err(OutputError::Collision {
                unit: self.target.as_str().to_owned(),
                first: earlier.path.as_str().to_owned(),
                second: path.as_str().to_owned(),
            });
        }
        state.files.insert(path.folded(), Claim { path: path.clone(), finished: false });
        if let Some(folder) = path.parent().filter(|folder| !state.folders.contains(folder)) {
            fs::create_folders(&folder.on(&self.place))?;
            state.folders.insert(folder);
        }
        let place = path.on(&self.place);
        Ok((path, place))
    }

    fn finish(&self, path: &SitePath, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
        if let Some(claim) = self.lock().files.get_mut(&path.folded()) {
            claim.finished = true;
        }
    }

    pub fn place(&self) -> &std::path::Path {
        &self.place
    }

    /// The unit is the one file `bytes`.
    pub fn fill(&self, bytes: &[u8]) -> Result<(), OutputError> {
        fs::write_new(&self.place, bytes)?;
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    /// Takes the write permission of all its files away.
    pub fn protect(&self) -> Result<(), OutputError> {
        self.files()?.iter().try_for_each(|path| fs::protect(&path.on(&self.place)))
    }

    /// The files that were written, or the first that was not finished.
    pub fn files(&self) -> Result<BTreeSet<SitePath>, OutputError> {
        let state = self.lock();
        match state.files.values().find(|claim| !claim.finished) {
            None => Ok(state.files.values().map(|claim| claim.path.clone()).collect()),
            Some(claim) => Err(OutputError::Unfinished {
                unit: self.target.as_str().to_owned(),
                path: claim.path.as_str().to_owned(),
            }),
        }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// A thread that panicked while it held the lock left a file unfinished, which the commit then finds.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
