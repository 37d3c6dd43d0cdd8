//! The steps of the total: aggregate, rounding, bonuses and deductions, threshold, rules, decision, place.

use super::Reader;
use crate::model::{Applied, Decided, Role, State, Step, StepKind};

impl Reader<'_> {
    /// The root's steps.
    pub(super) fn total(&self, steps: &mut Vec<Step>) {
        steps.extend(self.aggregated());
        let facts = self.facts();
        if facts.state != State::Scored {
            return;
        }
        let (Some(base), Some(score)) = (self.result.base, self.result.told()) else { return };
        let decimals = self.scheme().decimals(Role::Total);
        let rounded = crate::model::round(base, decimals);
        if rounded != base {
            steps.push(self.step(
                StepKind::Rounded { before: base, after: rounded, decimals },
                Vec::new(),
                None,
            ));
        }
        for applied in &facts.applied {
            steps.push(self.applied(applied, false));
        }
        let before = facts.applied.last().map_or(rounded, |applied: &Applied| applied.after);
        if before != score {
            steps.push(self.step(StepKind::Clamped { before, after: score }, Vec::new(), None));
        }
        if let Some(grade) = self.result.by_threshold {
            steps.push(self.step(StepKind::Threshold { node: self.node, score, grade }, Vec::new(), None));
        }
        for effect in &self.result.grade_effects {
            let rule = &self.scheme().rules[effect.rule.get()];
            let origins = self.rule_origins(effect.rule, &effect.causes, effect.waived);
            let waiver = self.waiver(effect.rule, effect.waived);
            let kind = StepKind::Graded { effect: effect.clone(), waiver };
            steps.push(self.step(kind, origins, rule.clause.clone()));
        }
        for (rule, node) in &self.result.unknown {
            if *node == self.node {
                let known = &self.scheme().rules[rule.get()];
                let origins = vec![self.scheme_place(known.at)];
                steps.push(self.step(StepKind::Unknown { rule: *rule }, origins, known.clause.clone()));
            }
        }
        self.decided(steps);
        self.ranked(steps);
    }

    fn ranked(&self, steps: &mut Vec<Step>) {
        let (scheme, result) = (self.scheme(), self.result);
        let parted_by = result.parted_by;
        if let Some(placed) = result.overall {
            let (place, tied, of) = (placed.place, placed.tied, self.results.subjects.len());
            let kind = StepKind::Ranked { place, of, tied, group: None, overall: true, parted_by };
            steps.push(self.step(kind, Vec::new(), None));
        }
        if let Some(place) = result.rank {
            let (tied, of) = (result.tied, self.results.ranked_with(scheme, result));
            let several = scheme.ranks_groups() && self.results.groups.len() > 1;
            let group = self.results.groups[result.group].clone().filter(|_| several);
            let parted_by = parted_by.filter(|_| result.overall.is_none());
            let kind = StepKind::Ranked { place, of, tied, group, overall: false, parted_by };
            steps.push(self.step(kind, Vec::new(), None));
        }
    }

    fn decided(&self, steps: &mut Vec<Step>) {
        let Some(decision) = self.evaluation.decisions.get(self.index.get()).and_then(Option::as_ref) else {
            return;
        };
        let Decided { grade, place } = self.result.decided(decision);
        let kind = StepKind::Decided { grade, place, decision: decision.clone() };
        steps.push(self.step(kind, vec![decision.origin.clone()], None));
    }
}
