//! One release from the request to what was written.

use jiff::Timestamp;

use super::super::build::{self, BuildError, BuildSummary, Keep, Printed, Request, Sites, Stage};
use super::super::confirm;
use super::super::desk::{Desk, DeskError, Scores, mark};
use super::super::paths;
use super::super::plausible;
use super::super::press::Press;
use super::super::registry::{self, KeyChange};
use super::freeze::Frozen;
use super::refusals::Refusal;
use crate::diagnostics::Diagnostic;
use crate::edition::{self, Edition, LineKind, Manifest, REGISTER, SecretKey};
use crate::history::{Archive, Correction, RegisterState, day};
use crate::model::Year;
use crate::output::{Action, OutputError};
use crate::site::YearInput;

/// What to release, and under which conditions.
#[derive(Debug)]
pub struct ReleaseRequest<'a> {
    /// The year whose draft becomes an edition.
    pub year: Year,
    /// What it is; from version 2 on what it corrects.
    pub note: Option<&'a str>,
    /// Whether invented records may be released; the mark then stays on every page.
    pub allow_sample: bool,
    /// Whether records may still be worked on; the mark then stays on every page.
    pub allow_draft: bool,
    /// Whether leaves may be missing; how many are is then said on every page.
    pub allow_missing: bool,
    /// Whether it goes out before it is approved, for internal use; it is marked so on every page and never holds.
    pub internal_draft: bool,
    /// Whether nothing was ever released from this content: asked for where the site folder knows of no edition.
    pub first: bool,
    /// Whether nothing is stored.
    pub dry_run: bool,
    /// Signs the manifest; `None`: the edition carries digests only.
    pub key: Option<&'a SecretKey>,
    /// When: read from the one clock by the caller.
    pub time: Timestamp,
}

/// What was released, or would be.
#[derive(Debug)]
pub struct Released {
    /// Its folder, `2019/v2`.
    pub folder: String,
    /// What was released, file by file with digests.
    pub manifest: Manifest,
    /// What changed since the version before; `None` for the first.
    pub corrections: Option<Vec<Correction>>,
    /// Whether it is signed otherwise than what was released before.
    pub key: Option<KeyChange>,
    /// What was written; `None` in a dry run.
    pub summary: Option<BuildSummary>,
}

/// Why nothing was released.
#[derive(Debug)]
pub enum ReleaseError {
    /// The site could not be built.
    Build(BuildError),
    /// Every reason against it.
    Refused(Vec<Refusal>),
}

impl From<BuildError> for ReleaseError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Releases a year: scores it, writes an edition that never changes again, and signs it.
///
/// # Errors
/// See [`ReleaseError`]; the site is then as it was.
pub fn release(
    request: Request,
    what: &ReleaseRequest,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<Released, ReleaseError> {
    // What is not kept is staged where the system keeps such things: the site may be read-only for a trial.
    let scratch = what.dry_run.then(scratch).transpose()?;
    let written = scratch.as_ref().map_or(request.output, |folder| folder.path());
    let (transaction, desk) = build::begin(&request, written, Keep::Sources, stage)?;
    stage(Stage::Scoring);
    let scores = desk.score(Some(what.year));
    let problems = {
        let sites = Sites::of(&desk, &scores, scores.front(&desk), desk.shelf.archive());
        let mut problems = build::problems(&request, &desk, &scores, &sites)?;
        problems.extend(paths::of_sources(request.content, &desk.content, what.year));
        if problems.iter().any(Diagnostic::is_error) {
            return Err(BuildError::Content(problems).into());
        }
        problems
    };
    let accepted = desk.draft(what.year).map(plausible::accepted).unwrap_or_default();
    if !accepted.is_empty() {
        stage(Stage::Accepted(accepted));
    }
    let day = day(what.time);
    let unconfirmed = desk.draft(what.year).map(|year| confirm::listed(&desk.content, year, day));
    let unconfirmed = unconfirmed.unwrap_or_default();
    if !unconfirmed.is_empty() {
        stage(Stage::Unconfirmed(unconfirmed));
    }
    let renderer = build::renderer(&request, &desk)?;
    let press = Press { renderer: &renderer, transaction: &transaction, stage, style_guide: false };
    let run = Run { request, what, desk: &desk, scores: &scores, press: &press, problems: &problems };
    let Frozen { edition, charts, mut register, around } = run.freeze(&transaction)?;
    let folder = edition.manifest.folder();
    let key = registry::key_change(&desk.shelf, what.key);
    if what.dry_run {
        let Edition { manifest, corrections, .. } = edition;
        return Ok(Released { folder, manifest, corrections, key, summary: None });
    }
    let zip = edition::archive(&edition).map_err(shelf)?;
    let line = registry::entry(LineKind::Release, &edition, &zip);
    let text = registry::carried_on(&mut register, line, what.key);
    build::beside_editions(&transaction, request.output, &desk.shelf.editions, Some(&register))?;
    let zip_path = edition::zip_path(edition.manifest.year, edition.manifest.version);
    transaction.file(&zip_path, &zip)?;
    let printed = run.front(&edition, register.state())?;
    let printed = Printed { charts: printed.charts + charts, ..printed };
    build::keep_ledgers(&transaction, request.output, &desk.shelf)?;
    transaction.ledger(REGISTER, &text)?;
    stage(Stage::Writing);
    let written = build::swap_in(transaction)?;
    let summary = Some(printed.summary(request.output, written, (problems, around)));
    let Edition { manifest, corrections, .. } = edition;
    Ok(Released { folder, manifest, corrections, key, summary })
}

/// One release under way.
pub(super) struct Run<'r> {
    pub request: Request<'r>,
    pub what: &'r ReleaseRequest<'r>,
    pub desk: &'r Desk,
    pub scores: &'r Scores<'r>,
    pub press: &'r Press<'r>,
    /// What was found when everything was read and scored.
    pub problems: &'r [Diagnostic],
}

impl Run<'_> {
    /// Prints the rest of the site as it is once the edition stands.
    fn front(&self, edition: &Edition, register: RegisterState) -> Result<Printed, BuildError> {
        let mut archive: Archive = self.desk.shelf.archive();
        archive.register = Some(register);
        archive.releases.extend(edition.release());
        archive.releases.sort_by_key(|release| (release.year, release.version));
        let manifest = &edition.manifest;
        let mark = mark(manifest);
        let mut front = self.scores.front(self.desk);
        // What is not approved does not take the place of what holds.
        if !manifest.internal_draft {
            front.retain(|of| of.scored.year.year != self.what.year);
            let own = self.scores.drafts.years.iter().find(|draft| draft.year.year == self.what.year);
            front.extend(own.map(|scored| YearInput { content: &self.desk.content, scored, mark }));
            front.sort_by_key(|of| of.scored.year.year);
        }
        build::front_matter(self.press, Sites::of(self.desk, self.scores, front, archive))
    }
}

pub(super) fn shelf(error: edition::ShelfError) -> ReleaseError {
    ReleaseError::Build(BuildError::Desk(DeskError::Shelf(error)))
}

fn scratch() -> Result<tempfile::TempDir, BuildError> {
    tempfile::Builder::new().prefix("tongbao-").tempdir().map_err(|source| {
        BuildError::Output(OutputError::Io {
            action: Action::CreateFolder,
            path: std::env::temp_dir(),
            source,
        })
    })
}

impl From<OutputError> for ReleaseError {
    fn from(error: OutputError) -> Self {
        Self::Build(BuildError::Output(error))
    }
}
