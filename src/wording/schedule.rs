//! The schedule of the procedure: what a step is called, how far somebody is, which day it is told for.

use crate::model::Scheme;
use crate::procedure::schedule::{DaySource, Due, StepKind, Timing};

/// What a step is called.
pub fn step_title(scheme: &Scheme, kind: StepKind) -> &str {
    match kind {
        StepKind::Milestone(index) => &scheme.milestones[index.get()].title,
        StepKind::Plan => "整改方案",
        StepKind::Report => "整改报告",
    }
}

/// When a step is due: a day, so long after each notice, or not said.
pub fn due(scheme: &Scheme, due: Due) -> String {
    match due {
        Due::Day(day) => day.to_string(),
        Due::Each => match &scheme.rectification {
            Some(term) => format!("通知后{}个月", term.months),
            None => String::new(),
        },
        Due::Open => "未定".to_owned(),
    }
}

/// How far somebody is: 按期, 迟3天, 逾期5天.
pub fn timing(timing: Timing) -> String {
    match timing {
        Timing::OnTime => "按期".to_owned(),
        Timing::Done => "已办".to_owned(),
        Timing::Late(days) => format!("迟{days}天"),
        Timing::Overdue(days) => format!("逾期{days}天"),
        Timing::NotDue => "未到期".to_owned(),
        Timing::Open => "未办".to_owned(),
    }
}

/// The same without its days: 迟办, 逾期未办.
pub fn timing_kind(timing: Timing) -> &'static str {
    match timing {
        Timing::OnTime => "按期",
        Timing::Done => "已办",
        Timing::Late(_) => "迟办",
        Timing::Overdue(_) => "逾期未办",
        Timing::NotDue => "未到期",
        Timing::Open => "未办",
    }
}

/// Where the day comes from that the procedure is told for.
pub fn day_source(source: DaySource) -> &'static str {
    match source {
        DaySource::Year => "截至日期由年度资料写明",
        DaySource::Records => "年度资料没有写明截至日期，取记录中最近的一天",
        DaySource::Cutoff => "年度资料没有写明截至日期，记录中也没有办理日期，取数据截止日",
        DaySource::Asked => "截至日期由查询的人指定",
        DaySource::Today => "年度资料没有写明截至日期，取今天",
    }
}
