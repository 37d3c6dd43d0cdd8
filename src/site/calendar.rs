//! Dates of the procedure of all subjects as a picture. A single subject's dates are a short table on its own page.

use std::collections::BTreeMap;

use jiff::civil::{Date, date as day_of};

use super::figure::{Figure, Picture};
use super::number::date;
use super::scheme_site::SchemeSite;
use crate::charts::{Calendar, CalendarRow};
use crate::model::MilestoneIndex;

/// Rows that still make a picture.
const ROWS: usize = 24;

/// The dates of all subjects of these schemes.
pub(super) fn calendar<'s>(schemes: &[&'s SchemeSite<'_>]) -> Option<Figure<'s>> {
    let mut rows = Vec::new();
    let mut all: Vec<Date> = Vec::new();
    let (mut late, mut open) = (0, 0);
    for scheme in schemes {
        for (position, milestone) in scheme.scheme.milestones.iter().enumerate() {
            let index = MilestoneIndex::new(position);
            let records = &scheme.scored.evaluation.records;
            let dates: Vec<_> = records.iter().map(|record| record.milestone(index)).collect();
            let mut by_day: BTreeMap<Date, u32> = BTreeMap::new();
            dates.iter().flatten().for_each(|day| *by_day.entry(*day).or_default() += 1);
            let after = |day: &&Date| milestone.due.is_some_and(|due| **day > due);
            let (came_late, none) = (
                dates.iter().flatten().filter(after).count(),
                dates.iter().filter(|day| day.is_none()).count(),
            );
            late += came_late;
            open += none;
            all.extend(dates.iter().flatten().copied().chain(milestone.due));
            let counts = format!("按期{} 逾期{came_late} 未填{none}", dates.len() - came_late - none);
            let done =
                by_day.into_iter().map(|(day, count)| (number(day), format!("{} {count}个", date(day))));
            rows.push(CalendarRow {
                name: &milestone.title,
                note: &scheme.scheme.short,
                due: milestone.due.map(number),
                done: done.collect(),
                counts,
            });
        }
    }
    if rows.is_empty() || rows.len() > ROWS || all.is_empty() {
        return None;
    }
    let title = match (late, open) {
        (0, 0) => "各环节均按期办理".to_owned(),
        (late, 0) => format!("{late}次逾期，其余按期"),
        (0, open) => format!("{open}次未填日期，其余按期"),
        (late, open) => format!("{late}次逾期，{open}次未填日期"),
    };
    Some(Figure {
        id: "calendar".into(),
        sub: "竖线为期限；实心圆为按期办理，空心菱形为逾期，粗线为迟延的时间".to_owned(),
        description: format!("各环节的期限与办理日期：{title}。"),
        title,
        note: None,
        picture: Picture::Calendar(Calendar { rows, ticks: months(&all) }),
    })
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
