//! The subjects that have pages of their own, and their results by scheme.

use crate::history::Standing;
use crate::model::{Subject, SubjectId};
use crate::site::base::Site;

/// Every subject that any scheme of the site evaluated, by id.
pub(crate) fn evaluated<'a>(site: &Site<'a>) -> Vec<&'a Subject> {
    let subjects = site.input.content.subjects.values();
    subjects.filter(|subject| !standings(site, &subject.id).is_empty()).collect()
}

/// Its standings by scheme: those of the newest year first, in their order. What it was before and after belongs to them.
pub(crate) fn standings<'s, 'a>(site: &'s Site<'a>, id: &SubjectId) -> Vec<&'s [Standing<'a>]> {
    site.history.of_subject(id)
}

/// Whether a subject goes on under another id: it stands in no list of subjects, but keeps its page.
pub(crate) fn is_former(site: &Site, id: &SubjectId) -> bool {
    let last = |standings: &[Standing]| {
        standings.last().is_some_and(|last| last.scored.evaluation.scheme.subjects[last.subject.get()] == *id)
    };
    !standings(site, id).into_iter().any(last)
}
