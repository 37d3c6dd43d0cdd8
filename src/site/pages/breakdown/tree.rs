//! Every node with its score, weight, grade and contribution, and the sections against the group.

use serde::Serialize;

use super::Subject;
use crate::model::{
    Applied, Change, FigureIndex, Method, Node, NodeIndex, NodeResult, Role, Scheme, State, SubjectIndex,
};
use crate::site::base::change::worked;
use crate::site::base::{GradeView, Html, SchemeSite, delta};
use crate::wording::number::{dash, measured, signed, two};
use crate::wording::parts::weights_caption;
use crate::wording::put_in_place;
use crate::wording::result::changed;
use crate::wording::{scale, story};

/// The tree as a table.
#[derive(Debug, Serialize)]
pub struct Tree<'a> {
    /// How its weights are read.
    pub caption: &'static str,
    /// Whether any node has a contribution.
    pub contributions: bool,
    /// Which column the method is.
    pub method: usize,
    /// Whether any node has a measure.
    pub measures: bool,
    /// Whether there is a last year to compare with.
    pub earlier: Option<&'a str>,
    /// What the head of the changes since then says of their scale.
    pub change_scale: &'static str,
    /// What the column of weights is called.
    pub weight: &'static str,
    /// How many columns there are.
    pub columns: usize,
    pub rows: Vec<TreeRow<'a>>,
    /// What follows under the nodes: sum, bonuses and deductions, the published score.
    pub totals: Vec<TotalRow<'a>>,
}

/// A node's row.
#[derive(Debug, Serialize)]
pub struct TreeRow<'a> {
    /// Its id, which is the anchor of its steps.
    pub id: &'a str,
    /// `d1` for the root's children, then `d2`, `d3` …; `br` is added for branches below the first.
    pub class: &'static str,
    /// Its number among its siblings, its name for this subject with the way to where it is explained, what it is grouped
    /// with where its siblings are not all grouped, and what rules did.
    pub name: Html,
    /// A heading over it and its neighbours; only where it changes.
    pub group: Option<&'a str>,
    /// Its grade; – where there is none.
    pub grade: Html,
    pub score: String,
    /// Effective percent of the whole.
    pub weight: String,
    /// Points it adds to the total.
    pub contribution: String,
    pub method: &'a str,
    /// Measure with its unit.
    pub measure: String,
    /// Last year's score.
    pub before: String,
    /// `up`, `down` or `flat`.
    pub direction: &'static str,
    /// The change with its sign.
    pub change: String,
}

/// A row under the nodes.
#[derive(Debug, Serialize)]
pub struct TotalRow<'a> {
    pub title: String,
    pub score: String,
    /// A grade, for the last.
    pub grade: Option<GradeView<'a>>,
    /// How it came.
    pub note: String,
    /// Whether it is a sum between ink rules.
    pub sum: bool,
}

/// A section against its group.
#[derive(Debug, Serialize)]
pub struct SectionRow<'a> {
    pub title: &'a str,
    pub href: &'a str,
    pub grade: Option<GradeView<'a>>,
    pub score: String,
    /// The group's median.
    pub median: String,
    /// `up`, `down` or `flat` against it.
    pub direction: &'static str,
    /// The difference with its sign.
    pub difference: String,
    /// The group's best.
    pub best: String,
}

const CLASSES: [&str; 5] = ["d1", "d2", "d3", "d4", "d5"];
const BRANCHES: [&str; 5] = ["d1", "d2 br", "d3 br", "d4 br", "d5 br"];

impl<'s, 'a: 's> Subject<'s, 'a> {
    pub(crate) fn tree(&self) -> Tree<'s> {
        let scheme = self.scheme;
        let nodes = &scheme.result(self.index).nodes;
        let mut heading: Option<&str> = None;
        let mut rows = Vec::with_capacity(scheme.order.len());
        let mut scales = Vec::new();
        let open = self.confirmed().into_iter().filter(|(_, standing)| !standing.holds());
        let unconfirmed: Vec<FigureIndex> = open.map(|(figure, _)| figure).collect();
        for &index in &scheme.order {
            let (node, site, result) =
                (scheme.scheme.node(index), &scheme.nodes[index.get()], &nodes[index.get()]);
            let depth = usize::from(site.depth.clamp(1, 5)) - 1;
            let grouped = site.grouped;
            let group = node.group.as_deref().filter(|group| grouped && heading != Some(*group));
            heading = node.group.as_deref();
            let earlier = self.earlier(index);
            // Held together as they are printed where that is in the same scale, else of a hundred.
            let full = earlier.map(|(that, node, _)| that.full(node));
            let alike = full == Some(scheme.scheme.full(index));
            let then = earlier.and_then(|(_, _, earlier)| earlier.compared(alike));
            let by = result.compared(alike).zip(then).and_then(|(a, b)| a.checked_sub(b));
            scales.extend(by.map(|_| alike));
            let (direction, change) =
                delta(by, scheme.scheme.change_decimals(node.role, by.unwrap_or_default()));
            let mut grade = Html::default();
            match result.grade {
                Some(of) => grade.grade(scheme.grade(of)),
                None => grade.text("–"),
            };
            rows.push(TreeRow {
                id: node.id.as_str(),
                class: if node.children().is_empty() { CLASSES[depth] } else { BRANCHES[depth] },
                name: self.row_name(index, &unconfirmed),
                group,
                grade,
                score: score_text(scheme.scheme, index, result),
                weight: result.weight.map_or_else(dash, two),
                contribution: result.contribution.map_or_else(dash, two),
                method: site.method,
                measure: match (result.measure, node.measure()) {
                    (Some(value), Some((_, unit))) => measured(value, unit),
                    _ => String::new(),
                },
                before: earlier
                    .and_then(|(that, node, earlier)| scale::node(that, node, earlier))
                    .unwrap_or_else(dash),
                direction,
                change,
            });
        }
        let contributions = nodes.iter().skip(1).any(|node| node.contribution.is_some());
        let measures = nodes.iter().any(|node| node.measure.is_some());
        let earlier = self.before.and_then(|_| scheme.compared_with());
        // Indicator, score, weight and method are always there.
        let method = 4 + usize::from(scheme.is_graded()) + usize::from(contributions);
        Tree {
            caption: weights_caption(scheme.scheme),
            contributions,
            measures,
            earlier,
            change_scale: scale::heads_of_hundred(scales),
            weight: scale::weight_head(scheme.scheme),
            method,
            columns: method + usize::from(measures) + 2 * usize::from(earlier.is_some()),
            rows,
            totals: self.totals(),
        }
    }

    /// `unconfirmed`: the figures that another party is to confirm and did not.
    fn row_name(&self, index: NodeIndex, unconfirmed: &[FigureIndex]) -> Html {
        let scheme = self.scheme;
        let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let result = &scheme.result(self.index).nodes[index.get()];
        let mut name = Html::default();
        let title = node.title_for(&scheme.scheme.subjects[self.index.get()]);
        name.within("<i>", &site.label, "</i>").link("", &site.href, title);
        if let Some(group) = node.group.as_deref().filter(|_| !site.grouped) {
            name.within("<small class=\"in\">", group, "</small>");
        }
        let flag = match result.state {
            State::Missing | State::Undefined => "<span class=\"flag miss\">",
            State::Scored | State::NotApplicable => "<span class=\"flag\">",
        };
        for text in flags(scheme, result) {
            name.within(flag, &text, "</span>");
        }
        if unconfirmed.iter().any(|figure| reads(node, *figure)) {
            name.within("<span class=\"flag miss\">", "○ 数据未确认", "</span>");
        }
        name
    }

    /// The node in the last year before, with its result.
    pub(crate) fn earlier(&self, node: NodeIndex) -> Option<(&'a Scheme, NodeIndex, &'a NodeResult)> {
        let before = self.before?;
        let index = self.scheme.earlier.as_ref()?.nodes[node.get()]?;
        Some((&before.scored.evaluation.scheme, index, before.at(index)))
    }

    fn totals(&self) -> Vec<TotalRow<'s>> {
        let (scheme, result) = (self.scheme, self.standing.result());
        if result.score.is_none() {
            return Vec::new();
        }
        let decimals = scheme.scheme.shown_decimals(Role::Total);
        let root = &result.nodes[Scheme::ROOT];
        let mut rows = Vec::new();
        if let Some(base) = result.base {
            rows.push(TotalRow {
                title: "各项汇总".to_owned(),
                score: scale::of_total(scheme.scheme, crate::wording::number::places(base, decimals)),
                grade: None,
                note: [Some(scheme.nodes[Scheme::ROOT].method.to_owned()), story::apart(scheme, self.index)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("；"),
                sum: true,
            });
        }
        for applied in &root.applied {
            let rule = &scheme.scheme.rules[applied.rule.get()];
            rows.push(TotalRow {
                title: rule.title.clone(),
                score: applied_text(applied).unwrap_or_else(|| "0.00".to_owned()),
                grade: None,
                note: scheme.basis(rule).to_owned(),
                sum: false,
            });
        }
        let effects = result.grade_effects.iter().filter(|effect| effect.turned());
        let rules: Vec<_> =
            effects.map(|effect| scheme.scheme.rules[effect.rule.get()].title.clone()).collect();
        rows.push(TotalRow {
            title: "公布得分".to_owned(),
            score: scheme.score(self.index),
            grade: result.grade.map(|grade| scheme.grade(grade)),
            note: rules.join("、"),
            sum: true,
        });
        rows
    }
}

/// Whether a leaf's measure reads a figure.
fn reads(node: &Node, figure: FigureIndex) -> bool {
    let mut found = node.method().and_then(Method::own_figure) == Some(figure);
    if let Some((measure, _)) = node.measure() {
        measure.each_figure(&mut |of| found |= of == figure);
    }
    found
}

fn score_text(scheme: &Scheme, node: NodeIndex, result: &NodeResult) -> String {
    match (result.state, result.told()) {
        (State::NotApplicable, _) => "不适用".to_owned(),
        (State::Missing, None) => "缺报".to_owned(),
        (_, Some(told)) => {
            let text = crate::wording::number::places(told, scheme.telling_decimals(node, told));
            scale::of_full(scheme, node, text)
        }
        (_, None) => dash(),
    }
}

/// What rules did to a node's score, in a few words.
fn flags(scheme: &SchemeSite, result: &NodeResult) -> Vec<String> {
    let mut flags: Vec<String> = match result.state {
        State::Missing => match result.detail.imputed() {
            Some(by) => vec![format!("缺报，{}", put_in_place(by))],
            None => vec!["缺报".to_owned()],
        },
        State::Undefined => vec!["无法计算".to_owned()],
        State::Scored | State::NotApplicable => Vec::new(),
    };
    let applied = result.applied.iter().filter(|applied| worked(applied));
    flags.extend(applied.map(|applied| match &applied.change {
        Change::Waived => "规则豁免".to_owned(),
        change @ (Change::Floor(_) | Change::Cap(_) | Change::Bonus { .. } | Change::Deduct { .. }) => {
            changed(scheme.scheme, change)
        }
    }));
    flags
}

/// A bonus or deduction with its sign.
fn applied_text(applied: &Applied) -> Option<String> {
    applied.change.points().map(signed)
}

/// The root's children against the subject's group.
pub(crate) fn section_rows<'s>(scheme: &'s SchemeSite<'_>, subject: SubjectIndex) -> Vec<SectionRow<'s>> {
    let result = scheme.result(subject);
    let row = |node: &NodeIndex| {
        let (of, spread) = (&result.nodes[node.get()], scheme.spreads.at(result.group, *node));
        let definition = scheme.scheme.node(*node);
        let apart = of.told().zip(spread).and_then(|(own, spread)| own.checked_sub(spread.median));
        let (direction, difference) =
            delta(apart, scheme.scheme.change_decimals(definition.role, apart.unwrap_or_default()));
        let number = |value| scale::number(scheme.scheme, *node, value);
        SectionRow {
            title: definition.title_for(&scheme.scheme.subjects[subject.get()]),
            href: &scheme.nodes[node.get()].href,
            grade: of.grade.map(|grade| scheme.grade(grade)),
            score: score_text(scheme.scheme, *node, of),
            median: spread.map_or_else(dash, |spread| number(spread.median)),
            direction,
            difference,
            best: spread.map_or_else(dash, |spread| number(spread.best)),
        }
    };
    scheme.sections().iter().map(row).collect()
}
