//! Scores, by the norm and for schemes of any kind.

mod exact;
mod laws;
mod measures;
mod methods;
mod norm;
pub mod other;
mod other_scheme;
mod rules;
mod units;
mod ways;
