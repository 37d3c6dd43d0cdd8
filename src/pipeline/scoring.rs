//! Scores every year of a content, the years in order, so that each can look back at the one before.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use rust_decimal::Decimal;

use super::places;
use crate::diagnostics::Diagnostic;
use crate::history::{PublishedYear, Scored, ScoredYear};
use crate::model::{
    Content, Evaluation, Found, GradeIndex, Method, MissingPolicy, NodeIndex, Place, Scheme, SchemeId,
    SchemeResults, State, SubjectId, SubjectIndex, Year, YearContent, called,
};
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
    score_after(content, Grades::default())
}

/// The same where some grades of earlier years were published.
pub(super) fn score_after(content: &Content, mut grades: Grades) -> ScoredContent<'_> {
    let mut scored = ScoredContent::default();
    for year in &content.years {
        let one = score_year((content, year), &|before| content.year(before), &grades);
        grades.of_scored(&one.0);
        scored.push(one);
    }
    scored
}

/// What another year is, for one that looks at it.
pub(super) type Years<'c> = dyn Fn(Year) -> Option<&'c YearContent> + Sync + 'c;

/// The final grades of earlier years, which conditions look back at: those that editions published win over what is
/// scored, in whatever order they are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Grades(BTreeMap<(Year, String), HashMap<String, (bool, String)>>);

impl Grades {
    /// Adds a year as an edition published it.
    pub(super) fn of_published(&mut self, published: &PublishedYear) {
        let Some(year) = Year::new(published.year) else { return };
        for scheme in &published.schemes {
            for subject in &scheme.subjects {
                if let Some(grade) = &subject.grade {
                    self.add((year, &scheme.id), &subject.id, true, grade);
                }
            }
        }
    }

    /// Adds a year as it was scored.
    pub(super) fn of_scored(&mut self, scored: &ScoredYear) {
        for of in &scored.schemes {
            let scheme = &*of.evaluation.scheme;
            for (id, subject) in scheme.subjects.iter().zip(&of.results.subjects) {
                if let Some(grade) = subject.grade {
                    let key = (scored.year.year, scheme.id.as_str());
                    self.add(key, id.as_str(), false, &scheme.grade(grade).name);
                }
            }
        }
    }

    fn add(&mut self, (year, scheme): (Year, &str), subject: &str, published: bool, grade: &str) {
        let subjects = self.0.entry((year, scheme.to_owned())).or_default();
        let known = subjects.get(subject).is_some_and(|(before, _)| *before && !published);
        if !known {
            subjects.insert(subject.to_owned(), (published, grade.to_owned()));
        }
    }

    /// A scheme's subjects' grades of the years before, the last one first, by the grades' names; a name it does not have
    /// is not known.
    fn before(&self, scheme: &Scheme, years: &Years<'_>) -> Vec<Vec<Option<GradeIndex>>> {
        let look = |year: Year, id: &SchemeId| {
            let content: Option<&YearContent> = years(year);
            let day = content.map_or_else(|| Date::constant(year.get(), 12, 31), |content| content.cutoff);
            let known = (self.0.get(&(year, id.as_str().to_owned())), day);
            let that = content.and_then(|of| of.evaluations.iter().find(|one| one.scheme.id == *id));
            (known, that.map(|that| &*that.scheme))
        };
        let known: Vec<_> = scheme.back(back_from(scheme.year).take(MOST_YEARS), look).collect();
        let of = |id: &SubjectId| {
            let grades = known.iter().map(|(subjects, day)| {
                let then = scheme.lineage.on(id, *day);
                let then = then.ids.first().filter(|_| !then.merged)?;
                let (_, name) = subjects.as_ref()?.get(then.as_str())?;
                scheme.grades.iter().position(|grade| grade.name == *name).map(GradeIndex::new)
            });
            grades.collect()
        };
        scheme.subjects.iter().map(of).collect()
    }
}

/// The years before one, the last first.
fn back_from(year: Year) -> impl Iterator<Item = Year> {
    std::iter::successors(year.before(), |year| year.before())
}

/// The same scheme in another year, whatever it was called there: in any year before, or in the next.
fn in_year<'c>(scheme: &Scheme, years: &Years<'c>, year: Year) -> Option<&'c Evaluation> {
    if year > scheme.year {
        return years(year)?.evaluations.iter().find(|other| *other.scheme.id_before() == scheme.id);
    }
    let before = back_from(scheme.year).take_while(|before| *before >= year).filter_map(years);
    scheme.line(before).into_iter().find(|other| other.scheme.year == year)
}

/// How far a condition may look back.
const MOST_YEARS: usize = 10;

/// What a subject is called in its year, for messages.
pub(super) type Name<'c> = dyn Fn(&SubjectId) -> String + 'c;

/// Scores every evaluation of a year; `years` gives what the years before it were, `grades` those of all years before.
pub(super) fn score_year<'a>(
    (content, year): (&Content, &'a YearContent),
    years: &Years<'_>,
    grades: &Grades,
) -> (ScoredYear<'a>, Vec<Diagnostic>) {
    let name = |id: &SubjectId| called(&content.subjects, id, year.cutoff).to_owned();
    let outcomes = outcomes(year, years, grades);
    let (mut schemes, mut diagnostics) = (Vec::with_capacity(outcomes.len()), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(scored) => {
                diagnostics.extend(flat_medians(&scored));
                diagnostics.extend(places::problems(&scored, &name));
                diagnostics.extend(undefined(&scored, &name));
                schemes.push(scored);
            }
            Err((overflow, evaluation)) => diagnostics.push(overflown(overflow, evaluation, &name)),
        }
    }
    (ScoredYear { year, schemes }, diagnostics)
}

/// Every evaluation's results, in the year's order; those that others ask for are scored first.
fn outcomes<'a>(
    year: &'a YearContent,
    years: &Years<'_>,
    grades: &Grades,
) -> Vec<Result<Scored<'a>, (Overflow, &'a Evaluation)>> {
    let mut found = BTreeMap::new();
    let mut done: BTreeMap<usize, Result<Scored, (Overflow, &Evaluation)>> = BTreeMap::new();
    let here = |id: &SchemeId| year.evaluations.iter().position(|one| one.scheme.id == *id);
    while done.len() < year.evaluations.len() {
        let waiting = (0..year.evaluations.len()).filter(|at| !done.contains_key(at));
        let ready = |at: &usize| {
            let asks = year.evaluations[*at].scheme.asks();
            asks.iter().all(|(id, _)| here(id).is_none_or(|other| done.contains_key(&other)))
        };
        let mut round: Vec<usize> = waiting.clone().filter(ready).collect();
        if round.is_empty() {
            // Reading refuses circles.
            round = waiting.collect();
        }
        let scored: Vec<_> =
            round.par_iter().map(|at| (*at, one(years, grades, &found, &year.evaluations[*at]))).collect();
        for (at, outcome) in scored {
            if let Ok(scored) = &outcome {
                let scheme = &*scored.evaluation.scheme;
                let asked = year.evaluations.iter().flat_map(|other| other.scheme.asks());
                if asked.into_iter().any(|(id, _)| id == scheme.id) {
                    found.insert(scheme.id.clone(), Arc::new(Found::of(scheme, &scored.results)));
                }
            }
            done.insert(at, outcome);
        }
    }
    done.into_values().collect()
}

/// What each subject's nodes scored last year, where the scheme puts that in the place of what is missing; empty where it
/// does not ask. Last year is scored again for it, as it was.
fn last_scores(years: &Years<'_>, grades: &Grades, scheme: &Scheme) -> Vec<Vec<Option<Decimal>>> {
    if scheme.missing != MissingPolicy::LastYear {
        return Vec::new();
    }
    let Some(before) = scheme.year.before().and_then(years) else { return Vec::new() };
    let scored = outcomes(before, years, grades).into_iter().filter_map(Result::ok);
    let Some(last) = scored.into_iter().find(|of| of.evaluation.scheme.id == *scheme.id_before()) else {
        return Vec::new();
    };
    let nodes: Vec<_> =
        scheme.nodes.iter().map(|node| last.evaluation.scheme.find(node.id.as_str())).collect();
    let of = |then: Option<SubjectIndex>| {
        let result = then.map(|then| &last.results.subjects[then.get()]);
        nodes.iter().map(|node| result?.nodes[(*node)?.get()].score).collect()
    };
    scheme.subjects_in(&last.evaluation.scheme).into_iter().map(of).collect()
}

fn one<'a>(
    years: &Years<'_>,
    grades_before: &Grades,
    found: &BTreeMap<SchemeId, Arc<Found>>,
    evaluation: &'a Evaluation,
) -> Result<Scored<'a>, (Overflow, &'a Evaluation)> {
    let figures = scoring::look_back(evaluation, |year| in_year(&evaluation.scheme, years, year));
    let scheme = &*evaluation.scheme;
    let asked = scheme.asks().into_iter().filter_map(|(id, _)| found.get_key_value(&id));
    let beside = asked.map(|(id, found)| (id.clone(), Arc::clone(found))).collect();
    let (grades, year) = (grades_before.before(scheme, years), Some(scheme.year));
    let scores = last_scores(years, grades_before, scheme);
    let last = scoring::LastYear { grades, scores, year, beside, ..figures };
    match scoring::score(evaluation, &last) {
        Ok(results) => Ok(Scored { evaluation, last, results, restored: Vec::new() }),
        Err(overflow) => Err((overflow, evaluation)),
    }
}

fn overflown(Overflow { subject, node }: Overflow, evaluation: &Evaluation, name: &Name<'_>) -> Diagnostic {
    let scheme = &evaluation.scheme;
    let place = evaluation.records[subject.get()]
        .place(crate::model::At { line: 1, column: 1 })
        .unwrap_or_else(|| Place::line(scheme.file.clone(), scheme.node(node).at));
    Diagnostic::overflow(scheme, node, &name(&scheme.subjects[subject.get()]), &place)
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
fn undefined(scored: &Scored, name: &Name<'_>) -> Vec<Diagnostic> {
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
            let others: Vec<String> = found.map(|(at, _)| name(&scheme.subjects[at])).collect();
            let record = &records[first];
            let mut at = None;
            if let Some((measure, _)) = scheme.node(node).measure() {
                // The figure that stands last is the one divided by.
                measure.each_figure(&mut |figure| at = record.figure(figure).map(|value| value.at).or(at));
            }
            let at = at.unwrap_or(crate::model::At { line: 1, column: 1 });
            let place =
                record.place(at).unwrap_or_else(|| Place::line(scheme.file.clone(), scheme.node(node).at));
            Some(Diagnostic::cannot_be_worked_out(
                scheme,
                node,
                &place,
                wording::missing(reason),
                (&name(&scheme.subjects[first]), &others),
            ))
        })
        .collect()
}
