//! The desk: what a command works on. The content folder, and beside it what was released, which wins over content
//! wherever an earlier year is looked at.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::scoring::{Grades, ScoredContent, score_year};
use crate::content::{self, Sources};
use crate::diagnostics::Diagnostic;
use crate::edition::{self, Edition, INPUTS, Manifest, RESULTS, Shelf, ShelfError};
use crate::history::{self, PublishedYear, ScoredYear};
use crate::model::{Content, Year, YearContent};
use crate::site::{Mark, YearInput};

/// Everything a command starts from.
#[derive(Debug)]
pub struct Desk {
    /// The content as read, without errors.
    pub content: Content,
    /// Warnings of reading; a build hands them on.
    pub problems: Vec<Diagnostic>,
    /// The bytes the content was read from, where a release asked for them.
    pub sources: Sources,
    /// Every edition found in the site folder.
    pub shelf: Shelf,
    /// The edition of each year that holds, ascending.
    pub released: Vec<ReleasedYear>,
}

/// A year as the edition in force has it.
#[derive(Debug)]
pub struct ReleasedYear {
    /// Folder and manifest of the version in force.
    pub edition: Edition,
    /// The year it publishes.
    pub year: Year,
    /// The content folder inside it.
    pub content: Content,
    /// The results it published, which scoring again must reproduce.
    pub published: PublishedYear,
}

/// Why there is nothing to work on.
#[derive(Debug)]
pub enum DeskError {
    /// The content has errors; warnings stand among them.
    Content(Vec<Diagnostic>),
    /// The released editions cannot be used.
    Shelf(ShelfError),
    /// The inputs of a released edition, at this place, cannot be read.
    Inputs(PathBuf, Vec<Diagnostic>),
}

/// Results of all drafts and of all editions in force.
#[derive(Debug)]
pub struct Scores<'a> {
    /// The content folder's years.
    pub drafts: ScoredContent<'a>,
    /// The editions in force, as [`Desk::released`] lists them.
    pub released: Vec<ScoredYear<'a>>,
}

impl Desk {
    /// Reads a content folder and the editions of a site.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn read(content: &Path, site: &Path) -> Result<Self, DeskError> {
        let read = super::read(content);
        match read.content {
            Some(content) => Self::with(content, read.diagnostics, site),
            None => Err(DeskError::Content(read.diagnostics)),
        }
    }

    /// Reads what can be worked on of a content folder of which parts have errors; those stand among
    /// [`problems`](Self::problems), what is left out in the content itself.
    ///
    /// # Errors
    /// See [`DeskError`]; the content's where nothing can be worked on.
    pub fn read_sound(content: &Path, site: &Path) -> Result<Self, DeskError> {
        Self::read_over(content, &Sources::new(), site)
    }

    /// The same, as it would be with these files in the content folder.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub(super) fn read_over(content: &Path, over: &Sources, site: &Path) -> Result<Self, DeskError> {
        if edition::is_inputs(content) {
            return Self::read(content, site);
        }
        let rough = content::read_rough(content, over);
        let problems = rough.diagnostics.clone();
        let shelf = Shelf::read(site).map_err(DeskError::Shelf)?;
        let stands = standing(&shelf);
        match rough.sound(&|year| stands.contains(&year)) {
            Some(content) => Self::on(content, problems, shelf),
            None => Err(DeskError::Content(problems)),
        }
    }

    /// Errors that are not among the problems of reading.
    pub fn new_errors(&self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        // The text of a line is added to some of them later.
        let key = |one: &Diagnostic| (one.code, one.file.clone(), one.message.clone());
        let known: Vec<_> = self.problems.iter().map(key).collect();
        found.iter().filter(|one| one.is_error() && !known.contains(&key(one))).cloned().collect()
    }

    /// What is left to work on when these errors were found after reading.
    ///
    /// # Errors
    /// All problems, where nothing is left.
    pub fn without(mut self, errors: Vec<Diagnostic>) -> Result<Self, DeskError> {
        let stands = standing(&self.shelf);
        let rest = content::without(self.content, &errors, &|year| stands.contains(&year));
        self.problems.extend(errors);
        match rest {
            Some(content) => Ok(Self { content, ..self }),
            None => Err(DeskError::Content(self.problems)),
        }
    }

    /// Lays the editions of a site beside a content that was read.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn with(content: Content, problems: Vec<Diagnostic>, site: &Path) -> Result<Self, DeskError> {
        Self::on(content, problems, Shelf::read(site).map_err(DeskError::Shelf)?)
    }

    /// Lays a shelf of editions beside a content that was read.
    ///
    /// # Errors
    /// See [`DeskError`].
    pub fn on(content: Content, problems: Vec<Diagnostic>, shelf: Shelf) -> Result<Self, DeskError> {
        let released = shelf.in_force().into_iter().map(ReleasedYear::read).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { content, problems, sources: Sources::new(), shelf, released })
    }

    /// The edition of a year that holds.
    pub fn released(&self, year: Year) -> Option<&ReleasedYear> {
        self.released.iter().find(|released| released.year == year)
    }

    /// A year of the content folder.
    pub fn draft(&self, year: Year) -> Option<&YearContent> {
        self.content.year(year)
    }

    /// What a year looks back at: what was released wins over what lies in the content folder, except for the year
    /// that is being released, which counts as its draft.
    pub fn before(&self, year: Year, releasing: Option<Year>) -> Option<&YearContent> {
        self.looked_at(year.before()?, releasing)
    }

    /// A year as others look at it, likewise.
    pub fn looked_at(&self, year: Year, releasing: Option<Year>) -> Option<&YearContent> {
        match self.released(year).filter(|_| releasing != Some(year)) {
            Some(released) => released.year(),
            None => self.draft(year),
        }
    }

    /// The grades that editions published, but for the year that counts as its draft.
    fn published(&self, releasing: Option<Year>) -> Grades {
        let mut grades = Grades::default();
        let released = self.released.iter().filter(|released| releasing != Some(released.year));
        released.for_each(|released| grades.of_published(&released.published));
        grades
    }

    /// Scores every draft and every released year.
    pub fn score(&self, releasing: Option<Year>) -> Scores<'_> {
        let mut drafts = ScoredContent::default();
        let mut grades = self.published(releasing);
        for year in &self.content.years {
            let scored = score_year((&self.content, year), &|year| self.looked_at(year, releasing), &grades);
            grades.of_scored(&scored.0);
            drafts.push(scored);
        }
        let published = self.published(None);
        let released = self.released.par_iter().map(|released| released.score(&published)).collect();
        Scores { drafts, released }
    }
}

/// The years whose editions stand in for what the content folder holds of them.
fn standing(shelf: &Shelf) -> Vec<Year> {
    shelf.in_force().into_iter().filter_map(|edition| Year::new(edition.manifest.year)).collect()
}

impl ReleasedYear {
    fn read(edition: &Edition) -> Result<Self, DeskError> {
        let place = edition.folder.join(INPUTS);
        let read = content::read_kept(&edition.inputs().map_err(DeskError::Shelf)?);
        let Some(content) = read.content else { return Err(DeskError::Inputs(place, read.diagnostics)) };
        let results = edition.folder.join(RESULTS);
        let unreadable = |why: String| DeskError::Shelf(ShelfError::Unreadable(results.clone(), why));
        let text = edition.bytes(RESULTS).map_err(DeskError::Shelf)?;
        let published = PublishedYear::parse(&text).map_err(|error| unreadable(error.to_string()))?;
        let year = Year::new(edition.manifest.year)
            .filter(|year| content.years.iter().any(|of| of.year == *year))
            .ok_or(DeskError::Inputs(place, read.diagnostics))?;
        Ok(Self { edition: edition.clone(), year, content, published })
    }

    /// The year as it stands in the edition's inputs.
    pub fn year(&self) -> Option<&YearContent> {
        self.content.year(self.year)
    }

    /// The edition's results: scored again from its inputs, then held to what was published.
    fn score(&self, grades: &Grades) -> ScoredYear<'_> {
        let year = self.year().expect("reading made sure that the edition's year is there");
        score_released(&self.content, year, &self.published, grades)
    }

    /// What pages of the edition are marked as.
    pub fn mark(&self) -> Mark<'_> {
        mark(&self.edition.manifest)
    }
}

/// What pages of an edition are marked as.
pub(super) fn mark(manifest: &Manifest) -> Mark<'_> {
    Mark::Released {
        version: manifest.version,
        date: history::day(manifest.time),
        note: manifest.note.as_deref(),
        supersedes: manifest.corrected().map(|before| before.version),
        inputs: &manifest.inputs.sha256,
        internal: manifest.internal_draft,
        missing: manifest.missing,
        register: manifest.register.as_ref(),
    }
}

/// A year as its edition has it: scored again from the edition's inputs, then held to what it published.
pub(super) fn score_released<'a>(
    content: &'a Content,
    year: &'a YearContent,
    published: &PublishedYear,
    grades: &Grades,
) -> ScoredYear<'a> {
    let mut scored = score_year((content, year), &|year| content.year(year), grades).0;
    for scheme in &mut scored.schemes {
        if let Some(published) = published.scheme(scheme.evaluation.scheme.id.as_str()) {
            scheme.restored = history::restore(scheme, published);
        }
    }
    scored
}

impl<'a> Scores<'a> {
    /// What a reader of the site meets for each year: the edition in force, or the draft where nothing was released.
    pub fn front(&'a self, desk: &'a Desk) -> Vec<YearInput<'a>> {
        let released = desk.released.iter().zip(&self.released).map(|(of, scored)| YearInput {
            content: &of.content,
            scored,
            mark: of.mark(),
        });
        let unreleased = self.drafts.years.iter().filter(|draft| desk.released(draft.year.year).is_none());
        let drafts = unreleased.map(|scored| YearInput { content: &desk.content, scored, mark: Mark::Draft });
        let mut years: Vec<_> = released.chain(drafts).collect();
        years.sort_by_key(|year| year.scored.year.year);
        years
    }

    /// The draft of a year after the editions in force of the years before; `mark` is what it is to be.
    pub fn line(&'a self, desk: &'a Desk, year: Year, mark: Mark<'a>) -> Option<Vec<YearInput<'a>>> {
        let scored = self.drafts.years.iter().find(|draft| draft.year.year == year)?;
        let mut line = self.front(desk);
        line.retain(|of| of.scored.year.year < year);
        line.push(YearInput { content: &desk.content, scored, mark });
        Some(line)
    }
}
