//! An official paper: what stands around the text of a circular or a letter.

use serde::Serialize;

use crate::model::{Paper, SubjectIndex};
use crate::site::base::chrome::Marks;
use crate::site::base::table::Attachment;
use crate::site::base::{Chrome, Page, Site, Text};
use crate::wording::number::long_date;

/// Which paper of a site: the circular of a year, or the letter to a subject of a scheme in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaperAt {
    /// The year, as a position in the site's list.
    pub year: usize,
    /// The scheme, as a position in the year's list, and the subject.
    pub letter: Option<(usize, SubjectIndex)>,
}

#[derive(Serialize)]
pub struct PaperPage<'a> {
    /// What every sheet is marked with.
    #[serde(skip)]
    pub marks: Marks<'a>,
    /// 通报 or 反馈函
    pub name: &'static str,
    pub heading: &'a str,
    /// 样例〔2019〕0号
    pub document: Option<&'a str>,
    /// Whom it addresses.
    pub to: Option<&'a str>,
    /// The organ that signs.
    pub signed: &'a str,
    /// The date under the signature.
    pub date: Option<&'a str>,
    /// Who gets a copy (抄送).
    pub copies: Option<&'a str>,
    /// Who prints and sends it (印发机关): the organ that signs where nobody else does.
    pub issuer: &'a str,
    /// The day it is sent (印发日期), in words.
    pub issued: Option<String>,
    /// The attachments, each on a sheet of its own.
    pub attachments: Vec<Attachment<'a>>,
    /// The same as a Word file.
    pub docx: String,
    #[serde(skip)]
    pub source: &'a Paper,
    /// Which paper it is: rendering fills its text once for all that show it.
    #[serde(skip)]
    pub at: PaperAt,
}

impl<'a> PaperPage<'a> {
    /// A paper with what its source says of it.
    pub(crate) fn new(
        site: &Site<'a>,
        name: &'static str,
        source: &'a Paper,
        chrome: &Chrome<'a>,
        at: PaperAt,
    ) -> Self {
        let signed = source.signed.as_deref().unwrap_or(&site.content().site.organ);
        Self {
            marks: chrome.marks.clone(),
            name,
            heading: &source.title,
            document: source.document.as_deref(),
            to: source.to.as_deref().map(|to| to.trim_end_matches(['：', ':'])),
            signed,
            date: source.date.as_deref(),
            copies: source.copies.as_deref().map(|copies| copies.trim_end_matches('。')),
            issuer: source.issuer.as_deref().unwrap_or(signed),
            issued: source.issued.map(long_date),
            attachments: Vec::new(),
            docx: String::new(),
            source,
            at,
        }
    }

    /// The paper as a page.
    pub(crate) fn page(self, mut chrome: Chrome<'a>) -> Page<'a> {
        // The marks stand in the text.
        chrome.stamp = None;
        let text = Text::Paper(self.source, self.at);
        Page { text, ..Page::new(chrome, self) }
    }
}
