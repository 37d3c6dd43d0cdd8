//! Every node by every subject: how the score changed, as a table.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::history::{Comparable, Compared, NodeDiff, NodeMove};
use crate::model::{Role, Scheme};
use crate::site::base::{Link, SchemeSite};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::{comparable, mark, no_change};
use crate::wording::number::signed_to;

/// Subjects beyond which there is no such table.
const SUBJECTS: usize = 300;

/// Cells on one page at most: some thirty bytes each.
const CELLS: usize = 4_000;

/// From how many points on a change is slight, clear, large.
const STEPS: [Decimal; 3] = [
    Decimal::from_parts(5, 0, 0, false, 1),
    Decimal::from_parts(3, 0, 0, false, 0),
    Decimal::from_parts(7, 0, 0, false, 0),
];

/// The table.
#[derive(Debug, Serialize)]
pub struct ChangeHeat {
    /// The subjects both years have, in the later year's order.
    pub columns: Vec<Link>,
    /// The nodes: the later year's, then those that are gone; the published score last.
    pub rows: Vec<ChangeHeatRow>,
    /// Whether only the upper levels are shown.
    pub upper: bool,
    /// Whether any row is to be compared with care.
    pub care: bool,
}

/// A node.
#[derive(Debug, Serialize)]
pub struct ChangeHeatRow {
    pub label: String,
    /// Its name, with the place that explains it.
    pub title: Link,
    /// How deep it lies, from 1.
    pub depth: u8,
    /// 慎比, 不可比, 新增, 取消 or nothing.
    pub mark: &'static str,
    /// A cell for each subject; one that holds for all where it cannot be compared.
    pub cells: Vec<ChangeCell>,
    /// Whether it is the published score.
    pub total: bool,
}

/// A subject at a node.
#[derive(Debug, Serialize)]
pub struct ChangeCell {
    /// `u1` … `d3`, `zero` or `na`.
    pub class: &'static str,
    /// The change, or why there is none.
    pub text: String,
}

/// The table; nothing where there are too many subjects for one to be read, or none.
pub(crate) fn heat<'a>(sides: &Sides<'_, 'a>) -> Option<ChangeHeat> {
    let mut subjects: Vec<&Compared<'a>> = sides.comparison.in_both().collect();
    if subjects.is_empty() || subjects.len() > SUBJECTS {
        return None;
    }
    subjects.sort_by_key(|subject| subject.later.map(|of| sides.later.positions[of.subject.get()]));
    let diff = &sides.comparison.diff;
    let rows: Vec<_> = sides.later.order.iter().map(|node| diff.node(*node)).collect();
    let gone: Vec<_> =
        sides.earlier.order.iter().filter_map(|node| diff.nodes.iter().find(|of| gone(of, *node))).collect();
    let depth_of = |node: &NodeDiff| match (node.later, node.earlier) {
        (Some(later), _) => sides.later.nodes[later.get()].depth,
        (None, Some(earlier)) => sides.earlier.nodes[earlier.get()].depth,
        (None, None) => 0,
    };
    let all: Vec<&NodeDiff> = rows.into_iter().chain(gone).collect();
    let deepest = all.iter().map(|node| depth_of(node)).max()?;
    let within =
        |depth: u8| all.iter().filter(|node| depth_of(node) <= depth).count() * subjects.len() <= CELLS;
    let depth = (1..=deepest).rev().find(|depth| within(*depth)).unwrap_or(1);
    let shown = all.into_iter().filter(|node| depth_of(node) <= depth);
    let mut rows: Vec<_> = shown.map(|node| row(sides, node, &subjects)).collect();
    let care = rows.iter().any(|row| row.mark == comparable(Comparable::WithCare));
    rows.push(total(sides, &subjects));
    let column = |subject: &&Compared<'a>| sides.link(subject);
    Some(ChangeHeat { columns: subjects.iter().map(column).collect(), rows, upper: depth < deepest, care })
}

fn gone(node: &NodeDiff, earlier: crate::model::NodeIndex) -> bool {
    node.later.is_none() && node.earlier == Some(earlier)
}

fn row<'a>(sides: &Sides<'_, 'a>, node: &NodeDiff, subjects: &[&Compared<'a>]) -> ChangeHeatRow {
    let (of, side, index) = match (node.later, node.earlier) {
        (Some(later), _) => (sides.later, 1, later),
        (None, Some(earlier)) => (sides.earlier, 0, earlier),
        (None, None) => unreachable!("a node stands in one of the schemes"),
    };
    let (shown, definition) = (&of.nodes[index.get()], of.scheme.node(index));
    let cells = if node.comparable == Comparable::No {
        Vec::new()
    } else {
        subjects.iter().map(|subject| cell(sides, subject.at(node), (of, definition.role))).collect()
    };
    ChangeHeatRow {
        label: shown.label.clone(),
        title: Link::to(definition.title.clone(), format!("{}{}", sides.folders[side], shown.href)),
        depth: shown.depth.min(5),
        mark: mark(node),
        cells,
        total: false,
    }
}

fn total<'a>(sides: &Sides<'_, 'a>, subjects: &[&Compared<'a>]) -> ChangeHeatRow {
    let cells = subjects.iter().map(|subject| {
        changed(subject.change.and_then(|change| change.score), "–", (sides.later, Role::Total))
    });
    let root = &sides.comparison.diff.nodes[Scheme::ROOT];
    ChangeHeatRow {
        label: String::new(),
        title: Link::plain("公布得分"),
        depth: 1,
        mark: if root.comparable == Comparable::Yes { "" } else { comparable(Comparable::WithCare) },
        cells: cells.collect(),
        total: true,
    }
}

fn cell(sides: &Sides, moved: NodeMove, of: (&SchemeSite, Role)) -> ChangeCell {
    changed(moved.change, &no_change(sides.told(), &moved), of)
}

fn changed(change: Option<Decimal>, why: &str, (site, role): (&SchemeSite, Role)) -> ChangeCell {
    let Some(change) = change else { return ChangeCell { class: "na", text: why.to_owned() } };
    let step = STEPS.iter().filter(|step| change.abs() >= **step).count();
    let class = match (step, change.is_sign_negative()) {
        (0, _) => "zero",
        (1, false) => "u1",
        (2, false) => "u2",
        (_, false) => "u3",
        (1, true) => "d1",
        (2, true) => "d2",
        (_, true) => "d3",
    };
    ChangeCell { class, text: signed_to(change, site.scheme.change_decimals(role, change)) }
}
