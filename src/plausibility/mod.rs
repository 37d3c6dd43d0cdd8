//! Plausibility: what is written as it should be and is hardly so.
//!
//! In: the scored years of a content, each with the year before it. Out: warnings, each with a code, and about which
//! record and what of it. Each check is one file and looks at one scheme of one year ([`look`]); it runs after scoring, so
//! it sees peers and grades. A record accepts a warning that was looked into ([`accept`]); what is left of one kind is
//! told once ([`fold`]). docs/PLAUSIBILITY.md has the rules and their numbers.
//!
//! Nothing here refuses a content, and no score depends on it.

mod accept;
mod figures;
mod finding;
mod fold;
mod look;
mod ratio;
mod words;

use rayon::prelude::*;

use finding::Findings;
use look::Look;

use crate::diagnostics::Diagnostic;
use crate::history::ScoredYear;
use crate::model::YearContent;

/// What is hardly so in a year. `before` is the year before it as others look at it: as it was released, or as it lies in
/// the content folder.
pub fn check(year: &ScoredYear<'_>, before: Option<&YearContent>) -> Vec<Diagnostic> {
    year.schemes
        .par_iter()
        .flat_map_iter(|scored| {
            let look = Look::at(scored, year.year, before);
            let mut findings = Findings::new(&look);
            figures::check(&look, &mut findings);
            accept::settle(&look, findings)
        })
        .collect()
}
