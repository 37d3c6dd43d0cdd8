//! Scoring: one evaluation in, results out, the same on any machine, to the last digit of the norm (docs/SCORING.md).
//!
//! In: an [`Evaluation`] (scheme, records, targets, decisions) and [`LastYear`]. Out: [`SchemeResults`], and on demand
//! the [`trail`] of any node, read out of the same facts. Scoring is pure: it reads no file and no clock, and knows
//! neither city nor indicator nor grade by name. It uses exact decimals only; overflow is a value.
//!
//! The way through: `field` (`prepare`: what applies, measures, exclusions; `peers`) → `node` (bottom up) → `total` →
//! `ranking`. A [`Field`] also answers what a subject would score against other peers.

#![deny(clippy::float_arithmetic)]

mod arithmetic;
mod condition;
mod exact;
mod field;
mod last_year;
mod measure;
mod method;
mod node;
mod parts;
mod peers;
mod places;
mod points;
mod prepare;
mod quota;
mod ranking;
#[cfg(test)]
mod tests;
mod total;
mod trail;

pub use field::Field;
pub use last_year::look_back;
pub use parts::{losses, raised};
pub use trail::trail;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::model::{
    Earlier, Evaluation, FigureIndex, Found, GradeIndex, NodeIndex, Period, SchemeId, SchemeResults,
    SubjectIndex, SubjectResult, Year,
};

/// Raised only when numbers may change; every manifest carries it.
pub const SCORING_REVISION: u32 = 2;

/// Figures of last year and of the years before it under the scheme with the same id, in this year's units.
#[derive(Clone, Debug, Default)]
pub struct LastYear {
    /// By subject, then by figure, both of this year's scheme.
    pub figures: Vec<Vec<Option<Earlier>>>,
    /// By subject of this year's scheme: its final grades of the years before, the last one first, as far as a condition
    /// looks back. `None` where the year, the subject or the grade is not there.
    pub grades: Vec<Vec<Option<GradeIndex>>>,
    /// The year that is scored; grades are of those before it.
    pub year: Option<Year>,
    /// The scores of nodes, by subject, then by node of this year's scheme; empty where nobody asks for them.
    pub scores: Vec<Vec<Option<Decimal>>>,
    /// The years before that one, nearest first, as far back as a measure looks.
    pub further: Vec<EarlierYear>,
    /// What the schemes of the same year found that this one asks.
    pub beside: BTreeMap<SchemeId, Arc<Found>>,
}

/// The figures of a year before last year.
#[derive(Clone, Debug)]
pub struct EarlierYear {
    /// Which year it is.
    pub year: Year,
    /// How many years it is before the one that is evaluated.
    pub back: u16,
    /// By subject, then by figure, both of this year's scheme.
    pub figures: Vec<Vec<Option<Earlier>>>,
}

impl LastYear {
    /// A figure's value last year, where that record states it.
    pub fn figure(&self, subject: SubjectIndex, figure: FigureIndex) -> Option<&Earlier> {
        self.figure_of(subject, figure, Period::LAST)
    }

    /// A subject's final grade so many years before.
    pub fn grade(&self, subject: SubjectIndex, back: u32) -> Option<(Year, GradeIndex)> {
        let grade = (*self.grades.get(subject.get())?.get(back.checked_sub(1)? as usize)?)?;
        let year = (0..back).try_fold(self.year?, |year, _| year.before())?;
        Some((year, grade))
    }

    /// A node's score last year.
    pub fn score(&self, subject: SubjectIndex, node: NodeIndex) -> Option<Decimal> {
        *self.scores.get(subject.get())?.get(node.get())?
    }

    /// Whether last year has a record of the subject, whatever it states.
    pub fn has_record(&self, subject: SubjectIndex) -> bool {
        self.has_record_of(subject, Period::LAST)
    }

    /// A figure's value of an earlier year, where that record states it.
    pub fn figure_of(&self, subject: SubjectIndex, figure: FigureIndex, period: Period) -> Option<&Earlier> {
        self.of(period)?.get(subject.get())?.get(figure.get())?.as_ref()
    }

    /// Whether an earlier year has a record of the subject, whatever it states.
    pub fn has_record_of(&self, subject: SubjectIndex, period: Period) -> bool {
        let figures = self.of(period).and_then(|figures| figures.get(subject.get()));
        figures.is_some_and(|figures| !figures.is_empty())
    }

    fn of(&self, period: Period) -> Option<&[Vec<Option<Earlier>>]> {
        let is = |of: &&EarlierYear| match period {
            Period::Back(back) => of.back == back,
            Period::Year(year) => of.year == year,
        };
        match period {
            Period::LAST => Some(&self.figures),
            Period::Back(_) | Period::Year(_) => self.further.iter().find(is).map(|of| &of.figures[..]),
        }
    }
}

/// A number grew beyond 28 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// The subject whose number ran over.
    pub subject: SubjectIndex,
    /// The node being scored when it did.
    pub node: NodeIndex,
}

/// Scores every subject of an evaluation.
///
/// # Errors
/// [`Overflow`] where a number grows beyond 28 digits.
pub fn score(evaluation: &Evaluation, last: &LastYear) -> Result<SchemeResults, Overflow> {
    let field = Field::of(evaluation, last)?;
    let mut subjects = (0..evaluation.records.len())
        .into_par_iter()
        .map(|position| field.score(SubjectIndex::new(position)))
        .collect::<Result<Vec<SubjectResult>, Overflow>>()?;
    let found = ranking::rank(evaluation, last, &field.groups, &mut subjects);
    let peers = field.statistics();
    let groups = field.groups.names;
    let size = |group: usize| subjects.iter().filter(|subject| subject.group == group).count();
    let sizes = (0..groups.len()).map(size).collect();
    let ranking::Found { order, quotas, misplaced } = found;
    Ok(SchemeResults { groups, sizes, peers, subjects, order, quotas, misplaced })
}
