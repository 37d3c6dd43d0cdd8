//! Reports (报告): what the subject says of itself, what a group found on the spot, what a third party found. They stand
//! beside the result and never in it.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::At;

/// A report about a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Who reports.
    pub kind: ReportKind,
    /// The office or group, as pages print it.
    pub by: String,
    /// The day of the report.
    pub date: Date,
    /// What it says, or where it lies.
    pub body: ReportBody,
    /// The score it comes to: of a hundred, or in points where the scheme is stated in points. It is shown beside the
    /// result and scores nothing.
    pub score: Option<Decimal>,
    /// Its place in the record file.
    pub at: At,
}

/// A report's text, or the paper that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportBody {
    /// A Markdown file of the scheme's reports, which has a page of its own.
    Text(ReportText),
    /// A paper (PDF, Word file), as a path from the record; it is named and not published.
    File(String),
}

/// The text of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportText {
    /// The file, from the content folder.
    pub file: Arc<str>,
    /// Markdown.
    pub body: String,
}

/// Who reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportKind {
    /// `self`: the subject of itself.
    Own,
    /// `group`: an evaluation group, on the spot.
    Group,
    /// `third_party`: an institution that was commissioned.
    ThirdParty,
}

impl ReportKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, ReportKind); 3] =
        [("self", ReportKind::Own), ("group", ReportKind::Group), ("third_party", ReportKind::ThirdParty)];

    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            ReportKind::Own => "self",
            ReportKind::Group => "group",
            ReportKind::ThirdParty => "third_party",
        }
    }
}

impl Report {
    /// Its text, where that is in the content.
    pub fn text(&self) -> Option<&ReportText> {
        match &self.body {
            ReportBody::Text(text) => Some(text),
            ReportBody::File(_) => None,
        }
    }
}
