//! Methods (计分方法): how an observation or a measure becomes a raw score of 0–100 (SCORING.md 2.2).

use rust_decimal::Decimal;

use super::{FigureIndex, GradeIndex, SubjectIndex};

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
    /// 功效系数法: linear from `at_worst` at `worst` to `at_best` at `best`, clamped outside.
    Range {
        /// The worse end.
        worst: Goalpost,
        /// The better end.
        best: Goalpost,
        /// The score at the worse end.
        at_worst: Decimal,
        /// The score at the better end.
        at_best: Decimal,
        /// Which direction is better: two fixed ends say it themselves.
        better: Better,
    },
    /// `centre ± spread × (x − mean) ÷ standard deviation` of the peers.
    Standard {
        /// Score of the peers' mean.
        centre: Decimal,
        /// What one standard deviation is worth.
        spread: Decimal,
        /// Which direction is better.
        better: Better,
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
    /// Position among the peers.
    Rank {
        /// What a place is worth.
        worth: Worth,
        /// Which place equal ones share.
        ties: Ties,
        /// Which direction is better.
        better: Better,
    },
    /// One of the listed options, each with its points.
    Options(Vec<Choice>),
    /// Several raters give scores or grades, which become one.
    Raters {
        /// The score that counts as 100; `None` where they give grades.
        full: Option<Decimal>,
        /// How what they give becomes one.
        combine: Combine,
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
    /// The natural logarithm of a fixed value, for a measure that is one.
    Log(Decimal),
    /// The smallest measure of the peers.
    Min,
    /// The largest measure of the peers.
    Max,
    /// The peers' mean.
    Mean,
    /// The peers' median.
    Median,
    /// That many percent of the peers' way from the smallest to the largest, linear between those next to it.
    Percentile(Decimal),
    /// The stricter of the targets stated.
    Target,
}

impl Goalpost {
    /// Where it stands among the peers in percent, for those that are one of them or lie between two.
    pub fn order(self) -> Option<Decimal> {
        match self {
            Goalpost::Min => Some(Decimal::ZERO),
            Goalpost::Max => Some(Decimal::ONE_HUNDRED),
            Goalpost::Percentile(percent) => Some(percent),
            Goalpost::Fixed(_) | Goalpost::Log(_) | Goalpost::Mean | Goalpost::Median | Goalpost::Target => {
                None
            }
        }
    }

    /// Whether it depends on the peers.
    pub fn compares(self) -> bool {
        match self {
            Goalpost::Fixed(_) | Goalpost::Log(_) | Goalpost::Target => false,
            Goalpost::Min | Goalpost::Max | Goalpost::Mean | Goalpost::Median | Goalpost::Percentile(_) => {
                true
            }
        }
    }
}

/// What a place is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// Each place costs the same.
    Steps {
        /// Score of the first place.
        first: Decimal,
        /// What each further place costs.
        step: Decimal,
        /// What no place falls below, however far behind it is.
        least: Decimal,
    },
    /// The places spread evenly from `best` to `worst`.
    Spread {
        /// Score of the first place.
        best: Decimal,
        /// Score of the last place.
        worst: Decimal,
    },
}

/// Which place equal ones share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    /// The best of those they take up.
    Better,
    /// The mean of those they take up.
    Mean,
}

/// An option a record may state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id in the scheme file.
    pub id: String,
    /// Its name on pages.
    pub title: String,
    /// What it is worth.
    pub points: Decimal,
}

/// How what several raters give becomes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// Their mean.
    Mean,
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The mean without one highest and one lowest (去掉一个最高分和一个最低分).
    Trimmed,
}

impl Combine {
    /// Every way with its word in files.
    pub const WORDS: [(&'static str, Combine); 3] =
        [("mean", Combine::Mean), ("median", Combine::Median), ("trimmed", Combine::Trimmed)];

    /// The fewest raters it can do with.
    pub fn least(self) -> usize {
        match self {
            Combine::Mean | Combine::Median => 1,
            Combine::Trimmed => 3,
        }
    }
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
    /// The largest measure of the peers.
    Max,
    /// The smallest measure of the peers.
    Min,
    /// The peers' mean.
    Mean,
    /// Another subject's measure.
    Subject(SubjectIndex),
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
            Method::Median { .. } | Method::Standard { .. } | Method::Rank { .. } => true,
            Method::Range { worst, best, .. } => [worst, best].iter().any(|end| end.compares()),
            Method::Attain { to, .. } => match to {
                Attainment::Max | Attainment::Min | Attainment::Mean | Attainment::Subject(_) => true,
                Attainment::National | Attainment::Province | Attainment::Target | Attainment::Figure(_) => {
                    false
                }
            },
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Steps { .. }
            | Method::Options(_)
            | Method::Raters { .. }
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
            | Method::Standard { .. }
            | Method::Attain { .. }
            | Method::Steps { .. }
            | Method::Rank { .. } => true,
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Options(_)
            | Method::Raters { .. }
            | Method::Deductions { .. } => false,
        }
    }

    /// What is to be attained, and in which direction.
    pub fn attainment(&self) -> Option<(Attainment, Better)> {
        let Method::Attain { to, better } = self else { return None };
        Some((*to, *better))
    }

    /// What of targets.yaml or elsewhere its score is measured against.
    pub fn target(&self) -> Option<Attainment> {
        match self {
            Method::Attain { to, .. } => Some(*to),
            Method::Range { worst, best, .. } if [worst, best].contains(&&Goalpost::Target) => {
                Some(Attainment::Target)
            }
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Median { .. }
            | Method::Range { .. }
            | Method::Standard { .. }
            | Method::Steps { .. }
            | Method::Rank { .. }
            | Method::Options(_)
            | Method::Raters { .. }
            | Method::Deductions { .. } => None,
        }
    }

    /// The figure of the same record it reads beside its measure, as what is to be attained.
    pub fn own_figure(&self) -> Option<FigureIndex> {
        match self.attainment()?.0 {
            Attainment::Figure(figure) => Some(figure),
            Attainment::National
            | Attainment::Province
            | Attainment::Target
            | Attainment::Max
            | Attainment::Min
            | Attainment::Mean
            | Attainment::Subject(_) => None,
        }
    }

    /// The options a record may state; none for any other method.
    pub fn options(&self) -> &[Choice] {
        let Method::Options(options) = self else { return &[] };
        options
    }

    /// Whether few peers leave it without a relative score, so that a record may state a grade instead.
    pub fn needs_three_peers(&self) -> bool {
        matches!(self, Method::Median { .. } | Method::Standard { .. })
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
            | Method::Range { better, .. }
            | Method::Standard { better, .. }
            | Method::Attain { better, .. }
            | Method::Steps { better, .. }
            | Method::Rank { better, .. } => *better,
            Method::Grade
            | Method::Score { .. }
            | Method::Task { .. }
            | Method::Options(_)
            | Method::Raters { .. }
            | Method::Deductions { .. } => Better::Higher,
        }
    }
}
