//! Methods: an observation or a measure becomes a raw score of 0–100 (SCORING.md 2.2 and section 3).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop, add, mul, sub};
use super::exact::Exact;
use super::peers::Peers;
use crate::model::{
    Attainment, Better, Detail, FigureIndex, Goalpost, GradeIndex, Method, Missing, Scheme, Stated, Target,
    TaskState,
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
type Raw = (Exact, Detail);

/// The raw score, within 0–100 and not rounded.
pub(super) fn raw(method: &Method, given: &Given) -> Checked<Raw> {
    let points = |grade: GradeIndex| Exact::from(given.scheme.grade(grade).points);
    let none = || Err(Stop::Missing(Missing::NoObservation));
    let (score, detail) = match method {
        Method::Grade => {
            let Some(Stated::Grade(grade)) = given.stated else { return none() };
            (points(*grade), Detail::None)
        }
        Method::Score { full } => {
            let Some(Stated::Score(score)) = given.stated else { return none() };
            (Exact::from(*score).percent().div(&(*full).into())?, Detail::None)
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
            (sub(*start, deducted)?.into(), Detail::Deducted(deducted))
        }
        Method::Median { best, middle, worst, better } => median(given, *best, *middle, *worst, *better)?,
        Method::Range { worst, best } => range(given, *worst, *best, method.better())?,
        Method::Attain { to, better } => attain(given, *to, *better)?,
        Method::Steps { better, steps } => staircase(given, *better, steps)?,
        Method::Rank { first, step, least, .. } => rank(given, *first, *step, *least)?,
    };
    Ok((score.clamp(Exact::ZERO, Decimal::ONE_HUNDRED.into()), detail))
}

/// 中位法: piecewise linear through worst, median and best.
fn median(given: &Given, best: Decimal, middle: Decimal, worst: Decimal, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let Some(peers) = given.peers.filter(|peers| peers.statistics.count >= 3) else {
        return few_peers(given, measure, middle, worst, better);
    };
    let (measure, detail) = compared(given, peers, measure);
    let at = peers.statistics;
    let (own, median) = (Exact::from(measure), &peers.median);
    let (best, middle, worst) = (Exact::from(best), Exact::from(middle), Exact::from(worst));
    // On a line from the median to an end of the peers. Who is not a peer and worse than all goes on along it; where
    // median and worst are one there is no line, and worse is as bad as the worst.
    let along = |from: &Exact, to: &Exact, end: Decimal| -> Checked<Exact> {
        let end = Exact::from(end);
        if end == *median {
            return Ok(to.clone());
        }
        let share = to.sub(from).mul(&own.sub(median)).div(&end.sub(median))?;
        Ok(from.add(&share))
    };
    let score = if own == *median {
        middle
    } else if (own > *median) == (better == Better::Higher) {
        along(&middle, &best, at.best)?
    } else {
        along(&middle, &worst, at.worst)?
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
    Ok((score.into(), Detail::FewPeers { peers, met }))
}

/// Linear from 0 at the worst end to 100 at the best.
fn range(given: &Given, worst: Goalpost, best: Goalpost, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let end = |post: Goalpost| match (post, given.peers) {
        (Goalpost::Fixed(value), _) => Ok(value),
        (Goalpost::Min, Some(peers)) => Ok(peers.ends().0),
        (Goalpost::Max, Some(peers)) => Ok(peers.ends().1),
        (Goalpost::Min | Goalpost::Max, None) => Err(Stop::Missing(Missing::NoPeers)),
    };
    let (worst, best) = (end(worst)?, end(best)?);
    // All peers alike: nobody is at the worst end alone, so none of them is held to it.
    if worst == best {
        let behind = given.outside && better.beats(worst, measure);
        let score = if behind { Decimal::ZERO } else { Decimal::ONE_HUNDRED };
        return Ok((score.into(), Detail::None));
    }
    let (measure, worst, best) = (Exact::from(measure), Exact::from(worst), Exact::from(best));
    Ok((measure.sub(&worst).percent().div(&best.sub(&worst))?, Detail::None))
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
    let (own, to) = (Exact::from(measure), Exact::from(target));
    let score = match better {
        Better::Higher if target <= Decimal::ZERO => return Err(Stop::Missing(Missing::NoDenominator)),
        Better::Higher => own.percent().div(&to)?,
        // Nothing of what should be little cannot be bettered, and cannot be divided by.
        Better::Lower if measure <= Decimal::ZERO => Decimal::ONE_HUNDRED.into(),
        Better::Lower => to.percent().div(&own)?,
    };
    Ok((score, Detail::Attain { target }))
}

/// The first step reached gives its score, none reached gives 0.
fn staircase(given: &Given, better: Better, steps: &[(Decimal, Decimal)]) -> Checked<Raw> {
    let measure = measured(given)?;
    let reached = steps.iter().position(|(bound, _)| match better {
        Better::Higher => measure >= *bound,
        Better::Lower => measure <= *bound,
    });
    let score = reached.map_or(Decimal::ZERO, |step| steps[step].1);
    Ok((score.into(), Detail::Step(reached.and_then(|step| u32::try_from(step).ok()))))
}

/// Position among the peers.
fn rank(given: &Given, first: Decimal, step: Decimal, least: Decimal) -> Checked<Raw> {
    let measure = measured(given)?;
    // Who has nobody to stand behind is first.
    let (place, of) = match given.peers {
        Some(peers) => {
            let place = peers.place(compared(given, peers, measure).0);
            (place, peers.statistics.count + u32::from(given.outside))
        }
        None => (1, 1),
    };
    let behind = mul(step, Decimal::from(place - 1))?;
    Ok((sub(first, behind)?.max(least).into(), Detail::Position { place, of }))
}

fn measured(given: &Given) -> Checked<Decimal> {
    given.measure.unwrap_or(Err(Stop::Missing(Missing::NoFigure)))
}

/// The value that is compared: who is not among the peers is never better than the best of them.
fn compared(given: &Given, peers: &Peers, measure: Decimal) -> (Decimal, Detail) {
    if !given.outside {
        return (measure, Detail::None);
    }
    let to = peers.at_most_best(measure);
    (to, if to == measure { Detail::None } else { Detail::Clamped { to } })
}
