//! What follows from a year's results as CSV.

use std::io;

use super::csv;
use crate::site::{CaseRow, Site, outcome_lines};

/// Writes every outcome, one row each, for a spreadsheet; a year is a position in the site's list.
///
/// # Errors
/// When the writer fails.
pub fn csv(site: &Site, year: usize, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let heads = ["年度", "方案", "对象编号", "对象", "县", "运用", "缘由", "实施", "参加", "条款"];
    csv::row(out, &heads.map(str::to_owned))?;
    let number = site.years()[year].year.year.to_string();
    for (scheme, id, row) in outcome_lines(site, year) {
        let CaseRow { subject, county, outcome, because, by, attendees, clause, .. } = row;
        let clause = clause.map_or_else(String::new, |clause| clause.text);
        let texts = [&number, scheme, id, &subject.text, county, outcome, &because, by, &attendees, &clause];
        csv::row(out, &texts.map(str::to_owned))?;
    }
    Ok(())
}
