//! What was left over from another year when this one was begun as a copy of it: titles and days. A warning while
//! the year is a draft; it is not released with any of it.

use jiff::civil::Date;

use super::value::Value;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Evaluation, Place, Year};

/// Warns of a title that speaks of another year and not of its own.
pub(super) fn title(value: Value<'_>, year: Year) {
    let Some(text) = value.as_word() else { return };
    let Some(other) = other_year(text, year) else { return };
    let problem = value.problem(Code::LeftOver, format!("“{}”说的是{other}年，这里是{year}年度", value.name));
    value.file.report(
        problem
            .found(text)
            .suggest(text.replace(&other.to_string(), &year.to_string()))
            .hint("多半是从别的年度抄来的；请改成本年度的。确是说那一年的，一并写上本年度"),
    );
}

/// The year that a text speaks of, where it speaks of other years alone: neither of this one nor of a span around it.
/// What stands in 《》 and 〔〕 is the name or the number of another paper.
fn other_year(text: &str, year: Year) -> Option<i16> {
    let own = year.get();
    let mut depth = 0_u32;
    let mut years = Vec::new();
    let mut digits = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number: Option<i16> = digits.parse().ok().filter(|_| digits.len() == 4);
        years.extend(number.filter(|number| depth == 0 && (1990..=2100).contains(number)));
        digits.clear();
        match c {
            '《' | '〔' => depth += 1,
            '》' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let (first, last) = (years.iter().min()?, years.iter().max()?);
    (*last < own || *first > own).then(|| years[0])
}

/// Warns of a day that cannot lie before another.
pub(super) fn day(value: Value<'_>, date: Date, after: Date, why: &str) {
    if date < after {
        let problem = value.problem(Code::LeftOver, format!("“{}”是 {date}，{why}", value.name));
        value.file.report(problem.found(date.to_string()).allowed([format!("{after} 或以后")]).hint(HINT));
    }
}

const HINT: &str = "多半是从上一年抄来的；请核对年份";

/// Days that are stated for a scheme's results before the year was over, and days and events of records that lie in
/// another year.
pub(super) fn days(evaluation: &Evaluation, (from, to): (Date, Date), problems: &mut Vec<Diagnostic>) {
    let mut warn = |place: &Place, text: String, allowed: String| {
        problems.push(Diagnostic::at(Code::LeftOver, place, text).allowed([allowed]).hint(HINT));
    };
    for milestone in &evaluation.scheme.milestones {
        if let Some(due) = milestone.due.filter(|due| *due < from) {
            let place = Place::line(evaluation.scheme.file.clone(), milestone.at);
            let text = format!("“{}”的期限是 {due}，早于考核时段的 {from}", milestone.title);
            warn(&place, text, format!("{from} 或以后"));
        }
    }
    let over = || format!("{to} 以后");
    for (step, approved) in evaluation.scheme.approval.iter().zip(&evaluation.approvals) {
        if let Some(approved) = approved.as_ref().filter(|approved| approved.date <= to) {
            let text = format!("“{}”在 {}，考核时段到 {to} 才结束", step.title, approved.date);
            warn(&approved.place, text, over());
        }
    }
    for decision in evaluation.decisions.iter().flatten().filter(|decision| decision.date <= to) {
        let text = format!("审定在 {}，考核时段到 {to} 才结束", decision.date);
        warn(&decision.origin, text, over());
    }
    for record in &evaluation.records {
        for event in &record.events {
            // What happened in the year may be found out after it.
            let Some(date) = event.date.filter(|date| *date < from) else { continue };
            let title = &evaluation.scheme.events[event.kind.get()].title;
            if let Some(place) = record.place(event.at) {
                warn(&place, format!("“{title}”在 {date}，早于考核时段的 {from}"), format!("{from} 或以后"));
            }
        }
        for report in &record.reports {
            if report.date < from
                && let Some(place) = record.place(report.at)
            {
                let text = format!("报告在 {}，早于考核时段的 {from}", report.date);
                warn(&place, text, format!("{from} 或以后"));
            }
        }
        for (milestone, (date, at)) in evaluation
            .scheme
            .milestones
            .iter()
            .zip(&record.milestones)
            .filter_map(|(of, day)| Some((of, (*day)?)))
        {
            if date < from
                && let Some(place) = record.place(at)
            {
                let text = format!("“{}”在 {date}，早于考核时段的 {from}", milestone.title);
                warn(&place, text, format!("{from} 或以后"));
            }
        }
    }
}
