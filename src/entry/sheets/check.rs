//! What a cell says as the value that it is for, or why it says none.

use rust_decimal::Decimal;

use super::form::Check;
use crate::content::{self, Cell};
use crate::diagnostics::{nearest, some};

/// The value as a record has it; empty where the cell says nothing.
pub(super) fn value(cell: Option<&Cell>, check: &Check) -> Result<String, String> {
    let Some(cell) = cell else { return Ok(String::new()) };
    if let Cell::Unfit { why, hint, .. } = cell {
        return Err(format!("{why}。{hint}"));
    }
    match check {
        Check::Text => Ok(plain_text(&cell.shown())),
        Check::Number { least, most, whole, unit } => {
            let text = number(cell, unit)?;
            if text.is_empty() {
                return Ok(text);
            }
            let number: Decimal = text.parse().map_err(|_| format!("“{text}”的位数太多，存不下"))?;
            let told = |bound: &str| Err(format!("{text} 不能用：{bound}"));
            match () {
                () if least.is_some_and(|least| number < least) => {
                    told(&format!("不能小于 {}", least.unwrap_or_default().normalize()))
                }
                () if most.is_some_and(|most| number > most) => {
                    told(&format!("不能大于 {}", most.unwrap_or_default().normalize()))
                }
                () if *whole && !number.fract().is_zero() => told("要填整数"),
                () => Ok(text),
            }
        }
        Check::Date => match cell {
            Cell::Date(date) => Ok(date.to_string()),
            Cell::Text(text) | Cell::Number(text) if content::is_none(text) => Ok(String::new()),
            Cell::Text(text) | Cell::Number(text) => content::date(text)
                .map(|date| date.to_string())
                .map_err(|why| format!("“{text}”不是日期：{why}。请写成 2020-03-01 的样子")),
            Cell::Percent(text) => Err(format!("“{text}%”不是日期。请写成 2020-03-01 的样子")),
            Cell::Unfit { why, .. } => Err(why.to_string()),
        },
        Check::Choice(words) => chosen(&cell.shown(), words),
    }
}

/// The word of what was chosen.
pub(super) fn chosen(text: &str, words: &[(String, String)]) -> Result<String, String> {
    let text = plain_text(text);
    if content::is_none(&text) {
        return Ok(String::new());
    }
    let found = words.iter().find(|(_, label)| *label == text);
    if let Some((word, _)) = found.or_else(|| words.iter().find(|(word, _)| *word == text)) {
        return Ok(word.clone());
    }
    let near = nearest(&text, words.iter().map(|(_, label)| label.as_str()));
    let near = near.map_or_else(String::new, |near| format!("您是不是要写“{near}”？"));
    let labels: Vec<String> = words.iter().map(|(_, label)| label.clone()).collect();
    Err(format!("“{text}”不在可选的词里。{near}可选的有：{}", some(&labels)))
}

fn number(cell: &Cell, unit: &str) -> Result<String, String> {
    let wrong = |behind: &str, text: &str| {
        let unit = if unit.is_empty() { "不带单位".to_owned() } else { format!("按“{unit}”填") };
        format!("单位不对：这一格{unit}，写的却是“{text}”；请换算以后只写数（去掉“{behind}”）")
    };
    match cell {
        Cell::Number(text) => match content::number(text) {
            Ok((number, _)) => Ok(number),
            Err((why, _)) => Err(format!("“{text}”不能用：{why}")),
        },
        Cell::Percent(text) if unit == "%" => Ok(text.to_string()),
        Cell::Percent(text) => Err(wrong("%", &format!("{text}%"))),
        Cell::Text(text) if content::is_none(text) => Ok(String::new()),
        Cell::Text(text) => match content::number(text) {
            Ok((number, behind)) if behind.is_empty() || behind == unit => Ok(number),
            // 9 000 is not 9 with something behind it.
            Ok((_, behind)) if behind.contains(|sign: char| sign.is_ascii_digit()) => {
                Err(format!("“{text}”不是一个数：数字中间不要留空或者夹别的字"))
            }
            Ok((_, behind)) => Err(wrong(&behind, text)),
            Err((why, _)) => Err(format!("“{text}”不是数：{why}。没有数的留空，要说的写在“说明”里")),
        },
        Cell::Date(date) => Err(format!("这是日期 {date}，要填数；请把单元格改成常规格式再填")),
        Cell::Unfit { why, .. } => Err(why.to_string()),
    }
}

/// A text as a record keeps it: without blanks around it, with one kind of line end.
fn plain_text(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept = |character: &char| !character.is_control() || matches!(character, '\n' | '\t');
    lines.trim().chars().filter(kept).collect()
}

/// Whether two values are one.
pub(super) fn same(check: &Check, one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<Decimal>().ok();
    match check {
        Check::Number { .. } => one == other || number(one).is_some_and(|one| number(other) == Some(one)),
        Check::Text => plain_text(one) == plain_text(other),
        Check::Date | Check::Choice(_) => one == other,
    }
}
