//! Rendering: view models become bytes, by the theme's templates.
//!
//! In: a page's [`View`], or a year's results. Out: HTML, CSV, XLSX, JSON. Rendering chooses nothing:
//! what is shown was decided by the site. The default theme travels inside the binary; a folder may lie over it
//! file by file. A template that cannot be rendered is an error that names it, never a panic.

mod all_years;
mod calendar;
mod compare_csv;
pub mod csv;
mod docx;
pub mod draw;
mod editions;
mod feed;
pub mod groups;
mod ics;
mod lean;
mod markdown;
mod outcomes;
pub mod paper;
mod pictures;
mod rectification;
pub mod results;
mod reviews;
pub mod search;
pub mod status;
pub mod terminal;
mod theme;
pub mod tokens;
pub mod xlsx;

#[cfg(test)]
mod tests;

use std::io::Write;

use tera::{Context, Tera};

pub use terminal::{explain, table};
pub use theme::{Asset, ThemeError};

use crate::site::{PageKey, PageKind, PaperPage, Site, View, calendar_events};
use theme::Theme;

/// Renders pages with a theme.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    /// The parts of Word files.
    parts: docx::Parts,
    assets: Vec<Asset>,
}

/// What a page could not be rendered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The file of the site.
    pub page: String,
    /// The template, or the circular.
    pub template: String,
    /// Why.
    pub reason: String,
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: template {}: {}", self.page, self.template, self.reason)
    }
}

impl std::error::Error for RenderError {}

/// Why a page was not written.
#[derive(Debug)]
pub enum PageError {
    /// It could not be rendered.
    Render(RenderError),
    /// The writer failed.
    Io(std::io::Error),
}

impl From<std::io::Error> for PageError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<RenderError> for PageError {
    fn from(error: RenderError) -> Self {
        Self::Render(error)
    }
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Render(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for PageError {}

impl Renderer {
    /// A renderer with the default theme, over which a folder may lie.
    ///
    /// # Errors
    /// When the folder cannot be read, or a template in it has no valid syntax.
    pub fn new(folder: Option<&std::path::Path>) -> Result<Self, ThemeError> {
        let theme = Theme::load(folder)?;
        let mut tera = Tera::default();
        tera.autoescape_on([".html", ".xml", ".rels"]);
        tera.set_escape_fn(escape);
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| ThemeError { file: "templates".to_owned(), reason: error.to_string() })?;
        let parts = docx::Parts::of(&tera);
        Ok(Self { tera, parts, assets: theme.assets })
    }

    /// The files of the theme beside its templates: they stand in `assets/` of the root and of every edition.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The tokens of the theme, the folder's own where it has some.
    fn tokens(&self) -> tokens::Tokens {
        let css = self.assets.iter().find(|asset| asset.path == "tokens.css");
        css.map_or_else(Default::default, |css| tokens::tokens(&String::from_utf8_lossy(&css.bytes)))
    }

    /// Writes a file of the site; gives the number of charts on it, wide and narrow counted once.
    ///
    /// # Errors
    /// When a template cannot be rendered, or the writer fails.
    pub fn write(&self, site: &Site, key: &PageKey, out: &mut impl Write) -> Result<usize, PageError> {
        match key.kind {
            PageKind::Results(year) => results::write(&site.years()[year], out)?,
            PageKind::Schema(_) => out.write_all(results::SCHEMA.as_bytes())?,
            PageKind::GroupsCsv(year) => groups::csv(site, year, out)?,
            PageKind::RectificationCsv(year) => rectification::csv(site, year, out)?,
            PageKind::OutcomesCsv(year) => outcomes::csv(site, year, out)?,
            PageKind::CalendarCsv(year) => calendar::csv(site, year, out)?,
            PageKind::CalendarIcs(year) => ics::write(&calendar_events(site, year), out)?,
            PageKind::ReviewsCsv(year) => reviews::csv(site, year, out)?,
            PageKind::Csv(year, scheme) => csv::write(&site.years()[year].schemes[scheme], out)?,
            PageKind::Xlsx(year, scheme) => xlsx::write(site, year, scheme, out)?,
            PageKind::EditionsScript => editions::script(&site.input().archive, out)?,
            PageKind::Errata => editions::errata(&site.input().archive, out)?,
            PageKind::Feed => feed::write(site, out)?,
            PageKind::AllYears => all_years::write(site, out)?,
            PageKind::CompareCsv(pair) => compare_csv::write(site, site.comparisons()[pair], out)?,
            PageKind::SearchIndex => search::index::write(site, out)?,
            PageKind::TalksDocx(year) => {
                docx::write_talks((&self.tera, &self.parts), &site.talks(year), &key.path, out)?;
            }
            PageKind::BulletinDocx(_) | PageKind::LetterDocx(..) => {
                if let Some(view) = site.paper(key.kind) {
                    let body = paper::fill(view.source, &view.context);
                    let body = body.map_err(|errors| unfilled(&key.path, &view, &errors))?;
                    docx::write((&self.tera, &self.parts), &view, &body, &key.path, out)?;
                }
            }
            _ => {
                if let Some(view) = site.view(key) {
                    self.page(&view, &key.path, out)?;
                    return Ok(view.figures().len());
                }
            }
        }
        Ok(0)
    }

    /// Renders one view; `page` is named in errors.
    fn page(&self, view: &View, page: &str, out: &mut impl Write) -> Result<(), RenderError> {
        let (template, context) = match view {
            View::Home(view) => ("home.html", Context::from_serialize(view)),
            View::Free(view) => ("free.html", Context::from_serialize(view)),
            View::Subjects(view) => ("subjects.html", Context::from_serialize(view)),
            View::Subject(view) => ("subject.html", Context::from_serialize(view)),
            View::Archive(view) => ("archive.html", Context::from_serialize(view)),
            View::Year(view) => ("year.html", Context::from_serialize(view)),
            View::Overview(view) => ("overview.html", Context::from_serialize(view)),
            View::Groups(view) => ("groups.html", Context::from_serialize(view)),
            View::Rectification(view) => ("rectification.html", Context::from_serialize(view)),
            View::Summary(view) => ("summary.html", Context::from_serialize(view)),
            View::Paper(view) => ("bulletin.html", Context::from_serialize(view)),
            View::Talks(view) => ("talks.html", Context::from_serialize(view)),
            View::Letters(view) => ("letters.html", Context::from_serialize(view)),
            View::Draws(view) => ("draws.html", Context::from_serialize(view)),
            View::Outcomes(view) => ("outcomes.html", Context::from_serialize(view)),
            View::Calendar(view) => ("calendar.html", Context::from_serialize(view)),
            View::Reviews(view) => ("reviews.html", Context::from_serialize(view)),
            View::Ranking(view) => ("ranking.html", Context::from_serialize(view)),
            View::Breakdown(view) => ("breakdown.html", Context::from_serialize(view)),
            View::Indicator(view) => ("indicator.html", Context::from_serialize(view)),
            View::Method(view) => ("method.html", Context::from_serialize(view)),
            View::Comparisons(view) => ("comparisons.html", Context::from_serialize(view)),
            View::Compare(view) => ("compare.html", Context::from_serialize(view)),
            View::Search(view) => ("search.html", Context::from_serialize(view)),
            View::Style(view) => ("style.html", Context::from_serialize(view)),
        };
        let failed =
            |reason: String| RenderError { page: page.to_owned(), template: template.to_owned(), reason };
        let mut context = context.map_err(|error| failed(error.to_string()))?;
        context.insert("path", page);
        context.insert("charts", &pictures::draw(view));
        match view {
            View::Free(view) => context.insert("body", &markdown::html(view.body)),
            View::Style(_) => context.insert("tokens", &self.tokens()),
            View::Paper(view) => {
                let text = paper::html(view.source, &view.context);
                let (body, last) = text.map_err(|errors| unfilled(page, view, &errors))?;
                context.insert("body", &body);
                context.insert("last", &last);
            }
            _ => {}
        }
        self.tera.render_to(template, &context, out).map_err(|error| failed(error.to_string()))
    }
}

/// Text in a template, without what neither HTML nor XML can hold.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    tera::escape_html(&crate::model::printable(text), out)
}

/// What a paper whose placeholders mean nothing could not be rendered for.
fn unfilled(page: &str, view: &PaperPage, errors: &[paper::PaperError]) -> RenderError {
    RenderError {
        page: page.to_owned(),
        template: view.source.file.to_string(),
        reason: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}

/// Results of some schemes of a year as JSON; years and schemes are positions in the site's lists.
pub fn results_json(site: &Site, year: usize, schemes: &[usize]) -> String {
    let year = &site.years()[year];
    let chosen: Vec<_> = schemes.iter().map(|scheme| &year.schemes[*scheme]).collect();
    text(|out| results::write_schemes(year, &chosen, out))
}

/// Results of some schemes of a year as CSV, one table after the other.
pub fn results_csv(site: &Site, year: usize, schemes: &[usize]) -> String {
    let year = &site.years()[year];
    text(|out| schemes.iter().try_for_each(|scheme| csv::write(&year.schemes[*scheme], out)))
}

/// What is written into memory, where no writer can fail.
fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("writing into memory does not fail");
    String::from_utf8(bytes).expect("results are written as UTF-8")
}
