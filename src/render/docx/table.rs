//! Tables: the head repeated on every sheet, rows that stay whole, columns as wide as their words ask for.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::length::{self, Stretch};
use super::style::{Style, WIDTH};

/// A head is broken into lines of so many halves of a character.
const HEAD: usize = 6;
/// Half a character of 10.5 pt.
const HALF: usize = 105;
/// What lies between a cell's words and its sides.
const MARGIN: usize = 57;
/// What a row has besides its lines: what lies above and below them, and a rule.
const AROUND: i32 = 2 * 28 + 15;

/// A table over the whole width.
#[derive(Debug, Serialize)]
pub(super) struct Table {
    width: usize,
    widths: Vec<usize>,
    heads: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Debug, Serialize)]
struct Cell {
    text: String,
    width: usize,
    /// Whether it stands at the right.
    number: bool,
}

/// A table's words.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Which columns hold numbers; as many as there are columns.
    pub numbers: Vec<bool>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Lines of the head and what lies around them.
    pub fn head_height(&self, stretch: Stretch) -> i32 {
        height(&self.heads, stretch)
    }

    /// The same of each row.
    pub fn row_heights(&self, stretch: Stretch) -> impl Iterator<Item = i32> {
        self.rows.iter().map(move |row| height(row, stretch))
    }
}

fn height(cells: &[Cell], stretch: Stretch) -> i32 {
    let measures = Style::Cell.measures();
    let lines = |cell: &Cell| {
        let width = i32::try_from(cell.width.saturating_sub(2 * MARGIN)).unwrap_or(WIDTH);
        length::count(&cell.text, width, 0, measures.character, stretch)
    };
    let lines = cells.iter().map(lines).max().unwrap_or(1);
    // Programs differ in whether a rule makes its row higher.
    let around = AROUND - 5 * (100 - stretch).max(0);
    lines * measures.spacing.line + around
}

impl Words {
    /// The table for the document.
    pub fn table(self) -> Table {
        let widths = self.widths();
        let numbers = &self.numbers;
        let row = |cells: Vec<String>| {
            let mut cells = cells.into_iter();
            let cell = |(at, width): (usize, &usize)| Cell {
                text: cells.next().unwrap_or_default(),
                width: *width,
                number: numbers[at],
            };
            widths.iter().enumerate().map(cell).collect()
        };
        let (heads, rows) = (row(self.heads), self.rows.into_iter().map(row).collect());
        Table { width: widths.iter().sum(), widths, heads, rows }
    }

    /// The columns' widths, together the type area's: each what its words ask for; where that is too much, the widest
    /// give way.
    fn widths(&self) -> Vec<usize> {
        let column = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            let body = cells.map(|cell| cell.width()).max().unwrap_or_default();
            let head = self.heads.get(at).map_or(0, |head| head.width().min(HEAD));
            (body.max(head).max(2) + 1) * HALF + 2 * MARGIN
        };
        let asked: Vec<usize> = (0..self.numbers.len()).map(column).collect();
        let whole = usize::try_from(WIDTH).unwrap_or_default();
        let all: usize = asked.iter().sum();
        let mut widths: Vec<usize> = if all <= whole {
            asked.iter().map(|width| whole * width / all.max(1)).collect()
        } else {
            let most = widest(&asked, whole);
            asked.iter().map(|width| *width.min(&most)).collect()
        };
        let left = whole.saturating_sub(widths.iter().sum());
        if let Some(last) = widths.last_mut() {
            *last += left;
        }
        widths
    }
}

/// The most a column may have so that all fit.
fn widest(asked: &[usize], whole: usize) -> usize {
    let mut sorted = asked.to_vec();
    sorted.sort_unstable();
    let mut left = whole;
    for (at, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - at);
        if *width > share {
            return share;
        }
        left -= width;
    }
    whole
}
