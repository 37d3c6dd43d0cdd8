//! Withdraw: an edition no longer holds. Its bytes stay; the site around it says so.

use jiff::Timestamp;

use super::build::{self, BuildError, BuildSummary, Request, Stage};
use super::desk::Desk;
use crate::edition::{Edition, Manifest, WITHDRAWALS, WithdrawnEdition};
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
    /// Whoever was asked did not want it.
    NotConfirmed,
}

impl From<BuildError> for WithdrawError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Takes an edition back and prints what stands around the editions anew. It cannot be undone, so `confirm` is asked
/// once the edition is found, before anything is done.
///
/// # Errors
/// See [`WithdrawError`]; the site is then as it was.
pub fn withdraw(
    request: Request,
    (year, version): (Year, u32),
    reason: &str,
    time: Timestamp,
    confirm: &dyn Fn(&Manifest) -> bool,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<BuildSummary, WithdrawError> {
    let (transaction, desk) = build::begin(&request, request.output, stage)?;
    let mut shelf = desk.shelf.clone();
    let Some(edition) = shelf.of(year.get()).find(|edition| edition.manifest.version == version) else {
        let folder = |edition: &Edition| format!("{}/v{}", edition.manifest.year, edition.manifest.version);
        return Err(WithdrawError::NoEdition(shelf.editions.iter().map(folder).collect()));
    };
    if let Some(withdrawn) = &edition.withdrawn {
        return Err(WithdrawError::Already(withdrawn.reason.clone()));
    }
    if !confirm(&edition.manifest) {
        return Err(WithdrawError::NotConfirmed);
    }
    let year = year.get();
    shelf.withdrawals.withdrawals.push(WithdrawnEdition { year, version, reason: reason.to_owned(), time });
    for edition in &mut shelf.editions {
        edition.withdrawn = shelf.withdrawals.of(edition.manifest.year, edition.manifest.version);
    }
    transaction.ledger(WITHDRAWALS, &shelf.withdrawals.text()).map_err(BuildError::Output)?;
    let desk = Desk::on(desk.content, desk.problems, shelf).map_err(BuildError::Desk)?;
    Ok(build::print(request, &desk, transaction, stage)?)
}
