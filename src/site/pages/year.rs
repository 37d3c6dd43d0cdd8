//! A year's index: its editions, and which one is in force.

use serde::Serialize;

use crate::site::base::{At, Form, Kind, NavItem, Outside, Page, Shows, Site, Spot, YearSite};
use crate::site::parts::editions::{self, CorrectionSet, EditionRow};
use crate::site::parts::year_card::{YearCard, card};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, year) in site.years.iter().enumerate() {
            let at = At { year: y, ..At::default() };
            files.root(format!("{}/index.html", year.year.year), at, Form::Page(page));
        }
    },
    nav: |site, spot| match spot.edition {
        Some(_) => Vec::new(),
        None => site.years.iter().enumerate().rev().map(|(y, year)| entry(spot, y, year)).collect(),
    },
    ..Kind::new("year")
};

fn entry(spot: &Spot, y: usize, year: &YearSite) -> NavItem {
    let href = format!("{}{}/index.html", spot.root, year.year.year);
    NavItem::new(&*year.year.title, href, spot.shows == Shows::Year(y))
}

#[derive(Debug, Serialize)]
pub struct YearPage<'a> {
    pub year: YearCard<'a>,
    /// Whether the site has several years.
    pub several_years: bool,
    /// The editions, newest first, and the draft.
    pub editions: Vec<EditionRow>,
    /// What each version corrected, newest first.
    pub corrections: Vec<CorrectionSet>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let y = at.year;
    let year = &site.years[y];
    let chrome = site.outside_chrome(Outside {
        shows: Shows::Year(y),
        ..Outside::new(KIND.name, &*year.year.title, "../")
    });
    Page::new(
        chrome,
        YearPage {
            year: card(site, y, "../"),
            several_years: site.years.len() > 1,
            editions: editions::editions(site, year.year.year, "../"),
            corrections: editions::corrections(site, year.year.year, "../"),
        },
    )
}
