//! The search, held by one file of vectors on both sides: in Rust, and in the script the browser runs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tongbao::render::search::query::{Document, by_pinyin, find};
use tongbao::render::search::{readings, terms};

use crate::case::source;
use crate::tools::program;

fn vectors() -> Value {
    serde_json::from_str(&source("tests/search-vectors.json")).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is missing in {value}"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> i64 {
    value.as_i64().expect("a number")
}

#[test]
fn rust_follows_the_vectors() {
    let vectors = vectors();
    for of in list(&vectors["tokens"]) {
        assert_eq!(terms::normalise(text(of, "text")), text(of, "normal"));
        let wanted: Vec<_> = list(&of["tokens"]).iter().map(|token| token.as_str().unwrap()).collect();
        assert_eq!(terms::terms(text(of, "text")), wanted);
    }
    for of in list(&vectors["pinyin"]) {
        let [title, word] =
            [text(of, "title"), text(of, "word")].map(|text| text.chars().collect::<Vec<_>>());
        let hit = by_pinyin(&title, &word).map(|(from, to)| vec![from as i64, to as i64]);
        let wanted = of["hit"].as_array().map(|hit| hit.iter().map(number).collect::<Vec<_>>());
        assert_eq!(hit, wanted, "{of}");
    }
    let documents: Vec<_> = list(&vectors["documents"])
        .iter()
        .map(|of| Document {
            kind: u8::try_from(number(&of["kind"])).unwrap(),
            title: text(of, "title"),
            text: text(of, "text"),
            place: text(of, "place"),
            year: i16::try_from(number(&of["year"])).unwrap(),
        })
        .collect();
    for of in list(&vectors["queries"]) {
        let found: Vec<_> = find(&documents, text(of, "query")).into_iter().map(|at| at as i64).collect();
        assert_eq!(found, list(&of["found"]).iter().map(number).collect::<Vec<_>>(), "{of}");
    }
}

#[test]
fn the_script_follows_the_vectors() {
    let vectors = vectors();
    let titles = list(&vectors["pinyin"]).iter().chain(list(&vectors["documents"]));
    let used: BTreeSet<char> = titles.flat_map(|of| text(of, "title").chars()).collect();
    let read: BTreeMap<String, Vec<String>> = used
        .into_iter()
        .map(|c| (c.to_string(), readings(c)))
        .filter(|(_, readings)| !readings.is_empty())
        .collect();
    let program = format!(
        "var window = {{}};\n{}\n{}\nvar wrong = searchVectors({vectors}, {}, window.tongbaoFind);\n\
         if (wrong.length) {{ console.error(wrong.join('\\n')); process.exit(1); }}",
        source("themes/bulletin/assets/search.js"),
        source("tests/search-vectors.js"),
        serde_json::to_string(&read).unwrap(),
    );
    program::node(&program);
}
