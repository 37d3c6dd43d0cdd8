//! Scores, by the norm and for schemes of any kind.

mod exact;
mod grades;
mod kinds;
mod laws;
mod measures;
mod methods;
mod norm;
pub mod other;
mod other_scheme;
mod others;
mod parts;
mod points;
mod rules;
mod standing;
mod ungraded;
mod units;
mod ways;
