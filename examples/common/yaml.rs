//! Writing scalars as YAML.

/// A text as a plain scalar where that is safe inside a flow mapping, else in single quotes.
pub fn text(text: &str) -> String {
    let plain = text.chars().next().is_some_and(|first| !first.is_ascii() || first.is_ascii_alphabetic())
        && !text
            .contains([',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', ':'])
        && !text.ends_with(' ')
        && !matches!(text, "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "y" | "n");
    if plain { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}
