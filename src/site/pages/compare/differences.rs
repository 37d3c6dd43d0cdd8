//! What differs between the two years' schemes, with the ways to what differs.

use serde::Serialize;

use super::rules::clause;
use crate::history::{Comparable, General, NodeDiff, RuleChange, RuleDiff};
use crate::model::{NodeIndex, RuleIndex, Scheme};
use crate::site::base::links::METHOD;
use crate::site::base::{Link, SchemeSite};
use crate::site::parts::sides::Sides;
use crate::wording::comparison::comparable;
use crate::wording::number::dash;
use crate::wording::{self, difference};

/// One difference.
#[derive(Debug, Serialize)]
pub struct DiffRow {
    /// What differs: a node, a rule, the scheme as a whole.
    pub of: Link,
    /// 新增, 取消, 权重, 方法 …
    pub what: &'static str,
    /// In the earlier year.
    pub before: String,
    /// In the later year.
    pub after: String,
    /// 可比, 慎比 or 不可比.
    pub comparable: &'static str,
}

/// The differences, and what they mean for comparing.
pub(crate) fn differences(sides: &Sides) -> (Vec<DiffRow>, Vec<String>) {
    let (diff, told) = (&sides.comparison.diff, sides.told());
    let mut rows: Vec<DiffRow> = diff.general.iter().map(|of| general(sides, *of)).collect();
    for node in &diff.nodes {
        let differences = difference::node(told, node);
        rows.extend(differences.into_iter().map(|(what, [before, after])| {
            let comparable = comparable(node.comparable);
            DiffRow { of: node_link(sides, node), what, before, after, comparable }
        }));
    }
    rows.extend(diff.rules.iter().map(|rule| of_rule(sides, rule)));
    (rows, difference::limits(told))
}

fn general(sides: &Sides, of: General) -> DiffRow {
    let care = if of.scores() { Comparable::WithCare } else { Comparable::Yes };
    let (what, [before, after]) = difference::general(sides.told(), of);
    DiffRow { of: Link::plain("方案"), what, before, after, comparable: comparable(care) }
}

/// A node, in the later year where that has it.
fn node_link(sides: &Sides, node: &NodeDiff) -> Link {
    let link = |of: &SchemeSite, side: usize, index: NodeIndex| match index.get() {
        Scheme::ROOT => Link::to("总分", format!("{}{METHOD}", sides.folders[side])),
        at => Link::to(
            of.scheme.node(index).title.clone(),
            format!("{}{}", sides.folders[side], of.nodes[at].href),
        ),
    };
    let later = node.later.map(|later| link(sides.later, 1, later));
    let earlier = || node.earlier.map(|earlier| link(sides.earlier, 0, earlier));
    later.or_else(earlier).unwrap_or_else(|| Link::plain(dash()))
}

fn of_rule(sides: &Sides, rule: &RuleDiff) -> DiffRow {
    let text = |of: &SchemeSite, rule: Option<RuleIndex>| {
        rule.map_or_else(dash, |rule| of.plain(&wording::rule(of.scheme, rule)))
    };
    let link = |of: &SchemeSite, side: usize, rule: RuleIndex| Link {
        text: of.scheme.rules[rule.get()].title.clone(),
        href: clause(of, &sides.folders[side], rule).href,
    };
    let later = rule.later.map(|later| link(sides.later, 1, later));
    let earlier = || rule.earlier.map(|earlier| link(sides.earlier, 0, earlier));
    let renamed = rule.changes == [RuleChange::Renamed];
    DiffRow {
        of: later.or_else(earlier).unwrap_or_else(|| Link::plain(dash())),
        what: difference::rule(rule),
        before: text(sides.earlier, rule.earlier),
        after: text(sides.later, rule.later),
        comparable: comparable(if renamed { Comparable::Yes } else { Comparable::WithCare }),
    }
}
