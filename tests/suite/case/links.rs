//! The links between the pages of a built site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Page, files};

/// How many links the pages of a site have, and those that lead nowhere.
///
/// # Panics
/// Where a page has an id twice, or a link leaves the site.
pub fn dead(site: &Path) -> (usize, Vec<String>) {
    let files = files(site);
    let pages: BTreeMap<&str, Page> = files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            (path.as_str(), Page::new(path, text))
        })
        .collect();
    let mut anchors = BTreeMap::new();
    for (path, page) in &pages {
        let ids = page.values("id");
        let unique: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(unique.len(), ids.len(), "{path} has an id twice");
        anchors.insert(*path, unique);
    }
    let mut dead = Vec::new();
    let mut checked = 0;
    for (path, page) in &pages {
        // What leads out of an edition becomes a link where there is a site around it.
        for link in ["href", "src", "data-out"].into_iter().flat_map(|name| page.values(name)) {
            checked += 1;
            let (file, anchor) =
                link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
            let target = if file.is_empty() { (*path).to_owned() } else { resolve(path, file) };
            let known = files.contains_key(&target);
            let reached = anchor
                .is_none_or(|anchor| anchors.get(target.as_str()).is_some_and(|ids| ids.contains(anchor)));
            if !known || !reached {
                dead.push(format!("{path} → {link}"));
            }
        }
    }
    (checked, dead)
}

/// The file a relative link leads to.
fn resolve(from: &str, link: &str) -> String {
    let mut target: Vec<&str> = from.split('/').collect();
    target.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(target.pop().is_some(), "{link} leads out of the site"),
            "." | "" => panic!("{link} does not end in a file name or has an empty part"),
            part => target.push(part),
        }
    }
    target.join("/")
}
