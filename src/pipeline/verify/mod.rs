//! Verify: every file of an edition against its manifest, then its results, lots, pages and corrections made once more
//! from its own inputs; and what stands around the editions against them.
//!
//! In: a site folder, or an edition that lies anywhere (`alone`). Out: what holds and what does not; faults of an edition
//! are no errors. Nothing is written.

mod alone;
mod beside;
mod edition;
mod recompute;
mod site;
mod verified;

pub use alone::verify_alone;
pub(super) use edition::is_own;
pub use recompute::recompute;
pub use site::{Misplaced, Verification, VerifyError, verify};
pub use verified::{
    Corrected, Engine, Fact, NotCompared, Recomputed, Remade, RemadeFault, SignatureState, Verified,
};
