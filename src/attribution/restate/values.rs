//! Figures of this and of last year in the other scheme's units.

use super::Translation;
use crate::model::{
    Conversion, Earlier, Entry, FigureIndex, FigureValue, GradeIndex, NodeIndex, Period, Record, Scheme,
    StatedMeasure, SubjectIndex, Unit,
};
use crate::scoring::{EarlierYear, LastYear};

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
        let reported = match value.reported {
            Some(reported) => Some(from.convert(reported, to)?),
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
            reported,
            // Only the dates of entries are scored; their values are already in the sum.
            entries: value.entries.iter().map(entry).collect(),
            note: None,
            at: value.at,
            previous_at: None,
            reported_at: None,
        }))
    }

    /// The final grades of the years before, as the scheme's.
    pub(super) fn last_grades(&self, subject: SubjectIndex) -> Vec<Option<GradeIndex>> {
        let grades = self.own.last.grades.get(subject.get()).map_or(&[][..], Vec::as_slice);
        grades.iter().map(|grade| self.forward.grade((*grade)?)).collect()
    }

    /// What lies before the records, in the other scheme's terms; `None` is overflow.
    pub(super) fn past(&self, subjects: usize) -> Option<LastYear> {
        let of = |period| -> Option<Vec<Vec<Option<Earlier>>>> {
            (0..subjects).map(|subject| self.earlier(SubjectIndex::new(subject), period)).collect()
        };
        let further = self.own.last.further.iter().map(|year| {
            let figures = of(Period::Back(year.back))?;
            Some(EarlierYear { year: year.year, back: year.back, figures })
        });
        let further = further.collect::<Option<_>>()?;
        let beside = self.own.last.beside.clone();
        Some(LastYear { figures: of(Period::LAST)?, further, beside, ..LastYear::default() })
    }

    /// What an earlier year states, for each of the scheme's figures; `None` is overflow.
    fn earlier(&self, subject: SubjectIndex, period: Period) -> Option<Vec<Option<Earlier>>> {
        if !self.own.last.has_record_of(subject, period) {
            return Some(Vec::new());
        }
        let figures = (0..self.theirs().figures.len()).map(FigureIndex::new);
        figures
            .map(|figure| {
                let Some(ours) = self.back.figure(figure) else {
                    let native = self.forward.subject(subject);
                    return Some(native.and_then(|at| self.by.last.figure_of(at, figure, period)).cloned());
                };
                let Some(earlier) = self.own.last.figure_of(subject, ours, period) else {
                    return Some(None);
                };
                let (from, to) = self.units(ours, figure);
                Some(Some(Earlier { value: from.convert(earlier.value, to)?, ..earlier.clone() }))
            })
            .collect()
    }

    /// The measures the record states itself: its own where both schemes have the leaf, else those of the record of the
    /// scheme's year.
    pub(super) fn stated(&self, own: &Record, native: Option<&Record>) -> Option<Vec<StatedMeasure>> {
        let measure = |node: NodeIndex| -> Option<Option<StatedMeasure>> {
            let Some(ours) = self.back.node(node) else {
                return Some(native.and_then(|record| record.measure(node)).cloned());
            };
            let Some(stated) = own.measure(ours) else { return Some(None) };
            let unit = |scheme: &Scheme, node| scheme.node(node).measure().map(|(_, unit)| unit.clone());
            let Some(Conversion { times, over }) =
                unit(self.ours(), ours).and_then(|from| from.to(&unit(self.theirs(), node)?))
            else {
                return Some(None);
            };
            let value = stated.value.checked_mul(times)?.checked_div(over)?;
            Some(Some(StatedMeasure { node, value, ..stated.clone() }))
        };
        let stated = self.theirs().indices().map(measure).collect::<Option<Vec<_>>>()?;
        Some(stated.into_iter().flatten().collect())
    }

    fn units(&self, ours: FigureIndex, theirs: FigureIndex) -> (&Unit, &Unit) {
        (&self.ours().figures[ours.get()].unit, &self.theirs().figures[theirs.get()].unit)
    }
}
