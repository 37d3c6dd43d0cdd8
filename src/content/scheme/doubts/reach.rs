//! How low and how high scores can be at all when everything is reported and applies.

use rust_decimal::Decimal;

use crate::model::{
    Aggregate, Body, Each, Effect, GradeIndex, GrowthBase, Measure, Method, MissingPolicy, NodeIndex, Points,
    Role, Rule, Scheme, Undefined, Weighting, Worth, round,
};

/// The lowest and the highest score, in the scheme's scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub least: Decimal,
    pub most: Decimal,
}

/// More points than any node has.
const ANY: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Of every node.
pub(super) struct Reaches {
    by_node: Vec<Reach>,
    /// The best grade of the total, after what lifts grades.
    best: GradeIndex,
}

impl Reach {
    /// Anything up to the full score.
    fn whole(full: Decimal) -> Self {
        Self { least: Decimal::ZERO, most: full }
    }

    fn over(scores: impl IntoIterator<Item = Decimal>) -> Self {
        let scores: Vec<Decimal> = scores.into_iter().collect();
        Self {
            least: scores.iter().copied().min().unwrap_or_default(),
            most: scores.iter().copied().max().unwrap_or_default(),
        }
    }

    /// Whether all have the same score.
    pub fn is_one(self) -> bool {
        self.least == self.most
    }
}

impl Reaches {
    /// Children stand behind their parents, so the tree is gone through from its end.
    pub fn of(scheme: &Scheme) -> Self {
        let mut by_node = vec![Reach::whole(Decimal::ONE_HUNDRED); scheme.nodes.len()];
        for index in scheme.indices().rev() {
            let node = scheme.node(index);
            let reach = match &node.body {
                Body::Leaf { method, .. } => leaf(scheme, index, method),
                Body::Branch { aggregate, weighting, children } => {
                    let parts: Vec<(Decimal, Reach)> = children
                        .iter()
                        .map(|child| (share(scheme, *weighting, *child), by_node[child.get()]))
                        .collect();
                    let reach = together(*aggregate, &parts);
                    // Where one of them may be out, the best of the others is all there is.
                    let out = children.iter().any(|child| may_be_out(scheme, *child));
                    let best = parts.iter().map(|(_, part)| part.most).max().unwrap_or_default();
                    let whole = scheme.full(index);
                    match (out, aggregate) {
                        (true, Aggregate::Sum) => Reach { most: whole, ..reach },
                        (true, Aggregate::Mean | Aggregate::Geometric | Aggregate::Harmonic) => {
                            Reach { most: best, ..reach }
                        }
                        (true, Aggregate::Minimum) => Reach { most: best, ..reach },
                        (false, _) => reach,
                    }
                }
            };
            by_node[index.get()] = ruled(scheme, index, reach);
        }
        let best = best_of_total(scheme, by_node[Scheme::ROOT].most);
        Self { by_node, best }
    }

    pub fn node(&self, index: NodeIndex) -> Reach {
        self.by_node[index.get()]
    }

    /// The best grade a node can have; in a scheme without grades nothing asks for it.
    pub fn best(&self, scheme: &Scheme, index: NodeIndex) -> GradeIndex {
        let role = scheme.node(index).role;
        match role {
            Role::Total => self.best,
            Role::Component | Role::Section | Role::Indicator | Role::Part => {
                best_of(scheme, index, round(self.node(index).most, scheme.decimals(role)))
            }
        }
    }
}

/// Whether a node may not count though the scheme has it: it does not apply by what is on record, or what is missing leaves
/// its weight to the others.
fn may_be_out(scheme: &Scheme, index: NodeIndex) -> bool {
    let node = scheme.node(index);
    scheme.missing == MissingPolicy::Rescale
        || node.not_applicable_when.is_some()
        || node.undefined == Some(Undefined::NotApplicable)
        || (!node.children().is_empty() && node.children().iter().all(|child| may_be_out(scheme, *child)))
}

fn share(scheme: &Scheme, weighting: Weighting, child: NodeIndex) -> Decimal {
    match weighting {
        Weighting::Equal => Decimal::ONE,
        Weighting::Percent | Weighting::Points | Weighting::Relative => scheme.node(child).weight,
    }
}

/// What a method gives, before rules. Where few peers leave a relative method without a score, targets or grades stand in.
pub(super) fn leaf(scheme: &Scheme, index: NodeIndex, method: &Method) -> Reach {
    let whole = Reach::whole(scheme.full(index));
    let worth = |grade: GradeIndex| scheme.scaled(index, scheme.grade(grade).points);
    let grades = || Reach::over((0..scheme.grades.len()).map(GradeIndex::new).map(worth));
    let reach = match method {
        Method::Grade | Method::Raters { full: None, .. } => grades(),
        Method::Score { .. } | Method::Raters { full: Some(_), .. } | Method::Attain { .. } => whole,
        Method::Task { done, outstanding, undone } => Reach::over([*done, *outstanding, *undone].map(worth)),
        Method::Median { best, middle, worst, .. } => {
            match scheme.peers.is_some() || scheme.subjects.len() < 4 {
                true => whole,
                false => Reach::over([*best, *middle, *worst]),
            }
        }
        Method::Range { at_worst, at_best, .. } => Reach::over([*at_worst, *at_best]),
        Method::Standard { .. } => whole,
        Method::Steps { steps, .. } => {
            Reach::over(steps.iter().map(|(_, score)| *score).chain([Decimal::ZERO]))
        }
        Method::Rank { worth: Worth::Steps { first, step, least }, .. } => match step.is_zero() {
            true => Reach::over([*first]),
            false => Reach::over([*first, *least]),
        },
        Method::Rank { worth: Worth::Spread { best, worst }, .. } => Reach::over([*best, *worst]),
        Method::Options(options) => Reach::over(options.iter().map(|option| option.points)),
        Method::Deductions { start, .. } => Reach::over([*start, Decimal::ZERO]),
    };
    let stated = match scheme.node(index).undefined {
        Some(Undefined::Score(score)) => Some(score),
        Some(Undefined::Grade(grade)) => Some(worth(grade)),
        Some(Undefined::NotApplicable) | None => None,
    };
    let ends = [reach.least, reach.most].into_iter().chain(stated);
    Reach::over(ends.map(|score| score.clamp(Decimal::ZERO, scheme.ceiling_of(index))))
}

/// A mean of whatever kind lies between the least and the weighted mean of the best.
fn together(aggregate: Aggregate, parts: &[(Decimal, Reach)]) -> Reach {
    let mean = |of: fn(&Reach) -> Decimal| {
        let sum = parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, (weight, reach)| sum.checked_add(weight.checked_mul(of(reach))?));
        let weights: Decimal = parts.iter().map(|(weight, _)| *weight).sum();
        sum.and_then(|sum| sum.checked_div(weights))
    };
    let each = Reach {
        least: least(parts),
        most: parts.iter().map(|(_, reach)| reach.most).max().unwrap_or_default(),
    };
    match aggregate {
        Aggregate::Sum => Reach {
            least: parts.iter().map(|(_, reach)| reach.least).sum(),
            most: parts.iter().map(|(_, reach)| reach.most).sum(),
        },
        Aggregate::Mean => Reach {
            least: mean(|reach| reach.least).unwrap_or(each.least),
            most: mean(|reach| reach.most).unwrap_or(each.most),
        },
        Aggregate::Geometric | Aggregate::Harmonic => {
            Reach { least: each.least, most: mean(|reach| reach.most).unwrap_or(each.most) }
        }
        Aggregate::Minimum => Reach {
            least: each.least,
            most: parts.iter().map(|(_, reach)| reach.most).min().unwrap_or_default(),
        },
    }
}

fn least(parts: &[(Decimal, Reach)]) -> Decimal {
    parts.iter().map(|(_, reach)| reach.least).min().unwrap_or_default()
}

/// What bonuses and floors may lift it to, deductions and caps may leave of it.
fn ruled(scheme: &Scheme, index: NodeIndex, mut reach: Reach) -> Reach {
    let node = scheme.node(index);
    let ceiling = match node.role {
        Role::Total => scheme.ceiling,
        Role::Component | Role::Section | Role::Indicator | Role::Part => scheme.ceiling_of(index),
    };
    let (bonus_limit, deduct_limit) = match node.role {
        Role::Total => (scheme.bonus_limit, scheme.deduct_limit),
        Role::Component | Role::Section | Role::Indicator | Role::Part => {
            (node.bonus_limit, node.deduct_limit)
        }
    };
    let on_it = |rule: &&Rule| rule.scope.covers(index, node.role);
    let sum = |pick: fn(&Effect) -> Option<&Points>| -> Decimal {
        let found = scheme.rules.iter().filter(on_it).filter_map(|rule| pick(&rule.effect));
        found.map(most_of).fold(Decimal::ZERO, |sum, most| (sum + most).min(ANY))
    };
    let bonus = sum(|effect| if let Effect::Bonus(points) = effect { Some(points) } else { None });
    let deduct = sum(|effect| if let Effect::Deduct(points) = effect { Some(points) } else { None });
    let bonus = bonus_limit.map_or(bonus, |limit| bonus.min(limit));
    let deduct = deduct_limit.map_or(deduct, |limit| deduct.min(limit));
    reach.most = (reach.most + bonus).min(ceiling);
    reach.least = (reach.least - deduct).max(Decimal::ZERO);
    for rule in scheme.rules.iter().filter(on_it) {
        if let Effect::Floor(grade) = rule.effect {
            reach.most = reach.most.max(scheme.lowest_of(grade, index));
        }
        if let Effect::Cap(grade) = rule.effect
            && let Some(highest) = scheme.highest_of(grade, index)
        {
            reach.least = reach.least.min(highest);
        }
    }
    reach
}

/// The most that one rule gives or takes; without a limit as many cases as there may be.
fn most_of(points: &Points) -> Decimal {
    points.max.unwrap_or(match points.each {
        Each::Once => points.points,
        Each::Event(_) | Each::MonthLate { .. } => ANY,
    })
}

/// The grade of a score; the best where there are none.
fn best_of(scheme: &Scheme, node: NodeIndex, told: Decimal) -> GradeIndex {
    scheme.grade_at(node, told).unwrap_or(GradeIndex::new(0))
}

/// What the best score has, lifted by every rule that raises and every veto that sets a better one.
fn best_of_total(scheme: &Scheme, most: Decimal) -> GradeIndex {
    let root = NodeIndex::new(Scheme::ROOT);
    let own = best_of(scheme, root, round(most, scheme.decimals(Role::Total))).get();
    let raised: usize = scheme
        .rules
        .iter()
        .map(|rule| if let Effect::Raise(by) = rule.effect { by as usize } else { 0 })
        .sum();
    let set = scheme.rules.iter().filter_map(|rule| {
        let Effect::Veto { grade, .. } = rule.effect else { return None };
        Some(grade.get())
    });
    GradeIndex::new(set.fold(own.saturating_sub(raised), usize::min))
}

/// Whether a measure can be another for one subject than for the next.
pub(super) fn varies(measure: &Measure) -> bool {
    match measure {
        Measure::Figure(_)
        | Measure::Reported(_)
        | Measure::Count(_)
        | Measure::Composite(_)
        | Measure::DaysLate { .. } => true,
        Measure::Constant(..) | Measure::Reference(_) => false,
        Measure::Ratio(of, with) | Measure::Share(of, with) | Measure::Difference(of, with) => {
            of != with && (varies(of) || varies(with))
        }
        Measure::Growth(of, GrowthBase::Over(base)) => of != base && (varies(of) || varies(base)),
        Measure::Growth(of, GrowthBase::LastYear | GrowthBase::Since(_))
        | Measure::Average { of, .. }
        | Measure::LastYear(of)
        | Measure::Log(of) => varies(of),
        Measure::Sum(parts) | Measure::Extreme(_, parts) => parts.iter().any(varies),
        Measure::Weighted(parts) => parts.iter().any(|(_, part)| varies(part)),
    }
}
