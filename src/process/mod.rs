//! The process around the scores: what the regulation lays down beside the arithmetic.
//!
//! In: the year's content. Out: what the state of the process is, where it breaks what is demanded, and proposals that
//! do not. Nothing here reads a file, looks at the clock, knows any wording, or touches a score. One folder a topic.

#![deny(clippy::float_arithmetic)]

pub mod groups;
