//! The parts of a change, for every subject of two years.

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::game::{Shares, Values, shares};
use super::restate::{Restated, restate};
use crate::history::{Matching, Scored};
use crate::model::{NodeIndex, Scheme, SubjectIndex, round};
use crate::scoring::{Field, Overflow};

/// The change of a published score, later less earlier, and its parts.
///
/// `own + peers + scheme + rounding == total`, to the last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// What the subject itself did better or worse.
    pub own: Decimal,
    /// What the others' movement did to it: median, best, worst, places.
    pub peers: Decimal,
    /// What the change of weights, methods, rules and targets did to it.
    pub scheme: Decimal,
    /// What rounding in either year did.
    pub rounding: Decimal,
    /// The change of the published score.
    pub total: Decimal,
}

/// One part of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// [`Split::own`]
    Own,
    /// [`Split::peers`]
    Peers,
    /// [`Split::scheme`]
    Scheme,
    /// [`Split::rounding`]
    Rounding,
}

/// Why a change is not split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoSplit {
    /// The earlier year did not evaluate the subject.
    NotInBoth,
    /// It has no published score in one of the years.
    NoScore,
    /// Scoring one of the years again does not give its published score.
    NotReproduced,
    /// By the other year's scheme its record has no score at all, so there is nothing to compare.
    NotScorable,
}

/// The splits of two years' changes.
#[derive(Clone, Debug)]
pub struct Attribution {
    subjects: Vec<Result<Split, NoSplit>>,
}

/// Splits the change of every subject of the later year.
///
/// # Errors
/// [`Overflow`] where a number grows beyond 28 digits.
pub fn of_pair(earlier: &Scored, later: &Scored) -> Result<Attribution, Overflow> {
    let restated = [
        [restate(earlier, earlier)?, restate(later, earlier)?],
        [restate(earlier, later)?, restate(later, later)?],
    ];
    let [old, new] = &restated;
    let pair = Pair {
        years: [earlier, later],
        published: [Field::of(earlier.evaluation, &earlier.last)?, Field::of(later.evaluation, &later.last)?],
        fields: [[of(&old[0])?, of(&old[1])?], [of(&new[0])?, of(&new[1])?]],
        back: Matching::between(&later.evaluation.scheme, &earlier.evaluation.scheme),
    };
    let subjects = (0..later.evaluation.scheme.subjects.len()).into_par_iter();
    let subjects = subjects.map(|position| pair.split(SubjectIndex::new(position)));
    Ok(Attribution { subjects: subjects.collect::<Result<_, _>>()? })
}

fn of((evaluation, last): &Restated) -> Result<Field<'_>, Overflow> {
    Field::of(evaluation, last)
}

/// Two years, each as it was, and each year's records under each year's scheme.
struct Pair<'a> {
    years: [&'a Scored<'a>; 2],
    published: [Field<'a>; 2],
    /// `fields[scheme][own]`, 0 for the earlier year and 1 for the later.
    fields: [[Field<'a>; 2]; 2],
    /// From the later scheme to the earlier one.
    back: Matching,
}

impl Pair<'_> {
    /// Whether both years' totals are told in the same scale; where not, scores of a hundred are taken apart.
    fn alike(&self) -> bool {
        let [earlier, later] = self.years.map(|year| &year.evaluation.scheme);
        earlier.told_like(later)
    }

    /// The split of a subject of the later year.
    fn split(&self, later: SubjectIndex) -> Result<Result<Split, NoSplit>, Overflow> {
        let Some(earlier) = self.back.subject(later) else {
            return Ok(Err(NoSplit::NotInBoth));
        };
        let places = [earlier, later];
        let alike = self.alike();
        let published =
            [0, 1].map(|year| self.years[year].results.subjects[places[year].get()].compared(alike));
        let [Some(before), Some(after)] = published else {
            return Ok(Err(NoSplit::NoScore));
        };
        for year in [0, 1] {
            if self.published[year].score(places[year])?.compared(alike) != published[year] {
                return Ok(Err(NoSplit::NotReproduced));
            }
        }
        let Some(values) = self.values(places)? else {
            return Ok(Err(NoSplit::NotScorable));
        };
        let overflow = Overflow { subject: later, node: NodeIndex::new(Scheme::ROOT) };
        put_together(&values, before, after).map(Ok).ok_or(overflow)
    }

    /// The subject's eight scores; `None` where one of them does not exist.
    fn values(&self, places: [SubjectIndex; 2]) -> Result<Option<Values>, Overflow> {
        let mut values = Values::default();
        for (scheme, fields) in self.fields.iter().enumerate() {
            for (peers, among) in fields.iter().enumerate() {
                for (own, field) in fields.iter().enumerate() {
                    let result = if own == peers {
                        field.score(places[own])?
                    } else {
                        field.score_against(among, places[own])?
                    };
                    let Some(score) = result.compared(self.alike()) else { return Ok(None) };
                    values[scheme][peers][own] = score;
                }
            }
        }
        Ok(Some(values))
    }
}

/// The parts with what rounding did; `None` on overflow.
fn put_together(values: &Values, before: Decimal, after: Decimal) -> Option<Split> {
    let Shares { own, peers, scheme } = shares(values)?;
    let total = after.checked_sub(before)?.normalize();
    let unrounded = values[1][1][1].checked_sub(values[0][0][0])?;
    Some(Split { own, peers, scheme, rounding: total.checked_sub(unrounded)?.normalize(), total })
}

impl Split {
    /// The parts in the order they are told: they add up to [`Split::total`].
    pub fn parts(&self) -> [(Part, Decimal); 4] {
        [
            (Part::Own, self.own),
            (Part::Peers, self.peers),
            (Part::Scheme, self.scheme),
            (Part::Rounding, self.rounding),
        ]
    }

    /// The same with so many decimals, for print: the parts still add up, because what the digits left out lack goes to
    /// [`Split::rounding`].
    pub fn to_places(&self, decimals: u32) -> Self {
        let [own, peers, scheme, total] =
            [self.own, self.peers, self.scheme, self.total].map(|part| round(part, decimals));
        let rest = [own, peers, scheme].iter().try_fold(total, |rest, part| rest.checked_sub(*part));
        let rounding = rest.expect("numbers with ten decimals were added before, and these are shorter");
        Self { own, peers, scheme, rounding: rounding.normalize(), total }
    }
}

impl Attribution {
    /// The split of a subject of the later year, or why there is none.
    pub fn of(&self, later: SubjectIndex) -> Result<Split, NoSplit> {
        self.subjects[later.get()]
    }

    /// All, in the order of the later scheme's subjects.
    pub fn subjects(&self) -> &[Result<Split, NoSplit>] {
        &self.subjects
    }
}
