//! The subject's results over the years.

use serde::Serialize;

use super::Subject;
use crate::history::Standing;
use crate::site::base::{Figure, subjects};
use crate::site::parts::years::{self, YearRow};

/// The years, newest first.
#[derive(Debug, Serialize)]
pub struct Years<'a> {
    pub rows: Vec<YearRow<'a>>,
    /// Whether any of them has a grade.
    pub graded: bool,
    /// What the head of the changes says of their scale.
    pub change_scale: &'static str,
    /// The subject's own page, across all schemes.
    pub own: String,
    /// Whether there is more than this one result of the subject.
    #[serde(skip)]
    pub several: bool,
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    fn standings(&self) -> Vec<Standing<'s>> {
        let all = self.site.history.standings(self.scheme.scheme, self.index);
        all.iter().filter(|standing| standing.year <= self.scheme.year.year).copied().collect()
    }

    pub(crate) fn years(&self) -> Years<'s> {
        let rows = years::rows(self.site, &self.standings(), "../../../", Some(self.scheme));
        let id = &self.scheme.scheme.subjects[self.index.get()];
        Years {
            graded: self.scheme.is_graded() || rows.iter().any(|row| row.grade.is_some()),
            change_scale: years::change_scale(&rows),
            rows,
            own: format!("../../../subjects/{}", self.scheme.files[self.index.get()]),
            several: subjects::standings(self.site, id).into_iter().map(<[_]>::len).sum::<usize>() > 1,
        }
    }

    /// The score over the years, where there is more than one.
    pub(crate) fn trend(&self) -> Option<Figure<'s>> {
        years::trend(self.scheme, &self.standings(), "trend".to_owned())
    }
}
