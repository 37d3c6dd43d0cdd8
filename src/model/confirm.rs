//! Figures that another party confirms (确认): who does, and what it looked at.

use jiff::civil::Date;

use super::{At, ClauseId, FigureIndex, PartnerKind};

/// What a scheme asks another party to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedBy {
    /// Who: 协作对方, 省财政厅.
    pub party: String,
    /// The arrangement whose partners of a subject it is, where it is another one for each subject.
    pub partners: Option<PartnerKind>,
    /// Which figures, in the order of the scheme; at least one.
    pub figures: Vec<FigureIndex>,
    /// The last day for it.
    pub due: Option<Date>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
}

/// What a party confirmed of a record at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// Who confirmed it, as the party signs.
    pub by: String,
    /// The day of that.
    pub date: Date,
    /// Digests of the values it looked at: a value that changed since has another one.
    pub values: Vec<ConfirmedValue>,
    /// Its place in the record file.
    pub at: At,
}

/// A value as it was when it was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmedValue {
    /// Which figure.
    pub figure: FigureIndex,
    /// The first 16 hex digits of SHA-256 over its canonical text (docs/FORMAT.md).
    pub digest: String,
    /// Its place in the record file.
    pub at: At,
}
