//! What follows from a withdrawal: for the version after it, for those that rest on it, and in what is said.

use crate::case::Case;
use crate::tools::browser;

const BETA: &str = "2019/cities/records/beta.yaml";

/// Version 2 was wrong and withdrawn; version 3 corrects another figure of version 1.
fn third() -> Case {
    let desk = Case::releasable();
    desk.run_on(0, &["release", "2018"]).exits(0);
    desk.run_on(1, &["release", "2019", "--note", "首次发布"]).exits(0);
    let sound = desk.text(BETA);
    desk.replace(BETA, "counties: ", "counties: 1");
    desk.run_on(2, &["release", "2019", "--note", "更正乙市县数"]).exits(0);
    desk.run_on(3, &["withdraw", "2019", "v2", "--reason", "更正有误", "--yes"]).exits(0);
    // What is in force is not released once more under another number.
    desk.file(BETA, &sound);
    desk.run_on(4, &["release", "2019", "--note", "恢复"]).exits(1).tells("内容与第1版完全相同");
    desk.replace("2019/cities/records/alpha.yaml", "counties: ", "counties: 1");
    let said = desk.run_on(4, &["release", "2019", "--note", "更正甲市县数"]).exits(0);
    said.tells("与第1版相比有");
    desk
}

#[test]
fn a_version_after_a_withdrawn_one_corrects_the_one_that_was_in_force() {
    let desk = third();
    let corrections = desk.json("2019/v3/data/corrections.json");
    assert_eq!((corrections["from"].clone(), corrections["to"].clone()), (1.into(), 3.into()));
    let figures = |of: &serde_json::Value| -> Vec<String> {
        let cells = of["corrections"].as_array().unwrap().iter();
        cells
            .filter(|cell| cell["what"] == "figure")
            .map(|cell| cell["subject"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(figures(&corrections), ["alpha"], "what version 2 had wrong is no correction of version 3");
    let manifest = desk.json("2019/v3/manifest.json");
    assert_eq!(manifest["supersedes"]["version"], 2, "the chain goes over every version");
    assert_eq!(manifest["corrects"]["version"], 1);
    assert!(desk.json("2019/v2/manifest.json").get("corrects").is_none(), "it is the one before");
    assert!(desk.told("2019/v3/index.html").contains("取代第1版"));
    assert!(desk.told("archive.html").contains("2019年度第3版对第1版的更正"));
    assert_eq!(desk.json("errata.json")["versions"][3]["supersedes"], 1);
    desk.ok(&["verify"]).says("由所更正的版次和本版重新得出的更正与公布的逐字一致");
    // Who reads the withdrawn one is told what is otherwise now, and no correction that was none.
    let script = desk.told("editions.js");
    let json = script.trim_start_matches("window.tongbaoEditions = ").trim_end().trim_end_matches(';');
    let editions: serde_json::Value = serde_json::from_str(json).unwrap();
    let changes = |version: &str| {
        let all = editions["editions"].as_array().unwrap();
        all.iter().find(|of| of["folder"] == version).unwrap()["changes"].to_string()
    };
    // 12 counties of beta were 112 in version 2 alone.
    assert!(changes("2019/v1").contains("117") && !changes("2019/v1").contains("112"), "{script}");
    assert!(changes("2019/v2").contains("117") && changes("2019/v2").contains("112"), "{script}");
    let Some(chromium) = browser::chromium() else { return };
    let banner = |page: &str| {
        browser::open(chromium, &desk.output().join(page), "").page().one(".edition-banner").html()
    };
    let withdrawn = banner("2019/v2/cities/beta.html");
    for words in ["撤销：更正有误", "现行的是", "第3版", "该版说明：更正甲市县数", "处与现行版次不同"]
    {
        assert!(withdrawn.contains(words), "{words}: {withdrawn}");
    }
    assert!(!withdrawn.contains("已经更正"), "{withdrawn}");
    assert!(banner("2019/v1/cities/alpha.html").contains("处已经更正"));
    // Where the withdrawal put an earlier version in force again, its note is no note of a correction.
    desk.run_on(5, &["withdraw", "2019", "v3", "--reason", "又有误", "--yes"]).exits(0);
    let back = banner("2019/v3/cities/alpha.html");
    assert!(back.contains("现行的是") && back.contains("第1版") && !back.contains("首次发布"), "{back}");
}

#[test]
fn whoever_withdraws_is_told_what_rests_on_the_edition_and_what_holds_then() {
    let desk = third();
    let withdraw = |year: &str, version: &str| {
        desk.run_on(6, &["withdraw", year, version, "--reason", "有误", "--yes"]).exits(0)
    };
    let said = withdraw("2019", "v1").tells("撤销后现行的是 2019/v3");
    said.tells("接在它后面的有 2019/v2、2019/v3").tells("这些版次不会改变");
    let said = withdraw("2018", "v1").tells("撤销后 2018 年度没有现行版次，网站改用草稿");
    let said = said.tells("往年数据取自它的有 2019/v1、2019/v2、2019/v3");
    assert!(!said.err.contains("接在它后面"), "{}", said.err);
    // What each of them is now.
    let said = desk.ok(&["verify"]);
    for words in [
        "2018/v1：相符\n  已于2020-05-24撤销：有误",
        "2019/v2：相符\n  已于2020-05-21撤销：更正有误",
        "2019/v3：相符\n  现行",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}

#[test]
fn the_next_version_is_counted_from_the_highest_number() {
    let desk = Case::releasable();
    desk.release(2018, "").release(2019, "");
    desk.replace(BETA, "counties: ", "counties: 1");
    desk.release(2019, "更正").withdraw(2019, "v2", "更正有误");
    desk.ok(&["check"]).tells("与已发布的第1版不一致").tells("发布第3版");
}
