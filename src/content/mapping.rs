//! A mapping with known keys: remembers which were asked for, so that the others can be named at the end.

use std::cell::{Cell, RefCell};

use super::slips;
use super::value::Value;
use super::yaml::{Key, Kind, Node};
use crate::diagnostics::{Code, Diagnostic, Span};

/// A cursor over a mapping.
pub(super) struct Mapping<'t> {
    value: Value<'t>,
    entries: &'t [(Key<'t>, Node<'t>)],
    asked: RefCell<Vec<&'static str>>,
    passed: Cell<bool>,
}

impl<'t> Mapping<'t> {
    /// A cursor that was asked for nothing yet.
    pub fn new(value: Value<'t>, entries: &'t [(Key<'t>, Node<'t>)]) -> Self {
        Self { value, entries, asked: RefCell::default(), passed: Cell::new(false) }
    }

    /// The mapping as a value: its place, its file.
    pub fn value(&self) -> Value<'t> {
        self.value
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &'static str) -> Option<Value<'t>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.entries.iter().find(|(name, _)| name.text == key).map(|(name, node)| Value {
            node,
            name: &name.text,
            file: self.value.file,
        })
    }

    /// The value of a key; reports when it is missing.
    pub fn need(&self, key: &'static str) -> Option<Value<'t>> {
        let value = self.get(key);
        if value.is_none() {
            let problem = self.value.problem(Code::MissingKey, format!("这里缺少字段“{key}”"));
            // A key that is nearly this one is reported as unknown with the right word beside it.
            let near = self
                .entries
                .iter()
                .find(|(name, _)| crate::diagnostics::nearest(&name.text, [key]).is_some());
            self.value.file.report(match near {
                Some((name, _)) => problem
                    .also(name.span, "是不是写错了这个字段名？")
                    .hint(format!("请把写错的字段名改成 {key}")),
                None => problem.hint(format!("请补上一行“{key}: …”")),
            });
        }
        value
    }

    /// A required text of one line.
    pub fn line(&self, key: &'static str) -> Option<String> {
        self.need(key)?.line()
    }

    /// A text of one line that may be left out.
    pub fn line_if(&self, key: &'static str) -> Option<String> {
        self.get(key)?.line()
    }

    /// A required text.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.need(key)?.text()
    }

    /// A text that may be left out.
    pub fn text_if(&self, key: &'static str) -> Option<String> {
        self.get(key)?.text()
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.text == key)
    }

    /// Refuses a key that has no place here, with the reason.
    pub fn forbid(&self, key: &'static str, why: &str) {
        if let Some(value) = self.get(key) {
            let span = self.key_span(key).unwrap_or(value.span());
            let problem = value.file.problem(Code::Conflict, span, format!("这里不能写“{key}”：{why}"));
            value.file.report(problem.hint("请删去这个字段"));
        }
    }

    /// The keys of `choices` that are there, at most one of which may be.
    pub fn one_of(&self, choices: &[&'static str]) -> Option<(&'static str, Value<'t>)> {
        let mut found = choices.iter().filter_map(|key| self.get(key).map(|value| (*key, value)));
        let first = found.next()?;
        for (key, value) in found {
            let span = self.key_span(key).unwrap_or(value.span());
            let problem =
                value.file.problem(Code::Conflict, span, format!("“{}”和“{key}”只能写一个", first.0));
            let problem = match self.key_span(first.0) {
                Some(other) => problem.also(other, "已经写了这个"),
                None => problem,
            };
            value.file.report(problem.hint("请留下一个，删去其余的"));
        }
        Some(first)
    }

    /// The one key of a mapping that says by its key what it is; reports none, several and unknown ones.
    pub fn only(self, noun: &str, choices: &[&'static str]) -> Option<(&'static str, Value<'t>)> {
        if self.entries.is_empty() {
            let problem = self.value.problem(Code::EmptyList, format!("“{}”里没有写{noun}", self.value.name));
            return self.value.refuse(problem.allowed(choices.iter().copied()));
        }
        let found = self.one_of(choices);
        let errors = self.value.file.errors();
        self.finish();
        // With an unknown key beside it, what was meant is not sure; the unknown key is reported.
        if self.value_errors_since(errors) { None } else { found }
    }

    fn value_errors_since(&self, errors: usize) -> bool {
        self.value.file.errors() > errors
    }

    /// Passes over every key that was not asked for.
    pub fn accept_rest(&self) {
        self.passed.set(true);
    }

    /// Where a key stands.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|(name, _)| name.text == key).map(|(name, _)| name.span)
    }

    /// Reports every key that was not asked for.
    pub fn finish(&self) {
        if self.passed.get() {
            return;
        }
        let asked = self.asked.borrow();
        for (position, (key, _)) in self.entries.iter().enumerate() {
            if asked.iter().any(|name| *name == key.text) {
                continue;
            }
            let file = self.value.file;
            let slip = slips::of_key(file, &key.text, key.span);
            if let Some(problem) = slip.or_else(|| self.cut_at_comma(position)) {
                file.report(problem);
                continue;
            }
            let problem = file
                .problem(Code::UnknownKey, key.span, format!("不认识的字段“{}”", key.text))
                .word(&key.text, asked.iter());
            let problem = match problem.suggestion {
                Some(_) => problem,
                None => problem.hint("请改成可以写的字段，或者删去这一行"),
            };
            file.report(problem);
        }
    }

    /// Text after a comma without a colon: the comma stood in a text, and what follows was taken for a key.
    fn cut_at_comma(&self, position: usize) -> Option<Diagnostic> {
        let (key, value) = &self.entries[position];
        let (before, text) = &self.entries[position.checked_sub(1)?];
        let Kind::Scalar { text: written, plain: true } = &text.kind else { return None };
        let file = self.value.file;
        let between = file.text().get(text.span.end as usize..key.span.start as usize)?;
        if !value.is_empty() || key.text.is_ascii() || !between.contains(',') {
            return None;
        }
        let message = format!("“{}”的值里有英文逗号，后面的“{}”被当成了另一个字段", before.text, key.text);
        let whole = format!("{}: \"{written}, {}\"", before.text, key.text);
        let problem = file.problem(Code::UnknownKey, key.span, message).found(&*key.text).suggest(whole);
        Some(problem.hint("请给整个值加英文引号，或者把逗号改成中文逗号“，”"))
    }
}
