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
    /// The body that does it, as the page names it.
    pub by: Option<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// Whether it is the publication itself, which a release precedes.
    pub issue: bool,
}

/// When a step was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved {
    /// The day it was done.
    pub date: Date,
    /// The minutes or document that records it.
    pub document: Option<String>,
    /// What is remarked about it, such as a postponement.
    pub note: Option<String>,
    /// Its place in year.yaml.
    pub place: Place,
}

/// Somebody the results are sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// 省委组织部
    pub to: String,
    /// What they are used for there, as papers say it.
    pub purpose: Option<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
}
