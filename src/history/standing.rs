//! One subject's standing in each year, and the change between two.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{SchemeDiff, Scored, ScoredYear};
use crate::model::{Grade, NodeIndex, NodeResult, SchemeId, SubjectId, SubjectIndex, SubjectResult, Year};

/// A subject's result in one year.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    pub year: Year,
    /// The evaluation it stands in.
    pub scored: &'a Scored<'a>,
    /// Its place in that year's list, which need not be the one of another year.
    pub subject: SubjectIndex,
}

/// What changed between two standings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Published score, this less the earlier one.
    pub score: Option<Decimal>,
    /// Places climbed; negative for places lost.
    pub places: Option<i64>,
    /// Grades climbed, where both years have the same grades; negative for grades lost.
    pub grades: Option<i64>,
}

/// Every subject's standings under each scheme, years ascending.
///
/// Looked up by id only, never iterated: the order of a hash map reaches no page.
#[derive(Debug, Default)]
pub struct History<'a> {
    standings: HashMap<&'a SchemeId, HashMap<&'a SubjectId, Vec<Standing<'a>>>>,
    /// Whether a scheme scored as in the year before that had it, found once for all the pages that say so.
    same_method: HashMap<(&'a SchemeId, Year, Year), bool>,
}

impl<'a> History<'a> {
    /// The history of these years, which stand in ascending order.
    pub fn of(years: &[&'a ScoredYear<'a>]) -> Self {
        let mut standings: HashMap<_, HashMap<_, Vec<Standing>>> = HashMap::new();
        let mut latest: HashMap<&SchemeId, &Scored> = HashMap::new();
        let mut same_method = HashMap::new();
        for year in years {
            for scored in &year.schemes {
                let scheme = &*scored.evaluation.scheme;
                if let Some(before) = latest.insert(&scheme.id, scored) {
                    let diff = SchemeDiff::of(before.evaluation, scored.evaluation);
                    let years = (&scheme.id, before.evaluation.scheme.year, scheme.year);
                    same_method.insert(years, diff.same_method());
                }
                for (position, subject) in scheme.subjects.iter().enumerate() {
                    let standing =
                        Standing { year: year.year.year, scored, subject: SubjectIndex::new(position) };
                    standings.entry(&scheme.id).or_default().entry(subject).or_default().push(standing);
                }
            }
        }
        Self { standings, same_method }
    }

    /// Whether two years of a scheme score alike, see [`SchemeDiff::same_method`].
    pub fn same_method(&self, earlier: &Scored, later: &Scored) -> bool {
        let (this, that) = (&earlier.evaluation.scheme, &later.evaluation.scheme);
        let known = self.same_method.get(&(&that.id, this.year, that.year));
        // A subject that was not evaluated for a while is compared with a year further back.
        known.copied().unwrap_or_else(|| SchemeDiff::of(earlier.evaluation, later.evaluation).same_method())
    }

    /// The standings of a subject under a scheme, years ascending.
    pub fn standings(&self, scheme: &SchemeId, subject: &SubjectId) -> &[Standing<'a>] {
        let of = self.standings.get(scheme).and_then(|subjects| subjects.get(subject));
        of.map_or(&[], Vec::as_slice)
    }

    /// The last standing before a year.
    pub fn before(&self, scheme: &SchemeId, subject: &SubjectId, year: Year) -> Option<Standing<'a>> {
        self.standings(scheme, subject).iter().rev().find(|standing| standing.year < year).copied()
    }
}

impl<'a> Standing<'a> {
    pub fn result(&self) -> &'a SubjectResult {
        &self.scored.results.subjects[self.subject.get()]
    }

    /// The final grade.
    pub fn grade(&self) -> Option<&'a Grade> {
        self.result().grade.map(|grade| self.scored.evaluation.scheme.grade(grade))
    }

    /// The group its place is within, where there are several.
    pub fn group(&self) -> Option<&'a str> {
        let results = &self.scored.results;
        let several = self.scored.evaluation.scheme.ranks_groups() && results.groups.len() > 1;
        results.groups.get(self.result().group)?.as_deref().filter(|_| several)
    }

    /// The result of the node that has this id in that year.
    pub fn node(&self, id: &str) -> Option<&'a NodeResult> {
        let node = self.scored.evaluation.scheme.find(id)?;
        Some(self.at(node))
    }

    /// The result of a node of that year's scheme.
    pub fn at(&self, node: NodeIndex) -> &'a NodeResult {
        &self.result().nodes[node.get()]
    }

    /// What changed since an earlier standing.
    pub fn since(&self, earlier: &Standing) -> Change {
        let (now, then) = (self.result(), earlier.result());
        let (this, that) = (&*self.scored.evaluation.scheme, &*earlier.scored.evaluation.scheme);
        let same_grades = this.grades.len() == that.grades.len()
            && this.grades.iter().zip(&that.grades).all(|(a, b)| a.name == b.name);
        let alike = this.told_like(that);
        let step = |from: usize, to: usize| from as i64 - to as i64;
        Change {
            score: now
                .compared(alike)
                .zip(then.compared(alike))
                .and_then(|(now, then)| now.checked_sub(then)),
            // A place within a group and one among all are not the same thing.
            places: now
                .rank
                .zip(then.rank)
                .filter(|_| this.ranks_groups() == that.ranks_groups())
                .map(|(now, then)| i64::from(then) - i64::from(now)),
            grades: now
                .grade
                .zip(then.grade)
                .filter(|_| same_grades)
                .map(|(now, then)| step(then.get(), now.get())),
        }
    }
}
