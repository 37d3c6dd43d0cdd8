//! Clauses that a page cites: listed at its end, and led to from where they are cited.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{ClauseId, YearContent};
use crate::site::base::Link;

/// A clause that a page cites.
#[derive(Debug, Serialize)]
pub struct ClauseRow<'a> {
    /// Its id; the anchor is `c-` and the id.
    pub id: &'a str,
    /// How it is cited.
    pub cite: &'a str,
    pub says: &'a str,
}

/// A clause of a year.
pub(crate) fn row<'a>(year: &'a YearContent, id: &ClauseId) -> Option<ClauseRow<'a>> {
    let found = year.clauses.get(id)?;
    Some(ClauseRow { id: found.id.as_str(), cite: &found.cite, says: &found.says })
}

/// The clauses that are cited, as the page's list of them.
pub(crate) fn rows<'a>(year: &'a YearContent, cited: &BTreeSet<&ClauseId>) -> Vec<ClauseRow<'a>> {
    cited.iter().filter_map(|id| row(year, id)).collect()
}

/// A clause as it is cited, leading to its place on a page that lists the clauses it cites; `page` is empty on that page.
pub(crate) fn link(year: &YearContent, clause: &ClauseId, page: &str) -> Option<Link> {
    let found = year.clauses.get(clause)?;
    Some(Link::to(found.cite.clone(), format!("{page}#c-{clause}")))
}

/// How a clause is cited; empty where there is none.
pub(crate) fn cite<'a>(year: &'a YearContent, clause: Option<&'a ClauseId>) -> &'a str {
    clause.map_or("", |id| year.cite(id))
}
