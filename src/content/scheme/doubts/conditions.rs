//! Conditions that can never hold.

use super::reach::Reaches;
use crate::model::{GradeIndex, NodeIndex, Role, Scheme, Scope, SubjectIndex, TaskState, When, round};
use rust_decimal::Decimal;

/// What a condition is asked of.
pub(super) struct Asked<'a> {
    pub scheme: &'a Scheme,
    pub reaches: &'a Reaches,
    /// What the rule works on; `None` for what follows from the final result, which may be decided.
    pub scope: Option<&'a Scope>,
}

impl Asked<'_> {
    /// Why a condition can never hold; `None` where it can.
    pub fn never(&self, when: &When) -> Option<String> {
        match when {
            When::All(list) => {
                let broken = list.iter().find_map(|part| self.never(part));
                broken.or_else(|| opposed(list).then(|| "同时要求的几个条件互相矛盾".to_owned()))
            }
            When::Any(list) => {
                let whys: Vec<String> = list.iter().map_while(|part| self.never(part)).collect();
                (whys.len() == list.len()).then(|| whys.join("；"))
            }
            When::GradeAtLeast(grade) => self.best_in_scope().filter(|best| grade < best).map(|best| {
                format!("它看的等次最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade))
            }),
            When::AnySection(grade) => {
                let best = self.best_of(self.with_role(Role::Section))?;
                (*grade < best)
                    .then(|| format!("大项最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade)))
            }
            When::NodeGrade { node, at_least: true, grade } => {
                let best = self.reaches.best(self.scheme, *node);
                (*grade < best).then(|| {
                    let title = &self.scheme.node(*node).title;
                    format!("“{title}”最高只能是“{}”，到不了“{}”", self.name(best), self.name(*grade))
                })
            }
            When::Score { node, at_least: true, score } => {
                let of = self.scheme.node(*node);
                let most = round(self.reaches.node(*node).most, self.scheme.decimals(of.role));
                (*score > most)
                    .then(|| format!("“{}”最高 {} 分，到不了 {score} 分", of.title, most.normalize()))
            }
            When::Score { node, at_least: false, score } => {
                score.is_zero().then(|| format!("“{}”不会低于 0 分", self.scheme.node(*node).title))
            }
            When::Nodes { role, at_least, grade, count } => {
                let able = self
                    .with_role(*role)
                    .filter(|node| !at_least || self.reaches.best(self.scheme, *node) <= *grade);
                let able = able.count();
                (able < *count as usize).then(|| {
                    let what = if *at_least {
                        format!("能到“{}”的", self.name(*grade))
                    } else {
                        "这一级的".to_owned()
                    };
                    format!("要有 {count} 项，{what}一共只有 {able} 项")
                })
            }
            When::GradeAtMost(_)
            | When::NodeGrade { at_least: false, .. }
            | When::Event(_)
            | When::Task { .. }
            | When::Problem(_)
            | When::Target { .. }
            | When::Grew(_)
            | When::Overstated { .. }
            | When::Elsewhere(_)
            | When::Milestone { .. }
            | When::CountyLow
            | When::Count { .. }
            | When::Place { .. }
            | When::LastGrade { .. }
            | When::Subject(_)
            | When::Not(_) => None,
        }
    }

    fn name(&self, grade: GradeIndex) -> &str {
        &self.scheme.grade(grade).name
    }

    fn with_role(&self, role: Role) -> impl Iterator<Item = NodeIndex> {
        self.scheme.indices().filter(move |node| self.scheme.node(*node).role == role)
    }

    fn best_of(&self, nodes: impl Iterator<Item = NodeIndex>) -> Option<GradeIndex> {
        nodes.map(|node| self.reaches.best(self.scheme, node)).min()
    }

    /// The best grade of what the rule works on.
    pub fn best_in_scope(&self) -> Option<GradeIndex> {
        let scope = self.scope?;
        self.best_of(self.scheme.indices().filter(|node| scope.covers(*node, self.scheme.node(*node).role)))
    }
}

/// Whether two of these conditions cannot hold at once.
fn opposed(list: &[When]) -> bool {
    let mut flat = Vec::new();
    flatten(list, &mut flat);
    flat.iter().enumerate().any(|(at, one)| flat[at + 1..].iter().any(|other| excludes(one, other)))
}

fn flatten<'a>(list: &'a [When], flat: &mut Vec<&'a When>) {
    for when in list {
        if let When::All(parts) = when {
            flatten(parts, flat);
        } else {
            flat.push(when);
        }
    }
}

/// Whether the one cannot hold where the other does.
fn excludes(one: &When, other: &When) -> bool {
    let apart = |a: &[TaskState], b: &[TaskState]| !a.iter().any(|state| b.contains(state));
    let strangers = |a: &[SubjectIndex], b: &[SubjectIndex]| !a.iter().any(|subject| b.contains(subject));
    match (one, other) {
        (When::Not(inner), when) | (when, When::Not(inner)) => **inner == *when,
        (When::GradeAtLeast(least), When::GradeAtMost(most))
        | (When::GradeAtMost(most), When::GradeAtLeast(least)) => least < most,
        (
            When::NodeGrade { node: a, at_least: true, grade: least },
            When::NodeGrade { node: b, at_least: false, grade: most },
        )
        | (
            When::NodeGrade { node: b, at_least: false, grade: most },
            When::NodeGrade { node: a, at_least: true, grade: least },
        ) => a == b && least < most,
        (
            When::Score { node: a, at_least: true, score: least },
            When::Score { node: b, at_least: false, score: below },
        )
        | (
            When::Score { node: b, at_least: false, score: below },
            When::Score { node: a, at_least: true, score: least },
        ) => a == b && between(*least, *below),
        (When::Task { node: a, is: these }, When::Task { node: b, is: those }) => {
            a == b && apart(these, those)
        }
        (When::Target { node: a, met: this }, When::Target { node: b, met: that }) => a == b && this != that,
        (When::Milestone { milestone: a, late: this }, When::Milestone { milestone: b, late: that }) => {
            a == b && this != that
        }
        (When::Subject(these), When::Subject(those)) => strangers(these, those),
        _ => false,
    }
}

/// Nothing is at least the one and below the other.
fn between(least: Decimal, below: Decimal) -> bool {
    below <= least
}
