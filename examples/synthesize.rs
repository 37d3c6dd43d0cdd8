//! Writes a content folder of any size, for measuring: `cargo run --release --example synthesize -- --subjects N --out DIR`.
//!
//! One scheme in one year (two with `--years 2`): N counties, `--indicators` leaves in eight sections with every kind of
//! method, 24 figures, rules of every effect, notes and evidence of the length that offices write. The same arguments
//! write the same bytes on every machine.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

#[path = "synthesize/content.rs"]
mod content;

fn main() -> ExitCode {
    let mut size = content::Size { subjects: 2_000, indicators: 40, years: 1, seed: 1 };
    let mut out: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(flag) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        let number = value.parse::<u32>();
        match (flag.as_str(), number) {
            ("--out", _) if !value.is_empty() => out = Some(value.into()),
            ("--subjects", Ok(subjects)) if subjects > 0 => size.subjects = subjects,
            ("--indicators", Ok(indicators)) if (8..=200).contains(&indicators) => {
                size.indicators = indicators
            }
            ("--years", Ok(years)) if (1..=3).contains(&years) => size.years = years,
            ("--seed", Ok(seed)) => size.seed = seed,
            _ => return usage(),
        }
    }
    let Some(out) = out else { return usage() };
    for file in content::files(size) {
        let path = out.join(&file.path);
        let parent = path.parent().expect("every file stands in a folder");
        if let Err(error) = fs::create_dir_all(parent).and_then(|()| fs::write(&path, &file.text)) {
            eprintln!("{}: {error}", path.display());
            return ExitCode::from(1);
        }
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("usage: synthesize --subjects N --out DIR [--indicators 8..200] [--years 1..3] [--seed S]");
    ExitCode::from(2)
}
