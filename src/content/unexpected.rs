//! Files at places where nothing is read: a misspelt name must not go unnoticed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::Folder;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::model::Year;

/// Files beside a scheme, and in a year, and at the top.
const SCHEME: [&str; 4] = ["scheme.yaml", "targets.yaml", "decisions.yaml", "letter.md"];
const YEAR: [&str; 4] = ["year.yaml", "clauses.yaml", "reference.yaml", "bulletin.md"];
const TOP: [&str; 2] = ["site.yaml", "subjects.yaml"];

/// Reports YAML and Markdown files that were not read. Other files may be evidence and are passed over.
/// `schemes`: what each year lists; nothing where that could not be read.
pub(super) fn check(
    folder: &Folder,
    schemes: &BTreeMap<Year, Option<Vec<String>>>,
    problems: &mut Vec<Diagnostic>,
) {
    let mut unlisted = Vec::new();
    for path in folder.files() {
        let parts: Vec<&str> = path.split('/').collect();
        if kept_beside(&parts) {
            continue;
        }
        let name = parts[parts.len() - 1];
        if let Some(stem) = name.strip_suffix(".yml") {
            problems.push(
                Diagnostic::new(
                    Code::FileName,
                    Arc::from(path),
                    format!("“{name}”的扩展名是 .yml，不会读取"),
                )
                .suggest(format!("{stem}.yaml"))
                .hint("请把扩展名改成 .yaml"),
            );
            continue;
        }
        if !name.ends_with(".yaml") && !name.ends_with(".md") {
            continue;
        }
        let year = parts[0].parse().ok().and_then(Year::new).and_then(|year| schemes.get(&year));
        let expected: &[&str] = match (&parts[..], year) {
            // What a folder kept under version control says about itself.
            (["README.md"], _) => continue,
            ([_], _) => &TOP,
            (["pages", page], _) if page.ends_with(".md") => continue,
            ([_, _], Some(_)) => &YEAR,
            ([_, scheme, ..], Some(Some(listed))) if !listed.iter().any(|id| id == scheme) => {
                if !unlisted.contains(&(parts[0], *scheme)) {
                    unlisted.push((parts[0], *scheme));
                    problems.push(unlisted_scheme(path, parts[0], scheme, listed));
                }
                continue;
            }
            ([_, _, _], Some(_)) => &SCHEME,
            ([_, _, "records", record], Some(_)) if record.ends_with(".yaml") => continue,
            _ => &[],
        };
        if expected.contains(&name) {
            continue;
        }
        let problem = Diagnostic::new(Code::UnexpectedFile, Arc::from(path), "这个文件不会读取")
            .found(name)
            .allowed(expected.iter().copied());
        problems.push(match nearest(name, expected.iter().copied()) {
            Some(near) => problem.suggest(near).hint("请核对文件名"),
            None => problem.hint("请核对文件名和所在的文件夹；用不着的请移走"),
        });
    }
}

/// What an edition keeps beside its content: the files of a theme, and what earlier editions published.
fn kept_beside(parts: &[&str]) -> bool {
    match parts {
        ["theme", inside, _, ..] => matches!(*inside, "templates" | "assets"),
        ["earlier", year, _, ..] => year.len() == 4 && year.parse().ok().and_then(Year::new).is_some(),
        _ => false,
    }
}

fn unlisted_scheme(path: &str, year: &str, scheme: &str, listed: &[String]) -> Diagnostic {
    let text = format!("文件夹 {year}/{scheme} 不在 year.yaml 的 schemes 里，不会读取");
    let problem = Diagnostic::new(Code::UnexpectedFile, Arc::from(path), text).found(scheme);
    match nearest(scheme, listed.iter().map(String::as_str)) {
        Some(near) => problem.suggest(near).hint("请让文件夹名与 schemes 里写的一致"),
        None => problem.hint(format!("要用这个方案，请把“{scheme}”加进 {year}/year.yaml 的 schemes")),
    }
}
