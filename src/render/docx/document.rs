//! What a Word file shows, as its templates see it. Lengths are in twentieths of a point.

use serde::Serialize;

use super::style::Style;
use super::table::Table;

/// A Word file.
#[derive(Debug, Serialize)]
pub(super) struct Document {
    pub title: String,
    /// The organ that signs.
    pub author: String,
    /// `2020-05-18`
    pub day: String,
    /// What must not be overlooked, on every sheet.
    pub mark: String,
    pub blocks: Vec<Block>,
    pub colophon: Option<Colophon>,
    /// Whether the colophon has a sheet of its own, the next even one; else it stands below the text.
    pub colophon_alone: bool,
}

/// A piece of the text.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph; what it does not say is said by its style.
#[derive(Debug, Serialize)]
pub(super) struct Paragraph {
    pub style: Style,
    pub runs: Vec<Run>,
    /// Stays on the sheet of what follows.
    pub keep_next: bool,
    pub spacing: Option<Spacing>,
    pub indent: Option<Indent>,
    /// What follows has sheets of its own.
    pub ends_section: bool,
}

/// Words in one manner.
#[derive(Debug, Serialize)]
pub(super) struct Run {
    /// Lines, between which a line is broken.
    pub lines: Vec<String>,
    pub bold: bool,
    /// In half points, where the style's does not hold.
    pub size: Option<usize>,
}

/// What is free above and below a paragraph, and the exact height of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Spacing {
    pub before: i32,
    pub after: i32,
    pub line: i32,
}

/// What is free left of a paragraph's lines, and by how much its first one begins before the others.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Indent {
    pub left: i32,
    pub hanging: i32,
}

/// The colophon (版记).
#[derive(Debug, Serialize)]
pub(super) struct Colophon {
    /// 抄送：…。
    pub copies: Option<String>,
    /// 印发机关
    pub issuer: String,
    /// 2020年5月18日印发
    pub issued: String,
    pub width: i32,
    /// Of the columns of issuer and day.
    pub widths: [i32; 2],
}

impl Paragraph {
    /// A paragraph in one manner.
    pub fn new(style: Style, text: &str) -> Self {
        let runs = if text.is_empty() { Vec::new() } else { vec![Run::new(text)] };
        Self { style, runs, keep_next: false, spacing: None, indent: None, ends_section: false }
    }
}

impl Run {
    /// Words as the paragraph's style has them.
    pub fn new(text: &str) -> Self {
        let lines = text.trim_end_matches('\n').split('\n').map(str::to_owned).collect();
        Self { lines, bold: false, size: None }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
