//! How far a year's procedure is, for people and as JSON.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::draw::pretty;
use super::terminal::columns;
use crate::model::{Content, Evaluation, SubjectIndex, YearContent, called, one_line};
use crate::procedure::schedule::{Behind, Due, StatedDay, Step, Timing, behind, steps};
use crate::wording::schedule::{due, step_title, timing};

/// What is told: a year, some of its evaluations, and the day.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The content, for names.
    pub content: &'a Content,
    pub year: &'a YearContent,
    /// The day, and where it comes from.
    pub day: StatedDay,
    /// The same in words.
    pub because: &'a str,
}

/// The procedure for people: each step with how many are how far, then who is behind.
pub fn text<'a>(told: &Told, evaluations: impl Iterator<Item = &'a Evaluation>) -> String {
    let mut out =
        format!("{}办理日程，截至 {}（{}）\n", one_line(&told.year.title), told.day.date, told.because);
    for evaluation in evaluations {
        let scheme = &*evaluation.scheme;
        out.push_str(&format!("\n{}（{}）\n", one_line(&scheme.title), scheme.id));
        let steps = steps(evaluation, told.day.date);
        if steps.is_empty() {
            out.push_str("  方案没有写时间节点\n");
            continue;
        }
        let heads = ["环节", "期限", "按期", "迟办", "逾期未办", "未到期", "已办", "未办"];
        let mut rows = vec![heads.map(str::to_owned)];
        rows.extend(steps.iter().map(|step| step_row(evaluation, step)));
        out.push_str(&columns(&rows, &[2, 3, 4, 5, 6, 7]));
        let behind = behind(&steps);
        if behind.is_empty() {
            out.push_str("  没有迟办和逾期未办的\n");
            continue;
        }
        out.push_str(&format!("  落后的 {} 个：\n", behind.len()));
        let rows: Vec<[String; 5]> = behind.iter().map(|of| behind_row(told, evaluation, of)).collect();
        out.push_str(&columns(&rows, &[]));
    }
    out
}

fn step_row(evaluation: &Evaluation, step: &Step) -> [String; 8] {
    let counts = step.counts();
    let number = |count: usize| count.to_string();
    [
        step_title(&evaluation.scheme, step.kind).to_owned(),
        due(&evaluation.scheme, step.due),
        number(counts.on_time),
        number(counts.late),
        number(counts.overdue),
        number(counts.not_due),
        number(counts.done),
        number(counts.open),
    ]
}

fn behind_row(told: &Told, evaluation: &Evaluation, of: &Behind) -> [String; 5] {
    let day = |day: Option<Date>| day.map_or_else(|| "–".to_owned(), |day| day.to_string());
    [
        timing(of.entry.timing),
        name(told, evaluation, of.entry.subject).to_owned(),
        step_title(&evaluation.scheme, of.step.kind).to_owned(),
        format!("期限 {}　办理 {}", day(of.entry.due), day(of.entry.done)),
        of.step.clause.map_or("", |id| told.year.cite(id)).to_owned(),
    ]
}

/// The procedure as JSON; docs/FORMAT.md names the fields.
pub fn json<'a>(told: &Told, evaluations: impl Iterator<Item = &'a Evaluation>) -> String {
    let schemes: Vec<Value> = evaluations.map(|evaluation| scheme_json(told, evaluation)).collect();
    let value = json!({
        "year": told.year.year,
        "as_of": told.day.date.to_string(),
        "because": told.because,
        "schemes": schemes,
    });
    pretty(&value)
}

fn scheme_json(told: &Told, evaluation: &Evaluation) -> Value {
    let scheme = &*evaluation.scheme;
    let steps = steps(evaluation, told.day.date);
    let step = |step: &Step| {
        let counts = step.counts();
        json!({
            "id": step.kind.id(scheme),
            "title": step_title(scheme, step.kind),
            "due": match step.due { Due::Day(day) => Some(day.to_string()), Due::Each | Due::Open => None },
            "months_after_notice": step.kind.months_after_notice(scheme),
            "clause": step.clause.map(|id| told.year.cite(id)),
            "on_time": counts.on_time,
            "late": counts.late,
            "overdue": counts.overdue,
            "not_due": counts.not_due,
            "done": counts.done,
            "open": counts.open,
        })
    };
    let who = |of: &Behind| {
        json!({
            "subject": scheme.subjects[of.entry.subject.get()],
            "name": name(told, evaluation, of.entry.subject),
            "step": of.step.kind.id(scheme),
            "due": of.entry.due.map(|day| day.to_string()),
            "done": of.entry.done.map(|day| day.to_string()),
            "state": if matches!(of.entry.timing, Timing::Overdue(_)) { "overdue" } else { "late" },
            "days": of.entry.timing.days_behind(),
        })
    };
    json!({
        "id": scheme.id,
        "title": scheme.title,
        "steps": steps.iter().map(step).collect::<Vec<_>>(),
        "behind": behind(&steps).iter().map(who).collect::<Vec<_>>(),
    })
}

fn name<'a>(told: &Told<'a>, evaluation: &'a Evaluation, subject: SubjectIndex) -> &'a str {
    let id = &evaluation.scheme.subjects[subject.get()];
    called(&told.content.subjects, id, told.year.cutoff)
}
