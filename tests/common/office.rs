//! LibreOffice, which works out workbooks and prints Word files.
//!
//! Without it the tests say that they were left out; under `CI=true` that is a failure.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// LibreOffice's path; `None` where there is none and that is allowed. `left_out` says what is not tested then.
pub fn soffice(left_out: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .flat_map(|dir| ["soffice", "libreoffice"].map(|name| dir.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true LibreOffice must be there");
        // Written past the test runner, which would keep the words of a passing test to itself.
        let _ = writeln!(std::io::stderr(), "left out: no LibreOffice found, {left_out}");
    }
    found
}

/// PDF, with the blank sheets that a program puts before an even one.
pub const PDF: &str = r#"pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}"#;

/// Converts files into a folder; `scratch` holds the profile.
pub fn convert(soffice: &Path, scratch: &Path, to: &str, into: &Path, files: &[PathBuf]) {
    let output = Command::new(soffice)
        .arg(format!("-env:UserInstallation=file://{}", scratch.join("profile").display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(into)
        .args(files)
        .output()
        .expect("LibreOffice runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
