//! Results asked by the names of subjects and nodes, and told as short lines.

use std::fmt::Write as _;

use tongbao::model::{
    Content, Evaluation, NodeIndex, SchemeResults, SubjectIndex, SubjectResult, Year, plain,
};
use tongbao::scoring::{self, LastYear};

/// A scored evaluation, asked by names.
pub struct Scored {
    pub evaluation: Evaluation,
    pub last: LastYear,
    pub results: SchemeResults,
}

impl Scored {
    pub(super) fn new(content: &Content, year: u16) -> Self {
        let year = Year::new(i16::try_from(year).expect("a year")).expect("a year");
        let find =
            |year: Year| content.years.iter().find(|one| one.year == year).map(|one| &one.evaluations[0]);
        let evaluation = find(year).expect("the year").clone();
        let last = scoring::look_back(&evaluation, find);
        let results = scoring::score(&evaluation, &last).expect("no overflow");
        Self { evaluation, last, results }
    }

    pub fn subject(&self, id: &str) -> (SubjectIndex, &SubjectResult) {
        let position =
            self.evaluation.scheme.subjects.iter().position(|one| one.as_str() == id).expect("a subject");
        (SubjectIndex::new(position), &self.results.subjects[position])
    }

    pub fn node(&self, id: &str) -> NodeIndex {
        self.evaluation.scheme.find(id).expect("a node")
    }

    /// Published score, in a points scheme its points, and final grade: `90.92 较好`.
    pub fn total(&self, id: &str) -> String {
        let (_, result) = self.subject(id);
        match (result.told(), result.grade) {
            (Some(score), Some(grade)) => {
                format!("{} {}", plain(score), self.evaluation.scheme.grade(grade).name)
            }
            _ => "–".into(),
        }
    }

    /// A node's score or points: `73.3333333333`, `缺`, `–` (not applicable).
    pub fn at(&self, id: &str, node: &str) -> String {
        use tongbao::model::State;
        let result = &self.subject(id).1.nodes[self.node(node).get()];
        match result.state {
            State::Scored => plain(result.told().expect("a scored node has a score")),
            State::Missing => "缺".into(),
            State::Undefined => "无法计算".into(),
            State::NotApplicable => "–".into(),
        }
    }

    /// A node's score for each subject, in the scheme's order.
    pub fn row(&self, node: &str) -> String {
        let ids: Vec<&str> = self.evaluation.scheme.subjects.iter().map(|id| id.as_str()).collect();
        ids.iter().map(|id| self.at(id, node)).collect::<Vec<_>>().join(" ")
    }

    /// Final places in the scheme's order: `1 2 2 4`.
    pub fn places(&self) -> String {
        let place = |result: &SubjectResult| result.rank.map_or("–".to_owned(), |rank| rank.to_string());
        self.results.subjects.iter().map(place).collect::<Vec<_>>().join(" ")
    }

    /// The subjects in the order of lists.
    pub fn order(&self) -> String {
        let id = |index: &SubjectIndex| self.evaluation.scheme.subjects[index.get()].as_str();
        self.results.order.iter().map(id).collect::<Vec<_>>().join(" ")
    }

    /// The trail of a node in words, a line a step.
    pub fn trail(&self, id: &str, node: &str) -> String {
        let scheme = &self.evaluation.scheme;
        let (subject, _) = self.subject(id);
        let index = if node == "total" { NodeIndex::new(0) } else { self.node(node) };
        let steps = scoring::trail(&self.evaluation, &self.last, &self.results, subject, index);
        let mut text = String::new();
        for step in &steps {
            let line = tongbao::wording::step(scheme, step);
            let words = tongbao::wording::plain(scheme, &line.text, |clause| format!("［{clause}］"));
            write!(text, "{}：{words}", line.lead).expect("a string takes it");
            if let Some(working) = &line.working {
                write!(text, " ｜ {working}").expect("a string takes it");
            }
            if let Some(clause) = &line.clause {
                write!(text, " ［{clause}］").expect("a string takes it");
            }
            let origins: Vec<String> = line.origins.iter().map(ToString::to_string).collect();
            writeln!(text, " {}", origins.join(" ")).expect("a string takes it");
        }
        text
    }
}
