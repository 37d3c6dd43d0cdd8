//! How far a year's procedure is on a day.

use std::path::Path;

use jiff::civil::Date;

use crate::diagnostics::Diagnostic;
use crate::edition::{self, ClockError};
use crate::history::day;
use crate::model::{Content, Evaluation, Year, YearContent};
use crate::procedure::schedule::{DaySource, StatedDay};

/// A year whose procedure is asked for, and the day it is told for.
#[derive(Debug)]
pub struct Status {
    /// The content it was read from.
    pub content: Content,
    /// The day everything is told for.
    pub day: StatedDay,
    year: usize,
    scheme: Option<usize>,
}

/// Why nothing can be told.
#[derive(Debug)]
pub enum StatusError {
    /// The content has errors.
    Content(Vec<Diagnostic>),
    /// There is no such year; these there are.
    NoYear(Vec<String>),
    /// The clock says no time.
    Clock(ClockError),
}

impl Status {
    /// The year that is told of.
    pub fn year(&self) -> &YearContent {
        &self.content.years[self.year]
    }

    /// The same for one of the year's evaluations.
    pub fn of_evaluation(self, at: usize) -> Self {
        Self { scheme: Some(at), ..self }
    }

    /// The evaluations that are asked for.
    pub fn evaluations(&self) -> impl Iterator<Item = &Evaluation> {
        let all = self.year().evaluations.iter().enumerate();
        all.filter(|(at, _)| self.scheme.is_none_or(|of| of == *at)).map(|(_, evaluation)| evaluation)
    }
}

/// Reads a year and settles the day: the one that is asked for, else the one the year states, else today.
///
/// # Errors
/// See [`StatusError`].
pub fn status(folder: &Path, year: Year, date: Option<Date>) -> Result<Status, StatusError> {
    let read = super::read(folder);
    let content = read.content.ok_or(StatusError::Content(read.diagnostics))?;
    let position = content.years.iter().position(|of| of.year == year);
    let at = position
        .ok_or_else(|| StatusError::NoYear(content.years.iter().map(|of| of.year.to_string()).collect()))?;
    let day = match (date, content.years[at].as_of) {
        (Some(date), _) => StatedDay { date, source: DaySource::Asked },
        (None, Some(date)) => StatedDay { date, source: DaySource::Year },
        (None, None) => {
            let now = edition::now().map_err(StatusError::Clock)?;
            StatedDay { date: day(now), source: DaySource::Today }
        }
    };
    Ok(Status { content, day, year: at, scheme: None })
}
