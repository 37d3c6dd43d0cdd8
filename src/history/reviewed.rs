//! Review requests that led from one version of a year to the next.

use serde::{Deserialize, Serialize};

use super::{Correction, Version};
use crate::model::{Evaluation, Review, SubjectIndex, YearContent};

/// A request that was answered by a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviewed {
    pub scheme: String,
    /// Whose result.
    pub subject: String,
    pub name: String,
    pub review: String,
    /// What it was about; nothing for the result as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What was objected.
    pub point: String,
    /// The day it was answered.
    pub date: String,
    pub by: String,
    pub says: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

/// The requests that the later version answers by a correction and the earlier one did not.
pub fn reviewed(before: Version, after: Version) -> Vec<Reviewed> {
    let mut found = Vec::new();
    for evaluation in &after.content.evaluations {
        for (at, record) in evaluation.records.iter().enumerate() {
            let subject = SubjectIndex::new(at);
            let new = record.reviews.iter().filter(|review| review.is_changed());
            let new = new.filter(|review| !was_changed(before.content, evaluation, subject, &review.id));
            found.extend(new.filter_map(|review| told(after, evaluation, subject, review)));
        }
    }
    found
}

/// Those of them without any correction of their subject's result under their scheme: they promised one.
pub fn unfulfilled<'r>(reviewed: &'r [Reviewed], corrections: &[Correction]) -> Vec<&'r Reviewed> {
    let corrected =
        |of: &Reviewed| corrections.iter().any(|one| one.scheme == of.scheme && one.subject == of.subject);
    reviewed.iter().filter(|of| !corrected(of)).collect()
}

fn was_changed(year: &YearContent, later: &Evaluation, subject: SubjectIndex, review: &str) -> bool {
    let record = later.scheme.beside(year).and_then(|of| {
        let at = later.scheme.subjects_in(&of.scheme)[subject.get()]?;
        of.records.get(at.get())
    });
    record.is_some_and(|record| record.reviews.iter().any(|of| of.id == review && of.is_changed()))
}

fn told(
    version: Version,
    evaluation: &Evaluation,
    subject: SubjectIndex,
    review: &Review,
) -> Option<Reviewed> {
    let scheme = &evaluation.scheme;
    let id = scheme.subjects[subject.get()].as_str();
    let published = version.published.scheme(scheme.id.as_str()).and_then(|of| of.subject(id));
    let answer = review.answer.as_ref()?;
    Some(Reviewed {
        scheme: scheme.id.to_string(),
        subject: id.to_owned(),
        name: published.map_or(id, |subject| &*subject.name).to_owned(),
        review: review.id.clone(),
        about: review.node.map(|node| scheme.node(node).title.clone()),
        point: review.point.clone(),
        date: answer.date.to_string(),
        by: answer.by.clone(),
        says: answer.says.clone(),
        document: answer.document.clone(),
    })
}
