//! Characters that outputs cannot hold or must not obey: what XML has no place for, however it is escaped, and what tells a
//! screen or a terminal to do something instead of being seen.

use std::borrow::Cow;

/// Whether XML can hold a character: all but control characters other than tab, line feed and carriage return, and the
/// two that are no characters (XML 1.0, production 2).
pub fn xml_holds(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// Whether a character changes in which direction what follows is read (UAX #9: embeddings, overrides, isolates): a text
/// with one of them is not seen as it is written.
pub fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text of the content may hold a character: what XML holds, but for the control characters U+007F to U+009F.
pub fn writable(character: char) -> bool {
    xml_holds(character) && !matches!(character, '\u{7f}'..='\u{9f}')
}

/// Whether every character of a text may stand in the content and turns nothing. Its bytes are asked: every file that is
/// read comes by, and every text in it.
pub fn writable_all(text: &str) -> bool {
    none(text, |a, b, c| {
        unprinted(a, b, c) | u8::from(a == 0x7f) | (u8::from(a == 0xc2) & u8::from(b <= 0x9f))
    })
}

/// Whether every character of a text can be printed as it is. Its bytes are asked: every text of every page comes by.
pub fn printable_all(text: &str) -> bool {
    none(text, unprinted)
}

/// Whether nowhere in a text a byte, the one after it and the one after that are told of by a bit. Bits instead of `&&` and
/// windows of one size let the compiler ask sixteen bytes at once, which takes a fifth of the instructions.
pub(super) fn none(text: &str, tells: impl Fn(u8, u8, u8) -> u8) -> bool {
    let asked = |a: [u8; WIDE], b: [u8; WIDE], c: [u8; WIDE]| {
        let mut told = 0;
        for at in 0..WIDE {
            told |= tells(a[at], b[at], c[at]);
        }
        told == 0
    };
    let last = |bytes: &[u8]| {
        let word = word(bytes);
        let after = |bytes: u32| (word >> (8 * bytes) | BLANKS << (128 - 8 * bytes)).to_le_bytes();
        asked(word.to_le_bytes(), after(1), after(2))
    };
    let mut rest = text.as_bytes();
    let chunk = |bytes: &[u8], at: usize| bytes.get(at..).and_then(|bytes| bytes.first_chunk()).copied();
    while let (Some(a), Some(b), Some(c)) = (chunk(rest, 0), chunk(rest, 1), chunk(rest, 2)) {
        if !asked(a, b, c) {
            return false;
        }
        rest = &rest[WIDE..];
    }
    match rest.split_at_checked(WIDE) {
        Some((_, [_, ..])) => last(&rest[..WIDE]) && last(&rest[WIDE - 2..]),
        Some((_, [])) | None => last(rest),
    }
}

/// Bytes that are asked at once.
const WIDE: usize = 16;

const BLANKS: u128 = u128::from_le_bytes([b' '; WIDE]);

/// At most sixteen bytes, with blanks behind them. Most texts are that short, and they were written just before: a copy of
/// them would be read back before the processor has put it together, so they are read as two words that may overlap.
fn word(bytes: &[u8]) -> u128 {
    let length = bytes.len();
    let word = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => {
            u128::from(u64::from_le_bytes(*first))
                | u128::from(u64::from_le_bytes(*last)) << (8 * (length - 8))
        }
        _ => match (bytes.first_chunk(), bytes.last_chunk()) {
            (Some(first), Some(last)) => {
                u128::from(u32::from_le_bytes(*first))
                    | u128::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
            }
            _ => bytes.iter().rev().fold(0, |word, byte| word << 8 | u128::from(*byte)),
        },
    };
    word | BLANKS.checked_shl(8 * length as u32).unwrap_or(0)
}

/// A bit where these bytes begin with what is not printed: control characters that XML does not hold, U+FFFE and U+FFFF,
/// and what turns. The many others that begin with the same byte are quotation marks and full-width signs.
pub(super) fn unprinted(a: u8, b: u8, c: u8) -> u8 {
    let control = u8::from(a < 0x20) & u8::from(a != b'\t') & u8::from(a != b'\n') & u8::from(a != b'\r');
    let no_character = u8::from(a == 0xef) & u8::from(b == 0xbf) & u8::from(c >= 0xbe);
    let embeds = u8::from(b == 0x80) & u8::from(c >= 0xaa) & u8::from(c <= 0xae);
    let isolates = u8::from(b == 0x81) & u8::from(c >= 0xa6) & u8::from(c <= 0xa9);
    control | no_character | (u8::from(a == 0xe2) & (embeds | isolates))
}

/// A text with a space for each character that XML cannot hold, and without those that turn. Content has none; what comes
/// by other ways may.
pub fn printable(text: &str) -> Cow<'_, str> {
    if printable_all(text) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|character| !turns(*character));
    Cow::Owned(kept.map(|character| if xml_holds(character) { character } else { ' ' }).collect())
}

/// A text for a terminal: a visible mark for each character that would be obeyed instead of shown. Tabs and line feeds
/// stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let obeyed = |character: char| match character {
        '\t' | '\n' => false,
        _ => character.is_control() || turns(character),
    };
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mark = |character: char| match character {
        _ if !obeyed(character) => character,
        // The pictures of the control characters, ␛ for U+001B.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(mark).collect())
}

/// A text as one line of a terminal, so that none forges another: marks stand for line feeds too.
pub fn one_line(text: &str) -> Cow<'_, str> {
    match text.contains(['\n', '\r']) {
        false => Cow::Borrowed(text),
        true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "␍").replace('\n', "␊")),
    }
}

/// What a character that is not to be seen is called.
pub fn character_name(character: char) -> &'static str {
    match character {
        '\0' => "空字符",
        '\u{8}' => "退格符",
        '\t' => "制表符",
        '\n' => "换行符",
        '\u{b}' => "垂直制表符，从 Word 复制的文字里是手动换行",
        '\u{c}' => "换页符",
        '\r' => "回车符",
        '\u{1b}' => "转义符",
        '\u{7f}' => "删除符",
        '\u{85}' => "下一行符",
        '\u{202a}' => "从左到右嵌入",
        '\u{202b}' => "从右到左嵌入",
        '\u{202c}' => "方向结束",
        '\u{202d}' => "强制从左到右",
        '\u{202e}' => "强制从右到左",
        '\u{2066}' => "从左到右隔离",
        '\u{2067}' => "从右到左隔离",
        '\u{2068}' => "按首字定方向的隔离",
        '\u{2069}' => "隔离结束",
        '\u{fffe}' | '\u{ffff}' => "不是字符",
        _ => "控制字符",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some of all characters, and all where something happens.
    fn some() -> impl Iterator<Item = char> {
        let numbers = (0..=u32::from(char::MAX)).step_by(7).chain(0..0x100).chain(0x2020..0x2070);
        numbers.chain(0xff00..0x1_0010).filter_map(char::from_u32)
    }

    #[test]
    fn a_text_is_what_each_of_its_characters_is() {
        for character in some() {
            let text = format!("甲{character}乙");
            let plain = !turns(character);
            assert_eq!(writable_all(&text), writable(character) && plain, "{character:?}");
            assert_eq!(printable_all(&text), xml_holds(character) && plain, "{character:?}");
        }
    }

    #[test]
    fn a_text_is_asked_from_its_first_character_to_its_last() {
        for length in 0..40 {
            assert!(printable_all(&"“，".repeat(length)));
            for (at, odd) in
                (0..=length).flat_map(|at| ['\0', '\u{202e}', '\u{2069}', '\u{ffff}'].map(|odd| (at, odd)))
            {
                let text = format!("{}{odd}{}", "a".repeat(at), "b".repeat(length - at));
                assert!(!printable_all(&text) && !writable_all(&text), "{odd:?} at {at} of {length}");
            }
        }
    }

    #[test]
    fn what_xml_cannot_hold_becomes_a_space_and_what_turns_nothing() {
        assert_eq!(printable("甲\u{b}乙\0\u{fffe}\u{ffff}\u{1f}丙\u{202e}丁\u{2069}"), "甲 乙    丙丁");
        let sound = "“甲”\t\r\n\u{7f}\u{85}\u{fffd}\u{200f}\u{1f600}";
        assert!(matches!(printable(sound), Cow::Borrowed(text) if text == sound));
    }

    #[test]
    fn a_terminal_obeys_nothing_of_a_text() {
        assert_eq!(visible("a\u{1b}[2J\r\0\u{7f}\u{9b}\u{202e}b"), "a␛[2J␍␀␡\u{fffd}\u{fffd}b");
        assert!(matches!(visible("甲\t\n“”"), Cow::Borrowed(_)));
        for character in some().filter(|character| !matches!(character, '\t' | '\n')) {
            assert!(!visible(&character.to_string()).contains(|c: char| c.is_control() || turns(c)));
        }
    }
}
