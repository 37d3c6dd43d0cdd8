//! What was left over from another year when this one was begun as a copy of it: titles, days, records. A warning while
//! the year is a draft; it is not released with any of it.

use std::sync::Arc;

use jiff::civil::Date;

use super::value::Value;
use crate::diagnostics::{Code, Diagnostic, some};
use crate::model::{Evaluation, FigureValue, Place, Record, Scheme, Year};

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
        match c {
            '《' | '〔' => depth += 1,
            '》' | '〕' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        let number: Option<i16> = digits.parse().ok().filter(|_| digits.len() == 4);
        years.extend(number.filter(|number| depth == 0 && (1990..=2100).contains(number)));
        digits.clear();
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

/// Records that state what the subject's record of the year before states, or what another subject's does.
pub(super) fn same(
    evaluation: &Evaluation,
    earlier: Option<&Evaluation>,
    year_file: Option<&Arc<str>>,
    problems: &mut Vec<Diagnostic>,
) {
    let scheme = &evaluation.scheme;
    let mut repeated = Vec::new();
    let mut stating = 0;
    for (subject, record) in evaluation.records.iter().enumerate().filter(|(_, record)| states(record)) {
        stating += 1;
        let id = &scheme.subjects[subject];
        let before = earlier.and_then(|earlier| {
            let at = earlier.scheme.subjects.iter().position(|other| other == id)?;
            let before = &earlier.records[at];
            same_as(scheme, record, &earlier.scheme, before).then_some(before)
        });
        repeated.extend(before.map(|before| (record, before)));
    }
    let file = |record: &Record| record.file.clone().unwrap_or_else(|| Arc::from(""));
    let all = repeated.len() > 1 && repeated.len() == stating;
    if all && let (Some(earlier), Some(year_file)) = (earlier, year_file) {
        let text = format!(
            "{}年度“{}”的{}份记录与{}年度的逐项相同，多半整年是抄来的",
            scheme.year,
            scheme.title,
            repeated.len(),
            earlier.scheme.year
        );
        let problem = Diagnostic::new(Code::SameRecord, Arc::clone(year_file), text);
        problems
            .push(problem.hint("请逐份填写本年度的数据和观测；确实没有变化的，至少写明本年度的来源和日期"));
        return;
    }
    for (record, before) in repeated {
        let text = format!("这份记录的数据和观测与 {} 逐项相同", file(before));
        let problem = Diagnostic::new(Code::SameRecord, file(record), text);
        problems.push(problem.hint("多半是抄来还没有改；请填写本年度的"));
    }
    among(evaluation, problems);
}

/// Records of two subjects with the same figures; grades, and small numbers, may well be the same.
fn among(evaluation: &Evaluation, problems: &mut Vec<Diagnostic>) {
    /// So many digits are not the same by chance.
    const TELLING: usize = 10;
    let scheme = &evaluation.scheme;
    let digits = |record: &Record| -> usize {
        let values = record.figures.iter().flatten().map(|of| of.value.normalize().to_string());
        values.map(|text| text.bytes().filter(u8::is_ascii_digit).count()).sum()
    };
    let telling: Vec<&Record> =
        evaluation.records.iter().filter(|record| digits(record) >= TELLING).collect();
    let mut told = vec![false; telling.len()];
    for (position, record) in telling.iter().enumerate() {
        if told[position] {
            continue;
        }
        let alike =
            (position + 1..telling.len()).filter(|other| same_as(scheme, record, scheme, telling[*other]));
        let alike: Vec<usize> = alike.collect();
        if alike.is_empty() {
            continue;
        }
        alike.iter().for_each(|other| told[*other] = true);
        let files: Vec<&str> = alike.iter().filter_map(|other| telling[*other].file.as_deref()).collect();
        let text = format!("这份记录的数据和观测与另一个对象的逐项相同：{}", some(&files));
        let file = record.file.clone().unwrap_or_else(|| Arc::from(""));
        problems.push(Diagnostic::new(Code::SameRecord, file, text).hint("多半是抄错了；请核对各自的数据"));
    }
}

/// Whether a record states anything that is scored.
fn states(record: &Record) -> bool {
    record.figures.iter().any(Option::is_some)
        || record.observations.iter().flatten().any(|of| of.stated.is_some())
}

/// Whether two records state the same of figures and observations that both schemes have.
fn same_as(scheme: &Scheme, record: &Record, other: &Scheme, before: &Record) -> bool {
    if !states(record) || !states(before) {
        return false;
    }
    let value = |of: &Option<FigureValue>| of.as_ref().map(|of| of.value);
    let figures = scheme.figures.iter().zip(&record.figures).all(|(def, own)| {
        let at = other.figures.iter().position(|of| of.id == def.id);
        value(own) == at.and_then(|at| value(&before.figures[at]))
    });
    let stated = scheme.nodes.iter().zip(&record.observations).all(|(node, own)| {
        let at = other.find(node.id.as_str());
        let before = at.and_then(|at| before.observations[at.get()].as_ref());
        own.as_ref().and_then(|of| of.stated.as_ref()) == before.and_then(|of| of.stated.as_ref())
    });
    figures && stated
}
