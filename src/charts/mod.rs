//! Charts: plain numbers and labels come in, one SVG string goes out.
//!
//! A chart knows no scheme, record or file. Its input is a small struct of its own: labels in the reader's
//! language, values as exact decimals that become floating point only to be laid out. What it draws follows
//! the bulletin's grammar (title and finding stand in the page, direct labels, one thing emphasised, a shape
//! beside every grade colour) and takes all its colours from the theme through class names; the rules are in
//! the theme's `charts.css`.
//!
//! Whoever shows a chart needs no more than its input, which says how it is drawn (`chart`).
//!
//! Each chart is drawn once for each [`Width`] the page shows, as a layout of its own. No chart panics,
//! whatever the numbers: missing, equal, negative and huge values and long labels are ordinary input.
//!
//! Beneath the charts lie the [plotters](https://docs.rs/plotters) coordinates (`plot`) and our backend for it
//! that writes classes instead of colours (`backend`, `ink`, `picture`), printed numbers and the room labels take
//! (`text`), and the shapes of the grades (`grade`). Some charts have their words or a second layout in a file
//! of their own beside them.

mod backend;
mod calendar;
mod change_parts;
mod chart;
#[cfg(test)]
mod check;
mod dots;
mod flow;
mod frame;
mod grade;
mod grade_distribution;
mod ink;
mod lift;
mod paired_bars;
mod picture;
mod plot;
mod radar_key;
mod ranking_bars;
mod ranking_layout;
#[cfg(test)]
mod reading;
mod score_years;
mod section_radar;
mod slope;
mod small_multiples;
mod sparkline;
mod strip;
mod strip_curve;
mod strip_labels;
mod text;
mod tile_map;
mod waterfall;
mod waterfall_axis;
mod waterfall_rows;
mod waterfall_rule;

pub use calendar::{Calendar, CalendarMark, CalendarRow, CalendarState};
pub use change_parts::{ChangeParts, ChangeRow};
pub use chart::Drawing;
pub use flow::{Flow, Pairing};
pub use frame::{Frame, Width};
pub use grade::{Grade, Threshold, grade_symbols};
pub use grade_distribution::{Distribution, DistributionGroup, DistributionRow};
pub use lift::{Lift, LiftStep};
pub use ranking_bars::{Ranking, RankingPart, RankingRow};
pub use score_years::{YearScore, Years};
pub use section_radar::{Radar, RadarAxis};
pub use slope::{Slope, SlopeLine};
pub use small_multiples::{Multiples, Panel};
pub use sparkline::sparkline;
pub use strip::{Strip, StripSubject};
pub use tile_map::{Tile, TileMap};
pub use waterfall::{StepKind, Waterfall, WaterfallRule, WaterfallStep};
