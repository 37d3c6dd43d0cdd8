//! What is told of each code holds: the wrong example gives it at its place, the right one does not; the page of all codes
//! is what the program says; and hundreds of broken contents are told with code, file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rayon::prelude::*;
use tongbao::diagnostics::{Code, Diagnostic, ExamplePlace, handbook};

use crate::case::{Case, SMALL, home};

const PAGE: &str = "docs/zh/diagnostics.md";

#[test]
fn the_page_of_codes_is_what_the_program_says() {
    let place = home().join(PAGE);
    if std::env::var_os("TONGBAO_WRITE_DOCS").is_some() {
        fs::create_dir_all(place.parent().expect("docs/zh")).expect("docs/zh");
        fs::write(&place, handbook()).expect("the page is written");
    }
    let page = fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n");
    assert!(page == handbook(), "{PAGE} is old: run this test with TONGBAO_WRITE_DOCS=1");
}

#[test]
fn a_code_is_explained_on_the_command_line() {
    let case = Case::empty();
    case.ok(&["explain", "e0203"]).says("E0203（错误） 值的类型不对").says("对的写法：\n    status: sample");
    case.ok(&["explain", "W0760"]).says("为什么要紧");
    let all = case.ok(&["explain", "--codes"]).out;
    assert_eq!(all.lines().count(), Code::ALL.len());
    case.run(&["explain", "E0230"]).exits(2).tells("没有代码“E0230”。您是不是要写");
    case.run(&["explain", "E0203", "x"]).exits(2).tells("多写了“x”");
    case.run(&["explain", "--codes", "x"]).exits(2).tells("多写了“x”");
    case.run(&["explain", "2019"]).exits(2).tells("还要写方案和考核对象");
    case.run(&["explain", "2019", "x"]).exits(2).tells("还要写考核对象");
    case.run(&["explain", "广州"]).exits(2).tells("要写年度，如 2019，或者报错代码");
}

/// What stands for a sign that nobody sees: 〔U+0009〕.
fn seen(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("〔U+") {
        let (number, after) = after.split_once('〕').expect("closed");
        out.push_str(before);
        out.push(u32::from_str_radix(number, 16).ok().and_then(char::from_u32).expect("a character"));
        rest = after;
    }
    out + rest
}

/// `E0203 2019/…:3`
fn brief(one: &Diagnostic) -> String {
    let line = one.span.map_or_else(String::new, |span| format!(":{}", span.at.line));
    format!("{} {}{line}", one.code, one.file)
}

fn told(case: &Case) -> Vec<Diagnostic> {
    case.check().expect("nothing was released")
}

/// The examples that a content shows are run; which are not is written down here, each because it takes more than a content:
/// a folder, a link, an encoding, several years, or results.
#[test]
fn the_wrong_example_gives_its_code_at_its_place_and_the_right_one_does_not() {
    let wrong: Vec<String> = Code::ALL.par_iter().filter_map(|code| fault(*code)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let shown = Code::ALL.iter().filter(|code| matches!(code.told().example.place, ExamplePlace::Shown(_)));
    let shown: Vec<&str> = shown.map(|code| code.as_str()).collect();
    assert!(shown.len() * 2 <= Code::ALL.len(), "only shown: {shown:?}");
}

fn fault(code: Code) -> Option<String> {
    let example = code.told().example;
    let (wrong, right) = (seen(example.wrong), seen(example.right));
    let case = Case::new(SMALL);
    let lines = match example.place {
        ExamplePlace::Shown(_) => return None,
        ExamplePlace::Added(file) => {
            case.file(file, &format!("{wrong}\n"));
            None
        }
        ExamplePlace::Removed(file) => {
            case.remove(file);
            None
        }
        ExamplePlace::In(file) => {
            let text = case.text(file);
            if text.matches(&right).count() != 1 {
                return Some(format!(
                    "{code}: {right:?} stands {} times in {file}",
                    text.matches(&right).count()
                ));
            }
            let start = text.split(&right).next().unwrap_or_default().matches('\n').count() + 1;
            case.file(file, &text.replace(&right, &wrong));
            Some(start..=start + wrong.matches('\n').count())
        }
    };
    let found = told(&case);
    let at = |one: &&Diagnostic| {
        let there =
            one.file.starts_with(example.place.name()) || example.place.name().starts_with(&*one.file);
        let line = one.span.map_or(1, |span| span.at.line as usize);
        one.code == code
            && (there && lines.as_ref().is_none_or(|lines| lines.contains(&line)) || elsewhere(code))
    };
    let all: Vec<String> = found.iter().map(brief).collect();
    (!found.iter().any(|one| at(&one))).then(|| format!("{code} is not told: {all:?}"))
}

/// What is wrong is told where it shows: at another file than the one to change, or at the head of what lacks something.
fn elsewhere(code: Code) -> bool {
    [
        "E0008", "W0001", "E0202", "E0312", "W0402", "W0405", "W0407", "W0502", "W0504", "E0408", "E0401",
        "W0742", "W0701", "W0702", "W0703", "E0405", "W0404", "W0406", "E0710", "E0701", "E0702", "E0002",
        "W0710", "E0013", "W0704", "E0403",
    ]
    .contains(&code.as_str())
}

/// A broken content: what is changed, and what has to be told.
#[derive(Default)]
struct Broken {
    name: String,
    expected: Vec<String>,
    /// File, words that stand there once, words that take their place; of a file that is written or removed no words.
    changes: Vec<(String, Option<String>, Option<String>)>,
}

/// The cases of a file: `== name`, `> E0203 file:line`, `@ file`, `- from`, `+ to`.
fn cases(text: &str) -> Vec<Broken> {
    let mut all: Vec<Broken> = Vec::new();
    let add = |known: &mut Option<String>, line: &str| match known {
        Some(text) => text.push_str(&format!("\n{line}")),
        None => *known = Some(line.to_owned()),
    };
    for line in text.lines() {
        let (sign, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = seen(rest);
        match (sign, all.last_mut()) {
            ("==", _) => all.push(Broken { name: rest, ..Broken::default() }),
            (">", Some(case)) => case.expected.push(rest),
            ("@", Some(case)) => case.changes.push((rest, None, None)),
            ("-", Some(case)) => add(&mut case.changes.last_mut().expect("a file").1, &rest),
            ("+", Some(case)) => add(&mut case.changes.last_mut().expect("a file").2, &rest),
            _ => {}
        }
    }
    all
}

fn spoilt(broken: &Broken) -> Result<Case, String> {
    let case = Case::new(SMALL);
    for (file, from, to) in &broken.changes {
        match (from, to) {
            (None, None) => {
                case.remove(file);
            }
            (None, Some(text)) => {
                case.file(file, &format!("{text}\n"));
            }
            (Some(from), to) => {
                let text = case.text(file);
                if text.matches(&**from).count() != 1 {
                    return Err(format!(
                        "{}: {from:?} stands {} times in {file}",
                        broken.name,
                        text.matches(&**from).count()
                    ));
                }
                case.file(file, &text.replace(&**from, to.as_deref().unwrap_or_default()));
            }
        }
    }
    Ok(case)
}

/// Whose sentence says what should stand there, so that there is nothing to add.
fn says_itself(code: Code) -> bool {
    ["E0202", "E0203", "E0210", "E0413", "E0725", "E0726"].contains(&code.as_str())
}

/// Hundreds of slips, each told with its code, its file and its line, and nothing else called an error; every sentence says
/// what to do.
#[test]
fn broken_contents_are_told_with_code_file_and_line() {
    let folder = home().join("tests/suite/broken");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let write = std::env::var_os("TONGBAO_WRITE_CASES").is_some();
    let base: BTreeSet<String> = told(&Case::new(SMALL)).iter().map(brief).collect();
    let (mut count, mut wrong, mut met) = (0, Vec::new(), BTreeSet::new());
    for file in files {
        let text = fs::read_to_string(&file).expect("cases");
        let all = cases(&text);
        count += all.len();
        let results: Vec<_> = all
            .par_iter()
            .map(|broken| {
                let case = spoilt(broken)?;
                let found: Vec<_> =
                    told(&case).into_iter().filter(|one| !base.contains(&brief(one))).collect();
                Ok::<_, String>(found)
            })
            .collect();
        let mut rewritten: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (broken, result) in all.iter().zip(results) {
            let found = match result {
                Ok(found) => found,
                Err(told) => {
                    wrong.push(told);
                    continue;
                }
            };
            let briefs: Vec<String> = found.iter().map(brief).collect();
            rewritten.insert(broken.name.clone(), briefs.clone());
            if broken.expected != briefs && !write {
                wrong.push(format!(
                    "{}\n  told     {briefs:?}\n  expected {:?}",
                    broken.name, broken.expected
                ));
            }
            if briefs.is_empty() {
                wrong.push(format!("{}: nothing is told", broken.name));
            }
            for one in &found {
                met.insert(one.code);
                if one.is_error()
                    && !says_itself(one.code)
                    && one.hint.is_none()
                    && one.suggestion.is_none()
                    && one.allowed.is_empty()
                {
                    wrong.push(format!(
                        "{}: {} does not say what to do: {}",
                        broken.name, one.code, one.message
                    ));
                }
            }
        }
        if write {
            let mut out = String::new();
            for line in text.lines().filter(|line| !line.starts_with("> ")) {
                out.push_str(&format!("{line}\n"));
                let told = line.strip_prefix("== ").and_then(|name| rewritten.get(&seen(name)));
                told.into_iter().flatten().for_each(|one| out.push_str(&format!("> {one}\n")));
            }
            fs::write(&file, out).expect("cases");
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300, "{count}");
    assert!(met.len() >= 80, "{} kinds", met.len());
}
