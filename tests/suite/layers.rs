//! The layers of docs/ARCHITECTURE.md hold in the source: no module names one that stands below it in the table of the
//! way of the data, tests included; inside `site/` pages stand on parts, parts on the base, and no page on another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The modules in the order of the table, topmost first.
fn table() -> Vec<String> {
    let page =
        std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("the page of the architecture");
    let rows = page.lines().skip_while(|line| !line.starts_with("| module |")).skip(2);
    let names = rows.map_while(|row| Some(row.strip_prefix("| `")?.split_once("/`")?.0.to_owned()));
    names.collect()
}

/// Every source file with its path below `src/`.
fn sources() -> Vec<(PathBuf, String)> {
    let src = root().join("src");
    let files =
        walkdir::WalkDir::new(&src).sort_by_file_name().into_iter().map(|entry| entry.expect("readable"));
    let rust = files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"));
    rust.map(|entry| {
        let path = entry.path().strip_prefix(&src).expect("below src").to_owned();
        (path, std::fs::read_to_string(entry.path()).expect("a source"))
    })
    .collect()
}

/// What a source names behind `crate::` and `super::`, to a depth of three: `site`, `site::pages`, `site::pages::draws`.
/// What stands in braces of a `use` counts like the rest, comments do not.
fn named(path: &Path, source: &str) -> Vec<Vec<String>> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        expand(&code[at + "crate::".len()..], Vec::new(), &mut found);
    }
    let parts = path.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned());
    let module: Vec<String> = parts.filter(|part| part != "mod").collect();
    let tests = code.find("\nmod tests {").unwrap_or(code.len());
    let mut end = 0;
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let mut rest = &code[at..];
        let mut up = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            (rest, up) = (after, up + 1);
        }
        // The tests of a file are a module inside its own.
        let depth = (module.len() + usize::from(at > tests)).saturating_sub(up);
        if at >= end {
            expand(rest, module[..depth.min(module.len())].to_vec(), &mut found);
        }
        end = code.len() - rest.len();
    }
    found
}

/// Takes the paths at the beginning of a text apart: `site::{base, pages::draws}`.
fn expand(text: &str, before: Vec<String>, found: &mut Vec<Vec<String>>) {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix('{') {
        let (mut depth, mut from) = (0, 0);
        for (at, letter) in inner.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    expand(&inner[from..at], before.clone(), found);
                    from = at + 1;
                    if letter == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let name: String = text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    if name.is_empty() {
        return;
    }
    let rest = &text[name.len()..];
    let mut path = before;
    path.push(name);
    match rest.strip_prefix("::") {
        Some(rest) if path.len() < 3 => expand(rest, path, found),
        _ => found.push(path.into_iter().take(3).collect()),
    }
}

#[test]
fn paths_are_taken_apart() {
    let paths = named(
        Path::new("a/b.rs"),
        "use crate::site::{base::page, pages::{draws, talks}};\n// crate::cli\nlet x = crate::model::Year;\nuse super::c;\nuse super::super::d;",
    );
    let joined: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
    assert_eq!(
        joined,
        ["site::base::page", "site::pages::draws", "site::pages::talks", "model::Year", "a::c", "d"]
    );
}

#[test]
fn no_module_names_one_below_it() {
    let table = table();
    assert!(
        table.len() > 10 && table[0] == "model" && table.last().is_some_and(|last| last == "cli"),
        "{table:?}"
    );
    let place = |name: &str| table.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    let mut folders = BTreeSet::new();
    for (path, source) in sources() {
        let first = path.components().next().expect("a file").as_os_str().to_string_lossy().into_owned();
        let module = first.trim_end_matches(".rs");
        if matches!(module, "lib" | "main") {
            continue;
        }
        // Content for tests stands on what it is made with and is used from there on.
        let own = if module == "fixture" { place("history") } else { place(module) };
        let Some(own) = own else { panic!("{} is in no row of the table", path.display()) };
        folders.insert(module.to_owned());
        for named in named(&path, &source) {
            let that = if named[0] == "fixture" { place("history") } else { place(&named[0]) };
            if that.is_some_and(|that| that > own) {
                wrong.push(format!("{} names {}", path.display(), named.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "against the way of the data:\n{}", wrong.join("\n"));
    let unknown: Vec<_> = table.iter().filter(|module| !folders.contains(*module)).collect();
    assert!(unknown.is_empty(), "rows without a folder: {unknown:?}");
}

#[test]
fn pages_stand_on_parts_and_parts_on_the_base() {
    const LAYERS: [&str; 3] = ["base", "parts", "pages"];
    let mut wrong = Vec::new();
    for (path, source) in sources() {
        let parts: Vec<String> =
            path.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
        let Some(own) = LAYERS.iter().position(|layer| parts[0] == "site" && parts[1] == *layer) else {
            continue;
        };
        for named in named(&path, &source).iter().filter(|named| named[0] == "site") {
            // Short cuts by what `site` gives to others would hide the layer.
            let Some(that) = named.get(1).and_then(|layer| LAYERS.iter().position(|of| of == layer)) else {
                wrong.push(format!("{} names {}", path.display(), named.join("::")));
                continue;
            };
            let other_page = that == 2 && own == 2 && named.get(2) != parts.get(2);
            if that > own || other_page {
                wrong.push(format!("{} names {}", path.display(), named.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "against the layers of the site:\n{}", wrong.join("\n"));
}
