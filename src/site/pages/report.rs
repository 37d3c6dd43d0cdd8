//! The text of a report about a subject, where the content has it.

use std::sync::Arc;

use serde::Serialize;

use crate::model::{Report, ReportText, SubjectIndex};
use crate::site::base::{At, Form, Kind, Link, Page, SchemeSite, Site, Text, Within, YearSite};
use crate::site::parts::reports::{FOLDER, ReportRow, file, row};
use crate::wording::{report as words, scale};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            for (subject, at, _, _) in texts(scheme) {
                let path = format!("{}/{FOLDER}{}", scheme.scheme.id, file(scheme, subject, at));
                let at = At { year: y, scheme: s, item: subject.get(), page: at };
                files.edition(year, path, at, Form::Page(page));
            }
        }
    },
    find_in_scheme: |scheme, finder| {
        texts(scheme).try_for_each(|(subject, at, report, _)| {
            let name = format!("{}{}", scheme.names[subject.get()].short, words::kind(report.kind));
            let file = format!("{FOLDER}{}", file(scheme, subject, at));
            finder.page(
                &name,
                crate::site::base::links::stem(&file),
                &format!("{} {}", report.by, report.date),
            )
        })
    },
    ..Kind::new("report")
};

/// The texts of a year's reports, each with the page it has, named from the site's root.
pub fn texts_of<'s>(year: &'s YearSite<'_>) -> impl Iterator<Item = (String, &'s ReportText)> {
    year.schemes.iter().flat_map(move |scheme| {
        texts(scheme).map(move |(subject, at, _, text)| {
            let folder = format!("{}{}/{FOLDER}", year.folder, scheme.scheme.id);
            (format!("{folder}{}", file(scheme, subject, at)), text)
        })
    })
}

fn texts<'s>(
    scheme: &'s SchemeSite<'_>,
) -> impl Iterator<Item = (SubjectIndex, usize, &'s Report, &'s ReportText)> {
    let records = scheme.scored.evaluation.records.iter().enumerate();
    records.flat_map(|(subject, record)| {
        let reports = record.reports.iter().enumerate();
        reports.filter_map(move |(at, report)| Some((SubjectIndex::new(subject), at, report, report.text()?)))
    })
}

#[derive(Debug, Serialize)]
pub struct ReportPage<'a> {
    pub heading: String,
    pub row: ReportRow<'a>,
    /// The published score that the report's stands beside, where it states one.
    pub published: Option<String>,
    /// The subject's page.
    pub back: String,
    /// The file of the text, from the content folder.
    pub source: Arc<str>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let (scheme, subject) = (site.scheme(at), SubjectIndex::new(at.item));
    let report = &scheme.scored.evaluation.records[at.item].reports[at.page];
    let text = report.text().expect("only a report with a text has a page");
    let (name, own) = (scheme.names[at.item], &scheme.files[at.item]);
    let kind = words::kind(report.kind);
    let crumbs = vec![
        Link::to(scheme.scheme.short.clone(), "../index.html"),
        Link::to(name.name.clone(), format!("../{own}")),
        Link::plain(kind),
    ];
    let title = format!("{} · {kind}", name.name);
    let mut chrome = site.edition_chrome(at, Within::Inside, (KIND.name, title), crumbs);
    chrome.marks.missing = scheme.missing[at.item];
    let published = report.score.and_then(|_| scale::published(scheme.scheme, scheme.result(subject)));
    let body = ReportPage {
        heading: format!("{}　{kind}", name.name),
        row: row(scheme, subject, at.page, report),
        published,
        back: format!("../{own}#reports"),
        source: Arc::clone(&text.file),
    };
    Page { text: Text::Markdown(&text.body), ..Page::new(chrome, body) }
}
