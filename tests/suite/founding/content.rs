//! The founding case's records are what the generator writes: no more, no less, byte for byte.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::generate;
use crate::case::{FOUNDING, home};

#[test]
fn records_are_what_the_generator_writes() {
    let content = home().join(FOUNDING);
    let generated: BTreeMap<PathBuf, String> =
        generate::files().into_iter().map(|file| (content.join(file.path), file.text)).collect();
    let committed = records_in(&content);

    let missing: Vec<_> = generated.keys().filter(|path| !committed.contains_key(*path)).collect();
    let foreign: Vec<_> = committed.keys().filter(|path| !generated.contains_key(*path)).collect();
    let changed: Vec<_> = generated
        .iter()
        .filter(|(path, text)| committed.get(*path).is_some_and(|found| found != *text))
        .collect();
    assert!(
        missing.is_empty() && foreign.is_empty() && changed.is_empty(),
        "run `cargo run --example founding -- --out content`:\nmissing {missing:#?}\nforeign {foreign:#?}\nchanged {:#?}",
        changed.iter().map(|(path, _)| path).collect::<Vec<_>>()
    );
    assert_eq!(generated.len(), generate::YEARS.len() * (14 + 6 + 10 + 15));
}

/// Every file below a `records` folder with its text.
fn records_in(content: &Path) -> BTreeMap<PathBuf, String> {
    walkdir::WalkDir::new(content)
        .into_iter()
        .map(|entry| entry.expect("content/ is readable"))
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| entry.path().parent().is_some_and(|folder| folder.ends_with("records")))
        .map(|entry| {
            let text = std::fs::read_to_string(entry.path()).expect("records are UTF-8");
            (entry.into_path(), text)
        })
        .collect()
}
