//! Texts of cells: how heads and names are compared, what stands for no value, how numbers and dates are written.

use jiff::civil::Date;

use super::super::scalar;

/// What is written where there is no value.
pub(super) const NONE: [&str; 14] =
    ["/", "／", "\\", "-", "--", "—", "——", "–", "－", "−", "―", "─", "一一", "…"];

/// A text to compare by: without blanks, full-width signs as their halves.
pub(super) fn normal(text: &str) -> String {
    text.chars().filter(|character| !blank(*character)).map(half).collect()
}

fn blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
}

fn half(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(character as u32 - '！' as u32 + '!' as u32).unwrap_or(character),
        '−' | '–' => '-',
        other => other,
    }
}

/// Whether a cell says that there is no value.
pub fn is_none(text: &str) -> bool {
    let text = text.trim_matches(blank);
    text.is_empty() || NONE.contains(&text)
}

/// A head in parts: what it is called and what stands in brackets behind it, as units do.
pub(super) fn head(normal: &str) -> (&str, Option<&str>) {
    let inside = normal.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match inside {
        Some((name, bracket)) if !name.is_empty() && !bracket.is_empty() => (name, Some(of_unit(bracket))),
        _ => (normal, None),
    }
}

/// `单位:万元` without what stands before the unit.
pub(super) fn of_unit(text: &str) -> &str {
    text.strip_prefix("单位").map_or(text, |rest| rest.trim_start_matches([':', '为']))
}

/// The unit that a line over a table states: `单位:万元`, `金额单位:万元`, `收支情况表(单位:万元)`.
pub(super) fn unit_over(text: &str) -> Option<&str> {
    let text = text.trim_matches(['(', ')']);
    let (_, behind) = text.rsplit_once("单位")?;
    let stated = behind.trim_start_matches([':', '为']);
    // Without a sign between them it is a unit only where nothing stands before.
    (!stated.is_empty() && (stated.len() < behind.len() || text.starts_with("单位"))).then_some(stated)
}

/// A number as a person writes it in a table: the plain number, and what stands behind it, as a unit does.
pub fn number(text: &str) -> Result<(String, String), (&'static str, Option<String>)> {
    let text: String = text.trim_matches(blank).chars().map(half).collect();
    if text.starts_with('(') && text.ends_with(')') {
        return Err(("括号里的数不知道是不是负数", None));
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | ',' | '+')))
        .unwrap_or(text.len());
    let (digits, behind) = text.split_at(end);
    let behind = behind.trim_start_matches(blank);
    if behind.starts_with(['e', 'E'])
        && behind[1..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'))
    {
        return Err(("这是科学记数法，位数已经丢了", None));
    }
    let plain = match digits.contains(',') {
        true => ungrouped(digits).ok_or(("逗号不在千分位上", None))?,
        false => digits.to_owned(),
    };
    if !behind.is_empty() && plain.is_empty() {
        return Err(("这不是数字", None));
    }
    scalar::decimal(&plain).map(|number| (number.to_string(), behind.to_owned()))
}

/// `1,234,567.8` without its commas; nothing where they do not stand at thousands.
fn ungrouped(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (right && !fraction.is_some_and(|fraction| fraction.contains(','))).then(|| digits.replace(',', ""))
}

/// A date as a person writes it: 2020-03-20, 2020/3/20, 2020.3.20, 2020年3月20日, 20200320.
pub fn date(text: &str) -> Result<Date, &'static str> {
    let text: String = text.trim_matches(blank).chars().map(half).collect();
    // What a spreadsheet program writes of a day: midnight behind it.
    let text = text.strip_suffix("00:00:00").or(text.strip_suffix(" 0:00")).map_or(&*text, str::trim);
    match scalar::date(text) {
        Ok(date) => Ok(date),
        Err((why, better)) => better.and_then(|better| scalar::date(&better).ok()).ok_or(why),
    }
}

/// The shortest decimal text that gives the same number, as `Display` prints it. A spreadsheet keeps fifteen digits of
/// what is typed, and each number of up to fifteen digits is the shortest text of its own; one with more was worked out.
pub fn shortest(number: f64) -> Result<String, &'static str> {
    if !number.is_finite() {
        return Err("这不是数字");
    }
    let text = format!("{number}");
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit);
    let digits: Vec<u8> = digits.collect();
    let significant = match text.contains('.') {
        true => digits.len(),
        false => digits.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1),
    };
    if significant > 15 {
        return Err("电子表格只存得下 15 位有效数字，这个数有更多位，多半是公式算出来的");
    }
    Ok(if text == "-0" { "0".to_owned() } else { text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_compared_without_blanks_and_widths() {
        assert_eq!(normal(" 就业 人数\n（万人）"), "就业人数(万人)");
        for (text, name, bracket) in [
            ("就业人数(万人)", "就业人数", Some("万人")),
            ("资金(单位:万元)", "资金", Some("万元")),
            ("资金(单位万元)", "资金", Some("万元")),
            ("就业人数", "就业人数", None),
            ("(一)就业", "(一)就业", None),
            ("(万元)", "(万元)", None),
        ] {
            assert_eq!(head(text), (name, bracket), "{text}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number, behind) in [
            ("12.50", "12.50", ""),
            (" 1,234,567.8 ", "1234567.8", ""),
            ("１，２３４．５", "1234.5", ""),
            ("－3", "-3", ""),
            ("95.3%", "95.3", "%"),
            ("９５．３％", "95.3", "%"),
            ("3.8亿元", "3.8", "亿元"),
            ("3.8 亿元", "3.8", "亿元"),
            ("0", "0", ""),
            ("\u{a0}7\u{3000}", "7", ""),
        ] {
            assert_eq!(super::number(text), Ok((number.to_owned(), behind.to_owned())), "{text}");
        }
        for text in [
            "1,23",
            "1,2345",
            "12,34,567",
            "1.2,345",
            "(5)",
            "1.5E+05",
            "约100",
            "",
            "012",
            "+5",
            "1 234",
            "0x1f",
            "无",
        ] {
            let found = super::number(text);
            assert!(
                found.as_ref().is_err() || found.as_ref().is_ok_and(|(_, behind)| !behind.is_empty()),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn what_stands_for_no_value() {
        for text in ["", " ", "/", "—", "——", " - ", "\u{3000}", "－"] {
            assert!(is_none(text), "{text:?}");
        }
        for text in ["0", "无", "不适用", "-1", "0.0"] {
            assert!(!is_none(text), "{text:?}");
        }
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in [
            "2020-03-20",
            "2020/3/20",
            "2020.3.20",
            "2020年3月20日",
            "20200320",
            "２０２０-3-20",
            "2020/3/20 0:00",
            "2020-03-20 00:00:00",
        ] {
            assert_eq!(date(text).map(|date| date.to_string()), Ok("2020-03-20".to_owned()), "{text}");
        }
        for text in ["去年", "43910", "3月20日", "2020-02-30", "", "2020/3/20 8:30"] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_number_is_the_one_that_was_typed() {
        for typed in [
            "0.1",
            "95.3",
            "0.953",
            "123456789012345",
            "-12.5",
            "0",
            "12345678.9012345",
            "0.0000001",
            "1000000000000000000000",
        ] {
            let number: f64 = typed.parse().expect("a number");
            assert_eq!(shortest(number).as_deref(), Ok(typed));
        }
        assert_eq!(shortest(-0.0).as_deref(), Ok("0"));
        for worked_out in [0.1 + 0.2, 1.0 / 3.0, 1_234_567_890_123_456.0, f64::NAN, f64::INFINITY] {
            assert!(shortest(worked_out).is_err(), "{worked_out}");
        }
    }
}
