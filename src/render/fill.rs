//! Fills circulars and letters: placeholders from the results, then Markdown.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use super::markdown;
use crate::model::Paper;
use crate::wording::number::long_date;

/// Something in a paper that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperError {
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    pub message: String,
}

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

/// Everything that is wrong with a paper: syntax, unknown placeholders, links that leave the site.
pub fn check(source: &Paper, context: &impl Serialize) -> Vec<PaperError> {
    match fill(source, context) {
        Err(errors) => errors,
        Ok(_) => markdown::leaving(&source.body)
            .into_iter()
            .map(|(range, address)| {
                at(source, range.start, format!("链接 {address} 指向站外，只能用相对地址"))
            })
            .collect(),
    }
}

/// A paper's text as HTML: all but its last paragraph, and that one with the headings right above it, which stays with
/// the signature so that no sheet carries a signature alone. The last is empty where the text ends in something else.
///
/// # Errors
/// What [`check`] finds in its placeholders.
pub fn html(source: &Paper, context: &impl Serialize) -> Result<(String, String), Vec<PaperError>> {
    let mut text = markdown::html(&fill(source, context)?);
    let ends = text.trim_end().ends_with("</p>");
    let last = text.rfind("<p>").filter(|_| ends).map(|mut at| {
        // A heading that must stay with a block that must not be broken makes browsers break the block.
        while let Some(heading) = heading_before(&text[..at]) {
            at = heading;
        }
        text.split_off(at)
    });
    Ok((text, last.unwrap_or_default()))
}

/// Where the heading begins that a text ends in.
fn heading_before(text: &str) -> Option<usize> {
    let at = text.rfind("<h")?;
    let level = text[at + 2..].chars().next().filter(char::is_ascii_digit)?;
    let end = text[at..].find(&format!("</h{level}>"))? + at + "</h1>".len();
    text[end..].trim().is_empty().then_some(at)
}

/// A paper with its placeholders filled, still Markdown.
///
/// # Errors
/// What [`check`] finds in its placeholders.
pub(super) fn fill(source: &Paper, context: &impl Serialize) -> Result<String, Vec<PaperError>> {
    const NAME: &str = "paper.md";
    let mut tera = Tera::default();
    // What comes from records is text: nothing in a name or a problem is taken for Markdown.
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape);
    // Dates reach a paper as 2020-05-18; what follows from one is worked out, not typed.
    tera.register_filter("words", |day: &str, _: Kwargs, _: &State| date(day).map(long_date));
    tera.register_filter("after", after);
    let failed = |error: tera::Error| vec![located(source, &error)];
    tera.add_raw_template(NAME, &source.body).map_err(failed)?;
    let context = Context::from_serialize(context).map_err(failed)?;
    tera.render(NAME, &context).map_err(failed)
}

/// The same day some calendar months later: `2020-05-18` and 2 → `2020-07-18`.
fn after(day: &str, arguments: Kwargs, _: &State) -> TeraResult<String> {
    let months: i64 = arguments.must_get("months")?;
    let too_far = || tera::Error::message(format!("{day} 之后 {months} 个月的日期超出范围"));
    let span = 0.months().try_months(months).map_err(|_| too_far())?;
    Ok(date(day)?.checked_add(span).map_err(|_| too_far())?.to_string())
}

fn date(day: &str) -> TeraResult<Date> {
    let why = || tera::Error::message(format!("“{day}”不是日期，日期要写作 2020-05-18；是否没有写 issued？"));
    day.parse().map_err(|_| why())
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

#[expect(clippy::wildcard_enum_match_arm, reason = "Tera adds kinds of errors; only two carry a place")]
fn located(source: &Paper, error: &tera::Error) -> PaperError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(source, report.span().range.start, report.message().to_owned())
        }
        other => at(source, 0, other.to_string()),
    }
}

/// A position in the body as a line and column of the file.
fn at(source: &Paper, offset: usize, message: String) -> PaperError {
    let offset = (0..=offset.min(source.body.len())).rev().find(|at| source.body.is_char_boundary(*at));
    let before = &source.body[..offset.unwrap_or(0)];
    let lines = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let clip = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    PaperError { line: source.body_line.saturating_add(clip(lines)), column: clip(column), message }
}

#[cfg(test)]
mod tests {
    use super::heading_before;

    #[test]
    fn a_heading_right_above_the_last_paragraph_goes_with_it() {
        assert_eq!(heading_before("<p>甲</p>\n<h2>四</h2>\n"), Some("<p>甲</p>\n".len()));
        for text in ["", "<p>甲</p>\n", "<h2>四</h2>\n<p>甲</p>\n", "<hr />\n"] {
            assert_eq!(heading_before(text), None, "{text}");
        }
    }
}
