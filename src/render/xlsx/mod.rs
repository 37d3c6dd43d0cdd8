//! A scheme's workbook: what a spreadsheet shows, and lets an auditor recompute.
//!
//! In: a scheme of the site. Out: an XLSX file of the sheets 得分 (results), 数据 (what records state), 其他方案结果 (what
//! is taken from other schemes, where anything is), 推算 (live formulas from the data to the totals) and 方法与来源 (weights,
//! methods, rules, clauses, lines of the files).
//! Numbers are typed; every formula carries the value that was published, so that a program that does not recompute
//! shows it too. The file's date is the year's cut-off date: the same content gives the same bytes.

mod calc;
mod columns;
mod data;
mod formula;
pub mod list;
mod measure;
mod method;
mod results;
mod sheet;

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::site::{Mark, SchemeSite, Site, YearSite, data_sheet, others_sheet, results_sheet};
use crate::wording::version_name;
use columns::Columns;
use sheet::Pen;

/// Names of the sheets.
const DATA: &str = "数据";
const OTHERS: &str = "其他方案结果";
const CALC: &str = "推算";
const METHOD: &str = "方法与来源";

/// Writes the workbook of a scheme; year and scheme are positions in the site's lists.
///
/// # Errors
/// When the workbook cannot be made, or the writer fails.
pub fn write(site: &Site, year: usize, scheme: usize, out: &mut impl Write) -> io::Result<()> {
    let year = &site.years()[year];
    let bytes = workbook(year, &year.schemes[scheme])
        .and_then(|mut book| book.save_to_buffer())
        .map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(year: &YearSite, site: &SchemeSite) -> Result<Workbook, XlsxError> {
    let mark = mark(site, year.mark);
    let pen = Pen::new(site, &mark);
    let (data, held) = data_sheet(site);
    let (others, asked) = others_sheet(year, site).unzip();
    let columns = Columns::of(&held, asked.unwrap_or_default());
    let mut book = Workbook::new();
    book.push_worksheet(results::sheet(results_sheet(year, site), &pen)?);
    book.push_worksheet(data::sheet(data, &pen)?);
    if let Some(others) = others {
        book.push_worksheet(data::sheet(others, &pen)?);
    }
    book.push_worksheet(calc::sheet(site, &columns, &pen)?);
    book.push_worksheet(method::sheet(site, &pen)?);
    let day = site.year.cutoff;
    let (year, month, day) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let properties = DocProperties::new()
        .set_title(&site.scheme.title)
        .set_comment(&mark)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?);
    book.set_properties(&properties);
    Ok(book)
}

/// What every sheet is marked as: 示例数据, 草稿; 内部稿, 第1版（2020-05-18发布）.
fn mark(scheme: &SchemeSite, mark: Mark) -> String {
    let mut marks: Vec<String> = mark.words(scheme.sample).into_iter().map(str::to_owned).collect();
    match mark {
        Mark::Draft => {}
        Mark::Released { version, date, .. } => {
            marks.push(format!("{}（{date}发布）", version_name(version, false)));
        }
    }
    marks.join("　")
}
