//! What is told of each code holds: the wrong example gives it at its place, the right one does not; the page of all codes
//! is what the program says; and hundreds of broken contents are told with code, file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rayon::prelude::*;
use tongbao::diagnostics::{Code, Diagnostic, ExamplePlace, handbook};

use crate::case::{Case, SMALL, home, source};

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

/// What the example of a code stands in, where that is not the small content as it is, and where it is told.
const GIVEN: &str = "tests/suite/commands/given.txt";

/// What no content of text files shows: a folder, a link, an encoding, a theme, sizes, an edition, a file for `draw`. Each
/// with the test that meets it.
const MET: [(&str, &str, &str); 18] = [
    ("E0001", "src/content/tests/files.rs", "no_folder"),
    ("E0003", "src/content/tests/files.rs", "what_is_no_file"),
    ("E0004", "src/content/tests/files.rs", "unreadable_text"),
    ("E0005", "src/content/tests/files.rs", "unreadable_text"),
    ("E0006", "src/content/tests/files.rs", "links"),
    ("E0007", "tests/suite/commands/codes.rs", "a_folder_without_a_year_is_told"),
    ("E0009", "src/content/tests/limits.rs", "size"),
    (
        "E0015",
        "tests/suite/commands/check.rs",
        "texts_and_dates_that_a_workbook_cannot_hold_are_told_where_they_stand",
    ),
    ("E0016", "tests/suite/commands/check.rs", "a_theme_is_tried_by_check"),
    ("E0017", "tests/suite/commands/check.rs", "a_site_is_not_written_into_its_content"),
    ("E0106", "src/content/tests/limits.rs", "size"),
    ("E0107", "src/content/tests/limits.rs", "aliases"),
    ("E0420", "tests/suite/scoring/points.rs", "what_contradicts_points_is_refused"),
    (
        "E0713",
        "tests/suite/commands/check.rs",
        "a_frame_out_of_which_too_many_would_be_drawn_is_refused_at_its_town",
    ),
    ("W0601", "tests/suite/editions/immutable.rs", "a_later_year_is_compared_with_what_was_released"),
    ("W0711", "tests/suite/commands/draw.rs", "wrong_words_exit_with_2_and_a_faulty_frame_with_1"),
    ("W0712", "tests/suite/commands/draw.rs", "what_is_printed_as_yaml_is_read_back_without_a_word"),
    ("W0816", "tests/suite/commands/plausible.rs", "a_year_that_is_a_copy_is_told_once_and_not_released"),
];

/// Every code is met: by its example, which is run, by a broken content, or by the test that is named for it. Whoever adds
/// one brings one of the three.
#[test]
fn no_code_is_unmet_and_none_is_named_in_vain() {
    let run = |code: &&Code| !matches!(code.told().example.place, ExamplePlace::Shown(_));
    let mut met: BTreeSet<String> = Code::ALL.iter().filter(run).map(ToString::to_string).collect();
    for file in broken() {
        let text = fs::read_to_string(file).expect("cases");
        let told = cases(&text).into_iter().flat_map(|case| case.expected);
        met.extend(told.filter_map(|one| one.split(' ').next().map(str::to_owned)));
    }
    let mut wrong = Vec::new();
    for (code, file, test) in MET {
        if !met.insert(code.to_owned()) {
            wrong.push(format!("{code} is met already: {test} need not be named"));
        }
        let text = source(file);
        let body = text.split_once(&format!("#[test]\nfn {test}()")).map_or("", |(_, rest)| rest);
        let body = body.split("\n}\n").next().unwrap_or_default();
        if !body.contains(code) {
            wrong.push(format!("{file}: {test} says nothing of {code}"));
        }
    }
    let unmet = Code::ALL.iter().filter(|code| !met.contains(code.as_str()));
    wrong.extend(
        unmet.map(|code| format!("{code} is met by nothing: run its example, or write a broken content")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_folder_without_a_year_is_told() {
    Case::of(&["aa"]).run(&["check"]).exits(1).tells("错误[E0007]: 没有以年份命名的文件夹");
}

/// The example of each code is run, but for those that no text shows: what is wrong gives the code, at the changed lines or
/// where its case says, and what is right does not.
#[test]
fn the_wrong_example_gives_its_code_at_its_place_and_the_right_one_does_not() {
    let given: BTreeMap<String, Broken> =
        cases(&source(GIVEN)).into_iter().map(|case| (case.name.clone(), case)).collect();
    let known = |name: &String| Code::ALL.iter().any(|code| code.as_str() == name);
    let mut wrong: Vec<String> = given.keys().filter(|name| !known(name)).cloned().collect();
    let none = Broken::default();
    let faults = Code::ALL
        .par_iter()
        .filter_map(|code| fault(*code, given.get(code.as_str()).unwrap_or(&none)).unwrap_or_else(Some));
    wrong.extend(faults.collect::<Vec<_>>());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let shown = Code::ALL.iter().filter(|code| matches!(code.told().example.place, ExamplePlace::Shown(_)));
    let shown: Vec<&str> = shown.map(|code| code.as_str()).collect();
    assert!(shown.len() <= 20, "only shown: {shown:?}");
}

fn fault(code: Code, given: &Broken) -> Result<Option<String>, String> {
    let example = code.told().example;
    let (wrong, right) = (seen(example.wrong), seen(example.right));
    if matches!(example.place, ExamplePlace::Shown(_)) {
        return Ok(None);
    }
    let case = spoilt(given)?;
    let before: BTreeSet<String> = told(&case).iter().map(brief).collect();
    let lines = match example.place {
        ExamplePlace::Shown(_) => None,
        ExamplePlace::Added(file) => {
            case.file(file, &format!("{wrong}\n"));
            Some((file, 1..=usize::MAX))
        }
        ExamplePlace::Removed(file) => {
            case.remove(file);
            Some((file, 1..=usize::MAX))
        }
        ExamplePlace::In(file) => {
            let text = case.text(file);
            let count = text.matches(&right).count();
            if count != 1 {
                return Err(format!("{code}: {right:?} stands {count} times in {file}"));
            }
            let start = text.split(&right).next().unwrap_or_default().matches('\n').count() + 1;
            case.file(file, &text.replace(&right, &wrong));
            Some((file, start..=start + wrong.matches('\n').count()))
        }
    };
    let all = told(&case);
    let new: Vec<&Diagnostic> =
        all.iter().filter(|one| one.code == code && !before.contains(&brief(one))).collect();
    let briefs: Vec<String> = new.iter().map(|one| brief(one)).collect();
    let placed = match (&given.expected[..], lines) {
        ([], Some((file, lines))) => new.iter().any(|one| {
            &*one.file == file && lines.contains(&one.span.map_or(1, |span| span.at.line as usize))
        }),
        (expected, _) => briefs == expected,
    };
    // What was wrong before the example was, is not shown by it.
    let right = given.expected.is_empty() || !given.expected.iter().any(|one| before.contains(one));
    let all = || all.iter().map(brief).collect::<Vec<_>>();
    Ok((!placed || !right)
        .then(|| format!("{code} is told at {briefs:?}, not {:?}: {:?}", given.expected, all())))
}

/// The files of broken contents.
fn broken() -> Vec<std::path::PathBuf> {
    let folder = home().join("tests/suite/broken");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the cases").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files
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

/// Hundreds of slips, each told with its code, its file and its line, and nothing else called an error; every sentence says
/// what to do.
#[test]
fn broken_contents_are_told_with_code_file_and_line() {
    let write = std::env::var_os("TONGBAO_WRITE_CASES").is_some();
    let base: BTreeSet<String> = told(&Case::new(SMALL)).iter().map(brief).collect();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in broken() {
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
                if one.is_error() && one.hint.is_none() && one.suggestion.is_none() && one.allowed.is_empty()
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
}
