//! Pieces of a JSON Schema of draft 7, the one that editors of YAML know best.
//!
//! A shape refuses what the reader refuses as far as a schema can tell; what only the reader knows (sums, dates that
//! exclude each other, ids of other files) is left to `check`.

use serde_json::{Map, Value, json};

/// A key of a mapping.
pub struct Key {
    name: String,
    needed: bool,
    shape: Value,
}

/// A key that must be there.
pub fn need(name: &str, shape: Value) -> Key {
    Key { name: name.to_owned(), needed: true, shape }
}

/// A key that may be left out.
pub fn may(name: &str, shape: Value) -> Key {
    Key { name: name.to_owned(), needed: false, shape }
}

/// A mapping that knows these keys and no other.
pub fn mapping(says: &str, keys: impl IntoIterator<Item = Key>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for key in keys {
        if key.needed {
            required.push(Value::from(key.name.as_str()));
        }
        properties.insert(key.name, key.shape);
    }
    let mut shape = json!({"type": "object", "description": says, "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        shape["required"] = required.into();
    }
    shape
}

/// A mapping of which at most one of the given keys may be there; exactly one where `needed`.
pub fn one_of(mut shape: Value, keys: &[&str], needed: bool) -> Value {
    let pairs =
        keys.iter().enumerate().flat_map(|(at, key)| keys[at + 1..].iter().map(move |other| (key, other)));
    let both: Vec<Value> = pairs.map(|(one, other)| json!({"required": [one, other]})).collect();
    if !both.is_empty() {
        shape["not"] = json!({"anyOf": both});
    }
    if needed {
        shape["anyOf"] = keys.iter().map(|key| json!({"required": [key]})).collect();
    }
    shape
}

/// A mapping that says by its only key what it is.
pub fn only(says: &str, kinds: Vec<(&str, Value)>) -> Value {
    let mut shape = mapping(says, kinds.into_iter().map(|(kind, shape)| may(kind, shape)));
    shape["minProperties"] = 1.into();
    shape["maxProperties"] = 1.into();
    shape
}

/// A mapping from ids that its writer chooses.
pub fn by_id(says: &str, value: Value) -> Value {
    json!({"type": "object", "description": says, "propertyNames": {"pattern": ID}, "additionalProperties": value})
}

/// A list.
pub fn list(says: &str, item: Value) -> Value {
    json!({"type": "array", "description": says, "items": item})
}

/// A list with something in it.
pub fn some(says: &str, item: Value) -> Value {
    let mut shape = list(says, item);
    shape["minItems"] = 1.into();
    shape
}

/// A text. What looks like a number or a word of truth is text as well where a text is asked for.
pub fn text(says: &str) -> Value {
    json!({"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": 32767, "pattern": "\\S", "description": says})
}

/// A text of one line.
pub fn line(says: &str) -> Value {
    let mut shape = text(says);
    shape["pattern"] = "^[^\\r\\n\\u2028\\u2029]*\\S[^\\r\\n\\u2028\\u2029]*$".into();
    shape
}

const ID: &str = "^[a-z][a-z0-9_-]{0,63}$";

/// An id.
pub fn id(says: &str) -> Value {
    json!({"type": "string", "pattern": ID, "description": format!("{says}（标识：小写字母开头，只用 a–z、0–9、-、_）")})
}

/// A day.
pub fn date(says: &str) -> Value {
    json!({"type": "string", "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
           "description": format!("{says}（日期，如 2020-06-30）")})
}

/// A number without quotes.
pub fn number(says: &str) -> Value {
    json!({"type": "number", "description": says})
}

/// A number above 0.
pub fn positive(says: &str) -> Value {
    json!({"type": "number", "exclusiveMinimum": 0, "description": says})
}

/// A number between two.
pub fn within(says: &str, least: i64, most: i64) -> Value {
    json!({"type": "number", "minimum": least, "maximum": most, "description": says})
}

/// A whole number between two.
pub fn whole(says: &str, least: i64, most: i64) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most, "description": says})
}

/// `true` or `false`.
pub fn flag(says: &str) -> Value {
    json!({"type": "boolean", "description": says})
}

/// A share such as `30%`.
pub fn share(says: &str) -> Value {
    json!({"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?%$", "description": format!("{says}（如 30%）")})
}

/// One of some words, each with its meaning.
pub fn word<'w>(says: &str, words: impl IntoIterator<Item = (&'w str, &'w str)>) -> Value {
    let (words, meanings): (Vec<&str>, Vec<String>) = words
        .into_iter()
        .map(|(word, means)| {
            (word, if means.is_empty() { word.to_owned() } else { format!("{word} {means}") })
        })
        .unzip();
    let described =
        if meanings.is_empty() { says.to_owned() } else { format!("{says}：{}", meanings.join("；")) };
    json!({"enum": words, "description": described, "enumDescriptions": meanings})
}

/// Either of several shapes.
pub fn either(says: &str, shapes: impl IntoIterator<Item = Value>) -> Value {
    json!({"description": says, "anyOf": shapes.into_iter().collect::<Vec<_>>()})
}

/// What the schema defines once and names often.
pub fn defined(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

/// A whole file.
pub fn file(title: &str, says: &str, keys: Vec<Key>) -> Value {
    let format = json!({"const": 1, "description": "文件格式的版本，现在是 1"});
    let mut shape = mapping(says, std::iter::once(need("format", format)).chain(keys));
    shape["$schema"] = "http://json-schema.org/draft-07/schema#".into();
    shape["title"] = title.into();
    shape
}
