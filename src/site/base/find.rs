//! What can be searched for: entries of every kind of page, by the folder they stand in.

use std::collections::BTreeSet;
use std::io;

use crate::model::{ClauseId, YearContent};
use crate::site::base::Site;
use crate::site::base::links::stem;

/// What an entry leads to; the order is the order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    /// A subject's result of one year.
    Subject,
    /// A node of a scheme.
    Indicator,
    /// A clause of the regulation.
    Clause,
    /// A problem that was found.
    Problem,
    /// Any other page.
    Page,
}

/// One thing that can be found, or the place the following ones stand in.
#[derive(Debug)]
pub enum Findable<'e> {
    /// Begins a place: 2019年度 · a scheme.
    Place {
        /// How it is called.
        name: &'e str,
        /// The year, 0 for none.
        year: i16,
        /// The folder its addresses begin with, empty or with `/` at its end.
        base: &'e str,
    },
    /// An entry of the place before it.
    Entry {
        /// What it is.
        kind: EntryKind,
        /// Its title.
        title: &'e str,
        /// Its address inside the place, without `.html`; an anchor may follow.
        file: &'e str,
        /// What it says, in short.
        text: &'e str,
    },
}

/// Takes what kinds of pages have to be found, one entry at a time.
pub(crate) struct Finder<'f> {
    give: &'f mut dyn FnMut(Findable) -> io::Result<()>,
    /// The clauses of the year that were given: one that several pages cite is found once.
    clauses: BTreeSet<String>,
}

impl Finder<'_> {
    pub fn entry(&mut self, kind: EntryKind, title: &str, file: &str, text: &str) -> io::Result<()> {
        (self.give)(Findable::Entry { kind, title, file, text })
    }

    /// A page, named without its ending.
    pub fn page(&mut self, title: &str, file: &str, text: &str) -> io::Result<()> {
        self.entry(EntryKind::Page, title, file, text)
    }

    /// The clauses a page lists.
    pub fn clauses(&mut self, year: &YearContent, cited: &BTreeSet<&ClauseId>, page: &str) -> io::Result<()> {
        for id in cited {
            let Some(found) = year.clauses.get(*id) else { continue };
            if self.clauses.insert(id.to_string()) {
                self.entry(EntryKind::Clause, &found.cite, &format!("{page}#c-{id}"), &found.says)?;
            }
        }
        Ok(())
    }
}

/// Gives everything that can be found, newest year first.
///
/// # Errors
/// Those of `give`.
pub fn findable(site: &Site, give: &mut impl FnMut(Findable) -> io::Result<()>) -> io::Result<()> {
    let mut finder = Finder { give, clauses: BTreeSet::new() };
    for year in site.years.iter().rev() {
        let number = year.year.year.get();
        finder.clauses.clear();
        for scheme in &year.schemes {
            let name = format!("{} · {}", year.year.title, scheme.scheme.short);
            let base = format!("{}{}/", year.folder, scheme.scheme.id);
            (finder.give)(Findable::Place { name: &name, year: number, base: &base })?;
            site.kinds.iter().try_for_each(|kind| (kind.find_in_scheme)(scheme, &mut finder))?;
        }
        (finder.give)(Findable::Place { name: &year.year.title, year: number, base: &year.folder })?;
        for (own, way) in site.own_pages(year).filter(|(_, way)| !way.title.is_empty()) {
            finder.page(&way.title, stem(own.file), &way.words)?;
        }
        site.kinds.iter().try_for_each(|kind| (kind.find_in_edition)(year, &mut finder))?;
        for (own, _) in site.own_pages(year) {
            finder.clauses(year.year, &(own.cited)(year), stem(own.file))?;
        }
    }
    (finder.give)(Findable::Place { name: &site.content().site.title, year: 0, base: "" })?;
    site.kinds.iter().try_for_each(|kind| (kind.find_at_root)(site, &mut finder))
}
