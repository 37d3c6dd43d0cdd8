//! What a letter's placeholders see: what those of a circular do, its scheme, and its subject at length.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{NodeIndex, Paper, Role, State, SubjectIndex};
use crate::site::base::{SchemeSite, cite};
use crate::site::parts::facts::{self, ProblemFacts, SubjectFacts};
use crate::wording::number::{dash, date, places, signed_to};
use crate::wording::scale;
use crate::wording::story::story;

/// How many items are named as strong, and as weak.
const NAMED: usize = 3;

/// What a letter's placeholders see beside what those of the year's circular do and its scheme, which are the same in all
/// letters and are gathered once.
#[derive(Debug, Serialize)]
pub struct LetterContext<'a> {
    /// 2020-05-18, the day the letter is sent; empty where it is not said.
    pub issued: String,
    /// Whom the letter is about.
    pub subject: LetterFacts<'a>,
}

/// A subject's result at length.
#[derive(Debug, Serialize)]
pub struct LetterFacts<'a> {
    /// What a circular sees of it, with its sections against the group.
    #[serde(flatten)]
    pub result: SubjectFacts<'a, ItemFacts<'a>>,
    /// Five sentences: the result and what it adds up from; the strongest item; the weakest; what rules and decisions
    /// did to the grade; the change since last year and what is lacking to the next grade.
    pub story: Vec<String>,
    /// Items above the group's median, the furthest first.
    pub strengths: Vec<ItemFacts<'a>>,
    /// Items below it, the furthest first.
    pub weaknesses: Vec<ItemFacts<'a>>,
    pub problems: Vec<ProblemFacts<'a>>,
    /// 2020-07-18, the last day of the term of rectification; empty where no term is set or no day is said.
    pub deadline: String,
    /// Where the term is laid down; empty where it is not said.
    pub clause: &'a str,
}

/// An item of the scheme against the group.
#[derive(Clone, Debug, Serialize)]
pub struct ItemFacts<'a> {
    pub title: &'a str,
    /// Its score; – where there is none.
    pub score: String,
    /// Its grade; empty where there is none.
    pub grade: &'a str,
    /// The median of the group; – where there is none.
    pub median: String,
    /// +2.46; – where there is nothing to compare with.
    pub difference: String,
}

/// What only the placeholders of a subject's letter see.
pub(crate) fn facts<'s>(
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
    source: &Paper,
) -> LetterContext<'s> {
    LetterContext {
        issued: source.issued.map(date).unwrap_or_default(),
        subject: subject_facts(scheme, subject, source),
    }
}

/// How many problems a subject's letter names.
pub(crate) fn problems(scheme: &SchemeSite, subject: SubjectIndex) -> usize {
    scheme.items_of(subject).len()
}

/// The last day of the term that a subject's letter sets; empty where no term is set or no day is said.
pub(crate) fn deadline(scheme: &SchemeSite, subject: SubjectIndex, source: &Paper) -> String {
    let notified = scheme.scored.evaluation.records[subject.get()].rectification.as_ref();
    let from = notified.and_then(|dates| dates.notified).or(source.issued);
    from.and_then(|from| scheme.deadline(from)).map(date).unwrap_or_default()
}

fn subject_facts<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex, source: &Paper) -> LetterFacts<'s> {
    let sections = scheme.sections().iter().map(|node| item(scheme, subject, *node)).collect();
    let against = against(scheme, subject);
    let named = |wanted: &dyn Fn(Decimal) -> bool, far: &dyn Fn(Decimal) -> Decimal| {
        let mut found: Vec<_> = against.iter().filter(|(apart, _)| wanted(*apart)).collect();
        found.sort_by_key(|(apart, _)| std::cmp::Reverse(far(*apart)));
        found.iter().take(NAMED).map(|(_, node)| item(scheme, subject, *node)).collect::<Vec<_>>()
    };
    let strengths = named(&|apart| apart > Decimal::ZERO, &|apart| apart);
    let weaknesses = named(&|apart| apart < Decimal::ZERO, &|apart| -apart);
    let result = facts::result_facts(scheme, subject, sections);
    let term = scheme.scheme.rectification.as_ref();
    // Items that are as far from the median as the first are named with it.
    let ends = [&strengths, &weaknesses].map(|items| {
        let first = items.first()?;
        let equal = items.iter().filter(|item| item.difference == first.difference);
        Some((equal.map(|item| (item.title, &*item.score)).collect::<Vec<_>>(), &*first.difference))
    });
    LetterFacts {
        story: story(
            scheme,
            subject,
            scheme.change(subject),
            ends,
            [!against.is_empty(), scheme.earlier.is_none()],
        ),
        result,
        strengths,
        weaknesses,
        problems: facts::problems(scheme, subject).map(|found| found.facts).collect(),
        deadline: deadline(scheme, subject, source),
        clause: cite(scheme.year, term.and_then(|term| term.clause.as_ref())),
    }
}

/// The items that can be compared with the group, each with how far it is above the median, in the order of the scheme:
/// indicators, and leaves that are no part of one.
fn against(scheme: &SchemeSite, subject: SubjectIndex) -> Vec<(Decimal, NodeIndex)> {
    let definition = scheme.scheme;
    let is_item = |index: &NodeIndex| {
        let node = definition.node(*index);
        let under = node.parent.is_some_and(|parent| definition.node(parent).role == Role::Indicator);
        node.role == Role::Indicator || (node.children().is_empty() && !under)
    };
    let items = scheme.order.iter().copied().filter(is_item);
    items.filter_map(|node| Some((apart(scheme, subject, node)?, node))).collect()
}

/// How far a score is above the median of at least two.
fn apart(scheme: &SchemeSite, subject: SubjectIndex, node: NodeIndex) -> Option<Decimal> {
    let result = scheme.result(subject);
    let of = &result.nodes[node.get()];
    let spread = scheme.spreads.at(result.group, node).filter(|spread| spread.count > 1)?;
    of.told().filter(|_| of.state == State::Scored)?.checked_sub(spread.median)
}

fn item<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex, index: NodeIndex) -> ItemFacts<'s> {
    let (definition, result) = (scheme.scheme, scheme.result(subject));
    let of = &result.nodes[index.get()];
    let spread = scheme.spreads.at(result.group, index);
    let (told, median, apart) =
        (of.told(), spread.map(|spread| spread.median), apart(scheme, subject, index));
    // What stands beside each other has as many decimals.
    let decimals = told.into_iter().chain(median).map(|value| definition.telling_decimals(index, value));
    let of_apart = apart.map(|apart| definition.change_decimals(definition.node(index).role, apart));
    let decimals = decimals.chain(of_apart).max().unwrap_or_default();
    let number = |value| scale::of_full(definition, index, places(value, decimals));
    ItemFacts {
        title: definition.node(index).title_for(&definition.subjects[subject.get()]),
        score: told.map_or_else(dash, number),
        grade: of.grade.map_or("", |grade| &*definition.grade(grade).name),
        median: median.map_or_else(dash, number),
        difference: apart.map_or_else(dash, |apart| signed_to(apart, decimals)),
    }
}
