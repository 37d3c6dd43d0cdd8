//! JSON Schemas hold files to what the reader holds them to.
//!
//! Files are turned into JSON, which is YAML as well, changed at one place after another, and read both ways: by the
//! reader and by a validator that knows nothing of it.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::{Value, json};
use tongbao::content;
use tongbao::diagnostics::{Code, Diagnostic};
use tongbao::entry::schema;
use tongbao::model::Content;

use crate::case::{Case, FOUNDING, SMALL};

/// The schema of every file of a content folder, by path.
fn schemas(content: &Content) -> BTreeMap<String, Value> {
    schema::all(content).into_iter().collect()
}

/// A file of YAML as JSON.
fn as_json(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::new(schema).expect("a schema of draft 7")
}

/// The path of the schema that a file of content follows.
fn schema_of(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        [year, "tables", _] => Some(format!("{year}/table")),
        [year, scheme, "records", _] => Some(format!("{year}/{scheme}/record")),
        _ => path.strip_suffix(".yaml").map(str::to_owned),
    }
}

/// The files of YAML of a case, with their schemas.
fn files(case: &Case, content: &Content) -> Vec<(String, Value, Value)> {
    let schemas = schemas(content);
    let paths = crate::case::files(&case.content()).into_keys().filter(|path| path.ends_with(".yaml"));
    let with = |path: String| {
        let schema = schemas.get(&schema_of(&path)?)?.clone();
        let text = case.text(&path);
        Some((path, schema, as_json(&text)))
    };
    paths.filter_map(with).collect()
}

#[test]
fn shipped_contents_are_valid() {
    for folder in [
        FOUNDING,
        SMALL,
        "examples/city-counties",
        "examples/funds",
        "examples/rural",
        "examples/work-safety",
        "examples/index",
    ] {
        let case = Case::new(folder);
        let content = case.read();
        let found = files(&case, &content);
        assert!(found.len() > 5, "{folder}");
        let mut validators: BTreeMap<String, Validator> = BTreeMap::new();
        for (path, schema, file) in found {
            let key = schema_of(&path).expect("it has one");
            let validator = validators.entry(key).or_insert_with(|| validator(&schema));
            let told: Vec<String> = validator
                .iter_errors(&file)
                .map(|error| format!("{} {error}", error.instance_path()))
                .collect();
            assert!(told.is_empty(), "{folder}/{path}:\n{}", told.join("\n"));
        }
    }
}

/// Every place of a value: `/tree/0/title`.
fn places(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                places(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                places(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

/// Slips at one place: what the place becomes, `None` where its key goes.
fn slips(value: &Value) -> Vec<(&'static str, Option<Value>)> {
    let mut found =
        vec![("没有", None), ("列表", Some(json!([["甲"]]))), ("另一组", Some(json!({"zzz": 1})))];
    match value {
        Value::Object(map) => {
            let mut more = map.clone();
            more.insert("zzz".to_owned(), json!(1));
            found.push(("多一个", Some(Value::Object(more))));
        }
        Value::String(_) => found.push(("别的词", Some(json!("zzz zzz")))),
        Value::Number(_) => {
            found.push(("词", Some(json!("zzz"))));
            found.push(("负数", Some(json!(-1.5))));
        }
        _ => {}
    }
    found
}

/// What a schema can tell and therefore has to.
const TOLD: [Code; 6] =
    [Code::UnknownKey, Code::MissingKey, Code::WrongType, Code::BadDate, Code::BadNumber, Code::NotACount];

/// A slip that one of the two tells and the other does not.
fn disagreements(case: &Case, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let content = case.read();
    let mut told = Vec::new();
    for (path, schema, file) in files(case, &content) {
        if !wanted(&path) {
            continue;
        }
        let validator = validator(&schema);
        let text = case.text(&path);
        // The same file in the other notation means the same.
        case.file(&path, &file.to_string());
        let before = errors(case);
        assert!(before.is_empty(), "{path} as JSON: {before:?}");
        let mut all = Vec::new();
        places(&file, String::new(), &mut all);
        for place in all.iter().filter(|place| !place.is_empty()) {
            let value = file.pointer(place).expect("it was found there");
            for (name, slip) in slips(value) {
                let changed = change(&file, place, slip);
                case.file(&path, &changed.to_string());
                let errors = errors(case);
                let valid = validator.is_valid(&changed);
                let own: Vec<&Diagnostic> = errors.iter().filter(|error| *error.file == *path).collect();
                if !valid && errors.is_empty() {
                    told.push(format!("{path}{place} {name}: 只有模式不认"));
                }
                // That a day is late against one that is stated elsewhere, no schema sees.
                let elsewhere =
                    name == "没有" && place.starts_with("/milestones/") && place.ends_with("/due");
                if valid && !elsewhere && own.iter().any(|error| TOLD.contains(&error.code)) {
                    told.push(format!(
                        "{path}{place} {name}: 模式没有看出 {:?} {}",
                        own[0].code, own[0].message
                    ));
                }
            }
        }
        case.file(&path, &text);
    }
    told
}

fn change(file: &Value, place: &str, slip: Option<Value>) -> Value {
    let mut changed = file.clone();
    let (above, key) = place.rsplit_once('/').expect("below the top");
    let key = key.replace("~1", "/").replace("~0", "~");
    match (changed.pointer_mut(above).expect("it was there"), slip) {
        (Value::Object(map), Some(slip)) => {
            map.insert(key, slip);
        }
        (Value::Object(map), None) => {
            map.remove(&key);
        }
        (Value::Array(list), slip) => {
            let index: usize = key.parse().expect("a position");
            match slip {
                Some(slip) => list[index] = slip,
                None => {
                    list.remove(index);
                }
            }
        }
        _ => panic!("{place} is below a scalar"),
    }
    changed
}

fn errors(case: &Case) -> Vec<Diagnostic> {
    let told = content::read(&case.content()).diagnostics;
    told.into_iter().filter(Diagnostic::is_error).collect()
}

#[test]
fn slips_are_seen_by_both() {
    let case = Case::new(SMALL);
    let told = disagreements(&case, |path| !path.starts_with("2018/"));
    assert!(told.is_empty(), "{} 处：\n{}", told.len(), told.join("\n"));
}

#[test]
fn slips_of_reports_are_seen_by_both() {
    let case = Case::of(&["aa"]);
    case.year(2019, "grades: none\nweighting: equal\ntree: [{id: all, role: indicator, title: 全部, method: {score: {full: 100}}}]\n");
    case.file("2019/main/reports/a.md", "正文\n").file("2019/main/reports/b.pdf", "x");
    case.record(
        2019,
        "aa",
        "observations: {all: {score: 80}}\nreports:\n\
         \x20 - {kind: self, by: 甲, date: 2020-01-05, score: 90.5, text: ../reports/a.md}\n\
         \x20 - {kind: group, by: 乙, date: 2020-02-05, file: ../reports/b.pdf}\n",
    );
    let told = disagreements(&case, |path| path.ends_with("records/aa.yaml"));
    assert!(told.is_empty(), "{} 处：\n{}", told.len(), told.join("\n"));
}

/// Keys that stand in the place of others.
const EITHER: [&str; 13] = [
    "ref", "item", "figure", "names", "pairing", "all", "best", "worst", "first", "step", "least",
    "at_least", "at_most",
];

/// What the reader knows of a mapping, it says when it meets a key that it does not know.
#[test]
fn keys_are_those_of_the_reader() {
    let mut differ = Vec::new();
    for folder in [SMALL, "examples/work-safety", "examples/rural"] {
        let case = Case::new(folder);
        let content = case.read();
        let mut seen = std::collections::BTreeSet::new();
        for (path, schema, file) in files(&case, &content) {
            let text = case.text(&path);
            let mut all = Vec::new();
            places(&file, String::new(), &mut all);
            for place in &all {
                let Some(Value::Object(map)) = file.pointer(place) else { continue };
                let known = keys(&schema, &schema, place, &file);
                let Some(known) = known else { continue };
                if !seen.insert((schema_of(&path), known.clone())) {
                    continue;
                }
                let mut more = map.clone();
                more.insert("zzz".to_owned(), json!(1));
                let changed = match place.is_empty() {
                    true => Value::Object(more),
                    false => change(&file, place, Some(Value::Object(more))),
                };
                case.file(&path, &changed.to_string());
                let told = errors(&case);
                let told =
                    told.iter().find(|error| error.found.as_deref() == Some("zzz") && *error.file == *path);
                let told =
                    told.unwrap_or_else(|| panic!("{folder}/{path}{place} takes any key, not {known:?}"));
                let mut read: Vec<&str> = told.allowed.iter().map(String::as_str).collect();
                read.sort_unstable();
                // What the reader asks of every observation, the schema narrows to what the method takes; of ids, it offers
                // those that fit the place.
                let observed = place.contains("/observations/") && place.matches('/').count() == 2;
                // Of two ways to say a thing the reader asks for the one that it finds.
                let offers = |key: &String| read.contains(&key.as_str()) || EITHER.contains(&key.as_str());
                let narrowed = observed
                    || told.code != Code::UnknownKey
                    || known
                        .iter()
                        .map(String::as_str)
                        .chain(read.iter().copied())
                        .any(|key| EITHER.contains(&key));
                if !known.iter().all(offers) || (!narrowed && read.len() != known.len()) {
                    differ.push(format!("{folder}/{path}{place}:\n  模式 {known:?}\n  读者 {read:?}"));
                }
            }
            case.file(&path, &text);
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// The keys that a schema knows of the mapping at a place; `None` where it takes ids of the writer's own.
fn keys(root: &Value, schema: &Value, place: &str, file: &Value) -> Option<Vec<String>> {
    let mut at: Vec<&Value> = resolved(root, schema);
    let mut value = file;
    for part in place.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let below = |schema: &&Value| -> Option<Value> {
            let schema = *schema;
            if let Some(item) = schema.get("items").filter(|_| value.is_array()) {
                return Some(item.clone());
            }
            let own = schema.get("properties").and_then(|keys| keys.get(&part));
            own.or_else(|| schema.get("additionalProperties").filter(|more| more.is_object())).cloned()
        };
        let shapes: Vec<Value> = at.iter().filter_map(below).collect();
        value = match value {
            Value::Array(list) => &list[part.parse::<usize>().ok()?],
            other => &other[&part],
        };
        // A place may have several shapes; those that do not fit the file's value say nothing of it.
        let shapes: &'static [Value] = Box::leak(shapes.into_boxed_slice());
        at = shapes.iter().flat_map(|shape| resolved(root, shape)).collect();
    }
    let mut known: Vec<String> = Vec::new();
    for shape in at {
        if shape["additionalProperties"] == json!(false)
            && let Some(keys) = shape["properties"].as_object()
            && value.as_object().is_some_and(|map| map.keys().all(|key| keys.contains_key(key)))
        {
            known.extend(keys.keys().cloned());
        }
    }
    known.sort_unstable();
    known.dedup();
    (!known.is_empty()).then_some(known)
}

/// A shape, or those it is made of.
fn resolved<'s>(root: &'s Value, shape: &'s Value) -> Vec<&'s Value> {
    if let Some(name) = shape.get("$ref").and_then(Value::as_str) {
        return resolved(root, &root["definitions"][name.rsplit('/').next().expect("a name")]);
    }
    match shape.get("anyOf").and_then(Value::as_array) {
        Some(shapes) if shape.get("properties").is_none() => {
            shapes.iter().flat_map(|shape| resolved(root, shape)).collect()
        }
        _ => vec![shape],
    }
}

#[test]
fn a_schema_is_there_while_a_record_has_an_error() {
    let case = Case::new(SMALL);
    case.edit("2019/cities/records/alpha.yaml", |text| text.replace("status: sample", "status: samle"));
    let printed = case.ok(&["schema", "record", "--year", "2019"]).out;
    let schema: Value = serde_json::from_str(&printed).expect("JSON");
    assert!(schema["properties"]["figures"]["properties"].as_object().is_some_and(|keys| !keys.is_empty()));
    case.run(&["schema", "record", "--year", "2021"]).exits(2).tells("没有年度“2021”");
}

/// The files of YAML of a content that name a schema, each with that: where it lies from the file itself.
fn named(case: &Case) -> Vec<(String, std::path::PathBuf)> {
    let paths = crate::case::files(&case.content()).into_keys().filter(|path| path.ends_with(".yaml"));
    let with = |path: String| {
        let text = case.text(&path);
        let schema = text.lines().next()?.strip_prefix("# yaml-language-server: $schema=")?;
        assert_eq!(text.matches("yaml-language-server").count(), 1, "{path}");
        let beside = case.content().join(&path);
        Some((path, beside.parent().expect("a folder").join(schema)))
    };
    paths.filter_map(with).collect()
}

#[test]
fn every_file_that_is_begun_names_a_schema_that_is_there_and_that_it_keeps_to() {
    let case = Case::empty();
    let content = case.content();
    case.bare(&["init", content.to_str().expect("a path"), "--year", "2020"]).exits(0);
    case.ok(&["new", "scheme", "quality", "--points"]);
    case.ok(&["new", "record", "2020", "quality"]);
    case.ok(&["new", "year", "2021"]);
    let found = named(&case);
    let all = crate::case::files(&content).into_keys().filter(|path| path.ends_with(".yaml")).count();
    assert!(found.len() == all && all >= 20, "{} of {all}", found.len());
    for (path, place) in &found {
        let schema = std::fs::read_to_string(place).unwrap_or_else(|_| panic!("{path}: {}", place.display()));
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        let told: Vec<String> = validator(&schema)
            .iter_errors(&as_json(&case.text(path)))
            .map(|error| format!("{} {error}", error.instance_path()))
            .collect();
        assert!(told.is_empty(), "{path}:\n{}", told.join("\n"));
    }
    // Whoever reads the content, and an edition, passes over their folder.
    let run = case.run(&["check"]);
    assert!(!(run.out + &run.err).contains(".schema"));
    assert!(
        !content.join(".schema/2021/quality/record.json").symlink_metadata().expect("a file").is_symlink()
    );
}

#[test]
fn schemas_that_lie_in_the_content_are_renewed() {
    let case = Case::new(SMALL);
    let place = case.content().join(".schema/2019/cities/record.json");
    case.ok(&["schema", "--write"]).says(".schema");
    let figures = || {
        let text = std::fs::read_to_string(&place).expect("a schema");
        serde_json::from_str::<Value>(&text).expect("JSON")["properties"]["figures"]["properties"].clone()
    };
    assert!(figures()["trained"].is_object() && figures()["taught"].is_null());
    case.ok(&["schema", "--write"]).says("其中 0 个是新写的");
    case.edit("2019/cities/scheme.yaml", |text| {
        text.replace("  trained:", "  taught: {title: 授课, unit: 人, optional: true}\n  trained:")
    });
    case.ok(&["schema", "--write"]);
    assert!(figures()["taught"].is_object());
    case.run(&["schema", "site", "--write"]).exits(2);
    case.run(&["schema"]).exits(2);
    // What leads elsewhere is somebody's own.
    #[cfg(unix)]
    {
        std::fs::remove_dir_all(case.content().join(".schema")).expect("it goes");
        let away = case.path("away");
        std::fs::create_dir(&away).expect("a folder");
        std::os::unix::fs::symlink(&away, case.content().join(".schema")).expect("a link");
        case.run(&["schema", "--write"]).exits(1);
        assert_eq!(std::fs::read_dir(&away).expect("a folder").count(), 0);
    }
}
