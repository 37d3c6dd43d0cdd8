//! `tongbao explain`

use std::process::ExitCode;

use super::select::{self, Given, Loaded};
use super::{Paths, report, words};
use crate::diagnostics::{Code, nearest};
use crate::render::terminal;

/// Explains a result, or a code; the words are year, scheme, subject and indicator, or a code alone.
pub(super) fn run(paths: &Paths, asked: &[Option<&str>; 4], codes: bool) -> ExitCode {
    match *asked {
        [None, ..] => list(),
        [Some(word), ..] if codes => {
            words::usage(&format!("多写了“{word}”：--codes 列出全部代码，后面不写别的"))
        }
        [Some(word), scheme, ..] if looks_like_code(word) => match (Code::named(word), scheme) {
            (Some(code), None) => {
                report::print(&code.explained());
                ExitCode::SUCCESS
            }
            (Some(code), Some(more)) => {
                words::usage(&format!("多写了“{more}”：tongbao explain {code} 后面不写别的"))
            }
            (None, _) => {
                let near = nearest(word, Code::ALL.iter().map(|code| code.as_str()));
                let near = near.map_or_else(String::new, |near| format!("您是不是要写 {near} ？"));
                words::usage(&format!("没有代码“{word}”。{near}全部代码用 tongbao explain --codes 列出"))
            }
        },
        [Some(year), Some(scheme), Some(subject), node] => match words::year_word(year) {
            Ok(year) => result(paths, year, scheme, subject, node),
            Err(_) => not_a_year(year),
        },
        [Some(year), scheme, _, _] => match words::year_word(year) {
            Ok(_) => {
                let missing = if scheme.is_none() { "方案和考核对象" } else { "考核对象" };
                words::usage(&format!(
                    "还要写{missing}：tongbao explain 年度 方案 对象 [指标]，如 tongbao explain 2019 方案id 某市"
                ))
            }
            Err(_) => not_a_year(year),
        },
    }
}

fn not_a_year(word: &str) -> ExitCode {
    words::usage(&format!("“{word}”不能作 年度|代码：要写年度，如 2019，或者报错代码，如 E0203"))
}

/// A letter and digits, as codes are.
fn looks_like_code(word: &str) -> bool {
    let rest = word.trim().strip_prefix(['E', 'W', 'e', 'w']);
    rest.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Every code with its name.
fn list() -> ExitCode {
    let mut codes: Vec<Code> = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.as_str());
    let lines: String =
        codes.iter().map(|code| format!("{code}  {}  {}\n", code.level().word(), code.title())).collect();
    report::print(&lines);
    ExitCode::SUCCESS
}

fn result(paths: &Paths, year: u16, scheme: &str, subject: &str, node: Option<&str>) -> ExitCode {
    select::with(paths, |loaded: &Loaded| {
        let at = loaded.year(Some(year))?;
        let year = &loaded.years[at];
        let scored = &year.schemes[loaded.scheme(at, scheme)?];
        let subject = loaded.subject(scored, subject)?;
        let node = node.map(|node| select::node(scored, node)).transpose()?;
        report::print(&terminal::explain(loaded.content, year.year, scored, subject, node));
        Ok(Given::Of(year.year.year, scored.evaluation.scheme.id.clone()))
    })
}
