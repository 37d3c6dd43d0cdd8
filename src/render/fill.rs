//! Fills circulars and letters: placeholders from the results, then Markdown.

use std::sync::OnceLock;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use tera::value::Key;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use super::budget::{self, Failure, Filled, Limits, PIECES};
use super::engine;
use super::grammar::{self, Prepared};
use super::links;
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

/// Everything that is wrong with the papers of a year: syntax, unknown placeholders, what costs too much, links that lead
/// to no file that `stands` in the site. First its circular, then its letters, source by source with what is wrong in
/// the letter to one subject after the other.
pub fn check<'s>(
    site: &'s Site<'_>,
    year: usize,
    stands: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<(PaperAt, &'s Paper, Vec<PaperError>)> {
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
            let errors = |at: &PaperAt| match filled(site, source, *at) {
                Ok(text) => links::leading_nowhere(source, text, &paper_file(site, *at), stands),
                Err(errors) => errors.to_vec(),
            };
            let errors: Vec<_> = papers.par_iter().map(|at| (*at, source, errors(at))).collect();
            errors.into_iter().filter(|(_, _, errors)| !errors.is_empty())
        })
        .collect()
}

/// As many errors as somebody reads, each told in full; the last says how many are left out.
pub(super) fn bounded<T>(
    mut errors: impl Iterator<Item = T>,
    tell: impl FnMut(T) -> PaperError,
) -> Vec<PaperError> {
    let mut told: Vec<_> = errors.by_ref().take(MOST_TOLD).map(tell).collect();
    let more = errors.count();
    let last = told.last().filter(|_| more > 0).cloned();
    told.extend(last.map(|last| PaperError {
        column: last.column.saturating_add(1),
        message: format!("从这里起还有{more}处不对，改好前面的再看"),
        ..last
    }));
    told
}

const MOST_TOLD: usize = 50;

/// The page that a paper stands on.
fn paper_file(site: &Site, at: PaperAt) -> String {
    let year = &site.years()[at.year];
    match at.letter {
        None => site::circular_file(year),
        Some((scheme, subject)) => site::letter_file(year, scheme, subject),
    }
}

/// A paper's text as HTML: all but its last paragraph, and that one with the headings right above it, which stays with
/// the signature so that no sheet carries a signature alone. The last is empty where the text ends in something else.
pub(super) fn html(filled: &str, page: &str) -> (String, String) {
    let mut text = markdown::html(filled, page);
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
    filled(site, source, at).map(|filled| &*filled.text)
}

fn filled<'s>(site: &'s Site<'_>, source: &Paper, at: PaperAt) -> Result<&'s Filled, &'s [PaperError]> {
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
    template: OnceLock<Result<(Tera, Prepared), Vec<PaperError>>>,
    /// The circular alone, or the letters by subject.
    filled: Vec<OnceLock<Result<Filled, Vec<PaperError>>>>,
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

    fn fill(&self, site: &Site, source: &Paper, at: PaperAt) -> Result<&Filled, &[PaperError]> {
        let year = &self.0[at.year];
        let (texts, item) = match at.letter {
            None => (&year.circular, 0),
            Some((scheme, subject)) => (&year.letters[scheme], subject.get()),
        };
        let limits = Limits::of(texts.filled.len());
        let filled = texts.filled[item].get_or_init(|| {
            let template = texts.template.get_or_init(|| compiled(source));
            let (tera, prepared) = template.as_ref().map_err(Clone::clone)?;
            let failed = |error: tera::Error| located(source, prepared, &error);
            let context = year.seen(site, at).map_err(failed)?;
            let filled = budget::fill(tera, NAME, &context, limits).map_err(|failure| match failure {
                Failure::Over(place, why) => vec![in_source(source, place, why)],
                Failure::Engine(error) => failed(error),
            })?;
            match markdown::crowded(&filled.text, PIECES) {
                None => Ok(filled),
                Some(byte) => Err(vec![in_source(source, filled.place(byte), crowded())]),
            }
        });
        filled.as_ref().map_err(Vec::as_slice)
    }
}

fn crowded() -> String {
    format!(
        "正文的段落、列表项和表格的格子合计超过{PIECES}个，一份公文放不下：请只列出需要的对象，其余指向网页"
    )
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

fn compiled(source: &Paper) -> Result<(Tera, Prepared), Vec<PaperError>> {
    let prepared = grammar::prepare(&source.body)
        .map_err(|refused| bounded(refused.into_iter(), |(place, why)| in_source(source, place, why)))?;
    let mut tera = Tera::default();
    // What comes from records is text: nothing in a name or a problem is taken for Markdown.
    tera.autoescape_on([".md"]);
    budget::count_in(&mut tera);
    // Dates reach a paper as 2020-05-18; what follows from one is worked out, not typed.
    tera.register_filter("words", |day: &str, _: Kwargs, _: &State| date(day).map(long_date));
    tera.register_filter("after", after);
    tera.add_raw_template(NAME, &prepared.text).map_err(|error| located(source, &prepared, &error))?;
    Ok((tera, prepared))
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

/// What the engine finds, at its places in the source.
fn located(source: &Paper, prepared: &Prepared, error: &tera::Error) -> Vec<PaperError> {
    let told = |found: engine::Found| {
        let offset = found.place.map_or(0, |(_, line, column)| offset(&prepared.text, line, column));
        in_source(source, prepared.source(offset), found.told)
    };
    bounded(engine::found(error).into_iter(), told)
}

/// The byte of a text at a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let inside = text[before..].char_indices().nth(column.saturating_sub(1));
    before + inside.map_or(text.len() - before, |(at, _)| at)
}

fn in_source(source: &Paper, offset: usize, message: String) -> PaperError {
    at((&source.body, source.body_line), offset, message)
}

/// A position in a body, that begins at a line of its file, as a line and column of the file.
pub(super) fn at((body, line): (&str, u32), offset: usize, message: String) -> PaperError {
    let offset = (0..=offset.min(body.len())).rev().find(|at| body.is_char_boundary(*at));
    let before = &body[..offset.unwrap_or(0)];
    let lines = before.matches('\n').count();
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let clip = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    PaperError { line: line.saturating_add(clip(lines)), column: clip(column), message }
}

/// A text filled with one value for `x`.
#[cfg(test)]
pub(super) fn with(body: &str, x: &str) -> Result<String, Vec<PaperError>> {
    let content = crate::fixture::content(crate::fixture::Odd::No);
    let source = Paper { body: body.to_owned(), ..content.years[1].bulletin.clone().expect("it has one") };
    let (tera, prepared) = compiled(&source)?;
    let mut context = Context::new();
    context.insert("x", x);
    match budget::fill(&tera, NAME, &context, Limits::of(1)) {
        Ok(filled) => Ok(filled.text),
        Err(Failure::Over(place, why)) => Err(vec![in_source(&source, place, why)]),
        Err(Failure::Engine(error)) => Err(located(&source, &prepared, &error)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::{Html, Node};

    use super::{heading_before, markdown, with};
    use crate::render::shield;

    /// Where a value may stand.
    const PLACES: [&str; 16] = [
        "{{ x }}",
        "前{{ x }}后",
        "{{ x }}{{ x }}",
        "甲\n{{ x }}\n乙",
        "甲\n\n{{ x }}\n\n乙",
        "{{ x }}\n===",
        "- {{ x }}\n- {{ x }}\n",
        "1. {{ x }}\n2. {{ x }}\n",
        "## 一 {{ x }}\n\n{{ x }}",
        "> {{ x }}",
        "| 甲 | {{ x }} |\n|---|---|\n| {{ x }} | 乙 |\n{{ x }}\n",
        "甲**{{ x }}**乙*{{ x }}*丙",
        "甲`{{ x }}`乙",
        "[{{ x }}](index.html) ![{{ x }}](a.png \"{{ x }}\")",
        "```\n{{ x }}\n```\n",
        "<b title=\"{{ x }}\">{{ x }}</b>[^1]\n\n[^1]: {{ x }}\n",
    ];

    /// Elements in their order with their attributes, and the text without blanks.
    fn shown(body: &str, x: &str) -> (Vec<String>, String) {
        let html = markdown::html(&with(body, x).expect("it can be filled"), "index.html");
        let page = Html::parse_fragment(&html);
        let mut elements = Vec::new();
        let mut text = String::new();
        for node in page.tree.nodes() {
            match node.value() {
                Node::Element(element) => {
                    elements.push(element.name().to_owned());
                    for (name, value) in element.attrs() {
                        if matches!(name, "alt" | "title") {
                            text.push_str(value);
                        } else {
                            elements.push(format!("{name}={value}"));
                        }
                    }
                }
                Node::Text(words) => text.push_str(words),
                _ => {}
            }
        }
        (elements, text.split_whitespace().collect())
    }

    fn a_text() -> impl Strategy<Value = String> {
        let signs = prop::sample::select(vec![
            "- ",
            "+ ",
            "1. ",
            "2) ",
            "===",
            "---",
            "\r",
            "\n",
            "\t",
            "    ",
            "{.x}",
            "{#id}",
            "|",
            "\\",
            "<b>",
            "</b>",
            "<!--",
            "&amp;",
            "&#35;",
            "`",
            "```\n",
            "~~~",
            "[a](b)",
            "![a](b)",
            "[a]: b",
            "[^1]",
            "# ",
            "> ",
            "*",
            "**",
            "_",
            ":--",
            "<a@b.c>",
            "<http://x.y>",
            "https://x.y",
            "!",
            "\"",
            "'",
            ")",
            "（",
            "）",
            "\u{3000}",
            "甲",
            "a",
            "1",
            ".",
            " ",
            "%",
            "{{ x }}",
            "{% if %}",
            "\u{fdd5}",
        ]);
        let kept = |of: &char| crate::model::writable(*of) && !crate::model::turns(*of);
        let any = any::<char>().prop_filter("reading keeps it", kept);
        let piece = prop_oneof![4 => signs.prop_map(str::to_owned), 1 => any.prop_map(String::from)];
        prop::collection::vec(piece, 1..8)
            .prop_map(|pieces| pieces.concat())
            .prop_filter("something is said", |text| {
                text.chars().any(|of| !of.is_whitespace() && !of.is_control())
            })
    }

    proptest! {
        #[test]
        fn text_of_a_record_stays_text_wherever_it_stands(x in a_text()) {
            let own: String = x.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
            for body in PLACES {
                let (elements, text) = shown(body, "某");
                let (of_value, text_of_value) = shown(body, &x);
                prop_assert_eq!(elements, of_value, "{}", body);
                prop_assert_eq!(text.replace("某", &own), text_of_value, "{}", body);
            }
        }
    }

    #[test]
    fn a_paper_has_a_budget_and_is_told_where_it_ends() {
        let doubled = "{% set x = x ~ x %}\n".repeat(40);
        let grown = "{% set_global x = x | replace(from=\"a\", to=\"aaaaaaaaaaaaaaaaaaaa\") %}\n".repeat(10);
        let long = "一二三四五六七八九十".repeat(5);
        let printed = format!("{{% for a in range(end=9999) %}}{{{{ x }}}}{long}{{% endfor %}}");
        for (body, line, said) in [
            (&*doubled, 24, "字节"),
            (&*grown, 12, "字节"),
            ("一\n{% for a in range(end=100000) %}{% endfor %}", 10, "range"),
            (
                "一\n{% for a in range(end=9999) %}\n{% for b in range(end=9999) %}{% endfor %}{% endfor %}",
                11,
                "步",
            ),
            ("{% for a in range(end=9999) %}{% set_global x = x ~ x ~ x %}{% endfor %}", 9, "字节"),
            (&*printed, 9, "正文超过"),
            ("一\n{{ x | safe }}", 10, "safe"),
            ("一\n\n{% include \"a\" %}", 11, "include"),
        ] {
            let errors = with(body, "aa").expect_err(body);
            assert_eq!(errors[0].line, line, "{body}: {}", errors[0]);
            assert!(errors[0].message.contains(said), "{body}: {}", errors[0]);
        }
    }

    #[test]
    fn what_papers_do_costs_little() {
        let body = "{% set all = [x, x] %}{% for a in all %}{% for b in range(end=1000) %}{% if b == 1 %}\
            {% set t = a ~ \"；\" %}{{ t | upper }}{% endif %}{% endfor %}{% endfor %}{{ all | join(sep=\"、\") }}";
        let text = with(body, "甲a").expect("it can be filled");
        assert_eq!(shield::take_back(&text), "甲A；甲A；甲a、甲a");
    }

    #[test]
    fn a_heading_right_above_the_last_paragraph_goes_with_it() {
        assert_eq!(heading_before("<p>甲</p>\n<h2>四</h2>\n"), Some("<p>甲</p>\n".len()));
        for text in ["", "<p>甲</p>\n", "<h2>四</h2>\n<p>甲</p>\n", "<hr />\n"] {
            assert_eq!(heading_before(text), None, "{text}");
        }
    }
}
