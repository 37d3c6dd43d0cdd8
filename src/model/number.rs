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
    let drops = value.scale().saturating_sub(decimals);
    // Most numbers fit a word, whose division is far cheaper than that of three; every number of every page is rounded.
    if let (Ok(mantissa), Some(power)) = (i64::try_from(value.mantissa()), 10i64.checked_pow(drops)) {
        let (mut mantissa, rest) = (mantissa / power, mantissa % power);
        if drops > 0 && rest.unsigned_abs() >= power.unsigned_abs() / 2 {
            mantissa += rest.signum();
        }
        let mut scale = if mantissa == 0 { 0 } else { value.scale() - drops };
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        return Decimal::new(mantissa, scale);
    }
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// The lowest number with `decimals` places that is not below this one.
pub fn up_to(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::ToPositiveInfinity).normalize()
}

/// One unit in the last of `decimals` places: 0.01 for two.
pub fn last_place(decimals: u32) -> Decimal {
    Decimal::new(1, decimals)
}

/// The number with exactly `decimals` places, `92.00`.
pub fn fixed(value: Decimal, decimals: u32) -> String {
    printed(places(value, decimals), "-", "")
}

/// The number in full, without trailing zeros: `89.9166666667`, `92`.
pub fn plain(value: Decimal) -> String {
    printed(value.normalize(), "-", "")
}

/// Rounded to exactly `decimals` places, with the zeros that takes.
pub fn places(value: Decimal, decimals: u32) -> Decimal {
    let mut rounded = round(value, decimals);
    rounded.rescale(decimals);
    rounded
}

/// Every digit of a number as it is, with this sign before a negative one and this text between the thousands.
///
/// A page prints some four hundred numbers; this takes a sixth of the time of the type's own `Display`.
pub fn printed(value: Decimal, minus: &str, between: &str) -> String {
    // A Decimal has at most 29 digits, of which at most 28 stand after the point.
    const ZEROS: &str = "0000000000000000000000000000";
    let mut buffer = itoa::Buffer::new();
    let (mantissa, scale) = (value.mantissa().unsigned_abs(), value.scale() as usize);
    // Most numbers fit a word, whose division is far cheaper than that of two.
    let digits = match u64::try_from(mantissa) {
        Ok(word) => buffer.format(word),
        Err(_) => buffer.format(mantissa),
    };
    let (mut whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
    if whole.is_empty() {
        whole = "0";
    }
    let mut out = String::with_capacity(digits.len().max(scale + 1) + 4);
    // A number that is zero has no sign.
    if value.is_sign_negative() && mantissa != 0 {
        out.push_str(minus);
    }
    if !between.is_empty() {
        while whole.len() > 3 {
            let (head, rest) = whole.split_at((whole.len() - 1) % 3 + 1);
            out.push_str(head);
            out.push_str(between);
            whole = rest;
        }
    }
    out.push_str(whole);
    if scale > 0 {
        out.push('.');
        out.push_str(&ZEROS[..scale - fraction.len()]);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn prints_every_digit() {
        for value in
            [dec!(0), dec!(0.05), dec!(-0.5), dec!(10), dec!(1234.5), Decimal::MAX, Decimal::MIN, dec!(-0.00)]
        {
            let expected = value.to_string();
            let expected = if value.is_zero() { expected.trim_start_matches('-') } else { &expected };
            assert_eq!(printed(value, "-", ""), expected);
        }
        let least = Decimal::new(1, 28);
        assert_eq!(printed(least, "-", ","), least.to_string());
        assert_eq!(printed(dec!(-1234567.5), "−", ","), "−1,234,567.5");
        assert_eq!(printed(dec!(123), "", ","), "123");
    }

    #[test]
    fn a_word_is_rounded_as_longer_numbers_are() {
        let (words, scales) =
            ([0, 1, -1, 4, 5, -5, 49, 50, 95, -995, 123_450, 8_991_666_667, i64::MAX, i64::MIN], 0..=28);
        for (mantissa, scale) in
            words.into_iter().flat_map(|word| scales.clone().map(move |scale| (word, scale)))
        {
            let value = Decimal::new(mantissa, scale);
            for decimals in 0..=12 {
                let rounded = round(value, decimals);
                let slow = value
                    .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
                    .normalize();
                assert_eq!(
                    (rounded.mantissa(), rounded.scale()),
                    (slow.mantissa(), slow.scale()),
                    "{value} {decimals}"
                );
            }
        }
    }

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
