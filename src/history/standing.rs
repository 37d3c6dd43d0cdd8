//! One subject's standing in each year, and the change between two.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::{SchemeDiff, Scored, ScoredYear};
use crate::model::{
    Grade, NodeIndex, NodeResult, Scheme, SchemeId, SubjectId, SubjectIndex, SubjectResult, Year,
};

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
    /// Whether both years' totals are told in the same scale; else the scores are of a hundred.
    pub alike: bool,
    /// Places climbed; negative for places lost.
    pub places: Option<i64>,
    /// Grades climbed, where both years have the same grades; negative for grades lost.
    pub grades: Option<i64>,
}

/// Every subject's standings under each scheme, years ascending, whatever schemes and subjects were called in the years.
///
/// Looked up only, never iterated: the order of a hash map reaches no page.
#[derive(Debug, Default)]
pub struct History<'a> {
    /// The standings of a subject under a scheme, with the scheme's number.
    lines: Vec<(usize, Vec<Standing<'a>>)>,
    /// By year and scheme of that year, the line of each subject it lists.
    places: HashMap<(Year, &'a SchemeId), Vec<usize>>,
    /// By id, the lines that have it in some year.
    subjects: HashMap<&'a SubjectId, Vec<usize>>,
    /// The schemes' numbers, those of the newest year first, in their order.
    schemes: Vec<usize>,
    /// Whether a scheme scored as in the year before that had it, found once for all the pages that say so.
    same_method: HashMap<(&'a SchemeId, Year, Year), bool>,
}

impl<'a> History<'a> {
    /// The history of these years, which stand in ascending order.
    pub fn of(years: &[&'a ScoredYear<'a>]) -> Self {
        let mut history = Self::default();
        // The number of each year's schemes: those of one line share it.
        let mut numbers: HashMap<(Year, &SchemeId), usize> = HashMap::new();
        let mut count = 0;
        for (at, year) in years.iter().enumerate() {
            let mut own = Vec::new();
            for scored in &year.schemes {
                let scheme: &'a Scheme = &scored.evaluation.scheme;
                let look = |year: &&'a ScoredYear<'a>, id: &SchemeId| {
                    let found = year.schemes.iter().find(|other| other.evaluation.scheme.id == *id);
                    (found, found.map(|other| &*other.evaluation.scheme))
                };
                let before: Vec<&'a Scored<'a>> =
                    scheme.back(years[..at].iter().rev(), look).flatten().collect();
                let last = before.first().map(|last| &last.evaluation.scheme);
                let number = last.map_or(count, |last| numbers[&(last.year, &last.id)]);
                count = count.max(number + 1);
                history.add(year.year.year, number, &before, scored);
                numbers.insert((scheme.year, &scheme.id), number);
                own.push(number);
            }
            history.schemes.retain(|number| !own.contains(number));
            history.schemes.splice(0..0, own);
        }
        history
    }

    /// Adds a scheme's standings; `before` are its years before, newest first.
    fn add(&mut self, year: Year, number: usize, before: &[&'a Scored<'a>], scored: &'a Scored<'a>) {
        let scheme = &*scored.evaluation.scheme;
        if let Some(last) = before.first() {
            let diff = SchemeDiff::of(last.evaluation, scored.evaluation);
            let years = (&scheme.id, last.evaluation.scheme.year, scheme.year);
            self.same_method.insert(years, diff.same_method());
        }
        // A subject that was not evaluated for a while goes on where it was last.
        let mut lines: Vec<Option<usize>> = vec![None; scheme.subjects.len()];
        for earlier in before {
            if lines.iter().all(Option::is_some) {
                break;
            }
            let that = &*earlier.evaluation.scheme;
            let places = &self.places[&(that.year, &that.id)];
            for (line, then) in lines.iter_mut().zip(scheme.subjects_in(that)) {
                *line = line.or_else(|| then.map(|then| places[then.get()]));
            }
        }
        let mut own = Vec::with_capacity(lines.len());
        for (position, (line, id)) in lines.into_iter().zip(&scheme.subjects).enumerate() {
            let line = line.unwrap_or_else(|| {
                self.lines.push((number, Vec::new()));
                self.lines.len() - 1
            });
            self.lines[line].1.push(Standing { year, scored, subject: SubjectIndex::new(position) });
            let of = self.subjects.entry(id).or_default();
            if !of.contains(&line) {
                of.push(line);
            }
            own.push(line);
        }
        self.places.insert((year, &scheme.id), own);
    }

    /// Whether two years of a scheme score alike, see [`SchemeDiff::same_method`].
    pub fn same_method(&self, earlier: &Scored, later: &Scored) -> bool {
        let (this, that) = (&earlier.evaluation.scheme, &later.evaluation.scheme);
        let known = self.same_method.get(&(&that.id, this.year, that.year));
        // A subject that was not evaluated for a while is compared with a year further back.
        known.copied().unwrap_or_else(|| SchemeDiff::of(earlier.evaluation, later.evaluation).same_method())
    }

    /// The standings of a subject under a scheme, years ascending.
    pub fn standings(&self, scheme: &Scheme, subject: SubjectIndex) -> &[Standing<'a>] {
        let line = self.places.get(&(scheme.year, &scheme.id)).and_then(|lines| lines.get(subject.get()));
        line.map_or(&[], |line| &self.lines[*line].1)
    }

    /// All standings of whoever has an id in some year: by scheme, that of the newest year first.
    pub fn of_subject(&self, id: &SubjectId) -> Vec<&[Standing<'a>]> {
        let lines = self.subjects.get(id).map_or(&[][..], Vec::as_slice);
        let of = |number: &usize| {
            let own = lines.iter().map(|line| &self.lines[*line]);
            own.filter(|(of, _)| of == number).map(|(_, standings)| &standings[..]).collect::<Vec<_>>()
        };
        self.schemes.iter().flat_map(of).collect()
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
            alike,
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
