//! History: the results of several years side by side.
//!
//! In: every evaluation of every year with its results. Out: each subject's standings under a scheme over the
//! years, what changed between two of them, two years of a scheme side by side ([`Comparison`]) with what differs
//! between their schemes ([`SchemeDiff`]), and how the group as a whole spreads at each node. It compares what scoring
//! found and never computes a score or a grade of its own.

mod comparison;
mod corrections;
mod firing;
mod matching;
mod published;
mod release;
mod restore;
mod reviewed;
mod scheme_diff;
mod spread;
mod standing;
mod transition;

pub use comparison::{Compared, Comparison, NodeMove};
pub use corrections::{Cell, Correction, Version, corrections, corrections_of_results, differences};
pub use firing::Firing;
pub use matching::Matching;
pub use published::{PublishedNode, PublishedScheme, PublishedSubject, PublishedYear};
pub use release::{AcceptedWarning, Archive, EarlierInput, RegisterState, Release, Withdrawal, day};
pub use restore::restore;
pub use reviewed::{Reviewed, reviewed, unfulfilled};
pub use scheme_diff::{
    Comparable, General, NodeChange, NodeDiff, NodeWeight, RuleChange, RuleDiff, SchemeDiff,
};
pub use spread::{Spread, Spreads};
pub use standing::{Change, History, Standing};
pub use transition::{Seat, Transitions};

use firing::firings;

use crate::model::{Evaluation, SchemeResults, SubjectIndex, YearContent};
use crate::scoring::LastYear;

/// An evaluation with everything its scores rest on.
#[derive(Clone, Debug)]
pub struct Scored<'a> {
    /// What was evaluated.
    pub evaluation: &'a Evaluation,
    /// Last year's figures that were read.
    pub last: LastYear,
    /// What scoring found.
    pub results: SchemeResults,
    /// Subjects whose published numbers another program's scoring gave: put back, not to be scored again.
    pub restored: Vec<SubjectIndex>,
}

/// A year with its scored evaluations, in the order of year.yaml.
#[derive(Clone, Debug)]
pub struct ScoredYear<'a> {
    pub year: &'a YearContent,
    pub schemes: Vec<Scored<'a>>,
}
