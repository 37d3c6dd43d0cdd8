//! Corrections (更正): every published cell that differs between two versions of one year.
//!
//! Scores, grades and places are compared as they were published, digit by digit; figures as the two versions'
//! records state them. Nothing is scored again.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PublishedNode, PublishedScheme, PublishedSubject, PublishedYear};
use crate::model::{Evaluation, Scheme, YearContent, plain, quantise};

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

/// Every cell that differs between two versions, in the order of the later one's schemes and subjects; what only
/// the earlier one has comes at the end.
pub fn corrections(before: Version, after: Version) -> Vec<Correction> {
    let evaluation = |version: Version<'_>, id: &str| {
        version.content.evaluations.iter().position(|evaluation| evaluation.scheme.id.as_str() == id)
    };
    let mut found = Vec::new();
    for id in schemes(before.published, after.published) {
        let of = |version: Version<'_>| evaluation(version, id);
        let pair = Pair {
            earlier: of(before).map(|at| &before.content.evaluations[at]),
            later: of(after).map(|at| &after.content.evaluations[at]),
            ..Pair::of(id, before.published, after.published)
        };
        pair.corrections(&mut found);
    }
    found
}

/// Every score, grade and place that differs between two texts of results, without the figures behind them.
pub fn corrections_of_results(before: &PublishedYear, after: &PublishedYear) -> Vec<Correction> {
    let mut found = Vec::new();
    for id in schemes(before, after) {
        Pair::of(id, before, after).corrections(&mut found);
    }
    found
}

fn schemes<'a>(before: &'a PublishedYear, after: &'a PublishedYear) -> Vec<&'a str> {
    let ids = |year: &'a PublishedYear| year.schemes.iter().map(|scheme| &*scheme.id);
    union(ids(after), ids(before))
}

/// One scheme in both versions.
struct Pair<'a> {
    id: &'a str,
    before: Option<&'a PublishedScheme>,
    after: Option<&'a PublishedScheme>,
    earlier: Option<&'a Evaluation>,
    later: Option<&'a Evaluation>,
}

impl<'a> Pair<'a> {
    fn of(id: &'a str, before: &'a PublishedYear, after: &'a PublishedYear) -> Self {
        Self { id, before: before.scheme(id), after: after.scheme(id), earlier: None, later: None }
    }

    fn corrections(&self, found: &mut Vec<Correction>) {
        let ids = |scheme: Option<&'a PublishedScheme>| {
            scheme.into_iter().flat_map(|scheme| scheme.subjects.iter().map(|subject| &*subject.id))
        };
        for subject in union(ids(self.after), ids(self.before)) {
            let of = |scheme: Option<&'a PublishedScheme>| scheme.and_then(|scheme| scheme.subject(subject));
            self.subject(subject, of(self.before), of(self.after), found);
        }
    }

    fn subject(
        &self,
        id: &str,
        before: Option<&PublishedSubject>,
        after: Option<&PublishedSubject>,
        found: &mut Vec<Correction>,
    ) {
        let name = after.or(before).map_or(id, |subject| &*subject.name);
        let mut push = |cell: Cell, title: String, before: Option<String>, after: Option<String>| {
            if before != after {
                let (scheme, subject, name) = (self.id.to_owned(), id.to_owned(), name.to_owned());
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
        let (old, new) = (figures(self.earlier, id), figures(self.later, id));
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
