//! Characters that no page, picture or Word file can hold: told wherever they stand in a file, as themselves or written
//! by an escape. Word leaves U+000B where a line was broken by hand, and text that was copied from it brings it along.
//!
//! Reading goes on without them, so that they hide no other problem; the inputs of released editions keep them.

use std::borrow::Cow;

use super::files::Inputs;
use super::sink::Sink;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{At, xml_holds, xml_holds_all};

/// The text to be read: as many bytes and characters, with blanks for those characters.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if xml_holds_all(text) {
        return Cow::Borrowed(text);
    }
    let blank = |character: char| match (xml_holds(character), character.len_utf8()) {
        (true, _) => character,
        (false, 1) => ' ',
        // U+FFFE and U+FFFF take three bytes, and so does the blank of a Chinese line.
        (false, _) => '\u{3000}',
    };
    Cow::Owned(text.chars().map(blank).collect())
}

/// Reports every one that stands in a file.
pub(super) fn check(file: &Sink<'_>, original: &str) {
    if xml_holds_all(original) {
        return;
    }
    let mut place = Place { offset: 0, at: At { line: 1, column: 1 } };
    for character in original.chars() {
        if !xml_holds(character) {
            file.report(problem(file, place.span(character.len_utf8()), character));
        }
        place.pass(character);
    }
}

/// Reports what a quoted text of YAML holds by escapes (`"\v"`, `"\x0B"`); gives the text without.
pub(super) fn check_escapes<'s>(file: &Sink<'s>, text: Cow<'s, str>, span: Span) -> Cow<'s, str> {
    if xml_holds_all(&text) {
        return text;
    }
    let mut place = Place { offset: span.start as usize, at: span.at };
    let mut rest = file.text().get(span.start as usize..span.end as usize).unwrap_or_default();
    while let Some(character) = rest.chars().next() {
        let length = match escape(rest) {
            Some((named, length)) => {
                if let Some(named) = named.filter(|named| !xml_holds(*named)) {
                    file.report(problem(file, place.span(length), named));
                }
                length
            }
            None => character.len_utf8(),
        };
        let (passed, after) = rest.split_at(length);
        passed.chars().for_each(|character| place.pass(character));
        rest = after;
    }
    match file.inputs() {
        Inputs::OfToday => Cow::Owned(crate::model::printable(&text).into_owned()),
        // Results are worked out again and compared with what was published: not a character may differ.
        Inputs::Released => text,
    }
}

/// Reports those that Markdown is told to make from a number (`&#11;`); the text begins on a line of the file.
pub(super) fn check_references(file: &Sink<'_>, text: &str, line: u32) {
    let begin = file.text().len() - text.len();
    let mut place = Place { offset: begin, at: At { line, column: 1 } };
    for (at, character) in text.char_indices() {
        if let Some((named, length)) = reference(&text[at..])
            && !xml_holds(named)
        {
            file.report(problem(file, place.span(length), named));
        }
        place.pass(character);
    }
}

/// Where reading is.
struct Place {
    offset: usize,
    at: At,
}

impl Place {
    fn pass(&mut self, character: char) {
        self.offset += character.len_utf8();
        self.at = match character {
            '\n' => At { line: self.at.line + 1, column: 1 },
            _ => At { column: self.at.column + 1, ..self.at },
        };
    }

    fn span(&self, length: usize) -> Span {
        let number = |n: usize| u32::try_from(n).expect("files are at most 1 MiB, so positions fit");
        Span { start: number(self.offset), end: number(self.offset + length), at: self.at }
    }
}

fn problem(file: &Sink<'_>, span: Span, character: char) -> Diagnostic {
    let code = format!("U+{:04X}", character as u32);
    let name = match character {
        '\0' => "空字符",
        '\u{8}' => "退格符",
        '\u{b}' => "垂直制表符，从 Word 复制的文字里是手动换行",
        '\u{c}' => "换页符",
        '\u{1b}' => "转义符",
        '\u{fffe}' | '\u{ffff}' => "不是字符",
        _ => "控制字符",
    };
    file.problem(
        Code::Character,
        span,
        format!("这里有不能用的字符 {code}（{name}），网页和 Word 文件都放不下它"),
    )
    .found(code)
    .hint("文字里只能有看得见的字符、空格、制表符和换行：请删去这个字符，要换行就另起一行")
}

/// The escape of a quoted text that a text begins with: the character it names, if it names one, and its length.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let kind = text.strip_prefix('\\')?.chars().next()?;
    let by_number = |digits: usize| {
        let number = text.get(2..2 + digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        number.map_or((None, 2), |number| (char::from_u32(number), 2 + digits))
    };
    Some(match kind {
        '0' => (Some('\0'), 2),
        'a' => (Some('\u{7}'), 2),
        'b' => (Some('\u{8}'), 2),
        'v' => (Some('\u{b}'), 2),
        'f' => (Some('\u{c}'), 2),
        'e' => (Some('\u{1b}'), 2),
        'x' => by_number(2),
        'u' => by_number(4),
        'U' => by_number(8),
        other => (None, 1 + other.len_utf8()),
    })
}

/// The numeric reference that a text begins with, and its length.
fn reference(text: &str) -> Option<(char, usize)> {
    let (digits, radix) = match text.strip_prefix("&#")? {
        rest if rest.starts_with(['x', 'X']) => (&rest[1..], 16),
        rest => (rest, 10),
    };
    let digits = &digits[..digits.find(';')?];
    if digits.is_empty() || digits.len() > 8 || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let length = text.find(';')? + 1;
    Some((char::from_u32(u32::from_str_radix(digits, radix).ok()?)?, length))
}
