//! Scores, by the norm and for schemes of any kind.

mod display;
mod exact;
mod grades;
mod kinds;
mod laws;
mod lifted;
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
