//! The list with which an archive begins: every file with its size and digests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::{BackupError, Forgery};
use crate::edition::{Digests, FileEntry};

/// The entry that holds the list.
pub(super) const NAME: &str = "tongbao-backup.json";
/// The folders of an archive.
pub(super) const CONTENT: &str = "content";
pub(super) const OUTPUT: &str = "output";
const FORMAT: u64 = 1;

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The form of the list.
    format: u64,
    /// The program that made it.
    engine: String,
    /// Every file, by path: `content/…`, `output/…`.
    pub files: Vec<FileEntry>,
}

impl Listing {
    /// A list of these files.
    pub(super) fn of(files: BTreeMap<String, Digests>) -> Self {
        let entry = |(path, of): (String, Digests)| FileEntry {
            path,
            bytes: of.bytes,
            sha256: of.sha256,
            sm3: of.sm3,
        };
        Self {
            format: FORMAT,
            engine: format!("tongbao {}", env!("CARGO_PKG_VERSION")),
            files: files.into_iter().map(entry).collect(),
        }
    }

    /// The list as it is written.
    pub(super) fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("paths and digests are texts");
        text.push(b'\n');
        text
    }

    /// A list that was written, if every path of it lies in one of the two folders and no two are one file.
    pub(super) fn parse(text: &[u8]) -> Result<Self, BackupError> {
        let bad = |why, of: &str| BackupError::Forged(why, of.to_owned());
        let value: serde_json::Value = serde_json::from_slice(text).map_err(|_| bad(Forgery::List, NAME))?;
        match value.get("format").and_then(serde_json::Value::as_u64) {
            Some(FORMAT) => {}
            Some(newer) if newer > FORMAT => return Err(BackupError::Newer(newer)),
            _ => return Err(bad(Forgery::List, NAME)),
        }
        let mut listing: Self = serde_json::from_value(value).map_err(|_| bad(Forgery::List, NAME))?;
        listing.files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut seen = BTreeMap::new();
        for file in &listing.files {
            if !is_inside(&file.path) {
                return Err(bad(Forgery::Path, &file.path));
            }
            if seen.insert(folded(&file.path), ()).is_some() {
                return Err(bad(Forgery::Double, &file.path));
            }
        }
        // A file that is a folder of another one cannot be.
        let folder_too = listing.files.iter().find(|file| {
            let mut ahead = file.path.as_str();
            std::iter::from_fn(|| {
                ahead = ahead.rsplit_once('/')?.0;
                Some(folded(ahead))
            })
            .any(|folder| seen.contains_key(&folder))
        });
        match folder_too {
            Some(file) => Err(bad(Forgery::Double, &file.path)),
            None => Ok(listing),
        }
    }

    /// The files of one of the two folders: how many, and their bytes.
    pub fn size(&self, folder: &str) -> (usize, u64) {
        let own = self.files.iter().filter(|file| file.path.split_once('/').is_some_and(|of| of.0 == folder));
        own.fold((0, 0), |(count, bytes), file| (count + 1, bytes.saturating_add(file.bytes)))
    }

    /// The editions in it, as `2019/v1`.
    pub fn editions(&self) -> Vec<String> {
        let manifest = format!("/{}", crate::edition::MANIFEST);
        let named = self.files.iter().filter_map(|file| {
            file.path.strip_prefix("output/")?.strip_suffix(&*manifest).map(str::to_owned)
        });
        named.filter(|name| is_edition(name)).collect()
    }
}

/// Whether a path below the site is the folder of an edition.
pub(super) fn is_edition(path: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    path.split_once('/')
        .is_some_and(|(year, version)| digits(year) && version.strip_prefix('v').is_some_and(digits))
}

/// Whether a path lies in one of the folders whatever the system: no way up, no root, no drive, nothing empty.
pub(super) fn is_inside(path: &str) -> bool {
    let sound = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && !part.contains(|sign: char| matches!(sign, '\\' | ':') || sign.is_control())
    };
    let mut parts = path.split('/');
    let first = parts.next();
    (first == Some(CONTENT) || first == Some(OUTPUT)) && path.contains('/') && parts.all(sound)
}

/// Equal for names that are one file where letter case does not count, or which composes characters.
pub(super) fn folded(path: &str) -> String {
    match path.is_ascii() {
        true => path.to_ascii_lowercase(),
        false => path.nfc().collect::<String>().to_lowercase().nfc().collect(),
    }
}
