//! The trail (依据链): ordered, typed steps from what a record states to a result.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{
    Aggregate, Applied, Better, Cause, ClauseId, Composite, Counted, Detail, Earlier, Extreme, FigureIndex,
    GradeEffect, GradeIndex, MeasureUnit, Missing, MissingPolicy, NodeIndex, PeerStatistics, Place,
    Reference, RuleIndex, Stated, SubjectId, Unit, Waiver,
};

/// One step; it names its cause.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened, with every number that is told.
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
        /// By its place in the scheme.
        figure: FigureIndex,
        /// In the declared unit.
        value: Decimal,
        /// As written, where that was in another unit.
        written: Option<(Decimal, Unit)>,
        /// How many entries it is the sum of.
        entries: usize,
    },
    /// What the subject claimed of a figure was read.
    Reported {
        /// By its place in the scheme.
        figure: FigureIndex,
        /// In the declared unit.
        value: Decimal,
    },
    /// A number of the year was read.
    Referred(Arc<Reference>),
    /// Events or problems were counted.
    Counted {
        /// Of what.
        counted: Counted,
        /// How many there are.
        count: u32,
    },
    /// Results of another scheme were taken in.
    Composite {
        /// What was asked for.
        composite: Composite,
        /// Who has which there.
        found: Vec<(SubjectId, Decimal)>,
    },
    /// The record states the measure itself.
    StatedMeasure {
        /// The leaf the measure belongs to.
        node: NodeIndex,
        /// In its unit.
        value: Decimal,
        /// The measure's own.
        unit: MeasureUnit,
        /// Why it is not worked out.
        reason: String,
    },
    /// An earlier year's value of a figure was read.
    Earlier {
        /// By its place in the scheme.
        figure: FigureIndex,
        /// Its value and where it comes from.
        earlier: Earlier,
    },
    /// An optional figure is absent and counts as 0.
    Absent {
        /// By its place in the scheme.
        figure: FigureIndex,
    },
    /// A date was read.
    DateRead {
        /// A milestone's, or that of a figure's latest entry.
        date: Date,
        /// The last day that would have been on time.
        due: Date,
    },
    /// The measure was computed.
    Measured {
        /// The leaf the measure belongs to.
        node: NodeIndex,
        /// In its unit, quantised.
        value: Decimal,
        /// The measure's own, which need not be a figure's.
        unit: MeasureUnit,
        /// The working: numbers, operators and the unit conversions, `38000 ÷ 17`.
        working: Vec<Working>,
    },
    /// The record states something about the node.
    Observed {
        /// The leaf it is stated of.
        node: NodeIndex,
        /// The grade, score, state or cases stated.
        stated: Stated,
        /// What the subject claimed.
        claimed: Option<Stated>,
        /// The day it happened, where that is stated.
        date: Option<Date>,
    },
    /// The node is missing.
    Missing {
        /// The leaf without a score of its own.
        node: NodeIndex,
        /// What it lacks.
        reason: Missing,
        /// The figures that nobody states.
        lacks: Vec<FigureIndex>,
        /// What it scores then.
        then: Instead,
    },
    /// The node does not apply.
    NotApplicable {
        /// The node that is left out.
        node: NodeIndex,
        /// Whether record, condition or the lack of children takes it out.
        detail: Detail,
        /// The reason of the record.
        reason: Option<String>,
    },
    /// The method gave a raw score.
    Scored {
        /// The leaf that was scored.
        node: NodeIndex,
        /// 0–100, before any rule.
        raw: Decimal,
        /// What the raw score rests on beside the measure: target, step, place, cases.
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
        /// The branch whose children they are.
        node: NodeIndex,
        /// Mean, geometric mean or minimum.
        aggregate: Aggregate,
        /// The children that have a score, in the scheme's order.
        terms: Vec<Term>,
        /// Children that do not count.
        left_out: Vec<NodeIndex>,
        /// The result, quantised.
        result: Decimal,
    },
    /// A rule worked on the score.
    Applied {
        /// The node whose score it changed.
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
        /// Outside the bounds.
        before: Decimal,
        /// At the bound that was nearer.
        after: Decimal,
    },
    /// The score was rounded.
    Rounded {
        /// With all digits.
        before: Decimal,
        /// As the node's role says; this is handed upward.
        after: Decimal,
        /// To how many decimals.
        decimals: u32,
    },
    /// The score reached a grade's threshold.
    Threshold {
        /// The node that is graded; only the root's grade is the result's.
        node: NodeIndex,
        /// The rounded score.
        score: Decimal,
        /// The best grade whose threshold it reaches.
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
        /// It has no effect, but its reader is told.
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
    /// The place among those the subject is ranked with.
    Ranked {
        /// From 1.
        place: u32,
        /// How many are ranked with it: its group, or all.
        of: usize,
        /// Whether it is shared.
        tied: bool,
        /// The group it is ranked in, where there are several.
        group: Option<String>,
        /// Whether it is the place among all, beside the one within the group.
        overall: bool,
        /// The node by whose score it was told from an equal score's, and that score.
        parted_by: Option<(NodeIndex, Option<Decimal>)>,
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
            | StepKind::Reported { .. }
            | StepKind::Referred(_)
            | StepKind::Counted { .. }
            | StepKind::Composite { .. }
            | StepKind::StatedMeasure { .. }
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

/// What a leaf scores whose method gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// 0 points.
    Zero,
    /// It does not count.
    Nothing,
    /// What the scheme puts in the place of what is missing.
    Imputed {
        /// Where the score comes from.
        by: MissingPolicy,
        /// It.
        score: Decimal,
    },
    /// What the scheme says of a leaf that cannot be worked out.
    Settled {
        /// The grade whose points it has, where the scheme names one.
        grade: Option<GradeIndex>,
        /// Its score.
        score: Decimal,
    },
}

/// Where a measure lies against the median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Better than the median.
    Better,
    /// Exactly the median.
    On,
    /// Worse than the median.
    Worse,
}

/// A child's part in an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// A child that has a score.
    pub node: NodeIndex,
    /// As the scheme declares it, before it is scaled to what counts.
    pub weight: Decimal,
    /// Rounded as the child's role says.
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
    /// Between the parts of a function.
    Comma,
    /// The natural logarithm of what follows in brackets.
    Log,
    /// The largest or smallest of what follows in brackets.
    Extreme(Extreme),
}
