//! Places, or scores where there is no ranking, of a scheme's subjects across the years.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts::{Grade, Slope, SlopeLine};
use crate::history::Standing;
use crate::model::{GradeIndex, SubjectIndex};
use crate::site::base::{Figure, GradeView, SchemeSite, Site};
use crate::wording::number::dash;
use crate::wording::pictures;
use crate::wording::scale;

/// The years as a table.
#[derive(Debug, Serialize)]
pub struct Across<'a> {
    /// The years, oldest first.
    pub years: Vec<String>,
    pub rows: Vec<AcrossRow<'a>>,
}

/// A subject across the years.
#[derive(Debug, Serialize)]
pub struct AcrossRow<'a> {
    pub name: &'a str,
    pub href: &'a str,
    /// Each year.
    pub cells: Vec<AcrossCell<'a>>,
}

/// A subject in a year.
#[derive(Debug, Serialize)]
pub struct AcrossCell<'a> {
    /// 第4, or nothing where there is no place.
    pub place: String,
    pub score: String,
    pub grade: Option<GradeView<'a>>,
}

/// Lines that can be told apart; of more subjects only those that moved most are drawn.
const LINES: usize = 40;

/// Lines where only the movers are drawn.
const MOVERS: usize = 20;

/// The picture with its table, where there is more than one year.
pub(crate) fn across<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>) -> Option<(Figure<'s>, Across<'s>)> {
    let mut years: Vec<_> = site.years.iter().map(|year| year.year.year).collect();
    years.retain(|year| {
        *year <= scheme.year.year
            && scheme.scheme.subjects.iter().any(|id| {
                site.history.standings(&scheme.scheme.id, id).iter().any(|standing| standing.year == *year)
            })
    });
    if years.len() < 2 {
        return None;
    }
    let standings = |subject: SubjectIndex| -> Vec<Option<Standing<'s>>> {
        let all = site.history.standings(&scheme.scheme.id, &scheme.scheme.subjects[subject.get()]);
        years.iter().map(|year| all.iter().find(|standing| standing.year == *year).copied()).collect()
    };
    // Of years that are told otherwise only the scores of a hundred can be held together.
    let alike = scheme.scheme.subjects.iter().all(|id| {
        let mut standings = site.history.standings(&scheme.scheme.id, id).iter();
        standings.all(|of| of.scored.evaluation.scheme.told_like(scheme.scheme))
    });
    let places = scheme.is_ranked() && !scheme.ranks_groups();
    let value = |standing: &Standing| {
        let result = standing.result();
        if places { result.rank.map(Decimal::from) } else { result.compared(alike) }
    };
    // Another year's grades appear where their names agree with this year's.
    let grade = |standing: &Standing<'s>| {
        let name = &standing.grade()?.name;
        let at = scheme.scheme.grades.iter().position(|grade| grade.name == *name)?;
        Some(scheme.grade(GradeIndex::new(at)))
    };
    let mut chosen: Vec<_> = scheme.results.order.iter().map(|of| (*of, standings(*of))).collect();
    let total = chosen.len();
    let moved = |list: &[Option<Standing>]| {
        let ends = list.iter().rev().flatten().filter_map(value).take(2).collect::<Vec<_>>();
        let by = ends.first()?.checked_sub(*ends.get(1)?)?;
        Some(by.abs())
    };
    if total > LINES {
        let mut by: Vec<_> = chosen.iter().enumerate().map(|(at, (_, list))| (moved(list), at)).collect();
        by.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        by.truncate(MOVERS);
        let mut kept: Vec<_> = by.into_iter().map(|(_, at)| at).collect();
        kept.sort_unstable();
        chosen = kept.into_iter().map(|at| chosen[at].clone()).collect();
    }
    let lines: Vec<_> = chosen
        .iter()
        .map(|(subject, list)| {
            let names: Vec<_> =
                list.iter().rev().flatten().take(2).map(|of| of.grade().map(|g| &g.name)).collect();
            let point = |standing: &Option<Standing<'s>>| {
                let standing = standing.as_ref()?;
                let drawn = grade(standing).map(Grade::from);
                Some((value(standing)?, drawn))
            };
            SlopeLine {
                name: scheme.short(*subject),
                href: Some(scheme.files[subject.get()].clone()),
                points: list.iter().map(point).collect(),
                strong: names.len() == 2 && names[0] != names[1],
            }
        })
        .collect();
    let rows = chosen.iter().map(|(subject, list)| AcrossRow {
        name: scheme.short(*subject),
        href: &scheme.files[subject.get()],
        cells: list
            .iter()
            .map(|standing| {
                let result = standing.as_ref().map(Standing::result);
                AcrossCell {
                    place: result.and_then(|of| of.rank).map_or_else(String::new, |rank| format!("第{rank}")),
                    score: standing.and_then(|of| scale::two_of(&of)).unwrap_or_else(dash),
                    grade: standing.as_ref().and_then(grade),
                }
            })
            .collect(),
    });
    let labels: Vec<String> = years.iter().map(ToString::to_string).collect();
    let table = Across { years: labels.clone(), rows: rows.collect() };
    let turned = lines.iter().filter(|line| line.strong).count();
    let (first, last) = (labels.first()?, labels.last()?);
    let words = pictures::across([first, last], places, turned, total, lines.len());
    let figure = Figure::new("across", words, Slope { years: labels.clone(), lines, places });
    Some((figure, table))
}
