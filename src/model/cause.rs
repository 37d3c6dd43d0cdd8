//! Causes: the facts that made a condition hold, as results keep them and trails tell them.

use rust_decimal::Decimal;

use super::{
    EventIndex, GradeIndex, MilestoneIndex, NodeIndex, SchemeId, Severity, SubjectId, TaskState, Year,
};

/// A fact that made a condition hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Events of a kind are on record.
    Event {
        /// Which kind of the scheme.
        event: EventIndex,
        /// How many are on record, at least one.
        count: u32,
    },
    /// No event of a kind is on record.
    NoEvent(EventIndex),
    /// A node's grade was good or bad enough.
    NodeGrade {
        /// The node that was looked at.
        node: NodeIndex,
        /// The grade its score reaches.
        grade: GradeIndex,
        /// The score as its role rounds it.
        score: Decimal,
        /// The score from which the condition no longer holds; `None`: a better score does not end it.
        lifted_at: Option<Decimal>,
    },
    /// The grade the result had when the rule was tried.
    TotalGrade(GradeIndex),
    /// A task was in one of the states asked for.
    Task {
        /// The node observed as a task.
        node: NodeIndex,
        /// The state on record.
        is: TaskState,
    },
    /// A problem on record.
    Problem {
        /// Its position among the record's.
        at: u32,
        /// How serious it is.
        severity: Severity,
    },
    /// A county on record as ranked low, by its position.
    CountyLow(u32),
    /// A node's score was high or low enough.
    Score {
        /// The node that was looked at.
        node: NodeIndex,
        /// As its role rounds it.
        score: Decimal,
        /// The bound.
        bound: Decimal,
        /// Whether it reached the bound, and is not below it.
        at_least: bool,
    },
    /// So many nodes of a role had a grade good or bad enough.
    Nodes {
        /// Which, with the grade each has.
        nodes: Vec<(NodeIndex, GradeIndex)>,
        /// Whether fewer of them would end it: those that are looked for are bad.
        at_most: Option<GradeIndex>,
    },
    /// A place among the first or the last.
    Place {
        /// The place.
        place: u32,
        /// How many there are.
        of: u32,
        /// How many stand behind.
        behind: u32,
        /// Whether it is the place among all.
        among_all: bool,
    },
    /// The final grades of the years before, the last one first.
    LastGrade(Vec<(Year, GradeIndex)>),
    /// More had a grade than there were places for.
    Quota {
        /// For how many the grade is.
        size: u32,
        /// How many there are to share it.
        of: u32,
        /// How many had the grade.
        had: u32,
        /// Whether scores are those before rounding, which the ranking goes by.
        exact: bool,
        /// Place and score of the last one inside; `None`: nobody is.
        last: Option<(u32, Decimal)>,
        /// The node by which it stands behind the place it would need, where the scores are the same, and its own score
        /// there.
        then: Option<(NodeIndex, Option<Decimal>)>,
        /// The score that would have been needed, and whether it had to be more than that; `None`: none would do.
        needed: Option<(Decimal, bool)>,
    },
    /// A target met or missed.
    Target {
        /// The node whose measure was compared.
        node: NodeIndex,
        /// Whether it was met.
        met: bool,
        /// In the measure's unit, as the target is.
        measure: Decimal,
        /// The strictest target stated.
        target: Decimal,
    },
    /// Measures above last year's.
    Grew(Vec<NodeIndex>),
    /// Another scheme gave these grades to these subjects.
    Elsewhere {
        /// The scheme that was asked.
        scheme: SchemeId,
        /// Who has which grade there.
        grades: Vec<(SubjectId, String)>,
    },
    /// What the subject claimed makes a node's measure better than it is.
    Overstated {
        /// The node.
        node: NodeIndex,
        /// The measure by what was claimed.
        claimed: Decimal,
        /// The measure as it is.
        measure: Decimal,
    },
    /// A milestone that came late, or has no date.
    Milestone {
        /// Which date of the scheme's procedure.
        milestone: MilestoneIndex,
        /// Whether it came late (otherwise it has no date).
        late: bool,
    },
    /// The subject is one of those the rule lists.
    Subject,
    /// A condition does not hold.
    Negated,
}

impl Cause {
    /// The node whose target was met or missed.
    pub fn aimed_at(&self) -> Option<NodeIndex> {
        let Cause::Target { node, .. } = self else { return None };
        Some(*node)
    }
}
