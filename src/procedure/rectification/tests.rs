//! States, days, chains and what has to be followed up, in tables.

use jiff::civil::Date;

use super::{State, followed, items, unfollowed};
use crate::fixture::{Odd, content};
use crate::model::*;
use crate::procedure::schedule::Timing;

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|_| panic!("{text} is a day"))
}

fn of(year: i16, id: &str) -> ProblemRef {
    ProblemRef { year: Year::new(year).expect("a year"), id: id.to_owned() }
}

fn problem(id: Option<&str>) -> Problem {
    let at = At { line: 1, column: 1 };
    Problem { id: id.map(str::to_owned), ..Problem::new("说", Severity::General, at) }
}

/// Two years of five subjects with two months for a rectification; the records of the second subject are changed.
fn two(change: impl Fn(i16, &mut Record)) -> [Evaluation; 2] {
    let content = content(Odd::No);
    let mut years = content.years.into_iter().map(|mut year| {
        let number = year.year.get();
        let mut evaluation = year.evaluations.remove(0);
        let record = &mut evaluation.records[1];
        (record.problems, record.earlier_problems, record.rectification) = Default::default();
        change(number, record);
        evaluation
    });
    [years.next().expect("2018"), years.next().expect("2019")]
}

#[test]
fn a_state_follows_from_what_had_been_done_by_the_day() {
    let dates = Rectification {
        notified: Some(day("2020-05-18")),
        plan: Some(day("2020-06-12")),
        report: Some(day("2020-07-20")),
    };
    let checked = |passed| Recheck { date: day("2020-07-25"), passed, by: None, note: None };
    // Seen on; with a re-check that passed; state, plan, report, overdue.
    let cases = [
        ("2020-05-17", None, State::NotNotified, Timing::NotDue, Timing::NotDue),
        ("2020-05-18", None, State::PlanDue, Timing::NotDue, Timing::NotDue),
        ("2020-06-11", None, State::PlanDue, Timing::NotDue, Timing::NotDue),
        ("2020-06-12", None, State::UnderWay, Timing::OnTime, Timing::NotDue),
        ("2020-07-18", None, State::UnderWay, Timing::OnTime, Timing::NotDue),
        ("2020-07-19", None, State::UnderWay, Timing::OnTime, Timing::Overdue(1)),
        ("2020-07-20", None, State::AwaitingRecheck, Timing::OnTime, Timing::Late(2)),
        ("2020-07-24", Some(true), State::AwaitingRecheck, Timing::OnTime, Timing::Late(2)),
        ("2020-07-25", Some(true), State::Closed, Timing::OnTime, Timing::Late(2)),
        ("2020-07-25", Some(false), State::Failed, Timing::OnTime, Timing::Late(2)),
    ];
    for (seen, recheck, state, plan, report) in cases {
        let [_, evaluation] = two(|year, record| {
            if year == 2019 {
                record.rectification = Some(dates.clone());
                record.problems = vec![Problem { recheck: recheck.map(checked), ..problem(Some("a")) }];
            }
        });
        let items = items(&evaluation, &[], day(seen));
        let [item] = &items[..] else { panic!("one problem") };
        assert_eq!(item.deadline, Some(day("2020-07-18")), "{seen}");
        assert_eq!((item.state, item.plan.1, item.report.1), (state, plan, report), "{seen}");
        assert_eq!(item.is_overdue(), matches!(report, Timing::Overdue(_)), "{seen}");
    }
}

#[test]
fn days_of_a_problem_come_before_those_of_the_record() {
    let [_, evaluation] = two(|year, record| {
        if year == 2019 {
            record.rectification = Some(Rectification {
                notified: Some(day("2019-12-31")),
                plan: Some(day("2020-02-01")),
                report: None,
            });
            record.problems = vec![
                problem(Some("a")),
                Problem {
                    due: Some(day("2020-06-30")),
                    plan: Some(day("2020-03-01")),
                    report: Some(day("2020-06-30")),
                    ..problem(Some("b"))
                },
                // Reported without a plan: the plan is not asked for any more.
                Problem { plan: None, report: Some(day("2020-02-29")), ..problem(Some("c")) },
            ];
        }
    });
    let found = items(&evaluation, &[], day("2020-08-01"));
    // The day is clipped at the end of February.
    assert_eq!(found[0].deadline, Some(day("2020-02-29")));
    assert_eq!((found[0].plan.1, found[0].report.1), (Timing::OnTime, Timing::Overdue(154)));
    assert_eq!((found[1].deadline, found[1].plan.1), (Some(day("2020-06-30")), Timing::OnTime));
    assert_eq!((found[1].report.1, found[1].state), (Timing::OnTime, State::AwaitingRecheck));
    assert!(!found[2].is_overdue());
    let [_, without] = two(|year, record| {
        if year == 2019 {
            record.problems = vec![Problem { report: Some(day("2020-06-30")), ..problem(Some("a")) }];
        }
    });
    let found = items(&without, &[], day("2020-08-01"));
    assert_eq!((found[0].deadline, found[0].plan.1, found[0].is_overdue()), (None, Timing::Open, false));
}

#[test]
fn a_problem_names_its_own_clause_or_that_of_its_indicator() {
    let [_, evaluation] = two(|year, record| {
        if year == 2019 {
            let node = Some(NodeIndex::new(3));
            record.problems = vec![
                problem(None),
                Problem { node, ..problem(None) },
                Problem { node, clause: Some(ClauseId::new("cap")), ..problem(None) },
            ];
        }
    });
    let found = items(&evaluation, &[], day("2020-08-01"));
    let clauses: Vec<_> = found.iter().map(|item| item.clause.map(ClauseId::as_str)).collect();
    let inherited = evaluation.scheme.clause_of(NodeIndex::new(3)).map(ClauseId::as_str);
    assert_eq!(clauses, [None, inherited, Some("cap")]);
}

#[test]
fn repeated_problems_carry_their_years_and_likeness_is_only_a_fact() {
    let [first, second] = two(|year, record| {
        let node = Some(NodeIndex::new(3));
        record.problems = match year {
            2018 => vec![Problem { node, recurs: Some(of(2017, "a")), ..problem(Some("a")) }],
            _ => vec![
                Problem { node, recurs: Some(of(2018, "a")), ..problem(Some("b")) },
                Problem { node, ..problem(Some("c")) },
                Problem { node: Some(NodeIndex::new(4)), ..problem(Some("d")) },
                problem(Some("e")),
            ],
        };
    });
    let found = items(&second, &[&first], day("2020-08-01"));
    let chain: Vec<_> = found[0].chain.iter().map(|one| (one.year.get(), one.problem.is_some())).collect();
    assert_eq!(chain, [(2018, true), (2017, false)], "the chain ends where no year is at hand");
    let alike: Vec<_> = found.iter().map(|item| (item.chain.len(), item.same_indicator)).collect();
    assert_eq!(alike, [(2, true), (0, true), (0, false), (0, false)]);
    assert!(items(&second, &[], day("2020-08-01")).iter().all(|item| !item.same_indicator));
}

/// The scheme with a kind of deductions that is taken from problems of earlier years.
fn charging(mut evaluation: Evaluation) -> Evaluation {
    let mut scheme = (*evaluation.scheme).clone();
    for node in &mut scheme.nodes {
        if let Body::Leaf { method: Method::Deductions { kinds, .. }, .. } = &mut node.body {
            kinds[0].from_earlier = true;
        }
    }
    evaluation.scheme = std::sync::Arc::new(scheme);
    evaluation
}

fn stated(of: ProblemRef, open: bool) -> EarlierProblem {
    EarlierProblem {
        of,
        says: String::new(),
        open,
        date: day("2019-12-10"),
        by: None,
        note: None,
        evidence: Vec::new(),
        at: At { line: 1, column: 1 },
    }
}

#[test]
fn what_last_year_left_open_has_to_be_followed_up() {
    let passed = Recheck { date: day("2019-07-25"), passed: true, by: None, note: None };
    let failed = Recheck { passed: false, ..passed.clone() };
    let [first, second] = two(|year, record| match year {
        2018 => {
            record.problems = vec![
                problem(Some("told")),
                problem(Some("left")),
                Problem { recheck: Some(passed.clone()), ..problem(Some("closed")) },
                Problem { recheck: Some(failed.clone()), ..problem(Some("failed")) },
                problem(None),
                Problem { recurs: Some(of(2016, "back")), ..problem(Some("again")) },
            ];
            record.earlier_problems = vec![
                stated(of(2017, "still"), true),
                stated(of(2017, "done"), false),
                stated(of(2016, "back"), true),
            ];
        }
        _ => record.earlier_problems = vec![stated(of(2018, "told"), false), stated(of(2018, "again"), true)],
    });
    assert_eq!(unfollowed(&second, &[&first]), [], "nobody asks where no points are taken off");
    let second = charging(second);
    let left = unfollowed(&second, &[&first]);
    let [one] = &left[..] else { panic!("one subject") };
    assert_eq!(one.subject, SubjectIndex::new(1));
    assert_eq!(one.problems, [of(2018, "left"), of(2018, "failed"), of(2017, "still")]);
    assert_eq!(unfollowed(&second, &[]), [], "there is no last year");
    let found = followed(&second, &[&first]);
    let of: Vec<_> = found.iter().map(|one| (one.stated.of.to_string(), one.problem.is_some())).collect();
    assert_eq!(of, [("2018/told".to_owned(), true), ("2018/again".to_owned(), true)]);
}
