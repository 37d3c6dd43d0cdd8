//! The subject's results over the years.

use serde::Serialize;

use super::{Subject, delta};
use crate::history::Standing;
use crate::model::Status;
use crate::site::figure::{Figure, Picture, Trend, TrendPoint};
use crate::site::inline::GradeView;
use crate::site::number::two;
use crate::site::sentence::places;

/// The years, newest first.
#[derive(Debug, Serialize)]
pub struct Years<'a> {
    /// One row a year.
    pub rows: Vec<YearRow<'a>>,
}

/// A year.
#[derive(Debug, Serialize)]
pub struct YearRow<'a> {
    /// Its title.
    pub year: String,
    /// The page of that year; nothing for this page.
    pub href: Option<String>,
    /// Published score.
    pub score: String,
    /// Final grade.
    pub grade: Option<GradeView<'a>>,
    /// Place and among how many.
    pub place: String,
    /// `up`, `down` or `flat`.
    pub direction: &'static str,
    /// Change of the score.
    pub change: String,
    /// Change of place in words.
    pub moved: String,
    /// Whether scheme or record is a sample.
    pub sample: bool,
    /// Whether the method differs from the year before.
    pub method_changed: bool,
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    fn standings(&self) -> Vec<Standing<'s>> {
        let id = &self.scheme.scheme.subjects[self.index.get()];
        let all = self.site.history.standings(&self.scheme.scheme.id, id);
        all.iter().filter(|standing| standing.year <= self.scheme.year.year).copied().collect()
    }

    pub(super) fn years(&self, y: usize, s: usize) -> Years<'s> {
        let standings = self.standings();
        let row = |(position, standing): (usize, &Standing<'s>)| {
            let before = position.checked_sub(1).map(|position| standings[position]);
            let change = before.map(|before| standing.since(&before));
            let (direction, text) = delta(change.and_then(|change| change.score));
            let of = self.site.years.iter().enumerate().find(|(_, year)| year.year.year == standing.year);
            let scheme = of.and_then(|(position, year)| {
                let schemes = year.schemes.iter().enumerate();
                let (found, scheme) =
                    schemes.into_iter().find(|(_, scheme)| std::ptr::eq(scheme.scored, standing.scored))?;
                Some((position, found, scheme))
            });
            let result = standing.result();
            YearRow {
                year: standing.year.to_string(),
                href: scheme.filter(|(year, found, _)| (*year, *found) != (y, s)).map(|(year, _, scheme)| {
                    let folder = &self.site.years[year].folder;
                    format!("../../../{folder}{}/{}", scheme.scheme.id, scheme.files[standing.subject.get()])
                }),
                score: result.score.map_or_else(super::tree::dash, two),
                grade: result.grade.zip(scheme).map(|(grade, (_, _, scheme))| scheme.grade(grade)),
                place: result.rank.map_or_else(super::tree::dash, |rank| {
                    format!("{rank} / {}", standing.scored.results.subjects.len())
                }),
                direction,
                change: text,
                moved: change.and_then(places).unwrap_or_else(super::tree::dash),
                sample: standing.scored.evaluation.scheme.status == Status::Sample
                    || standing.scored.evaluation.records[standing.subject.get()].status == Status::Sample,
                method_changed: before
                    .is_some_and(|before| !self.site.history.same_method(before.scored, standing.scored)),
            }
        };
        let mut rows: Vec<_> = standings.iter().enumerate().map(row).collect();
        rows.reverse();
        Years { rows }
    }

    /// The score over the years, where there is more than one.
    pub(super) fn trend(&self) -> Option<Figure<'s>> {
        let standings = self.standings();
        let scores: Vec<_> = standings.iter().filter_map(|standing| standing.result().score).collect();
        let (first, last) = (scores.first()?, scores.last()?);
        if scores.len() < 2 {
            return None;
        }
        let change = last.checked_sub(*first)?;
        let (from, to) = (standings.first()?.year, standings.last()?.year);
        let verb = match change.cmp(&rust_decimal::Decimal::ZERO) {
            std::cmp::Ordering::Greater => "升",
            std::cmp::Ordering::Less => "降",
            std::cmp::Ordering::Equal => "不变，仍为",
        };
        let title = format!(
            "{from}至{to}年由{}{verb}{}",
            two(*first),
            if change.is_zero() { two(*last) } else { format!("至{}", two(*last)) }
        );
        let grades = &self.scheme.scheme.grades;
        let point = |standing: &Standing<'s>| {
            let result = standing.result();
            let that = &standing.scored.evaluation.scheme.grades;
            // Shapes follow this year's grades: another year's appear where the names agree.
            let grade = result.grade.and_then(|grade| {
                let place = grades.iter().position(|of| of.name == that[grade.get()].name)?;
                Some(self.scheme.picture_grade(crate::model::GradeIndex::new(place)))
            });
            TrendPoint {
                year: standing.year.to_string(),
                score: result.score,
                grade,
                place: result
                    .rank
                    .map(|rank| format!("第{rank} / {}", standing.scored.results.subjects.len())),
            }
        };
        Some(Figure {
            id: "trend".into(),
            description: format!("{}历年公布得分：{title}。", self.scheme.short(self.index)),
            title,
            sub: "历年公布得分，形状为当年等次；纵轴不自零起".to_owned(),
            note: None,
            picture: Picture::Trend(Trend {
                points: standings.iter().map(point).collect(),
                thresholds: self.scheme.thresholds(),
            }),
        })
    }
}
