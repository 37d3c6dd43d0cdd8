//! Dates of the procedure of all subjects as a picture. A single subject's dates are a short table on its own page.

use std::collections::BTreeMap;

use jiff::civil::{Date, date as day_of};

use crate::charts::{Calendar, CalendarMark, CalendarRow, CalendarState};
use crate::procedure::schedule::{Counts, Due, Entry, Step, Timing};
use crate::site::base::{Figure, SchemeSite};
use crate::site::parts::calendar::rows::steps_of;
use crate::wording::number::date;
use crate::wording::schedule::in_words;
use crate::wording::{self, pictures};

/// Rows that still make a picture.
const ROWS: usize = 30;

/// The dates of all subjects of these schemes, every row with its scheme.
pub(crate) fn year_figure<'s>(schemes: &'s [SchemeSite<'_>]) -> Option<Figure<'s>> {
    let rows: Vec<_> = schemes
        .iter()
        .flat_map(|scheme| steps_of(scheme).into_iter().map(move |step| (scheme, step)))
        .collect();
    let rows: Vec<_> = rows.iter().map(|(scheme, step)| (*scheme, step)).collect();
    figure("calendar".to_owned(), &rows, true)
}

/// The dates of all subjects of one scheme.
pub(crate) fn scheme_figure<'s>(scheme: &'s SchemeSite<'_>, steps: &[Step<'s>]) -> Option<Figure<'s>> {
    let rows: Vec<_> = steps.iter().map(|step| (scheme, step)).collect();
    figure(format!("calendar-{}", scheme.scheme.id), &rows, false)
}

fn figure<'s>(id: String, steps: &[(&'s SchemeSite<'_>, &Step<'s>)], named: bool) -> Option<Figure<'s>> {
    let asked = steps.iter().filter(|(_, step)| !step.entries.is_empty());
    let asked: Vec<_> = asked.copied().collect();
    let as_of = asked.first()?.0.stated.date;
    if asked.len() > ROWS {
        return None;
    }
    let rows: Vec<_> = asked.iter().map(|(scheme, step)| row(scheme, step, named, as_of)).collect();
    let entries = || asked.iter().flat_map(|(_, step)| &step.entries);
    let mut days: Vec<Date> = entries().flat_map(|entry| [entry.due, entry.done]).flatten().collect();
    if days.is_empty() {
        return None;
    }
    days.push(as_of);
    let title = in_words(asked.iter().map(|(_, step)| step.counts()).sum());
    let told = format!("截至{}月{}日", as_of.month(), as_of.day());
    Some(Figure::new(
        id,
        pictures::calendar(title, as_of),
        Calendar { rows, ticks: months(&days), as_of: Some((number(as_of), told)) },
    ))
}

fn row<'s>(scheme: &'s SchemeSite<'_>, step: &Step<'s>, named: bool, as_of: Date) -> CalendarRow<'s> {
    let mut marks: BTreeMap<(Date, Option<Date>, bool), u32> = BTreeMap::new();
    for entry in &step.entries {
        if let Some(key) = mark(entry, as_of) {
            *marks.entry(key).or_default() += 1;
        }
    }
    let mark = |((day, late, done), count): ((Date, Option<Date>, bool), u32)| CalendarMark {
        day: number(day),
        state: match (late, done) {
            (None, _) => CalendarState::Done,
            (Some(due), true) => CalendarState::Late(number(due)),
            (Some(due), false) => CalendarState::Overdue(number(due)),
        },
        says: if done { format!("{} {count}个", date(day)) } else { format!("逾期未办 {count}个") },
    };
    CalendarRow {
        name: wording::schedule::step_title(scheme.scheme, step.kind),
        note: if named { &scheme.scheme.short } else { "" },
        due: match step.due {
            Due::Day(day) => Some(number(day)),
            Due::Each | Due::Open => None,
        },
        marks: marks.into_iter().map(mark).collect(),
        counts: counts(step.counts()),
    }
}

/// The day of an entry's mark, since when it is late, and whether it was done; nothing for what has time left.
fn mark(entry: &Entry, as_of: Date) -> Option<(Date, Option<Date>, bool)> {
    match entry.timing {
        Timing::OnTime | Timing::Done => Some((entry.done?, None, true)),
        Timing::Late(_) => Some((entry.done?, Some(entry.due?), true)),
        Timing::Overdue(_) => Some((as_of, Some(entry.due?), false)),
        Timing::NotDue | Timing::Open => None,
    }
}

/// 按期9 迟办1
fn counts(counts: Counts) -> String {
    let Counts { on_time, late, overdue, not_due, done, open } = counts;
    let words = [
        ("按期", on_time),
        ("已办", done),
        ("迟办", late),
        ("逾期", overdue),
        ("未到期", not_due),
        ("未办", open),
    ];
    let there = words.iter().filter(|(_, count)| *count > 0);
    there.map(|(what, count)| format!("{what}{count}")).collect::<Vec<_>>().join(" ")
}

/// A day as a number that grows by one a day.
fn number(day: Date) -> i32 {
    let hours = day.duration_since(day_of(2000, 1, 1)).as_hours();
    i32::try_from(hours / 24).unwrap_or_default()
}

/// The first days of the months between the dates, thinned out where there are many.
fn months(all: &[Date]) -> Vec<(i32, String)> {
    let (Some(first), Some(last)) = (all.iter().min(), all.iter().max()) else { return Vec::new() };
    let count = |day: &Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (from, to) = (count(first), count(last));
    let every = ((to - from) / 10 + 1).max(1);
    let tick = |month: i32| {
        let (year, of) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        let day = Date::new(i16::try_from(year).ok()?, i8::try_from(of).ok()?, 1).ok()?;
        let label =
            if of == 1 || month == from + 1 { format!("{year}年{of}月") } else { format!("{of}月") };
        Some((number(day), label))
    };
    (from..=to).filter(|month| (month - from) % every == 0 || every == 1).filter_map(tick).collect()
}
