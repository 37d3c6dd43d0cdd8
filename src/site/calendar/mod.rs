//! The calendar of a year's procedure: its page, its rows on other pages, its picture, and what can be taken away.
//!
//! In: the steps of each scheme as they stood on the year's stated day. Out: view models, the lines of the CSV and the
//! events of the calendar file. It counts and names; how far somebody was is decided in `procedure::schedule`.

mod chart;
mod events;
mod facts;
mod lines;
mod page;
mod rows;

pub(super) use chart::year_figure;
pub use events::{CalendarEvent, CalendarFile, events};
pub use facts::MilestoneFacts;
pub(super) use facts::{milestone_facts, told_for};
pub use lines::{CalendarLine, lines};
pub use page::CalendarPage;
pub(super) use page::{FILE, NAME, view};
pub(super) use rows::{StepRow, step_rows, steps_of};

/// The table of every subject and step.
pub(super) const CSV: &str = "data/calendar.csv";

/// The dates for a calendar program.
pub(super) const ICS: &str = "data/calendar.ics";

/// Whether a year has any step to tell of.
pub(super) fn is_there(year: &super::YearSite) -> bool {
    year.schemes.iter().any(|scheme| crate::procedure::schedule::has_steps(scheme.scheme))
}
