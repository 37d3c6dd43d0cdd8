//! The search, held by one file of vectors on both sides: in Rust, and in the script the browser runs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tongbao::render::search::query::{Document, by_pinyin, find};
use tongbao::render::search::{readings, terms};

fn vectors() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search-vectors.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = vectors();
    let titles = list(&vectors["pinyin"]).iter().chain(list(&vectors["documents"]));
    let used: BTreeSet<char> = titles.flat_map(|of| text(of, "title").chars()).collect();
    let read: BTreeMap<String, Vec<String>> = used
        .into_iter()
        .map(|c| (c.to_string(), readings(c)))
        .filter(|(_, readings)| !readings.is_empty())
        .collect();
    let script = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let program = format!(
        "var window = {{}};\n{}\n{}\nvar wrong = searchVectors({vectors}, {}, window.tongbaoFind);\n\
         if (wrong.length) {{ console.error(wrong.join('\\n')); process.exit(1); }}",
        script("themes/bulletin/assets/search.js"),
        script("tests/search-vectors.js"),
        serde_json::to_string(&read).unwrap(),
    );
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("vectors.js");
    std::fs::write(&file, program).unwrap();
    match Command::new("node").arg(&file).output() {
        Ok(run) => assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr)),
        Err(_) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true node must be there");
            // Written past the test runner, which would keep the words of a passing test to itself.
            let _ = writeln!(std::io::stderr(), "left out: no node to run the search's vectors with");
        }
    }
}
