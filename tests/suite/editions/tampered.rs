//! Whatever is done to an edition's files is found, and every place is named.

use std::fs;
use std::path::Path;

use tongbao::edition::{self, Fault, KeyPair, Manifest, PublicKey};
use tongbao::pipeline::{self, SignatureState, Verified};

use crate::case::{Case, copy};

fn verify(site: &Path) -> Verified {
    let mut all = pipeline::verify(site, None, None, None).expect("a site").editions;
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// A copy of an edition that may be written, verified after something was done to it.
fn after(of: &Path, what: impl FnOnce(&Path)) -> Verified {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let edition = scratch.path().join("2019/v1");
    copy(of, &edition);
    what(&edition);
    verify(scratch.path())
}

#[test]
fn every_file_altered_removed_or_renamed_is_found() {
    let desk = Case::releasable();
    desk.release(2019, "");
    // One copy for all of it: each change is undone, since hundreds of copies take longer than all the rest.
    let scratch = tempfile::tempdir().unwrap();
    let edition = scratch.path().join("2019/v1");
    copy(&desk.path("output/2019/v1"), &edition);
    let sound = verify(scratch.path());
    assert!(sound.holds(), "the edition itself is sound");
    assert_eq!(sound.draws.map(|again| (again.draws, again.different.len())), Some((2, 0)));
    let mut checked = 0;
    for (path, bytes) in desk.files("2019/v1") {
        let place = edition.join(&path);
        let with = |bytes: &[u8]| {
            fs::write(&place, bytes).unwrap();
            verify(scratch.path())
        };
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        let altered = with(&flipped);
        let longer = with(&[&bytes[..], b"\n"].concat());
        fs::remove_file(&place).unwrap();
        let removed = verify(scratch.path());
        let other = edition.join(format!("{path}~"));
        fs::write(&other, &bytes).unwrap();
        let renamed = verify(scratch.path());
        fs::rename(&other, &place).unwrap();
        for (what, verified) in
            [("altered", &altered), ("longer", &longer), ("removed", &removed), ("renamed", &renamed)]
        {
            assert!(!verified.holds(), "{path} {what} was not found");
            let named = verified.faults.iter().any(|fault| fault.path() == path);
            assert!(named, "{path} {what}: {:?}", verified.faults);
        }
        if path != edition::MANIFEST {
            let extra = Fault::Extra(format!("{path}~"));
            assert!(renamed.faults.contains(&extra), "{path}: {:?}", renamed.faults);
        }
        checked += 1;
    }
    assert!(checked > 50, "only {checked} files were checked");
    assert!(verify(scratch.path()).holds(), "every change was undone");
}

#[test]
fn added_files_and_links_are_found() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let of = desk.path("output/2019/v1");
    let added = after(&of, |edition| fs::write(edition.join("data/more.csv"), "x").unwrap());
    assert_eq!(added.faults, [Fault::Extra("data/more.csv".into())]);
    #[cfg(unix)]
    {
        let linked = after(&of, |edition| {
            fs::remove_file(edition.join("index.html")).unwrap();
            std::os::unix::fs::symlink("bulletin.html", edition.join("index.html")).unwrap();
        });
        assert!(linked.faults.contains(&Fault::NotAFile("index.html".into())), "{:?}", linked.faults);
    }
    let moved = tempfile::tempdir().unwrap();
    copy(&of, &moved.path().join("2019/v3"));
    let faults = verify(moved.path()).faults;
    assert_eq!(faults, [Fault::Place { belongs: "2019/v1".into(), copied: false }]);
}

#[test]
fn an_edited_manifest_is_found_even_when_it_fits_the_files() {
    let desk = Case::releasable();
    desk.release(2019, "首次发布");
    let of = desk.path("output/2019/v1");
    let text = desk.told("2019/v1/manifest.json");
    for (from, to) in [
        ("首次发布", "首次公布"),
        ("\"version\": 1", "\"version\": 2"),
        ("\"sample\": false", "\"sample\": true"),
        ("  \"year\"", " \"year\""),
        ("\"path\": \"index.html\"", "\"path\": \"../index.html\""),
        ("\"format\": 2", "\"format\": 3"),
        ("{", "["),
    ] {
        assert!(text.contains(from), "{from}");
        let edited = after(&of, |edition| {
            fs::write(edition.join("manifest.json"), text.replacen(from, to, 1)).unwrap();
        });
        assert!(matches!(edited.faults[..], [Fault::Manifest(_)]), "{from}: {:?}", edited.faults);
    }
    // A manifest sealed anew over an altered page fits itself; the check files give it away.
    let sealed = after(&of, |edition| {
        fs::write(edition.join("index.html"), "another page").unwrap();
        reseal(edition, &text);
    });
    assert!(sealed.faults.contains(&Fault::Differs("SHA256SUMS".into())), "{:?}", sealed.faults);
}

/// Writes a manifest that fits an altered index.html.
fn reseal(edition: &Path, text: &str) {
    let mut manifest: Manifest = serde_json::from_str(text).unwrap();
    let found = edition::of_file(&edition.join("index.html")).unwrap();
    let entry = manifest.files.iter_mut().find(|file| file.path == "index.html").unwrap();
    (entry.bytes, entry.sha256, entry.sm3) = (found.bytes, found.sha256, found.sm3);
    fs::write(edition.join("manifest.json"), manifest.sealed().text()).unwrap();
}

#[test]
fn a_version_sealed_anew_as_a_whole_breaks_the_chain_and_the_signature() {
    let desk = Case::releasable();
    let key = desk.path("keys/office.key");
    fs::create_dir_all(desk.path("keys")).unwrap();
    desk.ok(&["key", key.to_str().unwrap()]);
    let sign = ["--sign", key.to_str().unwrap()];
    desk.ok(&["release", "2019", sign[0], sign[1]]);
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.ok(&["release", "2019", "--note", "更正", sign[0], sign[1]]);
    let public_file = format!("{}.pub", key.display());
    let said = desk.ok(&["verify", "--key", &public_file]);
    assert_eq!(said.out.matches("签名有效").count(), 2, "{}", said.out);

    let edition = desk.path("output/2019/v1");
    for path in ["index.html", "manifest.json", "SHA256SUMS", "SM3SUMS"] {
        fs::remove_file(edition.join(path)).unwrap();
    }
    fs::write(edition.join("index.html"), "another page").unwrap();
    let first = desk.files("2019/v1");
    let mut manifest: Manifest = serde_json::from_str(&desk.told("2019/v2/manifest.json")).unwrap();
    manifest.version = 1;
    manifest.supersedes = None;
    manifest.note = None;
    manifest.files = first
        .iter()
        .filter(|(path, _)| path.as_str() != edition::SIGNATURE)
        .map(|(path, bytes)| {
            let of = edition::of_bytes(bytes);
            edition::FileEntry { path: path.clone(), bytes: of.bytes, sha256: of.sha256, sm3: of.sm3 }
        })
        .collect();
    manifest.inputs = edition::inputs_digest(&manifest.files);
    for (path, bytes) in edition::seal(manifest, None).files {
        fs::write(edition.join(path), bytes).unwrap();
    }
    let public = PublicKey::parse(&fs::read_to_string(&public_file).unwrap()).unwrap();
    let all = pipeline::verify(&desk.output(), None, None, Some(&public)).unwrap().editions;
    assert_eq!(all[0].signature, SignatureState::Broken);
    assert!(all[0].faults.is_empty(), "{:?}", all[0].faults);
    assert!(all[1].faults.contains(&Fault::Chain { before: "2019/v1".into() }), "{:?}", all[1].faults);
    // Another office's key does not fit, and an edition without a signature is not taken for a signed one.
    let other = PublicKey::parse(&KeyPair::generate().unwrap().public).unwrap();
    let all = pipeline::verify(&desk.output(), None, None, Some(&other)).unwrap().editions;
    assert!(all.iter().all(|one| one.signature == SignatureState::Broken));
}

#[test]
fn results_that_do_not_follow_from_the_inputs_are_found() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let of = desk.path("output/2019/v1");
    let text = desk.told("2019/v1/manifest.json");
    let forged = after(&of, |edition| {
        // A score is forged, and everything is sealed again so that all digests fit.
        let results = edition.join("data/results.json");
        let json = fs::read_to_string(&results).unwrap();
        let at = json.find("\"score\":\"").expect("a score") + "\"score\":\"".len();
        let mut forged = json.clone();
        forged.replace_range(at..=at, if json[at..].starts_with('9') { "8" } else { "9" });
        fs::write(&results, forged).unwrap();
        let mut manifest: Manifest = serde_json::from_str(&text).unwrap();
        let found = edition::of_file(&results).unwrap();
        let entry = manifest.files.iter_mut().find(|file| file.path == "data/results.json").unwrap();
        (entry.bytes, entry.sha256, entry.sm3) = (found.bytes, found.sha256, found.sm3);
        for (path, bytes) in edition::seal(manifest, None).files {
            fs::write(edition.join(path), bytes).unwrap();
        }
    });
    assert!(forged.faults.is_empty(), "{:?}", forged.faults);
    let Some(Ok(pipeline::Recomputed::Differs(told))) = &forged.recomputed else {
        panic!("{:?}", forged.recomputed)
    };
    assert!(told.iter().any(|one| one.contains("重算")), "{told:?}");
    assert!(!forged.holds());
}

#[test]
fn results_by_other_rules_of_scoring_are_not_held_against_the_edition() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let text = desk.told("2019/v1/manifest.json");
    let earlier = after(&desk.path("output/2019/v1"), |edition| {
        let results = edition.join("data/results.json");
        let json = fs::read_to_string(&results).unwrap();
        let at = json.find("\"score\":\"").expect("a score") + "\"score\":\"".len();
        let mut other = json.clone();
        other.replace_range(at..=at, if json[at..].starts_with('9') { "8" } else { "9" });
        fs::write(&results, other).unwrap();
        let text = text.replacen(
            &format!("\"scoring_revision\": {}", tongbao::scoring::SCORING_REVISION),
            "\"scoring_revision\": 1",
            1,
        );
        let mut manifest: Manifest = serde_json::from_str(&text).unwrap();
        let found = edition::of_file(&results).unwrap();
        let entry = manifest.files.iter_mut().find(|file| file.path == "data/results.json").unwrap();
        (entry.bytes, entry.sha256, entry.sm3) = (found.bytes, found.sha256, found.sm3);
        for (path, bytes) in edition::seal(manifest, None).files {
            fs::write(edition.join(path), bytes).unwrap();
        }
    });
    assert_eq!(earlier.engine, pipeline::Engine::OtherScoring);
    assert!(
        matches!(earlier.recomputed, Some(Ok(pipeline::Recomputed::Differs(_)))),
        "{:?}",
        earlier.recomputed
    );
    assert!(earlier.holds());
}

#[test]
fn another_engine_is_named_plainly() {
    let desk = Case::releasable();
    desk.release(2019, "");
    let text = desk.told("2019/v1/manifest.json");
    for (from, to, expected) in [
        ("\"engine\": \"tongbao ", "\"engine\": \"tongbao 0.0.", pipeline::Engine::Other),
        ("\"scoring_revision\": ", "\"scoring_revision\": 9", pipeline::Engine::OtherScoring),
    ] {
        let verified = after(&desk.path("output/2019/v1"), |edition| {
            let manifest: Manifest = serde_json::from_str(&text.replacen(from, to, 1)).unwrap();
            for (path, bytes) in edition::seal(manifest, None).files {
                fs::write(edition.join(path), bytes).unwrap();
            }
        });
        assert_eq!(verified.engine, expected);
        assert!(verified.holds(), "the results follow all the same");
    }
}
