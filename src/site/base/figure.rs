//! Pictures as plain numbers and labels; `render` has them drawn.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::{GradeIndex, NodeIndex, SubjectIndex};
use crate::site::base::inline::GradeView;
use crate::site::base::scheme::SchemeSite;

/// A picture with the words around it. Its data stand in a table of the same page.
#[derive(Debug, Serialize)]
pub struct Figure<'a> {
    /// Unique on the page, ASCII.
    pub id: Cow<'a, str>,
    /// The finding.
    pub title: String,
    /// What is shown, its unit, where the axis starts.
    pub sub: String,
    /// What there is to see, for who cannot see it.
    pub description: String,
    /// Under the picture.
    pub note: Option<String>,
    /// What is drawn.
    #[serde(skip)]
    pub picture: Picture<'a>,
}

/// What is drawn.
#[derive(Debug)]
pub enum Picture<'a> {
    /// Bars by rank.
    Ranking(Ranking<'a>),
    /// Subjects by grade.
    Distribution(Distribution<'a>),
    /// A subject's sections against its group.
    Radar(Radar<'a>),
    /// A subject's score over the years.
    Trend(Trend<'a>),
    /// Where a score comes from.
    Waterfall(Waterfall<'a>),
    /// Every subject's measure at a node.
    Strip(Strip<'a>),
    /// All subjects, a panel each.
    Multiples(crate::charts::Multiples<'a>),
    /// Subjects on a grid.
    Tiles(crate::charts::TileMap<'a>),
    /// What would lift a result.
    Lift(crate::charts::Lift<'a>),
    /// Who helps whom.
    Flow(crate::charts::Flow<'a>),
    /// Dates due and done.
    Calendar(crate::charts::Calendar<'a>),
    /// Subjects across the years.
    Slope(crate::charts::Slope<'a>),
    /// Where changes come from.
    Parts(crate::charts::ChangeParts<'a>),
}

impl Picture<'_> {
    /// The file in `charts/` that draws it.
    pub(crate) fn chart(&self) -> &'static str {
        match self {
            Picture::Ranking(_) => "ranking_bars",
            Picture::Distribution(_) => "grade_distribution",
            Picture::Radar(_) => "section_radar",
            Picture::Trend(_) => "score_years",
            Picture::Waterfall(_) => "waterfall",
            Picture::Strip(_) => "strip",
            Picture::Multiples(_) => "small_multiples",
            Picture::Tiles(_) => "tile_map",
            Picture::Lift(_) => "lift",
            Picture::Flow(_) => "flow",
            Picture::Calendar(_) => "calendar",
            Picture::Slope(_) => "slope",
            Picture::Parts(_) => "change_parts",
        }
    }

    /// Makes its links lead from a page above `folder`, the folder of the page it was made for.
    pub(crate) fn lead_from(&mut self, folder: &str) {
        let lead = |href: &mut Option<String>| {
            if let Some(href) = href {
                href.insert_str(0, folder);
            }
        };
        match self {
            Picture::Ranking(of) => of.rows.iter_mut().for_each(|row| row.href.insert_str(0, folder)),
            Picture::Multiples(of) => of.panels.iter_mut().for_each(|panel| lead(&mut panel.href)),
            Picture::Tiles(of) => of.tiles.iter_mut().for_each(|tile| lead(&mut tile.href)),
            Picture::Flow(of) => of.pairs.iter_mut().for_each(|pair| lead(&mut pair.href)),
            Picture::Slope(of) => of.lines.iter_mut().for_each(|line| lead(&mut line.href)),
            Picture::Parts(of) => of.rows.iter_mut().for_each(|row| lead(&mut row.href)),
            Picture::Distribution(_)
            | Picture::Radar(_)
            | Picture::Trend(_)
            | Picture::Waterfall(_)
            | Picture::Strip(_)
            | Picture::Lift(_)
            | Picture::Calendar(_) => {}
        }
    }
}

/// A grade inside a picture: its place decides colour and shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureGrade<'a> {
    /// From 0.
    pub place: usize,
    /// Its name.
    pub name: &'a str,
}

impl<'a> From<GradeView<'a>> for PictureGrade<'a> {
    fn from(grade: GradeView<'a>) -> Self {
        Self { place: usize::from(grade.tone.saturating_sub(1)), name: grade.name }
    }
}

/// Bars by rank.
#[derive(Debug, Default)]
pub struct Ranking<'a> {
    /// Names of the sections the bars are stacked of.
    pub sections: Vec<&'a str>,
    /// The subjects, best first.
    pub rows: Vec<RankingRow<'a>>,
    /// Where grades begin.
    pub thresholds: Vec<(Decimal, PictureGrade<'a>)>,
    /// The score a full bar stands for.
    pub full: Decimal,
}

/// A subject's bar.
#[derive(Debug)]
pub struct RankingRow<'a> {
    /// Its place.
    pub rank: Option<u32>,
    /// Its name.
    pub name: &'a str,
    /// Where its name leads.
    pub href: String,
    /// Published score.
    pub score: Option<Decimal>,
    /// Final grade.
    pub grade: Option<PictureGrade<'a>>,
    /// Contribution, score and, where it is weak, the grade of each section.
    pub parts: Vec<RankingPart<'a>>,
    /// Points added above the sections.
    pub bonus: Decimal,
    /// 升2位
    pub change: Option<String>,
    /// A sentence under the bar.
    pub note: Option<String>,
}

/// A section's part of a bar.
#[derive(Debug)]
pub struct RankingPart<'a> {
    /// Points of the total.
    pub contribution: Decimal,
    /// The section's own score.
    pub score: Option<Decimal>,
    /// Its grade, where it stands out as weak.
    pub weak: Option<PictureGrade<'a>>,
}

/// Subjects by grade.
#[derive(Debug)]
pub struct Distribution<'a> {
    /// Names of the grades, best first.
    pub grades: Vec<&'a str>,
    /// Groups of rows.
    pub groups: Vec<DistributionGroup<'a>>,
}

/// Rows that share a scale.
#[derive(Debug)]
pub struct DistributionGroup<'a> {
    /// Its heading.
    pub title: &'a str,
    /// Its rows.
    pub rows: Vec<DistributionRow>,
}

/// One year.
#[derive(Debug)]
pub struct DistributionRow {
    /// Its name.
    pub label: String,
    /// How many subjects have each grade.
    pub counts: Vec<u32>,
    /// The row the page is about.
    pub strong: bool,
}

/// A subject's sections against its group.
#[derive(Debug)]
pub struct Radar<'a> {
    /// What the subject is called in the legend.
    pub own: &'static str,
    /// Name, own score and grade, the group's median and best.
    pub axes: Vec<RadarAxis<'a>>,
}

/// One section.
#[derive(Debug)]
pub struct RadarAxis<'a> {
    /// Its name.
    pub name: &'a str,
    /// The subject's score.
    pub own: Option<Decimal>,
    /// The subject's grade.
    pub grade: Option<PictureGrade<'a>>,
    /// The group's median.
    pub median: Option<Decimal>,
    /// The group's best.
    pub best: Option<Decimal>,
}

/// A subject's score over the years.
#[derive(Debug)]
pub struct Trend<'a> {
    /// The years, oldest first.
    pub points: Vec<TrendPoint<'a>>,
    /// Where grades begin.
    pub thresholds: Vec<(Decimal, PictureGrade<'a>)>,
}

/// One year.
#[derive(Debug)]
pub struct TrendPoint<'a> {
    /// The year.
    pub year: String,
    /// Published score.
    pub score: Option<Decimal>,
    /// Final grade.
    pub grade: Option<PictureGrade<'a>>,
    /// 第4 / 10
    pub place: Option<String>,
}

/// Where a score comes from.
#[derive(Debug)]
pub struct Waterfall<'a> {
    /// Full marks.
    pub start: Decimal,
    /// What each item lost, deductions, bonuses.
    pub steps: Vec<WaterfallStep<'a>>,
    /// The published score.
    pub end: Decimal,
    /// Where grades begin.
    pub thresholds: Vec<(Decimal, PictureGrade<'a>)>,
    /// The rules that changed the grade: before, the clauses, after, and the words before it.
    pub rule: Option<(PictureGrade<'a>, String, PictureGrade<'a>, &'static str)>,
}

/// A step of a waterfall.
#[derive(Debug)]
pub struct WaterfallStep<'a> {
    /// What it is.
    pub name: &'a str,
    /// Under the name.
    pub note: String,
    /// Lost, deducted or added.
    pub kind: WaterfallKind,
    /// Points.
    pub change: Decimal,
    /// The item's grade, where it stands out as weak.
    pub weak: Option<PictureGrade<'a>>,
}

/// What a step of a waterfall is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaterfallKind {
    /// Below full marks.
    Loss,
    /// Deducted.
    Deduction,
    /// Added.
    Bonus,
    /// Rounded.
    Rounding,
}

/// Every subject's measure at a node.
#[derive(Debug)]
pub struct Strip<'a> {
    /// The subjects.
    pub subjects: Vec<StripSubject<'a>>,
    /// The measure's unit.
    pub unit: String,
    /// The peers' median.
    pub median: Option<Decimal>,
    /// The target, where all share one.
    pub target: Option<Decimal>,
    /// The scoring curve, from the lowest measure to the highest.
    pub curve: Vec<(Decimal, Decimal)>,
    /// Where grades begin.
    pub thresholds: Vec<(Decimal, PictureGrade<'a>)>,
}

/// A subject on a strip.
#[derive(Debug)]
pub struct StripSubject<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its measure.
    pub value: Decimal,
    /// Its score after rules.
    pub score: Option<Decimal>,
    /// Its score before rules, where they changed it.
    pub raw: Option<Decimal>,
    /// Its grade.
    pub grade: Option<PictureGrade<'a>>,
    /// Whether it missed the target.
    pub missed: bool,
}

impl<'a> SchemeSite<'a> {
    /// A grade for a picture.
    pub(crate) fn picture_grade(&self, grade: GradeIndex) -> PictureGrade<'a> {
        self.grade(grade).into()
    }

    /// The grades' thresholds, the last of which is 0 and no line.
    pub(crate) fn thresholds(&self) -> Vec<(Decimal, PictureGrade<'a>)> {
        let grades = self.scheme.grades.iter().enumerate();
        grades
            .filter(|(_, grade)| grade.from > Decimal::ZERO)
            .map(|(index, grade)| (grade.from, self.picture_grade(GradeIndex::new(index))))
            .collect()
    }

    /// A grade that stands out as weak: in the lower half of the scheme's grades.
    pub(crate) fn weak(&self, grade: Option<GradeIndex>) -> Option<PictureGrade<'a>> {
        let grade = grade.filter(|grade| 2 * grade.get() >= self.scheme.grades.len())?;
        Some(self.picture_grade(grade))
    }

    /// What each of the root's children contributes; empty where contributions do not add up to the total.
    pub(crate) fn parts(&self, subject: SubjectIndex) -> Vec<RankingPart<'a>> {
        let part = |node: &NodeIndex| {
            let result = &self.result(subject).nodes[node.get()];
            if !result.counts() {
                return Some(RankingPart { contribution: Decimal::ZERO, score: None, weak: None });
            }
            let weak = self.weak(result.grade);
            Some(RankingPart { contribution: result.contribution?, score: result.score, weak })
        };
        self.sections().iter().map(part).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}
