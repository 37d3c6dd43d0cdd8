//! A subject's nodes from the bottom up: method or aggregate, rules, rounding, grade; then weights from the top down
//! (SCORING.md 2.2–2.4, Weights).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop, add, div, geometric_mean, mean, mul, mul_div, sub};
use super::condition::{Facts, Truth};
use super::method::{self, Given};
use super::peers::Peers;
use super::points;
use super::prepare::Prepared;
use super::{LastYear, Overflow};
use crate::model::{
    Aggregate, Applied, Body, Change, Detail, Effect, Evaluation, GradeIndex, Missing, MissingPolicy, Node,
    NodeIndex, NodeResult, NotApplicable, Record, Role, RuleIndex, Scheme, State, SubjectIndex, quantise,
    round,
};

/// What scoring one subject looks at.
pub(super) struct Subject<'a> {
    pub evaluation: &'a Evaluation,
    pub last: &'a LastYear,
    pub index: SubjectIndex,
    pub record: &'a Record,
    pub prepared: &'a Prepared,
    /// Its group's peers by node; empty without any.
    pub peers: &'a [Option<Peers>],
    /// Whether its own measure is not among the peers'.
    pub outside: bool,
}

/// Rules whose condition could not be known, with the node they would have worked on.
pub(super) type Unknown = Vec<(RuleIndex, NodeIndex)>;

impl Subject<'_> {
    /// All nodes; the root holds its aggregate in `raw` and its state, the rest of it is the total's.
    pub fn nodes(&self, unknown: &mut Unknown) -> Result<Box<[NodeResult]>, Overflow> {
        let scheme = self.scheme();
        let mut nodes: Box<[NodeResult]> = vec![NodeResult::blank(); scheme.nodes.len()].into();
        // Parents stand before their children, so from the end on every node finds its children scored.
        for index in scheme.indices().rev() {
            let result = self
                .node(index, &nodes, unknown)
                .map_err(|_| Overflow { subject: self.index, node: index })?;
            nodes[index.get()] = result;
        }
        self.weigh(&mut nodes)
            .map_err(|_| Overflow { subject: self.index, node: NodeIndex::new(Scheme::ROOT) })?;
        Ok(nodes)
    }

    pub fn scheme(&self) -> &Scheme {
        &self.evaluation.scheme
    }

    /// The facts a condition at a node can look at.
    pub fn facts<'b>(
        &'b self,
        here: NodeIndex,
        nodes: &'b [NodeResult],
        own: Option<GradeIndex>,
    ) -> Facts<'b> {
        let Prepared { measures, out, .. } = self.prepared;
        Facts::before_scoring(self.evaluation, self.last, self.index, measures, out).at(here, nodes, own)
    }

    /// One node whose children are done. Overflow is the only error.
    fn node(&self, index: NodeIndex, nodes: &[NodeResult], unknown: &mut Unknown) -> Checked<NodeResult> {
        let node = self.scheme().node(index);
        let measure = self.prepared.measures[index.get()].and_then(Result::ok);
        let mut result = NodeResult { measure, ..NodeResult::blank() };
        if let Some(reason) = self.prepared.out[index.get()] {
            result.detail = Detail::NotApplicable(reason);
            return Ok(result);
        }
        let raw = match &node.body {
            Body::Leaf { method, .. } => self.leaf(index, method),
            Body::Branch { aggregate, children, .. } => self.branch(*aggregate, children, nodes),
        };
        match raw {
            Ok((state, raw, detail)) => {
                result.state = state;
                result.raw = Some(raw);
                result.detail = detail;
                if node.role == Role::Total {
                    return Ok(result);
                }
                if state == State::Missing {
                    self.settle(node, raw, &mut result);
                } else {
                    let exact = self.apply(index, node, raw, nodes, &mut result, unknown)?;
                    self.settle(node, exact, &mut result);
                }
            }
            Err(Stop::Missing(Missing::NoPeers)) if matches!(node.body, Body::Branch { .. }) => {
                result.detail = Detail::NotApplicable(NotApplicable::NoChildren);
            }
            Err(Stop::Missing(reason)) => match self.scheme().missing {
                MissingPolicy::Rescale => result.detail = Detail::NotApplicable(NotApplicable::Rescaled),
                MissingPolicy::Zero => {
                    result.state = State::Missing;
                    result.raw = Some(Decimal::ZERO);
                    result.detail = Detail::Missing(reason);
                    self.settle(node, Decimal::ZERO, &mut result);
                }
            },
            Err(Stop::Overflow) => return Err(Stop::Overflow),
        }
        Ok(result)
    }

    fn leaf(&self, index: NodeIndex, method: &crate::model::Method) -> Checked<(State, Decimal, Detail)> {
        let given = Given {
            scheme: self.scheme(),
            stated: self.record.stated(index),
            measure: self.prepared.measures[index.get()],
            peers: self.peers.get(index.get()).and_then(Option::as_ref),
            outside: self.outside,
            target: self.evaluation.targets.of(index, self.index),
            figure: &|figure| self.record.figure(figure).map(|value| value.value),
        };
        method::raw(method, &given).map(|(raw, detail)| (State::Scored, raw, detail))
    }

    /// The children's scores as one; a branch of which nothing counts reports that as having no peers to aggregate.
    fn branch(
        &self,
        aggregate: Aggregate,
        children: &[NodeIndex],
        nodes: &[NodeResult],
    ) -> Checked<(State, Decimal, Detail)> {
        let counting: Vec<(NodeIndex, &NodeResult)> = children
            .iter()
            .map(|child| (*child, &nodes[child.get()]))
            .filter(|(_, child)| child.counts())
            .collect();
        if counting.is_empty() {
            return Err(Stop::Missing(Missing::NoPeers));
        }
        let terms: Vec<(Decimal, Decimal)> = counting
            .iter()
            .map(|(child, result)| (self.scheme().node(*child).weight, result.score.unwrap_or_default()))
            .collect();
        let score = match aggregate {
            Aggregate::Mean => mean(&terms)?,
            Aggregate::Geometric => geometric_mean(&terms)?,
            Aggregate::Minimum => terms.iter().map(|(_, score)| *score).min().unwrap_or_default(),
        };
        let scored = counting.iter().any(|(_, child)| child.state == State::Scored);
        Ok((if scored { State::Scored } else { State::Missing }, score, Detail::None))
    }

    /// Deductions → bonuses → clamp → floors → caps (SCORING.md 2.3).
    fn apply(
        &self,
        index: NodeIndex,
        node: &Node,
        raw: Decimal,
        nodes: &[NodeResult],
        result: &mut NodeResult,
        unknown: &mut Unknown,
    ) -> Checked<Decimal> {
        let rules = || {
            let all = self.scheme().rules.iter().enumerate();
            all.filter(|(_, rule)| rule.scope.covers(index, node.role))
                .map(|(at, rule)| (RuleIndex::new(at), rule))
        };
        if rules().next().is_none() {
            return Ok(raw);
        }
        let mut score = raw;
        for (deducting, mut left) in [(true, node.deduct_limit), (false, node.bonus_limit)] {
            for (at, rule) in rules() {
                let points = match &rule.effect {
                    Effect::Deduct(points) if deducting => points,
                    Effect::Bonus(points) if !deducting => points,
                    Effect::Bonus(_)
                    | Effect::Deduct(_)
                    | Effect::Floor(_)
                    | Effect::Cap(_)
                    | Effect::Veto { .. }
                    | Effect::Raise(_)
                    | Effect::Lower(_)
                    | Effect::Quota(_) => continue,
                };
                let facts = self.facts(index, nodes, None);
                let Some(mut causes) = fires(rule.when.as_ref(), &facts, at, index, unknown) else {
                    continue;
                };
                let Some((count, mut points, counted)) = points::count(points, at, self.record)? else {
                    continue;
                };
                causes.extend(counted);
                let waived = deducting && self.record.waiver(at, index).is_some();
                if let Some(left) = left.as_mut().filter(|_| !waived) {
                    points = points.min(*left);
                    *left = sub(*left, points)?;
                }
                let (change, after) = if waived {
                    (Change::Waived, score)
                } else if deducting {
                    (Change::Deduct { points, count }, sub(score, points)?)
                } else {
                    (Change::Bonus { points, count }, add(score, points)?)
                };
                result.applied.push(Applied { rule: at, change, before: score, after, causes });
                score = after;
            }
        }
        score = score.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        // Every floor and cap sees the grade that the rounded score has before any of them: which stands first in the
        // file must not matter to whether another fires.
        let own = self.scheme().grade_of(round(score, self.scheme().decimals(node.role)));
        for flooring in [true, false] {
            for (at, rule) in rules() {
                let (grade, change) = match rule.effect {
                    Effect::Floor(grade) if flooring => (grade, Change::Floor(grade)),
                    Effect::Cap(grade) if !flooring => (grade, Change::Cap(grade)),
                    Effect::Floor(_)
                    | Effect::Cap(_)
                    | Effect::Veto { .. }
                    | Effect::Raise(_)
                    | Effect::Lower(_)
                    | Effect::Quota(_)
                    | Effect::Bonus(_)
                    | Effect::Deduct(_) => continue,
                };
                let facts = self.facts(index, nodes, Some(own));
                let Some(causes) = fires(rule.when.as_ref(), &facts, at, index, unknown) else { continue };
                let (change, after) = if flooring && self.record.waiver(at, index).is_some() {
                    (Change::Waived, score)
                } else if flooring {
                    (change, score.max(self.scheme().lowest_of(grade, node.role)))
                } else {
                    (change, self.scheme().highest_of(grade, node.role).map_or(score, |most| score.min(most)))
                };
                result.applied.push(Applied { rule: at, change, before: score, after, causes });
                score = after;
            }
        }
        Ok(quantise(score))
    }

    /// Rounds the score as the node's role says, and finds the grade it reaches.
    fn settle(&self, node: &Node, exact: Decimal, result: &mut NodeResult) {
        let score = round(exact, self.scheme().decimals(node.role));
        result.exact = Some(exact);
        result.score = Some(score);
        result.grade = Some(self.scheme().grade_of(score));
    }

    /// Effective weights and contributions from the top down. Each is one division of products carried from the root,
    /// so that weights of a third do not leave a remainder.
    fn weigh(&self, nodes: &mut [NodeResult]) -> Checked<()> {
        let scheme = self.scheme();
        nodes[Scheme::ROOT].weight = nodes[Scheme::ROOT].counts().then_some(Decimal::ONE_HUNDRED);
        // A node's part of the whole as numerator and denominator; `None` below a minimum.
        let mut parts = vec![None; scheme.nodes.len()];
        parts[Scheme::ROOT] = Some((Decimal::ONE, Decimal::ONE));
        let mut means = vec![true; scheme.nodes.len()];
        for index in scheme.indices() {
            let Body::Branch { aggregate, children, .. } = &scheme.node(index).body else { continue };
            let counting: Vec<NodeIndex> =
                children.iter().copied().filter(|child| nodes[child.get()].counts()).collect();
            let mut sum = Decimal::ZERO;
            for child in &counting {
                sum = add(sum, scheme.node(*child).weight)?;
            }
            let parent = parts[index.get()].filter(|_| *aggregate != Aggregate::Minimum);
            for child in counting {
                means[child.get()] = means[index.get()] && *aggregate == Aggregate::Mean;
                let Some((of, whole)) = parent else { continue };
                let (of, whole) = (mul(of, scheme.node(child).weight)?, mul(whole, sum)?);
                // Far below the root the products would outgrow 28 digits: there the quotient is carried instead.
                let large = whole > Decimal::new(1_000_000_000_000, 0);
                parts[child.get()] = Some(if large { (div(of, whole)?, Decimal::ONE) } else { (of, whole) });
                let node = &mut nodes[child.get()];
                node.weight = Some(quantise(mul_div(of, Decimal::ONE_HUNDRED, whole)?));
                if let (true, Some(score)) = (means[child.get()], node.score) {
                    node.contribution = Some(quantise(mul_div(of, score, whole)?));
                }
            }
        }
        Ok(())
    }
}

/// The causes when a rule fires; one that cannot be known is noted. A rule without a condition always fires.
pub(super) fn fires(
    when: Option<&crate::model::When>,
    facts: &Facts,
    rule: RuleIndex,
    node: NodeIndex,
    unknown: &mut Unknown,
) -> Option<Vec<crate::model::Cause>> {
    let Some(when) = when else {
        return Some(Vec::new());
    };
    match facts.holds(when) {
        Truth::Yes(causes) => Some(causes),
        Truth::No => None,
        Truth::Unknown => {
            unknown.push((rule, node));
            None
        }
    }
}

impl NodeResult {
    /// A node that does not count.
    fn blank() -> Self {
        Self {
            state: State::NotApplicable,
            measure: None,
            raw: None,
            exact: None,
            score: None,
            grade: None,
            weight: None,
            contribution: None,
            detail: Detail::None,
            applied: Vec::new(),
        }
    }
}
