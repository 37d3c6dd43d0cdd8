//! Numbers in warnings.

use rust_decimal::{Decimal, RoundingStrategy};

use super::ratio::Times;

/// A number as records have it, without zeros at its end.
pub(super) fn number(value: Decimal) -> String {
    value.normalize().to_string()
}

/// 12倍, 1/12, 0
pub(super) fn many(times: Times) -> String {
    match times {
        Times::More(factor) => format!("的{}倍", round(factor)),
        Times::Less(factor) => format!("的1/{}", round(factor)),
        Times::Nothing => "，本年却是0".to_owned(),
    }
}

/// Whole above ten, else with one decimal.
fn round(factor: Decimal) -> String {
    let places = if factor >= Decimal::TEN { 0 } else { 1 };
    number(factor.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero))
}
