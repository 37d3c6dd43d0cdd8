//! Papers as Word files, which offices circulate: the circular and the letters, by GB/T 9704-2012.
//!
//! In: a paper's view and its filled Markdown, the same its page is made from. Out: a .docx with named styles, an A4
//! type area of 156 × 225 mm, real tables, and the same bytes from the same paper. Headings are Word's own, so that its
//! navigation finds them.

mod package;
mod paper;
mod record;
mod styles;
mod table;
mod text;

use std::io::{self, Write};

use crate::site::{PaperPage, TablePaper};

/// Writes a paper; `body` is its Markdown with the placeholders filled.
///
/// # Errors
/// When the writer fails.
pub(super) fn write(page: &PaperPage, body: &str, out: &mut impl Write) -> io::Result<()> {
    let package = package::Package {
        title: page.heading,
        author: page.signed,
        day: page.source.issued,
        parts: paper::build(page, body),
    };
    out.write_all(&package.zip()?)
}

/// Writes tables that are a paper by themselves.
///
/// # Errors
/// When the writer fails.
pub(super) fn write_tables(page: &TablePaper, out: &mut impl Write) -> io::Result<()> {
    let package =
        package::Package { title: &page.heading, author: page.organ, day: None, parts: paper::list(page) };
    out.write_all(&package.zip()?)
}
