//! What a workbook says of itself, so that it is known again: a mark in the first cell of each sheet, and the records as
//! they were, on a sheet that is hidden.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::form::Book;

/// The sheet of what drop-downs offer.
pub(super) const LISTS: &str = "选项";
/// The sheet of the records as they were.
pub(super) const BASE: &str = "底稿";
/// Heads of the two columns that say what a row is about.
pub(super) const KEY_HEADS: [&str; 2] = ["对象标识", "标识"];
/// Characters of a record's text in one cell.
const PART: usize = 4_000;

/// The mark of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The form of the mark and of the sheets below it.
    pub tongbao: u32,
    /// The site's id, or its organ.
    pub site: String,
    /// The year.
    pub year: i16,
    /// The scheme.
    pub scheme: String,
    /// Which sheet it is.
    pub sheet: String,
    /// The organ, where the workbook is one organ's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// Digests of the records as they were, by subject.
    pub records: BTreeMap<String, String>,
}

impl Mark {
    pub(super) fn of(book: &Book, sheet: &str) -> Self {
        let records =
            book.records.iter().map(|base| (base.subject.to_string(), digest(&base.text))).collect();
        let of = book.origin.clone();
        Self {
            tongbao: 1,
            site: of.site,
            year: of.year,
            scheme: of.scheme,
            sheet: sheet.to_owned(),
            organ: of.organ,
            records,
        }
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("words and numbers can be written")
    }

    /// The mark in a cell; `None` where it is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.starts_with('{') {
            return None;
        }
        serde_json::from_str(text).ok()
    }
}

/// The digest of a record, short enough for many of them in a cell.
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A text in parts that cells give back as they are.
pub(super) fn parts(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let part = |part: &[char]| {
        serde_json::to_string(&part.iter().collect::<String>()).expect("a text can be written")
    };
    characters.chunks(PART).map(part).collect()
}

/// The text of such parts; `None` where one is something else.
pub(super) fn whole<'p>(parts: impl Iterator<Item = &'p str>) -> Option<String> {
    parts.map(|part| serde_json::from_str::<String>(part).ok()).collect()
}
