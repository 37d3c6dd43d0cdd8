//! Characters that no page, picture or Word file can hold: told wherever they stand in a file, as themselves or written
//! by an escape. Word leaves U+000B where a line was broken by hand, and text that was copied from it brings it along.
//! With them those that turn the direction of reading, which are warned of.
//!
//! Reading goes on without either, so that they hide no other problem, and so that no output has to think of them: what
//! turns is dropped from every value here, once, instead of being fenced in by each of ten formats, of which CSV, calendars
//! and terminals have no fence. The file itself stays as it is, in the content and in what a release keeps of it.

use std::borrow::Cow;

use super::files::Inputs;
use super::sink::Sink;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::model::{At, character_name, turns, writable, writable_all};

/// As many of those that turn are told of one file; the last says how many more there are.
const MOST_TURNS: usize = 20;

/// The text to be read: as many bytes and characters, with blanks for those that cannot be held. Those that turn stay
/// for now, so that every place in the text is a place in the file.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if writable_all(text) {
        return Cow::Borrowed(text);
    }
    let blank = |character: char| match (writable(character), character.len_utf8()) {
        (true, _) => character,
        (false, 1) => ' ',
        // U+0080 to U+009F.
        (false, 2) => '\u{a0}',
        // U+FFFE and U+FFFF take three bytes, and so does the blank of a Chinese line.
        (false, _) => '\u{3000}',
    };
    Cow::Owned(text.chars().map(blank).collect())
}

/// Reports every one that stands in a file.
pub(super) fn check(file: &Sink<'_>, original: &str) {
    if writable_all(original) {
        return;
    }
    let mut place = Place { offset: 0, at: At { line: 1, column: 1 } };
    let mut left = original.chars().filter(|character| turns(*character)).count();
    let more = left.saturating_sub(MOST_TURNS);
    for character in original.chars() {
        if !writable(character) {
            file.report(problem(file, place.span(character.len_utf8()), character));
        } else if turns(character) {
            left -= 1;
            if left >= more {
                let more = if left == more { more } else { 0 };
                file.report(turning(file, place.span(character.len_utf8()), character, more));
            }
        }
        place.pass(character);
    }
}

/// A text without what turns.
pub(super) fn straight(text: &str) -> Cow<'_, str> {
    if writable_all(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|character| !turns(*character)).collect())
}

/// Reports what a quoted text of YAML holds by escapes (`"\v"`, `"\x0B"`); gives the text without, and without what turns.
pub(super) fn check_escapes<'s>(file: &Sink<'s>, text: Cow<'s, str>, span: Span) -> Cow<'s, str> {
    if writable_all(&text) {
        return text;
    }
    let mut place = Place { offset: span.start as usize, at: span.at };
    let mut rest = file.text().get(span.start as usize..span.end as usize).unwrap_or_default();
    while let Some(character) = rest.chars().next() {
        let length = match escape(rest) {
            Some((named, length)) => {
                if let Some(named) = named {
                    named_one(file, &place, length, named);
                }
                length
            }
            None => character.len_utf8(),
        };
        let (passed, after) = rest.split_at(length);
        passed.chars().for_each(|character| place.pass(character));
        rest = after;
    }
    if file.inputs() == Inputs::AsWritten {
        return text;
    }
    let kept = text.chars().filter(|character| !turns(*character));
    Cow::Owned(kept.map(|character| if writable(character) { character } else { ' ' }).collect())
}

/// Reports what the text of a cell holds; gives the text without, and without what turns.
pub(super) fn of_cell<'s>(file: &Sink<'_>, text: &'s str, span: Span) -> Cow<'s, str> {
    if writable_all(text) {
        return Cow::Borrowed(text);
    }
    if let Some(character) = text.chars().find(|character| !writable(*character)) {
        file.report(problem(file, span, character));
    } else if let Some(character) = text.chars().find(|character| turns(*character)) {
        file.report(turning(file, span, character, 0));
    }
    if file.inputs() == Inputs::AsWritten {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|character| !turns(*character));
    Cow::Owned(kept.map(|character| if writable(character) { character } else { ' ' }).collect())
}

/// Reports those that Markdown is told to make from a number (`&#11;`); the text begins on a line of the file.
pub(super) fn check_references(file: &Sink<'_>, text: &str, line: u32) {
    let begin = file.text().len() - text.len();
    let mut place = Place { offset: begin, at: At { line, column: 1 } };
    for (at, character) in text.char_indices() {
        if let Some((named, length)) = reference(&text[at..]) {
            named_one(file, &place, length, named);
        }
        place.pass(character);
    }
}

/// Reports a character that is named by an escape or a number, where it is one of those.
fn named_one(file: &Sink<'_>, place: &Place, length: usize, named: char) {
    if !writable(named) {
        file.report(problem(file, place.span(length), named));
    } else if turns(named) {
        file.report(turning(file, place.span(length), named, 0));
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
    let name = character_name(character);
    file.problem(
        Code::Character,
        span,
        format!("这里有不能用的字符 {code}（{name}），网页和 Word 文件都放不下它"),
    )
    .found(code)
    .hint("文字里只能有看得见的字符、空格、制表符和换行：请删去这个字符，要换行就另起一行")
}

fn turning(file: &Sink<'_>, span: Span, character: char, more: usize) -> Diagnostic {
    let code = format!("U+{:04X}", character as u32);
    let name = character_name(character);
    let more = if more > 0 { format!("；后面还有 {more} 处") } else { String::new() };
    file.problem(
        Code::Turning,
        span,
        format!("这里有改变文字方向的字符 {code}（{name}），看到的次序会与写的不同{more}"),
    )
    .found(code)
    .hint("生成的网页和文件里都不带它；请删去这个字符，并核对这一行的文字和数")
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
        'N' => (Some('\u{85}'), 2),
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
