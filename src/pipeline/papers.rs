//! What is wrong with the texts that people write for pages: circulars, letters, free pages.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::build::Sites;
use super::desk::Desk;
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::{Shelf, zip_path};
use crate::model::{At, Place};
use crate::render::fill::{self, PaperError};
use crate::render::{has_asset, links};
use crate::site;

/// What is wrong with the placeholders, loops and links of circulars, letters and free pages. What is wrong with the
/// letters of several subjects in one place is told once. The theme's folder may bring files that links lead to.
pub(super) fn problems(desk: &Desk, sites: &Sites, theme: Option<&Path>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut told = BTreeSet::new();
    let mut tell = |code: Code, file: &Arc<str>, errors: Vec<PaperError>| {
        for PaperError { line, column, message } in errors {
            if told.insert((file.clone(), line, column)) {
                let place = Place::line(file.clone(), At { line, column });
                let hint = if code == Code::PageLink {
                    "请改正地址，或者去掉链接、只留文字；地址的写法见 docs/BULLETIN.md"
                } else {
                    "请照提示改正；占位符、循环和链接的写法见 docs/BULLETIN.md"
                };
                problems.push(Diagnostic::at(code, &place, message).hint(hint));
            }
        }
    };
    let files = OnceLock::new();
    let stands = |file: &str| {
        let files: &Files = files.get_or_init(|| Files::of(desk, sites, theme));
        files.has(file)
    };
    for (site, year) in sites.drafts() {
        for (at, source, errors) in fill::check(site, year, &stands) {
            tell(if at.letter.is_some() { Code::Letter } else { Code::Bulletin }, &source.file, errors);
        }
        for (path, text) in site::report_texts(&site.years()[year]) {
            tell(Code::PageLink, &text.file, links::check_page((&text.body, 1), &path, &stands));
        }
    }
    for page in &desk.content.pages {
        let errors = links::check_page((&page.body, page.body_line), &site::free_file(page), &stands);
        tell(Code::PageLink, &page.file, errors);
    }
    problems
}

/// Every file that the site will have.
struct Files<'d> {
    printed: HashSet<String>,
    shelf: &'d Shelf,
    theme: Option<&'d Path>,
}

impl<'d> Files<'d> {
    fn of(desk: &'d Desk, sites: &Sites, theme: Option<&'d Path>) -> Self {
        // Only the front site prints what stands outside the editions, and released editions are not printed again.
        let front = sites.front().files().into_iter().filter(|file| file.edition.is_none());
        let drafts = sites
            .drafts()
            .flat_map(|(site, year)| site.files().into_iter().filter(move |file| file.edition == Some(year)));
        Self { printed: front.chain(drafts).map(|file| file.path).collect(), shelf: &desk.shelf, theme }
    }

    fn has(&self, file: &str) -> bool {
        self.printed.contains(file)
            || asset(file).is_some_and(|asset| has_asset(self.theme, asset))
            || self.released(file)
    }

    /// Whether a released edition has it, or it is one's ZIP.
    fn released(&self, file: &str) -> bool {
        self.shelf.editions.iter().any(|edition| {
            let folder = format!("{}/v{}/", edition.manifest.year, edition.manifest.version);
            let inside = file.strip_prefix(&folder);
            inside.is_some_and(|inside| edition.manifest.files.iter().any(|entry| entry.path == inside))
                || file == zip_path(edition.manifest.year, edition.manifest.version)
        })
    }
}

/// A file of the theme by its name inside `assets/`, which stands at the root and in every draft.
fn asset(file: &str) -> Option<&str> {
    file.strip_prefix("assets/").or_else(|| file.split_once("/draft/")?.1.strip_prefix("assets/"))
}
