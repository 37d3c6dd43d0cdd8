//! A year's results as JSON: the contract of `score --format json`, streamed subject by subject.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::{
    Effect, GradeIndex, MissingPolicy, NodeIndex, Report, ReportBody, Role, Scheme, State, Status, Step,
    StepKind, SubjectIndex, SubjectResult, fixed, plain,
};
use crate::scoring;
use crate::site::{SchemeSite, YearSite};
use crate::wording;

/// The shape of what is written here, as a JSON Schema.
pub const SCHEMA: &str = include_str!("../../docs/results.schema.json");

/// One subject of a scheme.
#[derive(Debug, Serialize)]
struct SubjectJson<'a> {
    id: &'a str,
    name: &'a str,
    status: Status,
    base: Option<String>,
    exact: Option<String>,
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<String>,
    /// Absent in a scheme without grades, as are the other grades.
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade_by_threshold: Option<Option<&'a str>>,
    decided: Option<DecidedJson<'a>>,
    rank: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rank_overall: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    nodes: Vec<NodeJson<'a>>,
    trail: Vec<StepJson<'a>>,
    outcomes: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reports: Vec<ReportJson<'a>>,
}

/// A report that stands beside the result.
#[derive(Debug, Serialize)]
struct ReportJson<'a> {
    kind: &'static str,
    by: &'a str,
    date: String,
    /// What it comes to, and by how much that is above the published score.
    score: Option<String>,
    difference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

/// What the competent body decided.
#[derive(Debug, Serialize)]
struct DecidedJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Option<&'a str>>,
    place: Option<u32>,
    body: &'a str,
    date: String,
    document: &'a str,
    reason: &'a str,
}

/// One node of a subject.
#[derive(Debug, Serialize)]
struct NodeJson<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    role: Role,
    weight: Option<String>,
    measure: Option<String>,
    exact: Option<String>,
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<Option<&'a str>>,
    state: State,
    /// What stands in the place of what is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    imputed: Option<&'static str>,
    contribution: Option<String>,
}

/// One step of the total's trail.
#[derive(Debug, Serialize)]
struct StepJson<'a> {
    step: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effect: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lifted_if: Option<String>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    working: Option<String>,
    origins: Vec<String>,
}

/// Writes a year's results: every scheme, subjects by rank.
///
/// # Errors
/// When the writer fails.
pub fn write(year: &YearSite, out: &mut impl Write) -> io::Result<()> {
    let schemes: Vec<_> = year.schemes.iter().collect();
    write_schemes(year, &schemes, out)
}

/// Writes the results of some schemes of a year.
///
/// # Errors
/// When the writer fails.
pub fn write_schemes(year: &YearSite, schemes: &[&SchemeSite], out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"year\": {}, \"schemes\": [", year.year.year)?;
    for (position, scheme) in schemes.iter().enumerate() {
        out.write_all(if position > 0 { b",\n" } else { b"\n" })?;
        out.write_all(b"{\"id\": ")?;
        serde_json::to_writer(&mut *out, scheme.scheme.id.as_str())?;
        out.write_all(b", \"subjects\": [")?;
        for (position, subject) in scheme.results.order.iter().enumerate() {
            out.write_all(if position > 0 { b",\n" } else { b"\n" })?;
            serde_json::to_writer(&mut *out, &subject_json(scheme, *subject))?;
        }
        out.write_all(b"\n]}")?;
    }
    out.write_all(b"\n]}\n")
}

fn subject_json<'s>(site: &'s SchemeSite, index: SubjectIndex) -> SubjectJson<'s> {
    let (scheme, result) = (site.scheme, site.result(index));
    let record = &site.scored.evaluation.records[index.get()];
    let grade = |grade| graded(scheme, grade);
    let decision = site.scored.evaluation.decisions.get(index.get()).and_then(Option::as_ref);
    SubjectJson {
        id: scheme.subjects[index.get()].as_str(),
        name: &site.names[index.get()].name,
        status: record.status.min(scheme.status),
        base: result.base.map(plain),
        exact: result.exact.map(plain),
        score: result.score.map(|score| fixed(score, scheme.data_decimals(Role::Total))),
        points: result.points.map(|points| fixed(points, scheme.data_decimals(Role::Total))),
        full: scheme.points_of(NodeIndex::new(Scheme::ROOT)).map(plain),
        grade: grade(result.grade),
        grade_by_threshold: grade(result.by_threshold),
        decided: decision.map(|decision| DecidedJson {
            grade: grade(decision.grade),
            place: decision.place,
            body: &decision.body,
            date: decision.date.to_string(),
            document: &decision.document,
            reason: &decision.reason,
        }),
        rank: result.rank,
        rank_overall: result.overall.map(|placed| placed.place),
        group: site.results.groups.get(result.group).and_then(Option::as_deref),
        nodes: site.order.iter().map(|node| node_json(site, index, *node)).collect(),
        trail: trail_json(site, index),
        outcomes: result.outcomes.iter().map(|of| &*scheme.outcomes[of.get()].title).collect(),
        reports: record.reports.iter().map(|report| report_json(report, result)).collect(),
    }
}

fn report_json<'s>(report: &'s Report, result: &SubjectResult) -> ReportJson<'s> {
    let (text, file) = match &report.body {
        ReportBody::Text(text) => (Some(&*text.file), None),
        ReportBody::File(file) => (None, Some(file.as_str())),
    };
    ReportJson {
        kind: report.kind.word(),
        by: &report.by,
        date: report.date.to_string(),
        score: report.score.map(plain),
        difference: wording::report::difference(report, result).map(plain),
        text,
        file,
    }
}

/// A grade's name; nothing at all where the scheme has none.
fn graded(scheme: &Scheme, grade: Option<GradeIndex>) -> Option<Option<&str>> {
    scheme.is_graded().then(|| grade.map(|grade| &*scheme.grade(grade).name))
}

fn node_json<'s>(site: &'s SchemeSite, index: SubjectIndex, node: NodeIndex) -> NodeJson<'s> {
    let (definition, of) = (site.scheme.node(node), &site.result(index).nodes[node.get()]);
    let parent = definition.parent.filter(|parent| parent.get() != Scheme::ROOT);
    NodeJson {
        id: definition.id.as_str(),
        parent: parent.map(|parent| site.scheme.node(parent).id.as_str()),
        role: definition.role,
        weight: of.weight.map(|weight| fixed(weight, 4)),
        measure: of.measure.map(plain),
        exact: of.exact.map(plain),
        score: of.score.map(|score| fixed(score, site.scheme.data_decimals(definition.role))),
        points: of.points.map(|points| fixed(points, site.scheme.data_decimals(definition.role))),
        full: site.scheme.points_of(node).map(plain),
        grade: graded(site.scheme, of.grade),
        state: of.state,
        imputed: of.detail.imputed().and_then(|by| {
            MissingPolicy::WORDS.iter().find(|(_, policy)| *policy == by).map(|(word, _)| *word)
        }),
        contribution: of.contribution.map(|points| fixed(points, 4)),
    }
}

fn trail_json<'s>(site: &'s SchemeSite, index: SubjectIndex) -> Vec<StepJson<'s>> {
    let scored = site.scored;
    let root = NodeIndex::new(Scheme::ROOT);
    scoring::trail(scored.evaluation, &scored.last, &scored.results, index, root)
        .iter()
        .map(|step| step_json(site, step))
        .collect()
}

fn step_json<'s>(site: &'s SchemeSite, step: &Step) -> StepJson<'s> {
    let scheme = site.scheme;
    let line = wording::step(scheme, step);
    let (rule, causes) = step.kind.rule().map_or((None, &[][..]), |(rule, causes)| (Some(rule), causes));
    let (before, after) = match &step.kind {
        StepKind::Graded { effect, .. } => {
            let name = |grade| scheme.grade(grade).name.clone();
            (Some(name(effect.before)), Some(name(effect.after)))
        }
        StepKind::Applied { applied, .. } => (Some(plain(applied.before)), Some(plain(applied.after))),
        StepKind::Clamped { before, after } | StepKind::Rounded { before, after, .. } => {
            (Some(plain(*before)), Some(plain(*after)))
        }
        StepKind::Figure { .. }
        | StepKind::Reported { .. }
        | StepKind::Referred(_)
        | StepKind::Counted { .. }
        | StepKind::Composite { .. }
        | StepKind::StatedMeasure { .. }
        | StepKind::Earlier { .. }
        | StepKind::Absent { .. }
        | StepKind::DateRead { .. }
        | StepKind::Measured { .. }
        | StepKind::Observed { .. }
        | StepKind::Missing { .. }
        | StepKind::NotApplicable { .. }
        | StepKind::Scored { .. }
        | StepKind::Aggregated { .. }
        | StepKind::Threshold { .. }
        | StepKind::Unknown { .. }
        | StepKind::Decided { .. }
        | StepKind::Ranked { .. } => (None, None),
    };
    StepJson {
        step: wording::step_name(&step.kind),
        rule: rule.map(|rule| scheme.rules[rule.get()].id.as_str()),
        clause: line
            .clause
            .as_ref()
            .and_then(|clause| site.year.clauses.get(clause))
            .map(|clause| &*clause.cite),
        effect: rule.map(|rule| match scheme.rules[rule.get()].effect {
            Effect::Floor(_) => "floor",
            Effect::Cap(_) => "cap",
            Effect::Veto { .. } => "veto",
            Effect::Raise(_) => "raise",
            Effect::Lower(_) => "lower",
            Effect::Quota(_) => "quota",
            Effect::Bonus(_) => "bonus",
            Effect::Deduct(_) => "deduct",
        }),
        before,
        after,
        cause: (!causes.is_empty()).then(|| site.plain(&wording::cause(scheme, causes))),
        lifted_if: wording::lifted_if(scheme, causes).map(|spans| site.plain(&spans)),
        text: site.plain(&line.text),
        working: line.working,
        origins: line.origins.iter().map(ToString::to_string).collect(),
    }
}
