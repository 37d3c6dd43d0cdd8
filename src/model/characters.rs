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

/// A text with a space for each character that XML cannot hold. Content has none; what comes by other ways may.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(xml_holds) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| if xml_holds(character) { character } else { ' ' }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_becomes_a_space() {
        assert_eq!(printable("甲\u{b}乙\0\u{fffe}\u{ffff}\u{1f}丙"), "甲 乙    丙");
        let sound = "甲\t\r\n\u{7f}\u{85}\u{fffd}\u{1f600}";
        assert!(matches!(printable(sound), Cow::Borrowed(text) if text == sound));
    }
}
