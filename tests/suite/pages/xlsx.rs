//! Workbooks: typed cells, the same bytes from the same content, and formulas that a spreadsheet program works out to
//! the published scores.
//!
//! Without LibreOffice the recalculation says that it was left out; under `CI=true` that is a failure.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use calamine::{Data, DataType, Range, Reader, Xlsx, open_workbook};
use tempfile::TempDir;

use crate::case::{Case, FOUNDING, GRADES, site};
use crate::scoring::other;
use crate::tools::office;

/// Every workbook of a site.
fn workbooks(site: &Path) -> Vec<PathBuf> {
    let files =
        walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "xlsx")).collect()
}

fn range(path: &Path, sheet: &str) -> Range<Data> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    book.worksheet_range(sheet).expect("the sheet is there")
}

/// The cell of a row and column, counted from 0.
fn at(range: &Range<Data>, row: usize, column: usize) -> &Data {
    range.get((row, column)).unwrap_or(&Data::Empty)
}

/// The results of the scheme whose workbook this is.
fn results(path: &Path) -> serde_json::Value {
    let text = std::fs::read_to_string(path.with_file_name("results.json")).expect("results");
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let id = path.file_stem().unwrap().to_str().unwrap();
    let schemes = all["schemes"].as_array().unwrap();
    schemes.iter().find(|scheme| scheme["id"] == id).expect("the scheme's results").clone()
}

fn number(value: &serde_json::Value) -> Option<f64> {
    value.as_str().map(|text| text.parse().expect("a number"))
}

/// Compares the sheet of formulas with the published results; returns how many cells were compared.
fn compare(formulas: &Range<Data>, results: &serde_json::Value, whose: &str) -> usize {
    let (block, title, id) = (2, 3, 4);
    // Where a scheme does not round its nodes, the results print two decimals of a score that keeps ten.
    let score = if whose.ends_with("main.xlsx") { "exact" } else { "score" };
    // A scheme in points is worked out in points.
    let told = |of: &serde_json::Value| match score {
        "score" => number(&of["points"]).or_else(|| number(&of["score"])),
        _ => number(&of[score]),
    };
    let published = |of: &serde_json::Value| number(&of["points"]).or_else(|| number(&of["score"]));
    let subjects = results["subjects"].as_array().unwrap();
    let first = formulas.height() - subjects.len();
    let heads = |row: usize, column: usize| at(formulas, row, column).to_string();
    let mut compared = 0;
    for (row, subject) in (first..).zip(subjects) {
        assert_eq!(heads(row, 0), subject["name"].as_str().unwrap(), "{whose}");
        for column in 1..formulas.width() {
            let node = || {
                let nodes = subject["nodes"].as_array().unwrap().iter();
                nodes.clone().find(|node| node["id"] == heads(id, column).as_str()).expect("a node")
            };
            let expected = match (heads(block, column).as_str(), heads(title, column).as_str()) {
                ("一、指标值", _) => number(&node()["measure"]),
                ("四、得分", _) => told(node()),
                ("五、总分", "汇总（未取整）") => number(&subject["base"]),
                ("五、总分", "公布得分") => published(subject),
                ("五、总分", "核对") => number(&subject["score"]).map(|_| 0.0),
                ("五、总分", "按分数线等次") => {
                    if let Some(grade) = subject["grade_by_threshold"].as_str() {
                        assert_eq!(heads(row, column), grade, "{whose}: {}", subject["name"]);
                    }
                    continue;
                }
                _ => continue,
            };
            let cell = at(formulas, row, column);
            let place =
                format!("{whose}: {} {} {cell:?} {expected:?}", subject["name"], heads(title, column));
            match (cell, expected) {
                (Data::Float(found), Some(expected)) => {
                    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{place}");
                    compared += 1;
                }
                (Data::Int(found), Some(expected)) => {
                    assert!((*found as f64 - expected).abs() < 1e-9, "{place}");
                    compared += 1;
                }
                (Data::String(_) | Data::Empty, None) => {}
                _ => panic!("{place}"),
            }
        }
    }
    compared
}

#[test]
fn cells_are_typed_and_every_formula_carries_what_was_published() {
    let books = workbooks(&site());
    assert!(books.len() >= 4, "{books:?}");
    for path in &books {
        let whose = path.display().to_string();
        let results = results(path);
        assert!(compare(&range(path, "推算"), &results, &whose) > 10, "{whose}");
        let scores = range(path, "得分");
        let subjects = results["subjects"].as_array().unwrap();
        assert_eq!(scores.height(), subjects.len() + 3, "{whose}");
        let heads: Vec<String> =
            (0..scores.width()).map(|column| at(&scores, 2, column).to_string()).collect();
        let score = heads.iter().position(|head| head == "公布得分（分）").expect("the score");
        for (row, subject) in (3..).zip(subjects) {
            assert_eq!(at(&scores, row, score).as_f64(), number(&subject["score"]), "{whose}");
        }
        let alone: std::collections::BTreeSet<_> = heads.iter().collect();
        assert_eq!(alone.len(), heads.len(), "{whose}: heads are the same: {heads:?}");
        for sheet in ["得分", "数据", "推算", "方法与来源"] {
            let mark = at(&range(path, sheet), 1, 0).to_string();
            assert!(mark.contains("示例数据") && mark.contains("草稿"), "{whose} {sheet}: {mark}");
        }
        let data = range(path, "数据");
        let numbers =
            data.cells().filter(|(row, _, cell)| *row > 3 && matches!(cell, Data::Float(_) | Data::Int(_)));
        let words = data.cells().filter(|(row, _, cell)| {
            *row > 3
                && cell.as_string().is_some_and(|text| text.parse::<f64>().is_ok())
                && matches!(cell, Data::String(_))
        });
        assert_eq!(words.count(), 0, "{whose}: numbers kept as text");
        assert!(numbers.count() > 0 || path.ends_with("eastwest-departments.xlsx"), "{whose}");
    }
}

#[test]
fn every_sheet_keeps_its_head_in_view_and_has_columns_of_fitting_width() {
    for path in workbooks(&site()) {
        let mut book = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).expect("a ZIP file");
        for sheet in 1..=3 {
            let mut text = String::new();
            let mut part = book.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).expect("a sheet");
            part.read_to_string(&mut text).unwrap();
            assert!(text.contains("state=\"frozen\""), "{} {sheet}", path.display());
            assert!(text.contains("customWidth=\"1\""), "{} {sheet}", path.display());
        }
    }
}

#[test]
fn the_same_content_gives_the_same_workbooks() {
    let (site, other) = (site(), Case::new(FOUNDING));
    other.build();
    for path in workbooks(&site) {
        let twin = other.output().join(path.strip_prefix(&site).unwrap());
        assert!(std::fs::read(&path).unwrap() == std::fs::read(twin).unwrap(), "{}", path.display());
    }
}

/// A copy of a workbook whose formulas have no values: whatever is read later was worked out.
fn without_values(from: &Path, to: &Path) {
    let mut book =
        zip::ZipArchive::new(std::fs::File::open(from).unwrap()).expect("a workbook is a ZIP file");
    let mut copy = zip::ZipWriter::new(std::fs::File::create(to).unwrap());
    for position in 0..book.len() {
        let mut part = book.by_index(position).unwrap();
        let name = part.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/") {
            let text = String::from_utf8(bytes).unwrap();
            let mut plain = String::with_capacity(text.len());
            let mut rest = text.as_str();
            while let Some((before, after)) = rest.split_once("</f><v>") {
                plain.push_str(before);
                plain.push_str("</f>");
                rest = after.split_once("</v>").expect("a value ends").1;
            }
            plain.push_str(rest);
            bytes = plain.into_bytes();
        }
        copy.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        copy.write_all(&bytes).unwrap();
    }
    copy.finish().unwrap();
}

/// Has LibreOffice work out the formulas of a site's workbooks; returns how many cells were compared.
fn worked_out(soffice: &Path, site: &Path) -> usize {
    let scratch = TempDir::new().expect("a scratch folder");
    let (stripped, worked) = (scratch.path().join("stripped"), scratch.path().join("worked"));
    std::fs::create_dir(&stripped).unwrap();
    let books = workbooks(site);
    let name = |position: usize| format!("{position}.xlsx");
    for (position, path) in books.iter().enumerate() {
        without_values(path, &stripped.join(name(position)));
        let formulas = range(&stripped.join(name(position)), "推算");
        assert!(at(&formulas, formulas.height() - 1, formulas.width() - 1).is_empty(), "a value was left");
    }
    let files: Vec<_> = (0..books.len()).map(|position| stripped.join(name(position))).collect();
    office::convert(soffice, "xlsx", &worked, &files);
    let compared = books.iter().enumerate().map(|(position, path)| {
        let formulas = range(&worked.join(name(position)), "推算");
        compare(&formulas, &results(path), &path.display().to_string())
    });
    compared.sum()
}

#[test]
fn a_spreadsheet_program_works_out_the_published_scores() {
    let Some(soffice) = office::soffice() else { return };
    let data = site().join("2019/draft/data");
    let schemes: Vec<_> = workbooks(&data).iter().map(|path| path.file_stem().unwrap().to_owned()).collect();
    assert_eq!(schemes, ["assisted-cities", "eastwest-cities", "eastwest-departments", "helper-cities"]);
    let compared = worked_out(&soffice, &site());
    assert!(compared > 1000, "only {compared} cells were compared");
}

/// Methods and aggregates that the founding case does not have, in peer groups.
const OTHER: &str = "grades:
  - {name: A, from: 75, points: 90}
  - {name: C, from: 0, points: 25}
weighting: points
missing: rescale
peers: class
ranking: {by: exact}
rounding: {total: 1}
figures:
  income: {title: 收入, unit: 元}
  deaths: {title: 事故, unit: 次}
  people: {title: 人口, unit: 万人}
  town: {title: 城镇人口, unit: 人}
tree:
  - id: living
    role: section
    title: 生活
    weight: 70
    aggregate: geometric
    weighting: relative
    children:
      - {id: wealth, role: indicator, title: 富裕, weight: 2, measure: income, method: {range: {worst: 1000, best: 9000}}}
      - {id: middle, role: indicator, title: 居中, weight: 1, measure: income, method: {median: {best: 100, middle: 80, worst: 60, better: higher}}}
      - {id: safety, role: indicator, title: 安全, weight: 1, measure: deaths, method: {range: {worst: max, best: min}}}
      - {id: towns, role: indicator, title: 城镇, weight: 3, measure: {share: {of: town, in: people}}, method: {rank: {first: 100, step: 30, least: 10}}}
  - id: low
    role: section
    title: 短板
    weight: 30
    aggregate: minimum
    children:
      - {id: stairs, role: indicator, title: 分档, weight: 10, measure: income, method: {steps: [{at_least: 5000, score: 100}, {at_least: 2000, score: 62.5}]}}
      - {id: judged, role: indicator, title: 评分, weight: 20, method: {score: {full: 40}}}
";

#[test]
fn formulas_hold_for_every_aggregate_and_in_peer_groups() {
    let Some(soffice) = office::soffice() else { return };
    let folder = Case::of(&["p1", "p2", "p3", "p4", "p5"]);
    folder.year(2019, OTHER);
    let classes =
        "p1: {class: 甲}\n  p2: {class: 甲}\n  p3: {class: 乙}\n  p4: {class: 甲}\n  p5: {class: 乙}\n";
    folder.file(
        "2019/year.yaml",
        &format!("format: 1\nperiod: {{from: 2019-01-01, to: 2019-12-31}}\ncutoff: 2019-12-31\nschemes: [main]\nattributes:\n  {classes}"),
    );
    for (id, figures, score) in [
        ("p1", "income: 5000.35, deaths: 4, people: 3, town: 12345", "33.3"),
        ("p2", "income: 9500, deaths: 0, people: 2.5, town: 7000", "40"),
        ("p3", "income: 3000, deaths: 7, people: 4, town: 9999", "12.5"),
        ("p4", "income: 1999.99, deaths: 1, people: 2, town: 7000", "27"),
        ("p5", "income: 2600, people: 1, town: 2500", "39.9"),
    ] {
        folder.record(
            2019,
            id,
            &format!("figures: {{{figures}}}\nobservations: {{judged: {{score: {score}}}}}\n"),
        );
    }
    assert!(worked_out(&soffice, &folder.build().output()) > 40);
}

#[test]
fn formulas_hold_for_a_scheme_of_another_kind() {
    let Some(soffice) = office::soffice() else { return };
    let folder = other::folder();
    // Six subjects: seven nodes, four measures, and four cells of the total, less what is missing.
    assert!(worked_out(&soffice, &folder.build().output()) > 60);
}

#[test]
fn means_pass_over_years_that_are_not_stated_and_both_places_are_shown() {
    let ids = ["aa", "bb", "cc", "dd"];
    let case = Case::of(&ids);
    let scheme = format!(
        "{GRADES}rounding: {{total: 2}}\npeers: class\nranking: {{by: published, within: both}}\nweighting: equal
figures:
  a: {{title: 甲数, unit: 万元}}
tree:
  - {{id: x, role: section, title: 三年均值, measure: {{average: {{of: a, years: 3, least: 2}}}}, method: {{range: {{worst: 0, best: 100}}}}}}
"
    );
    for (year, figures) in [(2017, [30, 0, 60, 0]), (2018, [0, 40, 70, 90]), (2019, [60, 40, 80, 20])] {
        case.year(year, &scheme);
        case.edit(&format!("{year}/year.yaml"), |text| {
            let class =
                |(at, id): (usize, &&str)| format!("  {id}: {{class: {}}}\n", ["甲组", "乙组"][at / 2]);
            format!("{text}attributes:\n{}", ids.iter().enumerate().map(class).collect::<String>())
        });
        for (id, figure) in ids.iter().zip(figures) {
            let stated = if figure > 0 { format!("figures: {{a: {figure}}}\n") } else { String::new() };
            case.record(year, id, &stated);
        }
    }
    case.build();
    let book = workbooks(&case.output()).into_iter().find(|path| path.to_string_lossy().contains("2019"));
    let sheet = range(&book.expect("the workbook of 2019"), "推算");
    let named =
        |row: usize| (0..sheet.width()).find(|column| *at(&sheet, row, *column) == "全部名次（系统）");
    let column = (0..8).find_map(named).expect("the column");
    let places: Vec<String> = (0..sheet.height()).map(|row| at(&sheet, row, column).to_string()).collect();
    for place in ["1", "2", "3", "4"] {
        assert!(places.iter().any(|cell| cell == place), "{places:?}");
    }
    let Some(soffice) = office::soffice() else { return };
    assert!(worked_out(&soffice, &case.output()) > 4);
}

/// Methods in points of their leaves, parts that are out, and a full score that is no hundred.
const POINTS: &str = "grades:
  - {name: A, from: 75, points: 90}
  - {name: C, from: 0, points: 25}
scale: points
weighting: points
full: 120
missing: rescale
rounding: {total: 1}
figures:
  income: {title: 收入, unit: 元}
  people: {title: 人口, unit: 万人}
events: {late: {title: 迟报}}
tree:
  - id: living
    role: section
    title: 生活
    weight: 70
    children:
      - {id: wealth, role: indicator, title: 富裕, weight: 30, measure: income, method: {range: {worst: 1000, best: 9000, at_worst: 6}}}
      - {id: middle, role: indicator, title: 居中, weight: 25, measure: income, method: median}
      - {id: even, role: indicator, title: 离差, weight: 15, measure: people, method: {standard: {}}}
  - id: low
    role: section
    title: 短板
    weight: 50
    children:
      - {id: stairs, role: indicator, title: 分档, weight: 13, measure: income, method: {steps: [{at_least: 5000, score: 13}, {at_least: 2000, score: 6.5}]}}
      - {id: judged, role: indicator, title: 评分, weight: 17, method: {score: {full: 100}}}
      - {id: raters, role: indicator, title: 评定, weight: 8, method: {grade: {combine: mean}}}
      - {id: place, role: indicator, title: 排位, weight: 12, measure: income, method: {rank: {spread: true}}}
rules:
  - {id: floor, title: 保底, clause: c-1, scope: {section: [low]}, when: {event: late}, floor: A}
  - {id: late, title: 迟报, clause: c-1, scope: total, deduct: {points: 2.5, each: late}}
";

#[test]
fn formulas_hold_for_a_scheme_in_points() {
    let Some(soffice) = office::soffice() else { return };
    let folder = Case::of(&["p1", "p2", "p3", "p4"]);
    folder.year(2019, POINTS);
    for (id, figures, judged, event) in [
        ("p1", "income: 5000.35, people: 3", "{score: 33.3}", ""),
        ("p2", "income: 9500, people: 2.5", "{score: 90}", "events: [{kind: late, date: 2019-05-01}]\n"),
        ("p3", "income: 3000, people: 4", "{not_applicable: 无}", ""),
        ("p4", "income: 1999.99", "{score: 77}", "events: [{kind: late, date: 2019-05-01}]\n"),
    ] {
        let observed = format!("observations: {{judged: {judged}, raters: {{grades: [A, A, C]}}}}\n");
        folder.record(2019, id, &format!("figures: {{{figures}}}\n{observed}{event}"));
    }
    assert!(worked_out(&soffice, &folder.build().output()) > 60);
    let example = Case::new("examples/work-safety");
    assert!(worked_out(&soffice, &example.build().output()) > 1_000);
}

/// What is worked out of other schemes' results, of some years only, and of what is observed in words.
#[test]
fn nothing_that_follows_is_written_as_a_value() {
    let ids = ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh"];
    let case = Case::of(&ids);
    case.edit("subjects.yaml", |text| {
        let county =
            |id: &str| format!("  - {{id: {id}, name: {id}县, short: {id}, kind: county, within: aa}}\n");
        format!("{text}{}{}{}", county("c1"), county("c2"), county("c3"))
    });
    let scheme = format!(
        "{GRADES}rounding: {{total: 2}}\npeers: class\nweighting: equal
figures:
  a: {{title: 甲数, unit: 万元}}
  b: {{title: 乙数, unit: 万元}}
  more: {{title: 另有, unit: 元, optional: true}}
tree:
  - {{id: counties, role: section, title: 县级, measure: {{composite: {{scheme: county, for: counties}}}}, method: {{range: {{worst: 0, best: 100}}}}}}
  - {{id: listed, role: section, title: 两县, measure: {{sum: [{{composite: {{scheme: county, for: counties}}}}, {{composite: {{scheme: second}}}}]}}, method: {{range: {{worst: 0, best: 200}}}}}}
  - {{id: place, role: section, title: 位次, measure: {{composite: {{scheme: second, of: place}}}}, method: {{range: {{worst: 5, best: 1}}}}}}
  - {{id: ratio, role: section, title: 几年之比, measure: {{average: {{of: {{ratio: {{of: {{sum: [a, more]}}, per: b}}}}, years: 3, least: 2}}}}, method: {{range: {{worst: p10, best: p90, better: higher}}}}}}
  - {{id: growth, role: section, title: 几年增长, measure: {{average: {{of: {{growth: a}}, years: 2, least: 1}}}}, method: {{range: {{worst: -50, best: target, at_worst: 20, better: higher}}}}}}
  - {{id: graded, role: section, title: 评定, method: grade}}
  - {{id: work, role: section, title: 任务, method: {{task: {{done: 较好, outstanding: 好, undone: 差}}}}}}
  - {{id: chosen, role: section, title: 选项, method: {{options: {{built: {{title: 已\"建\"成, points: 88}}, none: {{title: 未建成, points: 12.5}}}}}}}}
  - {{id: rated, role: section, title: 评委, method: {{score: {{full: 10, combine: trimmed}}}}}}
"
    );
    for (year, b) in [(2017, 4), (2018, 0), (2019, 8)] {
        case.year(year, &scheme);
        case.edit(&format!("{year}/year.yaml"), |text| {
            let class =
                |(at, id): (usize, &&str)| format!("  {id}: {{class: {}}}\n", ["甲组", "乙组"][at % 2]);
            format!("{text}attributes:\n{}", ids.iter().enumerate().map(class).collect::<String>())
        });
        let county = case.text(&format!("{year}/main/scheme.yaml"));
        let (head, _) = county.split_once("kind: city").expect("a kind");
        for (id, kind, subjects) in
            [("county", "county", "c1, c2, c3"), ("second", "city", "aa, bb, cc, dd, ee, ff, gg, hh")]
        {
            let head = head.replace("id: main", &format!("id: {id}"));
            let tail = format!(
                "kind: {kind}\nbasis: 文件\nsubjects: [{subjects}]\n{GRADES}weighting: equal\nranking: {{by: published}}\ntree:\n  - {{id: s, role: indicator, title: 评分, method: {{score: {{full: 100}}}}}}\n"
            );
            case.file(&format!("{year}/{id}/scheme.yaml"), &(head + &tail));
        }
        case.replace(&format!("{year}/year.yaml"), "schemes: [main]", "schemes: [main, county, second]");
        case.file(
            &format!("{year}/main/targets.yaml"),
            "format: 1\ntargets: {growth: {all: {province: 40}}}\n",
        );
        for (id, told) in [("c1", "score: 95.5"), ("c2", "score: 62"), ("c3", "not_applicable: 当年撤并")]
        {
            case.file(
                &format!("{year}/county/records/{id}.yaml"),
                &format!("format: 1\nsubject: {id}\nstatus: final\nobservations: {{s: {{{told}}}}}\n"),
            );
        }
        for (at, id) in ids.iter().enumerate() {
            case.file(
                &format!("{year}/second/records/{id}.yaml"),
                &format!(
                    "format: 1\nsubject: {id}\nstatus: final\nobservations: {{s: {{score: {}}}}}\n",
                    60 + 3 * at
                ),
            );
            // Nobody has b in 2018; hh has nothing before 2019.
            if *id == "hh" && year < 2019 {
                continue;
            }
            let b = if b > 0 { format!(", b: {}", b + at) } else { String::new() };
            let more = if at % 3 == 1 { ", more: 25000" } else { "" };
            let a = if year == 2017 && at == 2 { 0 } else { 10 + at * (year as usize - 2010) };
            let observed = format!(
                "graded: {{grade: {}}}, work: {{task: {}}}, chosen: {{option: {}}}, rated: {{scores: [{at}, 7.5, 8, 10]}}",
                ["好", "一般"][at % 2],
                ["done", "outstanding", "undone"][at % 3],
                ["built", "none"][at % 2],
            );
            case.record(year, id, &format!("figures: {{a: {a}{b}{more}}}\nobservations: {{{observed}}}\n"));
        }
    }
    case.build();
    let books = workbooks(&case.output());
    let path = books.iter().find(|path| path.ends_with("2019/draft/data/main.xlsx")).expect("the workbook");
    let others = range(path, "其他方案结果");
    let row = (0..others.height()).find(|row| *at(&others, *row, 3) == "c1").expect("the county");
    let told: Vec<_> = (0..6).map(|column| at(&others, row, column).to_string()).collect();
    assert_eq!(told[1..], ["county", "c1县", "c1", "95.5", "1"]);
    let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
    let (values, formulas) = (range(path, "推算"), book.worksheet_formula("推算").expect("formulas"));
    let (top, left) = formulas.start().expect("a formula");
    let (mut live, mut still) = (0, Vec::new());
    for row in 10..values.height() {
        for column in 1..values.width() {
            let block = at(&values, 2, column).to_string();
            if !["一、指标值", "二、方法得分", "四、得分"].contains(&&*block)
                || !at(&values, row, column).is_float()
            {
                continue;
            }
            // What is missing has nothing to follow from.
            let same = |other: &usize| at(&values, 4, *other) == at(&values, 4, column);
            if (1..values.width()).filter(same).any(|other| *at(&values, row, other) == "无数据") {
                continue;
            }
            let of = (row.checked_sub(top as usize), column.checked_sub(left as usize));
            let formula = if let (Some(row), Some(column)) = of { formulas.get((row, column)) } else { None };
            match formula {
                Some(formula) if !formula.is_empty() => live += 1,
                _ => still.push((row, at(&values, 4, column).to_string(), block)),
            }
        }
    }
    assert!(still.is_empty() && live > 100, "{live} {still:?}");
    let Some(soffice) = office::soffice() else { return };
    assert!(worked_out(&soffice, &case.output()) > 300);
}
