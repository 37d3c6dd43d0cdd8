//! The problems of a year, each with how far it was put right.

use jiff::civil::Date;

use super::{problem, records};
use crate::model::{ClauseId, Evaluation, Problem, ProblemRef, Recheck, SubjectIndex, Year};
use crate::procedure::schedule::{Timing, deadline, timing};

/// How far a problem was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// 未通知: the subject was not told yet.
    NotNotified,
    /// 待报方案: told, and no plan yet.
    PlanDue,
    /// 整改中: there is a plan, and no report yet.
    UnderWay,
    /// 待复核: reported, and not re-checked yet.
    AwaitingRecheck,
    /// 已销号: the re-check closed it.
    Closed,
    /// 复核未通过: the re-check did not.
    Failed,
}

impl State {
    /// Every state, in the order a problem goes through them.
    pub const ALL: [State; 6] = [
        State::NotNotified,
        State::PlanDue,
        State::UnderWay,
        State::AwaitingRecheck,
        State::Closed,
        State::Failed,
    ];
}

/// A problem with its rectification.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    pub subject: SubjectIndex,
    /// Its position among the record's problems.
    pub position: usize,
    pub problem: &'a Problem,
    /// What it offends against.
    pub clause: Option<&'a ClauseId>,
    /// Day of the notice.
    pub notified: Option<Date>,
    /// The last day for plan and report.
    pub deadline: Option<Date>,
    /// Day of the plan, and how that stood.
    pub plan: (Option<Date>, Timing),
    /// Day of the report, and how that stood.
    pub report: (Option<Date>, Timing),
    /// The re-check, if it had been made.
    pub recheck: Option<&'a Recheck>,
    /// How far it was.
    pub state: State,
    /// The problems of earlier years that it repeats, latest first.
    pub chain: Vec<Occurrence<'a>>,
    /// Whether last year's record has a problem under the same indicator, said to be the same or not.
    pub same_indicator: bool,
}

/// A problem of an earlier year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence<'a> {
    pub year: Year,
    pub id: &'a str,
    /// The problem; `None` where that year is not at hand.
    pub problem: Option<&'a Problem>,
}

impl Item<'_> {
    /// Whether plan or report was overdue and still not there.
    pub fn is_overdue(&self) -> bool {
        overdue(self.plan.1) || overdue(self.report.1)
    }

    /// Whether nothing more is to be done about it.
    pub fn is_closed(&self) -> bool {
        self.state == State::Closed
    }
}

/// Every problem of a year in the order of the scheme and of the records, as it stood on the day `as_of`. `earlier`: the
/// same scheme in years before, newest first.
pub fn items<'a>(evaluation: &'a Evaluation, earlier: &[&'a Evaluation], as_of: Date) -> Vec<Item<'a>> {
    let scheme = &evaluation.scheme;
    let last = earlier.first().filter(|before| before.scheme.year.get() + 1 == scheme.year.get());
    let mut items = Vec::new();
    for (subject, id, own) in records(evaluation) {
        let dates = own.rectification.clone().unwrap_or_default();
        let before = last.map(|before| (before, before.records_of(scheme, id)));
        for (position, found) in own.problems.iter().enumerate() {
            let seen = |day: &Date| *day <= as_of;
            let notified = dates.notified.filter(seen);
            let term = scheme.rectification.as_ref();
            let due = found.due.or_else(|| Some(deadline(dates.notified?, term?.months)));
            let day = |own: Option<Date>, shared: Option<Date>| {
                let done = own.or(shared);
                (done.filter(seen), timing(due, done, as_of))
            };
            let (plan, report) = (day(found.plan, dates.plan), day(found.report, dates.report));
            let recheck = found.recheck.as_ref().filter(|recheck| seen(&recheck.date));
            let state = match recheck {
                Some(recheck) if recheck.passed => State::Closed,
                Some(_) => State::Failed,
                None if report.0.is_some() => State::AwaitingRecheck,
                None if plan.0.is_some() => State::UnderWay,
                None if notified.is_some() => State::PlanDue,
                None => State::NotNotified,
            };
            let same = before.as_ref().is_some_and(|(before, records)| {
                let node = found.node.map(|node| &scheme.node(node).id);
                let that = |other: &Problem| other.node.map(|node| &before.scheme.node(node).id);
                let mut problems = records.iter().flat_map(|record| &record.problems);
                node.is_some() && problems.any(|other| that(other) == node)
            });
            items.push(Item {
                subject,
                position,
                problem: found,
                clause: found.clause.as_ref().or_else(|| found.node.and_then(|node| scheme.clause_of(node))),
                notified,
                deadline: due,
                plan: settled(plan, report.0.or(recheck.map(|recheck| recheck.date))),
                report: settled(report, recheck.filter(|recheck| recheck.passed).map(|recheck| recheck.date)),
                recheck,
                state,
                chain: chain(found.recurs.as_ref(), |of| problem(scheme, earlier, id, of)),
                same_indicator: same,
            });
        }
    }
    items
}

/// What was left out on the way to something later is not overdue any more.
fn settled((done, timing): (Option<Date>, Timing), later: Option<Date>) -> (Option<Date>, Timing) {
    if later.is_some() && overdue(timing) { (done, Timing::Open) } else { (done, timing) }
}

fn overdue(timing: Timing) -> bool {
    matches!(timing, Timing::Overdue(_))
}

/// What a problem repeats, and what that repeats: years only go back, so this ends.
fn chain<'a>(
    first: Option<&'a ProblemRef>,
    find: impl Fn(&ProblemRef) -> Option<&'a Problem>,
) -> Vec<Occurrence<'a>> {
    let mut chain = Vec::new();
    let mut next = first;
    while let Some(of) = next {
        if chain.last().is_some_and(|last: &Occurrence| of.year >= last.year) {
            break;
        }
        let problem = find(of);
        chain.push(Occurrence { year: of.year, id: &of.id, problem });
        next = problem.and_then(|problem| problem.recurs.as_ref());
    }
    chain
}
