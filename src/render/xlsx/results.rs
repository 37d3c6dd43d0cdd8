//! The sheet of results: one row a subject, by rank.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::RESULTS;
use super::sheet::{Pen, Sheet};
use crate::model::{GradeIndex, Role, SubjectIndex};
use crate::site::SchemeSite;

const HEAD: u32 = 2;
const FIRST: [&str; 10] =
    ["对象", "对象编号", "组别", "名次", "等次", "按分数线等次", "公布得分", "精确得分", "缺报项数", "审定"];

pub(super) fn sheet(site: &SchemeSite, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::new(RESULTS, "公布的结果；各列为得分，推算过程见“推算”表", HEAD + 1, pen)?;
    sheet.heads(HEAD, &FIRST)?;
    let first = FIRST.len() as u16;
    for (column, node) in (first..).zip(&site.order) {
        let title = format!("{}{}", site.nodes[node.get()].label, site.scheme.node(*node).title);
        sheet.head(HEAD, column, &title)?;
    }
    sheet.widths(0, 1, 16.0)?;
    sheet.widths(2, first - 1, 10.0)?;
    sheet.widths(first, first + u16::try_from(site.order.len()).unwrap_or_default(), 12.0)?;
    for (row, subject) in (HEAD + 1..).zip(&site.results.order) {
        subject_row(&mut sheet, site, row, *subject)?;
    }
    Ok(sheet.finish())
}

fn subject_row(
    sheet: &mut Sheet,
    site: &SchemeSite,
    row: u32,
    subject: SubjectIndex,
) -> Result<(), XlsxError> {
    let (scheme, result) = (site.scheme, site.result(subject));
    let grade = |grade: Option<GradeIndex>| grade.map_or("–", |grade| &scheme.grade(grade).name);
    let group = site.results.groups.get(result.group).and_then(Option::as_deref).unwrap_or_default();
    let name = &site.names[subject.get()].name;
    sheet.texts(row, &[name, scheme.subjects[subject.get()].as_str(), group])?;
    if let Some(rank) = result.rank {
        sheet.number(row, 3, Decimal::from(rank))?;
    }
    sheet.text(row, 4, grade(result.grade))?;
    sheet.text(row, 5, grade(result.by_threshold))?;
    if let (Some(score), Some(exact)) = (result.score, result.exact) {
        sheet.fixed(row, 6, score, scheme.shown_decimals(Role::Total))?;
        sheet.number(row, 7, exact)?;
    }
    sheet.number(row, 8, Decimal::from(site.missing[subject.get()]))?;
    if let Some(decision) = site.decision(subject) {
        sheet.text(row, 9, &decision)?;
    }
    for (column, node) in (FIRST.len() as u16..).zip(&site.order) {
        match result.nodes[node.get()].score {
            Some(score) => {
                sheet.fixed(row, column, score, scheme.shown_decimals(scheme.node(*node).role))?;
            }
            None => sheet.text(row, column, "不适用")?,
        }
    }
    Ok(())
}
