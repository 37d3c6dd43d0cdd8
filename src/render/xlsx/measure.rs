//! Formulas of measures over the sheet of data (SCORING.md 2.1).

use rust_decimal::Decimal;

use super::columns::Columns;
use crate::model::{Conversion, Extreme, FigureDef, GrowthBase, Measure, Period, Scheme, plain};

/// A measure over the sheet of data for the subject at a position, to so many decimals; `None` where what it reads has no
/// column, or where blanks of the sheet would be counted.
pub(super) fn measure(
    scheme: &Scheme,
    columns: &Columns,
    position: u32,
    measure: &Measure,
    decimals: u32,
) -> Option<String> {
    let value = Over { figures: &scheme.figures, columns, position }.value(measure, Period::NOW)?;
    Some(format!("ROUND({value},{decimals})"))
}

/// A subject's figures as cells.
struct Over<'a> {
    figures: &'a [FigureDef],
    columns: &'a Columns,
    position: u32,
}

impl Over<'_> {
    fn value(&self, measure: &Measure, period: Period) -> Option<String> {
        Some(match measure {
            Measure::Figure(figure) => match period {
                Period::NOW => self.columns.figure(*figure, self.position),
                Period::Back(_) | Period::Year(_) => self.columns.earlier(*figure, period, self.position)?,
            },
            Measure::Reported(figure) => self.columns.reported(*figure, self.position)?,
            Measure::Constant(value, _) => literal(*value),
            Measure::Reference(reference) => literal(reference.value),
            // The other scheme has a workbook of its own.
            Measure::Composite(_) => return None,
            Measure::Count(counted) => self.columns.count(*counted, self.position)?,
            Measure::Ratio(of, per) => {
                format!("{}/{}", self.part(of, period)?, self.converted(of, per, period)?)
            }
            Measure::Share(of, whole) => {
                format!("{}*100/{}", self.part(of, period)?, self.converted(of, whole, period)?)
            }
            Measure::Growth(of, base) => {
                let now = self.part(of, period)?;
                let base = match base {
                    GrowthBase::LastYear => self.part(of, period.then(Period::LAST))?,
                    GrowthBase::Since(year) => self.part(of, Period::Year(*year))?,
                    GrowthBase::Over(base) => self.converted(of, base, period)?,
                };
                format!("({now}-{base})*100/{base}")
            }
            // Where a year may be left out, the mean of what is stated passes over its blank cells; what is worked out of
            // blank cells would count.
            Measure::Average { of, years, least } if least < years => {
                let (Measure::Figure(_) | Measure::Reported(_)) = **of else { return None };
                let terms = (0..*years).map(|back| self.value(of, period.then(Period::Back(back))));
                format!("AVERAGE({})", terms.collect::<Option<Vec<_>>>()?.join(","))
            }
            Measure::Average { of, years, .. } => {
                let terms = (0..*years).map(|back| self.part(of, period.then(Period::Back(back))));
                format!("({})/{years}", terms.collect::<Option<Vec<_>>>()?.join("+"))
            }
            Measure::LastYear(of) => self.part(of, period.then(Period::LAST))?,
            Measure::Log(of) => format!("LN({})", self.value(of, period)?),
            Measure::Sum(terms) => {
                let terms = terms.iter().map(|term| self.converted(&terms[0], term, period));
                terms.collect::<Option<Vec<_>>>()?.join("+")
            }
            Measure::Weighted(terms) => {
                let products = terms.iter().map(|(weight, term)| {
                    let value = self.converted(&terms[0].1, term, period)?;
                    Some(format!("{value}*{}", plain(*weight)))
                });
                let sum: Decimal = terms.iter().map(|(weight, _)| *weight).sum();
                format!("({})/{}", products.collect::<Option<Vec<_>>>()?.join("+"), plain(sum))
            }
            Measure::Extreme(which, terms) => {
                let terms = terms.iter().map(|term| self.converted(&terms[0], term, period));
                let terms = terms.collect::<Option<Vec<_>>>()?.join(",");
                match which {
                    Extreme::Max => format!("MAX({terms})"),
                    Extreme::Min => format!("MIN({terms})"),
                }
            }
            Measure::Difference(of, less) => {
                format!("{}-{}", self.part(of, period)?, self.converted(of, less, period)?)
            }
            Measure::DaysLate { date, due } => {
                let date_cell = self.columns.date(*date, self.position)?;
                format!("MAX(0,{date_cell}-DATE({},{},{}))", due.year(), due.month(), due.day())
            }
        })
    }

    fn part(&self, measure: &Measure, period: Period) -> Option<String> {
        let value = self.value(measure, period)?;
        Some(if measure.is_read() { value } else { format!("({value})") })
    }

    /// In the unit of `of`, where both are of one kind.
    fn converted(&self, of: &Measure, measure: &Measure, period: Period) -> Option<String> {
        let value = self.part(measure, period)?;
        let unit = |measure: &Measure| measure.unit(self.figures).ok();
        Some(match unit(measure)?.to(&unit(of)?) {
            Some(Conversion { times, over }) if times != over => {
                let factor = |sign, factor: Decimal| match factor == Decimal::ONE {
                    true => String::new(),
                    false => format!("{sign}{}", plain(factor)),
                };
                format!("({value}{}{})", factor('*', times), factor('/', over))
            }
            Some(_) | None => value,
        })
    }
}

/// A number within a formula.
fn literal(value: Decimal) -> String {
    if value < Decimal::ZERO { format!("({})", plain(value)) } else { plain(value) }
}
