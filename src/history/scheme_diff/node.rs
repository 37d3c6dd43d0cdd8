//! Nodes of two years side by side.

use super::super::Matching;
use super::rule::{RuleChange, RuleDiff};
use super::target::same_targets;
use super::weight::{NodeWeight, weights};
use crate::model::{Body, Evaluation, Measure, Method, NodeIndex, RuleIndex, Scheme};

/// A node in two years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeDiff {
    /// In the earlier scheme; `None`: it was added.
    pub earlier: Option<NodeIndex>,
    /// In the later scheme; `None`: it is gone.
    pub later: Option<NodeIndex>,
    /// Its weight in the earlier and in the later scheme, where they have it.
    pub weights: [Option<NodeWeight>; 2],
    /// What differs, where both have it.
    pub changes: Vec<NodeChange>,
    /// Whether its scores of the two years can be compared.
    pub comparable: Comparable,
}

/// What differs in a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeChange {
    Renamed,
    /// It stands under another node.
    Moved,
    /// What it is: component, section, indicator, part.
    Role,
    /// Its weight among its siblings, or of the whole.
    Reweighed,
    /// What is measured, or in what unit; or one year has parts below it and the other has not.
    Measure,
    /// How the measure or observation becomes a score.
    Method,
    /// How its children's scores become one.
    Aggregate,
    /// When it does not apply.
    Applicability,
    /// The most that bonuses or deductions on it may make.
    Limits,
    /// Its targets.
    Targets,
    /// A rule that works on it.
    Rules,
    /// What stands below it: children added, gone, reweighed or themselves not plainly comparable.
    Below,
}

impl NodeChange {
    /// How far the scores of a node that changed so can be compared.
    fn leaves(self) -> Comparable {
        match self {
            NodeChange::Measure => Comparable::No,
            NodeChange::Method
            | NodeChange::Aggregate
            | NodeChange::Applicability
            | NodeChange::Limits
            | NodeChange::Rules
            | NodeChange::Below => Comparable::WithCare,
            NodeChange::Renamed
            | NodeChange::Moved
            | NodeChange::Role
            | NodeChange::Reweighed
            | NodeChange::Targets => Comparable::Yes,
        }
    }
}

/// Whether two years' scores of a node can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparable {
    Yes,
    /// With care: the scores come about in another way.
    WithCare,
    /// Not at all: only one year has it, or something else is measured.
    No,
}

impl NodeDiff {
    /// Whether both schemes have it.
    pub fn in_both(&self) -> bool {
        self.earlier.is_some() && self.later.is_some()
    }

    /// Whether its scores can be compared with care alone, and for nothing but what stands below it.
    pub fn differs_below_alone(&self) -> bool {
        let by_itself =
            |change: &NodeChange| *change != NodeChange::Below && change.leaves() != Comparable::Yes;
        self.comparable == Comparable::WithCare && !self.changes.iter().any(by_itself)
    }

    /// Whether this differs.
    pub fn has(&self, change: NodeChange) -> bool {
        self.changes.contains(&change)
    }
}

/// Two evaluations and what matches.
struct Pair<'a> {
    earlier: &'a Evaluation,
    later: &'a Evaluation,
    matching: &'a Matching,
    rules: &'a [RuleDiff],
}

/// Every node of either scheme.
pub(super) fn nodes(
    earlier: &Evaluation,
    later: &Evaluation,
    matching: &Matching,
    back: &Matching,
    rules: &[RuleDiff],
) -> Vec<NodeDiff> {
    let pair = Pair { earlier, later, matching, rules };
    let (before, after) = (weights(&earlier.scheme), weights(&later.scheme));
    let of = |node: NodeIndex| {
        let old = back.node(node);
        let weights = [old.map(|old| before[old.get()]), Some(after[node.get()])];
        let changes = old.map_or_else(Vec::new, |old| pair.changes(old, node, weights));
        let comparable = if old.is_some() { comparable(&changes) } else { Comparable::No };
        NodeDiff { earlier: old, later: Some(node), weights, changes, comparable }
    };
    let mut nodes: Vec<NodeDiff> = later.scheme.indices().map(of).collect();
    pair.carry_up(&mut nodes);
    let gone = earlier.scheme.indices().filter(|node| matching.node(*node).is_none());
    nodes.extend(gone.map(|node| NodeDiff {
        earlier: Some(node),
        later: None,
        weights: [Some(before[node.get()]), None],
        changes: Vec::new(),
        comparable: Comparable::No,
    }));
    nodes
}

fn comparable(changes: &[NodeChange]) -> Comparable {
    changes.iter().map(|change| change.leaves()).max().unwrap_or(Comparable::Yes)
}

impl Pair<'_> {
    fn changes(&self, old: NodeIndex, new: NodeIndex, weights: [Option<NodeWeight>; 2]) -> Vec<NodeChange> {
        let (this, that) = (self.earlier.scheme.node(old), self.later.scheme.node(new));
        let moved = |parent: Option<NodeIndex>| parent.map(|parent| self.matching.node(parent));
        let applies = match this.not_applicable_when {
            Some((figure, is)) => {
                Some((self.matching.figure(figure), is))
                    == that.not_applicable_when.map(|(figure, is)| (Some(figure), is))
            }
            None => that.not_applicable_when.is_none(),
        };
        let (measure, method, aggregate) = self.bodies(&this.body, &that.body);
        [
            (NodeChange::Renamed, this.title == that.title),
            (NodeChange::Moved, moved(this.parent) == that.parent.map(Some)),
            (NodeChange::Role, this.role == that.role),
            (NodeChange::Reweighed, weights[0] == weights[1]),
            (NodeChange::Measure, measure),
            (NodeChange::Method, method),
            (NodeChange::Aggregate, aggregate),
            (NodeChange::Applicability, applies),
            (
                NodeChange::Limits,
                (this.bonus_limit, this.deduct_limit) == (that.bonus_limit, that.deduct_limit),
            ),
            (NodeChange::Targets, same_targets((self.earlier, old), (self.later, new), self.matching)),
            (NodeChange::Rules, !self.rules.iter().any(|rule| self.concerns(rule, old, new))),
        ]
        .into_iter()
        .filter_map(|(change, same)| (!same).then_some(change))
        .collect()
    }

    /// Whether measure, method and aggregate are the same.
    fn bodies(&self, this: &Body, that: &Body) -> (bool, bool, bool) {
        let other = (false, true, true);
        match this {
            Body::Leaf { measure: old, unit: from, method: before } => {
                let Body::Leaf { measure: new, unit: to, method: after } = that else { return other };
                let measure = match (old, new) {
                    (Some(old), Some(new)) => self.same_measure(old, new) && from == to,
                    (old, new) => old.is_none() && new.is_none(),
                };
                (measure, self.same_method(before, after), true)
            }
            Body::Branch { aggregate: old, .. } => {
                let Body::Branch { aggregate: new, .. } = that else { return other };
                (true, true, old == new)
            }
        }
    }

    fn same_measure(&self, old: &Measure, new: &Measure) -> bool {
        let mut optional = true;
        old.each_figure(&mut |figure| {
            let found = self.matching.figure(figure);
            let counts = |scheme: &Scheme, figure: usize| scheme.figures[figure].optional;
            optional &= found.is_some_and(|found| {
                counts(&self.earlier.scheme, figure.get()) == counts(&self.later.scheme, found.get())
            });
        });
        optional && self.matching.measure(old).as_ref() == Some(new)
    }

    /// A grade that is observed, or a task's state, stands for points: they have to be the same too.
    fn same_method(&self, old: &Method, new: &Method) -> bool {
        let (this, that) = (&self.earlier.scheme, &self.later.scheme);
        let points = |grade| {
            self.matching
                .grade(grade)
                .is_some_and(|other| this.grade(grade).points == that.grade(other).points)
        };
        let same = self.matching.method(old).is_some_and(|old| old.scores_like(new));
        same && match old {
            Method::Grade | Method::Raters { full: None, .. } => {
                let all = |scheme: &Scheme| {
                    let grades = scheme.grades.iter();
                    grades.map(|grade| (grade.name.clone(), grade.points)).collect::<Vec<_>>()
                };
                all(this) == all(that)
            }
            Method::Task { done, outstanding, undone } => {
                [*done, *outstanding, *undone].map(points) == [true; 3]
            }
            // Their numbers were compared just now and mean the same in both years.
            Method::Score { .. }
            | Method::Options(_)
            | Method::Raters { .. }
            | Method::Standard { .. }
            | Method::Median { .. }
            | Method::Range { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Rank { .. }
            | Method::Deductions { .. } => true,
        }
    }

    /// Whether a rule that differs works, or worked, on a node.
    fn concerns(&self, rule: &RuleDiff, old: NodeIndex, new: NodeIndex) -> bool {
        let covers = |scheme: &Scheme, rule: Option<RuleIndex>, node: NodeIndex| {
            rule.is_some_and(|rule| scheme.rules[rule.get()].scope.covers(node, scheme.node(node).role))
        };
        let here =
            [covers(&self.earlier.scheme, rule.earlier, old), covers(&self.later.scheme, rule.later, new)];
        let differs =
            rule.changes.iter().any(|change| matches!(change, RuleChange::Condition | RuleChange::Effect));
        here[0] != here[1] || (here[0] && differs)
    }

    /// A branch is compared with care where what stands below it is.
    fn carry_up(&self, nodes: &mut [NodeDiff]) {
        for node in self.later.scheme.indices().rev() {
            let Some(old) = nodes[node.get()].earlier else { continue };
            let children = self.later.scheme.node(node).children();
            let stayed =
                |child: &NodeIndex| self.matching.node(*child).is_some_and(|child| children.contains(&child));
            let alike = |child: &NodeIndex| {
                let child = &nodes[child.get()];
                let share = |weight: Option<NodeWeight>| weight.and_then(|weight| weight.share);
                child.comparable == Comparable::Yes
                    && share(child.weights[0]) == share(child.weights[1])
                    && !child.has(NodeChange::Moved)
            };
            let same =
                children.iter().all(alike) && self.earlier.scheme.node(old).children().iter().all(stayed);
            if !same {
                let diff = &mut nodes[node.get()];
                diff.changes.push(NodeChange::Below);
                diff.comparable = comparable(&diff.changes);
            }
        }
    }
}
