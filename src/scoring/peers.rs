//! Peers: who is compared with whom, and what their measures look like (SCORING.md section 2, Peers).

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::arithmetic::{Checked, add, mul};
use super::exact::Exact;
use crate::model::{Better, PeerStatistics};

/// The peers' measures at one node in one group.
#[derive(Clone, Debug)]
pub(super) struct Peers {
    /// Sorted, best first.
    measures: Vec<Decimal>,
    better: Better,
    /// The middle one, or the mean of the two in the middle.
    pub median: Exact,
    mean: OnceLock<Checked<Exact>>,
    variance: OnceLock<Checked<Exact>>,
    /// What they look like.
    pub statistics: PeerStatistics,
}

impl Peers {
    /// The peers' statistics; `None` without any peer.
    pub fn new(mut measures: Vec<Decimal>, better: Better) -> Checked<Option<Self>> {
        measures.sort_unstable_by(|a, b| match better {
            Better::Higher => b.cmp(a),
            Better::Lower => a.cmp(b),
        });
        let (Some(&best), Some(&worst)) = (measures.first(), measures.last()) else {
            return Ok(None);
        };
        let count = measures.len();
        let middle = measures[count / 2];
        let other = if count % 2 == 1 { middle } else { measures[count / 2 - 1] };
        let exact = Exact::from(other).add(&middle.into()).div(&2.into())?;
        // What pages print of it; what is scored is the fraction.
        let median = if other == middle { middle } else { add(other, middle)? / Decimal::TWO };
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Ok(Some(Self {
            measures,
            better,
            median: exact,
            mean: OnceLock::new(),
            variance: OnceLock::new(),
            statistics: PeerStatistics { count, median, best, worst },
        }))
    }

    /// 1 + the number of peers that are strictly better.
    pub fn place(&self, measure: Decimal) -> u32 {
        // They are sorted: with thousands of subjects a scan for each would cost a square.
        let better = self.measures.partition_point(|peer| self.better.beats(*peer, measure));
        u32::try_from(better).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The measure, or the best of the peers where it is better than that.
    pub fn at_most_best(&self, measure: Decimal) -> Decimal {
        let best = self.statistics.best;
        if self.better.beats(measure, best) { best } else { measure }
    }

    /// How many have just this measure.
    pub fn alike(&self, measure: Decimal) -> u32 {
        let better = self.measures.partition_point(|peer| self.better.beats(*peer, measure));
        let behind = self.measures[better..].partition_point(|peer| *peer == measure);
        u32::try_from(behind).unwrap_or(u32::MAX)
    }

    /// Their mean.
    pub fn mean(&self) -> Checked<Exact> {
        // Once for all who are compared with them: with thousands of subjects it would cost a square.
        self.mean.get_or_init(|| self.work_out_mean()).clone()
    }

    /// The mean square of their distances from the mean, over the whole population.
    pub fn variance(&self) -> Checked<Exact> {
        self.variance.get_or_init(|| self.work_out_variance()).clone()
    }

    fn work_out_mean(&self) -> Checked<Exact> {
        let sum = self.measures.iter().fold(Exact::ZERO, |sum, measure| sum.add(&(*measure).into()));
        sum.div(&self.statistics.count.into())
    }

    fn work_out_variance(&self) -> Checked<Exact> {
        let mean = self.mean()?;
        let square = |measure: &Decimal| {
            let off = Exact::from(*measure).sub(&mean);
            off.mul(&off)
        };
        let sum = self.measures.iter().fold(Exact::ZERO, |sum, measure| sum.add(&square(measure)));
        sum.div(&self.statistics.count.into())
    }

    /// The value that many percent of the way from the smallest to the largest: at (n − 1)·p, linear between the two that
    /// lie next to it.
    pub fn percentile(&self, percent: Decimal) -> Checked<Exact> {
        let last = self.measures.len() - 1;
        let at = mul(Decimal::from(last), percent)? / Decimal::ONE_HUNDRED;
        let below = at.floor();
        let of = |position: usize| {
            // They are sorted with the best first.
            let position = if self.better == Better::Higher { last - position } else { position };
            Exact::from(self.measures[position])
        };
        let position = usize::try_from(below.mantissa()).unwrap_or(last).min(last);
        let (low, high) = (of(position), of((position + 1).min(last)));
        Ok(low.add(&high.sub(&low).mul(&(at - below).into())))
    }

    /// Smallest and largest measure.
    pub fn ends(&self) -> (Decimal, Decimal) {
        let PeerStatistics { best, worst, .. } = self.statistics;
        (best.min(worst), best.max(worst))
    }
}

/// The peers of each group at each node.
pub(super) struct PeerTable {
    pub by_group: Vec<Vec<Option<Peers>>>,
}

impl PeerTable {
    /// The peers of a group, by node.
    pub fn of_group(&self, group: usize) -> &[Option<Peers>] {
        self.by_group.get(group).map_or(&[], Vec::as_slice)
    }
}
