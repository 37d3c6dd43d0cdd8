//! An official paper (公文): what stands around its text, and the text with its placeholders.

use std::sync::Arc;

use jiff::civil::Date;

/// A circular, or what the letters to the subjects of a scheme are written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// The file, relative to the content folder.
    pub file: Arc<str>,
    /// The document's heading, 关于…的通报, without its number.
    pub title: String,
    /// Its own number, where it has another one than the year's circular.
    pub document: Option<String>,
    /// Whom it addresses; a letter without it addresses its subject.
    pub to: Option<String>,
    /// The organ that signs.
    pub signed: Option<String>,
    /// The date under the signature, as text.
    pub date: Option<String>,
    /// Who gets a copy (抄送).
    pub copies: Option<String>,
    /// Who prints and sends it (印发机关).
    pub issuer: Option<String>,
    /// The day it is sent (印发日期).
    pub issued: Option<Date>,
    /// Titles of the attachments; a letter has none.
    pub attachments: Vec<String>,
    /// Markdown with placeholders (docs/FORMAT.md), filled for each recipient.
    pub body: String,
    /// The line the body starts at in its file, from 1.
    pub body_line: u32,
}
