//! Carries a journal out, from whatever point it was left at.
//!
//! Each step asks the disk how far it got before it goes on, so that it can be repeated. What tells a step's state:
//! a unit's entry in `new/` is there until the unit is in place; its entry in `old/` from the moment it is set aside;
//! the inventory to come is there until all units and all foreign files are in place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::inventory::{self, Inventory};
use super::journal::{self, Journal, Step};
use super::path::SitePath;
use super::staging::Staging;
use super::survey;

/// Finishes what an interrupted run left in the site at `root`, if anything.
pub(super) fn recover(root: &Path, staging: &Staging) -> Result<(), OutputError> {
    staging.check()?;
    match journal::read(root)? {
        Journal::Absent => Ok(()),
        Journal::Steps(steps) => forward(root, staging, &steps),
        Journal::Damaged => salvage(root, staging),
    }
}

/// Does the steps of the journal that are not done yet, then removes it.
pub(super) fn forward(root: &Path, staging: &Staging, steps: &[Step]) -> Result<(), OutputError> {
    // Once the inventory is replaced the steps are done, and the old one, which tells what is foreign, is gone.
    if fs::inspect(&staging.inventory())?.is_some() {
        let roll = Roll { root, staging, before: Inventory::read(&inventory::place(root))? };
        for step in steps {
            roll.step(step)?;
        }
        roll.flush(steps.iter().map(Step::target))?;
        fs::rename(&staging.inventory(), &inventory::place(root))?;
    }
    journal::remove(root)?;
    fs::flush_folder(root)
}

/// The journal itself was destroyed (a kill cannot do that, a disk can): units whose new folder is in place stay new,
/// those that are only set aside go back, and the inventory lists the files of both.
fn salvage(root: &Path, staging: &Staging) -> Result<(), OutputError> {
    if fs::inspect(&staging.inventory())?.is_some() {
        let mut roll = Roll { root, staging, before: Inventory::read(&inventory::place(root))? };
        let aside = staging.all_aside()?;
        for target in &aside {
            survey::check_way(root, target)?;
            match fs::inspect(&target.on(root))? {
                Some(_) => roll.carry(target)?,
                None => roll.put(&staging.aside(target), target)?,
            }
        }
        roll.flush(aside.iter())?;
        roll.before.extend(Inventory::read(&staging.inventory())?);
        // Written beside the one it was made of: that one is needed whole should this run be killed as well.
        roll.before.write(&staging.union())?;
        fs::rename(&staging.union(), &inventory::place(root))?;
    }
    journal::remove(root)?;
    fs::flush_folder(root)
}

struct Roll<'a> {
    root: &'a Path,
    staging: &'a Staging,
    /// What was tongbao's own before this commit.
    before: Inventory,
}

impl Roll<'_> {
    fn step(&self, step: &Step) -> Result<(), OutputError> {
        survey::check_way(self.root, step.target())?;
        match step {
            Step::Swap(target) => {
                self.swap(target)?;
                self.carry(target)
            }
            Step::Create(target) => self.create(target),
            Step::Retire(target) => {
                self.retire(target)?;
                self.carry(target)?;
                self.remove_empty_above(target)
            }
        }
    }

    fn swap(&self, target: &SitePath) -> Result<(), OutputError> {
        let new = self.staging.coming(target);
        let Some(coming) = fs::inspect(&new)? else { return Ok(()) };
        let place = target.on(self.root);
        match fs::inspect(&place)? {
            // One rename replaces a file by a file, so that it is never missing.
            Some(found) if found.is_file() && coming.is_file() => {}
            Some(_) if fs::inspect(&self.staging.aside(target))?.is_some() => {
                return Err(OutputError::ForeignFile { path: place });
            }
            Some(_) => fs::rename(&place, &self.staging.aside(target))?,
            None => {}
        }
        self.put(&new, target)
    }

    fn create(&self, target: &SitePath) -> Result<(), OutputError> {
        let new = self.staging.coming(target);
        let place = target.on(self.root);
        match (fs::inspect(&new)?, fs::inspect(&place)?) {
            (None, _) => Ok(()),
            (Some(_), None) => self.put(&new, target),
            (Some(_), Some(_)) => Err(OutputError::EditionExists { path: place }),
        }
    }

    fn retire(&self, target: &SitePath) -> Result<(), OutputError> {
        let place = target.on(self.root);
        let aside = self.staging.aside(target);
        if fs::inspect(&aside)?.is_some() || fs::inspect(&place)?.is_none() {
            return Ok(());
        }
        fs::rename(&place, &aside)
    }

    /// Moves the files that are not tongbao's own out of the unit that is set aside, to the same place in the site.
    fn carry(&self, target: &SitePath) -> Result<(), OutputError> {
        let aside = self.staging.aside(target);
        if !fs::inspect(&aside)?.is_some_and(|found| found.is_dir()) {
            return Ok(());
        }
        let place = target.on(self.root);
        for file in survey::foreign(&aside, target, &self.before)? {
            let to = place.join(&file);
            if fs::inspect(&to)?.is_some() {
                return Err(OutputError::ForeignFile { path: aside.join(file) });
            }
            create_above(&to)?;
            fs::rename(&aside.join(file), &to)?;
        }
        Ok(())
    }

    fn put(&self, from: &Path, target: &SitePath) -> Result<(), OutputError> {
        let place = target.on(self.root);
        create_above(&place)?;
        fs::rename(from, &place)
    }

    fn remove_empty_above(&self, target: &SitePath) -> Result<(), OutputError> {
        let mut above = target.parent();
        while let Some(folder) = above {
            if !fs::remove_if_empty(&folder.on(self.root))? {
                break;
            }
            above = folder.parent();
        }
        Ok(())
    }

    /// Waits until the disk has the renames.
    fn flush<'t>(&self, targets: impl Iterator<Item = &'t SitePath>) -> Result<(), OutputError> {
        let above: BTreeSet<PathBuf> = targets
            .map(|target| target.parent().map_or(self.root.to_path_buf(), |above| above.on(self.root)))
            .collect();
        for folder in above {
            if fs::inspect(&folder)?.is_some() {
                fs::flush_folder(&folder)?;
            }
        }
        Ok(())
    }
}

fn create_above(path: &Path) -> Result<(), OutputError> {
    match path.parent() {
        Some(above) if fs::inspect(above)?.is_none() => fs::create_folders(above),
        _ => Ok(()),
    }
}
