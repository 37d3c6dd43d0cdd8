//! Opening one YAML file: text, tree, `format: 1`, and its problems handed on.

use std::borrow::Cow;
use std::sync::Arc;

use super::characters;
use super::files::{Folder, Inputs};
use super::mapping::Mapping;
use super::sink::Sink;
use super::value::Value;
use super::yaml;
use crate::diagnostics::{Code, Diagnostic};

/// Reads a file with `decode`; its problems are added to `problems`. Keys that `decode` did not ask for are reported.
pub(super) fn open<T>(
    folder: &Folder,
    path: &str,
    problems: &mut Vec<Diagnostic>,
    decode: impl FnOnce(&Mapping<'_>) -> Option<T>,
) -> Option<T> {
    text(folder, path, problems, |file| read(file, decode))
}

/// Reads a text file with `decode`; its problems, and that it cannot be read, are added to `problems`.
pub(super) fn text<T>(
    folder: &Folder,
    path: &str,
    problems: &mut Vec<Diagnostic>,
    decode: impl FnOnce(&Sink<'_>) -> Option<T>,
) -> Option<T> {
    let text = match folder.text(path) {
        Ok(text) => text,
        Err(problem) => {
            problems.push(problem);
            return None;
        }
    };
    let clean = match folder.inputs {
        Inputs::OfToday | Inputs::Released => characters::clean(&text),
        Inputs::AsWritten => Cow::Borrowed(&*text),
    };
    let file = Sink::cleaned(Arc::from(path), folder.inputs, &text, &clean);
    let decoded = decode(&file);
    problems.extend(file.finish());
    decoded
}

/// Reads a file's text with `decode`, which has to begin with `format: 1`.
pub(super) fn read<T>(file: &Sink<'_>, decode: impl FnOnce(&Mapping<'_>) -> Option<T>) -> Option<T> {
    let tree = yaml::parse(file, None)?;
    let map = Value { node: &tree, name: "文件", file }.mapping()?;
    if let Some(format) = map.need("format")
        && format.word("1").is_some_and(|word| word != "1")
    {
        let problem = format.problem(Code::Format, "format 只能是 1");
        file.report(problem.allowed(["1"]).hint("第一行请写 format: 1"));
    }
    let decoded = decode(&map);
    map.finish();
    decoded
}

/// Reports a file that has to be there and is not.
pub(super) fn missing(path: &str, what: &str, problems: &mut Vec<Diagnostic>) {
    problems.push(
        Diagnostic::new(Code::NoFile, Arc::from(path), format!("缺少{what}"))
            .hint(format!("请在内容文件夹里建立 {path}，写法见 docs/FORMAT.md")),
    );
}
