//! The sheet of data: everything the records state that is counted, compared or observed, typed.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::DATA;
use super::columns::{Columns, FIRST, parts};
use super::sheet::{Pen, Sheet};
use crate::model::{
    Attainment, Better, DateSource, FigureIndex, Measure, Method, MilestoneIndex, NodeIndex, Scheme, Stated,
    Status, SubjectIndex, TaskState,
};
use crate::site::SchemeSite;

/// The sheet, and where it holds what.
pub(super) fn sheet(site: &SchemeSite, pen: &Pen) -> Result<(Worksheet, Columns), XlsxError> {
    let about = "记录中的原始数据；每行一个对象，与“推算”表各行次序相同。空格为没有填报";
    let mut sheet = Sheet::new(DATA, about, (FIRST, 1), pen)?;
    let (columns, heads) = columns(site);
    for (column, (title, kind)) in (0..).zip(&heads) {
        sheet.head(2, column, title)?;
        sheet.head(3, column, kind)?;
    }
    sheet.widths(0, 0, 16.0)?;
    sheet.widths(1, u16::try_from(heads.len()).unwrap_or(u16::MAX), 14.0)?;
    for (row, subject) in (FIRST..).zip(&site.results.order) {
        subject_row(&mut sheet, site, &columns, row, *subject)?;
    }
    Ok((sheet.finish(), columns))
}

/// Columns in their order with their heads: name and unit or kind.
fn columns(site: &SchemeSite) -> (Columns, Vec<(String, String)>) {
    let scheme = site.scheme;
    let mut columns = Columns::default();
    let mut heads = vec![
        ("对象".to_owned(), String::new()),
        ("对象编号".to_owned(), String::new()),
        ("数据状态".to_owned(), String::new()),
        ("记录文件".to_owned(), String::new()),
    ];
    let mut add = |title: String, kind: String| {
        heads.push((title, kind));
        u16::try_from(heads.len() - 1).expect("a workbook is only made for a scheme of few figures and nodes")
    };
    let asked = asked(scheme);
    for (position, figure) in scheme.figures.iter().enumerate() {
        columns.figures.push(add(figure.title.clone(), figure.unit.to_string()));
        columns.earlier.push(
            asked.earlier[position].then(|| add(figure.title.clone(), format!("上年，{}", figure.unit))),
        );
    }
    for milestone in asked.milestones {
        let title = scheme.milestones[milestone].title.clone();
        columns.milestones.insert(milestone, add(title, "日期".to_owned()));
    }
    for figure in asked.latest {
        let title = format!("{} 最后一笔", scheme.figures[figure].title);
        columns.latest.insert(figure, add(title, "日期".to_owned()));
    }
    for node in &site.order {
        let definition = scheme.node(*node);
        let title = format!("{}{}", site.nodes[node.get()].label, definition.title);
        match definition.method() {
            Some(Method::Attain { to, .. }) if !matches!(to, Attainment::Figure(_)) => {
                let unit = definition.measure().map_or_else(String::new, |(_, unit)| unit.to_string());
                columns.targets.insert(*node, add(title, format!("目标，{unit}")));
            }
            Some(method) if !method.measures() => {
                columns.observed.insert(*node, add(title, site.nodes[node.get()].method.to_owned()));
            }
            _ => {}
        }
    }
    (columns, heads)
}

/// What measures ask for beside this year's figures.
struct Asked {
    earlier: Vec<bool>,
    milestones: Vec<usize>,
    latest: Vec<usize>,
}

fn asked(scheme: &Scheme) -> Asked {
    let mut asked =
        Asked { earlier: vec![false; scheme.figures.len()], milestones: Vec::new(), latest: Vec::new() };
    for (measure, _) in scheme.nodes.iter().filter_map(|node| node.measure()) {
        parts(measure, false, &mut |part, earlier| match part {
            Measure::Figure(figure) => asked.earlier[figure.get()] |= earlier,
            Measure::DaysLate { date: DateSource::Milestone(milestone), .. } => {
                asked.milestones.push(milestone.get());
            }
            Measure::DaysLate { date: DateSource::LatestEntry(figure), .. } => {
                asked.latest.push(figure.get());
            }
            _ => {}
        });
    }
    for list in [&mut asked.milestones, &mut asked.latest] {
        list.sort_unstable();
        list.dedup();
    }
    asked
}

fn subject_row(
    sheet: &mut Sheet,
    site: &SchemeSite,
    columns: &Columns,
    row: u32,
    subject: SubjectIndex,
) -> Result<(), XlsxError> {
    let (scheme, evaluation) = (site.scheme, site.scored.evaluation);
    let record = &evaluation.records[subject.get()];
    let status = match record.status.min(scheme.status) {
        Status::Sample => "示例",
        Status::Draft => "草稿",
        Status::Final => "定稿",
    };
    let file = record.file.as_deref().unwrap_or("没有记录");
    let name = &site.names[subject.get()].name;
    sheet.texts(row, &[name, scheme.subjects[subject.get()].as_str(), status, file])?;
    for position in 0..scheme.figures.len() {
        let figure = FigureIndex::new(position);
        let value = record.figure(figure);
        if let Some(value) = value {
            sheet.number(row, columns.figures[position], value.value)?;
        }
        if let Some(column) = columns.earlier[position] {
            let last = || site.scored.last.figure(subject, figure).map(|earlier| earlier.value);
            if let Some(earlier) = value.and_then(|value| value.previous).or_else(last) {
                sheet.number(row, column, earlier)?;
            }
        }
    }
    for (milestone, column) in &columns.milestones {
        if let Some(date) = record.milestone(MilestoneIndex::new(*milestone)) {
            sheet.date(row, *column, date)?;
        }
    }
    for (figure, column) in &columns.latest {
        let entries = record.figure(FigureIndex::new(*figure)).map_or(&[][..], |value| &value.entries);
        if let Some(date) = entries.iter().filter_map(|entry| entry.date).max() {
            sheet.date(row, *column, date)?;
        }
    }
    for (node, column) in &columns.targets {
        if let Some(target) = target(site, *node, subject) {
            sheet.number(row, *column, target)?;
        }
    }
    for (node, column) in &columns.observed {
        observed(sheet, scheme, row, *column, *node, record.stated(*node))?;
    }
    Ok(())
}

/// The target a leaf is measured against.
fn target(site: &SchemeSite, node: NodeIndex, subject: SubjectIndex) -> Option<Decimal> {
    let Some(Method::Attain { to, better }) = site.scheme.node(node).method() else { return None };
    let target = site.scored.evaluation.targets.of(node, subject)?;
    match to {
        Attainment::National => target.national,
        Attainment::Province => target.province,
        Attainment::Target => match (target.national, target.province) {
            (Some(a), Some(b)) => Some(if *better == Better::Higher { a.max(b) } else { a.min(b) }),
            (one, other) => one.or(other),
        },
        Attainment::Figure(_) => None,
    }
}

/// What a record observes: a grade or state as text, a score or the points deducted as a number.
fn observed(
    sheet: &mut Sheet,
    scheme: &Scheme,
    row: u32,
    column: u16,
    node: NodeIndex,
    stated: Option<&Stated>,
) -> Result<(), XlsxError> {
    match stated {
        None => Ok(()),
        Some(Stated::Grade(grade)) => sheet.text(row, column, &scheme.grade(*grade).name),
        Some(Stated::Score(score)) => sheet.number(row, column, *score),
        Some(Stated::Task(state)) => {
            let word = match state {
                TaskState::Outstanding => "出色完成",
                TaskState::Done => "完成",
                TaskState::Undone => "未完成",
            };
            sheet.text(row, column, word)
        }
        Some(Stated::Deductions(items)) => {
            let Some(Method::Deductions { kinds, .. }) = scheme.node(node).method() else { return Ok(()) };
            let points = |item: &crate::model::DeductionItem| {
                kinds[item.kind.get()].points * Decimal::from(item.count)
            };
            sheet.number(row, column, items.iter().map(points).sum())
        }
        Some(Stated::NotApplicable(reason)) => sheet.text(row, column, &format!("不适用：{reason}")),
    }
}
