//! How many times one number is another, and when that is too many times.

use rust_decimal::Decimal;

use crate::model::Unit;

/// How far amounts and counts may be off, either way.
const FAR: Decimal = whole(5);
/// How far rates and pure numbers may be off: they move freely, and a slip of the unit is a hundred times.
const FAR_OF_RATES: Decimal = whole(50);
/// Numbers that are both below it are not compared, in the smallest unit of the kind: 1 → 6 is no slip.
const SMALL: Decimal = whole(50);
/// The same of money, in 元.
const SMALL_MONEY: Decimal = whole(10_000);
/// The same of percents, in ‰.
const SMALL_RATE: Decimal = whole(100);

pub(super) const fn whole(number: u32) -> Decimal {
    Decimal::from_parts(number, 0, 0, false, 0)
}

/// How many times one number is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// So many times as much.
    More(Decimal),
    /// One of so many parts.
    Less(Decimal),
    /// It is 0 and the other is not.
    Nothing,
}

impl Times {
    /// The factor between the two, whichever is larger; none to 0.
    pub fn factor(self) -> Option<Decimal> {
        match self {
            Times::More(factor) | Times::Less(factor) => Some(factor),
            Times::Nothing => None,
        }
    }
}

/// How many times a number is another, both not below 0 and the other above it.
pub(super) fn times(value: Decimal, of: Decimal) -> Option<Times> {
    if value < Decimal::ZERO || of <= Decimal::ZERO {
        return None;
    }
    if value.is_zero() {
        return Some(Times::Nothing);
    }
    Some(match value >= of {
        true => Times::More(value.checked_div(of)?),
        false => Times::Less(of.checked_div(value)?),
    })
}

/// How many times a number is another, where that is too many times for numbers of their unit.
pub(super) fn far(value: Decimal, of: Decimal, unit: &Unit) -> Option<Times> {
    let found = times(value, of)?;
    let rate = !unit.adds_up() && !unit.counts();
    let small = match (rate, unit.base()) {
        (true, "‰") => SMALL_RATE,
        (true, _) => Decimal::ZERO,
        (false, "元") => SMALL_MONEY,
        (false, _) => SMALL,
    };
    let larger = unit.in_base(value.max(of))?;
    if larger < small {
        return None;
    }
    let too_many = if rate { FAR_OF_RATES } else { FAR };
    match found {
        Times::More(factor) | Times::Less(factor) => (factor > too_many).then_some(found),
        Times::Nothing => (!rate).then_some(found),
    }
}

/// The factor by which the larger of two numbers is more than the smaller; both above 0.
pub(super) fn apart(one: Decimal, other: Decimal) -> Option<Decimal> {
    times(one, other)?.factor()
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn small_numbers_and_rates_are_no_slips() {
        let percent = Unit::PERCENT;
        let cases = [
            (dec!(907030000), dec!(90703), Unit::TEN_THOUSAND_YUAN, true),
            (dec!(500), dec!(100), Unit::PIECE, false),
            (dec!(501), dec!(100), Unit::PIECE, true),
            (dec!(19), dec!(100), Unit::PIECE, true),
            (dec!(20), dec!(100), Unit::PIECE, false),
            (dec!(6), dec!(1), Unit::PIECE, false),
            (dec!(0), dec!(49), Unit::PIECE, false),
            (dec!(0), dec!(50), Unit::PIECE, true),
            (dec!(-3), dec!(100), Unit::PIECE, false),
            (dec!(0.5), dec!(0.01), Unit::TEN_THOUSAND_YUAN, false),
            (dec!(60), dec!(6), percent.clone(), false),
            (dec!(0.978), dec!(97.8), percent.clone(), true),
            (dec!(0), dec!(97.8), percent.clone(), false),
            (dec!(4), dec!(0.05), percent, false),
        ];
        for (value, of, unit, is) in cases {
            assert_eq!(far(value, of, &unit).is_some(), is, "{value} {of} {unit}");
        }
    }

    #[test]
    fn both_directions_have_a_factor() {
        assert_eq!(times(dec!(50), dec!(5)), Some(Times::More(dec!(10))));
        assert_eq!(times(dec!(5), dec!(50)), Some(Times::Less(dec!(10))));
        assert_eq!(times(dec!(0), dec!(50)), Some(Times::Nothing));
        assert_eq!(times(dec!(5), dec!(0)), None);
        assert_eq!(apart(dec!(2), dec!(8)), Some(dec!(4)));
    }
}
