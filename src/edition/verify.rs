//! Holds an edition's files against its manifest.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::digest::of_file;
use super::manifest::{FileEntry, Manifest, ManifestError};
use super::seal::sums;
use super::{MANIFEST, SHA256SUMS, SIGNATURE, SM3SUMS};
use crate::diagnostics::said;

/// One way in which an edition is not what its manifest says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The manifest cannot be read or trusted.
    Manifest(ManifestError),
    /// The folder says another year or version than the manifest.
    Place {
        /// The folder the manifest belongs into.
        belongs: String,
        /// Whether that edition stands there too, so that this one is a copy.
        copied: bool,
    },
    /// A file's bytes are not those of the release.
    Differs(String),
    /// A file is not there.
    Missing(String),
    /// A file that was not released.
    Extra(String),
    /// A link or something else that is no plain file.
    NotAFile(String),
    /// A file cannot be read.
    Unreadable(String, String),
    /// It carries another digest of the version before than that one has.
    Chain {
        /// The version before, `2019/v1`.
        before: String,
    },
}

/// Every fault of the edition in `folder`, which should be version `version` of `year`; the manifest where it holds.
pub fn files(folder: &Path, year: i16, version: u32) -> (Option<Manifest>, Vec<Fault>) {
    let text = match std::fs::read(folder.join(MANIFEST)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return (None, vec![Fault::Missing(MANIFEST.to_owned())]);
        }
        Err(error) => return (None, vec![Fault::Unreadable(MANIFEST.to_owned(), said(&error))]),
    };
    let manifest = match Manifest::parse(&text) {
        Ok(manifest) => manifest,
        Err(error) => return (None, vec![Fault::Manifest(error)]),
    };
    let mut faults = Vec::new();
    if (manifest.year, manifest.version) != (year, version) {
        let belongs = manifest.folder();
        let copied = is_copy(folder, &belongs, &text);
        faults.push(Fault::Place { belongs, copied });
    }
    let there = walk(folder, &mut faults);
    for (path, expected) in [
        (SHA256SUMS, sums(&manifest, &text, |file| &file.sha256)),
        (SM3SUMS, sums(&manifest, &text, |file| &file.sm3)),
    ] {
        match std::fs::read(folder.join(path)) {
            Ok(found) if found == expected => {}
            Ok(_) => faults.push(Fault::Differs(path.to_owned())),
            Err(_) => faults.push(Fault::Missing(path.to_owned())),
        }
    }
    faults.par_extend(manifest.files.par_iter().filter_map(|file| fault(folder, file, &there)));
    let known: BTreeMap<&str, ()> = manifest.files.iter().map(|file| (&*file.path, ())).collect();
    let seals = [MANIFEST, SHA256SUMS, SM3SUMS, SIGNATURE];
    let extra =
        there.keys().filter(|path| !known.contains_key(path.as_str()) && !seals.contains(&path.as_str()));
    faults.extend(extra.map(|path| Fault::Extra(path.clone())));
    faults.sort_by(|a, b| a.path().cmp(b.path()));
    (Some(manifest), faults)
}

/// Whether the edition in `folder`, of which this is the manifest, stands in its own place in the same site as well.
pub(super) fn is_copy(folder: &Path, belongs: &str, manifest: &[u8]) -> bool {
    let own = folder.join("../..").join(belongs).join(MANIFEST);
    std::fs::read(own).is_ok_and(|text| text == manifest)
}

fn fault(folder: &Path, file: &FileEntry, there: &BTreeMap<String, u64>) -> Option<Fault> {
    let path = || file.path.clone();
    match there.get(&file.path) {
        None => return Some(Fault::Missing(path())),
        // A size tells a change without reading.
        Some(bytes) if *bytes != file.bytes => return Some(Fault::Differs(path())),
        Some(_) => {}
    }
    match of_file(&folder.join(&file.path)) {
        Ok(found) if found.sha256 == file.sha256 && found.sm3 == file.sm3 => None,
        Ok(_) => Some(Fault::Differs(path())),
        Err(error) => Some(Fault::Unreadable(path(), said(&error))),
    }
}

/// The plain files below a folder with their sizes; anything else is a fault.
fn walk(folder: &Path, faults: &mut Vec<Fault>) -> BTreeMap<String, u64> {
    let mut there = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = slashes(folder, error.path().unwrap_or(folder));
                faults.push(Fault::Unreadable(path, said(&error.into())));
                continue;
            }
        };
        let path = slashes(folder, entry.path());
        let kind = entry.file_type();
        if kind.is_file() {
            match entry.metadata() {
                Ok(found) => {
                    there.insert(path, found.len());
                }
                Err(error) => faults.push(Fault::Unreadable(path, said(&error.into()))),
            }
        } else if !kind.is_dir() {
            faults.push(Fault::NotAFile(path));
        }
    }
    there
}

fn slashes(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl Fault {
    /// The file it is about; empty for the edition as a whole.
    pub fn path(&self) -> &str {
        match self {
            Fault::Manifest(_) => MANIFEST,
            Fault::Place { .. } | Fault::Chain { .. } => "",
            Fault::Differs(path)
            | Fault::Missing(path)
            | Fault::Extra(path)
            | Fault::NotAFile(path)
            | Fault::Unreadable(path, _) => path,
        }
    }
}
