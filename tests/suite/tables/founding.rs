//! The founding case with its figures in tables instead of records: the same results.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use tongbao::model::{Evaluation, FigureIndex, FigureValue};

use crate::case::{Case, FOUNDING, files, founding, founding_content};

/// A table as rows of texts, and its description.
struct Made {
    rows: Vec<Vec<String>>,
    description: String,
}

/// Every figure of a scheme that is no list of dated entries, as its organs would report it.
fn made(evaluation: &Evaluation) -> Made {
    let scheme = &evaluation.scheme;
    let mut rows = vec![vec!["考核对象".to_owned()]];
    rows.extend(scheme.subjects.iter().map(|id| vec![id.to_string()]));
    let mut description =
        format!("format: 1\nby: 各有关部门\nschemes: [{}]\nsubject: 考核对象\ncolumns:\n", scheme.id);
    for (position, figure) in scheme.figures.iter().enumerate() {
        let of = |subject: usize| {
            let value = evaluation.records[subject].figure(FigureIndex::new(position));
            value.filter(|value| value.entries.is_empty())
        };
        type Part = fn(&FigureValue) -> Option<String>;
        let parts: [(&str, Part); 4] = [
            ("value", |value| {
                Some(match value.written.as_deref() {
                    Some((number, unit)) => format!("{number}{}", unit.as_str()),
                    None => value.value.to_string(),
                })
            }),
            ("previous", |value| value.previous.map(|number| number.to_string())),
            ("reported", |value| value.reported.map(|number| number.to_string())),
            ("note", |value| value.note.clone()),
        ];
        for (is, part) in parts {
            let cells: Vec<Option<String>> =
                (0..scheme.subjects.len()).map(|at| of(at).and_then(part)).collect();
            if cells.iter().all(Option::is_none) {
                continue;
            }
            let head = format!("{} {is}", figure.id);
            let unit =
                if is == "note" { String::new() } else { format!(", unit: '{}'", figure.unit.as_str()) };
            writeln!(description, "  - {{column: {head}, figure: {}, is: {is}{unit}}}", figure.id)
                .expect("a string takes it");
            rows[0].push(head);
            for (row, cell) in rows[1..].iter_mut().zip(cells) {
                row.push(cell.unwrap_or_else(|| "—".to_owned()));
            }
        }
    }
    Made { rows, description }
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    rows.iter().for_each(|row| writer.write_record(row).expect("memory takes it"));
    writer.into_inner().expect("memory takes it")
}

/// The same as a workbook, numbers as numbers.
fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            match text.parse::<f64>() {
                Ok(number) if row > 0 => sheet.write(row, column, number),
                _ => sheet.write(row, column, text),
            }
            .expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// A record without its figures but for lists of dated entries.
fn stripped(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").expect("a string takes it");
        if line != "figures:" {
            continue;
        }
        let mut kept = String::new();
        while let Some(line) = lines.next_if(|line| line.is_empty() || line.starts_with(' ')) {
            let mut figure = line.to_owned();
            while let Some(more) = lines.next_if(|line| line.starts_with("   ")) {
                figure = format!("{figure}\n{more}");
            }
            if figure.contains("entries:") {
                writeln!(kept, "{figure}").expect("a string takes it");
            }
        }
        if kept.is_empty() {
            out.truncate(out.len() - "figures:\n".len());
        }
        out.push_str(&kept);
    }
    out
}

/// Results of every year without the places they come from.
fn results(case: &Case) -> BTreeMap<String, Value> {
    fn bare(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("origins");
                map.values_mut().for_each(bare);
            }
            Value::Array(items) => items.iter_mut().for_each(bare),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let all = files(&case.output()).into_keys().filter(|path| path.ends_with("/data/results.json"));
    all.map(|path| {
        let mut value = case.json(&path);
        bare(&mut value);
        (path, value)
    })
    .collect()
}

#[test]
fn figures_in_tables_give_the_results_of_figures_in_records() {
    let expected = results(founding());
    assert!(!expected.is_empty());
    let content = founding_content();
    type Write = fn(&[Vec<String>]) -> Vec<u8>;
    let formats: [(&str, Write); 2] = [("csv", csv), ("xlsx", xlsx)];
    for (ending, write) in formats {
        let case = Case::new(FOUNDING);
        for year in &content.years {
            for evaluation in &year.evaluations {
                let made = made(evaluation);
                let home = format!("{}/tables", year.year);
                case.file(&format!("{home}/{}.yaml", evaluation.scheme.id), &made.description);
                std::fs::write(
                    case.content().join(format!("{home}/{}.{ending}", evaluation.scheme.id)),
                    write(&made.rows),
                )
                .expect("a table");
            }
        }
        let records: Vec<String> =
            files(&case.content()).into_keys().filter(|path| path.contains("/records/")).collect();
        let mut stripped_figures = 0;
        for path in &records {
            case.edit(path, |text| {
                stripped_figures += text.lines().count();
                let text = stripped(text);
                stripped_figures -= text.lines().count();
                text
            });
        }
        assert!(
            records.len() >= 45 && stripped_figures > 500,
            "{stripped_figures} lines of {}",
            records.len()
        );
        case.ok(&["build"]);
        let found = results(&case);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        for (path, value) in &found {
            assert!(value == &expected[path], "{ending}: {path} differs");
        }
    }
}
