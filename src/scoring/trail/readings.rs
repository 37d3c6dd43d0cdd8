//! What a measure reads: figures and dates of the record, numbers of the year, cases on record, each once.

use super::Reader;
use crate::model::{At, Counted, DateSource, FigureIndex, Measure, Period, Place, Step, StepKind};

impl Reader<'_> {
    /// Everything the measure reads, of this year and of years before it; each once.
    pub(super) fn readings(&self, measure: &Measure, steps: &mut Vec<Step>) {
        let mut seen: Vec<(&Measure, Period)> = Vec::new();
        self.read(measure, Period::NOW, &mut seen, steps);
    }

    fn read<'m>(
        &self,
        measure: &'m Measure,
        period: Period,
        seen: &mut Vec<(&'m Measure, Period)>,
        steps: &mut Vec<Step>,
    ) {
        if measure.is_read() {
            if !seen.contains(&(measure, period)) {
                seen.push((measure, period));
                steps.extend(self.reading(measure, period));
            }
            return;
        }
        for (part, of) in measure.parts() {
            self.read(part, period.then(of), seen, steps);
        }
    }

    fn reading(&self, measure: &Measure, period: Period) -> Option<Step> {
        match measure {
            Measure::Figure(figure) if period == Period::NOW => self.figure(*figure),
            Measure::Figure(figure) => {
                let earlier = self.figures().earlier(*figure, period)?;
                let origins = earlier.origins.clone();
                Some(self.step(StepKind::Earlier { figure: *figure, earlier }, origins, None))
            }
            Measure::Reported(figure) => {
                let stated = self.record.figure(*figure)?;
                let kind = StepKind::Reported { figure: *figure, value: stated.reported? };
                Some(self.step(kind, self.here([stated.reported_at.unwrap_or(stated.at)]), None))
            }
            Measure::Reference(reference) => {
                let origins = vec![reference.origin.clone()];
                Some(self.step(StepKind::Referred(reference.clone()), origins, None))
            }
            Measure::Composite(composite) => {
                let found = self.figures().found(composite);
                let kind = StepKind::Composite { composite: composite.clone(), found };
                Some(self.step(kind, vec![self.scheme_place(self.node().at)], None))
            }
            Measure::Count(counted) => {
                let kind = StepKind::Counted { counted: *counted, count: self.record.count(*counted) };
                Some(self.step(kind, self.cases(*counted), None))
            }
            Measure::DaysLate { date, due } => {
                let read = self.figures().date(*date)?;
                let at = match date {
                    DateSource::Milestone(milestone) => {
                        self.record.milestones[milestone.get()].map(|(_, at)| at)
                    }
                    DateSource::LatestEntry(figure) => self.record.figure(*figure).map(|value| value.at),
                };
                Some(self.step(StepKind::DateRead { date: read, due: *due }, self.here(at), None))
            }
            // A constant stands in the formula; the others are read part by part.
            Measure::Constant(..)
            | Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::Average { .. }
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Sum(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::Difference(..) => None,
        }
    }

    pub(super) fn figure(&self, figure: FigureIndex) -> Option<Step> {
        let Some(value) = self.record.figure(figure) else {
            let optional = self.scheme().figures[figure.get()].optional;
            return optional.then(|| self.step(StepKind::Absent { figure }, Vec::new(), None));
        };
        let kind = StepKind::Figure {
            figure,
            value: value.value,
            written: value.written.as_deref().cloned(),
            entries: value.entries.len(),
        };
        Some(self.step(kind, self.here([value.at]), None))
    }

    /// The lines of what is counted.
    fn cases(&self, counted: Counted) -> Vec<Place> {
        match counted {
            Counted::Events(kind) => self.here(self.record.events_of(kind).map(|event| event.at)),
            Counted::Problems(of) => {
                let problems = self.record.problems.iter().filter(|problem| problem.severity == of);
                self.here(problems.map(|problem| problem.at))
            }
        }
    }

    fn here(&self, lines: impl IntoIterator<Item = At>) -> Vec<Place> {
        lines.into_iter().filter_map(|at| self.record.place(at)).collect()
    }
}
