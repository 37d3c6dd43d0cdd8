//! Puts published numbers back: what an edition published holds, even where a newer program would score otherwise.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{PublishedScheme, PublishedSubject, Scored};
use crate::model::{
    GradeIndex, NodeIndex, Placed, Scheme, State, SubjectIndex, SubjectResult, fixed, quantise,
};

/// Replaces scores, grades and places by the published ones where they differ; returns whose differed.
pub fn restore(scored: &mut Scored, published: &PublishedScheme) -> Vec<SubjectIndex> {
    let scheme = &*scored.evaluation.scheme;
    let mut differed = Vec::new();
    for (position, id) in scheme.subjects.iter().enumerate() {
        let Some(was) = published.subject(id.as_str()) else { continue };
        let result = &mut scored.results.subjects[position];
        if !same(scheme, result, was) {
            put_back(scheme, result, was);
            differed.push(SubjectIndex::new(position));
        }
    }
    differed
}

fn same(scheme: &Scheme, result: &SubjectResult, was: &PublishedSubject) -> bool {
    same_number(result.score, was.score.as_deref())
        && same_number(result.points, was.points.as_deref())
        && name(scheme, result.grade) == was.grade.as_deref()
        && result.rank == was.rank
        && result.overall.map(|placed| placed.place) == was.rank_overall
        && was.nodes.iter().all(|node| {
            scheme.find(&node.id).is_some_and(|index| {
                let of = &result.nodes[index.get()];
                same_number(of.score, node.score.as_deref())
                    && same_number(of.points, node.points.as_deref())
                    && name(scheme, of.grade) == node.grade.as_deref()
            })
        })
}

/// Whether a number is what was published of it, in as many decimals as it was published with: editions of earlier
/// programs stated fewer where `display` does.
fn same_number(number: Option<Decimal>, was: Option<&str>) -> bool {
    match (number, was) {
        (None, None) => true,
        (Some(number), Some(was)) => {
            let decimals = was.split_once('.').map_or(0, |(_, after)| after.len());
            u32::try_from(decimals).is_ok_and(|decimals| fixed(number, decimals) == was)
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

fn put_back(scheme: &Scheme, result: &mut SubjectResult, was: &PublishedSubject) {
    let number = |text: &Option<String>| text.as_deref().and_then(|text| Decimal::from_str(text).ok());
    let grade = |name: &Option<String>| {
        let position = scheme.grades.iter().position(|grade| Some(&grade.name) == name.as_ref())?;
        Some(GradeIndex::new(position))
    };
    (result.score, result.points) =
        both(scheme, NodeIndex::new(Scheme::ROOT), number(&was.score), number(&was.points));
    result.grade = grade(&was.grade);
    result.rank = was.rank;
    result.overall = was.rank_overall.map(|place| {
        let tied = result.overall.is_some_and(|placed| placed.tied);
        Placed { place, tied }
    });
    for node in &was.nodes {
        let Some(index) = scheme.find(&node.id) else { continue };
        let of = &mut result.nodes[index.get()];
        (of.score, of.points) = both(scheme, index, number(&node.score), number(&node.points));
        of.grade = grade(&node.grade);
        of.measure = number(&node.measure);
        of.state = match &*node.state {
            "scored" => State::Scored,
            "missing" => State::Missing,
            "undefined" => State::Undefined,
            _ => State::NotApplicable,
        };
    }
}

/// Score and points; where points were published, the score is worked out of them, with all its digits.
fn both(
    scheme: &Scheme,
    node: NodeIndex,
    score: Option<Decimal>,
    points: Option<Decimal>,
) -> (Option<Decimal>, Option<Decimal>) {
    let exact = |points: Decimal| points.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(scheme.full(node));
    (points.and_then(exact).map(quantise).or(score), points)
}

fn name(scheme: &Scheme, grade: Option<GradeIndex>) -> Option<&str> {
    grade.map(|grade| &*scheme.grade(grade).name)
}
