//! Text of a record inside Markdown: what Markdown gives a meaning is put out of its sight before it is read and taken
//! back afterwards.
//!
//! A backslash would not do: it is a sign itself inside code and raw HTML, it does nothing for what makes markup by its
//! place alone (blanks at the beginning of a line, digits before a full stop), and beside `**` it decides whether those
//! are markup. So every ASCII sign and blank of a value travels as two noncharacters, which Markdown takes for letters
//! and no text holds. Here stands that pair: sixteen noncharacters are the digits of a byte.

use std::borrow::Cow;
use std::io::{self, Write};

/// U+FDD0 … U+FDEF are no characters, and for use inside a program.
const FIRST: u32 = 0xFDD0;
const LAST: u32 = 0xFDEF;

/// Writes a value so that no character of it is one of Markdown's. Line breaks and tabs are blanks: one inside a value
/// would end its table row or list item. A value of blanks alone is nothing, so that a line of it stays an empty one.
pub(super) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if text.trim().is_empty() {
        return Ok(());
    }
    // Chinese signs and blanks at an edge would decide whether `**` beside them is markup.
    let edge =
        |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii() && !letter.is_alphanumeric());
    if edge(text.chars().next()) {
        put(EDGE, out)?;
    }
    let mut plain = 0;
    for (at, letter) in text.char_indices() {
        let byte = match letter {
            // What only a noncharacter of the text itself can mean, above ASCII.
            letter if is_digit(letter) => 0x80 + (u32::from(letter) - FIRST),
            letter if letter.is_ascii_whitespace() || letter.is_control() => u32::from(' '),
            '\u{2028}' | '\u{2029}' => u32::from(' '),
            letter if letter == ' ' || letter.is_ascii_punctuation() => u32::from(letter),
            _ => continue,
        };
        out.write_all(&text.as_bytes()[plain..at])?;
        put(byte, out)?;
        plain = at + letter.len_utf8();
    }
    out.write_all(&text.as_bytes()[plain..])?;
    if edge(text.chars().next_back()) { put(EDGE, out) } else { Ok(()) }
}

/// What means nothing and stands where a value begins or ends.
const EDGE: u32 = 0xA0;

fn put(byte: u32, out: &mut dyn Write) -> io::Result<()> {
    for digit in [byte >> 4, byte & 15] {
        let digit = char::from_u32(FIRST + digit).unwrap_or_default();
        out.write_all(digit.encode_utf8(&mut [0; 4]).as_bytes())?;
    }
    Ok(())
}

/// The text again, wherever it came to stand.
pub(super) fn take_back(text: &str) -> Cow<'_, str> {
    if !text.contains(is_digit) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let byte =
            digit(letter).zip(letters.peek().copied().and_then(digit)).map(|(high, low)| high << 4 | low);
        match byte {
            Some(EDGE) => {}
            Some(byte @ ..0x80) => out.extend(char::from_u32(byte)),
            Some(byte @ 0x80..EDGE) => out.extend(char::from_u32(FIRST + byte - 0x80)),
            Some(_) | None => {
                out.push(letter);
                continue;
            }
        }
        letters.next();
    }
    Cow::Owned(out)
}

fn is_digit(letter: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(letter))
}

fn digit(letter: char) -> Option<u32> {
    u32::from(letter).checked_sub(FIRST).filter(|digit| *digit < 16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shielded(text: &str) -> String {
        let mut out = Vec::new();
        write(text, &mut out).expect("a vector takes it");
        String::from_utf8(out).expect("whole characters")
    }

    proptest! {
        #[test]
        fn what_is_put_out_of_sight_comes_back(text in "[\\PC\\n\\r\\t \u{fdd0}-\u{fdef}]{0,40}") {
            let out = shielded(&text);
            prop_assert!(!out.contains(|letter: char| letter.is_ascii_punctuation() || letter.is_ascii_whitespace()));
            let blanks = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(blanks(&take_back(&out)), blanks(&text));
        }
    }

    #[test]
    fn blanks_alone_are_nothing() {
        assert_eq!(shielded(" \n\t\u{3000}"), "");
        assert_eq!(take_back(&shielded("1. 甲\r\n- 乙|")), "1. 甲  - 乙|");
    }
}
