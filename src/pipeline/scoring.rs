//! Scores every year of a content, the years in order, so that each can look back at the one before.

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::history::{Scored, ScoredYear};
use crate::model::{Content, Evaluation, Method, NodeIndex, Place, SchemeResults, YearContent};
use crate::scoring::{self, LastYear, Overflow};

/// Every year's results, and what scoring found wrong with the content.
#[derive(Debug)]
pub struct ScoredContent<'a> {
    /// The years, ascending; an evaluation that could not be scored is left out.
    pub years: Vec<ScoredYear<'a>>,
    /// Overflows (errors) and medians nobody can pass (warnings).
    pub diagnostics: Vec<Diagnostic>,
}

/// Scores every evaluation of every year.
pub fn score(content: &Content) -> ScoredContent<'_> {
    let mut years = Vec::with_capacity(content.years.len());
    let mut diagnostics = Vec::new();
    for year in &content.years {
        let outcomes: Vec<Result<Scored, Diagnostic>> =
            year.evaluations.par_iter().map(|evaluation| one(content, year, evaluation)).collect();
        let mut schemes = Vec::with_capacity(outcomes.len());
        for outcome in outcomes {
            match outcome {
                Ok(scored) => {
                    diagnostics.extend(flat_medians(&scored));
                    schemes.push(scored);
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        years.push(ScoredYear { year, schemes });
    }
    ScoredContent { years, diagnostics }
}

/// The figures of the year before, under the scheme with the same id.
fn look_back(content: &Content, year: &YearContent, evaluation: &Evaluation) -> LastYear {
    let before = content.years.iter().find(|other| other.year.get() + 1 == year.year.get());
    before
        .and_then(|before| before.evaluations.iter().find(|other| other.scheme.id == evaluation.scheme.id))
        .map_or_else(LastYear::default, |earlier| scoring::last_year(evaluation, earlier))
}

fn one<'a>(
    content: &'a Content,
    year: &'a YearContent,
    evaluation: &'a Evaluation,
) -> Result<Scored<'a>, Diagnostic> {
    let last = look_back(content, year, evaluation);
    match scoring::score(evaluation, &last) {
        Ok(results) => Ok(Scored { evaluation, last, results }),
        Err(Overflow { subject, node }) => {
            let scheme = &evaluation.scheme;
            let id = &scheme.subjects[subject.get()];
            let place = evaluation.records[subject.get()]
                .place(crate::model::At { line: 1, column: 1 })
                .unwrap_or_else(|| Place { file: scheme.file.clone(), at: scheme.node(node).at });
            Err(Diagnostic::overflow(scheme, node, id.as_str(), &place))
        }
    }
}

/// Leaves scored by the median method where the median is the best measure, so that nobody can pass it.
fn flat_medians(scored: &Scored) -> Vec<Diagnostic> {
    let scheme = &scored.evaluation.scheme;
    let median = |node: &NodeIndex| matches!(scheme.node(*node).method(), Some(Method::Median { .. }));
    let flat = |results: &SchemeResults, node: NodeIndex| {
        results.peers.iter().any(|group| {
            group[node.get()].is_some_and(|peers| peers.count >= 3 && peers.median == peers.best)
        })
    };
    let nodes = scheme.indices().filter(median).filter(|node| flat(&scored.results, *node));
    nodes.map(|node| Diagnostic::median_nobody_passes(scheme, node)).collect()
}
