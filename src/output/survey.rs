//! Looks at what a commit would replace, while nothing is changed yet.

use std::collections::BTreeSet;
use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::inventory::Inventory;
use super::path::SitePath;

/// What will stand at a target.
pub(super) enum Coming<'a> {
    /// A file.
    File,
    /// A file that carries on what stands there.
    Ledger,
    /// A folder with these files.
    Folder(&'a BTreeSet<SitePath>),
    /// An edition: a folder where nothing stands.
    Edition,
    /// Nothing of ours any more.
    Nothing,
}

/// Refuses what must not be replaced at `target`.
pub(super) fn check(
    root: &Path,
    target: &SitePath,
    coming: &Coming<'_>,
    inventory: &Inventory,
) -> Result<(), OutputError> {
    check_way(root, target)?;
    let path = target.on(root);
    let Some(found) = fs::inspect(&path)? else { return Ok(()) };
    match coming {
        _ if found.is_symlink() => Err(OutputError::Symlink { path }),
        // A folder that something is mounted at cannot be renamed.
        _ if is_elsewhere(root, &found)? => Err(OutputError::OtherFileSystem { path }),
        Coming::Edition => Err(OutputError::EditionExists { path }),
        _ if found.is_dir() => check_folder(&path, target, coming, inventory),
        Coming::Ledger => Ok(()),
        Coming::File | Coming::Folder(_) | Coming::Nothing => {
            if inventory.files.contains(target) {
                Ok(())
            } else {
                Err(OutputError::ForeignFile { path })
            }
        }
    }
}

fn is_elsewhere(root: &Path, found: &Metadata) -> Result<bool, OutputError> {
    Ok(fs::inspect(&root.join("."))?.is_some_and(|home| fs::on_other_file_system(found, &home)))
}

/// Tries whether everything that a commit will rename can be: the folders in which names change, the folders that are
/// moved themselves, and those out of which files of others are moved. What only the rename itself can tell (a file
/// that another program holds open) is left, and is why a commit can be taken back.
pub(super) fn probe<'t>(
    root: &Path,
    targets: impl Iterator<Item = &'t SitePath>,
    inventory: &Inventory,
) -> Result<(), OutputError> {
    let mut folders = BTreeSet::new();
    for target in targets {
        let place = target.on(root);
        folders.extend(nearest_above(root, target)?);
        if fs::inspect(&place)?.is_some_and(|found| found.is_dir()) {
            let foreign = foreign(&place, target, inventory)?;
            folders.extend(foreign.iter().filter_map(|file| place.join(file).parent().map(Path::to_owned)));
            folders.insert(place);
        }
    }
    folders.iter().try_for_each(|folder| fs::write_into(folder))
}

/// The nearest folder above a target that is there; none where the site itself is the nearest, which holds the journal.
fn nearest_above(root: &Path, target: &SitePath) -> Result<Option<PathBuf>, OutputError> {
    let mut above = target.parent();
    while let Some(folder) = above {
        let path = folder.on(root);
        if fs::inspect(&path)?.is_some() {
            return Ok(Some(path));
        }
        above = folder.parent();
    }
    Ok(None)
}

/// The folders above a target: real ones, on the file system of the site.
pub(super) fn check_way(root: &Path, target: &SitePath) -> Result<(), OutputError> {
    let home = fs::inspect(&root.join("."))?;
    let mut above = target.parent();
    while let Some(folder) = above {
        let path = folder.on(root);
        match (fs::inspect(&path)?, &home) {
            (Some(found), _) if found.is_symlink() => return Err(OutputError::Symlink { path }),
            (Some(found), _) if !found.is_dir() => return Err(OutputError::NotAFolder { path }),
            (Some(found), Some(home)) if fs::on_other_file_system(&found, home) => {
                return Err(OutputError::OtherFileSystem { path });
            }
            _ => above = folder.parent(),
        }
    }
    Ok(())
}

fn check_folder(
    path: &Path,
    target: &SitePath,
    coming: &Coming<'_>,
    inventory: &Inventory,
) -> Result<(), OutputError> {
    let foreign = foreign(path, target, inventory)?;
    let Some(example) = foreign.first() else { return Ok(()) };
    if !inventory.knows(target) {
        return Err(OutputError::ForeignFolder { path: path.to_path_buf(), example: path.join(example) });
    }
    let in_the_way = match coming {
        Coming::File | Coming::Ledger => Some(example),
        Coming::Folder(files) => foreign.iter().find(|file| is_in_the_way(file, files)),
        Coming::Edition | Coming::Nothing => None,
    };
    match in_the_way {
        Some(file) => Err(OutputError::ForeignFile { path: path.join(file) }),
        None => Ok(()),
    }
}

/// Whether a foreign file stands where one of `files`, or a folder of theirs, would go, or lies under one of them.
fn is_in_the_way(foreign: &Path, files: &BTreeSet<SitePath>) -> bool {
    let parts: Option<Vec<&str>> = foreign.iter().map(|part| part.to_str()).collect();
    let Some(foreign) = parts.and_then(|parts| SitePath::parse(&parts.join("/")).ok()) else { return false };
    files.iter().any(|file| foreign.holds(file) || file.holds(&foreign))
}

/// The files in the folder of a unit that tongbao did not generate, relative to it, in order. A symbolic link never
/// is tongbao's own.
pub(super) fn foreign(
    folder: &Path,
    target: &SitePath,
    inventory: &Inventory,
) -> Result<Vec<PathBuf>, OutputError> {
    let mut found = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        for (name, kind) in fs::list(&folder.join(&inner))? {
            let path = inner.join(name);
            if kind.is_file() && path.ends_with(fs::PROBE) {
                // A killed run left it.
            } else if kind.is_dir() {
                open.push(path);
            } else if kind.is_symlink() || !inventory.owns(target, &path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
