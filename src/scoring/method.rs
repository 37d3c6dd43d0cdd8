//! Methods: an observation or a measure becomes a raw score in the leaf's scale, 0–100 or its own points (SCORING.md 2.2 and section 3).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, Stop, add, mul, sub};
use super::exact::Exact;
use super::peers::Peers;
use crate::model::{
    Attainment, Better, Combine, Detail, FigureIndex, Gave, Goalpost, GradeIndex, Method, Missing, NodeIndex,
    Rating, Scheme, Stated, SubjectIndex, Target, TaskState, Ties, Worth,
};

/// What a method has to go by.
pub(super) struct Given<'a> {
    pub scheme: &'a Scheme,
    /// The leaf's full score: a hundred, or its own points.
    pub full: Decimal,
    /// The most it may have.
    pub ceiling: Decimal,
    pub stated: Option<&'a Stated>,
    pub measure: Option<Checked<Decimal>>,
    pub peers: Option<&'a Peers>,
    pub outside: bool,
    pub target: Option<&'a Target>,
    pub figure: &'a dyn Fn(FigureIndex) -> Option<Decimal>,
    /// Another subject's measure at the same leaf.
    pub other: &'a dyn Fn(SubjectIndex) -> Option<Decimal>,
}

/// A raw score and how it came about.
type Raw = (Exact, Detail);

/// The raw score, within 0 and what the leaf may have, not rounded.
pub(super) fn raw(method: &Method, given: &Given) -> Checked<Raw> {
    let points = |grade: GradeIndex| Exact::from(given.scheme.grade(grade).points).scaled(given.full);
    let none = || Err(Stop::Missing(Missing::NoObservation));
    let (score, detail) = match method {
        Method::Grade => {
            let Some(Stated::Grade(grade)) = given.stated else { return none() };
            (points(*grade), Detail::None)
        }
        Method::Score { full } => {
            let Some(Stated::Score(score)) = given.stated else { return none() };
            (Exact::from(*score).mul(&given.full.into()).div(&(*full).into())?, Detail::None)
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
        Method::Range { worst, best, at_worst, at_best, better } => {
            range(given, (*worst, *at_worst), (*best, *at_best), *better)?
        }
        Method::Standard { centre, spread, better } => standard(given, *centre, *spread, *better)?,
        Method::Attain { to, better } => attain(given, *to, *better)?,
        Method::Steps { better, steps } => staircase(given, *better, steps)?,
        Method::Rank { worth, ties, .. } => rank(given, *worth, *ties)?,
        Method::Options(options) => {
            let Some(Stated::Option(option)) = given.stated else { return none() };
            (options[option.get()].points.into(), Detail::None)
        }
        Method::Raters { full, combine } => {
            let Some(Stated::Ratings(ratings)) = given.stated else { return none() };
            (raters(given, ratings, *full, *combine)?, Detail::None)
        }
    };
    Ok((score.clamp(Exact::ZERO, given.ceiling.into()), detail))
}

/// The raw score of an observation alone; what is claimed of a leaf that raters score is one score or grade.
pub(super) fn observed(scheme: &Scheme, node: NodeIndex, method: &Method, stated: &Stated) -> Checked<Exact> {
    let single = match (method, stated) {
        (Method::Raters { full: Some(full), .. }, Stated::Score(_)) => Some(Method::Score { full: *full }),
        (Method::Raters { full: None, .. }, Stated::Grade(_)) => Some(Method::Grade),
        _ => None,
    };
    let given = Given {
        scheme,
        full: scheme.full(node),
        ceiling: scheme.ceiling_of(node),
        stated: Some(stated),
        measure: None,
        peers: None,
        outside: false,
        target: None,
        figure: &|_| None,
        other: &|_| None,
    };
    Ok(raw(single.as_ref().unwrap_or(method), &given)?.0)
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
        (Some(true), _) => middle.into(),
        (Some(false), _) => worst.into(),
        (None, Some(Stated::Grade(grade))) => {
            Exact::from(given.scheme.grade(*grade).points).scaled(given.full)
        }
        (None, _) => return Err(Stop::Missing(Missing::NoPeers)),
    };
    Ok((score, Detail::FewPeers { peers, met }))
}

/// Linear between two ends with their scores. Beyond an end that is the peers' own only who is no peer can lie: above the
/// best it has the best's score, below the worst it goes on along the line.
fn range(
    given: &Given,
    (worst, at_worst): (Goalpost, Decimal),
    (best, at_best): (Goalpost, Decimal),
    better: Better,
) -> Checked<Raw> {
    let measure = measured(given)?;
    let from = end(given, worst, better)?;
    let to = end(given, best, better)?;
    let (own, low, high) = (Exact::from(measure), Exact::from(at_worst), Exact::from(at_best));
    let beats = |a: &Exact, b: &Exact| (a > b) == (better == Better::Higher) && a != b;
    if beats(&from, &to) {
        return Err(Stop::Missing(Missing::NoRange));
    }
    let goes_on = given.outside && worst.compares();
    let within = match () {
        () if beats(&own, &to) => to.clone(),
        () if beats(&from, &own) && !goes_on => from.clone(),
        () => own.clone(),
    };
    let score = if from != to {
        low.add(&high.sub(&low).mul(&within.sub(&from)).div(&to.sub(&from))?)
    } else if goes_on && beats(&from, &own) {
        low
    } else {
        // All peers alike: nobody is at the worst end alone, so none of them is held to it.
        high
    };
    let held = if within == own { None } else { Some(within.significant()?) };
    Ok((score, Detail::Between { worst: from.significant()?, best: to.significant()?, to: held }))
}

/// Where an end of a range lies.
fn end(given: &Given, post: Goalpost, better: Better) -> Checked<Exact> {
    let peers = || given.peers.ok_or(Stop::Missing(Missing::NoPeers));
    Ok(match post {
        Goalpost::Fixed(value) => value.into(),
        Goalpost::Log(value) => {
            Exact::from(value).ln().ok_or(Stop::Missing(Missing::NoLogarithm))?.map(Exact::from)?
        }
        Goalpost::Min => peers()?.ends().0.into(),
        Goalpost::Max => peers()?.ends().1.into(),
        Goalpost::Mean => peers()?.mean()?,
        Goalpost::Median => peers()?.median.clone(),
        Goalpost::Percentile(percent) => peers()?.percentile(percent)?,
        Goalpost::Target => {
            let target = given.target.and_then(|target| target.stricter(better));
            target.ok_or(Stop::Missing(Missing::NoTarget))?.into()
        }
    })
}

/// `centre ± spread × (x − mean) ÷ deviation`, the deviation that of the whole population.
fn standard(given: &Given, centre: Decimal, spread: Decimal, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let Some(peers) = given.peers.filter(|peers| peers.statistics.count >= 3) else {
        return few_peers(given, measure, centre, sub(centre, spread)?.max(Decimal::ZERO), better);
    };
    let (measure, clamped) = compared(given, peers, measure);
    let (mean, variance) = (peers.mean()?, peers.variance()?);
    let told = mean.significant()?;
    if variance == Exact::ZERO {
        let behind = given.outside && Exact::from(measure) != mean;
        let score = if behind { sub(centre, spread)? } else { centre };
        return Ok((
            score.into(),
            Detail::Deviates { mean: told, deviation: Decimal::ZERO, to: clamped.clamped() },
        ));
    }
    let ahead = match better {
        Better::Higher => Exact::from(measure).sub(&mean),
        Better::Lower => mean.sub(&measure.into()),
    };
    // One root of the whole square, so that the part is rounded once: its sign is that of what lies under it.
    let square = ahead.mul(&ahead).mul(&spread.into()).mul(&spread.into()).div(&variance)?;
    let part = Exact::from(square.sqrt().unwrap_or(Ok(Decimal::ZERO))?);
    let centre = Exact::from(centre);
    let score = if ahead < Exact::ZERO { centre.sub(&part) } else { centre.add(&part) };
    let deviation = variance.sqrt().unwrap_or(Ok(Decimal::ZERO))?;
    Ok((score, Detail::Deviates { mean: told, deviation, to: clamped.clamped() }))
}

/// Attainment of a target.
fn attain(given: &Given, to: Attainment, better: Better) -> Checked<Raw> {
    let measure = measured(given)?;
    let stated = |pick: fn(&Target) -> Option<Decimal>| {
        given.target.and_then(pick).map(Exact::from).ok_or(Stop::Missing(Missing::NoTarget))
    };
    let peers = || given.peers.ok_or(Stop::Missing(Missing::NoPeers));
    let goal = match to {
        Attainment::National => stated(|target| target.national)?,
        Attainment::Province => stated(|target| target.province)?,
        Attainment::Target => end(given, Goalpost::Target, better)?,
        Attainment::Figure(figure) => (given.figure)(figure).ok_or(Stop::Missing(Missing::NoFigure))?.into(),
        Attainment::Max => peers()?.ends().1.into(),
        Attainment::Min => peers()?.ends().0.into(),
        Attainment::Mean => peers()?.mean()?,
        Attainment::Subject(subject) => {
            (given.other)(subject).ok_or(Stop::Missing(Missing::NoTarget))?.into()
        }
    };
    let own = Exact::from(measure);
    let full = Exact::from(given.full);
    let score = match better {
        Better::Higher if goal <= Exact::ZERO => return Err(Stop::Missing(Missing::NoDenominator)),
        Better::Higher => own.mul(&full).div(&goal)?,
        // A share of less than nothing means nothing; of nothing there is only nothing and more than that.
        Better::Lower if goal < Exact::ZERO || own < Exact::ZERO => {
            return Err(Stop::Missing(Missing::NoDenominator));
        }
        Better::Lower if own == Exact::ZERO => full.clone(),
        Better::Lower => goal.mul(&full).div(&own)?,
    };
    Ok((score.min(full), Detail::Attain { target: goal.significant()? }))
}

/// What several raters gave, as one score.
fn raters(given: &Given, ratings: &[Rating], full: Option<Decimal>, combine: Combine) -> Checked<Exact> {
    let mut gave: Vec<Decimal> = ratings
        .iter()
        .map(|rating| match rating.gave {
            Gave::Score(score) => score,
            Gave::Grade(grade) => given.scheme.grade(grade).points,
        })
        .collect();
    gave.sort_unstable();
    let taken = match combine {
        Combine::Mean => &gave[..],
        Combine::Median => &gave[(gave.len() - 1) / 2..gave.len() / 2 + 1],
        Combine::Trimmed => &gave[1..gave.len() - 1],
    };
    let sum = taken.iter().fold(Exact::ZERO, |sum, score| sum.add(&(*score).into()));
    let mean = sum.div(&Decimal::from(taken.len()).into())?;
    match full {
        Some(full) => mean.mul(&given.full.into()).div(&full.into()),
        None => Ok(mean.scaled(given.full)),
    }
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
fn rank(given: &Given, worth: Worth, ties: Ties) -> Checked<Raw> {
    let measure = measured(given)?;
    // Who has nobody to stand behind is first.
    let (place, shared, of) = match given.peers {
        Some(peers) => {
            let measure = compared(given, peers, measure).0;
            let own = u32::from(!given.outside);
            (peers.place(measure), peers.alike(measure).saturating_sub(own), peers.statistics.count + 1 - own)
        }
        None => (1, 0, 1),
    };
    let behind = Exact::from(place - 1);
    let behind = match ties {
        Ties::Better => behind,
        Ties::Mean => behind.add(&Exact::from(shared).div(&2.into())?),
    };
    let score = match worth {
        Worth::Steps { first, step, least } => {
            Exact::from(first).sub(&behind.mul(&step.into())).max(least.into())
        }
        Worth::Spread { best, .. } if of == 1 => best.into(),
        Worth::Spread { best, worst } => {
            let lost = Exact::from(best).sub(&worst.into()).mul(&behind).div(&Exact::from(of - 1))?;
            Exact::from(best).sub(&lost)
        }
    };
    Ok((score, Detail::Position { place, shared, of }))
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
