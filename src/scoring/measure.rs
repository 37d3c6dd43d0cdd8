//! Measures: an expression over this year's (and last year's) figures becomes one number (SCORING.md 2.1).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::LastYear;
use super::arithmetic::{Checked, Stop};
use super::exact::Exact;
use crate::model::{
    Conversion, DateSource, Earlier, FigureIndex, Measure, Missing, Record, Scheme, SubjectIndex,
};

/// Where a measure reads its figures.
#[derive(Clone, Copy)]
pub(super) struct Figures<'a> {
    pub scheme: &'a Scheme,
    pub record: &'a Record,
    pub last: &'a LastYear,
    pub subject: SubjectIndex,
}

/// This year's or last year's figures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Now,
    Earlier,
}

impl Figures<'_> {
    /// The measure, rounded once.
    pub fn measure(&self, measure: &Measure, when: When) -> Checked<Decimal> {
        self.value(measure, when)?.significant()
    }

    /// Last year's value of a figure: the record's own `previous:` wins over last year's record.
    pub fn earlier(&self, figure: FigureIndex) -> Option<Earlier> {
        let here = self.record.figure(figure).and_then(|value| {
            value.previous.map(|previous| Earlier {
                value: previous,
                year: self.scheme.year.before().unwrap_or(self.scheme.year),
                origin: self.record.place(value.at),
                stated: true,
            })
        });
        here.or_else(|| self.last.figure(self.subject, figure).cloned())
    }

    /// A figure's value, `None` when nobody stated it.
    fn figure(&self, figure: FigureIndex, when: When) -> Option<Decimal> {
        match when {
            When::Now => self.record.figure(figure).map(|value| value.value),
            When::Earlier => self.earlier(figure).map(|earlier| earlier.value),
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
    pub fn value(&self, measure: &Measure, when: When) -> Checked<Exact> {
        match measure {
            Measure::Figure(figure) => {
                self.figure(*figure, when).map(Exact::from).ok_or(Stop::Missing(match when {
                    When::Now => Missing::NoFigure,
                    When::Earlier => Missing::NoEarlier,
                }))
            }
            Measure::Ratio(of, per) => self.value(of, when)?.div(&self.in_unit_of(of, per, when)?),
            Measure::Share(of, whole) => {
                self.value(of, when)?.percent().div(&self.in_unit_of(of, whole, when)?)
            }
            Measure::Growth(of) => {
                if when == When::Earlier {
                    return Err(Stop::Missing(Missing::NoEarlier));
                }
                let now = self.value(of, When::Now)?;
                let base = self.value(of, When::Earlier)?;
                if base <= Exact::ZERO {
                    return Err(Stop::Missing(Missing::NoDenominator));
                }
                now.sub(&base).percent().div(&base)
            }
            Measure::Sum(terms) => self.sum(terms, when),
            Measure::Difference(of, less) => Ok(self.value(of, when)?.sub(&self.in_unit_of(of, less, when)?)),
            Measure::DaysLate { date, due } => {
                if when == When::Earlier {
                    return Err(Stop::Missing(Missing::NoEarlier));
                }
                let date = self.date(*date).ok_or(Stop::Missing(Missing::NoDate))?;
                Ok(Decimal::from(days_between(*due, date).max(0)).into())
            }
        }
    }

    /// A sum in the unit of its first term; an optional figure that is absent counts as 0.
    fn sum(&self, terms: &[Measure], when: When) -> Checked<Exact> {
        let mut total = Exact::ZERO;
        for term in terms {
            if self.is_absent_optional(term, when) {
                continue;
            }
            total = total.add(&self.in_unit_of(&terms[0], term, when)?);
        }
        Ok(total)
    }

    /// Whether a term of a sum is an optional figure that nobody stated. Last year's record has to be there: without it
    /// nobody can say that there was nothing.
    pub fn is_absent_optional(&self, term: &Measure, when: When) -> bool {
        (when == When::Now || self.last.has_record(self.subject))
            && term.optional(&self.scheme.figures).is_some_and(|figure| self.figure(figure, when).is_none())
    }

    /// The value of `measure`, converted to the unit of `of` where both are of one kind.
    pub fn in_unit_of(&self, of: &Measure, measure: &Measure, when: When) -> Checked<Exact> {
        let value = self.value(measure, when)?;
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
