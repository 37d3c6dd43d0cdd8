//! Composes reading, scoring, laying out, rendering and writing into what a command does.
//!
//! In: folders. Out: results, diagnostics, a site. It holds no rules of its own.

mod build;
mod correcting;
mod desk;
mod diff;
mod draw;
mod drift;
mod groups;
mod papers;
mod press;
mod rectification;
mod registry;
mod release;
mod scoring;
mod status;
mod verify;
mod volume;
mod withdraw;

use std::path::Path;

pub use build::{BuildError, BuildSummary, Request, Stage, build};
pub use desk::{Desk, DeskError, ReleasedYear, Scores};
pub use diff::{DiffError, Difference, Side, diff};
pub use draw::{DrawError, Drawn, DrawsAgain, draw_counties, draw_sample};
pub use groups::{composition_problems, group_problems};
pub use release::{Refusal, ReleaseError, ReleaseRequest, Released, release};
pub use scoring::{ScoredContent, score};
pub use status::{Status, StatusError, status};
pub use verify::{
    Corrected, Engine, Fact, NotCompared, Recomputed, Remade, RemadeFault, SignatureState, Verification,
    Verified, VerifyError, recompute, verify,
};
pub use withdraw::{WithdrawError, WithdrawRequest, withdraw};

use build::Sites;
use drift::drift;

use crate::content;
use crate::diagnostics::{self, Diagnostic};

/// Reads and scores a content folder, holds it against what was released in `output`, and returns all problems in the
/// order of files and lines.
///
/// # Errors
/// When the released editions themselves cannot be used.
pub fn check(folder: &Path, output: &Path) -> Result<Vec<Diagnostic>, DeskError> {
    let desk = match Desk::read(folder, output) {
        Ok(desk) => desk,
        Err(DeskError::Content(mut problems)) => {
            settle(folder, &mut problems);
            return Ok(problems);
        }
        Err(error) => return Err(error),
    };
    let scores = desk.score(None);
    let mut problems = desk.problems.clone();
    problems.extend(scores.drafts.diagnostics.iter().cloned());
    let sites = Sites::of(&desk, &scores, scores.front(&desk), desk.shelf.archive());
    problems.extend(crate::procedure::draw::check(&desk.content));
    problems.extend(papers::problems(&desk, &sites, build::theme(folder, None, &desk).as_deref()));
    problems.extend(groups::problems(&desk.content));
    problems.extend(rectification::problems(&desk));
    problems.extend(drift(folder, &desk, &sites));
    settle(folder, &mut problems);
    Ok(problems)
}

/// Problems found after reading get their lines' text; then all stand in the order of files and lines.
fn settle(folder: &Path, problems: &mut [Diagnostic]) {
    content::attach_sources(folder, problems);
    diagnostics::sort(problems);
}
