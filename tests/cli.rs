//! The command line: exit codes, output and messages, as a clerk or a program meets them.

use std::path::Path;

use assert_cmd::Command;
use insta::assert_snapshot;

fn tongbao() -> Command {
    let mut command = Command::cargo_bin("tongbao").expect("the program was built");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn out(command: &mut Command) -> String {
    String::from_utf8(command.output().expect("the program runs").stdout).expect("UTF-8")
}

#[test]
fn help_texts_name_every_command_and_option() {
    let help = out(tongbao().arg("--help"));
    for word in
        ["build", "check", "score", "explain", "draw", "groups", "status", "--content", "--theme", "--output"]
    {
        assert!(help.contains(word), "{word} is missing in\n{help}");
    }
    for command in ["build", "check", "score", "explain", "groups", "status"] {
        let help = out(tongbao().args([command, "--help"]));
        assert!(help.contains("Usage: tongbao") && help.lines().count() > 10, "{command}:\n{help}");
        assert!(help.contains("例") && help.contains(&format!("  tongbao {command}")), "{command}:\n{help}");
        assert!(help.contains("显示用法") && !help.contains("Print help"), "{command}:\n{help}");
    }
    assert!(out(tongbao().arg("-V")).contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(out(tongbao().args(["score", "--version"])).lines().count(), 1);
}

#[test]
fn a_build_closes_with_a_summary() {
    let dir = tempfile::TempDir::new().unwrap();
    let told = |content: &str| {
        let built =
            tongbao().args(["build", "--content", content, "--output"]).arg(dir.path()).assert().code(0);
        (
            String::from_utf8_lossy(&built.get_output().stderr).into_owned(),
            String::from_utf8_lossy(&built.get_output().stdout).into_owned(),
        )
    };
    let (summary, file) = told("tests/content-small");
    for word in ["没有发现问题", "页", "幅图", "个文件", "MB", "秒"] {
        assert!(summary.contains(word), "{word} is missing in {summary}");
    }
    assert!(Path::new(file.trim()).is_file(), "{file}");
    assert!(!summary.contains('\u{1b}') && !summary.contains('\r'), "no progress where there is no terminal");
    // The founding case lacks one figure on purpose: the kind and how often it occurs.
    assert!(told("content").0.contains("警告 1：缺报数据 1"));
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [vec![], vec!["frobnicate"], vec!["explain", "2019"], vec!["score", "twenty"]] {
        tongbao().args(&arguments).assert().code(2);
    }
}

#[test]
fn the_founding_case_has_no_error() {
    let checked = tongbao().arg("check").assert().code(0);
    let told = String::from_utf8_lossy(&checked.get_output().stderr).into_owned();
    assert!(!told.contains("错误["), "{told}");
}

#[test]
fn score_prints_a_table_json_and_csv() {
    let table = out(tongbao().args(["score", "2019", "--scheme", "eastwest-cities"]));
    assert_snapshot!("score_table", table);

    let json = out(tongbao().args(["score", "2019", "--scheme", "eastwest-cities", "--format", "json"]));
    let results: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(results["year"], 2019);
    let scheme = &results["schemes"][0];
    assert_eq!(scheme["id"], "eastwest-cities");
    let guangzhou =
        scheme["subjects"].as_array().unwrap().iter().find(|one| one["id"] == "guangzhou").unwrap();
    for key in [
        "name",
        "status",
        "base",
        "exact",
        "score",
        "grade",
        "grade_by_threshold",
        "decided",
        "rank",
        "nodes",
        "trail",
        "outcomes",
    ] {
        assert!(guangzhou.get(key).is_some(), "{key} is missing");
    }
    assert!(guangzhou["score"].is_string() && guangzhou["rank"].is_number());
    let rule = guangzhou["trail"].as_array().unwrap().iter().find(|step| step["rule"] == "section-fair");
    assert_snapshot!("score_json_rule", serde_json::to_string_pretty(&rule).unwrap());
    let nodes = guangzhou["nodes"].as_array().unwrap();
    assert_snapshot!("score_json_node", serde_json::to_string_pretty(&nodes[0]).unwrap());

    let csv = out(tongbao().args(["score", "2019", "--scheme", "eastwest-cities", "--format", "csv"]));
    assert!(csv.lines().count() > 10 && csv.contains("广州"), "{csv}");
}

#[test]
fn score_and_explain_name_what_they_do_not_know() {
    for (arguments, expected) in [
        (vec!["score", "1999"], "1999"),
        (vec!["score", "2019", "--scheme", "eastwest-citys"], "eastwest-cities"),
        (vec!["explain", "2019", "eastwest-cities", "guangzho"], "guangzhou"),
        (vec!["explain", "2019", "eastwest-cities", "guangzhou", "labor"], "labour"),
    ] {
        let failed = tongbao().args(&arguments).assert().code(2);
        let told = String::from_utf8_lossy(&failed.get_output().stderr).into_owned();
        assert!(told.contains(expected), "{arguments:?}: {told}");
    }
}

#[test]
fn explain_leads_to_file_line_and_clause() {
    let text = out(tongbao().args(["explain", "2019", "eastwest-cities", "guangzhou", "total"]));
    assert_snapshot!("explain_total", text);
    let whole = out(tongbao().args(["explain", "2019", "eastwest-cities", "guangzhou"]));
    assert!(whole.matches("records/guangzhou.yaml:").count() > 40, "{whole}");
    assert!(whole.contains("中位法") && whole.contains("附件2-1"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    // Standard output is closed before anything is written.
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .args(["score", "2019", "--format", "json"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}

#[test]
fn problems_as_json_have_places() {
    let dir = tempfile::TempDir::new().unwrap();
    std::fs::write(dir.path().join("site.yaml"), "format: 1\ntitle: 甲\norgn: 乙\n").unwrap();
    let failed = tongbao().args(["check", "--format", "json", "--content"]).arg(dir.path()).assert().code(1);
    let problems: serde_json::Value = serde_json::from_slice(&failed.get_output().stdout).expect("JSON");
    let unknown =
        problems.as_array().unwrap().iter().find(|one| one["found"] == "orgn").expect("the unknown key");
    assert_eq!((unknown["line"].as_u64(), unknown["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!(unknown["suggestion"], "organ");
}

#[test]
fn a_folder_that_is_not_there_is_an_error_with_a_path() {
    let failed = tongbao().args(["check", "--content", "no/such/folder"]).assert().code(1);
    assert!(String::from_utf8_lossy(&failed.get_output().stderr).contains("no/such/folder"));
    assert!(!Path::new(env!("CARGO_MANIFEST_DIR")).join("no").exists());
}
