//! Feedback letters (反馈函): what a letter is written from and what it says.

pub(crate) mod facts;

use crate::model::{Paper, SubjectIndex};
use crate::site::base::{SchemeSite, Site, YearSite};
use crate::site::parts::letters::facts::{LetterContext, facts};

pub(crate) use facts::{deadline, problems};

/// The folder of the letters inside a scheme's.
pub(crate) const FOLDER: &str = "letters/";

pub(crate) const NAME: &str = "反馈函";

/// What the letters of a scheme are written from; nothing where it has none.
pub(crate) fn source<'a>(year: &YearSite<'a>, scheme: &SchemeSite) -> Option<&'a Paper> {
    year.year.letters.get(&scheme.scheme.id)
}

/// The Word file of a subject's letter, by the file of its page.
pub(crate) fn docx(page: &str) -> String {
    format!("{}.docx", page.trim_end_matches(".html"))
}

/// The letter of a subject as seen from the page of its result.
pub(crate) fn own(year: &YearSite, scheme: &SchemeSite, subject: SubjectIndex) -> Option<String> {
    source(year, scheme).map(|_| format!("{FOLDER}{}", scheme.files[subject.get()]))
}

/// What only the letter to a subject sees, with the source that all letters of its scheme have; nothing where the scheme
/// has none.
pub fn letter<'s>(
    site: &'s Site<'_>,
    y: usize,
    s: usize,
    subject: SubjectIndex,
) -> Option<(&'s Paper, LetterContext<'s>)> {
    let scheme = site.years.get(y)?.schemes.get(s)?;
    let source = source(&site.years[y], scheme)?;
    Some((source, facts(scheme, subject, source)))
}
