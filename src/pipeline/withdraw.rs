//! Withdraw: an edition no longer holds. Its bytes stay; the site around it says so.

use jiff::Timestamp;

use super::build::{self, BuildError, BuildSummary, Keep, Request, Stage};
use super::desk::Desk;
use super::registry::{self, KeyChange};
use super::release::Refusal;
use crate::edition::{
    Edition, LineKind, Manifest, REGISTER, RegisterFile, SecretKey, Shelf, WITHDRAWALS, WithdrawnEdition,
};
use crate::model::Year;

/// Why nothing was withdrawn.
#[derive(Debug)]
pub enum WithdrawError {
    /// The site could not be built.
    Build(BuildError),
    /// There is no such edition; these there are.
    NoEdition(Vec<String>),
    /// It was taken back before, for this reason.
    Already(String),
    /// Every reason against it.
    Refused(Vec<Refusal>),
    /// Whoever was asked did not want it.
    NotConfirmed,
}

impl From<BuildError> for WithdrawError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Which edition is taken back, and how.
#[derive(Clone, Copy, Debug)]
pub struct WithdrawRequest<'a> {
    /// Its year.
    pub year: Year,
    /// Its version.
    pub version: u32,
    /// Why, for everybody to read.
    pub reason: &'a str,
    /// When: read from the one clock by the caller.
    pub time: Timestamp,
    /// Signs the register's line.
    pub key: Option<&'a SecretKey>,
}

/// What a withdrawal means, for whoever is asked and for the report.
#[derive(Clone, Debug)]
pub struct Withdrawing {
    /// The edition's manifest.
    pub edition: Manifest,
    /// Later versions that follow or correct it; they stay as they are.
    pub followed_by: Vec<String>,
    /// Editions of later years that look back on it; they stay as they are.
    pub looked_back_on_by: Vec<String>,
    /// The version that is in force then; without one the draft stands in.
    pub then: Option<u32>,
    /// Whether its line is signed otherwise than those before.
    pub key: Option<KeyChange>,
}

/// What was withdrawn.
#[derive(Debug)]
pub struct Withdrawn {
    /// What it means.
    pub about: Withdrawing,
    /// What was written.
    pub summary: BuildSummary,
}

impl Withdrawing {
    fn of(shelf: &Shelf, edition: &Edition, key: Option<&SecretKey>) -> Self {
        let Manifest { year, version, .. } = edition.manifest;
        let folders = |wanted: &dyn Fn(&Manifest) -> bool| {
            let manifests = shelf.editions.iter().map(|of| &of.manifest).filter(|of| wanted(of));
            manifests.map(Manifest::folder).collect()
        };
        let follows = |of: &Manifest| {
            let known = [&of.supersedes, &of.corrects].into_iter().flatten();
            of.year == year && known.map(|of| of.version).any(|of| of == version)
        };
        let looks_back = |of: &Manifest| {
            of.earlier.iter().any(|of| of.year == year && of.edition == format!("v{version}"))
        };
        let stays = |of: &&Edition| {
            of.manifest.version != version && of.withdrawn.is_none() && !of.manifest.internal_draft
        };
        Self {
            edition: edition.manifest.clone(),
            followed_by: folders(&follows),
            looked_back_on_by: folders(&looks_back),
            then: shelf.of(year).rev().find(stays).map(|of| of.manifest.version),
            key: registry::key_change(shelf, key),
        }
    }
}

/// Takes an edition back and prints what stands around the editions anew. It cannot be undone, so `confirm` is asked
/// once the edition is found, before anything is done.
///
/// # Errors
/// See [`WithdrawError`]; the site is then as it was.
pub fn withdraw(
    request: Request,
    what: &WithdrawRequest,
    confirm: &dyn Fn(&Withdrawing) -> bool,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<Withdrawn, WithdrawError> {
    let WithdrawRequest { year, version, reason, time, key } = *what;
    let (transaction, desk) = build::begin(&request, request.output, Keep::Nothing, stage)?;
    let mut shelf = desk.shelf.clone();
    let Some(edition) = shelf.of(year.get()).find(|edition| edition.manifest.version == version) else {
        let there = shelf.editions.iter().map(|edition: &Edition| edition.manifest.folder());
        return Err(WithdrawError::NoEdition(there.collect()));
    };
    if let Some(withdrawn) = &edition.withdrawn {
        return Err(WithdrawError::Already(withdrawn.reason.clone()));
    }
    let (mut register, refusals, around) = registry::open(request.output, &desk, time)?;
    if !refusals.is_empty() {
        return Err(WithdrawError::Refused(refusals));
    }
    let about = Withdrawing::of(&shelf, edition, key);
    if !confirm(&about) {
        return Err(WithdrawError::NotConfirmed);
    }
    let line = registry::withdrawal(LineKind::Withdrawal, edition, reason, time);
    let text = registry::carried_on(&mut register, line, key);
    transaction.ledger(REGISTER, &text).map_err(BuildError::Output)?;
    shelf.register = RegisterFile::Found(register);
    let year = year.get();
    shelf.withdrawals.withdrawals.push(WithdrawnEdition { year, version, reason: reason.to_owned(), time });
    for edition in &mut shelf.editions {
        edition.withdrawn = shelf.withdrawals.of(edition.manifest.year, edition.manifest.version);
    }
    transaction.ledger(WITHDRAWALS, &shelf.withdrawals.text()).map_err(BuildError::Output)?;
    let desk = Desk::on(desk.content, desk.problems, shelf).map_err(BuildError::Desk)?;
    let summary = build::print(request, &desk, transaction, around, stage)?;
    Ok(Withdrawn { about, summary })
}
