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
    RuleIndex, Scheme, Scope, State, SubjectResult, When,
};

/// A rule on the total's grade that fired.
struct Fired {
    rule: RuleIndex,
    kind: Kind,
    /// The bound, where the rule has one.
    grade: GradeIndex,
    causes: Vec<Cause>,
}

/// In the order they work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Floor,
    Raise(u32),
    Cap,
    Lower(u32),
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
            points: None,
            by_threshold: None,
            grade_effects: Vec::new(),
            unknown: Vec::new(),
            computed: None,
            grade: None,
            computed_rank: None,
            rank: None,
            tied: false,
            overall: None,
            computed_overall: None,
            parted_by: None,
            decimals: self.scheme().shown_decimals(Role::Total),
            vetoed: false,
            excluded: self.prepared.excluded,
            outcomes: Vec::new(),
            next: None,
        };
        if let Some(base) = base {
            let (told, exact, applied) = self.published(base, &nodes, &mut unknown).map_err(overflow)?;
            let grade = self.scheme().grade_at(root, told);
            (result.score, result.points) = self.both(root, told).map_err(overflow)?;
            result.exact = Some(exact);
            result.by_threshold = grade;
            if let Some(grade) = grade {
                self.grade(grade, &nodes, &mut unknown, &mut result);
            }
            let node = &mut nodes[Scheme::ROOT];
            (node.exact, node.grade, node.applied) = (Some(exact), result.computed, applied);
            (node.score, node.points) = (result.score, result.points);
        }
        result.grade = result.computed;
        result.nodes = nodes;
        result.unknown = unknown;
        Ok(result)
    }

    /// Published score in the scheme's scale, the same without rounding, and the bonuses and deductions on the way.
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
                    | Effect::Veto { .. }
                    | Effect::Raise(_)
                    | Effect::Lower(_)
                    | Effect::Quota(_) => continue,
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

    /// The highest floor raises the grade, then those that raise it by so many; the lowest cap lowers it, then those that
    /// lower it by so many; a veto sets it. All conditions are evaluated first; those on places wait for the ranking.
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
                Effect::Raise(by) => (Kind::Raise(by), threshold),
                Effect::Lower(by) => (Kind::Lower(by), threshold),
                Effect::Bonus(_) | Effect::Deduct(_) | Effect::Quota(_) => continue,
            };
            if rule.when.as_ref().is_some_and(When::needs_places) {
                continue;
            }
            let facts = self.facts(root, nodes, Some(threshold));
            if let Some(causes) = fires(rule.when.as_ref(), &facts, at, root, unknown) {
                fired.push(Fired { rule: at, kind, grade, causes });
            }
        }
        // By kind and not as the file has them, so that the stricter wins: floor, raise, cap, lower, veto.
        fired.sort_by_key(|fired| match fired.kind {
            Kind::Floor => 0,
            Kind::Raise(_) => 1,
            Kind::Cap => 2,
            Kind::Lower(_) => 3,
            Kind::Veto => 4,
        });
        let last = self.scheme().grades.len().saturating_sub(1);
        let mut grade = threshold;
        for Fired { rule, kind, grade: bound, causes } in fired {
            let waived = kind == Kind::Floor && self.record.waiver(rule, root).is_some();
            let after = match kind {
                Kind::Floor if waived => grade,
                Kind::Floor => grade.min(bound),
                Kind::Raise(by) => raised(grade, by),
                Kind::Lower(by) => lowered(grade, by, last),
                Kind::Cap | Kind::Veto => grade.max(bound),
            };
            result.vetoed |= kind == Kind::Veto;
            result.grade_effects.push(GradeEffect { rule, waived, before: grade, after, causes });
            grade = after;
        }
        result.computed = Some(grade);
    }
}

/// So many grades better, the best at most.
pub(super) fn raised(grade: GradeIndex, by: u32) -> GradeIndex {
    GradeIndex::new(grade.get().saturating_sub(by as usize))
}

/// So many grades worse, the last one at most.
pub(super) fn lowered(grade: GradeIndex, by: u32, last: usize) -> GradeIndex {
    GradeIndex::new(grade.get().saturating_add(by as usize).min(last))
}

/// What would lead to the next better grade than the computed one, or than a better one that was decided.
///
/// A rule that raises or lowers goes on doing so: the threshold to reach is the one of the grade that they turn into the
/// next better one. Where they lower even the best grade too far, they are among what holds it.
pub(super) fn next(scheme: &Scheme, result: &SubjectResult) -> Option<NextGrade> {
    let computed = result.computed?;
    let own = result.grade.map_or(computed, |decided| decided.min(computed));
    let grade = GradeIndex::new(own.get().checked_sub(1)?);
    let last = scheme.grades.len().saturating_sub(1);
    let (mut up, mut down) = (0, 0);
    for effect in result.grade_effects.iter().filter(|effect| !effect.waived) {
        match scheme.rules[effect.rule.get()].effect {
            Effect::Raise(by) => up += by,
            Effect::Lower(by) => down += by,
            Effect::Floor(_)
            | Effect::Cap(_)
            | Effect::Veto { .. }
            | Effect::Quota(_)
            | Effect::Bonus(_)
            | Effect::Deduct(_) => {}
        }
    }
    let leads = |from: &GradeIndex| lowered(raised(*from, up), down, last) <= grade;
    let grades = (0..scheme.grades.len()).map(GradeIndex::new);
    let threshold = grades.rev().find(leads);
    let holds_below = |effect: &GradeEffect| match scheme.rules[effect.rule.get()].effect {
        Effect::Cap(bound) => lowered(bound, down, last) > grade,
        Effect::Veto { grade: bound, .. } => bound > grade,
        Effect::Quota(_) => effect.after > grade,
        Effect::Lower(_) => threshold.is_none(),
        Effect::Floor(_) | Effect::Raise(_) | Effect::Bonus(_) | Effect::Deduct(_) => false,
    };
    let held_by = result.grade_effects.iter().enumerate().filter(|(_, effect)| holds_below(effect));
    let held_by = held_by.map(|(position, _)| position).collect();
    let threshold = threshold.unwrap_or(grade);
    let needed = scheme.scaled(NodeIndex::new(Scheme::ROOT), scheme.grade(threshold).from);
    let lacks = (needed - result.told()?).max(Decimal::ZERO);
    Some(NextGrade { grade, threshold, lacks, held_by })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Raising or lowering by parts is raising or lowering by their sum, within the grades.
        #[test]
        fn raises_and_lowers_compose(grade in 0usize..4, a in 0u32..6, b in 0u32..6) {
            let from = GradeIndex::new(grade);
            prop_assert_eq!(raised(raised(from, a), b), raised(from, a + b));
            let last = 3;
            prop_assert_eq!(lowered(lowered(from, a, last), b, last), lowered(from, a + b, last));
            prop_assert!(raised(from, a) <= from && from <= lowered(from, a, last));
        }
    }
}
