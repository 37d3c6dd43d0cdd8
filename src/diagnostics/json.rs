//! Diagnostics for programs.

use std::io::{self, Write};

use serde::{Serialize, Serializer as _};

use super::{Code, Diagnostic, Level};

/// One diagnostic as programs see it. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
struct Item<'a> {
    code: Code,
    severity: Level,
    kind: &'static str,
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    end: Option<Point>,
    message: &'a str,
    found: Option<&'a str>,
    allowed: &'a [String],
    suggestion: Option<&'a str>,
    hint: Option<&'a str>,
    related: Option<Other<'a>>,
}

/// Line and column, both from 1.
#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
}

/// The place a problem refers to beside its own.
#[derive(Serialize)]
struct Other<'a> {
    file: &'a str,
    line: u32,
    column: u32,
    label: &'a str,
}

/// The diagnostics as a JSON array, one object each, indented, with a closing line break.
pub fn json(diagnostics: &[Diagnostic]) -> String {
    let mut bytes = Vec::new();
    write_json(diagnostics, &mut bytes).expect("memory takes it");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Writes the same one after the other, so that many need no memory of their own.
///
/// # Errors
/// Those of the writer.
pub fn write_json(diagnostics: &[Diagnostic], out: &mut impl Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::pretty(&mut *out);
    serializer.collect_seq(diagnostics.iter().map(item))?;
    out.write_all(b"\n")
}

fn item(diagnostic: &Diagnostic) -> Item<'_> {
    Item {
        code: diagnostic.code,
        severity: diagnostic.level(),
        kind: diagnostic.code.title(),
        file: &diagnostic.file,
        line: diagnostic.span.map(|span| span.at.line),
        column: diagnostic.span.map(|span| span.at.column),
        end: end(diagnostic),
        message: &diagnostic.message,
        found: diagnostic.found.as_deref(),
        allowed: &diagnostic.allowed,
        suggestion: diagnostic.suggestion.as_deref(),
        hint: diagnostic.hint.as_deref(),
        related: diagnostic.related.as_ref().map(|other| Other {
            file: &other.file,
            line: other.at.line,
            column: other.at.column,
            label: &other.label,
        }),
    }
}

/// The position after the last character, where the text is at hand.
fn end(diagnostic: &Diagnostic) -> Option<Point> {
    let span = diagnostic.span?;
    let text = diagnostic.source.as_ref()?.get(span.range())?;
    let lines = u32::try_from(text.matches('\n').count()).ok()?;
    let last = text.rsplit('\n').next().unwrap_or_default();
    let wide = u32::try_from(last.chars().count()).ok()?;
    let column = if lines == 0 { span.at.column + wide } else { wide + 1 };
    Some(Point { line: span.at.line + lines, column })
}
