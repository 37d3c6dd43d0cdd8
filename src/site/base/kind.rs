//! What a kind of page tells of itself, in its own module and nowhere else: its files, when they are there, how pages
//! lead to them, what the search finds, which data stand beside it.
//!
//! [`crate::site::register`] lists the kinds; the plan, the navigation, the overview, the search and the checks go
//! through that list. A kind is data and functions, not a type: there is nothing to implement that it does not need.

use std::collections::BTreeSet;
use std::io;

use crate::model::{ClauseId, Content};
use crate::site::base::chrome::Shows;
use crate::site::base::events::CalendarFile;
use crate::site::base::table::TablePaper;
use crate::site::base::{Finder, NavItem, Page, PaperPage, SchemeSite, Site, Stream, YearSite};

/// A kind of page. Its name is that of its module in `pages/`, of its template, and a class of its body.
#[derive(Debug)]
pub struct Kind {
    /// Unique in the register.
    pub name: &'static str,
    /// The page that an edition has once or not at all.
    pub(crate) own: Option<Own>,
    /// All other files of the kind.
    pub(crate) files: fn(&Site, &mut Files),
    /// Its entries in the main navigation of a page.
    pub(crate) nav: fn(&Site, &Spot) -> Vec<NavItem>,
    /// What the search finds of it in a scheme's folder, in an edition's beside its own page, and at the root: entries
    /// are grouped by the folder they stand in.
    pub(crate) find_in_scheme: fn(&SchemeSite, &mut Finder) -> io::Result<()>,
    pub(crate) find_in_edition: fn(&YearSite, &mut Finder) -> io::Result<()>,
    pub(crate) find_at_root: fn(&Site, &mut Finder) -> io::Result<()>,
    /// What the overview offers to take away of it, beside the data of its own page.
    pub(crate) downloads: fn(&YearSite) -> Vec<Download>,
    /// What a page may weigh with its styles and scripts, in KB of 1,024 bytes; the checks of the built site hold it.
    pub weight: Option<u32>,
}

impl Kind {
    /// A kind that has nothing yet but its name.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            own: None,
            files: |_, _| {},
            nav: |_, _| Vec::new(),
            find_in_scheme: |_, _| Ok(()),
            find_in_edition: |_, _| Ok(()),
            find_at_root: |_, _| Ok(()),
            downloads: |_| Vec::new(),
            weight: None,
        }
    }
}

/// A page that an edition has once or not at all.
#[derive(Debug)]
pub(crate) struct Own {
    pub file: &'static str,
    pub page: for<'s> fn(&'s Site<'_>, At) -> Page<'s>,
    /// How pages lead to it; nothing where the edition has none.
    pub way: fn(&YearSite) -> Option<Way>,
    /// The clauses it lists, each at `#c-` and its id.
    pub cited: for<'a> fn(&YearSite<'a>) -> BTreeSet<&'a ClauseId>,
    /// The files beside it.
    pub data: &'static [Data],
    /// What it is offered as where it is made to be printed.
    pub printed: Option<&'static str>,
    /// Whether it tells of the procedure around the scores, which the overview lists by itself.
    pub procedure: bool,
}

impl Own {
    pub const fn new(
        file: &'static str,
        page: for<'s> fn(&'s Site<'_>, At) -> Page<'s>,
        way: fn(&YearSite) -> Option<Way>,
    ) -> Self {
        Self { file, page, way, cited: |_| BTreeSet::new(), data: &[], printed: None, procedure: false }
    }
}

/// A file of data beside an edition's own page.
#[derive(Debug)]
pub(crate) struct Data {
    pub file: &'static str,
    pub form: Form,
    /// CSV, DOCX …
    pub format: &'static str,
    /// What the overview offers it as.
    pub title: &'static str,
}

/// How pages lead to an edition's own page.
#[derive(Debug)]
pub(crate) struct Way {
    /// What links call it.
    pub name: String,
    /// What the search calls it; empty where it finds parts of the page instead.
    pub title: String,
    /// Further words the search finds it by.
    pub words: String,
}

impl Way {
    /// A page that is called by its name, in the search with the year before it.
    pub fn new(year: &YearSite, name: &str, words: impl Into<String>) -> Self {
        Self { name: name.to_owned(), title: year.titled(name), words: words.into() }
    }
}

/// A file to take away, from the edition's folder.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Download {
    pub title: String,
    pub href: String,
    pub format: &'static str,
}

/// Where the page stands that a navigation is made for.
#[derive(Debug)]
pub(crate) struct Spot<'s> {
    /// The page's kind.
    pub kind: &'static str,
    /// From the page's folder to the edition's, or to the root outside the editions.
    pub up: &'s str,
    pub root: &'s str,
    /// The edition it is part of.
    pub edition: Option<usize>,
    /// The scheme whose folder it stands in.
    pub scheme: Option<usize>,
    /// Whose results it shows.
    pub shows: Shows,
}

/// Which of the site's things a file is about, as positions in its lists; what a kind does not need is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub year: usize,
    /// The scheme in its year.
    pub scheme: usize,
    /// A subject, node, pair of years or free page.
    pub item: usize,
    /// The page of a long list.
    pub page: usize,
}

/// What a file is made as. Forms are what rendering can write, however many kinds of page there are.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A page, by its template.
    Page(for<'s> fn(&'s Site<'_>, At) -> Page<'s>),
    /// A circular or letter as a Word file.
    Paper(for<'s> fn(&'s Site<'_>, At) -> PaperPage<'s>),
    /// Tables as a Word file.
    Tables(for<'s> fn(&'s Site<'_>, At) -> TablePaper<'s>),
    /// Dates for a calendar program.
    Calendar(fn(&Site, At) -> CalendarFile),
    /// A table as CSV.
    Sheet(for<'s> fn(&'s Site<'_>, At) -> Stream<'s>),
    /// A scheme's workbook.
    Workbook,
    /// A year's results as JSON, and the schema of that.
    Results,
    /// The JSON Schema of the results.
    Schema,
    /// What the search looks through.
    SearchIndex,
    /// What tells an old edition that there is a newer one.
    EditionsScript,
    /// All corrections as JSON.
    Errata,
    /// All releases and withdrawals as a feed.
    Feed,
}

/// A file of the site: cheap to hold by the thousand, its content is made when it is asked for.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to `output/`, `/` between its parts.
    pub path: String,
    /// The kind it belongs to.
    pub kind: &'static str,
    /// The year whose edition it is part of; nothing for what stands outside the editions.
    pub edition: Option<usize>,
    /// What it is about.
    pub at: At,
    /// What it is made as.
    pub form: Form,
}

impl File {
    /// Whether it is a page rather than a file of data.
    pub fn is_page(&self) -> bool {
        matches!(self.form, Form::Page(_))
    }
}

/// Files as kinds name them.
#[derive(Debug, Default)]
pub(crate) struct Files {
    kind: &'static str,
    list: Vec<File>,
}

impl Files {
    /// Every file of a site.
    pub fn of(site: &Site) -> Vec<File> {
        let mut files = Self::default();
        for kind in site.kinds {
            files.kind = kind.name;
            for (y, year) in site.years.iter().enumerate() {
                let Some(own) = kind.own.as_ref().filter(|own| (own.way)(year).is_some()) else { continue };
                let at = At { year: y, ..At::default() };
                files.edition(year, own.file, at, Form::Page(own.page));
                own.data.iter().for_each(|data| files.edition(year, data.file, at, data.form));
            }
            (kind.files)(site, &mut files);
        }
        files.list
    }

    /// Adds a file outside the editions.
    pub fn root(&mut self, path: impl Into<String>, at: At, form: Form) {
        self.list.push(File { path: path.into(), kind: self.kind, edition: None, at, form });
    }

    /// Adds a file of a year's edition, named from its folder.
    pub fn edition(&mut self, year: &YearSite, path: impl AsRef<str>, at: At, form: Form) {
        let path = format!("{}{}", year.folder, path.as_ref());
        self.list.push(File { path, kind: self.kind, edition: Some(at.year), at, form });
    }
}

impl<'a> Site<'a> {
    /// Every file of the site.
    pub fn files(&self) -> Vec<File> {
        Files::of(self)
    }

    /// An edition's own pages, in the order of the register.
    pub(crate) fn own_pages<'k>(
        &'k self,
        year: &'k YearSite<'a>,
    ) -> impl Iterator<Item = (&'static Own, Way)> + use<'k, 'a> {
        let own = self.kinds.iter().filter_map(|kind| kind.own.as_ref());
        own.filter_map(|own| Some((own, (own.way)(year)?)))
    }

    /// Every scheme of every year, with their positions.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = (usize, usize, &YearSite<'a>, &SchemeSite<'a>)> {
        let years = self.years.iter().enumerate();
        years.flat_map(|(y, year)| year.schemes.iter().enumerate().map(move |(s, of)| (y, s, year, of)))
    }

    /// The year that a file is about.
    pub(crate) fn year(&self, at: At) -> &YearSite<'a> {
        &self.years[at.year]
    }

    /// The scheme that a file is about.
    pub(crate) fn scheme(&self, at: At) -> &SchemeSite<'a> {
        &self.years[at.year].schemes[at.scheme]
    }

    /// The content the whole site shares.
    pub(crate) fn content(&self) -> &'a Content {
        self.input.content
    }
}
