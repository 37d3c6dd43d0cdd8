//! The site: what pages there are and what stands on each, as typed view models.
//!
//! In: the content, the scored years with their history, and the mark of the edition. Out: [`Site::pages`], a cheap
//! list of every file, and [`Site::view`], the view model of one of them, made when it is asked for, so that pages
//! can be rendered and written one at a time on all cores. The site alone turns clause ids into links and prints
//! numbers. It never computes a score or a grade, and knows neither templates nor files.

mod bars;
mod breakdown;
mod bulletin;
mod calendar;
mod chrome;
mod downloads;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod free;
mod heat;
mod home;
mod indicator;
mod inline;
mod lists;
mod method;
mod movers;
mod multiples;
pub mod number;
mod overview;
mod pairs;
mod plan;
mod principles;
mod ranking;
mod scheme_site;
mod search;
mod sentence;
mod slope;
mod strip;
mod style;
#[cfg(test)]
mod tests;
mod tile_views;
mod tiles;
mod trend;
mod view;
mod year;

pub use bulletin::{BulletinContext, context as bulletin_context};
pub use chrome::{Chrome, Marks, NavItem, Stamp};
pub use figure::{
    Distribution, DistributionGroup, DistributionRow, Figure, Picture, PictureGrade, Radar, RadarAxis,
    Ranking, RankingPart, RankingRow, Strip, StripSubject, Trend, TrendPoint, Waterfall, WaterfallKind,
    WaterfallStep,
};
pub use inline::{GradeView, Html, Link, escape};
pub use plan::{PageKey, PageKind, ROWS};
pub use scheme_site::SchemeSite;
pub use search::{EntryKind, Findable, findable};
pub use view::View;

use jiff::civil::Date;

use crate::history::{History, ScoredYear};
use crate::model::{Content, YearContent};

/// What the site is made from.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Everything that was read.
    pub content: &'a Content,
    /// Every year with its results, ascending.
    pub years: &'a [ScoredYear<'a>],
    /// What the editions are marked as.
    pub mark: Mark<'a>,
}

/// What an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark<'a> {
    /// What would be released next.
    Draft,
    /// A frozen version.
    Released {
        /// Its number, from 1.
        version: u32,
        /// The day it was released.
        date: Date,
        /// What it corrects.
        note: Option<&'a str>,
    },
}

/// The site, prepared: what many pages share is computed once.
#[derive(Debug)]
pub struct Site<'a> {
    input: Input<'a>,
    history: History<'a>,
    years: Vec<YearSite<'a>>,
    documented: bool,
}

/// A year of the site.
#[derive(Debug)]
pub struct YearSite<'a> {
    /// The year.
    pub year: &'a YearContent,
    /// Its edition's folder, `2019/draft/`.
    pub folder: String,
    /// Its schemes.
    pub schemes: Vec<SchemeSite<'a>>,
}

impl<'a> Site<'a> {
    /// Prepares the site.
    pub fn new(input: Input<'a>) -> Self {
        let years = input.years.iter().enumerate().map(|(position, year)| YearSite {
            year: year.year,
            folder: format!("{}/{}/", year.year.year, input.mark.folder()),
            schemes: year
                .schemes
                .iter()
                .map(|scored| SchemeSite::new(input.content, &input.years[..position], year.year, scored))
                .collect(),
        });
        Self { years: years.collect(), history: History::of(input.years), input, documented: false }
    }

    /// The same site with the page that shows the theme's parts and charts.
    pub fn with_style_guide(self) -> Self {
        Self { documented: true, ..self }
    }

    /// Every file of the site.
    pub fn pages(&self) -> Vec<PageKey> {
        plan::pages(self)
    }

    /// What stands on a page; `None` for files of data.
    pub fn view(&self, key: &PageKey) -> Option<View<'_>> {
        Some(match key.kind {
            PageKind::Home => View::Home(home::view(self)),
            PageKind::Free(page) => View::Free(free::view(self, page)),
            PageKind::Year(year) => View::Year(year::view(self, year)),
            PageKind::Overview(year) => View::Overview(Box::new(overview::view(self, year))),
            PageKind::Bulletin(year) => View::Bulletin(Box::new(bulletin::view(self, year)?)),
            PageKind::Scheme(year, scheme, page) => {
                View::Ranking(Box::new(ranking::view(self, year, scheme, page)))
            }
            PageKind::Breakdown(year, scheme, subject) => {
                View::Breakdown(Box::new(breakdown::view(self, year, scheme, subject)))
            }
            PageKind::Indicator(year, scheme, node, page) => {
                View::Indicator(Box::new(indicator::view(self, year, scheme, node, page)))
            }
            PageKind::Method(year, scheme) => View::Method(Box::new(method::view(self, year, scheme))),
            PageKind::Search => View::Search(Box::new(search::view(self))),
            PageKind::Style => View::Style(Box::new(style::view(self))),
            PageKind::SearchIndex
            | PageKind::Results(_)
            | PageKind::Schema(_)
            | PageKind::Csv(..)
            | PageKind::Xlsx(..) => return None,
        })
    }

    /// The years of the site.
    pub fn years(&self) -> &[YearSite<'a>] {
        &self.years
    }

    /// What the site is made from.
    pub fn input(&self) -> &Input<'a> {
        &self.input
    }
}
