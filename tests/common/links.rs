//! The files of a built site, and the links between its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("a readable folder"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_owned();
            (path, std::fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// Values of an attribute in a page.
fn attribute<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// How many links the pages have, and those that lead nowhere.
///
/// # Panics
/// Where a page has an id twice, or a link leaves the site.
pub fn dead(files: &BTreeMap<PathBuf, Vec<u8>>) -> (usize, Vec<String>) {
    let pages: BTreeMap<&Path, &str> = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "html"))
        .map(|(path, bytes)| (path.as_path(), std::str::from_utf8(bytes).expect("UTF-8")))
        .collect();
    let anchors: BTreeMap<&Path, BTreeSet<&str>> =
        pages.iter().map(|(path, page)| (*path, attribute(page, "id").into_iter().collect())).collect();
    let mut dead = Vec::new();
    let mut checked = 0;
    for (path, page) in &pages {
        let ids = attribute(page, "id");
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{} has an id twice", path.display());
        for link in attribute(page, "href").into_iter().chain(attribute(page, "src")) {
            checked += 1;
            let (file, anchor) =
                link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() { path.to_path_buf() } else { resolve(path, file) };
            let known = files.contains_key(&target);
            let reached = anchor
                .is_none_or(|anchor| anchors.get(target.as_path()).is_some_and(|ids| ids.contains(anchor)));
            if !known || !reached {
                dead.push(format!("{} → {link}", path.display()));
            }
        }
    }
    (checked, dead)
}

/// The file a relative link leads to.
fn resolve(from: &Path, link: &str) -> PathBuf {
    let mut target = from.parent().expect("a page stands in a folder").to_owned();
    for part in link.split('/') {
        match part {
            ".." => assert!(target.pop(), "{link} leads out of the site"),
            "." | "" => panic!("{link} does not end in a file name or has an empty part"),
            part => target.push(part),
        }
    }
    target
}
