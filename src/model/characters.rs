//! Characters that XML, and with it Word files, pictures and feeds, cannot hold, however they are escaped.

use std::borrow::Cow;

/// Whether XML can hold a character: all but control characters other than tab, line feed and carriage return, and the
/// two that are no characters (XML 1.0, production 2).
pub fn xml_holds(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// Whether XML can hold every character of a text. Its bytes are asked: every file that is read comes by, and every text
/// that is printed.
pub fn xml_holds_all(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        0..=8 | 0xb | 0xc | 0xe..=0x1f => false,
        // U+FFFE and U+FFFF, and no other of the many characters that begin with this byte.
        0xef => !matches!(bytes[at + 1..], [0xbf, 0xbe | 0xbf, ..]),
        _ => true,
    })
}

/// A text with a space for each character that XML cannot hold. Content has none; what comes by other ways may.
pub fn printable(text: &str) -> Cow<'_, str> {
    if xml_holds_all(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| if xml_holds(character) { character } else { ' ' }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_held_when_each_of_its_characters_is() {
        let some = (0..=u32::from(char::MAX)).step_by(7).chain(0..0x100).chain(0xff00..0x1_0010);
        for character in some.filter_map(char::from_u32) {
            assert_eq!(xml_holds_all(&format!("甲{character}乙")), xml_holds(character), "{character:?}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_becomes_a_space() {
        assert_eq!(printable("甲\u{b}乙\0\u{fffe}\u{ffff}\u{1f}丙"), "甲 乙    丙");
        let sound = "甲\t\r\n\u{7f}\u{85}\u{fffd}\u{1f600}";
        assert!(matches!(printable(sound), Cow::Borrowed(text) if text == sound));
    }
}
