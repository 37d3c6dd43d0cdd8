//! Every step of every subject as CSV that a spreadsheet opens right.

use std::io::{self, Write};

use jiff::civil::Date;

use super::csv;
use crate::procedure::schedule::stated_day;
use crate::site::{Site, calendar_lines};
use crate::wording;

const HEADS: [&str; 14] = [
    "年度",
    "方案编号",
    "方案",
    "环节编号",
    "环节",
    "对象编号",
    "对象",
    "数据状态",
    "期限",
    "办理日期",
    "情况",
    "拖延天数",
    "截至",
    "条款",
];

/// Writes a year's calendar; a year is a position in the site's list.
///
/// # Errors
/// When the writer fails.
pub(super) fn csv(site: &Site, year: usize, out: &mut impl Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    csv::row(out, &HEADS.map(str::to_owned))?;
    let of = site.years()[year].year;
    let (number, as_of) = (of.year.to_string(), stated_day(of).date.to_string());
    for line in calendar_lines(site, year) {
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let days = match line.timing.days_behind() {
            0 => String::new(),
            days => days.to_string(),
        };
        let cells = [
            number.clone(),
            line.scheme.to_owned(),
            line.scheme_title.to_owned(),
            line.step.to_owned(),
            line.step_title.to_owned(),
            line.subject.to_owned(),
            line.name.to_owned(),
            if line.sample { "示例" } else { "" }.to_owned(),
            day(line.due),
            day(line.done),
            wording::schedule::timing_kind(line.timing).to_owned(),
            days,
            as_of.clone(),
            line.clause.unwrap_or_default().to_owned(),
        ];
        csv::row(out, &cells)?;
    }
    Ok(())
}
