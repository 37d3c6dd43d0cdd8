//! Fills circulars and letters: placeholders from the results, then Markdown.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use tera::value::Key;
use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult};

use super::markdown;
use crate::model::{Paper, SubjectIndex};
use crate::site::{self, PaperAt, Site, YearSite};
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

/// Everything that is wrong with the papers of a year: syntax, unknown placeholders, links that leave the site. First
/// its circular, then its letters, source by source with what is wrong in the letter to one subject after the other.
pub fn check<'s>(site: &'s Site<'_>, year: usize) -> Vec<(PaperAt, &'s Paper, Vec<PaperError>)> {
    let Some(of) = site.years().get(year) else { return Vec::new() };
    let circular = of.year.bulletin.iter().map(|source| (source, vec![PaperAt { year, letter: None }]));
    let letters = of.schemes.iter().enumerate().filter_map(|(position, scheme)| {
        let at = |subject| PaperAt { year, letter: Some((position, SubjectIndex::new(subject))) };
        let source = of.year.letters.get(&scheme.scheme.id)?;
        Some((source, (0..scheme.files.len()).map(at).collect()))
    });
    circular
        .chain(letters)
        .flat_map(|(source, papers): (&Paper, Vec<PaperAt>)| {
            let filled: Vec<_> = papers.par_iter().map(|at| (*at, fill(site, source, *at))).collect();
            let leaving =
                filled.iter().find(|(_, text)| text.is_ok()).map(|(at, _)| (*at, source, leaving(source)));
            let errors = filled.into_iter().filter_map(|(at, text)| Some((at, source, text.err()?.to_vec())));
            errors.chain(leaving).collect::<Vec<_>>()
        })
        .collect()
}

/// Links of a paper that leave the site.
fn leaving(source: &Paper) -> Vec<PaperError> {
    let told = |address: &str| format!("链接 {address} 指向站外，只能用相对地址");
    let links = markdown::leaving(&source.body).into_iter();
    links.map(|(range, address)| at(source, range.start, told(&address))).collect()
}

/// A paper's text as HTML: all but its last paragraph, and that one with the headings right above it, which stays with
/// the signature so that no sheet carries a signature alone. The last is empty where the text ends in something else.
pub(super) fn html(filled: &str) -> (String, String) {
    let mut text = markdown::html(filled);
    let ends = text.trim_end().ends_with("</p>");
    let last = text.rfind("<p>").filter(|_| ends).map(|mut at| {
        // A heading that must stay with a block that must not be broken makes browsers break the block.
        while let Some(heading) = heading_before(&text[..at]) {
            at = heading;
        }
        text.split_off(at)
    });
    (text, last.unwrap_or_default())
}

/// Where the heading begins that a text ends in.
fn heading_before(text: &str) -> Option<usize> {
    let at = text.rfind("<h")?;
    let level = text[at + 2..].chars().next().filter(char::is_ascii_digit)?;
    let end = text[at..].find(&format!("</h{level}>"))? + at + "</h1>".len();
    text[end..].trim().is_empty().then_some(at)
}

/// A paper with its placeholders filled, still Markdown. Whoever asks for it, the check, the page or the Word file: it is
/// filled once.
///
/// # Errors
/// What [`check`] finds in its placeholders.
pub(super) fn fill<'s>(site: &'s Site<'_>, source: &Paper, at: PaperAt) -> Result<&'s str, &'s [PaperError]> {
    site.papers.or_make(|| Papers::of(site)).fill(site, source, at)
}

/// The papers of a site: what all of a year see is gathered once, each source compiled once, each text filled once, all
/// when they are first asked for.
struct Papers(Vec<YearPapers>);

struct YearPapers {
    /// What the circular sees, and with its own subject every letter.
    seen: OnceLock<Result<Context, String>>,
    circular: Texts,
    /// By scheme.
    letters: Vec<Texts>,
}

/// What is written from one source.
struct Texts {
    template: OnceLock<Result<Tera, Vec<PaperError>>>,
    /// The circular alone, or the letters by subject.
    filled: Vec<OnceLock<Result<String, Vec<PaperError>>>>,
}

impl Papers {
    fn of(site: &Site) -> Self {
        let year = |year: &YearSite| YearPapers {
            seen: OnceLock::new(),
            circular: Texts::of(1),
            letters: year.schemes.iter().map(|scheme| Texts::of(scheme.files.len())).collect(),
        };
        Self(site.years().iter().map(year).collect())
    }

    fn fill(&self, site: &Site, source: &Paper, at: PaperAt) -> Result<&str, &[PaperError]> {
        let year = &self.0[at.year];
        let (texts, item) = match at.letter {
            None => (&year.circular, 0),
            Some((scheme, subject)) => (&year.letters[scheme], subject.get()),
        };
        let filled = texts.filled[item].get_or_init(|| {
            let tera = texts.template.get_or_init(|| compiled(source)).as_ref().map_err(Clone::clone)?;
            let failed = |error: tera::Error| vec![located(source, &error)];
            let context = year.seen(site, at).map_err(failed)?;
            tera.render(NAME, &context).map_err(failed)
        });
        filled.as_deref().map_err(Vec::as_slice)
    }
}

impl YearPapers {
    /// What a paper's placeholders see. Values are shared: a letter adds its own subject to them.
    fn seen(&self, site: &Site, paper: PaperAt) -> TeraResult<Context> {
        let gathered = self.seen.get_or_init(|| {
            let facts = site::bulletin_context(site, paper.year);
            Context::from_serialize(&facts).map_err(|error| error.to_string())
        });
        let mut context = gathered.clone().map_err(tera::Error::message)?;
        let Some((scheme, subject)) = paper.letter else { return Ok(context) };
        if let Some((_, own)) = site::letter(site, paper.year, scheme, subject) {
            context.extend(Context::from_serialize(&own)?);
        }
        let id = site::placeholder(&site.years()[paper.year].schemes[scheme].scheme.id);
        let schemes = context.get("schemes").and_then(tera::Value::as_map);
        let own = schemes.and_then(|schemes| schemes.get(&Key::from(id))).cloned();
        context.insert_value("scheme", own.unwrap_or_else(tera::Value::none));
        Ok(context)
    }
}

impl Texts {
    fn of(papers: usize) -> Self {
        Self { template: OnceLock::new(), filled: (0..papers).map(|_| OnceLock::new()).collect() }
    }
}

/// What a paper is called inside its own engine.
const NAME: &str = "paper.md";

fn compiled(source: &Paper) -> Result<Tera, Vec<PaperError>> {
    let mut tera = Tera::default();
    // What comes from records is text: nothing in a name or a problem is taken for Markdown.
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape);
    // Dates reach a paper as 2020-05-18; what follows from one is worked out, not typed.
    tera.register_filter("words", |day: &str, _: Kwargs, _: &State| date(day).map(long_date));
    tera.register_filter("after", after);
    tera.add_raw_template(NAME, &source.body).map_err(|error| vec![located(source, &error)])?;
    Ok(tera)
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
