//! Checked arithmetic: overflow is a value, never a panic or a silent wrap.

use rust_decimal::{Decimal, MathematicalOps};

use crate::model::{Missing, quantise};

/// Why a number could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Something the number needs is missing.
    Missing(Missing),
    /// It grew beyond 28 digits.
    Overflow,
}

/// A number or why there is none.
pub(super) type Checked<T> = Result<T, Stop>;

pub(super) fn add(a: Decimal, b: Decimal) -> Checked<Decimal> {
    a.checked_add(b).ok_or(Stop::Overflow)
}

pub(super) fn sub(a: Decimal, b: Decimal) -> Checked<Decimal> {
    a.checked_sub(b).ok_or(Stop::Overflow)
}

pub(super) fn mul(a: Decimal, b: Decimal) -> Checked<Decimal> {
    a.checked_mul(b).ok_or(Stop::Overflow)
}

/// Division; a zero denominator makes the number missing, never infinite.
pub(super) fn div(a: Decimal, b: Decimal) -> Checked<Decimal> {
    if b.is_zero() {
        return Err(Stop::Missing(Missing::NoDenominator));
    }
    a.checked_div(b).ok_or(Stop::Overflow)
}

/// `a × b ÷ c`, multiplied before it is divided.
pub(super) fn mul_div(a: Decimal, b: Decimal, c: Decimal) -> Checked<Decimal> {
    div(mul(a, b)?, c)
}

/// Σ w·s / Σ w, quantised.
pub(super) fn mean(terms: &[(Decimal, Decimal)]) -> Checked<Decimal> {
    let (mut weighted, mut weights) = (Decimal::ZERO, Decimal::ZERO);
    for &(weight, score) in terms {
        weighted = add(weighted, mul(weight, score)?)?;
        weights = add(weights, weight)?;
    }
    div(weighted, weights).map(quantise)
}

/// Π s^(w/Σw), quantised; any zero gives zero. Computed as e^(Σ w·ln s / Σ w) with the series carried to 28 digits,
/// since the default tolerance of the exponential stops at 2·10⁻⁷.
pub(super) fn geometric_mean(terms: &[(Decimal, Decimal)]) -> Checked<Decimal> {
    // Zero has no logarithm.
    if terms.iter().any(|(_, score)| score.is_zero()) {
        return Ok(Decimal::ZERO);
    }
    let (mut logs, mut weights) = (Decimal::ZERO, Decimal::ZERO);
    for &(weight, score) in terms {
        logs = add(logs, mul(weight, score.checked_ln().ok_or(Stop::Overflow)?)?)?;
        weights = add(weights, weight)?;
    }
    let exponent = div(logs, weights)?;
    exponent.checked_exp_with_tolerance(Decimal::new(1, 28)).map(quantise).ok_or(Stop::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn geometric_mean_holds_twelve_digits() {
        // Reference values computed with 50 digits: sqrt(7200), cbrt(50·60·70), 3^0.25·100^0.75, √(0.01·100).
        for (terms, expected) in [
            (vec![(dec!(1), dec!(80)), (dec!(1), dec!(90))], dec!(84.8528137424)),
            (vec![(dec!(1), dec!(50)), (dec!(1), dec!(60)), (dec!(1), dec!(70))], dec!(59.4392195276)),
            (vec![(dec!(25), dec!(3)), (dec!(75), dec!(100))], dec!(41.6179145029)),
            (vec![(dec!(1), dec!(0.01)), (dec!(1), dec!(100))], dec!(1)),
            (vec![(dec!(2), dec!(77.77)), (dec!(5), dec!(77.77))], dec!(77.77)),
            (vec![(dec!(1), dec!(0)), (dec!(9), dec!(100))], dec!(0)),
        ] {
            assert_eq!(geometric_mean(&terms), Ok(expected), "{terms:?}");
        }
    }

    #[test]
    fn overflow_is_a_value() {
        assert_eq!(mul(Decimal::MAX, dec!(2)), Err(Stop::Overflow));
        assert_eq!(add(Decimal::MAX, Decimal::MAX), Err(Stop::Overflow));
        assert_eq!(div(dec!(1), dec!(0)), Err(Stop::Missing(Missing::NoDenominator)));
    }
}
