//! Methods (计分方法): how an observation or a measure becomes a raw score of 0–100 (SCORING.md 2.2).

use rust_decimal::Decimal;

use super::{FigureIndex, GradeIndex};

/// Which direction is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

impl Better {
    /// Whether `a` is strictly better than `b`.
    pub fn beats(self, a: Decimal, b: Decimal) -> bool {
        match self {
            Better::Higher => a > b,
            Better::Lower => a < b,
        }
    }
}

/// How a leaf is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// The observed grade's points.
    Grade,
    /// `v × 100 / full`.
    Score {
        /// The score that counts as 100.
        full: Decimal,
    },
    /// A task's state stands for a grade.
    Task {
        /// Grade of a task that was done.
        done: GradeIndex,
        /// Grade of a task that was done outstandingly.
        outstanding: GradeIndex,
        /// Grade of a task that was not done.
        undone: GradeIndex,
    },
    /// 中位法, SCORING.md section 3.
    Median {
        /// Score of the best measure.
        best: Decimal,
        /// Score of the median.
        middle: Decimal,
        /// Score of the worst measure.
        worst: Decimal,
        /// Which direction is better.
        better: Better,
    },
    /// Linear from 0 at `worst` to 100 at `best`, clamped outside.
    Range {
        /// Where the score is 0.
        worst: Goalpost,
        /// Where the score is 100.
        best: Goalpost,
    },
    /// Attainment of a target, at most 100.
    Attain {
        /// What is to be attained.
        to: Attainment,
        /// Which direction is better.
        better: Better,
    },
    /// A staircase: the first step reached gives its score, none reached gives 0.
    Steps {
        /// `Higher`: every bound is an `at_least`, descending; `Lower`: every bound an `at_most`, ascending.
        better: Better,
        /// Bounds with their scores, in the order they are tried.
        steps: Vec<(Decimal, Decimal)>,
    },
    /// Position among the peers; ties share the better place.
    Rank {
        /// Score of the first place.
        first: Decimal,
        /// What each further place costs.
        step: Decimal,
        /// What no place falls below, however far behind it is.
        least: Decimal,
        /// Which direction is better.
        better: Better,
    },
    /// `start` minus the listed deductions, not below 0.
    Deductions {
        /// Score without any deduction.
        start: Decimal,
        /// What is deducted for one case of each kind.
        kinds: Vec<DeductionKind>,
    },
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goalpost {
    /// A fixed value in the measure's unit.
    Fixed(Decimal),
    /// The smallest measure of the peers.
    Min,
    /// The largest measure of the peers.
    Max,
}

/// What `attain` measures against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attainment {
    /// The national target of targets.yaml.
    National,
    /// The provincial target of targets.yaml.
    Province,
    /// The stricter of those stated.
    Target,
    /// A figure of the same record.
    Figure(FigureIndex),
}

/// A kind of deduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeductionKind {
    /// Its id in the scheme file.
    pub id: String,
    /// Its name on pages.
    pub title: String,
    /// Points off for one case.
    pub points: Decimal,
    /// Whether its cases are the problems of earlier years that are still open.
    pub from_earlier: bool,
}

impl Method {
    /// Whether a subject's score depends on the others' measures.
    pub fn compares(&self) -> bool {
        match self {
            Method::Median { .. } | Method::Rank { .. } => true,
            Method::Range { worst, best } => {
                [worst, best].iter().any(|end| !matches!(end, Goalpost::Fixed(_)))
            }
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Deductions { .. } => false,
        }
    }

    /// Whether two methods turn the same statement into the same score; where cases of a deduction come from is no
    /// part of that.
    pub fn scores_like(&self, other: &Method) -> bool {
        match (self, other) {
            (
                Method::Deductions { start: a, kinds: these },
                Method::Deductions { start: b, kinds: those },
            ) => {
                let same = |one: &DeductionKind, other: &DeductionKind| {
                    (&one.id, &one.title, one.points) == (&other.id, &other.title, other.points)
                };
                a == b
                    && these.len() == those.len()
                    && these.iter().zip(those).all(|(one, other)| same(one, other))
            }
            _ => self == other,
        }
    }

    /// Whether the method scores a measure (otherwise it scores what is observed).
    pub fn measures(&self) -> bool {
        match self {
            Method::Median { .. }
            | Method::Range { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Rank { .. } => true,
            Method::Grade | Method::Score { .. } | Method::Task { .. } | Method::Deductions { .. } => false,
        }
    }

    /// What is to be attained, and in which direction.
    pub fn attainment(&self) -> Option<(Attainment, Better)> {
        let Method::Attain { to, better } = self else { return None };
        Some((*to, *better))
    }

    /// The figure of the same record it reads beside its measure, as what is to be attained.
    pub fn own_figure(&self) -> Option<FigureIndex> {
        match self.attainment()?.0 {
            Attainment::Figure(figure) => Some(figure),
            Attainment::National | Attainment::Province | Attainment::Target => None,
        }
    }

    /// The kinds of deduction it takes off; none for a method that takes off nothing.
    pub fn deductions(&self) -> &[DeductionKind] {
        let Method::Deductions { kinds, .. } = self else { return &[] };
        kinds
    }

    /// Which direction of the measure is better; targets are met in this direction.
    pub fn better(&self) -> Better {
        match self {
            Method::Median { better, .. }
            | Method::Attain { better, .. }
            | Method::Steps { better, .. }
            | Method::Rank { better, .. } => *better,
            Method::Range { worst, best } => match (worst, best) {
                (Goalpost::Fixed(worst), Goalpost::Fixed(best)) if worst > best => Better::Lower,
                (Goalpost::Max, _) | (_, Goalpost::Min) => Better::Lower,
                _ => Better::Higher,
            },
            Method::Grade | Method::Score { .. } | Method::Task { .. } | Method::Deductions { .. } => {
                Better::Higher
            }
        }
    }
}
