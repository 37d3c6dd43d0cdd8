//! Faults at every operation on the disk: what build, release and withdraw leave, and whether what they say of it is true.
//!
//! ```console
//! $ cargo run --release --features faults --example faults            # some of each, as in CI
//! $ cargo run --release --features faults --example faults -- --long  # 500 of each
//! $ cargo run --release --features faults --example faults -- --long withdraw  # of one command
//! ```
//!
//! The program runs as a process of its own (this example, started again) on a copy of a site that stands. One operation
//! fails, or all from there on, or the process dies; it is killed at a random moment; the disk is full at one of 50 sizes;
//! the site is read-only. After each: every earlier edition verifies, the site is to the byte the old or the new one where
//! the message says so, and the next run succeeds. docs/RELIABILITY.md has the counts.

mod site;
mod trial;

use std::process::ExitCode;
use std::time::Instant;

use trial::{Fault, Tally, Way};

/// The environment variable that makes this the program itself.
const CHILD: &str = "TONGBAO_FAULTS_CHILD";

#[allow(clippy::disallowed_methods, reason = "nothing of a site depends on the time measured here")]
fn main() -> ExitCode {
    if std::env::var_os(CHILD).is_some() {
        return tongbao::cli::run();
    }
    let long = std::env::args().any(|word| word == "--long");
    let each = if long { 500 } else { 30 };
    let only = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let asked = |name: &str| only.as_deref().is_none_or(|only| only == name);
    let began = Instant::now();
    let mut failures = Vec::new();
    println!("{:<34}{:>7}{:>11}{:>7}{:>10}{:>8}", "", "faults", "unchanged", "done", "halfway", "killed");
    for way in Way::ALL.into_iter().filter(|way| asked(way.name())) {
        let stands = way.prepare();
        for fault in [Fault::Once, Fault::All, Fault::Kill, Fault::Moment] {
            report(&format!("{} · {}", way.name(), fault.name()), stands.faults(fault, each), &mut failures);
        }
    }
    let sizes = if long { 50 } else { 8 };
    for (name, tally) in [("full disk", trial::full_disk(sizes)), ("read-only", trial::read_only())] {
        if !asked(name) {
            continue;
        }
        match tally {
            Some(tally) => report(name, tally, &mut failures),
            None => println!("{name:<34}left out: this machine lets nothing be mounted"),
        }
    }
    println!("{:.0} s", began.elapsed().as_secs_f64());
    for failure in failures.iter().take(20) {
        println!("FAILED {failure}");
    }
    ExitCode::from(u8::from(!failures.is_empty()))
}

fn report(name: &str, tally: Tally, failures: &mut Vec<String>) {
    let Tally { faults, unchanged, done, halfway, killed, failures: found } = tally;
    println!("{name:<34}{faults:>7}{unchanged:>11}{done:>7}{halfway:>10}{killed:>8}");
    failures.extend(found.into_iter().map(|failure| format!("{name}: {failure}")));
}
