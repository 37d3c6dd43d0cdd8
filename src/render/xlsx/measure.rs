//! Formulas of measures over the sheet of data (SCORING.md 2.1).

use rust_decimal::Decimal;

use super::columns::Columns;
use crate::model::{Conversion, Extreme, FigureDef, GrowthBase, Measure, Period, SubjectIndex, plain};
use crate::site::SchemeSite;

/// A measure over the sheet of data for a subject and its position there, to so many decimals; `None` where what it reads
/// has no column.
pub(super) fn measure(
    site: &SchemeSite,
    columns: &Columns,
    (subject, position): (SubjectIndex, u32),
    measure: &Measure,
    decimals: u32,
) -> Option<String> {
    let over = Over { site, figures: &site.scheme.figures, columns, subject, position };
    let value = over.value(measure, Period::NOW)?;
    Some(format!("ROUND({value},{decimals})"))
}

/// A subject's figures as cells.
struct Over<'a> {
    site: &'a SchemeSite<'a>,
    subject: SubjectIndex,
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
            Measure::Composite(composite) => {
                let asked = self.site.scheme.asked_of(&composite.whose, self.subject);
                self.columns.composite(composite, &asked)?
            }
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
            Measure::Average { of, years, least } if least < years => match **of {
                Measure::Figure(_) | Measure::Reported(_) => {
                    let terms = (0..*years).map(|back| self.value(of, period.then(Period::Back(back))));
                    format!("AVERAGE({})", terms.collect::<Option<Vec<_>>>()?.join(","))
                }
                Measure::Constant(..)
                | Measure::Reference(_)
                | Measure::Composite(_)
                | Measure::Count(_)
                | Measure::Ratio(..)
                | Measure::Share(..)
                | Measure::Growth(..)
                | Measure::Average { .. }
                | Measure::LastYear(_)
                | Measure::Log(_)
                | Measure::Sum(_)
                | Measure::Weighted(_)
                | Measure::Extreme(..)
                | Measure::Difference(..)
                | Measure::DaysLate { .. } => {
                    let sum = self.over_years(of, *years, period, |value| value.to_owned())?;
                    format!("({sum})/({})", self.counted(of, *years, period)?)
                }
            },
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

    /// How many of so many years have a value.
    fn counted(&self, of: &Measure, years: u16, period: Period) -> Option<String> {
        self.over_years(of, years, period, |value| format!("ISNUMBER({value})"))
    }

    /// The sum over the years that have a value: a year without one adds 0.
    fn over_years(
        &self,
        of: &Measure,
        years: u16,
        period: Period,
        term: impl Fn(&str) -> String,
    ) -> Option<String> {
        let terms = (0..years).map(|back| {
            let period = period.then(Period::Back(back));
            let value = format!("({})", self.value(of, period)?);
            let (mut cells, mut tests) = (Vec::new(), Vec::new());
            self.needs(of, period, &mut cells, &mut tests)?;
            cells.sort_unstable();
            cells.dedup();
            if !cells.is_empty() {
                tests.insert(0, format!("(COUNT({})={})", cells.join(","), cells.len()));
            }
            tests.push(term(&value));
            Some(format!("IFERROR({},0)", tests.join("*")))
        });
        Some(terms.collect::<Option<Vec<_>>>()?.join("+"))
    }

    /// The cells that have to be stated for a measure to have a value, and what else has to hold; what cannot be divided
    /// or has no logarithm is an error of the formula itself.
    fn needs(
        &self,
        measure: &Measure,
        period: Period,
        cells: &mut Vec<String>,
        tests: &mut Vec<String>,
    ) -> Option<()> {
        match measure {
            Measure::Figure(_) | Measure::Reported(_) => cells.push(self.value(measure, period)?),
            Measure::DaysLate { date, .. } => cells.push(self.columns.date(*date, self.position)?),
            Measure::Average { of, years, least } if least < years => {
                self.needs(of, period, cells, tests)?;
                tests.push(format!("({}>={least})", self.counted(of, *years, period)?));
            }
            Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Composite(_)
            | Measure::Count(_)
            | Measure::Ratio(..)
            | Measure::Share(..)
            | Measure::Growth(..)
            | Measure::Average { .. }
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Sum(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::Difference(..) => {
                let sums = matches!(measure, Measure::Sum(_));
                let parts = measure.parts();
                for (part, then) in &parts {
                    let then = period.then(*then);
                    if !sums || part.optional(self.figures).is_none() {
                        self.needs(part, then, cells, tests)?;
                    } else if then != Period::NOW && !self.site.scored.last.has_record_of(self.subject, then)
                    {
                        // What may be left out of a sum counts as 0, as a blank cell does, where there is a record.
                        tests.push("0".to_owned());
                    }
                }
                if let (Measure::Growth(..), [.., (base, then)]) = (measure, &parts[..]) {
                    tests.push(format!("({}>0)", self.part(base, period.then(*then))?));
                }
            }
        }
        Some(())
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
