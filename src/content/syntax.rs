//! What the YAML parser stumbled over, in words a clerk can act on.

use serde_yaml::granit_parser::{ErrorKind, Marker, ScanError};

use super::sink::Sink;
use super::slips;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::At;

/// How many lines before the parser's place the cause is looked for: it notices a wrong line only at the next.
const LINES_BACK: u32 = 4;

/// Reports a syntax error, and every slip of the text that might be its cause. `span` turns the parser's place into the
/// file's; the text begins there with this byte and line.
pub(super) fn report(
    file: &Sink<'_>,
    text: &str,
    begins: (u32, u32),
    error: &ScanError,
    span: impl Fn(&Marker) -> Span,
) {
    let at = span(error.marker());
    let slips = slips::report(file, text, begins);
    // The parser notices a slip where it is, or some lines later.
    let near = |line: &u32| (at.at.line.saturating_sub(LINES_BACK)..=at.at.line + 1).contains(line);
    if slips.iter().any(near) {
        return;
    }
    let problem = unclosed(file, text, error, at)
        .or_else(|| askew(file, text, error, at))
        .unwrap_or_else(|| by_kind(file, error, at));
    file.report(problem);
}

/// A line that is further in or out than those around it, which the parser notices only at the next.
fn askew(file: &Sink<'_>, text: &str, error: &ScanError, at: Span) -> Option<Diagnostic> {
    if !is_of_indentation(error.kind()) {
        return None;
    }
    let lines: Vec<(usize, &str, usize)> =
        nearby(text, error).filter(|(_, line, _)| tells(line)).take(3).collect();
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let [(_, own, _), (offset, above, up), (_, before, _)] = lines[..] else { return None };
    // `above` alone stands out: the one before it and the one after it are even.
    if indent(own) != indent(before) || indent(above) == indent(own) || above.trim_end().ends_with(':') {
        return None;
    }
    // What stands further in may belong to the line before.
    if indent(above) > indent(before) && before.trim_end().ends_with([':', '|', '>', '-', '+']) {
        return None;
    }
    let place = shifted(at, error, offset, up, "", indent(above).max(1));
    let text = format!("这一行缩进 {} 格，上下各行都是 {} 格", indent(above), indent(own));
    Some(file.problem(Code::Syntax, place, text).hint("同一层的各行要左对齐；请改成与上下各行一样的缩进"))
}

/// A bracket left open on a line above: the parser notices it only where the next field begins.
fn unclosed(file: &Sink<'_>, text: &str, error: &ScanError, at: Span) -> Option<Diagnostic> {
    let (offset, line, up) = nearby(text, error)
        .filter(|(_, _, up)| *up > 0)
        .find_map(|(offset, line, up)| left_open(line).map(|open| (offset + open, &line[..open], up)))?;
    let place = shifted(at, error, offset, up, line, 1);
    Some(
        file.problem(Code::Syntax, place, "括号没有配对：只有前括号，没有后括号")
            .hint("请在这一行补上后括号 ] 或 }；内容分几行写时，各行都要在括号之内"),
    )
}

/// Where a line opens a bracket that it does not close, quotes and comments apart.
fn left_open(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    let (mut quote, mut before) = (None, ' ');
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (Some(end), _) if c == end => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if " [{,".contains(before) => quote = Some(c),
            (None, '#') if before == ' ' => break,
            (None, '[' | '{') if " [{,".contains(before) => open.push(at),
            (None, ']' | '}') => _ = open.pop(),
            _ => {}
        }
        before = c;
    }
    open.pop().filter(|_| quote.is_none())
}

/// The lines at and before the parser's place, nearest first: byte offset, line, how many lines up.
fn nearby<'t>(text: &'t str, error: &ScanError) -> impl Iterator<Item = (usize, &'t str, usize)> {
    let mut end = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let last = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let mut to = Some(last);
    (0..=LINES_BACK as usize).map_while(move |up| {
        let stop = to?;
        let from = text[..stop].rfind('\n').map_or(0, |at| at + 1);
        to = from.checked_sub(1);
        Some((from, text[from..stop].trim_end_matches('\r'), up))
    })
}

/// A place found in the lines nearby, in the file's counting.
fn shifted(at: Span, error: &ScanError, offset: usize, up: usize, before: &str, width: usize) -> Span {
    let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
    let base = at.start.saturating_sub(number(error.marker().byte_offset().unwrap_or(0)));
    let start = base + number(offset);
    Span {
        start,
        end: start + number(width),
        at: At { line: at.at.line.saturating_sub(number(up)), column: number(before.chars().count()) + 1 },
    }
}

/// Whether a line says how far in things stand.
fn tells(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

/// Whether the parser met something where the indentation lets it not be.
fn is_of_indentation(kind: &ErrorKind) -> bool {
    use ErrorKind as K;
    matches!(
        kind,
        K::InvalidIndentation
            | K::ExpectedBlockMappingKey
            | K::ExpectedBlockSequenceEntry
            | K::BlockSequenceEntryNotAllowed
            | K::MappingValueNotAllowed
            | K::MappingKeyNotAllowed
            | K::SimpleKeyExpected
            | K::InvalidSimpleKey
    )
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser has a hundred kinds; the common ones are told apart"
)]
fn by_kind(file: &Sink<'_>, error: &ScanError, at: Span) -> Diagnostic {
    use ErrorKind as K;
    let (message, hint) = match error.kind() {
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => {
            ("引号没有配对：只有前引号，没有后引号", "请补上后引号，注意用英文引号")
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => {
            ("引号后面还有别的内容", "请把整个值放进一对引号里；值里的引号可用中文引号“”")
        }
        K::UnclosedFlowCollection { .. }
        | K::MisplacedFlowCollectionEnd
        | K::MismatchedFlowCollectionEnd { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator => {
            ("括号 { } 或 [ ] 没有配对，或者各项之间缺英文逗号", "请检查括号是否成对，各项之间用英文逗号隔开")
        }
        K::InvalidIndentation
        | K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::BlockSequenceEntryNotAllowed
        | K::InvalidFlowScalarIndent
        | K::InvalidQuotedScalarIndent
        | K::InvalidBlockScalarIndent => ("缩进没有对齐", "同一层的各行要左对齐，下一层多缩进两个空格"),
        K::SimpleKeyExpected | K::InvalidSimpleKey => {
            ("这一行缺英文冒号，或者缩进没有对齐", "每行写“字段名: 值”，冒号后面空一格")
        }
        K::MappingValueNotAllowed | K::MappingKeyNotAllowed | K::InvalidColonPlacement => (
            "这里不能再有“: ”，多半是值里有冒号或缩进没有对齐",
            "值里有英文冒号时请给整个值加引号；同一层的各行要左对齐",
        ),
        K::UnexpectedCharacter { .. } => ("值不能以这个字符开头", "请给整个值加英文引号"),
        K::UnknownAnchor => ("引用（*）没有对应的内容", "请直接写出内容；值以 * 开头时请加引号"),
        K::UnknownQuotedScalarEscape | K::InvalidQuotedScalarHexEscape | K::InvalidUnicodeEscape => {
            ("双引号里的反斜杠写法不对", "请改用单引号")
        }
        K::RecursionLimitExceeded => {
            return file.problem(Code::TooDeep, at, "层次太深：最多 32 层").hint("请减少嵌套的层次");
        }
        K::CommentNotSeparated => ("注释号 # 前面没有空格", "请在 # 前面空一格；# 是值的一部分时请加引号"),
        _ => ("这里不合 YAML 的写法", "请对照 docs/FORMAT.md 检查这一行和上一行"),
    };
    file.problem(Code::Syntax, at, message).hint(format!("{hint}（解析器原文：{}）", error.info()))
}
