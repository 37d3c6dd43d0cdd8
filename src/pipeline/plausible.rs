//! What is hardly so in the drafts on the desk, each beside the year before it as it was released or lies there.

use super::desk::{Desk, Scores};
use crate::diagnostics::Diagnostic;
use crate::edition;
use crate::model::{Acceptance, YearContent};
use crate::plausibility;

/// The warnings of every draft. What an edition was made from nobody is to mend, so nothing is told of it.
pub(super) fn problems(content: &std::path::Path, desk: &Desk, scores: &Scores<'_>) -> Vec<Diagnostic> {
    if edition::is_inputs(content) {
        return Vec::new();
    }
    let years = scores.drafts.years.iter();
    years.flat_map(|year| plausibility::check(year, desk.before(year.year.year, None))).collect()
}

/// Every warning that the records of a year accept: where that stands, which it is, and why.
pub(super) fn accepted(year: &YearContent) -> Vec<String> {
    let records = year.evaluations.iter().flat_map(|evaluation| &evaluation.records);
    let line = |(file, of): (&str, &Acceptance)| {
        let about = of.about.as_ref().map_or_else(String::new, |about| format!(" {about}"));
        format!("{file}:{} {}{about}：{}（{}，{}）", of.at.line, of.code, of.reason, of.by, of.date)
    };
    let stated = |record: &crate::model::Record| {
        let file = record.file.as_deref().unwrap_or_default().to_owned();
        record.accepted.iter().map(move |of| line((&file, of))).collect::<Vec<_>>()
    };
    records.flat_map(stated).collect()
}
