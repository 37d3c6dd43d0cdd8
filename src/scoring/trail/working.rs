//! The working of a measure: its numbers and operators in the order they are read.

use rust_decimal::Decimal;

use crate::model::{Conversion, GrowthBase, Measure, Period, Sign, Working};
use crate::scoring::measure::Figures;

/// The working of a measure; empty for a bare figure or where a number is missing.
pub(super) fn working(figures: &Figures, measure: &Measure) -> Vec<Working> {
    if measure.is_read() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if write(figures, measure, Period::NOW, &mut out).is_none() {
        out.clear();
    }
    out
}

fn write(figures: &Figures, measure: &Measure, period: Period, out: &mut Vec<Working>) -> Option<()> {
    match measure {
        Measure::Figure(_)
        | Measure::Reported(_)
        | Measure::Constant(..)
        | Measure::Reference(_)
        | Measure::Count(_)
        | Measure::Composite(_)
        | Measure::DaysLate { .. } => {
            out.push(Working::Number(figures.measure(measure, period).ok()?));
        }
        Measure::Ratio(of, per) => {
            operand(figures, of, period, out)?;
            out.push(Working::Sign(Sign::Over));
            converted(figures, of, per, period, out)?;
        }
        Measure::Share(of, whole) => {
            operand(figures, of, period, out)?;
            times_hundred(out);
            out.push(Working::Sign(Sign::Over));
            converted(figures, of, whole, period, out)?;
        }
        Measure::Growth(of, base) => {
            let base = |out: &mut Vec<Working>| match base {
                GrowthBase::LastYear => operand(figures, of, period.then(Period::LAST), out),
                GrowthBase::Since(year) => operand(figures, of, Period::Year(*year), out),
                GrowthBase::Over(base) => converted(figures, of, base, period, out),
            };
            out.push(Working::Sign(Sign::Open));
            operand(figures, of, period, out)?;
            out.push(Working::Sign(Sign::Minus));
            base(out)?;
            out.push(Working::Sign(Sign::Close));
            times_hundred(out);
            out.push(Working::Sign(Sign::Over));
            base(out)?;
        }
        Measure::Average { of, years, least } => {
            let values = figures.averaged(of, *years, *least, period).ok()?;
            out.push(Working::Sign(Sign::Open));
            for (position, (period, _)) in values.iter().enumerate() {
                if position > 0 {
                    out.push(Working::Sign(Sign::Plus));
                }
                operand(figures, of, *period, out)?;
            }
            out.push(Working::Sign(Sign::Close));
            out.push(Working::Sign(Sign::Over));
            out.push(Working::Number(values.len().into()));
        }
        Measure::LastYear(of) => operand(figures, of, period.then(Period::LAST), out)?,
        Measure::Log(of) => {
            out.push(Working::Sign(Sign::Log));
            listed(figures, of, &[&**of], period, out)?;
        }
        Measure::Sum(terms) => {
            let present = terms.iter().filter(|term| !figures.is_absent_optional(term, period));
            for (position, term) in present.enumerate() {
                if position > 0 {
                    out.push(Working::Sign(Sign::Plus));
                }
                converted(figures, &terms[0], term, period, out)?;
            }
        }
        Measure::Weighted(terms) => {
            out.push(Working::Sign(Sign::Open));
            for (position, (weight, term)) in terms.iter().enumerate() {
                if position > 0 {
                    out.push(Working::Sign(Sign::Plus));
                }
                converted(figures, &terms[0].1, term, period, out)?;
                out.push(Working::Sign(Sign::Times));
                out.push(Working::Number(*weight));
            }
            out.push(Working::Sign(Sign::Close));
            out.push(Working::Sign(Sign::Over));
            out.push(Working::Number(terms.iter().map(|(weight, _)| *weight).sum()));
        }
        Measure::Extreme(which, terms) => {
            out.push(Working::Sign(Sign::Extreme(*which)));
            let terms: Vec<&Measure> = terms.iter().collect();
            listed(figures, terms[0], &terms, period, out)?;
        }
        Measure::Difference(of, less) => {
            operand(figures, of, period, out)?;
            out.push(Working::Sign(Sign::Minus));
            converted(figures, of, less, period, out)?;
        }
    }
    Some(())
}

/// What a function is of: in brackets, with commas between.
fn listed(
    figures: &Figures,
    first: &Measure,
    terms: &[&Measure],
    period: Period,
    out: &mut Vec<Working>,
) -> Option<()> {
    out.push(Working::Sign(Sign::Open));
    for (position, term) in terms.iter().enumerate() {
        if position > 0 {
            out.push(Working::Sign(Sign::Comma));
        }
        match figures.conversion(first, term) {
            Some(_) => converted(figures, first, term, period, out)?,
            None => write(figures, term, period, out)?,
        }
    }
    out.push(Working::Sign(Sign::Close));
    Some(())
}

fn times_hundred(out: &mut Vec<Working>) {
    out.push(Working::Sign(Sign::Times));
    out.push(Working::Number(Decimal::ONE_HUNDRED));
}

/// A part of a larger expression: in brackets unless it is a single number.
fn operand(figures: &Figures, measure: &Measure, period: Period, out: &mut Vec<Working>) -> Option<()> {
    let simple = measure.is_read();
    if !simple {
        out.push(Working::Sign(Sign::Open));
    }
    write(figures, measure, period, out)?;
    if !simple {
        out.push(Working::Sign(Sign::Close));
    }
    Some(())
}

/// A part that stands beside `of`: converted to its unit, the conversion written out.
fn converted(
    figures: &Figures,
    of: &Measure,
    measure: &Measure,
    period: Period,
    out: &mut Vec<Working>,
) -> Option<()> {
    let Some(Conversion { times, over }) = figures.conversion(of, measure) else {
        return operand(figures, measure, period, out);
    };
    out.push(Working::Sign(Sign::Open));
    operand(figures, measure, period, out)?;
    for (sign, factor) in [(Sign::Times, times), (Sign::Over, over)] {
        if factor != Decimal::ONE {
            out.push(Working::Sign(sign));
            out.push(Working::Number(factor));
        }
    }
    out.push(Working::Sign(Sign::Close));
    Some(())
}
