//! Whether a node's targets are the same in two years.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::super::Matching;
use crate::model::{Evaluation, NodeIndex, SubjectIndex, Target};

type Values = (Option<Decimal>, Option<Decimal>);

/// Whether every subject of both years has the same targets at a node.
pub(super) fn same_targets(
    earlier: (&Evaluation, NodeIndex),
    later: (&Evaluation, NodeIndex),
    matching: &Matching,
) -> bool {
    let (this, that) = (entries(earlier), entries(later));
    if this.is_empty() && that.is_empty() {
        return true;
    }
    let (this, that) = (by_subject(this), by_subject(that));
    let of = |targets: &HashMap<Option<SubjectIndex>, Values>, subject| {
        targets.get(&Some(subject)).or_else(|| targets.get(&None)).copied().unwrap_or_default()
    };
    let subjects = (0..earlier.0.scheme.subjects.len()).map(SubjectIndex::new);
    subjects
        .filter_map(|subject| Some((subject, matching.subject(subject)?)))
        .all(|(before, after)| of(&this, before) == of(&that, after))
}

fn entries((evaluation, node): (&Evaluation, NodeIndex)) -> &[Target] {
    evaluation.targets.by_node.get(node.get()).map_or(&[], Vec::as_slice)
}

fn by_subject(targets: &[Target]) -> HashMap<Option<SubjectIndex>, Values> {
    // The first entry of a subject is the one that counts.
    let mut values = HashMap::new();
    for target in targets {
        values.entry(target.subject).or_insert((target.national, target.province));
    }
    values
}
