//! `draws:` of year.yaml: what was drawn by lot, as it is recorded. Whether the result follows from seed and frame is not
//! looked at here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::clauses::Clauses;
use super::mapping::Mapping;
use super::value::Value;
use super::year::date_near;
use crate::diagnostics::{Code, Span};
use crate::model::{Draw, DrawKind, Frame, Place, Seed, Stratum, Year, label_fault};

/// Most households of a village, and most units to take.
const MOST: i64 = 100_000;

pub(super) fn decode(value: Value<'_>, year: Year, clauses: &Clauses) -> Vec<Draw> {
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    let mut draws = Vec::new();
    for item in value.items().into_iter().flatten() {
        if let Some(draw) = draw(item, year, clauses, &mut places) {
            draws.push(draw);
        }
    }
    draws
}

fn draw(item: Value<'_>, year: Year, clauses: &Clauses, places: &mut BTreeMap<String, Span>) -> Option<Draw> {
    let map = item.mapping()?;
    let id_value = map.need("id");
    let id = id_value.and_then(Value::id);
    let kind = map
        .need("kind")
        .and_then(|kind| kind.choice(&[("counties", DrawKind::Counties), ("sample", DrawKind::Sample)]));
    let title = map.line_if("title");
    let clause = map.get("clause").and_then(|clause| clauses.read(clause));
    let seed = map.need("seed").and_then(seed);
    let algorithm = map.need("algorithm").and_then(|value| value.choice(&[(Draw::ALGORITHM, ())]));
    let date = map.get("date").and_then(|date| date_near(date, year));
    let by = map.line_if("by");
    let note = map.text_if("note");
    let strata: Option<Vec<Stratum>> = map
        .need("strata")
        .and_then(Value::some_items)
        .map(|items| items.map(stratum).collect::<Vec<_>>())
        .and_then(|strata| strata.into_iter().collect());
    map.finish();
    let (id, place) = (id?, id_value?);
    if let Some(first) = places.get(id) {
        let problem = place.problem(Code::DuplicateId, format!("抽取“{id}”写了两次"));
        return place.refuse(problem.found(id).also(*first, "第一次写在这里").hint("请换一个标识"));
    }
    places.insert(id.to_owned(), place.span());
    let strata = strata?;
    distinct(item, &strata)?;
    algorithm?;
    Some(Draw {
        id: id.to_owned(),
        kind: kind?,
        title,
        clause,
        seed: seed?,
        date,
        by,
        note,
        strata,
        place: Place::line(Arc::clone(item.file.file()), item.at()),
    })
}

/// Two groups of one name would be drawn with the same stream.
fn distinct(item: Value<'_>, strata: &[Stratum]) -> Option<()> {
    for (position, stratum) in strata.iter().enumerate() {
        if strata[..position].iter().any(|other| other.of == stratum.of) {
            let span = Span { at: stratum.at, ..item.span() };
            let problem =
                item.file.problem(Code::DrawFrame, span, format!("“{}”写了两次", stratum.of.join("")));
            return item.refuse(problem.hint("同一组只抽一次，请合成一处"));
        }
    }
    Some(())
}

pub(super) fn seed(value: Value<'_>) -> Option<Seed> {
    let text = value.text()?;
    match Seed::new(&text) {
        Ok(seed) => Some(seed),
        Err(why) => {
            let problem = value.problem(Code::DrawSeed, format!("种子不能用：{why}"));
            value.refuse(problem.found(text).hint("种子是一行 200 字以内的文字，如 某年-第三方评估-某日某时"))
        }
    }
}

fn stratum(item: Value<'_>) -> Option<Stratum> {
    let map = item.mapping()?;
    let of = map.need("of").and_then(path);
    let frame_value = map.need("frame");
    let frame = frame_value.and_then(frame);
    let take_value = map.need("take");
    let take = take_value.and_then(take);
    let drawn = map.need("drawn").and_then(texts);
    let reserve = match map.get("reserve") {
        Some(value) => texts(value),
        None => Some(Vec::new()),
    };
    map.finish();
    Some(Stratum { of: of?, frame: frame?, take: take?, drawn: drawn?, reserve: reserve?, at: item.at() })
}

/// A name, or names from the outermost on.
fn path(value: Value<'_>) -> Option<Vec<String>> {
    if value.is_scalar() {
        return Some(vec![name(value)?]);
    }
    let names: Vec<Option<String>> = value.some_items()?.map(name).collect();
    names.into_iter().collect()
}

/// A name that takes part in a draw.
pub(super) fn name(value: Value<'_>) -> Option<String> {
    let text = value.text()?;
    match label_fault(&text) {
        None => Some(text),
        Some(why) => {
            let problem = value.problem(Code::DrawFrame, format!("名称不能用：{why}"));
            value.refuse(problem.found(text).hint("名称写在一行里，不超过 200 个字"))
        }
    }
}

/// A list of units, or how many there are.
pub(super) fn frame(value: Value<'_>) -> Option<Frame> {
    if value.is_scalar() {
        return value.integer(1..=MOST).and_then(|size| Some(Frame::Numbered(u32::try_from(size).ok()?)));
    }
    let items = value.some_items()?;
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    let mut units = Vec::with_capacity(items.len());
    let mut whole = true;
    for item in items {
        let Some(unit) = name(item) else {
            whole = false;
            continue;
        };
        if let Some(span) = first.get(&unit) {
            let problem = item.problem(Code::DrawFrame, format!("抽样框里“{unit}”写了两次"));
            item.file.report(
                problem.found(&*unit).also(*span, "第一次写在这里").hint("每个单位只写一次，否则机会不均等"),
            );
            whole = false;
            continue;
        }
        first.insert(unit.clone(), item.span());
        units.push(unit);
    }
    whole.then_some(Frame::Units(units))
}

/// How many to take.
pub(super) fn take(value: Value<'_>) -> Option<u32> {
    value.integer(1..=MOST).and_then(|take| u32::try_from(take).ok())
}

fn texts(value: Value<'_>) -> Option<Vec<String>> {
    let texts: Vec<Option<String>> = value.items()?.map(Value::text).collect();
    texts.into_iter().collect()
}

/// The optional number under a key.
pub(super) fn take_if(map: &Mapping<'_>, key: &'static str) -> Option<u32> {
    map.get(key).and_then(take)
}
