//! What tongbao did not generate is not touched, and links lead nowhere.

use super::*;

#[test]
fn files_of_others_in_a_unit_are_carried_over() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    put(root, "2019/draft/notes.txt", "mine");
    put(root, "2019/draft/mine/deep/x", "mine");
    build(root, "two").unwrap();
    build(root, "three").unwrap();
    assert_eq!(site(root)["2019/draft/notes.txt"], "mine");
    assert_eq!(site(root)["2019/draft/mine/deep/x"], "mine");
    assert_eq!(site(root).len(), 8);
}

#[test]
fn files_of_others_are_never_overwritten() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    for (mine, blocks) in [
        ("2019/draft/data/two.csv", "data/two.csv"),
        ("2019/draft/data/new", "data/new/x.html"),
        ("2019/draft/data.txt/mine", "data.txt"),
    ] {
        put(root, mine, "mine");
        refused(root, "output-foreign-file", mine, || {
            let transaction = begin(root);
            transaction.unit("2019/draft")?.write(blocks, b"ours")?;
            transaction.commit(&[]).map(|_| ())
        });
        fs::remove_file(root.join(mine)).unwrap();
    }
    put(root, "archive.html", "mine");
    refused(root, "output-foreign-file", "archive.html", || begin(root).file("archive.html", b"ours"));
    put(root, "compare/mine", "mine");
    refused(root, "output-foreign-file", "compare/mine", || {
        let transaction = begin(root);
        transaction.file("compare", b"a file where a folder with foreign files was")?;
        transaction.commit(&[]).map(|_| ())
    });
}

#[test]
fn a_file_of_others_may_be_left_where_one_would_go() {
    let folder = scratch();
    let root = folder.path();
    for (mine, expected) in [(None, "ours"), (Some("mine"), "mine")] {
        if let Some(mine) = mine {
            fs::remove_file(root.join(".gitattributes")).unwrap();
            fs::remove_file(root.join(".tongbao-files")).unwrap();
            put(root, ".gitattributes", mine);
        }
        let transaction = begin(root);
        transaction.file_or_leave(".gitattributes", b"ours").unwrap();
        transaction.commit(&[]).unwrap();
        assert_eq!(site(root)[".gitattributes"], expected);
    }
}

#[test]
fn a_probe_that_a_killed_run_left_goes_with_the_unit() {
    let folder = scratch();
    let root = folder.path();
    build(root, "one").unwrap();
    put(root, "2019/draft/funds/.tongbao-probe", "");
    put(root, "2019/draft/.tongbao-probe", "");
    build(root, "two").unwrap();
    assert!(everything(root).keys().all(|path| !path.ends_with(".tongbao-probe")));
}

#[test]
fn folders_of_others_are_refused_unless_empty() {
    let folder = scratch();
    let root = folder.path();
    put(root, "compare/thesis.txt", "mine");
    refused(root, "output-foreign-folder", "thesis.txt", || build(root, "one").map(|_| ()));
    fs::remove_file(root.join("compare/thesis.txt")).unwrap();
    fs::create_dir_all(root.join("compare/empty")).unwrap();
    build(root, "one").unwrap();
    // A folder around a unit is not thereby ours: editions lie there.
    put(root, "2019/v1/index.html", "released");
    refused(root, "output-foreign-folder", "2019/v1/index.html", || begin(root).unit("2019").map(|_| ()));
    refused(root, "output-foreign-folder", "v1", || begin(root).unit("2019/v1").map(|_| ()));
    refused(root, "output-foreign-folder", "v1", || begin(root).retire("2019/v1"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let (folder, elsewhere) = (scratch(), scratch());
    let root = folder.path();
    build(root, "one").unwrap();
    put(elsewhere.path(), "precious", "mine");

    // Links inside a unit are files of others: they move along, what they lead to stays.
    symlink(elsewhere.path(), root.join("compare/link")).unwrap();
    build(root, "two").unwrap();
    assert_eq!(fs::read_link(root.join("compare/link")).unwrap(), elsewhere.path());
    refused(root, "output-foreign-file", "link", || {
        let transaction = begin(root);
        transaction.unit("compare")?.write("link/precious", b"ours")?;
        transaction.commit(&[]).map(|_| ())
    });

    // So is one that took the place of a generated file.
    fs::remove_file(root.join("compare/2018-2019.html")).unwrap();
    symlink(elsewhere.path().join("precious"), root.join("compare/2018-2019.html")).unwrap();
    refused(root, "output-foreign-file", "2018-2019.html", || build(root, "three").map(|_| ()));

    for (link, target) in [("subjects", "subjects"), ("2020", "2020/draft"), ("search.html", "search.html")] {
        symlink(elsewhere.path(), root.join(link)).unwrap();
        refused(root, "output-symlink", link, || begin(root).unit(target).map(|_| ()));
        refused(root, "output-symlink", link, || begin(root).file(target, b"x"));
        refused(root, "output-symlink", link, || begin(root).edition(target).map(|_| ()));
    }
    fs::remove_dir_all(root.join("2019/draft")).unwrap();
    symlink(elsewhere.path(), root.join("2019/draft")).unwrap();
    refused(root, "output-symlink", "draft", || begin(root).retire("2019/draft"));
    assert_eq!(site(elsewhere.path()).len(), 1);

    // The site itself may be a link.
    let linked = elsewhere.path().join("linked");
    let behind = scratch();
    symlink(behind.path(), &linked).unwrap();
    build(&linked, "one").unwrap();
    assert_eq!(site(behind.path()).len(), 6);
}
