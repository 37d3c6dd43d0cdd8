//! The trail in words: the total's steps, and each node's, every one with its clause, files and lines.

use serde::Serialize;

use super::Subject;
use crate::model::NodeIndex;
use crate::scoring;
use crate::site::inline::{GradeView, Html};
use crate::site::number::places;
use crate::wording;

/// A step in words.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// The opening words.
    pub lead: &'static str,
    /// What happened.
    pub text: Html,
    /// The arithmetic.
    pub working: Option<String>,
    /// What it rests on: clause, files and lines; nothing where that is what the step before rests on.
    pub basis: Html,
    /// The tone of the grade it turned the result into.
    pub turn: Option<u8>,
}

/// The steps below one of the root's children.
#[derive(Debug, Serialize)]
pub struct TrailGroup<'a> {
    /// 一、组织领导
    pub title: String,
    /// It and the nodes below it.
    pub nodes: Vec<NodeTrail<'a>>,
}

/// One node's steps.
#[derive(Debug, Serialize)]
pub struct NodeTrail<'a> {
    /// Its id; the anchor is `t-` and the id.
    pub id: &'a str,
    /// Its number and name.
    pub label: &'a str,
    /// Its name for this subject.
    pub title: &'a str,
    /// Where it is explained.
    pub href: &'a str,
    /// Its score.
    pub score: Option<String>,
    /// Its grade.
    pub grade: Option<GradeView<'a>>,
    /// The steps.
    pub steps: Vec<StepView>,
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    /// A node's steps in words.
    pub(super) fn trail(&self, node: NodeIndex) -> Vec<StepView> {
        let scheme = self.scheme;
        let subject = &scheme.scheme.subjects[self.index.get()];
        let inline = scheme.inline("");
        let scored = scheme.scored;
        let mut named = Html::default();
        scoring::trail(scored.evaluation, &scored.last, &scored.results, self.index, node)
            .iter()
            .map(|step| {
                let line = wording::step(scheme.scheme, step);
                StepView {
                    text: inline.spans(&line.text, Some(subject)),
                    lead: line.lead,
                    working: line.working,
                    basis: new_basis(&mut named, inline.basis(line.clause.as_ref(), &line.origins)),
                    turn: line.turn.map(|grade| scheme.grade(grade).tone),
                }
            })
            .collect()
    }

    /// Every node's steps, by the root's children.
    pub(super) fn trails(&self) -> Vec<TrailGroup<'s>> {
        let scheme = self.scheme;
        let group = |top: &NodeIndex| {
            let mut nodes = Vec::new();
            self.below(*top, &mut nodes);
            let title = format!("{}{}", scheme.nodes[top.get()].label, scheme.scheme.node(*top).title);
            TrailGroup { title, nodes }
        };
        scheme.sections().iter().map(group).collect()
    }

    fn below(&self, index: NodeIndex, nodes: &mut Vec<NodeTrail<'s>>) {
        let scheme = self.scheme;
        let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let result = &self.standing.result().nodes[index.get()];
        nodes.push(NodeTrail {
            id: node.id.as_str(),
            label: &site.label,
            title: node.title_for(&scheme.scheme.subjects[self.index.get()]),
            href: &site.href,
            score: result.score.map(|score| places(score, scheme.scheme.shown_decimals(node.role))),
            grade: result.grade.map(|grade| scheme.grade(grade)),
            steps: self.trail(index),
        });
        for child in node.children() {
            self.below(*child, nodes);
        }
    }
}

/// A basis, or nothing where it is the one named last.
fn new_basis(named: &mut Html, basis: Html) -> Html {
    if *named == basis {
        return Html::default();
    }
    named.clone_from(&basis);
    basis
}
