//! Bonuses and deductions: how many points, and how often (SCORING.md section 4).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::arithmetic::{Checked, mul};
use crate::model::{Cause, Each, FigureIndex, Points, Record, RuleIndex};

/// The points a rule gives for this record: how many cases, how many points; `None` when there is nothing to count.
pub(super) fn count(
    points: &Points,
    rule: RuleIndex,
    record: &Record,
) -> Checked<Option<(u32, Decimal, Vec<Cause>)>> {
    let (count, causes) = match &points.each {
        Each::Once => (1, Vec::new()),
        Each::Event(event) => {
            let count = u32::try_from(record.events_of(*event).count()).unwrap_or(u32::MAX);
            (count, vec![Cause::Event { event: *event, count }])
        }
        Each::MonthLate { figure, due } => (months_late(record, *figure, *due, rule), Vec::new()),
    };
    if count == 0 {
        return Ok(None);
    }
    let total = mul(points.points, Decimal::from(count))?;
    let total = points.max.map_or(total, |max| total.min(max));
    Ok(Some((count, total, causes)))
}

/// The latest entry of a figure that is not exempt from a rule.
pub(super) fn latest_entry(record: &Record, figure: FigureIndex, rule: RuleIndex) -> Option<Date> {
    let value = record.figure(figure)?;
    value.entries.iter().filter(|entry| !entry.exempt.contains(&rule)).filter_map(|entry| entry.date).max()
}

/// Calendar months from the due date's month to the latest entry that is not exempt; 0 when on time.
fn months_late(record: &Record, figure: FigureIndex, due: Date, rule: RuleIndex) -> u32 {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    latest_entry(record, figure, rule)
        .map_or(0, |latest| u32::try_from(months(latest) - months(due)).unwrap_or_default())
}
