//! Why an outcome follows for somebody, and what an outcome is.

use super::condition::condition;
use super::rectification::severity;
use super::words::{Words, ended};
use crate::model::{CountyCase, Outcome, OutcomeKind, Scheme};
use crate::procedure::outcomes::Reason;

/// What outcomes of a kind are called together.
pub fn outcome_kind(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Commendation => "表扬",
        OutcomeKind::Talk => "谈话与约谈",
        OutcomeKind::Criticism => "通报批评",
        OutcomeKind::Rectification => "限期整改",
        OutcomeKind::Other => "其他运用",
    }
}

/// What follows from the results of a year, and how far their approval is: each as the schemes and where they stand.
///
/// 两项审批均已办结；表扬17个，谈话与约谈6个，限期整改24个。
pub fn sentence(approvals: &[String], kinds: &[OutcomeKind]) -> String {
    let mut parts = approvals.to_vec();
    let count = |kind: OutcomeKind| kinds.iter().filter(|of| **of == kind).count();
    let counts = OutcomeKind::WORDS.map(|(_, kind)| (outcome_kind(kind), count(kind))).into_iter();
    let counts = counts.filter(|(_, count)| *count > 0).map(|(kind, count)| format!("{kind}{count}个"));
    let counts: Vec<_> = counts.collect();
    if !counts.is_empty() {
        parts.push(counts.join("，"));
    }
    if parts.is_empty() { "没有需要运用的结果。".to_owned() } else { ended(&parts) }
}

/// How far an approval is: 审批已办结, 审批待“省委、省政府批准”.
pub fn approval(next: Option<&str>) -> String {
    next.map_or_else(|| "审批已办结".to_owned(), |next| format!("审批待“{next}”"))
}

/// The talks of a year, by what they are called: 谈话5个：谈话提醒3个，县级谈话提醒2个。
pub fn talks(kinds: &[(&str, usize)]) -> String {
    let told: Vec<_> = kinds.iter().map(|(name, count)| format!("{name}{count}个")).collect();
    match told.as_slice() {
        [] => "没有需要谈话的对象。".to_owned(),
        [one] => format!("{one}。"),
        some => {
            let all: usize = kinds.iter().map(|(_, count)| count).sum();
            format!("谈话{all}个：{}。", some.join("，"))
        }
    }
}

/// Why an outcome follows: 等次为“一般”，突出问题2个. Where no fact of the kinds that are told apart holds, its condition.
pub fn because(scheme: &Scheme, outcome: &Outcome, reasons: &[Reason]) -> Vec<super::Span> {
    if reasons.is_empty() {
        return condition(scheme, &outcome.when).done();
    }
    let told = reasons.iter().map(|reason| match reason {
        Reason::Grade(grade) => Words::new("等次为").grade(*grade),
        Reason::Problems(of, count) => Words::new(format!("{}问题{count}个", severity(*of))),
        Reason::Events(event, count) => {
            Words::new(format!("“{}”{count}次", scheme.events[event.get()].title))
        }
        Reason::LowCounties(count) => Words::new(format!("排名靠后的县{count}个")),
    });
    Words::default().join(told, "，").done()
}

/// Why a county is addressed: 第50名（共52个），排名靠后；资金拨付滞后（突出问题）.
pub fn county_because(county: &CountyCase) -> String {
    let mut parts = Vec::new();
    if let Some(low) = county.low {
        let place = low.place.map_or_else(String::new, |(place, of)| format!("第{place}名（共{of}个），"));
        let says =
            low.says.as_ref().map_or_else(String::new, |says| format!("：{}", says.trim_end_matches('。')));
        parts.push(format!("{place}排名靠后{says}"));
    }
    parts.extend(
        county
            .problems
            .iter()
            .map(|of| format!("{}问题：{}", severity(of.severity), of.says.trim_end_matches('。'))),
    );
    parts.join("；")
}
