//! Where changes come from: a small waterfall for each subject, its parts one under the other on a shared scale.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{position, signed_to, text_width, tick};

/// The changes of many subjects taken apart.
#[derive(Clone, Debug)]
pub struct ChangeParts<'a> {
    /// What the parts are called, in the order they are drawn.
    pub names: [&'a str; 4],
    pub rows: Vec<ChangeRow<'a>>,
}

/// One subject's change.
#[derive(Clone, Debug)]
pub struct ChangeRow<'a> {
    pub name: &'a str,
    /// Where its name leads.
    pub href: Option<String>,
    /// `89.40 → 92.47`, shown where there is room.
    pub ends: String,
    /// The parts, which add up to the change.
    pub parts: [Decimal; 4],
    pub change: Decimal,
    /// Decimals its numbers are printed with.
    pub decimals: u32,
}

const KEY: f32 = 30.0;
const LANE: f32 = 7.0;
const ROW: f32 = 42.0;

/// The parts' inks: never a grade's.
fn ink(part: usize) -> Ink {
    [Ink::section(1, 6), Ink::MUTED, Ink::section(4, 6), Ink::BONUS][part.min(3)]
}

impl Drawing for ChangeParts<'_> {
    fn name(&self) -> &'static str {
        "change_parts"
    }

    fn draw(&self, frame: &Frame) -> String {
        let bottom = KEY + ROW * self.rows.len() as f32;
        let picture = Picture::with_links(frame, bottom + 22.0);
        let widest = self.rows.iter().map(|row| text_width(row.name, 13.0)).fold(26.0, f32::max);
        let left = (widest + 14.0).min(picture.width * 0.3).round();
        let ends = if frame.width.is_narrow() { 0.0 } else { 120.0 };
        let right = picture.width - 60.0 - ends;
        let levels = self.rows.iter().flat_map(|row| levels(row).map(|(_, after)| after));
        let x = Axis::around(levels.chain([0.0]), 0.02, (left, right));
        let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));

        draw_key(&picture, self);
        for value in x.ticks(if frame.width.is_narrow() { 4 } else { 8 }) {
            let at = plot.x(value);
            picture.line(Ink::GRID, (at, KEY - 6.0), (at, bottom));
            picture.text(at, bottom + 16.0, &["t12", "t3", "m"], &tick(value));
        }
        let zero = plot.x(0.0);
        picture.line(Ink::AXIS, (zero, KEY - 6.0), (zero, bottom));
        for (i, row) in self.rows.iter().enumerate() {
            let top = KEY + ROW * i as f32;
            draw_row(&picture, &plot, self, row, top);
            let baseline = top + 21.0;
            picture.link(row.href.as_deref(), || picture.label(0.0, baseline, &[], row.name, left - 8.0));
            picture.label(picture.width, baseline, &["b", "e"], &signed_to(row.change, row.decimals), 58.0);
            if ends > 0.0 {
                picture.label(picture.width - 64.0, baseline, &["t12", "t2", "e"], &row.ends, ends - 8.0);
            }
        }
        picture.finish()
    }

    fn is_long(&self) -> bool {
        self.rows.len() > 20
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.rows.iter_mut().filter_map(|row| row.href.as_mut()).collect()
    }
}

/// Where each part begins and ends.
fn levels(row: &ChangeRow) -> [(f64, f64); 4] {
    let mut level = 0.0;
    row.parts.map(|part| {
        let before = level;
        level += position(part);
        (before, level)
    })
}

fn draw_row(picture: &Picture, plot: &Plot, chart: &ChangeParts, row: &ChangeRow, top: f32) {
    let first = top + (ROW - 4.0 * LANE) / 2.0 - 2.0;
    for (part, (before, after)) in levels(row).into_iter().enumerate() {
        let (y, from, to) = (first + LANE * part as f32, plot.x(before), plot.x(after));
        if part > 0 {
            picture.line(Ink::LEADER, (from, y - LANE), (from, y + LANE - 1.0));
        }
        if !row.parts[part].is_zero() {
            picture.datum(&[
                row.name,
                " ",
                chart.names[part],
                " ",
                &signed_to(row.parts[part], row.decimals),
            ]);
            picture.rect(ink(part), (from, y), (to, y + LANE - 1.0));
        }
    }
    let end = plot.x(position(row.change));
    picture.datum(&[row.name, " ", &row.ends, " ", &signed_to(row.change, row.decimals)]);
    picture.rect(Ink::SOLID, (end - 1.0, first - 2.0), (end + 1.0, first + 4.0 * LANE + 1.0));
    picture.line(Ink::GRID, (0.0, top + ROW - 2.0), (picture.width, top + ROW - 2.0));
}

/// The parts' names in the order of the lanes.
fn draw_key(picture: &Picture, chart: &ChangeParts) {
    let mut x = 0.0;
    for (part, name) in chart.names.iter().enumerate() {
        picture.rect(ink(part), (x, 5.0), (x + 14.0, 13.0));
        picture.label(x + 19.0, 14.0, &["t12", "t2"], name, 60.0);
        x += text_width(name, 12.0).min(60.0) + 33.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn row<'a>(name: &'a str, parts: [&str; 4], change: &str) -> ChangeRow<'a> {
        ChangeRow {
            name,
            href: Some("a.html".to_owned()),
            ends: "75.00 → 82.10".to_owned(),
            parts: parts.map(d),
            change: d(change),
            decimals: 2,
        }
    }

    const NAMES: [&str; 4] = ["自身变化", "同组变化", "方案变化", "舍入"];

    #[test]
    fn each_part_is_a_bar_that_begins_where_the_last_one_ended() {
        let rows = vec![row("甲", ["12.39", "-5.50", "0.24", "-0.03"], "7.10"), row("乙", ["0"; 4], "0")];
        let svg = ChangeParts { names: NAMES, rows }.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        for title in ["甲 自身变化 +12.39", "甲 同组变化 −5.50", "甲 方案变化 +0.24", "甲 舍入 −0.03"]
        {
            assert_eq!(count(&svg, title), 1, "{title}");
        }
        assert_eq!(count(&svg, "乙 自身变化"), 0, "nothing is drawn for a part that is nothing");
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, name) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|name| (value, name))) {
                for count in [0, 1, 40] {
                    let rows = vec![row(name, [value, "1", value, "-1"], value); count];
                    let chart = ChangeParts { names: [name; 4], rows };
                    check::well_formed(&chart.draw(&frame(width)));
                }
            }
        }
    }
}
