//! `approvals:` of year.yaml: when the steps of each scheme's approval were done.

use super::table::Table;
use super::value::Value;
use super::year::date_near;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::model::{Approved, Place, Scheme, SchemeId, Year};

/// A step that was done, before the schemes are read.
pub(super) struct Done {
    /// Of these schemes.
    schemes: Vec<SchemeId>,
    step: String,
    /// Where the id stands.
    place: Place,
    /// When it was done.
    approved: Approved,
}

/// The steps that were done; `schemes` are those of the year.
pub(super) fn decode(value: Value<'_>, schemes: &[&str], year: Year) -> Vec<Done> {
    let mut table = Table::new(Code::UnknownScheme, "方案");
    for scheme in schemes {
        table.insert(scheme, Some(()));
    }
    let mut done = Vec::new();
    for item in value.items().into_iter().flatten() {
        let Some(map) = item.mapping() else { continue };
        let mut of = Vec::new();
        for scheme in map.need("schemes").and_then(Value::some_items).into_iter().flatten() {
            if table.read(scheme).is_some() {
                of.extend(scheme.word("方案").map(SchemeId::new));
            }
        }
        for (key, step) in map.need("steps").and_then(Value::pairs).into_iter().flatten() {
            let place = step.file.place(key.span);
            if let Some(approved) = approved(step, year, place.clone()) {
                done.push(Done { schemes: of.clone(), step: key.text.to_string(), place, approved });
            }
        }
        map.finish();
    }
    done
}

/// A date, or a date with its document.
fn approved(value: Value<'_>, year: Year, place: Place) -> Option<Approved> {
    if value.is_scalar() {
        return Some(Approved { date: date_near(value, year)?, document: None, note: None, place });
    }
    let map = value.mapping()?;
    let date = map.need("date").and_then(|date| date_near(date, year));
    let document = map.line_if("document");
    let note = map.text_if("note");
    map.finish();
    Some(Approved { date: date?, document, note, place })
}

/// When each step of a scheme was done. A step the scheme does not have, one that was skipped, and dates that run
/// backwards are problems.
pub(super) fn of(scheme: &Scheme, done: &[Done], problems: &mut Vec<Diagnostic>) -> Vec<Option<Approved>> {
    let mut approvals: Vec<Option<Approved>> = vec![None; scheme.approval.len()];
    for one in done.iter().filter(|one| one.schemes.contains(&scheme.id)) {
        match scheme.approval.iter().position(|step| step.id == one.step) {
            Some(step) => {
                if let Some(first) = &approvals[step] {
                    let text = format!("方案“{}”的审批步骤“{}”写了两次", scheme.id, one.step);
                    let problem = Diagnostic::at(Code::DuplicateId, &one.place, text).found(&one.step);
                    let hint = format!("第一次写在第 {} 行，请只留一处", first.place.at.line);
                    problems.push(problem.hint(hint));
                }
                approvals[step] = Some(one.approved.clone());
            }
            None => problems.push(unknown(scheme, one)),
        }
    }
    for (at, later) in approvals.iter().enumerate() {
        let Some(later) = later else { continue };
        let Some(before) = at.checked_sub(1) else { continue };
        let (earlier, title) = (&scheme.approval[before].title, &scheme.approval[at].title);
        let text = match &approvals[before] {
            None => format!("方案“{}”的“{title}”写了日期，前一步“{earlier}”却没有", scheme.id),
            Some(before) if before.date > later.date => {
                let (before, date) = (before.date, later.date);
                format!("方案“{}”的“{title}”（{date}）早于前一步“{earlier}”（{before}）", scheme.id)
            }
            Some(_) => continue,
        };
        let problem = Diagnostic::at(Code::ApprovalOrder, &later.place, text);
        problems.push(problem.hint("审批按方案 approval 的次序进行，请核对日期"));
    }
    approvals
}

fn unknown(scheme: &Scheme, one: &Done) -> Diagnostic {
    let text = format!("方案“{}”没有审批步骤“{}”", scheme.id, one.step);
    let problem = Diagnostic::at(Code::UnknownApproval, &one.place, text).found(&one.step);
    let known = || scheme.approval.iter().map(|step| step.id.as_str());
    let problem = problem.allowed(known());
    match nearest(&one.step, known()) {
        Some(near) => problem.suggest(near),
        None => problem.hint("步骤写在方案的 approval 里"),
    }
}
