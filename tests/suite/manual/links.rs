//! The pages of the manual lead to pages and headings that are there.

use std::fs;

use super::page::{Piece, pieces};
use crate::case::home;

#[test]
fn links_lead_to_files_and_headings_that_are_there() {
    let folder = home().join("docs/zh");
    let mut links = 0;
    for entry in fs::read_dir(&folder).expect("the manual").filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("a page");
        // What stands in blocks is shown, not followed.
        let text: String = text.split("\n```").step_by(2).collect();
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            links += 1;
            let (path, heading) = target.split_once('#').unwrap_or((target, ""));
            let page = if path.is_empty() { &name } else { path };
            assert!(folder.join(page).exists(), "{name} → {target}");
            if !heading.is_empty() {
                let stands = |(_, piece): &(usize, Piece)| matches!(piece, Piece::Heading(of) if anchor(of) == heading);
                assert!(pieces(page).iter().any(stands), "{name} → {target}: no such heading");
            }
        }
    }
    assert!(links > 60, "only {links} links were found");
}

/// What a heading is called in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
