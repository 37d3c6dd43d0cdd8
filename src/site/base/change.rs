//! How a change is shown.

use crate::model::Applied;
use crate::wording::number::{dash, signed_to};

/// The class and text of a signed change: `up`, `+1.80`.
pub(crate) fn delta(change: Option<rust_decimal::Decimal>, decimals: u32) -> (&'static str, String) {
    change.map_or(("flat", dash()), |change| {
        (direction(change.cmp(&rust_decimal::Decimal::ZERO)), signed_to(change, decimals))
    })
}

/// Whether a rule changed a score, or would have but for a waiver.
pub(crate) fn worked(applied: &Applied) -> bool {
    applied.before != applied.after || !applied.fired()
}

/// The class of a change: `up`, `down` or `flat`.
pub(crate) fn direction(sign: std::cmp::Ordering) -> &'static str {
    match sign {
        std::cmp::Ordering::Greater => "up",
        std::cmp::Ordering::Less => "down",
        std::cmp::Ordering::Equal => "flat",
    }
}
