//! What would lift the result: the rules that hold it, and the indicators that lost the most.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Subject;
use crate::charts::LiftStep;
use crate::model::{NodeIndex, Role, Scheme, State};
use crate::scoring::raised;
use crate::site::base::{Figure, GradeView, Html, Link};
use crate::wording::number::{dash, places, two};
use crate::wording::parts::bends;
use crate::wording::pictures;
use crate::wording::result::lifted;
use crate::wording::scale;

/// What would lift the result.
#[derive(Debug, Serialize)]
pub struct Lift<'a> {
    /// The next better grade.
    pub grade: Option<GradeView<'a>>,
    /// The grade whose threshold leads there.
    pub threshold: Option<GradeView<'a>>,
    /// Points the score lacks; nothing where only rules stand in the way.
    pub lacks: Option<String>,
    /// Rules that hold the grade.
    pub rules: Vec<HeldBy>,
    /// The same as a number.
    #[serde(skip)]
    short: Option<Decimal>,
    /// What is told of the losses, and what the column of weights is called.
    pub caption: &'static str,
    pub weight: &'static str,
    /// Leaves by the points they lost, most first.
    pub losses: Vec<Loss<'a>>,
    /// Whether what they lost adds up.
    pub adds_up: bool,
}

/// A rule that holds the grade.
#[derive(Debug, Serialize)]
pub struct HeldBy {
    /// The rule in words.
    pub rule: Html,
    /// What it asks for.
    pub lifted: Option<String>,
    pub clause: Link,
}

/// A leaf and the points it lost.
#[derive(Debug, Serialize)]
pub struct Loss<'a> {
    /// The indicator it is a part of.
    pub parent: Option<&'a str>,
    pub title: &'a str,
    pub href: &'a str,
    /// Its id, for the link to its steps.
    pub id: &'a str,
    pub grade: Option<GradeView<'a>>,
    pub score: String,
    pub weight: String,
    /// Points of the total it lost.
    pub lost: String,
    pub method: &'a str,
    /// Its full score.
    #[serde(skip)]
    full: Decimal,
    /// Its score and the points it lost, for the picture.
    #[serde(skip)]
    drawn: (Option<Decimal>, Decimal),
}

/// How many leaves are listed.
const LISTED: usize = 8;

impl<'s> Lift<'s> {
    /// The points lost, laid end to end against the distance to the next grade.
    pub(crate) fn figure(&self) -> Option<Figure<'s>> {
        let (grade, short) = (self.threshold?, self.short.filter(|short| *short > Decimal::ZERO)?);
        if self.losses.is_empty() {
            return None;
        }
        let mut reached = Decimal::ZERO;
        let mut needed = None;
        for (at, loss) in self.losses.iter().enumerate() {
            reached = reached.checked_add(loss.drawn.1)?;
            if needed.is_none() && reached >= short {
                needed = Some(at + 1);
            }
        }
        let lost = |at: usize| self.losses.get(at).map(|loss| loss.drawn.1);
        let tied = needed.is_some_and(|count| lost(count).is_some() && lost(count - 1) == lost(count));
        let words = pictures::lift(
            grade.name,
            self.lacks.as_deref().unwrap_or_default(),
            needed,
            self.losses.len(),
            tied,
        );
        let step = |loss: &Loss<'s>| LiftStep {
            name: loss.title,
            score: loss.drawn.0,
            full: loss.full,
            gain: loss.drawn.1,
        };
        Some(Figure::new(
            "lift",
            words,
            crate::charts::Lift {
                steps: self.losses.iter().map(step).collect(),
                lacks: short,
                grade: grade.into(),
            },
        ))
    }
}

impl Lift<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.grade.is_none() && self.losses.is_empty()
    }
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    pub(crate) fn lift(&self) -> Lift<'s> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let inline = scheme.inline("");
        let next = result.next.as_ref();
        let held = next.map_or(&[][..], |next| &next.held_by);
        let rules = held
            .iter()
            .filter_map(|position| result.grade_effects.get(*position))
            .map(|effect| HeldBy {
                rule: inline.spans(&crate::wording::rule(scheme.scheme, effect.rule), None),
                lifted: lifted(scheme, effect),
                clause: inline.rule_basis(&scheme.scheme.rules[effect.rule.get()]),
            })
            .collect();
        Lift {
            grade: next.map(|next| scheme.grade(next.grade)),
            threshold: next.map(|next| scheme.grade(next.threshold)),
            short: next.map(|next| next.lacks),
            lacks: next
                .filter(|next| next.lacks > Decimal::ZERO)
                .map(|next| places(next.lacks, scheme.scheme.change_decimals(Role::Total, next.lacks))),
            rules,
            caption: scale::lift_caption(scheme.scheme),
            weight: scale::weight_head(scheme.scheme),
            losses: self.losses(),
            adds_up: self.adds_up(),
        }
    }

    /// Whether every aggregate of the scheme is a mean, so that points lost add up.
    fn adds_up(&self) -> bool {
        let scheme = self.scheme.scheme;
        scheme.indices().all(|node| bends(scheme, node).is_none())
    }

    /// What the total would gain by full marks in these leaves, all else as it is.
    fn gain(&self, leaves: &[NodeIndex]) -> Option<Decimal> {
        let result = self.standing.result();
        raised(self.scheme.scheme, result, leaves)?.checked_sub(result.base?)
    }

    /// Leaves whose contribution is below their weight: both are parts of the whole. Where a leaf has no contribution, for
    /// an aggregate above it is no mean, what full marks in it alone would add.
    fn losses(&self) -> Vec<Loss<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        let mut lost: Vec<(Decimal, NodeIndex)> = scheme
            .scheme
            .indices()
            .filter(|node| scheme.scheme.node(*node).children().is_empty())
            .filter_map(|node| {
                let of = &result.nodes[node.get()];
                let lost = match of.contribution {
                    Some(contribution) => of.weight?.checked_sub(contribution)?,
                    None => self.gain(&[node]).filter(|_| of.counts())?,
                };
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
                score: scale::node(scheme.scheme, node, of).unwrap_or_else(dash),
                weight: of.weight.map_or_else(dash, two),
                lost: two(lost),
                method: scheme.nodes[node.get()].method,
                full: scheme.scheme.full(node),
                drawn: (of.told(), lost),
            }
        };
        let mut rows: Vec<Loss<'s>> = lost.iter().copied().map(row).collect();
        // A rule below the total may take away again what full marks give: only scoring the way up tells.
        let ruled = result.nodes[Scheme::ROOT + 1..].iter().any(|of| !of.applied.is_empty());
        if ruled || !self.adds_up() {
            // Drawn one after the other: each adds what it adds once those before it have full marks.
            let leaves: Vec<NodeIndex> = lost.into_iter().map(|(_, node)| node).collect();
            let mut reached = Decimal::ZERO;
            for (at, row) in rows.iter_mut().enumerate() {
                let Some(gain) = self.gain(&leaves[..=at]) else { continue };
                row.drawn.1 = (gain - reached).max(Decimal::ZERO);
                reached = gain;
            }
        }
        rows
    }
}
