//! One year's records as another year's scheme reads them.
//!
//! What both schemes have is read from the records' own year, translated by id and converted. What only the scheme that
//! reads has (an indicator, a figure, an event kind, a rule that is waived) is read from the subject's record of that
//! scheme's year, so that its effect belongs to the change of the scheme and not to the subject.

use std::sync::Arc;

use crate::history::{Matching, Scored};
use crate::model::{
    Evaluation, EventIndex, FigureIndex, NodeIndex, Record, Scheme, SubjectIndex, Targets, When,
};
use crate::scoring::{LastYear, Overflow};

mod observation;
mod values;

/// A year's subjects and records under a scheme, with the figures of the year before them.
pub(super) type Restated = (Evaluation, LastYear);

/// The two schemes between which a record is translated, and what matches both ways.
struct Translation<'a> {
    own: &'a Scored<'a>,
    by: &'a Scored<'a>,
    /// From the records' own scheme to the one that reads them.
    forward: Matching,
    /// From the scheme that reads to the records' own.
    back: Matching,
}

/// The subjects and records of `own`'s year as the scheme of `by`'s year reads them, without any rounding.
///
/// # Errors
/// [`Overflow`] where a figure in the other scheme's unit has more than 28 digits.
pub(super) fn restate(own: &Scored, by: &Scored) -> Result<Restated, Overflow> {
    let (ours, theirs) = (&*own.evaluation.scheme, &*by.evaluation.scheme);
    let forward = Matching::between(ours, theirs);
    let back = Matching::between(theirs, ours);
    let translation = Translation { own, by, forward, back };
    let subjects = || (0..ours.subjects.len()).map(SubjectIndex::new);
    let overflow = |subject| Overflow { subject, node: NodeIndex::new(Scheme::ROOT) };
    let evaluation = Evaluation {
        scheme: Arc::new(translation.scheme()),
        records: subjects()
            .map(|subject| translation.record(subject).ok_or(overflow(subject)))
            .collect::<Result<_, _>>()?,
        targets: translation.targets(),
        decisions: Vec::new(),
        approvals: Vec::new(),
        groups: subjects().map(|subject| translation.group(subject)).collect(),
    };
    let past = translation.past(ours.subjects.len()).ok_or(overflow(SubjectIndex::new(0)))?;
    let grades = subjects().map(|subject| translation.last_grades(subject)).collect();
    Ok((evaluation, LastYear { grades, year: own.last.year, ..past }))
}

impl Translation<'_> {
    fn ours(&self) -> &Scheme {
        &self.own.evaluation.scheme
    }

    fn theirs(&self) -> &Scheme {
        &self.by.evaluation.scheme
    }

    /// The scheme that reads, unrounded, over the subjects of the records.
    fn scheme(&self) -> Scheme {
        let mut scheme = self.theirs().clone();
        scheme.rounding.clear();
        scheme.subjects.clone_from(&self.ours().subjects);
        for rule in &mut scheme.rules {
            if let Some(when) = &mut rule.when {
                self.relist(when);
            }
        }
        // They work on the grade; a score has no part in them.
        scheme.outcomes.clear();
        scheme
    }

    /// Lists of subjects become lists of the records' subjects.
    fn relist(&self, when: &mut When) {
        match when {
            When::Subject(subjects) => *subjects = self.back.listed(subjects),
            When::All(list) | When::Any(list) => list.iter_mut().for_each(|when| self.relist(when)),
            When::Not(inner) => self.relist(inner),
            When::Event(_)
            | When::AnySection(_)
            | When::GradeAtLeast(_)
            | When::GradeAtMost(_)
            | When::NodeGrade { .. }
            | When::Task { .. }
            | When::Problem(_)
            | When::Target { .. }
            | When::Grew(_)
            | When::Overstated { .. }
            | When::Elsewhere(_)
            | When::Milestone { .. }
            | When::Count { .. }
            | When::Score { .. }
            | When::Nodes { .. }
            | When::Place { .. }
            | When::LastGrade { .. }
            | When::CountyLow => {}
        }
    }

    /// Targets belong to the scheme; one for a subject the records do not have falls away.
    fn targets(&self) -> Targets {
        let mut targets = self.by.evaluation.targets.clone();
        for node in &mut targets.by_node {
            node.retain_mut(|target| match target.subject {
                None => true,
                Some(subject) => {
                    target.subject = self.back.subject(subject);
                    target.subject.is_some()
                }
            });
        }
        targets
    }

    /// Where both schemes split the peers by the same attribute, a subject's group is that of its record's year; else
    /// that of the scheme's year.
    fn group(&self, subject: SubjectIndex) -> Option<String> {
        let (evaluation, at) = if self.ours().peers == self.theirs().peers {
            (self.own.evaluation, Some(subject))
        } else {
            (self.by.evaluation, self.forward.subject(subject))
        };
        evaluation.groups.get(at?.get()).cloned().flatten()
    }

    /// The subject's record of the scheme's own year, for what the records' year does not have.
    fn native(&self, subject: SubjectIndex) -> Option<&Record> {
        self.by.evaluation.records.get(self.forward.subject(subject)?.get())
    }

    /// A subject's record in the scheme's terms; `None` on overflow. What scoring does not read is left behind.
    fn record(&self, subject: SubjectIndex) -> Option<Record> {
        let own = &self.own.evaluation.records[subject.get()];
        let native = self.native(subject);
        let scheme = self.theirs();
        let figure = |place| self.figure(own, native, FigureIndex::new(place));
        let milestones = scheme.milestones.iter().enumerate().map(|(place, _)| {
            let index = crate::model::MilestoneIndex::new(place);
            match self.back.milestone(index) {
                Some(ours) => own.milestones[ours.get()].map(|(date, at)| (self.forward.date(date), at)),
                None => native?.milestones[place],
            }
        });
        Some(Record {
            // Whether there is a record decides what can be known of it.
            file: own.file.clone(),
            status: own.status,
            entered: None,
            reviewed: None,
            figures: (0..scheme.figures.len()).map(figure).collect::<Option<_>>()?,
            measures: self.stated(own, native)?,
            observations: scheme
                .indices()
                .map(|node| self.observation(own, native, node).map(Box::new))
                .collect(),
            events: self.events(own, native),
            milestones: milestones.collect(),
            problems: own
                .problems
                .iter()
                .map(|problem| crate::model::Problem {
                    node: problem.node.and_then(|node| self.forward.node(node)),
                    ..problem.clone()
                })
                .collect(),
            earlier_problems: own.earlier_problems.clone(),
            counties: own.counties.clone(),
            waivers: self.waivers(own, native),
            rectification: None,
            reviews: Vec::new(),
            reports: Vec::new(),
            cells: own.cells.clone(),
            accepted: Vec::new(),
        })
    }

    fn events(&self, own: &Record, native: Option<&Record>) -> Vec<crate::model::Event> {
        let moved = own.events.iter().filter_map(|event| {
            let kind = self.forward.event(event.kind)?;
            Some(crate::model::Event { kind, ..event.clone() })
        });
        let only_theirs = |kind: EventIndex| self.back.event(kind).is_none();
        let added = native.into_iter().flat_map(|record| &record.events);
        moved.chain(added.filter(|event| only_theirs(event.kind)).cloned()).collect()
    }

    /// A waiver goes with its rule and node: with the record where both are in its scheme, else with the scheme.
    fn waivers(&self, own: &Record, native: Option<&Record>) -> Vec<crate::model::Waiver> {
        let moved = own.waivers.iter().filter_map(|waiver| {
            let node = match waiver.node {
                Some(node) => Some(self.forward.node(node)?),
                None => None,
            };
            Some(crate::model::Waiver { rule: self.forward.rule(waiver.rule)?, node, ..waiver.clone() })
        });
        let only_theirs = |waiver: &&crate::model::Waiver| {
            self.back.rule(waiver.rule).is_none()
                || waiver.node.is_some_and(|node| self.back.node(node).is_none())
        };
        let added = native.into_iter().flat_map(|record| &record.waivers);
        moved.chain(added.filter(only_theirs).cloned()).collect()
    }
}
