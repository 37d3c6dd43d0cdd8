//! Carries a journal out, from whatever point it was left at; where it cannot be, takes back what was done of it.
//!
//! Each step asks the disk how far it got before it goes on, so that it can be repeated. What tells a step's state:
//! a unit's entry in `new/` is there until the unit is in place; its entry in `old/` from the moment it is set aside;
//! the inventory to come is there until all units and all foreign files are in place, or all are taken back. Taking
//! back leads through the same states, so that a run killed while it does is carried out by the next one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::inventory::{self, Inventory};
use super::journal::{self, Journal, Step};
use super::path::SitePath;
use super::staging::Staging;
use super::survey;

/// Finishes what an interrupted run left in the site at `root`, if anything; says which targets.
pub(super) fn recover(root: &Path, staging: &Staging) -> Result<Vec<String>, OutputError> {
    staging.check()?;
    let journal = journal::read(root)?;
    // Without an inventory to come all was done, or taken back, and the journal is all that is left.
    if fs::inspect(&staging.inventory())?.is_none() {
        return Ok(Vec::new());
    }
    match journal {
        Journal::Absent => Ok(Vec::new()),
        Journal::Steps(steps) => {
            let targets = || steps.iter().map(|step| step.target().as_str().to_owned()).collect();
            match complete(root, staging, &steps) {
                Ok(()) => Ok(targets()),
                Err(halfway @ OutputError::Halfway { .. }) => Err(halfway),
                Err(cause) => Err(OutputError::TakenBack { targets: targets(), cause: Box::new(cause) }),
            }
        }
        Journal::Damaged => salvage(root, staging).map_err(|cause| OutputError::Halfway {
            cause: Box::new(cause),
            undo: Box::new(OutputError::Damaged { path: journal::place(root) }),
            new: Vec::new(),
            away: Vec::new(),
        }),
    }
}

/// Removes the journal: all is done, or nothing was.
pub(super) fn close(root: &Path) -> Result<(), OutputError> {
    journal::remove(root)?;
    fs::flush_folder(root)
}

/// Does the steps of the journal that are not done yet; where one fails, takes all of them back.
///
/// # Errors
/// What stopped it, the site then being as it was before the journal; or [`OutputError::Halfway`].
pub(super) fn complete(root: &Path, staging: &Staging, steps: &[Step]) -> Result<(), OutputError> {
    let Err(cause) = forward(root, staging, steps) else { return Ok(()) };
    let Err(undo) = back(root, staging, steps) else { return Err(cause) };
    let (mut new, mut away) = (Vec::new(), Vec::new());
    for step in steps {
        let target = step.target();
        let there = |path: PathBuf| fs::inspect(&path).ok().flatten().is_some();
        let bytes = |path: PathBuf| fs::read(&path).ok().flatten();
        let (is_staged, is_kept) = (there(staging.coming(target)), there(staging.kept(target)));
        // A file is staged again before the one it replaced returns.
        let is_new = !is_staged || is_kept && bytes(staging.kept(target)) != bytes(target.on(root));
        let list = match (step, there(target.on(root)), there(staging.aside(target))) {
            (Step::Retire(_), _, true) | (Step::Swap(_) | Step::Create(_), false, true) => &mut away,
            (Step::Swap(_) | Step::Create(_), true, _) if is_new => &mut new,
            (Step::Retire(_), _, false) | (Step::Swap(_) | Step::Create(_), _, _) => continue,
        };
        list.push(target.as_str().to_owned());
    }
    Err(OutputError::Halfway { cause: Box::new(cause), undo: Box::new(undo), new, away })
}

fn forward(root: &Path, staging: &Staging, steps: &[Step]) -> Result<(), OutputError> {
    fs::flush_folder(root)?;
    let roll = Roll { root, staging, before: Inventory::read(&inventory::place(root))? };
    for step in steps {
        roll.step(step)?;
    }
    roll.flush(steps.iter().map(Step::target))?;
    // Once the inventory is replaced the steps are done, and the old one, which tells what is foreign, is gone.
    fs::rename(&staging.inventory(), &inventory::place(root))
}

/// Takes back what was done of the steps, last first; the journal then leads to nothing.
fn back(root: &Path, staging: &Staging, steps: &[Step]) -> Result<(), OutputError> {
    // A program that kept no files staged this: what stood in their place is gone.
    if fs::inspect(&staging.all_kept())?.is_none() {
        return Err(OutputError::Damaged { path: staging.all_kept() });
    }
    let roll = Roll { root, staging, before: Inventory::read(&staging.inventory())? };
    for step in steps.iter().rev() {
        roll.undo(step)?;
    }
    roll.flush(steps.iter().map(Step::target))?;
    fs::remove_file(&staging.inventory())?;
    // From here on the journal says nothing; should it stay, the next run removes it.
    let _ = close(root);
    Ok(())
}

/// The journal itself was destroyed (a kill cannot do that, a disk can): units whose new folder is in place stay new,
/// those that are only set aside go back, and the inventory lists the files of both.
fn salvage(root: &Path, staging: &Staging) -> Result<Vec<String>, OutputError> {
    let mut roll = Roll { root, staging, before: Inventory::read(&inventory::place(root))? };
    let aside = staging.all_aside()?;
    let mut completed = Vec::new();
    for target in &aside {
        survey::check_way(root, target)?;
        match fs::inspect(&target.on(root))? {
            Some(_) => {
                roll.carry(target)?;
                completed.push(target.as_str().to_owned());
            }
            None => roll.put(&staging.aside(target), target)?,
        }
    }
    roll.flush(aside.iter())?;
    roll.before.extend(Inventory::read(&staging.inventory())?);
    // Written beside the one it was made of: that one is needed whole should this run be killed as well.
    roll.before.write(&staging.union())?;
    fs::rename(&staging.union(), &inventory::place(root))?;
    Ok(completed)
}

struct Roll<'a> {
    root: &'a Path,
    staging: &'a Staging,
    /// What is tongbao's own in what is set aside; when a commit is taken back, in what it put in place.
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

    /// Takes one step back, however far it got, be it by an earlier attempt at this; the staged unit is then where it was
    /// staged. Nothing that this rests on is used up, so that it can be done once more.
    fn undo(&self, step: &Step) -> Result<(), OutputError> {
        let target = step.target();
        let (new, place) = (self.staging.coming(target), target.on(self.root));
        let (aside, kept) = (self.staging.aside(target), self.staging.kept(target));
        survey::check_way(self.root, target)?;
        if fs::inspect(&aside)?.is_some() {
            return self.undo_aside(step, &place, &new, &aside);
        }
        let is_put = fs::inspect(&new)?.is_none() && fs::inspect(&place)?.is_some();
        match step {
            // Nothing was set aside: it was not begun.
            Step::Retire(_) => Ok(()),
            Step::Swap(_) if fs::inspect(&kept)?.is_some() => self.undo_file(is_put, &place, &new, &kept),
            Step::Swap(_) | Step::Create(_) if !is_put => Ok(()),
            Step::Swap(_) => {
                fs::rename(&place, &new)?;
                // What somebody put there in the meantime stays where it was put.
                self.carry_over(&new, &place, target)?;
                self.remove_empty_above(target)
            }
            Step::Create(_) => {
                fs::rename(&place, &new)?;
                self.remove_empty_above(target)
            }
        }
    }

    /// Puts the unit that was set aside back, with the files of others that were carried out of it.
    fn undo_aside(&self, step: &Step, place: &Path, new: &Path, aside: &Path) -> Result<(), OutputError> {
        if fs::inspect(place)?.is_some() {
            self.carry_over(place, aside, step.target())?;
            match step {
                // All that stood there was carried, and only folders are left of it.
                Step::Retire(_) => remove_empty(place)?,
                Step::Swap(_) | Step::Create(_) => fs::rename(place, new)?,
            }
        }
        self.put(aside, step.target())
    }

    /// Puts the text of a single file back. By copies: names of one and the same file could not be told apart by a rename,
    /// and the one that is kept may be needed again.
    fn undo_file(&self, is_put: bool, place: &Path, new: &Path, kept: &Path) -> Result<(), OutputError> {
        if !is_put && fs::read(kept)? == fs::read(place)? {
            return Ok(());
        }
        let again = self.staging.again();
        if is_put {
            fs::copy(place, &again)?;
            fs::rename(&again, new)?;
        }
        fs::copy(kept, &again)?;
        fs::rename(&again, place)
    }

    /// Moves the files that are not tongbao's own out of the unit that is set aside, to the same place in the site.
    fn carry(&self, target: &SitePath) -> Result<(), OutputError> {
        self.carry_over(&self.staging.aside(target), &target.on(self.root), target)
    }

    fn carry_over(&self, from: &Path, to: &Path, target: &SitePath) -> Result<(), OutputError> {
        if !fs::inspect(from)?.is_some_and(|found| found.is_dir()) {
            return Ok(());
        }
        for file in survey::foreign(from, target, &self.before)? {
            let to = to.join(&file);
            if fs::inspect(&to)?.is_some() {
                return Err(OutputError::ForeignFile { path: from.join(file) });
            }
            create_above(&to)?;
            fs::rename(&from.join(file), &to)?;
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

/// Removes a folder of which only folders are left.
fn remove_empty(folder: &Path) -> Result<(), OutputError> {
    for (name, kind) in fs::list(folder)? {
        if kind.is_dir() {
            remove_empty(&folder.join(name))?;
        }
    }
    fs::remove_if_empty(folder).map(|_| ())
}

fn create_above(path: &Path) -> Result<(), OutputError> {
    match path.parent() {
        Some(above) if fs::inspect(above)?.is_none() => fs::create_folders(above),
        _ => Ok(()),
    }
}
