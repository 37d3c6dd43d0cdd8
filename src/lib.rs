//! skeleton
#![warn(missing_docs)]

pub mod output;
