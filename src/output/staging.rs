//! The folder beside the generated entries where a site is prepared and where replaced units wait to be deleted.
//!
//! `.tongbao-staging/` holds `new/` and `old/` with one entry a unit, named by its flattened target, so that it can
//! be understood without the journal; `kept/` with the files that a rename will replace, for taking a commit back; and
//! `files`, the inventory to come.

use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::path::SitePath;

const NAME: &str = ".tongbao-staging";

/// The staging folder of one site.
#[derive(Debug)]
pub(super) struct Staging(PathBuf);

impl Staging {
    pub fn of(root: &Path) -> Staging {
        Staging(root.join(NAME))
    }

    /// Creates it afresh.
    pub fn start(&self) -> Result<(), OutputError> {
        self.clear()?;
        fs::create_folders(&self.0.join("new"))?;
        fs::create_folders(&self.0.join("old"))?;
        fs::create_folders(&self.all_kept())
    }

    /// Removes it with everything in it.
    pub fn clear(&self) -> Result<(), OutputError> {
        self.check()?;
        fs::remove_folder(&self.0)
    }

    /// Refuses a link in its place, which could lead out of the site.
    pub fn check(&self) -> Result<(), OutputError> {
        match fs::inspect(&self.0)? {
            Some(found) if found.is_symlink() => Err(OutputError::Symlink { path: self.0.clone() }),
            _ => Ok(()),
        }
    }

    /// Where a unit is prepared.
    pub fn coming(&self, target: &SitePath) -> PathBuf {
        self.0.join("new").join(target.flat())
    }

    /// Where the unit it replaces is set aside.
    pub fn aside(&self, target: &SitePath) -> PathBuf {
        self.0.join("old").join(target.flat())
    }

    /// Where the single file that it replaces has a second name, since one rename replaces a file by a file.
    pub fn kept(&self, target: &SitePath) -> PathBuf {
        self.all_kept().join(target.flat())
    }

    /// Where all of these are; absent where a program before the keeping of files staged a site.
    pub fn all_kept(&self) -> PathBuf {
        self.0.join("kept")
    }

    /// A file that becomes a staged one again, before it is whole.
    pub fn again(&self) -> PathBuf {
        self.0.join("again")
    }

    /// The units that are set aside.
    pub fn all_aside(&self) -> Result<Vec<SitePath>, OutputError> {
        let names = fs::list(&self.0.join("old"))?;
        names.iter().map(|(name, _)| SitePath::from_flat(&name.to_string_lossy())).collect()
    }

    /// The inventory that will stand once the commit is done.
    pub fn inventory(&self) -> PathBuf {
        self.0.join("files")
    }

    /// An inventory of what was and what was to come.
    pub fn union(&self) -> PathBuf {
        self.0.join("union")
    }

    /// The journal before it stands.
    pub fn journal(&self) -> PathBuf {
        self.0.join("journal")
    }
}
