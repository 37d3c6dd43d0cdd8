//! tongbao (通报) turns YAML evaluation records into a versioned static report site.
//!
//! The modules stand in the order of the data; a stage may use anything to its left and nothing to its right:
//! [`model`] → [`diagnostics`] → [`content`] → [`scoring`] → [`history`] → [`attribution`] → [`procedure`] → [`entry`] →
//! [`plausibility`] → [`wording`] → [`charts`] → [`site`] → [`render`] → [`edition`] → [`output`] → [`backup`] →
//! [`pipeline`] → [`cli`]. docs/ARCHITECTURE.md tells the whole way.

// A new method, effect, condition or step has to be thought of wherever one is told from another: a wildcard would let
// it pass and, in `wording`, publish a sentence that is not true. A test may pick what it looks at.
#![cfg_attr(not(test), deny(clippy::wildcard_enum_match_arm))]

// Whoever calls the library meets the modules that warn of what is not documented. In the others a name that says it all
// needs no sentence that says it again.
#[warn(missing_docs)]
pub mod attribution;
pub mod backup;
pub mod charts;
pub mod cli;
pub mod content;
#[warn(missing_docs)]
pub mod diagnostics;
pub mod edition;
#[warn(missing_docs)]
pub mod entry;
#[cfg(test)]
pub(crate) mod fixture;
pub mod history;
#[warn(missing_docs)]
pub mod model;
pub mod output;
#[warn(missing_docs)]
pub mod pipeline;
#[warn(missing_docs)]
pub mod plausibility;
pub mod procedure;
pub mod render;
#[warn(missing_docs)]
pub mod scoring;
pub mod site;
pub mod wording;
