//! The results hold to the schema that is published beside them.

use serde_json::Value;

use crate::case::founding;

/// Collects what a value does not hold to; knows the words that the published schema uses, and refuses others.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let no = |why: &str| format!("{at}: {why}: {value}");
    for (word, says) in schema.as_object().expect("a schema") {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "required" | "additionalProperties" => {}
            "$ref" => {
                let pointer = says.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(pointer).expect("what is referred to"), value, at, wrong);
            }
            "type" => {
                let found = match value {
                    Value::Null => "null",
                    Value::Bool(_) => "boolean",
                    Value::Number(_) => "integer",
                    Value::String(_) => "string",
                    Value::Array(_) => "array",
                    Value::Object(_) => "object",
                };
                let allowed = says.as_array().map_or_else(|| vec![says.clone()], Clone::clone);
                if !allowed.iter().any(|kind| kind == found) {
                    wrong.push(no("type"));
                }
            }
            "enum" => {
                if !says.as_array().unwrap().contains(value) {
                    wrong.push(no("not one of the words"));
                }
            }
            "minimum" => {
                if value.as_i64().is_some_and(|number| number < says.as_i64().unwrap()) {
                    wrong.push(no("too small"));
                }
            }
            "pattern" => {
                let holds = value.as_str().is_none_or(|text| match says.as_str().unwrap() {
                    "^-?[0-9]+(\\.[0-9]+)?$" => text.parse::<rust_decimal::Decimal>().is_ok(),
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.len() == 10,
                    other => panic!("a pattern this test does not know: {other}"),
                });
                if !holds {
                    wrong.push(no("pattern"));
                }
            }
            "oneOf" => {
                let held = says.as_array().unwrap().iter().filter(|schema| {
                    let mut inside = Vec::new();
                    check(root, schema, value, at, &mut inside);
                    inside.is_empty()
                });
                if held.count() != 1 {
                    wrong.push(no("not one of the shapes"));
                }
            }
            "items" => {
                for (position, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, says, item, &format!("{at}/{position}"), wrong);
                }
            }
            "properties" => {
                let Some(object) = value.as_object() else { continue };
                for key in schema["required"].as_array().unwrap() {
                    if !object.contains_key(key.as_str().unwrap()) {
                        wrong.push(format!("{at}: {key} is not there"));
                    }
                }
                for (key, inside) in object {
                    match says.get(key) {
                        Some(schema) => check(root, schema, inside, &format!("{at}/{key}"), wrong),
                        None => wrong.push(format!("{at}: {key} is not told of")),
                    }
                }
            }
            other => panic!("a word this test does not know: {other}"),
        }
    }
}

fn wrong(schema: &Value, value: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    check(schema, schema, value, "", &mut wrong);
    wrong
}

#[test]
fn every_edition_holds_to_the_schema_beside_it() {
    for year in ["2018", "2019", "2020"] {
        let data = |name: &str| founding().json(&format!("{year}/draft/data/{name}.json"));
        let (schema, mut results) = (data("results.schema"), data("results"));
        let found = wrong(&schema, &results);
        assert!(found.is_empty(), "{year}: {:#?}", &found[..found.len().min(5)]);
        // What breaks the contract is seen.
        let subject = results.pointer_mut("/schemes/0/subjects/0").expect("a subject");
        subject["score"] = Value::from(90.5);
        subject.as_object_mut().unwrap().remove("rank");
        subject["extra"] = Value::Null;
        assert_eq!(wrong(&schema, &results).len(), 3, "{year}");
    }
}

#[test]
fn the_page_about_results_lists_the_words_of_the_schema() {
    let schema: Value = serde_json::from_str(&crate::case::source("docs/results.schema.json")).expect("JSON");
    let docs = crate::case::source("docs/RESULTS.md");
    for key in ["imputed", "state"] {
        let row = docs.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).expect("a row");
        let mut found = Vec::new();
        words(&schema, key, &mut found);
        assert!(!found.is_empty());
        let told = row.splitn(3, '|').nth(2).expect("what it says").matches('`').count() / 2;
        assert_eq!(told, found.len(), "{row} {found:?}");
        assert!(found.iter().all(|word| row.contains(&format!("`{word}`"))), "{row} {found:?}");
    }
    let downloads = crate::case::source("docs/DOWNLOADS.md");
    let row = downloads.lines().find(|line| line.starts_with("| `all-years.csv` |")).expect("a row");
    let mut states = Vec::new();
    words(&schema, "state", &mut states);
    assert!(states.iter().all(|word| row.contains(&format!("`{word}`"))), "{row} {states:?}");
}

/// The words that a key may be.
fn words(schema: &Value, key: &str, found: &mut Vec<String>) {
    let Some(map) = schema.as_object() else { return };
    for (name, value) in map {
        match value["enum"].as_array().filter(|_| name == key) {
            Some(words) if found.is_empty() => {
                found.extend(words.iter().filter_map(|word| word.as_str().map(str::to_owned)));
            }
            _ => words(value, key, found),
        }
    }
}
