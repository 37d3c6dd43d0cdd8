//! A subject's nodes from the bottom up: method or aggregate, rules, rounding, grade; then weights from the top down
//! (SCORING.md 2.2–2.4, Weights).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop, geometric_mean, harmonic_mean, mean, sub, sum};
use super::condition::{Facts, Truth};
use super::exact::Exact;
use super::method::{self, Given};
use super::peers::Peers;
use super::points;
use super::prepare::Prepared;
use super::{LastYear, Overflow};
use crate::model::{
    Aggregate, Applied, Body, Change, Detail, Effect, Evaluation, GradeIndex, Missing, MissingPolicy, Node,
    NodeIndex, NodeResult, NotApplicable, Record, Role, RuleIndex, Scheme, State, SubjectIndex, Undefined,
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
    /// What is put in the place of a missing leaf.
    pub imputed: &'a Imputed<'a>,
    /// Another subject's measure at a leaf.
    pub other: &'a (dyn Fn(SubjectIndex, NodeIndex) -> Option<Decimal> + Sync),
}

/// What is put in the place of a missing leaf; `None` where there is no source.
pub(super) type Imputed<'a> = dyn Fn(NodeIndex) -> Option<Exact> + Sync + 'a;

/// Rules whose condition could not be known, with the node they would have worked on.
pub(super) type Unknown = Vec<(RuleIndex, NodeIndex)>;

impl Subject<'_> {
    /// All nodes; the root holds its aggregate in `raw` and its state, the rest of it is the total's, for which the
    /// aggregate is handed out unrounded.
    pub fn nodes(&self, unknown: &mut Unknown) -> Result<(Box<[NodeResult]>, Option<Exact>), Overflow> {
        let scheme = self.scheme();
        let mut base = None;
        let mut nodes: Box<[NodeResult]> = vec![NodeResult::blank(); scheme.nodes.len()].into();
        // Parents stand before their children, so from the end on every node finds its children scored.
        for index in scheme.indices().rev() {
            (nodes[index.get()], base) = self
                .node(index, &nodes, unknown)
                .map_err(|_| Overflow { subject: self.index, node: index })?;
        }
        self.weigh(&mut nodes)
            .map_err(|_| Overflow { subject: self.index, node: NodeIndex::new(Scheme::ROOT) })?;
        Ok((nodes, base))
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

    /// One node whose children are done, and what its method or aggregate gave before it is rounded. Overflow is the only
    /// error.
    fn node(
        &self,
        index: NodeIndex,
        nodes: &[NodeResult],
        unknown: &mut Unknown,
    ) -> Checked<(NodeResult, Option<Exact>)> {
        let node = self.scheme().node(index);
        let measure = self.prepared.measures[index.get()].and_then(Result::ok);
        let mut result = NodeResult { measure, ..NodeResult::blank() };
        if let Some(reason) = self.prepared.out[index.get()] {
            result.detail = Detail::NotApplicable(reason);
            return Ok((result, None));
        }
        let raw = match &node.body {
            Body::Leaf { method, .. } => self.leaf(index, method),
            Body::Branch { aggregate, children, .. } => self.branch(index, *aggregate, children, nodes),
        };
        match raw {
            Ok((state, raw, detail)) => {
                result.state = state;
                result.raw = Some(raw.quantised()?);
                result.detail = detail;
                if node.role == Role::Total {
                    return Ok((result, Some(raw)));
                }
                if state != State::Scored {
                    self.settle(index, &raw, &mut result)?;
                } else {
                    let exact = self.apply(index, node, raw, nodes, &mut result, unknown)?;
                    self.settle(index, &exact, &mut result)?;
                }
            }
            Err(Stop::Missing(Missing::NoPeers)) if matches!(node.body, Body::Branch { .. }) => {
                result.detail = Detail::NotApplicable(NotApplicable::NoChildren);
            }
            Err(Stop::Missing(reason)) if reason.is_undefined() => {
                return self.undefined(index, reason, result).map(|result| (result, None));
            }
            Err(Stop::Missing(reason)) => {
                return self.missing(index, reason, result).map(|result| (result, None));
            }
            Err(Stop::Overflow) => return Err(Stop::Overflow),
        }
        Ok((result, None))
    }

    fn leaf(&self, index: NodeIndex, method: &crate::model::Method) -> Checked<(State, Exact, Detail)> {
        let given = Given {
            scheme: self.scheme(),
            full: self.scheme().full(index),
            ceiling: self.scheme().ceiling_of(index),
            stated: self.record.stated(index),
            measure: self.prepared.measures[index.get()],
            peers: self.peers.get(index.get()).and_then(Option::as_ref),
            outside: self.outside,
            target: self.evaluation.targets.of(index, self.index),
            figure: &|figure| self.record.figure(figure).map(|value| value.value),
            other: &|subject| (self.other)(subject, index),
        };
        method::raw(method, &given).map(|(raw, detail)| (State::Scored, raw, detail))
    }

    /// A leaf that cannot be worked out although all is reported: the scheme says what it then is, else it scores 0.
    fn undefined(&self, index: NodeIndex, reason: Missing, mut result: NodeResult) -> Checked<NodeResult> {
        let score = match self.scheme().node(index).undefined {
            Some(Undefined::NotApplicable) => {
                result.detail = Detail::NotApplicable(NotApplicable::Undefined);
                return Ok(result);
            }
            Some(Undefined::Score(score)) => Some(score.into()),
            Some(Undefined::Grade(grade)) => {
                Some(Exact::from(self.scheme().grade(grade).points).scaled(self.scheme().full(index)))
            }
            None => None,
        };
        (result.state, result.detail) = match score {
            Some(_) => (State::Scored, Detail::Settled(reason)),
            None => (State::Undefined, Detail::Missing(reason)),
        };
        let score = score.unwrap_or(Exact::ZERO);
        result.raw = Some(score.quantised()?);
        self.settle(index, &score, &mut result)?;
        Ok(result)
    }

    /// A node of which too little is reported: it scores what the scheme puts in its place, or does not count.
    fn missing(&self, index: NodeIndex, reason: Missing, mut result: NodeResult) -> Checked<NodeResult> {
        let node = self.scheme().node(index);
        result.state = State::Missing;
        result.detail = Detail::Missing(reason);
        let policy = self.scheme().missing;
        // Only of leaves a score can be put in the place. A branch of which too little is reported does not count, and a
        // total of that kind is no result, even where what is missing scores 0.
        let branch = !node.children().is_empty();
        if node.role == Role::Total || (branch && policy != MissingPolicy::Zero) {
            return Ok(result);
        }
        let score = match policy {
            MissingPolicy::Rescale => return Ok(result),
            MissingPolicy::Zero => None,
            MissingPolicy::Median | MissingPolicy::Mean | MissingPolicy::Worst | MissingPolicy::LastYear => {
                (self.imputed)(index)
            }
        };
        if score.is_some() {
            result.detail = Detail::Imputed { reason, by: policy };
        }
        let score = score.unwrap_or(Exact::ZERO);
        result.raw = Some(score.quantised()?);
        self.settle(index, &score, &mut result)?;
        Ok(result)
    }

    /// The children's scores as one; a branch of which nothing counts reports that as having no peers to aggregate.
    fn branch(
        &self,
        index: NodeIndex,
        aggregate: Aggregate,
        children: &[NodeIndex],
        nodes: &[NodeResult],
    ) -> Checked<(State, Exact, Detail)> {
        let counting: Vec<(NodeIndex, &NodeResult)> = children
            .iter()
            .map(|child| (*child, &nodes[child.get()]))
            .filter(|(_, child)| child.counts())
            .collect();
        let applies = |child: &NodeIndex| nodes[child.get()].state != State::NotApplicable;
        let weight = |children: &mut dyn Iterator<Item = NodeIndex>| {
            children.fold(Exact::ZERO, |sum, child| sum.add(&self.scheme().node(child).weight.into()))
        };
        if let Some(least) = self.scheme().least_reported {
            let all = weight(&mut children.iter().copied().filter(applies));
            let reported = |child: &NodeIndex| applies(child) && nodes[child.get()].state != State::Missing;
            let there = weight(&mut children.iter().copied().filter(reported));
            if there.percent() < all.mul(&least.into()) {
                return Err(Stop::Missing(Missing::TooLittle));
            }
        }
        if counting.is_empty() {
            // Of children that apply and are all missing the branch is missing too, not out.
            let missing = children.iter().any(applies);
            return Err(Stop::Missing(if missing { Missing::TooLittle } else { Missing::NoPeers }));
        }
        let terms: Vec<(Decimal, Decimal)> = counting
            .iter()
            .map(|(child, result)| (self.scheme().node(*child).weight, result.told().unwrap_or_default()))
            .collect();
        let score = match aggregate {
            Aggregate::Mean => mean(&terms)?,
            Aggregate::Sum => sum(&terms, self.scheme().full(index))?,
            Aggregate::Geometric => geometric_mean(&terms)?,
            Aggregate::Harmonic => harmonic_mean(&terms)?,
            Aggregate::Minimum => terms.iter().map(|(_, score)| *score).min().unwrap_or_default().into(),
        };
        // Leaves may be worth more than 100; what is made of them is not, and the total has a ceiling of its own.
        let total = self.scheme().node(index).role == Role::Total;
        let score = if total { score } else { score.min(self.scheme().ceiling_of(index).into()) };
        // A branch none of whose children has a score of its own is what they are.
        let states = || counting.iter().map(|(_, child)| child.state);
        let state = match () {
            () if states().any(|state| state == State::Scored) => State::Scored,
            () if states().any(|state| state == State::Undefined) => State::Undefined,
            () => State::Missing,
        };
        Ok((state, score, Detail::None))
    }

    /// Deductions → bonuses → clamp → floors → caps (SCORING.md 2.3).
    fn apply(
        &self,
        index: NodeIndex,
        node: &Node,
        raw: Exact,
        nodes: &[NodeResult],
        result: &mut NodeResult,
        unknown: &mut Unknown,
    ) -> Checked<Exact> {
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
                    (Change::Waived, score.clone())
                } else if deducting {
                    (Change::Deduct { points, count }, score.sub(&points.into()))
                } else {
                    (Change::Bonus { points, count }, score.add(&points.into()))
                };
                result.applied.push(told(at, change, &score, &after, causes)?);
                score = after;
            }
        }
        score = score.clamp(Exact::ZERO, self.scheme().ceiling_of(index).into());
        // Every floor and cap sees the grade that the rounded score has before any of them: which stands first in the
        // file must not matter to whether another fires.
        let own = self.scheme().grade_at(index, score.round(self.scheme().decimals(node.role))?);
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
                let facts = self.facts(index, nodes, own);
                let Some(causes) = fires(rule.when.as_ref(), &facts, at, index, unknown) else { continue };
                let (change, after) = if flooring && self.record.waiver(at, index).is_some() {
                    (Change::Waived, score.clone())
                } else if flooring {
                    (change, score.clone().max(self.scheme().lowest_of(grade, index).into()))
                } else {
                    let most = self.scheme().highest_of(grade, index);
                    (change, most.map_or_else(|| score.clone(), |most| score.clone().min(most.into())))
                };
                result.applied.push(told(at, change, &score, &after, causes)?);
                score = after;
            }
        }
        Ok(score)
    }

    /// Rounds the score once, as the node's role says, and finds the grade it reaches.
    fn settle(&self, index: NodeIndex, exact: &Exact, result: &mut NodeResult) -> Checked<()> {
        let told = exact.round(self.scheme().decimals(self.scheme().node(index).role))?;
        result.exact = Some(exact.quantised()?);
        (result.score, result.points) = self.both(index, told)?;
        result.grade = self.scheme().grade_at(index, told);
        Ok(())
    }

    /// The score of a hundred and, in a points scheme, the points that it is worked out of.
    pub(super) fn both(
        &self,
        index: NodeIndex,
        told: Decimal,
    ) -> Checked<(Option<Decimal>, Option<Decimal>)> {
        if !self.scheme().in_points() {
            return Ok((Some(told), None));
        }
        let score = Exact::from(told).percent().div(&self.scheme().full(index).into())?;
        Ok((Some(score.quantised()?), Some(told)))
    }

    /// Effective weights and contributions from the top down: each the part of the whole as a fraction, rounded once.
    fn weigh(&self, nodes: &mut [NodeResult]) -> Checked<()> {
        let scheme = self.scheme();
        nodes[Scheme::ROOT].weight = nodes[Scheme::ROOT].counts().then_some(scheme.full_total());
        // A node's part of the whole; `None` below a minimum.
        let mut parts: Vec<Option<Exact>> = vec![None; scheme.nodes.len()];
        parts[Scheme::ROOT] = Some(1.into());
        let mut means = vec![true; scheme.nodes.len()];
        for index in scheme.indices() {
            let Body::Branch { aggregate, children, .. } = &scheme.node(index).body else { continue };
            let counting: Vec<NodeIndex> =
                children.iter().copied().filter(|child| nodes[child.get()].counts()).collect();
            let weight = |child: NodeIndex| Exact::from(scheme.node(child).weight);
            let sum = counting.iter().fold(Exact::ZERO, |sum, child| sum.add(&weight(*child)));
            let parent = parts[index.get()].take().filter(|_| *aggregate != Aggregate::Minimum);
            for child in counting {
                means[child.get()] = means[index.get()] && aggregate.adds_up();
                let Some(whole) = &parent else { continue };
                let part = whole.mul(&weight(child)).div(&sum)?;
                let node = &mut nodes[child.get()];
                // Of a hundred, or in points of the whole.
                let of_whole = part.mul(&scheme.full_total().into());
                node.weight = Some(of_whole.quantised()?);
                if let (true, Some(told)) = (means[child.get()], node.told()) {
                    let contribution = of_whole.mul(&told.into()).div(&scheme.full(child).into())?;
                    node.contribution = Some(contribution.quantised()?);
                }
                parts[child.get()] = Some(part);
            }
        }
        Ok(())
    }
}

/// A rule that worked, with what it found and left as they are told.
pub(super) fn told(
    rule: RuleIndex,
    change: Change,
    before: &Exact,
    after: &Exact,
    causes: Vec<crate::model::Cause>,
) -> Checked<Applied> {
    Ok(Applied { rule, change, before: before.quantised()?, after: after.quantised()?, causes })
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
            points: None,
            grade: None,
            weight: None,
            contribution: None,
            detail: Detail::None,
            applied: Vec::new(),
        }
    }
}
