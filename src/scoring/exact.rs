//! Exact fractions: what is worked out before it is rounded, once (SCORING.md, Arithmetic).

use std::borrow::Cow;
use std::cmp::Ordering;

use dashu_float::DBig;
use dashu_float::round::mode::HalfAway;
use dashu_int::ops::UnsignedAbs;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop};
use crate::model::{EXACT_DECIMALS, Missing, round};

/// Significant digits of a measure, and of what roots and logarithms give.
const SIGNIFICANT: i64 = 20;

/// Digits that roots and logarithms are carried with before they are rounded to [`SIGNIFICANT`] ones.
const CARRIED: usize = 60;

/// A number without any rounding.
#[derive(Clone, Debug)]
pub(super) struct Exact(Number);

/// Most numbers are decimals and stay such: a decimal costs a tenth of a fraction.
#[derive(Clone, Debug)]
enum Number {
    Decimal(Decimal),
    Fraction(RBig),
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Exact(Number::Decimal(value))
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Decimal::from(value).into()
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Number::Decimal(a), Number::Decimal(b)) => a.cmp(b),
            (Number::Decimal(_) | Number::Fraction(_), _) => self.fraction().cmp(&other.fraction()),
        }
    }
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact(Number::Decimal(Decimal::ZERO));

    /// `self + other`.
    pub fn add(&self, other: &Exact) -> Exact {
        // A sum that does not fit has fewer decimals than the longer of the two, so it is known.
        let whole =
            |a: Decimal, b: Decimal| a.checked_add(b).filter(|sum| sum.scale() == a.scale().max(b.scale()));
        self.of(other, whole, |a, b| a + b)
    }

    /// `self − other`.
    pub fn sub(&self, other: &Exact) -> Exact {
        let whole =
            |a: Decimal, b: Decimal| a.checked_sub(b).filter(|left| left.scale() == a.scale().max(b.scale()));
        self.of(other, whole, |a, b| a - b)
    }

    /// `self × other`.
    pub fn mul(&self, other: &Exact) -> Exact {
        self.of(other, product, |a, b| a * b)
    }

    /// Division; a zero denominator makes the number missing, never infinite.
    pub fn div(&self, other: &Exact) -> Checked<Exact> {
        if *other == Exact::ZERO {
            return Err(Stop::Missing(Missing::NoDenominator));
        }
        let whole = |a: Decimal, b: Decimal| {
            a.checked_div(b).filter(|quotient| product(*quotient, b).is_some_and(|product| product == a))
        };
        Ok(self.of(other, whole, |a, b| a / b))
    }

    /// What two numbers make: as decimals where that is exact, else as fractions.
    fn of(
        &self,
        other: &Exact,
        whole: impl Fn(Decimal, Decimal) -> Option<Decimal>,
        parts: impl Fn(&RBig, &RBig) -> RBig,
    ) -> Exact {
        let decimal = match (&self.0, &other.0) {
            (Number::Decimal(a), Number::Decimal(b)) => whole(*a, *b),
            (Number::Decimal(_) | Number::Fraction(_), _) => None,
        };
        Exact(match decimal {
            Some(decimal) => Number::Decimal(decimal),
            None => Number::Fraction(parts(&self.fraction(), &other.fraction())),
        })
    }

    fn fraction(&self) -> Cow<'_, RBig> {
        match &self.0 {
            Number::Fraction(fraction) => Cow::Borrowed(fraction),
            Number::Decimal(value) => Cow::Owned(match value.scale() {
                0 => IBig::from(value.mantissa()).into(),
                scale => RBig::from_parts(value.mantissa().into(), power_of_ten(scale.into())),
            }),
        }
    }

    /// The same, a hundred times as large.
    pub fn percent(&self) -> Exact {
        self.mul(&Decimal::ONE_HUNDRED.into())
    }

    /// What a number that is stated of a hundred is of another full score.
    pub fn scaled(&self, full: Decimal) -> Exact {
        if full == Decimal::ONE_HUNDRED {
            return self.clone();
        }
        // Two decimals more are always exact.
        self.mul(&full.into()).mul(&Decimal::new(1, 2).into())
    }

    /// Rounded half away from zero (四舍五入) to this many decimals.
    pub fn round(&self, decimals: u32) -> Checked<Decimal> {
        let fraction = match &self.0 {
            Number::Decimal(value) => return Ok(round(*value, decimals)),
            Number::Fraction(fraction) => fraction,
        };
        let (numerator, denominator) = (fraction.numerator(), fraction.denominator());
        let doubled = UBig::from(2u8) * power_of_ten(u64::from(decimals)) * numerator.clone().unsigned_abs();
        let mut rounded = (doubled + denominator) / (UBig::from(2u8) * denominator);
        let (mut left, ten) = (decimals, UBig::from(10u8));
        loop {
            let mantissa = i128::try_from(rounded.clone()).ok();
            let signed = mantissa.map(|mantissa| if *numerator < IBig::ZERO { -mantissa } else { mantissa });
            let value = signed.and_then(|signed| Decimal::try_from_i128_with_scale(signed, left).ok());
            match value {
                Some(value) => return Ok(value.normalize()),
                // A large number whose last decimals are zeros fits without them.
                None if left > 0 && (&rounded % &ten).is_zero() => {
                    rounded /= &ten;
                    left -= 1;
                }
                None => return Err(Stop::Overflow),
            }
        }
    }

    /// Rounded as a score is that is not rounded more coarsely.
    pub fn quantised(&self) -> Checked<Decimal> {
        self.round(EXACT_DECIMALS)
    }

    /// Rounded half away from zero to 20 significant digits, not below a whole one and to no more than the 28 decimals a
    /// number can have.
    pub fn significant(&self) -> Checked<Decimal> {
        if let Number::Decimal(value) = &self.0
            && value.mantissa().unsigned_abs() < 10u128.pow(SIGNIFICANT.unsigned_abs() as u32)
        {
            return Ok(value.normalize());
        }
        let fraction = self.fraction();
        if fraction.is_zero() {
            return Ok(Decimal::ZERO);
        }
        // Digits before the point: a number of at least 10ⁿ⁻¹ and below 10ⁿ has n of them, and 0.05 has −1.
        let digits = |number: UBig| i64::try_from(number.ilog(&UBig::from(10u8))).unwrap_or(i64::MAX);
        let numerator = fraction.numerator().clone().unsigned_abs();
        let denominator = fraction.denominator().clone();
        let near = digits(numerator.clone()) - digits(denominator.clone());
        let shift = |number: UBig, by: i64| number * power_of_ten(by.max(0).unsigned_abs());
        let reaches = shift(numerator, -near) >= shift(denominator, near);
        let whole = if reaches { near + 1 } else { near };
        self.round(u32::try_from((SIGNIFICANT - whole).clamp(0, 28)).unwrap_or(28))
    }

    /// The natural logarithm, correctly rounded to 20 significant digits; `None` of what has none.
    pub fn ln(&self) -> Option<Checked<Decimal>> {
        (*self > Exact::ZERO).then(|| rounded(&self.carried().ln()))
    }

    /// The square root, correctly rounded to 20 significant digits; `None` of a negative number.
    pub fn sqrt(&self) -> Option<Checked<Decimal>> {
        (*self >= Exact::ZERO).then(|| rounded(&self.carried().sqrt()))
    }

    /// The number with so many digits that what is worked out with them is right to far more than those printed.
    fn carried(&self) -> DBig {
        self.fraction().to_float::<HalfAway, 10>(CARRIED).value()
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
    let fraction = RBig::try_from(short).map_err(|_| Stop::Overflow)?;
    Exact(Number::Fraction(fraction)).significant()
}

/// A product that is exact: one that does not fit has fewer decimals than the two together.
fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(b).filter(|product| product.scale() == a.scale() + b.scale())
}

fn power_of_ten(exponent: u64) -> UBig {
    UBig::from(10u8).pow(usize::try_from(exponent).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::dec;

    fn of(numerator: i64, denominator: u64) -> Exact {
        Exact(Number::Fraction(RBig::from_parts(numerator.into(), denominator.into())))
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

    proptest! {
        /// Whether a number is kept as a decimal or as a fraction is not to be seen.
        #[test]
        fn decimals_and_fractions_say_the_same(
            a in (any::<i64>(), 0..=28_u32),
            b in (any::<i64>(), 0..=28_u32),
            decimals in 0..=12_u32,
        ) {
            let decimal = |(mantissa, scale): (i64, u32)| Decimal::new(mantissa, scale);
            let (a, b) = (Exact::from(decimal(a)), Exact::from(decimal(b)));
            let part = |of: &Exact| Exact(Number::Fraction(of.fraction().into_owned()));
            let (c, d) = (part(&a), part(&b));
            prop_assert_eq!(a.cmp(&b), c.cmp(&d));
            for (whole, parts) in [
                (a.add(&b), c.add(&d)),
                (a.sub(&b), c.sub(&d)),
                (a.mul(&b), c.mul(&d)),
                (a.clone(), c.clone()),
            ] {
                prop_assert_eq!(&whole, &parts);
                prop_assert_eq!(whole.round(decimals), parts.round(decimals));
                prop_assert_eq!(whole.significant(), parts.significant());
            }
            prop_assert_eq!(a.div(&b), c.div(&d));
        }
    }
}
