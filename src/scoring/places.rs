//! Places: who stands before whom, and what decided places leave to the others (SCORING.md 2.7, 2.8).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::{GradeIndex, NodeIndex, PlaceFault, RankBy, Ranking, Scheme, SubjectIndex, SubjectResult};

/// What subjects are ordered by: vetoed ones last, then grade (where the scheme has any), score, and the scores that break ties; who has none of a
/// node stands behind those who have one.
pub(super) type Key = (bool, Option<GradeIndex>, Reverse<Decimal>, Vec<Reverse<Option<Decimal>>>);

/// Subjects who are equal, best first.
pub(super) type Ties = Vec<Vec<SubjectIndex>>;

/// What a subject is ordered by with this grade; `None` without a result.
pub(super) fn key(ranking: &Ranking, subject: &SubjectResult, grade: Option<GradeIndex>) -> Option<Key> {
    let score = score(ranking, subject)?;
    Some((subject.vetoed, grade, Reverse(score), then(ranking, subject)))
}

/// The scores that break ties; the smaller stands before.
pub(super) fn then(ranking: &Ranking, subject: &SubjectResult) -> Vec<Reverse<Option<Decimal>>> {
    ranking.then.iter().map(|node| Reverse(node_score(subject, *node))).collect()
}

/// The node by whose score the one was told from the other, and the one's score there.
pub(super) fn tells(
    ranking: &Ranking,
    one: &SubjectResult,
    other: &SubjectResult,
) -> Option<(NodeIndex, Option<Decimal>)> {
    let node = *ranking.then.iter().find(|node| node_score(one, **node) != node_score(other, **node))?;
    Some((node, node_score(one, node)))
}

/// The score a ranking goes by.
pub(super) fn score(ranking: &Ranking, subject: &SubjectResult) -> Option<Decimal> {
    match ranking.by {
        RankBy::Published => subject.told(),
        RankBy::Exact => subject.exact,
    }
}

fn node_score(subject: &SubjectResult, node: NodeIndex) -> Option<Decimal> {
    let of = &subject.nodes[node.get()];
    of.told().filter(|_| of.counts())
}

/// Some subjects in their order, equal ones together; those without a key are left out.
pub(super) fn ties<K: Ord>(
    subjects: impl Iterator<Item = SubjectIndex>,
    key: impl Fn(SubjectIndex) -> Option<K>,
) -> Ties {
    let mut keyed: Vec<(K, SubjectIndex)> =
        subjects.filter_map(|subject| Some((key(subject)?, subject))).collect();
    keyed.sort();
    let mut ties: Ties = Vec::new();
    for (at, (key, subject)) in keyed.iter().enumerate() {
        match ties.last_mut().filter(|_| at > 0 && keyed[at - 1].0 == *key) {
            Some(tie) => tie.push(*subject),
            None => ties.push(vec![*subject]),
        }
    }
    ties
}

/// Everybody's place: 1, 2, 2, 4. Those decided stand, all others keep their order and fill the places left, equal ones
/// sharing the best left to them. Also what is wrong with decided places; a wrong one stands all the same, so that there
/// is a result to look at.
pub(super) fn fill(
    ties: &Ties,
    decided: &BTreeMap<SubjectIndex, u32>,
) -> (BTreeMap<SubjectIndex, u32>, Vec<(SubjectIndex, PlaceFault)>) {
    let mut faults = Vec::new();
    let mut taken: BTreeMap<u32, SubjectIndex> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for tie in ties {
        for subject in tie {
            let Some(&place) = decided.get(subject) else { continue };
            // Equal ones on one place take as many as they are, as equal ones do who are not decided.
            let equal = |other: &SubjectIndex| tie.contains(other) && decided.get(other) == Some(&place);
            let mut at = place;
            while let Some(other) = taken.get(&at) {
                if !equal(other) {
                    faults.push((*subject, PlaceFault::Taken(*other)));
                    break;
                }
                at = at.saturating_add(1);
            }
            taken.entry(at).or_insert(*subject);
            places.insert(*subject, place);
        }
    }
    let mut free = (1..).filter(|place| !taken.contains_key(place));
    for tie in ties {
        let others: Vec<SubjectIndex> =
            tie.iter().copied().filter(|subject| !decided.contains_key(subject)).collect();
        let given: Vec<u32> = free.by_ref().take(others.len()).collect();
        let (Some(first), Some(last)) = (given.first(), given.last()) else { continue };
        for subject in &others {
            places.insert(*subject, *first);
        }
        if last - first >= number(others.len()) {
            let between = taken.range(first..last).map(|(_, subject)| *subject);
            faults.extend(between.map(|subject| (subject, PlaceFault::Splits(others.clone()))));
        }
    }
    (places, faults)
}

/// Decided places that stand before a better grade or behind a worse one.
pub(super) fn against_grades(
    places: &BTreeMap<SubjectIndex, u32>,
    decided: &BTreeMap<SubjectIndex, u32>,
    class: impl Fn(SubjectIndex) -> (bool, Option<GradeIndex>),
) -> Vec<(SubjectIndex, PlaceFault)> {
    let fault = |(subject, place): (&SubjectIndex, &u32)| {
        let own = class(*subject);
        // The nearest one says it best.
        let better = places.iter().filter(|(other, at)| *at > place && class(**other) < own);
        let worse = places.iter().filter(|(other, at)| *at < place && class(**other) > own);
        let better = better.min_by_key(|(other, at)| (**at, **other));
        let worse = worse.max_by_key(|(other, at)| (**at, Reverse(**other)));
        let fault = match (better, worse) {
            (Some((other, _)), _) => PlaceFault::BeforeBetter(*other),
            (None, Some((other, _))) => PlaceFault::BehindWorse(*other),
            (None, None) => return None,
        };
        Some((*subject, fault))
    };
    decided.iter().filter_map(fault).collect()
}

/// Decimals each score has to be printed with, so that its grade and, of two on different places, which is the higher can
/// be seen.
pub(super) fn decimals(scheme: &Scheme, subjects: &[SubjectResult], ties: &Ties) -> Vec<u32> {
    let (role, root) = (crate::model::Role::Total, NodeIndex::new(Scheme::ROOT));
    let own = |subject: &SubjectResult| {
        subject.told().map_or_else(|| scheme.shown_decimals(role), |told| scheme.telling_decimals(root, told))
    };
    let mut decimals: Vec<u32> = subjects.iter().map(own).collect();
    // Further apart than neighbours, two can only be printed alike if all between them are.
    for pair in ties.windows(2) {
        let score = |tie: &[SubjectIndex]| subjects[tie[0].get()].told();
        let (Some(x), Some(y)) = (score(&pair[0]), score(&pair[1])) else { continue };
        let alike = |decimals: u32| crate::model::round(x, decimals) == crate::model::round(y, decimals);
        let mut needed = scheme.shown_decimals(role);
        while x != y && needed < crate::model::EXACT_DECIMALS && alike(needed) {
            needed += 1;
        }
        for subject in pair.iter().flatten() {
            decimals[subject.get()] = decimals[subject.get()].max(needed);
        }
    }
    decimals
}

/// The node by whose score each was told from the one before or behind it whose score is the same, and that score.
pub(super) fn parted(
    ranking: &Ranking,
    subjects: &[SubjectResult],
    ties: &Ties,
) -> BTreeMap<SubjectIndex, (NodeIndex, Option<Decimal>)> {
    let mut parted = BTreeMap::new();
    for pair in ties.windows(2) {
        let [a, b] = [&pair[0], &pair[1]].map(|tie| &subjects[tie[0].get()]);
        let class = |of: &SubjectResult| (of.vetoed, of.before_quota(), score(ranking, of));
        if class(a) != class(b) {
            continue;
        }
        let Some((node, _)) = tells(ranking, a, b) else { continue };
        for subject in pair.iter().flatten() {
            parted.entry(*subject).or_insert((node, node_score(&subjects[subject.get()], node)));
        }
    }
    parted
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ties of these sizes, subjects numbered as they come.
    fn of_sizes(sizes: &[usize]) -> Ties {
        let mut next = 0;
        let mut one = || {
            next += 1;
            SubjectIndex::new(next - 1)
        };
        sizes.iter().map(|size| (0..*size).map(|_| one()).collect()).collect()
    }

    fn placed(sizes: &[usize], decided: &[(usize, u32)]) -> (Vec<u32>, usize) {
        let decided = decided.iter().map(|(subject, place)| (SubjectIndex::new(*subject), *place)).collect();
        let (places, faults) = fill(&of_sizes(sizes), &decided);
        (places.values().copied().collect(), faults.len())
    }

    /// The table of SCORING.md 2.8: subjects a to f in the computed order, equal ones together.
    #[test]
    fn decided_places_follow_the_norms_table() {
        for (sizes, decided, places, faults) in [
            (&[1, 1, 1, 1][..], &[][..], &[1, 2, 3, 4][..], 0),
            (&[1, 1, 1, 1], &[(3, 2)], &[1, 3, 4, 2], 0),
            (&[1, 1, 1, 1], &[(0, 3), (1, 1)], &[3, 1, 2, 4], 0),
            (&[1, 2, 1], &[(0, 3)], &[3, 1, 1, 4], 0),
            (&[1, 2, 1], &[(1, 2)], &[1, 2, 3, 4], 0),
            (&[1, 2, 1], &[(1, 1), (2, 1)], &[3, 1, 1, 4], 0),
            // Between two who are equal; on the place of another.
            (&[2, 1, 1], &[(2, 2)], &[1, 1, 2, 4], 1),
            (&[1, 1, 1], &[(0, 2), (1, 2)], &[2, 2, 1], 1),
            // A place behind all of them stands too.
            (&[1, 1], &[(0, 3)], &[3, 1], 0),
        ] {
            assert_eq!(placed(sizes, decided), (places.to_vec(), faults), "{sizes:?} {decided:?}");
        }
    }

    proptest! {
        /// Whoever is not decided keeps the order, and equal ones stay equal.
        #[test]
        fn decided_places_keep_the_others_order(
            sizes in prop::collection::vec(1usize..4, 1..8),
            picks in prop::collection::btree_map(0usize..24, 1u32..24, 0..6),
        ) {
            let ties = of_sizes(&sizes);
            let count: usize = sizes.iter().sum();
            let decided: BTreeMap<SubjectIndex, u32> = picks
                .into_iter()
                .filter(|(subject, _)| *subject < count)
                .map(|(subject, place)| (SubjectIndex::new(subject), place))
                .collect();
            let (places, faults) = fill(&ties, &decided);
            prop_assert_eq!(places.len(), count);
            for (subject, place) in &decided {
                prop_assert_eq!(places[subject], *place);
            }
            let mut last = 0;
            for tie in &ties {
                let others: Vec<u32> =
                    tie.iter().filter(|subject| !decided.contains_key(subject)).map(|subject| places[subject]).collect();
                prop_assert!(others.windows(2).all(|pair| pair[0] == pair[1]));
                if let Some(place) = others.first() {
                    prop_assert!(*place > last);
                    last = *place;
                }
            }
            // Without a fault every place is that of those before it, plus one.
            if faults.is_empty() && decided.values().all(|place| *place as usize <= count) {
                for place in places.values() {
                    let before = places.values().filter(|other| *other < place).count();
                    prop_assert_eq!(*place as usize, before + 1);
                }
            }
        }
    }
}
