//! Files at places where nothing is read: a misspelt name must not go unnoticed.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::Folder;
use super::record::reports::FOLDER as REPORTS;
use super::subjects::Subjects;
use super::tables::{ENDINGS, FOLDER, is_table};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::model::{SubjectId, Year};

/// Files beside a scheme, and in a year, and at the top.
const SCHEME: [&str; 4] = ["scheme.yaml", "targets.yaml", "decisions.yaml", "letter.md"];
const YEAR: [&str; 4] = ["year.yaml", "clauses.yaml", "reference.yaml", "bulletin.md"];
const TOP: [&str; 2] = ["site.yaml", "subjects.yaml"];

/// Reports YAML and Markdown files that were not read. Other files may be evidence and are passed over.
/// `schemes`: what each year lists; nothing where that could not be read.
pub(super) fn check(
    folder: &Folder,
    schemes: &BTreeMap<Year, Option<Vec<String>>>,
    subjects: &Subjects,
    problems: &mut Vec<Diagnostic>,
) {
    let mut unlisted = Vec::new();
    let mut told: Vec<&str> = Vec::new();
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
        if let [year, FOLDER, name] = parts[..]
            && year.parse().ok().and_then(Year::new).is_some_and(|year| schemes.contains_key(&year))
            && let Some(problem) = no_table(path, name)
        {
            problems.push(problem);
            continue;
        }
        if let Some(problem) = wrongly_ended(folder, path, &parts, schemes, subjects) {
            problems.push(problem);
            continue;
        }
        if !name.ends_with(".yaml") && !name.ends_with(".md") {
            continue;
        }
        if let [top, _, ..] = parts[..]
            && year_like(top)
        {
            if !told.contains(&top) {
                told.push(top);
                let text = format!("文件夹“{top}”不会读取：年度文件夹的名称只能是四位年份");
                let problem = Diagnostic::new(Code::UnexpectedFile, Arc::from(top), text).found(top);
                problems.push(problem.suggest(&top[..4]).hint(
                    "一年只有一个文件夹；季度、半年的评价可以作为同一年里的另一个方案，用不着的请移走",
                ));
            }
            continue;
        }
        let year = parts[0].parse().ok().and_then(Year::new).and_then(|year| schemes.get(&year));
        let expected: &[&str] = match (&parts[..], year) {
            // What a folder kept under version control says about itself.
            (["README.md"], _) => continue,
            ([_], _) => &TOP,
            (["pages", page], _) if page.ends_with(".md") => continue,
            ([_, _], Some(_)) => &YEAR,
            // What is described there, or not, is told where the tables are read.
            ([_, FOLDER, _], Some(_)) if name.ends_with(".yaml") => continue,
            ([_, scheme, ..], Some(Some(listed)))
                if *scheme != FOLDER && !listed.iter().any(|id| id == scheme) =>
            {
                if !unlisted.contains(&(parts[0], *scheme)) {
                    unlisted.push((parts[0], *scheme));
                    // Where year.yaml lists nearly this one and has no folder for it, that is told there.
                    let meant = nearest(scheme, listed.iter().map(String::as_str));
                    if meant.is_some_and(|meant| !folder.has(&format!("{}/{meant}/scheme.yaml", parts[0]))) {
                        continue;
                    }
                    problems.push(unlisted_scheme(path, parts[0], scheme, listed));
                }
                continue;
            }
            ([_, _, _], Some(_)) => &SCHEME,
            ([_, _, "records", record], Some(_)) if record.ends_with(".yaml") => continue,
            // Which of them no record names is told where records are read.
            ([_, _, REPORTS, _], Some(_)) if name.ends_with(".md") => continue,
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

/// A folder called like a year and more: `2021-Q1`, `2021年`.
fn year_like(name: &str) -> bool {
    let digits = name.chars().take_while(char::is_ascii_digit).count();
    digits == 4 && name.len() > 4 && name[..4].parse().ok().and_then(Year::new).is_some()
}

/// How a name ends that would be read if it ended otherwise.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// `.YAML`
    Capitals,
    /// `.yaml.txt`
    More,
    /// `.txt`
    Text,
    /// A spreadsheet or a document.
    Office,
}

/// How a name ends in the place of one that ends in `right`.
fn ending(name: &str, right: &str) -> Option<Ending> {
    let (_, ending) = name.split_once('.')?;
    let lower = ending.to_ascii_lowercase();
    match lower.as_str() {
        _ if ending == right || lower == "yml" => None,
        _ if lower == right => Some(Ending::Capitals),
        _ if lower.strip_prefix(right).is_some_and(|more| more.starts_with('.')) => Some(Ending::More),
        "txt" => Some(Ending::Text),
        "xlsx" | "xls" | "et" | "csv" | "docx" | "doc" | "wps" => Some(Ending::Office),
        _ => None,
    }
}

/// Whether a file in a folder of records stands in the place of a subject's record: under its id or one of its names.
pub(super) fn stands_for(name: &str, subjects: &Subjects, subject: &SubjectId) -> bool {
    let Some((stem, ending_of)) = name.split_once('.') else { return false };
    let own = stem == subject.as_str();
    let named = || {
        let names = subjects.by_id.get(subject).into_iter().flat_map(|subject| &subject.names);
        names.into_iter().any(|of| of.name == stem || of.short == stem)
    };
    match ending_of {
        "yaml" => !own && named(),
        "yml" => own,
        _ => (own || named()) && ending(name, "yaml").is_some(),
    }
}

/// A file that would be read if its name ended otherwise: a hidden `.txt`, capitals, a spreadsheet in the place of a
/// record. It is refused, since what it says would be missing without a word.
fn wrongly_ended(
    folder: &Folder,
    path: &str,
    parts: &[&str],
    schemes: &BTreeMap<Year, Option<Vec<String>>>,
    subjects: &Subjects,
) -> Option<Diagnostic> {
    let (name, above) = parts.split_last()?;
    let year = above.first().and_then(|year| year.parse().ok()).and_then(Year::new);
    let known = year.is_some_and(|year| schemes.contains_key(&year));
    let (stem, _) = name.split_once('.')?;
    let beside_records = matches!(above, [_, _, "records"]);
    let right = match above {
        [] => TOP.iter().find(|file| is_of(file, stem))?.to_string(),
        [_] if known => YEAR.iter().find(|file| is_of(file, stem))?.to_string(),
        [_, _] if known => SCHEME.iter().find(|file| is_of(file, stem))?.to_string(),
        [_, _, "records"] if known => format!("{stem}.yaml"),
        _ => return None,
    };
    let right_ending = right.split_once('.').map_or("", |(_, ending)| ending);
    let ending = ending(name, right_ending)?;
    // Beside records may lie what they cite; a record that only ends wrongly has a subject's name.
    let may_be_evidence = matches!(ending, Ending::Text | Ending::Office);
    if beside_records && may_be_evidence && !subjects.by_id.keys().any(|id| stands_for(name, subjects, id)) {
        return None;
    }
    let beside = folder.has(&format!("{}{right}", &path[..path.len() - name.len()]));
    if beside && may_be_evidence {
        return None;
    }
    let problem = |text: String| Diagnostic::new(Code::FileName, Arc::from(path), text).found(*name);
    const SHOW: &str = "请改文件名；Windows 里先在“查看”中勾选“文件扩展名”";
    Some(match ending {
        Ending::Capitals => {
            problem(format!("“{name}”的扩展名要用小写，不会读取")).suggest(right).hint("请改文件名")
        }
        Ending::More => {
            let more = &name[stem.len() + 1 + right_ending.len()..];
            let problem = problem(format!("“{name}”不会读取：扩展名后面多了“{more}”"));
            match beside {
                true => problem.hint(format!("{right} 已经有了；用不着的这一份请移走")),
                false => problem.suggest(right).hint(SHOW),
            }
        }
        Ending::Text => problem(format!("“{name}”不会读取：扩展名是 .txt")).suggest(right).hint(SHOW),
        Ending::Office => problem(format!("“{name}”不会读取：这里要的是文本文件 {right}"))
            .hint(format!("请把内容照 docs/FORMAT.md 的写法填进 {right}；原件可以放进 evidence 文件夹")),
    })
}

/// A file among tables that is none, though it may have been meant as one.
fn no_table(path: &str, name: &str) -> Option<Diagnostic> {
    let (stem, ending) = name.rsplit_once('.')?;
    let lower = ending.to_ascii_lowercase();
    // Beside a workbook that is open Excel keeps a file of its own.
    if is_table(path) || ending == "yaml" || lower == "md" || name.starts_with("~$") {
        return None;
    }
    let text = format!("“{name}”不会读取：表格文件的扩展名只能是 {}", ENDINGS.join("、"));
    let problem = Diagnostic::new(Code::FileName, Arc::from(path), text).found(name);
    Some(match &*lower {
        _ if ENDINGS.contains(&&*lower) => {
            problem.suggest(format!("{stem}.{lower}")).hint("扩展名要用小写，请改文件名")
        }
        "yaml" => problem.suggest(format!("{stem}.yaml")).hint("扩展名要用小写，请改文件名"),
        "et" | "xlsm" | "xlsb" | "numbers" => problem.hint("请用电子表格软件打开，另存为 xlsx，再移走原件"),
        _ => problem.hint("请另存为 xlsx 或 CSV；不是表格的，如来函的扫描件，请放到别的文件夹，如 evidence"),
    })
}

fn is_of(file: &str, stem: &str) -> bool {
    file.split_once('.').is_some_and(|(own, _)| own == stem)
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
