//! The letter to a subject, where its scheme has one.

use crate::model::SubjectIndex;
use crate::site::base::{At, Chrome, Form, Kind, Link, Page, PaperAt, PaperPage, Site, Within, YearSite};
use crate::site::parts::letters::{FOLDER, NAME, docx, source};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            if source(year, scheme).is_none() {
                continue;
            }
            for (item, file) in scheme.files.iter().enumerate() {
                let (at, id) = (At { year: y, scheme: s, item, page: 0 }, &scheme.scheme.id);
                files.edition(year, format!("{id}/{FOLDER}{file}"), at, Form::Page(page));
                files.edition(year, format!("{id}/{FOLDER}{}", docx(file)), at, Form::Paper(paper));
            }
        }
    },
    ..Kind::new("letter")
};

/// The page of the letter to a subject, named from the site's root.
pub fn file(year: &YearSite, scheme: usize, subject: SubjectIndex) -> String {
    let scheme = &year.schemes[scheme];
    format!("{}{}/{FOLDER}{}", year.folder, scheme.scheme.id, scheme.files[subject.get()])
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
    let scheme = &year.schemes[at.scheme];
    let source = source(year, scheme).expect("only a scheme with a letter has pages of it");
    let (name, file) = (scheme.names[at.item], &scheme.files[at.item]);
    let crumbs = vec![
        Link::to(scheme.scheme.short.clone(), "../index.html"),
        Link::to(name.name.clone(), format!("../{file}")),
        Link::plain(NAME),
    ];
    let named = (KIND.name, format!("{} · {NAME}", name.name));
    let mut chrome = site.edition_chrome(at, Within::Inside, named, crumbs);
    chrome.marks.missing = scheme.missing[at.item];
    let letter = PaperAt { year: at.year, letter: Some((at.scheme, SubjectIndex::new(at.item))) };
    let paper = PaperPage::new(site, NAME, source, &chrome, letter);
    (chrome, PaperPage { docx: docx(file), to: paper.to.or(Some(&name.name)), ..paper })
}
