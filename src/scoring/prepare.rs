//! What is known of each subject before anyone is compared: what applies, what measures, who is excluded.

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop};
use super::condition::{Facts, Truth};
use super::measure::Figures;
use super::peers::{PeerTable, Peers};
use super::{LastYear, Overflow};
use crate::model::{
    Effect, Evaluation, NodeIndex, NotApplicable, Period, Record, Scheme, Stated, SubjectIndex,
};

/// One subject before it is scored.
pub(super) struct Prepared {
    /// Why a node does not apply, itself or through a node above it.
    pub out: Vec<Option<NotApplicable>>,
    /// The measure of each leaf that has one.
    pub measures: Vec<Option<Checked<Decimal>>>,
    /// Whether a veto takes it out of the others' peers.
    pub excluded: bool,
    /// Position of its peer group in the field.
    pub group: usize,
}

/// Every subject's preparation and the peer groups' names.
pub(super) struct Groups {
    pub names: Vec<Option<String>>,
    pub subjects: Vec<Prepared>,
}

/// Measures every subject and finds out who is compared with whom.
pub(super) fn prepare(evaluation: &Evaluation, last: &LastYear) -> Result<Groups, Overflow> {
    let mut names: Vec<Option<String>> = Vec::new();
    let groups: Vec<usize> = evaluation
        .groups
        .iter()
        .map(|group| {
            names.iter().position(|name| name == group).unwrap_or_else(|| {
                names.push(group.clone());
                names.len() - 1
            })
        })
        .collect();
    let subjects = evaluation
        .records
        .par_iter()
        .enumerate()
        .map(|(position, record)| {
            let subject = SubjectIndex::new(position);
            one(evaluation, record, last, subject, groups.get(position).copied().unwrap_or(0))
        })
        .collect::<Result<_, _>>()?;
    Ok(Groups { names, subjects })
}

fn one(
    evaluation: &Evaluation,
    record: &Record,
    last: &LastYear,
    subject: SubjectIndex,
    group: usize,
) -> Result<Prepared, Overflow> {
    let scheme = &*evaluation.scheme;
    let figures = Figures { scheme, record, last, subject, claimed: false };
    let mut out: Vec<Option<NotApplicable>> = Vec::with_capacity(scheme.nodes.len());
    let mut measures = Vec::with_capacity(scheme.nodes.len());
    for (position, node) in scheme.nodes.iter().enumerate() {
        let index = NodeIndex::new(position);
        // Parents stand before their children, so what takes a parent out is already known.
        let above = node.parent.and_then(|parent| out[parent.get()]);
        out.push(above.or_else(|| not_applicable(scheme, record, index)));
        let measure = node.measure().map(|(measure, _)| match record.measure(index) {
            Some(stated) => Ok(stated.value),
            None => figures.measure(measure, Period::NOW),
        });
        if measure == Some(Err(Stop::Overflow)) {
            return Err(Overflow { subject, node: index });
        }
        measures.push(measure);
    }
    let excluded = scheme.rules.iter().any(|rule| {
        matches!(rule.effect, Effect::Veto { exclude_from_peers: true, .. })
            && rule.when.as_ref().is_some_and(|when| {
                matches!(
                    Facts::before_scoring(evaluation, last, subject, &measures, &out).holds(when),
                    Truth::Yes(_)
                )
            })
    });
    Ok(Prepared { out, measures, excluded, group })
}

fn not_applicable(scheme: &Scheme, record: &Record, index: NodeIndex) -> Option<NotApplicable> {
    if matches!(record.stated(index), Some(Stated::NotApplicable(_))) {
        return Some(NotApplicable::Stated);
    }
    let (figure, is) = scheme.node(index).not_applicable_when?;
    (record.figure(figure)?.value == is).then_some(NotApplicable::Condition)
}

/// Who is compared with whom at each node: subjects of one group that have the measure, for whom the node applies and
/// who are not excluded.
pub(super) fn compare(scheme: &Scheme, groups: &Groups) -> Result<PeerTable, Overflow> {
    let by_group = (0..groups.names.len())
        .map(|group| {
            let members: Vec<&Prepared> = groups.subjects.iter().filter(|one| one.group == group).collect();
            scheme
                .indices()
                .map(|node| match scheme.node(node).method() {
                    Some(method) if scheme.node(node).measure().is_some() => {
                        let measures = members
                            .iter()
                            .filter(|one| !one.excluded && one.out[node.get()].is_none())
                            .filter_map(|one| one.measures[node.get()].and_then(Result::ok))
                            .collect();
                        Peers::new(measures, method.better())
                            .map_err(|_| Overflow { subject: SubjectIndex::new(0), node })
                    }
                    _ => Ok(None),
                })
                .collect()
        })
        .collect::<Result<_, _>>()?;
    Ok(PeerTable { by_group })
}
