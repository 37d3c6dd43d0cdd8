//! decisions.yaml: final grades and places as decided by the competent body.

use super::mapping::Mapping;
use super::scheme::SchemeFile;
use super::value::Value;
use super::year::date_near;
use crate::diagnostics::Code;
use crate::model::{Decision, Year};

/// The decisions by subject.
pub(super) fn decode(map: &Mapping<'_>, scheme: &SchemeFile, year: Year) -> Vec<Option<Decision>> {
    let mut decisions = vec![None; scheme.scheme.subjects.len()];
    for (key, value) in map.need("decisions").and_then(Value::pairs).into_iter().flatten() {
        let subject = scheme.names.subjects.find(value.file, &key.text, key.span);
        let decision = decision(value, scheme, year, value.file.place(key.span));
        if let (Some(subject), Some(decision)) = (subject, decision) {
            decisions[subject.get()] = Some(decision);
        }
    }
    decisions
}

fn decision(
    value: Value<'_>,
    scheme: &SchemeFile,
    year: Year,
    origin: crate::model::Place,
) -> Option<Decision> {
    let map = value.mapping()?;
    let grade = map.get("grade").map(|grade| scheme.names.grades.read(grade));
    let last = i64::try_from(scheme.names.subjects.names().len().max(1)).unwrap_or(i64::MAX);
    let place =
        map.get("place").map(|place| place.integer(1..=last).and_then(|place| u32::try_from(place).ok()));
    let body = map.line("body");
    let date = map.need("date").and_then(|date| date_near(date, year));
    let document = map.line("document");
    let reason = map.text("reason");
    map.finish();
    if grade.is_none() && place.is_none() {
        let problem = value.problem(Code::MissingKey, "这里缺少字段“grade”（等次）或“place”（名次）");
        return value.refuse(problem.hint("审定了什么就写什么，至少写一个"));
    }
    let grade = match grade {
        Some(grade) => Some(grade?),
        None => None,
    };
    let place = match place {
        Some(place) => Some(place?),
        None => None,
    };
    Some(Decision { grade, place, body: body?, date: date?, document: document?, reason: reason?, origin })
}
