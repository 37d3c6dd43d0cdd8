//! A workbook that came back: which of its cells say something else than when it was made.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{self, same};
use super::confirm;
use super::form::{Base, Book, Cell, Check, Fill, Page, Row, Spare, SpareCell, Step, keys};
use super::mark::{self, BASE, KEY_HEADS, Mark};
use super::pages::{GRADED, UNIT};
use crate::content::{self, Grid};
use crate::diagnostics::some;
use crate::model::column_letters;

/// Rows that are searched for the heads.
const TOP: u32 = 20;

/// A workbook as it was read.
#[derive(Debug)]
pub struct Returned {
    /// What it says of itself.
    pub mark: Mark,
    sheets: Vec<(String, Mark, Grid)>,
    bases: BTreeMap<String, String>,
}

/// Where something was found or put: 甲市.xlsx 数据 F7
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The sheet; empty for a file as a whole, or a text that has only one.
    pub sheet: String,
    /// The cell; empty for a sheet as a whole.
    pub cell: String,
}

/// Something that cannot be taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where.
    pub spot: Spot,
    /// What, and what to do.
    pub told: String,
}

/// A cell or a row that says something else than before.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where.
    pub spot: Spot,
    /// Position in [`Book::records`].
    pub record: usize,
    /// What it is about, as people read it.
    pub about: String,
    /// What it was, and what it is now, as people read it.
    pub told: (String, String),
    pub(super) act: Act,
}

/// What a change does to a record.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Puts a value where another one was, or none.
    Set { path: Vec<Step>, before: String, after: String, check: Check },
    /// Takes a value away.
    Clear { path: Vec<Step>, before: String, check: Check },
    /// Adds an item to a list.
    Append { list: Vec<Step>, fields: Vec<(Vec<Step>, String, Check)> },
}

impl Change {
    /// The way to what it changes in its record; of a row that is added to its list.
    pub fn path(&self) -> &[Step] {
        match &self.act {
            Act::Set { path, .. } | Act::Clear { path, .. } => path,
            Act::Append { list, .. } => list,
        }
    }

    /// Whether another change of the same record is about the same value, or the same item of a list.
    pub fn meets(&self, other: &[Step]) -> bool {
        let own = self.path();
        let item = |path: &[Step]| path.iter().position(|step| matches!(step, Step::Item(_)));
        own == other || item(own).is_some_and(|at| other.get(..=at) == own.get(..=at))
    }
}

fn whole(told: impl Into<String>) -> Trouble {
    let spot = Spot { sheet: String::new(), cell: String::new() };
    Trouble { spot, told: told.into() }
}

/// Finds out what a workbook is.
///
/// # Errors
/// When it is none of those that are made here.
pub fn returned(sheets: Vec<(String, Grid)>) -> Result<Returned, Trouble> {
    let mut marked: Vec<(String, Mark, Grid)> = Vec::new();
    let mut bases = BTreeMap::new();
    for (name, grid) in sheets {
        let mark = grid.get(1, 1).and_then(|cell| Mark::read(&cell.shown()));
        match mark {
            Some(mark) => marked.push((name, mark, grid)),
            None if name == BASE => bases = base(&grid),
            None => {}
        }
    }
    let Some((_, mark, _)) = marked.first() else {
        return Err(whole(
            "这不是 tongbao sheets export 或 confirm export 生成的工作簿：各表第一行的标记没有了。请在原来的工作簿里填写，不要只复制内容",
        ));
    };
    let mark = mark.clone();
    if mark.tongbao != 1 {
        return Err(whole("这个工作簿是更新的程序生成的，请用新的 tongbao 收表"));
    }
    let like = |other: &Mark| Mark { sheet: mark.sheet.clone(), ..other.clone() } == mark;
    if let Some((name, ..)) = marked.iter().find(|(_, other, _)| !like(other)) {
        let spot = Spot { sheet: name.clone(), cell: "A1".to_owned() };
        let told = "这张表来自另一个工作簿。请不要把表移到别的工作簿里".to_owned();
        return Err(Trouble { spot, told });
    }
    Ok(Returned { mark, sheets: marked, bases })
}

fn base(grid: &Grid) -> BTreeMap<String, String> {
    let mut parts: BTreeMap<u32, (String, Vec<String>)> = BTreeMap::new();
    for (row, cells) in grid.rows(1) {
        for (column, cell) in cells {
            if row == 1 {
                parts.insert(*column, (cell.shown(), Vec::new()));
            } else if let Some((_, parts)) = parts.get_mut(column) {
                parts.push(cell.shown());
            }
        }
    }
    let text =
        |(id, parts): (String, Vec<String>)| Some((id, mark::whole(parts.iter().map(String::as_str))?));
    parts.into_values().filter_map(text).collect()
}

impl Returned {
    /// Whether it is one by which another party confirms figures.
    pub fn is_confirmation(&self) -> bool {
        self.sheets.iter().any(|(_, mark, _)| mark.sheet == confirm::PAGE)
    }

    /// A record as it was when the workbook was made, where that can be told: the workbook carries it, or the record is
    /// still the same.
    ///
    /// # Errors
    /// When neither is so.
    pub fn base(&self, subject: &str, now: &str) -> Result<String, Trouble> {
        let digest = self.mark.records.get(subject).map(String::as_str).unwrap_or_default();
        if mark::digest(now) == digest {
            return Ok(now.to_owned());
        }
        match self.bases.get(subject) {
            Some(text) if mark::digest(text) == digest => Ok(text.clone()),
            _ => Err(whole(format!(
                "“{subject}”的记录在工作簿生成以后改过，而这个文件里没有生成时的底稿（CSV 没有），分不清是谁改的。\
                 请交完整的工作簿，或者重新运行 tongbao sheets export 再填"
            ))),
        }
    }
}

/// What the workbook says, and the same workbook made anew from the records as they were then.
pub fn compare(returned: &Returned, book: &Book) -> (Vec<Change>, Vec<Trouble>) {
    let (mut changes, mut troubles) = (Vec::new(), Vec::new());
    let mut met = BTreeSet::new();
    for (name, mark, grid) in returned.sheets.iter().filter(|(_, mark, _)| mark.sheet != "cover") {
        if !met.insert(mark.sheet.as_str()) {
            let spot = Spot { sheet: name.clone(), cell: String::new() };
            let told = "这张表在工作簿里有两份，不知道以哪一份为准。请只留一份".to_owned();
            troubles.push(Trouble { spot, told });
            continue;
        }
        let Some(page) = book.pages.iter().find(|page| page.id == mark.sheet) else {
            let spot = Spot { sheet: name.clone(), cell: String::new() };
            let told = format!("方案里现在没有这张表（{}）。请重新运行 {}", mark.sheet, made_by(&mark.sheet));
            troubles.push(Trouble { spot, told });
            continue;
        };
        let Some(sheet) = Sheet::new(name, grid, page, book, &mut troubles) else { continue };
        sheet.read(&mut changes, &mut troubles);
    }
    (changes, troubles)
}

/// The command that makes workbooks with such a sheet.
fn made_by(sheet: &str) -> &'static str {
    if sheet == confirm::PAGE { "tongbao confirm export" } else { "tongbao sheets export" }
}

/// A sheet whose columns are known.
struct Sheet<'a> {
    name: &'a str,
    grid: &'a Grid,
    page: &'a Page,
    book: &'a Book,
    head: u32,
    columns: Vec<Option<u32>>,
}

impl<'a> Sheet<'a> {
    fn new(
        name: &'a str,
        grid: &'a Grid,
        page: &'a Page,
        book: &'a Book,
        troubles: &mut Vec<Trouble>,
    ) -> Option<Self> {
        let text = |row: u32, column: u32| grid.get(row, column).map(|cell| cell.shown().trim().to_owned());
        let is_head = |row: &u32| {
            (1..).zip(KEY_HEADS).all(|(column, head)| text(*row, column).as_deref() == Some(head))
        };
        let Some(head) = (1..=TOP).find(is_head) else {
            let spot = Spot { sheet: name.to_owned(), cell: "A3".to_owned() };
            let told = format!("找不到表头“{}”。灰色的两列不要改，也不要移动", KEY_HEADS.join("”“"));
            troubles.push(Trouble { spot, told });
            return None;
        };
        let heads = grid.rows(head).next().map(|(_, cells)| cells).unwrap_or_default();
        let find = |of: &super::form::Column| {
            heads.iter().find(|(_, cell)| cell.shown().trim() == of.head).map(|(column, _)| *column)
        };
        let columns: Vec<Option<u32>> = page.columns.iter().map(find).collect();
        let lost = page.columns.iter().zip(&columns).filter(|(_, column)| column.is_none());
        let lost: Vec<String> = lost.map(|(of, _)| of.head.clone()).collect();
        if !lost.is_empty() {
            let spot = Spot { sheet: name.to_owned(), cell: format!("A{head}") };
            let told = format!("表头里少了 {}。请不要删列或改表头", some(&lost));
            troubles.push(Trouble { spot, told });
            return None;
        }
        Some(Self { name, grid, page, book, head, columns })
    }

    fn spot(&self, row: u32, column: usize) -> Spot {
        let column = self.columns.get(column).copied().flatten().unwrap_or(1);
        Spot { sheet: self.name.to_owned(), cell: format!("{}{row}", column_letters(column)) }
    }

    fn cell(&self, row: u32, column: usize) -> Option<&'a content::Cell> {
        self.grid.get(row, self.columns.get(column).copied().flatten()?)
    }

    fn read(&self, changes: &mut Vec<Change>, troubles: &mut Vec<Trouble>) {
        let subject = |record: usize| self.book.records[record].subject.as_str();
        let known: BTreeMap<(&str, &str), &Row> =
            self.page.rows.iter().map(|row| ((subject(row.record), row.key.as_str()), row)).collect();
        let mut seen = BTreeSet::new();
        for (row, _) in self.grid.rows(self.head + 1) {
            let key = |column: u32| {
                self.grid.get(row, column).map_or_else(String::new, |cell| cell.shown().trim().to_owned())
            };
            let (subject, key) = (key(1), key(2));
            if key.is_empty() {
                if let Some(spare) = &self.page.spare {
                    changes.extend(self.added(row, &subject, spare, troubles));
                } else if let Some(column) =
                    (0..self.columns.len()).find(|column| self.cell(row, *column).is_some())
                {
                    let told = "这一行没有标识，不知道说的是什么。这张表不能添行".to_owned();
                    troubles.push(Trouble { spot: self.spot(row, column), told });
                }
                continue;
            }
            let at = Spot { sheet: self.name.to_owned(), cell: format!("B{row}") };
            let Some(of) = known.get(&(subject.as_str(), key.as_str())) else {
                let told = format!(
                    "认不出“{subject}”的“{key}”：方案改过，或者灰色的标识被改动。请重新运行 {}",
                    made_by(self.page.id)
                );
                troubles.push(Trouble { spot: at, told });
                continue;
            };
            if !seen.insert((of.record, of.key.as_str())) {
                let told = format!("“{key}”有两行，不知道以哪一行为准。要添一行的，请用表下方的空行");
                troubles.push(Trouble { spot: at, told });
                continue;
            }
            self.known(row, of, changes, troubles);
        }
        let gone = self.page.rows.iter().filter(|row| !seen.contains(&(row.record, row.key.as_str())));
        let gone: Vec<String> = gone
            .filter(|row| fills(row).any(|fill| !fill.now.is_empty()))
            .map(|row| row.key.clone())
            .collect();
        if !gone.is_empty() {
            let spot = Spot { sheet: self.name.to_owned(), cell: String::new() };
            let told =
                format!("少了几行：{}。请不要删行；要删去记录里的值，把格子清空，再加 --clear", some(&gone));
            troubles.push(Trouble { spot, told });
        }
    }

    fn known(&self, row: u32, of: &Row, changes: &mut Vec<Change>, troubles: &mut Vec<Trouble>) {
        let mut item: Vec<(Vec<Step>, String, Check)> = Vec::new();
        let mut first = None;
        let before = changes.len();
        for (column, cell) in of.cells.iter().enumerate() {
            let (Cell::Fill(fill) | Cell::Held(fill)) = cell else {
                troubles.extend(self.filled_elsewhere(row, column, cell));
                continue;
            };
            let now = match check::value(self.cell(row, column), &fill.check) {
                Ok(now) => now,
                Err(told) => {
                    troubles.push(Trouble { spot: self.spot(row, column), told });
                    continue;
                }
            };
            if same(&fill.check, &fill.now, &now) {
                continue;
            }
            // A row that comes with a thing and becomes an item of a list once something is said of it.
            if let Some(at) = fill.path.iter().position(|step| *step == Step::New) {
                first.get_or_insert((column, fill.path[..at].to_vec()));
                item.push((fill.path[at + 1..].to_vec(), now, fill.check.clone()));
                continue;
            }
            let told = (fill.check.label(&fill.now), fill.check.label(&now));
            let (path, before, check) = (fill.path.clone(), fill.now.clone(), fill.check.clone());
            let act = match now.is_empty() {
                true => Act::Clear { path, before, check },
                false => Act::Set { path, before, after: now, check },
            };
            let about = self.about(of);
            changes.push(Change { spot: self.spot(row, column), record: of.record, about, told, act });
        }
        // A number is in the unit that its row says, which the scheme may have changed.
        if let Some(told) = self.other_unit(row, of).filter(|_| changes.len() > before) {
            changes.truncate(before);
            troubles.push(told);
        }
        if let Some((column, list)) = first {
            let own = of.key.trim_start_matches('+').to_owned();
            item.insert(0, (keys(&["problem"]), own, Check::Text));
            let change = self.append(row, column, of.record, list, item);
            changes.push(Change { about: self.about(of), ..change });
        }
    }

    /// A grade, score or state where none is to be chosen: it would be passed over.
    fn filled_elsewhere(&self, row: u32, column: usize, cell: &Cell) -> Option<Trouble> {
        let graded = self.page.id == "observations" && self.page.columns[column].head == GRADED;
        let Cell::Shown(own) = cell else { return None };
        let there = self.cell(row, column).map_or_else(String::new, |cell| cell.shown().trim().to_owned());
        let told = format!("这一格不在这里填（{own}），写的却是“{there}”。请改回“{own}”，填到该填的地方");
        (graded && !there.is_empty() && there != *own).then(|| Trouble { spot: self.spot(row, column), told })
    }

    /// The unit of a figure where it is not what it was when the workbook was made.
    fn other_unit(&self, row: u32, of: &Row) -> Option<Trouble> {
        let column =
            self.page.columns.iter().position(|column| self.page.id == "figures" && column.head == UNIT)?;
        let Cell::Shown(unit) = of.cells.get(column)? else { return None };
        let there = self.cell(row, column).map_or_else(String::new, |cell| cell.shown().trim().to_owned());
        let told = format!(
            "工作簿里的单位是“{there}”，方案里现在是“{unit}”，不知道数是按哪个填的。请重新运行 tongbao sheets export"
        );
        (there != *unit).then(|| Trouble { spot: self.spot(row, column), told })
    }

    /// What a row is called on its sheet.
    fn about(&self, of: &Row) -> String {
        let own = usize::from(self.book.origin.organ.is_some());
        let title = of.cells.iter().skip(own).take(1).find_map(|cell| match cell {
            Cell::Shown(text) if !text.is_empty() => Some(text.clone()),
            Cell::Shown(_) | Cell::Number(_) | Cell::Formula(_) | Cell::Fill(_) | Cell::Held(_) => None,
        });
        title.unwrap_or_else(|| of.key.clone())
    }

    fn append(
        &self,
        row: u32,
        column: usize,
        record: usize,
        list: Vec<Step>,
        fields: Vec<(Vec<Step>, String, Check)>,
    ) -> Change {
        let told: Vec<String> = fields.iter().map(|(_, value, check)| check.label(value)).collect();
        let act = Act::Append { list, fields };
        let (about, told) = ("新增".to_owned(), (String::new(), told.join("，")));
        Change { spot: self.spot(row, column), record, about, told, act }
    }

    /// A row that somebody added.
    fn added(&self, row: u32, subject: &str, spare: &Spare, troubles: &mut Vec<Trouble>) -> Option<Change> {
        let mut fields = Vec::new();
        let (mut record, mut list, mut first, mut sound) = (None, spare.list.clone(), None, true);
        let mut empty = true;
        for (column, of) in spare.columns.iter().enumerate() {
            let cell = self.cell(row, column);
            let value = match of {
                SpareCell::Blank => continue,
                SpareCell::Subject(words) | SpareCell::Owner(_, words) => {
                    cell.map_or(Ok(String::new()), |cell| check::chosen(&cell.shown(), words))
                }
                SpareCell::Field(_, check) => check::value(cell, check),
            };
            let value = match value {
                Ok(value) if value.is_empty() => continue,
                Ok(value) => value,
                Err(told) => {
                    troubles.push(Trouble { spot: self.spot(row, column), told });
                    (sound, empty) = (false, false);
                    continue;
                }
            };
            match of {
                SpareCell::Blank => {}
                SpareCell::Subject(_) => record = Some(value),
                SpareCell::Owner(lists, _) => {
                    list = lists.iter().find(|list| super::form::shown(list) == value).cloned();
                    empty = false;
                }
                SpareCell::Field(path, check) => {
                    first.get_or_insert(column);
                    empty = false;
                    fields.push((path.clone(), value, check.clone()));
                }
            }
        }
        if empty || !sound {
            return None;
        }
        let subjects = &self.book.records;
        let wanted = record.as_deref().or(Some(subject).filter(|subject| !subject.is_empty()));
        let record = match (wanted, &subjects[..]) {
            (None, [_]) => Some(0),
            (None, _) => None,
            (Some(wanted), all) => all.iter().position(|base: &Base| base.subject.as_str() == wanted),
        };
        let column = first.unwrap_or(0);
        let told = match (record, list) {
            (Some(record), Some(list)) if first.is_some() => {
                return Some(self.append(row, column, record, list, fields));
            }
            (None, _) => "这一行没有写是哪个对象的，请在“对象”一列选",
            (_, None) => "这一行没有写是哪一项的，请在第一列里选",
            (Some(_), Some(_)) => "这一行只选了是哪一项，没有写内容；用不着的请清空",
        };
        troubles.push(Trouble { spot: self.spot(row, column), told: told.to_owned() });
        None
    }
}

fn fills(row: &Row) -> impl Iterator<Item = &Fill> {
    row.cells.iter().filter_map(|cell| match cell {
        Cell::Fill(fill) => Some(fill),
        Cell::Shown(_) | Cell::Number(_) | Cell::Formula(_) | Cell::Held(_) => None,
    })
}
