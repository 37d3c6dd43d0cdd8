//! The sheet of method and sources: grades, weights, methods, rules, clauses, assumptions, with lines of the files.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::METHOD;
use super::sheet::{Pen, Sheet};
use crate::model::{Body, ClauseId, RuleIndex, Weighting};
use crate::site::SchemeSite;
use crate::wording;

/// The sheet.
pub(super) fn sheet(site: &SchemeSite, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let scheme = site.scheme;
    let mut sheet = Sheet::new(METHOD, &format!("依据：{}", scheme.basis), (2, 1), pen)?;
    sheet.widths(0, 0, 34.0)?;
    sheet.widths(1, 3, 14.0)?;
    sheet.widths(4, 5, 48.0)?;
    sheet.widths(6, 8, 24.0)?;
    let mut row = 3;
    sheet.section(row, "等次")?;
    sheet.heads(row + 1, &["等次", "不低于", "代表分"])?;
    row += 2;
    for grade in &scheme.grades {
        sheet.text(row, 0, &grade.name)?;
        sheet.number(row, 1, grade.from)?;
        sheet.number(row, 2, grade.points)?;
        row += 1;
    }
    row = nodes(&mut sheet, site, row + 1)?;
    row = rules(&mut sheet, site, row + 1)?;
    row += 1;
    if !scheme.assumptions.is_empty() {
        sheet.section(row, "口径说明（文件没有规定、由本项目设定）")?;
        row += 1;
        for of in &scheme.assumptions {
            sheet.text(row, 0, &of.about)?;
            sheet.text(row, 4, &of.says)?;
            row += 1;
        }
        row += 1;
    }
    sheet.section(row, "本年条款")?;
    row += 1;
    for clause in site.year.clauses.values() {
        sheet.text(row, 0, &clause.cite)?;
        sheet.text(row, 4, &clause.says)?;
        row += 1;
    }
    Ok(sheet.finish())
}

fn nodes(sheet: &mut Sheet, site: &SchemeSite, top: u32) -> Result<u32, XlsxError> {
    let scheme = site.scheme;
    sheet.section(top, "指标、权重与计分方法")?;
    let heads = ["指标", "编号", "层次", "权重", "计分方法", "指标值", "数据来源", "条款", "位置"];
    sheet.heads(top + 1, &heads)?;
    let mut row = top + 2;
    for node in &site.order {
        let definition = scheme.node(*node);
        let title = format!("{}{}", site.nodes[node.get()].label, definition.title);
        sheet.text(row, 0, &title)?;
        sheet.text(row, 1, definition.id.as_str())?;
        sheet.text(row, 2, wording::role_name(definition.role))?;
        let equal = definition.parent.is_some_and(|parent| {
            matches!(scheme.node(parent).body, Body::Branch { weighting: Weighting::Equal, .. })
        });
        if equal {
            sheet.text(row, 3, "等权")?;
        } else {
            sheet.number(row, 3, definition.weight)?;
        }
        sheet.text(row, 4, &wording::method(scheme, *node))?;
        sheet.text(row, 5, &wording::measure(scheme, *node).unwrap_or_default())?;
        sheet.text(row, 6, definition.source.as_deref().unwrap_or_default())?;
        sheet.text(row, 7, definition.clause.as_ref().map_or("", |clause| cite(site, clause)))?;
        sheet.text(row, 8, &format!("{}:{}", scheme.file, definition.at.line))?;
        row += 1;
    }
    Ok(row)
}

fn rules(sheet: &mut Sheet, site: &SchemeSite, top: u32) -> Result<u32, XlsxError> {
    let scheme = site.scheme;
    if scheme.rules.is_empty() {
        return Ok(top);
    }
    sheet.section(top, "规则")?;
    sheet.heads(top + 1, &["规则", "编号", "", "", "内容", "", "", "条款", "位置"])?;
    let mut row = top + 2;
    for (position, rule) in scheme.rules.iter().enumerate() {
        let spans = wording::rule(scheme, RuleIndex::new(position));
        let text = wording::plain(scheme, &spans, |clause| cite(site, clause).to_owned());
        sheet.text(row, 0, &rule.title)?;
        sheet.text(row, 1, &rule.id.to_string())?;
        sheet.text(row, 4, &text)?;
        sheet.text(row, 7, cite(site, &rule.clause))?;
        sheet.text(row, 8, &format!("{}:{}", scheme.file, rule.at.line))?;
        row += 1;
    }
    Ok(row)
}

/// How a clause of the year is cited.
fn cite<'s>(site: &'s SchemeSite, clause: &ClauseId) -> &'s str {
    site.year.clauses.get(clause).map_or("", |clause| clause.cite.as_str())
}
