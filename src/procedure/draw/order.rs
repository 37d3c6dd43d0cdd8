//! Drawing without putting back: the first steps of a Fisher–Yates shuffle over the frame in its order.

use super::stream::Stream;
use crate::model::{At, Frame, Seed, Stratum};

/// The positions (from 0) of the first `count` units drawn out of `size`, in the order they come.
pub fn order(seed: &Seed, of: &[String], size: u32, count: u32) -> Vec<u32> {
    let mut stream = Stream::new(seed, of);
    let mut positions: Vec<u32> = (0..size).collect();
    let count = count.min(size);
    // From the front, so that drawing one more leaves those drawn before as they are: a reserve moves up without a new
    // draw.
    for at in 0..count {
        let chosen = at + stream.below(size - at);
        positions.swap(at as usize, chosen as usize);
    }
    positions.truncate(count as usize);
    positions
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
