//! Results: what scoring found, as facts. The trail is read out of them (see [`super::Step`]).

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    Cause, Decision, GradeIndex, MissingPolicy, NodeIndex, OutcomeIndex, Place, RuleIndex, SubjectIndex, Year,
};

/// One scheme's results in one year.
#[derive(Clone, Debug)]
pub struct SchemeResults {
    /// The peer groups' values of the attribute, in order of first appearance; one unnamed group where there is none.
    pub groups: Vec<Option<String>>,
    /// How many subjects each group has.
    pub sizes: Vec<usize>,
    /// What the peers of each group look like at each node: `peers[group][node]`.
    pub peers: Vec<Vec<Option<PeerStatistics>>>,
    /// One result for each subject, in the scheme's order.
    pub subjects: Vec<SubjectResult>,
    /// The subjects as lists have them: group by group where places are given so, by place, or by grade where there are
    /// none, then in the scheme's order; who has no result comes last.
    pub order: Vec<SubjectIndex>,
    /// What is to be told of quotas.
    pub quotas: Vec<QuotaNote>,
    /// Decided places that cannot be.
    pub misplaced: Vec<(SubjectIndex, PlaceFault)>,
}

/// What is to be told of a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotaNote {
    /// The quota, by its place among the scheme's rules.
    pub rule: RuleIndex,
    /// The peer group; `None`: all share it.
    pub group: Option<usize>,
    /// For how many it is: at the most, or at the least.
    pub size: usize,
    /// How many have the grade.
    pub has: usize,
    /// What is the matter.
    pub what: QuotaMatter,
}

/// What is the matter with a quota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuotaMatter {
    /// Its share of so many is none.
    Nobody {
        /// How many it is a share of.
        of: usize,
    },
    /// Fewer have the grade than should; these would be next.
    Short(Vec<SubjectIndex>),
    /// More have it because of what was decided about these.
    Broken(Vec<SubjectIndex>),
}

/// Why a decided place cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceFault {
    /// The scheme gives no places.
    Unranked,
    /// The subject has no result.
    NoResult,
    /// The place is another's who is not equal.
    Taken(SubjectIndex),
    /// It stands between these, who are equal.
    Splits(Vec<SubjectIndex>),
    /// It stands before this one, whose grade is better.
    BeforeBetter(SubjectIndex),
    /// It stands behind this one, whose grade is worse.
    BehindWorse(SubjectIndex),
}

/// A place and whether it is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// From 1.
    pub place: u32,
    /// Whether another subject has it too.
    pub tied: bool,
}

impl SchemeResults {
    /// How many the subject's place is among: its peer group, or all.
    pub fn ranked_with(&self, scheme: &super::Scheme, subject: &SubjectResult) -> usize {
        if scheme.ranks_groups() { self.sizes[subject.group] } else { self.subjects.len() }
    }
}

/// The peers' measures at one node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeerStatistics {
    /// How many have the measure.
    pub count: u32,
    /// The middle one, or the mean of the two in the middle.
    pub median: Decimal,
    /// The best by the method's direction.
    pub best: Decimal,
    /// The worst by the method's direction.
    pub worst: Decimal,
}

/// One subject's result, from its nodes' scores to its place.
#[derive(Clone, Debug)]
pub struct SubjectResult {
    /// Its peer group in [`SchemeResults::groups`].
    pub group: usize,
    /// One result for each node of the scheme.
    pub nodes: Box<[NodeResult]>,
    /// The root's aggregate before rounding; `None`: no score, grade or place.
    pub base: Option<Decimal>,
    /// The same steps without the root's rounding.
    pub exact: Option<Decimal>,
    /// The published score of a hundred, rounded as the scheme says; in a points scheme worked out of the points. `None` when
    /// nothing counts.
    pub score: Option<Decimal>,
    /// The published points, in a points scheme: rounded as the scheme says, and what `score` is worked out of.
    pub points: Option<Decimal>,
    /// The grade whose threshold the published score reaches.
    pub by_threshold: Option<GradeIndex>,
    /// The rules that fired at the total's grade, in the order they worked.
    pub grade_effects: Vec<GradeEffect>,
    /// Rules whose condition could not be known, with the node they would have worked on.
    pub unknown: Vec<(RuleIndex, NodeIndex)>,
    /// The grade as computed.
    pub computed: Option<GradeIndex>,
    /// The final grade: the decided one where there is a decision.
    pub grade: Option<GradeIndex>,
    /// The place as computed.
    pub computed_rank: Option<u32>,
    /// The final place, from 1; shared where `tied`. Within the peer group, or among all where the scheme ranks so.
    pub rank: Option<u32>,
    /// Whether another subject shares the final place.
    pub tied: bool,
    /// The final place among all, where the scheme gives both.
    pub overall: Option<Placed>,
    /// The same as computed.
    pub computed_overall: Option<u32>,
    /// The node by whose score the place was told from an equal score's, and that score.
    pub parted_by: Option<(NodeIndex, Option<Decimal>)>,
    /// Decimals its score is printed with, so that grade and place can be seen.
    pub decimals: u32,
    /// Whether a veto set the grade.
    pub vetoed: bool,
    /// Whether it is left out of the others' peers.
    pub excluded: bool,
    /// What follows from the final grade.
    pub outcomes: Vec<OutcomeIndex>,
    /// What would lead to the next better grade.
    pub next: Option<NextGrade>,
}

/// What a decision put in the place of what was computed: before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Computed and decided grade; the same where the decision confirms it.
    pub grade: Option<(GradeIndex, GradeIndex)>,
    /// The place; there may have been none.
    pub place: Option<(Option<u32>, u32)>,
}

impl SubjectResult {
    /// The final grade, before a quota where that lowered it: whoever went and whoever stayed were told apart by score.
    pub fn before_quota(&self) -> Option<GradeIndex> {
        let by_quota = |effect: &&GradeEffect| {
            effect.causes.iter().any(|cause| matches!(cause, super::Cause::Quota { .. }))
        };
        let first = self.grade_effects.iter().find(by_quota).filter(|_| self.grade == self.computed);
        first.map_or(self.grade, |effect| Some(effect.before))
    }

    /// What a decision put in the place of what was computed.
    pub fn decided(&self, decision: &Decision) -> Decided {
        Decided {
            grade: decision.grade.and_then(|grade| Some((self.computed?, grade))),
            // Where there are places among all, those are decided, and the places within the groups follow.
            place: decision.place.map(|place| (self.computed_overall.or(self.computed_rank), place)),
        }
    }

    /// The published score in the scheme's own scale, as it is printed: its points where it has some.
    pub fn told(&self) -> Option<Decimal> {
        self.points.or(self.score)
    }

    /// The published score to be held against that of another year: as it is printed where both are told alike, else of a
    /// hundred.
    pub fn compared(&self, alike: bool) -> Option<Decimal> {
        if alike { self.told() } else { self.score }
    }

    /// Whether grade and place are those that were computed.
    pub fn as_computed(&self) -> bool {
        self.computed == self.grade
            && self.computed_rank == self.rank
            && self.computed_overall == self.overall.map(|placed| placed.place)
    }
}

/// One node's result: facts only, from which trails are read out.
#[derive(Clone, Debug)]
pub struct NodeResult {
    /// Whether and how it counts.
    pub state: State,
    /// The measure in its unit, quantised.
    pub measure: Option<Decimal>,
    /// Score of the method or aggregate, before any rule; like `exact` in the scheme's scale.
    pub raw: Option<Decimal>,
    /// After rules, before rounding. For the root: as [`SubjectResult::exact`].
    pub exact: Option<Decimal>,
    /// Of a hundred: rounded as its role says and handed upward, or in a points scheme worked out of the points.
    pub score: Option<Decimal>,
    /// In a points scheme: rounded as its role says and handed upward.
    pub points: Option<Decimal>,
    /// The grade whose threshold the score reaches.
    pub grade: Option<GradeIndex>,
    /// Effective percent of the whole (in a points scheme, points of the whole) among what counts; `None` under `minimum` or when it does not count.
    pub weight: Option<Decimal>,
    /// Points it adds to the total; only where all aggregates up to the root are means.
    pub contribution: Option<Decimal>,
    /// How the method came to its score.
    pub detail: Detail,
    /// Rules that worked on the score, in their order.
    pub applied: Vec<Applied>,
}

/// Whether a node counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It has a score.
    Scored,
    /// 缺报: what it needs is not reported. It counts with 0, with what is put in its place, or not at all, as the scheme
    /// says.
    Missing,
    /// 无法计算: all is reported, and nothing follows from it. It counts with 0.
    Undefined,
    /// 不适用; the siblings' weights are scaled up.
    NotApplicable,
}

/// How a method came to its score, where the number alone does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The number says it all.
    None,
    /// Fewer than three peers: no relative score.
    FewPeers {
        /// How many there were.
        peers: u32,
        /// Whether the targets were met; `None`: no target, the record's grade counts.
        met: Option<bool>,
    },
    /// The measure of an excluded subject that is better than the best of the others.
    Clamped {
        /// The value that was scored.
        to: Decimal,
    },
    /// The ends a range had for this subject.
    Between {
        /// The worse end, in the measure's unit.
        worst: Decimal,
        /// The better end.
        best: Decimal,
        /// The value that was scored, where the measure lies beyond an end.
        to: Option<Decimal>,
    },
    /// The peers a measure was held against by its deviation.
    Deviates {
        /// The peers' mean.
        mean: Decimal,
        /// Their standard deviation; 0 where all are equal.
        deviation: Decimal,
        /// The value that was scored, where the measure was better than the best of the others.
        to: Option<Decimal>,
    },
    /// Place among the peers.
    Position {
        /// From 1.
        place: u32,
        /// How many others share it.
        shared: u32,
        /// How many places there are: the peers that were compared.
        of: u32,
    },
    /// The step reached; `None`: none.
    Step(Option<u32>),
    /// What was to be attained.
    Attain {
        /// In the measure's unit.
        target: Decimal,
    },
    /// Points deducted, before the score is kept from falling below 0.
    Deducted(Decimal),
    /// Why it does not apply.
    NotApplicable(NotApplicable),
    /// Why it is missing, or cannot be worked out.
    Missing(Missing),
    /// Missing, and scored by what the scheme puts in its place.
    Imputed {
        /// Why it is missing.
        reason: Missing,
        /// Where the score comes from.
        by: MissingPolicy,
    },
    /// It cannot be worked out, and the scheme says what it then is worth.
    Settled(Missing),
}

impl Detail {
    /// The value that was scored in the place of the measure, where that lay outside the others' range.
    pub fn clamped(&self) -> Option<Decimal> {
        match self {
            Detail::Clamped { to } => Some(*to),
            Detail::Between { to, .. } | Detail::Deviates { to, .. } => *to,
            Detail::None
            | Detail::FewPeers { .. }
            | Detail::Position { .. }
            | Detail::Step(_)
            | Detail::Attain { .. }
            | Detail::Deducted(_)
            | Detail::NotApplicable(_)
            | Detail::Missing(_)
            | Detail::Imputed { .. }
            | Detail::Settled(_) => None,
        }
    }

    /// Why it is missing, or cannot be worked out.
    pub fn missing(&self) -> Option<Missing> {
        match self {
            Detail::Missing(reason) | Detail::Imputed { reason, .. } | Detail::Settled(reason) => {
                Some(*reason)
            }
            Detail::None
            | Detail::FewPeers { .. }
            | Detail::Clamped { .. }
            | Detail::Between { .. }
            | Detail::Deviates { .. }
            | Detail::Position { .. }
            | Detail::Step(_)
            | Detail::Attain { .. }
            | Detail::Deducted(_)
            | Detail::NotApplicable(_) => None,
        }
    }

    /// The worse and the better end of a range.
    pub fn ends(&self) -> Option<(Decimal, Decimal)> {
        let Detail::Between { worst, best, .. } = self else { return None };
        Some((*worst, *best))
    }

    /// Where the score of what is missing comes from.
    pub fn imputed(&self) -> Option<MissingPolicy> {
        let Detail::Imputed { by, .. } = self else { return None };
        Some(*by)
    }
}

/// Why a node does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotApplicable {
    /// The record says so and why.
    Stated,
    /// The scheme's condition holds.
    Condition,
    /// None of its children counts.
    NoChildren,
    /// It cannot be worked out and the scheme treats that so.
    Undefined,
}

/// Why a node is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The record states nothing about it.
    NoObservation,
    /// A figure is not stated.
    NoFigure,
    /// There is no value for last year.
    NoEarlier,
    /// A denominator is zero, or a base is zero or below.
    NoDenominator,
    /// The logarithm of zero or below is asked for.
    NoLogarithm,
    /// Another scheme has no result of what is asked for.
    NoResult,
    /// There is no target to measure against.
    NoTarget,
    /// There is no date.
    NoDate,
    /// There are too few peers to compare with.
    NoPeers,
    /// The ends of a range stand the wrong way round: the better one is not better.
    NoRange,
    /// Too little of what a branch weighs is reported.
    TooLittle,
}

impl Missing {
    /// Whether all is reported and still nothing follows from it.
    pub fn is_undefined(self) -> bool {
        match self {
            Missing::NoDenominator | Missing::NoLogarithm | Missing::NoPeers | Missing::NoRange => true,
            Missing::NoObservation
            | Missing::NoFigure
            | Missing::NoEarlier
            | Missing::NoTarget
            | Missing::NoDate
            | Missing::TooLittle
            | Missing::NoResult => false,
        }
    }
}

/// A rule that worked on a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule that worked, by its place in the scheme.
    pub rule: RuleIndex,
    /// What it did, with the numbers.
    pub change: Change,
    /// The score it found: with all digits for a node, rounded for the total.
    pub before: Decimal,
    /// The score it left, in the same precision.
    pub after: Decimal,
    /// Why its condition held.
    pub causes: Vec<Cause>,
}

impl Applied {
    /// Whether it fired: a waived one did not.
    pub fn fired(&self) -> bool {
        self.change != Change::Waived
    }

    /// Whether it fired and changed the score: a floor under what is above it anyway does not.
    pub fn moved(&self) -> bool {
        self.fired() && self.before != self.after
    }
}

/// What a rule did to a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Raised to the grade's threshold.
    Floor(GradeIndex),
    /// Held below the next better grade's threshold.
    Cap(GradeIndex),
    /// Points added, after the rule's own maximum and the scheme's limit.
    Bonus {
        /// Not below 0; the rule's maximum and the scheme's limit may have cut them.
        points: Decimal,
        /// Cases counted, also those beyond the maximum.
        count: u32,
    },
    /// Points taken off.
    Deduct {
        /// Not below 0; the rule's maximum and the scheme's limit may have cut them.
        points: Decimal,
        /// Cases (or months) counted.
        count: u32,
    },
    /// Waived by the record; the score stays.
    Waived,
}

impl Change {
    /// The points it added, negative for those it took off; `None` where it bounded the score or did nothing.
    pub fn points(&self) -> Option<Decimal> {
        match self {
            Change::Bonus { points, .. } => Some(*points),
            Change::Deduct { points, .. } => Some(-*points),
            Change::Floor(_) | Change::Cap(_) | Change::Waived => None,
        }
    }
}

/// A rule that worked on the total's grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeEffect {
    /// The rule that worked, by its place in the scheme.
    pub rule: RuleIndex,
    /// Whether the record waives it (floors only).
    pub waived: bool,
    /// The grade as the rules before it left it.
    pub before: GradeIndex,
    /// The grade it left; the same where it had nothing to change.
    pub after: GradeIndex,
    /// Why its condition held.
    pub causes: Vec<Cause>,
}

impl GradeEffect {
    /// Whether it turned the grade.
    pub fn turned(&self) -> bool {
        !self.waived && self.before != self.after
    }
}

/// What would lead to the next better grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextGrade {
    /// The next better grade.
    pub grade: GradeIndex,
    /// The grade whose threshold leads there: another one where rules raise or lower what the score reaches.
    pub threshold: GradeIndex,
    /// Points the published score lacks to its threshold, in the scheme's own scale; zero when only rules stand in the way.
    pub lacks: Decimal,
    /// The effects in [`SubjectResult::grade_effects`] that would still hold the grade below it.
    pub held_by: Vec<usize>,
}

/// Last year's value of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// In this year's declared unit.
    pub value: Decimal,
    /// The year it is of.
    pub year: Year,
    /// Where records state it, this year's or last year's: one place, or those of all that were merged into the subject.
    pub origins: Vec<Place>,
    /// Whether it is the sum of those that were merged into the subject.
    pub summed: bool,
    /// Whether this year's record states it (`previous:`).
    pub stated: bool,
}

impl NodeResult {
    /// Whether it has a score that is handed upward.
    pub fn counts(&self) -> bool {
        self.score.is_some()
    }

    /// Its score in the scheme's own scale, as it is handed upward and printed: its points where it has some.
    pub fn told(&self) -> Option<Decimal> {
        self.points.or(self.score)
    }

    /// Its score to be held against that of another year: as it is printed where both are told alike, else of a hundred.
    pub fn compared(&self, alike: bool) -> Option<Decimal> {
        if alike { self.told() } else { self.score }
    }

    /// Whether it has a score that rests on what is reported.
    pub fn is_sound(&self) -> bool {
        self.state == State::Scored
    }
}
