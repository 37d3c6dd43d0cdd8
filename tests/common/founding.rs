//! The founding case's site, built once for a test binary.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

/// The folder of the built site, with the page of the theme's parts.
pub fn site() -> &'static Path {
    static SITE: OnceLock<TempDir> = OnceLock::new();
    SITE.get_or_init(|| {
        let dir = TempDir::new().expect("a scratch folder");
        let built = Command::new(env!("CARGO_BIN_EXE_tongbao"))
            .args(["build", "--style-guide", "--output"])
            .arg(dir.path())
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        dir
    })
    .path()
}
