//! The levels a waterfall passes, the range they span, and the grid behind its columns.

use super::grade::grade_text;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, position, tick};
use super::waterfall::{BOTTOM, Waterfall};

/// The running total before and after each step.
pub(super) fn levels(chart: &Waterfall) -> Vec<(f64, f64)> {
    let mut level = position(chart.start.1);
    chart
        .steps
        .iter()
        .map(|step| {
            let before = level;
            level += position(step.change);
            (before, level)
        })
        .collect()
}

/// The range of the picture: from a round value under the lowest level to the highest one.
pub(super) fn range(chart: &Waterfall) -> Axis {
    let all = || {
        let ends = [position(chart.start.1), position(chart.end.1)];
        levels(chart).into_iter().flat_map(|(a, b)| [a, b]).chain(ends)
    };
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    // The lowest level keeps room for its label under it.
    Axis::new(least - ((most - least) * 0.25).max(1.0), most, (0.0, 1.0))
}

/// Grid, ticks and named threshold lines.
pub(super) fn draw_grid(
    picture: &Picture,
    plot: &Plot,
    chart: &Waterfall,
    y: Axis,
    (left, right): (f32, f32),
) {
    let inside = |value: f64| (y.from..=y.to).contains(&value);
    let lines: Vec<_> = chart.thresholds.iter().filter(|t| inside(position(t.from))).collect();
    for value in y.ticks(8) {
        let at = plot.y(value);
        if lines.iter().any(|line| (plot.y(position(line.from)) - at).abs() < 14.0) {
            continue;
        }
        picture.line(Ink::GRID, (left, at), (right, at));
        if y.from > 0.0 && at > BOTTOM - 30.0 {
            continue;
        }
        picture.label(left - 6.0, at + 4.0, &["t12", "t3", "e"], &tick(value), left - 8.0);
    }
    for line in lines {
        let at = plot.y(position(line.from));
        picture.line(Ink::THRESHOLD, (left, at), (right, at));
        let from = number(line.from);
        let from = from.strip_suffix(".00").unwrap_or(&from);
        picture.label(left - 6.0, at - 2.0, &["b", "e"], from, left - 8.0);
        picture.label(
            left - 6.0,
            at + 13.0,
            &["t12", "e", grade_text(line.grade.place)],
            line.grade.name,
            left - 8.0,
        );
    }
    // The axis does not begin at zero, and says so.
    if y.from > 0.0 {
        let zigzag = [(0.0, -22.0), (6.0, -18.0), (0.0, -14.0), (6.0, -10.0)];
        picture.path(Ink::LEADER, zigzag.map(|(dx, dy)| (left - 16.0 + dx, BOTTOM + dy)), false);
    }
}
