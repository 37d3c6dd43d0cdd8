//! A draw by lot as text, as JSON, and as the fragment of year.yaml that records it.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::model::{Draw, DrawKind, Frame, Stratum};
use crate::wording::{draw_title, taken};

/// Words that YAML, or tongbao's reader, does not take for text.
const NO_TEXT: [&str; 8] = ["yes", "no", "on", "off", "true", "false", "null", "y"];

/// A draw in words.
pub fn text(year: &str, draw: &Draw) -> String {
    let mut text = format!("{year}　{}\n种子  {}\n算法  {}\n", draw_title(draw), draw.seed, Draw::ALGORITHM);
    for stratum in &draw.strata {
        let how = taken(draw.kind, stratum);
        writeln!(text, "\n{}（{how}）", stratum.of.join(" ")).expect("a string takes it");
        writeln!(text, "  抽中  {}", stratum.drawn.join("、")).expect("a string takes it");
        if !stratum.reserve.is_empty() {
            writeln!(text, "  备选  {}", stratum.reserve.join("、")).expect("a string takes it");
        }
    }
    text
}

/// A draw as JSON (docs/DRAW.md).
pub fn json(draw: &Draw) -> String {
    let strata: Vec<Value> = draw.strata.iter().map(group).collect();
    let value = json!({
        "id": draw.id,
        "kind": word(draw.kind),
        "title": draw_title(draw),
        "seed": draw.seed.as_str(),
        "algorithm": Draw::ALGORITHM,
        "strata": strata,
    });
    pretty(&value)
}

/// JSON for people and programs: indented, with a line's end.
pub(super) fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// A group as JSON.
fn group(stratum: &Stratum) -> Value {
    let mut value = json!(stratum);
    value["census"] = stratum.is_census().into();
    value
}

/// The fragment of year.yaml that records a draw.
pub fn yaml(draw: &Draw) -> String {
    let mut text = format!(
        "draws:\n  - id: {}\n    kind: {}\n    seed: {}\n    algorithm: {}\n    strata:\n",
        draw.id,
        word(draw.kind),
        scalar(draw.seed.as_str()),
        Draw::ALGORITHM
    );
    for stratum in &draw.strata {
        let of = match &*stratum.of {
            [name] => scalar(name).into_owned(),
            names => list(names),
        };
        let frame = match &stratum.frame {
            Frame::Units(units) => list(units),
            Frame::Numbered(size) => size.to_string(),
        };
        let (take, drawn) = (stratum.take, list(&stratum.drawn));
        write!(text, "      - {{of: {of}, frame: {frame}, take: {take}, drawn: {drawn}")
            .expect("a string takes it");
        if !stratum.reserve.is_empty() {
            write!(text, ", reserve: {}", list(&stratum.reserve)).expect("a string takes it");
        }
        text.push_str("}\n");
    }
    text
}

fn word(kind: DrawKind) -> &'static str {
    match kind {
        DrawKind::Counties => "counties",
        DrawKind::Sample => "sample",
    }
}

fn list(units: &[String]) -> String {
    let units: Vec<_> = units.iter().map(|unit| scalar(unit)).collect();
    format!("[{}]", units.join(", "))
}

/// A text as YAML reads it back, in quotes where it would otherwise be taken for something else.
pub(super) fn scalar(text: &str) -> Cow<'_, str> {
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '（' | '）' | '·'))
        && text.starts_with(char::is_alphanumeric)
        && !NO_TEXT.contains(&&*text.to_ascii_lowercase());
    if plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(serde_json::to_string(text).expect("a text is JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_misread_stands_in_quotes() {
        for (text, written) in [
            ("镇雄县", "镇雄县"),
            ("样例-2019-甲", "样例-2019-甲"),
            ("0012", "0012"),
            ("a: b", "\"a: b\""),
            ("甲,乙", "\"甲,乙\""),
            ("#1", "\"#1\""),
            ("No", "\"No\""),
            ("- 甲", "\"- 甲\""),
            ("说“甲\"", "\"说“甲\\\"\""),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}
