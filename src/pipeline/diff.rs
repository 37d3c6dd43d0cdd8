//! Diff: two years, or two editions of a year, cell by cell.

use std::{fmt, iter};

use super::desk::{Desk, Scores};
use crate::content;
use crate::edition::{Edition, INPUTS, RESULTS};
use crate::history::{Correction, PublishedYear, Version, differences};
use crate::model::{Year, YearContent};
use crate::render;
use crate::site::{Input, Site};

/// One side of a comparison, as it is written: `2019`, `2019/v1`, `2019/draft`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// The year that is looked at.
    pub year: Year,
    /// Which edition of it.
    pub edition: SideEdition,
}

/// Which edition of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideEdition {
    /// The one in force, or the draft where nothing was released.
    InForce,
    /// What lies in the content folder, released or not.
    Draft,
    /// A released version, from 1.
    Version(u32),
}

impl std::str::FromStr for Side {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}”不是年度或版次，写法如 2019、2019/v1、2019/draft");
        let (year, edition) = match text.split_once('/') {
            None => (text, SideEdition::InForce),
            Some((year, "draft")) => (year, SideEdition::Draft),
            Some((year, version)) => {
                let version = version.strip_prefix('v').and_then(|digits| digits.parse().ok());
                (year, SideEdition::Version(version.ok_or_else(wrong)?))
            }
        };
        let year = year.strip_suffix("年度").or(year.strip_suffix('年')).unwrap_or(year);
        let year = year.parse().ok().and_then(Year::new).ok_or_else(wrong)?;
        Ok(Self { year, edition })
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edition {
            SideEdition::InForce => write!(f, "{}", self.year),
            SideEdition::Draft => write!(f, "{}/draft", self.year),
            SideEdition::Version(version) => write!(f, "{}/v{version}", self.year),
        }
    }
}

/// What differs between two sides.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The first side, with the edition it turned out to be.
    pub before: Side,
    /// The side that is told as later.
    pub after: Side,
    /// Every cell that differs.
    pub cells: Vec<Correction>,
}

/// Why two sides cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffError {
    /// There is no such year or edition; these there are.
    Unknown(Side, Vec<String>),
    /// Its files cannot be read.
    Unreadable(Side, String),
}

/// Compares every published cell of two sides.
///
/// # Errors
/// See [`DiffError`].
pub fn diff(desk: &Desk, scores: &Scores, before: Side, after: Side) -> Result<Difference, DiffError> {
    let (before, after) = (settle(desk, before)?, settle(desk, after)?);
    let (one, two) = (load(desk, scores, before)?, load(desk, scores, after)?);
    let (first, last) = (before.year.min(after.year), before.year.max(after.year));
    let between = iter::successors(last.before(), |year| year.before()).take_while(|year| *year > first);
    let between: Vec<&YearContent> = between.filter_map(|year| desk.looked_at(year, None)).collect();
    let cells = differences(one.version(desk), two.version(desk), &between);
    Ok(Difference { before, after, cells })
}

/// A side that was read.
struct Loaded {
    side: Side,
    published: PublishedYear,
    /// An edition's own content; `None` for the draft.
    content: Option<content::Read>,
}

impl Loaded {
    fn version<'a>(&'a self, desk: &'a Desk) -> Version<'a> {
        let content = self.content.as_ref().and_then(|read| read.content.as_ref()).unwrap_or(&desk.content);
        let year = content.years.iter().find(|of| of.year == self.side.year);
        let year: &YearContent = year.expect("loading made sure that the year is there");
        Version { published: &self.published, content: year }
    }
}

/// Which edition "the one in force" is.
fn settle(desk: &Desk, side: Side) -> Result<Side, DiffError> {
    let edition = match side.edition {
        SideEdition::InForce => desk
            .released(side.year)
            .map_or(SideEdition::Draft, |released| SideEdition::Version(released.edition.manifest.version)),
        SideEdition::Draft | SideEdition::Version(_) => side.edition,
    };
    let side = Side { edition, ..side };
    let there = match edition {
        SideEdition::Version(version) => edition_of(desk, side.year, version).is_some(),
        SideEdition::InForce | SideEdition::Draft => desk.draft(side.year).is_some(),
    };
    if there {
        return Ok(side);
    }
    let drafts = desk.content.years.iter().map(|of| format!("{}/draft", of.year));
    let editions =
        desk.shelf.editions.iter().map(|of| format!("{}/v{}", of.manifest.year, of.manifest.version));
    Err(DiffError::Unknown(side, drafts.chain(editions).collect()))
}

fn edition_of(desk: &Desk, year: Year, version: u32) -> Option<&Edition> {
    desk.shelf.of(year.get()).find(|edition| edition.manifest.version == version)
}

fn load(desk: &Desk, scores: &Scores, side: Side) -> Result<Loaded, DiffError> {
    let unreadable = |why: String| DiffError::Unreadable(side, why);
    let SideEdition::Version(version) = side.edition else {
        let site = Site::new(Input::drafts(&desk.content, &scores.drafts.years));
        let position = site.years().iter().position(|of| of.year.year == side.year);
        let position = position.ok_or_else(|| unreadable("没有计分结果".to_owned()))?;
        let published = draft_results(&site, position).map_err(unreadable)?;
        return Ok(Loaded { side, published, content: None });
    };
    let edition = edition_of(desk, side.year, version).expect("settling made sure that the edition is there");
    let altered = |_| unreadable("发布后被改动或删去".to_owned());
    let bytes = edition.bytes(RESULTS).map_err(altered)?;
    let published = PublishedYear::parse(&bytes).map_err(|error| unreadable(error.to_string()))?;
    let read = content::read_kept(&edition.inputs().map_err(altered)?);
    let has_year = |content: &crate::model::Content| content.years.iter().any(|of| of.year == side.year);
    if !read.content.as_ref().is_some_and(has_year) {
        return Err(unreadable(format!("{INPUTS}/ 读不出来")));
    }
    Ok(Loaded { side, published, content: Some(read) })
}

/// A year's results as they would be published.
pub(super) fn draft_results(site: &Site, year: usize) -> Result<PublishedYear, String> {
    let mut bytes = Vec::new();
    render::results::write(&site.years()[year], &mut bytes).map_err(|error| error.to_string())?;
    PublishedYear::parse(&bytes).map_err(|error| error.to_string())
}
