//! Method and sources as lists: grades, weights and methods, rules, assumptions, clauses, with lines of the files.

use crate::model::{Assumption, Body, Check, Clause, Grade, NodeIndex, RuleIndex, Weighting};
use crate::site::base::{Cell, Columns, Head, SchemeSite, Table, cite};
use crate::wording;

/// The lists, in the order in which they are told.
pub struct MethodLists<'s> {
    /// The grades with where they begin.
    pub grades: Table<'s>,
    /// Every node but the total.
    pub nodes: Table<'s>,
    /// The rules in their order.
    pub rules: Table<'s>,
    /// What holds between the figures of every record.
    pub checks: Table<'s>,
    /// What the papers leave open, and how it was settled.
    pub assumptions: Table<'s>,
    /// The clauses of the year.
    pub clauses: Table<'s>,
}

impl<'s> MethodLists<'s> {
    /// The lists of a scheme.
    pub fn of(site: &'s SchemeSite<'_>) -> Self {
        Self {
            grades: grades(site),
            nodes: nodes(site),
            rules: rules(site),
            checks: checks(site),
            assumptions: assumptions(site),
            clauses: clauses(site),
        }
    }
}

fn grades<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    // In a points scheme they are parts of what each node has.
    let head =
        |title: &'static str| Head::from(title).unit(if site.scheme.in_points() { "满分的%" } else { "" });
    Columns::new()
        .add("等次", |grade: &&'s Grade| &grade.name)
        .add(head("不低于"), |grade| grade.from)
        .add(head("代表分"), |grade| grade.points)
        .table("等次", &site.scheme.grades)
}

fn nodes<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    let scheme = site.scheme;
    let of = |node: &NodeIndex| scheme.node(*node);
    Columns::new()
        .add("指标", move |node: &NodeIndex| format!("{}{}", site.nodes[node.get()].label, of(node).title))
        .add("编号", move |node| of(node).id.as_str())
        .add("层次", move |node| wording::role_name(of(node).role))
        .add(if scheme.in_points() { "分值" } else { "权重" }, move |node| {
            let equal = of(node).parent.is_some_and(|parent| {
                matches!(scheme.node(parent).body, Body::Branch { weighting: Weighting::Equal, .. })
            });
            if equal { Cell::from("等权") } else { of(node).weight.into() }
        })
        .add("计分方法", |node| wording::method(scheme, *node))
        .add("指标值", |node| wording::measure(scheme, *node))
        .add("数据来源", move |node| of(node).source.as_ref())
        .add("条款", move |node| cite(site.year, of(node).clause.as_ref()))
        .add("位置", move |node| format!("{}:{}", scheme.file, of(node).at.line))
        .table("指标、权重与计分方法", site.order.iter().copied())
}

fn rules<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    let scheme = site.scheme;
    let of = |rule: &RuleIndex| &scheme.rules[rule.get()];
    Columns::new()
        .add("规则", move |rule: &RuleIndex| &of(rule).title)
        .add("编号", move |rule| of(rule).id.to_string())
        .add("内容", |rule| {
            let spans = wording::rule(scheme, *rule);
            wording::plain(scheme, &spans, |clause| cite(site.year, Some(clause)).to_owned())
        })
        .add("条款", move |rule| cite(site.year, of(rule).clause.as_ref()))
        .add("位置", move |rule| format!("{}:{}", scheme.file, of(rule).at.line))
        .table("规则", (0..scheme.rules.len()).map(RuleIndex::new))
}

fn checks<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    let scheme = site.scheme;
    Columns::new()
        .add("关系", |check: &&'s Check| &check.says)
        .add("算式", move |check| wording::check(scheme, check))
        .add("条款", move |check| cite(site.year, check.clause.as_ref()))
        .add("位置", move |check| format!("{}:{}", scheme.file, check.at.line))
        .table("数据核对", &scheme.checks)
}

fn assumptions<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    Columns::new()
        .add("事项", |of: &&'s Assumption| &of.about)
        .add("口径", |of| &of.says)
        .table("口径说明（文件没有规定、由本项目设定）", &site.scheme.assumptions)
}

fn clauses<'s>(site: &'s SchemeSite<'_>) -> Table<'s> {
    Columns::new()
        .add("条款", |clause: &&'s Clause| &clause.cite)
        .add("内容", |clause| &clause.says)
        .table("本年条款", site.year.clauses.values())
}
