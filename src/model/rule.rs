//! Rules (规则) and outcomes (结果运用): conditions and effects, each with its clause (SCORING.md section 4).

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    At, ClauseId, Elsewhere, EventIndex, FigureIndex, GradeIndex, MilestoneIndex, NodeIndex, Role, RuleId,
    Severity, SubjectIndex, TaskState,
};

/// A floor, cap, veto, bonus or deduction.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What waivers, results.json and diffs name it by.
    pub id: RuleId,
    /// Its name on pages.
    pub title: String,
    /// Where it is laid down; only a quota may be without.
    pub clause: Option<ClauseId>,
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
    /// Another scheme of the year gave such a grade.
    Elsewhere(Box<Elsewhere>),
    /// A milestone came late, or has no date.
    Milestone {
        /// The date of the procedure that is looked at.
        milestone: MilestoneIndex,
        /// `true`: late; `false`: missed.
        late: bool,
    },
    /// A county is on record as ranked low.
    CountyLow,
    /// So many events of a kind are on record.
    Count {
        /// The kind that is counted.
        event: EventIndex,
        /// How many there have to be.
        at_least: u32,
    },
    /// A node's score is at least this, or below it.
    Score {
        /// The node whose score is looked at; it is scored before the one the rule works on.
        node: NodeIndex,
        /// `true`: this or more; `false`: less.
        at_least: bool,
        /// The score compared with.
        score: Decimal,
    },
    /// So many nodes of a role have a grade at least (or at most) this.
    Nodes {
        /// Which nodes are looked at.
        role: Role,
        /// `true`: this or better; `false`: this or worse.
        at_least: bool,
        /// The grade compared with.
        grade: GradeIndex,
        /// How many there have to be.
        count: u32,
    },
    /// The place is among the first, or among the last.
    Place {
        /// `true`: at most `count`; `false`: fewer than `count` stand behind.
        first: bool,
        /// How many count as first or last.
        count: u32,
        /// Whether the place is that among all, and not that within the peer group.
        among_all: bool,
    },
    /// The final grade of each of the years before was at least (or at most) this.
    LastGrade {
        /// `true`: this or better; `false`: this or worse.
        at_least: bool,
        /// The grade compared with.
        grade: GradeIndex,
        /// How many years before this one.
        years: u32,
    },
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
    /// So many grades better; only at the total.
    Raise(u32),
    /// So many grades worse; only at the total.
    Lower(u32),
    /// A grade is for so many at the most; only at the total.
    Quota(Quota),
    /// Points added.
    Bonus(Points),
    /// Points taken off.
    Deduct(Points),
}

/// For how many a grade is (名额).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The grade that is counted; never the worst.
    pub grade: GradeIndex,
    /// Whether those with a better grade take up places too (优秀、良好合计).
    pub with_better: bool,
    /// For how many at the most.
    pub most: Option<Amount>,
    /// For how many it should be; who falls short is told, nobody is lowered or raised.
    pub least: Option<Amount>,
    /// Whether all subjects share it, and not each peer group its own.
    pub among_all: bool,
    /// Whether a share is one of all that are listed, and not of those with a result.
    pub of_listed: bool,
    /// How a share becomes a number.
    pub round: QuotaRounding,
    /// Whether those equal to the last one inside stay.
    pub ties_in: bool,
}

/// How many, or which part of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Count(u32),
    /// So many of a hundred.
    Share(Decimal),
}

/// How a share becomes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaRounding {
    /// 2.7 are 2.
    Down,
    /// 四舍五入
    Half,
    /// 2.1 are 3.
    Up,
}

impl QuotaRounding {
    /// Every one with its word in files.
    pub const WORDS: [(&'static str, QuotaRounding); 3] =
        [("down", QuotaRounding::Down), ("half", QuotaRounding::Half), ("up", QuotaRounding::Up)];

    /// How many a share of `base` are.
    pub fn of(self, share: Decimal, base: usize) -> usize {
        use rust_decimal::RoundingStrategy as Strategy;
        let strategy = match self {
            QuotaRounding::Down => Strategy::ToZero,
            QuotaRounding::Half => Strategy::MidpointAwayFromZero,
            QuotaRounding::Up => Strategy::AwayFromZero,
        };
        let exact = share.checked_mul(Decimal::from(base)).unwrap_or(Decimal::MAX) / Decimal::ONE_HUNDRED;
        usize::try_from(exact.round_dp_with_strategy(0, strategy)).unwrap_or(base)
    }
}

impl Quota {
    /// Whether a grade takes up one of its places.
    pub fn counts(&self, grade: GradeIndex) -> bool {
        grade == self.grade || (self.with_better && grade < self.grade)
    }

    /// For how many the grade is at the most, of so many.
    pub fn size(&self, base: usize) -> Option<usize> {
        Some(match self.most? {
            Amount::Count(count) => count as usize,
            Amount::Share(share) => self.round.of(share, base),
        })
    }

    /// For how many it should be, of so many: less than the share is not enough.
    pub fn wanted(&self, base: usize) -> Option<usize> {
        Some(match self.least? {
            Amount::Count(count) => count as usize,
            Amount::Share(share) => QuotaRounding::Up.of(share, base),
        })
    }
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
        if let When::Problem(severity) = self {
            return Some(OfCounties::Problem(*severity));
        }
        matches!(self, When::CountyLow).then_some(OfCounties::Low)
    }

    /// Whether it looks at a place, which is known only when all are graded.
    pub fn needs_places(&self) -> bool {
        let mut found = false;
        self.walk(&mut |when| found |= matches!(when, When::Place { .. }));
        found
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

    /// Calls `change` with this condition and every one inside it.
    pub(crate) fn walk_mut(&mut self, change: &mut impl FnMut(&mut When)) {
        change(self);
        match self {
            When::All(list) | When::Any(list) => list.iter_mut().for_each(|when| when.walk_mut(change)),
            When::Not(inner) => inner.walk_mut(change),
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
            | When::Elsewhere(_)
            | When::Milestone { .. }
            | When::CountyLow
            | When::Count { .. }
            | When::Score { .. }
            | When::Nodes { .. }
            | When::Place { .. }
            | When::LastGrade { .. }
            | When::Subject(_) => {}
        }
    }

    /// The conditions that all have to hold for it: itself, where it is not put together by `all`.
    pub fn required(&self) -> Vec<&When> {
        if let When::All(list) = self {
            return list.iter().flat_map(When::required).collect();
        }
        vec![self]
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
            | When::Elsewhere(_)
            | When::Milestone { .. }
            | When::CountyLow
            | When::Count { .. }
            | When::Score { .. }
            | When::Nodes { .. }
            | When::Place { .. }
            | When::LastGrade { .. }
            | When::Subject(_) => &[],
        }
    }
}

impl Effect {
    /// The points it gives or takes off, for an effect on the score itself rather than on a grade's bounds.
    pub fn points(&self) -> Option<&Points> {
        match self {
            Effect::Bonus(points) | Effect::Deduct(points) => Some(points),
            Effect::Floor(_)
            | Effect::Cap(_)
            | Effect::Veto { .. }
            | Effect::Raise(_)
            | Effect::Lower(_)
            | Effect::Quota(_) => None,
        }
    }

    /// For how many a grade is, for a quota.
    pub fn quota(&self) -> Option<&Quota> {
        let Effect::Quota(quota) = self else { return None };
        Some(quota)
    }

    /// Whether it keeps a result down or takes it down: whoever it works on wants to be rid of it.
    pub fn holds_down(&self) -> bool {
        match self {
            Effect::Cap(_)
            | Effect::Veto { .. }
            | Effect::Lower(_)
            | Effect::Quota(_)
            | Effect::Deduct(_) => true,
            Effect::Floor(_) | Effect::Raise(_) | Effect::Bonus(_) => false,
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
