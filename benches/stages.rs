//! The stages of a build apart: read, score, render, write. `cargo bench --bench stages`; `-- --test` runs each once.
//!
//! The content is synthetic (40 indicators a subject) and lies on a memory file system where there is one, so that the
//! figures are the program's and not the disk's.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use rayon::prelude::*;
use tempfile::TempDir;
use tongbao::content;
use tongbao::model::Content;
use tongbao::output::{Transaction, WhenBusy};
use tongbao::pipeline;
use tongbao::render::Renderer;
use tongbao::site::{Input, Site};

#[path = "../examples/common/synthetic.rs"]
mod synthetic;

const SUBJECTS: usize = 500;

fn main() {
    divan::main();
}

fn scratch() -> TempDir {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    TempDir::new_in(base).expect("a scratch folder")
}

fn folder() -> &'static Path {
    static FOLDER: OnceLock<TempDir> = OnceLock::new();
    FOLDER
        .get_or_init(|| {
            let dir = scratch();
            let options = synthetic::Options { subjects: SUBJECTS, ..synthetic::Options::default() };
            synthetic::write(dir.path(), &options).expect("synthetic content");
            dir
        })
        .path()
}

fn content() -> Content {
    content::read(folder()).content.expect("synthetic content has no errors")
}

#[divan::bench]
fn read(bencher: Bencher) {
    let folder = folder();
    bencher.counter(SUBJECTS).bench(|| content::read(black_box(folder)));
}

#[divan::bench]
fn score(bencher: Bencher) {
    let content = content();
    bencher.counter(SUBJECTS).bench(|| pipeline::score(black_box(&content)).years.len());
}

#[divan::bench]
fn render(bencher: Bencher) {
    let content = content();
    let scored = pipeline::score(&content);
    let site = Site::new(Input::drafts(&content, &scored.years));
    let renderer = Renderer::new(None).expect("the default theme");
    let files = site.files();
    bencher.counter(SUBJECTS).bench(|| {
        files
            .par_iter()
            .map_init(Vec::new, |buffer: &mut Vec<u8>, file| {
                buffer.clear();
                renderer.write(&site, file, buffer).expect("a page");
                buffer.len()
            })
            .sum::<usize>()
    });
}

#[divan::bench]
fn write(bencher: Bencher) {
    // As many files as subjects, of the size of a breakdown.
    let page = vec![b'x'; 80_000];
    bencher.counter(SUBJECTS).with_inputs(scratch).bench_refs(|dir| {
        let transaction = Transaction::begin(dir.path(), WhenBusy::Refuse).expect("a transaction");
        let unit = transaction.unit("2019/draft").expect("a unit");
        (0..SUBJECTS).into_par_iter().for_each(|subject| {
            let mut file = unit.create(&format!("{subject}.html")).expect("a file");
            file.write_all(&page).expect("bytes");
            file.finish().expect("a whole file");
        });
        transaction.commit(&[]).expect("a commit").files
    });
}
