//! YAML as a tree that knows where everything stands, built from the parser's events within fixed limits.
//!
//! Values keep the text they were written as: numbers and dates are read from it, so nothing is rounded or guessed.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use serde_yaml::granit_parser::{Event, Marker, Parser, ScalarStyle, Span as Marks, StructureStyle, options};

use super::characters;
use super::sink::Sink;
use super::syntax;
use crate::diagnostics::{Code, Span};
use crate::model::At;

/// Mappings and lists inside each other.
const DEPTH: usize = 32;
/// Values in one file, those behind aliases counted as often as they are used.
const NODES: usize = 100_000;
/// Aliases in one file.
const ALIASES: usize = 100;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node<'s> {
    pub span: Span,
    pub kind: Kind<'s>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Kind<'s> {
    /// Text, and whether it stands without quotes.
    Scalar {
        /// The text, escapes resolved.
        text: Cow<'s, str>,
        /// Without quotes and not a block of text.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node<'s>>),
    /// Keys and values in the order of the file, without duplicates.
    Mapping(Vec<(Key<'s>, Node<'s>)>),
}

/// A key of a mapping.
#[derive(Clone, Debug)]
pub(super) struct Key<'s> {
    pub text: Cow<'s, str>,
    pub span: Span,
}

impl Node<'_> {
    /// Whether nothing was written: `key:` or `key: null`.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            Kind::Scalar { text, plain: true } => {
                matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            Kind::Scalar { .. } | Kind::Sequence(_) | Kind::Mapping(_) => false,
        }
    }
}

/// Reads the file's one document. What is not well-formed is reported; `None` means that nothing can be read.
/// With a `part`, only these bytes are read (front matter), the first being on that line; places count in the file.
pub(super) fn parse<'s>(file: &Sink<'s>, part: Option<(&'s str, u32, u32)>) -> Option<Node<'s>> {
    let (text, byte, line) = part.unwrap_or((file.text(), 0, 0));
    let mut options = options! { block_nesting_limit: 2 * DEPTH, flow_nesting_limit: 2 * DEPTH };
    options.set_emit_comments(false);
    let mut builder = Builder { file, byte, line, ..Builder::new(file) };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, marks)) => {
                builder.event(event, marks).ok()?;
            }
            Err(error) => {
                syntax::report(file, text, (byte, line), &error, |mark| builder.span(mark, mark));
                return None;
            }
        }
    }
    if builder.root.is_none() {
        file.report(
            file.whole(Code::EmptyFile, "文件里没有内容，或者只有注释")
                .hint("请按 docs/FORMAT.md 写上各字段，第一行是 format: 1"),
        );
    }
    builder.root
}

/// Reading stops; the reason is reported.
struct Stop;

struct Builder<'f, 's> {
    file: &'f Sink<'s>,
    byte: u32,
    line: u32,
    stack: Vec<Frame<'s>>,
    root: Option<Node<'s>>,
    documents: usize,
    nodes: usize,
    aliases: usize,
    anchors: HashMap<usize, Anchored<'s>>,
}

/// A list or mapping that is being read.
struct Frame<'s> {
    span: Span,
    flow: bool,
    anchor: usize,
    nodes_before: usize,
    height: usize,
    open: Open<'s>,
}

enum Open<'s> {
    List(Vec<Node<'s>>),
    Map { entries: Vec<(Key<'s>, Node<'s>)>, seen: BTreeSet<String>, next: Next<'s> },
}

/// What a mapping expects next.
enum Next<'s> {
    Key,
    Value(Key<'s>),
    /// The value of a key that was refused.
    Skipped,
}

/// A value behind an anchor.
struct Anchored<'s> {
    node: Node<'s>,
    nodes: usize,
    height: usize,
}

impl<'f, 's> Builder<'f, 's> {
    fn new(file: &'f Sink<'s>) -> Self {
        Self {
            file,
            byte: 0,
            line: 0,
            stack: Vec::new(),
            root: None,
            documents: 0,
            nodes: 0,
            aliases: 0,
            anchors: HashMap::new(),
        }
    }

    fn span(&self, start: &Marker, end: &Marker) -> Span {
        let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
        let byte = |mark: &Marker| self.byte + number(mark.byte_offset().unwrap_or(0));
        Span {
            start: byte(start),
            end: byte(end).max(byte(start)),
            at: At { line: self.line + number(start.line()), column: number(start.col()) + 1 },
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the parser's events grow with it")]
    fn event(&mut self, event: Event<'s>, marks: Marks) -> Result<(), Stop> {
        let span = self.span(&marks.start, &marks.end);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    let problem = self.file.problem(
                        Code::SeveralDocuments,
                        span,
                        "一个文件只能有一份文档，这里用 --- 又开始了一份",
                    );
                    return self.stop(problem.hint("请把后面的内容另存为一个文件，或者删去这一行 ---"));
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                if tag.is_some() {
                    self.tag(span);
                }
                let plain = style == ScalarStyle::Plain;
                if plain {
                    self.cut_at_hash(span);
                }
                let text = characters::check_escapes(self.file, text, span);
                self.count(1, span)?;
                self.value(Node { span, kind: Kind::Scalar { text, plain } }, anchor, 1, 1)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.open(span, style, anchor, tag.is_some(), Open::List(Vec::new()))
            }
            Event::MappingStart(style, anchor, tag) => {
                let open = Open::Map { entries: Vec::new(), seen: BTreeSet::new(), next: Next::Key };
                self.open(span, style, anchor, tag.is_some(), open)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            // Comments, anchors and unresolved aliases are not asked for; the rest frames the stream.
            _ => Ok(()),
        }
    }

    fn stop(&self, problem: crate::diagnostics::Diagnostic) -> Result<(), Stop> {
        self.file.report(problem);
        Err(Stop)
    }

    /// ` #3` behind a text begins a comment; who writes one puts a blank behind the sign.
    fn cut_at_hash(&self, span: Span) {
        let text = self.file.text();
        // Behind nearly every value the line ends, or a comma or a colon follows.
        let after = text.as_bytes().get(span.end as usize..).unwrap_or_default();
        match after.iter().find(|byte| **byte != b' ') {
            Some(b'#') => {}
            Some(b'\n' | b'!'..=b'~') | None => return,
            Some(_) => {}
        }
        let Some(rest) = text.get(span.end as usize..).and_then(|rest| rest.lines().next()) else { return };
        let comment = rest.trim_start();
        let mut signs = comment.chars();
        let cut = comment.len() < rest.len()
            && signs.next() == Some('#')
            && signs
                .next()
                .is_some_and(|next| !next.is_whitespace() && !matches!(next, '#' | '!' | '-' | '='));
        if !cut {
            return;
        }
        let written = text.get(span.start as usize..span.end as usize).unwrap_or_default().trim_end();
        let message = format!("“{written}”后面的“{comment}”是注释，没有读");
        let whole = format!("\"{written} {comment}\"");
        let problem = self.file.problem(Code::CutAtHash, span, message).found(comment).suggest(whole);
        self.file.report(
            problem.hint("空格加井号是注释的开头；要读的请给整个值加英文引号，不要读的在 # 后面空一格"),
        );
    }

    fn tag(&self, span: Span) {
        self.file.report(
            self.file
                .problem(Code::Tag, span, "这里用了 YAML 标签（以 ! 开头），不读取")
                .hint("请删去以 ! 开头的部分，只写值"),
        );
    }

    /// Counts values against the budget.
    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Stop> {
        self.nodes += nodes;
        if self.nodes > NODES {
            let text = format!("文件内容过多：超过 {NODES} 个值（引用的内容按用的次数算）");
            let problem = self.file.problem(Code::TooManyNodes, span, text);
            return self.stop(problem.hint("请拆分文件；如果用了 & 和 * 引用，请改为直接写出内容"));
        }
        Ok(())
    }

    fn open(
        &mut self,
        span: Span,
        style: StructureStyle,
        anchor: usize,
        tag: bool,
        open: Open<'s>,
    ) -> Result<(), Stop> {
        if tag {
            self.tag(span);
        }
        if let Some(Frame { open: Open::Map { next: Next::Key, .. }, .. }) = self.stack.last() {
            return self.key_not_text(span);
        }
        if self.stack.len() >= DEPTH {
            return self.too_deep(span);
        }
        let nodes_before = self.nodes;
        self.count(1, span)?;
        let flow = style == StructureStyle::Flow;
        self.stack.push(Frame { span, flow, anchor, nodes_before, height: 0, open });
        Ok(())
    }

    fn key_not_text(&self, span: Span) -> Result<(), Stop> {
        let problem = self.file.problem(Code::KeyNotText, span, "字段名要是一个词，这里却是列表、映射或引用");
        self.stop(problem.hint("如果这是值，请检查前面的字段名和冒号；值里有 { [ * 时请加引号"))
    }

    fn too_deep(&self, span: Span) -> Result<(), Stop> {
        let problem = self.file.problem(Code::TooDeep, span, format!("层次太深：最多 {DEPTH} 层"));
        self.stop(problem.hint("请减少嵌套的层次"))
    }

    fn close(&mut self, end: Span) -> Result<(), Stop> {
        let frame = self.stack.pop().expect("the parser closes only what it opened");
        let mut span = frame.span;
        let kind = match frame.open {
            Open::List(items) => Kind::Sequence(items),
            Open::Map { entries, .. } => Kind::Mapping(entries),
        };
        // A block ends where its last value ends, not where the parser notices the end.
        span.end = if frame.flow {
            end.end
        } else {
            match &kind {
                Kind::Sequence(items) => items.last().map_or(span.end, |item| item.span.end),
                Kind::Mapping(entries) => entries.last().map_or(span.end, |(_, value)| value.span.end),
                Kind::Scalar { .. } => span.end,
            }
        };
        let nodes = self.nodes - frame.nodes_before;
        self.value(Node { span, kind }, frame.anchor, nodes, frame.height + 1)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        self.aliases += 1;
        if self.aliases > ALIASES {
            let problem =
                self.file.problem(Code::TooManyAliases, span, format!("引用（*）过多：最多 {ALIASES} 处"));
            return self.stop(problem.hint("请改为直接写出内容"));
        }
        let Some(target) = self.anchors.get(&anchor) else {
            let problem = self.file.problem(Code::Syntax, span, "引用（*）指向它自己所在的内容");
            return self.stop(problem.hint("请改为直接写出内容"));
        };
        let (nodes, height) = (target.nodes, target.height);
        if self.stack.len() + height > DEPTH {
            return self.too_deep(span);
        }
        self.count(nodes, span)?;
        // Problems inside the copy are shown where it is used.
        let node = Node { span, kind: self.anchors[&anchor].node.kind.clone() };
        self.value(node, 0, nodes, height)
    }

    /// Hands a finished value to what it stands in.
    fn value(&mut self, mut node: Node<'s>, anchor: usize, nodes: usize, height: usize) -> Result<(), Stop> {
        if anchor != 0 {
            self.count(nodes, node.span)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), nodes, height });
        }
        let file = self.file;
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.height = frame.height.max(height);
        match &mut frame.open {
            Open::List(items) => items.push(node),
            Open::Map { entries, seen, next } => match std::mem::replace(next, Next::Key) {
                Next::Key => {
                    let span = node.span;
                    let Kind::Scalar { text, plain } = node.kind else {
                        return self.key_not_text(span);
                    };
                    *next = match check_key(file, &text, plain, span, seen, entries) {
                        true => Next::Value(Key { text, span }),
                        false => Next::Skipped,
                    };
                }
                Next::Value(key) => {
                    // An empty value has no place of its own: show its key.
                    if node.is_empty() && node.span.start == node.span.end {
                        node.span = key.span;
                    }
                    entries.push((key, node));
                }
                Next::Skipped => {}
            },
        }
        Ok(())
    }
}

/// Whether the key can be kept: no merge key, not empty, not there already.
fn check_key<'s>(
    file: &Sink<'s>,
    text: &str,
    plain: bool,
    span: Span,
    seen: &mut BTreeSet<String>,
    entries: &[(Key<'s>, Node<'s>)],
) -> bool {
    if plain && text == "<<" {
        file.report(
            file.problem(Code::MergeKey, span, "不支持用 << 合并其他内容").hint("请直接写出要合并的各个字段"),
        );
        return false;
    }
    if text.is_empty() {
        file.report(
            file.problem(Code::KeyNotText, span, "冒号前面没有字段名").hint("请写上字段名，或者删去这一行"),
        );
        return false;
    }
    if is_known(text, seen, entries) {
        let problem = file.problem(Code::DuplicateKey, span, format!("字段“{text}”写了两次")).found(text);
        let first = entries.iter().find(|(key, _)| key.text == text).map(|(key, _)| key.span);
        let problem = match first {
            Some(first) => problem
                .also(first, "第一次写在这里")
                .hint(format!("第 {} 行已经写过，请只留一处", first.at.line)),
            None => problem.hint("请只留一处"),
        };
        file.report(problem);
        return false;
    }
    true
}

/// Whether the mapping has the key already. Small mappings are searched, large ones indexed.
fn is_known<'s>(text: &str, seen: &mut BTreeSet<String>, entries: &[(Key<'s>, Node<'s>)]) -> bool {
    const SMALL: usize = 16;
    if entries.len() < SMALL {
        return entries.iter().any(|(key, _)| key.text == text);
    }
    if seen.is_empty() {
        seen.extend(entries.iter().map(|(key, _)| key.text.to_string()));
    }
    !seen.insert(text.to_owned())
}
