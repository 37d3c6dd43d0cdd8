//! Slips of the keyboard: each told at its place, by its name, and all of them at once.

use super::{RECORD, Small};

/// What is told of the small folder's record where these of its lines stand for others.
fn told(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let small = Small::new();
    changes.iter().for_each(|(from, to)| _ = small.replace(RECORD, from, to));
    let problems = small.read().diagnostics;
    let of_it = problems.iter().filter(|one| &*one.file == RECORD);
    of_it
        .map(|one| {
            let at = one.span.map_or(String::new(), |span| format!("{}:{}", span.at.line, span.at.column));
            (format!("{} {at}", one.code), one.message.clone())
        })
        .collect()
}

#[test]
fn each_is_told_at_its_place_by_its_name() {
    let count = "  counties: 17";
    for (from, to, place, says) in [
        (count, "\tcounties: 17", "E0103 15:1", "制表符"),
        (count, "　counties: 17", "E0101 15:1", "全角空格"),
        (count, "  \u{a0}counties: 17\n \tpeople: 1", "E0101 15:3", "不间断空格"),
        (count, "counties: 17", "E0101 15:1", "这一行缩进 0 格，上下各行都是 2 格"),
        (count, "  counties：17", "E0102 15:11", "中文冒号"),
        (count, "  counties:17", "E0101 15:11", "冒号后面没有空格"),
        (count, "  counties: -", "E0101 15:13", "只写了一横"),
        (count, "  counties: —", "E0207 15:13", "不表示没有"),
        (count, "  counties: /", "E0207 15:13", "不表示没有"),
        (count, "  counties: “17”", "E0207 15:13", "不要加引号"),
        (count, "  counties: 会议: 2次", "E0101 15:15", "英文冒号"),
        (count, "  counties:\u{a0}17\n \tpeople: 1", "E0101 15:12", "不间断空格"),
        (count, "  counties: 93，94", "E0207 15:13", "中文逗号"),
        (
            "events:\n  - {kind: praise, date: 2019-09-12, source: 来文登记, note: 批示}",
            "events:\n  - ｛kind: praise｝",
            "E0101 27:5",
            "全角的括号“｛”",
        ),
        ("{kind: praise, date", "{kind: “praise”, date", "E0303 27:12", "没有叫"),
        ("praise, date:", "praise，date:", "E0101 27:18", "中文逗号"),
        ("note: 两次会议,", "note: 会议: 两次,", "E0101 21:37", "英文冒号"),
        ("note: 两次会议,", "note: 会议, 座谈会,", "E0201 21:39", "“note”的值里有英文逗号"),
    ] {
        let told = told(&[(from, to)]);
        assert!(told.len() == 1 || to.contains('\n'), "{to}: {told:?}");
        assert_eq!(told[0].0, place, "{to}: {told:?}");
        assert!(told[0].1.contains(says), "{to}: {told:?}");
    }
}

#[test]
fn all_are_told_at_once() {
    let told = told(&[
        ("status: sample", "status：sample"),
        ("  counties: 17", "\tcounties:17"),
        ("praise, date:", "praise，date:"),
        ("note: 两次会议,", "note: 会议: 两次,"),
    ]);
    let places: Vec<&str> = told.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["E0102 3:7", "E0103 15:1", "E0101 15:10", "E0101 21:37", "E0101 27:18"]);
}

/// Text is not looked at: neither in quotes nor in blocks nor in comments.
#[test]
fn text_is_passed_over() {
    let told = told(&[
        ("  counties: 17", "  counties:17\n  # aid：1\n  trained: 3 # a：b, c: d: e"),
        ("note: 两次会议,", "note: \"会议: 两次，date: 无\","),
    ]);
    assert!(
        told.iter().all(|(place, _)| place.starts_with("E0101 15:11") || place.starts_with("E0104")),
        "{told:?}"
    );
}

/// What stands in blocks and in quotes over several lines is text, and a bracket within a text begins nothing; what is
/// right is never blamed for what is wrong elsewhere.
#[test]
fn what_is_right_is_not_blamed() {
    for (from, to) in [
        ("note: 分两批", "note: |-\n      第一批：aid：1\n      　全角\n      b:2"),
        ("note: 分两批", "note: >2\n      b:2"),
        ("note: 分两批", "note: \"第一批\n      aid：1\n      b:2\""),
        ("note: 分两批", "note: 见 {a:1，b：2} 一节"),
    ] {
        // A slip far below, so that everything is looked through.
        let told = told(&[(from, to), ("status: sample", "status：sample")]);
        assert_eq!(told.len(), 1, "{to}: {told:?}");
        assert!(told[0].0.starts_with("E0102"), "{to}: {told:?}");
    }
    // The line further in belongs to the one before it; the last is what is wrong.
    let wrong = told(&[("figures:\n  aid:", "x1:\n  jobs: 12\n- x\nfigures:\n  aid:")]);
    assert!(wrong.iter().all(|(_, message)| !message.contains("这一行缩进 2 格")), "{wrong:?}");
    // A full-width colon before a bracket makes a key of its own.
    let key = told(&[("milestones: {report: 2019-12-30}", "milestones：{report: 2019-12-30}")]);
    assert!(key.iter().any(|(place, _)| place.starts_with("E0102 28:11")), "{key:?}");
    // No comma, no text that was cut at one.
    let key = told(&[("status: sample", "status: sample\n备注:")]);
    assert!(key.iter().all(|(_, message)| !message.contains("英文逗号")), "{key:?}");
}

/// A name that is nearly another's title is not told to be it.
#[test]
fn what_is_nearly_a_title_is_only_suggested() {
    let small = Small::new();
    small.replace(RECORD, "  counties: 17", "  县长: 17");
    let problems = small.read().diagnostics;
    let told = problems.iter().find(|one| one.code.as_str() == "E0301").expect("told");
    assert!(!told.hint.as_deref().unwrap_or_default().contains("的标识是"), "{told:?}");
}

/// A word that people use for an id, a state or a severity leads to it.
#[test]
fn what_people_say_leads_to_what_the_file_wants() {
    for (from, to, wanted) in [
        ("  counties: 17", "  县数: 17", "counties"),
        ("  counties: 17", "  县的数: 17", "counties"),
        ("events:\n  - {kind: praise", "events:\n  - {kind: 批示", "praise"),
        ("milestones: {report:", "milestones: {报告:", "report"),
        ("{kind: voucher", "{kind: 凭证", "voucher"),
        ("{task: outstanding", "{task: 完成", "done"),
        ("{task: outstanding", "{task: 未完成", "undone"),
        ("{task: outstanding", "{task: 突出", "outstanding"),
        ("severity: minor", "severity: 突出", "prominent"),
        ("  counties: 17", "  \u{a0}counties: 17", "counties"),
        ("status: sample", "status: 草稿", "draft"),
        ("  look: {grade", "  观感: {grade", "look"),
    ] {
        let small = Small::new();
        small.replace(RECORD, from, to);
        let problems = small.read().diagnostics;
        let suggested = problems.iter().find_map(|one| one.suggestion.as_deref());
        assert_eq!(suggested, Some(wanted), "{to}: {problems:?}");
    }
}
