//! What every chart says of itself.

use std::fmt::Debug;

use super::frame::{Frame, Width};
#[cfg(test)]
use super::{Multiples, Waterfall};

/// The input of a chart, which knows how it is drawn.
pub trait Drawing: Debug {
    /// The file in this folder that draws it.
    fn name(&self) -> &'static str;

    /// Draws it in one width.
    fn draw(&self, frame: &Frame) -> String;

    /// The layout it takes where a page is wide.
    fn widest(&self) -> Width {
        Width::Wide
    }

    /// Whether it may take more than a sheet of paper.
    fn is_long(&self) -> bool {
        false
    }

    /// Where its marks and names lead.
    fn links(&mut self) -> Vec<&mut String> {
        Vec::new()
    }

    /// The panels that it is, for tests that look at what a page has drawn.
    #[cfg(test)]
    fn multiples(&self) -> Option<&Multiples<'_>> {
        None
    }

    /// The waterfall that it is, for the same.
    #[cfg(test)]
    fn waterfall(&self) -> Option<&Waterfall<'_>> {
        None
    }
}
