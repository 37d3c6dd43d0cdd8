//! Dates: the day a term ends, and how far something was on a day.

use jiff::ToSpan;
use jiff::civil::Date;

/// How far something that has to be done was on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timing {
    /// Done, by the last day that is on time.
    OnTime,
    /// Done; no last day was set.
    Done,
    /// Done so many days after the last day.
    Late(u32),
    /// Not done, so many days after the last day.
    Overdue(u32),
    /// Not done; the last day is that day or a later one.
    NotDue,
    /// Not done; no last day is set.
    Open,
}

impl Timing {
    /// The days somebody is, or was, behind with it.
    pub fn days_behind(self) -> u32 {
        match self {
            Timing::Late(days) | Timing::Overdue(days) => days,
            Timing::OnTime | Timing::Done | Timing::NotDue | Timing::Open => 0,
        }
    }
}

/// The last day of a term of whole calendar months: the same day of the month, or the month's last day where it has
/// no such day.
pub fn deadline(notice: Date, months: u32) -> Date {
    notice.saturating_add(i64::from(months).months())
}

/// How something that was due on a day, and done on another, stood on the day `as_of`. What was done later than that
/// was not done yet.
pub fn timing(due: Option<Date>, done: Option<Date>, as_of: Date) -> Timing {
    match (due, done.filter(|day| *day <= as_of)) {
        (None, Some(_)) => Timing::Done,
        (None, None) => Timing::Open,
        (Some(due), Some(done)) if done <= due => Timing::OnTime,
        (Some(due), Some(done)) => Timing::Late(days(due, done)),
        (Some(due), None) if as_of <= due => Timing::NotDue,
        (Some(due), None) => Timing::Overdue(days(due, as_of)),
    }
}

/// The days from one day to a later one.
fn days(from: Date, to: Date) -> u32 {
    u32::try_from(to.duration_since(from).as_hours() / 24).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or_else(|_| panic!("{text} is a day"))
    }

    #[test]
    fn a_term_ends_on_the_same_day_or_on_the_months_last() {
        let cases = [
            ("2019-12-31", 2, "2020-02-29"),
            ("2018-12-31", 2, "2019-02-28"),
            ("2020-02-29", 12, "2021-02-28"),
            ("2020-02-29", 48, "2024-02-29"),
            ("2020-05-18", 2, "2020-07-18"),
            ("2020-06-30", 2, "2020-08-30"),
            ("2020-07-31", 2, "2020-09-30"),
            ("2019-11-30", 3, "2020-02-29"),
            ("1899-12-31", 2, "1900-02-28"),
            ("1999-12-31", 2, "2000-02-29"),
            ("2020-01-31", 1, "2020-02-29"),
            ("9999-12-31", 2, "9999-12-31"),
        ];
        for (notice, months, end) in cases {
            assert_eq!(deadline(day(notice), months), day(end), "{notice} + {months}");
        }
    }

    #[test]
    fn what_is_done_is_on_time_until_the_end_of_the_last_day() {
        let due = Some(day("2020-02-29"));
        let cases = [
            (Some("2020-02-28"), "2020-03-10", Timing::OnTime),
            (Some("2020-02-29"), "2020-03-10", Timing::OnTime),
            (Some("2020-03-01"), "2020-03-10", Timing::Late(1)),
            (Some("2020-03-10"), "2020-03-10", Timing::Late(10)),
            // Seen from before it was done.
            (Some("2020-03-10"), "2020-03-09", Timing::Overdue(9)),
            (Some("2020-03-10"), "2020-02-29", Timing::NotDue),
            (None, "2020-02-29", Timing::NotDue),
            (None, "2020-03-01", Timing::Overdue(1)),
            (None, "2021-03-01", Timing::Overdue(366)),
        ];
        for (done, as_of, expected) in cases {
            assert_eq!(timing(due, done.map(day), day(as_of)), expected, "{done:?} seen on {as_of}");
        }
        assert_eq!(timing(None, Some(day("2020-03-01")), day("2020-03-01")), Timing::Done);
        assert_eq!(timing(None, Some(day("2020-03-02")), day("2020-03-01")), Timing::Open);
        assert_eq!(timing(None, None, day("2020-03-01")), Timing::Open);
    }
}
