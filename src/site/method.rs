//! A scheme's method page: tree, weights, methods, rules, clauses, assumptions.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Site;
use super::breakdown::scored_figures;
use super::chrome::{Chrome, Within};
use super::clauses::{self, ClauseRow};
use super::contents::{Section, sections};
use super::downloads::Downloads;
use super::inline::{GradeView, Html, Link};
use super::number::figure;
use super::principles::{principles, sentence};
use super::ranking::scheme_is_sample;
use super::scheme_site::SchemeSite;
use crate::model::{Aggregate, Body, ClauseId, GradeIndex, NodeIndex, RuleIndex, Scheme, Weighting};
use crate::procedure::schedule::has_steps;
use crate::wording;

/// What stands on a method page.
#[derive(Debug, Serialize)]
pub struct MethodPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// The files with the scheme's results.
    pub downloads: Downloads,
    /// The scheme's title.
    pub heading: &'a str,
    /// The scheme in one sentence.
    pub sentence: String,
    /// The paper it rests on.
    pub basis: &'a str,
    /// The scheme's file.
    pub file: &'a str,
    /// Whether the scheme itself is a sample.
    pub sample: bool,
    /// The page's sections.
    pub contents: Vec<Section>,
    /// How the total comes about, and what holds everywhere.
    pub principles: Vec<String>,
    /// The grades with their thresholds.
    pub grades: Vec<GradeRow<'a>>,
    /// Whether any node names where its data come from.
    pub sources: bool,
    /// The nodes.
    pub nodes: Vec<NodeView<'a>>,
    /// The rules.
    pub rules: Vec<RuleRow>,
    /// The outcomes.
    pub outcomes: Vec<OutcomeRow<'a>>,
    /// The assumptions.
    pub assumptions: Vec<AssumptionRow<'a>>,
    /// The figures.
    pub figures: Vec<FigureRow<'a>>,
    /// The dates of the procedure.
    pub milestones: Vec<MilestoneRow<'a>>,
    /// The clauses that are cited.
    pub clauses: Vec<ClauseRow<'a>>,
    /// Whether last year's scheme scored otherwise.
    pub changed: bool,
}

/// A grade.
#[derive(Debug, Serialize)]
pub struct GradeRow<'a> {
    /// The grade.
    pub grade: GradeView<'a>,
    /// Lowest score.
    pub from: String,
    /// The score it stands for.
    pub points: String,
}

/// A node of the scheme.
#[derive(Debug, Serialize)]
pub struct NodeView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its number.
    pub label: &'a str,
    /// Its name.
    pub title: &'a str,
    /// How deep it lies.
    pub depth: u8,
    /// A heading that groups it with its neighbours.
    pub group: Option<&'a str>,
    /// Its page, where it has one.
    pub href: Option<String>,
    /// Share of the whole.
    pub weight: String,
    /// Method or aggregate.
    pub method_name: &'a str,
    /// How it is scored, in one sentence.
    pub method: String,
    /// What is measured.
    pub measure: Option<String>,
    /// 数据来源
    pub source: Option<&'a str>,
    /// What is looked at.
    pub says: Option<&'a str>,
    /// Where it is asked for.
    pub clause: Option<Link>,
    /// Kinds of evidence that have to be there.
    pub requires: String,
    /// Line in the scheme file.
    pub line: u32,
    /// Another text for each subject: name and text.
    pub variants: Vec<VariantRow<'a>>,
}

/// A subject's own text.
#[derive(Debug, Serialize)]
pub struct VariantRow<'a> {
    /// The subject.
    pub name: &'a str,
    /// Its name for the node.
    pub title: &'a str,
    /// What is looked at.
    pub says: Option<&'a str>,
}

/// A rule.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it does and when.
    pub text: Html,
    /// Where it is laid down.
    pub clause: Link,
    /// How often it worked this year.
    pub fired: usize,
    /// Line in the scheme file.
    pub line: u32,
}

/// An outcome.
#[derive(Debug, Serialize)]
pub struct OutcomeRow<'a> {
    /// 表扬 …
    pub title: &'a str,
    /// When it follows, who does it and how.
    pub when: Html,
    /// Where.
    pub clause: Option<Link>,
}

/// An assumption.
#[derive(Debug, Serialize)]
pub struct AssumptionRow<'a> {
    /// What it is about.
    pub about: &'a str,
    /// What is assumed.
    pub says: &'a str,
    /// The clause that leaves it open.
    pub clause: Option<Link>,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct FigureRow<'a> {
    /// Its name.
    pub title: &'a str,
    /// Its unit.
    pub unit: &'static str,
    /// Whether a measure reads it.
    pub scored: bool,
    /// Whether it counts as 0 when absent.
    pub optional: bool,
    /// A remark.
    pub note: Option<&'a str>,
}

/// A date of the procedure.
#[derive(Debug, Serialize)]
pub struct MilestoneRow<'a> {
    /// What.
    pub title: &'a str,
    /// Last day on time.
    pub due: String,
    /// Where it is asked for.
    pub clause: Option<Link>,
}

/// The view of a method page.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize, s: usize) -> MethodPage<'s> {
    let scheme = &site.years[y].schemes[s];
    let definition = scheme.scheme;
    let inline = scheme.inline("");
    let title = format!("方法 · {}", definition.short);
    let crumbs = vec![Link::to(definition.short.clone(), "index.html"), Link::plain("方法")];
    let mut chrome = site.edition_chrome(y, Within::Scheme(s), ("method", title), crumbs, &[scheme]);
    chrome.marks.missing = 0;
    let nodes: Vec<_> = scheme.order.iter().map(|node| node_view(scheme, *node, "")).collect();
    let scored = scored_figures(&definition.nodes, definition.figures.len());
    let clause = |clause: &Option<ClauseId>| clause.as_ref().map(|clause| inline.clause(clause));
    let contents = [
        ("principles", "总分与等次", true),
        ("nodes", "指标与权重", true),
        ("rules", "规则", !definition.rules.is_empty()),
        ("outcomes", "结果运用", !definition.outcomes.is_empty()),
        ("figures", "数据", !definition.figures.is_empty()),
        ("dates", "办理时限", has_steps(definition)),
        ("assumptions", "口径说明", !definition.assumptions.is_empty()),
        ("clauses", "所引条款", true),
    ];
    MethodPage {
        chrome,
        downloads: Downloads::of(scheme, "../"),
        heading: &definition.title,
        sentence: sentence(scheme),
        basis: &definition.basis,
        file: &definition.file,
        sample: scheme_is_sample(scheme),
        contents: sections(contents),
        principles: principles(scheme),
        grades: definition
            .grades
            .iter()
            .enumerate()
            .map(|(index, grade)| GradeRow {
                grade: scheme.grade(GradeIndex::new(index)),
                from: figure(grade.from),
                points: figure(grade.points),
            })
            .collect(),
        sources: nodes.iter().any(|node| node.source.is_some()),
        nodes,
        rules: definition
            .rules
            .iter()
            .enumerate()
            .map(|(index, rule)| RuleRow {
                id: rule.id.to_string(),
                title: rule.title.clone(),
                text: inline.spans(&wording::rule(definition, RuleIndex::new(index)), None),
                clause: inline.clause(&rule.clause),
                fired: fired(scheme, RuleIndex::new(index)),
                line: rule.at.line,
            })
            .collect(),
        outcomes: definition
            .outcomes
            .iter()
            .enumerate()
            .map(|(index, outcome)| OutcomeRow {
                title: &outcome.title,
                when: inline
                    .spans(&wording::outcome(definition, crate::model::OutcomeIndex::new(index)), None),
                clause: clause(&outcome.clause),
            })
            .collect(),
        assumptions: definition
            .assumptions
            .iter()
            .map(|of| AssumptionRow { about: &of.about, says: &of.says, clause: clause(&of.clause) })
            .collect(),
        figures: definition
            .figures
            .iter()
            .zip(scored)
            .map(|(figure, scored)| FigureRow {
                title: &figure.title,
                unit: figure.unit.as_str(),
                scored,
                optional: figure.optional,
                note: figure.note.as_deref(),
            })
            .collect(),
        milestones: definition
            .milestones
            .iter()
            .map(|milestone| MilestoneRow {
                title: &milestone.title,
                due: milestone.due.map_or_else(|| "–".to_owned(), |due| due.to_string()),
                clause: clause(&milestone.clause),
            })
            .chain(definition.rectification.iter().map(|term| MilestoneRow {
                title: "整改方案、整改报告",
                due: format!("通知后{}个月", term.months),
                clause: clause(&term.clause),
            }))
            .collect(),
        clauses: clauses::rows(scheme.year, &cited(definition)),
        changed: scheme.earlier.as_ref().is_some_and(|earlier| !earlier.same_method),
    }
}

/// A node as the method page and its own page show it.
pub(super) fn node_view<'s>(scheme: &'s SchemeSite<'_>, index: NodeIndex, up: &'static str) -> NodeView<'s> {
    let (node, site) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
    let evidence = |kind: &String| scheme.scheme.evidence.get(kind).unwrap_or(kind).clone();
    NodeView {
        id: node.id.as_str(),
        label: &site.label,
        title: &node.title,
        depth: site.depth.min(5),
        group: node.group.as_deref(),
        href: site.paged.then(|| format!("{up}{}", site.href)),
        weight: weight(scheme, index),
        method_name: site.method,
        method: wording::method(scheme.scheme, index),
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

/// How many subjects a rule worked on.
fn fired(scheme: &SchemeSite, rule: RuleIndex) -> usize {
    let worked = |subject: &&crate::model::SubjectResult| {
        subject.grade_effects.iter().any(|effect| effect.rule == rule && !effect.waived)
            || subject.nodes.iter().any(|node| {
                node.applied
                    .iter()
                    .any(|applied| applied.rule == rule && applied.change != crate::model::Change::Waived)
            })
    };
    scheme.results.subjects.iter().filter(worked).count()
}

/// Every clause a scheme cites, in the order of their ids.
pub(super) fn cited(scheme: &Scheme) -> BTreeSet<&ClauseId> {
    let mut cited = BTreeSet::new();
    cited.extend(scheme.nodes.iter().filter_map(|node| node.clause.as_ref()));
    cited.extend(scheme.rules.iter().map(|rule| &rule.clause));
    cited.extend(scheme.outcomes.iter().filter_map(|outcome| outcome.clause.as_ref()));
    cited.extend(scheme.milestones.iter().filter_map(|milestone| milestone.clause.as_ref()));
    cited.extend(scheme.rectification.iter().filter_map(|term| term.clause.as_ref()));
    cited.extend(scheme.assumptions.iter().filter_map(|assumption| assumption.clause.as_ref()));
    cited
}
