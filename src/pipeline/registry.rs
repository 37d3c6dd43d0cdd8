//! The register of a site as a release or withdrawal finds it: carried on, begun, or refused.

use std::path::Path;

use jiff::Timestamp;

use super::build::{self, BuildError};
use super::desk::{Desk, DeskError};
use super::release::Refusal;
use crate::edition::{
    self, Edition, Entry, LineKind, PublicKey, Register, RegisterFile, SIGNATURE, SecretKey, Shelf,
    SiteFault, files, sha256,
};

/// Everything around the editions that speaks against a new line, and the register that would be carried on. A register
/// is begun by taking over what stands there: every edition after its files were verified, and every withdrawal.
pub(super) fn open(
    output: &Path,
    desk: &Desk,
    time: Timestamp,
) -> Result<(Register, Vec<Refusal>, Vec<SiteFault>), BuildError> {
    let shelf = &desk.shelf;
    let mut refusals = Vec::new();
    let (against, around): (Vec<_>, Vec<_>) =
        build::around(output, desk).faults.into_iter().partition(SiteFault::forbids_release);
    if !against.is_empty() {
        refusals.push(Refusal::Site { faults: against });
    }
    if let Some(last) = last(shelf).filter(|last| time < *last) {
        refusals.push(Refusal::Clock { time, last });
    }
    let register = match &shelf.register {
        RegisterFile::Found(register) => register.clone(),
        RegisterFile::Broken(_) => Register::default(),
        RegisterFile::Absent if refusals.is_empty() => adopt(shelf, &mut refusals)?,
        RegisterFile::Absent => Register::default(),
    };
    Ok((register, refusals, around))
}

/// How a new line is signed otherwise than the last that was: readers who check with the key they have are told so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyChange {
    /// It is not signed, and the line of this edition is.
    Unsigned(String),
    /// Another key signed the line of this edition.
    Other(String),
}

/// Whether whoever has the public key so far will find the next line as it should be.
pub(super) fn key_change(shelf: &Shelf, key: Option<&SecretKey>) -> Option<KeyChange> {
    let public = key.map(SecretKey::public);
    let register = build::register(&shelf.register);
    let line = register.and_then(|of| Some((of, of.lines.iter().rfind(|line| line.signature.is_some())?)));
    let (signed, holds) = match line {
        Some((register, line)) => {
            let holds = |key: &PublicKey| !register.signatures(key).0.contains(&line.number);
            (line.folder(), public.as_ref().map(holds))
        }
        // An edition of before there was a register.
        None => {
            let edition = shelf.editions.iter().filter(|of| of.signed).max_by_key(|of| of.manifest.time)?;
            let signature = std::fs::read(edition.folder.join(SIGNATURE)).unwrap_or_default();
            let holds = |key: &PublicKey| key.holds(&edition.manifest.text(), &signature);
            (edition.manifest.folder(), public.as_ref().map(holds))
        }
    };
    match holds {
        None => Some(KeyChange::Unsigned(signed)),
        Some(false) => Some(KeyChange::Other(signed)),
        Some(true) => None,
    }
}

/// Whether nothing was ever released here, as far as the folder knows.
pub(super) fn is_fresh(shelf: &Shelf) -> bool {
    shelf.editions.is_empty()
        && build::register(&shelf.register).is_none_or(|register| register.lines.is_empty())
}

/// The latest time that anything was released or withdrawn.
fn last(shelf: &Shelf) -> Option<Timestamp> {
    let released = shelf.editions.iter().map(|edition| edition.manifest.time);
    let withdrawn = shelf.withdrawals.withdrawals.iter().map(|one| one.time);
    let registered = build::register(&shelf.register).into_iter().flat_map(|register| &register.lines);
    released.chain(withdrawn).chain(registered.map(|line| line.time)).max()
}

fn adopt(shelf: &Shelf, refusals: &mut Vec<Refusal>) -> Result<Register, BuildError> {
    let mut entries = Vec::new();
    for edition in &shelf.editions {
        let (_, faults) = files(&edition.folder, edition.manifest.year, edition.manifest.version);
        if faults.is_empty() {
            let zip = edition::archive(edition).map_err(|error| BuildError::Desk(DeskError::Shelf(error)))?;
            entries.push(entry(LineKind::AdoptedRelease, edition, &zip));
        } else {
            refusals.push(Refusal::Tampered { edition: edition.manifest.folder(), faults });
        }
    }
    for one in &shelf.withdrawals.withdrawals {
        let Some(edition) = shelf.of(one.year).find(|of| of.manifest.version == one.version) else {
            continue;
        };
        entries.push(withdrawal(LineKind::AdoptedWithdrawal, edition, &one.reason, one.time));
    }
    // The sort is stable: a withdrawal of the same second follows its release.
    entries.sort_by_key(|entry| entry.time);
    let mut register = Register::default();
    for entry in entries {
        register.append(entry, None);
    }
    Ok(register)
}

/// The line of an edition with this ZIP.
pub(super) fn entry(kind: LineKind, edition: &Edition, zip: &[u8]) -> Entry {
    let manifest = &edition.manifest;
    Entry {
        kind,
        year: manifest.year,
        version: manifest.version,
        edition: manifest.sha256().to_owned(),
        zip: Some(sha256(zip)),
        signed: edition.signed,
        time: manifest.time,
        reason: None,
    }
}

/// The line of a withdrawal.
pub(super) fn withdrawal(kind: LineKind, edition: &Edition, reason: &str, time: Timestamp) -> Entry {
    Entry {
        kind,
        year: edition.manifest.year,
        version: edition.manifest.version,
        edition: edition.manifest.sha256().to_owned(),
        zip: None,
        signed: false,
        time,
        reason: Some(reason.to_owned()),
    }
}

/// Adds a line and gives the bytes of the file.
pub(super) fn carried_on(register: &mut Register, entry: Entry, key: Option<&SecretKey>) -> Vec<u8> {
    register.append(entry, key);
    register.text()
}
