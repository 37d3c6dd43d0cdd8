//! Two years of one scheme side by side.

use rust_decimal::Decimal;

use super::{Change, Firing, Matching, NodeDiff, SchemeDiff, Scored, Standing, Transitions, firings};
use crate::model::{NodeIndex, NodeResult, State, SubjectId, SubjectIndex};

/// Two years of one scheme, not necessarily neighbours.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub earlier: &'a Scored<'a>,
    pub later: &'a Scored<'a>,
    /// What differs between their schemes.
    pub diff: SchemeDiff,
    /// Every subject of either year: the later year's in its order, then those that are gone.
    pub subjects: Vec<Compared<'a>>,
    /// How many went from which grade to which.
    pub transitions: Transitions,
}

/// A subject in two years.
#[derive(Debug)]
pub struct Compared<'a> {
    pub id: &'a SubjectId,
    /// Its standing in the earlier year; `None`: it is new.
    pub earlier: Option<Standing<'a>>,
    /// Its standing in the later year; `None`: it is gone.
    pub later: Option<Standing<'a>>,
    /// What changed, where both years have it.
    pub change: Option<Change>,
    /// Rules that fired in the later year only; indices are of the later scheme.
    pub fired: Vec<Firing>,
    /// Rules that fired in the earlier year only; indices are of the earlier scheme.
    pub ceased: Vec<Firing>,
}

/// A subject's results at a node in two years.
#[derive(Clone, Copy, Debug)]
pub struct NodeMove<'a> {
    /// In the earlier year, where scheme and year have both.
    pub earlier: Option<&'a NodeResult>,
    /// In the later year.
    pub later: Option<&'a NodeResult>,
    /// The change of the score, where both years scored it; whether it means anything says [`NodeDiff::comparable`].
    pub change: Option<Decimal>,
}

impl<'a> Comparison<'a> {
    /// Compares two years of a scheme.
    pub fn of(earlier: &'a Scored<'a>, later: &'a Scored<'a>) -> Self {
        let (this, that) = (&*earlier.evaluation.scheme, &*later.evaluation.scheme);
        let matching = Matching::between(this, that);
        let back = Matching::between(that, this);
        let listed = (0..that.subjects.len()).map(SubjectIndex::new);
        let listed = listed.map(|subject| (back.subject(subject), Some(subject)));
        let gone = (0..this.subjects.len()).map(SubjectIndex::new);
        let gone = gone.filter(|subject| matching.subject(*subject).is_none());
        let pairs = listed.chain(gone.map(|subject| (Some(subject), None)));
        let subjects: Vec<Compared> =
            pairs.filter_map(|pair| compared([earlier, later], pair, &matching)).collect();
        let transitions = Transitions::of(earlier, later, &subjects);
        Self {
            earlier,
            later,
            diff: SchemeDiff::of(earlier.evaluation, later.evaluation),
            subjects,
            transitions,
        }
    }

    /// The subjects both years have.
    pub fn in_both(&self) -> impl Iterator<Item = &Compared<'a>> {
        self.subjects.iter().filter(|subject| subject.change.is_some())
    }
}

impl<'a> Compared<'a> {
    /// The change of the published score.
    pub fn score_change(&self) -> Option<Decimal> {
        self.change?.score
    }

    /// The change of the grade: above zero where it rose.
    pub fn grade_change(&self) -> Option<i64> {
        self.change?.grades
    }

    /// What became of the subject at a node; the root's is the published score.
    pub fn at(&self, node: &NodeDiff) -> NodeMove<'a> {
        let earlier = self.earlier.zip(node.earlier).map(|(standing, node)| standing.at(node));
        let later = self.later.zip(node.later).map(|(standing, node)| standing.at(node));
        let full = |standing: Option<Standing>, node: Option<NodeIndex>| {
            standing.zip(node).map(|(of, node)| of.scored.evaluation.scheme.full(node))
        };
        let alike = full(self.earlier, node.earlier) == full(self.later, node.later);
        let score = |result: Option<&NodeResult>| {
            result.filter(|result| result.state == State::Scored).and_then(|result| result.compared(alike))
        };
        let change = score(later).zip(score(earlier)).and_then(|(now, then)| now.checked_sub(then));
        NodeMove { earlier, later, change }
    }
}

/// `None` only for a subject of neither year.
fn compared<'a>(
    years: [&'a Scored<'a>; 2],
    (before, after): (Option<SubjectIndex>, Option<SubjectIndex>),
    matching: &Matching,
) -> Option<Compared<'a>> {
    let standing = |scored: &'a Scored<'a>, subject: Option<SubjectIndex>| {
        subject.map(|subject| Standing { year: scored.evaluation.scheme.year, scored, subject })
    };
    let (earlier, later) = (standing(years[0], before), standing(years[1], after));
    let of = later.or(earlier)?;
    let id = &of.scored.evaluation.scheme.subjects[of.subject.get()];
    let (fired, ceased) = match (&earlier, &later) {
        (Some(earlier), Some(later)) => firings(earlier.result(), later.result(), matching),
        _ => Default::default(),
    };
    let change = earlier.zip(later).map(|(earlier, later)| later.since(&earlier));
    Some(Compared { id, earlier, later, change, fired, ceased })
}
