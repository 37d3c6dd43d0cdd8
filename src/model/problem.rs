//! Problems (问题) that an evaluation found, how they are put right (整改), and what became of those of earlier years.

use std::fmt;

use jiff::civil::Date;

use super::{At, ClauseId, NodeIndex, Year};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// `minor`
    Minor,
    /// `general`
    General,
    /// `prominent`: 突出问题
    Prominent,
}

impl Severity {
    /// Every severity with its word in files.
    pub const WORDS: [(&'static str, Severity); 3] =
        [("minor", Severity::Minor), ("general", Severity::General), ("prominent", Severity::Prominent)];
}

/// A problem found in a year's evaluation, and how it was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its id within the record; what is followed up has one.
    pub id: Option<String>,
    /// The county it was found in.
    pub county: Option<String>,
    /// The node it belongs to.
    pub node: Option<NodeIndex>,
    /// What it offends against, where that is not the node's own clause.
    pub clause: Option<ClauseId>,
    /// What was found, as letter and page of rectification print it.
    pub says: String,
    /// How bad it is.
    pub severity: Severity,
    /// The office or inspection that found it.
    pub source: Option<String>,
    /// The last day for plan and report, where it is not the one that follows from the notice.
    pub due: Option<Date>,
    /// Day of the plan, where the record's does not hold for it.
    pub plan: Option<Date>,
    /// Day of the report, where the record's does not hold for it.
    pub report: Option<Date>,
    /// What shows that it was put right.
    pub evidence: Vec<Proof>,
    /// What the re-check found.
    pub recheck: Option<Recheck>,
    /// The problem of an earlier year that it repeats.
    pub recurs: Option<ProblemRef>,
    /// Its place in the record file.
    pub at: At,
}

impl Problem {
    /// A problem of which no more is known than what was found and how bad it is.
    pub fn new(says: impl Into<String>, severity: Severity, at: At) -> Self {
        Self {
            id: None,
            county: None,
            node: None,
            clause: None,
            says: says.into(),
            severity,
            source: None,
            due: None,
            plan: None,
            report: None,
            evidence: Vec::new(),
            recheck: None,
            recurs: None,
            at,
        }
    }
}

/// A problem of a year, under the same scheme and of the same subject as what refers to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProblemRef {
    /// The year it was found in.
    pub year: Year,
    /// The id it has in the record of that year.
    pub id: String,
}

impl fmt::Display for ProblemRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.id)
    }
}

/// A paper that shows that something was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The paper's title, which the page prints and links.
    pub title: String,
    /// The file beside the record.
    pub file: Option<String>,
    /// The paper's own date.
    pub date: Option<Date>,
}

/// A re-check (复核) of what was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    /// The day it was re-checked, whatever was found.
    pub date: Date,
    /// Whether the problem is closed by it (销号).
    pub passed: bool,
    /// Who re-checked.
    pub by: Option<String>,
    /// What the re-check remarks, printed beside it.
    pub note: Option<String>,
}

/// What became of a problem of an earlier year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierProblem {
    /// The year and id it has there.
    pub of: ProblemRef,
    /// What was found then; its id where that could not be read.
    pub says: String,
    /// Whether it is still open.
    pub open: bool,
    /// The day of the re-check.
    pub date: Date,
    /// Who re-checked.
    pub by: Option<String>,
    /// What the re-check remarks, printed beside it.
    pub note: Option<String>,
    /// Papers that show that it was put right.
    pub evidence: Vec<Proof>,
    /// Its place in this year's record file.
    pub at: At,
}

/// A problem of an earlier year that a deduction is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// The year and id it has there.
    pub of: ProblemRef,
    /// What was found then.
    pub says: String,
}

/// Rectification of the problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rectification {
    /// Day of the notice.
    pub notified: Option<Date>,
    /// Day of the plan.
    pub plan: Option<Date>,
    /// Day of the report.
    pub report: Option<Date>,
}
