//! Where the programs are that not every machine has.
//!
//! Without one the tests say that they were left out; under `CI=true` that is a failure.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Chromium's path, which `CHROMIUM` may name.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| find(&["chromium", "chromium-browser", "google-chrome"]))
}

/// A program's path; `None` where there is none and that is allowed.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .flat_map(|dir| names.iter().map(move |name| dir.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        left_out(names[0]);
    }
    found
}

fn left_out(name: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true {name} must be there");
    // Written past the test runner, which would keep the words of a passing test to itself.
    let _ = writeln!(std::io::stderr(), "left out: no {name} found");
}

/// Runs a script with Node.js, where it is there: it must end well.
pub fn node(script: &str) {
    let Some(node) = find(&["node"]) else { return };
    let dir = tempfile::tempdir().expect("a scratch folder");
    let file = dir.path().join("script.js");
    std::fs::write(&file, script).expect("a script");
    let run = Command::new(node).arg(&file).output().expect("Node.js runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// What a program puts out.
pub fn output(program: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{}: {}", program.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}
