//! Rendering: view models become bytes, by the theme's templates.
//!
//! In: a [`Page`], or a year's results. Out: HTML, CSV, XLSX, JSON. Rendering chooses nothing:
//! what is shown was decided by the site. The default theme travels inside the binary; a folder may lie over it
//! file by file. A template that cannot be rendered is an error that names it, never a panic.

mod address;
mod budget;
pub(crate) mod csv;
mod docx;
pub(crate) mod draw;
pub(crate) mod editions;
mod engine;
mod feed;
pub(crate) mod fill;
mod grammar;
pub(crate) mod groups;
mod ics;
mod lean;
pub(crate) mod links;
#[allow(clippy::wildcard_enum_match_arm, reason = "Markdown has more events than any use of it asks for")]
mod markdown;
mod outward;
mod pictures;
pub(crate) mod results;
pub mod search;
mod shield;
pub(crate) mod status;
pub(crate) mod terminal;
mod theme;
pub(crate) mod todo;
pub(crate) mod tokens;
pub(crate) mod xlsx;

#[cfg(test)]
mod tests;

use std::io::Write;

use tera::{Context, Kwargs, State, Tera, Value};

pub use terminal::{explain, table};
pub(crate) use theme::NOT_A_PART;
pub use theme::{Asset, Overlay, ThemeError, ThemeFault, has_asset, overlay};

use crate::model::Paper;
use crate::site::{At, File, Form, Page, Site, Text};
use theme::Theme;

/// Renders pages with a theme.
#[derive(Debug)]
pub struct Renderer {
    tera: Tera,
    /// The parts of Word files.
    parts: docx::Parts,
    assets: Vec<Asset>,
    over: Overlay,
}

/// What a page could not be rendered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderError {
    /// The file of the site.
    pub page: String,
    /// The template, or the circular.
    pub template: String,
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
    Io {
        /// The file of the site.
        page: String,
        source: std::io::Error,
    },
}

impl From<std::io::Error> for PageError {
    /// [`Renderer::write`] names the file.
    fn from(source: std::io::Error) -> Self {
        Self::Io { page: String::new(), source }
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
            Self::Io { page, source } => write!(f, "{page}: {source}"),
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
        Self::over(folder.map(overlay).transpose()?.unwrap_or_default())
    }

    /// A renderer with the default theme, over which these files lie.
    ///
    /// # Errors
    /// When a template among them has no valid syntax.
    pub fn over(over: Overlay) -> Result<Self, ThemeError> {
        let theme = Theme::load(&over)?;
        let mut tera = Tera::default();
        // The engine's own copies the text, which may be a whole picture.
        tera.register_filter("safe", |text: Value, _: Kwargs, _: &State| text.mark_safe());
        tera.autoescape_on([".html", ".xml", ".rels"]);
        tera.set_escape_fn(escape);
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|error| unreadable(&error))?;
        let parts = docx::Parts::of(&tera);
        Ok(Self { tera, parts, assets: theme.assets, over })
    }

    /// The files that lie over the default theme.
    pub fn overlay(&self) -> &Overlay {
        &self.over
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
    pub fn write(&self, site: &Site, file: &File, out: &mut impl Write) -> Result<usize, PageError> {
        self.write_form(site, file, out).map_err(|error| match error {
            PageError::Io { source, .. } => PageError::Io { page: file.path.clone(), source },
            PageError::Render(error) => PageError::Render(error),
        })
    }

    fn write_form(&self, site: &Site, file: &File, out: &mut impl Write) -> Result<usize, PageError> {
        let At { year, scheme, .. } = file.at;
        match file.form {
            Form::Page(make) => {
                let page = make(site, file.at);
                self.page(site, &page, &file.path, out)?;
                return Ok(page.figures.len());
            }
            Form::Paper(make) => {
                let paper = make(site, file.at);
                let body = fill::fill(site, paper.source, paper.at);
                let body = body.map_err(|errors| unfilled(&file.path, paper.source, errors))?;
                docx::write((&self.tera, &self.parts), &paper, body, &file.path, out)?;
            }
            Form::Tables(make) => {
                docx::write_tables((&self.tera, &self.parts), &make(site, file.at), &file.path, out)?;
            }
            Form::Calendar(make) => ics::write(&make(site, file.at), out)?,
            Form::Results => results::write(&site.years()[year], out)?,
            Form::Schema => out.write_all(results::SCHEMA.as_bytes())?,
            Form::Workbook => xlsx::write(site, year, scheme, out)?,
            Form::SearchIndex => search::index::write(site, out)?,
            Form::EditionsScript => editions::script(&site.input().archive, out)?,
            Form::Errata => editions::errata(&site.input().archive, out)?,
            Form::Feed => feed::write(site, out)?,
            Form::Sheet(make) => csv::write(make(site, file.at), out)?,
        }
        Ok(0)
    }

    /// Renders a page by the template of its kind; `path` is named in errors.
    fn page(&self, site: &Site, page: &Page, path: &str, out: &mut impl Write) -> Result<(), RenderError> {
        let template = format!("{}.html", page.chrome.kind);
        let failed = |error: tera::Error| failed(path, &template, &error);
        let body = page.body.value().map_err(failed)?;
        let mut context = Context::new();
        for (key, value) in body.into_map().unwrap_or_default() {
            context.insert_value(key.as_str().unwrap_or_default().to_owned(), value);
        }
        context.insert("path", path);
        context.insert("chrome", &page.chrome);
        context.insert("charts", &pictures::draw(page));
        match &page.text {
            Text::None => {}
            Text::Markdown(text) => context.insert("body", &markdown::html(text, path)),
            Text::Tokens => context.insert("tokens", &self.tokens()),
            Text::Paper(source, at) => {
                let text = fill::fill(site, source, *at);
                let (body, last) = fill::html(text.map_err(|errors| unfilled(path, source, errors))?, path);
                context.insert("body", &body);
                context.insert("last", &last);
            }
        }
        if page.chrome.released.is_none() {
            return self.tera.render_to(&template, &context, out).map_err(failed);
        }
        let text = self.tera.render(&template, &context).map_err(failed)?;
        let text = outward::as_text(&text, path);
        out.write_all(text.as_bytes()).map_err(|error| failed(error.into()))
    }
}

/// A page that a template fails for: the template is the one at fault, which may be a part that the page's own takes in.
fn failed(page: &str, template: &str, error: &tera::Error) -> RenderError {
    let found = engine::found(error);
    let at_fault = found.iter().find_map(|one| one.place.as_ref()).map_or(template, |(name, ..)| name);
    let reason = found.iter().map(engine::Found::in_its_file).collect::<Vec<_>>().join("；");
    RenderError { page: page.to_owned(), template: at_fault.to_owned(), reason }
}

/// A theme whose templates the engine cannot read.
fn unreadable(error: &tera::Error) -> ThemeError {
    let RenderError { template, reason, .. } = failed("", "", error);
    ThemeError { file: format!("templates/{template}"), fault: ThemeFault::Syntax(reason) }
}

/// Text in a template, without what neither HTML nor XML can hold.
fn escape(text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    if crate::model::is_plain(text) {
        return out.write_all(text.as_bytes());
    }
    tera::escape_html(&crate::model::printable(text), out)
}

/// What a paper whose placeholders mean nothing could not be rendered for.
fn unfilled(page: &str, source: &Paper, errors: &[fill::PaperError]) -> RenderError {
    RenderError {
        page: page.to_owned(),
        template: source.file.to_string(),
        reason: errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
    }
}
