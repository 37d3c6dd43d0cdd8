//! A year's rectification: every problem with how far it was put right, and what became of those of earlier years.

mod rows;
mod sheet;

use std::collections::BTreeSet;

use rows::{EarlierRow, ItemRow};
use serde::Serialize;

use crate::model::{ClauseId, Severity, SubjectIndex};
use crate::procedure::rectification::{Item, State};
use crate::site::base::links::RECTIFICATION;
use crate::site::base::{
    At, ClauseRow, Data, Form, Kind, Link, Own, Page, ROWS, SchemeSite, Site, Way, YearSite, clauses,
};
use crate::wording::number::numeral;
use crate::wording::rectification as words;

const CSV: &str = "data/rectification.csv";
pub(crate) const NAME: &str = "问题整改";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        cited,
        data: &[Data {
            file: CSV,
            form: Form::Sheet(sheet::sheet),
            format: "CSV",
            title: "问题整改：问题、期限、方案和报告、复核",
        }],
        procedure: true,
        ..Own::new(RECTIFICATION, page, way)
    }),
    ..Kind::new("rectification")
};

fn way(year: &YearSite) -> Option<Way> {
    is_there(year).then(|| Way::new(year, NAME, "整改方案 整改报告 复核 销号 逾期 往年问题 反复出现"))
}

#[derive(Debug, Serialize)]
pub struct RectificationPage<'a> {
    pub heading: String,
    /// How far it is, in words.
    pub sentence: String,
    /// Problems of earlier years and repeated ones, in words.
    pub more: String,
    /// The page's sections, in order.
    pub contents: Vec<Part>,
    /// How many there are in each state.
    pub counts: Vec<CountRow>,
    /// What is overdue or did not pass.
    pub behind: Cut<ItemRow<'a>>,
    /// The schemes with their problems.
    pub schemes: Vec<SchemeItems<'a>>,
    /// What became of problems of earlier years.
    pub earlier: Cut<EarlierRow<'a>>,
    /// Problems that came back.
    pub repeated: Cut<ItemRow<'a>>,
    /// The file with all of it.
    pub csv: &'static str,
    pub clauses: Vec<ClauseRow<'a>>,
}

/// A section of the page.
#[derive(Debug, Serialize)]
pub struct Part {
    pub id: String,
    /// 一 二 三
    pub numeral: String,
    pub title: String,
    /// What it holds: `behind`, `scheme`, `earlier`, `repeated`, `clauses`.
    pub kind: &'static str,
    /// Which of the schemes, for `scheme`.
    pub scheme: usize,
}

/// The first rows of a list, and how many there are beyond them.
#[derive(Debug, Serialize)]
pub struct Cut<T> {
    pub rows: Vec<T>,
    /// How many more there are.
    pub further: usize,
}

/// How many problems are in a state.
#[derive(Debug, Serialize)]
pub struct CountRow {
    /// The state's word.
    pub state: &'static str,
    /// Prominent, general and minor ones, and all.
    pub counts: [usize; 4],
    /// How many of them are overdue.
    pub overdue: usize,
}

/// A scheme's problems.
#[derive(Debug, Serialize)]
pub struct SchemeItems<'a> {
    pub title: &'a str,
    /// How far it is, and the term, in words.
    pub sentence: String,
    /// Where the term is laid down.
    pub clause: Option<Link>,
    /// The subjects that have problems.
    pub subjects: Vec<SubjectItems<'a>>,
    /// How many problems there are beyond those.
    pub further: usize,
}

/// A subject's problems.
#[derive(Debug, Serialize)]
pub struct SubjectItems<'a> {
    pub subject: Link,
    pub rows: Vec<ItemRow<'a>>,
}

/// Whether a year has anything to put right.
fn is_there(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| !scheme.items.is_empty() || !scheme.followed.is_empty())
}

/// The clauses that the page cites.
fn cited<'a>(year: &YearSite<'a>) -> BTreeSet<&'a ClauseId> {
    let items = year.schemes.iter().flat_map(|scheme| &scheme.items).filter_map(|item| item.clause);
    let terms =
        year.schemes.iter().filter_map(|scheme| scheme.scheme.rectification.as_ref()?.clause.as_ref());
    items.chain(terms).collect()
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let title = year.titled(NAME);
    let chrome = site.own_chrome(at, KIND.name, &*title, NAME);
    let pick = |wanted: &dyn Fn(&Item) -> bool| {
        let of = |scheme: &'s SchemeSite<'_>| {
            let items = scheme.items.iter().enumerate().filter(|(_, item)| wanted(item));
            items.map(move |(at, item)| rows::item(scheme, at, item))
        };
        cut(year.schemes.iter().flat_map(of))
    };
    let behind = pick(&rows::behind);
    let repeated = pick(&|item| !item.chain.is_empty());
    let followed = year.schemes.iter().flat_map(|scheme| scheme.followed.iter().map(move |of| (scheme, of)));
    let earlier = cut(followed.map(|(scheme, followed)| rows::earlier(scheme, followed)));
    let schemes: Vec<_> = year.schemes.iter().filter(|scheme| !scheme.items.is_empty()).collect();
    let items: Vec<&[Item]> = year.schemes.iter().map(|scheme| &*scheme.items).collect();
    let clauses = clauses::rows(year.year, &cited(year));
    let mut contents = Vec::new();
    let mut part = |id: String, title: &str, kind, scheme, there: bool| {
        if there {
            let numeral = numeral(contents.len() + 1);
            contents.push(Part { id, numeral, title: title.to_owned(), kind, scheme });
        }
    };
    part("behind".to_owned(), "逾期和未通过", "behind", 0, !schemes.is_empty());
    for (position, scheme) in schemes.iter().enumerate() {
        part(format!("s-{}", scheme.scheme.id), &scheme.scheme.short, "scheme", position, true);
    }
    part("earlier".to_owned(), "往年问题", "earlier", 0, !earlier.rows.is_empty());
    part("repeated".to_owned(), "反复出现的问题", "repeated", 0, !repeated.rows.is_empty());
    part("clauses".to_owned(), "条款", "clauses", 0, !clauses.is_empty());
    Page::new(
        chrome,
        RectificationPage {
            heading: title,
            sentence: words::year(year.stated.date, &items),
            more: words::more(&items, year.schemes.iter().flat_map(|scheme| &scheme.followed)),
            contents,
            counts: counts(year),
            behind,
            schemes: schemes.iter().map(|scheme| scheme_items(scheme)).collect(),
            earlier,
            repeated,
            csv: CSV,
            clauses,
        },
    )
}

fn cut<T>(rows: impl Iterator<Item = T>) -> Cut<T> {
    let mut rows: Vec<T> = rows.collect();
    let further = rows.len().saturating_sub(ROWS);
    rows.truncate(ROWS);
    Cut { rows, further }
}

fn scheme_items<'s>(scheme: &'s SchemeSite<'_>) -> SchemeItems<'s> {
    let mut subjects: Vec<SubjectItems> = Vec::new();
    let mut last: Option<SubjectIndex> = None;
    for (at, of) in scheme.items.iter().enumerate().take(ROWS) {
        let row = rows::item(scheme, at, of);
        match subjects.last_mut().filter(|_| last == Some(of.subject)) {
            Some(subject) => subject.rows.push(row),
            None => subjects.push(SubjectItems { subject: row.subject.clone(), rows: vec![row] }),
        }
        last = Some(of.subject);
    }
    let term = scheme.scheme.rectification.as_ref();
    SchemeItems {
        title: &scheme.scheme.title,
        sentence: words::scheme(&scheme.items, term.map(|term| term.months)),
        clause: term.and_then(|term| clauses::link(scheme.year, term.clause.as_ref()?, "")),
        subjects,
        further: scheme.items.len().saturating_sub(ROWS),
    }
}

fn counts(year: &YearSite) -> Vec<CountRow> {
    let items: Vec<&Item> = year.schemes.iter().flat_map(|scheme| &scheme.items).collect();
    let row = |state: State| {
        let of: Vec<&&Item> = items.iter().filter(|item| item.state == state).collect();
        let count = |severity| of.iter().filter(|item| item.problem.severity == severity).count();
        CountRow {
            state: words::state(state),
            counts: [count(Severity::Prominent), count(Severity::General), count(Severity::Minor), of.len()],
            overdue: of.iter().filter(|item| item.is_overdue()).count(),
        }
    };
    let mut rows: Vec<CountRow> = State::ALL.into_iter().map(row).filter(|row| row.counts[3] > 0).collect();
    if rows.len() > 1 {
        let mut all = CountRow { state: "合计", counts: [0; 4], overdue: 0 };
        for row in &rows {
            all.overdue += row.overdue;
            all.counts.iter_mut().zip(row.counts).for_each(|(sum, count)| *sum += count);
        }
        rows.push(all);
    }
    rows
}
