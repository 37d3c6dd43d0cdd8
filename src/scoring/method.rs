//! Methods: an observation or a measure becomes a raw score of 0–100 (SCORING.md 2.2 and section 3).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop, add, div, mul, mul_div, sub};
use super::peers::Peers;
use crate::model::{
    Attainment, Better, Detail, FigureIndex, Goalpost, GradeIndex, Method, Missing, Scheme, Stated, Target,
    TaskState, quantise,
};

/// What a method has to go by.
pub(super) struct Given<'a> {
    pub scheme: &'a Scheme,
    pub stated: Option<&'a Stated>,
    pub measure: Option<Checked<Decimal>>,
    pub peers: Option<&'a Peers>,
    pub outside: bool,
    pub target: Option<&'a Target>,
    pub figure: &'a dyn Fn(FigureIndex) -> Option<Decimal>,
}

/// A raw score and how it came about.
type Raw = (Decimal, Detail);

/// The raw score, quantised and within 0–100.
pub(super) fn raw(method: &Method, given: &Given) -> Checked<Raw> {
    let points = |grade: GradeIndex| given.scheme.grade(grade).points;
    let none = || Err(Stop::Missing(Missing::NoObservation));
    let (score, detail) = match method {
        Method::Grade => {
            let Some(Stated::Grade(grade)) = given.stated else { return none() };
            (points(*grade), Detail::None)
        }
        Method::Score { full } => {
            let Some(Stated::Score(score)) = given.stated else { return none() };
            (mul_div(*score, Decimal::ONE_HUNDRED, *full)?, Detail::None)
        }
        Method::Task { done, outstanding, undone } => {
            let Some(Stated::Task(state)) = given.stated else { return none() };
            let grade = match state {
                TaskState::Done => done,
                TaskState::Outstanding => outstanding,
                TaskState::Undone => undone,
            };
            (points(*grade), Detail::None)
        }
        Method::Deductions { start, kinds } => {
            let Some(Stated::Deductions(items)) = given.stated else { return none() };
            let mut deducted = Decimal::ZERO;
            for item in items {
                deducted = add(deducted, mul(kinds[item.kind.get()].points, Decimal::from(item.count))?)?;
            }
            (sub(*start, deducted)?.max(Decimal::ZERO), Detail::Deducted(deducted))
        }
        Method::Median { best, middle, worst, better } => median(given, *best, *middle, *worst, *better)?,
        Method::Range { worst, best } => range(given, *worst, *best)?,
        Method::Attain { to, better } => attain(given, *to, *better)?,
        Method::Steps { better, steps } => staircase(given, *better, steps)?,
        Method::Rank { first, step, least, .. } => rank(given, *first, *step, *least)?,
    };
    Ok((quantise(score).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED), detail))
}

/// 中位法: piecewise linear through worst, median and best.
fn median(given: &Given, best: Decimal, middle: Decimal, worst: Decimal, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let Some(peers) = given.peers.filter(|peers| peers.statistics.count >= 3) else {
        return few_peers(given, measure, middle, worst, better);
    };
    let (measure, detail) = compared(given, peers, measure);
    let at = peers.statistics;
    let score = if measure == at.median {
        middle
    } else if better.beats(measure, at.median) {
        let above = mul_div(sub(best, middle)?, sub(measure, at.median)?, sub(at.best, at.median)?)?;
        add(middle, above)?
    } else {
        let below = mul_div(sub(middle, worst)?, sub(at.median, measure)?, sub(at.median, at.worst)?)?;
        sub(middle, below)?
    };
    Ok((score, detail))
}

/// With fewer than three peers there is no relative score: targets decide, else the grade the record states.
fn few_peers(
    given: &Given,
    measure: Decimal,
    middle: Decimal,
    worst: Decimal,
    better: Better,
) -> Checked<Raw> {
    let peers = given.peers.map_or(0, |peers| peers.statistics.count);
    let met = given.target.map(|target| target.is_met(measure, better));
    let score = match (met, given.stated) {
        (Some(true), _) => middle,
        (Some(false), _) => worst,
        (None, Some(Stated::Grade(grade))) => given.scheme.grade(*grade).points,
        (None, _) => return Err(Stop::Missing(Missing::NoPeers)),
    };
    Ok((score, Detail::FewPeers { peers, met }))
}

/// Linear from 0 at the worst end to 100 at the best.
fn range(given: &Given, worst: Goalpost, best: Goalpost) -> Checked<Raw> {
    let measure = measured(given)?;
    let end = |post: Goalpost| match (post, given.peers) {
        (Goalpost::Fixed(value), _) => Ok(value),
        (Goalpost::Min, Some(peers)) => Ok(peers.ends().0),
        (Goalpost::Max, Some(peers)) => Ok(peers.ends().1),
        (Goalpost::Min | Goalpost::Max, None) => Err(Stop::Missing(Missing::NoPeers)),
    };
    let (worst, best) = (end(worst)?, end(best)?);
    // All peers alike: nobody is at the worst end alone, so nobody is held to it.
    if worst == best {
        return Ok((Decimal::ONE_HUNDRED, Detail::None));
    }
    let measure = measure.clamp(worst.min(best), worst.max(best));
    Ok((mul_div(sub(measure, worst)?, Decimal::ONE_HUNDRED, sub(best, worst)?)?, Detail::None))
}

/// Attainment of a target, at most 100.
fn attain(given: &Given, to: Attainment, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let stated = |pick: fn(&Target) -> Option<Decimal>| {
        given.target.and_then(pick).ok_or(Stop::Missing(Missing::NoTarget))
    };
    let target = match to {
        Attainment::National => stated(|target| target.national)?,
        Attainment::Province => stated(|target| target.province)?,
        Attainment::Target => {
            given.target.and_then(|target| target.stricter(better)).ok_or(Stop::Missing(Missing::NoTarget))?
        }
        Attainment::Figure(figure) => (given.figure)(figure).ok_or(Stop::Missing(Missing::NoFigure))?,
    };
    let score = match better {
        Better::Higher if target <= Decimal::ZERO => return Err(Stop::Missing(Missing::NoDenominator)),
        Better::Higher => mul_div(measure, Decimal::ONE_HUNDRED, target)?,
        // Nothing of what should be little cannot be bettered, and cannot be divided by.
        Better::Lower if measure <= Decimal::ZERO => Decimal::ONE_HUNDRED,
        Better::Lower => div(mul(target, Decimal::ONE_HUNDRED)?, measure)?,
    };
    Ok((score.min(Decimal::ONE_HUNDRED), Detail::Attain { target }))
}

/// The first step reached gives its score, none reached gives 0.
fn staircase(given: &Given, better: Better, steps: &[(Decimal, Decimal)]) -> Checked<Raw> {
    let measure = measured(given)?;
    let reached = steps.iter().position(|(bound, _)| match better {
        Better::Higher => measure >= *bound,
        Better::Lower => measure <= *bound,
    });
    let score = reached.map_or(Decimal::ZERO, |step| steps[step].1);
    Ok((score, Detail::Step(reached.and_then(|step| u32::try_from(step).ok()))))
}

/// Position among the peers.
fn rank(given: &Given, first: Decimal, step: Decimal, least: Decimal) -> Checked<Raw> {
    let measure = measured(given)?;
    let peers = given.peers.ok_or(Stop::Missing(Missing::NoPeers))?;
    let (measure, _) = compared(given, peers, measure);
    let place = peers.place(measure);
    let behind = mul(step, Decimal::from(place - 1))?;
    Ok((sub(first, behind)?.max(least), Detail::Position { place, of: peers.statistics.count }))
}

fn measured(given: &Given) -> Checked<Decimal> {
    given.measure.unwrap_or(Err(Stop::Missing(Missing::NoFigure)))
}

/// The value that is compared: one that is not among the peers' own is brought into their range.
fn compared(given: &Given, peers: &Peers, measure: Decimal) -> (Decimal, Detail) {
    if !given.outside {
        return (measure, Detail::None);
    }
    let to = peers.clamp(measure);
    (to, if to == measure { Detail::None } else { Detail::Clamped { to } })
}
