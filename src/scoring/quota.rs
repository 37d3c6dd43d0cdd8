//! Quotas (名额): who has a grade that is for fewer (SCORING.md section 4).

use super::places::{self, Ties, number, ties};
use crate::model::{
    Amount, Cause, GradeEffect, GradeIndex, Quota, QuotaMatter, QuotaNote, RankBy, Ranking, RuleIndex,
    Scheme, SubjectIndex, SubjectResult,
};

/// The quotas with their places among the rules, the best grade's first.
fn quotas(scheme: &Scheme) -> Vec<(RuleIndex, &Quota)> {
    let rules = scheme.rules.iter().enumerate();
    let quotas = rules.filter_map(|(at, rule)| Some((RuleIndex::new(at), rule.effect.quota()?)));
    let mut quotas: Vec<_> = quotas.collect();
    quotas.sort_by_key(|(at, quota)| (quota.grade, *at));
    quotas
}

/// Who shares a quota.
#[derive(Clone, Copy)]
struct Scope {
    /// The peer group; `None`: everybody.
    group: Option<usize>,
}

impl Scope {
    fn all(quota: &Quota, groups: usize) -> Vec<Self> {
        if quota.among_all || groups < 2 {
            vec![Self { group: None }]
        } else {
            (0..groups).map(|group| Self { group: Some(group) }).collect()
        }
    }

    fn members(self, subjects: &[SubjectResult]) -> impl Iterator<Item = SubjectIndex> {
        let here = move |(_, subject): &(usize, &SubjectResult)| {
            self.group.is_none_or(|group| subject.group == group)
        };
        subjects.iter().enumerate().filter(here).map(|(at, _)| SubjectIndex::new(at))
    }

    /// How many the quota is a share of.
    fn base(self, quota: &Quota, subjects: &[SubjectResult]) -> usize {
        self.members(subjects).filter(|at| quota.of_listed || subjects[at.get()].score.is_some()).count()
    }
}

/// What a quota goes by: as the ranking does, or by the published score where the ranking is none or narrower.
fn order(scheme: &Scheme, quota: &Quota) -> Ranking {
    let ranked =
        scheme.ranking.clone().filter(|_| !quota.among_all || !scheme.ranks_groups() || scheme.ranks_both());
    ranked.unwrap_or_default()
}

/// Lowers whoever exceeds a quota to the next grade, from the best grade down.
pub(super) fn lower(scheme: &Scheme, groups: usize, subjects: &mut [SubjectResult]) {
    for (rule, quota) in quotas(scheme) {
        let ranking = order(scheme, quota);
        for scope in Scope::all(quota, groups) {
            let base = scope.base(quota, subjects);
            let Some(size) = quota.size(base) else { continue };
            let effects = exceeding(&ranking, quota, scope, [size, base], subjects);
            for (subject, cause) in effects {
                let result = &mut subjects[subject.get()];
                let after = GradeIndex::new(quota.grade.get() + 1);
                let (before, causes) = (quota.grade, vec![cause]);
                result.grade_effects.push(GradeEffect { rule, waived: false, before, after, causes });
                result.computed = Some(after);
            }
        }
    }
}

/// Those who exceed the quota, each with what would have been needed.
fn exceeding(
    ranking: &Ranking,
    quota: &Quota,
    scope: Scope,
    [size, base]: [usize; 2],
    subjects: &[SubjectResult],
) -> Vec<(SubjectIndex, Cause)> {
    let of = |subject: SubjectIndex| &subjects[subject.get()];
    let with_grade = scope.members(subjects).filter(|subject| of(*subject).computed == Some(quota.grade));
    let held = ties(with_grade, |subject| places::key(ranking, of(subject), of(subject).computed));
    let better =
        scope.members(subjects).filter(|subject| of(*subject).computed.is_some_and(|own| own < quota.grade));
    let (better, flat) = (better.count(), held.concat());
    // Who has a better grade took up places before, where both are counted together.
    let taken = if quota.with_better { better } else { 0 };
    let left = size.saturating_sub(taken);
    let had = taken + flat.len();
    let kept = kept(&held.iter().map(Vec::len).collect::<Vec<_>>(), left, quota.ties_in);
    let inside: usize = held[..kept].iter().map(Vec::len).sum();
    let score = |subject: SubjectIndex| places::score(ranking, of(subject));
    let last =
        held[..kept].last().and_then(|tie| Some((number(better + inside - tie.len() + 1), score(tie[0])?)));
    // Whoever comes up to the last place that there is for the others.
    let bound = |subject: SubjectIndex| {
        flat.iter().copied().filter(|other| *other != subject).nth(left.checked_sub(1)?)
    };
    let needed = |subject: SubjectIndex| {
        let bound = bound(subject)?;
        // With the same score the `then` nodes would decide, and against it.
        let behind = places::then(ranking, of(subject)) > places::then(ranking, of(bound));
        Some((score(bound)?, !quota.ties_in || behind))
    };
    let then = |subject: SubjectIndex| {
        let bound = bound(subject).filter(|bound| score(*bound) == score(subject))?;
        places::tells(ranking, of(subject), of(bound))
    };
    let exact = ranking.by == RankBy::Exact;
    let dropped = held[kept..].iter().flatten();
    dropped
        .map(|subject| {
            let (needed, then) = (needed(*subject), then(*subject));
            let (size, of, had) = (number(size), number(base), number(had));
            (*subject, Cause::Quota { size, of, had, exact, last, then, needed })
        })
        .collect()
}

/// How many of the ties, best first, a quota of this size holds: equal ones stay or go together.
fn kept(ties: &[usize], size: usize, ties_in: bool) -> usize {
    let mut inside = 0;
    for (at, tie) in ties.iter().enumerate() {
        let fits = inside + tie <= size || (ties_in && inside < size);
        if !fits {
            return at;
        }
        inside += tie;
    }
    ties.len()
}

/// What is to be told: who would be next where fewer have a grade than should, and whose decision exceeds a quota.
pub(super) fn notes(scheme: &Scheme, groups: usize, subjects: &[SubjectResult]) -> Vec<QuotaNote> {
    let mut notes = Vec::new();
    for (rule, quota) in quotas(scheme) {
        let ranking = order(scheme, quota);
        for scope in Scope::all(quota, groups) {
            let (group, base) = (scope.group, scope.base(quota, subjects));
            let with = |grade: fn(&SubjectResult) -> Option<GradeIndex>| {
                let have = scope
                    .members(subjects)
                    .filter(move |at| grade(&subjects[at.get()]).is_some_and(|own| quota.counts(own)));
                have.count()
            };
            if let (Some(Amount::Share(_)), Some(0)) = (quota.most, quota.size(base))
                && base > 0
                // While records come in, a group is small that will not be.
                && quota.size(scope.members(subjects).count()) == Some(0)
            {
                let what = QuotaMatter::Nobody { of: base };
                notes.push(QuotaNote { rule, group, size: 0, has: 0, what });
            }
            let (computed, decided) = (with(|of| of.computed), with(|of| of.grade));
            if let Some(size) = quota.wanted(base).filter(|size| computed < *size) {
                let what = QuotaMatter::Short(next(&ranking, quota, scope, size - computed, subjects));
                notes.push(QuotaNote { rule, group, size, has: computed, what });
            }
            if let Some(size) = quota.size(base).filter(|size| decided > *size && decided > computed) {
                let into = |at: &SubjectIndex| {
                    let of = &subjects[at.get()];
                    of.grade.is_some_and(|own| quota.counts(own)) && of.computed != of.grade
                };
                let what = QuotaMatter::Broken(scope.members(subjects).filter(into).collect());
                notes.push(QuotaNote { rule, group, size, has: decided, what });
            }
        }
    }
    notes
}

/// The first so many with a worse grade, and those who equal the last of them.
fn next(
    ranking: &Ranking,
    quota: &Quota,
    scope: Scope,
    count: usize,
    subjects: &[SubjectResult],
) -> Vec<SubjectIndex> {
    let of = |subject: SubjectIndex| &subjects[subject.get()];
    let worse = scope.members(subjects).filter(|at| of(*at).computed.is_some_and(|own| own > quota.grade));
    let worse: Ties = ties(worse, |at| places::key(ranking, of(at), of(at).computed));
    let mut found = Vec::new();
    for tie in worse {
        if found.len() >= count {
            break;
        }
        found.extend(tie);
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::{Decimal, dec};

    use super::*;
    use crate::model::QuotaRounding;

    /// The table of SCORING.md section 4.
    #[test]
    fn shares_become_numbers_as_the_norm_says() {
        use QuotaRounding::{Down, Half, Up};
        for (share, base, [down, half, up]) in [
            (dec!(30), 3, [0, 1, 1]),
            (dec!(30), 5, [1, 2, 2]),
            (dec!(30), 10, [3, 3, 3]),
            (dec!(30), 14, [4, 4, 5]),
            (dec!(33.3), 9, [2, 3, 3]),
            (dec!(100), 7, [7, 7, 7]),
        ] {
            assert_eq!(
                [Down, Half, Up].map(|round| round.of(share, base)),
                [down, half, up],
                "{share} {base}"
            );
        }
    }

    /// The table of SCORING.md section 4: sizes of the ties, how many the quota is for, how many stay.
    #[test]
    fn equal_ones_stay_or_go_together() {
        let stay = |ties: &[usize], size: usize, ties_in: bool| -> usize {
            ties[..kept(ties, size, ties_in)].iter().sum()
        };
        for (ties, size, inside, outside) in [
            (&[1, 1, 1][..], 2, 2, 2),
            (&[1, 2], 2, 3, 1),
            (&[3], 2, 3, 0),
            (&[1, 1], 0, 0, 0),
            (&[1, 1], 5, 2, 2),
            (&[2, 1], 2, 2, 2),
        ] {
            assert_eq!(
                (stay(ties, size, true), stay(ties, size, false)),
                (inside, outside),
                "{ties:?} {size}"
            );
        }
    }

    proptest! {
        /// A quota is exceeded only by those equal to the last one inside, and only where ties stay in.
        #[test]
        fn exceeded_only_by_equals(ties in prop::collection::vec(1usize..5, 0..8), size in 0usize..12) {
            let stay = |ties_in| kept(&ties, size, ties_in);
            let out: usize = ties[..stay(false)].iter().sum();
            prop_assert!(out <= size);
            let within: usize = ties[..stay(true)].iter().sum();
            let last = ties[..stay(true)].last().copied().unwrap_or_default();
            prop_assert!(within <= size || within - last < size);
            prop_assert!(out <= within);
            // Nobody is left out who would have fitted.
            let next = ties.get(stay(false)).copied();
            prop_assert!(next.is_none_or(|next| out + next > size));
        }

        /// A share is never more than a whole one above another way of rounding.
        #[test]
        fn rounding_is_between(share in 1u32..=100, base in 0usize..500) {
            let of = |round: QuotaRounding| round.of(Decimal::from(share), base);
            let (down, half, up) = (of(QuotaRounding::Down), of(QuotaRounding::Half), of(QuotaRounding::Up));
            prop_assert!(down <= half && half <= up && up - down <= 1 && up <= base);
        }
    }
}
