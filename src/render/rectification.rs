//! A year's rectification as CSV that a spreadsheet opens right.

use std::io;

use super::csv;
use crate::site::{RectificationLine, Site, rectification_lines};

/// Writes every problem of a year and what became of those of earlier years; a year is a position in the site's list.
///
/// # Errors
/// When the writer fails.
pub fn csv(site: &Site, year: usize, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let heads = [
        "年度",
        "方案",
        "对象编号",
        "对象",
        "发现年度",
        "问题编号",
        "县（市、区）",
        "指标",
        "条款",
        "问题",
        "程度",
        "来源",
        "通知",
        "期限",
        "方案报送",
        "报告报送",
        "佐证件数",
        "复核",
        "复核单位",
        "状态",
        "重复往年问题",
    ];
    csv::row(out, &heads.map(str::to_owned))?;
    let number = site.years()[year].year.year.to_string();
    for line in rectification_lines(site, year) {
        let RectificationLine { scheme, subject, name, year, id, county, indicator, clause, .. } = line;
        let [notified, deadline, plan, report] = line.days;
        let cells = [
            number.clone(),
            scheme.to_owned(),
            subject.to_owned(),
            name.to_owned(),
            year,
            id.to_owned(),
            county.to_owned(),
            indicator.to_owned(),
            clause.to_owned(),
            line.says.to_owned(),
            line.severity.to_owned(),
            line.source.to_owned(),
            notified,
            deadline,
            plan,
            report,
            line.evidence.to_string(),
            line.rechecked,
            line.by.to_owned(),
            line.state,
            line.recurs,
        ];
        csv::row(out, &cells)?;
    }
    Ok(())
}
