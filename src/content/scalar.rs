//! Numbers, dates and identifiers, each from the text as it was written.

use jiff::civil::Date;
use rust_decimal::Decimal;

/// Words that other YAML readers take for truth values or nothing; never identifiers.
const RESERVED: [&str; 8] = ["yes", "no", "on", "off", "true", "false", "null", "y"];
/// Longest identifier: it becomes the name of a file.
const LONGEST_ID: usize = 64;

/// Why a text is no identifier.
pub(super) fn identifier(text: &str) -> Result<(), &'static str> {
    if RESERVED.contains(&text) || text == "n" {
        return Err("这个词在 YAML 里另有含义，不能作标识");
    }
    if text.len() > LONGEST_ID {
        return Err("标识最多 64 个字符");
    }
    let mut bytes = text.bytes();
    if !bytes.next().is_some_and(|first| first.is_ascii_lowercase()) {
        return Err("标识要以小写英文字母开头");
    }
    if !bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_') {
        return Err("标识只能用小写英文字母、数字、- 和 _");
    }
    Ok(())
}

/// A decimal with at most 20 digits before and 10 after the point, or why it is none and what to write instead.
pub(super) fn decimal(text: &str) -> Result<Decimal, (&'static str, Option<String>)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || fraction.is_some_and(|part| !all_digits(part)) {
        return Err(ill_formed(text));
    }
    if whole.len() > 1 && whole.starts_with('0') {
        let trimmed = whole.trim_start_matches('0');
        let whole = if trimmed.is_empty() { "0" } else { trimmed };
        let rest = fraction.map(|part| format!(".{part}")).unwrap_or_default();
        return Err(("数字前面不要补零", Some(format!("{}{whole}{rest}", if negative { "-" } else { "" }))));
    }
    if whole.len() > 20 {
        return Err(("小数点前最多 20 位", None));
    }
    if fraction.is_some_and(|part| part.len() > 10) {
        return Err(("小数点后最多 10 位", None));
    }
    // 20 + 10 digits can exceed the 96 bits of a decimal.
    let mut number = Decimal::from_str_exact(text).map_err(|_| ("数字位数太多，存不下", None))?;
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    Ok(number)
}

/// Of a sign that stands for no value.
pub(super) const NONE: &str = "它不是数，也不表示没有";

/// What is wrong with a number, and the right form where it is plain.
fn ill_formed(text: &str) -> (&'static str, Option<String>) {
    let half: String = text.chars().map(half_width).collect();
    if text.contains('，') {
        return ("这里有中文逗号“，”：几个数之间用英文逗号，一个数里不写逗号", None);
    }
    if half != text {
        let better = decimal(&half).is_ok().then_some(half);
        return ("数字要用半角", better);
    }
    let bare = text.trim_matches(['“', '”', '‘', '’', '「', '」', '"', '\'']);
    if bare != text {
        let better = decimal(bare).is_ok().then(|| bare.to_owned());
        return ("数字外面不要加引号", better);
    }
    if matches!(text, "-" | "—" | "——" | "/" | "无" | "N/A" | "n/a" | "NA" | "空") {
        return (NONE, None);
    }
    for (cut, why) in [(",", "数字里不要写千位逗号"), ("_", "数字里不要写下划线"), (" ", "数字里不要有空格")]
    {
        if text.contains(cut) {
            let better = text.replace(cut, "");
            return (why, decimal(&better).is_ok().then_some(better));
        }
    }
    if let Some(rest) = text.strip_prefix('+') {
        return ("数字前面不要写加号", decimal(rest).is_ok().then(|| rest.to_owned()));
    }
    if text.starts_with('.') || text.starts_with("-.") {
        let better = text.replacen('.', "0.", 1);
        return ("小数点前要写 0", decimal(&better).is_ok().then_some(better));
    }
    if let Some(rest) = text.strip_suffix('.') {
        return ("小数点后面没有数字", decimal(rest).is_ok().then(|| rest.to_owned()));
    }
    let number = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    if number.len() < text.len() && !number.is_empty() && decimal(number).is_ok() {
        return ("数字后面不要写单位或别的字", Some(number.to_owned()));
    }
    if text.contains(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return ("不要用科学记数法，请把数字写全", None);
    }
    ("这不是数字", None)
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        other => other,
    }
}

/// A date `2019-12-31`, or why it is none and what to write instead.
pub(super) fn date(text: &str) -> Result<Date, (&'static str, Option<String>)> {
    let parts: Vec<&str> = text.split('-').collect();
    if let [year, month, day] = parts[..]
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return civil(year, month, day).ok_or(("日历上没有这一天", None));
    }
    // 2019/6/18, 2019.6.18, 2019-6-18, 2019年6月18日, 20190618
    let half: String = text.chars().map(half_width).collect();
    let eight = half.len() == 8 && half.bytes().all(|byte| byte.is_ascii_digit());
    let numbers: Vec<&str> = if eight {
        vec![&half[..4], &half[4..6], &half[6..]]
    } else {
        half.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
    };
    if let [year, month, day] = numbers[..]
        && year.len() == 4
        && let Some(date) = civil(year, month, day)
    {
        return Err(("日期要写成 年-月-日，月和日各两位", Some(date.to_string())));
    }
    Err(("这不是日期", None))
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        for good in ["a", "eastwest-cities", "fiscal_aid", "x2019"] {
            assert_eq!(identifier(good), Ok(()), "{good}");
        }
        for bad in
            ["", "A", "广州", "2019", "-a", "on", "no", "y", "n", "null", "a b", "a.b", &"a".repeat(65)]
        {
            assert!(identifier(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn decimals_keep_every_digit() {
        for good in ["0", "7", "-12.50", "86.350", "12345678901234567890", "0.0000000001", "-0.5"] {
            assert_eq!(decimal(good).map(|number| number.to_string()), Ok(good.to_owned()));
        }
        assert_eq!(decimal("-0").map(|number| number.to_string()), Ok("0".to_owned()));
    }

    #[test]
    fn ill_formed_decimals_say_what_to_write() {
        for (text, better) in [
            ("1_000", Some("1000")),
            ("1,698.6", Some("1698.6")),
            ("1，698", None),
            ("+1", Some("1")),
            (".5", Some("0.5")),
            ("-.5", Some("-0.5")),
            ("1.", Some("1")),
            ("012", Some("12")),
            ("００", None),
            ("１２．５", Some("12.5")),
            ("3.8亿元", Some("3.8")),
            ("95%", Some("95")),
            ("1e2", None),
            ("0x1f", None),
            ("nan", None),
            (".inf", None),
            ("--1", None),
            ("1-2", None),
            ("", None),
            ("-", None),
            ("123456789012345678901", None),
            ("0.12345678901", None),
            ("99999999999999999999.9999999999", None),
        ] {
            let (_, found) = decimal(text).expect_err(text);
            assert_eq!(found.as_deref(), better, "{text}");
        }
    }

    #[test]
    fn dates() {
        assert!(date("2019-12-31").is_ok());
        assert!(date("2020-02-29").is_ok());
        for (text, better) in [
            ("2019-02-30", None),
            ("2019/6/18", Some("2019-06-18")),
            ("2019.6.18", Some("2019-06-18")),
            ("2019-6-18", Some("2019-06-18")),
            ("2019年6月18日", Some("2019-06-18")),
            ("20190618", Some("2019-06-18")),
            ("２０１９-06-18", Some("2019-06-18")),
            ("2019-13-01", None),
            ("去年", None),
            ("2019年2月30日", None),
            ("99999-01-01", None),
            ("", None),
        ] {
            let (_, found) = date(text).expect_err(text);
            assert_eq!(found.as_deref(), better, "{text}");
        }
    }
}
