//! Scoring: one evaluation in, results out, the same on any machine.

use crate::model::{Earlier, Evaluation, FigureIndex, NodeIndex, SchemeResults, Step, SubjectIndex};

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// Whose.
    pub subject: SubjectIndex,
    /// At which node.
    pub node: NodeIndex,
}

/// Matches last year's figures to this year's subjects and figures by id and converts them.
pub fn last_year(this: &Evaluation, earlier: &Evaluation) -> LastYear {
    let _ = (this, earlier);
    unimplemented!()
}

/// Scores every subject of an evaluation.
pub fn score(evaluation: &Evaluation, last: &LastYear) -> Result<SchemeResults, Overflow> {
    let _ = (evaluation, last);
    unimplemented!()
}

/// The steps that lead to one node's score (the root's: to the published score, grade and place).
pub fn trail(
    evaluation: &Evaluation,
    last: &LastYear,
    results: &SchemeResults,
    subject: SubjectIndex,
    node: NodeIndex,
) -> Vec<Step> {
    let _ = (evaluation, last, results, subject, node);
    unimplemented!()
}
