//! What else the tiles of a map can show: the change since last year, and every item of every scheme on it.
//!
//! The page states it all as attributes of the map's table, one cell for each view; the theme's script draws from
//! there. Without the script the map shows the grades.

use serde::Serialize;

use crate::charts::grade_symbols;
use crate::model::{GradeIndex, NodeIndex, Scheme, State, SubjectIndex};
use crate::site::base::{Html, SchemeSite};
use crate::wording::number::dash;
use crate::wording::scale;

/// What can be chosen for the tiles.
#[derive(Debug, Serialize)]
pub struct Picker {
    /// What stands in the list, after the grades.
    pub groups: Vec<PickGroup>,
    /// The shapes of the grades, to draw from.
    pub shapes: Html,
}

/// Views of one scheme.
#[derive(Debug, Serialize)]
pub struct PickGroup {
    pub name: String,
    /// The tones of its grades with their words: `1 好|2 较好`.
    pub words: String,
    pub views: Vec<Pick>,
}

/// A view.
#[derive(Debug, Serialize)]
pub struct Pick {
    /// Its name in an address.
    pub key: String,
    pub text: String,
}

/// Cells of all views at most; beyond them only the upper levels can be chosen.
const CELLS: usize = 4000;

/// A scheme on the map with the nodes that can be chosen.
pub(crate) struct Views<'s, 'a> {
    schemes: Vec<(&'s SchemeSite<'a>, Vec<NodeIndex>)>,
}

impl<'s, 'a> Views<'s, 'a> {
    /// The views of these schemes for so many subjects.
    pub(crate) fn new(schemes: &[&'s SchemeSite<'a>], subjects: usize) -> Self {
        let nodes = |scheme: &SchemeSite, depth: u8| -> Vec<NodeIndex> {
            let within = |node: &NodeIndex| scheme.nodes[node.get()].depth <= depth;
            scheme.order.iter().copied().filter(within).collect()
        };
        let count = |depth: u8| schemes.iter().map(|scheme| nodes(scheme, depth).len() + 2).sum::<usize>();
        let depth = (1..=8).rev().find(|depth| count(*depth) * subjects <= CELLS).unwrap_or(1);
        let schemes = schemes.iter().map(|scheme| (*scheme, nodes(scheme, depth))).collect();
        Self { schemes }
    }

    /// The list to choose from.
    pub(crate) fn picker(&self) -> Picker {
        Picker {
            groups: self.schemes.iter().map(|(scheme, nodes)| group(scheme, nodes)).collect(),
            shapes: Html::picture(grade_symbols()),
        }
    }

    /// What every view says about a subject, in the order of the list: tone and score, or sign and change, parted
    /// by `|`; nothing where the subject is not in the scheme.
    pub(crate) fn cells(&self, id: &crate::model::SubjectId) -> String {
        let mut cells = Vec::new();
        for (scheme, nodes) in &self.schemes {
            let at = scheme.scheme.subjects.iter().position(|other| other == id).map(SubjectIndex::new);
            let Some(subject) = at else {
                cells.extend(std::iter::repeat_n(String::new(), nodes.len() + 2));
                continue;
            };
            cells.push(total(scheme, subject));
            cells.push(changed(scheme, subject));
            cells.extend(nodes.iter().map(|node| item(scheme, subject, *node)));
        }
        cells.join("|")
    }
}

fn group(scheme: &SchemeSite, nodes: &[NodeIndex]) -> PickGroup {
    let grades = (0..scheme.scheme.grades.len()).map(|at| scheme.grade(GradeIndex::new(at)));
    let id = &scheme.scheme.id;
    let mut views = vec![
        Pick { key: id.to_string(), text: "等次与得分".to_owned() },
        Pick { key: format!("{id}.change"), text: format!("比{}变化", scheme.before) },
    ];
    views.extend(nodes.iter().map(|node| {
        let (of, definition) = (&scheme.nodes[node.get()], scheme.scheme.node(*node));
        let indent = "　".repeat(usize::from(of.depth.saturating_sub(1)));
        let text = format!("{indent}{}{}", of.label, definition.title);
        Pick { key: format!("{id}.{}", definition.id), text }
    }));
    PickGroup {
        name: scheme.scheme.short.clone(),
        words: grades.map(|grade| format!("{} {}", grade.tone, grade.name)).collect::<Vec<_>>().join("|"),
        views,
    }
}

fn total(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    let result = scheme.result(subject);
    let tone = result.grade.map_or(0, |grade| scheme.grade(grade).tone);
    let score = scale::published(scheme.scheme, result).unwrap_or_else(dash);
    format!("{tone} {score}")
}

/// The change of the published score; its sign is what the tile is drawn by.
fn changed(scheme: &SchemeSite, subject: SubjectIndex) -> String {
    let change = scheme.change(subject);
    let Some((by, alike)) = change.and_then(|change| Some((change.score?, change.alike))) else {
        return format!("0 无{}", scheme.before);
    };
    let sign = match by.cmp(&rust_decimal::Decimal::ZERO) {
        std::cmp::Ordering::Greater => '+',
        std::cmp::Ordering::Less => '-',
        std::cmp::Ordering::Equal => '=',
    };
    let by = scale::changed(scheme.scheme, scheme.result(subject), by);
    format!("{sign} {by}{}", scale::of_hundred(alike))
}

fn item(scheme: &SchemeSite, subject: SubjectIndex, node: NodeIndex) -> String {
    debug_assert_ne!(node.get(), Scheme::ROOT, "the total has a view of its own");
    let result = &scheme.result(subject).nodes[node.get()];
    match result.state {
        State::NotApplicable => "0 不适用".to_owned(),
        State::Missing => "0 缺报".to_owned(),
        State::Undefined => "0 无法计算".to_owned(),
        State::Scored => {
            let tone = result.grade.map_or(0, |grade| scheme.grade(grade).tone);
            format!("{tone} {}", scale::node(scheme.scheme, node, result).unwrap_or_else(dash))
        }
    }
}
