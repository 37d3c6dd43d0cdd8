//! A released edition stays what it was, byte for byte, whatever becomes of content, theme and later releases.

use std::fs;
use std::process::Command;

use tongbao::edition;

use crate::case::Case;

#[test]
fn nothing_that_is_built_later_touches_a_released_edition() {
    let desk = Case::releasable();
    desk.release(2018, "首次发布");
    desk.release(2019, "");
    let released = [desk.files("2018/v1"), desk.files("2019/v1")];
    let same = |what: &str| {
        let now = [desk.files("2018/v1"), desk.files("2019/v1")];
        assert!(now == released, "{what} changed a released edition");
    };
    desk.build();
    same("a build");
    // Another theme, other records, other schemes, another title, a year that is gone.
    let theme = desk.path("theme");
    fs::create_dir_all(theme.join("assets")).unwrap();
    fs::write(theme.join("assets/tokens.css"), "/* another */").unwrap();
    desk.ok(&["build", "--theme", theme.to_str().unwrap()]);
    same("another theme");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.replace("site.yaml", "title: 小样例", "title: 另一个名称");
    desk.build();
    same("other content");
    desk.release(2019, "更正乙市县数");
    same("a correction");
    desk.withdraw(2019, "v1", "误发");
    same("a withdrawal");
    desk.remove("2018");
    desk.build();
    same("a year gone from the content");
    // The year that is gone is still there to be read and compared with.
    assert!(desk.told("2018/index.html").contains("v1/index.html"));
    assert!(desk.told("2019/draft/cities/alpha.html").contains("上年数据取自2018年度第1版"));
}

#[test]
fn a_release_is_read_only_and_carries_its_digests_for_other_programs() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let edition = desk.path("output/2019/v1");
    for path in desk.files("2019/v1").keys() {
        assert!(fs::metadata(edition.join(path)).unwrap().permissions().readonly(), "{path} may be written");
    }
    let sums = desk.told("2019/v1/SHA256SUMS");
    let listed = sums.lines().count();
    assert_eq!(listed + 2, desk.files("2019/v1").len(), "all but the two check files are listed");
    for (name, of) in [("SHA256SUMS", true), ("SM3SUMS", false)] {
        for line in desk.told(&format!("2019/v1/{name}")).lines() {
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
    let (one, two) = (Case::releasable(), Case::releasable());
    for desk in [&one, &two] {
        desk.release(2018, "");
        desk.release(2019, "首次发布");
    }
    assert!(one.files("") == two.files(""), "two sites differ");
    // A ZIP that was lost is made again with the same bytes.
    let zip = one.path("output/2019/2019-v1.zip");
    let bytes = fs::read(&zip).unwrap();
    fs::remove_file(&zip).unwrap();
    one.build();
    assert!(fs::read(&zip).unwrap() == bytes, "the ZIP differs");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), one.files("2019/v1").len());
    assert!(archive.by_name("2019-v1/manifest.json").is_ok());
}

#[test]
fn an_edition_taken_along_by_itself_is_a_content_folder_and_a_site() {
    let desk = Case::releasable();
    desk.release(2018, "");
    desk.release(2019, "");
    let inputs = desk.path("output/2019/v1/inputs");
    let nowhere = desk.path("nowhere");
    let elsewhere = ["--content", inputs.to_str().unwrap(), "--output", nowhere.to_str().unwrap()];
    let again = desk.ok(&[&["score", "2019", "--format", "json"][..], &elsewhere].concat()).json();
    let published = desk.json("2019/v1/data/results.json");
    assert_eq!(again, published);
    assert!(!nowhere.exists(), "scoring writes nothing");
}

#[test]
fn a_later_year_is_compared_with_what_was_released() {
    let desk = Case::releasable();
    desk.build();
    let page = "2019/draft/cities/alpha.html";
    assert!(desk.told(page).contains("上年数据取自2018年度草稿"));
    desk.release(2018, "");
    let before = desk.run(&["score", "2019", "--format", "json"]).out;
    assert!(desk.told(page).contains("上年数据取自2018年度第1版"));
    // What is edited in last year's content afterwards no longer counts.
    desk.replace("2018/cities/records/alpha.yaml", "revenue: ", "revenue: 9");
    desk.build();
    assert_eq!(desk.run(&["score", "2019", "--format", "json"]).out, before);
    let checked = desk.ok(&["check"]).err;
    assert!(checked.contains("W0601") && checked.contains("2018/cities/records/alpha.yaml"), "{checked}");
    assert!(checked.contains("release 2018"), "{checked}");
}
