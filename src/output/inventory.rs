//! What in a site folder tongbao generated. Everything else in there belongs to someone else.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::path::SitePath;
use super::sealed::{self, Sealed};

/// The file at the root of the site that holds the inventory.
pub(super) const NAME: &str = ".tongbao-files";

/// The units and files that tongbao generated, editions excepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory {
    pub units: BTreeSet<SitePath>,
    pub files: BTreeSet<SitePath>,
}

impl Inventory {
    /// Reads the inventory at `path`; an absent one is empty.
    pub fn read(path: &Path) -> Result<Inventory, OutputError> {
        let damaged = || OutputError::Damaged { path: path.to_path_buf() };
        let mut inventory = Inventory::default();
        let lines = match sealed::read(path, "files")? {
            Sealed::Absent => return Ok(inventory),
            Sealed::Damaged => return Err(damaged()),
            Sealed::Lines(lines) => lines,
        };
        for line in lines {
            match line.split_once(' ') {
                Some(("unit", target)) => inventory.units.insert(SitePath::parse(target)?),
                Some(("file", path)) => inventory.files.insert(SitePath::parse(path)?),
                _ => return Err(damaged()),
            };
        }
        Ok(inventory)
    }

    pub fn write(&self, path: &Path) -> Result<(), OutputError> {
        let units = self.units.iter().map(|unit| ("unit", unit.as_str()));
        let files = self.files.iter().map(|file| ("file", file.as_str()));
        sealed::write(path, "files", units.chain(files))
    }

    /// Whether tongbao generated the file `inner` of the unit `target`. Names that are no [`SitePath`] are never ours.
    pub fn owns(&self, target: &SitePath, inner: &Path) -> bool {
        let parts: Option<Vec<&str>> = inner.iter().map(|part| part.to_str()).collect();
        let inner = parts.and_then(|parts| SitePath::parse(&parts.join("/")).ok());
        inner.is_some_and(|inner| self.files.contains(&target.join(&inner)))
    }

    /// Whether the folder `target` is a unit or lies in one. A folder that merely holds units is not: editions may lie
    /// beside them.
    pub fn knows(&self, target: &SitePath) -> bool {
        self.units.iter().any(|unit| unit.holds(target))
    }

    /// Forgets a unit and all its files.
    pub fn forget(&mut self, target: &SitePath) {
        self.units.retain(|unit| !target.holds(unit));
        self.files.retain(|file| !target.holds(file));
    }

    pub fn extend(&mut self, other: Inventory) {
        self.units.extend(other.units);
        self.files.extend(other.files);
    }
}

/// A file that every built site has and nobody else makes.
const SITE: &str = "editions.js";

/// Reads the inventory of the site at `root`.
///
/// # Errors
/// [`OutputError::InventoryGone`] where a site stands without one: told once, since nothing in it could be replaced.
pub(super) fn of(root: &Path) -> Result<Inventory, OutputError> {
    let path = place(root);
    if fs::inspect(&path)?.is_none() && fs::inspect(&root.join(SITE))?.is_some() {
        return Err(OutputError::InventoryGone { path });
    }
    Inventory::read(&path)
}

/// Where the inventory of the site at `root` lies.
pub(super) fn place(root: &Path) -> PathBuf {
    root.join(NAME)
}
