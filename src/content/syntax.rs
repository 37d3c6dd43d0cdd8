//! What the YAML parser stumbled over, in words a clerk can act on.

use serde_yaml::granit_parser::{ErrorKind, Marker, ScanError};

use super::sink::Sink;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::At;

/// How many lines before the parser's place the cause is looked for: it notices a wrong line only at the next.
const LINES_BACK: usize = 4;

/// Reports a syntax error. `span` turns the parser's place into the file's.
pub(super) fn report(file: &Sink<'_>, text: &str, error: &ScanError, span: impl Fn(&Marker) -> Span) {
    let at = span(error.marker());
    let problem = full_width_colon(file, text, error, at)
        .or_else(|| tab(file, text, error, at))
        .or_else(|| no_blank(file, text, error, at))
        .or_else(|| unclosed(file, text, error, at))
        .unwrap_or_else(|| by_kind(file, error, at));
    file.report(problem);
}

/// Where a plain key ends that is followed by a full-width colon: `title：广州`.
pub(super) fn full_width_key(line: &str) -> Option<usize> {
    let start = line.find(|c: char| !matches!(c, ' ' | '-'))?;
    let key = line[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')?;
    let end = start + key;
    (key > 0 && line[end..].starts_with('：')).then_some(end)
}

fn full_width_colon(file: &Sink<'_>, text: &str, error: &ScanError, at: Span) -> Option<Diagnostic> {
    let (offset, line, up) = nearby(text, error)
        .find_map(|(offset, line, up)| full_width_key(line).map(|end| (offset + end, &line[..end], up)))?;
    let place = shifted(at, error, offset, up, line, '：'.len_utf8());
    let key = line.trim_start_matches([' ', '-']);
    Some(colon(file, place, key))
}

/// The problem of a full-width colon after a key.
pub(super) fn colon(file: &Sink<'_>, span: Span, key: &str) -> Diagnostic {
    file.problem(Code::FullWidthColon, span, format!("字段“{key}”后面用了中文冒号“：”"))
        .found("：")
        .suggest(format!("{key}: "))
        .hint("字段名后面要用英文冒号，再空一格")
}

fn tab(file: &Sink<'_>, text: &str, error: &ScanError, at: Span) -> Option<Diagnostic> {
    let by_kind = matches!(
        error.kind(),
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
    );
    let indented = |line: &str| {
        let blank = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        blank.find('\t')
    };
    let near = nearby(text, error)
        .find_map(|(offset, line, up)| indented(line).map(|tab| (offset + tab, &line[..tab], up)));
    let place = match near {
        Some((offset, before, up)) => shifted(at, error, offset, up, before, 1),
        None if by_kind => at,
        None => return None,
    };
    Some(
        file.problem(Code::Tab, place, "缩进用了制表符（Tab 键）")
            .hint("请把制表符换成空格，每层缩进两个空格；编辑器里可设为“用空格代替制表符”"),
    )
}

/// `key:value` without a blank.
fn no_blank(file: &Sink<'_>, text: &str, error: &ScanError, at: Span) -> Option<Diagnostic> {
    let (offset, line, up) = nearby(text, error).find_map(|(offset, line, up)| {
        let start = line.find(|c: char| !matches!(c, ' ' | '-'))?;
        let key = line[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-')?;
        let end = start + key;
        let rest = line[end..].strip_prefix(':')?;
        (key > 0 && rest.starts_with(|c: char| !c.is_whitespace() && c != '/' && c != ':')).then_some((
            offset + end,
            &line[..end],
            up,
        ))
    })?;
    let place = shifted(at, error, offset, up, line, 1);
    let key = line.trim_start_matches([' ', '-']);
    Some(
        file.problem(Code::Syntax, place, format!("字段“{key}”的冒号后面没有空格"))
            .suggest(format!("{key}: "))
            .hint("英文冒号后面要空一格再写值"),
    )
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
    (0..=LINES_BACK).map_while(move |up| {
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
