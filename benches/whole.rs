//! A whole build as its user starts it, against copying the same output.
//!
//! `cargo bench --bench whole` writes synthetic content of 2,000 and 8,000 subjects (40 indicators each) to a memory
//! file system, builds it several times with the release binary and copies the output with `cp -r` after each build,
//! so that both see the same machine. It prints wall time, peak memory, and the ratios; nothing is asserted, because a
//! timed test fails for reasons that are not the program's. Sizes may be given: `cargo bench --bench whole -- 500`.

#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../examples/common/synthetic.rs"]
mod synthetic;

const RUNS: usize = 5;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![2000, 8000] } else { sizes };
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let mut per_subject = Vec::new();
    for subjects in sizes {
        let scratch = tempfile::TempDir::new_in(&base).expect("a scratch folder");
        per_subject.push((subjects, measure(subjects, scratch.path())));
    }
    if let [(small, first), .., (large, last)] = per_subject[..] {
        println!("time per subject at {large} / at {small}: {:.2}", last / first);
    }
}

/// Measures one size and returns the median seconds a subject takes.
fn measure(subjects: usize, scratch: &Path) -> f64 {
    let (content, output, copy) = (scratch.join("content"), scratch.join("output"), scratch.join("copy"));
    synthetic::write(&content, &synthetic::Options { subjects, ..synthetic::Options::default() })
        .expect("content");
    let (mut builds, mut copies, mut ratios, mut peaks) = (vec![], vec![], vec![], vec![]);
    for run in 0..=RUNS {
        remove(&output);
        let (build, peak) = run_build(&content, &output);
        remove(&copy);
        let started = Instant::now();
        assert!(Command::new("cp").arg("-r").arg(&output).arg(&copy).status().expect("cp runs").success());
        let copied = started.elapsed();
        // The first run warms the caches and is not counted.
        if run > 0 {
            builds.push(build);
            copies.push(copied);
            ratios.push(build.as_secs_f64() / copied.as_secs_f64());
            peaks.push(peak);
        }
    }
    let files = walkdir::WalkDir::new(&output)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file());
    let (files, bytes) = files.fold((0, 0), |(files, bytes), entry| {
        (files + 1, bytes + entry.metadata().map_or(0, |metadata| metadata.len()))
    });
    let seconds = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    };
    let (build, copied) = (seconds(&mut builds), seconds(&mut copies));
    ratios.sort_by(f64::total_cmp);
    peaks.sort_unstable();
    println!(
        "{subjects} subjects: {files} files, {:.1} MB; build {build:.3} s, cp -r {copied:.3} s, ratio {:.1} (min {:.1}, max {:.1}); peak {:.1} MB",
        bytes as f64 / 1e6,
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1],
        peaks[peaks.len() / 2] as f64 / 1024.0,
    );
    build / subjects as f64
}

fn remove(folder: &Path) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("it can be removed");
    }
}

/// Runs a build and returns its wall time and its peak memory in KiB.
#[allow(clippy::zombie_processes, reason = "wait4 waits for it and tells its memory")]
fn run_build(content: &Path, output: &Path) -> (Duration, i64) {
    let started = Instant::now();
    let child = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .arg("build")
        .arg("--content")
        .arg(content)
        .arg("--output")
        .arg(output)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    let pid = i32::try_from(child.id()).expect("a process id");
    let mut status = 0;
    // SAFETY: `usage` is a plain C struct for which zeroes are valid, and both pointers outlive the call.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        assert_eq!(libc::wait4(pid, &raw mut status, 0, &raw mut usage), pid);
        usage
    };
    assert_eq!(status, 0, "the build failed");
    (started.elapsed(), usage.ru_maxrss)
}
