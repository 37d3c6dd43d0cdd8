//! Evaluation groups: their breaches as problems with a place, and proposals who takes what.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, some};
use crate::model::{Content, GroupSet, Place, YearContent};
use crate::procedure::groups::{Breach, BreachKind, Roster, check};
use crate::wording;

/// Every breach of every year.
pub(super) fn problems(content: &Content) -> Vec<Diagnostic> {
    content.years.iter().flat_map(|year| group_problems(content, year)).collect()
}

/// Every breach of a year, in the order of its sets.
pub fn group_problems(content: &Content, year: &YearContent) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for set in &year.groups {
        let roster = Roster::of(year, &content.subjects, set);
        let mut breaches = check(&roster);
        if set.groups.is_empty() {
            problems.extend(nobody(&roster, &breaches));
            breaches.retain(|breach| !matches!(breach.kind, BreachKind::NotTaken { .. }));
        }
        problems.extend(breaches.iter().map(|breach| problem(year, &roster, breach)));
    }
    problems
}

/// Where no group is formed yet, nobody takes anything: that is one thing to do, not one for each subject.
fn nobody(roster: &Roster, breaches: &[Breach]) -> Option<Diagnostic> {
    let names: Vec<String> = breaches
        .iter()
        .filter_map(|breach| {
            if let BreachKind::NotTaken { subject } = breach.kind { Some(roster.name(subject)) } else { None }
        })
        .collect();
    let text = format!("{}还没有分组，{} 个对象没有组负责：{}", roster.set.title, names.len(), some(&names));
    let hint = "请在 list 里写上各组和人员，再用 tongbao groups assign 提出分组方案。没有分组的不能正式发布";
    (!names.is_empty()).then(|| Diagnostic::at(Code::GroupNotTaken, &roster.set.place, text).hint(hint))
}

/// The breaches of a set that lie in who its groups are: no proposal can mend them.
pub fn composition_problems(content: &Content, year: &YearContent, set: &GroupSet) -> Vec<Diagnostic> {
    let roster = Roster::of(year, &content.subjects, set);
    let found = check(&roster);
    found
        .iter()
        .filter(|breach| breach.kind.is_composition())
        .map(|breach| problem(year, &roster, breach))
        .collect()
}

/// The subjects of a year that no group takes though every one has to be taken, by name.
pub(super) fn not_taken(content: &Content, year: &YearContent) -> Vec<String> {
    let mut left = Vec::new();
    for set in &year.groups {
        let roster = Roster::of(year, &content.subjects, set);
        for breach in check(&roster) {
            if let BreachKind::NotTaken { subject } = breach.kind {
                left.push(format!("{}：{}", set.title, roster.name(subject)));
            }
        }
    }
    left
}

fn problem(year: &YearContent, roster: &Roster, breach: &Breach) -> Diagnostic {
    let file = &roster.set.place.file;
    let place = |at| Place { file: Arc::clone(file), at };
    let (code, hint) = kind(&breach.kind);
    let text = format!("{}：{}", roster.set.title, wording::groups::breach(roster, &breach.kind));
    let problem = Diagnostic::at(code, &place(breach.at), text).hint(hint);
    let Some(demand) = breach.demand else { return problem };
    let cited = |clause| format!("（{}）", year.cite(clause));
    let clause = demand.clause.as_ref().map_or_else(String::new, cited);
    let label = format!("要求{clause}：{}", wording::groups::demand(roster, &demand.kind));
    problem.also_at(&place(demand.at), label)
}

/// The kind of problem a breach is, and what to do.
fn kind(kind: &BreachKind) -> (Code, &'static str) {
    const SWAP: &str = "请换人，或把这个对象改给别的组；tongbao groups assign 可提出分组方案";
    match kind {
        BreachKind::Avoidance { .. } => (Code::GroupAvoidance, SWAP),
        BreachKind::NotTaken { .. } => {
            (Code::GroupNotTaken, "请把它写进一个组的 subjects；tongbao groups assign 可提出分组方案")
        }
        BreachKind::TakenTwice { .. } => (Code::GroupTakenTwice, "请只留一处"),
        BreachKind::Outside { .. } => {
            (Code::GroupOutside, "请从 subjects 里删去，或者在 schemes 里加上它的方案")
        }
        BreachKind::Groups { .. } => {
            (Code::GroupIncomplete, "请补足或减少组数，或者核对 demands 里的 groups")
        }
        BreachKind::NoLeader { .. } | BreachKind::LeaderRank { .. } => {
            (Code::GroupLeader, "请核对组长的 rank，或者换组长")
        }
        BreachKind::LeaderFrom { .. } | BreachKind::LeadersFromOne { .. } => {
            (Code::GroupLeader, "请核对组长的 from，或者换组长")
        }
        BreachKind::Experts { .. } => (Code::GroupIncomplete, "请补上专家，写明 expert: true"),
        BreachKind::Mixed { .. } => (Code::GroupIncomplete, "请补上来自别处的人员，写明 from 或 works_for"),
        BreachKind::Most { .. } | BreachKind::Apart { .. } => {
            (Code::GroupLoad, "请匀一匀；tongbao groups assign 可提出分组方案")
        }
        BreachKind::NoOrigin { .. } => {
            (Code::GroupOrigin, "请写上 from（来自哪里）或 works_for（在哪个单位任职）")
        }
    }
}
