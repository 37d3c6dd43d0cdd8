//! Where problems stand: their anchors on a year's page, and the way to those of earlier years.

use std::collections::BTreeMap;

use crate::history::ScoredYear;
use crate::model::{Evaluation, Problem, ProblemRef, Record, Scheme, SubjectId, SubjectIndex, Year};
use crate::site::base::links::RECTIFICATION;
use crate::site::base::{Link, ROWS, SchemeSite};

/// The addresses from the root of problems of earlier years, by subject and problem.
pub(crate) type Pages = BTreeMap<(SubjectIndex, ProblemRef), String>;

/// A year before, and its edition's folder from the root.
#[derive(Clone, Debug)]
pub(crate) struct Before<'a> {
    pub scored: &'a ScoredYear<'a>,
    pub folder: String,
}

/// A problem's anchor. No id holds a dot, so no two are the same.
pub(crate) fn anchor(scheme: &Scheme, subject: &SubjectId, position: usize, problem: &Problem) -> String {
    match &problem.id {
        Some(id) => format!("p-{}.{subject}.{id}", scheme.id),
        None => format!("p-{}.{subject}.{}", scheme.id, position + 1),
    }
}

/// Where the problems of earlier years stand that the records of a scheme name; `before` is ascending.
pub(crate) fn pages(evaluation: &Evaluation, before: &[Before]) -> Pages {
    let mut found = Pages::new();
    let line = evaluation.scheme.line(before.iter().rev().map(|year| year.scored.year));
    let folder = |that: &Evaluation| {
        before.iter().find(|year| year.scored.year.year == that.scheme.year).map(|year| &*year.folder)
    };
    let earlier: Vec<Known> =
        line.into_iter().filter_map(|that| Some(Known::new(that, that.scheme.year, folder(that)?))).collect();
    for (at, (id, record)) in evaluation.scheme.subjects.iter().zip(&evaluation.records).enumerate() {
        let mut named: Vec<&ProblemRef> = record.earlier_problems.iter().map(|stated| &stated.of).collect();
        named.extend(record.problems.iter().filter_map(|problem| problem.recurs.as_ref()));
        while let Some(of) = named.pop() {
            let Some((href, problem)) =
                earlier.iter().find_map(|known| known.find(&evaluation.scheme, id, of))
            else {
                continue;
            };
            found.insert((SubjectIndex::new(at), of.clone()), href);
            // What that repeats in its turn lies further back.
            named.extend(problem.recurs.as_ref().filter(|that| that.year < of.year));
        }
    }
    found
}

/// An earlier year of the scheme, and how many problems its page lists before each subject's.
struct Known<'a> {
    evaluation: &'a Evaluation,
    year: Year,
    folder: &'a str,
    first: Vec<usize>,
}

impl<'a> Known<'a> {
    fn new(evaluation: &'a Evaluation, year: Year, folder: &'a str) -> Self {
        let mut count = 0;
        let first = evaluation.records.iter().map(|record| {
            let first = count;
            count += record.problems.len();
            first
        });
        Self { first: first.collect(), evaluation, year, folder }
    }

    fn find(&self, later: &Scheme, subject: &SubjectId, of: &ProblemRef) -> Option<(String, &'a Problem)> {
        if self.year != of.year {
            return None;
        }
        let then = later.lineage.on(subject, self.evaluation.scheme.cutoff).ids;
        then.iter().find_map(|subject| self.own(subject, of))
    }

    fn own(&self, subject: &SubjectId, of: &ProblemRef) -> Option<(String, &'a Problem)> {
        let at = self.evaluation.scheme.subjects.iter().position(|id| id == subject)?;
        let record: &'a Record = self.evaluation.records.get(at)?;
        let position = record.problems.iter().position(|problem| problem.id.as_deref() == Some(&of.id))?;
        let problem = &record.problems[position];
        let page = format!("{}{RECTIFICATION}", self.folder);
        // A problem beyond the end of a long list has no place of its own.
        let href = if self.first[at] + position < ROWS {
            format!("{page}#{}", anchor(&self.evaluation.scheme, subject, position, problem))
        } else {
            page
        };
        Some((href, problem))
    }
}

/// The address of a problem of an earlier year as a link from a page `up` below the root.
pub(crate) fn earlier_link(
    scheme: &SchemeSite,
    subject: SubjectIndex,
    of: &ProblemRef,
    text: impl Into<String>,
    up: &str,
) -> Link {
    match scheme.problem_pages.get(&(subject, of.clone())) {
        Some(href) => Link::to(text, format!("{up}{href}")),
        None => Link::plain(text),
    }
}
