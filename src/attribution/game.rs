//! The mean over all orders of changing three things one after another (the Shapley value of three players).

use rust_decimal::Decimal;

use crate::model::quantise;

/// The orders of three things.
const ORDERS: Decimal = Decimal::from_parts(6, 0, 0, false, 0);

/// What the score is worth with scheme, peers and own record each of the earlier (0) or the later (1) year:
/// `values[scheme][peers][own]`.
pub(super) type Values = [[[Decimal; 2]; 2]; 2];

/// What each of the three changes adds; together exactly the difference between all later and all earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shares {
    pub own: Decimal,
    pub peers: Decimal,
    pub scheme: Decimal,
}

/// The mean over the six orders; `None` on overflow.
///
/// Each is one division of a whole multiple of the values by six. What the three quotients lack to the difference goes
/// to the largest of them.
pub(super) fn shares(values: &Values) -> Option<Shares> {
    let own = mean(|own, other, third| values[third][other][own])?;
    let peers = mean(|peers, other, third| values[third][peers][other])?;
    let scheme = mean(|scheme, other, third| values[scheme][other][third])?;
    let difference = values[1][1][1].checked_sub(values[0][0][0])?;
    let left = difference.checked_sub(own)?.checked_sub(peers)?.checked_sub(scheme)?;
    let mut shares = Shares { own, peers, scheme };
    let largest = shares.largest();
    *largest = largest.checked_add(left)?.normalize();
    Some(shares)
}

/// A third of its step where it goes first, a third where it goes last, and a sixth for each thing that may go before it
/// where it goes second.
fn mean(at: impl Fn(usize, usize, usize) -> Decimal) -> Option<Decimal> {
    let step = |other: usize, third: usize| at(1, other, third).checked_sub(at(0, other, third));
    let ends = step(0, 0)?.checked_add(step(1, 1)?)?.checked_mul(Decimal::TWO)?;
    let between = step(0, 1)?.checked_add(step(1, 0)?)?;
    Some(quantise(ends.checked_add(between)?.checked_div(ORDERS)?))
}

impl Shares {
    /// The one farthest from zero; the first of equals.
    fn largest(&mut self) -> &mut Decimal {
        let Self { own, peers, scheme } = self;
        let first = if own.abs() >= peers.abs() { own } else { peers };
        if first.abs() >= scheme.abs() { first } else { scheme }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_decimal::dec;

    fn values(at: impl Fn(usize, usize, usize) -> Decimal) -> Values {
        let own = |s, p| [at(s, p, 0), at(s, p, 1)];
        [0, 1].map(|s| [0, 1].map(|p| own(s, p)))
    }

    #[test]
    fn what_adds_is_given_to_what_adds_it() {
        let score = values(|s, p, o| dec!(70) + Decimal::from(5 * o) - Decimal::from(2 * p + s));
        assert_eq!(shares(&score), Some(Shares { own: dec!(5), peers: dec!(-2), scheme: dec!(-1) }));
    }

    #[test]
    fn what_only_all_three_do_together_is_shared_alike_and_the_remainder_goes_to_the_largest() {
        let score = values(|s, p, o| Decimal::from(s * p * o));
        let third = dec!(0.3333333333);
        assert_eq!(
            shares(&score),
            Some(Shares { own: dec!(0.3333333334), peers: third, scheme: third }),
            "one unit of the tenth decimal is left over"
        );
    }

    #[test]
    fn overflow_is_a_value() {
        assert_eq!(shares(&values(|s, _, _| if s == 0 { Decimal::MIN } else { Decimal::MAX })), None);
    }

    proptest! {
        #[test]
        fn no_thing_is_favoured(cells in prop::array::uniform8(0..100_000_i64)) {
            let at = |s: usize, p: usize, o: usize| Decimal::new(cells[4 * s + 2 * p + o], 3);
            let straight = shares(&values(at)).unwrap();
            prop_assert_eq!(straight.own + straight.peers + straight.scheme, at(1, 1, 1) - at(0, 0, 0));
            // The same game with the three under each other's names gives the same shares under those names, but for
            // the remainder, which is at most three halves of a unit of the tenth decimal.
            let renamed = shares(&values(|s, p, o| at(o, s, p))).unwrap();
            let near = |a: Decimal, b: Decimal| (a - b).abs() <= Decimal::new(2, 10);
            prop_assert!(near(straight.own, renamed.peers), "{straight:?} {renamed:?}");
            prop_assert!(near(straight.peers, renamed.scheme));
            prop_assert!(near(straight.scheme, renamed.own));
        }
    }
}
