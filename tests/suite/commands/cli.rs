//! The command line: exit codes, output and messages, as a clerk or a program meets them.

use insta::assert_snapshot;

use crate::case::{Case, founding};

/// What a command puts out, on the founding case.
fn out(words: &[&str]) -> String {
    founding().ok(words).out
}

#[test]
fn help_texts_name_every_command_and_option() {
    let help = out(&["--help"]);
    for word in
        ["build", "check", "score", "explain", "draw", "groups", "status", "--content", "--theme", "--output"]
    {
        assert!(help.contains(word), "{word} is missing in\n{help}");
    }
    for command in ["build", "check", "score", "explain", "groups", "status"] {
        let help = out(&[command, "--help"]);
        assert!(help.contains("用法：tongbao") && help.lines().count() > 10, "{command}:\n{help}");
        assert!(help.contains("例") && help.contains(&format!("  tongbao {command}")), "{command}:\n{help}");
        assert!(help.contains("显示用法") && !help.contains("Print help"), "{command}:\n{help}");
    }
    assert!(out(&["-V"]).contains(env!("CARGO_PKG_VERSION")));
    assert_eq!(out(&["score", "--version"]).lines().count(), 1);
}

#[test]
fn a_build_closes_with_a_summary() {
    let case = Case::new("examples/rural");
    let built = case.ok(&["build"]);
    let (summary, file) = (built.err, built.out);
    for word in ["没有发现问题", "页", "幅图", "个文件", "MB", "秒"] {
        assert!(summary.contains(word), "{word} is missing in {summary}");
    }
    assert!(case.path(file.trim()).is_file(), "{file}");
    assert!(!summary.contains('\u{1b}') && !summary.contains('\r'), "no progress where there is no terminal");
    // A figure is lacking: the kind and how often it occurs.
    case.replace("2020/rural-results/records/meiwu.yaml", "  grain:", "  # grain:");
    case.ok(&["build"]).tells("缺报数据 1");
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [vec![], vec!["frobnicate"], vec!["explain", "2019"], vec!["score", "twenty"]] {
        founding().run(&arguments).exits(2);
    }
}

#[test]
fn the_founding_case_has_no_error() {
    let told = founding().ok(&["check"]).err;
    assert!(!told.contains("错误["), "{told}");
}

#[test]
fn score_prints_a_table_json_and_csv() {
    let table = out(&["score", "2019", "--scheme", "eastwest-cities"]);
    assert_snapshot!("score_table", table);

    let json = out(&["score", "2019", "--scheme", "eastwest-cities", "--format", "json"]);
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

    let csv = out(&["score", "2019", "--scheme", "eastwest-cities", "--format", "csv"]);
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
        founding().run(&arguments).exits(2).tells(expected);
    }
}

#[test]
fn explain_leads_to_file_line_and_clause() {
    let text = out(&["explain", "2019", "eastwest-cities", "guangzhou", "total"]);
    assert_snapshot!("explain_total", text);
    let whole = out(&["explain", "2019", "eastwest-cities", "guangzhou"]);
    assert!(whole.matches("records/guangzhou.yaml:").count() > 40, "{whole}");
    assert!(whole.contains("中位法") && whole.contains("附件2-1"));
}

#[test]
fn a_closed_pipe_is_no_error() {
    // Standard output is closed before anything is written.
    let mut child = founding()
        .command(&["score", "2019", "--format", "json"])
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
    let case = Case::empty();
    case.file("site.yaml", "format: 1\ntitle: 甲\norgn: 乙\n");
    let problems = case.run(&["check", "--format", "json"]).exits(1).json();
    let unknown =
        problems.as_array().unwrap().iter().find(|one| one["found"] == "orgn").expect("the unknown key");
    assert_eq!((unknown["line"].as_u64(), unknown["column"].as_u64()), (Some(3), Some(1)));
    assert_eq!(unknown["suggestion"], "organ");
}

#[test]
fn a_folder_that_is_not_there_is_an_error_with_a_path() {
    let case = Case::empty();
    case.run(&["check", "--content", "no/such/folder"]).exits(1).tells("no/such/folder");
    assert!(!case.path("no").exists());
}
