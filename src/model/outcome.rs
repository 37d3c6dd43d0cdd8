//! Outcomes (结果运用): what follows from a final grade, for whom.

use super::{ClauseId, County, OfCounties, Problem, Record, When};

/// What follows from a final grade.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// 表扬, 谈话提醒, 约谈 …
    pub title: String,
    /// Praise, talk, criticism, rectification or another: pages sort by it.
    pub kind: OutcomeKind,
    /// The subject itself, or those of its counties that the condition speaks of.
    pub of: Addressees,
    /// The condition on the final result that makes it follow.
    pub when: When,
    /// The body that carries it out, as sentences name it.
    pub by: Option<String>,
    /// Those who have to be there, in the order they are printed.
    pub attendees: Vec<String>,
    /// Where it is laid down.
    pub clause: Option<ClauseId>,
    /// How it is done, in the project's words.
    pub says: Option<String>,
}

/// What an outcome is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutcomeKind {
    /// `commendation`: 表扬
    Commendation,
    /// `talk`: 谈话提醒, 约谈
    Talk,
    /// `criticism`: 通报批评
    Criticism,
    /// `rectification`: 限期整改
    Rectification,
    /// `other`
    Other,
}

impl OutcomeKind {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, OutcomeKind); 5] = [
        ("commendation", OutcomeKind::Commendation),
        ("talk", OutcomeKind::Talk),
        ("criticism", OutcomeKind::Criticism),
        ("rectification", OutcomeKind::Rectification),
        ("other", OutcomeKind::Other),
    ];
}

/// Whom an outcome addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressees {
    /// `subject`
    Subject,
    /// `counties`: the subject's counties that the outcome's conditions speak of.
    Counties,
}

impl Addressees {
    /// Every kind with its word in files.
    pub const WORDS: [(&'static str, Addressees); 2] =
        [("subject", Addressees::Subject), ("counties", Addressees::Counties)];
}

/// A county that an outcome addresses, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountyCase<'a> {
    /// The county's name, as the record states it.
    pub name: &'a str,
    /// Its entry as ranked low, where that is a reason.
    pub low: Option<&'a County>,
    /// Its problems that are a reason.
    pub problems: Vec<&'a Problem>,
}

impl Outcome {
    /// Whether its conditions speak of counties of the record.
    pub fn names_counties(&self) -> bool {
        let mut found = false;
        self.when.walk_asserted(&mut |when| found |= when.of_counties().is_some());
        found
    }

    /// The counties of a record that its conditions speak of: those ranked low first, each in the record's order.
    pub fn counties<'a>(&self, record: &'a Record) -> Vec<CountyCase<'a>> {
        let (mut severities, mut low) = (Vec::new(), false);
        self.when.walk_asserted(&mut |when| match when.of_counties() {
            Some(OfCounties::Problem(severity)) => severities.push(severity),
            Some(OfCounties::Low) => low = true,
            None => {}
        });
        let mut found: Vec<CountyCase> = Vec::new();
        for county in record.counties.iter().filter(|county| low && county.low) {
            found.push(CountyCase { name: &county.name, low: Some(county), problems: Vec::new() });
        }
        for problem in record.problems.iter().filter(|problem| severities.contains(&problem.severity)) {
            let Some(name) = problem.county.as_deref() else { continue };
            match found.iter_mut().find(|county| county.name == name) {
                Some(county) => county.problems.push(problem),
                None => found.push(CountyCase { name, low: None, problems: vec![problem] }),
            }
        }
        found
    }
}
