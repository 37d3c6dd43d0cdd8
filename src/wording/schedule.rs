//! The schedule of the procedure: what a step is called, how far somebody is, which day it is told for.

use jiff::civil::Date;

use super::number::{dash, long_date};
use crate::model::{Noun, Scheme};
use crate::procedure::schedule::{Counts, DaySource, Due, StepKind, Timing};

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
            Some(term) => after_notice(term.months),
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

/// How far everybody is on a day: 截至2020年8月1日，按期办理320次，迟办5次，逾期未办2次。
pub fn told(day: Date, counts: Counts) -> String {
    format!("截至{}，{}。", long_date(day), in_words(counts))
}

/// Where the day comes from, and the day up to which data were counted.
pub fn days(source: DaySource, cutoff: Date) -> String {
    format!("{}。数据统计截止{}。", day_source(source), long_date(cutoff))
}

/// How many subjects and steps a scheme has, and how many were asked to put something right: 20市，5个环节；18市收到整改通知。
pub fn scheme(subjects: usize, noun: &Noun, steps: usize, notified: Option<usize>) -> String {
    let notified = notified.map_or_else(String::new, |count| format!("；{}收到整改通知", noun.part(count)));
    format!("{}，{steps}个环节{notified}。", noun.of(subjects))
}

/// After how long from a notice something is due.
pub fn after_notice(months: u32) -> String {
    format!("通知后{months}个月")
}

/// How far those are for whom no day is set.
pub fn undated(counts: Counts) -> String {
    match (counts.done, counts.open) {
        (0, 0) => dash(),
        (done, 0) => format!("已办{done}"),
        (0, open) => format!("未办{open}"),
        (done, open) => format!("已办{done}，未办{open}"),
    }
}

/// 按期9次，迟办1次，逾期未办1次，未到期2次; nothing that did not occur but the first.
pub fn in_words(counts: Counts) -> String {
    let Counts { on_time, late, overdue, not_due, done, open } = counts;
    let mut parts = vec![format!("按期办理{on_time}次")];
    if late + overdue == 0 {
        parts.push("没有迟办和逾期".to_owned());
    }
    let more = [("迟办", late), ("逾期未办", overdue), ("尚未到期", not_due), ("未定期限的未办", open)];
    parts.extend(more.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{what}{count}次")));
    if on_time + late + overdue + not_due == 0 {
        let dated = if done + open == 0 { "没有要办的" } else { "各环节都没有期限" };
        parts = vec![format!("{dated}，已办{done}次，未办{open}次")];
    }
    parts.join("，")
}
