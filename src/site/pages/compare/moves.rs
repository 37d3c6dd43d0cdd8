//! Who moved: a line for each subject, and the table behind it.

use serde::Serialize;

use super::ROWS;
use crate::charts::{Grade, Slope, SlopeLine};
use crate::history::{Compared, Standing};
use crate::site::base::{Figure, GradeView, Link, SchemeSite, delta};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::{self, only};
use crate::wording::number::dash;
use crate::wording::result::places;
use crate::wording::scale;

/// Lines that can be told apart; of more subjects only those that moved most are drawn.
const LINES: usize = 40;

/// Lines where only the movers are drawn.
const MOVERS: usize = 20;

/// A subject in two years.
#[derive(Debug, Serialize)]
pub struct MoveRow<'a> {
    /// Its name with its later page.
    pub name: Link,
    /// 新增 or 不再列入, where one year only has it.
    pub only: String,
    /// The earlier year and the later one.
    pub years: [MoveYear<'a>; 2],
    pub change: String,
    pub direction: &'static str,
    /// 升2位
    pub moved: String,
    /// The same as a number to sort by.
    pub moved_by: String,
    /// 升, 降 or nothing: the grade.
    pub turned: &'static str,
}

/// A subject in one of the years.
#[derive(Debug, Serialize)]
pub struct MoveYear<'a> {
    /// Published score, with the page that derives it.
    pub score: Link,
    pub grade: Option<GradeView<'a>>,
    pub place: String,
    /// What was decided in the place of what was computed.
    pub decided: Option<String>,
}

/// The table, in the order given.
pub(crate) fn moves<'a>(sides: &Sides<'_, 'a>, order: &[usize]) -> Vec<MoveRow<'a>> {
    let row = |at: &usize| {
        let subject = &sides.comparison.subjects[*at];
        let [first, second] = sides.hrefs(subject);
        let [before, after] = sides.grades(subject);
        let by = subject.change.and_then(|change| change.score);
        let (ends, decimals) = scale::changed_between([subject.earlier.as_ref(), subject.later.as_ref()], by);
        let [from, to] = ends;
        let (direction, change) = delta(by, decimals);
        MoveRow {
            name: sides.link(subject),
            only: only(sides.told(), subject),
            years: [
                year(sides.earlier, subject.earlier.as_ref(), Link { text: from, href: first }, before),
                year(sides.later, subject.later.as_ref(), Link { text: to, href: second }, after),
            ],
            change,
            direction,
            moved: subject.change.and_then(places).unwrap_or_else(dash),
            moved_by: subject
                .change
                .and_then(|change| change.places)
                .map_or_else(String::new, |by| by.to_string()),
            turned: match subject.grade_change() {
                Some(1..) => "升",
                Some(..=-1) => "降",
                _ => "",
            },
        }
    };
    order.iter().take(ROWS).map(row).collect()
}

fn year<'a>(
    scheme: &SchemeSite,
    standing: Option<&Standing>,
    score: Link,
    grade: Option<GradeView<'a>>,
) -> MoveYear<'a> {
    MoveYear {
        score,
        grade,
        place: standing.map_or_else(dash, |of| scheme.place(of.subject)),
        decided: standing.and_then(|of| scheme.decision(of.subject)),
    }
}

/// The scores of both years, a line each.
pub(crate) fn slope<'a>(sides: &Sides<'_, 'a>, order: &[usize]) -> Option<Figure<'a>> {
    let subjects = &sides.comparison.subjects;
    let scored: Vec<usize> = order
        .iter()
        .copied()
        .filter(|at| subjects[*at].change.is_some_and(|change| change.score.is_some()))
        .collect();
    if scored.is_empty() {
        return None;
    }
    let total = scored.len();
    let mut shown = scored;
    if total > LINES {
        shown.truncate(MOVERS);
    }
    // Lines are laid out in the order of the page's lists.
    shown.sort_unstable();
    let lines: Vec<_> = shown.iter().map(|at| line(sides, &subjects[*at])).collect();
    let words = comparison::slope(sides.told(), total, lines.len());
    let years = sides.told().titles().map(str::to_owned).to_vec();
    Some(Figure::new("slope", words, Slope { years, lines, places: false, decimals: sides.decimals() }))
}

fn line<'a>(sides: &Sides<'_, 'a>, subject: &Compared) -> SlopeLine<'a> {
    let grades = sides.grades(subject);
    let point = |standing: Option<&Standing>, grade: Option<GradeView<'a>>| {
        let score = standing?.result().compared(sides.alike())?;
        let drawn = grade.map(Grade::from);
        Some((score, drawn))
    };
    let [_, href] = sides.hrefs(subject);
    SlopeLine {
        name: sides.short(subject),
        href,
        points: vec![point(subject.earlier.as_ref(), grades[0]), point(subject.later.as_ref(), grades[1])],
        strong: subject.grade_change().is_some_and(|by| by != 0),
    }
}
