//! Text inside HTML and XML: pages, pictures and feeds.

use super::characters::{none, printable, unprinted};

/// Whether a text can stand in HTML as it is. Nearly every text can, and every text of every page is asked.
pub fn is_plain(text: &str) -> bool {
    none(text, |a, b, c| {
        // & and ', < and > are one bit apart.
        let escaped = u8::from(a & !1 == b'&') | u8::from(a & !2 == b'<') | u8::from(a == b'"');
        escaped | unprinted(a, b, c)
    })
}

/// Appends text with the five characters replaced that HTML gives a meaning, and without what is not printed
/// ([`printable`]).
pub fn escape(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
        return;
    }
    let text = printable(text);
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::printable_all;

    #[test]
    fn a_text_is_plain_that_escaping_leaves_as_it_is() {
        let each = (0..=u32::from(char::MAX)).step_by(7).chain(0..0x100).chain(0xff00..0x1_0010);
        for text in each.filter_map(char::from_u32).map(|letter| format!("甲{letter}")) {
            let slow = printable_all(&text) && !text.contains(['&', '<', '>', '"', '\'']);
            assert_eq!(is_plain(&text), slow, "{text:?}");
        }
    }

    #[test]
    fn what_html_gives_a_meaning_is_replaced_wherever_it_stands() {
        let mut out = String::new();
        escape(&mut out, "<a href=\"甲\">'乙'\u{b}&丙</a>");
        assert_eq!(out, "&lt;a href=&quot;甲&quot;&gt;&#39;乙&#39; &amp;丙&lt;/a&gt;");
    }
}
