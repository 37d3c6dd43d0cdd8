//! Characters that no page can hold, in every kind of file and however they are written.

use super::{RECORD, SCHEME, Small};

#[test]
fn they_are_told_at_their_place_wherever_text_is_read() {
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}\n");
    let cases: Vec<(&str, String, &[&str])> = vec![
        // Word's break of a line by hand, copied along.
        ("2019/bulletin.md", page("通报", "第一行\u{b}第二行"), &["4:4 U+000B"]),
        ("2019/bulletin.md", page("通\u{1}报", "正文"), &["2:9 U+0001"]),
        (
            "2019/bulletin.md",
            page("\"通\\v报\"", "正文\u{b}\r\n\u{fffe}"),
            &["2:10 U+000B", "4:3 U+000B", "5:1 U+FFFE"],
        ),
        ("2019/bulletin.md", page("通报", "甲&#11;乙&#x1F;&#13;&#12"), &["4:2 U+000B", "4:8 U+001F"]),
        ("2019/cities/letter.md", page("反馈", "\n\0正文"), &["5:1 U+0000"]),
        ("pages/about.md", page("关于", "正文\u{8}\u{c}"), &["4:3 U+0008", "4:4 U+000C"]),
        ("pages/about.md", page("关于", "制表符\t、换行\r\n、\u{fffd}与\u{1f600}"), &[]),
    ];
    for (file, text, expected) in cases {
        let small = Small::new();
        small.write(file, &text);
        assert_eq!(told(&small, file), expected, "{text:?}");
    }
}

#[test]
fn values_are_looked_at_as_they_stand_and_as_their_escapes_mean_them() {
    for (file, from, to, expected) in [
        (RECORD, "note: 分两批", "note: 分\u{b}两批", vec!["12:12 U+000B"]),
        (
            RECORD,
            "note: 分两批",
            "note: \"分\\v两\\x0b批\\u000B\\U0000000b\"",
            vec!["12:13 U+000B", "12:16 U+000B", "12:21 U+000B", "12:27 U+000B"],
        ),
        (
            RECORD,
            "note: 分两批",
            "note: \"分\\0\\a\\b\\e\\f\"",
            vec!["12:13 U+0000", "12:15 U+0007", "12:17 U+0008", "12:19 U+001B", "12:21 U+000C"],
        ),
        (RECORD, "note: 分两批", "note: \"分\\t\\n\\\\v\\\"\\u4e24批\"", vec![]),
        (
            RECORD,
            "note: 分两批",
            "note: \"分\\N\\x7f\\x9b\"",
            vec!["12:13 U+0085", "12:15 U+007F", "12:19 U+009B"],
        ),
        (
            RECORD,
            "note: 分两批",
            "note: 分\u{7f}两\u{85}批\u{9b}",
            vec!["12:12 U+007F", "12:14 U+0085", "12:16 U+009B"],
        ),
        (RECORD, "note: 分两批", "note: '分\\v两批'", vec![]),
        (RECORD, "note: 分两批", "note: |\n      分\n      两\u{1f}批", vec!["14:8 U+001F"]),
        (RECORD, "title: 纪要}]", "title: \"纪\\v要\"}]", vec!["21:77 U+000B"]),
        (RECORD, "entered_by: 录入员", "entered_by: 录入员 # 说\u{b}明", vec!["4:20 U+000B"]),
        (SCHEME, "title: 测试方案", "title: 测试\u{ffff}方案", vec!["3:10 U+FFFF"]),
        ("subjects.yaml", "format: 1", "format: 1 #\u{2}", vec!["1:12 U+0002"]),
        ("site.yaml", "format: 1", "format: 1 \u{7}", vec!["1:11 U+0007"]),
    ] {
        let small = Small::new();
        small.replace(file, from, to);
        assert_eq!(told(&small, file), expected, "{to:?}");
    }
}

#[test]
fn they_hide_no_other_problem() {
    let small = Small::new();
    small.replace(RECORD, "note: 分两批", "note: 分\u{b}两批").replace(
        RECORD,
        "counties: 17",
        "counties: 一七",
    );
    let file = format!("2019/{}", RECORD.trim_start_matches("2019/"));
    assert_eq!(small.told(), [format!("E0010 {file}:12:12"), format!("E0207 {file}:15:13")]);
}

#[test]
fn what_was_found_and_what_is_allowed_is_said() {
    let small = Small::new();
    small.replace(RECORD, "note: 分两批", "note: 分\u{b}两批");
    let told = &small.read().diagnostics[0];
    assert_eq!(
        told.message,
        "这里有不能用的字符 U+000B（垂直制表符，从 Word 复制的文字里是手动换行），网页和 Word 文件都放不下它"
    );
    assert!(told.hint.as_deref().is_some_and(|hint| hint.contains("空格、制表符和换行")));
}

#[test]
fn what_turns_the_direction_is_warned_of_and_dropped_from_what_is_printed() {
    let small = Small::new();
    small
        .replace(RECORD, "note: 分两批", "note: \"分\u{202e}两\\u2066批\"")
        .replace("site.yaml", "title: 小样例", "title: 小\u{202d}样\u{202c}例")
        .write("2019/bulletin.md", "---\ntitle: 通\u{2067}报\n---\n甲\u{202e}乙&#x202E;&#8297;\n");
    let read = small.read();
    let told = read.diagnostics.iter().map(|one| {
        let at = one.span.expect("a place").at;
        format!(
            "{} {}:{}:{} {}",
            one.code,
            one.file,
            at.line,
            at.column,
            one.found.as_deref().unwrap_or_default()
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "W0002 site.yaml:2:9 U+202D".to_owned(),
            "W0002 site.yaml:2:11 U+202C".to_owned(),
            "W0002 2019/bulletin.md:2:9 U+2067".to_owned(),
            "W0002 2019/bulletin.md:4:2 U+202E".to_owned(),
            "W0002 2019/bulletin.md:4:4 U+202E".to_owned(),
            "W0002 2019/bulletin.md:4:12 U+2069".to_owned(),
            format!("W0002 {RECORD}:12:13 U+202E"),
            format!("W0002 {RECORD}:12:15 U+2066"),
        ]
    );
    let content = read.content.expect("warnings alone");
    let debug = format!("{content:?}");
    assert!(!debug.contains(crate::model::turns) && !debug.contains("u{202") && debug.contains("分两批"));
    assert_eq!(content.site.title, "小样例");
}

#[test]
fn of_many_that_turn_some_are_told_and_the_rest_is_counted() {
    let small = Small::new();
    small.write("pages/about.md", format!("---\ntitle: 关于\n---\n{}\n", "甲\u{202e}\n".repeat(1_000)));
    let read = small.read();
    assert_eq!(read.diagnostics.len(), 20);
    assert!(read.diagnostics[19].message.ends_with("；后面还有 980 处"), "{}", read.diagnostics[19].message);
    assert!(read.content.is_some());
}

/// Place and character of each problem; all are of that kind and in that file.
fn told(small: &Small, file: &str) -> Vec<String> {
    let brief = |one: &crate::diagnostics::Diagnostic| {
        assert_eq!((one.code.as_str(), &*one.file), ("E0010", file), "{one:?}");
        let at = one.span.expect("a place").at;
        format!("{}:{} {}", at.line, at.column, one.found.as_deref().expect("a character"))
    };
    small.read().diagnostics.iter().map(brief).collect()
}
