//! Writes the invented records of the founding case: `cargo run --example founding -- --out content`.
//!
//! Only `<year>/<scheme>/records/*.yaml` is written; schemes, clauses, circulars and pages are kept by hand.
//! README.md beside this file says what is where, cases.yaml where every case occurs.

use std::path::PathBuf;
use std::process::ExitCode;

mod generate;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [flag, folder] = arguments.as_slice() else {
        eprintln!("usage: founding --out DIR");
        return ExitCode::from(2);
    };
    if flag != "--out" {
        eprintln!("usage: founding --out DIR");
        return ExitCode::from(2);
    }
    let folder = PathBuf::from(folder);
    for file in generate::files() {
        let path = folder.join(&file.path);
        let parent = path.parent().expect("a record stands in a folder");
        let written = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, &file.text));
        if let Err(error) = written {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}
