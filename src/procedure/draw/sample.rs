//! Households within villages within towns: each stage draws within what the stage before took.

use super::order::draw;
use crate::model::{Frame, SampleFrame, Seed, Stratum};

/// What a sample consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// Every group that was drawn from: towns of the county, villages of a town, households of a village.
    pub strata: Vec<Stratum>,
    /// Villages whose households were drawn.
    pub villages: usize,
    pub households: usize,
}

/// Draws a sample. Where no number of towns or villages is given, each is a group of its own and none is left out.
pub fn sample(frame: &SampleFrame, seed: &Seed) -> Sampled {
    let mut sampled = Sampled { strata: Vec::new(), villages: 0, households: 0 };
    let county = vec![frame.county.clone()];
    let names = frame.towns.iter().map(|town| town.name.as_str());
    for town in sampled.stage(seed, &county, names, frame.take_towns) {
        let town = &frame.towns[town];
        let of = [&county[..], std::slice::from_ref(&town.name)].concat();
        let names = town.villages.iter().map(|village| village.name.as_str());
        for village in sampled.stage(seed, &of, names, town.take_villages) {
            let village = &town.villages[village];
            let of = [&of[..], std::slice::from_ref(&village.name)].concat();
            let drawn = draw(seed, of, village.households.clone(), village.take, Some(frame.reserve));
            sampled.villages += 1;
            sampled.households += drawn.drawn.len();
            sampled.strata.push(drawn);
        }
    }
    sampled
}

impl Sampled {
    /// The positions of what a stage takes, in the frame's order, so that a list follows the map and not the lot.
    fn stage<'n>(
        &mut self,
        seed: &Seed,
        of: &[String],
        names: impl ExactSizeIterator<Item = &'n str>,
        take: Option<u32>,
    ) -> Vec<usize> {
        let Some(take) = take else { return (0..names.len()).collect() };
        let names: Vec<String> = names.map(str::to_owned).collect();
        let drawn = draw(seed, of.to_vec(), Frame::Units(names.clone()), take, None);
        let taken = (0..names.len()).filter(|at| drawn.drawn.contains(&names[*at])).collect();
        self.strata.push(drawn);
        taken
    }
}
