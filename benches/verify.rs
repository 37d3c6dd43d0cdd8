//! Verifying an edition of 20,000 files against `sha256sum -c` over the same files, on a memory file system.
//!
//! `cargo bench --bench verify`; with `-- --test` a small edition once, so that a check of the code runs it too.

#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tongbao::edition::{self, FileEntry, Manifest};
use tongbao::history::RegisterState;

/// Runs that are counted, after one that is not.
const RUNS: usize = 5;

fn main() {
    let small = std::env::args().any(|argument| argument == "--test");
    let (files, runs) = if small { (50, 1) } else { (20_000, RUNS) };
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let folder = tempfile::tempdir_in(place).expect("a scratch folder");
    let bytes = write(folder.path(), files);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        let (one, two) = (verify(folder.path()), sha256sum(folder.path()));
        // The first run only warms up.
        if run > 0 {
            ours.push(one);
            theirs.extend(two);
        }
    }
    let middle = median(&mut ours);
    println!(
        "{files} files, {:.1} MB: verify {:.3} s (SHA-256 and SM3)",
        bytes as f64 / 1e6,
        middle.as_secs_f64()
    );
    if theirs.is_empty() {
        println!("left out: no sha256sum on this machine");
    } else {
        let other = median(&mut theirs);
        let ratio = middle.as_secs_f64() / other.as_secs_f64();
        println!("sha256sum -c {:.3} s; verify ÷ sha256sum {ratio:.2}", other.as_secs_f64());
    }
}

/// An edition of so many pages of about the size of a breakdown's tenth; its bytes.
fn write(folder: &Path, files: usize) -> u64 {
    let mut entries: Vec<FileEntry> = Vec::with_capacity(files);
    let mut total = 0;
    for number in 0..files {
        let path = format!("scheme-{}/{number:05}.html", number % 10);
        let text = format!("{number} {}", "通报 ".repeat(1_900));
        let place = folder.join(&path);
        std::fs::create_dir_all(place.parent().expect("below the folder")).expect("a folder");
        std::fs::write(place, &text).expect("a file");
        let found = edition::of_bytes(text.as_bytes());
        total += found.bytes;
        entries.push(FileEntry { path, bytes: found.bytes, sha256: found.sha256, sm3: found.sm3 });
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest {
        format: edition::FORMAT,
        year: 2019,
        title: "2019年度".to_owned(),
        version: 1,
        engine: "bench".to_owned(),
        scoring_revision: 1,
        time: jiff::Timestamp::UNIX_EPOCH,
        note: None,
        supersedes: None,
        corrects: None,
        schemes: Vec::new(),
        sample: true,
        internal_draft: false,
        missing: 0,
        unconfirmed: 0,
        accepted: Vec::new(),
        earlier: Vec::new(),
        register: Some(RegisterState { lines: 0, sha256: RegisterState::NOTHING.to_owned() }),
        inputs: edition::inputs_digest(&entries),
        files: entries,
        digest: None,
    };
    for (path, bytes) in edition::seal(manifest, None).files {
        std::fs::write(folder.join(path), bytes).expect("a file");
    }
    total
}

fn verify(folder: &Path) -> Duration {
    let started = Instant::now();
    let (_, faults) = edition::files(folder, 2019, 1);
    assert!(faults.is_empty(), "{faults:?}");
    started.elapsed()
}

fn sha256sum(folder: &Path) -> Option<Duration> {
    let started = Instant::now();
    let status = Command::new("sha256sum")
        .args(["--quiet", "-c", "SHA256SUMS"])
        .current_dir(folder)
        .stdout(Stdio::null())
        .status()
        .ok()?;
    assert!(status.success());
    Some(started.elapsed())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
