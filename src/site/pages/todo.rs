//! 填报进度: what a year's draft still lacks, by subject, by who provides it, and what is to be confirmed. It is there
//! for drafts only, and only while something is lacking.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::entry::{Item, Lack, Todo};
use crate::model::{Content, YearContent};
use crate::site::base::{
    At, Cell, Columns, Data, Form, Head, Kind, Link, Own, Page, ROWS, SchemeSite, Section, Site, Stream, Way,
    YearSite, sections,
};
use crate::wording::todo::{lack, sentence};

const FILE: &str = "todo.html";
const CSV: &str = "data/todo.csv";
const NAME: &str = "填报进度";
/// The title of the list as a file.
const LIST: &str = "待填清单";
/// As many names of what a record lacks as a row has.
const NAMED: usize = 8;

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        data: &[Data {
            file: CSV,
            form: Form::Sheet(of_draft),
            format: "CSV",
            title: "填报进度：逐项还缺什么",
        }],
        procedure: true,
        ..Own::new(FILE, page, way)
    }),
    ..Kind::new("todo")
};

fn way(year: &YearSite) -> Option<Way> {
    let lacks = year.todo.as_ref().is_some_and(|todo| !todo.items.is_empty());
    lacks.then(|| Way::new(year, NAME, "还缺什么、由谁提供、什么时候以前、待确认"))
}

#[derive(Debug, Serialize)]
pub struct TodoPage<'s> {
    pub heading: String,
    /// How much is to be done, in words.
    pub sentence: String,
    pub contents: Vec<Section>,
    /// What was carried over and is to be confirmed.
    pub files: Vec<FileRow<'s>>,
    /// The schemes of which something is lacking.
    pub schemes: Vec<SchemeRows>,
    /// Who provides what is lacking, the most first.
    pub organs: Vec<OrganRow<'s>>,
    /// The file with every item.
    pub csv: &'static str,
}

/// A file to be confirmed.
#[derive(Debug, Serialize)]
pub struct FileRow<'s> {
    pub file: &'s str,
    pub about: &'s str,
}

/// What a scheme's records lack.
#[derive(Debug, Serialize)]
pub struct SchemeRows {
    pub title: String,
    /// The last day, where one is set.
    pub due: String,
    /// The kinds that anybody lacks.
    pub kinds: Vec<&'static str>,
    pub rows: Vec<SubjectRow>,
    /// How many more stand in the file only.
    pub further: usize,
    /// How many records lack nothing.
    pub complete: usize,
}

/// What a record lacks.
#[derive(Debug, Serialize)]
pub struct SubjectRow {
    /// The subject, with its page.
    pub subject: Link,
    /// How many of each kind; empty for none.
    pub counts: Vec<String>,
    pub all: usize,
    /// The first of them by name.
    pub named: String,
}

/// Who provides what is lacking.
#[derive(Debug, Serialize)]
pub struct OrganRow<'s> {
    pub by: &'s str,
    pub items: usize,
    pub subjects: usize,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let year = site.year(at);
    let chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    let items = year.todo.as_ref().map_or(&[][..], |todo| &todo.items);
    let files: Vec<FileRow> = items
        .iter()
        .filter(|item| item.lack == Lack::Confirm)
        .map(|item| FileRow { file: &item.id, about: &item.title })
        .collect();
    let of_records: Vec<&Item> = items.iter().filter(|item| item.lack != Lack::Confirm).collect();
    let schemes: Vec<SchemeRows> = year
        .schemes
        .iter()
        .enumerate()
        .filter_map(|(position, scheme)| {
            let own: Vec<&Item> =
                of_records.iter().copied().filter(|item| item.scheme == Some(position)).collect();
            (!own.is_empty()).then(|| scheme_rows(scheme, &own))
        })
        .collect();
    let organs = organs(&of_records);
    let contents = sections([
        ("confirm", "待核对确认的文件", !files.is_empty()),
        ("lacking", "各对象还缺什么", !schemes.is_empty()),
        ("organs", "由谁提供", !organs.is_empty()),
    ]);
    Page::new(
        chrome,
        TodoPage {
            heading: year.titled(NAME),
            sentence: year.todo.as_ref().map_or_else(String::new, sentence),
            contents,
            files,
            schemes,
            organs,
            csv: CSV,
        },
    )
}

fn scheme_rows(scheme: &SchemeSite, items: &[&Item]) -> SchemeRows {
    let kinds: BTreeSet<Lack> = items.iter().map(|item| item.lack).collect();
    let mut rows = Vec::new();
    for (at, name) in scheme.names.iter().enumerate() {
        let own: Vec<&Item> =
            items.iter().copied().filter(|item| item.subject.is_some_and(|of| of.get() == at)).collect();
        if own.is_empty() {
            continue;
        }
        let count = |kind: &Lack| match own.iter().filter(|item| item.lack == *kind).count() {
            0 => String::new(),
            count => count.to_string(),
        };
        let mut named = own.iter().take(NAMED).map(|item| item.title.as_str()).collect::<Vec<_>>().join("、");
        if own.len() > NAMED {
            named.push_str(&format!(" 等{}项", own.len()));
        }
        rows.push(SubjectRow {
            subject: Link::to(name.name.clone(), format!("{}/{}", scheme.scheme.id, scheme.files[at])),
            counts: kinds.iter().map(count).collect(),
            all: own.len(),
            named,
        });
    }
    let due = items
        .iter()
        .filter(|item| !matches!(item.lack, Lack::Date | Lack::ToBeConfirmed))
        .find_map(|item| item.due);
    SchemeRows {
        title: scheme.scheme.short.clone(),
        due: due.map_or_else(String::new, |due| due.to_string()),
        kinds: kinds.into_iter().map(lack).collect(),
        further: rows.len().saturating_sub(ROWS),
        complete: scheme.names.len() - rows.len(),
        rows: rows.into_iter().take(ROWS).collect(),
    }
}

fn organs<'s>(items: &[&'s Item]) -> Vec<OrganRow<'s>> {
    let mut by: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for item in items.iter().filter(|item| !item.by.is_empty()) {
        let of = by.entry(&item.by).or_default();
        of.0 += 1;
        of.1.insert(&item.file);
    }
    let mut rows: Vec<OrganRow> =
        by.into_iter().map(|(by, (items, files))| OrganRow { by, items, subjects: files.len() }).collect();
    rows.sort_by(|a, b| b.items.cmp(&a.items).then(a.by.cmp(b.by)));
    rows.truncate(ROWS);
    rows
}

fn of_draft<'s>(site: &'s Site<'_>, at: At) -> Stream<'s> {
    let year = site.year(at);
    let items = year.todo.as_ref().map_or(&[][..], |todo| &todo.items);
    columns(year.content, year.year).stream(LIST, items.iter()).of_year(year)
}

/// Everything of a year that is still to be done, also where its pages cannot be made.
pub fn sheet<'s>(content: &'s Content, year: &'s YearContent, todo: &'s Todo) -> Stream<'s> {
    columns(content, year).stream(LIST, todo.items.iter()).common("年度", Cell::whole(year.year.get()))
}

fn columns<'s>(content: &'s Content, year: &'s YearContent) -> Columns<'s, &'s Item> {
    let scheme = move |item: &Item| item.scheme.map(|at| &year.evaluations[at].scheme);
    let subject = move |item: &Item| {
        let id = &scheme(item)?.subjects[item.subject?.get()];
        Some((id, content.subjects.get(id)?))
    };
    Columns::new()
        .add("类别", |item: &&'s Item| lack(item.lack))
        .add("方案编号", move |item| scheme(item).map(|of| of.id.as_str()))
        .add("对象编号", move |item| subject(item).map(|(id, _)| id.as_str()))
        .add(Head::from("对象").naming(), move |item| {
            subject(item).map(|(_, of)| &of.name_on(year.cutoff).name)
        })
        .add("编号", |item| &item.id)
        .add("名称", |item| &item.title)
        .add("单位", |item| &item.unit)
        .add("可以写什么", |item| &item.allowed)
        .add("上年", |item| &item.last)
        .add("来源", |item| &item.by)
        .add("最迟", |item| item.due)
        .add("文件", |item| &item.file)
}
