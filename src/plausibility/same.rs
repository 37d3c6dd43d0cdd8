//! W0815: a record that states what the record of the year before does, or another subject's. W0816: a whole year that is
//! the one before.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::model::{Evaluation, Record, SubjectIndex};

/// So many digits, dates and letters are not the same by chance.
const TELLING: usize = 10;

/// Whether all records of a scheme are those of the year before, and how many they are.
pub(super) fn is_copied(look: &Look<'_>) -> Option<usize> {
    let mut records = 0;
    for (subject, record) in look.records() {
        records += 1;
        if !repeats(look, subject, record) {
            return None;
        }
    }
    (records > 1).then_some(records)
}

/// One warning for a year, or for each of its schemes, that was copied.
pub(super) fn copied(looks: &[Look<'_>]) -> Vec<Diagnostic> {
    let copied: Vec<(&Look<'_>, usize)> =
        looks.iter().filter_map(|look| Some((look, is_copied(look)?))).collect();
    let warn = |file: Arc<str>, text: String| {
        Diagnostic::new(Code::SameYear, file, text).hint(
            "多半整年是抄来的，还没有改。请逐份填写本年度的数据、观测和日期；方案、标题、期限、审批和通报里抄来的也要改。\
             这样的年度不能发布",
        )
    };
    let then = |look: &Look<'_>| look.earlier.map_or(0, |earlier| earlier.scheme.year.get());
    match copied.first() {
        Some((look, _)) if copied.len() == looks.len() => {
            let (year, records) = (look.year.year, copied.iter().map(|(_, records)| records).sum::<usize>());
            let text = format!("{year}年度与{}年度的记录逐字相同（{records}份）", then(look));
            vec![warn(Arc::from(format!("{year}/year.yaml")), text)]
        }
        _ => {
            let of_scheme = |(look, records): &(&Look<'_>, usize)| {
                let scheme = look.scheme();
                let text = format!(
                    "{}年度“{}”的{records}份记录与{}年度的逐字相同",
                    scheme.year,
                    scheme.title,
                    then(look)
                );
                warn(Arc::clone(&scheme.file), text)
            };
            copied.iter().map(of_scheme).collect()
        }
    }
}

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    if is_copied(look).is_none() {
        of_before(look, findings);
    }
    among(look, findings);
}

fn of_before(look: &Look<'_>, findings: &mut Findings<'_>) {
    let evaluation = look.scored.evaluation;
    for (subject, record) in look.records() {
        let Some((earlier, before)) = look.earlier.zip(look.record_before(subject)) else { continue };
        if !same_figures(evaluation, record, earlier, before) {
            continue;
        }
        let how = if repeats(look, subject, record) {
            "逐字相同"
        } else if telling_figures(record) && core(evaluation, record) == core(earlier, before) {
            "的数据和观测逐项相同"
        } else {
            continue;
        };
        let file = before.file.as_deref().unwrap_or_default();
        let text = format!("这份记录与{}年度的 {file} {how}", earlier.scheme.year);
        findings.whole(Code::SameRecord, subject, text, |warning| {
            warning.hint("多半是抄来还没有改；请填写本年度的")
        });
    }
}

/// Whether all that a record states is what last year's stated, and enough of it to tell.
fn repeats(look: &Look<'_>, subject: SubjectIndex, record: &Record) -> bool {
    let Some((earlier, before)) = look.earlier.zip(look.record_before(subject)) else { return false };
    let evaluation = look.scored.evaluation;
    if !same_figures(evaluation, record, earlier, before) {
        return false;
    }
    let own = all(evaluation, record);
    let letters = own.chars().filter(|c| c.is_ascii_digit() || !c.is_ascii()).count();
    letters >= TELLING && own == all(earlier, before)
}

/// Records of two subjects with the same figures; grades, and small numbers, may well be the same.
fn among(look: &Look<'_>, findings: &mut Findings<'_>) {
    // Few have the same figures, and only of those the rest is looked at.
    let mut figures: BTreeMap<Vec<Option<Decimal>>, Vec<(SubjectIndex, &Record)>> = BTreeMap::new();
    for (subject, record) in look.records().filter(|(_, record)| telling_figures(record)) {
        let values = record.figures.iter().map(|of| of.as_ref().map(|of| of.value)).collect();
        figures.entry(values).or_default().push((subject, record));
    }
    let mut alike: BTreeMap<String, Vec<(SubjectIndex, &Record)>> = BTreeMap::new();
    for (subject, record) in figures.into_values().filter(|same| same.len() > 1).flatten() {
        alike.entry(core(look.scored.evaluation, record)).or_default().push((subject, record));
    }
    for same in alike.into_values().filter(|same| same.len() > 1) {
        let files: Vec<&str> =
            same[..same.len() - 1].iter().filter_map(|(_, of)| of.file.as_deref()).collect();
        let (subject, _) = same[same.len() - 1];
        let text = format!("这份记录的数据和观测与另一个对象的逐项相同：{}", some(&files));
        findings
            .whole(Code::SameRecord, subject, text, |warning| warning.hint("多半是抄错了；请核对各自的数据"));
    }
}

fn telling_figures(record: &Record) -> bool {
    let digits = |value: Decimal| {
        value.normalize().mantissa().unsigned_abs().checked_ilog10().map_or(1, |powers| powers as usize + 1)
    };
    record.figures.iter().flatten().map(|of| digits(of.value)).sum::<usize>() >= TELLING
}

/// Whether two records state the same figures, by their ids: cheap, and mostly enough.
fn same_figures(evaluation: &Evaluation, record: &Record, other: &Evaluation, before: &Record) -> bool {
    let stated = |record: &Record| record.figures.iter().flatten().count();
    let others = &other.scheme.figures;
    stated(record) == stated(before)
        && evaluation.scheme.figures.iter().enumerate().all(|(at, definition)| {
            let Some(value) = &record.figures[at] else { return true };
            // Mostly it stands at the same place.
            let then = match others.get(at).filter(|other| other.id == definition.id) {
                Some(_) => Some(at),
                None => others.iter().position(|other| other.id == definition.id),
            };
            let then = then.and_then(|then| before.figures[then].as_ref());
            then.is_some_and(|then| then.value == value.value)
        })
}

/// The figures and what is observed, by their ids.
fn core(evaluation: &Evaluation, record: &Record) -> String {
    let scheme = &evaluation.scheme;
    let mut text = String::new();
    for (definition, value) in scheme.figures.iter().zip(&record.figures) {
        if let Some(value) = value {
            let _ = write!(text, "{}={};", definition.id, value.value.normalize());
        }
    }
    for (node, observation) in scheme.nodes.iter().zip(&record.observations) {
        if let Some(stated) = observation.as_ref().and_then(|of| of.stated.as_ref()) {
            let _ = write!(text, "{}={stated:?};", node.id);
        }
    }
    without_places(&text)
}

/// All that a record states but who wrote it and what it accepts.
fn all(evaluation: &Evaluation, record: &Record) -> String {
    let scheme = &evaluation.scheme;
    let mut text = String::new();
    for (definition, value) in scheme.figures.iter().zip(&record.figures) {
        if let Some(value) = value {
            let _ = write!(text, "{}={value:?};", definition.id);
        }
    }
    for (node, observation) in scheme.nodes.iter().zip(&record.observations) {
        if let Some(observation) = observation {
            let _ = write!(text, "{}={observation:?};", node.id);
        }
    }
    for (milestone, date) in scheme.milestones.iter().zip(&record.milestones) {
        if let Some((date, _)) = date {
            let _ = write!(text, "{}={date};", milestone.id);
        }
    }
    let Record { events, problems, earlier_problems, counties, measures, .. } = record;
    let _ = write!(text, "{events:?}{problems:?}{earlier_problems:?}{counties:?}{measures:?}");
    without_places(&text)
}

/// What was copied may stand on other lines.
fn without_places(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("At { line: ") {
        left.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    left.push_str(rest);
    left
}

#[cfg(test)]
mod tests {
    use super::without_places;

    #[test]
    fn places_are_left_out() {
        assert_eq!(
            without_places("a at: At { line: 3, column: 4 }, b At { line: 5, column: 1 }"),
            "a at: , b "
        );
    }
}
