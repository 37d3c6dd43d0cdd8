//! The search: how large its index is against the text of the pages it leads to, and how long a query takes.
//!
//! `cargo bench --bench search` writes synthetic content of 5,000 subjects (one page each), renders the index and, to
//! count their text, every page, and has `benches/search.js` run the theme's own script in node. Another number of
//! subjects may be given: `cargo bench --bench search -- 500`. It prints figures and asserts nothing.

#![allow(clippy::disallowed_methods, reason = "a benchmark writes scratch files")]

use std::path::Path;
use std::process::Command;

use rayon::prelude::*;
use tongbao::content;
use tongbao::pipeline;
use tongbao::render::Renderer;
use tongbao::site::{Form, Input, Site};

#[path = "../examples/common/synthetic.rs"]
mod synthetic;

fn main() {
    let subjects = std::env::args().skip(1).find_map(|size| size.parse().ok()).unwrap_or(5_000);
    let scratch = tempfile::TempDir::new().expect("a scratch folder");
    let folder = scratch.path().join("content");
    let options = synthetic::Options { subjects, ..synthetic::Options::default() };
    synthetic::write(&folder, &options).expect("synthetic content");
    let content = content::read(&folder).content.expect("synthetic content has no errors");
    let scored = pipeline::score(&content);
    let site = Site::new(Input::drafts(&content, &scored.years));
    let renderer = Renderer::new(None).expect("the default theme is sound");
    let keys = site.files();
    let index = keys.iter().find(|key| matches!(key.form, Form::SearchIndex)).expect("an index");
    let mut bytes = Vec::new();
    renderer.write(&site, index, &mut bytes).expect("the index");
    let pages: Vec<_> = keys.iter().filter(|key| key.is_page()).collect();
    let text: usize = pages
        .par_iter()
        .map_init(Vec::new, |page, key| {
            page.clear();
            renderer.write(&site, key, page).expect("a page");
            text_bytes(page)
        })
        .sum();
    println!(
        "{} pages with {:.1} MB of text; index {:.0} kB, {:.1} % of it",
        pages.len(),
        text as f64 / 1e6,
        bytes.len() as f64 / 1e3,
        100.0 * bytes.len() as f64 / text as f64,
    );
    let file = scratch.path().join("search-index.js");
    std::fs::write(&file, &bytes).expect("a scratch file");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let script = root.join("benches/search.js");
    let theme = root.join("themes/bulletin/assets/search.js");
    match Command::new("node").arg(script).arg(theme).arg(file).status() {
        Ok(status) => assert!(status.success(), "the script failed"),
        Err(error) => println!("queries were not measured: node: {error}"),
    }
}

/// The bytes of a page's text: what stands outside its tags, runs of white space counted as one.
fn text_bytes(page: &[u8]) -> usize {
    let (mut inside, mut blank, mut bytes) = (false, true, 0);
    for byte in page {
        match byte {
            b'<' => inside = true,
            b'>' => inside = false,
            _ if inside => {}
            b' ' | b'\n' => {
                bytes += usize::from(!blank);
                blank = true;
            }
            _ => {
                bytes += 1;
                blank = false;
            }
        }
    }
    bytes
}
