//! Every case that examples/founding/cases.yaml names occurs where it says, and the schemes differ between years.

use std::path::Path;

use rust_decimal::Decimal;
use serde::Deserialize;
use tongbao::content;
use tongbao::model::{
    Change, Content, Detail, Evaluation, GradeIndex, NodeIndex, Record, RuleIndex, Scheme, SchemeResults,
    State, SubjectIndex, SubjectResult,
};
use tongbao::scoring::{self, LastYear};

/// A line of cases.yaml; what is left out is not asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    year: i16,
    scheme: String,
    subject: String,
    node: Option<String>,
    rule: Option<String>,
    before: Option<String>,
    after: Option<String>,
    change: Option<String>,
    points: Option<u32>,
    excluded: Option<bool>,
    state: Option<String>,
    peers: Option<u32>,
    score: Option<u32>,
    grade: Option<String>,
    computed: Option<String>,
    decided: Option<String>,
    place: Option<u32>,
    with: Option<String>,
    outcome: Option<String>,
    figure: Option<String>,
    unit: Option<String>,
    previous: Option<bool>,
    absent: Option<bool>,
    note: Option<usize>,
    files: Option<usize>,
    problem: Option<usize>,
    report: Option<bool>,
    milestone: Option<String>,
}

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

/// A scored evaluation of the founding case.
struct Scored<'a> {
    evaluation: &'a Evaluation,
    results: SchemeResults,
}

#[test]
fn every_case_occurs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text =
        std::fs::read_to_string(root.join("examples/founding/cases.yaml")).expect("cases.yaml is there");
    let cases: Cases = serde_yaml::from_str(&text).expect("cases.yaml is as this test reads it");
    let content = content::read(&root.join("content")).content.expect("the founding case has no errors");
    let mut failures = Vec::new();
    for case in &cases.cases {
        let scored = score(&content, case.year, &case.scheme);
        if let Err(found) = scored.holds(case) {
            failures.push(format!("{} ({} {} {}): {found}", case.case, case.year, case.scheme, case.subject));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn one_section_weighs_otherwise_in_2018() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let content = content::read(&root.join("content")).content.expect("the founding case has no errors");
    let weight = |year| {
        let scored = score(&content, year, "eastwest-cities");
        let funds = scored.evaluation.scheme.find("funds").expect("a section");
        scored.results.subjects[0].nodes[funds.get()].weight.expect("it counts").round_dp(4)
    };
    assert_eq!(weight(2018), Decimal::from(25));
    assert_eq!(weight(2019), Decimal::new(166_667, 4));
    assert_eq!(weight(2019), weight(2020));
}

fn score<'a>(content: &'a Content, year: i16, scheme: &str) -> Scored<'a> {
    let find = |year: i16| {
        let year = content.years.iter().find(|one| one.year.get() == year)?;
        year.evaluations.iter().find(|one| one.scheme.id.as_str() == scheme)
    };
    let evaluation = find(year).expect("a scheme of the founding case");
    let last =
        find(year - 1).map_or_else(LastYear::default, |earlier| scoring::last_year(evaluation, earlier));
    Scored { evaluation, results: scoring::score(evaluation, &last).expect("no overflow") }
}

/// What a case asks, with what was found where it is not so.
type Held = Result<(), String>;

fn ask(holds: bool, found: impl std::fmt::Debug) -> Held {
    if holds { Ok(()) } else { Err(format!("found {found:?}")) }
}

impl Scored<'_> {
    fn holds(&self, case: &Case) -> Held {
        let index = self.index(&case.subject);
        let (result, record) = (&self.results.subjects[index.get()], &self.evaluation.records[index.get()]);
        self.at_total(case, result)?;
        self.at_node(case, result, record)?;
        self.in_record(case, record)?;
        let decided = self.evaluation.decisions[index.get()].as_ref().and_then(|decision| decision.grade);
        same(&case.decided, decided.map(|grade| self.grade(grade)))?;
        if let Some(other) = &case.with {
            let other = &self.results.subjects[self.index(other).get()];
            ask(result.rank == other.rank && result.tied && other.tied, (result.rank, other.rank))?;
        }
        Ok(())
    }

    fn at_total(&self, case: &Case, result: &SubjectResult) -> Held {
        if let (Some(rule), Some(before), Some(after)) = (&case.rule, &case.before, &case.after) {
            let effects: Vec<_> = result
                .grade_effects
                .iter()
                .map(|effect| (self.rule(effect.rule), self.grade(effect.before), self.grade(effect.after)))
                .collect();
            ask(effects.contains(&(rule.as_str(), before, after)), effects)?;
        }
        same(&case.grade, result.grade.map(|grade| self.grade(grade)))?;
        same(&case.computed, result.computed.map(|grade| self.grade(grade)))?;
        if let Some(place) = case.place {
            ask(result.rank == Some(place), (result.computed_rank, result.rank))?;
        }
        if let Some(excluded) = case.excluded {
            ask(result.excluded == excluded, result.excluded)?;
        }
        if let Some(outcome) = &case.outcome {
            let titles: Vec<_> =
                result.outcomes.iter().map(|of| &self.scheme().outcomes[of.get()].title).collect();
            ask(titles.contains(&outcome), titles)?;
        }
        Ok(())
    }

    fn at_node(&self, case: &Case, result: &SubjectResult, record: &Record) -> Held {
        let Some(id) = &case.node else { return Ok(()) };
        let index = if id == "total" {
            NodeIndex::new(Scheme::ROOT)
        } else {
            self.scheme().find(id).ok_or("no such node")?
        };
        let node = &result.nodes[index.get()];
        if let (Some(rule), Some(change)) = (&case.rule, &case.change) {
            let applied = node.applied.iter().find(|applied| self.rule(applied.rule) == rule);
            let (found, points) = applied.map_or(("none", None), |applied| change_of(&applied.change));
            ask(found == change && points == case.points.map(Decimal::from), &node.applied)?;
        }
        if let Some(state) = &case.state {
            let found = match node.state {
                State::Scored => "scored",
                State::Missing => "missing",
                State::NotApplicable => "not_applicable",
            };
            ask(found == state, found)?;
        }
        if let Some(peers) = case.peers {
            ask(
                matches!(node.detail, Detail::FewPeers { peers: found, .. } if found == peers),
                &node.detail,
            )?;
        }
        if let Some(score) = case.score {
            ask(node.score == Some(score.into()), node.score)?;
        }
        let observation = record.observation(index);
        if let Some(least) = case.note {
            let length = observation.and_then(|one| one.note.as_ref()).map_or(0, |note| note.chars().count());
            ask(length >= least, length)?;
        }
        if let Some(files) = case.files {
            let found =
                observation.map_or(0, |one| one.evidence.iter().filter(|proof| proof.file.is_some()).count());
            ask(found == files, found)?;
        }
        Ok(())
    }

    fn in_record(&self, case: &Case, record: &Record) -> Held {
        if let Some(id) = &case.figure {
            let place =
                self.scheme().figures.iter().position(|figure| figure.id == *id).ok_or("no such figure")?;
            let value = record.figures[place].as_ref();
            ask(value.is_none() == case.absent.unwrap_or(false), value)?;
            let units = value.into_iter().filter_map(|value| value.written).map(|(_, unit)| unit.to_string());
            ask(case.unit.is_none() || units.into_iter().eq(case.unit.clone()), value)?;
            ask(case.previous.is_none() || value.is_some_and(|value| value.previous.is_some()), value)?;
        }
        if let Some(least) = case.problem {
            let longest = record.problems.iter().map(|problem| problem.says.chars().count()).max();
            ask(longest >= Some(least), longest)?;
        }
        if let Some(there) = case.report {
            let report = record.rectification.as_ref().and_then(|dates| dates.report);
            ask(report.is_some() == there, report)?;
        }
        if let Some(id) = &case.milestone {
            let milestones = &self.scheme().milestones;
            let place =
                milestones.iter().position(|milestone| milestone.id == *id).ok_or("no such milestone")?;
            let date = record.milestones[place].map(|(date, _)| date);
            ask(date > milestones[place].due, date)?;
        }
        Ok(())
    }

    fn scheme(&self) -> &Scheme {
        &self.evaluation.scheme
    }

    fn index(&self, subject: &str) -> SubjectIndex {
        let place = self.scheme().subjects.iter().position(|id| id.as_str() == subject);
        SubjectIndex::new(place.unwrap_or_else(|| panic!("{subject} is not evaluated")))
    }

    fn grade(&self, grade: GradeIndex) -> &String {
        &self.scheme().grade(grade).name
    }

    fn rule(&self, rule: RuleIndex) -> &str {
        self.scheme().rules[rule.get()].id.as_str()
    }
}

fn same(asked: &Option<String>, found: Option<&String>) -> Held {
    ask(asked.is_none() || asked.as_ref() == found, found)
}

fn change_of(change: &Change) -> (&'static str, Option<Decimal>) {
    match change {
        Change::Floor(_) => ("floor", None),
        Change::Cap(_) => ("cap", None),
        Change::Bonus { points, .. } => ("bonus", Some(*points)),
        Change::Deduct { points, .. } => ("deduct", Some(*points)),
        Change::Waived => ("waived", None),
    }
}
