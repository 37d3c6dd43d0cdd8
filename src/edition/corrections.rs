//! `data/corrections.json`: what a version corrected, computed at its release from both versions' data.

use serde::{Deserialize, Serialize};

use crate::diagnostics::{misread, other_format};
use crate::history::{Correction, Reviewed};

/// corrections.json of an edition: what it changes against the version before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionsFile {
    /// The form of the file: 1.
    pub format: u32,
    /// The version before.
    pub from: u32,
    pub to: u32,
    /// The review requests that led to corrections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed: Vec<Reviewed>,
    /// Every cell that changed.
    pub corrections: Vec<Correction>,
}

impl CorrectionsFile {
    /// The corrections from one version to the next.
    pub fn new(from: u32, to: u32, corrections: Vec<Correction>, reviewed: Vec<Reviewed>) -> Self {
        Self { format: 1, from, to, reviewed, corrections }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| misread(bytes, &error))?;
        if read.format == 1 { Ok(read) } else { Err(other_format(read.format, 1)) }
    }

    /// The bytes of the file.
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("corrections are texts and numbers");
        text.push(b'\n');
        text
    }
}
