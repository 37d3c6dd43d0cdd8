//! A field: an evaluation's subjects prepared, with the peers they make. One field's subjects can be scored among
//! themselves, or against the peers of another, which is how a change of a score is taken apart.

use super::node::Subject;
use super::peers::{PeerTable, Peers};
use super::prepare::{self, Groups};
use super::{LastYear, Overflow};
use crate::model::{Evaluation, PeerStatistics, SubjectIndex, SubjectResult};

/// An evaluation's subjects, prepared, and the peers of each group at each node.
pub struct Field<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) last: &'a LastYear,
    pub(super) groups: Groups,
    peers: PeerTable,
}

impl<'a> Field<'a> {
    /// Prepares every subject and sorts the peers.
    ///
    /// # Errors
    /// [`Overflow`] where a measure grows beyond 28 digits.
    pub fn of(evaluation: &'a Evaluation, last: &'a LastYear) -> Result<Self, Overflow> {
        let groups = prepare::prepare(evaluation, last)?;
        let peers = prepare::compare(&evaluation.scheme, &groups)?;
        Ok(Self { evaluation, last, groups, peers })
    }

    /// Scores a subject among its own peers. Places, decisions and outcomes are not given: they need all results.
    ///
    /// # Errors
    /// [`Overflow`] where a number grows beyond 28 digits.
    pub fn score(&self, subject: SubjectIndex) -> Result<SubjectResult, Overflow> {
        let prepared = &self.groups.subjects[subject.get()];
        self.result(subject, self.peers.of_group(prepared.group), prepared.excluded)
    }

    /// Scores a subject of this field against the peers of another field of the same scheme, as that field stands: the
    /// subject's own measure is not among them, so it is brought into their range like that of an excluded subject.
    /// They are the peers of the group that has the same name there; without one, the subject has no peers.
    ///
    /// # Errors
    /// [`Overflow`] where a number grows beyond 28 digits.
    pub fn score_against(&self, other: &Field, subject: SubjectIndex) -> Result<SubjectResult, Overflow> {
        let name = &self.groups.names[self.groups.subjects[subject.get()].group];
        let group = other.groups.names.iter().position(|group| group == name);
        self.result(subject, group.map_or(&[], |group| other.peers.of_group(group)), true)
    }

    /// What the peers of each group look like at each node.
    pub(super) fn statistics(&self) -> Vec<Vec<Option<PeerStatistics>>> {
        let of = |group: &Vec<Option<Peers>>| {
            group.iter().map(|peers| peers.as_ref().map(|peers| peers.statistics)).collect()
        };
        self.peers.by_group.iter().map(of).collect()
    }

    fn result(
        &self,
        index: SubjectIndex,
        peers: &[Option<Peers>],
        outside: bool,
    ) -> Result<SubjectResult, Overflow> {
        let record = &self.evaluation.records[index.get()];
        let prepared = &self.groups.subjects[index.get()];
        let (evaluation, last) = (self.evaluation, self.last);
        Subject { evaluation, last, index, record, prepared, peers, outside }.result()
    }
}
