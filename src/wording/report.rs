//! Reports about a subject, and how the scores they come to stand beside the result.

use rust_decimal::Decimal;

use super::number::{figure, signed_to};
use super::scale;
use crate::model::{Report, ReportKind, Scheme, SubjectResult};

/// What a report is called.
pub fn kind(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Own => "自评报告",
        ReportKind::Group => "考核组报告",
        ReportKind::ThirdParty => "第三方评估报告",
    }
}

/// What stands over the reports of a subject.
pub(crate) const CAPTION: &str = "报告所评的得分只作对照，不计入结果；相差为所评减核定";

/// By how much a report's score is above the published one, in the same scale; `None` where either is not there.
pub fn difference(report: &Report, result: &SubjectResult) -> Option<Decimal> {
    report.score?.checked_sub(result.told()?)
}

/// The same as it is printed beside the result.
pub(crate) fn apart(report: &Report, scheme: &Scheme, result: &SubjectResult) -> Option<String> {
    let apart = difference(report, result)?;
    // What a report keeps of its score is seen, as far as the scheme's own scores show theirs.
    Some(signed_to(
        apart,
        scale::change_decimals(scheme, result, apart).max(report.score?.normalize().scale().min(2)),
    ))
}

/// 自评报告（甲市，2020-01-05）：自评92.5，核定88.40，相差+4.10
pub fn line(report: &Report, scheme: &Scheme, result: &SubjectResult) -> String {
    let mut text = format!("{}（{}，{}）", kind(report.kind), report.by, report.date);
    if let Some(score) = report.score {
        text.push_str(&format!("：{}{}", given(report.kind), figure(score)));
        if let (Some(told), Some(apart)) = (scale::published(scheme, result), apart(report, scheme, result)) {
            text.push_str(&format!("，核定{told}，相差{apart}"));
        }
    }
    text
}

/// How the score of a report is spoken of.
fn given(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Own => "自评",
        ReportKind::Group | ReportKind::ThirdParty => "所评",
    }
}
