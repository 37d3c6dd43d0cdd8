//! What the program puts out: nothing of it is lost without a word, and no record plays with the terminal.

use std::fs::{File, OpenOptions};
use std::process::{Command, Stdio};

use crate::case::{Case, FOUNDING, Run, SMALL};

/// A shell's way of starting the program in the case's folder.
#[cfg(unix)]
fn shell(case: &Case, script: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(case.path("")).env("TONGBAO", env!("CARGO_BIN_EXE_tongbao"));
    Run::of(&mut command)
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_output_is_told_and_fails() {
    let case = Case::new(SMALL);
    let commands: [&[&str]; 9] = [
        &["--help"],
        &["--version"],
        &["score"],
        &["score", "--format", "csv"],
        &["score", "--format", "json"],
        &["explain", "2019", "cities", "alpha"],
        &["check", "--format", "json"],
        &["status", "2019", "--format", "json"],
        &["build"],
    ];
    for words in commands {
        let full = OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let run = run_with(case.command(words), full.into()).exits(1);
        assert_eq!(
            run.err.matches("结果写不到标准输出：磁盘已满。请腾出空间后再试\n").count(),
            1,
            "{}",
            run.err
        );
    }
    // Nobody can be told, but the exit code can.
    let full = OpenOptions::new().write(true).open("/dev/full").expect("a full device");
    let mut command = case.command(&["check"]);
    assert_eq!(command.stderr(Stdio::from(full)).status().expect("it runs").code(), Some(1));
}

#[cfg(target_os = "linux")]
fn run_with(mut command: Command, out: Stdio) -> Run {
    let child = command.stdout(out).stderr(Stdio::piped()).spawn().expect("it runs");
    let output = child.wait_with_output().expect("it ends");
    Run {
        words: format!("{command:?}"),
        code: output.status.code().unwrap_or(-1),
        out: String::new(),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn a_closed_output_is_told_and_fails() {
    let case = Case::new(SMALL);
    shell(&case, "\"$TONGBAO\" score >&-").exits(1).tells("标准输出已关闭，结果没有输出\n");
    shell(&case, "\"$TONGBAO\" --version >&-").exits(1).tells("标准输出已关闭");
    // What has nothing to put out does not miss it.
    shell(&case, "\"$TONGBAO\" check >&-").exits(0);
    shell(&case, "\"$TONGBAO\" score >/dev/null").exits(0);
    shell(&case, "\"$TONGBAO\" score <&- >/dev/null 2>&-").exits(0);
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error() {
    let case = Case::new(FOUNDING);
    for words in ["score --format json", "score --format csv", "explain 2019 eastwest-cities guangzhou"] {
        let told = format!("{{ \"$TONGBAO\" {words}; echo \"code $?\" >&2; }} | head -c 1 >/dev/null");
        let run = shell(&case, &told).exits(0);
        assert_eq!(run.err.trim_end().lines().next_back(), Some("code 0"), "{words}: {}", run.err);
        assert!(!run.err.contains("标准输出"), "{words}: {}", run.err);
    }
}

#[test]
fn no_record_plays_with_the_terminal() {
    let case = Case::releasable();
    let odd = "\u{1b}]0;x\u{7}\u{9b}31m\r\u{202e}";
    // Refused, and the line is shown with marks.
    case.replace("2019/cities/records/alpha.yaml", "两次会议", &format!("两{odd}次会议"));
    is_tame(&case.run(&["check"]).exits(1).tells("两␛]0;x␇"));
    is_tame(&case.run(&["check", "--format", "json"]).exits(1));
    is_tame(&case.run(&["score"]).exits(1));
    // What may stand in a text forges no line.
    let case = Case::releasable();
    case.replace("subjects.yaml", "name: 丙市", "name: \"丙\\r\\n第9名\\u202e市\"").replace(
        "2019/cities/scheme.yaml",
        "title: 测试方案",
        "title: \"测试\\r方案\\n2019/v1：相符\"",
    );
    for words in [
        &["check"][..],
        &["score"],
        &["score", "--format", "json"],
        &["explain", "2019", "cities", "gamma"],
        &["status", "2019"],
        &["status", "2019", "--format", "json"],
        &["groups", "assign", "2019", "--seed", "a"],
        &["groups", "check", "2019"],
        &["diff", "2018", "2019"],
        &["release", "2019", "--dry-run"],
    ] {
        let run = case.run(words);
        is_tame(&run);
        assert!(!run.out.lines().chain(run.err.lines()).any(|line| line.starts_with("2019/v1")), "{words:?}");
    }
    // A file's name is no word of ours either.
    #[cfg(unix)]
    {
        case.file("2019/\u{1b}[31m\u{9b}坏.yaml", "format: 1\n");
        is_tame(&case.run(&["check"]).tells("␛[31m"));
    }
}

/// Nothing that a terminal obeys.
#[track_caller]
fn is_tame(run: &Run) {
    let obeyed = |sign: &char| (sign.is_control() && *sign != '\n') || tongbao::model::turns(*sign);
    for text in [&run.out, &run.err] {
        assert_eq!(text.chars().find(obeyed), None, "{text}");
    }
}

#[test]
fn many_problems_are_counted_and_not_all_printed() {
    let case = Case::new(SMALL);
    for page in 0..4 {
        let text = "甲\u{b}\n".repeat(120);
        case.file(&format!("pages/page-{page}.md"), &format!("---\ntitle: 甲\n---\n{text}"));
    }
    for words in [&["check"][..], &["build"], &["release", "2019"]] {
        let run = case.run(words).exits(1);
        assert_eq!(run.err.matches("[E0010]").count(), 200, "{words:?}");
        // `check` looks at the sound rest as well, and warns of what it finds there.
        let more = if words[0] == "check" { 285 } else { 280 };
        assert!(run.err.contains(&format!("\n另有 {more} 个问题没有列出")), "{words:?}: {}", run.err);
        assert!(run.err.contains("错误 480：不能用的字符 480"), "{words:?}: {}", run.err);
    }
    let all = case.run(&["check", "--format", "json"]).exits(1);
    let all = all.json();
    let errors = all.as_array().map(|all| all.iter().filter(|one| one["code"] == "E0010").count());
    assert_eq!(errors, Some(480));
}

#[test]
fn a_thousand_wrong_draws_are_told_in_few_bytes() {
    use std::fmt::Write as _;
    let case = Case::new(SMALL);
    let mut strata = String::new();
    for stratum in 0..1_000 {
        write!(strata, "\n      - {{of: 州{stratum}, frame: 3000, take: 3000, drawn: [1]}}").expect("memory");
    }
    case.edit("2019/year.yaml", |text| {
        format!("{text}  - id: many\n    kind: sample\n    seed: 样例\n    algorithm: chacha20-fisher-yates-1\n    strata:{strata}\n")
    });
    let run = case.run(&["check", "--format", "json"]).exits(1);
    let told = run.json().as_array().map(Vec::len);
    assert!(told >= Some(1_000), "{told:?}");
    assert!(run.out.len() < 2_000_000, "{} bytes", run.out.len());
    assert!(run.out.contains(" 等 3000 个"), "the rest is counted");
    let text = case.run(&["check"]).exits(1);
    assert!(text.err.len() < 1_000_000, "{} bytes", text.err.len());
}

#[test]
fn a_note_and_a_reason_are_plain_text() {
    let case = Case::releasable();
    for (odd, told) in [
        ("甲\u{b}乙", "--note 的第 2 个字符是 U+000B（垂直制表符"),
        ("甲\n乙", "U+000A（换行符）"),
        ("甲\t", "U+0009（制表符）"),
        ("\u{1b}[2J", "U+001B（转义符）"),
        ("甲\u{202e}", "U+202E（强制从右到左）"),
    ] {
        case.run(&["release", "2019", "--note", odd]).exits(2).tells(told);
        assert!(!case.output().join("2019/v1").exists());
    }
    case.release(2019, "首次发布");
    case.run(&["withdraw", "2019", "v1", "--reason", "误\u{1}发"])
        .exits(2)
        .tells("--reason 的第 2 个字符是 U+0001（控制字符）");
    assert!(!case.output().join("withdrawals.json").exists());
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_told_in_chinese_with_its_path() {
    let case = Case::new(SMALL);
    File::create(case.path("file")).expect("a file");
    for (words, told) in [
        (&["build", "--output", "file/site"][..], "file/site"),
        (&["build", "--output", "file"], "file"),
        (&["build", "--theme", "nowhere"], "nowhere 不是文件夹"),
        (&["check", "--content", "nowhere"], "文件或文件夹不存在"),
        (&["key", "nowhere/a.key"], "nowhere/a.key 写不进去：文件或文件夹不存在"),
        (&["release", "2019", "--sign", "nowhere.key"], "私钥 nowhere.key 读不出来：文件或文件夹不存在"),
        (&["verify", "--key", "nowhere.pub"], "公钥 nowhere.pub 读不出来：文件或文件夹不存在"),
        (&["draw", "sample", "2019", "--seed", "a", "--frame", "nowhere.yaml"], "文件或文件夹不存在"),
    ] {
        let run = case.run(words).tells(told);
        assert!(run.code > 0, "{words:?}");
        for english in ["os error", "No such", "cannot", "is not a", "Not a directory"] {
            assert!(!run.err.contains(english), "{words:?}: {}", run.err);
        }
    }
}

#[test]
fn a_lost_inventory_is_told_once_with_what_to_do() {
    let case = Case::releasable();
    case.release(2019, "首次发布");
    std::fs::remove_file(case.path("output/.tongbao-files")).expect("the inventory");
    let run = case.run(&["build"]).exits(1);
    let run = run.tells("缺少 output/.tongbao-files").tells("请从备份恢复它").tells("原有网站保持不变");
    assert_eq!(run.err.matches("不是 tongbao 生成的").count(), 0, "{}", run.err);
    // What is said to be done without a backup can be done.
    for name in ["register.json", "2019/2019-v1.zip"] {
        let to = case.path("again").join(name);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        std::fs::copy(case.path("output").join(name), to).expect("a file");
    }
    crate::case::copy(&case.path("output/2019/v1"), &case.path("again/2019/v1"));
    case.ok(&["build", "--output", "again"]);
    case.ok(&["verify", "--output", "again"]);
}
