use jiff::civil::{Date, date};

use super::*;
use crate::fixture::{Odd, content};
use crate::model::{At, Content, Evaluation, Rectification, SubjectIndex};

/// Five subjects, one milestone due on 20 December 2019, done on the 18th, by the third on the 25th; two months for a
/// rectification.
fn fixture() -> Content {
    content(Odd::No)
}

fn evaluation(content: &mut Content) -> &mut Evaluation {
    &mut content.years[1].evaluations[0]
}

fn notice(evaluation: &mut Evaluation, subject: usize, days: [Option<Date>; 3]) {
    let [notified, plan, report] = days;
    evaluation.records[subject].rectification = Some(Rectification { notified, plan, report });
}

fn timings(step: &Step) -> Vec<Timing> {
    step.entries.iter().map(|entry| entry.timing).collect()
}

#[test]
fn steps_are_the_milestones_then_plan_and_report() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    let scheme = &evaluation.scheme;
    let ids: Vec<&str> = step_kinds(scheme).map(|kind| kind.id(scheme)).collect();
    assert_eq!(ids, ["report", "rectification.plan", "rectification.report"]);
    let mut without = (**scheme).clone();
    without.rectification = None;
    assert_eq!(step_kinds(&without).count(), 1);
    without.milestones.clear();
    assert!(!has_steps(&without) && has_steps(scheme));
}

#[test]
fn a_milestone_is_told_for_the_day_one_asks_for() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    evaluation.records[3].milestones[0] = None;
    let on = |day| timings(&steps(evaluation, day)[0]);
    use Timing::{Late, NotDue, OnTime, Overdue};
    assert_eq!(on(date(2019, 12, 17)), [NotDue; 5]);
    assert_eq!(on(date(2019, 12, 20)), [OnTime, OnTime, NotDue, NotDue, OnTime]);
    assert_eq!(on(date(2019, 12, 21)), [OnTime, OnTime, Overdue(1), Overdue(1), OnTime]);
    assert_eq!(on(date(2019, 12, 25)), [OnTime, OnTime, Late(5), Overdue(5), OnTime]);
    let early = &steps(evaluation, date(2019, 12, 24))[0];
    assert_eq!((early.entries[2].done, early.due), (None, Due::Day(date(2019, 12, 20))));
    let counts = steps(evaluation, date(2019, 12, 25))[0].counts();
    assert_eq!(counts, Counts { on_time: 3, late: 1, overdue: 1, ..Counts::default() });
}

#[test]
fn a_report_is_there_when_every_problem_has_its_own() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    let notified = date(2020, 5, 18);
    notice(evaluation, 1, [Some(notified), None, None]);
    let own = evaluation.records[1].problems[0].clone();
    evaluation.records[1].problems.push(own);
    let report = |evaluation: &Evaluation| steps(evaluation, date(2020, 8, 1))[2].entries[0].done;
    evaluation.records[1].problems[0].report = Some(date(2020, 7, 10));
    assert_eq!(report(evaluation), None, "one of two is still open");
    evaluation.records[1].problems[1].report = Some(date(2020, 7, 2));
    assert_eq!(report(evaluation), Some(date(2020, 7, 10)), "the last of them");
    notice(evaluation, 1, [Some(notified), None, Some(date(2020, 7, 15))]);
    assert_eq!(report(evaluation), Some(date(2020, 7, 15)), "the record's own counts for all");
    evaluation.records[1].problems.clear();
    notice(evaluation, 1, [Some(notified), None, None]);
    assert_eq!(report(evaluation), None, "nothing was reported where there is no problem");
}

#[test]
fn without_a_last_day_a_step_is_done_or_open() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    let mut scheme = (*evaluation.scheme).clone();
    scheme.milestones[0].due = None;
    evaluation.scheme = scheme.into();
    let step = &steps(evaluation, date(2019, 12, 20))[0];
    assert_eq!((step.due, step.counts()), (Due::Open, Counts { done: 4, open: 1, ..Counts::default() }));
}

#[test]
fn who_got_no_notice_is_not_asked_to_put_anything_right() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    let (notified, end) = (date(2019, 12, 31), date(2020, 2, 29));
    notice(evaluation, 0, [Some(notified), Some(date(2020, 2, 1)), Some(end)]);
    notice(evaluation, 1, [Some(notified), Some(date(2020, 3, 2)), None]);
    notice(evaluation, 2, [None, Some(date(2020, 1, 2)), None]);
    let found = steps(evaluation, date(2020, 3, 5));
    let (plan, report) = (&found[1], &found[2]);
    let asked: Vec<SubjectIndex> = plan.entries.iter().map(|entry| entry.subject).collect();
    assert_eq!(asked, [0, 1].map(SubjectIndex::new));
    assert_eq!((plan.due, plan.clause.map(|id| id.as_str())), (Due::Day(end), Some("use")));
    assert_eq!(timings(plan), [Timing::OnTime, Timing::Late(2)]);
    assert_eq!(timings(report), [Timing::OnTime, Timing::Overdue(5)]);
    // Nobody was asked before the notice.
    assert!(steps(evaluation, date(2019, 12, 30))[1].entries.is_empty());
    assert_eq!(steps(evaluation, date(2019, 12, 31))[1].counts().not_due, 2);
    // Another notice, another last day.
    notice(evaluation, 3, [Some(date(2020, 1, 10)), None, None]);
    assert_eq!(steps(evaluation, date(2020, 3, 5))[1].due, Due::Each);
    assert_eq!(steps(evaluation, date(2020, 3, 5))[1].entries[2].due, Some(date(2020, 3, 10)));
}

#[test]
fn who_has_not_done_it_comes_before_who_did_it_late() {
    let mut content = fixture();
    let evaluation = evaluation(&mut content);
    let at = At { line: 1, column: 1 };
    evaluation.records[0].milestones[0] = None;
    evaluation.records[1].milestones[0] = Some((date(2019, 12, 30), at));
    notice(evaluation, 4, [Some(date(2020, 1, 1)), None, Some(date(2020, 2, 1))]);
    let found = steps(evaluation, date(2020, 3, 6));
    let told: Vec<_> =
        behind(&found).iter().map(|of| (of.entry.subject.get(), of.entry.timing, of.step.kind)).collect();
    let milestone = found[0].kind;
    assert_eq!(
        told,
        [
            (0, Timing::Overdue(77), milestone),
            (4, Timing::Overdue(5), StepKind::Plan),
            (1, Timing::Late(10), milestone),
            (2, Timing::Late(5), milestone),
        ]
    );
    assert!(behind(&steps(evaluation, date(2019, 12, 1))).is_empty());
}

#[test]
fn the_day_is_the_years_else_the_latest_of_the_records_else_the_cut_off() {
    let mut content = fixture();
    let day = |content: &Content| {
        let stated = stated_day(&content.years[1]);
        (stated.date, stated.source)
    };
    assert_eq!(day(&content), (date(2019, 12, 25), DaySource::Records));
    notice(evaluation(&mut content), 0, [Some(date(2020, 1, 1)), Some(date(2020, 1, 5)), None]);
    assert_eq!(day(&content), (date(2020, 1, 5), DaySource::Records));
    content.years[1].as_of = Some(date(2020, 1, 3));
    assert_eq!(day(&content), (date(2020, 1, 3), DaySource::Year));
    let mut nothing = fixture();
    evaluation(&mut nothing).records.iter_mut().for_each(|record| record.milestones[0] = None);
    assert_eq!(day(&nothing), (date(2019, 12, 31), DaySource::Cutoff));
}
