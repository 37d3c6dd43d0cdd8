//! Rules (规则) and outcomes (结果运用): conditions and effects, each with its clause (SCORING.md section 4).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    At, ClauseId, EventIndex, FigureIndex, GradeIndex, MilestoneIndex, NodeIndex, Role, RuleId, Severity,
    SubjectIndex, TaskState,
};

/// A floor, cap, veto, bonus or deduction.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What waivers, results.json and diffs name it by.
    pub id: RuleId,
    /// Its name on pages.
    pub title: String,
    /// Where it is laid down.
    pub clause: ClauseId,
    /// What it works on.
    pub scope: Scope,
    /// When it fires; `None` for rules that count something.
    pub when: Option<When>,
    /// What it does once its condition holds.
    pub effect: Effect,
    /// Where it stands in the scheme file.
    pub at: At,
}

/// What a rule works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The grade or score of the total.
    Total,
    /// All nodes of a role.
    Role(Role),
    /// Only these nodes, as the scheme lists them.
    Nodes(Vec<NodeIndex>),
}

/// A condition; what cannot be known stays unknown and never fires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At least one such event is on record.
    Event(EventIndex),
    /// A section has exactly this grade.
    AnySection(GradeIndex),
    /// The grade is this or better.
    GradeAtLeast(GradeIndex),
    /// The grade is this or worse.
    GradeAtMost(GradeIndex),
    /// A node's grade is at least (or at most) this.
    NodeGrade {
        /// The node whose grade is looked at; it is scored before the one the rule works on.
        node: NodeIndex,
        /// `true`: this or better; `false`: this or worse.
        at_least: bool,
        /// The grade compared with.
        grade: GradeIndex,
    },
    /// A task's state is one of these.
    Task {
        /// The node observed as a task.
        node: NodeIndex,
        /// The states that make the condition hold.
        is: Vec<TaskState>,
    },
    /// A problem of this severity is on record.
    Problem(Severity),
    /// The targets of a node (or of the node the rule works on) are met or missed.
    Target {
        /// The node; `None`: the one the rule works on.
        node: Option<NodeIndex>,
        /// `true`: all that are stated are met.
        met: bool,
    },
    /// Each node's measure is strictly above last year's.
    Grew(Vec<NodeIndex>),
    /// What the subject claimed makes a node's measure better than it is, by more than so much.
    Overstated {
        /// The node whose measure reads figures with claims.
        node: NodeIndex,
        /// In percent of the measure as it is.
        by: Decimal,
    },
    /// A milestone came late, or has no date.
    Milestone {
        /// The date of the procedure that is looked at.
        milestone: MilestoneIndex,
        /// `true`: late; `false`: missed.
        late: bool,
    },
    /// A county is on record as ranked low.
    CountyLow,
    /// The subject is one of these.
    Subject(Vec<SubjectIndex>),
    /// All hold; one that is not known leaves the whole unknown unless another does not hold.
    All(Vec<When>),
    /// At least one holds.
    Any(Vec<When>),
    /// It does not hold.
    Not(Box<When>),
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Not below this grade.
    Floor(GradeIndex),
    /// Not above this grade.
    Cap(GradeIndex),
    /// This grade, whatever the score; only at the total.
    Veto {
        /// The grade it sets.
        grade: GradeIndex,
        /// Takes the subject out of the others' peers.
        exclude_from_peers: bool,
    },
    /// Points added.
    Bonus(Points),
    /// Points taken off.
    Deduct(Points),
}

/// How many points a bonus or deduction is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// Points for one case.
    pub points: Decimal,
    /// What is counted, each case costing or earning the points.
    pub each: Each,
    /// Most it can be.
    pub max: Option<Decimal>,
}

/// What a bonus or deduction counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Each {
    /// Once, when the condition holds.
    Once,
    /// Each event of a kind.
    Event(EventIndex),
    /// Calendar months from the due date's month to the latest entry that is not exempt.
    MonthLate {
        /// The figure whose entries carry the dates.
        figure: FigureIndex,
        /// Last day that is on time.
        due: Date,
    },
}

/// What a condition asks of counties on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfCounties {
    /// Whether one has a problem of this severity.
    Problem(Severity),
    /// Whether one is ranked low.
    Low,
}

impl When {
    /// What it asks of counties by itself, if anything.
    pub fn of_counties(&self) -> Option<OfCounties> {
        match self {
            When::Problem(severity) => Some(OfCounties::Problem(*severity)),
            When::CountyLow => Some(OfCounties::Low),
            When::Event(_)
            | When::AnySection(_)
            | When::GradeAtLeast(_)
            | When::GradeAtMost(_)
            | When::NodeGrade { .. }
            | When::Task { .. }
            | When::Target { .. }
            | When::Grew(_)
            | When::Overstated { .. }
            | When::Milestone { .. }
            | When::Subject(_)
            | When::All(_)
            | When::Any(_)
            | When::Not(_) => None,
        }
    }

    /// Calls `visit` with this condition and every one inside it that has to hold for it, or may: not with what is
    /// negated.
    pub fn walk_asserted(&self, visit: &mut impl FnMut(&When)) {
        visit(self);
        if matches!(self, When::Not(_)) {
            return;
        }
        let asserted = self.parts().iter().filter(|when| !matches!(when, When::Not(_)));
        asserted.for_each(|when| when.walk_asserted(visit));
    }

    /// Calls `visit` with this condition and every one inside it.
    pub fn walk(&self, visit: &mut impl FnMut(&When)) {
        visit(self);
        self.parts().iter().for_each(|when| when.walk(visit));
    }

    /// The conditions it is put together from, which hold or not by themselves; none for one that looks at a fact.
    pub fn parts(&self) -> &[When] {
        match self {
            When::All(list) | When::Any(list) => list,
            When::Not(inner) => std::slice::from_ref(inner),
            When::Event(_)
            | When::AnySection(_)
            | When::GradeAtLeast(_)
            | When::GradeAtMost(_)
            | When::NodeGrade { .. }
            | When::Task { .. }
            | When::Problem(_)
            | When::Target { .. }
            | When::Grew(_)
            | When::Overstated { .. }
            | When::Milestone { .. }
            | When::CountyLow
            | When::Subject(_) => &[],
        }
    }
}

impl Effect {
    /// The points it gives or takes off, for an effect on the score itself rather than on a grade's bounds.
    pub fn points(&self) -> Option<&Points> {
        match self {
            Effect::Bonus(points) | Effect::Deduct(points) => Some(points),
            Effect::Floor(_) | Effect::Cap(_) | Effect::Veto { .. } => None,
        }
    }

    /// The grade it keeps the result from being better than.
    pub fn ceiling(&self) -> Option<GradeIndex> {
        match self {
            Effect::Cap(grade) | Effect::Veto { grade, .. } => Some(*grade),
            Effect::Floor(_) | Effect::Bonus(_) | Effect::Deduct(_) => None,
        }
    }
}

impl Scope {
    /// Whether the rule works on this node.
    pub fn covers(&self, index: NodeIndex, role: Role) -> bool {
        match self {
            Scope::Total => role == Role::Total,
            Scope::Role(of) => *of == role,
            Scope::Nodes(list) => list.contains(&index),
        }
    }
}
