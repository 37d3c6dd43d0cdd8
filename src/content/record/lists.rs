//! Events, waivers and accepted warnings of a record.

use std::collections::BTreeMap;

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::Context;
use crate::diagnostics::{Code, Span};
use crate::model::{Acceptance, County, Effect, Event, Waiver};

/// More counties than any province has.
const MOST_COUNTIES: i64 = 3000;

pub(super) fn events(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Event> {
    list(map, "events", |item| {
        let map = item.mapping()?;
        let kind = map.need("kind").and_then(|kind| context.names.events.read(kind));
        let date = map.get("date").and_then(|date| date_near(date, context.year()));
        let source = map.text_if("source");
        let note = map.text_if("note");
        map.finish();
        Some(Event { kind: kind?, date, source, note, at: item.at() })
    })
}

pub(super) fn counties(map: &Mapping<'_>) -> Vec<County> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    list(map, "counties", |item| {
        let map = item.mapping()?;
        let name_value = map.need("name");
        let name = name_value.and_then(Value::line);
        let of = map.get("of").and_then(|of| of.integer(1..=MOST_COUNTIES));
        let place = map.get("place").and_then(|place| place.integer(1..=of.unwrap_or(MOST_COUNTIES)));
        if map.get("place").is_some() && map.get("of").is_none() {
            map.need("of");
        }
        let low = map.get("low").and_then(Value::flag).unwrap_or(false);
        let says = map.text_if("says");
        let source = map.text_if("source");
        map.finish();
        let (value, name) = (name_value?, name?);
        if let Some(first) = places.insert(name.clone(), value.span()) {
            let problem = value.problem(Code::DuplicateId, format!("县“{name}”写了两次"));
            item.file.report(problem.found(&name).also(first, "第一次写在这里").hint("请合成一处"));
        }
        let number = |number: i64| u32::try_from(number).ok();
        let place = place.and_then(number).zip(of.and_then(number));
        Some(County { name, place, low, says, source, at: item.at() })
    })
}

pub(super) fn waivers(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Waiver> {
    list(map, "waive", |item| waiver(item, context))
}

fn waiver(item: Value<'_>, context: &Context<'_>) -> Option<Waiver> {
    let map = item.mapping()?;
    let rule_value = map.need("rule");
    let rule = rule_value.and_then(|rule| context.names.rules.read(rule));
    let node_value = map.get("node");
    let node = node_value.map(|node| context.names.nodes.read(node));
    let reason = map.text("reason");
    let by = map.line("by");
    let date = map.need("date").and_then(|date| date_near(date, context.year()));
    map.finish();
    let (index, rule_value) = (rule?, rule_value?);
    let rule = &context.scheme.rules[index.get()];
    let kind = match &rule.effect {
        Effect::Floor(_) | Effect::Deduct(_) => None,
        Effect::Veto { .. } => Some("一票否决"),
        Effect::Cap(_) => Some("封顶"),
        Effect::Raise(_) => Some("升等次"),
        Effect::Lower(_) => Some("降等次"),
        Effect::Quota(_) => Some("名额"),
        Effect::Bonus(_) => Some("加分"),
    };
    if let Some(kind) = kind {
        let problem =
            rule_value.problem(Code::WaiverNotAllowed, format!("规则“{}”是{kind}，不能免除", rule.id));
        return rule_value.refuse(problem.hint("只有保底（floor）和扣分（deduct）可以免除"));
    }
    let node = match node {
        Some(node) => Some(node?),
        None => None,
    };
    if let (Some(node), Some(value)) = (node, node_value)
        && !rule.scope.covers(node, context.scheme.node(node).role)
    {
        let problem = value.problem(
            Code::WaiverNotAllowed,
            format!("规则“{}”用不到“{}”，谈不上免除", rule.id, context.scheme.node(node).id),
        );
        return value.refuse(problem.hint("请核对 rule 和 node；不写 node 时免除这条规则的全部作用"));
    }
    Some(Waiver { rule: index, node, reason: reason?, by: by?, date: date?, at: item.at() })
}

/// Warnings that were looked into. Whether they are still there is seen when everything is read and scored.
pub(super) fn accepted(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Acceptance> {
    list(map, "accepted", |item| {
        let map = item.mapping()?;
        let code = map.need("code").and_then(|value| {
            let word = value.word("警告的代码")?;
            let known = Code::ACCEPTABLE.iter().find(|code| code.as_str() == word);
            if known.is_none() {
                let text = format!("“{word}”不是可以核实的警告");
                let problem = value.problem(Code::UnknownWord, text);
                let problem = problem.word(word, Code::ACCEPTABLE.iter().map(|code| code.as_str()));
                value.file.report(
                    problem.hint("只有 docs/PLAUSIBILITY.md 里的警告可以写明核实过；其他的请照提示改正"),
                );
            }
            known.map(|code| code.as_str().to_owned())
        });
        let about = map.line_if("about");
        let value = map.get("value").map(Value::decimal);
        let reason = map.text("reason");
        let by = map.line("by");
        let date = map.need("date").and_then(|date| date_near(date, context.year()));
        map.finish();
        let value = value.map_or(Some(None), |value| value.map(Some))?;
        Some(Acceptance { code: code?, about, value, reason: reason?, by: by?, date: date?, at: item.at() })
    })
}

/// The items of a list that could be read.
pub(super) fn list<T>(
    map: &Mapping<'_>,
    key: &'static str,
    read: impl FnMut(Value<'_>) -> Option<T>,
) -> Vec<T> {
    map.get(key).and_then(Value::items).into_iter().flatten().filter_map(read).collect()
}
