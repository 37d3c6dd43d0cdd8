//! Scores, by the norm and for schemes of any kind.

mod exact;
mod grades;
mod laws;
mod measures;
mod methods;
mod norm;
pub mod other;
mod other_scheme;
mod others;
mod points;
mod rules;
mod standing;
mod units;
mod ways;
