//! Workbooks to fill in, and filled ones put into records.

use std::collections::BTreeMap;
use std::path::Path;

use super::entry::{EntryError, find, sound};
use crate::content::{Sources, outline, read};
use crate::entry::Asked;
use crate::entry::sheets::{self, Book};
use crate::model::{Content, SubjectIndex, Year};
use crate::output;

/// For whom there is a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each subject.
    Subject,
    /// Each organ that provides something.
    Organ,
}

/// The workbooks that were written.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    /// Their paths relative to the folder they were written to.
    pub files: Vec<String>,
}

/// Writes the workbooks of a year, or of one of its schemes.
///
/// # Errors
/// See [`EntryError`].
pub fn export_sheets(
    folder: &Path,
    year: Year,
    scheme: Option<&str>,
    by: By,
    to: &Path,
) -> Result<Exported, EntryError> {
    let (content, sources) = sound(folder)?;
    let years = || content.years.iter().map(|of| of.year.to_string()).collect();
    let of = content.year(year).ok_or_else(|| EntryError::NoYear(year, years()))?;
    let chosen = scheme.map(|scheme| find(&content, year, scheme)).transpose()?;
    let mut files = BTreeMap::new();
    for evaluation in &of.evaluations {
        if chosen.is_some_and(|(_, one)| one.scheme.id != evaluation.scheme.id) {
            continue;
        }
        let asked = Asked::new(&content, of, evaluation);
        for book in books(&content, &asked, &sources, by).map_err(|()| unreadable(folder))? {
            let bytes = sheets::write(&book, of.cutoff)
                .map_err(|error| EntryError::Io(to.to_owned(), std::io::Error::other(error)))?;
            let mut path = format!("{}/{}.xlsx", evaluation.scheme.id, book.file);
            // Two names may become one without what no file may be called.
            while files.contains_key(&path) {
                path = path.replace(".xlsx", "_.xlsx");
            }
            files.insert(path, bytes);
        }
    }
    output::create(to, &files)?;
    Ok(Exported { files: files.into_keys().collect() })
}

fn unreadable(folder: &Path) -> EntryError {
    EntryError::Content(read(folder).diagnostics.into_iter().filter(|one| one.is_error()).collect())
}

fn books(content: &Content, asked: &Asked<'_>, sources: &Sources, by: By) -> Result<Vec<Book>, ()> {
    let subjects = (0..asked.scheme().subjects.len()).map(SubjectIndex::new);
    let record =
        |subject: SubjectIndex| record(asked, sources, subject).map(|text| (subject, text)).ok_or(());
    let site = site(content);
    match by {
        By::Subject => subjects.map(|of| Ok(sheets::book(asked, site, vec![record(of)?], None))).collect(),
        By::Organ => {
            let records: Vec<sheets::Record> = subjects.map(record).collect::<Result<_, ()>>()?;
            let organs = sheets::organs(asked);
            Ok(organs.iter().map(|organ| sheets::book(asked, site, records.clone(), Some(organ))).collect())
        }
    }
}

/// What tells the site from others.
fn site(content: &Content) -> &str {
    content.site.id.as_deref().unwrap_or(&content.site.organ)
}

/// The text of a record; empty where there is none, nothing where it cannot be read.
fn record(asked: &Asked<'_>, sources: &Sources, subject: SubjectIndex) -> Option<String> {
    let path = asked.file(&asked.scheme().subjects[subject.get()]);
    let Some(bytes) = sources.get(&path) else { return Some(String::new()) };
    let text = std::str::from_utf8(bytes).ok()?;
    outline(text).map(|_| text.to_owned())
}
