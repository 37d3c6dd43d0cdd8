//! Warnings that a record accepts as verified are not told; what it accepts and nobody warns of is.

use rust_decimal::Decimal;

use super::finding::{Finding, Findings};
use super::fold;
use super::look::Look;
use super::words::number;
use crate::diagnostics::{Code, Diagnostic};

/// The warnings that are left, each with how it is accepted.
pub(super) fn settle(look: &Look<'_>, findings: Findings<'_>) -> Vec<Diagnostic> {
    let records = &look.scored.evaluation.records;
    let mut used: Vec<Vec<bool>> = records.iter().map(|record| vec![false; record.accepted.len()]).collect();
    let mut left = Vec::new();
    for mut finding in findings.list {
        let value = figure(look, &finding);
        let of_record = &records[finding.subject.get()].accepted;
        let about = |at: &usize| {
            let accepted = &of_record[*at];
            accepted.code == finding.warning.code.as_str() && accepted.about == finding.about
        };
        let all: Vec<usize> = (0..of_record.len()).filter(about).collect();
        for at in &all {
            used[finding.subject.get()][*at] = true;
        }
        if all.iter().any(|at| value.is_none() || of_record[*at].value == value) {
            continue;
        }
        if let (Some(at), Some(now)) = (all.first(), value) {
            let then = of_record[*at]
                .value
                .map_or("没有写 value".to_owned(), |then| format!("的是 {}", number(then)));
            let text = format!("；accepted 里核实{then}，现在是 {}", number(now));
            finding.warning.message.push_str(&text);
        }
        left.push(with_way_out(finding, value));
    }
    let mut told = fold::fold(left);
    for (record, used) in records.iter().zip(&used) {
        for (accepted, _) in record.accepted.iter().zip(used).filter(|(_, used)| !**used) {
            let about = accepted.about.as_ref().map_or_else(String::new, |about| format!("（{about}）"));
            let text = format!("这份记录没有警告 {}{about}，用不着核实", accepted.code);
            told.extend(record.place(accepted.at).map(|place| {
                Diagnostic::at(Code::NothingToAccept, &place, text)
                    .hint("数据改过的，请删去 accepted 里的这一条；写错的，请照警告里给出的 code 和 about 改")
            }));
        }
    }
    told
}

/// The value of the figure that a finding speaks of: what was looked into holds for that number alone.
fn figure(look: &Look<'_>, finding: &Finding) -> Option<Decimal> {
    let about = finding.about.as_deref()?;
    let (figure, _) = look.figures().find(|(_, definition)| definition.id == about)?;
    look.figure(finding.subject, figure).map(|figure| figure.value)
}

/// What is right as it stands is written down, with a reason.
fn with_way_out(finding: Finding, value: Option<Decimal>) -> Finding {
    let Finding { subject, about, mut warning } = finding;
    let named = about.as_ref().map_or_else(String::new, |about| format!("about: {about}, "));
    let value = value.map_or_else(String::new, |value| format!("value: {}, ", number(value)));
    let code = warning.code;
    let way = format!(
        "核实无误的，在这份记录里写 accepted: [{{code: {code}, {named}{value}reason: 理由, by: 核实人, date: 日期}}]"
    );
    warning.hint = Some(match warning.hint.take() {
        Some(hint) => format!("{hint}。{way}"),
        None => way,
    });
    Finding { subject, about, warning }
}
