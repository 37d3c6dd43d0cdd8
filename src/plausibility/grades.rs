//! W0810: a problem on an indicator that somebody graded best. W0811: one graded worst, and nothing says why. W0812: one
//! graded two or
//! more below what it was last year, or below what the subject claims, and nothing says why.
//!
//! Only what somebody judged is looked at: a grade that follows from data has its reason in them.

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::Code;
use crate::model::{
    Evaluation, GradeIndex, Method, NodeIndex, Observation, Record, Stated, SubjectIndex, TaskState,
};

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    let scheme = look.scheme();
    if scheme.grades.len() < 2 {
        return;
    }
    for (subject, record) in look.records() {
        for node in scheme.indices() {
            let Some(observation) = record.observation(node) else { continue };
            let Some(stated) = &observation.stated else { continue };
            if let Some(grade) = graded(look.scored.evaluation, node, stated) {
                judged(look, findings, (subject, record), (node, observation, grade));
            }
        }
    }
}

fn judged(
    look: &Look<'_>,
    findings: &mut Findings<'_>,
    (subject, record): (SubjectIndex, &Record),
    (node, observation, grade): (NodeIndex, &Observation, GradeIndex),
) {
    let scheme = look.scheme();
    let definition = scheme.node(node);
    let (title, id) = (definition.title_for(&scheme.subjects[subject.get()]), definition.id.as_str());
    let name = &scheme.grade(grade).name;
    if grade.get() == 0
        && let Some(problem) = record.problems.iter().find(|problem| problem.node == Some(node))
    {
        let text = format!("“{title}”（{id}）评为最好的“{name}”，却记了这一项的问题");
        findings.add(Code::BestWithProblem, subject, (id, problem.at), text, |warning| {
            let warning = warning.hint("请核对等次，或者核对问题是不是这一项的");
            match record.place(observation.at) {
                Some(place) => warning.also_at(&place, "等次写在这里"),
                None => warning,
            }
        });
    }
    if observation.note.is_some() || has_problem(look, record, node) {
        return;
    }
    let hint = "请在 problems 里写明问题，或者在 note 里写明理由";
    if grade.get() + 1 == scheme.grades.len() {
        let text = format!("“{title}”（{id}）评为最差的“{name}”，没有写问题，也没有说明");
        findings.add(Code::WorstWithoutProblem, subject, (id, observation.at), text, |warning| {
            warning.hint(hint)
        });
        return;
    }
    let claimed = observation.claimed.as_ref().and_then(|of| graded(look.scored.evaluation, node, of));
    let above = claimed.filter(|claimed| *claimed < grade).map(|claimed| ("自评", claimed));
    let above = above.or_else(|| {
        let then = before(look, subject, node)?;
        // One up or down is how years go.
        (then.get() + 1 < grade.get()).then_some(("上年", then))
    });
    if let Some((whose, above)) = above {
        let text = format!(
            "“{title}”（{id}）评为“{name}”，低于{whose}的“{}”，没有写问题，也没有说明",
            scheme.grade(above).name
        );
        findings.add(Code::LoweredWithoutReason, subject, (id, observation.at), text, |warning| {
            warning.hint(hint)
        });
    }
}

/// The grade that somebody gave; no score, deduction or mean of several is one.
fn graded(evaluation: &Evaluation, node: NodeIndex, stated: &Stated) -> Option<GradeIndex> {
    let definition = evaluation.scheme.node(node);
    match (stated, definition.method()) {
        (Stated::Grade(grade), _) if definition.measure().is_none() => Some(*grade),
        (Stated::Task(state), Some(Method::Task { done, outstanding, undone })) => Some(match state {
            TaskState::Done => *done,
            TaskState::Outstanding => *outstanding,
            TaskState::Undone => *undone,
        }),
        (
            Stated::Grade(_)
            | Stated::Task(_)
            | Stated::Score(_)
            | Stated::Option(_)
            | Stated::Ratings(_)
            | Stated::Deductions(_)
            | Stated::NotApplicable(_),
            _,
        ) => None,
    }
}

/// What the subject had there last year, where grades are the same in both.
fn before(look: &Look<'_>, subject: SubjectIndex, node: NodeIndex) -> Option<GradeIndex> {
    let earlier = look.earlier?;
    let names = |evaluation: &Evaluation| -> Vec<String> {
        evaluation.scheme.grades.iter().map(|grade| grade.name.clone()).collect()
    };
    let then = earlier.scheme.find(look.scheme().node(node).id.as_str())?;
    let stated = look.record_before(subject)?.stated(then)?;
    let grade = graded(earlier, then, stated)?;
    (names(earlier) == names(look.scored.evaluation)).then_some(grade)
}

/// Whether a problem speaks of the node, or of what it is a part of.
fn has_problem(look: &Look<'_>, record: &Record, node: NodeIndex) -> bool {
    let mut at = Some(node);
    while let Some(index) = at {
        if record.problems.iter().any(|problem| problem.node == Some(index)) {
            return true;
        }
        at = look.scheme().node(index).parent;
    }
    false
}
