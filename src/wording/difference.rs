//! What differs between two years' schemes, and what can therefore not be compared.

use std::collections::BTreeMap;

use super::comparison::TwoYears;
use super::number::{dash, figure, two};
use super::{measure, method, method_name, role_name};
use crate::history::{Comparable, General, NodeChange, NodeDiff, NodeWeight, RuleChange, RuleDiff};
use crate::model::{NodeIndex, RankBy, Ranking, Role, Scheme, Within};

/// Names in one sentence at most.
const NAMED: usize = 12;

/// What differs and how it was in the earlier and in the later year.
pub(crate) type Difference = (&'static str, [String; 2]);

/// A difference of the schemes as a whole.
pub(crate) fn general(years: TwoYears, of: General) -> Difference {
    let (what, told): (_, fn(&Scheme) -> String) = match of {
        General::Grades => ("等次", grades),
        General::Rounding => ("小数位", |scheme| decimals(&scheme.rounding, "不取舍")),
        General::Display => ("显示的小数位", |scheme| decimals(&scheme.display, "同小数位")),
        General::Scale => ("计分制", |scheme| {
            scheme
                .points_of(NodeIndex::new(Scheme::ROOT))
                .map_or_else(|| "百分制".to_owned(), |full| format!("分值制，满分{}分", figure(full)))
        }),
        General::Ranking => ("排名", |scheme| {
            scheme.ranking.as_ref().map_or_else(|| "不排名".to_owned(), |ranking| ranked(scheme, ranking))
        }),
        General::Peers => ("分组", |scheme| {
            scheme.peers.as_ref().map_or_else(|| "不分组".to_owned(), |by| format!("按{by}分组"))
        }),
        General::Missing => ("缺报", |scheme| {
            let told = super::put_in_place(scheme.missing);
            scheme.least_reported.map_or_else(
                || told.to_owned(),
                |least| format!("{told}；填报的权重不足{}%的不计", figure(least)),
            )
        }),
        General::BonusLimit => ("加分上限", |scheme| {
            scheme.bonus_limit.map_or_else(|| "不设".to_owned(), |most| format!("{}分", figure(most)))
        }),
        General::DeductLimit => ("扣分上限", |scheme| {
            scheme.deduct_limit.map_or_else(|| "不设".to_owned(), |most| format!("{}分", figure(most)))
        }),
        General::Checks => ("数据核对", |scheme| match scheme.checks.is_empty() {
            true => "没有".to_owned(),
            false => {
                let told: Vec<String> = scheme.checks.iter().map(|of| super::check(scheme, of)).collect();
                told.join("；")
            }
        }),
        General::Ceiling => ("总分上限", |scheme| format!("{}分", figure(scheme.ceiling))),
    };
    (what, [told(years.earlier.scheme), told(years.later.scheme)])
}

/// 按公布得分，同分的依次比组织领导；全部与组内都排
fn ranked(scheme: &Scheme, ranking: &Ranking) -> String {
    let mut text = match ranking.by {
        RankBy::Published => "按公布得分",
        RankBy::Exact => "按未取舍的得分",
    }
    .to_owned();
    let then: Vec<_> = ranking.then.iter().map(|node| &*scheme.node(*node).title).collect();
    if !then.is_empty() {
        text += &format!("，同分的依次比{}", then.join("、"));
    }
    text += match ranking.within {
        Within::Peers => "",
        Within::All => "；全部对象一起排",
        Within::Both => "；全部和组内都排",
    };
    text
}

fn grades(scheme: &Scheme) -> String {
    if !scheme.is_graded() {
        return "不分等次".to_owned();
    }
    let unit = if scheme.in_points() { "%" } else { "分" };
    let told = scheme.grades.iter().map(|grade| {
        format!("{} {}{unit}起，取{}{unit}", grade.name, figure(grade.from), figure(grade.points))
    });
    told.collect::<Vec<_>>().join("；")
}

fn decimals(roles: &BTreeMap<Role, u32>, none: &str) -> String {
    let told: Vec<_> = roles.iter().map(|(role, places)| format!("{}{places}位", role_name(*role))).collect();
    if told.is_empty() { none.to_owned() } else { told.join("，") }
}

/// The differences of a node: what only follows from its parents or children is told there.
pub(crate) fn node(years: TwoYears, node: &NodeDiff) -> Vec<Difference> {
    let exists = |scheme: &Scheme, weight: Option<NodeWeight>, index| {
        format!("{}，{}", method_name(scheme, index), share(weight))
    };
    let [before, after] = node.weights;
    match (node.earlier, node.later) {
        (None, Some(later)) => vec![("新增", [dash(), exists(years.later.scheme, after, later)])],
        (Some(earlier), None) => vec![("取消", [exists(years.earlier.scheme, before, earlier), dash()])],
        (Some(earlier), Some(later)) => {
            node.changes.iter().filter_map(|change| told(years, node, *change, [earlier, later])).collect()
        }
        (None, None) => Vec::new(),
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
    years: TwoYears,
    node: &NodeDiff,
    change: NodeChange,
    [earlier, later]: [NodeIndex; 2],
) -> Option<Difference> {
    let both = |of: &dyn Fn(&Scheme, NodeIndex) -> String| {
        [of(years.earlier.scheme, earlier), of(years.later.scheme, later)]
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
        NodeChange::Role => ("层级", both(&|scheme, node| role_name(scheme.node(node).role).to_owned())),
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
                measure(scheme, node).unwrap_or_else(|| match scheme.node(node).children() {
                    [] => "直接观察".to_owned(),
                    children => format!("由{}项组成", children.len()),
                })
            }),
        ),
        NodeChange::Method => ("计分方法", both(&method)),
        NodeChange::Aggregate => ("合成方法", both(&|scheme, node| method_name(scheme, node).to_owned())),
        NodeChange::Applicability => (
            "适用",
            both(&|scheme, node| match scheme.node(node).not_applicable_when {
                Some((index, is)) => {
                    format!("{}为{}的不适用", scheme.figures[index.get()].title, figure(is))
                }
                None => "一律适用".to_owned(),
            }),
        ),
        NodeChange::Limits => (
            "加减分上限",
            both(&|scheme, node| {
                let node = scheme.node(node);
                let limit = |what: &str, most: Option<rust_decimal::Decimal>| {
                    most.map_or_else(|| format!("{what}不设"), |most| format!("{what}{}分", figure(most)))
                };
                format!("{}，{}", limit("加分", node.bonus_limit), limit("扣分", node.deduct_limit))
            }),
        ),
        NodeChange::Targets => ("目标", [dash(), "目标值有调整，见各对象的结果页".to_owned()]),
        NodeChange::Rules | NodeChange::Below => return None,
    })
}

/// What became of a rule.
pub(crate) fn rule(rule: &RuleDiff) -> &'static str {
    match (rule.earlier, rule.later) {
        (None, Some(_)) => "新增规则",
        (Some(_), None) => "取消规则",
        (_, Some(_)) if rule.changes == [RuleChange::Renamed] => "规则更名",
        (_, Some(_)) => "规则调整",
        (None, None) => "规则",
    }
}

/// What can not be compared, and what only with care.
pub(crate) fn limits(years: TwoYears) -> Vec<String> {
    let title = |node: &NodeDiff| match (node.later, node.earlier) {
        (Some(later), _) => years.later.scheme.node(later).title.clone(),
        (None, Some(earlier)) => years.earlier.scheme.node(earlier).title.clone(),
        (None, None) => String::new(),
    };
    let diff = &years.comparison.diff;
    let list = |wanted: &dyn Fn(&NodeDiff) -> bool| {
        let found = diff.not_plainly_comparable().filter(|node| !is_root(node) && wanted(node));
        let found: Vec<String> = found.map(title).collect();
        match found.len() {
            0 => None,
            1..=NAMED => Some(found.join("、")),
            count => Some(format!("{}等{count}项", found[..NAMED].join("、"))),
        }
    };
    let mut limits = Vec::new();
    if diff.general.contains(&General::Scale) {
        limits.push("两年计分制不同：满分不同的得分折合成百分制再比较。".to_owned());
    }
    let mut push = |what: &str, found: Option<String>, why: &str| {
        limits.extend(found.map(|names| format!("{what}：{names}。{why}")));
    };
    let one_year = |node: &NodeDiff| !node.in_both();
    push("不可比", list(&one_year), "只有一年有。");
    let other = |node: &NodeDiff| node.in_both() && node.comparable == Comparable::No;
    push("不可比", list(&other), "两年所计内容或单位不同。");
    let method = |node: &NodeDiff| node.comparable == Comparable::WithCare && !node.differs_below_alone();
    push("慎比", list(&method), "计分方法、适用或规则不同。");
    push("慎比", list(&NodeDiff::differs_below_alone), "其下各项的构成或权重不同。");
    let shares = diff.nodes.iter().any(|node| {
        let [a, b] = node.weights.map(|weight| weight.and_then(|weight| weight.share));
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
