//! A sheet as it was read: cells with what they hold, and which are merged. All formats become this, within limits.

use std::collections::BTreeMap;

use jiff::civil::Date;

/// Rows and columns beyond which nothing may stand.
pub(super) const MOST_ROWS: u32 = 100_000;
pub(super) const MOST_COLUMNS: u32 = 1_000;
/// Cells that hold anything.
const MOST_CELLS: usize = 500_000;
/// Bytes of all texts.
const MOST_TEXT: usize = 64 << 20;
/// Merged stretches of a sheet.
const MOST_MERGED: usize = 50_000;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Text as it was typed.
    Text(Box<str>),
    /// A number of a workbook, in the shortest decimal text that gives the same number.
    Number(Box<str>),
    /// The same of a cell that shows per cent: already times a hundred.
    Percent(Box<str>),
    Date(Date),
    /// What is no value, with what to say of it: an error, a truth value, a number that the workbook does not hold exactly.
    Unfit {
        shown: Box<str>,
        why: Box<str>,
        hint: &'static str,
    },
}

/// A sheet; rows and columns count from 1.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, Vec<(u32, Cell)>>,
    /// First and last cell of each merged stretch, by its rows.
    merged: Vec<[(u32, u32); 2]>,
    cells: usize,
    text: usize,
}

/// A sheet that is too large, with where or why.
#[derive(Debug)]
pub(super) struct TooLarge(pub String);

impl Grid {
    /// Puts a cell where it stands. Cells come in any order; a second one at the same place takes the first one's.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), TooLarge> {
        if row > MOST_ROWS || column > MOST_COLUMNS {
            let name = crate::model::column_letters(column);
            return Err(TooLarge(format!(
                "单元格 {name}{row} 有内容，而一张表最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列"
            )));
        }
        self.cells += 1;
        self.text += match &cell {
            Cell::Text(text) | Cell::Number(text) | Cell::Percent(text) => text.len(),
            Cell::Unfit { shown, why, .. } => shown.len() + why.len(),
            Cell::Date(_) => 0,
        };
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            return Err(TooLarge(format!("有内容的单元格超过 {MOST_CELLS} 个，或者文字太多")));
        }
        let cells = self.rows.entry(row).or_default();
        match cells.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(at) => cells[at].1 = cell,
            Err(at) => cells.insert(at, (column, cell)),
        }
        Ok(())
    }

    /// Merges a stretch of cells.
    pub fn merge(&mut self, first: (u32, u32), last: (u32, u32)) -> Result<(), TooLarge> {
        if self.merged.len() >= MOST_MERGED {
            return Err(TooLarge(format!("合并的单元格超过 {MOST_MERGED} 处")));
        }
        self.merged.push([first, last]);
        Ok(())
    }

    /// Puts merged stretches into an order in which they are found.
    pub fn settle(&mut self) {
        self.merged.sort_unstable();
    }

    /// What a cell holds; nothing in the others of a merged stretch.
    pub fn get(&self, row: u32, column: u32) -> Option<&Cell> {
        let cells = self.rows.get(&row)?;
        cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|at| &cells[at].1)
    }

    /// The rows that hold anything, from one on.
    pub fn rows(&self, from: u32) -> impl Iterator<Item = (u32, &[(u32, Cell)])> {
        self.rows.range(from..).map(|(row, cells)| (*row, cells.as_slice()))
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl Cell {
    /// A text that holds something.
    pub fn text(text: &str) -> Option<Cell> {
        (!text.trim().is_empty()).then(|| Cell::Text(text.into()))
    }

    /// What a reader sees in it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Text(text) | Cell::Number(text) => text.to_string(),
            Cell::Percent(text) => format!("{text}%"),
            Cell::Date(date) => date.to_string(),
            Cell::Unfit { shown, .. } => shown.to_string(),
        }
    }
}

/// The merged stretches that cover one column or row, for asking about many cells of it.
pub(super) struct Merged {
    stretches: Vec<[(u32, u32); 2]>,
}

impl Grid {
    /// Those that cover a column.
    pub fn merged_in_column(&self, column: u32) -> Merged {
        let covers = |[first, last]: &&[(u32, u32); 2]| (first.1..=last.1).contains(&column);
        Merged { stretches: self.merged.iter().filter(covers).copied().collect() }
    }
}

impl Merged {
    /// The first cell of the stretch that a row is in. Stretches of a sheet do not overlap, so the last that begins before
    /// is the one.
    pub fn first(&self, row: u32) -> Option<(u32, u32)> {
        let before = self.stretches.partition_point(|[first, _]| first.0 <= row);
        let [first, last] = self.stretches.get(before.checked_sub(1)?)?;
        (row <= last.0).then_some(*first)
    }
}
