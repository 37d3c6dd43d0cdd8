//! What the parts of a total do where it is no sum of what they add (SCORING.md section 2, What the parts do): how far the
//! total would rise with a leaf at full marks, and how what a branch lacks to full marks splits among its children.

use rust_decimal::Decimal;

use super::arithmetic::{Checked, aggregated};
use super::exact::Exact;
use crate::model::{Aggregate, Body, Change, NodeIndex, Role, Scheme, SubjectResult};

/// The total's aggregate if these leaves had full marks and all else stayed as it is, rules on the way included; `None`
/// where there is no total.
pub fn raised(scheme: &Scheme, result: &SubjectResult, leaves: &[NodeIndex]) -> Option<Decimal> {
    result.base?;
    let mut scores: Vec<Option<Decimal>> =
        result.nodes.iter().map(|of| of.told().filter(|_| of.counts())).collect();
    let mut touched = vec![false; scheme.nodes.len()];
    for leaf in leaves {
        scores[leaf.get()] = Some(ruled(scheme, result, *leaf, full(scheme, *leaf).into()).ok()?);
        touched[leaf.get()] = true;
    }
    // Children stand behind their parents.
    for node in scheme.indices().rev() {
        let Body::Branch { aggregate, children, .. } = &scheme.node(node).body else { continue };
        if !result.nodes[node.get()].counts() || !children.iter().any(|child| touched[child.get()]) {
            continue;
        }
        let terms =
            children.iter().filter_map(|child| Some((scheme.node(*child).weight, scores[child.get()]?)));
        let found = aggregated(scheme, node, *aggregate, &terms.collect::<Vec<_>>()).ok()?;
        if node.get() == Scheme::ROOT {
            return found.quantised().ok();
        }
        scores[node.get()] = Some(ruled(scheme, result, node, found).ok()?);
        touched[node.get()] = true;
    }
    result.base
}

/// What each child took of the points a branch lacks to full marks, those of children that count: by the shortfall of the
/// logarithm times the weight under a geometric mean, of the reciprocal under a harmonic one, by weight times shortfall
/// under a mean; under a minimum all of it is the lowest ones'. `None` where nothing lacks, or nothing counts.
pub fn losses(scheme: &Scheme, result: &SubjectResult, node: NodeIndex) -> Option<Vec<(NodeIndex, Decimal)>> {
    let Body::Branch { aggregate, children, .. } = &scheme.node(node).body else { return None };
    let raw = result.nodes[node.get()].raw?;
    let lacks = scheme.full(node).checked_sub(raw).filter(|lacks| *lacks > Decimal::ZERO)?;
    let counting = children.iter().filter_map(|child| {
        let of = &result.nodes[child.get()];
        Some((*child, scheme.node(*child).weight, of.told().filter(|_| of.counts())?))
    });
    let counting: Vec<(NodeIndex, Decimal, Decimal)> = counting.collect();
    let zero = counting.iter().any(|(_, _, score)| score.is_zero());
    let least = counting.iter().map(|(_, _, score)| *score).min()?;
    let share = |(child, weight, score): &(NodeIndex, Decimal, Decimal)| -> Checked<Exact> {
        let (weight, score) = (Exact::from(*weight), Exact::from(*score));
        let full = Exact::from(scheme.full(*child));
        let all_or_nothing = |takes: bool| if takes { weight.clone() } else { Exact::ZERO };
        let short = match aggregate {
            Aggregate::Mean => weight.mul(&full.sub(&score)),
            Aggregate::Sum => full.sub(&score),
            Aggregate::Minimum => all_or_nothing(score == least.into()),
            // One at zero makes the whole zero: no logarithm or reciprocal of it says more.
            Aggregate::Geometric | Aggregate::Harmonic if zero => all_or_nothing(score == Exact::ZERO),
            Aggregate::Geometric => match full.div(&score)?.ln() {
                Some(ln) => weight.mul(&ln?.into()),
                None => Exact::ZERO,
            },
            Aggregate::Harmonic => {
                let (own, full) = (Exact::from(1).div(&score)?, Exact::from(1).div(&full)?);
                weight.mul(&own.sub(&full))
            }
        };
        // Above full marks a leaf gives and takes nothing.
        Ok(short.max(Exact::ZERO))
    };
    let shares = counting.iter().map(share).collect::<Checked<Vec<_>>>().ok()?;
    let sum = shares.iter().fold(Exact::ZERO, |sum, share| sum.add(share));
    if sum == Exact::ZERO {
        return None;
    }
    let split = counting
        .iter()
        .zip(&shares)
        .map(|((child, ..), share)| Ok((*child, share.mul(&lacks.into()).div(&sum)?.quantised()?)));
    split.collect::<Checked<Vec<_>>>().ok()
}

/// Full marks: no more than 100, or the leaf's points, though a leaf may have more.
fn full(scheme: &Scheme, leaf: NodeIndex) -> Decimal {
    scheme.ceiling_of(leaf).min(scheme.full(leaf))
}

/// A node's score from what method or aggregate gives: the rules that worked go on working, then its role's rounding.
fn ruled(scheme: &Scheme, result: &SubjectResult, node: NodeIndex, raw: Exact) -> Checked<Decimal> {
    let (definition, of) = (scheme.node(node), &result.nodes[node.get()]);
    let (zero, ceiling) = (Exact::ZERO, Exact::from(scheme.ceiling_of(node)));
    let bound = |score: Exact| score.clamp(zero.clone(), ceiling.clone());
    let mut score = raw;
    for applied in &of.applied {
        score = match &applied.change {
            Change::Bonus { points, .. } => score.add(&(*points).into()),
            Change::Deduct { points, .. } => score.sub(&(*points).into()),
            Change::Floor(grade) => bound(score).max(scheme.lowest_of(*grade, node).into()),
            Change::Cap(grade) => match scheme.highest_of(*grade, node) {
                Some(most) => bound(score).min(most.into()),
                None => score,
            },
            Change::Waived => score,
        };
    }
    if definition.role != Role::Total {
        score = bound(score);
    }
    score.round(scheme.decimals(definition.role))
}
