//! The trail (依据链): ordered, typed steps from what a record states to a result.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Aggregate, Applied, Better, Cause, ClauseId, Detail, Earlier, FigureIndex, GradeEffect, GradeIndex,
    MeasureUnit, Missing, NodeIndex, PeerStatistics, Place, RuleIndex, Stated, Unit, Waiver,
};

/// One step; it names its cause.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// The files and lines it rests on: record first, then scheme.
    pub origins: Vec<Place>,
    /// The clause it rests on.
    pub clause: Option<ClauseId>,
}

/// What happened in a step.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// A figure was read.
    Figure {
        /// Which.
        figure: FigureIndex,
        /// In the declared unit.
        value: Decimal,
        /// As written, where that was in another unit.
        written: Option<(Decimal, Unit)>,
        /// How many entries it is the sum of.
        entries: usize,
    },
    /// Last year's value of a figure was read.
    Earlier {
        /// Which.
        figure: FigureIndex,
        /// Its value and where it comes from.
        earlier: Earlier,
    },
    /// An optional figure is absent and counts as 0.
    Absent {
        /// Which.
        figure: FigureIndex,
    },
    /// A date was read.
    DateRead {
        /// The date.
        date: Date,
        /// What was due.
        due: Date,
    },
    /// The measure was computed.
    Measured {
        /// The node.
        node: NodeIndex,
        /// In its unit, quantised.
        value: Decimal,
        /// The unit.
        unit: MeasureUnit,
        /// The working: numbers, operators and the unit conversions, `38000 ÷ 17`.
        working: Vec<Working>,
    },
    /// The record states something about the node.
    Observed {
        /// The node.
        node: NodeIndex,
        /// What.
        stated: Stated,
        /// The day.
        date: Option<Date>,
    },
    /// The node is missing.
    Missing {
        /// The node.
        node: NodeIndex,
        /// Why.
        reason: Missing,
        /// The figures that nobody states.
        lacks: Vec<FigureIndex>,
    },
    /// The node does not apply.
    NotApplicable {
        /// The node.
        node: NodeIndex,
        /// Why.
        detail: Detail,
        /// The reason of the record.
        reason: Option<String>,
    },
    /// The method gave a raw score.
    Scored {
        /// The node.
        node: NodeIndex,
        /// The raw score.
        raw: Decimal,
        /// How.
        detail: Detail,
        /// The peers, where the method compares.
        peers: Option<PeerStatistics>,
        /// Where a measure lies against the median: better, worse or on it.
        side: Option<Side>,
        /// The direction that is better.
        better: Better,
        /// The measure that was scored.
        measure: Option<Decimal>,
    },
    /// The children's scores became one.
    Aggregated {
        /// The node.
        node: NodeIndex,
        /// How.
        aggregate: Aggregate,
        /// What counted.
        terms: Vec<Term>,
        /// Children that do not count.
        left_out: Vec<NodeIndex>,
        /// The result, quantised.
        result: Decimal,
    },
    /// A rule worked on the score.
    Applied {
        /// The node.
        node: NodeIndex,
        /// The rule and what it did.
        applied: Applied,
        /// Whether a later floor took the deduction back in.
        absorbed: bool,
        /// The waiver, where the record waives the rule.
        waiver: Option<Waiver>,
    },
    /// The score was brought into its bounds.
    Clamped {
        /// Before.
        before: Decimal,
        /// After.
        after: Decimal,
    },
    /// The score was rounded.
    Rounded {
        /// Before.
        before: Decimal,
        /// After.
        after: Decimal,
        /// To how many decimals.
        decimals: u32,
    },
    /// The score reached a grade's threshold.
    Threshold {
        /// The node.
        node: NodeIndex,
        /// The score.
        score: Decimal,
        /// The grade.
        grade: GradeIndex,
    },
    /// A rule worked on the total's grade.
    Graded {
        /// The rule, before and after, and why.
        effect: GradeEffect,
        /// The waiver, where the record waives the rule.
        waiver: Option<Waiver>,
    },
    /// A rule's condition could not be known.
    Unknown {
        /// The rule.
        rule: RuleIndex,
    },
    /// The competent body decided otherwise.
    Decided {
        /// Grade before and after, where the decision sets it.
        grade: Option<(GradeIndex, GradeIndex)>,
        /// Place before and after, where the decision sets it.
        place: Option<(Option<u32>, u32)>,
        /// Body, document, reason.
        decision: super::Decision,
    },
    /// The place.
    Ranked {
        /// From 1.
        place: u32,
        /// Among how many.
        of: usize,
        /// Whether it is shared.
        tied: bool,
    },
}

impl StepKind {
    /// The rule it tells of, and the facts that made it fire; none are known of a rule that could not be decided.
    pub fn rule(&self) -> Option<(RuleIndex, &[Cause])> {
        match self {
            StepKind::Applied { applied, .. } => Some((applied.rule, &applied.causes)),
            StepKind::Graded { effect, .. } => Some((effect.rule, &effect.causes)),
            StepKind::Unknown { rule } => Some((*rule, &[])),
            StepKind::Figure { .. }
            | StepKind::Earlier { .. }
            | StepKind::Absent { .. }
            | StepKind::DateRead { .. }
            | StepKind::Measured { .. }
            | StepKind::Observed { .. }
            | StepKind::Missing { .. }
            | StepKind::NotApplicable { .. }
            | StepKind::Scored { .. }
            | StepKind::Aggregated { .. }
            | StepKind::Clamped { .. }
            | StepKind::Rounded { .. }
            | StepKind::Threshold { .. }
            | StepKind::Decided { .. }
            | StepKind::Ranked { .. } => None,
        }
    }
}

/// Where a measure lies against the median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Better than the median.
    Better,
    /// On it.
    On,
    /// Worse.
    Worse,
}

/// A child's part in an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The child.
    pub node: NodeIndex,
    /// Its declared weight.
    pub weight: Decimal,
    /// Its score.
    pub score: Decimal,
}

/// A piece of a measure's working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Working {
    /// A number read or computed.
    Number(Decimal),
    /// An operator or bracket.
    Sign(Sign),
}

/// An operator or bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// ＋
    Plus,
    /// −
    Minus,
    /// ×
    Times,
    /// ÷
    Over,
    /// (
    Open,
    /// )
    Close,
}
