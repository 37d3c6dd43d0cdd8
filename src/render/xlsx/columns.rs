//! Where the sheet of data holds what: the columns that formulas refer to.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::column_number_to_name;

use super::DATA;
use crate::model::{DateSource, FigureIndex, Measure, NodeIndex};

/// The first row with a subject on the sheet of data, from 0.
pub(super) const FIRST: u32 = 4;

/// The columns of the sheet of data.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// This year's value of each figure.
    pub figures: Vec<u16>,
    /// Last year's, where a formula asks for it.
    pub earlier: Vec<Option<u16>>,
    /// Milestones' dates, by milestone.
    pub milestones: BTreeMap<usize, u16>,
    /// Latest entries' dates, by figure.
    pub latest: BTreeMap<usize, u16>,
    /// The target that holds, by node.
    pub targets: BTreeMap<NodeIndex, u16>,
    /// What is observed, by node.
    pub observed: BTreeMap<NodeIndex, u16>,
}

impl Columns {
    /// A cell of the sheet of data for the subject at a position.
    pub fn cell(column: u16, position: u32) -> String {
        format!("'{DATA}'!{}", cell(column, FIRST + position))
    }

    pub fn figure(&self, figure: FigureIndex, position: u32) -> String {
        Self::cell(self.figures[figure.get()], position)
    }

    pub fn earlier(&self, figure: FigureIndex, position: u32) -> Option<String> {
        Some(Self::cell(self.earlier[figure.get()]?, position))
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

/// Calls `visit` with every measure inside this one and whether last year's value is asked for.
pub(super) fn parts(measure: &Measure, earlier: bool, visit: &mut impl FnMut(&Measure, bool)) {
    visit(measure, earlier);
    match measure {
        Measure::Figure(_) | Measure::DaysLate { .. } => {}
        Measure::Ratio(a, b) | Measure::Share(a, b) | Measure::Difference(a, b) => {
            parts(a, earlier, visit);
            parts(b, earlier, visit);
        }
        Measure::Growth(of) => {
            parts(of, false, visit);
            parts(of, true, visit);
        }
        Measure::Sum(terms) => terms.iter().for_each(|term| parts(term, earlier, visit)),
    }
}
