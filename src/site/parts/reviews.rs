//! Review requests of a subject, and where they stand.

use serde::Serialize;

use crate::model::{Answer, Review, Ruling, SubjectIndex};
use crate::site::base::{Link, SchemeSite};
use crate::wording;

/// A request on its subject's page.
#[derive(Debug, Serialize)]
pub struct OwnReview {
    /// The request, leading to the year's page.
    pub request: Link,
    /// 待答复, 维持, 更正, 已撤回
    pub told: &'static str,
    pub answer: String,
}

/// The requests of a subject, as seen from its page.
pub(crate) fn own(scheme: &SchemeSite, subject: SubjectIndex) -> Vec<OwnReview> {
    let row = |review: &Review| OwnReview {
        request: Link::to(
            format!("{} {}", review.requested, review.point),
            format!("../{FILE}#{}", anchor_of(scheme, subject, review)),
        ),
        told: state(review).1,
        answer: review.answer.as_ref().map(answer).unwrap_or_default(),
    };
    scheme.scored.evaluation.records[subject.get()].reviews.iter().map(row).collect()
}

/// 2020-06-10省扶贫考核办：…
fn answer(answer: &Answer) -> String {
    format!("{}{}：{}", answer.date, answer.by, answer.says)
}

/// How a request stands, as a word of the page's markup and in words.
pub(crate) fn state(review: &Review) -> (&'static str, &'static str) {
    let ruling = review.ruling();
    let markup = match ruling {
        None => "open",
        Some(Ruling::Upheld) => "upheld",
        Some(Ruling::Changed) => "changed",
        Some(Ruling::Withdrawn) => "withdrawn",
    };
    (markup, wording::review::ruling(ruling))
}

/// Where a request stands on the page.
pub(crate) fn anchor(scheme: &str, subject: &str, review: &str) -> String {
    format!("r-{scheme}-{subject}-{review}")
}

pub(crate) fn anchor_of(scheme: &SchemeSite, subject: SubjectIndex, review: &Review) -> String {
    anchor(scheme.scheme.id.as_str(), scheme.scheme.subjects[subject.get()].as_str(), &review.id)
}

pub(crate) const FILE: &str = "reviews.html";
