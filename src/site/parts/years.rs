//! A subject's results under one scheme over the years: on its breakdown, and on its own page.

use serde::Serialize;

use crate::charts::{YearScore, Years};
use crate::history::Standing;
use crate::model::{NodeIndex, Role, Scheme, Status};
use crate::site::base::{Figure, GradeView, SchemeSite, Site, YearSite, delta};
use crate::wording::number::dash;
use crate::wording::pictures;
use crate::wording::result::{place_among, places};
use crate::wording::scale;

/// A year.
#[derive(Debug, Serialize)]
pub struct YearRow<'a> {
    pub year: String,
    /// 草稿, 第2版
    pub edition: String,
    /// The page of that year; nothing for this page.
    pub href: Option<String>,
    pub score: String,
    pub grade: Option<GradeView<'a>>,
    /// Place and among how many.
    pub place: String,
    /// `up`, `down` or `flat`.
    pub direction: &'static str,
    pub change: String,
    /// Whether both years' totals are told in the same scale; nothing where there is no change.
    #[serde(skip)]
    pub alike: Option<bool>,
    /// Change of place in words.
    pub moved: String,
    /// Whether scheme or record is a sample.
    pub sample: bool,
    /// Whether the method differs from the year before.
    pub method_changed: bool,
    /// What was decided in the place of what was computed.
    pub decided: Option<String>,
}

/// One row a year, newest first. `up` leads from the page to the root; `here` is the scheme and year the page is about.
pub(crate) fn rows<'s>(
    site: &'s Site<'_>,
    standings: &[Standing<'s>],
    up: &str,
    here: Option<&SchemeSite>,
) -> Vec<YearRow<'s>> {
    let row = |(position, standing): (usize, &Standing<'s>)| {
        let before = position.checked_sub(1).map(|position| standings[position]);
        let change = before.map(|before| standing.since(&before));
        let by = change.and_then(|change| change.score);
        let decimals =
            by.map(|by| scale::change_decimals(&standing.scored.evaluation.scheme, standing.result(), by));
        let (direction, text) = delta(by, decimals.unwrap_or_default());
        let found = find(site, standing);
        let elsewhere =
            found.filter(|(_, scheme)| here.is_none_or(|here| !std::ptr::eq(here.scored, scheme.scored)));
        let result = standing.result();
        YearRow {
            year: standing.year.to_string(),
            edition: found.map_or_else(String::new, |(year, _)| year.mark.name()),
            href: elsewhere.map(|(year, scheme)| {
                let file = &scheme.files[standing.subject.get()];
                format!("{up}{}{}/{file}", year.folder, scheme.scheme.id)
            }),
            score: scale::published(&standing.scored.evaluation.scheme, result).unwrap_or_else(dash),
            grade: result.grade.zip(found).map(|(grade, (_, scheme))| scheme.grade(grade)),
            place: place_among(standing),
            direction,
            change: text,
            alike: change.filter(|change| change.score.is_some()).map(|change| change.alike),
            moved: change.and_then(places).unwrap_or_else(dash),
            sample: standing.scored.evaluation.scheme.status == Status::Sample
                || standing.scored.evaluation.records[standing.subject.get()].status == Status::Sample,
            method_changed: before
                .is_some_and(|before| !site.history.same_method(before.scored, standing.scored)),
            decided: found.and_then(|(_, scheme)| scheme.decision(standing.subject)),
        }
    };
    let mut rows: Vec<_> = standings.iter().enumerate().map(row).collect();
    rows.reverse();
    rows
}

/// What the head of the rows' changes says of their scale.
pub(crate) fn change_scale(rows: &[YearRow]) -> &'static str {
    scale::heads_of_hundred(rows.iter().filter_map(|row| row.alike))
}

/// Where the site shows a standing.
pub(crate) fn find<'s, 'a>(
    site: &'s Site<'a>,
    standing: &Standing,
) -> Option<(&'s YearSite<'a>, &'s SchemeSite<'a>)> {
    let year = site.years.iter().find(|year| year.year.year == standing.year)?;
    let scheme = year.schemes.iter().find(|scheme| std::ptr::eq(scheme.scored, standing.scored))?;
    Some((year, scheme))
}

/// The score over the years, where there is more than one; `scheme` is that of the last of them.
pub(crate) fn trend<'s>(
    scheme: &'s SchemeSite<'_>,
    standings: &[Standing<'s>],
    id: String,
) -> Option<Figure<'s>> {
    // Of years that are told otherwise only the scores of a hundred can be held together.
    let alike = standings.iter().all(|of| of.scored.evaluation.scheme.told_like(scheme.scheme));
    let root = NodeIndex::new(Scheme::ROOT);
    let of = scheme.scheme.points_of(root).filter(|_| alike);
    let scores: Vec<_> = standings.iter().filter_map(|standing| standing.result().compared(alike)).collect();
    let decimals = scheme.scheme.shown_decimals(Role::Total);
    let (first, last) = (scores.first()?, scores.last()?);
    if scores.len() < 2 {
        return None;
    }
    let years = [standings.first()?.year, standings.last()?.year];
    let name = scheme.short(standings.last()?.subject);
    let grades = &scheme.scheme.grades;
    let point = |standing: &Standing<'s>| {
        let result = standing.result();
        let that = &standing.scored.evaluation.scheme.grades;
        // Shapes follow this year's grades: another year's appear where the names agree.
        let grade = result.grade.and_then(|grade| {
            let place = grades.iter().position(|of| of.name == that[grade.get()].name)?;
            Some(scheme.picture_grade(crate::model::GradeIndex::new(place)))
        });
        YearScore {
            year: standing.year.to_string(),
            score: result.compared(alike),
            grade,
            place: result.rank.map(|rank| {
                format!(
                    "第{rank} / {}",
                    standing.scored.results.ranked_with(&standing.scored.evaluation.scheme, result)
                )
            }),
        }
    };
    Some(Figure::new(
        id,
        pictures::trend(name, years, [*first, *last], (decimals, of), scheme.is_graded()),
        Years {
            years: standings.iter().map(point).collect(),
            thresholds: if alike { scheme.thresholds(root) } else { Vec::new() },
            of,
            decimals,
        },
    ))
}
