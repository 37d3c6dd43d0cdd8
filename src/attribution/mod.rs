//! Attribution: where a change of a published score between two years comes from.
//!
//! In: two scored evaluations of one scheme id. Out: for each subject of both, the change split into its own
//! performance, the movement of its peers, the change of the scheme, and rounding, adding up to the last digit
//! (docs/ATTRIBUTION.md); or why it is not split. Pure, exact, linear in the number of subjects. It scores through
//! [`crate::scoring::Field`] and has no arithmetic of scores of its own but the mean of the orders.

#![deny(clippy::float_arithmetic)]

mod game;
mod restate;
mod split;

pub use split::{Attribution, NoSplit, Part, Split, of_pair};
