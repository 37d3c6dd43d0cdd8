//! The site: what pages there are and what stands on each, as typed view models.
//!
//! In: the content, the scored years with their history, and the mark of the edition. Out: [`Site::pages`], a cheap
//! list of every file, and [`Site::view`], the view model of one of them, made when it is asked for, so that pages
//! can be rendered and written one at a time on all cores. The site alone turns clause ids into links and prints
//! numbers. It never computes a score or a grade, and knows neither templates nor files.

mod archive;
mod attachment;
mod bars;
mod breakdown;
mod calendar;
mod chrome;
mod clauses;
mod compare;
mod contents;
mod downloads;
mod draws;
mod facts;
mod figure;
#[cfg(test)]
pub(crate) mod fixture;
mod free;
mod groups;
mod heat;
mod home;
mod indicator;
mod inline;
mod letters;
mod lists;
mod method;
mod movers;
mod multiples;
pub mod number;
mod outcomes;
mod overview;
mod pairs;
mod paper;
mod peer_groups;
mod plan;
mod principles;
mod ranking;
mod rectification;
mod reviews;
mod scheme_site;
mod search;
mod sentence;
mod slope;
mod strip;
mod style;
mod subject;
mod summary;
mod talks;
#[cfg(test)]
mod tests;
mod tile_views;
mod tiles;
mod trend;
mod view;
mod year;
mod years;

pub use attachment::{AttachedTable, Attachment, Cell, Head};
pub use calendar::{
    CalendarEvent, CalendarFile, CalendarLine, events as calendar_events, lines as calendar_lines,
};
pub use chrome::{Chrome, Marks, NavItem, Stamp};
pub use compare::{ComparePage, ComparisonsPage, Sides, YearPair, no_split};
pub use facts::{BulletinContext, context as bulletin_context};
pub use figure::{
    Distribution, DistributionGroup, DistributionRow, Figure, Picture, PictureGrade, Radar, RadarAxis,
    Ranking, RankingPart, RankingRow, Strip, StripSubject, Trend, TrendPoint, Waterfall, WaterfallKind,
    WaterfallStep,
};
pub use groups::{Line as GroupLine, lines as group_lines};
pub use inline::{GradeView, Html, Link, escape};
pub use letters::{ItemFacts, LetterContext, LetterFacts, all as letters};
pub use outcomes::{CaseRow, lines as outcome_lines};
pub use paper::{PaperContext, PaperPage};
pub use plan::{PageKey, PageKind, ROWS, subject_file};
pub use rectification::{Line as RectificationLine, lines as rectification_lines};
pub use reviews::{ReviewLine, lines as review_lines};
pub use scheme_site::SchemeSite;
pub use search::{EntryKind, Findable, findable};
pub use talks::{TalkTable, TalksPage};
pub use view::View;

use jiff::civil::Date;

use rectification::Before;

use crate::history::{Archive, History, ScoredYear};
use crate::model::{Content, Subject, YearContent};
use crate::procedure::schedule::{StatedDay, stated_day};

/// What the site is made from.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// What the whole site shares: its title, its subjects, its free pages.
    pub content: &'a Content,
    /// One edition of every year, ascending.
    pub years: Vec<YearInput<'a>>,
    /// Every edition that was ever released.
    pub archive: Archive,
    /// Whether the pages outside the editions are made from it, the comparisons of years among them.
    pub root: bool,
}

/// A year with its results, as one edition has them.
#[derive(Clone, Copy, Debug)]
pub struct YearInput<'a> {
    /// The content the edition was read from: a released one has its own.
    pub content: &'a Content,
    /// The year's results.
    pub scored: &'a ScoredYear<'a>,
    /// What the edition is.
    pub mark: Mark<'a>,
}

impl<'a> Input<'a> {
    /// Drafts of all years of a content folder.
    pub fn drafts(content: &'a Content, years: &'a [ScoredYear<'a>]) -> Self {
        let draft = |scored| YearInput { content, scored, mark: Mark::Draft };
        Self { content, years: years.iter().map(draft).collect(), archive: Archive::default(), root: true }
    }
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
        /// The version it takes the place of.
        supersedes: Option<u32>,
        /// SHA-256 of its inputs, in hex.
        inputs: &'a str,
        /// Whether it went out before it was approved, for internal use.
        internal: bool,
    },
}

/// The site, prepared: what many pages share is computed once.
#[derive(Debug)]
pub struct Site<'a> {
    input: Input<'a>,
    history: History<'a>,
    years: Vec<YearSite<'a>>,
    /// The pairs of years that are compared.
    comparisons: Vec<YearPair>,
    /// Every subject that has a page of its own.
    subjects: Vec<&'a Subject>,
    documented: bool,
}

/// A year of the site.
#[derive(Debug)]
pub struct YearSite<'a> {
    /// The year.
    pub year: &'a YearContent,
    /// What its edition is.
    pub mark: Mark<'a>,
    /// Its edition's folder, `2019/draft/`.
    pub folder: String,
    /// The day its procedure is told for.
    pub stated: StatedDay,
    /// Its schemes.
    pub schemes: Vec<SchemeSite<'a>>,
}

impl<'a> Site<'a> {
    /// Prepares the site.
    pub fn new(input: Input<'a>) -> Self {
        let all: Vec<&'a ScoredYear<'a>> = input.years.iter().map(|year| year.scored).collect();
        let folder = |of: &YearInput| format!("{}/{}/", of.scored.year.year, of.mark.folder());
        let before: Vec<_> =
            input.years.iter().map(|of| Before { scored: of.scored, folder: folder(of) }).collect();
        let years = input.years.iter().enumerate().map(|(position, of)| {
            let stated = stated_day(of.scored.year);
            let scheme = |scored| SchemeSite::new(of, &before[..position], stated, scored);
            YearSite {
                year: of.scored.year,
                mark: of.mark,
                folder: folder(of),
                stated,
                schemes: of.scored.schemes.iter().map(scheme).collect(),
            }
        });
        let years: Vec<_> = years.collect();
        let comparisons = compare::pairs(&years, &input.content.site.compare);
        let history = History::of(&all);
        let mut site = Self { years, history, input, comparisons, subjects: Vec::new(), documented: false };
        site.subjects = subject::evaluated(&site);
        site
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
            PageKind::Archive => View::Archive(archive::view(self)),
            PageKind::Subjects => View::Subjects(subject::list(self)),
            PageKind::Subject(subject) => View::Subject(Box::new(subject::view(self, subject))),
            PageKind::Year(year) => View::Year(year::view(self, year)),
            PageKind::Overview(year) => View::Overview(Box::new(overview::view(self, year))),
            PageKind::Summary(year) => View::Summary(Box::new(summary::view(self, year))),
            PageKind::Groups(year) => View::Groups(Box::new(groups::view(self, year))),
            PageKind::Rectification(year) => View::Rectification(Box::new(rectification::view(self, year))),
            PageKind::Bulletin(_) | PageKind::Letter(..) => View::Paper(Box::new(self.paper(key.kind)?)),
            PageKind::Talks(year) => View::Talks(self.talks(year)),
            PageKind::Letters(year) => View::Letters(letters::view(self, year)),
            PageKind::Draws(year) => View::Draws(draws::view(self, year)),
            PageKind::Outcomes(year) => View::Outcomes(Box::new(outcomes::view(self, year))),
            PageKind::Calendar(year) => View::Calendar(Box::new(calendar::view(self, year))),
            PageKind::Reviews(year) => View::Reviews(reviews::view(self, year)),
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
            PageKind::Comparisons => View::Comparisons(compare::index_view(self)),
            PageKind::Compare(pair) => View::Compare(Box::new(compare::view(self, pair))),
            PageKind::Search => View::Search(Box::new(search::view(self))),
            PageKind::Style => View::Style(Box::new(style::view(self))),
            PageKind::SearchIndex
            | PageKind::EditionsScript
            | PageKind::Errata
            | PageKind::Feed
            | PageKind::AllYears
            | PageKind::CompareCsv(_)
            | PageKind::GroupsCsv(_)
            | PageKind::RectificationCsv(_)
            | PageKind::OutcomesCsv(_)
            | PageKind::CalendarCsv(_)
            | PageKind::CalendarIcs(_)
            | PageKind::ReviewsCsv(_)
            | PageKind::BulletinDocx(_)
            | PageKind::LetterDocx(..)
            | PageKind::TalksDocx(_)
            | PageKind::Results(_)
            | PageKind::Schema(_)
            | PageKind::Csv(..)
            | PageKind::Xlsx(..) => return None,
        })
    }

    /// A year's list of talks, be it the page or the Word file; a year is a position in the site's list.
    pub fn talks(&self, year: usize) -> TalksPage<'_> {
        talks::view(self, year)
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
