//! The reader against a small folder in which everything of docs/FORMAT.md occurs, whole and spoilt.

mod cases;
mod characters;
mod doubts;
mod files;
mod fuzz;
mod left_over;
mod limits;
mod rectification;
mod render;
mod slips;
mod sound;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Read, read};

/// The small folder, copied where it may be spoilt.
struct Small {
    dir: TempDir,
}

/// The folder as it stands in the repository.
fn original() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content-small")
}

const RECORD: &str = "2019/cities/records/alpha.yaml";
const SCHEME: &str = "2019/cities/scheme.yaml";

impl Small {
    fn new() -> Self {
        let dir = TempDir::new().expect("a scratch folder");
        copy(&original(), dir.path());
        Self { dir }
    }

    fn path(&self, file: &str) -> PathBuf {
        self.dir.path().join(file)
    }

    /// Replaces the one occurrence of `from` in a file.
    fn replace(&self, file: &str, from: &str, to: &str) -> &Self {
        let text = fs::read_to_string(self.path(file)).expect("a file of the small folder");
        assert_eq!(text.matches(from).count(), 1, "{file} holds {from:?} once");
        self.write(file, text.replace(from, to))
    }

    fn write(&self, file: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, text).expect("a scratch file");
        self
    }

    fn remove(&self, file: &str) -> &Self {
        fs::remove_file(self.path(file)).expect("a file of the small folder");
        self
    }

    fn read(&self) -> Read {
        let read = read(self.dir.path());
        let errors = read.diagnostics.iter().any(crate::diagnostics::Diagnostic::is_error);
        assert_eq!(read.content.is_none(), errors, "there is a content exactly when there is no error");
        read
    }

    /// Every problem as `code file:line:column`.
    fn told(&self) -> Vec<String> {
        self.read().diagnostics.iter().map(brief).collect()
    }
}

fn brief(diagnostic: &crate::diagnostics::Diagnostic) -> String {
    let place =
        diagnostic.span.map_or_else(String::new, |span| format!(":{}:{}", span.at.line, span.at.column));
    format!("{} {}{place}", diagnostic.code, diagnostic.file)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the small folder") {
        let entry = entry.expect("the small folder");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}
