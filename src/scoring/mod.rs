//! Scoring: one evaluation in, results out, the same on any machine, to the last digit of the norm (docs/SCORING.md).
//!
//! In: an [`Evaluation`] (scheme, records, targets, decisions) and [`LastYear`]. Out: [`SchemeResults`], and on demand
//! the [`trail`] of any node, read out of the same facts. Scoring is pure: it reads no file and no clock, and knows
//! neither city nor indicator nor grade by name. It uses exact decimals only; overflow is a value.
//!
//! The way through: `prepare` (what applies, measures, exclusions) → `peers` → `node` (bottom up) → `total` →
//! `ranking`.

#![deny(clippy::float_arithmetic)]

mod arithmetic;
mod condition;
mod last_year;
mod measure;
mod method;
mod node;
mod peers;
mod points;
mod prepare;
mod ranking;
#[cfg(test)]
mod tests;
mod total;
mod trail;

pub use last_year::last_year;
pub use trail::trail;

use rayon::prelude::*;

use crate::model::{Earlier, Evaluation, FigureIndex, NodeIndex, SchemeResults, SubjectIndex, SubjectResult};

/// Raised only when numbers may change; every manifest carries it.
pub const SCORING_REVISION: u32 = 1;

/// Last year's figures under the scheme with the same id, in this year's units.
#[derive(Clone, Debug, Default)]
pub struct LastYear {
    /// By subject, then by figure, both of this year's scheme.
    pub figures: Vec<Vec<Option<Earlier>>>,
}

impl LastYear {
    /// A figure's value last year, where that record states it.
    pub fn figure(&self, subject: SubjectIndex, figure: FigureIndex) -> Option<&Earlier> {
        self.figures.get(subject.get())?.get(figure.get())?.as_ref()
    }
}

/// A number grew beyond 28 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// Whose.
    pub subject: SubjectIndex,
    /// At which node.
    pub node: NodeIndex,
}

/// Scores every subject of an evaluation.
///
/// # Errors
/// [`Overflow`] where a number grows beyond 28 digits.
pub fn score(evaluation: &Evaluation, last: &LastYear) -> Result<SchemeResults, Overflow> {
    let groups = prepare::prepare(evaluation, last)?;
    let peers = prepare::compare(&evaluation.scheme, &groups)?;
    let mut subjects = groups
        .subjects
        .par_iter()
        .enumerate()
        .map(|(position, prepared)| {
            let index = SubjectIndex::new(position);
            let record = &evaluation.records[position];
            node::Subject { evaluation, last, index, record, prepared, peers: &peers }.result()
        })
        .collect::<Result<Vec<SubjectResult>, Overflow>>()?;
    let order = ranking::rank(evaluation, last, &groups.subjects, &mut subjects);
    let statistics = |group: &Vec<Option<peers::Peers>>| {
        group.iter().map(|peers| peers.as_ref().map(|peers| peers.statistics)).collect()
    };
    let peers = peers.by_group.iter().map(statistics).collect();
    let size = |group: usize| subjects.iter().filter(|subject| subject.group == group).count();
    let sizes = (0..groups.names.len()).map(size).collect();
    Ok(SchemeResults { groups: groups.names, sizes, peers, subjects, order })
}
