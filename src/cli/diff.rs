//! `tongbao diff`

use std::process::ExitCode;

use unicode_width::UnicodeWidthStr;

use super::{DiffFormat, Paths, report, words};
use crate::history::Correction;
use crate::model::one_line;
use crate::pipeline::{self, Desk, DiffError, Difference, Side};

pub(super) fn run(paths: &Paths, before: &str, after: &str, format: DiffFormat) -> ExitCode {
    let (before, after): (Side, Side) = match (before.parse(), after.parse()) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(told), _) | (_, Err(told)) => return words::usage(&told),
    };
    let desk = match Desk::read(&paths.content, &paths.output) {
        Ok(desk) => desk,
        Err(error) => {
            words::desk(&error);
            return ExitCode::FAILURE;
        }
    };
    let scores = desk.score(None);
    match pipeline::diff(&desk, &scores, before, after) {
        Ok(difference) => {
            match format {
                DiffFormat::Table => report::print(&table(&difference)),
                DiffFormat::Json => report::json(&json(&difference)),
            }
            ExitCode::SUCCESS
        }
        Err(DiffError::Unknown(side, there)) => {
            words::usage(&format!("没有“{side}”。{}", words::among(&there)))
        }
        Err(DiffError::Unreadable(side, why)) => {
            report::say(&format!("“{side}”读不出来：{why}\n"));
            ExitCode::FAILURE
        }
    }
}

/// Totals as a table; how many further cells differ.
fn table(difference: &Difference) -> String {
    let Difference { before, after, cells } = difference;
    if cells.is_empty() {
        return format!("{before} 与 {after}：没有不同\n");
    }
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let row = |one: &Correction| [one.name.clone(), one.title.clone(), value(&one.before), value(&one.after)];
    let mut text = String::new();
    let mut scheme = "";
    for one in cells.iter().filter(|one| one.cell.is_total()) {
        if one.scheme != scheme {
            scheme = &one.scheme;
            text.push_str(&format!("{scheme}\n"));
            text.push_str(&line(&["对象", "项目", &before.to_string(), &after.to_string()]));
        }
        let row = row(one);
        text.push_str(&line(&[&row[0], &row[1], &row[2], &row[3]]));
    }
    let rest = cells.iter().filter(|one| !one.cell.is_total()).count();
    if rest > 0 {
        text.push_str(&format!("另有指标和数据的变化 {rest} 处，用 --format json 查看全部\n"));
    }
    text
}

fn line(cells: &[&str; 4]) -> String {
    let widths = [24, 12, 12, 12];
    let mut text = String::from("  ");
    for (cell, width) in cells.iter().zip(widths) {
        let cell = one_line(cell);
        text.push_str(&cell);
        text.push_str(&" ".repeat(1usize.max(usize::saturating_sub(width, cell.width()))));
    }
    text.trim_end().to_owned() + "\n"
}

fn json(difference: &Difference) -> String {
    let value = serde_json::json!({
        "before": difference.before.to_string(),
        "after": difference.after.to_string(),
        "cells": difference.cells,
    });
    let mut text = serde_json::to_string_pretty(&value).expect("differences are texts");
    text.push('\n');
    text
}
