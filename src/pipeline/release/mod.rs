//! Release: a year's draft becomes the next version, rendered with the version's mark, sealed, and stored together
//! with a site that knows of it, in one step.
//!
//! In: the content as it lies on the desk, and how it is released. Out: an edition that never changes again, a line of
//! the register, and the site around it; or every reason against it, and nothing is written.

mod facts;
mod freeze;
mod refusals;
mod run;

pub use refusals::Refusal;
pub use run::{ReleaseError, ReleaseRequest, Released, release};
