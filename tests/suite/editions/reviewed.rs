//! Review requests that lead to corrections.

use crate::case::Case;

const RECORD: &str = "2019/cities/records/beta.yaml";

/// Answers a request of beta by a correction.
fn answer(desk: &Case) {
    desk.edit(RECORD, |text| {
        let answer = "{date: 2020-06-12, by: 某考核办, result: changed, says: 漏计属实, document: 复核〔2020〕3号}";
        format!("{text}reviews:\n  - {{id: r-1, requested: 2020-05-20, about: plan, point: 县数有误, answer: {answer}}}\n")
    });
}

#[test]
fn a_request_answered_by_a_correction_is_named_wherever_the_correction_is() {
    let desk = Case::releasable();
    desk.release(2019, "首次发布");
    answer(&desk);
    let said = desk.run(&["release", "2019", "--note", "更正"]);
    assert_eq!(said.code, 1, "a correction that corrects nothing is refused: {}", said.err);
    assert!(said.err.contains("cities/beta：r-1") && said.err.contains("没有任何更正"), "{}", said.err);
    desk.replace(RECORD, "counties: ", "counties: 1");
    desk.release(2019, "更正乙市县数");

    let corrections = desk.told("2019/v2/data/corrections.json");
    let errata = desk.told("errata.json");
    for text in [&corrections, &errata] {
        let file: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let of = file.get("versions").map_or(&file, |versions| &versions[1]);
        let reviewed = &of["reviewed"][0];
        assert_eq!((&reviewed["review"], &reviewed["subject"]), (&"r-1".into(), &"beta".into()), "{text}");
        assert_eq!(reviewed["document"], "复核〔2020〕3号");
    }
    for (edition, listed) in [("v1", false), ("v2", true)] {
        let overview = desk.told(&format!("2019/{edition}/index.html"));
        assert_eq!(overview.contains("href=\"data/corrections.json\""), listed, "{edition}");
    }
    let archive = desk.told("archive.html");
    assert!(archive.contains("2019/v2/reviews.html#r-cities-beta-r-1"), "{archive}");
    assert!(desk.told("2019/v2/reviews.html").contains("id=\"r-cities-beta-r-1\""));

    // Answered once, it asks for nothing more in the version after.
    desk.replace("2019/cities/records/gamma.yaml", "counties: ", "counties: 1");
    desk.release(2019, "更正丙市县数");
    assert!(!desk.told("2019/v3/data/corrections.json").contains("reviewed"));
}
