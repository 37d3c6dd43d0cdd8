//! Reports about a subject: what they are, where their texts are, their scores beside the result.

use serde::Serialize;

use crate::model::{Report, ReportBody, SubjectIndex};
use crate::site::base::SchemeSite;
use crate::site::base::links::stem;
use crate::wording::number::{dash, date, figure};
use crate::wording::{report as words, scale};

/// The folder of their pages inside a scheme's.
pub(crate) const FOLDER: &str = "reports/";

/// A report as its table shows it.
#[derive(Debug, Serialize)]
pub struct ReportRow<'a> {
    /// 自评报告 …
    pub kind: &'static str,
    pub by: &'a str,
    pub date: String,
    /// What it comes to, in the scale of the scheme.
    pub score: String,
    /// By how much that is above the published score.
    pub apart: String,
    /// The page of its text, from the subject's own.
    pub page: Option<String>,
    /// The paper, as the record names it.
    pub file: Option<&'a str>,
    pub place: String,
}

/// A subject's reports; the result they stand beside is told over them.
#[derive(Debug, Serialize)]
pub struct Reports<'a> {
    pub caption: &'static str,
    /// The published score, where a report states one.
    pub published: Option<String>,
    /// Whether any is a paper.
    pub papers: bool,
    pub rows: Vec<ReportRow<'a>>,
}

/// The reports of a subject as seen from its page.
pub(crate) fn reports<'s>(scheme: &SchemeSite<'s>, subject: SubjectIndex) -> Reports<'s> {
    let record = &scheme.scored.evaluation.records[subject.get()];
    let rows = record.reports.iter().enumerate().map(|(at, report)| row(scheme, subject, at, report));
    let papers = record.reports.iter().any(|report| report.text().is_none());
    let scored = record.reports.iter().any(|report| report.score.is_some());
    let published = scheme.result(subject);
    let published = scored.then(|| scale::published(scheme.scheme, published)).flatten();
    Reports { caption: words::CAPTION, published, papers, rows: rows.collect() }
}

pub(crate) fn row<'s>(
    scheme: &SchemeSite<'s>,
    subject: SubjectIndex,
    at: usize,
    report: &'s Report,
) -> ReportRow<'s> {
    let record = &scheme.scored.evaluation.records[subject.get()];
    let paper = match &report.body {
        ReportBody::Text(_) => None,
        ReportBody::File(file) => Some(file.as_str()),
    };
    ReportRow {
        kind: words::kind(report.kind),
        by: &report.by,
        date: date(report.date),
        score: report.score.map_or_else(dash, figure),
        apart: words::apart(report, scheme.scheme, scheme.result(subject)).unwrap_or_else(dash),
        page: report.text().map(|_| format!("{FOLDER}{}", file(scheme, subject, at))),
        file: paper,
        place: record.place(report.at).map_or_else(String::new, |place| format!(":{}", place.at.line)),
    }
}

/// The page of a report's text inside their folder; a dot sets its number apart, as no id has one.
pub(crate) fn file(scheme: &SchemeSite, subject: SubjectIndex, at: usize) -> String {
    format!("{}.{}.html", stem(&scheme.files[subject.get()]), at + 1)
}
