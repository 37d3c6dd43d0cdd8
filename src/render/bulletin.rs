//! The circular: placeholders filled from the results, then Markdown.

use tera::{Context, ErrorKind, Tera};

use super::markdown;
use crate::model::Bulletin;
use crate::site::BulletinContext;

/// Something in a circular that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinError {
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for BulletinError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Everything that is wrong with a circular: syntax, unknown placeholders, links that leave the site.
pub fn check(source: &Bulletin, context: &BulletinContext) -> Vec<BulletinError> {
    match fill(source, context) {
        Err(errors) => errors,
        Ok(_) => markdown::leaving(&source.body)
            .into_iter()
            .map(|(range, address)| {
                at(
                    source,
                    range.start,
                    format!("the link {address} leaves the site; only relative addresses are allowed"),
                )
            })
            .collect(),
    }
}

/// The circular's text as HTML.
///
/// # Errors
/// What [`check`] finds in its placeholders.
pub fn html(source: &Bulletin, context: &BulletinContext) -> Result<String, Vec<BulletinError>> {
    fill(source, context).map(|text| markdown::html(&text))
}

/// The circular with its placeholders filled, still Markdown.
fn fill(source: &Bulletin, context: &BulletinContext) -> Result<String, Vec<BulletinError>> {
    const NAME: &str = "bulletin.md";
    let mut tera = Tera::default();
    // What comes from records is text: nothing in a name or a problem is taken for Markdown.
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape);
    let failed = |error: tera::Error| vec![located(source, &error)];
    tera.add_raw_template(NAME, &source.body).map_err(failed)?;
    let context = Context::from_serialize(context).map_err(failed)?;
    tera.render(NAME, &context).map_err(failed)
}

/// Puts a backslash before what Markdown gives a meaning.
fn escape(text: &str, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            out.write_all(b"\\")?;
        }
        // A line break inside a value would end its table row or list item.
        let letter = if letter == '\n' { ' ' } else { letter };
        out.write_all(letter.encode_utf8(&mut [0; 4]).as_bytes())?;
    }
    Ok(())
}

fn located(source: &Bulletin, error: &tera::Error) -> BulletinError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(source, report.span().range.start, report.message().to_owned())
        }
        other => at(source, 0, other.to_string()),
    }
}

/// A position in the body as a line and column of the file.
fn at(source: &Bulletin, offset: usize, message: String) -> BulletinError {
    let offset = (0..=offset.min(source.body.len())).rev().find(|at| source.body.is_char_boundary(*at));
    let before = &source.body[..offset.unwrap_or(0)];
    let lines = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let clip = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    BulletinError { line: source.body_line.saturating_add(clip(lines)), column: clip(column), message }
}
