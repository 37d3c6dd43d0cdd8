//! Tables: one organ reports one or several figures or tasks of all subjects in a CSV file or a workbook.
//!
//! In: `<year>/tables/*.yaml`, each of which says of a table beside it what its columns are, and those tables. Out: the
//! values of the same records that files of records state, each with the cell it comes from. They are content, read anew
//! at every build and frozen with an edition, not an import.
//!
//! The way of a table: description (`describe`) → sheet (`read`, by its ending `csv`, `xlsx`, `xls`, `ods` → `grid`) →
//! columns (`heads`) and rows (`rows`), which know no scheme → what they are under each scheme (`resolve`) → values of a
//! record (`fill`). A number is never guessed: what cannot be read is refused by the name of its cell. Numbers of
//! workbooks are binary; they are taken as the shortest decimal that gives the same number, which is the one that was
//! typed (`text::shortest`). Files come from outside, so each reader stops at fixed limits before it asks for memory.

mod cell;
mod csv;
mod describe;
mod fill;
mod grid;
mod heads;
mod ods;
mod pack;
mod read;
mod resolve;
mod rows;
mod styles;
mod text;
mod xls;
mod xlsx;

use std::sync::Arc;

use rayon::prelude::*;

use super::files::{Folder, Inputs};
use super::open::open;
use super::subjects::Subjects;
use crate::diagnostics::{Code, Diagnostic};
use crate::model::{Place, Year};
use describe::Description;

pub use grid::{Cell, Grid};
pub use text::{date, is_none, number, shortest};

pub(in crate::content) use fill::{Filling, fill};
pub(in crate::content) use resolve::{OfScheme, Spoken};

/// How the names of tables end.
pub(in crate::content) const ENDINGS: [&str; 4] = ["csv", "xlsx", "xls", "ods"];
/// The folder of a year.
pub(in crate::content) const FOLDER: &str = "tables";
/// Problems of one table that are kept; more help nobody.
const MOST_PROBLEMS: usize = 200;

/// Reads every sheet of a workbook, or the one of a text, by the ending of its name. What cannot be read is said with what
/// to do.
///
/// # Errors
/// When the file is none of these, is damaged, locked or too large.
pub fn workbook(name: &str, bytes: &[u8]) -> Result<Vec<(String, Grid)>, (String, &'static str)> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let sheets = match ending.as_str() {
        "csv" => csv::read(bytes, None).map(|grid| vec![(String::new(), grid)]),
        "xls" => xls::read(bytes, None),
        "ods" => ods::read(bytes, None),
        "xlsx" => xlsx::read(bytes, None),
        _ => {
            let hint = "请另存为 xlsx、xls、ods 或 CSV";
            return Err(("认不出这种文件".to_owned(), hint));
        }
    };
    sheets.map_err(|unread| (unread.message, unread.hint))
}

/// Whether a path is that of a table in a year's folder of tables.
pub(in crate::content) fn is_table(path: &str) -> bool {
    let mut parts = path.split('/');
    let (Some(_), Some(FOLDER), Some(name), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    // Beside a workbook that is open Excel keeps a file of its own.
    let open = name.starts_with("~$");
    name.rsplit_once('.').is_some_and(|(stem, ending)| !open && !stem.is_empty() && ENDINGS.contains(&ending))
}

/// The tables of a year.
#[derive(Default)]
pub(in crate::content) struct Tables {
    loaded: Vec<Loaded>,
    /// Those whose table could not be read, which was reported.
    broken: Vec<Description>,
    /// A description could not be read.
    unsure: bool,
}

/// A table that was read.
struct Loaded {
    of: Description,
    sheet: Arc<str>,
    grid: grid::Grid,
    rows: rows::Rows,
}

impl Loaded {
    fn place(&self, (row, column): (u32, u32)) -> Place {
        Place::cell(Arc::clone(&self.of.data), Arc::clone(&self.sheet), row, column)
    }
}

/// Reads the descriptions and tables of a year; `schemes`: those that its year.yaml lists.
pub(in crate::content) fn read(
    folder: &Folder,
    year: Year,
    schemes: &[&str],
    subjects: &Subjects,
    problems: &mut Vec<Diagnostic>,
) -> Tables {
    let home = format!("{year}/{FOLDER}");
    let tables: Vec<String> =
        folder.inside(&home).map(|name| format!("{home}/{name}")).filter(|path| is_table(path)).collect();
    // An edition of a program that knew no tables kept none, whatever else it kept in a folder of that name.
    if tables.is_empty() && folder.inputs != Inputs::OfToday {
        return Tables::default();
    }
    let (mut described, mut faulty) = (Vec::new(), false);
    for name in folder.inside(&home).filter(|name| name.ends_with(".yaml")) {
        let path = format!("{home}/{name}");
        let description = open(folder, &path, problems, |map| describe::decode(map, year, folder));
        faulty |= description.is_none();
        described.extend(description);
    }
    if !faulty {
        undescribed(&tables, &described, problems);
    }
    described.retain(|of| {
        let known = known_schemes(of, schemes, problems);
        faulty |= !known;
        known
    });
    let read: Vec<(Result<Loaded, Description>, Vec<Diagnostic>)> =
        described.into_par_iter().map(|of| load(of, folder, subjects)).collect();
    let mut tables = Tables { unsure: faulty, ..Tables::default() };
    for (table, found) in read {
        match table {
            Ok(table) => tables.loaded.push(table),
            Err(of) => tables.broken.push(of),
        }
        problems.extend(found);
    }
    tables
}

fn known_schemes(of: &Description, schemes: &[&str], problems: &mut Vec<Diagnostic>) -> bool {
    let mut sound = true;
    for (id, span) in of.schemes.iter().filter(|(id, _)| !schemes.contains(&id.as_str())) {
        let problem =
            Diagnostic::new(Code::UnknownScheme, Arc::clone(&of.path), format!("本年度没有方案“{id}”"));
        let problem = problem.span(*span).source(Arc::clone(&of.text)).word(id, schemes);
        problems.push(problem);
        sound = false;
    }
    sound
}

fn load(
    of: Description,
    folder: &Folder,
    subjects: &Subjects,
) -> (Result<Loaded, Description>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let sheet = match folder.table(&of.data).and_then(|bytes| read::sheet(&bytes, &of)) {
        Ok(sheet) => sheet,
        Err(problem) => return (Err(of), vec![problem]),
    };
    let around = rows::Around { of: &of, grid: &sheet.grid, sheet: &sheet.name, subjects };
    let Some(rows) = rows::rows(&around, &mut problems) else { return (Err(of), problems) };
    (Ok(Loaded { of, sheet: sheet.name, grid: sheet.grid, rows }), problems)
}

impl Tables {
    /// Keeps as many problems of each table as of any file.
    fn bound(&self, problems: &mut Vec<Diagnostic>) {
        for table in &self.loaded {
            let mut kept = 0;
            problems.retain(|one| {
                kept += usize::from(one.file == table.of.data);
                one.file != table.of.data || kept <= MOST_PROBLEMS
            });
            if kept > MOST_PROBLEMS {
                let text = format!("这个文件的问题超过 {MOST_PROBLEMS} 处，其余不再列出");
                let problem = Diagnostic::new(Code::TooManyProblems, Arc::clone(&table.of.data), text);
                problems.push(problem.hint("请先改正已列出的，再检查一次"));
            }
        }
    }
}

/// Reports tables that no description speaks of: what they say would be missing without a word.
fn undescribed(tables: &[String], described: &[Description], problems: &mut Vec<Diagnostic>) {
    for path in tables.iter().filter(|path| !described.iter().any(|of| *of.data == ***path)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = format!("没有说明文件说到“{name}”，这份表格不会读取");
        let problem = Diagnostic::new(Code::FileName, Arc::from(path.as_str()), text).found(name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let hint =
            format!("请在它旁边建立 {stem}.yaml，写明每一列是什么，写法见 docs/FORMAT.md；用不着的请移走");
        problems.push(problem.hint(hint));
    }
}
