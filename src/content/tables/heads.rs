//! Heads: in which column stands what the description speaks of.

use super::describe::Layout;
use super::grid::Cell;
use super::rows::Around;
use super::text::{self, normal};
use crate::diagnostics::{Code, Diagnostic, Span, nearest};
use crate::model::column_letters;

/// A column, and what stands over it.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub column: u32,
    /// Its head as it is compared; empty where it has none.
    pub name: String,
    /// The cell of the head.
    pub cell: (u32, u32),
}

/// Where everything stands.
pub(super) struct Heads {
    pub subject: u32,
    /// By column of the description; of a long table the column of values alone.
    pub heads: Vec<Head>,
    pub long: Option<Long>,
    pub unit: Option<Over>,
}

/// What is said over a table of the unit of its numbers.
#[derive(Clone, Debug)]
pub(super) struct Over {
    pub word: String,
    pub cell: (u32, u32),
    /// Whether it is called a unit; in the brackets behind a title something else may stand.
    pub called: bool,
}

/// The columns of a long table.
#[derive(Clone, Copy)]
pub(super) struct Long {
    pub item: u32,
    pub value: u32,
    pub unit: Option<u32>,
}

/// Finds every column; `None` where one is not there.
pub(super) fn heads(around: &Around<'_>, problems: &mut Vec<Diagnostic>) -> Option<Heads> {
    let all = all(around);
    let mut find = |(wanted, span): &(String, Span)| find(around, &all, wanted, *span, problems);
    let subject = find(&around.of.subject);
    let (heads, long) = match &around.of.layout {
        Layout::Wide(columns) => {
            let found: Vec<Option<Head>> = columns.iter().map(|column| find(&column.head)).collect();
            (found.into_iter().collect::<Option<Vec<_>>>(), Some(None))
        }
        Layout::Long { item, value, unit, .. } => {
            let (item, value, unit) = (find(item), find(value), unit.as_ref().map(&mut find));
            let unit = match unit {
                Some(unit) => unit.map(|unit| Some(unit.column)),
                None => Some(None),
            };
            let long = item.zip(value.as_ref()).zip(unit);
            let long =
                long.map(|((item, value), unit)| Some(Long { item: item.column, value: value.column, unit }));
            (value.map(|value| vec![value]), long)
        }
    };
    Some(Heads { subject: subject?.column, heads: heads?, long: long?, unit: over(around) })
}

/// Every column of the sheet with its head. A head that is merged with cells above it counts; one that is merged with
/// cells to its left belongs to the first column alone.
fn all(around: &Around<'_>) -> Vec<Head> {
    let grid = around.grid;
    let mut columns: Vec<u32> =
        grid.rows(1).flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let head = |column: u32| {
        let own = (around.of.head, column);
        let above = grid.merged_in_column(column).first(around.of.head).filter(|first| first.1 == column);
        let cell = if grid.get(own.0, own.1).is_some() { own } else { above.unwrap_or(own) };
        let name = grid.get(cell.0, cell.1).map_or_else(String::new, |cell| normal(&cell.shown()));
        Head { column, name, cell }
    };
    columns.into_iter().map(head).collect()
}

/// A head as it is written, or without the unit in brackets behind it, or the letter of a column.
fn find(
    around: &Around<'_>,
    all: &[Head],
    wanted: &str,
    span: Span,
    problems: &mut Vec<Diagnostic>,
) -> Option<Head> {
    let name = normal(wanted);
    let whole: Vec<&Head> = all.iter().filter(|head| head.name == name).collect();
    let bare = || all.iter().filter(|head| text::head(&head.name).0 == name).collect();
    let found: Vec<&Head> = if whole.is_empty() { bare() } else { whole };
    let problem = |code, message: String| {
        let problem = Diagnostic::new(code, std::sync::Arc::clone(&around.of.path), message);
        problem.span(span).source(std::sync::Arc::clone(&around.of.text)).found(wanted)
    };
    match found[..] {
        [one] => return Some(one.clone()),
        [] => {}
        ref several => {
            let letters: Vec<String> = several.iter().map(|head| column_letters(head.column)).collect();
            let text = format!("第 {} 行有几列叫“{wanted}”：{}", around.of.head, letters.join("、"));
            problems
                .push(problem(Code::TableHead, text).allowed(letters).hint("请改写列的字母，如 column: D"));
            return None;
        }
    }
    if let Some(column) = number_of(wanted)
        && let Some(head) = all.iter().find(|head| head.column == column)
    {
        return Some(head.clone());
    }
    let names: Vec<&str> =
        all.iter().map(|head| head.name.as_str()).filter(|name| !name.is_empty()).collect();
    let text = format!("{}第 {} 行没有叫“{wanted}”的列", of_sheet(around), around.of.head);
    let near = nearest(&name, names.iter().copied()).map(str::to_owned);
    let problem = problem(Code::TableHead, text).allowed(names);
    problems.push(match near {
        Some(near) => problem.suggest(near),
        None => problem.hint("请照表头写，或者写列的字母（如 D）；表头不在第 1 行的，用 head 写明在第几行"),
    });
    None
}

/// `2020/tables/就业.xlsx 的表“市州”`
fn of_sheet(around: &Around<'_>) -> String {
    match around.sheet.is_empty() {
        true => format!("{} ", around.of.data),
        false => format!("{} 的表“{}”", around.of.data, around.sheet),
    }
}

/// The number of a column by its letters.
fn number_of(letters: &str) -> Option<u32> {
    let right = (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    right.then(|| letters.bytes().fold(0, |number, byte| number * 26 + u32::from(byte - b'A') + 1))
}

/// `单位：万元` over the heads, for the whole table; else what stands in brackets behind a title: `收入情况（万元）`.
fn over(around: &Around<'_>) -> Option<Over> {
    let above = || around.grid.rows(1).take_while(|(row, _)| *row < around.of.head);
    let mut found =
        above().flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (row, *column, cell)));
    let called = found.find_map(|(row, column, cell)| {
        let Cell::Text(text) = cell else { return None };
        let word = text::unit_over(&normal(text))?.to_owned();
        Some(Over { word, cell: (row, column), called: true })
    });
    called.or_else(|| {
        above().find_map(|(row, cells)| {
            // Of several cells in a row each is the head of some columns.
            let [(column, Cell::Text(text))] = cells else { return None };
            let text = normal(text);
            let word = text::head(&text).1.unwrap_or_else(|| text.trim_matches(['(', ')'])).to_owned();
            text.ends_with(')').then_some(Over { word, cell: (row, *column), called: false })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_columns() {
        for (letters, number) in [("A", 1), ("Z", 26), ("AA", 27), ("AB", 28), ("ZZ", 702), ("XFD", 16384)] {
            assert_eq!(number_of(letters), Some(number));
            assert_eq!(column_letters(number), letters);
        }
        for other in ["", "a", "A1", "列", "ABCD"] {
            assert_eq!(number_of(other), None);
        }
    }
}
