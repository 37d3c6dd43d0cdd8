//! One problem: what, where, what is allowed instead, and how to mend it.

use std::ops::Range;
use std::sync::Arc;

use super::{Code, Level, nearest};
use crate::model::{At, NodeIndex, Place, Scheme};

/// Allowed words that are kept; nobody reads more, and there may be thousands.
const MOST_WORDS: usize = 50;

/// A stretch of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of its first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// Line and column of the first byte.
    pub at: At,
}

impl Span {
    /// To cut it out of the file's text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A second place that belongs to a problem: where the id was first given, and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Its file, relative to the content folder.
    pub file: Arc<str>,
    /// Line and column, which readers are given.
    pub at: At,
    /// The bytes, where it stands in the same file as the problem.
    pub span: Option<Span>,
    /// What is there: 第一次出现在这里
    pub label: String,
}

/// A problem with its place, what was found, what is allowed and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which entry of the catalogue it is.
    pub code: Code,
    /// How grave it is: as its code says, but where it is [`eased`](Self::ease).
    level: Level,
    /// The file, relative to the content folder.
    pub file: Arc<str>,
    /// Where in the file; `None` when it concerns the file as a whole.
    pub span: Option<Span>,
    /// The file's text, so that the line can be shown.
    pub source: Option<Arc<str>>,
    /// What was found and why it cannot stand.
    pub message: String,
    /// What stands in the file.
    pub found: Option<String>,
    /// What may stand there.
    pub allowed: Vec<String>,
    /// How many more there are, which are not kept.
    pub allowed_more: usize,
    /// The allowed word nearest to what was found.
    pub suggestion: Option<String>,
    /// What to do about it, in the imperative.
    pub hint: Option<String>,
    /// A second place it has to do with, such as where a name stood first.
    pub related: Option<Related>,
}

impl Diagnostic {
    /// A problem with a file as a whole.
    pub fn new(code: Code, file: Arc<str>, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level(),
            file,
            span: None,
            source: None,
            message: bounded(message.into()),
            found: None,
            allowed: Vec::new(),
            allowed_more: 0,
            suggestion: None,
            hint: None,
            related: None,
        }
    }

    /// A problem at a place whose text is not at hand.
    pub fn at(code: Code, place: &Place, message: impl Into<String>) -> Self {
        let message = match place.cell_name() {
            Some(cell) => format!("{cell}：{}", message.into()),
            None => message.into(),
        };
        Self::new(code, place.file.clone(), message).span(Span { at: place.at, ..Span::default() })
    }

    /// The median of a node's measures equals the best of them (SCORING.md section 3).
    pub fn median_nobody_passes(scheme: &Scheme, node: NodeIndex) -> Self {
        let node = scheme.node(node);
        Self::at(
            Code::MedianNobodyPasses,
            &Place::line(scheme.file.clone(), node.at),
            format!(
                "指标“{}”（{}）按中位法计分，但中位数就是最好值，没有对象能高于中位分",
                node.title, node.id
            ),
        )
        .hint("请核对各对象的数据；如果这一项本来就是做没做到的事，可改用 method: {task: {…}}")
    }

    /// A leaf of which all is reported and from which nothing follows, for a subject and others (SCORING.md section 2).
    pub fn cannot_be_worked_out(
        scheme: &Scheme,
        node: NodeIndex,
        place: &Place,
        why: &str,
        (subject, others): (&str, &[String]),
    ) -> Self {
        let node = scheme.node(node);
        let who = match others.len() {
            0 => format!("“{subject}”"),
            count => format!("“{subject}”等{}个对象（其余：{}）", count + 1, super::some(others)),
        };
        Self::at(
            Code::Undefined,
            place,
            format!("{who}的“{}”（{}）数据已填报，但无法计算：{why}", node.title, node.id),
        )
        .hint(
            "请核对数据；确是如此的，请方案作者在这个指标上写 undefined: not_applicable（不适用）、undefined: {score: 分数} \
             或 undefined: {grade: 等次}。现在计 0 分；不改的，release 要写明 --allow-missing 才能发布",
        )
    }

    /// A number grew beyond what can be computed exactly; `place` is the record, or the scheme where there is none.
    pub fn overflow(scheme: &Scheme, node: NodeIndex, subject: &str, place: &Place) -> Self {
        let node = scheme.node(node);
        Self::at(
            Code::Overflow,
            place,
            format!("算“{subject}”的“{}”（{}）时数字超过 28 位，算不下去", node.title, node.id),
        )
        .hint("请核对有关数据的数值和单位，多半是多写了几个零")
    }

    /// Sets where it stands.
    pub fn span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the file's text.
    pub fn source(mut self, source: Arc<str>) -> Self {
        self.source = Some(source);
        self
    }

    /// Sets the file's text where only line and column are known, and finds the bytes: from there to the first comma or the
    /// line's end.
    pub fn locate(&mut self, source: Arc<str>) {
        let Some(at) = self.span.map(|span| span.at) else { return };
        let before = source
            .split_inclusive('\n')
            .take(at.line.saturating_sub(1) as usize)
            .map(str::len)
            .sum::<usize>();
        let line = source[before..].lines().next().unwrap_or_default();
        let skipped =
            line.chars().take(at.column.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>();
        let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
        let length = line[skipped..].find(',').unwrap_or(line.len() - skipped);
        let start = number(before + skipped);
        self.span = Some(Span { start, end: start + number(length), at });
        self.source = Some(source);
    }

    /// Sets what stands in the file.
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(shorten(&found.into()));
        self
    }

    /// Sets what may stand there.
    pub fn allowed<S: Into<String>>(mut self, allowed: impl IntoIterator<Item = S>) -> Self {
        let mut allowed = allowed.into_iter();
        self.allowed = allowed.by_ref().take(MOST_WORDS).map(Into::into).collect();
        self.allowed_more = allowed.count();
        self
    }

    /// Sets the word found, the words allowed, and the nearest of them as suggestion.
    pub fn word<S: AsRef<str>>(mut self, found: &str, allowed: impl IntoIterator<Item = S>) -> Self {
        let words: Vec<S> = allowed.into_iter().collect();
        self.suggestion = nearest(found, words.iter().map(AsRef::as_ref)).map(str::to_owned);
        self.allowed = words.iter().take(MOST_WORDS).map(|word| word.as_ref().to_owned()).collect();
        self.allowed_more = words.len() - self.allowed.len();
        self.found(found)
    }

    /// Sets what to write instead.
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(bounded(suggestion.into()));
        self
    }

    /// Sets what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(bounded(hint.into()));
        self
    }

    /// Sets a second place in the same file.
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some(Related {
            file: self.file.clone(),
            at: span.at,
            span: Some(span),
            label: bounded(label.into()),
        });
        self
    }

    /// Sets a second place in another file.
    pub fn also_at(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.related = Some(Related {
            file: place.file.clone(),
            at: place.at,
            span: None,
            label: bounded(match place.cell_name() {
                Some(cell) => format!("{cell}：{}", label.into()),
                None => label.into(),
            }),
        });
        self
    }

    /// How much it matters.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Makes a warning of a refusal that was added later: what it stands in was released before there was such a refusal.
    pub fn ease(&mut self) {
        if self.code.is_later() {
            self.level = Level::Warning;
        }
    }

    /// Whether it is only a warning because of where it stands.
    pub fn is_eased(&self) -> bool {
        self.level != self.code.level()
    }

    /// Whether it keeps the content from being used.
    pub fn is_error(&self) -> bool {
        self.level() == Level::Error
    }
}

/// A sentence of a message, cut where nobody reads on: names and values in it come from files of a megabyte, and there may
/// be thousands of messages.
fn bounded(text: String) -> String {
    const LONGEST: usize = 1_000;
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The text on one line and no longer than a message can bear.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(LONGEST).collect();
    if short.len() < text.trim_end().len() {
        short.push('…');
    }
    short
}
