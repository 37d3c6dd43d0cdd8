//! An evaluation of fewer subjects than it has: what names subjects by their positions names the same ones afterwards.

use std::sync::Arc;

use crate::model::{Attainment, Body, Evaluation, Method, SubjectIndex, When};

/// Leaves only the subjects that stay; nothing may be measured against one that goes.
pub(super) fn keep(evaluation: &mut Evaluation, stays: &[bool]) {
    let mut next = 0..;
    let places: Vec<Option<SubjectIndex>> =
        stays.iter().map(|stays| stays.then(|| next.next().map(SubjectIndex::new)).flatten()).collect();
    let now = |before: &SubjectIndex| places.get(before.get()).copied().flatten();
    retain(&mut evaluation.records, stays);
    retain(&mut evaluation.decisions, stays);
    retain(&mut evaluation.groups, stays);
    for targets in &mut evaluation.targets.by_node {
        targets.retain(|target| target.subject.as_ref().is_none_or(|subject| now(subject).is_some()));
        for target in targets {
            target.subject = target.subject.as_ref().and_then(now);
        }
    }
    let scheme = Arc::make_mut(&mut evaluation.scheme);
    retain(&mut scheme.subjects, stays);
    let rules = scheme.rules.iter_mut().filter_map(|rule| rule.when.as_mut());
    let outcomes = scheme.outcomes.iter_mut().map(|outcome| &mut outcome.when);
    for when in rules.chain(outcomes) {
        when.walk_mut(&mut |when| {
            if let When::Subject(subjects) = when {
                *subjects = subjects.iter().filter_map(now).collect();
            }
        });
    }
    for node in &mut scheme.nodes {
        if let Body::Leaf { method: Method::Attain { to: Attainment::Subject(subject), .. }, .. } =
            &mut node.body
            && let Some(place) = now(subject)
        {
            *subject = place;
        }
    }
}

fn retain<T>(list: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    list.retain(|_| stays.next().copied().unwrap_or(true));
}
