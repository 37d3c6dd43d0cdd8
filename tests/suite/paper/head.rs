//! What stands around the text of a paper: told where it cannot be printed as it is meant, and laid out where it is long.

use crate::case::{Case, SMALL};

/// A circular with this front matter after its title.
fn circular(front: &str) -> Case {
    let case = Case::new(SMALL);
    case.file("2019/bulletin.md", &format!("---\ntitle: 关于结果的通报\n{front}---\n正文。\n"));
    case
}

#[test]
fn placeholders_in_the_head_are_refused_with_their_line() {
    for (front, place, said) in [
        ("to: 各市，{{ year }}年\n", "2019/bulletin.md:3:", "“to”里的占位符“{{ year }}”不会填写"),
        ("signed: 某办{% if year %}\n", "2019/bulletin.md:3:", "“signed”里的占位符“{% if year %}”"),
        ("date: 5月\nattachments: [\"各市{{ year }}\"]\n", "2019/bulletin.md:4:", "“attachments”里的占位符"),
    ] {
        let case = circular(front);
        case.run(&["check"]).exits(1).tells("错误[E0727]").tells(place).tells(said);
        case.run(&["build"]).exits(1);
    }
    let case = Case::new(SMALL);
    case.file("2019/cities/letter.md", "---\ntitle: 关于反馈{{ year }}年结果的函\n---\n正文\n");
    case.run(&["check"]).exits(1).tells("错误[E0727]").tells("2019/cities/letter.md:2:8");
}

#[test]
fn what_stands_on_one_line_has_no_line_break() {
    let case = circular("to: |\n  各市\n  各单位\n");
    case.run(&["check"])
        .exits(1)
        .tells("错误[E0214]")
        .tells("2019/bulletin.md:4:3")
        .tells("请接成一行，如“各市各单位”");
    let case = Case::new(SMALL);
    case.edit("site.yaml", |text| text.replacen("title: ", "title: |\n  某\n  ", 1));
    case.run(&["check"]).exits(1).tells("错误[E0214]").tells("site.yaml:3:3");
    // A line that is folded for its author's sake is one line.
    circular("to: >\n  各市、\n  各单位\n").ok(&["check"]);
}

#[test]
fn a_long_list_of_copies_fits_its_sheet_and_a_longer_one_is_told() {
    let list = |count: usize| format!("copies: {}\n", "某某单位、".repeat(count));
    circular(&list(71))
        .run(&["check"])
        .exits(1)
        .tells("错误[E0015]")
        .tells("“copies”有 355 个字，公文上这里最多放 350 个");
    circular(&list(70)).ok(&["build"]);
}
