//! The calendar of the procedure: when something was due, and how that stood on a given day.
//!
//! In: dates of a scheme and of records, and the day one asks for. Out: how far each thing was on that day. The day is
//! always given by the caller; nothing here looks at the clock.

mod timing;

pub use timing::{Timing, deadline, timing};
