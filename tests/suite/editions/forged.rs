//! Forgeries of a site and its editions, each with who finds it.

use std::fs;
use std::path::Path;

use tongbao::edition::{
    self, Entry, Fault, Line, LineFault, LineKind, Manifest, PublicKey, Register, SiteFault, ZipFault,
};
use tongbao::model::Year;
use tongbao::pipeline::{self, Corrected, Fact, Remade, RemadeFault, SignatureState, Verification};

use crate::case::{Case, copy, files};

/// A site with two years, a correction and a withdrawal, everything signed; and the public key.
pub fn signed() -> (Case, PublicKey) {
    let desk = Case::releasable();
    fs::create_dir_all(desk.path("keys")).unwrap();
    let key = desk.path("keys/office.key");
    let key = key.to_str().unwrap();
    desk.ok(&["key", key]);
    desk.run_on(0, &["release", "2018", "--sign", key]).exits(0);
    desk.run_on(1, &["release", "2019", "--sign", key]).exits(0);
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.run_on(2, &["release", "2019", "--note", "更正乙市县数", "--sign", key]).exits(0);
    desk.run_on(3, &["withdraw", "2019", "v1", "--reason", "误发", "--yes", "--sign", key]).exits(0);
    let public = fs::read_to_string(format!("{key}.pub")).unwrap();
    (desk, PublicKey::parse(&public).unwrap())
}

/// What is said of a copy of the site after something was done to it.
struct Desk {
    case: Case,
    key: PublicKey,
}

impl Desk {
    fn after(&self, key: bool, what: impl FnOnce(&Path)) -> Verification {
        self.about(None, key, what)
    }

    /// Only one edition is looked into; what stands around all of them is looked at in any case.
    fn about(&self, one: Option<(i16, u32)>, key: bool, what: impl FnOnce(&Path)) -> Verification {
        let scratch = tempfile::tempdir().unwrap();
        copy(&self.case.output(), scratch.path());
        what(scratch.path());
        let year = one.map(|(year, _)| Year::new(year).unwrap());
        pipeline::verify(scratch.path(), year, one.map(|(_, version)| version), key.then_some(&self.key))
            .unwrap()
    }

    /// Something around the editions is told.
    #[track_caller]
    fn tells(&self, fault: &SiteFault, what: impl FnOnce(&Path)) {
        let one = if matches!(fault, SiteFault::Zip(..)) { (2019, 2) } else { (2018, 1) };
        let said = self.about(Some(one), false, what);
        assert!(said.around.faults.contains(fault), "{fault:?} is not among {:?}", said.around.faults);
        assert!(!said.holds());
    }

    /// An edition is told to be gone, and who knows it.
    #[track_caller]
    fn misses(&self, gone: &str, knows: &str, what: impl FnOnce(&Path)) {
        let said = self.about(Some((2018, 1)), false, what);
        let told = said.around.faults.iter().any(|fault| {
            matches!(fault, SiteFault::Gone { edition, known_by } if edition == gone && known_by.iter().any(|by| by == knows))
        });
        assert!(told && !said.holds(), "{gone} by {knows}: {:?}", said.around.faults);
    }
}

pub fn remove(place: &Path) {
    if place.is_dir() { fs::remove_dir_all(place).unwrap() } else { fs::remove_file(place).unwrap() }
}

pub fn register(site: &Path) -> Register {
    Register::parse(&fs::read(site.join(edition::REGISTER)).unwrap()).unwrap()
}

pub fn put(site: &Path, register: &Register) {
    fs::write(site.join(edition::REGISTER), register.text()).unwrap();
}

/// The same lines chained anew, as a forger would who has no key.
pub fn chained(lines: &[Line]) -> Register {
    let mut register = Register::default();
    for line in lines {
        let Line { kind, year, version, edition, zip, signed, time, reason, .. } = line.clone();
        register.append(Entry { kind, year, version, edition, zip, signed, time, reason }, None);
    }
    register
}

/// Seals an edition anew so that manifest and check files fit whatever lies in it.
pub fn reseal(folder: &Path, change: impl FnOnce(&mut Manifest)) {
    let text = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let mut manifest: Manifest = serde_json::from_str(&text).unwrap();
    let seals = [edition::MANIFEST, edition::SHA256SUMS, edition::SM3SUMS, edition::SIGNATURE];
    let entry = |(path, bytes): (String, Vec<u8>)| {
        let of = edition::of_bytes(&bytes);
        edition::FileEntry { path, bytes: of.bytes, sha256: of.sha256, sm3: of.sm3 }
    };
    let all = files(folder).into_iter().filter(|(path, _)| !seals.contains(&path.as_str()));
    manifest.files = all.map(entry).collect();
    manifest.files.sort_by(|a, b| a.path.cmp(&b.path));
    manifest.inputs = edition::inputs_digest(&manifest.files);
    change(&mut manifest);
    for (path, bytes) in edition::seal(manifest, None).files {
        fs::write(folder.join(path), bytes).unwrap();
    }
}

fn replace(place: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(place).unwrap();
    assert!(text.contains(from), "{from} in {}", place.display());
    fs::write(place, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn whatever_is_done_around_the_editions_is_told() {
    let (case, key) = signed();
    let desk = Desk { case, key };
    let sound = desk.after(true, |_| {});
    assert!(sound.holds(), "{sound:?}");
    let v = |folder: &str| folder.to_owned();

    // Editions that are gone: the newest, the oldest, all, with the register taken back as far as it goes.
    desk.misses("2019/v2", "register.json", |site| remove(&site.join("2019/v2")));
    desk.misses("2018/v1", "2019/v1", |site| remove(&site.join("2018/v1")));
    desk.misses("2019/v1", "2019/v2", |site| remove(&site.join("2019/v1")));
    for page in ["archive.html", "feed.xml", "editions.js", "2019/index.html"] {
        desk.misses("2019/v2", page, |site| {
            remove(&site.join("2019/v2"));
            remove(&site.join("register.json"));
            remove(&site.join("withdrawals.json"));
        });
    }
    desk.misses("2018/v1", "archive.html", |site| {
        for folder in ["2018/v1", "2019/v1", "2019/v2", "register.json", "withdrawals.json"] {
            remove(&site.join(folder));
        }
    });
    let back = |lines: usize| move |site: &Path| put(site, &chained(&register(site).lines[..lines]));
    desk.misses("2019/v2", "archive.html", |site| {
        remove(&site.join("2019/v2"));
        put(site, &Register { lines: register(site).lines[..2].to_vec() });
    });

    // The register.
    desk.tells(&SiteFault::RegisterGone(v("2019/v2"), 3), |site| remove(&site.join("register.json")));
    let cut = SiteFault::RegisterCut { edition: v("2019/v2"), saw: 2, there: 1 };
    desk.tells(&cut, |site| put(site, &Register { lines: register(site).lines[..1].to_vec() }));
    desk.tells(&SiteFault::RegisterRewritten { edition: v("2019/v1"), saw: 1 }, back(4));
    desk.tells(&SiteFault::RegisterLine(2, LineFault::Chain), |site| {
        let mut lines = register(site);
        lines.lines[0].signed = false;
        put(site, &lines);
    });
    desk.tells(&SiteFault::RegisterLine(2, LineFault::Number), |site| {
        let mut lines = register(site);
        lines.lines.remove(1);
        put(site, &lines);
    });
    desk.tells(&SiteFault::RegisterLine(3, LineFault::Time), |site| {
        let mut lines = register(site).lines;
        lines[2].time = lines[0].time;
        put(site, &chained(&lines));
    });
    let broken = desk.after(false, |site| replace(&site.join("register.json"), "  ", " "));
    assert!(broken.around.faults.iter().any(|fault| matches!(fault, SiteFault::RegisterBroken(_))));
    desk.tells(&SiteFault::Unregistered(v("2019/v3")), |site| {
        copy(&site.join("2019/v2"), &site.join("2019/v3"));
        reseal(&site.join("2019/v3"), |manifest| manifest.version = 3);
    });
    let replaced = SiteFault::Replaced { edition: v("2019/v2"), known_by: v("register.json") };
    desk.tells(&replaced, |site| reseal(&site.join("2019/v2"), |manifest| manifest.note = None));

    // Names, links, and times.
    for name in ["V2", "v02", "v1 - 副本"] {
        let near = SiteFault::Name(edition::Near { path: format!("2019/{name}"), named: false });
        desk.tells(&near, |site| copy(&site.join("2019/v2"), &site.join("2019").join(name)));
    }
    #[cfg(unix)]
    {
        let near = SiteFault::Name(edition::Near { path: v("2019/v3"), named: true });
        desk.tells(&near, |site| std::os::unix::fs::symlink("v2", site.join("2019/v3")).unwrap());
    }
    let late = SiteFault::Time { edition: v("2019/v2"), after: v("2019/v1") };
    desk.tells(&late, |site| {
        reseal(&site.join("2019/v2"), |manifest| manifest.time = "2019-01-01T00:00:00Z".parse().unwrap());
    });

    // What was taken back, and what old editions look at.
    desk.tells(&SiteFault::WithdrawalMissing(v("2019/v1")), |site| remove(&site.join("withdrawals.json")));
    let rolled_back = "{\n  \"format\": 1,\n  \"withdrawals\": []\n}\n";
    desk.tells(&SiteFault::WithdrawalMissing(v("2019/v1")), |site| {
        fs::write(site.join("withdrawals.json"), rolled_back).unwrap();
    });
    desk.tells(&SiteFault::WithdrawalDiffers(v("2019/v1")), |site| {
        replace(&site.join("withdrawals.json"), "误发", "过期");
    });
    desk.tells(&SiteFault::WithdrawalUnknown(v("2019/v2")), |site| {
        replace(&site.join("withdrawals.json"), "\"version\": 1", "\"version\": 2");
    });
    let unreadable = desk.after(false, |site| fs::write(site.join("withdrawals.json"), "{").unwrap());
    assert!(unreadable.around.faults.iter().any(|fault| matches!(fault, SiteFault::WithdrawalsBroken(_))));
    for path in ["editions.js", "errata.json", "archive.html", "feed.xml"] {
        desk.tells(&SiteFault::ScriptGone(v(path)), |site| remove(&site.join(path)));
    }
    for path in ["editions.js", "errata.json"] {
        desk.tells(&SiteFault::ScriptDiffers(v(path)), |site| replace(&site.join(path), "误发", "过期"));
    }

    // Signatures.
    desk.tells(&SiteFault::SignatureGone(v("2019/v2")), |site| {
        remove(&site.join("2019/v2/manifest.json.sig"))
    });
    let other = desk.after(true, |site| {
        let mut lines = register(site);
        let last = lines.lines.len() - 1;
        lines.lines[last].reason = Some("过期".to_owned());
        put(site, &lines);
        replace(&site.join("withdrawals.json"), "误发", "过期");
    });
    assert!(other.around.faults.contains(&SiteFault::RegisterLine(4, LineFault::Signature)), "{other:?}");
    let added = desk.after(true, |site| {
        let mut lines = register(site);
        let line = lines.lines[3].clone();
        let kind = LineKind::Withdrawal;
        let Line { edition, time, .. } = lines.lines[2].clone();
        let time = time.max(line.time);
        let entry = Entry {
            kind,
            year: 2019,
            version: 2,
            edition,
            zip: None,
            signed: false,
            time,
            reason: line.reason,
        };
        lines.append(entry, None);
        put(site, &lines);
    });
    assert!(added.around.faults.contains(&SiteFault::LinesUnsigned(1)), "{added:?}");
    let without = desk.after(true, |site| remove(&site.join("2019/v2/manifest.json.sig")));
    assert_eq!(without.editions[2].signature, SignatureState::Absent);
}

#[test]
fn a_zip_that_is_not_the_edition_is_told() {
    let (case, key) = signed();
    let desk = Desk { case, key };
    let path = "2019/2019-v2.zip";
    let fault = |fault| SiteFault::Zip(path.to_owned(), fault);
    desk.tells(&fault(ZipFault::Missing), |site| remove(&site.join(path)));
    desk.tells(&fault(ZipFault::Broken), |site| fs::write(site.join(path), "no ZIP").unwrap());
    let flipped = desk.after(false, |site| {
        let mut bytes = fs::read(site.join(path)).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
        fs::write(site.join(path), bytes).unwrap();
    });
    assert!(!flipped.holds(), "a flipped bit");
    desk.tells(&fault(ZipFault::Differs), |site| {
        fs::copy(site.join("2019/2019-v1.zip"), site.join(path)).unwrap();
    });
    desk.tells(&fault(ZipFault::Repacked), |site| {
        // A comment at its end changes no file in it.
        let mut bytes = fs::read(site.join(path)).unwrap();
        let at = bytes.len() - 2;
        bytes[at] = 1;
        bytes.push(b'!');
        fs::write(site.join(path), bytes).unwrap();
    });
    desk.tells(&SiteFault::ExtraZip("2019/2019-v9.zip".to_owned()), |site| {
        fs::write(site.join("2019/2019-v9.zip"), "no ZIP").unwrap();
    });
}

#[test]
fn pages_data_and_corrections_that_do_not_follow_from_the_inputs_are_told() {
    const V2: Option<(i16, u32)> = Some((2019, 2));
    let (case, key) = signed();
    let desk = Desk { case, key };
    let edition = |site: &Path| site.join("2019/v2");
    for path in
        ["cities/alpha.html", "data/cities.csv", "bulletin.docx", "assets/tokens.css", "HOWTO-VERIFY.txt"]
    {
        let said = desk.about(V2, false, |site| {
            fs::write(edition(site).join(path), "another").unwrap();
            reseal(&edition(site), |_| {});
        });
        let of = &said.editions[0];
        assert!(of.faults.is_empty(), "{path}: {:?}", of.faults);
        assert_eq!(of.remade, Remade::Differs(vec![RemadeFault::Differs(path.to_owned())]));
        assert!(!of.holds());
    }
    for (path, fault) in [
        ("data/more.csv", RemadeFault::Extra("data/more.csv".to_owned())),
        ("search.html", RemadeFault::Extra("search.html".to_owned())),
    ] {
        let said = desk.about(V2, false, |site| {
            fs::write(edition(site).join(path), "more").unwrap();
            reseal(&edition(site), |_| {});
        });
        assert_eq!(said.editions[0].remade, Remade::Differs(vec![fault]));
    }
    let left_out = desk.about(V2, false, |site| {
        remove(&edition(site).join("cities/alpha.html"));
        reseal(&edition(site), |_| {});
    });
    let missing = RemadeFault::Missing("cities/alpha.html".to_owned());
    assert_eq!(left_out.editions[0].remade, Remade::Differs(vec![missing]));
    type Change = fn(&mut Manifest);
    let changes: [(Fact, Change); 3] = [
        (Fact::Title, |manifest| manifest.title = "2019年".to_owned()),
        (Fact::Schemes, |manifest| manifest.schemes.clear()),
        (Fact::Sample, |manifest| manifest.sample = true),
    ];
    for (fact, change) in changes {
        let said = desk.about(V2, false, |site| reseal(&edition(site), change));
        let Remade::Differs(faults) = &said.editions[0].remade else { panic!("{:?}", said.editions[0]) };
        assert!(faults.contains(&RemadeFault::Fact(fact)), "{faults:?}");
    }
    // A date or a note that was changed no longer fits the pages.
    let noted = desk.about(V2, false, |site| {
        reseal(&edition(site), |manifest| manifest.note = Some("无".to_owned()));
    });
    assert!(matches!(noted.editions[0].remade, Remade::Differs(_)));
    let corrected = desk.about(V2, false, |site| {
        replace(&edition(site).join("data/corrections.json"), "乙市", "丙市");
        reseal(&edition(site), |_| {});
    });
    assert_eq!(corrected.editions[0].corrected, Corrected::Differs);
    assert!(!corrected.editions[0].holds());
    // An edition of the year before in other words no longer is the one that was looked back on.
    let replaced = desk
        .after(false, |site| reseal(&site.join("2018/v1"), |manifest| manifest.note = Some("无".to_owned())));
    assert!(replaced.editions[1].faults.contains(&Fault::Chain { before: "2018/v1".to_owned() }));
    let kept = desk.about(V2, false, |site| {
        let place = edition(site).join("inputs/earlier/2018/data/results.json");
        replace(&place, "\"score\":\"", "\"score\":\"1");
        reseal(&edition(site), |_| {});
    });
    assert!(!kept.editions[0].holds(), "{:?}", kept.editions[0].remade);
}

#[test]
fn a_build_tells_what_it_sees_in_passing_and_a_release_on_top_is_refused() {
    let (case, _) = signed();
    copy(&case.path("output/2019/v2"), &case.path("output/2019/V2"));
    fs::remove_dir_all(case.path("output/2018/v1")).unwrap();
    let said = case.run_on(4, &["build"]).exits(0);
    for words in ["已发布的版次有", "2019/V2", "版次 2018/v1 不见了"] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    case.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 2");
    let said = case.run_on(5, &["release", "2019", "--note", "再更正"]).exits(1);
    assert!(said.err.contains("2018/v1 不见了") && said.err.contains("没有发布"), "{}", said.err);
    let said = case.run_on(5, &["withdraw", "2019", "v2", "--reason", "误发", "--yes"]).exits(1);
    assert!(said.err.contains("2018/v1 不见了") && said.err.contains("没有撤销"), "{}", said.err);
}

#[test]
fn what_cannot_be_found_without_a_key_is_said() {
    let (case, _) = signed();
    let said = case.ok(&["verify"]).err;
    for words in ["登记簿现为“登记 4·", "没有给公钥（--key）", "只凭这个文件夹查不出", "纸质件上的登记号"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let public = case.path("keys/office.key.pub");
    let said = case.ok(&["verify", "--key", public.to_str().unwrap()]);
    assert!(!said.err.contains("只凭这个文件夹查不出"), "{}", said.err);
    assert!(said.out.contains("签名有效") && said.out.contains("与公布的逐字一致"), "{}", said.out);
}
