//! Values put into the text of a record at their places: what is not named stays to the byte.
//!
//! A change is tried as text and read back: it counts only if the record then says exactly what it said before with that
//! one value changed. So no alias, block of text or odd layout can make a change do more than it should.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};

use super::form::{Check, Step, bare, find};
use crate::content::{Entry, Outline, Shape, outline};
use crate::model::Scheme;

/// Keys of a record, and those of what stands in it, in the order in which they are written.
const ROOT: [&str; 17] = [
    "format",
    "subject",
    "status",
    "entered_by",
    "reviewed_by",
    "figures",
    "measures",
    "observations",
    "events",
    "milestones",
    "problems",
    "earlier_problems",
    "rectification",
    "waive",
    "counties",
    "reviews",
    "reports",
];
const INNER: [&str; 37] = [
    "problem",
    "kind",
    "id",
    "title",
    "says",
    "indicator",
    "county",
    "clause",
    "severity",
    "state",
    "by",
    "grade",
    "score",
    "task",
    "option",
    "scores",
    "grades",
    "deductions",
    "not_applicable",
    "value",
    "entries",
    "unit",
    "previous",
    "reported",
    "count",
    "text",
    "file",
    "date",
    "source",
    "recurs",
    "due",
    "notified",
    "plan",
    "report",
    "recheck",
    "result",
    "note",
];

/// A value of an item, by its keys.
pub(super) type Field = (Vec<Step>, Written);

/// A value as it is written, and what reading it gives.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub yaml: String,
    pub value: Value,
}

impl Written {
    /// A value of a cell.
    pub fn new(check: &Check, text: &str) -> Self {
        if text == "[]" && matches!(check, Check::Choice(_)) {
            return Self { yaml: text.to_owned(), value: Value::Array(Vec::new()) };
        }
        let yaml = match check {
            Check::Number { .. } | Check::Date => text.to_owned(),
            Check::Text | Check::Choice(_) => quoted(text),
        };
        Self { yaml, value: Value::String(text.to_owned()) }
    }

    /// An item of a list: values by their keys, which are in order.
    pub fn item(fields: &[Field]) -> Option<Self> {
        let mut value = Value::Object(Map::new());
        let mut outer: Vec<(String, Vec<Field>)> = Vec::new();
        for (path, written) in fields {
            put_value(&mut value, path, written.value.clone())?;
            let (Step::Key(key), rest) = path.split_first()? else { return None };
            match outer.iter_mut().find(|(known, _)| known == key) {
                Some((_, inner)) => inner.push((rest.to_vec(), written.clone())),
                None => outer.push((key.clone(), vec![(rest.to_vec(), written.clone())])),
            }
        }
        outer.sort_by_key(|(key, _)| INNER.iter().position(|known| known == key).unwrap_or(INNER.len()));
        let mut parts = Vec::new();
        for (key, inner) in &outer {
            match &inner[..] {
                [(rest, written)] if rest.is_empty() => parts.push(format!("{key}: {}", written.yaml)),
                inner => parts.push(format!("{key}: {}", Self::item(inner)?.yaml)),
            }
        }
        Some(Self { yaml: format!("{{{}}}", parts.join(", ")), value })
    }
}

/// A text as YAML reads it back, in quotes where it might be taken for something else.
fn quoted(text: &str) -> String {
    let harmless = |character: char| {
        character.is_alphanumeric() || " -_./（），。、；：《》〔〕“”·—％×".contains(character)
    };
    let begins = |character: char| character.is_alphanumeric() || "《（“〔".contains(character);
    let word =
        matches!(text.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off");
    if !word && text.starts_with(begins) && !text.ends_with(' ') && text.chars().all(harmless) {
        return text.to_owned();
    }
    if text.contains(|character: char| {
        character.is_control() || matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
    }) {
        // JSON in quotes is YAML in quotes.
        return Value::String(text.to_owned()).to_string();
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// In which order a scheme's ids stand in its records.
pub(super) struct Order(BTreeMap<&'static str, Vec<String>>);

impl Order {
    pub fn new(scheme: &Scheme) -> Self {
        Self(BTreeMap::from([
            ("figures", scheme.figures.iter().map(|def| def.id.clone()).collect()),
            ("observations", scheme.nodes.iter().map(|node| node.id.to_string()).collect()),
            ("milestones", scheme.milestones.iter().map(|def| def.id.clone()).collect()),
        ]))
    }

    fn rank(&self, above: &[Step], key: &str) -> usize {
        let section = match above {
            [Step::Key(section)] => self.0.get(section.as_str()),
            _ => None,
        };
        let found = match (above, section) {
            ([], _) => ROOT.iter().position(|known| *known == key),
            (_, Some(ids)) => ids.iter().position(|known| known == key),
            (_, None) => INNER.iter().position(|known| *known == key),
        };
        found.unwrap_or(usize::MAX)
    }
}

/// The text with a value at a place; `None` where it cannot be put there without changing anything else.
pub(super) fn put(text: &str, path: &[Step], new: &Written, order: &Order) -> Option<String> {
    let tree = outline(text)?;
    let mut wanted = value(&tree);
    put_value(&mut wanted, path, new.value.clone())?;
    changed(text, &tree, path, new, order).into_iter().find(|text| says(text, &wanted))
}

/// The text without what stands at a place, and without what then would hold nothing.
pub(super) fn remove(text: &str, path: &[Step]) -> Option<String> {
    let tree = outline(text)?;
    let mut path = path;
    let above = loop {
        let (_, above) = path.split_last()?;
        let node = find(&tree, above)?;
        match &node.shape {
            Shape::Map(entries) if entries.len() > 1 => break node,
            Shape::List(items) if items.len() > 1 => break node,
            Shape::Map(_) | Shape::List(_) | Shape::Text(_) => path = above,
        }
    };
    let mut wanted = value(&tree);
    remove_value(&mut wanted, path)?;
    let (spans, at): (Vec<Range<usize>>, usize) = match (&above.shape, path.last()?) {
        (Shape::Map(entries), Step::Key(key)) => {
            let spans = entries.iter().map(|entry| entry.at.start..end(entry)).collect();
            (spans, entries.iter().position(|entry| entry.key == *key)?)
        }
        (Shape::List(items), Step::Item(at)) => (items.iter().map(|item| item.range.clone()).collect(), *at),
        _ => return None,
    };
    let own = spans.get(at)?.clone();
    let cut = if is_flow(text, above) {
        match at.checked_sub(1).map(|before| spans[before].end) {
            Some(before) => before..own.end,
            None => own.start..spans.get(1)?.start,
        }
    } else {
        line_start(text, own.start)..after_line(text, own.end)
    };
    let without = replaced(text, cut, "");
    says(&without, &wanted).then_some(without)
}

fn end(entry: &Entry) -> usize {
    entry.value.range.end.max(entry.at.end)
}

fn says(text: &str, wanted: &Value) -> bool {
    outline(text).is_some_and(|tree| value(&tree) == *wanted)
}

/// What a tree says, without its places.
pub(super) fn value(tree: &Outline) -> Value {
    match &tree.shape {
        Shape::Text(text) => Value::String(text.clone()),
        Shape::List(items) => Value::Array(items.iter().map(value).collect()),
        Shape::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.clone(), value(&entry.value))).collect())
        }
    }
}

fn put_value(root: &mut Value, path: &[Step], new: Value) -> Option<()> {
    let mut at = root;
    for (depth, step) in path.iter().enumerate() {
        at = match step {
            Step::Key(key) => {
                let own = bare(&path[..depth]);
                let alone = depth + 1 == path.len() && key == own;
                // A figure of which nothing else is stated is written as the number alone.
                if alone && (at.is_string() || (at.is_null() && own == "value")) {
                    break;
                }
                if at.is_string() {
                    *at = Value::Object(Map::from_iter([(own.to_owned(), at.take())]));
                } else if at.is_null() {
                    *at = Value::Object(Map::new());
                }
                at.as_object_mut()?.entry(key.clone()).or_insert(Value::Null)
            }
            Step::Item(item) => at.as_array_mut()?.get_mut(*item)?,
            Step::New => {
                if at.is_null() {
                    *at = Value::Array(Vec::new());
                }
                let items = at.as_array_mut()?;
                items.push(Value::Null);
                items.last_mut()?
            }
        };
    }
    *at = new;
    Some(())
}

fn remove_value(root: &mut Value, path: &[Step]) -> Option<()> {
    let (last, above) = path.split_last()?;
    let mut at = root;
    for step in above {
        at = match step {
            Step::Key(key) => at.as_object_mut()?.get_mut(key)?,
            Step::Item(item) => at.as_array_mut()?.get_mut(*item)?,
            Step::New => return None,
        };
    }
    match last {
        Step::Key(key) => at.as_object_mut()?.remove(key).map(drop),
        Step::Item(item) => {
            at.as_array_mut().filter(|items| *item < items.len()).map(|items| drop(items.remove(*item)))
        }
        Step::New => None,
    }
}

/// The texts that might say it, the best first.
fn changed(text: &str, tree: &Outline, path: &[Step], new: &Written, order: &Order) -> Vec<String> {
    let mut node = tree;
    let mut key_end = None;
    for (depth, step) in path.iter().enumerate() {
        match (step, &node.shape) {
            (Step::Key(key), Shape::Map(entries)) => match entries.iter().find(|entry| entry.key == *key) {
                Some(entry) => {
                    key_end = Some(entry.at.end);
                    node = &entry.value;
                }
                None => return inserted(text, node, path, depth, new, order),
            },
            (Step::Item(item), Shape::List(items)) => match items.get(*item) {
                Some(found) => node = found,
                None => return Vec::new(),
            },
            (Step::New, Shape::List(items)) => {
                let item = flow(&path[depth + 1..], new);
                return vec![appended(text, node, items, &item)];
            }
            (Step::Key(key), Shape::Text(_)) if depth + 1 == path.len() && key == bare(&path[..depth]) => {}
            (Step::Key(key), Shape::Text(_)) => {
                let own = bare(&path[..depth]);
                let known = &text[node.range.clone()];
                let more = flow(&path[depth + 1..], new);
                return vec![replaced(
                    text,
                    node.range.clone(),
                    &format!("{{{own}: {known}, {key}: {more}}}"),
                )];
            }
            (Step::Key(_) | Step::Item(_) | Step::New, _) => return Vec::new(),
        }
    }
    let mut found = vec![replaced(text, node.range.clone(), &new.yaml)];
    // A block of text gives way from behind its key on; what is said to be its end may lie in the line below.
    if let Some(key_end) = key_end.filter(|end| text[*end..].starts_with(':')) {
        let end = text[..node.range.end].trim_end().len();
        found.push(replaced(text, key_end + 1..end.max(key_end + 1), &format!(" {}", new.yaml)));
    }
    found
}

/// A value within braces and brackets.
fn flow(path: &[Step], new: &Written) -> String {
    match path.split_first() {
        None => new.yaml.clone(),
        Some((Step::Key(key), rest)) => format!("{{{key}: {}}}", flow(rest, new)),
        Some((Step::Item(_) | Step::New, rest)) => format!("[{}]", flow(rest, new)),
    }
}

fn appended(text: &str, list: &Outline, items: &[Outline], item: &str) -> String {
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        return replaced(text, list.range.clone(), &format!("[{item}]"));
    };
    if is_flow(text, list) {
        return replaced(text, last.range.end..last.range.end, &format!(", {item}"));
    }
    let line = &text[line_start(text, first.range.start)..first.range.start];
    let indent: String = line.chars().take_while(|character| *character == ' ').collect();
    let at = after_line(text, last.range.end);
    lines(text, at, &format!("{indent}- {item}"))
}

fn inserted(
    text: &str,
    map: &Outline,
    path: &[Step],
    depth: usize,
    new: &Written,
    order: &Order,
) -> Vec<String> {
    let Step::Key(key) = &path[depth] else { return Vec::new() };
    let (entries, rest, above) = (map.entries(), &path[depth + 1..], &path[..depth]);
    let rank = order.rank(above, key);
    let before = entries.iter().rposition(|entry| order.rank(above, &entry.key) < rank);
    // A figure that is stated alone is a bare number.
    let bare_figure = matches!((above, rest), ([Step::Key(section)], [Step::Key(only)])
        if section == "figures" && only == "value");
    let value = if bare_figure { new.yaml.clone() } else { flow(rest, new) };
    if is_flow(text, map) {
        let body = format!("{key}: {value}");
        return vec![match (before, entries.first()) {
            (Some(before), _) => {
                let at = end(&entries[before]);
                replaced(text, at..at, &format!(", {body}"))
            }
            (None, Some(first)) => replaced(text, first.at.start..first.at.start, &format!("{body}, ")),
            (None, None) => replaced(text, map.range.clone(), &format!("{{{body}}}")),
        }];
    }
    let Some(first) = entries.first() else { return Vec::new() };
    let nl = newline(text);
    let indent = " ".repeat(text[line_start(text, first.at.start)..first.at.start].chars().count());
    let body = match rest.split_first() {
        Some((Step::Key(inner), rest)) if depth == 0 => {
            let figure = key == "figures" && matches!(rest, [Step::Key(only)] if only == "value");
            let value = if figure { new.yaml.clone() } else { flow(rest, new) };
            format!("{key}:{nl}  {inner}: {value}")
        }
        Some((Step::New, rest)) if depth == 0 => format!("{key}:{nl}  - {}", flow(rest, new)),
        _ => format!("{indent}{key}: {value}"),
    };
    let at = after_line(text, end(&entries[before.unwrap_or(0)]));
    let gap =
        if depth == 0 && !text[..at].ends_with("\n\n") && !text[..at].ends_with("\n\r\n") { nl } else { "" };
    let plain = lines(text, at, &format!("{gap}{body}"));
    template(text, path, depth, new).into_iter().chain([plain]).collect()
}

/// In a record that was begun with lines to fill in, the line of this value is filled in.
fn template(text: &str, path: &[Step], depth: usize, new: &Written) -> Option<String> {
    let keys: Vec<&str> = path
        .iter()
        .map_while(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Item(_) | Step::New => None,
        })
        .collect();
    let section = *keys.first().filter(|_| depth <= 1)?;
    let begun = depth == 1;
    let mut at = 0;
    let mut spans = text.split_inclusive('\n').map(|line| {
        let span = at..at + line.trim_end().len();
        at += line.len();
        span
    });
    let wanted = if begun { format!("{section}:") } else { format!("# {section}:") };
    let head = spans.find(|span| text[span.clone()] == wanted)?;
    let head_line = format!("{section}:");
    let Some(key) = keys.get(1) else {
        let [_, Step::New, rest @ ..] = path else { return None };
        let item = format!("{head_line}{}  - {}", newline(text), flow(rest, new));
        return (!begun).then(|| replaced(text, head, &item));
    };
    let rest = &path[2..];
    let lone = section == "figures" && matches!(rest, [Step::Key(only)] if only == "value");
    let value = if lone { new.yaml.clone() } else { flow(rest, new) };
    let prefix = format!("#   {key}:");
    let own =
        spans.take_while(|span| !span.is_empty()).find(|span| text[span.clone()].starts_with(&prefix))?;
    let comment = text[own.clone()].find("   # ").map_or("", |from| &text[own.start + from..own.end]);
    let line = format!("  {key}: {value}{comment}");
    let text = replaced(text, own, &line);
    Some(if begun { text } else { replaced(&text, head, &head_line) })
}

fn is_flow(text: &str, node: &Outline) -> bool {
    text[node.range.start..].starts_with(['{', '['])
}

fn replaced(text: &str, range: Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &text[..range.start], &text[range.end..])
}

/// Whole lines put in front of the line that begins there.
fn lines(text: &str, at: usize, lines: &str) -> String {
    let nl = newline(text);
    let gap = if at > 0 && !text[..at].ends_with('\n') { nl } else { "" };
    replaced(text, at..at, &format!("{gap}{lines}{nl}"))
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line after the one begins in which what ends at a byte has its last sign.
fn after_line(text: &str, at: usize) -> usize {
    let at = text[..at].trim_end().len();
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests;
