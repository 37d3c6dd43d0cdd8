//! Ranking, quotas, conditions on places, decisions and outcomes: what needs all results (SCORING.md 2.6 to 2.8).

use std::collections::BTreeMap;

use super::LastYear;
use super::condition::{Facts, Spot, Spots, Truth};
use super::places::{self, Ties, number, ties};
use super::prepare::{Groups, Prepared};
use super::quota;
use super::total::{lowered, next};
use crate::model::{
    Addressees, Effect, Evaluation, GradeEffect, NodeIndex, Outcome, OutcomeIndex, PlaceFault, Placed,
    QuotaNote, Ranking, RuleIndex, Scheme, SubjectIndex, SubjectResult, When,
};

/// What was found beside the subjects' own results.
pub(super) struct Found {
    /// The order for lists.
    pub order: Vec<SubjectIndex>,
    pub quotas: Vec<QuotaNote>,
    pub misplaced: Vec<(SubjectIndex, PlaceFault)>,
}

/// Who is ranked with whom, by this grade.
struct Field<'a> {
    scheme: &'a Scheme,
    groups: usize,
}

/// Gives every subject its final grade, its places and outcomes.
pub(super) fn rank(
    evaluation: &Evaluation,
    last: &LastYear,
    groups: &Groups,
    subjects: &mut [SubjectResult],
) -> Found {
    let scheme = &*evaluation.scheme;
    let field = Field { scheme, groups: groups.names.len() };
    quota::lower(scheme, field.groups, subjects);
    if scheme.rules.iter().any(|rule| rule.when.as_ref().is_some_and(When::needs_places)) {
        lower_by_place(evaluation, last, groups, &field, subjects);
    }
    for subject in subjects.iter_mut() {
        subject.nodes[Scheme::ROOT].grade = subject.computed;
        subject.grade = subject.computed;
    }
    // Twice: the trail tells which place a decision changed, also of those that only moved because another was decided.
    field.place(subjects, &BTreeMap::new());
    for (position, subject) in subjects.iter_mut().enumerate() {
        subject.computed_rank = subject.rank;
        subject.computed_overall = subject.overall.map(|placed| placed.place);
        let decided = evaluation.decisions.get(position).and_then(Option::as_ref);
        subject.grade = decided.and_then(|decision| decision.grade).or(subject.computed);
        subject.next = next(scheme, subject);
    }
    let (decided, mut misplaced) = decided_places(evaluation, subjects);
    misplaced.extend(field.place(subjects, &decided));
    misplaced.sort_by_key(|(subject, _)| *subject);
    let spots = field.spots(subjects);
    for (position, subject) in subjects.iter_mut().enumerate() {
        subject.outcomes = outcomes(
            evaluation,
            last,
            SubjectIndex::new(position),
            &groups.subjects[position],
            spots[position],
            subject,
        );
    }
    let quotas = quota::notes(scheme, field.groups, subjects);
    Found { order: field.order(subjects), quotas, misplaced }
}

/// The decided places of those who can have one; what is wrong with the others.
fn decided_places(
    evaluation: &Evaluation,
    subjects: &[SubjectResult],
) -> (BTreeMap<SubjectIndex, u32>, Vec<(SubjectIndex, PlaceFault)>) {
    let (mut places, mut faults) = (BTreeMap::new(), Vec::new());
    for (position, decision) in evaluation.decisions.iter().enumerate() {
        let Some(place) = decision.as_ref().and_then(|decision| decision.place) else { continue };
        let subject = SubjectIndex::new(position);
        if evaluation.scheme.ranking.is_none() {
            faults.push((subject, PlaceFault::Unranked));
        } else if subjects[position].score.is_none() {
            faults.push((subject, PlaceFault::NoResult));
        } else {
            places.insert(subject, place);
        }
    }
    (places, faults)
}

/// Rules that lower by places as they are after the quotas: all conditions are looked at before any of them works.
fn lower_by_place(
    evaluation: &Evaluation,
    last: &LastYear,
    groups: &Groups,
    field: &Field,
    subjects: &mut [SubjectResult],
) {
    let scheme = field.scheme;
    let root = NodeIndex::new(Scheme::ROOT);
    for subject in subjects.iter_mut() {
        subject.grade = subject.computed;
    }
    field.place(subjects, &BTreeMap::new());
    let spots = field.spots(subjects);
    for (position, subject) in subjects.iter_mut().enumerate() {
        let Some(threshold) = subject.by_threshold else { continue };
        let Prepared { measures, out, .. } = &groups.subjects[position];
        let facts = Facts::before_scoring(evaluation, last, SubjectIndex::new(position), measures, out);
        let mut fired = Vec::new();
        let mut unknown = Vec::new();
        let facts = facts.at(root, &subject.nodes, Some(threshold)).standing(spots[position]);
        for (at, rule) in scheme.rules.iter().enumerate() {
            let (Effect::Lower(by), Some(when)) = (&rule.effect, &rule.when) else { continue };
            if !when.needs_places() {
                continue;
            }
            match facts.holds(when) {
                Truth::Yes(causes) => fired.push((RuleIndex::new(at), *by, causes)),
                Truth::No => {}
                Truth::Unknown => unknown.push((RuleIndex::new(at), root)),
            }
        }
        subject.unknown.extend(unknown);
        for (rule, by, causes) in fired {
            let Some(before) = subject.computed else { continue };
            let after = lowered(before, by, scheme.grades.len().saturating_sub(1));
            subject.grade_effects.push(GradeEffect { rule, waived: false, before, after, causes });
            subject.computed = Some(after);
        }
    }
}

impl Field<'_> {
    /// Everybody's places by the grades as they are, and what is wrong with decided ones.
    fn place(
        &self,
        subjects: &mut [SubjectResult],
        decided: &BTreeMap<SubjectIndex, u32>,
    ) -> Vec<(SubjectIndex, PlaceFault)> {
        let Some(ranking) = &self.scheme.ranking else { return Vec::new() };
        let by_group = self.scheme.ranks_groups() && !self.scheme.ranks_both();
        let scopes = if by_group { self.groups } else { 1 };
        let mut faults = Vec::new();
        let mut all = BTreeMap::new();
        for scope in 0..scopes {
            let ties = self.ties(ranking, subjects, by_group.then_some(scope));
            let own = |subject: &SubjectIndex| !by_group || subjects[subject.get()].group == scope;
            let decided: BTreeMap<SubjectIndex, u32> =
                decided.iter().filter(|(subject, _)| own(subject)).map(|(a, b)| (*a, *b)).collect();
            let (placed, wrong) = places::fill(&ties, &decided);
            // A place that is another's contradicts that one's grade too; one fault is enough to be told.
            let told: Vec<SubjectIndex> = wrong.iter().map(|(subject, _)| *subject).collect();
            let class = |subject: SubjectIndex| {
                let of = &subjects[subject.get()];
                (of.vetoed, of.grade)
            };
            let against = places::against_grades(&placed, &decided, class);
            faults.extend(against.into_iter().filter(|(subject, _)| !told.contains(subject)));
            faults.extend(wrong);
            let parted = places::parted(ranking, subjects, &ties);
            let decimals = places::decimals(self.scheme, subjects, &ties);
            for subject in ties.iter().flatten() {
                let of = &mut subjects[subject.get()];
                of.parted_by = parted.get(subject).copied();
                of.decimals = decimals[subject.get()];
            }
            all.extend(placed);
        }
        if self.scheme.ranks_both() {
            let shared = shared(&all);
            for (subject, place) in &all {
                let tied = shared[place] > 1;
                subjects[subject.get()].overall = Some(Placed { place: *place, tied });
            }
            // Within a group stands who stands so among all.
            for group in 0..self.groups {
                let members: Vec<(SubjectIndex, u32)> = all
                    .iter()
                    .filter(|(subject, _)| subjects[subject.get()].group == group)
                    .map(|(subject, place)| (*subject, *place))
                    .collect();
                let mut sorted: Vec<u32> = members.iter().map(|(_, place)| *place).collect();
                sorted.sort_unstable();
                let within = |place: u32| number(sorted.partition_point(|other| *other < place) + 1);
                let within = members.iter().map(|(subject, place)| (*subject, within(*place))).collect();
                set(subjects, &within);
            }
        } else if by_group {
            for group in 0..self.groups {
                let own = all.iter().filter(|(subject, _)| subjects[subject.get()].group == group);
                let own: BTreeMap<SubjectIndex, u32> = own.map(|(a, b)| (*a, *b)).collect();
                set(subjects, &own);
            }
        } else {
            set(subjects, &all);
        }
        faults
    }

    fn ties(&self, ranking: &Ranking, subjects: &[SubjectResult], group: Option<usize>) -> Ties {
        let members = (0..subjects.len()).filter(|at| group.is_none_or(|group| subjects[*at].group == group));
        ties(members.map(SubjectIndex::new), |subject| {
            let of = &subjects[subject.get()];
            places::key(ranking, of, of.grade)
        })
    }

    /// Where everybody stands.
    fn spots(&self, subjects: &[SubjectResult]) -> Vec<Spots> {
        let by_group = self.scheme.ranks_groups();
        let mut own: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let mut all: Vec<u32> = Vec::new();
        for subject in subjects {
            let group = if by_group { subject.group } else { 0 };
            own.entry(group).or_default().extend(subject.rank);
            all.extend(subject.overall.map(|placed| placed.place));
        }
        own.values_mut().for_each(|places| places.sort_unstable());
        all.sort_unstable();
        let spot = |places: &[u32], place: u32| {
            let behind = places.len() - places.partition_point(|other| *other <= place);
            Spot { place, of: number(places.len()), behind: number(behind) }
        };
        subjects
            .iter()
            .map(|subject| {
                let group = if by_group { subject.group } else { 0 };
                Spots {
                    own: subject.rank.map(|place| spot(&own[&group], place)),
                    all: subject.overall.map(|placed| spot(&all, placed.place)),
                }
            })
            .collect()
    }

    /// Group by group where places are given so, by place (by grade where there is none), then in the scheme's order;
    /// who has no result comes last.
    fn order(&self, subjects: &[SubjectResult]) -> Vec<SubjectIndex> {
        let by_group = self.scheme.ranks_groups();
        let mut order: Vec<SubjectIndex> = (0..subjects.len()).map(SubjectIndex::new).collect();
        order.sort_by_key(|index| {
            let subject = &subjects[index.get()];
            let group = if by_group { subject.group } else { 0 };
            let (rank, vetoed, grade) = (subject.rank, subject.vetoed, subject.grade);
            // The scheme's order comes last, never the id: a renamed id moves nobody.
            (subject.score.is_none(), group, rank, vetoed, grade, index.get())
        });
        order
    }
}

/// How many share each place.
fn shared(places: &BTreeMap<SubjectIndex, u32>) -> BTreeMap<u32, u32> {
    let mut shared = BTreeMap::new();
    places.values().for_each(|place| *shared.entry(*place).or_default() += 1);
    shared
}

fn set(subjects: &mut [SubjectResult], places: &BTreeMap<SubjectIndex, u32>) {
    let shared = shared(places);
    for (subject, place) in places {
        let of = &mut subjects[subject.get()];
        (of.rank, of.tied) = (Some(*place), shared[place] > 1);
    }
}

/// What follows from the final grade and place; nothing without a result.
fn outcomes(
    evaluation: &Evaluation,
    last: &LastYear,
    subject: SubjectIndex,
    prepared: &Prepared,
    spots: Spots,
    result: &SubjectResult,
) -> Vec<OutcomeIndex> {
    if result.score.is_none() {
        return Vec::new();
    }
    let root = NodeIndex::new(Scheme::ROOT);
    let facts = Facts::before_scoring(evaluation, last, subject, &prepared.measures, &prepared.out);
    let facts = facts.at(root, &result.nodes, result.grade).standing(spots);
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
