//! A whole build as its user starts it, against copying the same output.
//!
//! `cargo bench --bench whole` writes synthetic content (40 indicators a subject) to a memory file system, builds it
//! several times with the release binary and copies the output with `cp -r` after each build, so that both see the same
//! machine. It prints processor seconds beside wall time, for a machine that has other work too, peak memory, and the
//! ratios; nothing is asserted, because a timed test fails for reasons that are not the program's.
//!
//! Cases may be chosen by name: `cargo bench --bench whole -- plain-2000`. With `--against PROGRAM` another build of
//! tongbao takes turns with this one, run by run, and their ratio is printed.

#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

#[path = "../examples/common/synthetic.rs"]
mod synthetic;

use synthetic::Options;

const RUNS: usize = 5;

/// Each with one more dimension: its size, what letters cost over the same without, all of it together.
const CASES: [(&str, Options); 6] = [
    ("plain-2000", PLAIN),
    ("plain-8000", Options { subjects: 8_000, ..PLAIN }),
    ("plain-1000", Options { subjects: 1_000, ..PLAIN }),
    ("letters-1000", Options { subjects: 1_000, letters: true, ..PLAIN }),
    ("letters-4000", Options { subjects: 4_000, letters: true, ..PLAIN }),
    // Two years with their comparison, three problems a subject that the year after follows up, letters.
    ("full-1000", Options { subjects: 1_000, years: 2, problems: 3, letters: true, ..PLAIN }),
];

const PLAIN: Options =
    Options { subjects: 2_000, indicators: 40, years: 1, problems: 1, letters: false, seed: 1 };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let (mut against, mut chosen) = (None, Vec::new());
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--against" => against = arguments.next().map(PathBuf::from),
            _ => chosen.push(argument),
        }
    }
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let mut measured = Vec::new();
    for (name, options) in CASES {
        if chosen.is_empty() || chosen.iter().any(|wanted| wanted == name) {
            let scratch = tempfile::TempDir::new_in(&base).expect("a scratch folder");
            measured.push((name, measure(name, &options, scratch.path(), against.as_deref())));
        }
    }
    let of = |name: &str| measured.iter().find(|(of, _)| *of == name).map(|(_, seconds)| *seconds);
    let compare = |later: &str, earlier: &str, subjects: f64, what: &str| {
        if let (Some(later_took), Some(took)) = (of(later), of(earlier)) {
            println!("{what}, {later} / {earlier}: {:.2}", later_took / took / subjects);
        }
    };
    compare("plain-8000", "plain-2000", 4.0, "processor time per subject");
    compare("letters-1000", "plain-1000", 1.0, "processor time");
    compare("letters-4000", "letters-1000", 4.0, "processor time per subject");
}

/// What a process took.
#[derive(Clone, Copy)]
struct Took {
    wall: f64,
    processor: f64,
    peak: f64,
}

/// Measures one case, prints it and returns the median of its processor seconds.
fn measure(name: &str, options: &Options, scratch: &Path, against: Option<&Path>) -> f64 {
    let (content, output, copy) = (scratch.join("content"), scratch.join("output"), scratch.join("copy"));
    synthetic::write(&content, options).expect("content");
    let (mut builds, mut copies, mut others) = (vec![], vec![], vec![]);
    let mut size = (0, 0);
    for run in 0..=RUNS {
        // The first run warms the caches and is not counted.
        let counted = run > 0;
        if let Some(other) = against {
            remove(&output);
            let took = build(other, &content, &output);
            others.extend(counted.then_some(took));
        }
        remove(&output);
        let took = build(Path::new(env!("CARGO_BIN_EXE_tongbao")), &content, &output);
        builds.extend(counted.then_some(took));
        remove(&copy);
        let took = run_to_end(Command::new("cp").arg("-r").arg(&output).arg(&copy));
        copies.extend(counted.then_some(took));
        size = files_and_bytes(&output);
    }
    let (files, bytes) = size;
    let ratios: Vec<f64> = builds.iter().zip(&copies).map(|(build, copy)| build.wall / copy.wall).collect();
    let peaks: Vec<f64> = builds.iter().map(|took| took.peak).collect();
    println!("{name}: {files} files, {:.1} MB; peak {:.1} MB", bytes as f64 / 1e6, middle(&peaks));
    println!("  build  {}", told(&builds));
    println!("  cp -r  {}; build / copy {}", told(&copies), spread(&ratios));
    if !others.is_empty() {
        let ratios = builds.iter().zip(&others).map(|(this, other)| this.processor / other.processor);
        let ratios: Vec<f64> = ratios.collect();
        let peaks: Vec<f64> = others.iter().map(|took| took.peak).collect();
        println!("  other  {}, peak {:.1} MB", told(&others), middle(&peaks));
        println!("  processor time, this / other {}", spread(&ratios));
    }
    middle(&builds.iter().map(|took| took.processor).collect::<Vec<_>>())
}

fn told(runs: &[Took]) -> String {
    let wall: Vec<f64> = runs.iter().map(|took| took.wall).collect();
    let processor: Vec<f64> = runs.iter().map(|took| took.processor).collect();
    format!("{:.3} s, {:.3} s of processor time", middle(&wall), middle(&processor))
}

/// The median with the least and the most.
fn spread(values: &[f64]) -> String {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(0.0, f64::max);
    format!("{:.2} ({least:.2} to {most:.2})", middle(values))
}

fn middle(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn files_and_bytes(folder: &Path) -> (usize, u64) {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    files.fold((0, 0), |(files, bytes), entry| {
        (files + 1, bytes + entry.metadata().map_or(0, |metadata| metadata.len()))
    })
}

fn remove(folder: &Path) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("it can be removed");
    }
}

fn build(program: &Path, content: &Path, output: &Path) -> Took {
    let mut command = Command::new(program);
    command.arg("build").arg("--content").arg(content).arg("--output").arg(output);
    run_to_end(command.stdout(Stdio::null()).stderr(Stdio::null()))
}

/// Runs a command, which must succeed; its processor time and peak memory are the system's account of it.
#[allow(clippy::zombie_processes, reason = "wait4 waits for it and tells what it used")]
fn run_to_end(command: &mut Command) -> Took {
    let started = Instant::now();
    let child = command.spawn().expect("the program runs");
    let pid = i32::try_from(child.id()).expect("a process id");
    let mut status = 0;
    // SAFETY: `usage` is a plain C struct for which zeroes are valid, and both pointers outlive the call.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::wait4(pid, &raw mut status, 0, &raw mut usage), pid);
        usage
    };
    assert_eq!(status, 0, "the command failed");
    let seconds = |of: libc::timeval| of.tv_sec as f64 + of.tv_usec as f64 / 1e6;
    Took {
        wall: started.elapsed().as_secs_f64(),
        processor: seconds(usage.ru_utime) + seconds(usage.ru_stime),
        peak: usage.ru_maxrss as f64 / 1024.0,
    }
}
