//! All subjects of a ranking at once: each one's sections against the median of its group.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts::{Multiples, Panel};
use crate::model::{NodeIndex, Scheme, SubjectIndex};
use crate::site::base::{Figure, SchemeSite};
use crate::wording::number::dash;
use crate::wording::pictures;
use crate::wording::scale;

/// Panels on one picture at most.
const PANELS: usize = 200;

/// Sections a panel can show; more would be lines, not columns.
const SECTIONS: usize = 16;

/// The medians of a group, under the ranking's table.
#[derive(Debug, Serialize)]
pub struct MedianRow<'a> {
    /// The group, where there are several.
    pub group: Option<&'a str>,
    /// The median of the published scores.
    pub score: String,
    /// The median of each section's scores.
    pub sections: Vec<String>,
}

/// The medians of each peer group at the total and these sections.
pub(crate) fn medians<'s>(scheme: &'s SchemeSite<'_>, sections: &[NodeIndex]) -> Vec<MedianRow<'s>> {
    let median = |group: usize, node: NodeIndex| {
        scheme.spreads.at(group, node).map_or_else(dash, |of| scale::number(scheme.scheme, node, of.median))
    };
    let row = |(group, name): (usize, &'s Option<String>)| MedianRow {
        group: name.as_deref(),
        score: median(group, NodeIndex::new(Scheme::ROOT)),
        sections: sections.iter().map(|node| median(group, *node)).collect(),
    };
    scheme.results.groups.iter().enumerate().map(row).collect()
}

/// The panels; nothing where a subject has a single section, or too many.
pub(crate) fn multiples<'s>(scheme: &'s SchemeSite<'_>) -> Option<Figure<'s>> {
    let sections = scheme.sections();
    let shown = &scheme.results.order[..scheme.results.order.len().min(PANELS)];
    if !(2..=SECTIONS).contains(&sections.len()) || shown.len() < 2 {
        return None;
    }
    let panels: Vec<_> = shown.iter().map(|subject| panel(scheme, *subject)).collect();
    let above = |panel: &&Panel| {
        let mut apart = panel.sections.iter().flatten().map(|(_, apart)| *apart).peekable();
        apart.peek().is_some() && apart.all(|apart| apart >= Decimal::ZERO)
    };
    let above = panels.iter().filter(above).count();
    Some(Figure::new(
        "against",
        pictures::against(scheme, above, shown.len()),
        Multiples {
            sections: sections.iter().map(|node| &*scheme.scheme.node(*node).title).collect(),
            panels,
            fulls: sections.iter().filter_map(|node| scheme.scheme.points_of(*node)).collect(),
            of: scheme.scheme.points_of(NodeIndex::new(Scheme::ROOT)),
        },
    ))
}

fn panel<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Panel<'s> {
    let result = scheme.result(subject);
    let apart = |node: &NodeIndex| {
        let of = &result.nodes[node.get()];
        let score = of.told().filter(|_| of.counts())?;
        let median = scheme.spreads.at(result.group, *node)?.median;
        Some((score, score.checked_sub(median)?))
    };
    Panel {
        name: scheme.short(subject),
        href: Some(scheme.files[subject.get()].clone()),
        score: result.told(),
        decimals: result.decimals.max(2),
        grade: result.grade.map(|grade| scheme.picture_grade(grade)),
        sections: scheme.sections().iter().map(apart).collect(),
    }
}
