//! Feedback letters (反馈函): one to each subject of a scheme that has a `letter.md`, and the year's list of them.

mod facts;
mod story;

use serde::Serialize;

pub(super) use facts::facts;
pub use facts::{ItemFacts, LetterContext, LetterFacts};

use super::chrome::{Chrome, Within};
use super::inline::{GradeView, Link};
use super::number::long_date;
use super::{SchemeSite, Site, YearSite};
use crate::model::{Paper, SubjectIndex};

/// The file of the year's list.
pub(super) const FILE: &str = "letters.html";

/// The folder of the letters inside a scheme's.
pub(super) const FOLDER: &str = "letters/";

/// What letters are called.
pub(super) const NAME: &str = "反馈函";

/// What stands on the list of a year's letters.
#[derive(Debug, Serialize)]
pub struct LettersPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// 2019年度反馈函
    pub heading: String,
    /// How many there are, in words.
    pub sentence: String,
    /// The schemes with letters.
    pub schemes: Vec<SchemeLetters<'a>>,
}

/// The letters of a scheme.
#[derive(Debug, Serialize)]
pub struct SchemeLetters<'a> {
    /// Its id, which is the anchor.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What all its letters are called.
    pub heading: &'a str,
    /// When they are sent, in words; nothing where it is not said.
    pub issued: Option<String>,
    /// One row a subject, by rank.
    pub rows: Vec<LetterRow<'a>>,
}

/// A letter.
#[derive(Debug, Serialize)]
pub struct LetterRow<'a> {
    /// Whom it is about, with the page of the result.
    pub subject: Link,
    /// The final grade.
    pub grade: Option<GradeView<'a>>,
    /// Problems it names.
    pub problems: usize,
    /// 2020-07-18; empty where no term is set or nothing is to be put right.
    pub deadline: String,
    /// Its page.
    pub page: String,
    /// Its Word file.
    pub docx: String,
}

/// What the letters of a scheme are written from; nothing where it has none.
pub(super) fn source<'a>(year: &YearSite<'a>, scheme: &SchemeSite) -> Option<&'a Paper> {
    year.year.letters.get(&scheme.scheme.id)
}

/// Whether the year has any letter.
pub(super) fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| source(year, scheme).is_some())
}

/// The Word file of a subject's letter, by the file of its page.
pub(super) fn docx(page: &str) -> String {
    format!("{}.docx", page.trim_end_matches(".html"))
}

/// The letter of a subject as seen from the page of its result.
pub(super) fn own(year: &YearSite, scheme: &SchemeSite, subject: SubjectIndex) -> Option<String> {
    source(year, scheme).map(|_| format!("{FOLDER}{}", scheme.files[subject.get()]))
}

/// The letters of a year with their sources: what a check fills.
pub fn all<'s>(site: &'s Site<'_>, y: usize) -> impl Iterator<Item = (&'s Paper, LetterContext<'s>)> {
    let year = &site.years[y];
    year.schemes.iter().filter_map(|scheme| Some((scheme, source(year, scheme)?))).flat_map(
        move |(scheme, source)| {
            let subjects = (0..scheme.scheme.subjects.len()).map(SubjectIndex::new);
            subjects.map(move |subject| (source, facts(site, year, scheme, subject, source)))
        },
    )
}

/// The view of a year's list.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize) -> LettersPage<'s> {
    let year = &site.years[y];
    let with: Vec<_> = year.schemes.iter().filter(|scheme| source(year, scheme).is_some()).collect();
    let crumbs = vec![Link::plain(NAME)];
    let chrome = site.edition_chrome(y, Within::Edition, ("letters", NAME.to_owned()), crumbs, &with);
    let schemes: Vec<_> = with
        .iter()
        .filter_map(|scheme| Some(scheme_letters(site, year, scheme, source(year, scheme)?)))
        .collect();
    let count: usize = schemes.iter().map(|scheme| scheme.rows.len()).sum();
    let problems: usize = schemes.iter().flat_map(|scheme| &scheme.rows).map(|row| row.problems).sum();
    LettersPage {
        chrome,
        heading: format!("{}{NAME}", year.year.title),
        sentence: format!("反馈函{count}份，每个对象一份，指出问题{problems}个。"),
        schemes,
    }
}

fn scheme_letters<'s>(
    site: &'s Site<'_>,
    year: &'s YearSite<'_>,
    scheme: &'s SchemeSite<'_>,
    source: &'s Paper,
) -> SchemeLetters<'s> {
    let id = scheme.scheme.id.as_str();
    let row = |subject: &SubjectIndex| {
        let file = &scheme.files[subject.get()];
        let facts = facts(site, year, scheme, *subject, source);
        let problems = facts.subject.problems.len();
        LetterRow {
            subject: Link::to(scheme.names[subject.get()].name.clone(), format!("{id}/{file}")),
            grade: scheme.result(*subject).grade.map(|grade| scheme.grade(grade)),
            deadline: if problems > 0 { facts.subject.deadline } else { String::new() },
            problems,
            page: format!("{id}/{FOLDER}{file}"),
            docx: format!("{id}/{FOLDER}{}", docx(file)),
        }
    };
    SchemeLetters {
        id,
        title: &scheme.scheme.title,
        heading: &source.title,
        issued: source.issued.map(long_date),
        rows: scheme.results.order.iter().map(row).collect(),
    }
}
