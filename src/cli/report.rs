//! Diagnostics and summaries on standard error.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

use crate::diagnostics::{self, Diagnostic, Style};

/// Writes every problem, then how many there are of each kind; returns whether there is an error.
pub(crate) fn problems(problems: &[Diagnostic]) -> bool {
    let style = if std::io::stderr().is_terminal() { Style::Coloured } else { Style::Plain };
    say(&diagnostics::render_all(problems, style));
    if !problems.is_empty() {
        say(&format!("{}\n", by_kind(problems)));
    }
    problems.iter().any(Diagnostic::is_error)
}

/// 错误 2：未知的键 1，数字写法不对 1；警告 1：缺报 1
pub(crate) fn by_kind(problems: &[Diagnostic]) -> String {
    let mut levels: BTreeMap<_, BTreeMap<_, u32>> = BTreeMap::new();
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

/// Writes to standard error; a reader that is gone is no error.
pub(crate) fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// Writes to standard output; a reader that is gone is no error.
pub(crate) fn print(bytes: &[u8]) {
    let _ = std::io::stdout().write_all(bytes);
}
