//! Why an outcome follows for somebody, and what an outcome is.

use super::condition::{condition, problem};
use super::words::Words;
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

/// Why an outcome follows: 等次为“一般”，突出问题2个. Where no fact of the kinds that are told apart holds, its condition.
pub fn because(scheme: &Scheme, outcome: &Outcome, reasons: &[Reason]) -> Vec<super::Span> {
    if reasons.is_empty() {
        return condition(scheme, &outcome.when).done();
    }
    let told = reasons.iter().map(|reason| match reason {
        Reason::Grade(grade) => Words::new("等次为").grade(*grade),
        Reason::Problems(severity, count) => Words::new(format!("{}{count}个", problem(*severity))),
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
            .map(|of| format!("{}：{}", problem(of.severity), of.says.trim_end_matches('。'))),
    );
    parts.join("；")
}
