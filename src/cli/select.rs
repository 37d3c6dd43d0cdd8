//! What the words on the command line mean in the content: years, schemes, subjects, nodes by their ids.

use std::process::ExitCode;

use super::Paths;
use super::{report, words};
use crate::content;
use crate::diagnostics::{self, Diagnostic, nearest};
use crate::history::{Scored, ScoredYear};
use crate::model::{Content, NodeIndex, SubjectIndex};
use crate::pipeline::Desk;
use crate::site::{Input, Site};

/// A content that was read and scored without an error.
pub(super) struct Loaded<'a> {
    pub content: &'a Content,
    pub years: &'a [ScoredYear<'a>],
}

/// A word that means nothing in this content, told in one line.
pub(super) struct Unknown(String);

/// Reads and scores, then does `what`; errors of the content give 1, unknown words 2.
pub(super) fn with(paths: &Paths, what: impl FnOnce(&Loaded) -> Result<(), Unknown>) -> ExitCode {
    let desk = match Desk::read(&paths.content, &paths.output) {
        Ok(desk) => desk,
        Err(error) => {
            words::desk(&error);
            return ExitCode::FAILURE;
        }
    };
    let scored = desk.score(None).drafts;
    let mut problems: Vec<_> = scored.diagnostics.into_iter().filter(Diagnostic::is_error).collect();
    if !problems.is_empty() {
        content::attach_sources(&paths.content, &mut problems);
        diagnostics::sort(&mut problems);
        report::problems(&problems);
        return ExitCode::FAILURE;
    }
    match what(&Loaded { content: &desk.content, years: &scored.years }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Unknown(told)) => {
            report::say(&told);
            ExitCode::from(2)
        }
    }
}

impl Loaded<'_> {
    /// The site of these results, for the formats that share its numbers.
    pub fn site(&self) -> Site<'_> {
        Site::new(Input::drafts(self.content, self.years))
    }

    /// The position of a year; the newest by default.
    pub fn year(&self, year: Option<u16>) -> Result<usize, Unknown> {
        let found = match year {
            Some(year) => self.years.iter().position(|one| i32::from(one.year.year.get()) == i32::from(year)),
            None => self.years.len().checked_sub(1),
        };
        let all = || self.years.iter().map(|one| one.year.year.to_string()).collect::<Vec<_>>();
        found.ok_or_else(|| unknown("年度", &year.map_or_else(String::new, |year| year.to_string()), &all()))
    }

    /// The position of a scheme in a year.
    pub fn scheme(&self, year: usize, id: &str) -> Result<usize, Unknown> {
        let schemes = &self.years[year].schemes;
        let all = || schemes.iter().map(|one| one.evaluation.scheme.id.to_string()).collect::<Vec<_>>();
        schemes
            .iter()
            .position(|one| one.evaluation.scheme.id.as_str() == id)
            .ok_or_else(|| unknown("方案", id, &all()))
    }
}

/// A subject of a scheme by its id.
pub(super) fn subject(scored: &Scored, id: &str) -> Result<SubjectIndex, Unknown> {
    let subjects = &scored.evaluation.scheme.subjects;
    let all = || subjects.iter().map(ToString::to_string).collect::<Vec<_>>();
    let found = subjects.iter().position(|subject| subject.as_str() == id);
    found.map(SubjectIndex::new).ok_or_else(|| unknown("考核对象", id, &all()))
}

/// A node of a scheme by its id; `total` is the root.
pub(super) fn node(scored: &Scored, id: &str) -> Result<NodeIndex, Unknown> {
    let scheme = &scored.evaluation.scheme;
    if id == "total" {
        return Ok(NodeIndex::new(crate::model::Scheme::ROOT));
    }
    let all = || scheme.nodes.iter().skip(1).map(|node| node.id.to_string()).collect::<Vec<_>>();
    scheme.find(id).ok_or_else(|| unknown("指标", id, &all()))
}

/// 没有方案“x”。您是不是要写“y”？可用的有：…
fn unknown(what: &str, word: &str, all: &[String]) -> Unknown {
    let near = nearest(word, all.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("您是不是要写“{near}”？"));
    Unknown(format!("没有{what}“{word}”。{near}可用的有：{}\n", diagnostics::some(all)))
}
