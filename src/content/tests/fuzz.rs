//! Nothing makes the reader panic or hang: mutated files and random bytes, in any place, rendered too.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::{Small, original};
use crate::diagnostics::{Style, json, render_all};

/// Files of the small folder and their texts.
fn files() -> &'static Vec<(String, String)> {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FILES.get_or_init(|| {
        let names = [
            "site.yaml",
            "subjects.yaml",
            "pages/about.md",
            "2019/year.yaml",
            "2019/clauses.yaml",
            "2019/bulletin.md",
            super::SCHEME,
            super::SCHEME,
            "2019/cities/targets.yaml",
            "2019/cities/decisions.yaml",
            super::RECORD,
            super::RECORD,
        ];
        let text = |name: &str| std::fs::read_to_string(original().join(name)).expect("a file");
        names.map(|name| (name.to_owned(), text(name))).into()
    })
}

/// What is put into a text.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        prop::sample::select(vec![
            ":",
            ": ",
            "：",
            "\t",
            "\n",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!!x ",
            "<<: ",
            "'",
            "\"",
            "|\n",
            ">",
            "#",
            "---\n",
            "?",
            "null",
            "~",
            "-1",
            "1e9",
            "99999999999999999999",
            "0.0000000001",
            "2019-02-30",
            "\u{0}",
            "\u{feff}",
            "好",
            "total",
            "all",
            "growth",
            "[[[[",
            "cities",
            "alpha",
        ])
        .prop_map(str::to_owned),
        ".{0,12}",
    ]
}

/// Cuts out and puts in, at any character.
fn mutate(text: &str, changes: &[(prop::sample::Index, usize, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, cut, piece) in changes {
        let at = at.index(chars.len() + 1);
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

fn survives(small: &Small) {
    let read = small.read();
    render_all(&read.diagnostics, Style::Plain);
    render_all(&read.diagnostics, Style::Coloured);
    json(&read.diagnostics);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("PROPTEST_CASES").map_or(150, |count| count.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, piece()), 1..6),
    ) {
        let (name, text) = which.get(files());
        let small = Small::new();
        small.write(name, mutate(text, &changes));
        survives(&small);
    }

    #[test]
    fn swapped_lines(which in any::<prop::sample::Index>(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let (name, text) = which.get(files());
        let mut lines: Vec<&str> = text.lines().collect();
        let (a, b) = (a.index(lines.len()), b.index(lines.len()));
        lines.swap(a, b);
        let small = Small::new();
        small.write(name, lines.join("\n"));
        survives(&small);
    }

    #[test]
    fn random_bytes(which in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (name, _) = which.get(files());
        let small = Small::new();
        small.write(name, bytes);
        survives(&small);
    }
}
