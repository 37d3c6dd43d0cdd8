//! The trail in words: the total's steps, and each node's, every one with its clause, files and lines.

use serde::Serialize;

use super::Subject;
use crate::model::{NodeIndex, Scheme, Step, StepKind};
use crate::scoring;
use crate::site::base::Html;
use crate::wording::number::places;
use crate::wording::scale;
use crate::wording::{self, Span};

/// A step in words.
#[derive(Debug, Serialize)]
pub struct StepView {
    /// The opening words.
    pub lead: &'static str,
    pub text: Html,
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
    /// Its number and name, its score, and the grade with the threshold that made it (达到90), which is the last step.
    pub head: Html,
    /// The steps before it, line by line. Each is one text: a page has a hundred and fifty of them, and their template
    /// would take a tenth of a build if it put them together piece by piece.
    pub steps: Vec<Html>,
}

impl<'s, 'a: 's> Subject<'s, 'a> {
    /// The total's steps in words.
    pub(crate) fn trail(&self) -> Vec<StepView> {
        let root = NodeIndex::new(Scheme::ROOT);
        self.steps(root, &self.facts(root), &[])
    }

    fn facts(&self, node: NodeIndex) -> Vec<Step> {
        let scored = self.scheme.scored;
        scoring::trail(scored.evaluation, &scored.last, &scored.results, self.index, node)
    }

    /// A node's steps in words; files in `short` go by the names beside them.
    fn steps(&self, node: NodeIndex, steps: &[Step], short: &[(&str, &str)]) -> Vec<StepView> {
        let scheme = self.scheme;
        let subject = &scheme.scheme.subjects[self.index.get()];
        let inline = scheme.inline("");
        let mut named = Html::default();
        steps
            .iter()
            .map(|step| {
                let mut line = wording::step(scheme.scheme, step);
                // The node itself stands at the head of its steps with its link.
                for span in line.text.iter_mut().filter(|span| **span == Span::Node(node)) {
                    *span = Span::Text(scheme.scheme.node(node).title_for(subject).to_owned());
                }
                StepView {
                    text: inline.spans(&line.text, Some(subject)),
                    lead: line.lead,
                    working: line.working,
                    basis: new_basis(&mut named, inline.basis(line.clause.as_ref(), &line.origins, short)),
                    turn: line.turn.map(|grade| scheme.grade(grade).tone),
                }
            })
            .collect()
    }

    /// Every node's steps, by the root's children.
    pub(crate) fn trails(&self) -> Vec<TrailGroup<'s>> {
        let scheme = self.scheme;
        let files = self.files();
        let short: Vec<_> = files.iter().map(|file| (&*file.path, file.short)).collect();
        let group = |top: &NodeIndex| {
            let mut nodes = Vec::new();
            self.below(*top, &short, &mut nodes);
            let title = format!("{}{}", scheme.nodes[top.get()].label, scheme.scheme.node(*top).title);
            TrailGroup { title, nodes }
        };
        scheme.sections().iter().map(group).collect()
    }

    fn below(&self, index: NodeIndex, short: &[(&str, &str)], nodes: &mut Vec<NodeTrail<'s>>) {
        let scheme = self.scheme;
        let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let result = &self.standing.result().nodes[index.get()];
        let mut facts = self.facts(index);
        // The grade stands in the head with its threshold, not in a line of its own that repeats both.
        let mut threshold = None;
        if let Some(StepKind::Threshold { grade, .. }) = facts.last().map(|step| &step.kind)
            && result.grade == Some(*grade)
        {
            threshold = Some(wording::threshold(scheme.scheme, index, *grade));
            facts.pop();
        }
        let mut head = Html::default();
        let title = node.title_for(&scheme.scheme.subjects[self.index.get()]);
        head.within("<i>", &site.label, "</i>").text(title);
        if let Some(told) = result.told() {
            let told = places(told, scheme.scheme.shown_decimals(node.role));
            head.strong(&scale::of_full(scheme.scheme, index, told)).text(" ");
        }
        if let Some(threshold) = threshold {
            head.text(&threshold).text(" ");
        }
        if let Some(grade) = result.grade {
            head.grade(scheme.grade(grade));
        }
        nodes.push(NodeTrail { id: node.id.as_str(), head, steps: lines(self.steps(index, &facts, short)) });
        for child in node.children() {
            self.below(*child, short, nodes);
        }
    }
}

/// Steps in lines. Those of one kind that follow each other, as figures read one after the other, are told in one.
fn lines(steps: Vec<StepView>) -> Vec<Html> {
    let mut lines: Vec<Html> = Vec::with_capacity(steps.len());
    // Arithmetic ends its line.
    let mut open = None;
    for step in steps {
        match lines.last_mut() {
            Some(line) if open == Some(step.lead) => _ = line.text("；"),
            _ => {
                let mut line = Html::default();
                line.strong(step.lead).text("　");
                lines.push(line);
            }
        }
        open = step.working.is_none().then_some(step.lead);
        if let Some(line) = lines.last_mut() {
            line.step(&step.text, &step.basis, step.working.as_deref());
        }
    }
    lines
}

/// A basis, or nothing where it is the one named last.
fn new_basis(named: &mut Html, basis: Html) -> Html {
    if *named == basis {
        return Html::default();
    }
    named.clone_from(&basis);
    basis
}
