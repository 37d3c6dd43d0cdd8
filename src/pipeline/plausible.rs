//! What is hardly so in the drafts on the desk, each beside the year before it as it was released or lies there.

use super::desk::{Desk, Scores};
use crate::diagnostics::Diagnostic;
use crate::edition;
use crate::plausibility;

/// The warnings of every draft. What an edition was made from nobody is to mend, so nothing is told of it.
pub(super) fn problems(content: &std::path::Path, desk: &Desk, scores: &Scores<'_>) -> Vec<Diagnostic> {
    if edition::is_inputs(content) {
        return Vec::new();
    }
    let years = scores.drafts.years.iter();
    years.flat_map(|year| plausibility::check(year, desk.before(year.year.year, None))).collect()
}
