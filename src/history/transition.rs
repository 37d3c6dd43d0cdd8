//! From which grade to which: rows are the earlier year's, columns the later's.

use super::{Compared, Scored, Standing};
use crate::model::GradeIndex;

/// Where a subject stands in a year, as a row or column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// With this final grade of that year's scheme.
    Grade(GradeIndex),
    /// Evaluated, without a grade.
    Ungraded,
    /// Not evaluated that year: new in the later one, or gone.
    Absent,
}

/// The transition matrix of final grades.
#[derive(Clone, Debug)]
pub struct Transitions {
    /// The earlier year: every grade, best first; then what else somebody has.
    pub rows: Vec<Seat>,
    pub columns: Vec<Seat>,
    /// `cells[row][column]`: positions in [`super::Comparison::subjects`], in their order.
    pub cells: Vec<Vec<Vec<usize>>>,
}

impl Transitions {
    pub(super) fn of(earlier: &Scored, later: &Scored, subjects: &[Compared]) -> Self {
        let rows = seats(earlier, subjects.iter().map(|subject| seat(subject.earlier.as_ref())));
        let columns = seats(later, subjects.iter().map(|subject| seat(subject.later.as_ref())));
        let mut cells = vec![vec![Vec::new(); columns.len()]; rows.len()];
        for (position, subject) in subjects.iter().enumerate() {
            let row = rows.iter().position(|row| *row == seat(subject.earlier.as_ref()));
            let column = columns.iter().position(|column| *column == seat(subject.later.as_ref()));
            if let (Some(row), Some(column)) = (row, column) {
                cells[row][column].push(position);
            }
        }
        Self { rows, columns, cells }
    }
}

fn seat(standing: Option<&Standing>) -> Seat {
    match standing {
        None => Seat::Absent,
        Some(standing) => standing.result().grade.map_or(Seat::Ungraded, Seat::Grade),
    }
}

/// All grades of a year, and the other seats where somebody has them.
fn seats(scored: &Scored, taken: impl Iterator<Item = Seat>) -> Vec<Seat> {
    let grades = 0..scored.evaluation.scheme.grades.len();
    let mut seats: Vec<Seat> = grades.map(|grade| Seat::Grade(GradeIndex::new(grade))).collect();
    let mut others: Vec<Seat> = taken.filter(|seat| !matches!(seat, Seat::Grade(_))).collect();
    others.sort_unstable();
    others.dedup();
    seats.extend(others);
    seats
}
