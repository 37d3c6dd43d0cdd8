//! Key numbers: a few large figures at the head of a page.

use serde::Serialize;

/// A key number.
#[derive(Debug, Serialize)]
pub struct Key {
    pub name: String,
    pub value: String,
    /// Its unit, small.
    pub unit: String,
    /// What it is measured against.
    pub note: String,
}

impl Key {
    pub(crate) fn new(
        name: impl Into<String>,
        value: impl Into<String>,
        unit: impl Into<String>,
        note: impl Into<String>,
    ) -> Self {
        Self { name: name.into(), value: value.into(), unit: unit.into(), note: note.into() }
    }
}
