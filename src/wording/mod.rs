//! Wording: typed steps, rules, outcomes, measures and methods as Chinese text, for pages, command line, JSON and
//! letters alike.
//!
//! In: the model. Out: [`Span`]s that carry clause and node ids; who shows them decides what they link to. Wording
//! decides nothing: every number and grade in a sentence stands in the step it is told from.

mod applied;
mod check;
pub(crate) mod comparison;
mod condition;
pub(crate) mod difference;
mod draw;
mod edition;
pub(crate) mod groups;
pub(crate) mod indicator;
mod left_out;
mod measure;
mod method;
pub mod number;
pub(crate) mod outcomes;
pub(crate) mod overview;
pub(crate) mod parts;
pub(crate) mod pictures;
pub(crate) mod principles;
pub(crate) mod rectification;
pub mod report;
pub(crate) mod result;
pub(crate) mod review;
mod rule;
pub(crate) mod scale;
pub(crate) mod schedule;
mod scored;
mod state;
mod step;
pub(crate) mod story;
pub(crate) mod subject;
pub(crate) mod todo;
mod told;
mod words;

pub use applied::{applied, cause, decision, lifted_if, next_grade};
pub use check::{check, required_per};
pub use condition::task;
pub use draw::{draw_sentence, draw_title, draw_unit, drawn, frame, taken, taken_short};
pub use edition::{
    archive_told, compared_with, edition_title, edition_told, register_number, release_told, version_name,
    withdrawn_title,
};
pub(crate) use left_out::left_out;
pub use measure::{counted, measure};
pub use method::{method, method_name};
pub use outcomes::{because, county_because, outcome_kind};
pub use pictures::Caption;
pub use rectification::carried;
pub use rule::{limits, outcome, role_name, rule};
pub use scale::threshold;
pub use state::{data_status, put_in_place, score_or_state, uncounted};
pub use step::{Line, chosen, missing, stated, step, step_name};
pub use told::Told;
pub(crate) use told::{LAST_YEAR, NAMED, year_before};
pub(crate) use words::beside;

use crate::model::{Carried, ClauseId, GradeIndex, NodeIndex, Scheme};

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    Text(String),
    /// A number or name that should stand out.
    Strong(String),
    /// A grade, shown with its shape.
    Grade(GradeIndex),
    /// A node of the scheme, shown by its title and linked.
    Node(NodeIndex),
    /// A clause, shown by how it is cited and linked.
    Clause(ClauseId),
    /// The same without a link, on one line.
    Cited(ClauseId),
    /// A problem of an earlier year, shown by its year and what was found, and linked.
    Problem(Carried),
}

/// The text of spans without links, with grades and nodes by name and clauses as `cite` gives them.
pub fn plain(scheme: &Scheme, spans: &[Span], cite: impl Fn(&ClauseId) -> String) -> String {
    spans
        .iter()
        .map(|span| match span {
            Span::Text(text) | Span::Strong(text) => text.clone(),
            Span::Grade(grade) => scheme.grade(*grade).name.clone(),
            Span::Node(node) => scheme.node(*node).title.clone(),
            Span::Clause(clause) | Span::Cited(clause) => cite(clause),
            Span::Problem(problem) => carried(problem),
        })
        .collect()
}
