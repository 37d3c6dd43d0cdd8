//! What became of problems of earlier years.

use super::{problem, records};
use crate::model::{EarlierProblem, Evaluation, Problem, ProblemRef, SubjectIndex};

/// A problem of an earlier year that a record re-checks.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    pub subject: SubjectIndex,
    /// What the record says.
    pub stated: &'a EarlierProblem,
    /// The problem; `None` where its year is not at hand.
    pub problem: Option<&'a Problem>,
}

/// A subject with problems of earlier years of which its record does not say what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfollowed {
    pub subject: SubjectIndex,
    /// Which, in the order of last year's record.
    pub problems: Vec<ProblemRef>,
}

/// What the records of a year say of problems of earlier years, in the order of the scheme and of the records.
pub fn followed<'a>(evaluation: &'a Evaluation, earlier: &[&'a Evaluation]) -> Vec<Followed<'a>> {
    records(evaluation)
        .flat_map(|(subject, id, record)| {
            let stated = record.earlier_problems.iter();
            stated.map(move |stated| Followed {
                subject,
                stated,
                problem: problem(&evaluation.scheme, earlier, id, &stated.of),
            })
        })
        .collect()
}

/// Problems that have to be re-checked and are not, where the scheme takes points off for those still open: what last
/// year found and did not close itself, and what last year found still open. A problem that came back is followed up
/// under its new id.
pub fn unfollowed(evaluation: &Evaluation, earlier: &[&Evaluation]) -> Vec<Unfollowed> {
    let scheme = &evaluation.scheme;
    let last = earlier.first().filter(|before| before.scheme.year.get() + 1 == scheme.year.get());
    let Some(last) = last.filter(|_| scheme.takes_earlier_problems()) else { return Vec::new() };
    let mut found = Vec::new();
    for (subject, id, own) in records(evaluation) {
        let problems = last.records_of(scheme, id).into_iter().flat_map(|before| due(last, before));
        let left = problems
            .filter(|of| own.earlier_problems.iter().all(|stated| stated.of != *of))
            .collect::<Vec<_>>();
        if !left.is_empty() {
            found.push(Unfollowed { subject, problems: left });
        }
    }
    found
}

/// What a record leaves to the next year's.
pub fn due(evaluation: &Evaluation, record: &crate::model::Record) -> Vec<ProblemRef> {
    let year = evaluation.scheme.year;
    let open = record
        .problems
        .iter()
        .filter(|problem| !problem.recheck.as_ref().is_some_and(|recheck| recheck.passed));
    let own = open.filter_map(|problem| Some(ProblemRef { year, id: problem.id.clone()? }));
    let repeated =
        |of: &ProblemRef| record.problems.iter().any(|problem| problem.recurs.as_ref() == Some(of));
    let still = record.earlier_problems.iter().filter(|stated| stated.open);
    own.chain(still.map(|stated| stated.of.clone()).filter(|of| !repeated(of))).collect()
}
