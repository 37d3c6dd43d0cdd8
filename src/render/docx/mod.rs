//! Papers as Word files, which offices circulate: the circular and the letters, by GB/T 9704-2012.
//!
//! In: a paper's view and its filled Markdown, the same its page is made from. Out: a .docx with named styles, an A4
//! type area of 156 × 225 mm, real tables, and the same bytes from the same paper. Headings are Word's own, so that its
//! navigation finds them.
//!
//! The way: a [`Document`] of paragraphs and tables (`paper`, `text`, `table`, `colophon`), on which sheet it ends
//! (`length`), then the theme's templates of the parts, each file of `templates/docx/` one part (`package`). What a
//! paper looks like stands in those templates; here stands what depends on its words.

mod colophon;
mod document;
mod length;
mod package;
mod paper;
mod style;
mod table;
mod text;
mod well_formed;

use std::io::Write;

use tera::Tera;

use document::Document;

use super::PageError;
use crate::site::{PaperPage, TablePaper};

/// The templates of the parts.
pub(super) use package::Parts;

/// Writes a paper; `body` is its Markdown with the placeholders filled, `path` is named in errors.
///
/// # Errors
/// When a template cannot be rendered, or the writer fails.
pub(super) fn write(
    theme: (&Tera, &Parts),
    page: &PaperPage,
    body: &str,
    path: &str,
    out: &mut impl Write,
) -> Result<(), PageError> {
    finish(theme, &paper::build(page, body), path, out)
}

/// Writes tables that are a paper by themselves.
///
/// # Errors
/// As [`write`].
pub(super) fn write_tables(
    theme: (&Tera, &Parts),
    page: &TablePaper,
    path: &str,
    out: &mut impl Write,
) -> Result<(), PageError> {
    finish(theme, &paper::list(page), path, out)
}

fn finish(
    (tera, parts): (&Tera, &Parts),
    document: &Document,
    path: &str,
    out: &mut impl Write,
) -> Result<(), PageError> {
    Ok(out.write_all(&parts.zip(tera, document, path)?)?)
}
