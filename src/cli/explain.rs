//! `tongbao explain`

use std::process::ExitCode;

use super::Paths;
use super::report;
use super::select::{self, Given, Loaded};
use crate::render::terminal;

pub(super) fn run(paths: &Paths, year: u16, scheme: &str, subject: &str, node: Option<&str>) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let at = loaded.year(Some(year))?;
        let year = &loaded.years[at];
        let scored = &year.schemes[loaded.scheme(at, scheme)?];
        let subject = loaded.subject(scored, subject)?;
        let node = node.map(|node| select::node(scored, node)).transpose()?;
        report::print(&terminal::explain(loaded.content, year.year, scored, subject, node));
        Ok(Given::Whole)
    })
}
