//! Plausibility: what is written as it should be and is hardly so.
//!
//! In: the scored years of a content, each with the year before it. Out: warnings, each with a code, and about which
//! record and what of it. Each check is one file and looks at one scheme of one year (`look`); it runs after scoring, so
//! it sees peers and grades. A record accepts a warning that was looked into (`accept`); what is left of one kind is
//! told once (`fold`). docs/PLAUSIBILITY.md has the rules and their numbers.
//!
//! Nothing here refuses a content, and no score depends on it.

mod accept;
mod dates;
mod figures;
mod finding;
mod fold;
mod grades;
mod look;
mod negative;
mod notes;
mod numbers;
mod papers;
mod ratio;
mod relations;
mod same;
mod swapped;
mod whole;
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
    let looks: Vec<Look<'_>> =
        year.schemes.iter().map(|scored| Look::at(scored, year.year, before)).collect();
    let mut told = same::copied(&looks);
    told.extend(numbers::of_year(year.year, before));
    let of_schemes: Vec<Vec<Diagnostic>> = looks.par_iter().map(scheme).collect();
    told.extend(of_schemes.into_iter().flatten());
    told
}

/// Every check of one scheme. What comes first is not told again by what comes later.
fn scheme(look: &Look<'_>) -> Vec<Diagnostic> {
    let mut findings = Findings::new(look);
    swapped::check(look, &mut findings);
    figures::check(look, &mut findings);
    relations::check(look, &mut findings);
    whole::check(look, &mut findings);
    negative::check(look, &mut findings);
    dates::check(look, &mut findings);
    same::check(look, &mut findings);
    notes::check(look, &mut findings);
    numbers::check(look, &mut findings);
    grades::check(look, &mut findings);
    papers::check(look, &mut findings);
    accept::settle(look, findings)
}
