//! The procedure around the scores: what is decided by rule or by lot rather than by measuring.
//!
//! In: the content, and history where it matters. Out: facts, proposals and diagnostics as plain types. Nothing here
//! reads a file, knows YAML or a page, looks at the clock or uses floating point; a draw by lot follows from its seed
//! alone.

#![deny(clippy::float_arithmetic)]

pub(crate) mod approval;
pub mod confirm;
pub mod draw;
pub mod groups;
pub(crate) mod outcomes;
pub(crate) mod rectification;
pub mod schedule;
