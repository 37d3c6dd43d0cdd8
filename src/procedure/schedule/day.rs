//! The day a year's procedure is told for.

use jiff::civil::Date;

use crate::model::{Record, YearContent};

/// The day the procedure is told for, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedDay {
    pub date: Date,
    /// Where it comes from.
    pub source: DaySource,
}

/// Where the day comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaySource {
    /// The year states it.
    Year,
    /// The latest day any record states for a step.
    Records,
    /// The data cut-off: no record states any day.
    Cutoff,
    /// Somebody asked for it.
    Asked,
    /// It is the day on which somebody asks.
    Today,
}

/// The day a year's pages are told for: the one it states, else the latest that a record states for a step, else the
/// data cut-off. Never the clock's, because the same content gives the same pages.
pub fn stated_day(year: &YearContent) -> StatedDay {
    if let Some(date) = year.as_of {
        return StatedDay { date, source: DaySource::Year };
    }
    let records = year.evaluations.iter().flat_map(|evaluation| &evaluation.records);
    match records.flat_map(dates).max() {
        Some(date) => StatedDay { date, source: DaySource::Records },
        None => StatedDay { date: year.cutoff, source: DaySource::Cutoff },
    }
}

/// Every day a record states for a step, the notice of rectification and the re-checks of its problems among them.
fn dates(record: &Record) -> impl Iterator<Item = Date> + '_ {
    let milestones = record.milestones.iter().flatten().map(|(date, _)| *date);
    let rectification = record.rectification.iter().flat_map(|days| [days.notified, days.plan, days.report]);
    let problems = record.problems.iter().flat_map(|problem| {
        [problem.plan, problem.report, problem.recheck.as_ref().map(|recheck| recheck.date)]
    });
    milestones.chain(rectification.chain(problems).flatten())
}
