//! The working of a measure: its numbers and operators in the order they are read.

use rust_decimal::Decimal;

use crate::model::{Conversion, Measure, Sign, Working};
use crate::scoring::measure::{Figures, When};

/// The working of a measure; empty for a bare figure or where a number is missing.
pub(super) fn working(figures: &Figures, measure: &Measure) -> Vec<Working> {
    if measure.is_read() {
        return Vec::new();
    }
    let mut out = Vec::new();
    if write(figures, measure, When::Now, &mut out).is_none() {
        out.clear();
    }
    out
}

fn write(figures: &Figures, measure: &Measure, when: When, out: &mut Vec<Working>) -> Option<()> {
    match measure {
        Measure::Figure(_) | Measure::DaysLate { .. } => {
            out.push(Working::Number(figures.measure(measure, when).ok()?));
        }
        Measure::Ratio(of, per) => {
            operand(figures, of, when, out)?;
            out.push(Working::Sign(Sign::Over));
            converted(figures, of, per, when, out)?;
        }
        Measure::Share(of, whole) => {
            operand(figures, of, when, out)?;
            times_hundred(out);
            out.push(Working::Sign(Sign::Over));
            converted(figures, of, whole, when, out)?;
        }
        Measure::Growth(of) => {
            out.push(Working::Sign(Sign::Open));
            operand(figures, of, When::Now, out)?;
            out.push(Working::Sign(Sign::Minus));
            operand(figures, of, When::Earlier, out)?;
            out.push(Working::Sign(Sign::Close));
            times_hundred(out);
            out.push(Working::Sign(Sign::Over));
            operand(figures, of, When::Earlier, out)?;
        }
        Measure::Sum(terms) => {
            let present = terms.iter().filter(|term| !figures.is_absent_optional(term, when));
            for (position, term) in present.enumerate() {
                if position > 0 {
                    out.push(Working::Sign(Sign::Plus));
                }
                converted(figures, &terms[0], term, when, out)?;
            }
        }
        Measure::Difference(of, less) => {
            operand(figures, of, when, out)?;
            out.push(Working::Sign(Sign::Minus));
            converted(figures, of, less, when, out)?;
        }
    }
    Some(())
}

fn times_hundred(out: &mut Vec<Working>) {
    out.push(Working::Sign(Sign::Times));
    out.push(Working::Number(Decimal::ONE_HUNDRED));
}

/// A part of a larger expression: in brackets unless it is a single number.
fn operand(figures: &Figures, measure: &Measure, when: When, out: &mut Vec<Working>) -> Option<()> {
    let simple = measure.is_read();
    if !simple {
        out.push(Working::Sign(Sign::Open));
    }
    write(figures, measure, when, out)?;
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
    when: When,
    out: &mut Vec<Working>,
) -> Option<()> {
    let Some(Conversion { times, over }) = figures.conversion(of, measure) else {
        return operand(figures, measure, when, out);
    };
    out.push(Working::Sign(Sign::Open));
    operand(figures, measure, when, out)?;
    let (sign, factor) = if over == Decimal::ONE { (Sign::Times, times) } else { (Sign::Over, over) };
    out.push(Working::Sign(sign));
    out.push(Working::Number(factor));
    out.push(Working::Sign(Sign::Close));
    Some(())
}
