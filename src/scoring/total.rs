//! The total: aggregate → round → bonuses → deductions → clamp; then threshold, floors, caps and vetoes on the grade
//! (SCORING.md 2.5, 2.6).

use rust_decimal::Decimal;

use super::Overflow;
use super::arithmetic::{Checked, sub};
use super::exact::Exact;
use super::node::{Subject, Unknown, fires, told};
use super::points;
use crate::model::{
    Applied, Cause, Change, Effect, GradeEffect, GradeIndex, NextGrade, NodeIndex, NodeResult, Role,
    RuleIndex, Scheme, Scope, State, SubjectResult,
};

/// A rule on the total's grade that fired.
struct Fired {
    rule: RuleIndex,
    kind: Kind,
    grade: GradeIndex,
    causes: Vec<Cause>,
}

/// In the order they work.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Floor,
    Cap,
    Veto,
}

impl Subject<'_> {
    /// The subject's result, without place, decision and outcomes.
    pub fn result(&self) -> Result<SubjectResult, Overflow> {
        let root = NodeIndex::new(Scheme::ROOT);
        let mut unknown = Unknown::new();
        let (mut nodes, base) = self.nodes(&mut unknown)?;
        let overflow = |_| Overflow { subject: self.index, node: root };
        let base = base.filter(|_| nodes[Scheme::ROOT].state == State::Scored);
        let mut result = SubjectResult {
            group: self.prepared.group,
            nodes: Box::default(),
            base: nodes[Scheme::ROOT].raw.filter(|_| base.is_some()),
            exact: None,
            score: None,
            by_threshold: None,
            grade_effects: Vec::new(),
            unknown: Vec::new(),
            computed: None,
            grade: None,
            computed_rank: None,
            rank: None,
            tied: false,
            vetoed: false,
            excluded: self.prepared.excluded,
            outcomes: Vec::new(),
            next: None,
        };
        if let Some(base) = base {
            let (score, exact, applied) = self.published(base, &nodes, &mut unknown).map_err(overflow)?;
            let grade = self.scheme().grade_of(score);
            result.score = Some(score);
            result.exact = Some(exact);
            result.by_threshold = Some(grade);
            self.grade(grade, &nodes, &mut unknown, &mut result);
            result.next = self.next(score, &result);
            let node = &mut nodes[Scheme::ROOT];
            (node.exact, node.score, node.grade, node.applied) =
                (Some(exact), Some(score), result.computed, applied);
        }
        result.grade = result.computed;
        result.nodes = nodes;
        result.unknown = unknown;
        Ok(result)
    }

    /// Published score, the same without rounding, and the bonuses and deductions on the way.
    fn published(
        &self,
        base: Exact,
        nodes: &[NodeResult],
        unknown: &mut Unknown,
    ) -> Checked<(Decimal, Decimal, Vec<Applied>)> {
        let root = NodeIndex::new(Scheme::ROOT);
        let scheme = self.scheme();
        let decimals = scheme.decimals(Role::Total);
        let (mut score, mut exact) = (Exact::from(base.round(decimals)?), base);
        let mut applied = Vec::new();
        // At the total bonuses come first, below it deductions do (SCORING.md 2.5 and 2.3): here no floor can take a
        // deduction back in.
        for (deducting, mut left) in [(false, scheme.bonus_limit), (true, scheme.deduct_limit)] {
            for (at, rule) in self.rules_on_total() {
                let points = match &rule.effect {
                    Effect::Bonus(points) if !deducting => points,
                    Effect::Deduct(points) if deducting => points,
                    Effect::Bonus(_)
                    | Effect::Deduct(_)
                    | Effect::Floor(_)
                    | Effect::Cap(_)
                    | Effect::Veto { .. } => continue,
                };
                let Some(mut causes) =
                    fires(rule.when.as_ref(), &self.facts(root, nodes, None), at, root, unknown)
                else {
                    continue;
                };
                let Some((count, mut points, counted)) = points::count(points, at, self.record)? else {
                    continue;
                };
                causes.extend(counted);
                let waived = deducting && self.record.waiver(at, root).is_some();
                if let Some(left) = left.as_mut().filter(|_| !waived) {
                    points = points.min(*left);
                    *left = sub(*left, points)?;
                }
                let (change, after) = if !deducting {
                    exact = exact.add(&points.into());
                    (Change::Bonus { points, count }, score.add(&points.into()))
                } else if waived {
                    (Change::Waived, score.clone())
                } else {
                    exact = exact.sub(&points.into());
                    (Change::Deduct { points, count }, score.sub(&points.into()))
                };
                applied.push(told(at, change, &score, &after, causes)?);
                score = after;
            }
        }
        let within = |score: Exact| score.clamp(Exact::ZERO, scheme.ceiling.max(Decimal::ZERO).into());
        // What is printed is what is graded: bonuses and deductions may have more decimals than the total.
        Ok((within(score).round(decimals)?, within(exact).quantised()?, applied))
    }

    fn rules_on_total(&self) -> impl Iterator<Item = (RuleIndex, &crate::model::Rule)> {
        let all = self.scheme().rules.iter().enumerate();
        all.filter(|(_, rule)| rule.scope == Scope::Total).map(|(at, rule)| (RuleIndex::new(at), rule))
    }

    /// The highest floor raises the grade, the lowest cap lowers it, a veto sets it; all conditions are evaluated first.
    fn grade(
        &self,
        threshold: GradeIndex,
        nodes: &[NodeResult],
        unknown: &mut Unknown,
        result: &mut SubjectResult,
    ) {
        let root = NodeIndex::new(Scheme::ROOT);
        let mut fired: Vec<Fired> = Vec::new();
        for (at, rule) in self.rules_on_total() {
            let (kind, grade) = match rule.effect {
                Effect::Floor(grade) => (Kind::Floor, grade),
                Effect::Cap(grade) => (Kind::Cap, grade),
                Effect::Veto { grade, .. } => (Kind::Veto, grade),
                Effect::Bonus(_) | Effect::Deduct(_) => continue,
            };
            let facts = self.facts(root, nodes, Some(threshold));
            if let Some(causes) = fires(rule.when.as_ref(), &facts, at, root, unknown) {
                fired.push(Fired { rule: at, kind, grade, causes });
            }
        }
        // By kind and not as the file has them, so that the stricter wins: floor, cap, veto.
        fired.sort_by_key(|fired| fired.kind);
        let mut grade = threshold;
        for Fired { rule, kind, grade: bound, causes } in fired {
            let waived = kind == Kind::Floor && self.record.waiver(rule, root).is_some();
            let after = match kind {
                Kind::Floor if waived => grade,
                Kind::Floor => grade.min(bound),
                Kind::Cap | Kind::Veto => grade.max(bound),
            };
            result.vetoed |= kind == Kind::Veto;
            result.grade_effects.push(GradeEffect { rule, waived, before: grade, after, causes });
            grade = after;
        }
        result.computed = Some(grade);
    }

    /// What would lead to the next better grade than the computed one.
    fn next(&self, score: Decimal, result: &SubjectResult) -> Option<NextGrade> {
        let grade = GradeIndex::new(result.computed?.get().checked_sub(1)?);
        let lacks = (self.scheme().grade(grade).from - score).max(Decimal::ZERO);
        let holds_below = |effect: &GradeEffect| {
            self.scheme().rules[effect.rule.get()].effect.ceiling().is_some_and(|bound| bound > grade)
        };
        let held_by = result.grade_effects.iter().enumerate().filter(|(_, effect)| holds_below(effect));
        Some(NextGrade { grade, lacks, held_by: held_by.map(|(position, _)| position).collect() })
    }
}
