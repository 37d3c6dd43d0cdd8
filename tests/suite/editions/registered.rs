//! The register of releases and withdrawals, from the first line on; ZIPs, the clock, and a folder that was lost.

use std::fs;
use std::io::Read;

use tongbao::edition::{self, LineKind, Manifest, Register};
use tongbao::pipeline::{self, NotCompared, Remade};

use crate::case::{Case, copy};

fn register(desk: &Case) -> Register {
    Register::parse(desk.told("register.json").as_bytes()).expect("a register")
}

/// The head of every sheet of a Word file.
fn docx_head(desk: &Case, path: &str) -> String {
    let file = fs::File::open(desk.path(&format!("output/{path}"))).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    zip.by_name("word/header1.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn every_release_and_withdrawal_has_a_line_and_papers_print_the_state_before() {
    let desk = Case::releasable();
    desk.run_on(0, &["release", "2018"]).exits(0);
    let first = register(&desk).state();
    desk.run_on(1, &["release", "2019"]).exits(0);
    desk.run_on(2, &["withdraw", "2019", "v1", "--reason", "误发", "--yes"]).exits(0);
    let lines = register(&desk).lines;
    let told: Vec<_> = lines.iter().map(|line| (line.number, line.kind, line.folder())).collect();
    let of = |number, kind, folder: &str| (number, kind, folder.to_owned());
    assert_eq!(
        told,
        [
            of(1, LineKind::Release, "2018/v1"),
            of(2, LineKind::Release, "2019/v1"),
            of(3, LineKind::Withdrawal, "2019/v1")
        ]
    );
    let manifest = Manifest::parse(desk.told("2019/v1/manifest.json").as_bytes()).unwrap();
    assert_eq!(manifest.register, Some(first.clone()));
    assert_eq!((manifest.format, lines[1].edition.as_str()), (2, manifest.sha256()));
    let zip = edition::of_file(&desk.path("output/2019/2019-v1.zip")).unwrap().sha256;
    assert_eq!((lines[1].zip.clone(), lines[2].zip.clone()), (Some(zip), None));
    assert_eq!(lines[2].reason.as_deref(), Some("误发"));
    let number = format!("登记 1·{} {}", &first.sha256[..4], &first.sha256[4..8]);
    for page in ["2019/v1/bulletin.html", "2019/v1/index.html", "2019/v1/cities/alpha.html"] {
        let marks = desk.page(page).one(".marks .only-paper").text().collect::<String>();
        assert_eq!(marks.trim(), number, "{page}");
    }
    assert!(docx_head(&desk, "2019/v1/bulletin.docx").contains(&number));
    assert!(desk.told("2018/v1/index.html").contains("登记 0"));
    assert_eq!(desk.told(".gitattributes"), "* -text\n", "Git on Windows keeps digests true");
    let newest = register(&desk).state();
    let archive = desk.told("archive.html");
    assert!(archive.contains(&format!("登记 3·{} {}", &newest.sha256[..4], &newest.sha256[4..8])));
    assert!(!desk.told("2019/draft/index.html").contains("登记 "), "a draft is in no register");
}

#[test]
fn a_site_that_lost_its_editions_is_not_begun_anew_unasked() {
    let desk = Case::releasable();
    let said = desk.bare(&["release", "2019", "--note", "首次发布"]).exits(1);
    assert!(said.err.contains("--first") && said.err.contains("两个第1版"), "{}", said.err);
    assert!(desk.bare(&["release", "2019", "--dry-run"]).err.contains("--first"));
    desk.bare(&["release", "2019", "--note", "首次发布", "--first"]).exits(0);
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    let said = desk.bare(&["release", "2019", "--note", "更正", "--first"]).exits(1);
    assert!(said.err.contains("去掉 --first"), "{}", said.err);
    desk.bare(&["release", "2019", "--note", "更正"]).exits(0);
    // The folder is lost: the next release asks instead of making a second version 1.
    fs::rename(desk.output(), desk.path("lost")).unwrap();
    let said = desk.bare(&["release", "2019", "--note", "再更正"]).exits(1);
    assert!(said.err.contains("--first"), "{}", said.err);
    assert!(!desk.path("output/2019").exists());
    // What is left of a site tells by itself, even where it is said to be the first.
    desk.build();
    fs::copy(desk.path("lost/archive.html"), desk.path("output/archive.html")).unwrap();
    let said = desk.bare(&["release", "2019", "--note", "再更正", "--first"]).exits(1);
    assert!(said.err.contains("2019/v2 不见了"), "{}", said.err);
}

#[test]
fn a_clock_before_the_last_release_is_refused() {
    let desk = Case::releasable();
    desk.run_on(5, &["release", "2018"]).exits(0);
    let said = desk.run_on(4, &["release", "2019"]).exits(1);
    assert!(said.err.contains("时钟不对") && said.err.contains("SOURCE_DATE_EPOCH"), "{}", said.err);
    let said = desk.run_on(4, &["withdraw", "2018", "v1", "--reason", "误发", "--yes"]).exits(1);
    assert!(said.err.contains("时钟不对"), "{}", said.err);
    desk.run_on(6, &["withdraw", "2018", "v1", "--reason", "误发", "--yes"]).exits(0);
    let said = desk.run_on(5, &["release", "2019"]).exits(1);
    assert!(said.err.contains("时钟不对"), "a withdrawal counts too: {}", said.err);
    desk.run_on(6, &["release", "2019"]).exits(0);
}

#[test]
fn the_zip_of_a_lost_edition_stays_to_restore_it_from() {
    let desk = Case::releasable();
    desk.release(2018, "").release(2019, "");
    fs::remove_dir_all(desk.path("output/2019/v1")).unwrap();
    desk.ok(&["build"]).tells("由旁边的 ZIP 解压恢复");
    assert!(desk.path("output/2019/2019-v1.zip").exists());
}

#[test]
fn a_zip_is_packed_anew_from_files_that_were_verified() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let zip = desk.path("output/2019/2019-v1.zip");
    let bytes = fs::read(&zip).unwrap();
    let again = |what: &str| {
        desk.build();
        assert!(fs::read(&zip).unwrap() == bytes, "{what}");
        assert_eq!(desk.run(&["verify"]).code, 0, "{what}");
    };
    fs::remove_file(&zip).unwrap();
    again("removed");
    fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    again("cut");
    let mut other = bytes.clone();
    other[bytes.len() / 2] ^= 1;
    fs::write(&zip, other).unwrap();
    again("altered");
    // A page that was altered is never packed.
    fs::remove_file(&zip).unwrap();
    let page = desk.path("output/2019/v1/cities/alpha.html");
    let was = fs::read(&page).unwrap();
    fs::remove_file(&page).unwrap();
    fs::write(&page, "changed").unwrap();
    for words in [&["build"][..], &["release", "2018"]] {
        let said = desk.run(words).exits(1);
        assert!(said.err.contains("alpha.html"), "{}", said.err);
        assert!(!zip.exists());
    }
    fs::write(&page, was).unwrap();
    again("restored");
}

/// Makes an edition one from before there was a register.
fn age(desk: &Case, folder: &str) {
    let place = desk.path(&format!("output/{folder}"));
    let scratch = desk.path("scratch");
    copy(&place, &scratch);
    fs::remove_dir_all(&place).unwrap();
    copy(&scratch, &place);
    fs::remove_dir_all(&scratch).unwrap();
    let _ = fs::remove_dir_all(place.join("inputs/earlier"));
    let mut manifest: Manifest =
        serde_json::from_str(&desk.told(&format!("{folder}/manifest.json"))).unwrap();
    manifest.format = 1;
    manifest.register = None;
    manifest.files.retain(|file| !file.path.starts_with("inputs/earlier/"));
    manifest.inputs = edition::inputs_digest(&manifest.files);
    for (path, bytes) in edition::seal(manifest, None).files {
        fs::write(place.join(path), bytes).unwrap();
    }
}

/// A site with one edition, as programs before the register left it.
fn of_an_earlier_program() -> Case {
    let desk = Case::releasable();
    desk.run_on(0, &["release", "2018"]).exits(0);
    age(&desk, "2018/v1");
    for file in ["register.json", "2018/2018-v1.zip"] {
        fs::remove_file(desk.path(&format!("output/{file}"))).unwrap();
    }
    desk.build();
    desk
}

#[test]
fn a_site_of_an_earlier_program_is_taken_over_and_stays_what_it_was() {
    let desk = of_an_earlier_program();
    let before = desk.files("2018/v1");
    let said = pipeline::verify(&desk.output(), None, None, None).unwrap();
    assert!(said.holds() && said.register.is_none(), "{said:?}");
    assert_eq!(said.editions[0].remade, Remade::Not(NotCompared::NotWhole));
    let told = desk.ok(&["verify"]);
    assert!(
        told.err.contains("没有登记簿") && told.out.contains("网页没有重新生成比较"),
        "{}{}",
        told.err,
        told.out
    );
    desk.run_on(1, &["release", "2019"]).exits(0);
    let kinds: Vec<_> = register(&desk).lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::AdoptedRelease, LineKind::Release]);
    assert!(desk.files("2018/v1") == before);
    let said = pipeline::verify(&desk.output(), None, None, None).unwrap();
    assert!(said.holds(), "{said:?}");
    assert!(matches!(said.editions[1].remade, Remade::Same(_)), "an edition may rest on one from before");
}

#[test]
fn a_withdrawal_begins_a_register_too_and_an_altered_edition_is_not_taken_over() {
    let desk = of_an_earlier_program();
    let page = desk.path("output/2018/v1/cities/alpha.html");
    let was = fs::read(&page).unwrap();
    fs::write(&page, "changed").unwrap();
    let withdraw = ["withdraw", "2018", "v1", "--reason", "误发", "--yes"];
    let said = desk.run_on(1, &withdraw).exits(1);
    assert!(said.err.contains("cities/alpha.html") && said.err.contains("没有撤销"), "{}", said.err);
    fs::write(&page, was).unwrap();
    desk.run_on(1, &withdraw).exits(0);
    let kinds: Vec<_> = register(&desk).lines.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [LineKind::AdoptedRelease, LineKind::Withdrawal]);
    // The register holds even where the list beside it is gone.
    fs::remove_file(desk.path("output/withdrawals.json")).unwrap();
    let said = desk.run_on(2, &["build"]).exits(0);
    assert!(said.err.contains("withdrawals.json"), "{}", said.err);
    assert!(desk.told("2018/index.html").contains("撤销：误发"));
}
