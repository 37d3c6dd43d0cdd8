//! Evaluation groups: who breaks what is demanded of them, and how their subjects can be shared out without a breach.
//!
//! In: a [`Roster`], the groups of a set beside the subjects they share. Out: every [`Breach`] ([`check`]), or a
//! proposal that breaks no demand, or the smallest set of demands that exclude each other ([`assign`]). What is
//! demanded stands in year.yaml; here is only what each kind of demand means.

mod assign;
mod check;
mod flow;
mod roster;

#[cfg(test)]
pub(crate) use assign::reasons;
pub use assign::{Assignment, Proposal, Reason, assign};
pub use check::{Breach, BreachKind, check};
pub use roster::{Roster, SchemeSubjects};
