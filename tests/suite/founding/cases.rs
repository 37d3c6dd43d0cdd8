//! Every rule and case the founding records are to show occurs where `examples/founding/cases.yaml` says.

use serde::Deserialize;
use tongbao::history::Scored;
use tongbao::model::{
    Change, Detail, NodeIndex, NodeResult, NotApplicable, Record, RuleIndex, State, Stated, SubjectIndex,
    SubjectResult,
};
use tongbao::pipeline;

use crate::case::{founding_content, source};

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    year: i16,
    scheme: String,
    subject: Option<String>,
    node: Option<String>,
    rule: Option<String>,
    before: Option<String>,
    after: Option<String>,
    points: Option<u32>,
    figure: Option<String>,
    with: Option<String>,
    place: Option<u32>,
    outcome: Option<String>,
    milestone: Option<String>,
}

/// A case with what it is about.
struct At<'a> {
    case: &'a Case,
    scored: &'a Scored<'a>,
    index: SubjectIndex,
}

impl At<'_> {
    fn result(&self) -> &SubjectResult {
        &self.scored.results.subjects[self.index.get()]
    }

    fn record(&self) -> &Record {
        &self.scored.evaluation.records[self.index.get()]
    }

    fn node(&self) -> NodeIndex {
        let id = self.case.node.as_deref().expect("the case names a node");
        self.scored.evaluation.scheme.find(id).unwrap_or_else(|| panic!("no node {id}"))
    }

    fn at_node(&self) -> &NodeResult {
        &self.result().nodes[self.node().get()]
    }

    fn rule(&self) -> RuleIndex {
        let id = self.case.rule.as_deref().expect("the case names a rule");
        let rules = &self.scored.evaluation.scheme.rules;
        RuleIndex::new(
            rules.iter().position(|rule| rule.id.as_str() == id).unwrap_or_else(|| panic!("no rule {id}")),
        )
    }

    fn grade(&self, index: Option<tongbao::model::GradeIndex>) -> Option<String> {
        index.map(|index| self.scored.evaluation.scheme.grade(index).name.clone())
    }

    fn figure(&self) -> usize {
        let id = self.case.figure.as_deref().expect("the case names a figure");
        let figures = &self.scored.evaluation.scheme.figures;
        figures.iter().position(|figure| figure.id == id).unwrap_or_else(|| panic!("no figure {id}"))
    }

    /// A rule on the total's grade changed it (or left it) as the case says.
    fn grade_rule(&self) -> bool {
        let rule = self.rule();
        let changed = self.result().grade_effects.iter().find(|effect| effect.rule == rule);
        changed.is_some_and(|effect| {
            self.grade(Some(effect.before)) == self.case.before
                && self.grade(Some(effect.after)) == self.case.after
        })
    }

    /// What a rule did at the case's node.
    fn change(&self) -> Option<&Change> {
        let rule = self.rule();
        self.at_node().applied.iter().find(|applied| applied.rule == rule).map(|applied| &applied.change)
    }

    fn holds(&self) -> bool {
        let case = self.case.case.as_str();
        let starts = |start: &str| case.starts_with(start);
        if starts("growth floor that does not fire") {
            !self.result().grade_effects.iter().any(|effect| effect.rule == self.rule())
                && self.grade(self.result().computed) == self.case.after
        } else if starts("veto for false data") {
            self.grade_rule() && self.result().excluded
        } else if starts("veto") || starts("cap ") || starts("departments' growth floor") {
            self.grade_rule()
        } else if starts("a central leader's comment") || starts("two comments") {
            let count = if starts("two") { 2 } else { 1 };
            self.result().nodes[0].applied.iter().any(|applied| {
                applied.rule == self.rule()
                    && matches!(applied.change, Change::Bonus { count: found, .. } if found == count)
            })
        } else if starts("floor by a met target") {
            matches!(self.change(), Some(Change::Floor(_)))
                && self.at_node().applied.iter().any(|applied| applied.after > applied.before)
        } else if starts("floor waived") || starts("deduction waived") {
            matches!(self.change(), Some(Change::Waived))
        } else if starts("late funds") {
            matches!(self.change(), Some(Change::Deduct { points, .. }) if Some(*points) == self.case.points.map(Into::into))
        } else if starts("county-level top-up") {
            self.change().is_none()
                && self
                    .record()
                    .figures
                    .iter()
                    .flatten()
                    .any(|value| value.entries.iter().any(|entry| entry.exempt.contains(&self.rule())))
        } else if starts("not applicable by a figure") {
            self.at_node().detail == Detail::NotApplicable(NotApplicable::Condition)
        } else if starts("not applicable") {
            self.at_node().detail == Detail::NotApplicable(NotApplicable::Stated)
                && self.weights_are_scaled_up()
        } else if starts("missing") {
            self.at_node().state == State::Missing
        } else if starts("entries in") {
            let value = self.record().figures[self.figure()].as_ref();
            value.is_some_and(|value| value.entries.len() > 1 && value.value > 100.into())
        } else if starts("value in") {
            self.record().figures[self.figure()].as_ref().is_some_and(|value| value.written.is_some())
        } else if starts("previous") {
            self.record().figures[self.figure()].as_ref().is_some_and(|value| value.previous.is_some())
        } else if starts("an optional figure") {
            let figure = self.figure();
            self.record().figures[figure].is_none() && self.scored.evaluation.scheme.figures[figure].optional
        } else if starts("median with fewer") {
            matches!(self.at_node().detail, Detail::FewPeers { .. })
        } else if starts("shared place") {
            let with = self.case.with.as_deref().expect("the case names the other");
            let position = self.scored.evaluation.scheme.subjects.iter().position(|id| id.as_str() == with);
            let other = &self.scored.results.subjects[position.expect("the other is a subject")];
            self.result().tied && self.result().rank.is_some() && self.result().rank == other.rank
        } else if starts("decided grade") {
            self.grade(self.result().computed) == self.case.before
                && self.grade(self.result().grade) == self.case.after
        } else if starts("decided place") {
            self.result().rank == self.case.place && self.result().computed_rank != self.case.place
        } else if self.case.outcome.is_some() {
            self.result().outcomes.iter().any(|index| {
                Some(&self.scored.evaluation.scheme.outcomes[index.get()].title) == self.case.outcome.as_ref()
            })
        } else if starts("long note") {
            let note =
                self.record().observation(self.node()).and_then(|observation| observation.note.as_deref());
            note.is_some_and(|note| note.chars().count() > 80)
                && self.record().problems.iter().any(|problem| problem.says.chars().count() > 40)
        } else if starts("evidence with files") {
            let observation = self.record().observation(self.node());
            observation.is_some_and(|observation| {
                observation.evidence.iter().any(|evidence| evidence.file.is_some())
            })
        } else if starts("no deductions") {
            matches!(self.record().stated(self.node()), Some(Stated::Deductions(items)) if items.is_empty())
        } else if starts("rectification report outstanding") {
            self.record()
                .rectification
                .as_ref()
                .is_some_and(|done| done.plan.is_some() && done.report.is_none())
        } else if starts("rectification report late") {
            let dates =
                self.record().rectification.as_ref().and_then(|done| Some((done.notified?, done.report?)));
            dates.is_some_and(|(notified, report)| {
                report > notified.saturating_add(jiff::Span::new().months(2))
            })
        } else if let Some(milestone) = &self.case.milestone {
            let milestones = &self.scored.evaluation.scheme.milestones;
            let position = milestones.iter().position(|one| &one.id == milestone).expect("a milestone");
            let date = self.record().milestones[position].map(|(date, _)| date);
            if case.ends_with("outstanding") {
                return date.is_none() && milestones[position].due.is_some();
            }
            date.zip(milestones[position].due).is_some_and(|(date, due)| date > due)
        } else if starts("joint conference late") {
            self.at_node().measure.is_some_and(|days| days > 0.into())
        } else {
            panic!("no check for the case: {case}")
        }
    }

    /// The weights of the node's siblings are larger than where all of them count.
    fn weights_are_scaled_up(&self) -> bool {
        let scheme = &self.scored.evaluation.scheme;
        let parent = scheme.node(self.node()).parent.expect("not the root");
        let children = scheme.node(parent).children();
        let weight = |subject: &SubjectResult| {
            let weights = children.iter().map(|child| subject.nodes[child.get()].weight);
            weights.flatten().next()
        };
        let usual = self.scored.results.subjects.iter().filter_map(weight).min();
        weight(self.result()) > usual
    }
}

#[test]
fn every_case_occurs_where_it_is_said_to() {
    let text = source("examples/founding/cases.yaml");
    let cases: Cases = serde_yaml::from_str(&text).expect("cases as documented");
    let content = founding_content();
    let scored = pipeline::score(&content);
    let mut failed = Vec::new();
    for case in &cases.cases {
        let year = scored.years.iter().find(|year| year.year.year.get() == case.year).expect("the year");
        let found = year.schemes.iter().find(|one| one.evaluation.scheme.id.as_str() == case.scheme);
        let found = found.expect("the scheme");
        let Some(subject) = &case.subject else {
            assert!(case.case.starts_with("weights that change"), "{case:?}");
            assert!(weights_differ(&scored.years, case), "{case:?}");
            continue;
        };
        let position = found.evaluation.scheme.subjects.iter().position(|id| id.as_str() == subject);
        let at = At { case, scored: found, index: SubjectIndex::new(position.expect("the subject")) };
        if !at.holds() {
            failed.push(format!("{case:?}"));
        }
    }
    let listed = |shown: &&str| cases.cases.iter().any(|case| case.case == **shown);
    let unlisted: Vec<&str> = SHOWN.into_iter().filter(|shown| !listed(shown)).collect();
    assert!(unlisted.is_empty(), "cases.yaml does not list {unlisted:?}");
    assert!(
        failed.is_empty(),
        "{} of {} cases do not occur:\n{}",
        failed.len(),
        cases.cases.len(),
        failed.join("\n")
    );
}

/// What the founding records are to show at least once; a case that is dropped from the list is missed here.
const SHOWN: [&str; 24] = [
    "veto for a violation",
    "veto for false data with exclusion from the peers",
    "cap by one 一般 section",
    "cap by one 差 section",
    "cap for a missed reduction task",
    "cap for a major violation",
    "floor by a met target",
    "floor waived with a reason",
    "departments' growth floor",
    "a central leader's comment",
    "late funds with deduction",
    "county-level top-up exempt from the deduction",
    "not applicable by a figure",
    "not applicable by the record",
    "missing (缺报)",
    "entries in 亿元 for 万元",
    "value in 万人 for 人",
    "previous stated in the first year",
    "shared place",
    "median with fewer than three peers",
    "weights that change between years",
    "decided grade differs from the computed one",
    "long note and long problem",
    "evidence with files",
];

/// A node's weight differs between the case's year and the next.
fn weights_differ(years: &[tongbao::history::ScoredYear], case: &Case) -> bool {
    let node = case.node.as_deref().expect("the case names a node");
    let weight = |year: i16| {
        let year = years.iter().find(|one| one.year.year.get() == year)?;
        let scored = year.schemes.iter().find(|one| one.evaluation.scheme.id.as_str() == case.scheme)?;
        let index = scored.evaluation.scheme.find(node)?;
        scored.results.subjects.iter().find_map(|subject| subject.nodes[index.get()].weight)
    };
    weight(case.year) != weight(case.year + 1)
}
