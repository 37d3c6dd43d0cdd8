//! Problems and how they are put right.

use crate::model::{Carried, Severity};
use crate::procedure::rectification::{Item, State};
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
        Timing::OnTime => "按期".to_owned(),
        Timing::Late(days) => format!("迟{days}天"),
        Timing::Overdue(days) => format!("逾期{days}天"),
        Timing::NotDue => "未到期".to_owned(),
        Timing::Done | Timing::Open => String::new(),
    }
}

/// Whether a problem of an earlier year is still open.
pub fn open(open: bool) -> &'static str {
    if open { "未销号" } else { "已销号" }
}
