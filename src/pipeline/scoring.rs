//! Scores every year of a content, the years in order, so that each can look back at the one before.

use rayon::prelude::*;

use crate::diagnostics::Diagnostic;
use crate::history::{Scored, ScoredYear};
use crate::model::{Content, Evaluation, Method, NodeIndex, Place, SchemeResults, State, Year, YearContent};
use crate::scoring::{self, Overflow};
use crate::wording;

/// Every year's results, and what scoring found wrong with the content.
#[derive(Debug, Default)]
pub struct ScoredContent<'a> {
    /// The years, ascending; an evaluation that could not be scored is left out.
    pub years: Vec<ScoredYear<'a>>,
    /// Overflows (errors) and medians nobody can pass (warnings).
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> ScoredContent<'a> {
    pub(super) fn push(&mut self, (year, diagnostics): (ScoredYear<'a>, Vec<Diagnostic>)) {
        self.years.push(year);
        self.diagnostics.extend(diagnostics);
    }
}

/// Scores every evaluation of every year, each looking back at the folder's own year before.
pub fn score(content: &Content) -> ScoredContent<'_> {
    let mut scored = ScoredContent::default();
    for year in &content.years {
        scored.push(score_year(year, &|before| content.year(before)));
    }
    scored
}

/// What another year is, for one that looks at it.
pub(super) type Years<'c> = dyn Fn(Year) -> Option<&'c YearContent> + Sync + 'c;

/// Scores every evaluation of a year; `years` gives what the years before it were.
pub(super) fn score_year<'a>(year: &'a YearContent, years: &Years<'_>) -> (ScoredYear<'a>, Vec<Diagnostic>) {
    let outcomes: Vec<Result<Scored, Diagnostic>> =
        year.evaluations.par_iter().map(|evaluation| one(years, evaluation)).collect();
    let (mut schemes, mut diagnostics) = (Vec::with_capacity(outcomes.len()), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(scored) => {
                diagnostics.extend(flat_medians(&scored));
                diagnostics.extend(undefined(&scored));
                schemes.push(scored);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    (ScoredYear { year, schemes }, diagnostics)
}

fn one<'a>(years: &Years<'_>, evaluation: &'a Evaluation) -> Result<Scored<'a>, Diagnostic> {
    let last = scoring::look_back(evaluation, |year| {
        years(year)?.evaluations.iter().find(|other| other.scheme.id == evaluation.scheme.id)
    });
    match scoring::score(evaluation, &last) {
        Ok(results) => Ok(Scored { evaluation, last, results, restored: Vec::new() }),
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

/// Leaves of which all is reported and from which nothing follows: told once for each, at the record of the first subject
/// it happens to, with the choices the scheme has.
fn undefined(scored: &Scored) -> Vec<Diagnostic> {
    let (scheme, records) = (&scored.evaluation.scheme, &scored.evaluation.records);
    let leaves = scheme.indices().filter(|node| scheme.node(*node).children().is_empty());
    leaves
        .filter_map(|node| {
            let mut found = scored.results.subjects.iter().enumerate().filter_map(|(at, subject)| {
                let result = &subject.nodes[node.get()];
                let reason = result.detail.missing().filter(|_| result.state == State::Undefined)?;
                Some((at, reason))
            });
            let (first, reason) = found.next()?;
            let others: Vec<&str> = found.map(|(at, _)| scheme.subjects[at].as_str()).collect();
            let record = &records[first];
            let mut at = None;
            if let Some((measure, _)) = scheme.node(node).measure() {
                // The figure that stands last is the one divided by.
                measure.each_figure(&mut |figure| at = record.figure(figure).map(|value| value.at).or(at));
            }
            let at = at.unwrap_or(crate::model::At { line: 1, column: 1 });
            let place = record
                .place(at)
                .unwrap_or_else(|| Place { file: scheme.file.clone(), at: scheme.node(node).at });
            Some(Diagnostic::cannot_be_worked_out(
                scheme,
                node,
                &place,
                wording::missing(reason),
                (scheme.subjects[first].as_str(), &others),
            ))
        })
        .collect()
}
