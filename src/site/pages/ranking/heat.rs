//! The heat map of a ranking page: every node by every subject, a table whose cells lead into the breakdowns.

use serde::Serialize;

use crate::model::{NodeIndex, State, SubjectIndex};
use crate::site::base::SchemeSite;
use crate::wording::score_or_state;

/// Every node by every subject.
#[derive(Debug, Serialize)]
pub struct Heat<'a> {
    /// The subjects, as the ranking has them, with their pages.
    pub columns: Vec<HeatHead<'a>>,
    pub rows: Vec<HeatRow<'a>>,
    /// Whether only the upper levels are shown, because there are very many subjects.
    pub upper: bool,
}

/// A subject above its column.
#[derive(Debug, Serialize)]
pub struct HeatHead<'a> {
    pub name: &'a str,
    pub href: &'a str,
}

/// A node with what each subject got for it.
#[derive(Debug, Serialize)]
pub struct HeatRow<'a> {
    pub label: &'a str,
    pub title: &'a str,
    /// Its id, for the links to its steps.
    pub id: &'a str,
    pub href: &'a str,
    /// How deep it lies, from 1.
    pub depth: u8,
    /// A cell for each subject.
    pub cells: Vec<HeatCell>,
}

/// A score with its grade's tone.
#[derive(Debug, Serialize)]
pub struct HeatCell {
    /// The tone of its grade; 0 for none.
    pub tone: u8,
    pub text: String,
}

/// Subjects beyond which there is no heat map.
const SUBJECTS: usize = 300;

/// Cells on one page at most: some sixty bytes each.
const CELLS: usize = 2400;

/// The heat map; nothing where there are too many subjects for one to be read.
pub(crate) fn heat<'s>(scheme: &'s SchemeSite<'_>) -> Option<Heat<'s>> {
    let subjects = &scheme.results.order;
    if subjects.is_empty() || subjects.len() > SUBJECTS {
        return None;
    }
    let within = |depth: u8| {
        scheme.order.iter().filter(|node| scheme.nodes[node.get()].depth <= depth).count() * subjects.len()
            <= CELLS
    };
    let deepest = scheme.order.iter().map(|node| scheme.nodes[node.get()].depth).max()?;
    let depth = (1..=deepest).rev().find(|depth| within(*depth)).unwrap_or(1);
    let row = |node: &NodeIndex| {
        let (of, definition) = (&scheme.nodes[node.get()], scheme.scheme.node(*node));
        HeatRow {
            label: &of.label,
            title: &definition.title,
            id: definition.id.as_str(),
            href: &of.href,
            depth: of.depth,
            cells: subjects.iter().map(|subject| cell(scheme, *subject, *node)).collect(),
        }
    };
    Some(Heat {
        columns: subjects
            .iter()
            .map(|subject| HeatHead { name: scheme.short(*subject), href: &scheme.files[subject.get()] })
            .collect(),
        rows: scheme.order.iter().filter(|node| scheme.nodes[node.get()].depth <= depth).map(row).collect(),
        upper: depth < deepest,
    })
}

fn cell(scheme: &SchemeSite, subject: SubjectIndex, node: NodeIndex) -> HeatCell {
    let result = &scheme.result(subject).nodes[node.get()];
    let grade = result.grade.filter(|_| result.state == State::Scored);
    HeatCell {
        tone: grade.map_or(0, |grade| scheme.grade(grade).tone),
        text: score_or_state(scheme.scheme, node, result),
    }
}
