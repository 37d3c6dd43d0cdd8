//! Dates of the procedure that cannot all be right: after the day the year is told for, or before the notice.

use jiff::civil::Date;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::Context;
use crate::diagnostics::Code;
use crate::model::{MilestoneIndex, Record};

/// Warns of dates of a record that go ill together.
pub(super) fn check(map: &Mapping<'_>, record: &Record, context: &Context<'_>) {
    // What could not be read was reported where it was read.
    if record.milestones.iter().any(Option::is_some) {
        for (key, value) in map.get("milestones").and_then(Value::pairs).into_iter().flatten() {
            let milestones = &context.scheme.milestones;
            let Some(at) = milestones.iter().position(|of| of.id == key.text) else { continue };
            if let Some(day) = record.milestone(MilestoneIndex::new(at)) {
                ahead(value, day, &milestones[at].title, context);
            }
        }
    }
    if let (Some(value), Some(_)) = (map.get("rectification"), &record.rectification) {
        rectification(value, record, context);
    }
}

/// A day after the one the year is told for: one of the two is wrong, and until then it counts as not done.
pub(super) fn ahead(value: Value<'_>, day: Date, title: &str, context: &Context<'_>) {
    let Some(as_of) = context.as_of.filter(|as_of| day > *as_of) else { return };
    let text = format!("“{title}”的日期 {day} 晚于本年度办理情况的截至日期 {as_of}，按未办计");
    let hint = "请核对日期；确已办理的，把 year.yaml 的 as_of 改到这一天或以后";
    value.file.report(value.problem(Code::DateAhead, text).found(day.to_string()).hint(hint));
}

/// A report after the day the year is told for was not there then.
pub(super) fn reported(value: Value<'_>, day: Date, context: &Context<'_>) {
    let Some(as_of) = context.as_of.filter(|as_of| day > *as_of) else { return };
    let text = format!("报告的日期 {day} 晚于本年度办理情况的截至日期 {as_of}");
    let hint = "请核对日期；确在其后的，把 year.yaml 的 as_of 改到这一天或以后";
    value.file.report(value.problem(Code::DateAhead, text).found(day.to_string()).hint(hint));
}

fn rectification(value: Value<'_>, record: &Record, context: &Context<'_>) {
    let Some(days) = &record.rectification else { return };
    let stated = [days.notified, days.plan, days.report].iter().any(Option::is_some);
    // A year that says for which day its procedure is told wants its terms followed.
    if context.scheme.rectification.is_none() && context.as_of.is_some() && stated {
        let text = format!("记录写了整改日期，方案“{}”却没有写整改期限", context.scheme.title);
        let hint = "请在 scheme.yaml 里写 rectification: {months: 2, clause: …}";
        value.file.report(value.problem(Code::RectificationTerm, text).hint(hint));
    }
    let (whole, notified) = (value, days.notified);
    let mut given = false;
    for (key, value) in value.pairs().into_iter().flatten() {
        // Given but faulty: reported already.
        given |= key.text == "notified";
        let (title, day) = match &*key.text {
            "notified" => ("整改通知", days.notified),
            "plan" => ("整改方案", days.plan),
            "report" => ("整改报告", days.report),
            _ => continue,
        };
        let Some(day) = day else { continue };
        ahead(value, day, title, context);
        let Some(notice) = notified.filter(|notice| day < *notice) else { continue };
        let text = format!("“{title}”的日期 {day} 早于整改通知 {notice}");
        let problem = value.problem(Code::RectificationOrder, text).found(day.to_string());
        value.file.report(problem.hint("请核对这两个日期"));
    }
    if !given && (days.plan.is_some() || days.report.is_some()) {
        let text = "写了整改方案或整改报告的日期，没有写整改通知的日期，期限算不出来";
        let problem = whole.problem(Code::RectificationOrder, text);
        whole.file.report(problem.hint("请补上 notified: 通知的日期"));
    }
}
