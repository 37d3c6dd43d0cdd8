//! Problems, what became of those of earlier years, and deductions that follow from these.

use super::{RECORD, SCHEME, Small, brief};
use crate::model::{DeductionItem, Problem, Stated};

const BEFORE: &str = "2018/cities/records/alpha.yaml";
const PROBLEMS: &str = "problems:\n  - {county: 子县, indicator: plan, says: 进度慢, severity: minor, source: 核查组}\nrectification: {notified: 2020-05-10, plan: 2020-06-20, report: 2020-07-08}\n";

/// The small folder with two problems in 2018, and in 2019 what is given in place of its problems.
fn with(problems: &str) -> Small {
    let small = Small::new();
    let text = std::fs::read_to_string(small.path(BEFORE)).expect("a record");
    small.write(
        BEFORE,
        text + "problems:\n  - {id: slow, says: 进度慢。}\n  - {id: late, says: 材料迟报。, recheck: {date: 2019-07-20, result: passed}}\n  - {says: 没有标识}\n",
    );
    small.replace(RECORD, PROBLEMS, problems);
    small
}

/// The same, where the scheme takes points off for open problems of earlier years.
fn charging(problems: &str) -> Small {
    let small = with(problems);
    small.replace(
        SCHEME,
        "{late: {title: 迟报, points: 2}, wrong: 5}",
        "{late: {title: 迟报, points: 2}, wrong: {title: 往年问题, points: 5, from: earlier_problems}}",
    );
    small
}

fn told(small: &Small) -> Vec<String> {
    let told = small.read().diagnostics.iter().map(brief).collect::<Vec<_>>();
    told.iter().map(|one| one.replace(&format!("{RECORD}:"), "")).collect()
}

#[test]
fn every_fault_is_told_at_its_place() {
    // In line 29 the list begins, its first item stands in line 30.
    let cases: &[(&str, &[&str])] = &[
        ("problems:\n  - {id: a, says: 甲}\n", &[]),
        ("problems:\n  - {id: A, says: 甲}\n", &["E0206 30:10"]),
        ("problems:\n  - {id: a, says: 甲}\n  - {id: a, says: 乙}\n", &["E0320 31:10"]),
        ("problems:\n  - {says: 甲, plan: 2020-06-01}\n", &["E0731 30:15"]),
        ("problems:\n  - {says: 甲, recurs: 2018/slow}\n", &["E0731 30:15"]),
        ("problems:\n  - {id: a, says: 甲, clause: c-2, due: 2020-09-30}\n", &[]),
        ("problems:\n  - {id: a, says: 甲, clause: c-9}\n", &["E0306 30:30"]),
        ("problems:\n  - {id: a, says: 甲, due: 2020-9-30}\n", &["E0208 30:27"]),
        ("problems:\n  - {id: a, says: 甲, evidence: [{title: 台账, file: ../evidence/voucher.txt}]}\n", &[]),
        ("problems:\n  - {id: a, says: 甲, evidence: [{title: 台账, file: ../../../x}]}\n", &["E0508 30:51"]),
        ("problems:\n  - {id: a, says: 甲, evidence: [{title: 台账, file: x.txt}]}\n", &["W0505 30:51"]),
        ("problems:\n  - {id: a, says: 甲, evidence: [{file: x}]}\n", &["E0202 30:33", "W0505 30:40"]),
        ("problems:\n  - {id: a, says: 甲, recheck: {date: 2020-07-30}}\n", &["E0202 30:31"]),
        ("problems:\n  - {id: a, says: 甲, recheck: {date: 2020-07-30, result: done}}\n", &["E0205 30:58"]),
        (
            "problems:\n  - {id: a, says: 甲, report: 2020-07-08, recheck: {date: 2020-07-07, result: failed}}\n",
            &["W0731 30:58"],
        ),
        ("problems:\n  - {id: a, says: 甲, recurs: 2018/slow}\n", &[]),
        ("problems:\n  - {id: a, says: 甲, recurs: {year: 2018, id: slow}}\n", &[]),
        ("problems:\n  - {id: a, says: 甲, recurs: slow}\n", &["E0730 30:30"]),
        ("problems:\n  - {id: a, says: 甲, recurs: 2018/slwo}\n", &["E0730 30:30"]),
        ("problems:\n  - {id: a, says: 甲, recurs: 2019/a}\n", &["E0730 30:30"]),
        ("problems:\n  - {id: a, says: 甲, recurs: 2015/slow}\n", &["E0730 30:30"]),
        ("earlier_problems:\n  - {problem: 2018/slow, state: open, date: 2019-12-10}\n", &[]),
        ("earlier_problems:\n  - {problem: 2018/slow, state: opened, date: 2019-12-10}\n", &["E0205 30:33"]),
        ("earlier_problems:\n  - {problem: 2018/slow, state: closed}\n", &["E0202 30:5"]),
        ("earlier_problems:\n  - {problem: 2018/fast, state: open, date: 2019-12-10}\n", &["E0730 30:15"]),
        (
            "earlier_problems:\n  - {problem: 2018/slow, state: open, date: 2019-12-10}\n  - {problem: {year: 2018, id: slow}, state: closed, date: 2019-12-11}\n",
            &["E0320 31:15"],
        ),
        (
            "earlier_problems:\n  - {problem: 2018/slow, state: open, date: 2019-12-10, who: 甲}\n",
            &["E0201 30:57"],
        ),
    ];
    let mut wrong = Vec::new();
    for (problems, expected) in cases {
        let found = told(&with(problems));
        if found != *expected {
            wrong.push(format!("{problems}  told {found:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_problem_that_may_be_there_is_not_missed() {
    let small = with("problems:\n  - {id: a, says: 甲, recurs: 2018/fast}\n");
    small.replace(BEFORE, "subject: alpha", "subject: alhpa");
    assert_eq!(small.told(), [format!("E0501 {BEFORE}:2:10")], "last year's record has an error of its own");
}

#[test]
fn the_nearest_problem_is_suggested() {
    let small = with("problems:\n  - {id: a, says: 甲, recurs: 2018/slwo}\n");
    let found = small.read().diagnostics.remove(0);
    assert_eq!(found.suggestion.as_deref(), Some("2018/slow"));
}

/// What daily work states in 2019.
fn daily(small: &Small) -> Option<Stated> {
    let content = small.read().content.expect("a sound folder");
    let evaluation = &content.years[1].evaluations[0];
    evaluation.records[0].stated(evaluation.scheme.find("daily").expect("a node")).cloned()
}

#[test]
fn open_problems_become_deductions() {
    let lines = "earlier_problems:\n  - {problem: 2018/slow, state: open, date: 2019-12-10, by: 某办}\n  - {problem: 2018/late, state: closed, date: 2019-12-11}\n";
    let Some(Stated::Deductions(items)) = daily(&charging(lines)) else { panic!("deductions") };
    let [listed, carried] = &items[..] else { panic!("one listed, one open") };
    assert_eq!((listed.count, &listed.problem), (2, &None));
    let DeductionItem { kind, count, source, date, problem, at } = carried;
    assert_eq!((kind.get(), *count, source.as_deref(), at.line), (1, 1, Some("某办"), 30));
    assert_eq!(date.map(|day| day.to_string()).as_deref(), Some("2019-12-10"));
    let problem = problem.as_ref().expect("it says which problem");
    assert_eq!((problem.of.to_string().as_str(), problem.says.as_str()), ("2018/slow", "进度慢。"));
}

#[test]
fn a_leaf_of_open_problems_only_is_stated_by_them() {
    let only = "{wrong: {title: 往年问题, points: 5, from: earlier_problems}}";
    let change = |problems: &str, from: &str, to: &str| {
        let small = with(problems);
        small.replace(SCHEME, "{late: {title: 迟报, points: 2}, wrong: 5}", only);
        small.replace(RECORD, from, to);
        small
    };
    let listed = "  daily: {deductions: [{kind: late, count: 2, source: 办公室, date: 2019-07-01}]}\n";
    let open = "earlier_problems: [{problem: 2018/slow, state: open, date: 2019-12-10}]\n";
    assert!(matches!(daily(&change(open, listed, "")), Some(Stated::Deductions(items)) if items.len() == 1));
    let none = change("earlier_problems: []\n", listed, "");
    assert_eq!(daily(&none), Some(Stated::Deductions(Vec::new())));
    let nothing = change("", listed, "");
    assert_eq!(daily(&nothing), None);
    assert!(nothing.told().iter().any(|one| one.starts_with("W0502")), "nobody says whether there are any");
    // Beside other kinds the list itself has to be there.
    let beside = charging(open);
    beside.replace(RECORD, listed, "");
    assert_eq!(daily(&beside), None);
}

#[test]
fn a_kind_that_follows_from_problems_is_not_listed_and_stands_once() {
    let small = charging("");
    small.replace(RECORD, "kind: late, count: 2", "kind: wrong, count: 2");
    let expected = [format!("E0732 {RECORD}:24:31")];
    assert_eq!(small.told(), expected);
    let twice = charging("");
    twice.replace(SCHEME, "points: 2}, wrong", "points: 2, from: earlier_problems}, wrong");
    assert!(twice.told().iter().any(|one| one.starts_with("E0409")), "{:?}", twice.told());
    let unknown = charging("");
    unknown.replace(SCHEME, "from: earlier_problems", "from: problems");
    assert_eq!(unknown.told().len(), 1);
    assert!(unknown.told()[0].starts_with("E0205"));
}

#[test]
fn a_record_without_the_new_keys_reads_as_before() {
    let small = Small::new();
    let content = small.read().content.expect("a sound folder");
    let record = &content.years[1].evaluations[0].records[0];
    let [found] = &record.problems[..] else { panic!("one problem") };
    let plain = Problem {
        county: Some("子县".to_owned()),
        node: found.node,
        source: Some("核查组".to_owned()),
        ..Problem::new("进度慢", crate::model::Severity::Minor, found.at)
    };
    assert_eq!((found, record.earlier_problems.len()), (&plain, 0));
}
