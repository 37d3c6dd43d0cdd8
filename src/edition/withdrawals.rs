//! `withdrawals.json` at the root of a site: editions that were taken back. Their bytes stay; this file says that
//! they no longer hold.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::WITHDRAWALS;
use super::register::Register;
use crate::diagnostics::{misread, other_format, said};
use crate::history::Withdrawal;

/// The list of withdrawn editions, which stands outside them since they never change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawals {
    /// The form of the file: 1.
    pub format: u32,
    /// In the order in which they were taken back.
    pub withdrawals: Vec<WithdrawnEdition>,
}

/// One edition that was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawnEdition {
    pub year: i16,
    pub version: u32,
    pub reason: String,
    pub time: Timestamp,
}

impl Default for Withdrawals {
    fn default() -> Self {
        Self { format: 1, withdrawals: Vec::new() }
    }
}

impl Withdrawals {
    /// Reads the list of a site; an absent one has nothing in it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(site: &Path) -> Result<Self, String> {
        match std::fs::read(site.join(WITHDRAWALS)) {
            Ok(bytes) => Self::parse(&bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(said(&error)),
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(bytes: &[u8]) -> Result<Self, String> {
        let read: Self = serde_json::from_slice(bytes).map_err(|error| misread(bytes, &error))?;
        if read.format == 1 { Ok(read) } else { Err(other_format(read.format, 1)) }
    }

    /// The withdrawals that a register tells of.
    pub fn of_register(register: &Register) -> Self {
        let one = |line: &super::register::Line| WithdrawnEdition {
            year: line.year,
            version: line.version,
            reason: line.reason.clone().unwrap_or_default(),
            time: line.time,
        };
        Self { format: 1, withdrawals: register.withdrawals().map(one).collect() }
    }

    /// The bytes of the file.
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("withdrawals are texts and numbers");
        text.push(b'\n');
        text
    }

    /// Whether and why an edition was taken back.
    pub fn of(&self, year: i16, version: u32) -> Option<Withdrawal> {
        let one = self.withdrawals.iter().find(|one| one.year == year && one.version == version)?;
        Some(Withdrawal { reason: one.reason.clone(), time: one.time })
    }
}
