//! Problems of earlier years of which nobody says what became of them.

use std::sync::Arc;

use super::desk::Desk;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::model::{At, Evaluation, Place, YearContent};
use crate::procedure::rectification::{Unfollowed, unfollowed};

/// A warning for each record of every draft that leaves some out.
pub(super) fn problems(desk: &Desk) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for year in &desk.content.years {
        // In records that nobody began they are told together: all of each is still to be written.
        let (blank, begun): (Vec<_>, Vec<_>) = left_out(desk, year)
            .into_iter()
            .partition(|(evaluation, left)| evaluation.records[left.subject.get()].is_blank());
        let (blank, begun) =
            if blank.len() < MANY { (Vec::new(), [blank, begun].concat()) } else { (blank, begun) };
        if let Some((evaluation, first)) = blank.first() {
            let records = blank.len();
            let count: usize = blank.iter().map(|(_, left)| left.problems.len()).sum();
            let place = place(year, evaluation, first);
            let text = format!("往年问题 {count} 个没有写复核结果，涉及 {records} 份还没有填写的记录");
            let hint =
                format!("各是哪些，见 tongbao todo {}。没有复核结果的不扣分，但不能正式发布", year.year);
            problems.push(Diagnostic::at(Code::NotFollowedUp, &place, text).hint(hint));
        }
        for (evaluation, left) in begun {
            let place = place(year, evaluation, &left);
            let named: Vec<String> = left.problems.iter().map(ToString::to_string).collect();
            let text = format!("往年问题 {} 个没有写复核结果：{}", named.len(), some(&named));
            let hint = "请在 earlier_problems 里补上：{problem: 年度/标识, state: open 或 closed, date: …}。\
                        没有复核结果的不扣分，但不能正式发布";
            problems.push(Diagnostic::at(Code::NotFollowedUp, &place, text).hint(hint));
        }
    }
    problems
}

/// From so many records on that nobody began, what they leave out is told once.
const MANY: usize = 3;

fn place(year: &YearContent, evaluation: &Evaluation, left: &Unfollowed) -> Place {
    let record = &evaluation.records[left.subject.get()];
    let id = &evaluation.scheme.subjects[left.subject.get()];
    let at = record.earlier_problems.last().map_or(At { line: 1, column: 1 }, |stated| stated.at);
    record.place(at).unwrap_or_else(|| {
        let file = format!("{}/{}/records/{id}.yaml", year.year, evaluation.scheme.id);
        Place { file: Arc::from(file), at: At { line: 1, column: 1 } }
    })
}

/// What a year's records leave out, by scheme, subject and problem.
pub(super) fn names(desk: &Desk, year: &YearContent) -> Vec<String> {
    let line = |(evaluation, left): (&Evaluation, Unfollowed)| {
        let id = &evaluation.scheme.subjects[left.subject.get()];
        let named: Vec<String> = left.problems.iter().map(ToString::to_string).collect();
        format!("{}/{id}：{}", evaluation.scheme.id, some(&named))
    };
    left_out(desk, year).into_iter().map(line).collect()
}

fn left_out<'d>(desk: &'d Desk, year: &'d YearContent) -> Vec<(&'d Evaluation, Unfollowed)> {
    let Some(before) = desk.before(year.year, None) else { return Vec::new() };
    let mut found = Vec::new();
    for evaluation in &year.evaluations {
        let last = before.evaluations.iter().find(|other| other.scheme.id == *evaluation.scheme.id_before());
        let left = last.map(|last| unfollowed(evaluation, &[last])).unwrap_or_default();
        found.extend(left.into_iter().map(|left| (evaluation, left)));
    }
    found
}
