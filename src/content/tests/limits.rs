//! Files built to exhaust memory, stack or time.

use super::{RECORD, Small};

/// Whether a record with this text is told to have this problem.
fn told(code: &str, text: &str) -> bool {
    let small = Small::new();
    small.write(RECORD, text);
    small.read().diagnostics.iter().any(|one| &*one.file == RECORD && one.code.as_str() == code)
}

#[test]
fn depth() {
    assert!(!told("E0105", &format!("a: {}{}", "[".repeat(31), "]".repeat(31))));
    assert!(told("E0105", &format!("a: {}{}", "[".repeat(32), "]".repeat(32))));
    assert!(told("E0105", &"[".repeat(500_000)));
    assert!(told("E0105", &"{a: ".repeat(200_000)));
    let stairs: String = (0..400).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(told("E0105", &stairs));
    assert!(told("E0105", &"- ".repeat(300_000)));
}

#[test]
fn size() {
    assert!(told("E0106", &format!("a: [{}]", "1,".repeat(120_000))));
    let keys: String = (0..60_000).map(|key| format!("k{key}: 1\n")).collect();
    assert!(told("E0106", &keys));
    // Many keys, and many of them twice, take no quadratic time.
    let keys: String = (0..20_000).map(|key| format!("k{key}: 1\n")).collect();
    let small = Small::new();
    small.write(RECORD, format!("{keys}{keys}"));
    let read = small.read();
    assert_eq!(read.diagnostics.iter().filter(|one| &*one.file == RECORD).count(), 201);
    assert!(read.diagnostics.iter().any(|one| one.code.as_str() == "E0009"));
}

#[test]
fn aliases() {
    let bomb: String = (1..30).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect();
    assert!(told("E0106", &format!("a0: &a0 [1, 2]\n{bomb}")));
    let many = "*a, ".repeat(101);
    assert!(told("E0107", &format!("a: &a 1\nb: [{many}]\n")));
    assert!(told("E0101", "a: &a [*a]\n"));
    let deep: String = (1..20).map(|n| format!("a{n}: &a{n} [[*a{}]]\n", n - 1)).collect();
    assert!(told("E0105", &format!("a0: &a0 [1]\n{deep}")));
}

#[test]
fn long_lines_and_odd_characters() {
    for text in [
        format!("format: 1\nsubject: {}\n", "长".repeat(300_000)),
        format!("{}: 1\n", "k".repeat(500_000)),
        "\u{0}\u{1}".to_owned(),
        "a: \u{85}\u{2028}\n\u{2029}b".to_owned(),
        "? ? ? ?\n: : :\n".to_owned(),
        "a: \"\\ud800\"\n".to_owned(),
        "%YAML 9.9\n---\na: 1\n".to_owned(),
        "\r\r\r\n\ta\r: b".to_owned(),
        "&a &b c: *a".to_owned(),
        "'".to_owned(),
    ] {
        told("E0101", &text);
    }
}
