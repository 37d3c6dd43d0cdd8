//! Where a step comes from: the lines of the record and of the scheme it rests on.

use super::Reader;
use crate::model::{At, Cause, ClauseId, Each, NodeIndex, Place, RuleIndex, Step, StepKind};

impl Reader<'_> {
    pub(super) fn step(&self, kind: StepKind, origins: Vec<Place>, clause: Option<ClauseId>) -> Step {
        Step { kind, origins, clause }
    }

    /// The clause the node rests on.
    pub(super) fn clause(&self) -> Option<ClauseId> {
        self.scheme().clause_of(self.node).cloned()
    }

    pub(super) fn scheme_place(&self, at: At) -> Place {
        Place::line(self.scheme().file.clone(), at)
    }

    /// What in the record made a rule fire (or waives it), then the rule itself.
    pub(super) fn rule_origins(&self, index: RuleIndex, causes: &[Cause], waived: bool) -> Vec<Place> {
        let rule = &self.scheme().rules[index.get()];
        let mut at: Vec<At> = causes.iter().flat_map(|cause| self.cause_lines(cause)).collect();
        if let Some(points) = rule.effect.points()
            && let Each::MonthLate { figure, .. } = &points.each
            && let Some(value) = self.record.figure(*figure)
        {
            let latest = crate::scoring::points::latest_entry(self.record, *figure, index);
            at.extend(value.entries.iter().filter(|entry| entry.date == latest).map(|entry| entry.at));
        }
        if waived && let Some(waiver) = self.record.waiver(index, self.node) {
            at.push(waiver.at);
        }
        at.sort();
        at.dedup();
        let mut places: Vec<Place> = at.into_iter().filter_map(|at| self.record.place(at)).collect();
        let aimed = causes.iter().filter_map(Cause::aimed_at);
        if let Some(target) = aimed.filter_map(|node| self.evaluation.targets.of(node, self.index)).next()
            && let Some(file) = &self.evaluation.targets.file
        {
            places.push(Place::line(file.clone(), target.at));
        }
        places.push(self.scheme_place(rule.at));
        places
    }

    fn cause_lines(&self, cause: &Cause) -> Vec<At> {
        match cause {
            Cause::Event { event, .. } => self.record.events_of(*event).map(|event| event.at).collect(),
            Cause::Task { node, .. } => {
                self.record.observation(*node).map(|observation| observation.at).into_iter().collect()
            }
            Cause::Problem { at, .. } => {
                self.record.problems.get(*at as usize).map(|problem| problem.at).into_iter().collect()
            }
            Cause::CountyLow(position) => {
                self.record.counties.get(*position as usize).map(|county| county.at).into_iter().collect()
            }
            Cause::Milestone { milestone, .. } => {
                self.record.milestones[milestone.get()].map(|(_, at)| at).into_iter().collect()
            }
            Cause::Overstated { node, .. } => self.claims(*node),
            // A grade, a measure or a negation has no line of its own in the record; the rule's line is given.
            Cause::NoEvent(_)
            | Cause::NodeGrade { .. }
            | Cause::Score { .. }
            | Cause::Nodes { .. }
            | Cause::Place { .. }
            | Cause::LastGrade(_)
            | Cause::Quota { .. }
            | Cause::TotalGrade(_)
            | Cause::Target { .. }
            | Cause::Grew(_)
            | Cause::Elsewhere { .. }
            | Cause::Subject
            | Cause::Negated => Vec::new(),
        }
    }

    /// The lines of the claims that a node's measure reads.
    fn claims(&self, node: NodeIndex) -> Vec<At> {
        let mut lines = Vec::new();
        if let Some((measure, _)) = self.scheme().node(node).measure() {
            measure.each_figure(&mut |figure| {
                let claim = self.record.figure(figure).filter(|value| value.reported.is_some());
                lines.extend(claim.map(|value| value.reported_at.unwrap_or(value.at)));
            });
        } else if let Some(observation) = self.record.observation(node) {
            lines.push(observation.claimed_at.unwrap_or(observation.at));
        }
        lines
    }
}
