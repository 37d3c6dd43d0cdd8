//! How schemes are written: every table of the page is worked out by the program.

use std::collections::BTreeSet;

use super::example::{EARLIER, Example, Worked};
use super::page::{Piece, code, pieces};
use super::pictures;
use crate::case::{home, source};

const PAGE: &str = "schemes.md";

#[test]
fn every_number_of_the_page_is_what_the_program_works_out() {
    let mut wrong: Vec<String> = Vec::new();
    let mut head: Option<String> = None;
    let mut example = Example::default();
    let mut begun = false;
    let mut worked: Option<Worked> = None;
    let mut checked = 0;
    for (line, piece) in pieces(PAGE) {
        match piece {
            Piece::Heading(_) => (example, begun, worked) = (Example::default(), false, None),
            Piece::Block { kind, text } if kind == "yaml" => {
                if head.is_none() {
                    head = Some(text);
                    continue;
                }
                if begun {
                    (example, begun) = (Example::default(), false);
                }
                example.block(&text);
            }
            Piece::Table { head: columns, rows } => {
                let Some(head) = head.as_deref() else { continue };
                let told = |column: &str| columns.iter().position(|one| one == column);
                if told("成立的对象").is_some() {
                    checked += rows.len();
                    conditions(&mut wrong, &example, head, &rows);
                } else if told("写法").is_some() && told("指标值").is_some() {
                    checked += rows.len();
                    measures(&mut wrong, &example, head, &columns, &rows);
                } else if columns[0] == "对象" {
                    let inputs: Vec<usize> =
                        (1..columns.len()).filter(|at| columns[*at].contains("记录")).collect();
                    for (_, row) in &rows {
                        for at in &inputs {
                            example.record(&columns[*at], &row[0], &code(&row[*at]));
                        }
                    }
                    begun = true;
                    let now = Worked::new(&example.case(head));
                    now.with(|results| {
                        for (line, row) in &rows {
                            for at in (1..columns.len()).filter(|at| !inputs.contains(at)) {
                                let found = results.told(&columns[at], &row[0]);
                                checked += 1;
                                if found != row[at] {
                                    wrong.push(format!(
                                        "{line}: {} {}: {} on the page, {found}",
                                        row[0], columns[at], row[at]
                                    ));
                                }
                            }
                        }
                    });
                    worked = Some(now);
                }
            }
            Piece::Picture(path) => {
                let worked = worked.as_ref().unwrap_or_else(|| panic!("{PAGE}:{line}: a picture of nothing"));
                let name = path.strip_prefix("images/").expect("pictures lie in images/");
                let drawn = worked.with(|results| pictures::draw(results, name));
                let file = home().join("docs/zh").join(&path);
                if std::env::var_os("TONGBAO_WRITE_DOCS").is_some() {
                    std::fs::write(&file, &drawn).expect("a picture is written");
                } else if std::fs::read_to_string(&file).ok() != Some(drawn) {
                    wrong.push(format!(
                        "{line}: {path} is not what the program draws: TONGBAO_WRITE_DOCS=1 draws it anew"
                    ));
                }
            }
            Piece::Block { .. } | Piece::Away(_) => {}
        }
    }
    assert!(checked > 200, "only {checked} numbers were found");
    assert!(wrong.is_empty(), "{PAGE}:\n{}", wrong.join("\n"));
}

#[test]
fn every_measure_method_rule_and_condition_is_told() {
    let norm = source("docs/FORMAT.md");
    let page = source("docs/zh/schemes.md");
    let told: BTreeSet<&str> = page.split(not_of_a_word).collect();
    let mut asked = 0;
    for head in ["**A measure**", "**A method**", "**A rule**", "**A condition**"] {
        let mut lines = norm.lines().skip_while(|line| !line.starts_with(head));
        let first = lines.next().expect("the paragraph");
        let rest = lines.take_while(|line| !line.is_empty() && !line.starts_with("**A "));
        // The key that a code begins with; what has digits is a number or a code of a diagnostic.
        let codes: Vec<String> = std::iter::once(first).chain(rest).flat_map(code).collect();
        let is_key = |word: &&str| word.len() > 1 && !word.contains(|c: char| c.is_ascii_digit());
        for word in codes.iter().filter_map(|code| code.split(not_of_a_word).find(is_key)) {
            asked += 1;
            assert!(told.contains(word), "{PAGE} does not tell of {word} ({head})");
        }
    }
    assert!(asked > 80, "only {asked} keys were found");
}

fn not_of_a_word(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == '_')
}

/// Each condition as an outcome: for whom does it hold?
fn conditions(wrong: &mut Vec<String>, example: &Example, head: &str, rows: &[(usize, Vec<String>)]) {
    let mut example = example.clone();
    let list = rows.iter().map(|(line, row)| {
        let when = code(&row[0]).join(", ");
        format!("  - {{title: 第{line}行, when: {{{when}}}}}\n")
    });
    example.over("scheme.yaml", &format!("outcomes:\n{}", list.collect::<String>()));
    Worked::new(&example.case(head)).with(|results| {
        for (line, row) in rows {
            let says = row.last().expect("a row has cells");
            let holds = |name: &&str| {
                results.told("结果运用", name).split('、').any(|one| one == format!("第{line}行"))
            };
            let listed: Vec<&str> = super::example::NAMES.iter().map(|(name, _)| *name).collect();
            let of = |name: &&str| {
                results.scheme().subjects.iter().any(|one| one.as_str() == super::example::id(name))
            };
            let found: Vec<&str> = listed.into_iter().filter(of).filter(holds).collect();
            let found = if found.is_empty() { "无".to_owned() } else { found.join("、") };
            if found != *says {
                wrong.push(format!("{line}: {}: {says} on the page, {found}", row[0]));
            }
        }
    });
}

/// Each measure over a record of its own.
fn measures(
    wrong: &mut Vec<String>,
    example: &Example,
    head: &str,
    columns: &[String],
    rows: &[(usize, Vec<String>)],
) {
    let column = |name: &str| columns.iter().position(|one| one == name).expect("the column");
    for (line, row) in rows {
        let mut example = example.clone();
        let measure = code(&row[column("写法")]).join(", ");
        let tree = |measure: &str| {
            format!(
                "tree:\n  - {{id: leaf, role: indicator, title: 指标, measure: {{{measure}}}, method: {{rank: {{first: 100, step: 1, least: 0, better: higher}}}}}}\n"
            )
        };
        example.over("scheme.yaml", &tree(&measure));
        // What looks back so many years may not stand in those years.
        example.over(EARLIER, &tree("value: 1, unit: 分"));
        for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.contains("记录")) {
            if row[at] != "—" {
                example.record(column, "甲市", &code(&row[at]));
            }
        }
        let found = Worked::new(&example.case(head)).with(|results| results.told("指标值", "甲市"));
        let says = &row[column("指标值")];
        if found != *says {
            wrong.push(format!("{line}: {measure}: {says} on the page, {found}"));
        }
    }
}
