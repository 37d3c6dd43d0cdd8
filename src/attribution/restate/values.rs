//! Figures of this and of last year in the other scheme's units.

use super::Translation;
use crate::model::{Earlier, Entry, FigureIndex, FigureValue, GradeIndex, Record, SubjectIndex, Unit};

impl Translation<'_> {
    /// The value of one of the scheme's figures; the outer `None` is overflow.
    pub(super) fn figure(
        &self,
        own: &Record,
        native: Option<&Record>,
        figure: FigureIndex,
    ) -> Option<Option<FigureValue>> {
        let Some(ours) = self.back.figure(figure) else {
            return Some(native.and_then(|record| record.figure(figure)).cloned());
        };
        let Some(value) = own.figure(ours) else {
            return Some(None);
        };
        let (from, to) = self.units(ours, figure);
        let previous = match value.previous {
            Some(previous) => Some(from.convert(previous, to)?),
            None => None,
        };
        let entry = |entry: &Entry| Entry {
            value: entry.value,
            date: entry.date.map(|date| self.forward.date(date)),
            source: None,
            exempt: entry.exempt.iter().filter_map(|rule| self.forward.rule(*rule)).collect(),
            at: entry.at,
        };
        Some(Some(FigureValue {
            value: from.convert(value.value, to)?,
            written: None,
            previous,
            // Only the dates of entries are scored; their values are already in the sum.
            entries: value.entries.iter().map(entry).collect(),
            note: None,
            at: value.at,
        }))
    }

    /// The final grades of the years before, as the scheme's.
    pub(super) fn last_grades(&self, subject: SubjectIndex) -> Vec<Option<GradeIndex>> {
        let grades = self.own.last.grades.get(subject.get()).map_or(&[][..], Vec::as_slice);
        grades.iter().map(|grade| grade.map(|grade| self.forward.grade(grade))).collect()
    }

    /// What the year before states, for each of the scheme's figures; `None` is overflow.
    pub(super) fn last_year(&self, subject: SubjectIndex) -> Option<Vec<Option<Earlier>>> {
        let figures = (0..self.theirs().figures.len()).map(FigureIndex::new);
        figures
            .map(|figure| {
                let Some(ours) = self.back.figure(figure) else {
                    let native = self.forward.subject(subject);
                    return Some(native.and_then(|at| self.by.last.figure(at, figure)).cloned());
                };
                let Some(earlier) = self.own.last.figure(subject, ours) else {
                    return Some(None);
                };
                let (from, to) = self.units(ours, figure);
                Some(Some(Earlier { value: from.convert(earlier.value, to)?, ..earlier.clone() }))
            })
            .collect()
    }

    fn units(&self, ours: FigureIndex, theirs: FigureIndex) -> (Unit, Unit) {
        (self.ours().figures[ours.get()].unit, self.theirs().figures[theirs.get()].unit)
    }
}
