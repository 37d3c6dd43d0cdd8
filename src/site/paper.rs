//! An official paper's page: what stands around the text of a circular or a letter.

use serde::Serialize;

use super::attachment::{Attachment, attachment};
use super::chrome::{Chrome, Within};
use super::facts::{BulletinContext, facts};
use super::letters::{self, LetterContext};
use super::number::long_date;
use super::{Link, PageKind, Site};
use crate::model::{Paper, SubjectIndex};

/// What stands on the page of a paper, and in its Word file.
#[derive(Debug, Serialize)]
pub struct PaperPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// 通报 or 反馈函
    pub name: &'static str,
    /// Its title.
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
    /// Its source.
    #[serde(skip)]
    pub source: &'a Paper,
    /// What its placeholders are filled from.
    #[serde(skip)]
    pub context: PaperContext<'a>,
}

/// What the placeholders of a paper see.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PaperContext<'a> {
    /// Those of a circular.
    Bulletin(BulletinContext<'a>),
    /// Those of a letter.
    Letter(Box<LetterContext<'a>>),
}

impl<'a> Site<'a> {
    /// The paper a file shows, be it a page or a Word file; nothing for other files, and where there is no such paper.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a file that is no paper has none")]
    pub fn paper(&self, kind: PageKind) -> Option<PaperPage<'_>> {
        match kind {
            PageKind::Bulletin(year) | PageKind::BulletinDocx(year) => bulletin(self, year),
            PageKind::Letter(year, scheme, subject) | PageKind::LetterDocx(year, scheme, subject) => {
                letter(self, year, scheme, subject)
            }
            _ => None,
        }
    }
}

/// The circular; nothing where the year has none.
fn bulletin<'s>(site: &'s Site<'_>, y: usize) -> Option<PaperPage<'s>> {
    let year = &site.years[y];
    let source = year.year.bulletin.as_ref()?;
    let context = facts(site, year);
    let touched: Vec<_> = year.schemes.iter().collect();
    let crumbs = vec![Link::plain("通报")];
    let chrome = site.edition_chrome(y, Within::Edition, ("bulletin", "通报".to_owned()), crumbs, &touched);
    let attachments = source.attachments.iter().map(|title| attachment(title, &context)).collect();
    Some(PaperPage {
        name: "通报",
        attachments,
        docx: "bulletin.docx".to_owned(),
        document: year.year.document.as_deref(),
        ..page(site, source, chrome, PaperContext::Bulletin(context))
    })
}

/// The letter to a subject; nothing where its scheme has none.
fn letter<'s>(site: &'s Site<'_>, y: usize, s: usize, subject: SubjectIndex) -> Option<PaperPage<'s>> {
    let year = &site.years[y];
    let scheme = &year.schemes[s];
    let source = letters::source(year, scheme)?;
    let context = letters::facts(site, year, scheme, subject, source);
    let (name, file) = (scheme.names[subject.get()], &scheme.files[subject.get()]);
    let crumbs = vec![
        Link::to(scheme.scheme.short.clone(), "../index.html"),
        Link::to(name.name.clone(), format!("../{file}")),
        Link::plain(letters::NAME),
    ];
    let title = format!("{} · {}", name.name, letters::NAME);
    let mut chrome = site.edition_chrome(y, Within::Inside(s), ("letter", title), crumbs, &[scheme]);
    chrome.marks.missing = scheme.missing[subject.get()];
    let page = page(site, source, chrome, PaperContext::Letter(Box::new(context)));
    Some(PaperPage { docx: letters::docx(file), to: page.to.or(Some(&name.name)), ..page })
}

/// A paper with what its source says of it.
fn page<'s>(
    site: &'s Site<'_>,
    source: &'s Paper,
    mut chrome: Chrome<'s>,
    context: PaperContext<'s>,
) -> PaperPage<'s> {
    let signed = source.signed.as_deref().unwrap_or(&site.input.content.site.organ);
    // The marks stand in the text.
    chrome.stamp = None;
    PaperPage {
        chrome,
        name: letters::NAME,
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
        context,
    }
}
