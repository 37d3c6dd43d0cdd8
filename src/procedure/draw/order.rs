//! Drawing without putting back: the first steps of a Fisher–Yates shuffle over the frame in its order.

use std::collections::BTreeMap;

use super::stream::Stream;
use crate::model::{At, Frame, Seed, Stratum};

/// The positions (from 0) of the first `count` units drawn out of `size`, in the order they come.
pub fn order(seed: &Seed, of: &[String], size: u32, count: u32) -> Vec<u32> {
    let mut stream = Stream::new(seed, of);
    // Only those that were swapped out of their place, so that a few of very many cost no more than a few.
    let mut moved: BTreeMap<u32, u32> = BTreeMap::new();
    // From the front, so that drawing one more leaves those drawn before as they are: a reserve moves up without a new
    // draw.
    let one = |at| {
        let chosen = at + stream.below(size - at);
        let front = moved.remove(&at).unwrap_or(at);
        match chosen == at {
            true => front,
            false => moved.insert(chosen, front).unwrap_or(chosen),
        }
    };
    (0..count.min(size)).map(one).collect()
}

/// Draws `take` units of a group, and `reserve` more who would move up; `None`: all the others.
pub fn draw(seed: &Seed, of: Vec<String>, frame: Frame, take: u32, reserve: Option<u32>) -> Stratum {
    let size = frame.size();
    let count = reserve.map_or(size, |reserve| take.saturating_add(reserve));
    let order = order(seed, &of, size, count);
    let mut units: Vec<String> = order.into_iter().map(|at| frame.unit(at).into_owned()).collect();
    let reserve = units.split_off(units.len().min(take as usize));
    Stratum { of, frame, take, drawn: units, reserve, at: At::default() }
}
