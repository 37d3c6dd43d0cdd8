//! What commands put out: diagnostics and summaries on standard error, results on standard output.
//!
//! Words for people show what a terminal would obey as marks, so that no record can move the cursor, change a title or
//! forge a line. What cannot be written is told once and makes the exit code 1; a reader that went away (`| head`) is no
//! error.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::diagnostics::{self, Code, Diagnostic, Style};
use crate::model::{turns, visible};

/// As many problems as are printed; errors come before warnings where there are more.
const MOST: usize = 200;

/// Something could not be written.
static FAILED: AtomicBool = AtomicBool::new(false);
/// The program was started without a standard output.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// Says that there is no standard output. Whoever starts the program knows: the library's own start puts a sink where none
/// is, and writing into that goes well.
pub fn without_output() {
    CLOSED.store(true, Ordering::Relaxed);
}

/// Whether something could not be written.
pub(crate) fn failed() -> bool {
    FAILED.load(Ordering::Relaxed)
}

/// Writes the problems, then how many there are of each kind; returns whether there is an error.
pub(crate) fn problems(problems: &[Diagnostic]) -> bool {
    if !problems.is_empty() {
        let style = if io::stderr().is_terminal() { Style::Coloured } else { Style::Plain };
        let (shown, more) = first(problems);
        let mut text = shown.map(|one| diagnostics::render(one, style)).collect::<Vec<_>>().join("\n");
        if let Some(more) = more {
            text.push_str(&format!("\n{more}\n"));
        }
        text.push_str(&by_kind(problems));
        text.push('\n');
        to_standard_error(text.as_bytes());
    }
    problems.iter().any(Diagnostic::is_error)
}

/// The problems that are printed, in their order, and what is said of the others.
fn first(problems: &[Diagnostic]) -> (impl Iterator<Item = &Diagnostic>, Option<String>) {
    let errors = problems.iter().filter(|one| one.is_error()).count();
    let (mut errors_left, mut warnings_left) = (MOST, MOST.saturating_sub(errors));
    let shown = problems.iter().filter(move |one| {
        let left = if one.is_error() { &mut errors_left } else { &mut warnings_left };
        let fits = *left > 0;
        *left = left.saturating_sub(1);
        fits
    });
    let more = problems.len().saturating_sub(MOST);
    let told = || {
        format!(
            "另有 {more} 个问题没有列出（最多列 {MOST} 个，错误在先）。请先改正已列出的；全部问题用 tongbao check --format json 查看"
        )
    };
    (shown, (more > 0).then(told))
}

/// 错误 2：未知的键 1，数字写法不对 1；警告 1：缺报 1
pub(crate) fn by_kind(problems: &[Diagnostic]) -> String {
    let mut levels: BTreeMap<_, BTreeMap<Code, u32>> = BTreeMap::new();
    for problem in problems {
        *levels.entry(problem.level()).or_default().entry(problem.code).or_default() += 1;
    }
    let told = levels.iter().map(|(level, kinds)| {
        let total: u32 = kinds.values().sum();
        let kinds: Vec<String> =
            kinds.iter().map(|(code, count)| format!("{} {count}", code.title())).collect();
        format!("{} {total}：{}", level.word(), kinds.join("，"))
    });
    told.collect::<Vec<_>>().join("；")
}

/// Writes words to standard error.
pub(crate) fn say(text: &str) {
    to_standard_error(visible(text).as_bytes());
}

/// Writes words to standard output.
pub(crate) fn print(text: &str) {
    to_standard_output(|out| out.write_all(visible(text).as_bytes()));
}

/// Writes a table for a spreadsheet to standard output, byte for byte.
pub(crate) fn table(bytes: &[u8]) {
    to_standard_output(|out| out.write_all(bytes));
}

/// Writes JSON to standard output. Control characters stand in it as escapes already; so do those that JSON lets stand and
/// a terminal obeys.
pub(crate) fn json(text: &str) {
    to_standard_output(|out| write_json(text, out));
}

/// Writes problems as JSON to standard output.
pub(crate) fn problems_as_json(problems: &[Diagnostic]) {
    to_standard_output(|out| diagnostics::write_json(problems, &mut Escaping(out)));
}

/// Puts out the help or the version: what was asked for, or what is missing for anything to be done; gives the exit code.
pub(crate) fn help(told: &clap::Error) -> ExitCode {
    if told.use_stderr() {
        // Nobody can be told, but the exit code can, and it is that of a failure already.
        let _ = told.print();
        return ExitCode::from(2);
    }
    to_standard_output(|_| told.print());
    ExitCode::SUCCESS
}

/// What a terminal obeys and JSON does not escape by itself. They stand in strings alone, so an escape may stand for them.
fn obeyed(character: char) -> bool {
    matches!(character, '\u{7f}'..='\u{9f}') || turns(character)
}

fn write_json(text: &str, out: &mut impl Write) -> io::Result<()> {
    let mut rest = text;
    while let Some(at) = rest.find(obeyed) {
        let (before, after) = rest.split_at(at);
        out.write_all(before.as_bytes())?;
        let mut after = after.chars();
        if let Some(character) = after.next() {
            write!(out, "\\u{:04x}", u32::from(character))?;
        }
        rest = after.as_str();
    }
    out.write_all(rest.as_bytes())
}

/// Escapes what is written piece by piece; a serialiser hands over whole characters.
struct Escaping<W>(W);

impl<W: Write> Write for Escaping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) => write_json(text, &mut self.0)?,
            Err(_) => self.0.write_all(bytes)?,
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn to_standard_error(bytes: &[u8]) {
    let mut out = io::stderr().lock();
    // Nobody can be told, but the exit code can.
    if out.write_all(bytes).is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        FAILED.store(true, Ordering::Relaxed);
    }
}

fn to_standard_output(write: impl FnOnce(&mut BufWriter<io::StdoutLock<'static>>) -> io::Result<()>) {
    if CLOSED.load(Ordering::Relaxed) {
        return lost("标准输出已关闭，结果没有输出");
    }
    let mut out = BufWriter::new(io::stdout().lock());
    // Both hold bytes back, and what is held back is lost without a word when the program ends.
    let written = write(&mut out).and_then(|()| out.flush()).and_then(|()| io::stdout().flush());
    // What is left in it would be tried once more.
    drop(out.into_parts());
    if let Err(error) = written.map_err(|error| unwrapped(&error))
        && error.0 != ErrorKind::BrokenPipe
    {
        lost(&format!("前面说已经做完的都已做完，只是结果写不到标准输出：{}。{}", error.1, error.2));
    }
}

/// Kind, words and remedy of an error, also where a serialiser wrapped it.
fn unwrapped(error: &io::Error) -> (ErrorKind, String, &'static str) {
    (error.kind(), diagnostics::said(error), diagnostics::remedy(error))
}

/// Says once that results were lost.
fn lost(told: &str) {
    if !FAILED.swap(true, Ordering::Relaxed) {
        say(&format!("{told}\n"));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn errors_are_printed_before_warnings_are_left_out() {
        let one = |code, number: usize| Diagnostic::new(code, Arc::from("a.yaml"), number.to_string());
        let warnings = (0..300).map(|number| one(Code::NoRecord, number));
        let problems: Vec<_> = warnings.chain((0..50).map(|number| one(Code::NoFile, number))).collect();
        let (shown, more) = first(&problems);
        let shown: Vec<_> = shown.collect();
        assert_eq!(shown.len(), MOST);
        assert_eq!(shown.iter().filter(|one| one.is_error()).count(), 50);
        assert!(more.is_some_and(|told| told.starts_with("另有 150 个问题没有列出")));
        assert_eq!(by_kind(&problems), "错误 50：缺少文件 50；警告 300：缺少记录 300");
        let (shown, more) = first(&problems[..MOST]);
        assert_eq!((shown.count(), more), (MOST, None));
    }

    #[test]
    fn json_keeps_its_meaning_and_loses_what_a_terminal_obeys() {
        let text = serde_json::to_string("甲\u{9b}31m\u{202e}乙\u{7f}\u{1b}“”").unwrap();
        let mut out = Vec::new();
        write_json(&text, &mut out).unwrap();
        let written = String::from_utf8(out).unwrap();
        assert!(!written.contains(|c: char| c.is_control() || turns(c)), "{written:?}");
        assert_eq!(
            serde_json::from_str::<String>(&written).unwrap(),
            serde_json::from_str::<String>(&text).unwrap()
        );
    }
}
