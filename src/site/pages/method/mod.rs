//! A scheme's method page: tree, weights, methods, rules, clauses, assumptions.

pub(crate) mod lists;

use serde::Serialize;

use crate::model::{ClauseId, GradeIndex, Role, RuleIndex};
use crate::procedure::schedule::has_steps;
use crate::site::base::links::METHOD;
use crate::site::base::scheme::scored_figures;
use crate::site::base::{
    At, ClauseRow, Downloads, Form, GradeView, Html, Kind, Link, Page, SchemeSite, Section, Site, Within,
    clauses, sections,
};
use crate::site::parts::node::{NodeView, cited, node_view};
use crate::wording::number::{dash, figure};
use crate::wording::scale;
use crate::wording::{self, principles};

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            let at = At { year: y, scheme: s, ..At::default() };
            files.edition(year, format!("{}/{METHOD}", scheme.scheme.id), at, Form::Page(page));
        }
    },
    find_in_scheme: |scheme, finder| {
        let title = format!("{}：方法与口径", scheme.scheme.short);
        finder.page(&title, "method", &scheme.scheme.basis)?;
        finder.clauses(scheme.year, &cited(scheme.scheme), "method")
    },
    ..Kind::new("method")
};

#[derive(Debug, Serialize)]
pub struct MethodPage<'a> {
    /// The files with the scheme's results.
    pub downloads: Downloads,
    pub heading: &'a str,
    /// The scheme in one sentence.
    pub sentence: String,
    pub basis: &'a str,
    /// The scheme's file.
    pub file: &'a str,
    /// Whether the scheme itself is a sample.
    pub sample: bool,
    pub contents: Vec<Section>,
    /// How the total comes about, and what holds everywhere.
    pub principles: Vec<String>,
    /// What the weights are, and what the thresholds are of.
    pub weights_caption: &'static str,
    pub grades_caption: String,
    /// What the column of weights is called.
    pub weight: &'static str,
    /// The grades with their thresholds.
    pub grades: Vec<GradeRow<'a>>,
    /// Whether any node names where its data come from.
    pub sources: bool,
    pub nodes: Vec<NodeView<'a>>,
    pub rules: Vec<RuleRow>,
    pub outcomes: Vec<OutcomeRow<'a>>,
    pub assumptions: Vec<AssumptionRow<'a>>,
    pub figures: Vec<FigureRow<'a>>,
    /// What holds between the figures.
    pub checks: Vec<CheckRow<'a>>,
    /// The dates of the procedure.
    pub milestones: Vec<MilestoneRow<'a>>,
    pub clauses: Vec<ClauseRow<'a>>,
    /// Whether last year's scheme scored otherwise.
    pub changed: bool,
}

/// A grade.
#[derive(Debug, Serialize)]
pub struct GradeRow<'a> {
    pub grade: GradeView<'a>,
    /// Lowest score.
    pub from: String,
    /// The score it stands for.
    pub points: String,
}

/// A rule.
#[derive(Debug, Serialize)]
pub struct RuleRow {
    pub id: String,
    pub title: String,
    /// What it does and when.
    pub text: Html,
    pub clause: Option<Link>,
    /// How many subjects it changed something for this year.
    pub fired: usize,
    pub line: u32,
}

/// An outcome.
#[derive(Debug, Serialize)]
pub struct OutcomeRow<'a> {
    /// 表扬 …
    pub title: &'a str,
    /// When it follows, who does it and how.
    pub when: Html,
    pub clause: Option<Link>,
}

/// An assumption.
#[derive(Debug, Serialize)]
pub struct AssumptionRow<'a> {
    pub about: &'a str,
    /// What is assumed.
    pub says: &'a str,
    /// The clause that leaves it open.
    pub clause: Option<Link>,
}

/// A figure.
#[derive(Debug, Serialize)]
pub struct FigureRow<'a> {
    pub title: &'a str,
    pub unit: &'a str,
    /// Whether a measure reads it.
    pub scored: bool,
    /// Whether it counts as 0 when absent.
    pub optional: bool,
    pub note: Option<&'a str>,
    /// Who provides it.
    pub by: Option<&'a str>,
}

/// A relation between figures.
#[derive(Debug, Serialize)]
pub struct CheckRow<'a> {
    pub says: &'a str,
    /// 教师＋医生 ＝ 选派人才
    pub holds: String,
    pub clause: Option<Link>,
    pub line: u32,
}

/// A date of the procedure.
#[derive(Debug, Serialize)]
pub struct MilestoneRow<'a> {
    pub title: &'a str,
    pub due: String,
    pub clause: Option<Link>,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let scheme = site.scheme(at);
    let definition = scheme.scheme;
    let inline = scheme.inline("");
    let title = format!("方法 · {}", definition.short);
    let crumbs = vec![Link::to(definition.short.clone(), "index.html"), Link::plain("方法")];
    let mut chrome = site.edition_chrome(at, Within::Scheme, (KIND.name, title), crumbs);
    chrome.marks.missing = 0;
    let nodes: Vec<_> = scheme.order.iter().map(|node| node_view(scheme, *node, "")).collect();
    let scored = scored_figures(&definition.nodes, definition.figures.len());
    let percent = |value| {
        let value = figure(value);
        if definition.in_points() { format!("{value}%") } else { value }
    };
    let clause = |clause: &Option<ClauseId>| clause.as_ref().map(|clause| inline.clause(clause));
    let contents = [
        ("principles", if scheme.is_graded() { "总分与等次" } else { "总分" }, true),
        ("nodes", "指标与权重", true),
        ("rules", "规则", !definition.rules.is_empty()),
        ("outcomes", "结果运用", !definition.outcomes.is_empty()),
        ("figures", "数据", !definition.figures.is_empty()),
        ("checks", "数据核对", !definition.checks.is_empty()),
        ("dates", "办理时限", has_steps(definition)),
        ("assumptions", "口径说明", !definition.assumptions.is_empty()),
        ("clauses", "所引条款", true),
    ];
    Page::new(
        chrome,
        MethodPage {
            downloads: Downloads::of(scheme, "../"),
            heading: &definition.title,
            sentence: principles::sentence(scheme, items(scheme)),
            basis: &definition.basis,
            file: &definition.file,
            sample: scheme.scheme.status == crate::model::Status::Sample,
            contents: sections(contents),
            principles: principles::principles(scheme),
            weights_caption: scale::weights_caption(definition),
            grades_caption: scale::grades_caption(definition),
            weight: if definition.in_points() { "分值" } else { "权重" },
            grades: definition
                .grades
                .iter()
                .enumerate()
                .map(|(index, grade)| GradeRow {
                    grade: scheme.grade(GradeIndex::new(index)),
                    from: percent(grade.from),
                    points: percent(grade.points),
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
                    clause: clause(&rule.clause),
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
                    by: figure.provided_by.as_deref(),
                })
                .collect(),
            checks: definition
                .checks
                .iter()
                .map(|check| CheckRow {
                    says: &check.says,
                    holds: wording::check(definition, check),
                    clause: clause(&check.clause),
                    line: check.at.line,
                })
                .collect(),
            milestones: definition
                .milestones
                .iter()
                .map(|milestone| MilestoneRow {
                    title: &milestone.title,
                    due: milestone.due.map_or_else(dash, |due| due.to_string()),
                    clause: clause(&milestone.clause),
                })
                .chain(definition.rectification.iter().map(|term| MilestoneRow {
                    title: "整改方案、整改报告",
                    due: wording::schedule::after_notice(term.months),
                    clause: clause(&term.clause),
                }))
                .collect(),
            clauses: clauses::rows(scheme.year, &cited(definition)),
            changed: scheme.earlier.as_ref().is_some_and(|earlier| !earlier.same_method),
        },
    )
}

/// How many items the scheme has: its indicators or, where no node is called so, its pages.
fn items(scheme: &SchemeSite) -> usize {
    let of = scheme.scheme;
    let indicators = of.indices().filter(|node| of.node(*node).role == Role::Indicator).count();
    if indicators > 0 { indicators } else { scheme.paged_nodes().count() }
}

/// How many subjects' grade or score a rule changed: one that found nothing to change did nothing.
fn fired(scheme: &SchemeSite, rule: RuleIndex) -> usize {
    let worked = |subject: &&crate::model::SubjectResult| {
        subject.grade_effects.iter().any(|effect| effect.rule == rule && effect.turned())
            || subject
                .nodes
                .iter()
                .any(|node| node.applied.iter().any(|applied| applied.rule == rule && applied.moved()))
    };
    scheme.results.subjects.iter().filter(worked).count()
}
