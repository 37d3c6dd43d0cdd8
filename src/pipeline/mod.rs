//! Composes reading, scoring, laying out, rendering and writing into what a command does.
//!
//! In: folders. Out: results, diagnostics, a site. It holds no rules of its own.

mod build;
mod scoring;

use std::path::Path;

pub use build::{BuildError, BuildSummary, Request, Stage, build};
pub use scoring::{ScoredContent, score};

use crate::content;
use crate::diagnostics::{self, Code, Diagnostic};
use crate::model::{At, Place};
use crate::render::bulletin;
use crate::site::{self, Input, Mark, Site};

/// Reads and scores a content folder and returns all problems in the order of files and lines.
pub fn check(folder: &Path) -> Vec<Diagnostic> {
    let read = content::read(folder);
    let mut problems = read.diagnostics;
    if let Some(content) = &read.content {
        let scored = score(content);
        problems.extend(scored.diagnostics);
        let site = Site::new(Input { content, years: &scored.years, mark: Mark::Draft });
        problems.extend(bulletins(&site));
    }
    settle(folder, &mut problems);
    problems
}

/// What is wrong with the circulars' placeholders, loops and links.
fn bulletins(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (position, year) in site.years().iter().enumerate() {
        let (Some(source), Some(context)) = (&year.year.bulletin, site::bulletin_context(site, position))
        else {
            continue;
        };
        for error in bulletin::check(source, &context) {
            let at = At { line: error.line, column: error.column };
            let place = Place { file: source.file.clone(), at };
            problems.push(Diagnostic::at(Code::Bulletin, &place, error.message));
        }
    }
    problems
}

/// Problems found after reading get their lines' text; then all stand in the order of files and lines.
fn settle(folder: &Path, problems: &mut [Diagnostic]) {
    content::attach_sources(folder, problems);
    diagnostics::sort(problems);
}
