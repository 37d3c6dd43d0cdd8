//! Problems and how they are put right.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::number::long_date;
use super::schedule;
use super::words::ended;
use crate::model::{Carried, Severity};
use crate::procedure::rectification::{Followed, Item, State};
use crate::procedure::schedule::Timing;

/// A problem of an earlier year: 2018年“资金拨付滞后”.
pub fn carried(problem: &Carried) -> String {
    format!("{}年“{}”", problem.of.year, problem.says.trim_end_matches('。'))
}

/// A severity's word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "轻微",
        Severity::General => "一般",
        Severity::Prominent => "突出",
    }
}

/// A state's word.
pub fn state(state: State) -> &'static str {
    match state {
        State::NotNotified => "未通知",
        State::PlanDue => "待报方案",
        State::UnderWay => "整改中",
        State::AwaitingRecheck => "待复核",
        State::Closed => "已销号",
        State::Failed => "复核未通过",
    }
}

/// An item's state, and by how much it is overdue: 整改中，逾期12天.
pub fn standing(item: &Item) -> String {
    let days = [item.plan.1, item.report.1].into_iter().filter_map(|timing| match timing {
        Timing::Overdue(days) => Some(days),
        Timing::OnTime | Timing::Done | Timing::Late(_) | Timing::NotDue | Timing::Open => None,
    });
    match days.max() {
        Some(days) => format!("{}，逾期{days}天", state(item.state)),
        None => state(item.state).to_owned(),
    }
}

/// How a plan or report stood: 按期, 迟3天, 逾期12天; nothing where that says no more than its date.
pub fn timing(timing: Timing) -> String {
    match timing {
        Timing::Done | Timing::Open => String::new(),
        Timing::OnTime | Timing::Late(_) | Timing::Overdue(_) | Timing::NotDue => schedule::timing(timing),
    }
}

/// Whether a problem of an earlier year is still open.
pub fn open(open: bool) -> &'static str {
    if open { "未销号" } else { "已销号" }
}

/// A scheme's problems and their term: 12个对象有问题25个，已销号10个，待复核9个，逾期2个。
pub fn scheme(items: &[Item], months: Option<u32>) -> String {
    let mut parts = vec![format!("{}个对象有问题{}个", subjects(items), items.len())];
    parts.extend(states(&items.iter().collect::<Vec<_>>()));
    let term =
        months.map_or_else(String::new, |months| format!("；自通知之日起{months}个月内报整改方案和整改报告"));
    format!("{}{term}。", parts.join("，"))
}

/// The problems of a year on a day, by schemes.
pub fn year(day: Date, schemes: &[&[Item]]) -> String {
    let day = format!("截至{}", long_date(day));
    let with: Vec<_> = schemes.iter().filter(|items| !items.is_empty()).collect();
    let items: Vec<&Item> = with.iter().flat_map(|items| items.iter()).collect();
    if items.is_empty() {
        return format!("{day}，本年度没有发现问题，只复核往年的问题。");
    }
    let subjects: usize = with.iter().map(|items| subjects(items)).sum();
    let (schemes, count, states) = (with.len(), items.len(), states(&items).join("，"));
    format!("{day}，{schemes}个方案{subjects}个对象有问题{count}个，{states}。")
}

/// What became of earlier problems, and how many come back.
pub fn more<'f>(schemes: &[&[Item]], followed: impl Iterator<Item = &'f Followed<'f>>) -> String {
    let open: Vec<bool> = followed.map(|followed| followed.stated.open).collect();
    let items = schemes.iter().flat_map(|items| items.iter());
    let repeated = items.filter(|item| !item.chain.is_empty()).count();
    let mut parts = Vec::new();
    if !open.is_empty() {
        let still = open.iter().filter(|open| **open).count();
        parts.push(format!("复核往年问题{}个，未销号{still}个", open.len()));
    }
    if repeated > 0 {
        parts.push(format!("反复出现的问题{repeated}个"));
    }
    ended(&parts)
}

/// How many subjects have items, which stand subject by subject.
fn subjects(items: &[Item]) -> usize {
    items.chunk_by(|a, b| a.subject == b.subject).count()
}

fn states(items: &[&Item]) -> Vec<String> {
    // What is closed is told first, what failed last.
    let mut order = State::ALL;
    order.sort_by_key(|of| (*of == State::Failed, Reverse(*of)));
    let count = |of| items.iter().filter(|item| item.state == of).count();
    let told = order.into_iter().map(|of| (state(of), count(of)));
    let overdue = ("逾期", items.iter().filter(|item| item.is_overdue()).count());
    let some = told.chain([overdue]).filter(|(_, count)| *count > 0);
    some.map(|(word, count)| format!("{word}{count}个")).collect()
}
