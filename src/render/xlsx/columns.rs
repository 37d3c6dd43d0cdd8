//! Where the sheet of data holds what: the columns that formulas refer to.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::column_number_to_name;

use super::{DATA, OTHERS};
use crate::model::{Composite, Counted, DateSource, FigureIndex, NodeIndex, Period, ResultOf, SubjectId};
use crate::site::{Asked, Datum};

/// The first row with a subject on the sheet of data, from 0.
pub(super) const FIRST: u32 = 4;

/// Where the scores stand on the sheet of other schemes' results; their places stand beside them.
const OTHERS_SCORE: u16 = 4;

/// The columns of the sheet of data.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// This year's value of each figure.
    pub figures: Vec<u16>,
    /// Those of earlier years, where a formula asks for them.
    pub earlier: BTreeMap<(FigureIndex, Period), u16>,
    /// What was claimed of figures.
    pub reported: BTreeMap<FigureIndex, u16>,
    /// Cases on record.
    pub counts: Vec<(Counted, u16)>,
    /// Milestones' dates, by milestone.
    pub milestones: BTreeMap<usize, u16>,
    /// Latest entries' dates, by figure.
    pub latest: BTreeMap<usize, u16>,
    /// The target that holds, by node.
    pub targets: BTreeMap<NodeIndex, u16>,
    /// What is observed, by node.
    pub observed: BTreeMap<NodeIndex, u16>,
    /// What its raters gave, by node: the first column and the last.
    pub ratings: BTreeMap<NodeIndex, (u16, u16)>,
    /// Whose result under which other scheme each row of the sheet of those holds, from its first.
    pub others: Vec<Asked>,
}

impl Columns {
    /// Where each thing stands in a sheet of these columns.
    pub fn of(held: &[Option<Datum>], others: Vec<Asked>) -> Self {
        let mut columns = Self { others, ..Self::default() };
        for (column, datum) in (0..).zip(held) {
            let Some(datum) = *datum else { continue };
            match datum {
                Datum::Figure(_) => columns.figures.push(column),
                Datum::Earlier(figure, period) => drop(columns.earlier.insert((figure, period), column)),
                Datum::Reported(figure) => drop(columns.reported.insert(figure, column)),
                Datum::Count(counted) => columns.counts.push((counted, column)),
                Datum::Milestone(of) => drop(columns.milestones.insert(of.get(), column)),
                Datum::Latest(of) => drop(columns.latest.insert(of.get(), column)),
                Datum::Target(node) => drop(columns.targets.insert(node, column)),
                Datum::Observed(node) => drop(columns.observed.insert(node, column)),
                Datum::Rating(node, _) => columns.ratings.entry(node).or_insert((column, column)).1 = column,
            }
        }
        columns
    }

    /// A cell of the sheet of data for the subject at a position.
    pub fn cell(column: u16, position: u32) -> String {
        format!("'{DATA}'!{}", cell(column, FIRST + position))
    }

    pub fn figure(&self, figure: FigureIndex, position: u32) -> String {
        Self::cell(self.figures[figure.get()], position)
    }

    pub fn earlier(&self, figure: FigureIndex, period: Period, position: u32) -> Option<String> {
        Some(Self::cell(*self.earlier.get(&(figure, period))?, position))
    }

    pub fn reported(&self, figure: FigureIndex, position: u32) -> Option<String> {
        Some(Self::cell(*self.reported.get(&figure)?, position))
    }

    pub fn count(&self, counted: Counted, position: u32) -> Option<String> {
        let (_, column) = self.counts.iter().find(|(of, _)| *of == counted)?;
        Some(Self::cell(*column, position))
    }

    /// The mean of what another scheme gave these subjects; who has no result there does not count.
    pub fn composite(&self, composite: &Composite, asked: &[SubjectId]) -> Option<String> {
        let of = |id: &SubjectId| {
            self.others.iter().position(|(scheme, other)| *scheme == composite.scheme && other == id)
        };
        let mut rows: Vec<u32> =
            asked.iter().filter_map(of).filter_map(|row| u32::try_from(row).ok()).collect();
        rows.sort_unstable();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for row in rows {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == row => *last = row,
                _ => runs.push((row, row)),
            }
        }
        let column = match composite.of {
            ResultOf::Score => OTHERS_SCORE,
            ResultOf::Place => OTHERS_SCORE + 1,
        };
        let at = |row: u32| cell(column, FIRST + row);
        let range = |(from, to): &(u32, u32)| match from == to {
            true => format!("'{OTHERS}'!{}", at(*from)),
            false => format!("'{OTHERS}'!{}:{}", at(*from), at(*to)),
        };
        let ranges: Vec<String> = runs.iter().map(range).collect();
        match &ranges[..] {
            [] => None,
            [own] if asked.len() == 1 => Some(own.clone()),
            ranges => Some(format!("AVERAGE({})", ranges.join(","))),
        }
    }

    pub fn date(&self, source: DateSource, position: u32) -> Option<String> {
        let column = match source {
            DateSource::Milestone(milestone) => self.milestones.get(&milestone.get()),
            DateSource::LatestEntry(figure) => self.latest.get(&figure.get()),
        };
        Some(Self::cell(*column?, position))
    }
}

/// `B5`, from row and column counted from 0.
pub(super) fn cell(column: u16, row: u32) -> String {
    format!("{}{}", column_number_to_name(column), row + 1)
}

/// `B$5`, whose row stays when the formula is copied down.
pub(super) fn pinned(column: u16, row: u32) -> String {
    format!("{}${}", column_number_to_name(column), row + 1)
}
