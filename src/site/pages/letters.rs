//! Feedback letters (反馈函): one to each subject of a scheme that has a `letter.md`, and the year's list of them.

use serde::Serialize;

use crate::model::{Paper, SubjectIndex};
use crate::site::base::{At, GradeView, Kind, Link, Own, Page, SchemeSite, Site, Way, Within, YearSite};
use crate::site::parts::letters::{FOLDER, NAME, deadline, docx, problems, source};
use crate::wording::number::long_date;

/// The file of the year's list.
const FILE: &str = "letters.html";

pub(crate) const KIND: Kind =
    Kind { own: Some(Own { procedure: true, ..Own::new(FILE, page, way) }), ..Kind::new("letters") };

fn way(year: &YearSite) -> Option<Way> {
    any(year).then(|| Way::new(year, NAME, "结果、由来、问题、整改期限"))
}

#[derive(Debug, Serialize)]
pub struct LettersPage<'a> {
    /// 2019年度反馈函
    pub heading: String,
    /// How many there are, in words.
    pub sentence: String,
    pub schemes: Vec<SchemeLetters<'a>>,
}

/// The letters of a scheme.
#[derive(Debug, Serialize)]
pub struct SchemeLetters<'a> {
    /// Its id, which is the anchor.
    pub id: &'a str,
    pub title: &'a str,
    /// What all its letters are called.
    pub heading: &'a str,
    /// When they are sent, in words; nothing where it is not said.
    pub issued: Option<String>,
    /// One row a subject, by rank.
    pub graded: bool,
    pub rows: Vec<LetterRow<'a>>,
}

/// A letter.
#[derive(Debug, Serialize)]
pub struct LetterRow<'a> {
    /// Whom it is about, with the page of the result.
    pub subject: Link,
    pub grade: Option<GradeView<'a>>,
    /// Problems it names.
    pub problems: usize,
    /// 2020-07-18; empty where no term is set or nothing is to be put right.
    pub deadline: String,
    pub page: String,
    /// Its Word file.
    pub docx: String,
}

/// Whether the year has any letter.
fn any(year: &YearSite) -> bool {
    year.schemes.iter().any(|scheme| source(year, scheme).is_some())
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let with: Vec<_> = year.schemes.iter().filter(|scheme| source(year, scheme).is_some()).collect();
    let named = (KIND.name, NAME.to_owned());
    let chrome = site.touched_chrome(at, Within::Edition, named, vec![Link::plain(NAME)], &with);
    let schemes: Vec<_> =
        with.iter().filter_map(|scheme| Some(scheme_letters(scheme, source(year, scheme)?))).collect();
    let count: usize = schemes.iter().map(|scheme| scheme.rows.len()).sum();
    let problems: usize = schemes.iter().flat_map(|scheme| &scheme.rows).map(|row| row.problems).sum();
    Page::new(
        chrome,
        LettersPage {
            heading: year.titled(NAME),
            sentence: format!("反馈函{count}份，每个对象一份，指出问题{problems}个。"),
            schemes,
        },
    )
}

fn scheme_letters<'s>(scheme: &'s SchemeSite<'_>, source: &'s Paper) -> SchemeLetters<'s> {
    let id = scheme.scheme.id.as_str();
    let row = |subject: &SubjectIndex| {
        let file = &scheme.files[subject.get()];
        let problems = problems(scheme, *subject);
        LetterRow {
            subject: Link::to(scheme.names[subject.get()].name.clone(), format!("{id}/{file}")),
            grade: scheme.result(*subject).grade.map(|grade| scheme.grade(grade)),
            deadline: if problems > 0 { deadline(scheme, *subject, source) } else { String::new() },
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
        graded: scheme.is_graded(),
        rows: scheme.results.order.iter().map(row).collect(),
    }
}
