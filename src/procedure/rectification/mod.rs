//! Rectification (整改): how far each problem of a year was put right on a day, and what became of those of the years
//! before.
//!
//! In: an evaluation, the same scheme's evaluations of earlier years, and the day up to which the procedure is told.
//! Out: an [`Item`] for each problem, a [`Followed`] for each problem of an earlier year that a record re-checks, and
//! what nobody re-checks ([`unfollowed`]). A problem of a year is followed up in that year's own record as far as it was
//! known then, and in the next year's; nothing here looks at a later year than the one it is asked about.

mod follow;
mod item;

#[cfg(test)]
mod tests;

pub use follow::{Followed, Unfollowed, due, followed, unfollowed};
pub use item::{Item, State, items};

use crate::model::{Evaluation, Problem, ProblemRef, Record, Scheme, SubjectId, SubjectIndex};

/// A problem of an earlier year of what a scheme's subject was then.
fn problem<'a>(
    scheme: &Scheme,
    earlier: &[&'a Evaluation],
    subject: &SubjectId,
    of: &ProblemRef,
) -> Option<&'a Problem> {
    let evaluation = earlier.iter().find(|evaluation| evaluation.scheme.year == of.year)?;
    let records = evaluation.records_of(scheme, subject);
    let mut problems = records.into_iter().flat_map(|record| &record.problems);
    problems.find(|problem| problem.id.as_deref() == Some(&of.id))
}

/// The subjects of an evaluation, each with its record.
fn records(evaluation: &Evaluation) -> impl Iterator<Item = (SubjectIndex, &SubjectId, &Record)> {
    let subjects = evaluation.scheme.subjects.iter().zip(&evaluation.records).enumerate();
    subjects.map(|(at, (id, record))| (SubjectIndex::new(at), id, record))
}
