//! The sections of a page, numbered in their order.

use serde::Serialize;

use crate::wording::number::numeral;

/// A section of a page.
#[derive(Debug, Serialize)]
pub struct Section {
    pub id: &'static str,
    /// 一 二 三
    pub numeral: String,
    pub title: &'static str,
}

/// The sections of a page that are there, each given with its anchor and title.
pub(crate) fn sections(all: impl IntoIterator<Item = (&'static str, &'static str, bool)>) -> Vec<Section> {
    let there = all.into_iter().filter(|(_, _, there)| *there).enumerate();
    there.map(|(at, (id, title, _))| Section { id, numeral: numeral(at + 1), title }).collect()
}
