//! Warnings that a record accepts as verified are not told; what it accepts and nobody warns of is.

use super::finding::{Finding, Findings};
use super::fold;
use super::look::Look;
use crate::diagnostics::{Code, Diagnostic};

/// The warnings that are left, each with how it is accepted.
pub(super) fn settle(look: &Look<'_>, findings: Findings<'_>) -> Vec<Diagnostic> {
    let records = &look.scored.evaluation.records;
    let mut used: Vec<Vec<bool>> = records.iter().map(|record| vec![false; record.accepted.len()]).collect();
    let mut left = Vec::new();
    for finding in findings.list {
        let accepted = records[finding.subject.get()].accepted.iter().position(|accepted| {
            accepted.code == finding.warning.code.as_str() && accepted.about == finding.about
        });
        match accepted {
            Some(at) => used[finding.subject.get()][at] = true,
            None => left.push(with_way_out(finding)),
        }
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

/// What is right as it stands is written down, with a reason.
fn with_way_out(finding: Finding) -> Finding {
    let Finding { subject, about, mut warning } = finding;
    let named = about.as_ref().map_or_else(String::new, |about| format!("about: {about}, "));
    let code = warning.code;
    let way = format!(
        "核实无误的，在这份记录里写 accepted: [{{code: {code}, {named}reason: 理由, by: 核实人, date: 日期}}]"
    );
    warning.hint = Some(match warning.hint.take() {
        Some(hint) => format!("{hint}。{way}"),
        None => way,
    });
    Finding { subject, about, warning }
}
