//! A cell of a table, read as the value of a record that it stands for.

use std::borrow::Cow;

use jiff::civil::Date;

use super::super::characters;
use super::super::record::Context;
use super::super::sink::Sink;
use super::super::value::Value;
use super::super::yaml::{Kind, Node};
use super::super::year::date_near;
use super::grid::Cell;
use super::text::{self, normal};
use crate::diagnostics::{Code, Span};
use crate::model::{At, Method, TaskState};

/// What tasks are called on pages.
const TASKS: [(&str, TaskState); 4] = [
    ("出色完成", TaskState::Outstanding),
    ("完成", TaskState::Done),
    ("已完成", TaskState::Done),
    ("未完成", TaskState::Undone),
];

/// A cell that is read.
pub(super) struct CellAt<'c> {
    pub cell: &'c Cell,
    pub at: At,
    /// What messages call its column.
    pub head: &'c str,
    pub words: &'c [(String, String)],
    pub file: &'c Sink<'c>,
}

impl CellAt<'_> {
    /// Reads a text as if it stood in a record.
    pub fn value<T>(&self, text: &str, read: impl FnOnce(Value<'_>) -> Option<T>) -> Option<T> {
        let span = Span { at: self.at, ..Span::default() };
        let node = Node { span, kind: Kind::Scalar { text: Cow::Borrowed(text), plain: true } };
        read(Value { node: &node, name: self.head, file: self.file })
    }

    pub fn refuse<T>(&self, text: String, hint: impl Into<String>) -> Option<T> {
        let problem = self.file.problem(Code::TableCell, Span { at: self.at, ..Span::default() }, text);
        self.file.report(problem.found(self.cell.shown()).hint(hint));
        None
    }

    /// A number, and the unit behind it.
    pub fn number(&self) -> Option<(String, String)> {
        let head = self.head;
        match self.cell {
            Cell::Text(text) => text::number(text).or_else(|(why, better)| {
                let hint = match better {
                    Some(better) => format!("请改成 {better}"),
                    None => {
                        "数字写成 1234.56 的样子，可以带千分位逗号；没有数据的留空，或写 / 或 —".to_owned()
                    }
                };
                self.refuse(format!("“{head}”的值“{}”不能用：{why}", text.trim()), hint).ok_or(())
            }),
            Cell::Number(number) => Ok((number.to_string(), String::new())),
            Cell::Percent(number) => Ok((number.to_string(), "%".to_owned())),
            Cell::Date(date) => self
                .refuse(
                    format!("“{head}”要写数字，这里却是日期 {date}"),
                    "请把单元格改成常规格式，再核对数值",
                )
                .ok_or(()),
            Cell::Unfit { why, hint, .. } => self.unfit(why, hint).ok_or(()),
        }
        .ok()
    }

    pub fn unfit<T>(&self, why: &str, hint: &str) -> Option<T> {
        self.refuse(format!("“{}”的值不能用：{why}", self.head), hint)
    }

    /// A text that pages print.
    pub fn text(&self) -> Option<String> {
        if let Cell::Unfit { why, hint, .. } = self.cell {
            return self.unfit(why, hint);
        }
        let shown = self.cell.shown();
        let shown = characters::of_cell(self.file, &shown, Span { at: self.at, ..Span::default() });
        self.value(&shown, |value| value.text())
    }

    pub fn date(&self, context: &Context<'_>) -> Option<Date> {
        const HINT: &str = "日期写成 2019-06-18 的样子，或者把单元格设成日期格式";
        let date = match self.cell {
            Cell::Date(date) => *date,
            Cell::Text(written) => match text::date(written) {
                Ok(date) => date,
                Err(why) => {
                    return self
                        .refuse(format!("“{}”的值“{}”不能用：{why}", self.head, written.trim()), HINT);
                }
            },
            Cell::Number(number) | Cell::Percent(number) => match text::date(number) {
                // 20200320, typed as a number.
                Ok(date) => date,
                Err(_) => {
                    return self.refuse(format!("“{}”要写日期，这里却是数字 {number}", self.head), HINT);
                }
            },
            Cell::Unfit { why, hint, .. } => return self.unfit(why, hint),
        };
        self.value(&date.to_string(), |value| date_near(value, context.scheme.year))
    }

    /// A word of a record for what stands in the cell: as the description translates it, else as pages print it.
    pub fn word(&self, sort: &str, method: Option<&Method>) -> Option<String> {
        if let Cell::Unfit { why, hint, .. } = self.cell {
            return self.unfit(why, hint);
        }
        if sort == "score" {
            let (number, behind) = self.number()?;
            let bare = matches!(&*behind, "" | "分");
            return Some(if bare { number } else { format!("{number}{behind}") });
        }
        let shown = self.cell.shown();
        let word = normal(&shown);
        if let Some((_, meant)) = self.words.iter().find(|(own, _)| normal(own) == word) {
            return Some(meant.clone());
        }
        let known = match (sort, method) {
            ("task", _) => TASKS.iter().find(|(own, _)| *own == word).and_then(|(_, state)| {
                TaskState::WORDS.iter().find(|(_, of)| of == state).map(|(word, _)| (*word).to_owned())
            }),
            ("option", Some(Method::Options(options))) => {
                options.iter().find(|option| normal(&option.title) == word).map(|option| option.id.clone())
            }
            _ => None,
        };
        Some(known.unwrap_or_else(|| shown.trim().to_owned()))
    }
}
