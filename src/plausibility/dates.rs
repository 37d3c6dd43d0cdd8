//! W0806: dates that do not belong to the year. W0807: dates the wrong way round.
//!
//! What lies before the year where it cannot is told when it is read (W0760) and stops a release; here is what may have a
//! reason.

use jiff::civil::Date;

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::Code;
use crate::model::{Dated, Entry, NodeIndex, Record, Stated, SubjectIndex};

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    for (subject, record) in look.records() {
        entries(look, findings, subject, record);
        events(look, findings, subject, record);
        observations(look, findings, subject, record);
        signatures(look, findings, subject, record);
        for node in look.scheme().indices() {
            papers(look, findings, (subject, record), node);
        }
    }
}

/// What is added up as this year's came in this year.
fn entries(look: &Look<'_>, findings: &mut Findings<'_>, subject: SubjectIndex, record: &Record) {
    let (from, to) = look.year.period;
    for (figure, definition) in look.figures() {
        for entry in record.figure(figure).map_or(&[][..], |value| &value.entries) {
            let Some(date) = entry.date.filter(|date| *date < from || *date > to) else { continue };
            let text =
                format!("“{}”（{}）有一笔在 {date}，不在考核时段之内", definition.title, definition.id);
            findings.add(Code::DateOutside, subject, (&definition.id, entry.at), text, |warning| {
                warning.allowed([format!("{from} 到 {to}")]).hint("请核对日期；别的年度的不计入本年度")
            });
        }
    }
}

/// What is known by the cutoff happened before it.
fn events(look: &Look<'_>, findings: &mut Findings<'_>, subject: SubjectIndex, record: &Record) {
    let cutoff = look.year.cutoff;
    for event in &record.events {
        let Some(date) = event.date.filter(|date| *date > cutoff) else { continue };
        let definition = &look.scheme().events[event.kind.get()];
        let text = format!("“{}”（{}）在 {date}，晚于数据截止 {cutoff}", definition.title, definition.id);
        findings.add(Code::DateOutside, subject, (&definition.id, event.at), text, |warning| {
            warning.allowed([format!("{cutoff} 或以前")]).hint("请核对日期；截止以后的记入下一年度")
        });
    }
}

/// What was found and done in the year was not found and done before it; papers may be of the year before.
fn observations(look: &Look<'_>, findings: &mut Findings<'_>, subject: SubjectIndex, record: &Record) {
    let (from, _) = look.year.period;
    let year_before = from.checked_sub(jiff::Span::new().years(1)).unwrap_or(from);
    for node in look.scheme().indices() {
        let Some(observation) = record.observation(node) else { continue };
        let definition = look.scheme().node(node);
        let mut tell = |what: &str, date: Date, earliest: Date, at| {
            let text =
                format!("“{}”（{}）的{what}是 {date}，早于 {earliest}", definition.title, definition.id);
            findings.add(Code::DateOutside, subject, (definition.id.as_str(), at), text, |warning| {
                warning.allowed([format!("{earliest} 或以后")]).hint("多半是从上一年抄来的；请核对年份")
            });
        };
        if let Some(date) = observation.date.filter(|date| *date < from) {
            tell("日期", date, from, observation.at);
        }
        if let Some(date) = observation.evidence.iter().filter_map(|of| of.date).min()
            && date < year_before
        {
            tell("佐证材料日期", date, year_before, observation.at);
        }
        let Some(Stated::Deductions(items)) = &observation.stated else { continue };
        for item in items.iter().filter(|item| item.problem.is_none()) {
            if let Some(date) = item.date.filter(|date| *date < from) {
                tell("扣分情形", date, from, item.at);
            }
        }
    }
}

/// A record is entered after the year began, and reviewed after it was entered.
fn signatures(look: &Look<'_>, findings: &mut Findings<'_>, subject: SubjectIndex, record: &Record) {
    let (from, _) = look.year.period;
    let entered = record.entered.as_ref().and_then(|of| Some((of.date?, of.at)));
    let reviewed = record.reviewed.as_ref().and_then(|of| Some((of.date?, of.at)));
    for (key, what, signed) in [("entered_by", "填报", entered), ("reviewed_by", "审核", reviewed)] {
        let Some((date, at)) = signed.filter(|(date, _)| *date < from) else { continue };
        let text = format!("{what}在 {date}，早于考核时段的 {from}");
        findings.add(Code::DateOutside, subject, (key, at), text, |warning| {
            warning.allowed([format!("{from} 或以后")]).hint("多半是从上一年抄来的；请核对年份")
        });
    }
    if let (Some((entered, _)), Some((reviewed, at))) = (entered, reviewed)
        && reviewed < entered
    {
        let text = format!("审核在 {reviewed}，早于填报的 {entered}");
        findings.add(Code::DateOrder, subject, ("reviewed_by", at), text, |warning| {
            warning.allowed([format!("{entered} 或以后")]).hint("请核对两个日期")
        });
    }
}

/// Papers that come before, or after, what they prove.
fn papers(
    look: &Look<'_>,
    findings: &mut Findings<'_>,
    (subject, record): (SubjectIndex, &Record),
    node: NodeIndex,
) {
    let definition = look.scheme().node(node);
    let (Some((measure, _)), Some(observation)) = (definition.measure(), record.observation(node)) else {
        return;
    };
    let mut dated: Vec<(Date, &Entry)> = Vec::new();
    measure.each_figure(&mut |figure| {
        let entries = record.figure(figure).map_or(&[][..], |value| &value.entries);
        dated.extend(entries.iter().filter_map(|entry| Some((entry.date?, entry))));
    });
    dated.sort_by_key(|(date, entry)| (*date, entry.at));
    dated.dedup_by_key(|(_, entry)| entry.at);
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else { return };
    for (kind, paper) in &look.scheme().evidence {
        let Some(should) = paper.dated else { continue };
        let of_kind = observation.evidence.iter().filter(|piece| piece.kind == *kind);
        let mut dates: Vec<Date> = of_kind.filter_map(|piece| piece.date).collect();
        dates.sort_unstable();
        let (Some(earliest), Some(latest)) = (dates.first(), dates.last()) else { continue };
        // Where each entry has its own paper, each goes with its own; else all with all.
        let pairs: Vec<(Date, (Date, &Entry))> = match (dates.len() == dated.len(), should) {
            (true, _) => dates.iter().copied().zip(dated.iter().copied()).collect(),
            (false, Dated::Before) => vec![(*earliest, *first)],
            (false, Dated::After) => vec![(*latest, *last)],
        };
        for (of_paper, (of_entry, entry)) in pairs {
            let (wrong, told) = match should {
                Dated::Before => (of_paper > of_entry, "早于"),
                Dated::After => (of_paper < of_entry, "晚于"),
            };
            if wrong {
                let text = format!(
                    "“{}”（{}）有一笔在 {of_entry}，{told}它的“{}”（{of_paper}）",
                    definition.title, definition.id, paper.title
                );
                findings.add(Code::DateOrder, subject, (definition.id.as_str(), entry.at), text, |warning| {
                    warning.hint("请核对这一笔的日期和材料的日期")
                });
            }
        }
    }
}
