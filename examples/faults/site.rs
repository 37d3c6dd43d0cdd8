//! A content, the site made of it, and what a run of the program left there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

/// What a run said.
pub struct Said {
    /// `None` where the process was killed.
    pub code: Option<i32>,
    pub told: String,
}

/// A folder with `content/` and `output/`.
pub struct Desk(tempfile::TempDir);

impl Desk {
    /// The small content of the tests, its records final, so that it may be released.
    pub fn new() -> Self {
        let desk = Self(scratch());
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/content-small");
        copy(&small, &desk.content());
        for (path, bytes) in files(&desk.content()) {
            if let Ok(text) = String::from_utf8(bytes) {
                let text = text.replace("status: sample", "status: final");
                fs::write(desk.content().join(path), text).expect("a file");
            }
        }
        desk
    }

    /// The same again, in a folder of its own.
    pub fn copied(&self) -> Self {
        let desk = Self(scratch());
        copy(self.0.path(), desk.0.path());
        desk
    }

    pub fn content(&self) -> PathBuf {
        self.0.path().join("content")
    }

    pub fn output(&self) -> PathBuf {
        self.0.path().join("output")
    }

    /// Changes a record, so that the next build and release differ from those before.
    pub fn correct(&self) {
        let record = self.content().join("2019/cities/records/beta.yaml");
        let text = fs::read_to_string(&record).expect("a record");
        fs::write(record, text.replace("counties: ", "counties: 1")).expect("a file");
    }

    /// The program on this desk, on one thread so that its operations have one order.
    pub fn command(&self, day: u64, words: &[&str]) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this example"));
        command
            .args(words)
            .current_dir(self.0.path())
            .env(crate::CHILD, "1")
            .env("RAYON_NUM_THREADS", "1")
            .env("SOURCE_DATE_EPOCH", (1_589_760_000 + day * 86_400).to_string());
        command
    }

    pub fn run(&self, day: u64, words: &[&str]) -> Said {
        said(&mut self.command(day, words))
    }

    /// Runs what must succeed.
    pub fn ok(&self, day: u64, words: &[&str]) {
        let said = self.run(day, words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.told);
    }

    /// Every file of the site but the program's own notes.
    pub fn site(&self) -> BTreeMap<String, Vec<u8>> {
        let mut site = files(&self.output());
        site.retain(|path, _| !path.starts_with(".tongbao-"));
        site
    }
}

/// Runs a command to its end.
pub fn said(command: &mut Command) -> Said {
    let output = command.output().expect("the program starts");
    Said { code: output.status.code(), told: String::from_utf8_lossy(&output.stderr).into_owned() }
}

/// Every file below a folder with its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = |path: &Path| path.strip_prefix(folder).expect("below it").to_string_lossy().into_owned();
    files.map(|file| (named(file.path()), fs::read(file.path()).unwrap_or_default())).collect()
}

/// Copies a folder with its permissions.
pub fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().filter_map(Result::ok) {
        let place = to.join(entry.path().strip_prefix(from).expect("below it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).expect("a folder");
        } else {
            fs::copy(entry.path(), place).expect("a file");
        }
    }
}

/// In memory where there is such a folder.
pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a scratch folder")
}
