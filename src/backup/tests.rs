//! What goes in comes out, and what somebody forged does not.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::listing::{self, Listing};
use super::{BackupError, Folders, Forgery, pack, restore};
use crate::edition::of_bytes;

fn put(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

fn all(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(root).into_iter().map(Result::unwrap).filter(|one| one.file_type().is_file());
    let path =
        |one: &walkdir::DirEntry| one.path().strip_prefix(root).unwrap().to_string_lossy().into_owned();
    files.map(|one| (path(&one), fs::read(one.path()).unwrap())).collect()
}

/// Two folders, with an edition and what a run leaves for itself.
fn folders() -> TempDir {
    let scratch = TempDir::new().unwrap();
    let root = scratch.path();
    for (path, text) in [
        ("content/site.yaml", "format: 1\n"),
        ("content/2019/佐证/扫描 件.pdf", "…"),
        ("content/empty.txt", ""),
        ("output/.tongbao-files", "x"),
        ("output/.tongbao-lock", ""),
        ("output/.gitattributes", "* -text\n"),
        ("output/2019/v1/manifest.json", "{}"),
        ("output/2019/v1/inputs/site.yaml", "format: 1\n"),
        ("output/2019/2019-v1.zip", "PK"),
    ] {
        put(root, path, text);
    }
    scratch
}

fn of<'f>(content: &'f Path, output: &'f Path) -> Folders<'f> {
    Folders { content, output }
}

#[test]
fn what_is_packed_is_restored_and_the_same_files_give_the_same_bytes() {
    let scratch = folders();
    let root = scratch.path();
    let (content, output) = (root.join("content"), root.join("output"));
    let packed = pack(of(&content, &output), &root.join("a.zip")).unwrap();
    pack(of(&content, &output), &root.join("b.zip")).unwrap();
    assert_eq!(fs::read(root.join("a.zip")).unwrap(), fs::read(root.join("b.zip")).unwrap());
    assert_eq!(packed.listing.editions(), ["2019/v1"]);
    assert_eq!((packed.listing.size("content").0, packed.listing.size("output").0), (3, 5));

    let (content_2, output_2) = (root.join("new/content"), root.join("new/output"));
    fs::create_dir_all(&output_2).unwrap();
    restore(&root.join("a.zip"), of(&content_2, &output_2)).unwrap();
    assert_eq!(all(&content), all(&content_2));
    let mut before = all(&output);
    before.remove(".tongbao-lock");
    assert_eq!(before, all(&output_2));
    let readonly = |path: &str| fs::metadata(output_2.join(path)).unwrap().permissions().readonly();
    assert!(readonly("2019/v1/inputs/site.yaml") && !readonly(".tongbao-files"));
    assert_eq!(fs::read_dir(root.join("new")).unwrap().count(), 2, "nothing is left beside them");
    // From the restored folders the same archive is made.
    pack(of(&content_2, &output_2), &root.join("c.zip")).unwrap();
    assert_eq!(fs::read(root.join("a.zip")).unwrap(), fs::read(root.join("c.zip")).unwrap());
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let scratch = folders();
    let root = scratch.path();
    let (content, output) = (root.join("content"), root.join("output"));
    let archive = root.join("a.zip");
    pack(of(&content, &output), &archive).unwrap();
    let before = all(root);
    assert!(matches!(pack(of(&content, &output), &archive), Err(BackupError::Exists(_))));
    assert!(matches!(pack(of(&content, &output), &output.join("a.zip")), Err(BackupError::Inside(_))));
    assert!(matches!(
        pack(of(&root.join("no"), &output), &root.join("d.zip")),
        Err(BackupError::NoContent(_))
    ));
    let occupied = restore(&archive, of(&root.join("free"), &output));
    assert!(matches!(occupied, Err(BackupError::Occupied(..))), "{occupied:?}");
    let nested = restore(&archive, of(&root.join("x"), &root.join("x/output")));
    assert!(matches!(nested, Err(BackupError::Nested(..))), "{nested:?}");
    assert_eq!(all(root), before);
    fs::write(output.join(".tongbao-journal"), "").unwrap();
    assert!(matches!(pack(of(&content, &output), &root.join("e.zip")), Err(BackupError::Unfinished)));
}

#[cfg(unix)]
#[test]
fn links_and_names_that_cannot_be_kept_are_told() {
    let scratch = folders();
    let root = scratch.path();
    let (content, output) = (root.join("content"), root.join("output"));
    std::os::unix::fs::symlink("/etc/hostname", content.join("link")).unwrap();
    assert!(matches!(pack(of(&content, &output), &root.join("a.zip")), Err(BackupError::NotAFile(_))));
    fs::remove_file(content.join("link")).unwrap();
    put(root, "content/a\\b", "x");
    assert!(matches!(pack(of(&content, &output), &root.join("a.zip")), Err(BackupError::Name(_))));
    fs::remove_file(content.join("a\\b")).unwrap();
    put(root, "content/EMPTY.txt", "x");
    assert!(matches!(pack(of(&content, &output), &root.join("a.zip")), Err(BackupError::Twice(..))));
    assert!(!root.join("a.zip").exists());
}

#[test]
fn an_archive_that_was_cut_or_changed_anywhere_restores_nothing() {
    let scratch = folders();
    let root = scratch.path();
    let archive = root.join("a.zip");
    pack(of(&root.join("content"), &root.join("output")), &archive).unwrap();
    let bytes = fs::read(&archive).unwrap();
    let spoilt = root.join("spoilt.zip");
    let tried = |bytes: &[u8]| {
        fs::write(&spoilt, bytes).unwrap();
        let refused = restore(&spoilt, of(&root.join("x"), &root.join("y"))).is_err();
        assert!(!root.join("x").exists() && !root.join("y").exists());
        refused
    };
    for length in (0..bytes.len()).step_by(97) {
        assert!(tried(&bytes[..length]), "cut after {length}");
    }
    // What says nothing of the files, as a time or the flag of a system, may be another one: then they are what they were.
    let (content, output) = (all(&root.join("content")), all(&root.join("output")));
    for at in (0..bytes.len()).step_by(29) {
        let mut other = bytes.clone();
        other[at] ^= 0x55;
        fs::write(&spoilt, &other).unwrap();
        let (x, y) = (root.join("to/x"), root.join("to/y"));
        if restore(&spoilt, of(&x, &y)).is_ok() {
            assert_eq!(all(&x), content, "byte {at}");
            assert!(all(&y).iter().all(|(path, text)| output[path] == *text), "byte {at}");
        }
        let _ = fs::remove_dir_all(root.join("to"));
    }
}

/// An archive with a list of these files, and these entries.
fn forged(listed: &[(&str, &str)], entries: &[(&str, &str)]) -> Vec<u8> {
    let list = Listing::of(
        listed.iter().map(|(path, text)| ((*path).to_owned(), of_bytes(text.as_bytes()))).collect(),
    );
    forged_with(&list.text(), entries)
}

fn forged_with(list: &[u8], entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    zip.start_file(listing::NAME, options).unwrap();
    zip.write_all(list).unwrap();
    for (path, text) in entries {
        match path.strip_prefix("->") {
            Some(link) => zip.add_symlink(link, *text, options).unwrap(),
            None => {
                zip.start_file(*path, options).unwrap();
                zip.write_all(text.as_bytes()).unwrap();
            }
        }
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn hostile_archives_are_refused_before_anything_is_written() {
    let scratch = TempDir::new().unwrap();
    let root = scratch.path();
    let archive = root.join("a.zip");
    let refused = |bytes: &[u8]| {
        fs::write(&archive, bytes).unwrap();
        let error = restore(&archive, of(&root.join("x"), &root.join("y"))).unwrap_err();
        assert_eq!(fs::read_dir(root).unwrap().count(), 1, "{error:?}");
        error
    };
    let good = [("content/a", "1"), ("content/b", "2")];
    for path in [
        "content/../../evil",
        "../evil",
        "/etc/evil",
        "content//evil",
        "content/./evil",
        "content\\evil",
        "content/c:evil",
        "other/evil",
        "content",
        "content/a\u{0}b",
    ] {
        let listed = [("content/a", "1"), (path, "x")];
        let error = refused(&forged(&listed, &listed));
        assert!(matches!(error, BackupError::Forged(Forgery::Path, _)), "{path}: {error:?}");
        let error = refused(&forged(&good, &[good[0], good[1], (path, "x")]));
        assert!(
            matches!(error, BackupError::Forged(Forgery::Path | Forgery::Extra, _) | BackupError::Broken),
            "{path}: {error:?}"
        );
    }
    let error = refused(&forged(&good, &[good[0], ("->content/b", "/etc/passwd")]));
    assert!(matches!(error, BackupError::Forged(Forgery::Link, _)), "{error:?}");
    let error = refused(&forged(&good, &[good[0], good[1], ("content/c", "3")]));
    assert!(matches!(error, BackupError::Forged(Forgery::Extra, _)), "{error:?}");
    let error = refused(&forged(&good, &[good[0]]));
    assert!(matches!(error, BackupError::Forged(Forgery::Missing, _)), "{error:?}");
    let error = refused(&forged(&good, &[good[0], ("content/b", "3")]));
    assert!(matches!(error, BackupError::Differs(_)), "{error:?}");
    for twice in [[("content/a", "1"), ("content/A", "2")], [("content/a", "1"), ("content/a/b", "2")]] {
        let error = refused(&forged(&twice, &twice));
        assert!(matches!(error, BackupError::Forged(Forgery::Double, _)), "{error:?}");
    }
    // Two entries of one name: the writer makes none, so the name of another one is changed afterwards.
    let mut bytes = forged(&good, &[good[0], good[1], ("content/X", "evil")]);
    while let Some(at) = bytes.windows(9).position(|window| window == b"content/X") {
        bytes[at..at + 9].copy_from_slice(b"content/a");
    }
    let error = refused(&bytes);
    assert!(matches!(error, BackupError::Forged(Forgery::Double, _) | BackupError::Broken), "{error:?}");
    // A list that promises what no such archive can hold, and one that is none.
    let list =
        String::from_utf8(Listing::of([("content/a".to_owned(), of_bytes(b"1"))].into()).text()).unwrap();
    let bomb = list.replace("\"bytes\": 1", "\"bytes\": 18446744073709551615");
    let error = refused(&forged_with(bomb.as_bytes(), &good[..1]));
    assert!(matches!(error, BackupError::Forged(Forgery::Bomb, _)), "{error:?}");
    let error = refused(&forged_with(b"{", &good[..1]));
    assert!(matches!(error, BackupError::Forged(Forgery::List, _)), "{error:?}");
    let newer = list.replace("\"format\": 1", "\"format\": 2");
    assert!(matches!(refused(&forged_with(newer.as_bytes(), &good[..1])), BackupError::Newer(2)));
    assert!(matches!(refused(b"no archive"), BackupError::Broken));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("2019-v1/manifest.json", SimpleFileOptions::default()).unwrap();
    assert!(matches!(refused(&zip.finish().unwrap().into_inner()), BackupError::NoBackup));
}
