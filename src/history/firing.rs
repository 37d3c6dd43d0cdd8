//! Rules that fired in one of two years.

use std::collections::BTreeSet;

use super::Matching;
use crate::model::{NodeIndex, RuleIndex, Scheme, SubjectResult};

/// A rule that fired, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Firing {
    pub rule: RuleIndex,
    /// The node it worked on.
    pub node: NodeIndex,
    /// Whether it changed a score or a grade: a floor under what is above it anyway does not.
    pub changed: bool,
}

/// What fired in the later year only and what in the earlier year only, each in its scheme's order.
///
/// The same rule at the same node is the same, by id. A waived rule did not fire.
pub(super) fn firings(
    earlier: &SubjectResult,
    later: &SubjectResult,
    matching: &Matching,
) -> (Vec<Firing>, Vec<Firing>) {
    let (then, mut now) = (all(earlier), all(later));
    let key = |firing: &Firing| (firing.rule, firing.node);
    let moved = |firing: &Firing| Some((matching.rule(firing.rule)?, matching.node(firing.node)?));
    let before: BTreeSet<_> = then.iter().filter_map(moved).collect();
    let after: BTreeSet<_> = now.iter().map(key).collect();
    now.retain(|firing| !before.contains(&key(firing)));
    let mut ceased = then;
    ceased.retain(|firing| !moved(firing).is_some_and(|key| after.contains(&key)));
    (now, ceased)
}

/// Every rule that fired for a subject, by rule and node.
fn all(result: &SubjectResult) -> Vec<Firing> {
    let root = NodeIndex::new(Scheme::ROOT);
    let on_grade = result.grade_effects.iter().filter(|effect| !effect.waived).map(|effect| Firing {
        rule: effect.rule,
        node: root,
        changed: effect.turned(),
    });
    let on_scores = result.nodes.iter().enumerate().flat_map(|(position, node)| {
        let applied = node.applied.iter().filter(|applied| applied.fired());
        applied.map(move |applied| Firing {
            rule: applied.rule,
            node: NodeIndex::new(position),
            changed: applied.before != applied.after,
        })
    });
    let mut all: Vec<Firing> = on_grade.chain(on_scores).collect();
    all.sort_by_key(|firing| (firing.rule, firing.node));
    all
}
