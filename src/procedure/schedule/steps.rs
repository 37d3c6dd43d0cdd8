//! The steps of a scheme's procedure, and who is behind with them.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::timing::{Timing, deadline, timing};
use crate::model::{ClauseId, Evaluation, MilestoneIndex, Record, Scheme, SubjectIndex};

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// A date the scheme declares, the same for everybody.
    Milestone(MilestoneIndex),
    /// The plan of a rectification: due so many months after the notice, asked of who got one.
    Plan,
    /// The report of a rectification, likewise.
    Report,
}

/// When a step is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// No last day is set.
    Open,
    /// The same day for everybody who is asked.
    Day(Date),
    /// Another day for each, or nobody is asked.
    Each,
}

/// A step of the procedure with everybody who is asked to do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    pub kind: StepKind,
    /// When it is due.
    pub due: Due,
    /// Where it is asked for.
    pub clause: Option<&'a ClauseId>,
    /// Who is asked, in the scheme's order.
    pub entries: Vec<Entry>,
}

/// How far a subject is with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub subject: SubjectIndex,
    /// The last day on time, where one is set.
    pub due: Option<Date>,
    /// The day it was done; `None` also where that lies after the day one asks for.
    pub done: Option<Date>,
    /// How that stood.
    pub timing: Timing,
}

/// How many subjects are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Done by the last day.
    pub on_time: usize,
    /// Done after it.
    pub late: usize,
    /// Not done though the last day is over.
    pub overdue: usize,
    /// Not done, and the last day is not over.
    pub not_due: usize,
    /// Done; no last day is set.
    pub done: usize,
    /// Not done; no last day is set.
    pub open: usize,
}

/// Somebody who is late with a step, or did it late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind<'s, 'a> {
    pub step: &'s Step<'a>,
    /// Who, and how far.
    pub entry: &'s Entry,
}

impl StepKind {
    /// Its id: a milestone's own; the two of a rectification have a dot, which no declared id has.
    pub fn id(self, scheme: &Scheme) -> &str {
        match self {
            StepKind::Milestone(index) => &scheme.milestones[index.get()].id,
            StepKind::Plan => "rectification.plan",
            StepKind::Report => "rectification.report",
        }
    }

    /// So many months after a subject's notice it is due, where that is what decides.
    pub fn months_after_notice(self, scheme: &Scheme) -> Option<u32> {
        match self {
            StepKind::Milestone(_) => None,
            StepKind::Plan | StepKind::Report => scheme.rectification.as_ref().map(|term| term.months),
        }
    }
}

impl Step<'_> {
    /// How many subjects are how far.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for entry in &self.entries {
            *match entry.timing {
                Timing::OnTime => &mut counts.on_time,
                Timing::Late(_) => &mut counts.late,
                Timing::Overdue(_) => &mut counts.overdue,
                Timing::NotDue => &mut counts.not_due,
                Timing::Done => &mut counts.done,
                Timing::Open => &mut counts.open,
            } += 1;
        }
        counts
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, of| Self {
            on_time: sum.on_time + of.on_time,
            late: sum.late + of.late,
            overdue: sum.overdue + of.overdue,
            not_due: sum.not_due + of.not_due,
            done: sum.done + of.done,
            open: sum.open + of.open,
        })
    }
}

/// Whether a scheme has any step.
pub fn has_steps(scheme: &Scheme) -> bool {
    !scheme.milestones.is_empty() || scheme.rectification.is_some()
}

/// The steps of a scheme: its milestones as it declares them, then plan and report where it sets a term for them.
pub fn step_kinds(scheme: &Scheme) -> impl Iterator<Item = StepKind> + use<> {
    let milestones = (0..scheme.milestones.len()).map(|at| StepKind::Milestone(MilestoneIndex::new(at)));
    let term = scheme.rectification.is_some().then_some([StepKind::Plan, StepKind::Report]);
    milestones.chain(term.into_iter().flatten())
}

/// Where a step is asked for.
pub fn step_clause(scheme: &Scheme, kind: StepKind) -> Option<&ClauseId> {
    match kind {
        StepKind::Milestone(index) => scheme.milestones[index.get()].clause.as_ref(),
        StepKind::Plan | StepKind::Report => scheme.rectification.as_ref()?.clause.as_ref(),
    }
}

/// How far everybody is with every step of an evaluation on a day.
pub fn steps(evaluation: &Evaluation, as_of: Date) -> Vec<Step<'_>> {
    let scheme = &*evaluation.scheme;
    let step = |kind| {
        let subjects = evaluation.records.iter().enumerate();
        let entries: Vec<Entry> = subjects
            .filter_map(|(at, record)| entry(scheme, record, SubjectIndex::new(at), kind, as_of))
            .collect();
        let due = match kind {
            StepKind::Milestone(index) => scheme.milestones[index.get()].due.map_or(Due::Open, Due::Day),
            StepKind::Plan | StepKind::Report => common(&entries),
        };
        Step { kind, due, clause: step_clause(scheme, kind), entries }
    };
    step_kinds(scheme).map(step).collect()
}

/// How far a subject is with a step on a day; `None` where it is not asked: nothing has to be put right by who got no
/// notice until that day.
pub fn entry(
    scheme: &Scheme,
    record: &Record,
    subject: SubjectIndex,
    kind: StepKind,
    as_of: Date,
) -> Option<Entry> {
    let (due, done) = match kind {
        StepKind::Milestone(index) => (scheme.milestones[index.get()].due, record.milestone(index)),
        StepKind::Plan | StepKind::Report => {
            let (term, days) = (scheme.rectification.as_ref()?, record.rectification.as_ref()?);
            let notified = days.notified.filter(|day| *day <= as_of)?;
            let done = if kind == StepKind::Plan { record.planned() } else { record.reported() };
            (Some(deadline(notified, term.months)), done)
        }
    };
    let done = done.filter(|day| *day <= as_of);
    Some(Entry { subject, due, done, timing: timing(due, done, as_of) })
}

/// Who is behind: what is not done yet first, then what was done late; the longest delay first, equal ones in the order
/// of steps and subjects.
pub fn behind<'s, 'a>(steps: &'s [Step<'a>]) -> Vec<Behind<'s, 'a>> {
    let entries = steps.iter().flat_map(|step| step.entries.iter().map(move |entry| Behind { step, entry }));
    let mut behind: Vec<_> = entries.filter(|of| of.rank().is_some()).collect();
    behind.sort_by_key(|of| of.rank());
    behind
}

impl Behind<'_, '_> {
    /// Its place in lists; `None` where nobody is behind.
    pub fn rank(&self) -> Option<(bool, Reverse<u32>)> {
        match self.entry.timing {
            Timing::Overdue(days) => Some((false, Reverse(days))),
            Timing::Late(days) => Some((true, Reverse(days))),
            Timing::OnTime | Timing::Done | Timing::NotDue | Timing::Open => None,
        }
    }
}

/// The day everybody shares.
fn common(entries: &[Entry]) -> Due {
    match entries.first().and_then(|first| first.due) {
        Some(day) if entries.iter().all(|entry| entry.due == Some(day)) => Due::Day(day),
        _ => Due::Each,
    }
}
