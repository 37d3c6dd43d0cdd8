//! The one list of the kinds of pages. Its order is the order in which pages are named wherever several are: in the
//! navigation, on the overview, in the search.

use crate::site::base::kind::Kind;
use crate::site::base::site::{Input, Site};
use crate::site::pages::{
    archive, breakdown, bulletin, calendar, compare, compares, draws, free, groups, home, indicator, letter,
    letters, method, outcomes, overview, ranking, rectification, report, reviews, search, style, subject,
    subjects, summary, talks, todo, year,
};

/// The kinds of pages of a site; the last shows the theme's parts and is no page of a published one.
pub const KINDS: &[Kind] = &[
    overview::KIND,
    ranking::KIND,
    breakdown::KIND,
    indicator::KIND,
    method::KIND,
    summary::KIND,
    bulletin::KIND,
    draws::KIND,
    groups::KIND,
    outcomes::KIND,
    calendar::KIND,
    rectification::KIND,
    reviews::KIND,
    talks::KIND,
    todo::KIND,
    letters::KIND,
    letter::KIND,
    report::KIND,
    home::KIND,
    year::KIND,
    compares::KIND,
    compare::KIND,
    subjects::KIND,
    subject::KIND,
    free::KIND,
    archive::KIND,
    search::KIND,
    style::KIND,
];

/// The kinds of pages of a published site.
pub fn published() -> &'static [Kind] {
    KINDS.split_last().map_or(&[], |(_, published)| published)
}

impl<'a> Site<'a> {
    /// Prepares the site.
    pub fn new(input: Input<'a>) -> Self {
        Self::prepare(input, published())
    }

    /// The same site with the page that shows the theme's parts and charts.
    pub fn with_style_guide(self) -> Self {
        Self { kinds: KINDS, ..self }
    }
}
