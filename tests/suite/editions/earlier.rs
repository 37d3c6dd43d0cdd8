//! An edition that an earlier program released, whose inputs hold what is refused today: it goes on to be verified, built
//! beside, corrected and looked back at.
//!
//! `earlier-2019-v1.zip` has a circular with Word's break of a line, a name and a note with `\v`, a note longer than a
//! cell of a workbook, and a subject whose id Windows reserves.

use std::fs;
use std::io::Read as _;

use crate::case::{Case, copy, home};

const EDITION: &str = "tests/suite/fixtures/earlier-2019-v1.zip";
const INPUTS: &str = "output/2019/v1/inputs";

/// The edition where it was, and a content in which all is mended, with a year after it.
fn desk() -> Case {
    let case = Case::empty();
    let file = fs::File::open(home().join(EDITION)).expect("the edition");
    let mut zip = zip::ZipArchive::new(file).expect("a ZIP file");
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let inner = name.strip_prefix("2019-v1/").expect("all lies in one folder");
        let place = case.path("output/2019/v1").join(inner);
        fs::create_dir_all(place.parent().expect("below the folder")).expect("a folder");
        fs::write(place, bytes).expect("a file");
    }
    copy(&case.path(INPUTS), &case.content());
    case.edit("2019/bulletin.md", |text| text.replace('\u{b}', ""));
    case.edit("subjects.yaml", |text| text.replace("\\v", "").replace("id: con", "id: cc"));
    case.edit("2019/main/records/aa.yaml", |text| text.replace("\\v", ""));
    case.edit("2019/main/records/bb.yaml", |text| text.replace(&"长".repeat(33_000), "长"));
    copy(&case.content().join("2019"), &case.content().join("2020"));
    for file in ["2020/year.yaml", "2020/bulletin.md"] {
        let text = case.text(file);
        case.file(file, &text.replace("2019", "2020"));
    }
    case.edit("2020/main/records/aa.yaml", |text| text.replace("value: 95", "value: 80"));
    case
}

#[test]
fn what_is_refused_today_is_a_warning_in_the_inputs_of_an_earlier_edition() {
    let case = desk();
    let taken = case.path("taken");
    copy(&case.path(INPUTS), &taken);
    case.run(&["check", "--content", "taken"]).exits(1).tells("2019/bulletin.md:7:4").tells("错误[E0010]");

    // A build says nothing of it: nobody may mend an edition.
    let built = case.ok(&["build"]);
    assert!(!built.err.contains("E0010"), "{}", built.err);
    let verified = case.ok(&["verify"]);
    verified
        .says("由输入重算的结果与公布的逐字一致")
        .says("inputs/2019/bulletin.md:7:4 这里有不能用的字符 U+000B")
        .says("inputs/2019/main/records/bb.yaml:8:16 “note”有 33000 个字")
        .says("inputs/subjects.yaml:3:22 这里有不能用的字符 U+000B");

    // The edition's own inputs are a content that every command reads.
    case.ok(&["check", "--content", INPUTS]).tells("警告[E0010]");
    case.ok(&["score", "2019", "--content", INPUTS]).says("市");
    case.ok(&["explain", "2019", "main", "aa", "--content", INPUTS]);
    case.ok(&["build", "--content", INPUTS, "--output", "again"]);
}

#[test]
fn the_next_year_and_the_next_version_go_on_from_an_earlier_edition() {
    let case = desk();
    case.release(2020, "首次发布").release(2019, "更正姓名");
    let verified = case.ok(&["verify"]).tells("核验了 3 个版次，全部相符");
    assert_eq!(verified.out.matches("由输入重算的结果与公布的逐字一致").count(), 3);
    // What the year after rests on came out of the edition as it was.
    let kept = fs::read(case.path("output/2020/v1/inputs/2019/bulletin.md")).expect("an input");
    assert_eq!(kept, fs::read(case.path(INPUTS).join("2019/bulletin.md")).expect("an input"));
    case.ok(&["diff", "2019/v1", "2019/v2"]);
    case.ok(&["build"]);
}
