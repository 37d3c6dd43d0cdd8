//! The calendar of a year's procedure on several pages: its rows, its picture, and what papers tell of it.
//!
//! In: the steps of each scheme as they stood on the year's stated day. It counts and names; how far somebody was is
//! decided in `procedure::schedule`.

pub(crate) mod chart;
pub(crate) mod facts;
pub(crate) mod rows;

pub(crate) use chart::year_figure;
pub(crate) use facts::{milestone_facts, told_for};
pub(crate) use rows::{StepRow, step_rows, steps_of};
