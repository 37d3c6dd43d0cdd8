//! Draws by lot that anyone can repeat: from a seed and a frame always the same units (docs/DRAW.md).
//!
//! In: a seed, frames in their order, how many to take. Out: what is drawn and who moves up. Each group is drawn with a
//! stream of its own, so a frame that changes elsewhere changes nothing here. The same in the browser:
//! `themes/bulletin/assets/draw.js`; both are held by tests/draw-vectors.json.

mod check;
mod counties;
mod order;
mod sample;
mod stream;

pub use check::{Departure, check, departures};
pub use counties::{Share, counties, frame};
pub use order::{draw, order};
pub use sample::{Sampled, sample};
pub use stream::Stream;
