//! `confirmed`: what another party looked at and confirmed. Whether it still holds is seen where values and digests are
//! held together (`procedure/confirm`).

use super::super::mapping::Mapping;
use super::super::value::Value;
use super::super::year::date_near;
use super::lists::list;
use super::{Context, dates};
use crate::diagnostics::Code;
use crate::model::{Confirmation, ConfirmedValue};

/// Hex digits of a digest.
const DIGITS: usize = 16;

pub(super) fn confirmed(map: &Mapping<'_>, context: &Context<'_>) -> Vec<Confirmation> {
    list(map, "confirmed", |item| {
        let map = item.mapping()?;
        let by = map.line("by");
        let date_value = map.need("date");
        let date = date_value.and_then(|date| date_near(date, context.year()));
        if let (Some(value), Some(date)) = (date_value, date) {
            dates::ahead(value, date, "确认", context);
        }
        let mut values = Vec::new();
        let mut sound = true;
        for (key, value) in map.need("values").and_then(Value::pairs).into_iter().flatten() {
            let figure = context.names.figures.find(value.file, &key.text, key.span);
            match figure.zip(digest(value)) {
                Some((figure, digest)) => {
                    values.push(ConfirmedValue { figure, digest, at: key.span.at });
                }
                None => sound = false,
            }
        }
        map.finish();
        Some(Confirmation { by: by?, date: date?, values, at: item.at() }).filter(|_| sound)
    })
}

fn digest(value: Value<'_>) -> Option<String> {
    let text = value.word("摘要")?;
    let hex = |sign: char| sign.is_ascii_digit() || ('a'..='f').contains(&sign);
    if text.len() == DIGITS && text.chars().all(hex) {
        return Some(text.to_owned());
    }
    let problem =
        value.problem(Code::UnknownWord, format!("“{text}”不是摘要：摘要是 {DIGITS} 位的 0–9、a–f"));
    value.refuse(
        problem
            .found(text)
            .hint("摘要由 tongbao confirm import 写入，不用手写；写坏了的，删去这一项，重新导出请对方确认"),
    )
}
