//! The circular's page: what stands around its text.

use serde::Serialize;

use super::Site;
use super::chrome::{Chrome, Within};
use super::facts::{BulletinContext, facts};
use super::number::long_date;
use crate::model::Bulletin;

/// What stands on the circular's page.
#[derive(Debug, Serialize)]
pub struct BulletinPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
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
    /// Its source.
    #[serde(skip)]
    pub source: &'a Bulletin,
    /// What its placeholders are filled from.
    #[serde(skip)]
    pub context: BulletinContext<'a>,
}

/// An attachment: a title, and what of the results stands under it.
#[derive(Debug, Serialize)]
pub struct Attachment<'a> {
    /// As the circular names it.
    pub title: &'a str,
    /// `problems`, `scores` or `grades`: what the table shows, by what the title speaks of.
    pub shows: &'static str,
}

/// The view of the circular's page; nothing where the year has none.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize) -> Option<BulletinPage<'s>> {
    let year = &site.years[y];
    let source = year.year.bulletin.as_ref()?;
    let touched: Vec<_> = year.schemes.iter().collect();
    let crumbs = vec![super::Link::plain("通报")];
    let signed = source.signed.as_deref().unwrap_or(&site.input.content.site.organ);
    let mut chrome =
        site.edition_chrome(y, Within::Edition, ("bulletin", "通报".to_owned()), crumbs, &touched);
    chrome.stamp = None;
    Some(BulletinPage {
        chrome,
        heading: &source.title,
        document: year.year.document.as_deref(),
        to: source.to.as_deref().map(|to| to.trim_end_matches(['：', ':'])),
        signed,
        date: source.date.as_deref(),
        copies: source.copies.as_deref().map(|copies| copies.trim_end_matches('。')),
        issuer: source.issuer.as_deref().unwrap_or(signed),
        issued: source.issued.map(long_date),
        attachments: source.attachments.iter().map(|title| attachment(title)).collect(),
        source,
        context: facts(site, year),
    })
}

fn attachment(title: &str) -> Attachment<'_> {
    let shows = if title.contains("问题") {
        "problems"
    } else if title.contains("得分") {
        "scores"
    } else {
        "grades"
    };
    Attachment { title, shows }
}
