//! The schedule of the procedure: what has to be done by whom until when, and how that stood on a given day.
//!
//! In: dates of a scheme and of records, and the day one asks for. Out: the steps of a scheme's procedure, and how far
//! each subject was with each of them on that day. The day is always given by the caller; nothing here looks at the
//! clock.

mod day;
mod steps;
#[cfg(test)]
mod tests;
mod timing;

pub use day::{DaySource, StatedDay, stated_day};
pub use steps::{
    Behind, Counts, Due, Entry, Step, StepKind, behind, entry, has_steps, step_clause, step_kinds, steps,
};
pub use timing::{Timing, deadline, timing};
