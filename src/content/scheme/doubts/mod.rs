//! What a scheme says to no effect: told to its author while nothing was published by it.
//!
//! Everything here is a warning, and said only where the scheme has no errors. Scores are looked at as they are when
//! all is reported and applies; what a record or a decision may do beyond that is not taken for the scheme's doing.

mod conditions;
mod quotas;
mod reach;

use conditions::Asked;
use reach::{Reaches, leaf, varies};
use rust_decimal::Decimal;

use super::super::mapping::Mapping;
use super::super::value::Value;
use crate::diagnostics::Code;
use crate::model::{
    Aggregate, At, Attainment, Body, Effect, GradeIndex, Measure, Method, Node, NodeIndex, Role, Rule,
    Scheme, Scope, Weighting, When, round,
};

/// Tells what of the scheme has no effect.
pub(super) fn check(map: &Mapping<'_>, scheme: &Scheme) {
    let doubts = Doubts { map, scheme, reaches: Reaches::of(scheme) };
    scheme.indices().for_each(|index| doubts.node(index));
    doubts.grades();
    for (position, rule) in scheme.rules.iter().enumerate() {
        doubts.rule(rule);
        doubts.beside(rule, &scheme.rules[..position]);
    }
    doubts.quotas();
    doubts.outcomes();
}

struct Doubts<'a> {
    map: &'a Mapping<'a>,
    scheme: &'a Scheme,
    reaches: Reaches,
}

impl Doubts<'_> {
    fn tell(&self, code: Code, at: At, message: String, hint: &str) {
        let file = self.map.value().file;
        file.report(file.there(code, at, message).hint(hint));
    }

    fn node(&self, index: NodeIndex) {
        let node = self.scheme.node(index);
        match &node.body {
            Body::Leaf { method, measure, .. } => self.leaf(node, self.same(index, method, measure.as_ref())),
            Body::Branch { aggregate: Aggregate::Minimum, weighting, children } => {
                self.minimum(node, *weighting, children);
            }
            Body::Branch { .. } => {}
        }
    }

    /// Why all subjects have the same score on a leaf.
    fn same(&self, index: NodeIndex, method: &Method, measure: Option<&Measure>) -> Option<String> {
        let reach = leaf(self.scheme, index, method);
        if reach.is_one() {
            return Some(format!("计分方法不论填报什么都给 {} 分", reach.most.normalize()));
        }
        let measure = measure?;
        // What it is held against may be another for each.
        let held = method.target().is_some_and(|to| match to {
            Attainment::National | Attainment::Province | Attainment::Target | Attainment::Figure(_) => true,
            Attainment::Max | Attainment::Min | Attainment::Mean | Attainment::Subject(_) => false,
        });
        if !varies(measure) && !held {
            return Some("指标值里没有一项取自各对象的记录，谁都一样".to_owned());
        }
        match (method.target(), measure) {
            (Some(Attainment::Figure(goal)), Measure::Figure(own)) if goal == *own => {
                Some("目标就是指标值自己，谁都得满分".to_owned())
            }
            _ => None,
        }
    }

    fn leaf(&self, node: &Node, why: Option<String>) {
        let Some(why) = why else { return };
        self.tell(
            Code::TellsNothing,
            node.at,
            format!("指标“{}”（{}）分不出高下：{why}", node.title, node.id),
            "请核对计分方法里的分数和 measure；只为列示的不必计分，放进 figures 就行",
        );
    }

    /// Under `minimum` the lowest counts, whatever the weights.
    fn minimum(&self, node: &Node, weighting: Weighting, children: &[NodeIndex]) {
        let weights: Vec<Decimal> = children.iter().map(|child| self.scheme.node(*child).weight).collect();
        let unlike = weights.iter().any(|weight| *weight != weights[0]);
        // The weights also say whether enough was reported.
        if weighting != Weighting::Equal && unlike && self.scheme.least_reported.is_none() {
            self.tell(
                Code::NoWeight,
                node.at,
                format!("“{}”（{}）取各项的最低分（minimum），下级写的权重不起作用", node.title, node.id),
                "请写 weighting: equal 并删去下级的 weight；要权重起作用的，aggregate 用 mean 或 geometric",
            );
        }
        let lowest = children.iter().map(|child| self.reaches.node(*child).most).min().unwrap_or_default();
        for child in children.iter().filter(|child| self.reaches.node(**child).least > lowest) {
            let (of, least) = (self.scheme.node(*child), self.reaches.node(*child).least);
            self.tell(
                Code::NoWeight,
                of.at,
                format!(
                    "“{}”（{}）不起作用：它最低 {} 分，“{}”取各项的最低分，另有一项最高只有 {} 分",
                    of.title,
                    of.id,
                    least.normalize(),
                    node.title,
                    lowest.normalize()
                ),
                "请核对两项的计分方法",
            );
        }
    }

    /// Grades that no score reaches and no rule gives.
    fn grades(&self) {
        if !self.scheme.is_graded() {
            return;
        }
        let root = NodeIndex::new(Scheme::ROOT);
        let best = self.reaches.best(self.scheme, root);
        let most = round(self.reaches.node(root).most, self.scheme.decimals(Role::Total)).normalize();
        let items = self.map.get("grades").and_then(Value::items).into_iter().flatten();
        for (position, item) in items.enumerate().take(best.get()) {
            let grade = self.scheme.grade(GradeIndex::new(position));
            self.tell(
                Code::OutOfReach,
                item.at(),
                format!(
                    "总分到不了“{}”的分数线 {}：各项都得最高分，总分也只有 {most}",
                    grade.name,
                    self.scheme.scaled(root, grade.from).normalize()
                ),
                "请核对计分方法的最高分和等次的分数线",
            );
        }
    }

    fn rule(&self, rule: &Rule) {
        let asked = Asked { scheme: self.scheme, reaches: &self.reaches, scope: Some(&rule.scope) };
        if let Some(why) = rule.when.as_ref().and_then(|when| asked.never(when)) {
            let text = format!("规则“{}”（{}）永远不会触发：{why}", rule.title, rule.id);
            self.tell(Code::NoEffect, rule.at, text, "请核对规则的条件和所看指标的计分方法");
            return;
        }
        if let Some(when) = &rule.when {
            self.places(&asked, when, rule.at, &format!("规则“{}”（{}）", rule.title, rule.id));
        }
        if let Some(why) = self.idle(rule, &asked) {
            let text = format!("规则“{}”（{}）触发了也不起作用：{why}", rule.title, rule.id);
            self.tell(Code::NoEffect, rule.at, text, "请核对规则里的等次、数量和限额");
        }
    }

    /// A condition on places that holds for everybody.
    fn places(&self, asked: &Asked<'_>, when: &When, at: At, of: &str) {
        let hint = "请核对 place 里的名次数和方案的对象数";
        if !when.needs_places() {
            return;
        }
        if let Some(why) = asked.always(when) {
            self.tell(Code::NoEffect, at, format!("{of}对谁都成立，等于没有条件：{why}"), hint);
            return;
        }
        let mut held = None;
        when.walk(&mut |part| {
            if held.is_none() && matches!(part, When::Place { .. }) {
                held = asked.always(part);
            }
        });
        if let Some(why) = held {
            self.tell(Code::NoEffect, at, format!("{of}里的名次条件不起作用：{why}"), hint);
        }
    }

    /// Why a rule changes nothing even where it fires.
    fn idle(&self, rule: &Rule, asked: &Asked<'_>) -> Option<String> {
        let scheme = self.scheme;
        let name = |grade: GradeIndex| &*scheme.grade(grade).name;
        let none = |limit: Option<Decimal>| limit.is_some_and(|limit| limit.is_zero());
        match &rule.effect {
            Effect::Floor(grade) if grade.get() + 1 == scheme.grades.len() => {
                Some(format!("“{}”已是最低的等次", name(*grade)))
            }
            Effect::Cap(grade) => {
                let best = asked.best_in_scope()?;
                (*grade <= best).then(|| format!("本来最高就是“{}”", name(best)))
            }
            Effect::Bonus(_) if self.limited(&rule.scope, none, true) => Some("加分的限额是 0".to_owned()),
            Effect::Deduct(_) if self.limited(&rule.scope, none, false) => Some("扣分的限额是 0".to_owned()),
            Effect::Raise(_) | Effect::Lower(_) if scheme.grades.len() < 2 => {
                Some("方案只有一个等次".to_owned())
            }
            Effect::Raise(_) => {
                let worst = rule.when.as_ref().and_then(Asked::worst_where)?;
                (worst.get() == 0).then(|| format!("条件里已是“{}”，没有更高的等次", name(worst)))
            }
            Effect::Lower(_) => {
                let best = rule.when.as_ref().and_then(Asked::best_where)?;
                let last = best.get() + 1 == scheme.grades.len();
                last.then(|| format!("条件里已是“{}”，没有更低的等次", name(best)))
            }
            Effect::Floor(_)
            | Effect::Veto { .. }
            | Effect::Quota(_)
            | Effect::Bonus(_)
            | Effect::Deduct(_) => None,
        }
    }

    /// Whether everything the rule works on has such a limit on its bonuses or deductions.
    fn limited(&self, scope: &Scope, is: impl Fn(Option<Decimal>) -> bool, bonus: bool) -> bool {
        let scheme = self.scheme;
        let mut covered = scheme.indices().filter(|index| scope.covers(*index, scheme.node(*index).role));
        covered.all(|index| {
            let node = scheme.node(index);
            let (of_total, of_node) = match bonus {
                true => (scheme.bonus_limit, node.bonus_limit),
                false => (scheme.deduct_limit, node.deduct_limit),
            };
            is(if node.role == Role::Total { of_total } else { of_node })
        })
    }

    /// What a rule does under the very condition under which an earlier one does something else.
    fn beside(&self, rule: &Rule, earlier: &[Rule]) {
        if rule.when.is_none() {
            return;
        }
        let name = |grade: GradeIndex| &*self.scheme.grade(grade).name;
        for other in earlier.iter().filter(|other| other.when == rule.when && other.scope == rule.scope) {
            let said: String;
            let (code, why, hint) = match (&other.effect, &rule.effect) {
                (Effect::Floor(floor), Effect::Cap(cap)) | (Effect::Cap(cap), Effect::Floor(floor))
                    if floor < cap =>
                {
                    (Code::Opposed, "一条保底，一条封顶，封顶的等次更低", "请留一条，或者把条件分开")
                }
                (Effect::Raise(_), Effect::Lower(_)) | (Effect::Lower(_), Effect::Raise(_)) => {
                    (Code::Opposed, "一条升等次，一条降等次", "请留一条，或者把条件分开")
                }
                // A floor works before what lowers, so nobody is kept at it.
                (Effect::Floor(floor), Effect::Lower(by)) | (Effect::Lower(by), Effect::Floor(floor)) => {
                    let after = (floor.get() + *by as usize).min(self.scheme.grades.len() - 1);
                    let after = name(GradeIndex::new(after));
                    said = format!("先保底、后降等次，保到“{}”的还会降到“{after}”，保不住", name(*floor));
                    (
                        Code::Opposed,
                        said.as_str(),
                        "要保底的不再往下降：给降等次的条件加上 grade_at_least，写保底之上的等次",
                    )
                }
                // A cap works after what raises: where nobody who is raised was below it, it takes back every raise.
                (Effect::Raise(_), Effect::Cap(cap)) | (Effect::Cap(cap), Effect::Raise(_))
                    if cap.get() + 1 == self.scheme.grades.len()
                        || rule
                            .when
                            .as_ref()
                            .and_then(Asked::worst_where)
                            .is_some_and(|worst| worst <= *cap) =>
                {
                    said = format!("先升等次、后封顶，封顶到“{}”，升等次不起作用", name(*cap));
                    (Code::Opposed, said.as_str(), "请留一条，或者把条件分开")
                }
                (Effect::Veto { .. }, Effect::Floor(_) | Effect::Raise(_))
                | (Effect::Floor(_) | Effect::Raise(_), Effect::Veto { .. }) => {
                    (Code::Opposed, "否决定了等次，另一条就不起作用", "请留一条，或者把条件分开")
                }
                (Effect::Floor(_), Effect::Floor(_))
                | (Effect::Cap(_), Effect::Cap(_))
                | (Effect::Veto { .. }, Effect::Veto { .. }) => {
                    (Code::NoEffect, "两条做同一件事，只有一条起作用", "请只留一条")
                }
                (one, two) if one == two => {
                    (Code::NoEffect, "两条完全一样，会算两次", "请只留一条；确要算两次的，合成一条写明分数")
                }
                _ => continue,
            };
            let text = format!(
                "规则“{}”（{}）和“{}”（{}）的条件、范围都一样：{why}",
                other.title, other.id, rule.title, rule.id
            );
            self.tell(code, rule.at, text, hint);
        }
    }

    fn outcomes(&self) {
        let asked = Asked { scheme: self.scheme, reaches: &self.reaches, scope: None };
        let items = self.map.get("outcomes").and_then(Value::items).into_iter().flatten();
        for (outcome, item) in self.scheme.outcomes.iter().zip(items) {
            if let Some(why) = asked.never(&outcome.when) {
                let text = format!("结果运用“{}”永远不会发生：{why}", outcome.title);
                self.tell(Code::NoEffect, item.at(), text, "请核对 when 里的条件");
            } else {
                self.places(&asked, &outcome.when, item.at(), &format!("结果运用“{}”", outcome.title));
            }
        }
    }
}
