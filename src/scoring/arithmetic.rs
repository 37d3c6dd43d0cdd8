//! Why a number could not be had, and how the children's scores become one: overflow is a value, never a panic or a
//! silent wrap.

use rust_decimal::Decimal;

use super::exact::{Exact, weighted_power};
use crate::model::{Aggregate, Missing, NodeIndex, Role, Scheme};

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

/// Σ w·s / Σ w.
fn mean(terms: &[(Decimal, Decimal)]) -> Checked<Exact> {
    let (mut weighted, mut weights) = (Exact::ZERO, Exact::ZERO);
    for &(weight, score) in terms {
        let weight = Exact::from(weight);
        weighted = weighted.add(&weight.mul(&score.into()));
        weights = weights.add(&weight);
    }
    weighted.div(&weights)
}

/// Σ p of points, and where not all count Σ p × P / Σ P: with one division.
fn sum(terms: &[(Decimal, Decimal)], full: Decimal) -> Checked<Exact> {
    let (mut points, mut fulls) = (Exact::ZERO, Exact::ZERO);
    for &(own, got) in terms {
        points = points.add(&got.into());
        fulls = fulls.add(&own.into());
    }
    if fulls == full.into() { Ok(points) } else { points.mul(&full.into()).div(&fulls) }
}

/// Π s^(w/Σw), rounded to 20 significant digits; any zero gives zero.
fn geometric_mean(terms: &[(Decimal, Decimal)]) -> Checked<Exact> {
    // Zero has no logarithm.
    if terms.iter().any(|(_, score)| score.is_zero()) {
        return Ok(Exact::ZERO);
    }
    let terms: Vec<_> =
        terms.iter().map(|(weight, score)| (Exact::from(*weight), Exact::from(*score))).collect();
    weighted_power(&terms).map(Exact::from)
}

/// Σ w / Σ (w/s), rounded to 20 significant digits; any zero gives zero.
fn harmonic_mean(terms: &[(Decimal, Decimal)]) -> Checked<Exact> {
    if terms.iter().any(|(_, score)| score.is_zero()) {
        return Ok(Exact::ZERO);
    }
    let (mut weights, mut parts) = (Exact::ZERO, Exact::ZERO);
    for &(weight, score) in terms {
        let weight = Exact::from(weight);
        parts = parts.add(&weight.div(&score.into())?);
        weights = weights.add(&weight);
    }
    weights.div(&parts)?.significant().map(Exact::from)
}

/// What a branch has of its children's weights and scores, before rules.
pub(super) fn aggregated(
    scheme: &Scheme,
    node: NodeIndex,
    aggregate: Aggregate,
    terms: &[(Decimal, Decimal)],
) -> Checked<Exact> {
    let score = match aggregate {
        Aggregate::Mean => mean(terms)?,
        Aggregate::Sum => sum(terms, scheme.full(node))?,
        Aggregate::Geometric => geometric_mean(terms)?,
        Aggregate::Harmonic => harmonic_mean(terms)?,
        Aggregate::Minimum => terms.iter().map(|(_, score)| *score).min().unwrap_or_default().into(),
    };
    // Leaves may be worth more than 100; what is made of them is not, and the total has a ceiling of its own.
    let total = scheme.node(node).role == Role::Total;
    Ok(if total { score } else { score.min(scheme.ceiling_of(node).into()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn geometric_mean_holds_twenty_digits() {
        // Reference values computed with 50 digits: sqrt(7200), cbrt(50·60·70), 3^0.25·100^0.75, √(0.01·100).
        for (terms, expected) in [
            (vec![(dec!(1), dec!(80)), (dec!(1), dec!(90))], dec!(84.852813742385702928)),
            (
                vec![(dec!(1), dec!(50)), (dec!(1), dec!(60)), (dec!(1), dec!(70))],
                dec!(59.439219527631298022),
            ),
            (vec![(dec!(25), dec!(3)), (dec!(75), dec!(100))], dec!(41.617914502878172133)),
            (vec![(dec!(1), dec!(0.01)), (dec!(1), dec!(100))], dec!(1)),
            (vec![(dec!(2), dec!(77.77)), (dec!(5), dec!(77.77))], dec!(77.77)),
            (vec![(dec!(1), dec!(0)), (dec!(9), dec!(100))], dec!(0)),
        ] {
            assert_eq!(geometric_mean(&terms), Ok(expected.into()), "{terms:?}");
        }
    }

    #[test]
    fn harmonic_mean_divides_by_the_parts() {
        for (terms, expected) in [
            (vec![(dec!(1), dec!(60)), (dec!(1), dec!(90))], dec!(72)),
            (vec![(dec!(2), dec!(60)), (dec!(1), dec!(90))], dec!(67.5)),
            (
                vec![(dec!(1), dec!(70)), (dec!(1), dec!(80)), (dec!(1), dec!(90))],
                dec!(79.162303664921465969),
            ),
            (vec![(dec!(1), dec!(0)), (dec!(9), dec!(100))], dec!(0)),
        ] {
            assert_eq!(harmonic_mean(&terms), Ok(expected.into()), "{terms:?}");
        }
    }

    #[test]
    fn overflow_is_a_value() {
        assert_eq!(mul(Decimal::MAX, dec!(2)), Err(Stop::Overflow));
        assert_eq!(add(Decimal::MAX, Decimal::MAX), Err(Stop::Overflow));
    }
}
