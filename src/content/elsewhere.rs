//! What schemes of a year ask of each other: that it is there, and that it ends somewhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};
use crate::model::{At, Elsewhere, Evaluation, NodeId, Place, Scheme, SchemeId, When};

/// Checks what schemes ask of each other and gives each the titles of those it asks.
pub(super) fn settle(evaluations: &mut [Evaluation], problems: &mut Vec<Diagnostic>) {
    let schemes: BTreeMap<SchemeId, Arc<Scheme>> =
        evaluations.iter().map(|one| (one.scheme.id.clone(), Arc::clone(&one.scheme))).collect();
    for scheme in schemes.values() {
        for (id, at) in scheme.asks() {
            if !schemes.contains_key(&id) {
                problems.push(
                    problem(scheme, at, Code::UnknownScheme, format!("本年度没有方案“{id}”"))
                        .word(id.as_str(), schemes.keys().map(SchemeId::as_str))
                        .hint("请改成 year.yaml 的 schemes 里列出、能读出来的方案"),
                );
            }
        }
        for rule in &scheme.rules {
            rule.when.iter().for_each(|when| conditions(scheme, when, rule.at, &schemes, problems));
        }
        for outcome in &scheme.outcomes {
            conditions(scheme, &outcome.when, scheme.id_at, &schemes, problems);
        }
    }
    circles(&schemes, problems);
    for evaluation in evaluations {
        let asked: Vec<SchemeId> = evaluation.scheme.asks().into_iter().map(|(id, _)| id).collect();
        if asked.is_empty() {
            continue;
        }
        let titles = asked.into_iter().filter_map(|id| {
            let title = schemes.get(&id)?.title.clone();
            Some((id, title))
        });
        let mut scheme = Scheme::clone(&evaluation.scheme);
        scheme.others = titles.collect();
        evaluation.scheme = Arc::new(scheme);
    }
}

fn problem(scheme: &Scheme, at: At, code: Code, message: String) -> Diagnostic {
    Diagnostic::at(code, &Place::line(scheme.file.clone(), at), message)
}

/// The node and the grade of a condition are those of the other scheme.
fn conditions(
    scheme: &Scheme,
    when: &When,
    at: At,
    schemes: &BTreeMap<SchemeId, Arc<Scheme>>,
    problems: &mut Vec<Diagnostic>,
) {
    when.walk(&mut |when| {
        let When::Elsewhere(asked) = when else { return };
        let Elsewhere { scheme: id, node, grade, .. } = &**asked;
        let Some(other) = schemes.get(id) else { return };
        if let Some(node) = node.as_ref().filter(|node| other.find(node.as_str()).is_none()) {
            problems.push(
                problem(scheme, at, Code::UnknownNode, format!("方案“{id}”里没有叫“{node}”的指标"))
                    .word(node.as_str(), other.nodes.iter().skip(1).map(|node| NodeId::as_str(&node.id))),
            );
        }
        if !other.is_graded() {
            problems.push(
                problem(
                    scheme,
                    at,
                    Code::NoGrades,
                    format!("方案“{id}”不分等次（grades: none），不能以它的等次为条件"),
                )
                .found(grade)
                .hint("请删去这个条件，或者改用取它得分的指标（composite）"),
            );
        } else if !other.grades.iter().any(|of| of.name == *grade) {
            problems.push(
                problem(scheme, at, Code::UnknownGrade, format!("方案“{id}”里没有叫“{grade}”的等次"))
                    .word(grade, other.grades.iter().map(|of| of.name.as_str())),
            );
        }
    });
}

/// Schemes that ask each other in a circle: none of them could be scored first.
fn circles(schemes: &BTreeMap<SchemeId, Arc<Scheme>>, problems: &mut Vec<Diagnostic>) {
    let mut left: BTreeMap<&SchemeId, Vec<(SchemeId, At)>> =
        schemes.iter().map(|(id, scheme)| (id, scheme.asks())).collect();
    // What asks nobody that is left can be scored; whatever stays behind asks in a circle, or asks one that does.
    loop {
        let ready: Vec<&SchemeId> = left
            .iter()
            .filter(|(_, asks)| asks.iter().all(|(id, _)| !left.contains_key(id)))
            .map(|(id, _)| *id)
            .collect();
        if ready.is_empty() {
            break;
        }
        ready.into_iter().for_each(|id| drop(left.remove(id)));
    }
    let Some((first, asks)) = left.iter().next() else { return };
    let Some((_, at)) = asks.iter().find(|(id, _)| left.contains_key(id)) else { return };
    let names: Vec<&str> = left.keys().map(|id| id.as_str()).collect();
    problems.push(
        problem(
            &schemes[*first],
            *at,
            Code::SchemeCircle,
            format!("方案之间互相取用结果，排不出先后：{}", names.join("、")),
        )
        .hint("一个方案取用另一个的结果（composite、elsewhere），就不能反过来被它取用；请删去其中一处"),
    );
}
