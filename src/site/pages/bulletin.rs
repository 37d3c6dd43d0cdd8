//! The circular of a year, with its attachments.

use crate::site::base::links::BULLETIN;
use crate::site::base::{
    At, Chrome, Data, Form, Kind, NavItem, Own, Page, PaperAt, PaperPage, Site, Way, YearSite,
};
use crate::site::parts::attachment::attachment;
use crate::site::parts::facts::schemes;

const NAME: &str = "通报";
const DOCX: &str = "bulletin.docx";

pub(crate) const KIND: Kind = Kind {
    own: Some(Own {
        data: &[Data {
            file: DOCX,
            form: Form::Paper(paper),
            format: "DOCX",
            title: "通报（Word、WPS 文件）",
        }],
        printed: Some("通报（打印为公文）"),
        ..Own::new(BULLETIN, page, way)
    }),
    nav: |site, spot| match spot.edition.filter(|y| way(&site.years[*y]).is_some()) {
        Some(_) => vec![NavItem::new(NAME, format!("{}{BULLETIN}", spot.up), spot.kind == KIND.name)],
        None => Vec::new(),
    },
    ..Kind::new("bulletin")
};

/// The page of a year's circular, named from the site's root.
pub fn file(year: &YearSite) -> String {
    format!("{}{BULLETIN}", year.folder)
}

fn way(year: &YearSite) -> Option<Way> {
    year.year.bulletin.as_ref().map(|source| Way {
        name: NAME.to_owned(),
        title: source.title.clone(),
        words: year.year.document.as_deref().unwrap_or(NAME).to_owned(),
    })
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let (chrome, paper) = both(site, at);
    paper.page(chrome)
}

fn paper<'s>(site: &'s Site<'_>, at: At) -> PaperPage<'s> {
    both(site, at).1
}

fn both<'s>(site: &'s Site<'_>, at: At) -> (Chrome<'s>, PaperPage<'s>) {
    let year = site.year(at);
    let source = year.year.bulletin.as_ref().expect("only a year with a circular has the page of it");
    let chrome = site.own_chrome(at, KIND.name, NAME, NAME);
    // What all subjects did is gathered for a circular that shows it.
    let schemes = if source.attachments.is_empty() { Vec::new() } else { schemes(year) };
    let attachments = source.attachments.iter().map(|title| attachment(title, &schemes)).collect();
    let circular = PaperAt { year: at.year, letter: None };
    let paper = PaperPage {
        attachments,
        docx: DOCX.to_owned(),
        document: year.year.document.as_deref(),
        ..PaperPage::new(site, NAME, source, &chrome, circular)
    };
    (chrome, paper)
}
