//! A field: an evaluation's subjects prepared, with the peers they make. One field's subjects can be scored among
//! themselves, or against the peers of another, which is how a change of a score is taken apart.

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::arithmetic::Checked;
use super::exact::Exact;
use super::node::Subject;
use super::peers::{PeerTable, Peers};
use super::prepare::{self, Groups};
use super::{LastYear, Overflow};
use crate::model::{
    Evaluation, MissingPolicy, NodeIndex, PeerStatistics, Scheme, SubjectIndex, SubjectResult,
};

/// An evaluation's subjects, prepared, and the peers of each group at each node.
pub struct Field<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) last: &'a LastYear,
    pub(super) groups: Groups,
    peers: PeerTable,
    /// What the peers' scores put in the place of a missing leaf, by group and node; empty where the scheme does not ask.
    imputed: Vec<Vec<Option<Exact>>>,
}

impl<'a> Field<'a> {
    /// Prepares every subject and sorts the peers.
    ///
    /// # Errors
    /// [`Overflow`] where a measure grows beyond 28 digits.
    pub fn of(evaluation: &'a Evaluation, last: &'a LastYear) -> Result<Self, Overflow> {
        let groups = prepare::prepare(evaluation, last)?;
        let peers = prepare::compare(&evaluation.scheme, &groups)?;
        let mut field = Self { evaluation, last, groups, peers, imputed: Vec::new() };
        if evaluation.scheme.missing.looks_at_peers() {
            field.imputed = field.impute()?;
        }
        Ok(field)
    }

    /// Scores a subject among its own peers. Places, decisions and outcomes are not given: they need all results.
    ///
    /// # Errors
    /// [`Overflow`] where a number grows beyond 28 digits.
    pub fn score(&self, subject: SubjectIndex) -> Result<SubjectResult, Overflow> {
        let prepared = &self.groups.subjects[subject.get()];
        self.result(subject, self, Some(prepared.group), prepared.excluded)
    }

    /// Scores a subject of this field against the peers of another field of the same scheme, as that field stands: the
    /// subject's own measure is not among them, so it is held against them like that of an excluded subject.
    /// They are the peers of the group that has the same name there; without one, the subject has no peers.
    ///
    /// # Errors
    /// [`Overflow`] where a number grows beyond 28 digits.
    pub fn score_against(&self, other: &Field, subject: SubjectIndex) -> Result<SubjectResult, Overflow> {
        let name = &self.groups.names[self.groups.subjects[subject.get()].group];
        self.result(subject, other, other.groups.names.iter().position(|group| group == name), true)
    }

    /// What the peers of each group look like at each node.
    pub(super) fn statistics(&self) -> Vec<Vec<Option<PeerStatistics>>> {
        let of = |group: &Vec<Option<Peers>>| {
            group.iter().map(|peers| peers.as_ref().map(|peers| peers.statistics)).collect()
        };
        self.peers.by_group.iter().map(of).collect()
    }

    /// A subject's result against the peers of one of a field's groups.
    fn result(
        &self,
        index: SubjectIndex,
        field: &Field,
        group: Option<usize>,
        outside: bool,
    ) -> Result<SubjectResult, Overflow> {
        let record = &self.evaluation.records[index.get()];
        let prepared = &self.groups.subjects[index.get()];
        let (evaluation, last) = (self.evaluation, self.last);
        let imputed = |node: NodeIndex| match evaluation.scheme.missing {
            MissingPolicy::LastYear => {
                last.score(index, node).map(|score| Exact::from(score).scaled(evaluation.scheme.full(node)))
            }
            MissingPolicy::Zero
            | MissingPolicy::Rescale
            | MissingPolicy::Median
            | MissingPolicy::Mean
            | MissingPolicy::Worst => field.imputed.get(group?)?[node.get()].clone(),
        };
        let other = |subject: SubjectIndex, node: NodeIndex| {
            field.measure(&evaluation.scheme.subjects[subject.get()], node)
        };
        Subject {
            evaluation,
            last,
            index,
            record,
            prepared,
            peers: group.map_or(&[], |group| field.peers.of_group(group)),
            outside,
            imputed: &imputed,
            other: &other,
        }
        .result()
    }

    /// The measure a subject has at a leaf that applies to it.
    fn measure(&self, subject: &crate::model::SubjectId, node: NodeIndex) -> Option<Decimal> {
        let subjects = &self.evaluation.scheme.subjects;
        let prepared = &self.groups.subjects[subjects.iter().position(|id| id == subject)?];
        prepared.measures[node.get()].filter(|_| prepared.out[node.get()].is_none())?.ok()
    }

    /// What the scores of those who report a leaf put in the place of it, group by group. They are the scores that are
    /// handed upward; who is excluded is none of them.
    fn impute(&self) -> Result<Vec<Vec<Option<Exact>>>, Overflow> {
        let scheme = &*self.evaluation.scheme;
        let results = (0..self.evaluation.records.len())
            .into_par_iter()
            .map(|position| self.score(SubjectIndex::new(position)))
            .collect::<Result<Vec<SubjectResult>, Overflow>>()?;
        let of = |group: usize, node: NodeIndex| {
            let peers = results.iter().filter(|result| result.group == group && !result.excluded);
            let nodes = peers.map(|result| &result.nodes[node.get()]).filter(|node| node.is_sound());
            let scores: Vec<Decimal> = nodes.filter_map(|node| node.told()).collect();
            middle(scheme, scores).map_err(|_| Overflow { subject: SubjectIndex::new(0), node })
        };
        let leaves = |group: usize| {
            let leaf = |node: NodeIndex| scheme.node(node).children().is_empty();
            scheme.indices().map(|node| if leaf(node) { of(group, node) } else { Ok(None) }).collect()
        };
        (0..self.groups.names.len()).map(leaves).collect()
    }
}

/// The peers' scores as one, as the scheme's policy says.
fn middle(scheme: &Scheme, mut scores: Vec<Decimal>) -> Checked<Option<Exact>> {
    scores.sort_unstable();
    if scores.is_empty() {
        return Ok(None);
    }
    let taken = match scheme.missing {
        MissingPolicy::Mean => &scores[..],
        MissingPolicy::Median => &scores[(scores.len() - 1) / 2..scores.len() / 2 + 1],
        MissingPolicy::Worst => &scores[..1],
        MissingPolicy::Zero | MissingPolicy::Rescale | MissingPolicy::LastYear => return Ok(None),
    };
    let sum = taken.iter().fold(Exact::ZERO, |sum, score| sum.add(&(*score).into()));
    sum.div(&Decimal::from(taken.len()).into()).map(Some)
}
