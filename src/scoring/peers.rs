//! Peers: who is compared with whom, and what their measures look like (SCORING.md section 2, Peers).

use rust_decimal::Decimal;

use super::arithmetic::{Checked, add};
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
