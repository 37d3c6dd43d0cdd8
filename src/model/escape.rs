//! Text inside HTML and XML: pages, pictures and feeds.

use super::characters::{printable, printable_all};

/// Whether a text can stand in HTML as it is. Nearly every text can, and every text of every page is asked.
pub fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'')) && printable_all(text)
}

/// Appends text with the five characters replaced that HTML gives a meaning, and without what is not printed
/// ([`printable`]).
pub fn escape(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    for character in printable(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_plain_that_escaping_leaves_as_it_is() {
        let each = (0..=u32::from(char::MAX)).step_by(7).chain(0..0x100).chain(0xff00..0x1_0010);
        for text in each.filter_map(char::from_u32).map(|letter| format!("甲{letter}")) {
            let slow = printable_all(&text) && !text.contains(['&', '<', '>', '"', '\'']);
            assert_eq!(is_plain(&text), slow, "{text:?}");
        }
    }
}
