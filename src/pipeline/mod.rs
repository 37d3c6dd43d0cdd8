//! Composes reading, scoring, laying out, rendering and writing into what a command does.
//!
//! In: folders. Out: results, diagnostics, a site. It holds no rules of its own.

mod build;
mod scoring;

use std::path::Path;

pub use build::{BuildError, BuildSummary, Request, Stage, build};
pub use scoring::{ScoredContent, score};

use crate::content;
use crate::diagnostics::{self, Diagnostic};
use crate::history::ScoredYear;
use crate::model::Content;

/// Reads and scores a content folder and returns all problems in the order of files and lines.
pub fn check(folder: &Path) -> Vec<Diagnostic> {
    let read = content::read(folder);
    let mut problems = read.diagnostics;
    if let Some(content) = &read.content {
        let scored = score(content);
        problems.extend(scored.diagnostics);
        problems.extend(bulletins(content, &scored.years));
    }
    diagnostics::sort(&mut problems);
    problems
}
