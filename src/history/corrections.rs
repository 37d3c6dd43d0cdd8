//! Corrections (更正): every published cell that differs between two versions of one year.
//!
//! Scores, grades and places are compared as they were published, digit by digit; figures as the two versions'
//! records state them. Nothing is scored again.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PublishedNode, PublishedScheme, PublishedSubject, PublishedYear};
use crate::model::{Evaluation, Scheme, SchemeId, YearContent, plain, quantise};

/// One cell that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub scheme: String,
    pub subject: String,
    pub name: String,
    #[serde(flatten)]
    pub cell: Cell,
    /// The cell in words, 资金支持得分.
    pub title: String,
    /// What it was; nothing where there was no such cell.
    pub before: Option<String>,
    /// What it is; nothing where there no longer is one.
    pub after: Option<String>,
}

/// Which cell of a subject's result it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Cell {
    /// The final grade; a node's where one is named.
    Grade {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node: Option<String>,
    },
    /// The published score; a node's where one is named.
    Score {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node: Option<String>,
    },
    /// The final place.
    Place,
    /// The final place among all, where there are both.
    Overall,
    /// A node's measure.
    Measure { node: String },
    /// Whether a node is scored, missing or not applicable.
    State { node: String },
    /// A figure of the record.
    Figure { figure: String },
}

impl Cell {
    /// The node it belongs to; `None` for the total and for figures.
    pub fn node(&self) -> Option<&str> {
        match self {
            Cell::Grade { node } | Cell::Score { node } => node.as_deref(),
            Cell::Measure { node } | Cell::State { node } => Some(node),
            Cell::Place | Cell::Overall | Cell::Figure { .. } => None,
        }
    }

    /// Whether it is a figure of the record.
    pub fn is_figure(&self) -> bool {
        matches!(self, Cell::Figure { .. })
    }

    /// Whether it belongs to the result as a whole.
    pub fn is_total(&self) -> bool {
        matches!(self, Cell::Place | Cell::Overall | Cell::Grade { node: None } | Cell::Score { node: None })
    }
}

impl Correction {
    /// Whether both speak of the same cell.
    pub fn same_cell(&self, other: &Correction) -> bool {
        self.scheme == other.scheme && self.subject == other.subject && self.cell == other.cell
    }
}

/// A version of a year: what it published, and what it was made from.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// Its results.
    pub published: &'a PublishedYear,
    /// Its records and schemes.
    pub content: &'a YearContent,
}

/// Every cell that differs between two versions of a year, see [`differences`].
pub fn corrections(before: Version, after: Version) -> Vec<Correction> {
    differences(before, after, &[])
}

/// Every cell that differs between two years, or two versions of one, in the order of the second one's schemes and
/// subjects; what only the first has comes at the end. Schemes and subjects are told apart by what they are and not by
/// what they were called, as in a [`super::Comparison`]; a cell bears the ids of the second. `between` are the years
/// between both, newest first.
pub fn differences(before: Version, after: Version, between: &[&YearContent]) -> Vec<Correction> {
    let pairs = paired(before.content, after.content, between);
    let evaluation = |version: Version<'_>, id: &str| {
        version.content.evaluations.iter().position(|evaluation| evaluation.scheme.id.as_str() == id)
    };
    let mut found = Vec::new();
    let of = |one: Option<&str>, two: Option<&str>, found: &mut Vec<Correction>| {
        let earlier = one.and_then(|id| evaluation(before, id));
        let later = two.and_then(|id| evaluation(after, id));
        let pair = Pair {
            before: one.and_then(|id| before.published.scheme(id)),
            after: two.and_then(|id| after.published.scheme(id)),
            earlier: earlier.map(|at| &before.content.evaluations[at]),
            later: later.map(|at| &after.content.evaluations[at]),
        };
        pair.corrections(found);
    };
    for scheme in &after.published.schemes {
        let one = pairs.iter().find(|(_, two)| two.as_str() == scheme.id).map(|(one, _)| one.as_str());
        of(one, Some(&scheme.id), &mut found);
    }
    for scheme in &before.published.schemes {
        if !pairs.iter().any(|(one, _)| one.as_str() == scheme.id) {
            of(Some(&scheme.id), None, &mut found);
        }
    }
    found
}

/// Every score, grade and place that differs between two texts of the same results, without the figures behind them.
pub fn corrections_of_results(before: &PublishedYear, after: &PublishedYear) -> Vec<Correction> {
    let ids = |year: &'_ PublishedYear| -> Vec<String> {
        year.schemes.iter().map(|scheme| scheme.id.clone()).collect()
    };
    let (was, is) = (ids(before), ids(after));
    let mut found = Vec::new();
    for id in union(is.iter().map(String::as_str), was.iter().map(String::as_str)) {
        let pair = Pair { before: before.scheme(id), after: after.scheme(id), earlier: None, later: None };
        pair.corrections(&mut found);
    }
    found
}

/// The schemes that both have, by the ids in each.
fn paired<'c>(
    before: &'c YearContent,
    after: &'c YearContent,
    between: &[&YearContent],
) -> Vec<(&'c SchemeId, &'c SchemeId)> {
    let (first, last) = if before.year > after.year { (after, before) } else { (before, after) };
    let back = |of: &'c Evaluation| {
        if first.year == last.year {
            return of.scheme.beside(first).map(|one| &one.scheme.id);
        }
        let line = of.scheme.line(between.iter().copied().chain([first]));
        line.into_iter().find(|one| one.scheme.year == first.year).map(|one| &one.scheme.id)
    };
    let pair = |of: &'c Evaluation| {
        let then = first.evaluations.iter().find(|one| Some(&one.scheme.id) == back(of))?;
        let (then, now) = (&then.scheme.id, &of.scheme.id);
        Some(if before.year > after.year { (now, then) } else { (then, now) })
    };
    last.evaluations.iter().filter_map(pair).collect()
}

/// One scheme in both versions.
struct Pair<'a> {
    before: Option<&'a PublishedScheme>,
    after: Option<&'a PublishedScheme>,
    earlier: Option<&'a Evaluation>,
    later: Option<&'a Evaluation>,
}

impl<'a> Pair<'a> {
    fn corrections(&self, found: &mut Vec<Correction>) {
        let all = |scheme: Option<&'a PublishedScheme>| scheme.map_or(&[][..], |scheme| &scheme.subjects);
        let before_of = self.subjects();
        let mut met = BTreeSet::new();
        for subject in all(self.after) {
            let then = before_of(&subject.id).and_then(|id| self.before?.subject(id));
            met.extend(then.map(|then| &*then.id));
            self.subject(then, Some(subject), found);
        }
        for subject in all(self.before).iter().filter(|subject| !met.contains(&*subject.id)) {
            self.subject(Some(subject), None, found);
        }
    }

    /// What a subject was called before, by its id after; the same where only results are known.
    fn subjects(&self) -> impl Fn(&'a str) -> Option<&'a str> {
        let schemes = self.earlier.zip(self.later).map(|(one, two)| (&*one.scheme, &*two.scheme));
        let known: Option<BTreeMap<&str, Option<&'a str>>> = schemes.map(|(one, two)| {
            let was = two.subjects_in(one).into_iter();
            let was = was.map(|was| was.map(|was| one.subjects[was.get()].as_str()));
            two.subjects.iter().map(|id| id.as_str()).zip(was).collect()
        });
        move |id| known.as_ref().map_or(Some(id), |known| known.get(id).copied().flatten())
    }

    fn subject(
        &self,
        before: Option<&PublishedSubject>,
        after: Option<&PublishedSubject>,
        found: &mut Vec<Correction>,
    ) {
        let (Some(of), Some(scheme)) = (after.or(before), self.after.or(self.before)) else { return };
        let (id, name) = (&of.id, &of.name);
        let mut push = |cell: Cell, title: String, before: Option<String>, after: Option<String>| {
            if before != after {
                let (scheme, subject, name) = (scheme.id.clone(), id.clone(), name.clone());
                found.push(Correction { scheme, subject, name, cell, title, before, after });
            }
        };
        let total =
            |read: fn(&PublishedSubject) -> Option<String>| (before.and_then(read), after.and_then(read));
        let (was, is) = total(PublishedSubject::told);
        push(Cell::Score { node: None }, "公布得分".to_owned(), was, is);
        let (was, is) = total(|subject| subject.grade.clone());
        push(Cell::Grade { node: None }, "等次".to_owned(), was, is);
        let (was, is) = total(|subject| subject.rank.map(|rank| rank.to_string()));
        push(Cell::Place, "名次".to_owned(), was, is);
        let (was, is) = total(|subject| subject.rank_overall.map(|rank| rank.to_string()));
        push(Cell::Overall, "全部名次".to_owned(), was, is);
        let nodes = |subject: Option<&'_ PublishedSubject>| -> BTreeMap<String, PublishedNode> {
            let nodes = subject.into_iter().flat_map(|subject| &subject.nodes);
            nodes.map(|node| (node.id.clone(), node.clone())).collect()
        };
        let (old, new) = (nodes(before), nodes(after));
        let ids = |subject: Option<&PublishedSubject>| -> Vec<String> {
            subject.into_iter().flat_map(|subject| &subject.nodes).map(|node| node.id.clone()).collect()
        };
        let (new_ids, old_ids) = (ids(after), ids(before));
        for id in union(new_ids.iter().map(String::as_str), old_ids.iter().map(String::as_str)) {
            let title = self.node_title(id);
            let read = |of: fn(&PublishedNode) -> Option<String>| {
                (old.get(id).and_then(of), new.get(id).and_then(of))
            };
            let node = || id.to_owned();
            let (was, is) = read(|node| node.measure.as_deref().map(told_measure));
            push(Cell::Measure { node: node() }, format!("{title}指标值"), was, is);
            let (was, is) = read(PublishedNode::told);
            push(Cell::Score { node: Some(node()) }, format!("{title}得分"), was, is);
            let (was, is) = read(|node| node.grade.clone());
            push(Cell::Grade { node: Some(node()) }, format!("{title}等次"), was, is);
            let (was, is) = read(|node| Some(state(&node.state).to_owned()));
            push(Cell::State { node: node() }, format!("{title}状态"), was, is);
        }
        let figures = |of: Option<&Evaluation>, subject: Option<&PublishedSubject>| {
            subject.map_or_else(BTreeMap::new, |subject| figures(of, &subject.id))
        };
        let (old, new) = (figures(self.earlier, before), figures(self.later, after));
        for figure in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let title = new.get(figure).or_else(|| old.get(figure)).map_or("", |(title, _)| title);
            let value =
                |of: &BTreeMap<String, (String, String)>| of.get(figure).map(|(_, value)| value.clone());
            push(Cell::Figure { figure: figure.clone() }, title.to_owned(), value(&old), value(&new));
        }
    }

    fn node_title(&self, id: &str) -> String {
        let of = |evaluation: Option<&'a Evaluation>| {
            let scheme: &'a Scheme = &evaluation?.scheme;
            Some(scheme.node(scheme.find(id)?).title.clone())
        };
        of(self.later).or_else(|| of(self.earlier)).unwrap_or_else(|| id.to_owned())
    }
}

/// A subject's figures by id: title, and value with its unit.
fn figures(evaluation: Option<&Evaluation>, subject: &str) -> BTreeMap<String, (String, String)> {
    let Some(evaluation) = evaluation else { return BTreeMap::new() };
    let scheme = &evaluation.scheme;
    let Some(position) = scheme.subjects.iter().position(|id| id.as_str() == subject) else {
        return BTreeMap::new();
    };
    let record = &evaluation.records[position];
    let stated = scheme.figures.iter().zip(&record.figures).filter_map(|(figure, value)| {
        let value = value.as_ref()?;
        let told = format!("{}{}", plain(value.value), figure.unit);
        Some((figure.id.to_string(), (figure.title.clone(), told)))
    });
    stated.collect()
}

/// A measure with ten decimals: earlier programs published no more, and what lies beyond them corrects nothing.
fn told_measure(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |value: Decimal| plain(quantise(value)))
}

/// 计分, 缺报, 不适用
fn state(word: &str) -> &str {
    match word {
        "scored" => "计分",
        "missing" => "缺报",
        "not_applicable" => "不适用",
        other => other,
    }
}

/// The words of the first, then those that only the second has.
fn union<'w>(
    first: impl Iterator<Item = &'w str> + Clone,
    second: impl Iterator<Item = &'w str>,
) -> Vec<&'w str> {
    let known: BTreeSet<&str> = first.clone().collect();
    first.chain(second.filter(|word| !known.contains(word))).collect()
}
