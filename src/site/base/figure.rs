//! A picture on a page, and what charts take from a scheme; `render` has it drawn.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts::{Drawing, Grade, RankingPart, Threshold};
use crate::model::{GradeIndex, NodeIndex, SubjectIndex};
use crate::site::base::{GradeView, SchemeSite};
use crate::wording::pictures::Caption;

/// A picture with the words around it. Its data stand in a table of the same page.
#[derive(Debug, Serialize)]
pub struct Figure<'a> {
    /// Unique on the page, ASCII.
    pub id: Cow<'a, str>,
    /// What stands around it.
    #[serde(flatten)]
    pub words: Caption,
    /// What is drawn.
    #[serde(skip)]
    pub picture: Box<dyn Drawing + 'a>,
}

impl<'a> Figure<'a> {
    pub(crate) fn new(id: impl Into<Cow<'a, str>>, words: Caption, picture: impl Drawing + 'a) -> Self {
        Self { id: id.into(), words, picture: Box::new(picture) }
    }
}

impl<'a> From<GradeView<'a>> for Grade<'a> {
    fn from(grade: GradeView<'a>) -> Self {
        Self { place: usize::from(grade.tone.saturating_sub(1)), name: grade.name }
    }
}

impl<'a> SchemeSite<'a> {
    /// A grade for a picture.
    pub(crate) fn picture_grade(&self, grade: GradeIndex) -> Grade<'a> {
        self.grade(grade).into()
    }

    /// The grades' thresholds at a node, in its scale; the last of them is 0 and no line.
    pub(crate) fn thresholds(&self, node: NodeIndex) -> Vec<Threshold<'a>> {
        let grades = self.scheme.grades.iter().enumerate();
        grades
            .filter(|(_, grade)| grade.from > Decimal::ZERO)
            .map(|(index, grade)| Threshold {
                from: self.scheme.scaled(node, grade.from),
                grade: self.picture_grade(GradeIndex::new(index)),
            })
            .collect()
    }

    /// A grade that stands out as weak: in the lower half of the scheme's grades.
    pub(crate) fn weak(&self, grade: Option<GradeIndex>) -> Option<Grade<'a>> {
        let grade = grade.filter(|grade| 2 * grade.get() >= self.scheme.grades.len())?;
        Some(self.picture_grade(grade))
    }

    /// What each of the root's children contributes; empty where contributions do not add up to the total.
    pub(crate) fn parts(&self, subject: SubjectIndex) -> Vec<RankingPart<'a>> {
        let part = |node: &NodeIndex| {
            let result = &self.result(subject).nodes[node.get()];
            if !result.counts() {
                return Some(RankingPart {
                    contribution: Decimal::ZERO,
                    score: None,
                    decimals: 2,
                    of: None,
                    weak: None,
                });
            }
            let decimals = result.told().map_or(2, |told| self.scheme.telling_decimals(*node, told).max(2));
            let (contribution, score) = (result.contribution?, result.told());
            let (of, weak) = (self.scheme.points_of(*node), self.weak(result.grade));
            Some(RankingPart { contribution, score, decimals, of, weak })
        };
        self.sections().iter().map(part).collect::<Option<Vec<_>>>().unwrap_or_default()
    }
}
