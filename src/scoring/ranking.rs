//! Places, decisions and outcomes (SCORING.md 2.7, 2.8).

use rust_decimal::Decimal;

use super::LastYear;
use super::condition::{Facts, Truth};
use super::prepare::Prepared;
use crate::model::{
    Addressees, Evaluation, GradeIndex, NodeIndex, Outcome, OutcomeIndex, Ranking, Scheme, SubjectIndex,
    SubjectResult,
};

/// What subjects are ordered by: vetoed ones last, then grade, then score.
type Key = (bool, GradeIndex, std::cmp::Reverse<Decimal>);

/// Gives every subject its grade as decided, its places and outcomes; returns the order for lists.
pub(super) fn rank(
    evaluation: &Evaluation,
    last: &LastYear,
    prepared: &[Prepared],
    subjects: &mut [SubjectResult],
) -> Vec<SubjectIndex> {
    let scheme = &*evaluation.scheme;
    // Twice: the trail tells which place a decision changed, also of those that only moved because another was decided.
    let computed = places(scheme, subjects, |subject| subject.computed);
    for (position, subject) in subjects.iter_mut().enumerate() {
        subject.computed_rank = computed[position];
        let decided = evaluation.decisions.get(position).and_then(Option::as_ref);
        subject.grade = decided.and_then(|decision| decision.grade).or(subject.computed);
    }
    let decided = places(scheme, subjects, |subject| subject.grade);
    for (position, subject) in subjects.iter_mut().enumerate() {
        let place =
            evaluation.decisions.get(position).and_then(Option::as_ref).and_then(|decision| decision.place);
        subject.rank = place.or(decided[position]);
    }
    mark_ties(subjects);
    for (position, subject) in subjects.iter_mut().enumerate() {
        subject.outcomes =
            outcomes(evaluation, last, SubjectIndex::new(position), &prepared[position], subject);
    }
    order(subjects)
}

/// Places within each peer group; equal ones share a place and the next is skipped: 1, 2, 2, 4.
fn places(
    scheme: &Scheme,
    subjects: &[SubjectResult],
    grade: impl Fn(&SubjectResult) -> Option<GradeIndex>,
) -> Vec<Option<u32>> {
    let score = |subject: &SubjectResult| match scheme.ranking {
        Ranking::Published => subject.score,
        Ranking::Exact => subject.exact,
        Ranking::None => None,
    };
    let mut keyed: Vec<(usize, Key, usize)> = subjects
        .iter()
        .enumerate()
        .filter_map(|(position, subject)| {
            let key = (subject.vetoed, grade(subject)?, std::cmp::Reverse(score(subject)?));
            Some((subject.group, key, position))
        })
        .collect();
    keyed.sort();
    let mut places = vec![None; subjects.len()];
    let (mut first, mut place) = (0, 1);
    for (at, (group, key, position)) in keyed.iter().enumerate() {
        if at == 0 || keyed[at - 1].0 != *group {
            (first, place) = (at, 1);
        } else if keyed[at - 1].1 != *key {
            place = u32::try_from(at - first).unwrap_or(u32::MAX).saturating_add(1);
        }
        places[*position] = Some(place);
    }
    places
}

fn mark_ties(subjects: &mut [SubjectResult]) {
    let mut seen = std::collections::BTreeMap::<(usize, u32), u32>::new();
    for subject in subjects.iter() {
        if let Some(rank) = subject.rank {
            *seen.entry((subject.group, rank)).or_default() += 1;
        }
    }
    for subject in subjects.iter_mut() {
        subject.tied =
            subject.rank.is_some_and(|rank| seen.get(&(subject.group, rank)).is_some_and(|count| *count > 1));
    }
}

/// By group, then place (grade where there is no ranking), then the scheme's order; those without a score last.
fn order(subjects: &[SubjectResult]) -> Vec<SubjectIndex> {
    let mut order: Vec<SubjectIndex> = (0..subjects.len()).map(SubjectIndex::new).collect();
    order.sort_by_key(|index| {
        let subject = &subjects[index.get()];
        // The scheme's order comes last, never the id: a renamed id moves nobody.
        (subject.group, subject.grade.is_none(), subject.rank, subject.vetoed, subject.grade, index.get())
    });
    order
}

/// What follows from the final grade.
fn outcomes(
    evaluation: &Evaluation,
    last: &LastYear,
    subject: SubjectIndex,
    prepared: &Prepared,
    result: &SubjectResult,
) -> Vec<OutcomeIndex> {
    let root = NodeIndex::new(Scheme::ROOT);
    let facts = Facts::before_scoring(evaluation, last, subject, &prepared.measures);
    let facts = facts.at(root, &result.nodes, result.grade);
    let outcomes = evaluation.scheme.outcomes.iter().enumerate();
    // An outcome of counties follows where there is a county to address.
    let record = &evaluation.records[subject.get()];
    let addressed =
        |outcome: &Outcome| outcome.of == Addressees::Subject || !outcome.counties(record).is_empty();
    outcomes
        .filter(|(_, outcome)| matches!(facts.holds(&outcome.when), Truth::Yes(_)) && addressed(outcome))
        .map(|(position, _)| OutcomeIndex::new(position))
        .collect()
}
