//! What would lift the result: the rules that hold it, and the indicators that lost the most.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Subject;
use crate::model::{NodeIndex, Role, State};
use crate::site::inline::{GradeView, Html, Link};
use crate::site::number::two;

/// What would lift the result.
#[derive(Debug, Serialize)]
pub struct Lift<'a> {
    /// The next better grade.
    pub grade: Option<GradeView<'a>>,
    /// Points the score lacks; nothing where only rules stand in the way.
    pub lacks: Option<String>,
    /// Rules that hold the grade.
    pub rules: Vec<HeldBy>,
    /// Leaves by the points they lost, most first.
    pub losses: Vec<Loss<'a>>,
}

/// A rule that holds the grade.
#[derive(Debug, Serialize)]
pub struct HeldBy {
    /// The rule in words.
    pub rule: Html,
    /// What it asks for.
    pub lifted: Option<String>,
    /// Where it is laid down.
    pub clause: Link,
}

/// A leaf and the points it lost.
#[derive(Debug, Serialize)]
pub struct Loss<'a> {
    /// The indicator it is a part of.
    pub parent: Option<&'a str>,
    /// Its name.
    pub title: &'a str,
    /// Where it is explained.
    pub href: &'a str,
    /// Its id, for the link to its steps.
    pub id: &'a str,
    /// Its grade.
    pub grade: Option<GradeView<'a>>,
    /// Its score.
    pub score: String,
    /// Its weight.
    pub weight: String,
    /// Points of the total it lost.
    pub lost: String,
    /// Its method.
    pub method: &'a str,
}

/// How many leaves are listed.
const LISTED: usize = 8;

impl Lift<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.grade.is_none() && self.losses.is_empty()
    }
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    pub(super) fn lift(&self) -> Lift<'s> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let inline = scheme.inline("");
        let next = result.next.as_ref();
        let held = next.map_or(&[][..], |next| &next.held_by);
        let rules = held
            .iter()
            .filter_map(|position| result.grade_effects.get(*position))
            .map(|effect| HeldBy {
                rule: inline.spans(&crate::wording::rule(scheme.scheme, effect.rule), None),
                lifted: scheme.lift(effect),
                clause: inline.clause(&scheme.scheme.rules[effect.rule.get()].clause),
            })
            .collect();
        Lift {
            grade: next.map(|next| scheme.grade(next.grade)),
            lacks: next.filter(|next| next.lacks > Decimal::ZERO).map(|next| two(next.lacks)),
            rules,
            losses: self.losses(),
        }
    }

    /// Leaves whose contribution is below their weight: both are percent of the whole.
    fn losses(&self) -> Vec<Loss<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let mut lost: Vec<(Decimal, NodeIndex)> = scheme
            .scheme
            .indices()
            .filter(|node| scheme.scheme.node(*node).children().is_empty())
            .filter_map(|node| {
                let of = &result.nodes[node.get()];
                let lost = of.weight?.checked_sub(of.contribution?)?;
                (of.state != State::NotApplicable && lost > Decimal::ZERO).then_some((lost, node))
            })
            .collect();
        lost.sort_by_key(|(lost, node)| (std::cmp::Reverse(*lost), *node));
        lost.truncate(LISTED);
        let row = |(lost, node): (Decimal, NodeIndex)| {
            let (of, definition) = (&result.nodes[node.get()], scheme.scheme.node(node));
            let parent = definition.parent.filter(|_| definition.role == Role::Part);
            Loss {
                parent: parent.map(|parent| &*scheme.scheme.node(parent).title),
                title: definition.title_for(&scheme.scheme.subjects[self.index.get()]),
                href: &scheme.nodes[node.get()].href,
                id: definition.id.as_str(),
                grade: of.grade.map(|grade| scheme.grade(grade)),
                score: of.score.map_or_else(super::tree::dash, two),
                weight: of.weight.map_or_else(super::tree::dash, two),
                lost: two(lost),
                method: scheme.nodes[node.get()].method,
            }
        };
        lost.into_iter().map(row).collect()
    }
}
