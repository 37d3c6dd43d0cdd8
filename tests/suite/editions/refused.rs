//! What is not released, each with its reason, and that nothing changes then.

use std::fs;

use crate::case::Case;

/// Releases a year and gives what was said; the site must stay as it was.
fn refused(desk: &Case, words: &[&str]) -> String {
    let before = desk.files("");
    let said = desk.run(words);
    assert_eq!(said.code, 1, "{words:?}: {}", said.err);
    assert!(said.err.contains("没有发布：原有网站保持不变"), "{}", said.err);
    let lock = ".tongbao-lock";
    let mut after = desk.files("");
    if !before.contains_key(lock) {
        after.remove(lock);
    }
    assert!(before == after, "a refused release changed the site");
    said.err
}

#[test]
fn samples_need_to_be_asked_for_and_stay_marked() {
    let desk = Case::releasable();
    desk.replace("2019/cities/records/beta.yaml", "status: final", "status: sample");
    let told = refused(&desk, &["release", "2019"]);
    assert!(told.contains("1 份记录是示例数据") && told.contains("--allow-sample"), "{told}");
    desk.ok(&["release", "2019", "--allow-sample"]);
    assert!(desk.told("2019/v1/cities/beta.html").contains("示例数据"));
    assert!(!desk.told("2019/v1/cities/alpha.html").contains("<b>草稿</b>"));
}

/// Titles and days that belong to another year hold a release up, whatever is allowed; they are warnings until then.
#[test]
fn what_was_left_over_from_another_year_is_not_released() {
    let desk = Case::releasable();
    desk.edit("2019/year.yaml", |text| text.replacen("format: 1\n", "format: 1\ntitle: 2018年度\n", 1));
    desk.run(&["check"]).exits(0).tells("W0760");
    let told = refused(&desk, &["release", "2019", "--allow-missing", "--allow-draft", "--allow-sample"]);
    assert!(told.contains("有 1 处是别的年度留下的") && told.contains("2019/year.yaml:2"), "{told}");
}

#[test]
fn drafts_need_to_be_asked_for_and_stay_marked() {
    let desk = Case::releasable();
    desk.replace("2019/cities/records/beta.yaml", "status: final", "status: draft");
    let told = refused(&desk, &["release", "2019"]);
    assert!(told.contains("1 份记录或方案还在填报") && told.contains("cities/records/beta.yaml"), "{told}");
    assert!(told.contains("--allow-draft"), "{told}");
    desk.ok(&["release", "2019", "--allow-draft"]);
    assert!(desk.told("2019/v1/cities/beta.html").contains("未定稿"));
}

#[test]
fn missing_observations_are_all_named() {
    let desk = Case::releasable();
    desk.replace("2019/cities/records/beta.yaml", "  trained:", "  # trained:");
    let told = refused(&desk, &["release", "2019"]);
    assert!(told.contains("缺报或无法计算") && told.contains("cities/beta"), "{told}");
}

#[test]
fn what_is_missing_may_go_out_and_is_said_everywhere() {
    let desk = Case::releasable();
    desk.replace("2019/cities/records/beta.yaml", "  trained:", "  # trained:");
    let told = refused(&desk, &["release", "2019"]);
    let count = told
        .split_once("缺报或无法计算 ")
        .and_then(|(_, rest)| rest.split(' ').next())
        .expect("how many")
        .to_owned();
    assert!(told.contains("--allow-missing"), "{told}");
    desk.ok(&["release", "2019", "--allow-missing"]);
    assert!(desk.told("2019/v1/manifest.json").contains(&format!("\"missing\": {count}")));
    for page in ["2019/v1/index.html", "2019/v1/cities/alpha.html", "2019/v1/cities/beta.html"] {
        assert!(desk.told(page).contains(&format!("缺报或无法计算{count}项，按方案计分")), "{page}");
    }
    // What went out with the edition has nothing left to be completed before it.
    desk.page("2019/v1/index.html").lacks("发布前应补齐");
    assert!(desk.told("archive.html").contains(&format!("现行；缺报或无法计算{count}项")));
    desk.ok(&["verify"]);
    // Where nothing is missing, the word is not said.
    let whole = Case::releasable();
    whole.ok(&["release", "2019", "--allow-missing"]);
    assert!(!whole.told("2019/v1/manifest.json").contains("missing"));
    assert!(!whole.told("archive.html").contains("缺报或无法计算"));
}

#[test]
fn an_unchanged_year_is_not_released_again_and_a_correction_says_what_it_corrects() {
    let desk = Case::releasable();
    desk.release(2019, "首次发布");
    let told = refused(&desk, &["release", "2019", "--note", "再发一次"]);
    assert!(told.contains("内容与第1版完全相同"), "{told}");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    for note in [None, Some("  ")] {
        let mut words = vec!["release", "2019"];
        words.extend(note.iter().flat_map(|note| ["--note", note]));
        let told = refused(&desk, &words);
        assert!(told.contains("第2版是更正") && told.contains("--note"), "{told}");
    }
    desk.release(2019, "更正乙市县数");
}

#[test]
fn a_tampered_edition_stops_the_next_one_and_every_build_that_rests_on_it() {
    let desk = Case::releasable();
    desk.release(2018, "");
    desk.release(2019, "");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    // A page: no build reads it again, but no version may follow it.
    let page = desk.path("output/2019/v1/cities/alpha.html");
    let text = fs::read(&page).unwrap();
    make_writable(&page);
    fs::write(&page, b"changed").unwrap();
    let told = refused(&desk, &["release", "2019", "--note", "更正"]);
    assert!(told.contains("2019/v1") && told.contains("cities/alpha.html"), "{told}");
    fs::write(&page, text).unwrap();
    // An input: later years lean on it.
    let input = desk.path("output/2018/v1/inputs/2018/cities/records/alpha.yaml");
    make_writable(&input);
    fs::write(&input, "format: 1\n").unwrap();
    for words in [&["release", "2019", "--note", "更正"][..], &["build"], &["check"]] {
        let said = desk.run(words);
        assert_eq!(said.code, 1, "{words:?}");
        assert!(said.err.contains("alpha.yaml") && said.err.contains("从备份恢复"), "{}", said.err);
    }
}

#[test]
fn a_folder_in_the_way_is_not_overwritten() {
    let desk = Case::releasable();
    desk.build();
    fs::create_dir_all(desk.path("output/2019/v1")).unwrap();
    fs::write(desk.path("output/2019/v1/notes.txt"), "mine").unwrap();
    let told = desk.run(&["release", "2019"]);
    assert_eq!(told.code, 1);
    assert!(told.err.contains("v1"), "{}", told.err);
    assert_eq!(desk.told("2019/v1/notes.txt"), "mine");
}

#[test]
fn a_dry_run_says_what_would_change_and_writes_nothing() {
    let desk = Case::releasable();
    desk.ok(&["release", "2019", "--dry-run"]).tells("将发布 2019/v1");
    assert!(!desk.output().exists(), "it needs no output folder that can be written to");
    desk.release(2019, "");
    desk.replace("2019/cities/records/beta.yaml", "counties: ", "counties: 1");
    let before = desk.files("");
    let said = desk.ok(&["release", "2019", "--note", "更正乙市县数", "--dry-run"]);
    assert!(said.err.contains("将发布 2019/v2") && said.err.contains("没有写任何文件"), "{}", said.err);
    assert!(said.err.contains("乙市 结对县数") || said.err.contains("乙市"), "{}", said.err);
    assert!(before == desk.files(""), "a dry run wrote something");
    // With a reason against it, it tells all of them.
    desk.replace("2019/cities/records/gamma.yaml", "status: final", "status: sample");
    let said = desk.run(&["release", "2019", "--dry-run"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("示例数据") && said.err.contains("必须用 --note"), "{}", said.err);
}

#[test]
fn unknown_words_are_wrong_usage() {
    let desk = Case::releasable();
    desk.release(2019, "");
    for (words, expected) in [
        (&["release", "1999"][..], "2019"),
        (&["release", "40000"], "年度"),
        (&["verify", "2019", "v7"], "2019/v1"),
        (&["verify", "2019", "first"], "v1"),
        (&["withdraw", "2019", "v7", "--reason", "误发", "--yes"], "2019/v1"),
        (&["withdraw", "2019", "v1", "--reason", "误发"], "--yes"),
        (&["withdraw", "2019", "v1", "--reason", " ", "--yes"], "理由"),
        (&["diff", "2019", "2019/v9"], "2019/v1"),
        (&["diff", "2019", "last"], "2019/draft"),
        (&["release", "2019", "--sign", "no-such.key"], "no-such.key"),
    ] {
        let said = desk.run(words);
        assert_eq!(said.code, 2, "{words:?}: {}", said.err);
        assert!(said.err.contains(expected), "{words:?}: {}", said.err);
    }
}

fn make_writable(path: &std::path::Path) {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    #[allow(clippy::permissions_set_readonly_false, reason = "a scratch file of this test")]
    permissions.set_readonly(false);
    fs::set_permissions(path, permissions).unwrap();
}

#[test]
fn problems_of_last_year_have_to_be_followed_up() {
    let desk = Case::releasable();
    let (before, now) = ("2018/cities/records/alpha.yaml", "2019/cities/records/alpha.yaml");
    desk.edit(before, |text| {
        text.to_owned() + "problems: [{id: slow, says: 进度慢}, {id: late, says: 迟报}]\n"
    });
    desk.replace(
        "2019/cities/scheme.yaml",
        "points: 2}, wrong: 5",
        "points: 2}, wrong: {points: 5, from: earlier_problems}",
    );
    desk.edit(now, |text| {
        text.to_owned() + "earlier_problems: [{problem: 2018/late, state: closed, date: 2019-12-10}]\n"
    });
    let told = refused(&desk, &["release", "2019"]);
    assert!(told.contains("1 份记录没有写往年问题的复核结果"), "{told}");
    assert!(told.contains("cities/alpha：2018/slow") && !told.contains("2018/late"), "{told}");
    let check = desk.run(&["check"]);
    assert!(
        check.code == 0 && check.err.contains("W0730") && check.err.contains("2018/slow"),
        "{}",
        check.err
    );
    // What was released counts, not what lies in the content folder by now.
    desk.release(2018, "");
    desk.edit(before, |text| text.replace("{id: slow, says: 进度慢}, ", ""));
    refused(&desk, &["release", "2019"]);
    desk.edit(before, |text| text.replace("[{id: late", "[{id: slow, says: 进度慢}, {id: late"));
    desk.edit(now, |text| {
        text.replace(
            "[{problem: 2018/late",
            "[{problem: 2018/slow, state: open, date: 2019-12-11}, {problem: 2018/late",
        )
    });
    desk.release(2019, "");
    let page = desk.told("2019/v1/cities/alpha.html");
    assert!(page.contains("2018/v1/rectification.html#p-cities.alpha.slow"), "it leads to the released year");
}
