//! Rules that differ between two years.

use super::super::Matching;
use crate::model::{MilestoneIndex, Rule, RuleIndex, Scheme, Scope, When};

/// A rule that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleDiff {
    /// In the earlier scheme; `None`: it was added.
    pub earlier: Option<RuleIndex>,
    /// In the later scheme; `None`: it is gone.
    pub later: Option<RuleIndex>,
    /// What differs, where both have it.
    pub changes: Vec<RuleChange>,
}

/// What differs in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleChange {
    Renamed,
    /// What it works on.
    Scope,
    /// When it fires.
    Condition,
    /// What it does.
    Effect,
}

/// The rules that differ.
pub(super) fn rules(this: &Scheme, that: &Scheme, matching: &Matching, back: &Matching) -> Vec<RuleDiff> {
    let later = that.rules.iter().enumerate().filter_map(|(place, rule)| {
        let later = RuleIndex::new(place);
        let Some(earlier) = back.rule(later) else {
            return Some(RuleDiff { earlier: None, later: Some(later), changes: Vec::new() });
        };
        let changes = changes(this, &this.rules[earlier.get()], that, rule, matching);
        (!changes.is_empty()).then_some(RuleDiff { earlier: Some(earlier), later: Some(later), changes })
    });
    let gone = (0..this.rules.len()).map(RuleIndex::new).filter(|rule| matching.rule(*rule).is_none());
    let gone = gone.map(|earlier| RuleDiff { earlier: Some(earlier), later: None, changes: Vec::new() });
    later.chain(gone).collect()
}

fn changes(this: &Scheme, old: &Rule, that: &Scheme, new: &Rule, matching: &Matching) -> Vec<RuleChange> {
    let condition = match (&old.when, &new.when) {
        (Some(old), Some(new)) => {
            matching.when(old).as_ref() == Some(new) && same_dates(this, old, that, matching)
        }
        (old, new) => old.is_none() && new.is_none(),
    };
    [
        (RuleChange::Renamed, old.title == new.title),
        (RuleChange::Scope, same_scope(&old.scope, &new.scope, matching)),
        (RuleChange::Condition, condition),
        (RuleChange::Effect, matching.effect(&old.effect).as_ref() == Some(&new.effect)),
    ]
    .into_iter()
    .filter_map(|(change, same)| (!same).then_some(change))
    .collect()
}

/// Lists of nodes are the same in any order.
fn same_scope(old: &Scope, new: &Scope, matching: &Matching) -> bool {
    match (matching.scope(old), new) {
        (Some(Scope::Nodes(mut old)), Scope::Nodes(new)) => {
            let mut new = new.clone();
            old.sort_unstable();
            new.sort_unstable();
            old == new
        }
        (old, new) => old.as_ref() == Some(new),
    }
}

/// Whether the milestones a condition names are due on the same day of the year.
fn same_dates(this: &Scheme, when: &When, that: &Scheme, matching: &Matching) -> bool {
    let mut same = true;
    when.walk(&mut |when| {
        if let When::Milestone { milestone, late: true } = when {
            let due = |scheme: &Scheme, at: MilestoneIndex| scheme.milestones[at.get()].due;
            let moved = due(this, *milestone).map(|due| matching.due(due));
            same &= matching.milestone(*milestone).is_some_and(|at| due(that, at) == moved);
        }
    });
    same
}
