#![warn(missing_docs)]
//! `tongbao` turns yearly evaluation records into a versioned static report site.

pub mod charts;
