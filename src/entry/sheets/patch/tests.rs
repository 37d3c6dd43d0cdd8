//! Values are put at their places, and nothing else moves.

use super::super::form::keys;
use super::*;

const RECORD: &str = "format: 1\nsubject: aa  # 甲\nstatus: draft\n\nfigures:\n  # 一\n  a: 1   # 数\n  \
                      c: {value: 3, unit: 万元}\n\nobservations:\n  n: {grade: 好}\n  m:\n    score: 80\n    note: |\n      \
                      旧\n      话\n  r: {scores: [90, {by: 甲, score: 80}]}\n# 末\nevents:\n  - kind: e\n    date: 2019-01-01\n";

fn order() -> Order {
    let ids = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Order(BTreeMap::from([
        ("figures", ids(&["a", "b", "c", "d"])),
        ("observations", ids(&["k", "n", "m", "r"])),
    ]))
}

fn path(of: &str) -> Vec<Step> {
    of.split('.')
        .map(|word| match word.parse() {
            Ok(item) => Step::Item(item),
            Err(_) if word == "+" => Step::New,
            Err(_) => Step::Key(word.to_owned()),
        })
        .collect()
}

fn text(value: &str) -> Written {
    Written::new(&Check::Text, value)
}

/// Whether one text becomes the other by putting something in the place of something at one place.
fn differs_by(before: &str, after: &str, gone: &str, come: &str) -> bool {
    before.match_indices(gone).any(|(at, _)| after == replaced(before, at..at + gone.len(), come))
}

#[test]
fn a_value_is_changed_or_comes_to_its_place_and_the_rest_stays_to_the_byte() {
    for (at, new, gone, come) in [
        ("figures.a.value", "25", "1", "25"),
        ("figures.a.reported", "2", "1", "{value: 1, reported: 2}"),
        ("figures.b.value", "2", "", "  b: 2\n"),
        ("figures.d.value", "4", "", "  d: 4\n"),
        ("figures.c.value", "30", "", "0"),
        ("figures.c.note", "估计", "", ", note: 估计"),
        ("observations.n.grade", "差", "好", "差"),
        ("observations.n.note", "a: b", "", ", note: 'a: b'"),
        ("observations.k.grade", "好", "", "  k: {grade: 好}\n"),
        ("observations.m.date", "2019-01-01", "", "    date: 2019-01-01\n"),
        ("observations.m.note", "新", "|\n      旧\n      话", "新"),
        ("observations.r.scores.0.score", "95", "0", "5"),
        ("observations.r.scores.0.by", "乙", "90", "{score: 90, by: 乙}"),
        ("observations.r.scores.+.score", "70", "", ", {score: 70}"),
        ("events.0.note", "甲\n乙", "", "    note: \"甲\\n乙\"\n"),
        ("events.+.kind", "f", "", "  - {kind: f}\n"),
        ("entered_by.by", "丙", "", "\nentered_by:\n  by: 丙\n"),
        ("milestones.x", "丁", "", "\nmilestones:\n  x: 丁\n"),
    ] {
        for (from, to) in [("", ""), ("\n", "\r\n")] {
            let turned = |text: &str| if from.is_empty() { text.to_owned() } else { text.replace(from, to) };
            let before = turned(RECORD);
            let value = if at.ends_with(".+.score") || at.ends_with(".+.kind") {
                let path = path(at);
                let (last, list) = path.split_last().expect("steps");
                let item = Written::item(&[(vec![last.clone()], text(new))]).expect("an item");
                put(&before, list, &item, &order())
            } else {
                put(&before, &path(at), &text(new), &order())
            };
            let after = value.unwrap_or_else(|| panic!("{at} has no place"));
            if to.is_empty() {
                assert!(differs_by(&before, &after, gone, come), "{at}\n{after}");
            }
        }
    }
}

#[test]
fn what_is_removed_goes_with_what_it_leaves_empty() {
    for (at, gone) in [
        ("figures.a.value", "  a: 1   # 数\n"),
        ("figures.c.unit", ", unit: 万元"),
        ("observations.n.grade", "  n: {grade: 好}\n"),
        ("observations.r.scores.0.score", "90, "),
        ("events.0.date", "    date: 2019-01-01\n"),
        ("events.0", "events:\n  - kind: e\n    date: 2019-01-01\n"),
    ] {
        let after = remove(RECORD, &path(at)).unwrap_or_else(|| panic!("{at}"));
        assert_eq!(RECORD.replace(gone, ""), after, "{at}");
    }
}

#[test]
fn lines_to_fill_in_are_filled_in() {
    let begun = "format: 1\nstatus: draft\n\n# figures:\n#   a:    # 甲（人）\n#   b:    # 乙\n\n# events:\n#   - {kind: }\n";
    let first = put(begun, &path("figures.b.value"), &text("2"), &order()).expect("a place");
    assert_eq!(first, begun.replace("# figures", "figures").replace("#   b:    # 乙", "  b: 2   # 乙"));
    let second = put(&first, &path("figures.a.value"), &text("1"), &order()).expect("a place");
    assert_eq!(second, first.replace("#   a:    # 甲", "  a: 1   # 甲"));
    let item = Written::item(&[(keys(&["kind"]), text("e"))]).expect("an item");
    let third = put(&second, &path("events.+"), &item, &order()).expect("a place");
    assert_eq!(third, second.replace("# events:\n", "events:\n  - {kind: e}\n"));
}

#[test]
fn what_would_change_more_than_itself_is_left_alone() {
    let text_ = "format: 1\nfigures: &f\n  a: 1\nobservations: *f\n";
    assert_eq!(put(text_, &path("observations.a.grade"), &text("2"), &order()), None);
    assert_eq!(put("figures:\n", &path("figures.a.value"), &text("2"), &order()), None);
}

#[test]
fn any_text_is_read_back() {
    for told in [
        "a #b",
        "- x",
        "null",
        "No",
        "'",
        "\"",
        "甲: 乙",
        "一\n二\t",
        "{",
        "12",
        "@",
        "《办法》第3条",
        "a  ",
        "\u{2028}",
    ] {
        let after = put("format: 1\n", &path("entered_by.by"), &text(told), &order());
        let tree = outline(&after.unwrap_or_else(|| panic!("{told:?}"))).expect("YAML");
        assert_eq!(find(&tree, &keys(&["entered_by", "by"])).and_then(Outline::text), Some(told));
    }
}
