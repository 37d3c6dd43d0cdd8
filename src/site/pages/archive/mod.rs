//! The archive: every edition that was ever released, which one holds, and what each corrected.

mod sheet;

use serde::Serialize;

use crate::model::Year;
use crate::site::base::links::ARCHIVE;
use crate::site::base::{At, Form, Kind, NavItem, Outside, Page, Shows, Site};
use crate::site::parts::editions::{CorrectionSet, EditionRow, corrections, editions};
use crate::wording::{archive_told, register_number};

pub(crate) const KIND: Kind = Kind {
    files: |_, files| {
        let at = At::default();
        files.root(ARCHIVE, at, Form::Page(page));
        files.root("editions.js", at, Form::EditionsScript);
        files.root("errata.json", at, Form::Errata);
        files.root("feed.xml", at, Form::Feed);
        files.root("data/all-years.csv", at, Form::Sheet(sheet::sheet));
    },
    nav: |_, spot| {
        let href = format!("{}{ARCHIVE}", spot.root);
        vec![NavItem::new("归档", href, spot.kind == KIND.name).at_the_right()]
    },
    find_at_root: |_, finder| finder.page("归档与更正", "archive", "全部版次"),
    ..Kind::new("archive")
};

#[derive(Debug, Serialize)]
pub struct ArchivePage {
    pub heading: &'static str,
    pub sentence: String,
    /// Whether years are compared.
    pub compared: bool,
    /// Whether the site has several years.
    pub several_years: bool,
    /// Every edition, newest year and version first.
    pub editions: Vec<EditionRow>,
    /// How far the register of releases and withdrawals is.
    pub register: Option<String>,
    /// What each version corrected, newest first.
    pub corrections: Vec<CorrectionSet>,
}

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let chrome =
        site.outside_chrome(Outside { shows: Shows::Editions, ..Outside::new(KIND.name, "归档", "") });
    let archive = &site.input.archive;
    let mut years: Vec<Year> = archive.releases.iter().map(|release| release.year).collect();
    years.extend(site.years.iter().map(|year| year.year.year));
    years.sort_unstable();
    years.dedup();
    years.reverse();
    let corrected = archive.releases.iter().filter(|release| release.corrections.is_some()).count();
    let withdrawn = archive.releases.iter().filter(|release| release.withdrawn.is_some()).count();
    Page::new(
        chrome,
        ArchivePage {
            heading: "归档与更正",
            compared: !site.comparisons.is_empty(),
            sentence: archive_told(archive.releases.len(), corrected, withdrawn),
            register: archive.register.as_ref().map(register_number),
            several_years: years.len() > 1,
            editions: years.iter().flat_map(|year| editions(site, *year, "")).collect(),
            corrections: years.iter().flat_map(|year| corrections(site, *year, "")).collect(),
        },
    )
}
