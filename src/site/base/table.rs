//! A table of a paper: the same on the page and in the Word file.

use serde::Serialize;

use crate::site::base::chrome::Marks;

/// A table of an attachment.
#[derive(Debug, Serialize)]
pub struct AttachedTable {
    /// The scheme's title.
    pub caption: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column's head.
#[derive(Debug, Serialize)]
pub struct Head {
    /// What the column shows.
    pub title: String,
    /// `num` for numbers, `nb` for what is not broken over lines, or empty.
    pub class: &'static str,
}

/// A cell.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// As its column's.
    pub class: &'static str,
    /// Whether it names its row.
    pub heads: bool,
}

/// An attachment: a title, and what of the results stands under it.
#[derive(Debug, Serialize)]
pub struct Attachment<'a> {
    /// As the circular names it.
    pub title: &'a str,
    /// A table for each scheme that has anything to show.
    pub tables: Vec<AttachedTable>,
}

/// Tables that are a paper by themselves.
#[derive(Debug, Serialize)]
pub struct TablePaper<'a> {
    /// What every sheet is marked with.
    pub marks: Marks<'a>,
    /// 2019年度谈话名单
    pub heading: String,
    /// What the tables hold, in words.
    pub sentence: String,
    /// The organ whose paper it is.
    pub organ: &'a str,
    /// In their order.
    pub tables: Vec<TitledTable>,
}

/// A table with what it is about.
#[derive(Debug, Serialize)]
pub struct TitledTable {
    /// Its anchor.
    pub id: String,
    /// What it lists, and where that is laid down.
    pub about: String,
    /// Its heads and rows.
    pub table: AttachedTable,
}
