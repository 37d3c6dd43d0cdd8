//! What differs between the two years' schemes, and what can therefore not be compared.

use rust_decimal::Decimal;
use serde::Serialize;

use super::rules::clause;
use crate::history::{Comparable, General, NodeChange, NodeDiff, NodeWeight, RuleChange, RuleDiff};
use crate::model::{MissingPolicy, NodeIndex, Ranking, RuleIndex, Scheme};
use crate::site::base::inline::Link;
use crate::site::base::number::{figure, two};
use crate::site::base::scheme::SchemeSite;
use crate::site::parts::sides::Sides;
use crate::wording;

/// Names in one sentence at most.
const NAMED: usize = 12;

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
    let diff = &sides.comparison.diff;
    let mut rows: Vec<DiffRow> = diff.general.iter().map(|of| general(sides, *of)).collect();
    for node in &diff.nodes {
        of_node(sides, node, &mut rows);
    }
    rows.extend(diff.rules.iter().map(|rule| of_rule(sides, rule)));
    (rows, limits(sides))
}

fn dash() -> String {
    "–".to_owned()
}

fn general(sides: &Sides, of: General) -> DiffRow {
    let (what, told): (_, fn(&Scheme) -> String) = match of {
        General::Grades => ("等次", grades),
        General::Rounding => ("小数位", rounding),
        General::Ranking => ("排名", |scheme| {
            match scheme.ranking {
                Ranking::Published => "按公布得分",
                Ranking::Exact => "按未取舍的得分",
                Ranking::None => "不排名",
            }
            .to_owned()
        }),
        General::Peers => ("分组", |scheme| {
            scheme.peers.as_ref().map_or_else(|| "不分组".to_owned(), |by| format!("按{by}分组"))
        }),
        General::Missing => ("缺报", |scheme| {
            match scheme.missing {
                MissingPolicy::Zero => "计0分",
                MissingPolicy::Rescale => "按不适用处理",
            }
            .to_owned()
        }),
        General::BonusLimit => ("加分上限", |scheme| {
            scheme.bonus_limit.map_or_else(|| "不设".to_owned(), |most| format!("{}分", figure(most)))
        }),
        General::DeductLimit => ("扣分上限", |scheme| {
            scheme.deduct_limit.map_or_else(|| "不设".to_owned(), |most| format!("{}分", figure(most)))
        }),
        General::Ceiling => ("总分上限", |scheme| format!("{}分", figure(scheme.ceiling))),
    };
    let comparable = if of == General::Ranking { "可比" } else { "慎比" };
    let of = Link::plain("方案");
    DiffRow { of, what, before: told(sides.earlier.scheme), after: told(sides.later.scheme), comparable }
}

fn grades(scheme: &Scheme) -> String {
    let told = scheme
        .grades
        .iter()
        .map(|grade| format!("{} {}分起，取{}分", grade.name, figure(grade.from), figure(grade.points)));
    told.collect::<Vec<_>>().join("；")
}

fn rounding(scheme: &Scheme) -> String {
    if scheme.rounding.is_empty() {
        return "不取舍".to_owned();
    }
    let told =
        scheme.rounding.iter().map(|(role, places)| format!("{}{places}位", wording::role_name(*role)));
    told.collect::<Vec<_>>().join("，")
}

fn comparable(of: Comparable) -> &'static str {
    match of {
        Comparable::Yes => "可比",
        Comparable::WithCare => "慎比",
        Comparable::No => "不可比",
    }
}

/// The rows of a node: what only follows from its parents or children is told there.
fn of_node(sides: &Sides, node: &NodeDiff, rows: &mut Vec<DiffRow>) {
    let link = |of: &SchemeSite, side: usize, index: NodeIndex| match index.get() {
        Scheme::ROOT => Link::to("总分", format!("{}method.html", sides.folders[side])),
        at => Link::to(
            of.scheme.node(index).title.clone(),
            format!("{}{}", sides.folders[side], of.nodes[at].href),
        ),
    };
    let comparable = comparable(node.comparable);
    let exists = |of: &SchemeSite, weight: Option<NodeWeight>, index| {
        format!("{}，{}", wording::method_name(of.scheme, index), share(weight))
    };
    match (node.earlier, node.later) {
        (None, Some(later)) => rows.push(DiffRow {
            of: link(sides.later, 1, later),
            what: "新增",
            before: dash(),
            after: exists(sides.later, node.weights[1], later),
            comparable,
        }),
        (Some(earlier), None) => rows.push(DiffRow {
            of: link(sides.earlier, 0, earlier),
            what: "取消",
            before: exists(sides.earlier, node.weights[0], earlier),
            after: dash(),
            comparable,
        }),
        (Some(earlier), Some(later)) => {
            for change in &node.changes {
                if let Some((what, [before, after])) = told(sides, node, *change, (earlier, later)) {
                    rows.push(DiffRow { of: link(sides.later, 1, later), what, before, after, comparable });
                }
            }
        }
        (None, None) => {}
    }
}

/// 本层权重 15.00%
fn share(weight: Option<NodeWeight>) -> String {
    match weight.and_then(|weight| weight.share) {
        Some(share) => format!("本层权重{}%", two(share)),
        None => "不计权重".to_owned(),
    }
}

/// A change of a node in words; nothing for what is told elsewhere.
fn told(
    sides: &Sides,
    node: &NodeDiff,
    change: NodeChange,
    (earlier, later): (NodeIndex, NodeIndex),
) -> Option<(&'static str, [String; 2])> {
    let both = |of: &dyn Fn(&Scheme, NodeIndex) -> String| {
        [of(sides.earlier.scheme, earlier), of(sides.later.scheme, later)]
    };
    Some(match change {
        NodeChange::Renamed => ("名称", both(&|scheme, node| scheme.node(node).title.clone())),
        NodeChange::Moved => (
            "归属",
            both(&|scheme, node| match scheme.node(node).parent {
                Some(parent) if parent.get() != Scheme::ROOT => scheme.node(parent).title.clone(),
                _ => "总分".to_owned(),
            }),
        ),
        NodeChange::Role => {
            ("层级", both(&|scheme, node| wording::role_name(scheme.node(node).role).to_owned()))
        }
        // What the weights of the nodes above bring about is told with them.
        NodeChange::Reweighed => {
            let shares = node.weights.map(|weight| weight.and_then(|weight| weight.share));
            if shares[0] == shares[1] {
                return None;
            }
            ("权重", node.weights.map(share))
        }
        NodeChange::Measure => (
            "所计内容",
            both(&|scheme, node| {
                wording::measure(scheme, node).unwrap_or_else(|| match scheme.node(node).children() {
                    [] => "直接观察".to_owned(),
                    children => format!("由{}项组成", children.len()),
                })
            }),
        ),
        NodeChange::Method => ("计分方法", both(&wording::method)),
        NodeChange::Aggregate => {
            ("合成方法", both(&|scheme, node| wording::method_name(scheme, node).to_owned()))
        }
        NodeChange::Applicability => (
            "适用",
            both(&|scheme, node| match scheme.node(node).not_applicable_when {
                Some((figure_index, is)) => {
                    format!("{}为{}的不适用", scheme.figures[figure_index.get()].title, figure(is))
                }
                None => "一律适用".to_owned(),
            }),
        ),
        NodeChange::Targets => ("目标", [dash(), "目标值有调整，见各对象的结果页".to_owned()]),
        NodeChange::Rules | NodeChange::Below => return None,
    })
}

fn of_rule(sides: &Sides, rule: &RuleDiff) -> DiffRow {
    let text = |of: &SchemeSite, rule: Option<RuleIndex>| {
        rule.map_or_else(dash, |rule| of.plain(&wording::rule(of.scheme, rule)))
    };
    let link = |of: &SchemeSite, side: usize, rule: RuleIndex| Link {
        text: of.scheme.rules[rule.get()].title.clone(),
        href: clause(of, &sides.folders[side], rule).href,
    };
    let (of, what) = match (rule.earlier, rule.later) {
        (None, Some(later)) => (link(sides.later, 1, later), "新增规则"),
        (Some(earlier), None) => (link(sides.earlier, 0, earlier), "取消规则"),
        (_, Some(later)) if rule.changes == [RuleChange::Renamed] => {
            (link(sides.later, 1, later), "规则更名")
        }
        (_, Some(later)) => (link(sides.later, 1, later), "规则调整"),
        (None, None) => (Link::plain("–"), "规则"),
    };
    DiffRow {
        of,
        what,
        before: text(sides.earlier, rule.earlier),
        after: text(sides.later, rule.later),
        comparable: if rule.changes == [RuleChange::Renamed] { "可比" } else { "慎比" },
    }
}

/// What can not be compared, and what only with care.
fn limits(sides: &Sides) -> Vec<String> {
    let title = |node: &NodeDiff| match (node.later, node.earlier) {
        (Some(later), _) => sides.later.scheme.node(later).title.clone(),
        (None, Some(earlier)) => sides.earlier.scheme.node(earlier).title.clone(),
        (None, None) => String::new(),
    };
    let list = |wanted: &dyn Fn(&NodeDiff) -> bool| {
        let found: Vec<String> = sides
            .comparison
            .diff
            .not_plainly_comparable()
            .filter(|node| !is_root(node) && wanted(node))
            .map(title)
            .collect();
        match found.len() {
            0 => None,
            1..=NAMED => Some(found.join("、")),
            count => Some(format!("{}等{count}项", found[..NAMED].join("、"))),
        }
    };
    let mut limits = Vec::new();
    let mut push = |what: &str, found: Option<String>, why: &str| {
        limits.extend(found.map(|names| format!("{what}：{names}。{why}")));
    };
    let one_year = |node: &NodeDiff| !node.in_both();
    push("不可比", list(&one_year), "只有一年有。");
    let other = |node: &NodeDiff| node.in_both() && node.comparable == Comparable::No;
    push("不可比", list(&other), "两年所计内容或单位不同。");
    let method = |node: &NodeDiff| node.comparable == Comparable::WithCare && !only_below(node);
    push("慎比", list(&method), "计分方法、适用或规则不同。");
    push("慎比", list(&only_below), "其下各项的构成或权重不同。");
    let shares = sides.comparison.diff.nodes.iter().any(|node| {
        let [a, b]: [Option<Decimal>; 2] = node.weights.map(|weight| weight.and_then(|weight| weight.share));
        node.in_both() && a != b
    });
    if shares {
        limits.push("权重不同的项，其得分可以比较，对总分的影响不同。".to_owned());
    }
    limits
}

fn is_root(node: &NodeDiff) -> bool {
    node.later.is_some_and(|later| later.get() == Scheme::ROOT)
}

fn only_below(node: &NodeDiff) -> bool {
    node.comparable == Comparable::WithCare
        && node.changes.iter().all(|change| {
            !matches!(
                change,
                NodeChange::Method
                    | NodeChange::Aggregate
                    | NodeChange::Applicability
                    | NodeChange::Rules
                    | NodeChange::Measure
            )
        })
}
