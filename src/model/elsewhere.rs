//! What one scheme asks of another of the same year (综合考核, a city by its counties).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{GradeIndex, NodeId, Scheme, SchemeId, SchemeResults, SubjectId};

/// Results of another scheme as a measure: the mean of those it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composite {
    /// The scheme that is asked.
    pub scheme: SchemeId,
    /// What of its results counts.
    pub of: ResultOf,
    /// Whose.
    pub whose: Whose,
}

/// What of a result counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultOf {
    /// The published score.
    Score,
    /// The final place.
    Place,
}

/// Whose results are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The subject's own.
    Itself,
    /// Those of the subjects that lie within it.
    Counties,
    /// These subjects'.
    Subjects(Vec<SubjectId>),
}

/// A condition on grades that another scheme gave, as they were computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The scheme that is asked.
    pub scheme: SchemeId,
    /// Whose grades.
    pub whose: Whose,
    /// The node; `None`: the total.
    pub node: Option<NodeId>,
    /// `true`: this or better; `false`: this or worse.
    pub at_least: bool,
    /// The grade's name there.
    pub grade: String,
    /// Whether it has to hold of all of them, and not of one.
    pub all: bool,
}

/// What another scheme found, as far as it can be asked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The scheme's grades, best first.
    pub grades: Vec<String>,
    /// By subject.
    pub subjects: BTreeMap<SubjectId, FoundResult>,
}

/// One subject's result under another scheme.
#[derive(Clone, Debug)]
pub struct FoundResult {
    /// The published score.
    pub score: Option<Decimal>,
    /// The final place.
    pub place: Option<u32>,
    /// The grade of the total as computed.
    pub grade: Option<GradeIndex>,
    /// The grades of the nodes.
    pub nodes: BTreeMap<NodeId, GradeIndex>,
}

impl Found {
    /// What a scheme's results tell others.
    pub fn of(scheme: &Scheme, results: &SchemeResults) -> Self {
        let subject = |(id, result): (&SubjectId, &super::SubjectResult)| {
            let nodes = scheme.nodes.iter().zip(&result.nodes);
            let nodes = nodes.filter_map(|(node, of)| Some((node.id.clone(), of.grade?))).collect();
            let (score, place, grade) = (result.score, result.rank, result.computed);
            (id.clone(), FoundResult { score, place, grade, nodes })
        };
        Found {
            grades: scheme.grades.iter().map(|grade| grade.name.clone()).collect(),
            subjects: scheme.subjects.iter().zip(&results.subjects).map(subject).collect(),
        }
    }

    /// What counts of a subject's result.
    pub fn value(&self, subject: &SubjectId, of: ResultOf) -> Option<Decimal> {
        let result = self.subjects.get(subject)?;
        match of {
            ResultOf::Score => result.score,
            ResultOf::Place => result.place.map(Decimal::from),
        }
    }

    /// A subject's grade at a node, or its total's.
    pub fn grade(&self, subject: &SubjectId, node: Option<&NodeId>) -> Option<GradeIndex> {
        let result = self.subjects.get(subject)?;
        match node {
            Some(node) => result.nodes.get(node).copied(),
            None => result.grade,
        }
    }
}
