//! A node as the method page and its own page show it, and the clauses a scheme cites.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::model::{Aggregate, Body, ClauseId, NodeIndex, Requirement, Scheme, Weighting};
use crate::site::base::{Link, SchemeSite};
use crate::wording;
use crate::wording::number::figure;

/// A node of the scheme.
#[derive(Debug, Serialize)]
pub struct NodeView<'a> {
    pub id: &'a str,
    pub label: &'a str,
    pub title: &'a str,
    /// How deep it lies.
    pub depth: u8,
    /// A heading that groups it with its neighbours.
    pub group: Option<&'a str>,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// Share of the whole.
    pub weight: String,
    /// How it is scored, in one sentence.
    pub method: String,
    /// The most that bonuses and deductions on it may make.
    pub limits: Option<String>,
    /// What is measured.
    pub measure: Option<String>,
    /// 数据来源
    pub source: Option<&'a str>,
    pub says: Option<&'a str>,
    pub clause: Option<Link>,
    /// Kinds of evidence that have to be there.
    pub requires: String,
    pub line: u32,
    /// Another text for each subject: name and text.
    pub variants: Vec<VariantRow<'a>>,
}

/// A subject's own text.
#[derive(Debug, Serialize)]
pub struct VariantRow<'a> {
    pub name: &'a str,
    /// Its name for the node.
    pub title: &'a str,
    pub says: Option<&'a str>,
}

/// A node as the method page and its own page show it.
pub(crate) fn node_view<'s>(scheme: &'s SchemeSite<'_>, index: NodeIndex, up: &'static str) -> NodeView<'s> {
    let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
    let evidence = |required: &Requirement| {
        let title = scheme.scheme.evidence.get(&required.kind).map_or(&required.kind, |of| &of.title);
        format!("{title}{}", wording::required_per(required.per))
    };
    NodeView {
        id: node.id.as_str(),
        label: &site.label,
        title: &node.title,
        depth: site.depth.min(5),
        group: node.group.as_deref(),
        href: site.paged.then(|| format!("{up}{}", site.href)),
        weight: weight(scheme, index),
        method: wording::method(scheme.scheme, index),
        limits: wording::limits(scheme.scheme, index),
        measure: wording::measure(scheme.scheme, index),
        source: node.source.as_deref(),
        says: node.says.as_deref(),
        clause: node.clause.as_ref().map(|clause| scheme.inline(up).clause(clause)),
        requires: node.requires.iter().map(evidence).collect::<Vec<_>>().join("、"),
        line: node.at.line,
        variants: scheme
            .scheme
            .subjects
            .iter()
            .zip(&scheme.names)
            .filter_map(|(id, name)| {
                let variant = node.variants.get(id)?;
                Some(VariantRow { name: &name.short, title: &variant.title, says: variant.says.as_deref() })
            })
            .collect(),
    }
}

/// The weight as declared: percent, points, a share, or alike.
fn weight(scheme: &SchemeSite, index: NodeIndex) -> String {
    let node = scheme.scheme.node(index);
    let Some(parent) = node.parent else { return String::new() };
    let Body::Branch { weighting, aggregate, children } = &scheme.scheme.node(parent).body else {
        return String::new();
    };
    if *aggregate == Aggregate::Minimum {
        return "取最低".to_owned();
    }
    match weighting {
        Weighting::Percent => format!("{}%", figure(node.weight)),
        Weighting::Points => format!("{}分", figure(node.weight)),
        Weighting::Relative => {
            let sum: rust_decimal::Decimal =
                children.iter().map(|child| scheme.scheme.node(*child).weight).sum();
            format!("{} / {}", figure(node.weight), figure(sum))
        }
        Weighting::Equal => format!("1 / {}", children.len()),
    }
}

/// Every clause a scheme cites, in the order of their ids.
pub(crate) fn cited(scheme: &Scheme) -> BTreeSet<&ClauseId> {
    let mut cited = BTreeSet::new();
    cited.extend(scheme.nodes.iter().filter_map(|node| node.clause.as_ref()));
    cited.extend(scheme.rules.iter().filter_map(|rule| rule.clause.as_ref()));
    cited.extend(scheme.outcomes.iter().filter_map(|outcome| outcome.clause.as_ref()));
    cited.extend(scheme.milestones.iter().filter_map(|milestone| milestone.clause.as_ref()));
    cited.extend(scheme.rectification.iter().filter_map(|term| term.clause.as_ref()));
    cited.extend(scheme.checks.iter().filter_map(|check| check.clause.as_ref()));
    cited.extend(scheme.assumptions.iter().filter_map(|assumption| assumption.clause.as_ref()));
    cited
}
