//! The way a result takes from its proposal to its publication, and whom it is sent to.

use jiff::civil::Date;

use super::{ClauseId, Place};

/// A step of the approval, as the scheme lays it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalStep {
    /// Its id, an identifier.
    pub id: String,
    /// 领导小组审议
    pub title: String,
    /// Who does it.
    pub by: Option<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// Whether it is the publication itself, which a release precedes.
    pub issue: bool,
}

/// When a step was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The day.
    pub date: Date,
    /// In which document.
    pub document: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// Somebody the results are sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// 省委组织部
    pub to: String,
    /// What for.
    pub purpose: Option<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
}
