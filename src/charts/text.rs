//! Text in pictures: numbers as pages print them, coordinates, and the room a label takes.
//!
//! No font is ever opened. Widths are estimates for the sans stack of the theme, on the generous side, and
//! the browser does the anchoring.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) use crate::wording::number::figure;
pub(super) use crate::wording::number::{measure, places, signed, signed_to, two as number};

/// A score with its full points, where it is not of a hundred: `13.50 / 15`.
pub(super) fn scored(score: Decimal, decimals: u32, of: Option<Decimal>) -> String {
    let text = places(score, decimals);
    match of {
        Some(of) => [&text, " / ", &figure(of)].concat(),
        None => text,
    }
}

/// The value as a position in a picture. The only way from exact numbers to floating point.
pub(super) fn position(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// The value with its sign and as many decimals as it needs, two to four: `+0.005`, `−1.20`.
pub(super) fn signed_fine(value: Decimal) -> String {
    let fine = value.round_dp(4).normalize();
    if fine.scale() <= 2 {
        return signed(value);
    }
    let sign = if fine.is_sign_negative() { "−" } else { "+" };
    [sign, &fine.abs().to_string()].concat()
}

/// A tick of an axis: grouped, without decimals it does not need.
pub(super) fn tick(value: f64) -> String {
    figure(Decimal::from_f64_retain(value).unwrap_or_default().round_dp(6))
}

/// Appends a pixel coordinate: whole, or with one decimal.
pub(super) fn push_px(out: &mut String, px: f32) {
    // A coordinate outside the picture by kilometres is as invisible as any other outside it.
    let tenths = (px * 10.0).round().clamp(-1e6, 1e6) as i32;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    push_integer(out, tenths / 10);
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (tenths % 10) as u8));
    }
}

/// Appends a whole number.
pub(super) fn push_integer(out: &mut String, value: u32) {
    if value >= 10 {
        push_integer(out, value / 10);
    }
    out.push(char::from(b'0' + (value % 10) as u8));
}

/// Font size that the classes of a text give it.
pub(super) fn font_size(classes: &[&str]) -> f32 {
    classes
        .iter()
        .find_map(|class| match *class {
            "t12" => Some(12.0),
            "t15" => Some(15.0),
            _ => None,
        })
        .unwrap_or(13.0)
}

/// Estimated width of a text in pixels.
pub(super) fn text_width(text: &str, size: f32) -> f32 {
    text.chars().map(em).sum::<f32>() * size
}

fn em(c: char) -> f32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | 'i' | 'l' | 'j' => 0.29,
        '(' | ')' | '-' | '/' | 'f' | 't' | 'r' | 'I' => 0.36,
        'M' | 'W' | 'm' | 'w' | '%' | '@' => 0.92,
        'A'..='Z' => 0.66,
        '\u{20}'..='\u{24f}' | '−' => 0.57,
        _ => 1.0,
    }
}

/// The text, cut with … where it would be wider than `room` pixels.
pub(super) fn fit(text: &str, room: f32, size: f32) -> Cow<'_, str> {
    if text_width(text, size) <= room {
        return Cow::Borrowed(text);
    }
    let mut left = room - size;
    let kept: String = text
        .chars()
        .take_while(|&c| {
            left -= em(c) * size;
            left >= 0.0
        })
        .collect();
    Cow::Owned(kept + "…")
}

/// Breaks a text into at most `lines` lines of `room` pixels; the last one is cut where it is too long.
pub(super) fn wrap(text: &str, room: f32, size: f32, lines: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() && out.len() < lines {
        if out.len() + 1 == lines {
            out.push(fit(rest, room, size).into_owned());
            break;
        }
        let mut width = 0.0;
        let cut = rest.char_indices().find(|&(at, c)| {
            width += em(c) * size;
            // A line never begins with closing punctuation: it hangs over instead.
            at > 0 && width > room && !"，。、；：）”》".contains(c)
        });
        let cut = cut.map_or(rest.len(), |(at, _)| at);
        out.push(rest[..cut].to_owned());
        rest = &rest[cut..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_rounding_keeps_the_decimals_it_is_made_of() {
        for (value, text) in [
            ("0.005", "+0.005"),
            ("-0.0033333333", "−0.0033"),
            ("0.01", "+0.01"),
            ("-1.2", "−1.20"),
            ("0", "0.00"),
        ] {
            assert_eq!(signed_fine(d(value)), text);
        }
    }

    #[test]
    fn ticks_drop_decimals_they_do_not_need() {
        for (value, text) in
            [(1500.0, "1,500"), (0.5, "0.5"), (-2.25, "−2.25"), (0.125, "0.125"), (f64::NAN, "0")]
        {
            assert_eq!(tick(value), text);
        }
    }

    #[test]
    fn coordinates_have_at_most_one_decimal() {
        for (px, text) in
            [(0.0, "0"), (12.0, "12"), (12.34, "12.3"), (-0.55, "-0.6"), (f32::NAN, "0"), (1e30, "100000")]
        {
            let mut out = String::new();
            push_px(&mut out, px);
            assert_eq!(out, text);
        }
    }

    #[test]
    fn long_labels_are_cut_and_wrapped() {
        assert_eq!(fit("广州", 26.0, 13.0), "广州");
        assert_eq!(fit("省扶贫开发领导小组办公室", 52.0, 13.0), "省扶贫…");
        assert_eq!(fit("广州", 1.0, 13.0), "…");
        assert_eq!(wrap("一二三四五，六七八九十", 60.0, 12.0, 2), ["一二三四五，", "六七八九十"]);
        assert_eq!(wrap("", 60.0, 12.0, 2), Vec::<String>::new());
        assert_eq!(wrap("一二三四五六七", 36.0, 12.0, 2), ["一二三", "四五…"]);
    }
}
