//! Measures: an expression over this year's (and last year's) figures becomes one number (SCORING.md 2.1).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::LastYear;
use super::arithmetic::{Checked, Stop, add, div, mul_div, sub};
use crate::model::{
    DateSource, Earlier, FigureIndex, Measure, MeasureUnit, Missing, Record, Scheme, SubjectIndex, quantise,
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
    /// The measure, quantised.
    pub fn measure(&self, measure: &Measure, when: When) -> Checked<Decimal> {
        self.value(measure, when).map(quantise)
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

    /// The measure's value before it is quantised; the working of the trail goes through here too.
    pub fn value(&self, measure: &Measure, when: When) -> Checked<Decimal> {
        match measure {
            Measure::Figure(figure) => self.figure(*figure, when).ok_or(Stop::Missing(match when {
                When::Now => Missing::NoFigure,
                When::Earlier => Missing::NoEarlier,
            })),
            Measure::Ratio(of, per) => {
                let numerator = self.value(of, when)?;
                div(numerator, self.in_unit_of(of, per, when)?)
            }
            Measure::Share(of, whole) => {
                let part = self.value(of, when)?;
                mul_div(part, Decimal::ONE_HUNDRED, self.in_unit_of(of, whole, when)?)
            }
            Measure::Growth(of) => {
                if when == When::Earlier {
                    return Err(Stop::Missing(Missing::NoEarlier));
                }
                let now = self.value(of, When::Now)?;
                let base = self.value(of, When::Earlier)?;
                if base <= Decimal::ZERO {
                    return Err(Stop::Missing(Missing::NoDenominator));
                }
                mul_div(sub(now, base)?, Decimal::ONE_HUNDRED, base)
            }
            Measure::Sum(terms) => self.sum(terms, when),
            Measure::Difference(of, less) => {
                let of_value = self.value(of, when)?;
                sub(of_value, self.in_unit_of(of, less, when)?)
            }
            Measure::DaysLate { date, due } => {
                if when == When::Earlier {
                    return Err(Stop::Missing(Missing::NoEarlier));
                }
                let date = self.date(*date).ok_or(Stop::Missing(Missing::NoDate))?;
                Ok(Decimal::from(days_between(*due, date).max(0)))
            }
        }
    }

    /// A sum in the unit of its first term; an optional figure that is absent counts as 0.
    fn sum(&self, terms: &[Measure], when: When) -> Checked<Decimal> {
        let mut total = Decimal::ZERO;
        for term in terms {
            if self.is_absent_optional(term, when) {
                continue;
            }
            total = add(total, self.in_unit_of(&terms[0], term, when)?)?;
        }
        Ok(total)
    }

    /// Whether a term of a sum is an optional figure that nobody stated.
    pub fn is_absent_optional(&self, term: &Measure, when: When) -> bool {
        term.optional(&self.scheme.figures).is_some_and(|figure| self.figure(figure, when).is_none())
    }

    /// The value of `measure`, converted to the unit of `of` where both are of one kind.
    pub fn in_unit_of(&self, of: &Measure, measure: &Measure, when: When) -> Checked<Decimal> {
        let value = self.value(measure, when)?;
        match self.conversion(of, measure) {
            Some((unit, target)) => unit.convert(value, target).ok_or(Stop::Overflow),
            None => Ok(value),
        }
    }

    /// The units a value of `measure` is converted between to stand beside `of`, where they differ.
    pub fn conversion(
        &self,
        of: &Measure,
        measure: &Measure,
    ) -> Option<(crate::model::Unit, crate::model::Unit)> {
        let unit = |measure: &Measure| {
            measure.unit(&self.scheme.figures).ok().and_then(|unit: MeasureUnit| unit.plain())
        };
        let (from, to) = (unit(measure)?, unit(of)?);
        (from != to && from.kind() == to.kind()).then_some((from, to))
    }
}

/// Days from `from` to `to`, negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i64 {
    let span = to.duration_since(from);
    span.as_hours() / 24
}
