//! A trend for a table cell.

use rust_decimal::Decimal;

use super::plot::Axis;
use super::text::{position, push_px};
use crate::model::escape;

const WIDTH: f32 = 64.0;
const HEIGHT: f32 = 20.0;

/// A line of 64 × 20 px through the values, oldest first, with a dot on the last one; gaps stay gaps.
///
/// `title` says in words what the line shows. The line is hidden from assistive technology: its cell says the same.
pub fn sparkline(values: &[Option<Decimal>], title: &str) -> String {
    let mut out = String::with_capacity(256);
    out.push_str(
        "<svg class=\"spark\" viewBox=\"0 0 64 20\" width=\"64\" height=\"20\" aria-hidden=\"true\"><title>",
    );
    escape(&mut out, title);
    out.push_str("</title>");

    let scores = || values.iter().flatten().copied().map(position);
    let scale = Axis::around(scores(), 0.0, (HEIGHT - 4.0, 4.0));
    let step = (WIDTH - 8.0) / values.len().saturating_sub(1).max(1) as f32;
    let point = |i: usize, value: Decimal| {
        let share = (position(value) - scale.from) / (scale.to - scale.from);
        (4.0 + step * i as f32, scale.px.0 + (scale.px.1 - scale.px.0) * share as f32)
    };

    let mut path = String::new();
    let mut last = None;
    let mut pen_is_down = false;
    for (i, value) in values.iter().enumerate() {
        let Some(value) = value else {
            pen_is_down = false;
            continue;
        };
        let (x, y) = point(i, *value);
        // A value between two gaps is a line without length, which the round cap makes a dot.
        path.push(if pen_is_down { 'L' } else { 'M' });
        push_px(&mut path, x);
        path.push(' ');
        push_px(&mut path, y);
        if !pen_is_down {
            path.push_str("h0");
        }
        pen_is_down = true;
        last = Some((x, y));
    }
    if let Some((x, y)) = last {
        out.push_str("<path d=\"");
        out.push_str(&path);
        out.push_str("\"/><circle cx=\"");
        push_px(&mut out, x);
        out.push_str("\" cy=\"");
        push_px(&mut out, y);
        out.push_str("\" r=\"2\"/>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::check::{self, HARD_VALUES, d};
    use crate::charts::reading::reading;

    #[test]
    fn a_line_with_a_gap_and_a_dot_at_the_end() {
        let values = [Some(d("86.9")), Some(d("88.46")), None, Some(d("90.92"))];
        let svg = sparkline(&values, "四年得分 <升>");
        check::well_formed(&svg);
        assert_eq!(check::count(&svg, "M"), 2);
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for value in HARD_VALUES {
            for values in [
                &[][..],
                &[None],
                &[Some(d(value))],
                &[Some(d(value)); 3],
                &[Some(d(value)), None, Some(d("1"))],
            ] {
                check::well_formed(&sparkline(values, value));
            }
        }
    }
}
