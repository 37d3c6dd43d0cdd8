//! Exact decimals: quantising, rounding, printing (SCORING.md, Arithmetic).

use rust_decimal::{Decimal, RoundingStrategy};

/// Decimals of every score that is not rounded more coarsely (SCORING.md, Arithmetic).
pub const EXACT_DECIMALS: u32 = 10;

/// Quantises to [`EXACT_DECIMALS`], half away from zero.
pub fn quantise(value: Decimal) -> Decimal {
    round(value, EXACT_DECIMALS)
}

/// Rounds half away from zero (四舍五入) and drops trailing zeros, so that equal numbers are equal bytes.
pub fn round(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// One unit in the last of `decimals` places: 0.01 for two.
pub fn last_place(decimals: u32) -> Decimal {
    Decimal::new(1, decimals)
}

/// The number with exactly `decimals` places, `92.00`.
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let mut rounded = round(value, decimals);
    rounded.rescale(decimals);
    // A negative number that rounds to zero must not print as -0.00.
    if rounded.is_zero() {
        rounded.set_sign_positive(true);
    }
    rounded.to_string()
}

/// The number in full, without trailing zeros: `89.9166666667`, `92`.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn rounds_half_away_from_zero() {
        for (value, decimals, expected) in [
            (dec!(89.995), 2, "90.00"),
            (dec!(89.985), 2, "89.99"),
            (dec!(-0.005), 2, "-0.01"),
            (dec!(-0.004), 2, "0.00"),
            (dec!(92), 2, "92.00"),
        ] {
            assert_eq!(fixed(value, decimals), expected);
        }
        assert_eq!(plain(quantise(Decimal::ONE_HUNDRED / dec!(3))), "33.3333333333");
    }
}
