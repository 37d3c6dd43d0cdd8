//! Slips of the keyboard by which a YAML file is not well-formed: signs of a Chinese keyboard, tabs, blanks that are
//! none, colons within a value. The parser stops at the first and often notices it lines later; a clerk is told all of
//! them, each at its own place and by its name.
//!
//! Looked for only where the parser found an error, so that nothing that is well-formed is blamed.

use super::sink::Sink;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::At;

/// What is wrong, and where: bytes from the start of the line.
struct Slip {
    from: usize,
    to: usize,
    what: What,
}

enum What {
    /// `key：`
    Colon { key: String },
    /// `key:value`
    NoBlank { key: String },
    /// A tab that indents.
    Tab,
    /// Another blank that indents, by its name.
    Blank(&'static str),
    /// `，` between the entries of `{}` or `[]`.
    Comma,
    /// A full-width bracket in the place of one of these.
    Bracket(char, char),
    /// `key: text: more`
    ColonInside { key: String },
    /// `key: -`
    Dash { key: String },
}

/// Blanks that look like a space and are none.
const BLANKS: [(char, &str); 4] = [
    ('\u{3000}', "全角空格"),
    ('\u{a0}', "不间断空格"),
    ('\u{2002}', "半角宽的空格（U+2002）"),
    ('\u{2003}', "全角宽的空格（U+2003）"),
];

/// Brackets of a Chinese keyboard and those they stand for.
const BRACKETS: [(char, char); 4] = [('｛', '{'), ('｝', '}'), ('［', '['), ('］', ']')];

/// Reports every slip of a text whose first byte and line have these numbers in the file, and gives their lines.
pub(super) fn report(file: &Sink<'_>, text: &str, (byte, line): (u32, u32)) -> Vec<u32> {
    let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
    let mut found = Vec::new();
    let mut offset = 0;
    // The indentation of the key whose block of text (`|`, `>`) the lines belong to.
    let mut block: Option<usize> = None;
    // The quote in which the line before ended.
    let mut quoted: Option<char> = None;
    for (position, whole) in text.split_inclusive('\n').enumerate() {
        let content = whole.trim_end_matches(['\n', '\r']);
        let indent = content.len() - content.trim_start_matches(' ').len();
        let blank = content.trim().is_empty();
        if block.is_some_and(|outer| blank || indent > outer) {
            offset += whole.len();
            continue;
        }
        block = None;
        if let Some(quote) = quoted {
            // Text in quotes goes on; what follows its end on the same line is not looked at.
            quoted = quoted.filter(|_| !content.contains(quote));
            offset += whole.len();
            continue;
        }
        if !blank && !content.trim_start().starts_with('#') {
            let (slips, open) = slips(content);
            quoted = open;
            for slip in slips {
                let at = At {
                    line: line + number(position) + 1,
                    column: number(content[..slip.from].chars().count()) + 1,
                };
                let start = byte + number(offset + slip.from);
                let span = Span { start, end: byte + number(offset + slip.to), at };
                found.push(at.line);
                file.report(slip.what.told(file, span));
            }
            if opens_block(content) {
                // Of `- says: |` the key begins behind the sign of the list.
                block = Some(
                    key(content, 0).map_or(indent, |(start, end)| if start < end { start } else { indent }),
                );
            }
        }
        offset += whole.len();
    }
    found
}

impl What {
    fn told(self, file: &Sink<'_>, span: Span) -> Diagnostic {
        match self {
            What::Colon { key } => colon(file, span, &key),
            What::NoBlank { key } => file
                .problem(Code::Syntax, span, format!("字段“{key}”的冒号后面没有空格"))
                .suggest(format!("{key}: "))
                .hint("英文冒号后面要空一格再写值"),
            What::Tab => file
                .problem(Code::Tab, span, "缩进用了制表符（Tab 键）")
                .hint("请把制表符换成空格，每层缩进两个空格；编辑器里可设为“用空格代替制表符”"),
            What::Blank(name) => file
                .problem(Code::Syntax, span, format!("这里用了{name}，看上去是空格，其实不是"))
                .found(name)
                .hint("请删去它，换成英文（半角）空格；缩进每层两个，冒号后面一个"),
            What::Comma => file
                .problem(Code::Syntax, span, "各项之间用了中文逗号“，”")
                .found("，")
                .suggest(", ")
                .hint("花括号、方括号里各项之间用英文逗号，再空一格；值里的中文逗号不必改"),
            What::Bracket(found, right) => bracket(file, span, found, right),
            What::ColonInside { key } => file
                .problem(Code::Syntax, span, format!("“{key}”的值里有英文冒号，后面的字会被当成另一个字段"))
                .hint("请给整个值加英文引号，如 note: \"会议: 2次\"；或者改用中文冒号“：”"),
            What::Dash { key } => file
                .problem(Code::Syntax, span, format!("“{key}”的值只写了一横，横线不是数，也不表示没有"))
                .hint(
                    "没有数据的，删去这一行；不适用的，在 observations 里写 not_applicable 和理由；是0的写 0",
                ),
        }
    }
}

fn bracket(file: &Sink<'_>, span: Span, found: char, right: char) -> Diagnostic {
    file.problem(Code::Syntax, span, format!("用了全角的括号“{found}”"))
        .found(found.to_string())
        .suggest(right.to_string())
        .hint("花括号、方括号要用半角（英文）的，前后成对")
}

/// What is wrong with a key that is none: a full-width colon behind it, a full-width bracket before it.
pub(super) fn of_key(file: &Sink<'_>, key: &str, span: Span) -> Option<Diagnostic> {
    let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
    if let Some(end) = full_width_key(key) {
        let start = span.start + number(end);
        let at = At { column: span.at.column + number(key[..end].chars().count()), ..span.at };
        let place = Span { start, end: start + number('：'.len_utf8()), at };
        return Some(colon(file, place, &key[..end]));
    }
    let (found, right) = BRACKETS.iter().find(|(found, _)| key.starts_with(*found))?;
    let place = Span { end: span.start + number(found.len_utf8()), ..span };
    Some(bracket(file, place, *found, *right))
}

/// The problem of a full-width colon after a key.
pub(super) fn colon(file: &Sink<'_>, span: Span, key: &str) -> Diagnostic {
    file.problem(Code::FullWidthColon, span, format!("字段“{key}”后面用了中文冒号“：”"))
        .found("：")
        .suggest(format!("{key}: "))
        .hint("字段名后面要用英文冒号，再空一格")
}

/// Where a plain key ends that is followed by a full-width colon: `title：广州`.
pub(super) fn full_width_key(line: &str) -> Option<usize> {
    let (start, end) = key(line, 0)?;
    (end > start && line[end..].starts_with('：')).then_some(end)
}

/// The first key of a line from a byte on, list signs and brackets before it apart: where it starts and ends.
fn key(line: &str, from: usize) -> Option<(usize, usize)> {
    let start = from
        + line[from..].find(|c: char| !matches!(c, ' ' | '-' | '\t' | '{' | '[' | '\u{3000}' | '\u{a0}'))?;
    let length = line[start..].find(|c: char| !is_of_key(c)).unwrap_or(line.len() - start);
    Some((start, start + length))
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether the lines below that are further in are text: `says: |`, `- >-`, `note: |2`.
fn opens_block(line: &str) -> bool {
    let end = line.split(" #").next().unwrap_or(line).trim_end();
    let sign = end.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    [": |", ": >", "- |", "- >"].iter().any(|begins| sign.ends_with(begins))
}

/// The slips of one line, in their order, and the quote in which it ends.
fn slips(line: &str) -> (Vec<Slip>, Option<char>) {
    let mut found = Vec::new();
    indentation(line, &mut found);
    let mut scan = Scan::default();
    let mut fields = Vec::new();
    if let Some((start, end)) = key(line, 0).filter(|(start, end)| start < end) {
        fields.push((start, end));
    }
    for (at, c) in line.char_indices() {
        if scan.is_over(c) {
            break;
        }
        if let Some((found_one, right)) = BRACKETS.iter().find(|(full, _)| *full == c)
            && scan.quote.is_none()
            && (scan.begins_value() || scan.depth > 0)
        {
            found.push(Slip { from: at, to: at + c.len_utf8(), what: What::Bracket(*found_one, *right) });
        }
        if scan.quote.is_none() && (scan.depth > 0 || (c == '{' && scan.begins_value())) {
            let rest = &line[at + c.len_utf8()..];
            match c {
                '，' if begins_field(rest) || (scan.in_list() && begins_word(rest) && scan.after_word) => {
                    found.push(Slip { from: at, to: at + c.len_utf8(), what: What::Comma });
                    fields.extend(key(line, at + c.len_utf8()).filter(|(start, end)| start < end));
                }
                ',' | '{' => fields.extend(key(line, at + 1).filter(|(start, end)| start < end)),
                _ => {}
            }
        }
        scan.take(c);
    }
    fields.dedup();
    for (position, (start, end)) in fields.iter().enumerate() {
        let next = fields.get(position + 1).map_or(line.len(), |(start, _)| *start);
        field(line, (*start, *end), next, &mut found);
    }
    found.sort_by_key(|slip| slip.from);
    (found, scan.quote)
}

fn indentation(line: &str, found: &mut Vec<Slip>) {
    let odd = |c: char| c == '\t' || BLANKS.iter().any(|(blank, _)| *blank == c);
    let lead = line.find(|c: char| c != ' ' && !odd(c)).unwrap_or(line.len());
    let Some((at, c)) = line[..lead].char_indices().find(|(_, c)| odd(*c)) else { return };
    let name = BLANKS.iter().find(|(blank, _)| *blank == c).map(|(_, name)| *name);
    found.push(Slip { from: at, to: at + c.len_utf8(), what: name.map_or(What::Tab, What::Blank) });
}

/// What is wrong behind a key, up to where the next begins.
fn field(line: &str, (start, end): (usize, usize), next: usize, found: &mut Vec<Slip>) {
    let named = || line[start..end].to_owned();
    let rest = &line[end..next.max(end)];
    if rest.starts_with('：') {
        found.push(Slip { from: end, to: end + '：'.len_utf8(), what: What::Colon { key: named() } });
        return;
    }
    let Some(value) = rest.strip_prefix(':') else { return };
    if let Some((c, name)) = value.chars().next().and_then(|c| BLANKS.iter().find(|(blank, _)| *blank == c)) {
        found.push(Slip { from: end + 1, to: end + 1 + c.len_utf8(), what: What::Blank(name) });
        return;
    }
    if value.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '/' | ':' | ',' | '}')) {
        found.push(Slip { from: end, to: end + 1, what: What::NoBlank { key: named() } });
        return;
    }
    let text = value.trim_start();
    let text = text.split(" #").next().unwrap_or(text).trim_end();
    if text == "-" {
        let from = end + 1 + (value.len() - value.trim_start().len());
        found.push(Slip { from, to: from + text.len(), what: What::Dash { key: named() } });
    } else if !text.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!'])
        && let Some(inside) = text.find(": ")
    {
        let from = end + 1 + (value.len() - value.trim_start().len()) + inside;
        found.push(Slip { from, to: from + 1, what: What::ColonInside { key: named() } });
    }
}

/// Whether a field follows: ` date:`.
fn begins_field(rest: &str) -> bool {
    let rest = rest.trim_start();
    let length = rest.find(|c: char| !is_of_key(c)).unwrap_or(rest.len());
    length > 0 && rest[length..].trim_start().starts_with([':', '：'])
}

/// Whether an id follows that ends the list or its entry.
fn begins_word(rest: &str) -> bool {
    let rest = rest.trim_start();
    let length = rest.find(|c: char| !is_of_key(c)).unwrap_or(rest.len());
    length > 0 && rest[length..].trim_start().starts_with([',', '，', ']'])
}

/// How far into brackets and quotes a line is.
#[derive(Default)]
struct Scan {
    depth: usize,
    lists: Vec<bool>,
    quote: Option<char>,
    before: Option<char>,
    /// The last sign that is no space.
    solid: Option<char>,
    after_word: bool,
}

impl Scan {
    /// A comment begins.
    fn is_over(&self, c: char) -> bool {
        self.quote.is_none() && c == '#' && self.before.is_none_or(|before| before == ' ')
    }

    fn in_list(&self) -> bool {
        self.lists.last() == Some(&true)
    }

    /// Whether a value, or an entry of a list, may begin here: only there quotes and brackets are signs.
    fn begins_value(&self) -> bool {
        match (self.solid, self.depth) {
            (None | Some(':' | '-'), _) => self.before.is_none_or(|before| before == ' '),
            (Some(',' | '，' | '[' | '{'), 1..) => true,
            (Some(_), _) => false,
        }
    }

    fn take(&mut self, c: char) {
        let opens = self.begins_value();
        match (self.quote, c) {
            (Some(end), _) if c == end => self.quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if opens => self.quote = Some(c),
            (None, '{' | '[') if opens => {
                self.depth += 1;
                self.lists.push(c == '[');
            }
            (None, '}' | ']') if self.depth > 0 => {
                self.depth -= 1;
                self.lists.pop();
            }
            _ => {}
        }
        self.after_word = is_of_key(c);
        self.before = Some(c);
        if c != ' ' {
            self.solid = Some(c);
        }
    }
}
