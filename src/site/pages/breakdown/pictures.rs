//! Where the score comes from, and the sections against the group.

use rust_decimal::Decimal;

use super::Subject;
use crate::charts::{Radar, RadarAxis, StepKind, Waterfall, WaterfallRule, WaterfallStep};
use crate::model::{Change, Effect, GradeEffect, NodeIndex, Role, Scheme};
use crate::scoring::losses;
use crate::site::base::Figure;
use crate::wording::number::places;
use crate::wording::pictures;
use crate::wording::scale;

/// Grades that a picture has room for between the one by thresholds and the last.
const BETWEEN: usize = 2;

/// Whether a step is more than what exact numbers of ten decimals leave over.
fn shows(change: &Decimal) -> bool {
    !change.round_dp(4).is_zero()
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    pub(crate) fn pictures(&self) -> Vec<Figure<'s>> {
        [self.waterfall(), self.radar()].into_iter().flatten().collect()
    }

    /// Full marks, what each item lost, rounding, bonuses and deductions, the published score: steps that add up.
    fn waterfall(&self) -> Option<Figure<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let (end, full) = (result.told()?, scheme.scheme.full_total());
        let mut most: Option<(Decimal, Vec<&str>)> = None;
        let mut steps = Vec::new();
        let mut level = full;
        // Under another aggregate than a mean no part adds points: what lacks is split among them.
        let root = NodeIndex::new(Scheme::ROOT);
        let split = match scheme.adds_up() {
            true => None,
            false => Some(losses(scheme.scheme, result, root)?),
        };
        for node in scheme.sections() {
            let of = &result.nodes[node.get()];
            if !of.counts() {
                continue;
            }
            let lost = match &split {
                Some(split) => split.iter().find(|(of, _)| of == node)?.1,
                None => of.weight?.checked_sub(of.contribution?)?,
            };
            let title = &*scheme.scheme.node(*node).title;
            level = level.checked_sub(lost)?;
            match &mut most {
                Some((other, titles)) if lost == *other => titles.push(title),
                Some((other, _)) if lost < *other => {}
                Some(_) | None => most = Some((lost, vec![title])),
            }
            steps.push(WaterfallStep {
                name: title,
                note: scale::got(scheme.scheme, *node, of),
                kind: StepKind::Loss,
                change: -lost,
                weak: scheme.weak(of.grade),
            });
        }
        let applied = &result.nodes[Scheme::ROOT].applied;
        let rounded = applied.first().map_or(end, |first| first.before);
        let decimals = scheme.scheme.decimals(Role::Total);
        let rounding = |change: Decimal| WaterfallStep {
            name: "四舍五入",
            note: format!("取{decimals}位小数"),
            kind: StepKind::Rounding,
            change,
            weak: None,
        };
        steps.extend(rounded.checked_sub(level).filter(shows).map(rounding));
        level = rounded;
        for applied in applied {
            let (kind, change) = match &applied.change {
                Change::Bonus { points, .. } => (StepKind::Bonus, *points),
                Change::Deduct { points, .. } => (StepKind::Deduction, -*points),
                Change::Floor(_) | Change::Cap(_) | Change::Waived => continue,
            };
            let name = &*scheme.scheme.rules[applied.rule.get()].title;
            level = level.checked_add(change)?;
            steps.push(WaterfallStep { name, note: String::new(), kind, change, weak: None });
        }
        // A total above the ceiling or below nothing ends there.
        steps.extend(end.checked_sub(level).filter(shows).map(|change| WaterfallStep {
            name: if change.is_sign_negative() { "封顶" } else { "不低于零" },
            note: format!("至 {}", places(end, result.decimals)),
            kind: if change.is_sign_negative() { StepKind::Deduction } else { StepKind::Bonus },
            change,
            weak: None,
        }));
        let (lost, titles) = most.filter(|(lost, _)| *lost > Decimal::ZERO)?;
        Some(Figure::new(
            "waterfall",
            pictures::waterfall(
                (&titles, lost),
                titles.len() == scheme.sections().len(),
                full,
                places(end, result.decimals),
                scheme.adds_up(),
            ),
            Waterfall {
                start: ("满分", full),
                steps,
                end: ("公布得分", end),
                decimals: result.decimals,
                thresholds: scheme.thresholds(NodeIndex::new(Scheme::ROOT)),
                rule: self.turned(),
            },
        ))
    }

    /// The rules that turned the grade.
    fn turned(&self) -> Option<WaterfallRule<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let (before, after) = (result.by_threshold?, result.computed?);
        let effects: Vec<_> = result.grade_effects.iter().filter(|effect| effect.turned()).collect();
        let (last, earlier) = effects.split_last()?;
        let basis = |effect: &GradeEffect| scheme.basis(&scheme.scheme.rules[effect.rule.get()]);
        let step = |effect: &&GradeEffect| (basis(effect).to_owned(), scheme.picture_grade(effect.after));
        // There is room for so many grades between the ends: more rules before the last one are counted at their last.
        let steps: Vec<_> = match earlier.split_at_checked(earlier.len().saturating_sub(BETWEEN - 1)) {
            Some((first, rest)) if first.len() > 1 => {
                let last = first.last().map(|effect| scheme.picture_grade(effect.after));
                let first = last.map(|grade| (pictures::several_rules(first.len()), grade));
                first.into_iter().chain(rest.iter().map(step)).collect()
            }
            _ => earlier.iter().map(step).collect(),
        };
        let rule = &scheme.scheme.rules[last.rule.get()];
        let words = match rule.effect {
            Effect::Floor(_) => "保底后等次",
            Effect::Veto { .. } => "否决后等次",
            Effect::Cap(_) => "封顶后等次",
            Effect::Raise(_) => "升等后等次",
            Effect::Lower(_) => "降等后等次",
            Effect::Quota(_) => "名额后等次",
            Effect::Bonus(_) | Effect::Deduct(_) => return None,
        };
        let clause = scheme.basis(rule).to_owned();
        (before != after).then(|| WaterfallRule {
            title: "等次规则",
            note: "只改等次，不改分数",
            before: ("按分数线", scheme.picture_grade(before)),
            steps,
            clause,
            after: (words, scheme.picture_grade(after)),
        })
    }

    /// A section with the group's median and best.
    fn axis(&self, node: NodeIndex) -> RadarAxis<'s> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let (of, spread) = (&result.nodes[node.get()], scheme.spreads.at(result.group, node));
        // Beside its grade a score is printed with the decimals that tell it.
        let shown = scheme.scheme.shown_decimals(scheme.scheme.node(node).role);
        let own = of.told().filter(|_| of.counts());
        RadarAxis {
            name: &scheme.scheme.node(node).title,
            own,
            grade: of.grade.map(|grade| scheme.picture_grade(grade)),
            median: spread.map(|spread| spread.median),
            best: spread.map(|spread| spread.best),
            of: scheme.scheme.points_of(node),
            decimals: own.map_or(shown, |own| scheme.scheme.telling_decimals(node, own)),
        }
    }

    fn radar(&self) -> Option<Figure<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        if scheme.sections().len() < 2 || result.score.is_none() {
            return None;
        }
        let axes: Vec<_> = scheme.sections().iter().map(|node| self.axis(*node)).collect();
        let below: Vec<_> = axes
            .iter()
            .filter_map(|axis| Some((axis.median?.checked_sub(axis.own?)?, axis)))
            .filter(|(short, _)| *short > Decimal::ZERO)
            .collect();
        let above =
            axes.iter().filter(|axis| axis.own.zip(axis.median).is_some_and(|(own, m)| own > m)).count();
        let most = below.iter().map(|(short, _)| *short).max();
        let names: Vec<_> =
            below.iter().filter(|(short, _)| Some(*short) == most).map(|(_, axis)| axis.name).collect();
        let decimals =
            below.iter().find(|(short, _)| Some(*short) == most).map_or(2, |(_, axis)| axis.decimals);
        let most = most.map(|short| (places(short, decimals), names.as_slice()));
        Some(Figure::new(
            "radar",
            pictures::radar(scheme.short(self.index), above, most),
            Radar { axes, own: pictures::own(scheme) },
        ))
    }
}
