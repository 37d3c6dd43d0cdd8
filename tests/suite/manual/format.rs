//! The page of file formats has every key, value and code of FORMAT.md, and none besides.

use std::collections::BTreeSet;

use crate::case::source;

/// The words in backticks, outside fenced blocks, of the lines that are asked for.
fn words(text: &str, asked: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut fenced = false;
    let mut found = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && asked(line) {
            for code in line.split('`').skip(1).step_by(2) {
                let all = code.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
                let long =
                    all.filter(|word| word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()));
                found.extend(long.map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn both_pages_have_the_same_keys() {
    let norm = source("docs/FORMAT.md");
    let page = source("docs/zh/format.md");
    let keys = words(&norm, |line| line.starts_with('|') || line.starts_with("**"));
    assert!(keys.len() > 250, "only {} keys were found", keys.len());
    let told = words(&page, |_| true);
    let missing: Vec<_> = keys.difference(&told).collect();
    assert!(missing.is_empty(), "docs/zh/format.md lacks {missing:?}");
    let known = words(&norm, |_| true);
    let invented: Vec<_> = told.difference(&known).collect();
    assert!(invented.is_empty(), "docs/FORMAT.md does not know {invented:?}");
}
