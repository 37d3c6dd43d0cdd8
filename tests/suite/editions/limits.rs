//! What a folder alone cannot tell of itself, and what tells it then.

use std::fs;

use tongbao::edition::{self, Entry, Line, Manifest, PublicKey, Register};
use tongbao::pipeline::{self, SignatureState};

use crate::case::Case;

fn register(desk: &Case) -> Register {
    Register::parse(desk.told("register.json").as_bytes()).expect("a register")
}

/// Two years, released and signed by an office; in `other` words where that is asked for.
fn office(other: bool) -> (Case, PublicKey) {
    let desk = Case::releasable();
    fs::create_dir_all(desk.path("keys")).unwrap();
    let key = desk.path("keys/office.key");
    let key = key.to_str().unwrap();
    desk.ok(&["key", key]);
    if other {
        desk.replace("2018/cities/records/alpha.yaml", "revenue: ", "revenue: 9");
    }
    desk.run_on(0, &["release", "2018", "--sign", key]).exits(0);
    desk.run_on(1, &["release", "2019", "--sign", key]).exits(0);
    let public = fs::read_to_string(format!("{key}.pub")).unwrap();
    (desk, PublicKey::parse(&public).unwrap())
}

#[test]
fn a_site_made_anew_as_a_whole_is_found_by_key_paper_and_digest_only() {
    let ((desk, key), (forged, _)) = (office(false), office(true));
    // The forger ran the program itself, at the same times: everything fits.
    let alone = pipeline::verify(&forged.output(), None, None, None).unwrap();
    assert!(alone.holds(), "{alone:?}");
    let with_key = pipeline::verify(&forged.output(), None, None, Some(&key)).unwrap();
    assert!(with_key.editions.iter().all(|one| one.signature == SignatureState::Broken));
    assert!(!with_key.around.faults.is_empty(), "the lines of the register are signed too");
    // The circular of 2019 that was printed says what the register was.
    let printed =
        |desk: &Case| desk.page("2019/v1/bulletin.html").one(".marks .only-paper").text().collect::<String>();
    assert_ne!(printed(&desk), printed(&forged));
    let digest = |desk: &Case| {
        Manifest::parse(desk.told("2018/v1/manifest.json").as_bytes()).unwrap().sha256().to_owned()
    };
    assert_ne!(digest(&desk), digest(&forged));
    assert!(!printed(&forged).contains(&register(&desk).state_at(1).unwrap().sha256[..4]));
}

#[test]
fn the_newest_edition_removed_with_its_lines_is_not_found() {
    let (desk, key) = office(false);
    let mut lines = register(&desk);
    lines.lines.truncate(1);
    for path in ["2019/v1", "2019/2019-v1.zip"] {
        let place = desk.path(&format!("output/{path}"));
        if place.is_dir() { fs::remove_dir_all(place).unwrap() } else { fs::remove_file(place).unwrap() }
    }
    fs::write(desk.path("output/register.json"), lines.text()).unwrap();
    // The pages around still know it, and no build forgets it for them; until somebody takes them away too.
    assert!(!pipeline::verify(&desk.output(), None, None, None).unwrap().holds());
    desk.run(&["build"]).exits(1).tells("2019/v1 不见了");
    for page in ["index.html", "archive.html", "feed.xml", "editions.js", "2019/index.html"] {
        fs::remove_file(desk.path("output").join(page)).unwrap();
    }
    desk.build();
    for key in [None, Some(&key)] {
        assert!(pipeline::verify(&desk.output(), None, None, key).unwrap().holds());
    }
}

#[test]
fn what_an_edition_published_holds_where_scoring_gives_something_else() {
    let desk = Case::releasable();
    desk.release(2018, "");
    let folder = desk.path("output/2018/v1");
    let scratch = tempfile::tempdir().unwrap();
    crate::case::copy(&folder, scratch.path());
    fs::remove_dir_all(&folder).unwrap();
    crate::case::copy(scratch.path(), &folder);
    // As though another program had released it, whose scoring gave another total.
    let results = desk.json("2018/v1/data/results.json");
    let best = &results["schemes"][0]["subjects"][0];
    let id = best["id"].as_str().unwrap().to_owned();
    let was = best["score"].as_str().unwrap().to_owned();
    let text = desk.told("2018/v1/data/results.json");
    let other = text.replacen(&format!("\"score\":\"{was}\""), "\"score\":\"12.34\"", 1);
    assert_ne!(text, other, "{was}");
    fs::write(folder.join("data/results.json"), &other).unwrap();
    let mut manifest: Manifest = serde_json::from_str(&desk.told("2018/v1/manifest.json")).unwrap();
    let of = edition::of_bytes(other.as_bytes());
    let entry = manifest.files.iter_mut().find(|file| file.path == "data/results.json").unwrap();
    (entry.bytes, entry.sha256, entry.sm3) = (of.bytes, of.sha256, of.sm3);
    manifest.engine = "tongbao 0.0.1".to_owned();
    let sealed = edition::seal(manifest, None);
    for (path, bytes) in &sealed.files {
        fs::write(folder.join(path), bytes).unwrap();
    }
    let mut lines = Register::default();
    let Line { kind, year, version, signed, time, reason, .. } = register(&desk).lines.remove(0);
    let edition = sealed.manifest.sha256().to_owned();
    lines.append(Entry { kind, year, version, edition, zip: None, signed, time, reason }, None);
    fs::write(desk.path("output/register.json"), lines.text()).unwrap();
    desk.build();
    let table = desk.told("data/all-years.csv");
    let row = table
        .lines()
        .find(|line| line.starts_with(&format!("2018,v1,cities,{id},")) && line.contains(",total"));
    assert!(row.is_some_and(|row| row.contains("12.34")), "{row:?}");
}

#[test]
fn a_key_is_kept_out_of_what_is_published_and_never_overwritten() {
    let desk = Case::releasable();
    desk.build();
    fs::create_dir_all(desk.path("keys")).unwrap();
    for place in ["content/office.key", "output/office.key"] {
        let said = desk.run(&["key", desk.path(place).to_str().unwrap()]).exits(2);
        assert!(said.err.contains("私钥不能放在"), "{}", said.err);
        assert!(!desk.path(place).exists());
    }
    // Another site, edition or content than those that are named, and what Git keeps.
    for (mark, what) in [
        (".tongbao-files", "网站文件夹"),
        ("register.json", "网站文件夹"),
        ("HOWTO-VERIFY.txt", "版次文件夹"),
        ("site.yaml", "内容文件夹"),
        (".git/HEAD", " Git 仓库"),
    ] {
        desk.beside(&format!("other/{mark}"), "x").beside("other/in/it/a.txt", "x");
        let said = desk.run(&["key", "other/in/it/office.key"]).exits(2);
        assert!(
            said.err.contains(&format!("私钥不能放在{what} ")) && said.err.contains("另选地方"),
            "{}",
            said.err
        );
        fs::remove_dir_all(desk.path("other")).unwrap();
    }
    let key = desk.path("keys/office.key");
    desk.ok(&["key", key.to_str().unwrap()]);
    let was = fs::read(&key).unwrap();
    let said = desk.run(&["key", key.to_str().unwrap()]).exits(1);
    assert!(said.err.contains("不覆盖"), "{}", said.err);
    assert_eq!(fs::read(&key).unwrap(), was);
    assert!(desk.path("keys/office.key.pub").is_file());
}

#[test]
fn git_passes_over_a_key_where_it_is_told_to() {
    let desk = Case::empty();
    desk.beside("work/.gitignore", "*.key\n");
    let made = std::process::Command::new("git").args(["init", "-q"]).arg(desk.path("work")).status();
    if !made.is_ok_and(|made| made.success()) {
        return;
    }
    desk.run(&["key", "work/office.pem"]).exits(2).tells("Git 仓库").tells(".gitignore");
    desk.ok(&["key", "work/office.key"]);
}
