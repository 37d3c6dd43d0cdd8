//! LibreOffice, which works out workbooks and prints Word files.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use super::program;

/// LibreOffice's path; `None` where there is none and that is allowed.
pub fn soffice() -> Option<PathBuf> {
    program::find(&["soffice", "libreoffice"])
}

/// PDF, with the blank sheets that a program puts before an even one.
pub const PDF: &str = r#"pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}"#;

/// Converts files into a folder, one call at a time: a second one with the same profile would be handed to the first.
/// The profile is shared, since making one takes longer than converting.
pub fn convert(soffice: &Path, to: &str, into: &Path, files: &[PathBuf]) {
    static PROFILE: OnceLock<Mutex<PathBuf>> = OnceLock::new();
    let profile = PROFILE.get_or_init(|| Mutex::new(super::scratch("libreoffice")));
    let profile = profile.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let output = Command::new(soffice)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(into)
        .args(files)
        .output()
        .expect("LibreOffice runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
