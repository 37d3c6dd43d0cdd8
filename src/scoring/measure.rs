//! Measures: an expression over figures of this year and of years before it becomes one number (SCORING.md 2.1).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::LastYear;
use super::arithmetic::{Checked, Stop};
use super::exact::Exact;
use crate::model::{
    Composite, Conversion, DateSource, Earlier, Extreme, FigureIndex, GrowthBase, Measure, Missing, Period,
    Record, Scheme, SubjectId, SubjectIndex,
};

/// Where a measure reads its figures.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub scheme: &'a Scheme,
    pub record: &'a Record,
    pub last: &'a LastYear,
    pub subject: SubjectIndex,
    /// Whether what the subject claimed stands for what was found, where it claimed anything.
    pub claimed: bool,
}

impl Figures<'_> {
    /// The measure, rounded once.
    pub fn measure(&self, measure: &Measure, period: Period) -> Checked<Decimal> {
        self.value(measure, period)?.significant()
    }

    /// The value of a figure in an earlier year: of last year's the record's own `previous:` wins over last year's record.
    pub fn earlier(&self, figure: FigureIndex, period: Period) -> Option<Earlier> {
        let here = self.record.figure(figure).filter(|_| period == Period::LAST).and_then(|value| {
            value.previous.map(|previous| Earlier {
                value: previous,
                year: self.scheme.year.before().unwrap_or(self.scheme.year),
                origins: self.record.place(value.previous_at.unwrap_or(value.at)).into_iter().collect(),
                summed: false,
                stated: true,
            })
        });
        here.or_else(|| self.last.figure_of(self.subject, figure, period).cloned())
    }

    /// A figure's value, `None` when nobody stated it.
    pub fn figure(&self, figure: FigureIndex, period: Period) -> Option<Decimal> {
        match period {
            Period::NOW => self.record.figure(figure).map(|value| match value.reported {
                Some(claimed) if self.claimed => claimed,
                Some(_) | None => value.value,
            }),
            Period::Back(_) | Period::Year(_) => self.earlier(figure, period).map(|earlier| earlier.value),
        }
    }

    /// The date a `days_late` starts from.
    pub fn date(&self, source: DateSource) -> Option<Date> {
        match source {
            DateSource::Milestone(milestone) => self.record.milestone(milestone),
            DateSource::LatestEntry(figure) => {
                self.record.figure(figure)?.entries.iter().filter_map(|entry| entry.date).max()
            }
        }
    }

    /// The measure before it is rounded; the working of the trail goes through here too.
    pub fn value(&self, measure: &Measure, period: Period) -> Checked<Exact> {
        match measure {
            Measure::Figure(figure) => {
                self.figure(*figure, period).map(Exact::from).ok_or(Stop::Missing(match period {
                    Period::NOW => Missing::NoFigure,
                    Period::Back(_) | Period::Year(_) => Missing::NoEarlier,
                }))
            }
            Measure::Constant(value, _) => Ok((*value).into()),
            // What is known of this year alone.
            Measure::Reported(_)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::DaysLate { .. } => {
                if period != Period::NOW {
                    return Err(Stop::Missing(Missing::NoEarlier));
                }
                self.this_year(measure)
            }
            Measure::Ratio(of, per) => self.value(of, period)?.div(&self.in_unit_of(of, per, period)?),
            Measure::Share(of, whole) => {
                self.value(of, period)?.percent().div(&self.in_unit_of(of, whole, period)?)
            }
            Measure::Growth(of, base) => {
                let now = self.value(of, period)?;
                let base = match base {
                    GrowthBase::LastYear => self.value(of, period.then(Period::LAST))?,
                    GrowthBase::Since(year) => self.value(of, Period::Year(*year))?,
                    GrowthBase::Over(base) => self.in_unit_of(of, base, period)?,
                };
                if base <= Exact::ZERO {
                    return Err(Stop::Missing(Missing::NoDenominator));
                }
                now.sub(&base).percent().div(&base)
            }
            Measure::Average { of, years, least } => {
                let values = self.averaged(of, *years, *least, period)?;
                let sum = values.iter().fold(Exact::ZERO, |sum, (_, value)| sum.add(value));
                sum.div(&u32::try_from(values.len()).unwrap_or(u32::MAX).into())
            }
            Measure::LastYear(of) => self.value(of, period.then(Period::LAST)),
            Measure::Log(of) => match self.value(of, period)?.ln() {
                Some(log) => log.map(Exact::from),
                None => Err(Stop::Missing(Missing::NoLogarithm)),
            },
            Measure::Sum(terms) => self.sum(terms, period),
            Measure::Weighted(terms) => {
                let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
                for (weight, term) in terms {
                    let weight = Exact::from(*weight);
                    sum = sum.add(&weight.mul(&self.in_unit_of(&terms[0].1, term, period)?));
                    weights = weights.add(&weight);
                }
                sum.div(&weights)
            }
            Measure::Extreme(which, terms) => {
                let mut found = self.value(&terms[0], period)?;
                for term in &terms[1..] {
                    let value = self.in_unit_of(&terms[0], term, period)?;
                    found = match which {
                        Extreme::Max => found.max(value),
                        Extreme::Min => found.min(value),
                    };
                }
                Ok(found)
            }
            Measure::Difference(of, less) => {
                Ok(self.value(of, period)?.sub(&self.in_unit_of(of, less, period)?))
            }
        }
    }

    /// What only this year's files tell.
    fn this_year(&self, measure: &Measure) -> Checked<Exact> {
        let missing = |reason| Stop::Missing(reason);
        match measure {
            Measure::Reported(figure) => {
                let reported = self.record.figure(*figure).and_then(|value| value.reported);
                reported.map(Exact::from).ok_or(missing(Missing::NoFigure))
            }
            Measure::Reference(reference) => Ok(reference.value.into()),
            Measure::Composite(composite) => {
                let found = self.found(composite);
                let sum = found.iter().fold(Exact::ZERO, |sum, (_, value)| sum.add(&(*value).into()));
                match u32::try_from(found.len()) {
                    Ok(count) if count > 0 => sum.div(&count.into()),
                    Ok(_) | Err(_) => Err(missing(Missing::NoResult)),
                }
            }
            Measure::Count(counted) => self
                .record
                .file
                .as_ref()
                .map(|_| Exact::from(self.record.count(*counted)))
                .ok_or(missing(Missing::NoObservation)),
            Measure::DaysLate { date, due } => {
                let date = self.date(*date).ok_or(missing(Missing::NoDate))?;
                Ok(Decimal::from(days_between(*due, date).max(0)).into())
            }
            Measure::Figure(_)
            | Measure::Constant(..)
            | Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::Average { .. }
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Sum(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::Difference(..) => self.value(measure, Period::NOW),
        }
    }

    /// What another scheme found that a composite asks for; who has no result there does not count.
    pub fn found(&self, composite: &Composite) -> Vec<(SubjectId, Decimal)> {
        let Some(found) = self.last.beside.get(&composite.scheme) else { return Vec::new() };
        let asked = self.scheme.asked_of(&composite.whose, self.subject).into_iter();
        asked.filter_map(|id| found.value(&id, composite.of).map(|value| (id, value))).collect()
    }

    /// The years of an average that have a value, nearest first. The year itself has to have one, and so many in all.
    pub fn averaged(
        &self,
        of: &Measure,
        years: u16,
        least: u16,
        period: Period,
    ) -> Checked<Vec<(Period, Exact)>> {
        let mut values = vec![(period, self.value(of, period)?)];
        for back in 1..years {
            let period = period.then(Period::Back(back));
            match self.value(of, period) {
                Ok(value) => values.push((period, value)),
                Err(Stop::Missing(_)) => {}
                Err(Stop::Overflow) => return Err(Stop::Overflow),
            }
        }
        if values.len() < usize::from(least) {
            return Err(Stop::Missing(Missing::NoEarlier));
        }
        Ok(values)
    }

    /// A sum in the unit of its first term; an optional figure that is absent counts as 0.
    fn sum(&self, terms: &[Measure], period: Period) -> Checked<Exact> {
        let mut total = Exact::ZERO;
        for term in terms {
            if self.is_absent_optional(term, period) {
                continue;
            }
            total = total.add(&self.in_unit_of(&terms[0], term, period)?);
        }
        Ok(total)
    }

    /// Whether a term of a sum is an optional figure that nobody stated. An earlier year's record has to be there: without it
    /// nobody can say that there was nothing.
    pub fn is_absent_optional(&self, term: &Measure, period: Period) -> bool {
        (period == Period::NOW || self.last.has_record_of(self.subject, period))
            && term.optional(&self.scheme.figures).is_some_and(|figure| self.figure(figure, period).is_none())
    }

    /// The value of `measure`, converted to the unit of `of` where both are of one kind.
    pub fn in_unit_of(&self, of: &Measure, measure: &Measure, period: Period) -> Checked<Exact> {
        let value = self.value(measure, period)?;
        match self.conversion(of, measure) {
            Some(Conversion { times, over }) => value.mul(&times.into()).div(&over.into()),
            None => Ok(value),
        }
    }

    /// How a value of `measure` is converted to stand beside `of`, where their units differ.
    pub fn conversion(&self, of: &Measure, measure: &Measure) -> Option<Conversion> {
        let unit = |measure: &Measure| measure.unit(&self.scheme.figures).ok();
        unit(measure)?.to(&unit(of)?).filter(|conversion| conversion.times != conversion.over)
    }
}

/// Days from `from` to `to`, negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i64 {
    let span = to.duration_since(from);
    span.as_hours() / 24
}
