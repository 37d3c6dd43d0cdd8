//! The subjects that have pages of their own, and their results by scheme.

use crate::history::Standing;
use crate::model::{Subject, SubjectId};
use crate::site::base::Site;

/// Every subject that any scheme of the site evaluated, by id.
pub(crate) fn evaluated<'a>(site: &Site<'a>) -> Vec<&'a Subject> {
    let subjects = site.input.content.subjects.values();
    subjects.filter(|subject| !standings(site, &subject.id).is_empty()).collect()
}

/// Its standings by scheme: those of the newest year first, in their order.
pub(crate) fn standings<'s, 'a>(site: &'s Site<'a>, id: &SubjectId) -> Vec<&'s [Standing<'a>]> {
    let mut schemes = Vec::new();
    for scheme in site.years.iter().rev().flat_map(|year| &year.schemes) {
        if !schemes.contains(&&scheme.scheme.id) {
            schemes.push(&scheme.scheme.id);
        }
    }
    let of = schemes.into_iter().map(|scheme| site.history.standings(scheme, id));
    of.filter(|standings| !standings.is_empty()).collect()
}
