//! What every chart says of itself, and the list of them.

use std::fmt::Debug;
use std::ops::{Deref, DerefMut};

use super::frame::{Frame, Width};
use super::{
    Calendar, ChangeParts, Distribution, Flow, Lift, Multiples, Radar, Ranking, Slope, Strip, TileMap,
    Waterfall, Years,
};

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
}

/// A chart of any kind; it is used as the [`Drawing`] it is.
#[derive(Debug)]
#[allow(missing_docs, reason = "each is told of where it is defined")]
pub enum Chart<'a> {
    Calendar(Calendar<'a>),
    Distribution(Distribution<'a>),
    Flow(Flow<'a>),
    Lift(Lift<'a>),
    Multiples(Multiples<'a>),
    Parts(ChangeParts<'a>),
    Radar(Radar<'a>),
    Ranking(Ranking<'a>),
    Slope(Slope<'a>),
    Strip(Strip<'a>),
    Tiles(TileMap<'a>),
    Trend(Years<'a>),
    Waterfall(Waterfall<'a>),
}

impl<'a> Deref for Chart<'a> {
    type Target = dyn Drawing + 'a;

    fn deref(&self) -> &Self::Target {
        match self {
            Chart::Calendar(chart) => chart,
            Chart::Distribution(chart) => chart,
            Chart::Flow(chart) => chart,
            Chart::Lift(chart) => chart,
            Chart::Multiples(chart) => chart,
            Chart::Parts(chart) => chart,
            Chart::Radar(chart) => chart,
            Chart::Ranking(chart) => chart,
            Chart::Slope(chart) => chart,
            Chart::Strip(chart) => chart,
            Chart::Tiles(chart) => chart,
            Chart::Trend(chart) => chart,
            Chart::Waterfall(chart) => chart,
        }
    }
}

impl DerefMut for Chart<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Chart::Calendar(chart) => chart,
            Chart::Distribution(chart) => chart,
            Chart::Flow(chart) => chart,
            Chart::Lift(chart) => chart,
            Chart::Multiples(chart) => chart,
            Chart::Parts(chart) => chart,
            Chart::Radar(chart) => chart,
            Chart::Ranking(chart) => chart,
            Chart::Slope(chart) => chart,
            Chart::Strip(chart) => chart,
            Chart::Tiles(chart) => chart,
            Chart::Trend(chart) => chart,
            Chart::Waterfall(chart) => chart,
        }
    }
}
