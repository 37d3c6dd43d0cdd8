//! Review requests of a record.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::Context;
use crate::diagnostics::{Code, Span};
use crate::model::{Answer, Review, Ruling};

pub(super) fn reviews(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Review> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    let mut reviews = Vec::new();
    for item in map.get("reviews").and_then(Value::items).into_iter().flatten() {
        let Some(map) = item.mapping() else { continue };
        let id_value = map.need("id");
        let id = id_value.and_then(Value::id);
        if let (Some(value), Some(id)) = (id_value, id)
            && let Some(first) = places.insert(id.to_owned(), value.span())
        {
            let problem = value.problem(Code::DuplicateId, format!("复核申请“{id}”写了两次"));
            item.file.report(problem.found(id).also(first, "第一次写在这里").hint("请换一个标识"));
        }
        let requested = map.need("requested").and_then(|day| date_near(day, context.year()));
        let by = map.line_if("by");
        let node = map.get("about").map(|node| context.names.nodes.read(node));
        let point = map.text("point");
        let document = map.line_if("document");
        let answer_value = map.get("answer");
        let answer = answer_value.map(|value| answer(value, context));
        map.finish();
        if let (Some(requested), Some(value), Some(Some(answer))) = (requested, answer_value, &answer)
            && answer.date < requested
        {
            let text = format!("答复日期 {} 早于申请日期 {requested}", answer.date);
            let problem = value.problem(Code::ReviewDates, text);
            item.file.report(problem.hint("请核对 requested 和 answer 的 date"));
        }
        let (Some(id), Some(requested), Some(point)) = (id, requested, point) else { continue };
        // A part that is there but faulty was reported: the request is left out rather than told wrongly.
        if node.is_some_and(|node| node.is_none()) || answer.as_ref().is_some_and(Option::is_none) {
            continue;
        }
        reviews.push(Review {
            id: id.to_owned(),
            requested,
            by,
            node: node.flatten(),
            point,
            document,
            answer: answer.flatten(),
            at: item.at(),
        });
    }
    reviews
}

fn answer(value: Value<'_>, context: &Context<'_>) -> Option<Answer> {
    let map = value.mapping()?;
    let date = map.need("date").and_then(|day| date_near(day, context.year()));
    let by = map.line("by");
    let ruling = map.need("result").and_then(|result| result.choice(&Ruling::WORDS));
    let says = map.text("says");
    // What changes a published result needs a paper that says so.
    let document = match ruling {
        Some(Ruling::Changed) => map.line("document"),
        _ => map.line_if("document"),
    };
    map.finish();
    if ruling == Some(Ruling::Changed) && document.is_none() {
        return None;
    }
    Some(Answer { date: date?, by: by?, ruling: ruling?, says: says?, document })
}
