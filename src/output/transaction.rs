//! One build or one release: opened, filled, committed as a whole or not at all.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::OutputError;
use super::fs;
use super::inventory::{self, Inventory};
use super::journal::{self, Step};
use super::lock::{Lock, WhenBusy};
use super::path::SitePath;
use super::roll;
use super::staging::Staging;
use super::survey::{self, Coming};
use super::unit::{Kind, Staged, Unit};

/// Changes to a site folder that come into effect together. Dropped without [`commit`](Self::commit), it leaves the
/// site as it was.
///
/// ```
/// # fn main() -> Result<(), tongbao::output::OutputError> {
/// # let folder = tempfile::tempdir().unwrap();
/// # let output = folder.path();
/// use tongbao::output::{Transaction, WhenBusy};
///
/// let transaction = Transaction::begin(output, WhenBusy::Refuse)?;
/// let draft = transaction.unit("2019/draft")?;
/// draft.write("index.html", b"<!doctype html>")?;
/// transaction.file("index.html", b"<!doctype html>")?;
/// let summary = transaction.commit(&["index.html"])?;
/// assert_eq!(summary.files, 2);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Transaction {
    root: PathBuf,
    staging: Staging,
    before: Inventory,
    units: Mutex<Vec<Arc<Staged>>>,
    /// What stays as it is though nothing writes it.
    kept: Mutex<Vec<SitePath>>,
    /// The journal stands: what is staged belongs to the site and must not be thrown away.
    certain: bool,
    /// What an interrupted run had left to do, and was done at the beginning.
    completed: Vec<String>,
    /// Last, so that it is let go of last.
    _lock: Lock,
}

/// What a commit wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files of all units.
    pub files: usize,
    pub bytes: u64,
}

impl Transaction {
    /// Creates the site folder if need be, takes its lock, and finishes or cleans away what an interrupted run left.
    ///
    /// # Errors
    /// [`OutputError::Busy`], [`OutputError::UnknownFormat`], [`OutputError::Damaged`],
    /// [`OutputError::InventoryGone`], [`OutputError::NotAFolder`], [`OutputError::Io`]; [`OutputError::Halfway`] and [`OutputError::AfterRecovery`] where the site is not as it was.
    pub fn begin(root: &Path, when_busy: WhenBusy) -> Result<Transaction, OutputError> {
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        // A link to a folder is fine here: where the site lies is the user's choice.
        match fs::inspect(root)? {
            Some(found) if found.is_file() => {
                return Err(OutputError::NotAFolder { path: root.to_path_buf() });
            }
            Some(_) => {}
            None => fs::create_folders(root)?,
        }
        let lock = Lock::take(root, when_busy)?;
        let staging = Staging::of(root);
        let completed = roll::recover(root, &staging)?;
        let start = || {
            roll::close(root)?;
            let before = inventory::of(root)?;
            staging.start()?;
            Ok(before)
        };
        let before = match start() {
            Ok(before) => before,
            Err(cause) if completed.is_empty() => return Err(cause),
            Err(cause) => return Err(OutputError::AfterRecovery { completed, cause: Box::new(cause) }),
        };
        Ok(Transaction {
            root: root.to_path_buf(),
            staging,
            before,
            units: Mutex::default(),
            kept: Mutex::default(),
            certain: false,
            completed,
            _lock: lock,
        })
    }

    /// What an interrupted run had left to do, as targets: it was done when this transaction began.
    pub fn completed(&self) -> &[String] {
        &self.completed
    }

    /// Opens a folder that is replaced as a whole, such as `2019/draft` or `compare`. Files in it that are not
    /// tongbao's own are kept.
    ///
    /// # Errors
    /// [`OutputError::BadPath`], [`OutputError::Overlap`], and what of [`commit`](Self::commit) can be told already.
    pub fn unit(&self, target: &str) -> Result<Unit<'_>, OutputError> {
        let staged = self.open(target, Kind::Folder)?;
        fs::create_folders(&self.staging.coming(&staged.target))?;
        Ok(Unit { staged, transaction: PhantomData })
    }

    /// Writes a file that is replaced by itself, such as `index.html` or `2019/index.html`.
    ///
    /// # Errors
    /// As [`unit`](Self::unit).
    pub fn file(&self, target: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.open(target, Kind::File)?.fill(bytes)
    }

    /// Writes such a file, unless something stands there that is not tongbao's own, which then stays as it is.
    ///
    /// # Errors
    /// As [`unit`](Self::unit), but for what stands there.
    pub fn file_or_leave(&self, target: &str, bytes: &[u8]) -> Result<(), OutputError> {
        match self.file(target, bytes) {
            Err(
                OutputError::ForeignFile { .. }
                | OutputError::ForeignFolder { .. }
                | OutputError::Symlink { .. },
            ) => Ok(()),
            done => done,
        }
    }

    /// Writes a file that carries on what it held before: the caller has read it, so it may also be one that came with
    /// editions from elsewhere.
    ///
    /// # Errors
    /// As [`unit`](Self::unit).
    pub fn ledger(&self, target: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.open(target, Kind::Ledger)?.fill(bytes)
    }

    /// Leaves a file of an earlier run as it is: it is not among the [`left_over`](Self::left_over).
    ///
    /// # Errors
    /// [`OutputError::BadPath`].
    pub fn keep(&self, target: &str) -> Result<(), OutputError> {
        let target = SitePath::parse(target)?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(target);
        Ok(())
    }

    /// Opens a folder that is written this once, such as `2019/v2`: nothing may stand there, its files become
    /// read-only, and no later transaction replaces it.
    ///
    /// # Errors
    /// As [`unit`](Self::unit), and [`OutputError::EditionExists`].
    pub fn edition(&self, target: &str) -> Result<Unit<'_>, OutputError> {
        let staged = self.open(target, Kind::Edition)?;
        fs::create_folders(&self.staging.coming(&staged.target))?;
        Ok(Unit { staged, transaction: PhantomData })
    }

    /// Takes away a unit or single file of an earlier run that is no longer generated. Files in it that are not
    /// tongbao's own stay.
    ///
    /// # Errors
    /// As [`unit`](Self::unit).
    pub fn retire(&self, target: &str) -> Result<(), OutputError> {
        self.open(target, Kind::Retired).map(|_| ())
    }

    /// The units and single files that earlier runs generated and this one has not opened so far, in order: what a
    /// build of the whole site [retires](Self::retire). Editions are not among them.
    pub fn left_over(&self) -> Vec<String> {
        let units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let opened = |old: &&SitePath| {
            units.iter().map(|unit| &unit.target).chain(kept.iter()).any(|target| overlap(target, old))
        };
        self.before.units.iter().filter(|old| !opened(old)).map(|old| old.as_str().to_owned()).collect()
    }

    /// Swaps every unit in, in the order they were opened, those named in `last` at the end in that order.
    ///
    /// # Errors
    /// Before anything changes: [`OutputError::Unfinished`], [`OutputError::Symlink`], [`OutputError::NotAFolder`],
    /// [`OutputError::OtherFileSystem`], [`OutputError::ForeignFolder`], [`OutputError::ForeignFile`],
    /// [`OutputError::EditionExists`], [`OutputError::Io`]. What fails after that is taken back; where that fails too it
    /// is [`OutputError::Halfway`], which leaves the rest to the next [`begin`](Self::begin).
    pub fn commit(mut self, last: &[&str]) -> Result<Summary, OutputError> {
        let mut units = std::mem::take(self.units.get_mut().unwrap_or_else(PoisonError::into_inner));
        // The sort is stable: what is not named keeps its order, before all that is.
        units.sort_by_key(|unit| {
            last.iter().position(|name| *name == unit.target.as_str()).map_or(0, |place| place + 1)
        });
        let mut after = self.before.clone();
        let mut summary = Summary::default();
        for unit in &units {
            summary.files += self.prepare(unit, &mut after)?;
            summary.bytes += unit.bytes();
        }
        survey::probe(&self.root, units.iter().map(|unit| &unit.target), &self.before)?;
        for unit in units.iter().filter(|unit| matches!(unit.kind, Kind::File | Kind::Ledger)) {
            self.keep_file(&unit.target)?;
        }
        let steps: Vec<Step> = units.iter().map(|unit| unit.step()).collect();
        after.write(&self.staging.inventory())?;
        journal::put(&self.root, &self.staging, &steps)?;
        self.certain = true;
        match roll::complete(&self.root, &self.staging, &steps) {
            Ok(()) => {}
            Err(error) => {
                self.certain = matches!(error, OutputError::Halfway { .. });
                return Err(error);
            }
        }
        // The site is whole. Should something keep the journal or the old units from being deleted, the next run meets
        // it and says so.
        let _ = roll::close(&self.root).and_then(|()| self.staging.clear());
        Ok(summary)
    }

    /// Gives the file that a rename will replace a second name, so that the commit can be taken back.
    fn keep_file(&self, target: &SitePath) -> Result<(), OutputError> {
        let place = target.on(&self.root);
        match fs::inspect(&place)? {
            Some(found) if found.is_file() => fs::keep(&place, &self.staging.kept(target)),
            _ => Ok(()),
        }
    }

    /// Checks one unit against what stands, and brings it into the inventory; the number of its files.
    fn prepare(&self, unit: &Staged, after: &mut Inventory) -> Result<usize, OutputError> {
        let files = unit.files()?;
        survey::check(&self.root, &unit.target, &unit.coming(&files), &self.before)?;
        after.forget(&unit.target);
        match unit.kind {
            Kind::Retired => return Ok(0),
            Kind::Edition => unit.protect()?,
            Kind::File | Kind::Ledger => {
                after.units.insert(unit.target.clone());
                after.files.insert(unit.target.clone());
                return Ok(1);
            }
            Kind::Folder => {
                after.units.insert(unit.target.clone());
                after.files.extend(files.iter().map(|file| unit.target.join(file)));
            }
        }
        Ok(files.len())
    }

    fn open(&self, target: &str, kind: Kind) -> Result<Arc<Staged>, OutputError> {
        let target = SitePath::parse(target)?;
        let mut units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = units.iter().find(|earlier| overlap(&earlier.target, &target)) {
            return Err(OutputError::Overlap {
                first: earlier.target.as_str().to_owned(),
                second: target.as_str().to_owned(),
            });
        }
        let place = self.staging.coming(&target);
        let staged = Arc::new(Staged::new(target, kind, place));
        survey::check(&self.root, &staged.target, &staged.coming(&BTreeSet::new()), &self.before)?;
        units.push(Arc::clone(&staged));
        Ok(staged)
    }
}

/// Whether one lies in the other, on a system where letter case does not count.
fn overlap(a: &SitePath, b: &SitePath) -> bool {
    let (a, b) = (a.folded(), b.folded());
    a.holds(&b) || b.holds(&a)
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if !self.certain {
            // What cannot be removed now is removed by the next run.
            let _ = self.staging.clear();
        }
    }
}

impl Staged {
    fn coming<'a>(&self, files: &'a BTreeSet<SitePath>) -> Coming<'a> {
        match self.kind {
            Kind::Folder => Coming::Folder(files),
            Kind::File => Coming::File,
            Kind::Ledger => Coming::Ledger,
            Kind::Edition => Coming::Edition,
            Kind::Retired => Coming::Nothing,
        }
    }

    fn step(&self) -> Step {
        match self.kind {
            Kind::Folder | Kind::File | Kind::Ledger => Step::Swap(self.target.clone()),
            Kind::Edition => Step::Create(self.target.clone()),
            Kind::Retired => Step::Retire(self.target.clone()),
        }
    }
}
