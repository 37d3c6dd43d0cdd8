//! The pages of a workbook that have a row for each thing a scheme asks for: figures, observations, dates.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::form::{Base, Cell, Check, Column, Fill, Formula, Page, Row, Step, choices, find, keys, text_at};
use super::write::THIS_YEAR;
use crate::content::{Outline, Shape};
use crate::entry::Asked;
use crate::model::{FigureIndex, GrowthBase, Measure, Method, Node, NodeIndex, Scheme, SubjectIndex};

/// The column of what is observed.
pub(super) const GRADED: &str = "评定";
/// The column of units.
pub(super) const UNIT: &str = "单位";

/// What a page is made from.
pub(super) struct Around<'a, 'c> {
    pub asked: &'a Asked<'c>,
    /// The records with their subjects and trees.
    pub records: &'a [(SubjectIndex, &'a Base, Option<Outline>)],
    /// Whose part it is, where it is not a subject's.
    pub organ: Option<&'a str>,
}

impl Around<'_, '_> {
    pub fn scheme(&self) -> &Scheme {
        self.asked.scheme()
    }

    /// Whether an organ's workbook has something that is provided by `by`.
    pub fn has(&self, by: &str) -> bool {
        self.organ.is_none_or(|organ| organ == by)
    }

    pub fn columns(&self, of: &[(&str, f64)]) -> Vec<Column> {
        let subject = self.organ.map(|_| ("对象", 12.0));
        let all = subject.into_iter().chain(of.iter().copied());
        all.map(|(head, width)| Column { head: head.to_owned(), width }).collect()
    }

    fn row(&self, record: usize, key: &str, cells: Vec<Cell>) -> Row {
        let name = self.organ.map(|_| Cell::Shown(self.records[record].1.name.clone()));
        Row { record, key: key.to_owned(), cells: name.into_iter().chain(cells).collect() }
    }
}

pub(super) fn fill(tree: Option<&Outline>, path: Vec<Step>, check: Check) -> Cell {
    let now = text_at(tree, &path);
    Cell::Fill(Fill { path, now, check })
}

pub(super) fn figures(around: &Around<'_, '_>) -> Page {
    let scheme = around.scheme();
    let last = around.asked.year.year.get() - 1;
    let columns = around.columns(&[
        ("数据", 32.0),
        (UNIT, 9.0),
        (&format!("{last}年"), 14.0),
        (THIS_YEAR, 14.0),
        ("自评数", 14.0),
        ("比上年", 9.0),
        ("来源", 20.0),
        ("说明", 34.0),
    ]);
    let mut rows = Vec::new();
    for (at, (subject, _, tree)) in around.records.iter().enumerate() {
        let tree = tree.as_ref();
        let first = rows.len();
        for (position, def) in scheme.figures.iter().enumerate() {
            let index = FigureIndex::new(position);
            let ask = around.asked.figure(*subject, index);
            if !around.has(&ask.by) {
                continue;
            }
            let path = |key: &str| keys(&["figures", &def.id, key]);
            let stated = text_at(tree, &path("unit"));
            let unit = if stated.is_empty() { def.unit.as_str().to_owned() } else { stated };
            let own = unit == def.unit.as_str();
            let check = Check::Number {
                least: (def.unit.is_whole() && !def.signed).then_some(Decimal::ZERO),
                most: None,
                whole: def.unit.is_whole() && !def.fractional && unit == def.unit.base(),
                unit: unit.clone(),
            };
            let listed = tree.and_then(|tree| find(tree, &path("entries"))).is_some();
            // What today's record states of its own is told apart by who changes it, not taken for settled.
            let stated = around.asked.evaluation.records[subject.get()].figure(index);
            let sum = stated.filter(|of| listed || of.at.as_cell().is_some()).map(|of| of.value);
            let value = fill(tree, path("value"), check.clone());
            let here = matches!(&value, Cell::Fill(fill) if !fill.now.is_empty());
            let value = match (listed, sum) {
                (true, Some(sum)) if own => Cell::Number(sum),
                (true, _) => Cell::Shown("见“逐笔”".to_owned()),
                // What a table of an organ states is not stated here once more.
                (false, Some(sum)) if !here && own => Cell::Number(sum),
                (false, _) => value,
            };
            let last = match around.asked.last_figure(*subject, index) {
                Some((_, told)) => match told.parse() {
                    Ok(number) if own => Cell::Number(number),
                    _ => Cell::Shown(told),
                },
                None => Cell::Shown(String::new()),
            };
            let growth = match (&last, own) {
                (Cell::Number(_), true) => Cell::Formula(Formula::Growth),
                _ => Cell::Shown(String::new()),
            };
            let cells = vec![
                Cell::Shown(def.title.clone()),
                Cell::Shown(unit),
                last,
                value,
                fill(tree, path("reported"), check),
                growth,
                Cell::Shown(ask.by),
                fill(tree, path("note"), Check::Text),
            ];
            rows.push(around.row(at, &def.id, cells));
        }
        if around.organ.is_none() {
            derived(around, at, first, &mut rows);
        }
    }
    let about =
        "浅黄色的格子可以填写，其余由程序填好。没有数据的留空；数按“单位”一列的单位填写，不写单位".to_owned();
    Page { id: "figures", name: "数据", about, columns, rows, spare: None }
}

/// Below the figures what follows from them, as far as all of it stands on the sheet in the units of the scheme.
fn derived(around: &Around<'_, '_>, record: usize, first: usize, rows: &mut Vec<Row>) {
    let scheme = around.scheme();
    let place = |index: FigureIndex, rows: &[Row]| {
        let def = &scheme.figures[index.get()];
        let at = rows.iter().skip(first).position(|row| row.key == def.id)? + first;
        let own = matches!(&rows[at].cells[1], Cell::Shown(unit) if unit == def.unit.as_str());
        own.then(|| (at, def.unit.as_str()))
    };
    for node in &scheme.nodes {
        let Some((measure, unit)) = node.measure() else { continue };
        let sum = |of: &Measure| -> Option<(Vec<usize>, String)> {
            let parts = match of {
                Measure::Figure(_) => std::slice::from_ref(of),
                Measure::Sum(parts) => parts.as_slice(),
                Measure::Reported(_)
                | Measure::Constant(..)
                | Measure::Reference(_)
                | Measure::Count(_)
                | Measure::Composite(_)
                | Measure::Ratio(..)
                | Measure::Share(..)
                | Measure::Growth(..)
                | Measure::Average { .. }
                | Measure::LastYear(_)
                | Measure::Log(_)
                | Measure::Weighted(_)
                | Measure::Extreme(..)
                | Measure::Difference(..)
                | Measure::DaysLate { .. } => return None,
            };
            let mut found: (Vec<usize>, String) = (Vec::new(), String::new());
            for part in parts {
                let Measure::Figure(index) = part else { return None };
                let (at, unit) = place(*index, rows)?;
                if !found.0.is_empty() && found.1 != unit {
                    return None;
                }
                found.0.push(at);
                unit.clone_into(&mut found.1);
            }
            Some(found)
        };
        let both = |a: &Measure, b: &Measure, same: bool| {
            let (a, b) = (sum(a)?, sum(b)?);
            (!same || a.1 == b.1).then_some((a, b))
        };
        let formula = match measure {
            Measure::Ratio(of, per) => both(of, per, false).map(|(a, b)| {
                let unit = if a.1 == b.1 { String::new() } else { format!("{}/{}", a.1, b.1) };
                (Formula::Ratio(a.0, b.0, 1), unit)
            }),
            Measure::Share(of, within) => {
                both(of, within, true).map(|(a, b)| (Formula::Ratio(a.0, b.0, 100), "%".to_owned()))
            }
            Measure::Growth(of, GrowthBase::Over(base)) => {
                both(of, base, true).map(|(a, b)| (Formula::Over(a.0, b.0), "%".to_owned()))
            }
            Measure::Difference(of, less) => both(of, less, true).map(|(a, b)| (Formula::Sum(a.0, b.0), a.1)),
            Measure::Sum(_) => sum(measure).map(|(a, unit)| (Formula::Sum(a, Vec::new()), unit)),
            Measure::Figure(_)
            | Measure::Reported(_)
            | Measure::Constant(..)
            | Measure::Reference(_)
            | Measure::Count(_)
            | Measure::Composite(_)
            | Measure::Growth(_, GrowthBase::LastYear | GrowthBase::Since(_))
            | Measure::Average { .. }
            | Measure::LastYear(_)
            | Measure::Log(_)
            | Measure::Weighted(_)
            | Measure::Extreme(..)
            | Measure::DaysLate { .. } => None,
        };
        let Some((formula, told)) = formula else { continue };
        let told = unit.plain().filter(|_| told.is_empty()).map_or(told, |unit| unit.to_string());
        let blank = || Cell::Shown(String::new());
        let cells = vec![
            Cell::Shown(format!("（算出）{}", node.title)),
            Cell::Shown(told),
            blank(),
            Cell::Formula(formula),
            blank(),
            blank(),
            blank(),
            Cell::Shown("由上面的数算出，供核对，不读取".to_owned()),
        ];
        rows.push(around.row(record, &format!("={}", node.id), cells));
    }
}

pub(super) fn observations(around: &Around<'_, '_>) -> Page {
    let scheme = around.scheme();
    let columns = around.columns(&[
        ("指标", 30.0),
        ("依据", 18.0),
        ("可以写什么", 26.0),
        ("上年", 14.0),
        (GRADED, 14.0),
        ("自评", 12.0),
        ("不适用的理由", 18.0),
        ("评定日期", 12.0),
        ("说明", 34.0),
    ]);
    let mut rows = Vec::new();
    for (at, (subject, base, tree)) in around.records.iter().enumerate() {
        let tree = tree.as_ref();
        for (position, node) in scheme.nodes.iter().enumerate().skip(1) {
            let ask = around.asked.observation(*subject, NodeIndex::new(position));
            let observed = ask.as_ref().is_some_and(|ask| !ask.allowed.is_empty());
            if around.organ.is_some() && !(observed && around.has(node.source.as_deref().unwrap_or_default()))
            {
                continue;
            }
            let path = |key: &str| keys(&["observations", node.id.as_str(), key]);
            let value = |key: Option<&str>| match (key, check(scheme, node)) {
                (Some("reported"), Some((_, check))) => Some(fill(tree, path("reported"), check)),
                (None, Some((key, check))) => Some(fill(tree, path(key), check)),
                _ => None,
            };
            let blank = || Cell::Shown(String::new());
            let stated = match node.method() {
                Some(Method::Raters { full, .. }) => {
                    Cell::Shown(if full.is_some() { "见“评分”" } else { "见“评等”" }.to_owned())
                }
                Some(Method::Deductions { kinds, .. }) if kinds.iter().any(|kind| !kind.from_earlier) => {
                    let known = tree.and_then(|tree| find(tree, &path("deductions"))).map(|list| &list.shape);
                    match known {
                        Some(Shape::List(items)) if !items.is_empty() => Cell::Shown("见“扣分”".to_owned()),
                        _ => fill(tree, path("deductions"), none_deducted()),
                    }
                }
                Some(Method::Deductions { .. }) => Cell::Shown("见“往年问题”".to_owned()),
                Some(Method::Median { .. } | Method::Standard { .. }) if scheme.is_graded() => {
                    fill(tree, path("grade"), grades(scheme))
                }
                Some(method) if method.measures() => Cell::Shown("按数据计分".to_owned()),
                Some(_) | None => value(None).unwrap_or_else(blank),
            };
            // What a table of an organ states is not stated here once more.
            let known = around.asked.evaluation.records[subject.get()]
                .observation(NodeIndex::new(position))
                .is_some_and(|of| of.stated.is_some() && of.at.as_cell().is_some());
            let elsewhere = known && !stated_here(tree, node);
            let stated = match &stated {
                Cell::Fill(fill) if elsewhere && fill.now.is_empty() => Cell::Shown("由表格提供".to_owned()),
                Cell::Fill(_) | Cell::Held(_) | Cell::Shown(_) | Cell::Number(_) | Cell::Formula(_) => stated,
            };
            let clause = node.clause.as_ref().and_then(|id| around.asked.year.clauses.get(id));
            // How a list is written in a record is of no use here: it has a sheet of its own.
            let listed = node
                .method()
                .is_some_and(|method| matches!(method, Method::Raters { .. } | Method::Deductions { .. }));
            let allowed = match &ask {
                Some(_) if listed => "一项一行，填在另一张表里".to_owned(),
                Some(ask) => ask.allowed.clone(),
                None => String::new(),
            };
            let cells = vec![
                Cell::Shown(node.title_for(&base.subject).to_owned()),
                Cell::Shown(clause.map_or(String::new(), |clause| clause.cite.clone())),
                Cell::Shown(allowed),
                Cell::Shown(ask.map_or(String::new(), |ask| ask.last)),
                stated,
                value(Some("reported")).unwrap_or_else(blank),
                fill(tree, path("not_applicable"), Check::Text),
                fill(tree, path("date"), Check::Date),
                fill(tree, path("note"), Check::Text),
            ];
            rows.push(around.row(at, node.id.as_str(), cells));
        }
    }
    let about = "“评定”一列从下拉表里选或填得分；不适用的写明理由，这时“评定”留空".to_owned();
    Page { id: "observations", name: "评定", about, columns, rows, spare: None }
}

/// Whether the record itself says anything of a node that is scored.
fn stated_here(tree: Option<&Outline>, node: &Node) -> bool {
    let observation = tree.and_then(|tree| find(tree, &keys(&["observations", node.id.as_str()])));
    let other = ["reported", "note", "date", "evidence"];
    observation.is_some_and(|of| of.entries().iter().any(|entry| !other.contains(&entry.key.as_str())))
}

fn none_deducted() -> Check {
    Check::Choice(Rc::from([("[]".to_owned(), "没有扣分".to_owned())]))
}

pub(super) fn grades(scheme: &Scheme) -> Check {
    Check::Choice(choices(scheme.grades.iter().map(|grade| (grade.name.clone(), grade.name.clone()))))
}

pub(super) fn points(full: Decimal) -> Check {
    Check::Number { least: Some(Decimal::ZERO), most: Some(full), whole: false, unit: String::new() }
}

const STATES: [(&str, &str); 3] = [("outstanding", "突出完成"), ("done", "完成"), ("undone", "未完成")];

/// What is stated of a node that one person observes, and its key.
fn check(scheme: &Scheme, node: &Node) -> Option<(&'static str, Check)> {
    Some(match node.method()? {
        Method::Grade => ("grade", grades(scheme)),
        Method::Score { full } => ("score", points(*full)),
        Method::Task { .. } => {
            ("task", Check::Choice(choices(STATES.map(|(word, label)| (word.to_owned(), label.to_owned())))))
        }
        Method::Options(options) => {
            let words = options.iter().map(|option| (option.id.clone(), option.title.clone()));
            ("option", Check::Choice(choices(words)))
        }
        Method::Raters { full: Some(full), .. } => ("scores", points(*full)),
        Method::Raters { full: None, .. } => ("grades", grades(scheme)),
        Method::Deductions { .. }
        | Method::Median { .. }
        | Method::Range { .. }
        | Method::Standard { .. }
        | Method::Attain { .. }
        | Method::Steps { .. }
        | Method::Rank { .. } => return None,
    })
}

/// Dates of the procedure, and who filled the record in.
pub(super) fn dates(around: &Around<'_, '_>) -> Page {
    let columns = around.columns(&[("事项", 40.0), ("期限", 14.0), ("日期", 14.0), ("姓名或单位", 24.0)]);
    let mut rows = Vec::new();
    for (at, (subject, _, tree)) in around.records.iter().enumerate() {
        let tree = tree.as_ref();
        let mut push = |key: &str, title: &str, due: String, date: Cell, by: Cell| {
            let cells = vec![Cell::Shown(title.to_owned()), Cell::Shown(due), date, by];
            rows.push(around.row(at, key, cells));
        };
        let blank = || Cell::Shown(String::new());
        for (position, def) in around.scheme().milestones.iter().enumerate() {
            let ask = around.asked.milestone(*subject, position);
            let date = fill(tree, keys(&["milestones", &def.id]), Check::Date);
            push(&def.id, &def.title, ask.due.map_or(String::new(), |due| due.to_string()), date, blank());
        }
        for (key, title) in [("notified", "整改通知"), ("plan", "报送整改方案"), ("report", "报送整改报告")]
        {
            let date = fill(tree, keys(&["rectification", key]), Check::Date);
            push(&format!("rectification.{key}"), title, String::new(), date, blank());
        }
        for (key, title) in [("entered_by", "填报人"), ("reviewed_by", "审核人")] {
            let date = fill(tree, keys(&[key, "date"]), Check::Date);
            push(key, title, String::new(), date, fill(tree, keys(&[key, "by"]), Check::Text));
        }
    }
    let about = "填办结的日期，如 2020-03-01；没有办的留空".to_owned();
    Page { id: "dates", name: "日期", about, columns, rows, spare: None }
}
