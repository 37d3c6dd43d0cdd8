//! A content folder and a site of its own, on which the program is run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// 2020-05-18 08:00 in Beijing.
pub const FIRST: u64 = 1_589_760_000;

/// A scratch folder with `content/` and `site/`.
pub struct Desk {
    dir: TempDir,
}

/// What a run said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// Of a small content whose records are final, so that it may be released.
    pub fn small() -> Self {
        let desk = Self::of("tests/content-small");
        for path in desk.files("content").into_keys().filter(|path| path.ends_with(".yaml")) {
            desk.edit(&format!("content/{path}"), |text| text.replace("status: sample", "status: final"));
        }
        desk
    }

    /// Of the founding case.
    pub fn founding() -> Self {
        Self::of("content")
    }

    fn of(content: &str) -> Self {
        let dir = TempDir::new().expect("a scratch folder");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(content), &dir.path().join("content"));
        Self { dir }
    }

    pub fn path(&self, inner: &str) -> PathBuf {
        self.dir.path().join(inner)
    }

    pub fn site(&self) -> PathBuf {
        self.path("site")
    }

    /// A file of the folder.
    pub fn read(&self, path: &str) -> String {
        let place = self.path(path);
        fs::read_to_string(&place).unwrap_or_else(|error| panic!("{}: {error}", place.display()))
    }

    /// Changes a text; a change that changes nothing is a mistake of the test.
    pub fn edit(&self, path: &str, change: impl Fn(&str) -> String) {
        let text = self.read(path);
        fs::write(self.path(path), change(&text)).expect("a file");
    }

    /// Replaces words that must be there.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        self.edit(path, |text| {
            assert!(text.contains(from), "{path} has no `{from}`");
            text.replace(from, to)
        });
    }

    /// The program with these words, on this content and site, at a day after the first one.
    pub fn command(&self, day: u64, words: &[&str]) -> Command {
        let mut command = Command::cargo_bin("tongbao").expect("the program was built");
        command
            .args(words)
            .arg("--content")
            .arg(self.path("content"))
            .arg("--output")
            .arg(self.site())
            .env("SOURCE_DATE_EPOCH", (FIRST + day * 86_400).to_string());
        command
    }

    pub fn run_on(&self, day: u64, words: &[&str]) -> Said {
        let output = self.command(day, words).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn run(&self, words: &[&str]) -> Said {
        self.run_on(0, words)
    }

    /// Runs what must go well.
    pub fn ok(&self, words: &[&str]) -> Said {
        let said = self.run(words);
        assert_eq!(said.code, 0, "{words:?}: {}{}", said.out, said.err);
        said
    }

    /// Every file below a folder, by its path, with its bytes.
    pub fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.path(folder))
    }
}

/// Every file below a folder, by its path, with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below the folder");
            found.insert(path.to_string_lossy().replace('\\', "/"), fs::read(entry.path()).expect("a file"));
        }
    }
    found
}

/// Copies a folder; what is copied may be written.
pub fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        let place = to.join(path);
        fs::create_dir_all(place.parent().expect("below the folder")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }
}
