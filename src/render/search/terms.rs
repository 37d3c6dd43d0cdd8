//! Terms: how a text is made comparable, and what it is cut into.

/// A character as it is compared: full width becomes half width, capitals become small. One UTF-16 unit stays one,
/// so that a place in the normal text is the same place in the text that is shown.
pub fn normal(c: char) -> char {
    let folded = match c {
        '\u{3000}' | '\t' | '\n' | '\r' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    folded.to_ascii_lowercase()
}

/// A text as it is compared.
pub fn normalise(text: &str) -> String {
    text.chars().map(normal).collect()
}

/// Whether a character is cut into pairs.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether a character, already normal, is part of a latin word.
pub fn is_latin(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit()
}

/// The terms of a text: pairs of neighbours of Chinese runs (a lone character stands alone), and latin words.
pub fn terms(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().map(normal).collect();
    let mut terms = Vec::new();
    for run in text.chunk_by(|a, b| class(*a) == class(*b)) {
        match class(run[0]) {
            Class::Latin => terms.push(run.iter().collect()),
            Class::Cjk if run.len() == 1 => terms.push(run.iter().collect()),
            Class::Cjk => terms.extend(run.windows(2).map(|pair| pair.iter().collect::<String>())),
            Class::Other => {}
        }
    }
    terms
}

#[derive(PartialEq, Eq)]
enum Class {
    Cjk,
    Latin,
    Other,
}

fn class(c: char) -> Class {
    if is_cjk(c) {
        Class::Cjk
    } else if is_latin(c) {
        Class::Latin
    } else {
        Class::Other
    }
}
