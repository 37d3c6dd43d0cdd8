//! Tables: all borders, the head repeated on every sheet, rows that stay whole, columns as wide as their words ask for.

use docx_rs::{
    AlignmentType, Paragraph, Run, TableAlignmentType, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use unicode_width::UnicodeWidthStr;

use super::styles::{WIDTH, id};

/// A head is broken into lines of so many halves of a character.
const HEAD: usize = 6;
/// Half a character of 10.5 pt.
const HALF: usize = 105;
/// What lies between a cell's words and its sides.
const MARGIN: usize = 57;
/// .25 mm in eighths of a point.
const RULE: usize = 6;

/// A table's words.
pub(super) struct Table {
    /// Which columns hold numbers.
    numbers: Vec<bool>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Rows of cells.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows, with as many columns as `numbers` speaks of.
    pub fn new(numbers: Vec<bool>) -> Self {
        Self { numbers, heads: Vec::new(), rows: Vec::new() }
    }

    /// The table for the document, over the whole width.
    pub fn build(&self) -> docx_rs::Table {
        let widths = self.widths();
        let head = self.row(&self.heads, &widths, true);
        // A row that may be broken is the mark by which the package finds the heads.
        let rows = self.rows.iter().map(|row| self.row(row, &widths, false).cant_split());
        docx_rs::Table::new(std::iter::once(head).chain(rows).collect())
            .set_grid(widths.clone())
            .width(widths.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .align(TableAlignmentType::Center)
            .margins(TableCellMargins::new().margin(28, MARGIN, 28, MARGIN))
            .set_borders(borders())
    }

    fn row(&self, cells: &[String], widths: &[usize], head: bool) -> TableRow {
        let cell = |(at, width): (usize, &usize)| {
            let text = cells.get(at).map(String::as_str).unwrap_or_default();
            let run = Run::new().add_text(text);
            let number = self.numbers.get(at).copied().unwrap_or_default();
            let side = match (head, number) {
                (true, _) => AlignmentType::Center,
                (false, true) => AlignmentType::Right,
                (false, false) => AlignmentType::Left,
            };
            let run = if head { run.bold() } else { run };
            let paragraph = Paragraph::new().style(id::CELL).align(side).keep_next(head).add_run(run);
            TableCell::new()
                .width(*width, WidthType::Dxa)
                .vertical_align(VAlignType::Center)
                .add_paragraph(paragraph)
        };
        TableRow::new(widths.iter().enumerate().map(cell).collect())
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

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    let rule = |position| TableBorder::new(position).size(RULE).color("000000");
    [Top, Bottom, Left, Right, InsideH, InsideV]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, position| borders.set(rule(position)))
}
