//! Programs that tests use where they are there: a browser, an office suite, what measures printed sheets.

pub mod browser;
pub mod devtools;
pub mod office;
pub mod printed;
pub mod program;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use base64::Engine as _;

/// An empty folder that lasts as long as the tests run and is used again by the next run.
pub fn scratch(name: &str) -> PathBuf {
    /// Folders are ours while their lock files are held.
    static HELD: Mutex<Vec<File>> = Mutex::new(Vec::new());
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(parent).expect("a folder for what tests write");
    for number in 0.. {
        let folder = parent.join(format!("{name}-{number}"));
        let lock = File::create(folder.with_extension("lock")).expect("a lock file");
        if lock.try_lock().is_ok() {
            HELD.lock().expect("nobody panics while holding it").push(lock);
            if folder.exists() {
                fs::remove_dir_all(&folder).expect("what an earlier run left goes");
            }
            fs::create_dir(&folder).expect("a folder");
            return folder;
        }
    }
    unreachable!("one of them is free")
}

/// The bytes that base64 stands for.
pub fn base64(text: &str) -> Vec<u8> {
    base64::prelude::BASE64_STANDARD.decode(text).expect("base64")
}
