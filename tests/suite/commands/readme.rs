//! What the README says works: its commands run, its scheme and record are read without a problem.

use crate::case::{Case, FOUNDING, Run, founding, home, source};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    text.split(&fence)
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .map(|block| block.to_owned() + "\n")
        .collect()
}

#[test]
fn every_command_runs() {
    let mut ran = 0;
    for name in READMES {
        let text = source(name);
        let begun = Case::new(FOUNDING);
        let in_blocks = blocks(&text, "console");
        let in_text = text.split('`').filter(|part| part.starts_with("tongbao "));
        let lines = in_blocks
            .iter()
            .flat_map(|block| block.lines())
            .filter_map(|line| line.strip_prefix("$ "))
            .chain(in_text);
        for line in lines {
            let line = line.split('#').next().unwrap_or_default().trim();
            let arguments =
                match (line.strip_prefix("tongbao "), line.strip_prefix("cargo run --release -- ")) {
                    (Some(arguments), _) | (_, Some(arguments)) => arguments,
                    _ => {
                        // Cargo's own commands are what runs this test.
                        assert!(line.starts_with("cargo "), "{name}: what is `{line}`?");
                        continue;
                    }
                };
            let words: Vec<&str> = arguments.split_whitespace().collect();
            // In the repository, where a reader stands; only the site goes elsewhere. What is begun, one after the other,
            // is begun in a copy.
            if matches!(words[0], "init" | "new" | "sheets") || words.contains(&"--write") {
                begun.ok(&words);
                ran += 1;
                continue;
            }
            let case = Case::empty();
            let mut command = case.command(&words);
            // There is nothing to verify where no site is.
            let output = if words[0] == "verify" { founding().output() } else { case.output() };
            Run::of(command.arg("--output").arg(output).current_dir(home())).exits(0);
            ran += 1;
        }
    }
    assert!(ran >= 8, "only {ran} commands were found");
}

#[test]
fn the_scheme_and_the_record_are_read_without_a_problem() {
    let text = source("README.md");
    let [scheme, record] = &blocks(&text, "yaml")[..] else {
        panic!("the README shows one scheme and one record")
    };
    let case = Case::empty();
    let file = |path: &str, text: &str| _ = case.file(path, text);
    file("site.yaml", "format: 1\ntitle: 示范\norgan: 示范机关\n");
    file(
        "subjects.yaml",
        "format: 1\nsubjects:\n  - {id: east, name: 东市, kind: city}\n  - {id: west, name: 西市, kind: city}\n  - {id: north, name: 北市, kind: city}\n",
    );
    file(
        "2019/year.yaml",
        "format: 1\nperiod: {from: 2019-01-01, to: 2019-12-31}\ncutoff: 2019-12-31\nschemes: [demo]\n",
    );
    file("2019/clauses.yaml", "format: 1\nclauses: {rule-3: {cite: 办法 三, says: 一项“一般”不评“好”}}\n");
    file("2019/demo/scheme.yaml", scheme);
    file("2019/demo/records/east.yaml", record);
    for other in ["west", "north"] {
        file(
            &format!("2019/demo/records/{other}.yaml"),
            &record.replace("subject: east", &format!("subject: {other}")),
        );
    }
    assert_eq!(case.diagnostics(), []);
    case.read();
}

#[test]
fn both_readmes_point_to_files_that_are_there() {
    for name in READMES {
        let text = source(name);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if !target.contains("://") {
                assert!(home().join(target).exists(), "{name} → {target}");
            }
        }
    }
}
