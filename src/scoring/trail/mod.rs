//! The trail (依据链): the steps that lead to a node's score, read out of the same facts scoring found.
//!
//! In: an evaluation and its results. Out: typed steps, each with the files, lines and the clause it rests on. Nothing
//! is decided here: the numbers are those of the results, only the working of a measure is written out again.

mod absent;
mod origins;
mod readings;
mod total;
mod working;

use super::LastYear;
use super::measure::Figures;
use crate::model::{
    Applied, Better, Body, Change, Detail, Evaluation, Instead, Measure, Node, NodeIndex, NodeResult,
    NotApplicable, PeerStatistics, Record, Role, Scheme, SchemeResults, Side, State, Stated, Step, StepKind,
    SubjectIndex, SubjectResult, Term, Undefined,
};

/// What the steps are read from.
struct Reader<'a> {
    evaluation: &'a Evaluation,
    last: &'a LastYear,
    results: &'a SchemeResults,
    index: SubjectIndex,
    result: &'a SubjectResult,
    record: &'a Record,
    node: NodeIndex,
}

/// The steps that lead to one node's score (the root's: to the published score, grade and place).
pub fn trail(
    evaluation: &Evaluation,
    last: &LastYear,
    results: &SchemeResults,
    subject: SubjectIndex,
    node: NodeIndex,
) -> Vec<Step> {
    let result = &results.subjects[subject.get()];
    let record = &evaluation.records[subject.get()];
    let reader = Reader { evaluation, last, results, index: subject, result, record, node };
    let mut steps = Vec::new();
    if reader.scheme().node(node).role == Role::Total {
        reader.total(&mut steps);
    } else {
        reader.inner(&mut steps);
    }
    steps
}

impl Reader<'_> {
    fn scheme(&self) -> &Scheme {
        &self.evaluation.scheme
    }

    fn node(&self) -> &Node {
        self.scheme().node(self.node)
    }

    fn facts(&self) -> &NodeResult {
        &self.result.nodes[self.node.get()]
    }

    fn peers(&self) -> Option<PeerStatistics> {
        self.results.peers.get(self.result.group)?.get(self.node.get()).copied().flatten()
    }

    fn figures(&self) -> Figures<'_> {
        let (scheme, record, last, subject) = (self.scheme(), self.record, self.last, self.index);
        Figures { scheme, record, last, subject, claimed: false }
    }

    /// Every node but the root.
    fn inner(&self, steps: &mut Vec<Step>) {
        let facts = self.facts();
        if let Detail::NotApplicable(reason) = facts.detail
            && matches!(
                reason,
                NotApplicable::Stated
                    | NotApplicable::Condition
                    | NotApplicable::NoChildren
                    | NotApplicable::Undefined
            )
        {
            if reason == NotApplicable::Condition {
                steps.extend(self.condition());
            }
            steps.push(self.not_applicable());
            return;
        }
        match &self.node().body {
            Body::Leaf { measure, .. } => self.leaf(measure.as_ref(), steps),
            Body::Branch { .. } => steps.extend(self.branch()),
        }
        if facts.state != State::Scored {
            return;
        }
        self.effects(steps);
        self.settled(steps);
    }

    fn leaf(&self, measure: Option<&Measure>, steps: &mut Vec<Step>) {
        let facts = self.facts();
        if let Some(stated) = self.record.measure(self.node)
            && let Some((_, unit)) = self.node().measure()
        {
            let (value, unit, reason) = (stated.value, unit.clone(), stated.reason.clone());
            let kind = StepKind::StatedMeasure { node: self.node, value, unit, reason };
            steps.push(self.step(kind, self.record.place(stated.at).into_iter().collect(), None));
        } else if let Some(measure) = measure {
            self.readings(measure, steps);
            // A bare figure was just read; saying it again would tell nothing.
            let derived = !matches!(measure, Measure::Figure(_));
            if let (true, Some(value), Some((_, unit))) = (derived, facts.measure, self.node().measure()) {
                let working = working::working(&self.figures(), measure);
                let kind = StepKind::Measured { node: self.node, value, unit: unit.clone(), working };
                steps.push(self.step(kind, vec![self.scheme_place(self.node().at)], self.clause()));
            }
        }
        let few = matches!(facts.detail, Detail::FewPeers { met: None, .. });
        if let Some(observation) = self.record.observation(self.node)
            && let Some(stated) = &observation.stated
            && (measure.is_none() || few)
        {
            let (stated, claimed, date) = (stated.clone(), observation.claimed.clone(), observation.date);
            let kind = StepKind::Observed { node: self.node, stated, claimed, date };
            let places = [Some(observation.at), observation.claimed_at].into_iter().flatten();
            steps.push(self.step(kind, places.filter_map(|at| self.record.place(at)).collect(), None));
        }
        match (&facts.detail, facts.state) {
            (Detail::Missing(reason) | Detail::Imputed { reason, .. } | Detail::Settled(reason), _) => {
                let reason = *reason;
                let origins = vec![self.scheme_place(self.node().at)];
                let lacks = self.lacking(measure, reason);
                let then = self.instead();
                steps.push(self.step(
                    StepKind::Missing { node: self.node, reason, lacks, then },
                    origins,
                    self.clause(),
                ));
            }
            (detail, State::Scored) => {
                let Some(raw) = facts.raw else { return };
                let better = self.node().method().map_or(Better::Higher, |method| method.better());
                let kind = StepKind::Scored {
                    node: self.node,
                    raw,
                    detail: detail.clone(),
                    peers: self
                        .peers()
                        .filter(|_| self.node().method().is_some_and(|method| method.compares())),
                    side: self.side(better),
                    better,
                    measure: facts.measure,
                };
                steps.push(self.step(kind, vec![self.scheme_place(self.node().at)], self.clause()));
            }
            (_, State::Missing | State::Undefined | State::NotApplicable) => {}
        }
    }

    /// What the leaf scores where its method gives nothing.
    fn instead(&self) -> Instead {
        let facts = self.facts();
        match (&facts.detail, self.node().undefined, facts.raw) {
            (Detail::Imputed { by, .. }, _, Some(score)) => Instead::Imputed { by: *by, score },
            (Detail::Settled(_), Some(Undefined::Grade(grade)), Some(score)) => {
                Instead::Settled { grade: Some(grade), score }
            }
            (Detail::Settled(_), _, Some(score)) => Instead::Settled { grade: None, score },
            (_, _, Some(_)) => Instead::Zero,
            (_, _, None) => Instead::Nothing,
        }
    }

    fn side(&self, better: Better) -> Option<Side> {
        let measure = self.facts().detail.clamped().or(self.facts().measure)?;
        let median = self.peers()?.median;
        Some(if measure == median {
            Side::On
        } else if better.beats(measure, median) {
            Side::Better
        } else {
            Side::Worse
        })
    }

    fn not_applicable(&self) -> Step {
        // What takes a node out may stand at a node above it: the first one upward that the record names.
        let mut at = Some(self.node);
        let mut reason = None;
        let mut origins = vec![self.scheme_place(self.node().at)];
        while let Some(index) = at {
            if let Some(observation) = self.record.observation(index)
                && let Some(Stated::NotApplicable(why)) = &observation.stated
            {
                reason = Some(why.clone());
                origins = self.record.place(observation.at).into_iter().collect();
                break;
            }
            at = self.scheme().node(index).parent;
        }
        let kind = StepKind::NotApplicable { node: self.node, detail: self.facts().detail.clone(), reason };
        self.step(kind, origins, self.clause())
    }

    /// The children's scores as one, or that too little of them is reported.
    fn branch(&self) -> Option<Step> {
        let Some(reason) = self.facts().detail.missing() else { return self.aggregated() };
        let (node, then) = (self.node, self.instead());
        let kind = StepKind::Missing { node, reason, lacks: Vec::new(), then };
        Some(self.step(kind, vec![self.scheme_place(self.node().at)], self.clause()))
    }

    /// How the children's scores became one.
    fn aggregated(&self) -> Option<Step> {
        let Body::Branch { aggregate, children, .. } = &self.node().body else { return None };
        let result = self.facts().raw?;
        let (counting, left_out): (Vec<NodeIndex>, Vec<NodeIndex>) =
            children.iter().partition(|child| self.result.nodes[child.get()].counts());
        let terms = counting
            .into_iter()
            .map(|node| Term {
                node,
                weight: self.scheme().node(node).weight,
                score: self.result.nodes[node.get()].told().unwrap_or_default(),
            })
            .collect();
        let kind = StepKind::Aggregated { node: self.node, aggregate: *aggregate, terms, left_out, result };
        Some(self.step(kind, vec![self.scheme_place(self.node().at)], self.clause()))
    }

    /// Rules on the score, and the clamp between deductions and floors.
    fn effects(&self, steps: &mut Vec<Step>) {
        let applied = &self.facts().applied;
        let bounding = |applied: &Applied| matches!(applied.change, Change::Floor(_) | Change::Cap(_));
        let first_bound = applied.iter().position(bounding).unwrap_or(applied.len());
        for (position, one) in applied.iter().enumerate() {
            if position == first_bound {
                self.clamped(&applied[..first_bound], steps);
            }
            steps.push(self.applied(one, absorbed(&applied[position..])));
        }
        if first_bound == applied.len() {
            self.clamped(applied, steps);
        }
    }

    fn clamped(&self, applied: &[Applied], steps: &mut Vec<Step>) {
        let Some(before) = applied.last().map(|applied| applied.after) else { return };
        let after = before.clamp(rust_decimal::Decimal::ZERO, self.scheme().ceiling_of(self.node));
        if before != after {
            steps.push(self.step(StepKind::Clamped { before, after }, Vec::new(), None));
        }
    }

    fn applied(&self, applied: &Applied, absorbed: bool) -> Step {
        let rule = &self.scheme().rules[applied.rule.get()];
        let origins =
            self.rule_origins(applied.rule, &applied.causes, matches!(applied.change, Change::Waived));
        let kind = StepKind::Applied {
            node: self.node,
            applied: applied.clone(),
            absorbed,
            waiver: self.waiver(applied.rule, matches!(applied.change, Change::Waived)),
        };
        self.step(kind, origins, rule.clause.clone())
    }

    /// The record's waiver of a rule that was waived.
    fn waiver(&self, rule: crate::model::RuleIndex, waived: bool) -> Option<crate::model::Waiver> {
        self.record.waiver(rule, self.node).filter(|_| waived).cloned()
    }

    /// Rounding and the grade reached.
    fn settled(&self, steps: &mut Vec<Step>) {
        let facts = self.facts();
        let (Some(exact), Some(score)) = (facts.exact, facts.told()) else { return };
        if exact != score {
            let decimals = self.scheme().decimals(self.node().role);
            steps.push(self.step(
                StepKind::Rounded { before: exact, after: score, decimals },
                Vec::new(),
                None,
            ));
        }
        if let Some(grade) = facts.grade {
            steps.push(self.step(StepKind::Threshold { node: self.node, score, grade }, Vec::new(), None));
        }
    }
}

/// Whether a floor later in the list raised the score back to or above what a deduction left of it.
fn absorbed(from: &[Applied]) -> bool {
    let [deduction, later @ ..] = from else { return false };
    matches!(deduction.change, Change::Deduct { .. })
        && later.iter().any(|one| matches!(one.change, Change::Floor(_)) && one.after > one.before)
}
