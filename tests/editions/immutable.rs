//! A released edition stays what it was, byte for byte, whatever becomes of content, theme and later releases.

use std::fs;
use std::process::Command;

use tongbao::edition;

use crate::desk::Desk;

#[test]
fn nothing_that_is_built_later_touches_a_released_edition() {
    let desk = Desk::small();
    desk.ok(&["release", "2018", "--note", "首次发布"]);
    desk.ok(&["release", "2019"]);
    let released = [desk.files("site/2018/v1"), desk.files("site/2019/v1")];
    let same = |what: &str| {
        let now = [desk.files("site/2018/v1"), desk.files("site/2019/v1")];
        assert!(now == released, "{what} changed a released edition");
    };
    desk.ok(&["build"]);
    same("a build");
    // Another theme, other records, other schemes, another title, a year that is gone.
    let theme = desk.path("theme");
    fs::create_dir_all(theme.join("assets")).unwrap();
    fs::write(theme.join("assets/tokens.css"), "/* another */").unwrap();
    desk.ok(&["build", "--theme", theme.to_str().unwrap()]);
    same("another theme");
    desk.replace("content/2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.replace("content/site.yaml", "title: 小样例", "title: 另一个名称");
    desk.ok(&["build"]);
    same("other content");
    desk.ok(&["release", "2019", "--note", "更正乙市县数"]);
    same("a correction");
    desk.ok(&["withdraw", "2019", "v1", "--reason", "误发"]);
    same("a withdrawal");
    fs::remove_dir_all(desk.path("content/2018")).unwrap();
    desk.ok(&["build"]);
    same("a year gone from the content");
    // The year that is gone is still there to be read and compared with.
    assert!(desk.read("site/2018/index.html").contains("v1/index.html"));
    assert!(desk.read("site/2019/draft/cities/alpha.html").contains("上年数据取自2018年度第1版"));
}

#[test]
fn a_release_is_read_only_and_carries_its_digests_for_other_programs() {
    let desk = Desk::small();
    desk.ok(&["release", "2019"]);
    let edition = desk.path("site/2019/v1");
    for path in desk.files("site/2019/v1").keys() {
        assert!(fs::metadata(edition.join(path)).unwrap().permissions().readonly(), "{path} may be written");
    }
    let sums = desk.read("site/2019/v1/SHA256SUMS");
    let listed = sums.lines().count();
    assert_eq!(listed + 2, desk.files("site/2019/v1").len(), "all but the two check files are listed");
    for (name, of) in [("SHA256SUMS", true), ("SM3SUMS", false)] {
        for line in desk.read(&format!("site/2019/v1/{name}")).lines() {
            let (hex, path) = line.split_once("  ").expect("digest, two spaces, path");
            let found = edition::of_bytes(&fs::read(edition.join(path)).unwrap());
            assert_eq!(hex, if of { found.sha256 } else { found.sm3 }, "{name}: {path}");
        }
    }
    // The program that everybody has says the same.
    match Command::new("sha256sum").args(["--quiet", "-c", "SHA256SUMS"]).current_dir(&edition).status() {
        Ok(status) => assert!(status.success()),
        Err(_) => eprintln!("left out: no sha256sum on this machine"),
    }
}

#[test]
fn the_same_content_at_the_same_time_gives_the_same_edition_and_zip() {
    let (one, two) = (Desk::small(), Desk::small());
    for desk in [&one, &two] {
        desk.ok(&["release", "2018"]);
        desk.ok(&["release", "2019", "--note", "首次发布"]);
    }
    assert!(one.files("site") == two.files("site"), "two sites differ");
    // A ZIP that was lost is made again with the same bytes.
    let zip = one.path("site/2019/2019-v1.zip");
    let bytes = fs::read(&zip).unwrap();
    fs::remove_file(&zip).unwrap();
    one.ok(&["build"]);
    assert!(fs::read(&zip).unwrap() == bytes, "the ZIP differs");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), one.files("site/2019/v1").len());
    assert!(archive.by_name("2019-v1/manifest.json").is_ok());
}

#[test]
fn an_edition_taken_along_by_itself_is_a_content_folder_and_a_site() {
    let desk = Desk::small();
    desk.ok(&["release", "2018"]);
    desk.ok(&["release", "2019"]);
    let inputs = desk.path("site/2019/v1/inputs");
    let nowhere = desk.path("nowhere");
    let output = assert_cmd::Command::cargo_bin("tongbao")
        .unwrap()
        .args(["score", "2019", "--format", "json", "--content"])
        .arg(&inputs)
        .arg("--output")
        .arg(&nowhere)
        .output()
        .unwrap();
    let again: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let published: serde_json::Value =
        serde_json::from_str(&desk.read("site/2019/v1/data/results.json")).unwrap();
    assert_eq!(again, published);
    assert!(!nowhere.exists(), "scoring writes nothing");
}

#[test]
fn a_later_year_is_compared_with_what_was_released() {
    let desk = Desk::small();
    desk.ok(&["build"]);
    let page = "site/2019/draft/cities/alpha.html";
    assert!(desk.read(page).contains("上年数据取自2018年度草稿"));
    desk.ok(&["release", "2018"]);
    let before = desk.run(&["score", "2019", "--format", "json"]).out;
    assert!(desk.read(page).contains("上年数据取自2018年度第1版"));
    // What is edited in last year's content afterwards no longer counts.
    desk.replace("content/2018/cities/records/alpha.yaml", "revenue: ", "revenue: 9");
    desk.ok(&["build"]);
    assert_eq!(desk.run(&["score", "2019", "--format", "json"]).out, before);
    let checked = desk.ok(&["check"]).err;
    assert!(checked.contains("W0601") && checked.contains("2018/cities/records/alpha.yaml"), "{checked}");
    assert!(checked.contains("release 2018"), "{checked}");
}
