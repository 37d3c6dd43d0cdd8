//! The laws of the module's story. Those about files of others are in `foreign`, those about runs that end midway in
//! `stopped`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;
use tempfile::TempDir;

use super::*;

mod foreign;
mod stopped;

fn begin(root: &Path) -> Transaction {
    Transaction::begin(root, WhenBusy::Refuse).unwrap()
}

/// Commits the units `2019/draft` and `compare` and the files `2019/index.html` and `index.html`, all of them saying `mark`.
fn build(root: &Path, mark: &str) -> Result<Summary, OutputError> {
    let transaction = Transaction::begin(root, WhenBusy::Refuse)?;
    transaction.file("index.html", mark.as_bytes())?;
    let draft = transaction.unit("2019/draft")?;
    draft.write("index.html", mark.as_bytes())?;
    draft.write("funds/广州市.html", mark.as_bytes())?;
    draft.write(&format!("data/{mark}.csv"), mark.as_bytes())?;
    transaction.unit("compare")?.write("2018-2019.html", mark.as_bytes())?;
    transaction.file("2019/index.html", mark.as_bytes())?;
    transaction.commit(&["index.html"])
}

/// Every file below `root` with its text, tongbao's own records left out.
fn site(root: &Path) -> BTreeMap<String, String> {
    let mut all = everything(root);
    all.retain(|path, _| !path.starts_with(".tongbao-"));
    all
}

fn everything(root: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(root).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    files.map(|file| (name(file.path()), fs::read_to_string(file.path()).unwrap_or_default())).collect()
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// In memory where there is such a folder: the tests flush some thousand times.
fn scratch() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Runs `change` on a site that stands, and expects it to fail with `code` naming `named`, the site as it was.
#[track_caller]
fn refused(root: &Path, code: &str, named: &str, change: impl FnOnce() -> Result<(), OutputError>) {
    let before = site(root);
    let error = change().expect_err("refused");
    assert_eq!(error.code(), code, "{error}");
    assert!(error.to_string().contains(named), "{error}");
    assert_eq!(site(root), before);
    assert!(!root.join(".tongbao-staging").exists());
}

#[test]
fn a_commit_replaces_units_and_leaves_the_rest() {
    let folder = scratch();
    let root = &folder.path().join("a/output");
    assert_eq!(build(root, "one").unwrap(), Summary { files: 6, bytes: 18 });
    put(root, "README.md", "mine");
    put(root, "2019/notes.txt", "mine");
    put(root, "2019/v1/index.html", "released");
    assert_eq!(build(root, "two").unwrap().files, 6);
    let expected = [
        ("2019/draft/data/two.csv", "two"),
        ("2019/draft/funds/广州市.html", "two"),
        ("2019/draft/index.html", "two"),
        ("2019/index.html", "two"),
        ("2019/notes.txt", "mine"),
        ("2019/v1/index.html", "released"),
        ("README.md", "mine"),
        ("compare/2018-2019.html", "two"),
        ("index.html", "two"),
    ];
    assert_eq!(site(root), expected.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
}

#[test]
fn the_bytes_that_stay_depend_on_what_was_written_alone() {
    let (a, b) = (scratch(), scratch());
    for mark in ["one", "two", "three"] {
        build(a.path(), mark).unwrap();
    }
    build(b.path(), "three").unwrap();
    assert_eq!(everything(a.path()), everything(b.path()));
    assert_eq!(everything(a.path())[".tongbao-lock"], "");
}

#[test]
fn what_is_not_committed_changes_nothing() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    let before = everything(root);
    let transaction = begin(root);
    transaction.unit("2019/draft").unwrap().write("index.html", b"two").unwrap();
    transaction.unit("2020/draft").unwrap().write("index.html", b"two").unwrap();
    transaction.retire("compare").unwrap();
    drop(transaction);
    assert_eq!(everything(root), before);
    assert!(!root.join("2020").exists());
}

#[test]
fn a_retired_unit_goes_and_leaves_what_others_put_there() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    put(root, "compare/mine.txt", "mine");
    let transaction = begin(root);
    transaction.file("index.html", b"two").unwrap();
    assert_eq!(transaction.left_over(), ["2019/draft", "2019/index.html", "compare"]);
    for old in transaction.left_over() {
        transaction.retire(&old).unwrap();
    }
    assert_eq!(transaction.commit(&[]).unwrap(), Summary { files: 1, bytes: 3 });
    assert_eq!(site(root).into_keys().collect::<Vec<_>>(), ["compare/mine.txt", "index.html"]);
    assert!(!root.join("2019").exists());
    assert_eq!(begin(root).left_over(), ["index.html"]);
}

#[test]
fn an_edition_is_written_once() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    let transaction = begin(root);
    let edition = transaction.edition("2019/v1").unwrap();
    edition.write("data/results.json", b"{}").unwrap();
    transaction.file("editions.js", b"v1").unwrap();
    transaction.commit(&["editions.js"]).unwrap();
    assert!(fs::metadata(root.join("2019/v1/data/results.json")).unwrap().permissions().readonly());
    refused(root, "output-edition-exists", "v1", || begin(root).edition("2019/v1").map(|_| ()));
    refused(root, "output-foreign-folder", "v1", || begin(root).unit("2019/v1").map(|_| ()));
    build(root, "two").unwrap();
    assert_eq!(site(root)["2019/v1/data/results.json"], "{}");
}

#[test]
fn many_threads_write_one_unit_and_a_path_is_written_once() {
    let folder = scratch();
    let root = folder.path();
    let transaction = begin(root);
    let unit = transaction.unit("subjects").unwrap();
    let writes =
        (0..2000).into_par_iter().map(|n| unit.write(&format!("{}/{}.html", n % 7, n % 1000), b"12345"));
    let (done, refused): (Vec<_>, Vec<_>) = writes.collect::<Vec<_>>().into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (2000, 0));
    let twice: Vec<_> =
        (0..64).into_par_iter().map(|_| unit.write("twice.html", b"x")).filter(Result::is_err).collect();
    assert_eq!(twice.len(), 63);
    assert!(matches!(&twice[0], Err(OutputError::Collision { first, .. }) if first == "twice.html"));
    assert!(matches!(unit.write("TWICE.html", b"x"), Err(OutputError::Collision { .. })));
    for path in ["../x", "/tmp/x", "a/../../x", "C:\\x"] {
        assert!(matches!(unit.write(path, b"x"), Err(OutputError::BadPath { .. })), "{path}");
    }
    for target in ["subjects", "subjects/a", "Subjects"] {
        assert!(matches!(transaction.unit(target), Err(OutputError::Overlap { .. })), "{target}");
    }
    assert_eq!(transaction.commit(&[]).unwrap(), Summary { files: 2001, bytes: 10_001 });
    assert_eq!(site(root).len(), 2001);
}

#[test]
fn a_streamed_file_must_be_finished() {
    let folder = scratch();
    let root = folder.path();
    for finish in [true, false] {
        let transaction = begin(root);
        let unit = transaction.unit("data").unwrap();
        let mut file = unit.create("all-years.csv").unwrap();
        for year in 0..10_000 {
            writeln!(file, "{year:09}").unwrap();
        }
        if finish {
            file.finish().unwrap();
            assert_eq!(transaction.commit(&[]).unwrap(), Summary { files: 1, bytes: 100_000 });
        } else {
            drop(file);
            refused(root, "output-unfinished", "all-years.csv", || transaction.commit(&[]).map(|_| ()));
        }
        assert_eq!(site(root)["data/all-years.csv"].len(), 100_000);
    }
}

#[test]
fn only_one_writes_at_a_time() {
    let folder = scratch();
    let root = folder.path();
    let transaction = begin(root);
    match Transaction::begin(root, WhenBusy::Refuse) {
        Err(OutputError::Busy { holder, .. }) => assert_eq!(holder, Some(std::process::id())),
        other => panic!("{other:?}"),
    }
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| Transaction::begin(root, WhenBusy::Wait).map(|after| after.left_over()));
        transaction.file("index.html", b"x").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(30));
        transaction.commit(&[]).unwrap();
        assert_eq!(waiting.join().unwrap().unwrap(), ["index.html"]);
    });
}

#[test]
fn records_of_a_newer_tongbao_or_damaged_ones_stop_everything() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    for (name, text, code) in [
        (".tongbao-journal", "tongbao-journal 2\nexchange 2019/draft\n", "output-unknown-format"),
        (".tongbao-files", "tongbao-files 7\n", "output-unknown-format"),
        (".tongbao-files", "tongbao-files 1\nunit compare\n", "output-damaged"),
    ] {
        let kept = fs::read(root.join(name)).ok();
        put(root, name, text);
        put(root, ".tongbao-staging/coming/compare/x", "of the newer one");
        let before = everything(root);
        let error = Transaction::begin(root, WhenBusy::Refuse).unwrap_err();
        assert_eq!((error.code(), error.to_string().contains(name)), (code, true));
        assert_eq!(everything(root), before);
        match kept {
            Some(bytes) => fs::write(root.join(name), bytes).unwrap(),
            None => fs::remove_file(root.join(name)).unwrap(),
        }
    }
    fs::write(root.join("file"), "").unwrap();
    assert_eq!(
        Transaction::begin(&root.join("file"), WhenBusy::Refuse).unwrap_err().code(),
        "output-not-a-folder"
    );
}

#[test]
fn a_folder_that_takes_no_files_is_told_before_anything_changes() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    put(root, "compare/mine/x", "mine");
    // Each kind of folder that a rename touches: above a unit, the unit itself, one with files of others.
    for blocked in ["2019", "2019/draft", "compare", "compare/mine"] {
        // A folder of that name lets no file of that name be made, whoever asks.
        let probe = root.join(blocked).join(".tongbao-probe");
        fs::create_dir(&probe).unwrap();
        refused(root, "output-io", blocked, || build(root, "two").map(|_| ()));
        assert!(!root.join(".tongbao-journal").exists());
        fs::remove_dir(&probe).unwrap();
    }
    build(root, "two").unwrap();
    assert_eq!(site(root)["compare/mine/x"], "mine");
}
