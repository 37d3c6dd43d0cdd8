//! What a circular sees of the procedure: the dates of each scheme, and who did not keep them.

use jiff::civil::Date;
use serde::Serialize;

use crate::procedure::schedule::{Due, Step, StepKind, behind, steps};
use crate::site::base::{SchemeSite, YearSite, cite};
use crate::wording;
use crate::wording::number::date;

/// A date of the procedure and who kept it.
#[derive(Debug, Serialize)]
pub struct MilestoneFacts<'a> {
    /// 自评报告
    pub title: &'a str,
    /// 2020-01-31; empty where no day is set.
    pub due: String,
    /// 方案 六（一）; empty where it is not said.
    pub clause: &'a str,
    /// How many did it in time, or at all where no day is set.
    pub on_time: usize,
    /// How many did it late.
    pub late: usize,
    /// How many have not done it though it was due.
    pub overdue: usize,
    /// How many have not done it and are not behind.
    pub open: usize,
    /// 茂名（迟3天）、汕尾（逾期5天）; empty where nobody is behind.
    pub late_text: String,
}

/// A circular knows nothing that happened after it was sent.
pub(crate) fn told_for(year: &YearSite) -> Date {
    let issued = year.year.bulletin.as_ref().and_then(|source| source.issued);
    issued.map_or(year.stated.date, |issued| issued.min(year.stated.date))
}

/// The scheme's own dates; those of a rectification come after the circular.
pub(crate) fn milestone_facts<'s>(scheme: &'s SchemeSite<'_>, as_of: Date) -> Vec<MilestoneFacts<'s>> {
    let steps = steps(scheme.scored.evaluation, as_of);
    let milestones = steps.iter().filter(|step| matches!(step.kind, StepKind::Milestone(_)));
    let facts = |step: &Step<'s>| {
        let counts = step.counts();
        let late = behind(std::slice::from_ref(step)).into_iter().map(|of| {
            let how = wording::schedule::timing(of.entry.timing);
            format!("{}（{how}）", scheme.short(of.entry.subject))
        });
        MilestoneFacts {
            title: wording::schedule::step_title(scheme.scheme, step.kind),
            due: match step.due {
                Due::Day(day) => date(day),
                Due::Each | Due::Open => String::new(),
            },
            clause: cite(scheme.year, step.clause),
            on_time: counts.on_time + counts.done,
            late: counts.late,
            overdue: counts.overdue,
            open: counts.not_due + counts.open,
            late_text: late.collect::<Vec<_>>().join("、"),
        }
    };
    milestones.map(facts).collect()
}
