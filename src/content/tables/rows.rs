//! The rows of a sheet: which subject each speaks of, and where its values stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::super::subjects::Subjects;
use super::describe::{Description, Layout};
use super::grid::{Cell, Grid, Merged};
use super::heads::{Head, Over, heads};
use super::text::{self, normal};
use crate::diagnostics::{Code, Diagnostic, Span, some};
use crate::model::{Place, SubjectId};

/// Rows that add up or average others, by what stands in place of a subject. They are passed over, and that is told.
const TOTALS: [&str; 9] = ["合计", "总计", "小计", "共计", "累计", "平均", "平均数", "平均值", "均值"];
/// Rows that are told of one by one.
const MOST_TOLD: usize = 20;

/// What the rows of a table hold, by subject.
pub(super) struct Rows {
    pub by_subject: BTreeMap<SubjectId, Vec<Entry>>,
    /// What stands over the values, by column of the description: one for all items of a long table.
    pub heads: Vec<Head>,
    /// The unit that is stated over the table for all of it, with its cell.
    pub unit: Option<Over>,
    /// Rows were reported of which it is not known whose they are.
    pub unsure: bool,
}

/// A value of a subject: where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Which column, or item, of the description.
    pub column: usize,
    /// Row and column of the cell.
    pub cell: (u32, u32),
    /// The cell of its unit, in a long table that has such a column.
    pub unit: Option<(u32, u32)>,
}

/// What a sheet is read against.
pub(super) struct Around<'a> {
    pub of: &'a Description,
    pub grid: &'a Grid,
    pub sheet: &'a Arc<str>,
    pub subjects: &'a Subjects,
}

/// Reads the rows; `None` where a column is not there.
pub(super) fn rows(around: &Around<'_>, problems: &mut Vec<Diagnostic>) -> Option<Rows> {
    let found = heads(around, problems)?;
    let mut reader = Reader {
        around,
        names: names(around.subjects),
        subjects: around.grid.merged_in_column(found.subject),
        items: found.long.map(|long| around.grid.merged_in_column(long.item)),
        found: BTreeMap::new(),
        seen: BTreeMap::new(),
        passed: Vec::new(),
        unsure: false,
        problems,
    };
    let long = matches!(around.of.layout, Layout::Long { .. });
    let last = around.of.last.unwrap_or(u32::MAX);
    let width =
        around.grid.rows(around.of.head).next().and_then(|(_, cells)| cells.iter().map(|(at, _)| *at).max());
    let loose = around.of.data.ends_with(".csv");
    for (row, cells) in around.grid.rows(around.of.first).take_while(|(row, _)| *row <= last) {
        let values: Vec<(u32, Option<u32>)> = match found.long {
            Some(long) => vec![(long.value, long.unit)],
            None => found.heads.iter().map(|head| (head.column, None)).collect(),
        };
        let holds = values.iter().any(|(column, _)| reader.holds(row, *column));
        let Some((subject, cell)) = reader.subject(row, found.subject, long, holds) else { continue };
        // In a text a comma within a number makes two of it: 3,456 is 3 and 456, and the last one has no head.
        let beyond =
            cells.iter().map(|(at, _)| *at).find(|at| loose && width.is_some_and(|width| *at > width));
        if let Some(column) = beyond {
            let text = "这一行的格数比表头多，不知道各是哪一列的";
            let problem = reader.problem(Code::TableCell, (row, column), text);
            let hint =
                "多半是数里有千分位的逗号：请去掉逗号，或者给这个数加英文引号；确有这一列的，请补上表头";
            reader.refuse::<()>(problem.hint(hint));
            continue;
        }
        match found.long {
            Some(long) => reader.item(row, &subject, (long.item, long.value, long.unit)),
            None => reader.row(row, subject, cell, &found.heads),
        }
    }
    reader.told();
    let (by_subject, unsure) = (reader.found, reader.unsure);
    Some(Rows { by_subject, heads: found.heads, unit: found.unit, unsure })
}

/// Every id and name, former ones too, with whom it may mean.
fn names(subjects: &Subjects) -> HashMap<String, BTreeSet<&SubjectId>> {
    let mut names: HashMap<String, BTreeSet<&SubjectId>> = HashMap::new();
    for (id, subject) in &subjects.by_id {
        let called = subject.names.iter().flat_map(|name| [&name.name, &name.short]);
        for name in called.map(|name| normal(name)).chain([id.to_string()]) {
            names.entry(name).or_default().insert(id);
        }
    }
    names
}

struct Reader<'a, 'p> {
    around: &'a Around<'a>,
    names: HashMap<String, BTreeSet<&'a SubjectId>>,
    subjects: Merged,
    items: Option<Merged>,
    found: BTreeMap<SubjectId, Vec<Entry>>,
    /// Where each subject, or subject and item, stood first.
    seen: BTreeMap<(SubjectId, usize), (u32, u32)>,
    /// Rows that are passed over, each with what stands there.
    passed: Vec<String>,
    unsure: bool,
    problems: &'p mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn place(&self, (row, column): (u32, u32)) -> Place {
        Place::cell(Arc::clone(&self.around.of.data), Arc::clone(self.around.sheet), row, column)
    }

    fn problem(&self, code: Code, cell: (u32, u32), text: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, &self.place(cell), text)
    }

    fn holds(&self, row: u32, column: u32) -> bool {
        match self.around.grid.get(row, column) {
            Some(Cell::Text(text)) => !text::is_none(text),
            other => other.is_some(),
        }
    }

    /// Reports a row of which it is not known whose it is.
    fn refuse<T>(&mut self, problem: Diagnostic) -> Option<T> {
        self.problems.push(problem);
        self.unsure = true;
        None
    }

    fn skips(&self, word: &str) -> bool {
        self.around.of.skip.iter().any(|skip| normal(skip) == word)
    }

    /// The subject of a row and its cell. `holds`: whether the row has any value.
    fn subject(&mut self, row: u32, column: u32, long: bool, holds: bool) -> Option<(SubjectId, (u32, u32))> {
        let own = (row, column);
        let mut cell = own;
        if self.around.grid.get(row, column).is_none()
            && let Some(first) = self.subjects.first(row)
        {
            // In a long table a merged name stands for every row it covers; in a wide one for its first.
            if first.1 != column || (!long && first.0 != row) {
                if !holds {
                    return None;
                }
                let text = "考核对象的单元格与别的行合并了，这一行的数不知道是谁的";
                let problem = self.problem(Code::TableCell, own, text);
                let hint = "请取消合并，每行写上考核对象；一行一个数的表用 item 和 value 说明";
                return self.refuse(problem.hint(hint));
            }
            cell = first;
        }
        let Some(written) = self.around.grid.get(cell.0, cell.1).map(Cell::shown) else {
            if holds {
                let problem = self.problem(Code::TableCell, own, "这一行有数，却没有写考核对象");
                let hint = "请写上考核对象；不是数据的行请删去，或者用 first、last 写明数据从哪行到哪行";
                return self.refuse(problem.hint(hint));
            }
            return None;
        };
        let word = normal(&written);
        if self.skips(&word) {
            return None;
        }
        if let Some(id) = self.known(&word, &written, cell) {
            return id.map(|id| (id, cell));
        }
        if TOTALS.contains(&&*word) || !holds {
            self.passed.push(format!("第 {row} 行“{}”", shortened(&written)));
            return None;
        }
        if self.names.is_empty() {
            // The list of subjects could not be read.
            return None;
        }
        let all = self.around.subjects.by_id.values();
        let all: Vec<&str> = all.filter_map(|one| one.names.last()).map(|name| name.name.as_str()).collect();
        let problem =
            self.problem(Code::UnknownSubject, cell, format!("没有叫“{}”的考核对象", shortened(&written)));
        let problem = problem.word(&word, all);
        let hint = "请核对名称：可以写标识、名称、简称或曾用名；合计一类的行写进说明的 skip";
        self.refuse(problem.hint(hint))
    }

    /// Whom a name means: `None` for nobody, `Some(None)` where it cannot be told, which is reported.
    fn known(&mut self, word: &str, written: &str, cell: (u32, u32)) -> Option<Option<SubjectId>> {
        let found = self.names.get(word)?;
        if let [one] = found.iter().collect::<Vec<_>>()[..] {
            return Some(Some((*one).clone()));
        }
        let ids: Vec<&str> = found.iter().map(|id| id.as_str()).collect();
        let problem = self.problem(Code::UnknownSubject, cell, format!("有几个考核对象叫“{written}”"));
        Some(self.refuse(problem.allowed(ids).hint("请在表格里写标识")))
    }

    fn row(&mut self, row: u32, subject: SubjectId, cell: (u32, u32), heads: &[Head]) {
        if let Some(first) = self.seen.get(&(subject.clone(), 0)) {
            let problem =
                self.problem(Code::TableTwice, cell, format!("“{}”在表里有两行", self.called(cell)));
            let problem = problem.also_at(&self.place(*first), "第一次写在这里");
            self.problems.push(problem.hint("请只留一行；是别的考核对象的，请改正名称"));
            return;
        }
        self.seen.insert((subject.clone(), 0), cell);
        let entries =
            heads.iter().enumerate().filter(|(_, head)| self.around.grid.get(row, head.column).is_some());
        let entries = entries.map(|(column, head)| Entry { column, cell: (row, head.column), unit: None });
        let entries: Vec<Entry> = entries.collect();
        self.found.entry(subject).or_default().extend(entries);
    }

    fn item(&mut self, row: u32, subject: &SubjectId, (item, value, unit): (u32, u32, Option<u32>)) {
        self.found.entry(subject.clone()).or_default();
        let merged = self.items.as_ref().and_then(|items| items.first(row)).filter(|first| first.1 == item);
        let cell = match self.around.grid.get(row, item) {
            Some(_) => (row, item),
            None => merged.unwrap_or((row, item)),
        };
        let Some(written) = self.around.grid.get(cell.0, cell.1).map(Cell::shown) else {
            if self.holds(row, value) {
                let problem = self.problem(Code::TableCell, cell, "这一行有数，却没有写是哪一项");
                self.problems.push(problem.hint("请写上项目的名称，与说明的 items 一致"));
            }
            return;
        };
        let word = normal(&written);
        if self.skips(&word) {
            return;
        }
        let items = self.around.of.layout.columns();
        let Some(column) = items.iter().position(|one| normal(&one.head.0) == word) else {
            let problem =
                self.problem(Code::TableHead, cell, format!("说明的 items 里没有“{}”", shortened(&written)));
            let problem = problem.word(&word, items.iter().map(|one| &one.head.0));
            self.problems.push(problem.hint("请核对写法，或者把它写进说明的 items；用不着的写进 skip"));
            return;
        };
        if let Some(first) = self.seen.get(&(subject.clone(), column)) {
            let text = format!("“{}”的“{}”在表里有两行", self.name(subject), items[column].head.0);
            let problem = self.problem(Code::TableTwice, (row, value), text);
            self.problems.push(problem.also_at(&self.place(*first), "第一次写在这里").hint("请只留一行"));
            return;
        }
        self.seen.insert((subject.clone(), column), (row, value));
        if self.around.grid.get(row, value).is_some() {
            let unit = unit
                .map(|unit| (row, unit))
                .filter(|(row, unit)| self.around.grid.get(*row, *unit).is_some());
            self.found.entry(subject.clone()).or_default().push(Entry { column, cell: (row, value), unit });
        }
    }

    fn called(&self, (row, column): (u32, u32)) -> String {
        self.around.grid.get(row, column).map_or_else(String::new, |cell| shortened(&cell.shown()))
    }

    fn name(&self, subject: &SubjectId) -> String {
        let names = self.around.subjects.by_id.get(subject).and_then(|subject| subject.names.last());
        names.map_or_else(|| subject.to_string(), |name| name.name.clone())
    }

    /// Tells of the rows that were passed over.
    fn told(&mut self) {
        if self.passed.is_empty() {
            return;
        }
        let (shown, more) = (&self.passed[..self.passed.len().min(MOST_TOLD)], self.passed.len() > MOST_TOLD);
        let more = if more { format!(" 等 {} 行", self.passed.len()) } else { String::new() };
        let text = format!("{}{more}不是考核对象，没有读", some(shown));
        let problem = Diagnostic::new(Code::TablePassed, Arc::clone(&self.around.of.path), text);
        let span = Span { at: self.around.of.subject.1.at, ..self.around.of.subject.1 };
        let problem = problem.span(span).source(Arc::clone(&self.around.of.text));
        self.problems.push(problem.hint("确实如此的，把这些字写进说明的 skip，如 skip: [合计]，就不再提示"));
    }
}

/// As much of a cell as a message shows.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 30;
    let line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}
