//! Steps as rows: how many subjects are how far, and how that is shown.

use serde::Serialize;

use crate::model::ClauseId;
use crate::procedure::schedule::{Counts, Due, Step, StepKind, Timing, steps};
use crate::site::base::inline::Link;
use crate::site::base::number::date;
use crate::site::base::scheme::SchemeSite;
use crate::wording;

/// A step with how many are how far.
#[derive(Debug, Serialize)]
pub struct StepRow<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The scheme, where rows of several stand together.
    pub scheme: Option<&'a str>,
    /// Last day on time.
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
    /// Where it is asked for.
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
            undated: undated(counts),
            clause: step.clause.and_then(&clause),
        }
    };
    steps.iter().map(row).collect()
}

/// The last day, and how it comes about.
pub(crate) fn due(scheme: &SchemeSite, step: &Step) -> (String, Option<String>) {
    let note = match (step.kind, &scheme.scheme.rectification) {
        (StepKind::Plan | StepKind::Report, Some(term)) => Some(format!("通知后{}个月", term.months)),
        _ => None,
    };
    match (step.due, note) {
        (Due::Day(day), note) => (date(day), note),
        (Due::Each, Some(note)) => (note, None),
        (Due::Each | Due::Open, _) => ("未定期限".to_owned(), None),
    }
}

fn undated(counts: Counts) -> String {
    match (counts.done, counts.open) {
        (0, 0) => "–".to_owned(),
        (done, 0) => format!("已办{done}"),
        (0, open) => format!("未办{open}"),
        (done, open) => format!("已办{done}，未办{open}"),
    }
}

/// 按期9次，迟办1次，逾期未办1次，未到期2次; nothing that did not occur but the first.
pub(crate) fn in_words(counts: Counts) -> String {
    let Counts { on_time, late, overdue, not_due, done, open } = counts;
    let mut parts = vec![format!("按期办理{on_time}次")];
    if late + overdue == 0 {
        parts.push("没有迟办和逾期".to_owned());
    }
    let more = [("迟办", late), ("逾期未办", overdue), ("尚未到期", not_due), ("未定期限的未办", open)];
    parts.extend(more.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what}{count}次")));
    if on_time + late + overdue + not_due == 0 {
        let dated = if done + open == 0 { "没有要办的" } else { "各环节都没有期限" };
        parts = vec![format!("{dated}，已办{done}次，未办{open}次")];
    }
    parts.join("，")
}
