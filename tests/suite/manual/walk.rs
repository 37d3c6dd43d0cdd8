//! Pages that are walked through: their files are written, their commands run, and what they say is told.
//!
//! | block | |
//! | --- | --- |
//! | ```` ```yaml ````, first line `# content/…` | the file, as a whole |
//! | first line `# content/… 第 3 行改为` | that line of the file becomes the block's |
//! | first line `# 摘自 content/…` | these lines stand in the file |
//! | ```` ```sh ```` | commands, which go well; `sh fails`: the last one does not |
//! | ```` ```text ```` after it | what they said, `…` standing for what is left out |
//! | ```` ``` ```` | anything else |
//! | `<!-- 删去 content/… -->` | that folder is gone from there on |

use std::fs;
use std::io::Read as _;
use std::process::{Command, Stdio};

use super::page::{Piece, pieces};
use crate::case::{Case, FIRST, FOUNDING};

/// 2021-02-01 in Beijing: after the year that is begun.
const NEXT: u64 = 1_612_108_800;

#[test]
fn a_first_year_is_released_as_the_page_says() {
    assert!(walk("getting-started.md", &Case::empty(), NEXT) >= 12);
}

#[test]
fn filling_in_is_as_the_page_says() {
    assert!(walk("filling-in.md", &Case::new(FOUNDING), FIRST) >= 7);
}

#[test]
fn releasing_is_as_the_page_says() {
    let case = Case::releasable();
    assert!(walk("releasing.md", &case, FIRST) >= 10);
}

/// Walks through a page and counts its commands.
fn walk(name: &str, case: &Case, begun: u64) -> usize {
    let mut ran = 0;
    let mut said = String::new();
    for (line, piece) in pieces(name) {
        let here = format!("{name}:{line}");
        if let Piece::Away(away) = &piece {
            fs::remove_dir_all(case.path(away)).unwrap_or_else(|error| panic!("{here}: {away}: {error}"));
        }
        let Piece::Block { kind, text } = piece else { continue };
        let mut words = kind.split(' ');
        match words.next().unwrap_or_default() {
            "yaml" => file(case, &here, &text),
            "sh" => {
                let fails = words.next() == Some("fails");
                said.clear();
                let commands: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
                for (at, command) in commands.iter().enumerate() {
                    let (well, told) = run(case, &here, command, begun + 60 * ran as u64);
                    let wanted = !(fails && at + 1 == commands.len());
                    assert_eq!(well, wanted, "{here}: {command}\n{told}");
                    said += &told;
                    ran += 1;
                }
            }
            "text" => told(&here, &text, &said),
            "" => {}
            other => panic!("{here}: what is a block of {other:?}?"),
        }
    }
    ran
}

fn file(case: &Case, here: &str, text: &str) {
    let (first, rest) = text.split_once('\n').expect("a block has lines");
    let first = first.strip_prefix("# ").unwrap_or_else(|| panic!("{here}: which file is it?"));
    if let Some(name) = first.strip_prefix("摘自 ") {
        let all = fs::read_to_string(case.path(name)).unwrap_or_else(|_| panic!("{here}: no {name}"));
        for line in rest.lines().filter(|line| line.trim() != "…") {
            let stands = all.lines().any(|one| one.trim_end() == line);
            assert!(stands, "{here}: {line:?} does not stand in {name}");
        }
    } else if let Some((name, number)) =
        first.split_once(" 第 ").and_then(|(name, rest)| Some((name, rest.strip_suffix(" 行改为")?)))
    {
        let number: usize = number.parse().unwrap_or_else(|_| panic!("{here}: {first}"));
        let all = fs::read_to_string(case.path(name)).unwrap_or_else(|_| panic!("{here}: no {name}"));
        let mut lines: Vec<&str> = all.lines().collect();
        let changed: Vec<&str> = rest.lines().collect();
        lines.splice(number - 1..number, changed);
        fs::write(case.path(name), lines.join("\n") + "\n").expect("a file");
    } else {
        case.beside(first, rest);
    }
}

/// Runs a command line: the program, or `cd` and `mkdir`, which the case's folder stands for.
fn run(case: &Case, here: &str, line: &str, time: u64) -> (bool, String) {
    let words: Vec<String> = words(line);
    assert_eq!(words.first().map(String::as_str), Some("tongbao"), "{here}: what is `{line}`?");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
    // Both outputs into one pipe: in the order in which a terminal shows them.
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let mut child = command
        .args(&words[1..])
        .current_dir(case.path(""))
        .env("SOURCE_DATE_EPOCH", time.to_string())
        .stdin(Stdio::null())
        .stdout(writer.try_clone().expect("a pipe"))
        .stderr(writer)
        .spawn()
        .expect("the program runs");
    // The pipe ends when nobody can write to it any more.
    drop(command);
    let mut said = String::new();
    reader.read_to_string(&mut said).expect("UTF-8");
    (child.wait().expect("the program ends").success(), said)
}

/// Words at blanks, what is in quotes together.
fn words(line: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => found.push(String::new()),
            _ => found.last_mut().expect("one at least").push(c),
        }
    }
    found.retain(|word| !word.is_empty());
    found
}

/// Each piece between the lines `…` was said, one after the other.
fn told(here: &str, text: &str, said: &str) {
    let mut rest = said;
    let flat = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let text = flat(text);
    for piece in
        text.split("\n…\n").flat_map(|piece| piece.split("…\n")).map(|piece| piece.trim_end_matches("\n…"))
    {
        if piece.trim().is_empty() {
            continue;
        }
        let at =
            rest.find(piece).unwrap_or_else(|| panic!("{here}: this is not said:\n{piece}\nbut:\n{said}"));
        rest = &rest[at + piece.len()..];
    }
}
