//! One subject's sections against the median and the best of its group, around a circle.
//!
//! Below three axes, or above twelve, a circle says nothing: the same values are drawn as paired bars.

use std::f64::consts::TAU;

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::{Frame, Width};
use super::grade::{Grade, grade_text};
use super::ink::Ink;
use super::paired_bars::paired_bars;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::radar_key::{draw_legend, draw_list};
use super::text::{number, position, scored, tick};

/// Sections of one subject.
#[derive(Clone, Debug)]
pub struct Radar<'a> {
    /// One axis a section.
    pub axes: Vec<RadarAxis<'a>>,
    /// What the subject is called: `本市`.
    pub own: &'a str,
}

/// The marks of the group.
pub(super) const MEDIAN: &str = "中位数";
pub(super) const BEST: &str = "最好";

/// An axis of the radar, or a pair of bars where there are too few for one.
#[derive(Clone, Copy, Debug)]
pub struct RadarAxis<'a> {
    pub name: &'a str,
    /// The subject's score.
    pub own: Option<Decimal>,
    /// The subject's grade, which gives the mark its shape.
    pub grade: Option<Grade<'a>>,
    /// The median of the group.
    pub median: Option<Decimal>,
    /// The best of the group.
    pub best: Option<Decimal>,
    /// The section's full points, where its values are not of a hundred.
    pub of: Option<Decimal>,
}

impl RadarAxis<'_> {
    /// Where a value lies, of a hundred: all axes are equally long.
    pub(super) fn level(&self, value: Decimal) -> f64 {
        self.of.map_or(position(value), |of| position(value) * 100.0 / position(of).max(f64::MIN_POSITIVE))
    }

    /// A value as it is printed.
    pub(super) fn told(&self, value: Decimal) -> String {
        scored(value, 2, self.of)
    }
}

impl Drawing for Radar<'_> {
    fn name(&self) -> &'static str {
        "section_radar"
    }

    fn draw(&self, frame: &Frame) -> String {
        let count = self.axes.len();
        if !(3..=12).contains(&count) {
            return paired_bars(frame, self);
        }
        // Where labels would crowd, the circle keeps the own values and a list under it holds the rest.
        let compact = frame.width.is_narrow() || (frame.width == Width::Half && count > 6);
        let radius = match frame.width {
            Width::Wide if count > 8 => 168.0,
            Width::Wide => 140.0,
            Width::Half => 124.0,
            Width::Narrow => 100.0,
        };
        let above = if compact { 54.0 } else { 71.0 };
        let list = if compact { 22.0 * (count as f32 + 1.0) + 14.0 } else { 0.0 };
        let circle = 2.0 * (radius + above);
        let picture = Picture::new(frame, circle + 30.0 + list);
        let centre = (picture.width / 2.0, radius + above);
        let plot = Plot::new(
            &picture,
            Axis::new(-1.0, 1.0, (centre.0 - radius, centre.0 + radius)),
            Axis::new(-1.0, 1.0, (centre.1 - radius, centre.1 + radius)),
        );
        let scale = scale(self);
        let web = Web { plot: &plot, scale, count };
        web.draw_grid(&picture);
        web.draw_values(&picture, self);
        for (i, axis) in self.axes.iter().enumerate() {
            label(&picture, axis, compact, web.direction(i), centre, radius + 14.0);
        }
        draw_legend(&picture, self.own, circle + 16.0);
        if compact {
            draw_list(&picture, self, circle + 52.0);
        }
        picture.finish()
    }

    /// A circle needs no more, and leaves room for another picture beside it.
    fn widest(&self) -> Width {
        Width::Half
    }
}

/// The scale from the centre to the rim: scores up to 100 end there, anything else fills the circle.
pub(super) fn scale(radar: &Radar) -> Axis {
    let all = |axis: &RadarAxis| [axis.own, axis.median, axis.best].map(|value| Some(axis.level(value?)));
    let values = || radar.axes.iter().flat_map(all).flatten();
    let around = Axis::around(values(), 0.1, (0.0, 1.0));
    if values().all(|value| (0.0..=100.0).contains(&value)) {
        let least = values().fold(100.0, f64::min);
        return Axis::new((((least - 5.0) / 10.0).floor() * 10.0).max(0.0), 100.0, (0.0, 1.0));
    }
    around
}

/// The axes of the circle.
struct Web<'a> {
    plot: &'a Plot<'a>,
    scale: Axis,
    count: usize,
}

impl Web<'_> {
    /// Direction of an axis; the first points up, the others follow clockwise.
    fn direction(&self, i: usize) -> (f64, f64) {
        let (sin, cos) = libm::sincos(TAU * i as f64 / self.count as f64);
        (sin, -cos)
    }

    fn at(&self, i: usize, value: f64) -> (f32, f32) {
        let share = ((value - self.scale.from) / (self.scale.to - self.scale.from)).clamp(0.0, 1.0);
        let (x, y) = self.direction(i);
        self.plot.at(x * share, y * share)
    }

    fn draw_grid(&self, picture: &Picture) {
        for value in self.scale.ticks(5).into_iter().filter(|&value| value > self.scale.from) {
            picture.path(Ink::GRID, (0..self.count).map(|i| self.at(i, value)), true);
        }
        for i in 0..self.count {
            picture.line(Ink::GRID, self.plot.at(0.0, 0.0), self.at(i, self.scale.to));
        }
    }

    fn draw_scale(&self, picture: &Picture) {
        for value in self.scale.ticks(5) {
            let (x, y) = self.at(0, value);
            picture.text(x - 7.0, y + 4.0, &["t12", "t3", "e", "halo"], &tick(value));
        }
    }

    fn draw_values(&self, picture: &Picture, radar: &Radar) {
        self.draw_round(
            picture,
            Ink::AREA,
            Ink::LINE,
            radar.axes.iter().map(|axis| Some(axis.level(axis.own?))),
        );
        self.draw_round(
            picture,
            Ink::MEDIAN,
            Ink::MEDIAN,
            radar.axes.iter().map(|axis| Some(axis.level(axis.median?))),
        );
        self.draw_scale(picture);
        let name = |axis: &RadarAxis, what: &str, value: Decimal| {
            picture.datum(&[axis.name, " ", what, " ", &axis.told(value)]);
        };
        for (i, axis) in radar.axes.iter().enumerate() {
            if let Some(best) = axis.best {
                name(axis, BEST, best);
                picture.circle(Ink::RING, self.at(i, axis.level(best)), 4.5);
            }
            if let Some(median) = axis.median {
                name(axis, MEDIAN, median);
                picture.circle(Ink::SOLID, self.at(i, axis.level(median)), 2.0);
            }
            if let Some(own) = axis.own {
                name(axis, radar.own, own);
                let (ink, place) =
                    axis.grade.map_or((Ink::section(1, 6), 0), |g| (Ink::grade(g.place), g.place));
                picture.shape(ink, place, self.at(i, axis.level(own)), 6.0);
            }
        }
    }

    /// A closed figure through all values; where some are missing, lines between neighbours that exist.
    fn draw_round(
        &self,
        picture: &Picture,
        whole: Ink,
        parts: Ink,
        values: impl Iterator<Item = Option<f64>>,
    ) {
        let points: Vec<_> = values.enumerate().map(|(i, v)| v.map(|v| self.at(i, v))).collect();
        if points.iter().all(Option::is_some) {
            picture.path(whole, points.into_iter().flatten(), true);
            return;
        }
        for (i, from) in points.iter().enumerate() {
            if let (Some(from), Some(to)) = (from, points[(i + 1) % points.len()]) {
                picture.path(parts, [*from, to], false);
            }
        }
    }
}

/// The name of an axis and its values, outside the rim.
fn label(
    picture: &Picture,
    axis: &RadarAxis,
    compact: bool,
    direction: (f64, f64),
    centre: (f32, f32),
    radius: f32,
) {
    let (x, y) = (centre.0 + direction.0 as f32 * radius, centre.1 + direction.1 as f32 * radius);
    let (anchor, room) = match direction.0 {
        right if right > 0.2 => (None, picture.width - x),
        left if left < -0.2 => (Some("e"), x),
        _ => (Some("m"), 2.0 * x.min(picture.width - x)),
    };
    // What a circle has no room for stands in the list under it.
    let told = |value| if compact { number(value) } else { axis.told(value) };
    let own = axis.own.map_or_else(|| "–".to_owned(), told);
    let own = axis.grade.map_or(own.clone(), |grade| format!("{own} {}", grade.name));
    let colour = axis.grade.map_or("b", |grade| grade_text(grade.place));
    let group = group_values(axis);
    let lines: [(&[&str], &str); 3] = [(&[], axis.name), (&["b", colour], &own), (&["t12", "t2"], &group)];
    let lines = &lines[..if compact { 2 } else { 3 }];
    let height = 17.0 * lines.len() as f32;
    let mut baseline = y - height / 2.0 + direction.1 as f32 * height / 2.0 + 13.0;
    for (classes, text) in lines {
        let classes: Vec<_> = classes.iter().copied().chain(anchor).collect();
        picture.label(x, baseline, &classes, text, room);
        baseline += 17.0;
    }
}

/// `中位数 89.20　最好 95.00`, as far as there are values.
fn group_values(axis: &RadarAxis) -> String {
    [(MEDIAN, axis.median), (BEST, axis.best)]
        .iter()
        .filter_map(|(word, value)| value.map(|value| format!("{word} {}", number(value))))
        .collect::<Vec<_>>()
        .join("　")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn axis<'a>(name: &'a str, own: &str) -> RadarAxis<'a> {
        let grade = Some(Grade { place: 2, name: "一般" });
        RadarAxis { name, own: Some(d(own)), grade, median: Some(d("88.2")), best: Some(d("97")), of: None }
    }

    #[test]
    fn each_axis_has_three_marks_and_its_values_are_printed() {
        let axes = vec![axis("组织领导", "92"), axis("人才支援", "91"), axis("劳务协作", "78.5")];
        let radar = Radar { axes, own: "本市" };
        for width in WIDTHS {
            let svg = radar.draw(&frame(width));
            check::well_formed(&svg);
            assert_eq!(count(&svg, "class=\"fg3\"><title>"), 3);
            assert_eq!(count(&svg, "class=\"ring\"><title>"), 3);
            for value in ["78.50 一般", "88.20", "97.00"] {
                assert!(svg.contains(value), "{width:?} {value}: {svg}");
            }
        }
        insta::assert_snapshot!(reading(&radar.draw(&frame(Width::Half))));
    }

    #[test]
    fn few_axes_become_bars() {
        for axes in [vec![axis("甲", "92"), axis("乙", "60")], vec![axis("甲", "92"); 13]] {
            let most = axes.len();
            let svg = Radar { axes, own: "本市" }.draw(&frame(Width::Wide));
            assert!(!svg.contains("class=\"area\"><title>"), "{svg}");
            assert_eq!(count(&svg, "class=\"fg3\"><title>"), most);
        }
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                let one = axis(label, value);
                let gap =
                    RadarAxis { own: None, grade: None, median: None, best: None, of: None, name: label };
                for count in [0, 1, 2, 3, 12, 13] {
                    let mut axes = vec![one; count];
                    check::well_formed(&Radar { axes: axes.clone(), own: label }.draw(&frame(width)));
                    axes.push(gap);
                    check::well_formed(&Radar { axes: axes.clone(), own: label }.draw(&frame(width)));
                }
            }
        }
    }
}
