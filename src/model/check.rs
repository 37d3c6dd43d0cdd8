//! Relations between a record's figures that a scheme declares to hold (钩稽关系).

use rust_decimal::Decimal;

use super::{At, ClauseId, FigureIndex};

/// A relation between figures: the parts are the whole, the one is not more than the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its id among the scheme's checks.
    pub id: String,
    /// What holds, in a sentence.
    pub says: String,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// What is added up; at least one.
    pub of: Vec<FigureIndex>,
    /// How it stands to the bound.
    pub relation: Relation,
    /// What it is held against.
    pub bound: Bound,
    /// Its place in the scheme file.
    pub at: At,
}

/// How the one side stands to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `equals`
    Equals,
    /// `at_most`
    AtMost,
}

/// What a sum of figures is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The sum of these, of one kind with the others.
    Figures(Vec<FigureIndex>),
    /// A number in the unit of the first figure.
    Number(Decimal),
}
