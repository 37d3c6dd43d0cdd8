//! Headless Chromium from file://: what tests that look at pages share.
//!
//! Without Chromium they say that they were left out; under `CI=true` that is a failure.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Chromium's path; `None` where there is none and that is allowed.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = named.or_else(|| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths)
            .flat_map(|dir| ["chromium", "chromium-browser", "google-chrome"].map(|name| dir.join(name)))
            .find(|path| path.is_file())
    });
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true Chromium must be there");
        // Written past the test runner, which would keep the words of a passing test to itself.
        let _ = writeln!(std::io::stderr(), "left out: no Chromium found (set CHROMIUM to its path)");
    }
    found
}

/// What the browser made of a page.
pub struct Opened {
    pub dom: String,
    /// Messages of the page's console: refused requests, violated policies, script errors.
    pub console: Vec<String>,
}

/// Opens a page, at a fragment `#…` where it is not empty.
pub fn open(chromium: &Path, page: &Path, fragment: &str) -> Opened {
    let profile = TempDir::new().expect("a scratch folder");
    let output = Command::new(chromium)
        .args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-logging=stderr",
            "--virtual-time-budget=3000",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}{fragment}", page.display()))
        .output()
        .expect("Chromium runs");
    let console = String::from_utf8_lossy(&output.stderr)
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .map(str::to_owned)
        .collect();
    Opened { dom: String::from_utf8_lossy(&output.stdout).into_owned(), console }
}

/// A page without its scripts: headless Chromium cannot dump one with scripting switched off.
pub fn without_scripts(source: &str) -> String {
    let mut plain = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<script") {
        plain.push_str(before);
        rest = after.split_once("</script>").map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain
}

/// Opens a copy of a page without its scripts.
pub fn open_without_scripts(chromium: &Path, page: &Path) -> Opened {
    let plain = without_scripts(&std::fs::read_to_string(page).expect("a page"));
    let copy = page.with_file_name(".without-scripts.html");
    std::fs::write(&copy, plain).expect("a copy");
    let opened = open(chromium, &copy, "");
    std::fs::remove_file(&copy).expect("the copy goes");
    opened
}
