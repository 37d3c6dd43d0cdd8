//! Writes a content folder of any size: `cargo run --release --example synthesize -- --subjects N --out DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

#[path = "common/synthetic.rs"]
mod synthetic;

fn main() -> ExitCode {
    let mut options = synthetic::Options::default();
    let mut out: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(flag) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        let number = value.parse::<usize>();
        match (flag.as_str(), number) {
            ("--out", _) if !value.is_empty() => out = Some(value.into()),
            ("--subjects", Ok(subjects)) if (1..100_000).contains(&subjects) => options.subjects = subjects,
            ("--indicators", Ok(indicators)) if (8..=200).contains(&indicators) => {
                options.indicators = indicators
            }
            ("--years", Ok(years)) if (1..=3).contains(&years) => options.years = years,
            ("--problems", Ok(problems)) if (1..=20).contains(&problems) => options.problems = problems,
            ("--letters", Ok(letters)) if letters <= 1 => options.letters = letters == 1,
            ("--seed", Ok(seed)) => options.seed = seed as u64,
            _ => return usage(),
        }
    }
    let Some(out) = out else { return usage() };
    match synthetic::write(&out, &options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", out.display());
            ExitCode::from(1)
        }
    }
}

fn usage() -> ExitCode {
    eprintln!(
        "usage: synthesize --subjects N --out DIR [--indicators 8..200] [--years 1..3] [--problems 1..20] \
         [--letters 0..1] [--seed S]"
    );
    ExitCode::from(2)
}
