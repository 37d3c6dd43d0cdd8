//! Papers of tables: the same on the page and in the Word file.

use serde::Serialize;

use crate::site::base::Table;
use crate::site::base::chrome::Marks;

/// An attachment: a title, and what of the results stands under it.
#[derive(Debug, Serialize)]
pub struct Attachment<'a> {
    /// As the circular names it.
    pub title: &'a str,
    /// A table for each scheme that has anything to show.
    pub tables: Vec<Table<'a>>,
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
    pub organ: &'a str,
    /// In their order; what each lists, and where that is laid down, is its note.
    pub tables: Vec<Table<'a>>,
}
