//! How a group spreads at each node: the middle, the best and the worst of its scores.

use rust_decimal::Decimal;

use super::Scored;
use crate::model::{NodeIndex, State};

/// Median, best and worst of one node's scores within a peer group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many have a score.
    pub count: usize,
    /// The middle one, or the mean of the two in the middle.
    pub median: Decimal,
    /// The highest.
    pub best: Decimal,
    /// The lowest.
    pub worst: Decimal,
}

/// The spreads of every group at every node.
#[derive(Clone, Debug)]
pub struct Spreads(Vec<Vec<Option<Spread>>>);

impl Spreads {
    /// The spreads of a scored evaluation.
    pub fn of(scored: &Scored) -> Self {
        let results = &scored.results;
        let nodes = scored.evaluation.scheme.nodes.len();
        let of_group = |group: usize| {
            let members: Vec<_> = results.subjects.iter().filter(|subject| subject.group == group).collect();
            (0..nodes)
                .map(|node| {
                    let scores = members.iter().filter_map(|subject| {
                        let result = &subject.nodes[node];
                        (result.state == State::Scored).then_some(result.told())?
                    });
                    // The root's score is the published one.
                    if node == 0 {
                        spread(members.iter().filter_map(|subject| subject.told()).collect())
                    } else {
                        spread(scores.collect())
                    }
                })
                .collect()
        };
        Self((0..results.groups.len()).map(of_group).collect())
    }

    /// The spread of a group at a node; `None` where nobody has a score.
    pub fn at(&self, group: usize, node: NodeIndex) -> Option<&Spread> {
        self.0.get(group)?.get(node.get())?.as_ref()
    }
}

fn spread(mut scores: Vec<Decimal>) -> Option<Spread> {
    scores.sort_unstable();
    let (worst, best) = (*scores.first()?, *scores.last()?);
    let (low, high) = (scores[(scores.len() - 1) / 2], scores[scores.len() / 2]);
    // Scores lie within a scheme's ceiling, so the sum of two stays far below 28 digits.
    Some(Spread { count: scores.len(), median: (low + high) / Decimal::TWO, best, worst })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;

    #[test]
    fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
        let spread = spread(vec![dec!(90), dec!(60), dec!(80), dec!(75)]).unwrap();
        assert_eq!((spread.median, spread.best, spread.worst), (dec!(77.5), dec!(90), dec!(60)));
        assert_eq!(super::spread(Vec::new()), None);
    }
}
