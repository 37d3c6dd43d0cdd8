//! What a check looks at: one scheme of one year, and the same scheme the year before.

use rust_decimal::Decimal;

use crate::history::Scored;
use crate::model::{
    Evaluation, FigureDef, FigureIndex, FigureValue, Record, Scheme, SubjectIndex, Year, YearContent,
};

/// One scheme of one year.
pub(super) struct Look<'a> {
    pub scored: &'a Scored<'a>,
    pub year: &'a YearContent,
    /// The same scheme the year before.
    pub earlier: Option<&'a Evaluation>,
    /// By subject, where the year before lists it; nobody was merged.
    pub then: Vec<Option<SubjectIndex>>,
}

impl<'a> Look<'a> {
    pub fn at(scored: &'a Scored<'a>, year: &'a YearContent, before: Option<&'a YearContent>) -> Self {
        let scheme = &scored.evaluation.scheme;
        let same = |other: &&Evaluation| other.scheme.id == *scheme.id_before();
        let earlier = before.and_then(|before| before.evaluations.iter().find(same));
        let nobody = || vec![None; scheme.subjects.len()];
        let then = earlier.map_or_else(nobody, |earlier| scheme.subjects_in(&earlier.scheme));
        Self { scored, year, earlier, then }
    }

    pub fn scheme(&self) -> &'a Scheme {
        &self.scored.evaluation.scheme
    }

    /// The subjects' records, those that are there.
    pub fn records(&self) -> impl Iterator<Item = (SubjectIndex, &'a Record)> + use<'a> {
        let records = self.scored.evaluation.records.iter().enumerate();
        records
            .filter(|(_, record)| record.file.is_some())
            .map(|(at, record)| (SubjectIndex::new(at), record))
    }

    /// A subject's record of the year before.
    pub fn record_before(&self, subject: SubjectIndex) -> Option<&'a Record> {
        self.earlier?.records.get(self.then[subject.get()]?.get())
    }

    /// The figures of the scheme.
    pub fn figures(&self) -> impl Iterator<Item = (FigureIndex, &'a FigureDef)> + use<'a> {
        let figures = self.scheme().figures.iter().enumerate();
        figures.map(|(at, figure)| (FigureIndex::new(at), figure))
    }

    /// The value of the year before, in this year's unit: as that year's record has it, else as this year's states it.
    pub fn before(&self, subject: SubjectIndex, figure: FigureIndex) -> Option<(Decimal, Year)> {
        if let Some(earlier) = self.scored.last.figure(subject, figure) {
            return Some((earlier.value, earlier.year));
        }
        let stated = self.figure(subject, figure)?.previous?;
        Some((stated, self.scheme().year.before()?))
    }

    pub fn figure(&self, subject: SubjectIndex, figure: FigureIndex) -> Option<&'a FigureValue> {
        self.scored.evaluation.records[subject.get()].figure(figure)
    }

    /// The peer group of a subject.
    pub fn group(&self, subject: SubjectIndex) -> usize {
        self.scored.results.subjects[subject.get()].group
    }

    pub fn groups(&self) -> usize {
        self.scored.results.groups.len().max(1)
    }
}
