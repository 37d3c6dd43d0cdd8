//! The same day and the same words some years later.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// How far, and which years are moved: the one that is left, the one before it and the one after it, in which its results
/// are published. What lies further back (“2016年以来”) is history and stays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    pub from: i16,
    pub by: i16,
}

impl Shift {
    /// The day as many years later; the last day of a month stays the last.
    pub fn day(self, day: Date) -> Date {
        let moved = day.saturating_add(i64::from(self.by).years());
        if day == day.last_of_month() { moved.last_of_month() } else { moved }
    }

    /// A date as it is written.
    pub fn date(self, text: &str) -> Option<String> {
        let day: Date = text.parse().ok().filter(|day: &Date| day.to_string() == text)?;
        Some(self.day(day).to_string())
    }

    /// The years in a text, and dates as they are written in words. Names of other papers in 《》 stay, and so do their
    /// numbers in 〔〕 unless they are asked for.
    pub fn text(self, text: &str, numbers: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut title, mut number, mut braces) = (0_u32, 0_u32, 0_u32);
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits > 0 {
                let (word, after) = rest.split_at(digits);
                let year: Option<i16> = word.parse().ok().filter(|_| digits == 4);
                let moves = title == 0 && braces == 0 && (number == 0 || numbers);
                match year.filter(|year| moves && (self.from - 1..=self.from + 1).contains(year)) {
                    Some(year) => out.push_str(&(year + self.by).to_string()),
                    None => out.push_str(word),
                }
                rest = after;
                continue;
            }
            match c {
                '《' => title += 1,
                '》' => title = title.saturating_sub(1),
                '〔' => number += 1,
                '〕' => number = number.saturating_sub(1),
                '{' => braces += 1,
                '}' => braces = braces.saturating_sub(1),
                _ => {}
            }
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_words_move_and_history_stays() {
        let by = |by| Shift { from: 2020, by };
        for (years, text, moved) in [
            (1, "2021-01-31", "2022-01-31"),
            (1, "2020-02-29", "2021-02-28"),
            (4, "2020-02-29", "2024-02-29"),
            (3, "2021-02-28", "2024-02-29"),
        ] {
            assert_eq!(by(years).date(text).as_deref(), Some(moved));
        }
        assert_eq!(by(1).date("2021年"), None);
        let told = "2016年以来，2020年度（2019—2020年）按《2020年方案》和粤府〔2020〕3号，{{ 2020 }}，2021年5月17日，12020";
        let moved = "2016年以来，2021年度（2020—2021年）按《2020年方案》和粤府〔2020〕3号，{{ 2020 }}，2022年5月17日，12020";
        assert_eq!(by(1).text(told, false), moved);
        assert_eq!(by(1).text("样例〔2021〕0号", true), "样例〔2022〕0号");
    }
}
