//! Composes reading, scoring, laying out, rendering and writing into what a command does.
//!
//! In: folders. Out: results, diagnostics, a site. It holds no rules of its own.

mod build;
mod correcting;
mod desk;
mod diff;
mod draw;
mod drift;
mod entry;
mod groups;
mod papers;
mod paths;
mod place;
mod places;
mod plausible;
mod press;
mod preview;
mod reading;
mod rectification;
mod registry;
mod release;
mod scope;
mod scoring;
mod sheets;
mod status;
mod theme;
mod verify;
mod volume;
mod withdraw;

use std::path::Path;

pub use build::{BuildError, BuildSummary, Request, Stage, build};
pub use desk::{Desk, DeskError, ReleasedYear, Scores};
pub use diff::{DiffError, Difference, Side, diff};
pub use draw::{DrawError, Drawn, DrawsAgain, draw_counties, draw_sample};
pub use entry::{
    Begun, EntryError, TodoOf, begin, begin_example, entry_todo, find_subject, record_for, scheme_for,
    sound_content, write_schemas, year_after,
};
pub use groups::{composition_problems, group_problems};
pub use preview::{Preview, preview};
pub use reading::read;
pub use registry::KeyChange;
pub use release::{Refusal, ReleaseError, ReleaseRequest, Released, release};
pub use scope::Scope;
pub use scoring::{ScoredContent, score};
pub use sheets::{By, Exported, ImportError, Imported, Told, export_sheets, import_sheets};
pub use status::{Status, StatusError, status};
pub use verify::{
    Corrected, Engine, Fact, Misplaced, NotCompared, Recomputed, Remade, RemadeFault, SignatureState,
    Verification, Verified, VerifyError, recompute, verify, verify_alone,
};
pub use withdraw::{WithdrawError, WithdrawRequest, Withdrawing, Withdrawn, withdraw};

use build::Sites;
use drift::drift;

use crate::content::{self, Sources};
use crate::diagnostics::{self, Diagnostic};
use crate::model::Content;

/// What was found in a content folder.
#[derive(Debug)]
pub struct Checked {
    /// Every problem, in the order of files and lines.
    pub problems: Vec<Diagnostic>,
    /// What could be worked on of the content: what has errors is left out. Nothing where nothing could.
    pub content: Option<Content>,
}

/// Reads and scores a content folder, holds it against what was released, and returns all problems in the order of files
/// and lines: whatever would keep a build or a release from being written for what the content or the theme says.
///
/// # Errors
/// When the released editions themselves cannot be used.
pub fn check(request: &Request) -> Result<Vec<Diagnostic>, DeskError> {
    checked(request).map(|checked| checked.problems)
}

/// The same, with the content. Where parts have errors, the others are looked at all the same.
///
/// # Errors
/// When the released editions themselves cannot be used.
pub fn checked(request: &Request) -> Result<Checked, DeskError> {
    checked_over(request, &Sources::new())
}

/// The same, as it would be with these files in the content folder.
fn checked_over(request: &Request, over: &Sources) -> Result<Checked, DeskError> {
    let folder = request.content;
    // What an edition was made from is looked at where it lies.
    let misplaced = match crate::edition::is_inputs(folder) {
        true => None,
        false => place::fault(folder, request.output),
    };
    let desk = match Desk::read_over(folder, over, request.output) {
        Ok(desk) => desk,
        Err(DeskError::Content(mut problems)) => {
            problems.extend(misplaced);
            problems.extend(theme::loads(request.theme));
            settle(folder, &mut problems);
            return Ok(Checked { problems, content: None });
        }
        Err(error) => return Err(error),
    };
    let scores = desk.score(None);
    let mut problems = desk.problems.clone();
    problems.extend(scores.drafts.diagnostics.iter().cloned());
    let sites = Sites::of(&desk, &scores, scores.front(&desk), desk.shelf.archive());
    problems.extend(crate::procedure::draw::check(&desk.content));
    problems.extend(papers::problems(&desk, &sites, build::theme(folder, request.theme, &desk).as_deref()));
    problems.extend(groups::problems(&desk.content));
    problems.extend(rectification::problems(&desk));
    problems.extend(plausible::problems(folder, &desk, &scores));
    problems.extend(paths::of_sites(&sites));
    problems.extend(
        desk.content
            .years
            .last()
            .map(|year| paths::of_sources(folder, &desk.content, year.year))
            .unwrap_or_default(),
    );
    // A year of which something is left out differs from its edition in that.
    let lacks = |year| desk.content.left_out.iter().any(|one| one.part.year() == Some(year));
    problems.extend(drift(folder, &desk, &sites, &|year| !lacks(year)));
    problems.extend(misplaced);
    // Pages of a content that has errors need not be renderable.
    let of_theme = match problems.iter().any(Diagnostic::is_error) {
        true => theme::loads(request.theme).into_iter().collect(),
        false => theme::renders(request, &desk, &sites),
    };
    problems.extend(of_theme);
    settle(folder, &mut problems);
    Ok(Checked { problems, content: Some(desk.content) })
}

/// Problems found after reading get their lines' text; then all stand in the order of files and lines.
fn settle(folder: &Path, problems: &mut [Diagnostic]) {
    content::attach_sources(folder, problems);
    diagnostics::sort(problems);
}
