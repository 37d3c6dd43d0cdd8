//! Exact fractions: what is worked out before it is rounded, once (SCORING.md, Arithmetic).

use dashu_float::DBig;
use dashu_float::round::mode::HalfAway;
use dashu_int::ops::UnsignedAbs;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop};
use crate::model::{EXACT_DECIMALS, Missing};

/// Significant digits of a measure, and of what roots and logarithms give.
const SIGNIFICANT: i64 = 20;

/// Digits that roots and logarithms are carried with before they are rounded to [`SIGNIFICANT`] ones.
const CARRIED: usize = 60;

/// A number without any rounding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Exact(RBig);

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let mantissa = IBig::from(value.mantissa());
        Exact(match value.scale() {
            0 => mantissa.into(),
            scale => RBig::from_parts(mantissa, power_of_ten(scale.into())),
        })
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Exact(RBig::from(value))
    }
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact(RBig::ZERO);

    /// `self + other`.
    pub fn add(&self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }

    /// `self − other`.
    pub fn sub(&self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }

    /// `self × other`.
    pub fn mul(&self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }

    /// Division; a zero denominator makes the number missing, never infinite.
    pub fn div(&self, other: &Exact) -> Checked<Exact> {
        if other.0.is_zero() {
            return Err(Stop::Missing(Missing::NoDenominator));
        }
        Ok(Exact(&self.0 / &other.0))
    }

    /// The same, a hundred times as large.
    pub fn percent(&self) -> Exact {
        Exact(&self.0 * IBig::from(100))
    }

    /// Rounded half away from zero (四舍五入) to this many decimals.
    pub fn round(&self, decimals: u32) -> Checked<Decimal> {
        let (numerator, denominator) = (self.0.numerator(), self.0.denominator());
        let doubled = UBig::from(2u8) * power_of_ten(u64::from(decimals)) * numerator.clone().unsigned_abs();
        let rounded = (doubled + denominator) / (UBig::from(2u8) * denominator);
        let mantissa = i128::try_from(rounded).map_err(|_| Stop::Overflow)?;
        let signed = if *numerator < IBig::ZERO { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(signed, decimals)
            .map(|value| value.normalize())
            .map_err(|_| Stop::Overflow)
    }

    /// Rounded as a score is that is not rounded more coarsely.
    pub fn quantised(&self) -> Checked<Decimal> {
        self.round(EXACT_DECIMALS)
    }

    /// Rounded half away from zero to 20 significant digits, not below a whole one and to no more than the 28 decimals a
    /// number can have.
    pub fn significant(&self) -> Checked<Decimal> {
        if self.0.is_zero() {
            return Ok(Decimal::ZERO);
        }
        // Digits before the point: a number of at least 10ⁿ⁻¹ and below 10ⁿ has n of them, and 0.05 has −1.
        let digits = |number: UBig| i64::try_from(number.ilog(&UBig::from(10u8))).unwrap_or(i64::MAX);
        let numerator = self.0.numerator().clone().unsigned_abs();
        let denominator = self.0.denominator().clone();
        let near = digits(numerator.clone()) - digits(denominator.clone());
        let shift = |number: UBig, by: i64| number * power_of_ten(by.max(0).unsigned_abs());
        let reaches = shift(numerator, -near) >= shift(denominator, near);
        let whole = if reaches { near + 1 } else { near };
        self.round(u32::try_from((SIGNIFICANT - whole).clamp(0, 28)).unwrap_or(28))
    }

    /// The natural logarithm, correctly rounded to 20 significant digits; `None` of what has none.
    pub fn ln(&self) -> Option<Checked<Decimal>> {
        (self.0 > RBig::ZERO).then(|| rounded(&self.carried().ln()))
    }

    /// The square root, correctly rounded to 20 significant digits; `None` of a negative number.
    pub fn sqrt(&self) -> Option<Checked<Decimal>> {
        (self.0 >= RBig::ZERO).then(|| rounded(&self.carried().sqrt()))
    }

    /// The number with so many digits that what is worked out with them is right to far more than those printed.
    fn carried(&self) -> DBig {
        self.0.to_float::<HalfAway, 10>(CARRIED).value()
    }
}

/// `e^(Σ w·ln s ÷ Σ w)` of positive scores, correctly rounded to 20 significant digits.
pub(super) fn weighted_power(terms: &[(Exact, Exact)]) -> Checked<Decimal> {
    let (mut logs, mut weights) = (DBig::ZERO.with_precision(CARRIED).value(), Exact::ZERO);
    for (weight, score) in terms {
        logs += weight.carried() * score.carried().ln();
        weights = weights.add(weight);
    }
    rounded(&(logs / weights.carried()).exp())
}

fn rounded(value: &DBig) -> Checked<Decimal> {
    let short = value.clone().with_precision(CARRIED - 10).value();
    RBig::try_from(short).map(Exact).map_err(|_| Stop::Overflow)?.significant()
}

fn power_of_ten(exponent: u64) -> UBig {
    UBig::from(10u8).pow(usize::try_from(exponent).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    fn of(numerator: i64, denominator: u64) -> Exact {
        Exact(RBig::from_parts(numerator.into(), denominator.into()))
    }

    #[test]
    fn rounds_once_half_away_from_zero() {
        // 89.994999999995 has to become 89.99: by way of ten decimals it would be 89.995 and then 90.00.
        for (value, decimals, expected) in [
            (Exact::from(dec!(89.994999999995)), 2, dec!(89.99)),
            (Exact::from(dec!(89.995)), 2, dec!(90)),
            (of(-1, 200), 2, dec!(-0.01)),
            (of(2, 3), 10, dec!(0.6666666667)),
            (of(1, 3), 0, dec!(0)),
            (of(-1, 2), 0, dec!(-1)),
        ] {
            assert_eq!(value.round(decimals), Ok(expected), "{value:?}");
        }
    }

    #[test]
    fn keeps_twenty_significant_digits() {
        for (value, expected) in [
            (of(0, 1), dec!(0)),
            (of(2, 3), dec!(0.66666666666666666667)),
            (of(200, 3), dec!(66.666666666666666667)),
            (of(1, 7_000_000), dec!(0.00000014285714285714285714)),
            (of(1, 7_000_000_000_000), dec!(0.0000000000001428571428571429)),
            (of(1, 10), dec!(0.1)),
            (of(-1, 10), dec!(-0.1)),
            (of(1, 1), dec!(1)),
            (of(99_999_999_999, 100_000_000_000), dec!(0.99999999999)),
            (Exact::from(dec!(123456789012345678905)), dec!(123456789012345678905)),
            (Exact::from(dec!(99999999999999999999.6)), dec!(100000000000000000000)),
        ] {
            assert_eq!(value.significant(), Ok(expected), "{value:?}");
        }
    }

    #[test]
    fn a_number_that_no_decimal_holds_is_an_overflow() {
        let large = Exact::from(Decimal::MAX).mul(&Exact::from(Decimal::MAX));
        assert_eq!([large.significant(), large.round(2)], [Err(Stop::Overflow); 2]);
        assert_eq!(large.div(&Exact::ZERO), Err(Stop::Missing(Missing::NoDenominator)));
    }

    #[test]
    fn roots_and_logarithms_are_right_to_the_last_digit() {
        // Reference values with 40 digits: ln 2, ln 0.001, √2, √(1/9).
        assert_eq!(of(2, 1).ln(), Some(Ok(dec!(0.69314718055994530942))));
        assert_eq!(of(1, 1000).ln(), Some(Ok(dec!(-6.9077552789821370521))));
        assert_eq!(of(1, 1).ln(), Some(Ok(dec!(0))));
        assert_eq!([of(0, 1).ln(), of(-1, 1).ln()], [None, None]);
        assert_eq!(of(2, 1).sqrt(), Some(Ok(dec!(1.4142135623730950488))));
        assert_eq!(of(1, 9).sqrt(), Some(Ok(dec!(0.33333333333333333333))));
        assert_eq!(of(0, 1).sqrt(), Some(Ok(dec!(0))));
    }
}
