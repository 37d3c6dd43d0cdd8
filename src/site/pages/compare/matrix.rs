//! The transition matrix of grades: rows the earlier year, columns the later, each cell names who.

use serde::Serialize;

use super::NAMES;
use crate::history::Seat;
use crate::site::base::{GradeView, Link, SchemeSite};
use crate::site::parts::sides::Sides;

/// The matrix.
#[derive(Debug, Serialize)]
pub struct MatrixView<'a> {
    pub columns: Vec<SeatView<'a>>,
    pub rows: Vec<MatrixRow<'a>>,
    /// 市, 县 or 个.
    pub unit: &'a str,
}

/// Where subjects stand in one of the years.
#[derive(Debug, Serialize)]
pub struct SeatView<'a> {
    pub grade: Option<GradeView<'a>>,
    /// What it is instead of one.
    pub name: &'static str,
    pub count: usize,
}

/// A row.
#[derive(Debug, Serialize)]
pub struct MatrixRow<'a> {
    pub seat: SeatView<'a>,
    pub cells: Vec<MatrixCell>,
}

/// Who went from here to there.
#[derive(Debug, Serialize)]
pub struct MatrixCell {
    pub names: Vec<Link>,
    /// All of them.
    pub count: usize,
    /// How many are not named.
    pub more: usize,
    /// `same`, `up`, `down` or nothing.
    pub class: &'static str,
    /// 不变, 上升, 下降 or nothing.
    pub word: &'static str,
}

/// The matrix with names.
pub(crate) fn matrix<'a>(sides: &Sides<'_, 'a>) -> MatrixView<'a> {
    let transitions = &sides.comparison.transitions;
    let cells = &transitions.cells;
    let columns = transitions.columns.iter().enumerate().map(|(column, seat)| {
        let count = cells.iter().map(|row| row[column].len()).sum();
        seat_view(sides.later, *seat, "不再列入", count)
    });
    let rows = transitions.rows.iter().zip(cells).map(|(seat, row)| MatrixRow {
        seat: seat_view(sides.earlier, *seat, "新增", row.iter().map(Vec::len).sum()),
        cells: row.iter().zip(&transitions.columns).map(|(of, to)| cell(sides, of, (*seat, *to))).collect(),
    });
    MatrixView { columns: columns.collect(), rows: rows.collect(), unit: sides.later.unit() }
}

fn seat_view<'a>(of: &SchemeSite<'a>, seat: Seat, absent: &'static str, count: usize) -> SeatView<'a> {
    let (grade, name) = match seat {
        Seat::Grade(grade) => (Some(of.grade(grade)), ""),
        Seat::Ungraded => (None, "未评等次"),
        Seat::Absent => (None, absent),
    };
    SeatView { grade, name, count }
}

fn cell(sides: &Sides, positions: &[usize], (from, to): (Seat, Seat)) -> MatrixCell {
    let subjects = &sides.comparison.subjects;
    let names = positions.iter().take(NAMES).map(|at| sides.link(&subjects[*at])).collect();
    let moved = positions.first().and_then(|at| subjects[*at].grade_change());
    let (class, word) = match moved {
        Some(1..) => ("up", "上升"),
        Some(..=-1) => ("down", "下降"),
        Some(0) => ("same", "不变"),
        None if positions.is_empty() && is_same(sides, from, to) => ("same", ""),
        None => ("", ""),
    };
    MatrixCell { names, count: positions.len(), more: positions.len().saturating_sub(NAMES), class, word }
}

/// Whether nobody moved who stands in this cell: the diagonal.
fn is_same(sides: &Sides, from: Seat, to: Seat) -> bool {
    match (from, to) {
        (Seat::Grade(from), Seat::Grade(to)) => {
            sides.earlier.scheme.grade(from).name == sides.later.scheme.grade(to).name
        }
        _ => false,
    }
}
