//! Lists in messages: the first names, and how many there are in all. Thousands would hide what is said, and a thousand
//! messages with thousands each would fill the memory.

/// As many as are named.
const MOST: usize = 24;

/// 甲、乙、丙 等 120 个
pub fn some<S: AsRef<str>>(names: &[S]) -> String {
    some_of(names, names.len())
}

/// The same of names of which only the first are at hand.
pub fn some_of<S: AsRef<str>>(names: &[S], all: usize) -> String {
    let shown: Vec<&str> = names.iter().take(MOST).map(AsRef::as_ref).collect();
    let more = all > shown.len();
    let mut text = shown.join("、");
    if more {
        text.push_str(&format!(" 等 {all} 个"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_ends_in_its_number() {
        let names: Vec<String> = (1..=25).map(|number| number.to_string()).collect();
        assert_eq!(some(&names[..2]), "1、2");
        assert!(some(&names[..24]).ends_with("、24"));
        assert!(some(&names).ends_with("、24 等 25 个"));
        assert_eq!(some_of(&names[..24], 1_000).split('、').next_back(), Some("24 等 1000 个"));
        assert_eq!(some::<&str>(&[]), "");
    }
}
