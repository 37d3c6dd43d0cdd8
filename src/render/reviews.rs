//! Review requests and decisions of a year as CSV.

use std::io;

use super::csv;
use crate::site::{ReviewLine, Site, review_lines};

/// Writes the requests, then the decisions, one row each, for a spreadsheet; a year is a position in the site's list.
///
/// # Errors
/// When the writer fails.
pub fn csv(site: &Site, year: usize, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let heads = [
        "年度",
        "类别",
        "方案",
        "对象编号",
        "对象",
        "事项",
        "申请或审定理由",
        "申请日期",
        "状态",
        "答复或审定日期",
        "机关",
        "文件",
        "答复或审定内容",
    ];
    csv::row(out, &heads.map(str::to_owned))?;
    let number = site.years()[year].year.year.to_string();
    for line in review_lines(site, year) {
        let ReviewLine { what, scheme, subject, name, about, point, .. } = line;
        let ReviewLine { requested, state, date, by, document, says, .. } = line;
        let (what, state) = (what.to_owned(), state.to_owned());
        let texts = [number.clone(), what, scheme, subject, name, about, point, requested, state];
        csv::row(out, &[&texts[..], &[date, by, document, says]].concat())?;
    }
    Ok(())
}
