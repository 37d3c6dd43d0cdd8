//! A workbook before anybody writes or reads it: pages of rows, each cell with what it shows or what of a record it is.

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::content::{Outline, Shape};
use crate::model::SubjectId;

/// A workbook to fill in.
#[derive(Debug)]
pub struct Book {
    /// Its name as a file, without the ending.
    pub file: String,
    /// What stands on its cover and at the head of each page.
    pub title: String,
    /// The cover: what it is for, and how it is filled in.
    pub cover: Vec<(String, String)>,
    /// Its sheets.
    pub pages: Vec<Page>,
    /// The records that it speaks of.
    pub records: Vec<Base>,
    /// What it came from.
    pub origin: Origin,
}

/// Where a workbook came from, so that it finds its way back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The site's id, or its organ.
    pub site: String,
    /// The year.
    pub year: i16,
    /// The scheme.
    pub scheme: String,
    /// The organ that provides it, where the workbook is one organ's.
    pub organ: Option<String>,
}

/// A record as it was when the workbook was made.
#[derive(Clone, Debug)]
pub struct Base {
    /// Whose.
    pub subject: SubjectId,
    /// What the subject is called.
    pub name: String,
    /// The file's text; empty where there was none.
    pub text: String,
}

/// A sheet.
#[derive(Debug)]
pub struct Page {
    /// What it is to the program.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// One line about it.
    pub about: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What a row that is added becomes.
    pub spare: Option<Spare>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head, by which it is found again.
    pub head: String,
    /// In characters.
    pub width: f64,
}

/// A row about something that is known.
#[derive(Debug)]
pub struct Row {
    /// Position in [`Book::records`].
    pub record: usize,
    /// What it is about.
    pub key: String,
    /// One a column.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Debug)]
pub enum Cell {
    /// A text that is only shown.
    Shown(String),
    /// A number that is only shown.
    Number(Decimal),
    /// What is worked out from other cells.
    Formula(Formula),
    /// A cell to fill in.
    Fill(Fill),
    /// A value that is only shown, and held against what it is by then when the workbook comes back.
    Held(Fill),
}

/// What is worked out on the sheet. Rows are positions in [`Page::rows`].
#[derive(Clone, Debug)]
pub enum Formula {
    /// How far this row's value is above last year's.
    Growth,
    /// `Σ of ÷ Σ per × by`.
    Ratio(Vec<usize>, Vec<usize>, u32),
    /// `(Σ of ÷ Σ base − 1) × 100`.
    Over(Vec<usize>, Vec<usize>),
    /// `Σ of − Σ less`.
    Sum(Vec<usize>, Vec<usize>),
}

/// A value of a record.
#[derive(Clone, Debug)]
pub struct Fill {
    /// Where it stands in the record.
    pub path: Vec<Step>,
    /// As the record has it; empty where it says nothing.
    pub now: String,
    /// What may be written.
    pub check: Check,
}

/// What may be written in a cell.
#[derive(Clone, Debug)]
pub enum Check {
    /// Any text.
    Text,
    /// A number.
    Number { least: Option<Decimal>, most: Option<Decimal>, whole: bool, unit: String },
    /// A day.
    Date,
    /// One of several: the record's word, and what people read.
    Choice(Rc<[(String, String)]>),
}

/// What a row that is added becomes: an item of a list.
#[derive(Debug)]
pub struct Spare {
    /// The list, where there is only one in a record.
    pub list: Option<Vec<Step>>,
    /// What stands in each column.
    pub columns: Vec<SpareCell>,
}

/// What stands in a column of an added row.
#[derive(Debug)]
pub enum SpareCell {
    /// Whose record it is, by the name.
    Subject(Rc<[(String, String)]>),
    /// Which list it goes to: those there are, and the words to choose by.
    Owner(Vec<Vec<Step>>, Rc<[(String, String)]>),
    /// A value of the item.
    Field(Vec<Step>, Check),
    /// Nothing.
    Blank,
}

/// A step of the way to a value in a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Behind a key.
    Key(String),
    /// An item of a list.
    Item(usize),
    /// A new item behind those of a list.
    New,
}

/// The way to a value by keys.
pub fn keys(words: &[&str]) -> Vec<Step> {
    words.iter().map(|word| Step::Key((*word).to_owned())).collect()
}

/// A way as messages show it.
pub fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => text.extend([".", key]),
            Step::Item(at) => text.push_str(&format!("[{at}]")),
            Step::New => text.push_str("[]"),
        }
    }
    text
}

/// The key that a bare value stands for where a mapping might stand.
pub fn bare(above: &[Step]) -> &'static str {
    let has = |word: &str| above.iter().any(|step| matches!(step, Step::Key(key) if key == word));
    match () {
        () if has("scores") => "score",
        () if has("grades") => "grade",
        () if has("figures") => "value",
        () => "by",
    }
}

/// What stands at a place of a record.
pub fn find<'o>(root: &'o Outline, path: &[Step]) -> Option<&'o Outline> {
    let mut node = root;
    for (at, step) in path.iter().enumerate() {
        node = match (step, &node.shape) {
            (Step::Key(key), Shape::Map(_)) => node.get(key)?,
            (Step::Item(item), Shape::List(items)) => items.get(*item)?,
            (Step::Key(key), Shape::Text(_)) if at + 1 == path.len() && key == bare(&path[..at]) => node,
            (Step::Key(_) | Step::Item(_) | Step::New, _) => return None,
        };
    }
    Some(node)
}

/// The text at a place of a record; empty where nothing stands there. An empty list is `[]`.
pub fn text_at(root: Option<&Outline>, path: &[Step]) -> String {
    match root.and_then(|root| find(root, path)).map(|node| &node.shape) {
        Some(Shape::Text(text)) => text.trim().to_owned(),
        Some(Shape::List(items)) if items.is_empty() => "[]".to_owned(),
        Some(Shape::List(_) | Shape::Map(_)) | None => String::new(),
    }
}

/// Words to choose among, told apart where two are called the same.
pub fn choices(words: impl IntoIterator<Item = (String, String)>) -> Rc<[(String, String)]> {
    let words: Vec<(String, String)> = words.into_iter().collect();
    let label = |(word, title): &(String, String)| {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let twice = words.iter().filter(|(_, other)| *other == title).count() > 1;
        let label = if title.is_empty() || twice { format!("{title}（{word}）") } else { title };
        (word.clone(), label)
    };
    words.iter().map(label).collect()
}

impl Check {
    /// What people read for a value of the record.
    pub fn label(&self, value: &str) -> String {
        let Check::Choice(words) = self else { return value.to_owned() };
        words
            .iter()
            .find(|(word, _)| word == value)
            .map_or_else(|| value.to_owned(), |(_, label)| label.clone())
    }
}
