//! Steps as rows: how many subjects are how far, and how that is shown.

use serde::Serialize;

use crate::model::ClauseId;
use crate::procedure::schedule::{Due, Step, Timing, steps};
use crate::site::base::{Link, SchemeSite};
use crate::wording;
use crate::wording::number::date;

/// A step with how many are how far.
#[derive(Debug, Serialize)]
pub struct StepRow<'a> {
    pub title: &'a str,
    /// The scheme, where rows of several stand together.
    pub scheme: Option<&'a str>,
    pub due: String,
    /// How that day comes about, where it follows from another.
    pub due_note: Option<String>,
    /// How many were on time.
    pub on_time: usize,
    /// How many were late.
    pub late: usize,
    /// How many have not done it though it was due.
    pub overdue: usize,
    /// How many have time left.
    pub not_due: usize,
    /// How far those are for whom no day is set.
    pub undated: String,
    pub clause: Option<Link>,
}

/// How far somebody is: shape, words, and whether that is behind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimingView {
    /// The shape it has in the picture too; empty where it has none.
    pub shape: &'static str,
    /// 按期, 迟3天
    pub text: String,
    /// Whether it stands out.
    pub behind: bool,
}

impl TimingView {
    pub(crate) fn of(timing: Timing) -> Self {
        let shape = match timing {
            Timing::OnTime | Timing::Done => "●",
            Timing::Late(_) => "◇",
            Timing::Overdue(_) => "□",
            Timing::NotDue | Timing::Open => "",
        };
        Self { shape, text: wording::schedule::timing(timing), behind: timing.days_behind() > 0 }
    }
}

/// The steps of a scheme on the year's stated day.
pub(crate) fn steps_of<'s>(scheme: &'s SchemeSite<'_>) -> Vec<Step<'s>> {
    steps(scheme.scored.evaluation, scheme.stated.date)
}

/// Steps as rows; `clause` links what is cited.
pub(crate) fn step_rows<'s>(
    scheme: &'s SchemeSite<'_>,
    steps: &[Step<'s>],
    named: bool,
    clause: impl Fn(&ClauseId) -> Option<Link>,
) -> Vec<StepRow<'s>> {
    let row = |step: &Step<'s>| {
        let counts = step.counts();
        let (due, due_note) = due(scheme, step);
        StepRow {
            title: wording::schedule::step_title(scheme.scheme, step.kind),
            scheme: named.then_some(&*scheme.scheme.short),
            due,
            due_note,
            on_time: counts.on_time,
            late: counts.late,
            overdue: counts.overdue,
            not_due: counts.not_due,
            undated: wording::schedule::undated(counts),
            clause: step.clause.and_then(&clause),
        }
    };
    steps.iter().map(row).collect()
}

/// The last day, and how it comes about.
pub(crate) fn due(scheme: &SchemeSite, step: &Step) -> (String, Option<String>) {
    let note = step.kind.months_after_notice(scheme.scheme).map(wording::schedule::after_notice);
    match (step.due, note) {
        (Due::Day(day), note) => (date(day), note),
        (Due::Each, Some(note)) => (note, None),
        (Due::Each | Due::Open, _) => ("未定期限".to_owned(), None),
    }
}
