//! What a release freezes is what it read, and an edition's pages follow from that and from nothing else.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use tongbao::edition::SecretKey;
use tongbao::model::Year;
use tongbao::pipeline::{self, Corrected, ReleaseError, ReleaseRequest, Remade, Request, Stage, Verified};

use crate::case::{Case, copy};

/// Releases 2019 in this process; `meanwhile` runs once, at the stage that is asked for.
fn release(desk: &Case, at: fn(&Stage) -> bool, meanwhile: &(dyn Fn() + Sync)) -> Result<(), ReleaseError> {
    let done = AtomicBool::new(false);
    let stage = |stage: Stage| {
        if at(&stage) && !done.swap(true, Ordering::Relaxed) {
            meanwhile();
        }
    };
    let (content, output, theme) = (desk.content(), desk.output(), desk.path("theme"));
    let theme = theme.is_dir().then_some(theme.as_path());
    let request = Request { content: &content, theme, output: &output, style_guide: false };
    let fresh = !desk.path("output/register.json").exists();
    let what = ReleaseRequest {
        year: Year::new(2019).unwrap(),
        note: Some("首次发布"),
        allow_sample: false,
        allow_draft: false,
        allow_missing: false,
        internal_draft: false,
        first: fresh,
        dry_run: false,
        key: None::<&SecretKey>,
        time: "2020-05-18T00:00:00Z".parse().unwrap(),
    };
    pipeline::release(request, &what, &stage)?;
    assert!(done.load(Ordering::Relaxed), "the stage came by");
    Ok(())
}

fn only(site: &Path, folder: &str) -> Verified {
    let all = pipeline::verify(site, None, None, None).unwrap().editions;
    all.into_iter().find(|one| one.folder == folder).unwrap()
}

#[track_caller]
fn follows(verified: &Verified) {
    assert!(matches!(verified.remade, Remade::Same(made) if made > 40), "{:?}", verified.remade);
    assert!(verified.holds(), "{verified:?}");
}

#[test]
fn what_is_changed_while_a_release_runs_is_not_in_its_inputs_either() {
    let record = "2019/cities/records/beta.yaml";
    let stages: [fn(&Stage) -> bool; 3] = [
        |stage| matches!(stage, Stage::Scoring),
        |stage| matches!(stage, Stage::Rendering(_)),
        |stage| matches!(stage, Stage::Rendered),
    ];
    for at in stages {
        let desk = Case::releasable();
        desk.beside("theme/assets/tokens.css", "/* as it was read */");
        let was = desk.text(record);
        release(&desk, at, &|| {
            desk.replace(record, "counties: ", "counties: 1");
            desk.file("pages/about.md", "---\ntitle: 另一页\n---\n\n后来写的。\n");
            desk.file("2019/late.md", "后来添的");
        })
        .unwrap();
        assert_eq!(desk.told(&format!("2019/v1/inputs/{record}")), was, "the inputs are what was read");
        assert!(!desk.path("output/2019/v1/inputs/2019/late.md").exists());
        assert_ne!(desk.told("2019/v1/inputs/pages/about.md"), desk.text("pages/about.md"));
        follows(&only(&desk.output(), "2019/v1"));
    }
}

#[test]
fn an_earlier_edition_that_is_changed_while_a_release_runs_refuses_it() {
    let desk = Case::releasable();
    desk.release(2018, "");
    let input = desk.path("output/2018/v1/inputs/2018/cities/records/alpha.yaml");
    let before = desk.files("2018/v1");
    let error = release(&desk, |stage| matches!(stage, Stage::Scoring), &|| {
        fs::remove_file(&input).unwrap();
        fs::write(&input, "format: 1\n").unwrap();
    });
    assert!(matches!(error, Err(ReleaseError::Build(_) | ReleaseError::Refused(_))), "{error:?}");
    assert!(!desk.path("output/2019/v1").exists());
    assert!(desk.files("2018/v1").len() == before.len());
}

#[test]
fn an_edition_keeps_exactly_the_files_that_lie_over_the_theme() {
    let desk = Case::releasable();
    desk.beside("theme/assets/tokens.css", ":root{--own:1}");
    desk.beside("theme/assets/seal.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    desk.beside("theme/README.txt", "of the theme's author");
    let theme = desk.path("theme");
    desk.ok(&["release", "2019", "--theme", theme.to_str().unwrap()]);
    let kept = desk.files("2019/v1/inputs/theme");
    assert_eq!(kept.keys().collect::<Vec<_>>(), ["assets/seal.svg", "assets/tokens.css"]);
    fs::remove_dir_all(&theme).unwrap();
    follows(&only(&desk.output(), "2019/v1"));
    // The inputs are a content folder that brings its theme, and nothing in it is out of place.
    let inputs = desk.path("output/2019/v1/inputs");
    let elsewhere = desk.path("elsewhere");
    let words = ["--content", inputs.to_str().unwrap(), "--output", elsewhere.to_str().unwrap()];
    let said = desk.ok(&[&["build"][..], &words].concat());
    assert!(!said.err.contains("不会读取"), "{}", said.err);
    assert_eq!(fs::read_to_string(elsewhere.join("assets/tokens.css")).unwrap().trim(), ":root{--own:1}");
}

#[test]
fn an_edition_follows_from_itself_alone_whatever_became_of_those_it_rests_on() {
    let desk = Case::releasable();
    desk.release(2018, "");
    let first = desk.told("2018/v1/cities/alpha.html");
    // The list of subjects and the year before are other ones by the time the next year is released.
    desk.replace("subjects.yaml", "name: 甲市", "name: 甲江市");
    desk.replace("2018/cities/records/alpha.yaml", "revenue: ", "revenue: 9");
    desk.release(2019, "");
    follows(&only(&desk.output(), "2019/v1"));
    let kept = desk.files("2019/v1/inputs/earlier/2018");
    assert!(kept.contains_key("manifest.json") && kept.contains_key("data/results.json"));
    assert!(kept.contains_key("inputs/subjects.yaml"), "{:?}", kept.keys());
    assert!(!kept.contains_key("inputs/2018/year.yaml"), "what is the same is kept once");
    assert!(first.contains("甲市") && desk.told("2018/v1/cities/alpha.html") == first);
    assert!(desk.told("2019/v1/cities/alpha.html").contains("甲江市"));
    // Corrected, the year before is another one for the next version, not for the first.
    desk.release(2018, "更正甲市数据");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    desk.release(2019, "更正乙市县数");
    let all = pipeline::verify(&desk.output(), None, None, None).unwrap();
    assert!(all.holds(), "{all:?}");
    assert_eq!(all.editions[3].corrected, Corrected::Same);
    // Taken along, each follows from itself.
    for version in ["2019/v1", "2019/v2"] {
        let alone = tempfile::tempdir().unwrap();
        copy(&desk.path(&format!("output/{version}")), &alone.path().join(version));
        let of = pipeline::verify(alone.path(), None, None, None).unwrap();
        assert!(of.around.alone && of.holds(), "{of:?}");
        follows(&of.editions[0]);
    }
}
