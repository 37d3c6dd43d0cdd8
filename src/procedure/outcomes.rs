//! What follows from results, for whom: subjects, and the counties that an outcome's conditions speak of.
//!
//! In: an evaluation with its results, where scoring found which outcomes follow. Out: one [`Case`] for each
//! addressee, with the lines of the record it rests on. Nothing is decided here that scoring has not found.

use crate::model::{
    Addressees, CountyCase, Evaluation, EventIndex, GradeIndex, Outcome, OutcomeIndex, OutcomeKind, Record,
    SchemeResults, Severity, SubjectIndex, When,
};

/// An outcome that follows for somebody.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    pub outcome: &'a Outcome,
    /// Its place in the scheme's list.
    pub index: OutcomeIndex,
    /// Whose result it follows from.
    pub subject: SubjectIndex,
    /// The county it addresses; `None`: the subject itself.
    pub county: Option<CountyCase<'a>>,
}

/// Everything that follows, by outcome in the order of the scheme, then by rank.
pub fn cases<'a>(evaluation: &'a Evaluation, results: &SchemeResults) -> Vec<Case<'a>> {
    let mut cases = Vec::new();
    for (position, outcome) in evaluation.scheme.outcomes.iter().enumerate() {
        let index = OutcomeIndex::new(position);
        for subject in results.order.iter().copied() {
            if !results.subjects[subject.get()].outcomes.contains(&index) {
                continue;
            }
            let case = |county| Case { outcome, index, subject, county };
            match outcome.of {
                Addressees::Subject => cases.push(case(None)),
                Addressees::Counties => {
                    let found = outcome.counties(&evaluation.records[subject.get()]);
                    cases.extend(found.into_iter().map(|county| case(Some(county))));
                }
            }
        }
    }
    cases
}

/// The talks among them: whom the leaders talk to.
pub fn talks<'a>(evaluation: &'a Evaluation, results: &SchemeResults) -> Vec<Case<'a>> {
    let mut cases = cases(evaluation, results);
    cases.retain(|case| case.outcome.kind == OutcomeKind::Talk);
    cases
}

/// A fact that an outcome rests on, as a condition of it names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The final grade.
    Grade(GradeIndex),
    /// So many problems of a severity.
    Problems(Severity, usize),
    /// So many events of a kind.
    Events(EventIndex, usize),
    /// So many counties ranked low.
    LowCounties(usize),
}

/// The facts about a subject that an outcome's conditions name and that hold: of grades, problems, events and counties.
pub fn reasons(outcome: &Outcome, record: &Record, grade: Option<GradeIndex>) -> Vec<Reason> {
    let mut found = Vec::new();
    outcome.when.walk_asserted(&mut |when| {
        let reason = match when {
            When::GradeAtLeast(bound) => grade.filter(|grade| grade <= bound).map(Reason::Grade),
            When::GradeAtMost(bound) => grade.filter(|grade| grade >= bound).map(Reason::Grade),
            When::Problem(severity) => {
                let count = record.problems.iter().filter(|problem| problem.severity == *severity).count();
                (count > 0).then_some(Reason::Problems(*severity, count))
            }
            When::Event(event) => {
                let count = record.events_of(*event).count();
                (count > 0).then_some(Reason::Events(*event, count))
            }
            When::CountyLow => {
                let count = record.counties.iter().filter(|county| county.low).count();
                (count > 0).then_some(Reason::LowCounties(count))
            }
            When::Count { event, at_least } => {
                let count = record.events_of(*event).count();
                (count >= *at_least as usize).then_some(Reason::Events(*event, count))
            }
            // They name no fact that one could count.
            When::AnySection(_)
            | When::Score { .. }
            | When::Nodes { .. }
            | When::Place { .. }
            | When::LastGrade { .. }
            | When::NodeGrade { .. }
            | When::Task { .. }
            | When::Target { .. }
            | When::Grew(_)
            | When::Overstated { .. }
            | When::Elsewhere(_)
            | When::Milestone { .. }
            | When::Subject(_)
            | When::All(_)
            | When::Any(_)
            | When::Not(_) => None,
        };
        found.extend(reason.filter(|reason| !found.contains(reason)));
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{At, County, Problem};

    fn outcome(when: When) -> Outcome {
        Outcome {
            title: "县级谈话提醒".to_owned(),
            kind: OutcomeKind::Talk,
            of: Addressees::Counties,
            when,
            by: None,
            attendees: Vec::new(),
            clause: None,
            says: None,
        }
    }

    fn record() -> Record {
        let at = At { line: 1, column: 1 };
        let county = |name: &str, low| County {
            name: name.to_owned(),
            place: None,
            low,
            says: None,
            source: None,
            at,
        };
        let problem = |county: Option<&str>, severity| Problem {
            county: county.map(str::to_owned),
            ..Problem::new("", severity, at)
        };
        Record {
            counties: vec![county("甲县", false), county("乙县", true)],
            problems: vec![
                problem(Some("丙县"), Severity::Prominent),
                problem(Some("乙县"), Severity::Prominent),
                problem(Some("丙县"), Severity::General),
                problem(None, Severity::Prominent),
            ],
            ..crate::fixture::empty_record()
        }
    }

    #[test]
    fn counties_are_those_the_condition_speaks_of() {
        let record = record();
        let prominent = || When::Problem(Severity::Prominent);
        let names = |when| -> Vec<(String, bool, usize)> {
            let cases = outcome(when).counties(&record);
            cases.iter().map(|of| (of.name.to_owned(), of.low.is_some(), of.problems.len())).collect()
        };
        let case = |name: &str, low, problems| (name.to_owned(), low, problems);
        assert_eq!(names(When::CountyLow), [case("乙县", true, 0)]);
        assert_eq!(names(prominent()), [case("丙县", false, 1), case("乙县", false, 1)]);
        assert_eq!(
            names(When::Any(vec![prominent(), When::CountyLow])),
            [case("乙县", true, 1), case("丙县", false, 1)]
        );
        assert_eq!(names(When::Problem(Severity::Minor)), []);
        let not_low = When::Not(Box::new(When::CountyLow));
        assert_eq!(
            names(When::All(vec![prominent(), not_low])),
            [case("丙县", false, 1), case("乙县", false, 1)]
        );
    }
}
