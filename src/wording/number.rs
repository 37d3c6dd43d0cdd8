//! Numbers as sentences and pages print them: two decimals, a true minus, thousands apart.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{self, MeasureUnit, printed};

/// A number with exactly `decimals` places: `2,235.29`, `−1.50`.
pub fn places(value: Decimal, decimals: u32) -> String {
    printed(model::places(value, decimals), "−", ",")
}

/// A weight or points: two places. Scores are printed by `scale`, which knows the decimals of their role.
pub fn two(value: Decimal) -> String {
    places(value, 2)
}

/// A figure as it was stated, with no more places than it has: `38,000`, `3.8`.
pub fn figure(value: Decimal) -> String {
    printed(value.normalize(), "−", ",")
}

/// A change of points, always with its sign: `+2.46`, `−0.30`, `0.00`.
pub fn signed(value: Decimal) -> String {
    signed_to(value, 2)
}

/// A change of a score with the decimals that its role is printed with, always with its sign.
pub fn signed_to(value: Decimal, decimals: u32) -> String {
    let text = places(value, decimals);
    if value > Decimal::ZERO && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        format!("+{text}")
    } else {
        text
    }
}

/// Decimals a measure is printed with: two, or so many as tell three digits of one that is less than a tenth, so that small
/// ratios that differ look different.
pub fn measure_decimals(value: Decimal) -> u32 {
    const USUAL: u32 = 2;
    let mut decimals = USUAL;
    let mut least = Decimal::new(1, 1);
    while value.abs() < least && decimals < value.normalize().scale() && decimals < model::EXACT_DECIMALS {
        decimals = least.scale() + 3;
        least /= Decimal::TEN;
    }
    decimals.min(value.normalize().scale().max(USUAL)).min(model::EXACT_DECIMALS)
}

/// Decimals of measures that stand below each other, by measure: of those that need more than they are printed with
/// alone, so that each is told from the nearest of the others.
pub fn told_apart(measures: impl IntoIterator<Item = Decimal>) -> BTreeMap<Decimal, u32> {
    let mut sorted: Vec<Decimal> = measures.into_iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut decimals = BTreeMap::new();
    for pair in sorted.windows(2) {
        let [one, two] = [pair[0], pair[1]];
        let alike = |decimals| model::places(one, decimals) == model::places(two, decimals);
        let own = |value| decimals.get(&value).copied().unwrap_or_else(|| measure_decimals(value));
        let (of_one, of_two) = (own(one), own(two));
        let (mut needed, fewest) = (of_one.max(of_two), of_one.min(of_two));
        if !alike(fewest) {
            continue;
        }
        while alike(needed) && needed < model::EXACT_DECIMALS {
            needed += 1;
        }
        decimals.extend([(one, needed), (two, needed)]);
    }
    decimals
}

/// A measure without its unit.
pub fn measure(value: Decimal) -> String {
    places(value, measure_decimals(value))
}

/// A measure with its unit: `2,235.29万元/个`, `98.50%`.
pub fn measured(value: Decimal, unit: &MeasureUnit) -> String {
    match unit {
        MeasureUnit::Number => measure(value),
        MeasureUnit::Plain(unit) if unit.counts() && value.is_integer() => format!("{}{unit}", figure(value)),
        MeasureUnit::Plain(_) | MeasureUnit::Per(..) => format!("{}{unit}", measure(value)),
    }
}

/// A date: `2019-12-31`.
pub fn date(date: Date) -> String {
    date.to_string()
}

/// A date in words: `2019年12月31日`.
pub fn long_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A count in Chinese numerals as headings use them, up to 99.
pub fn numeral(count: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match count {
        0 => "〇".to_owned(),
        1..=9 => DIGITS[count].to_owned(),
        10..=19 => format!("十{}", DIGITS[count - 10]),
        20..=99 => format!("{}十{}", DIGITS[count / 10], DIGITS[count % 10]),
        _ => count.to_string(),
    }
}

pub(crate) fn dash() -> String {
    "–".to_owned()
}

/// A text, or a dash where it says nothing.
pub(crate) fn or_dash(text: impl Into<String>) -> String {
    Some(text.into()).filter(|text| !text.is_empty()).unwrap_or_else(dash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn measures_beside_each_other_are_told_apart() {
        let of = |values: &[Decimal]| {
            let decimals = told_apart(values.iter().copied());
            let of =
                |value: &Decimal| decimals.get(value).copied().unwrap_or_else(|| measure_decimals(*value));
            values.iter().map(|value| places(*value, of(value))).collect::<Vec<_>>()
        };
        assert_eq!(of(&[dec!(98.501), dec!(70.2), dec!(98.504)]), ["98.501", "70.20", "98.504"]);
        assert_eq!(of(&[dec!(0.0999), dec!(0.1)]), ["0.0999", "0.1000"]);
        assert_eq!(of(&[dec!(1.001), dec!(1.002), dec!(1.0024)]), ["1.001", "1.0020", "1.0024"]);
        assert_eq!(of(&[dec!(5), dec!(5)]), ["5.00", "5.00"]);
    }

    #[test]
    fn prints_as_the_bulletin_does() {
        for (value, expected) in [
            (dec!(0), "0.00"),
            (dec!(-0.001), "0.00"),
            (dec!(0.5), "0.50"),
            (dec!(1000), "1,000.00"),
            (dec!(92), "92.00"),
            (dec!(-1.5), "−1.50"),
            (dec!(1234567.891), "1,234,567.89"),
            (dec!(999.995), "1,000.00"),
            (Decimal::new(1, 28), "0.00"),
        ] {
            assert_eq!(two(value), expected);
        }
        assert_eq!(figure(dec!(38000)), "38,000");
        assert_eq!(figure(Decimal::MAX), "79,228,162,514,264,337,593,543,950,335");
        assert_eq!([figure(dec!(0)), figure(dec!(999)), figure(dec!(100.0))], ["0", "999", "100"]);
        assert_eq!(figure(dec!(-1000.50)), "−1,000.5");
        assert_eq!([signed(dec!(2.46)), signed(dec!(-0.3)), signed(dec!(0.001))], ["+2.46", "−0.30", "0.00"]);
        // Small ratios that differ look different; others have two decimals as ever.
        for (value, expected) in [
            (dec!(0.0105), "0.0105"),
            (dec!(0.01484999), "0.0148"),
            (dec!(0.00012345), "0.000123"),
            (dec!(0.05), "0.05"),
            (dec!(0.1234), "0.12"),
            (dec!(0), "0.00"),
            (dec!(12.3456), "12.35"),
        ] {
            assert_eq!(measure(value), expected);
        }
        assert_eq!([numeral(10), numeral(12), numeral(20), numeral(35)], ["十", "十二", "二十", "三十五"]);
    }
}
