//! The sections of a page, numbered in their order.

use std::borrow::Cow;

use serde::Serialize;

use crate::wording::number::numeral;

/// A section of a page.
#[derive(Debug, Serialize)]
pub struct Section {
    pub id: Cow<'static, str>,
    /// 一 二 三
    pub numeral: String,
    pub title: Cow<'static, str>,
}

/// The sections of a page that are there, each given with its anchor and title.
pub(crate) fn sections<T: Into<Cow<'static, str>>>(
    all: impl IntoIterator<Item = (T, T, bool)>,
) -> Vec<Section> {
    let there = all.into_iter().filter(|(_, _, there)| *there).enumerate();
    there
        .map(|(at, (id, title, _))| Section { id: id.into(), numeral: numeral(at + 1), title: title.into() })
        .collect()
}
