//! Wording: typed steps, rules, outcomes, measures and methods as Chinese text, for pages, command line and JSON alike.

use crate::model::{ClauseId, GradeIndex, NodeIndex, Place, Scheme, Step, SubjectId};

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Text(String),
    /// A number or name that should stand out.
    Strong(String),
    /// A grade, shown with its shape.
    Grade(GradeIndex),
    /// A node of the scheme, shown by its title and linked.
    Node(NodeIndex),
    /// A clause, shown by how it is cited and linked.
    Clause(ClauseId),
}

/// A step of a trail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The opening words: 读取数据, 中位法, 封顶 …
    pub lead: String,
    /// What happened.
    pub text: Vec<Span>,
    /// The arithmetic, where there is some.
    pub working: Option<String>,
    /// The clause it rests on.
    pub clause: Option<ClauseId>,
    /// The files and lines it rests on.
    pub origins: Vec<Place>,
    /// The grade it turned the result into, where it changed one.
    pub turn: Option<GradeIndex>,
}

/// A step of a subject's trail in words.
pub fn step(scheme: &Scheme, subject: &SubjectId, step: &Step) -> Line {
    let _ = (scheme, subject, step);
    unimplemented!()
}

/// How a leaf or branch of a scheme is scored, in one sentence, for the method page.
pub fn method(scheme: &Scheme, node: NodeIndex) -> String {
    let _ = (scheme, node);
    unimplemented!()
}

/// The short name of a node's method or aggregate, for tables: 中位法, 任务完成, 算术平均 …
pub fn method_name(scheme: &Scheme, node: NodeIndex) -> String {
    let _ = (scheme, node);
    unimplemented!()
}

/// What a leaf measures: 财政援助资金 ÷ 结对贫困县数（万元/个）.
pub fn measure(scheme: &Scheme, node: NodeIndex) -> Option<String> {
    let _ = (scheme, node);
    unimplemented!()
}

/// What a rule does and when, in one sentence.
pub fn rule(scheme: &Scheme, rule: crate::model::RuleIndex) -> Vec<Span> {
    let _ = (scheme, rule);
    unimplemented!()
}

/// When an outcome follows, in one sentence.
pub fn outcome(scheme: &Scheme, outcome: crate::model::OutcomeIndex) -> Vec<Span> {
    let _ = (scheme, outcome);
    unimplemented!()
}

/// The text of spans without links, with grades and nodes by name and clauses as `cite` gives them.
pub fn plain(scheme: &Scheme, spans: &[Span], cite: impl Fn(&ClauseId) -> String) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Strong(text) => text.clone(),
            Span::Grade(grade) => scheme.grade(*grade).name.clone(),
            Span::Node(node) => scheme.node(*node).title.clone(),
            Span::Clause(clause) => cite(clause),
        })
        .collect()
}
