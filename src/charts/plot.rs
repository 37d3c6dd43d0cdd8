//! Coordinates: plotters' cartesian plane laid over a part of a picture.

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{BoldPoints, Ranged};
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::Rectangle;
use plotters::series::LineSeries;
use plotters::style::{Color, ShapeStyle};

use super::backend::Pen;
use super::ink::Ink;
use super::picture::Picture;

/// A range of values and the pixels it is laid over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    /// Value at the first pixel.
    pub(super) from: f64,
    /// Value at the last pixel; never the same as `from`.
    pub(super) to: f64,
    /// First and last pixel.
    pub(super) px: (f32, f32),
}

impl Axis {
    /// An axis over exactly this range; one without extent is widened, because nothing can be laid over it.
    pub(super) fn new(from: f64, to: f64, px: (f32, f32)) -> Axis {
        let (from, to) = (if from.is_finite() { from } else { 0.0 }, if to.is_finite() { to } else { 1.0 });
        let (from, to) = (from.min(to), from.max(to));
        let least = from.abs().max(to.abs()) * 1e-6;
        if to - from > least { Axis { from, to, px } } else { Axis { from, to: from + least.max(1.0), px } }
    }

    /// An axis around all values, with a share of the range added on both sides.
    pub(super) fn around(values: impl IntoIterator<Item = f64>, share: f64, px: (f32, f32)) -> Axis {
        let (least, most) = values
            .into_iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), v| (least.min(v), most.max(v)));
        if least > most {
            return Axis::new(0.0, 1.0, px);
        }
        let room = ((most - least) * share).max(most.abs().max(least.abs()) * 0.02);
        Axis::new(least - room, most + room, px)
    }

    /// An axis whose values are pixels already.
    pub(super) fn pixels(from: f32, to: f32) -> Axis {
        Axis::new(f64::from(from), f64::from(to), (from, to.max(from + 1.0)))
    }

    fn ranged(&self) -> RangedCoordf64 {
        (self.from..self.to).into()
    }

    fn tenths(&self) -> std::ops::Range<i32> {
        (self.px.0 * 10.0).round() as i32..(self.px.1 * 10.0).round() as i32
    }

    /// At most `most` round values along the axis.
    ///
    /// plotters begins with the power of ten next to the range, found by the platform's logarithm. Where that is off in
    /// its last bit it begins one power lower or higher and comes to the same values, since it then goes up and down
    /// until as many fit as asked for.
    pub(super) fn ticks(&self, most: usize) -> Vec<f64> {
        self.ranged().key_points(BoldPoints(most))
    }
}

/// A plane in a picture. Values outside the axes are drawn at their ends.
pub(super) struct Plot<'p> {
    area: DrawingArea<Pen<'p>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    x: Axis,
    y: Axis,
}

impl<'p> Plot<'p> {
    /// Lays a plane over the picture.
    pub(super) fn new(picture: &'p Picture, x: Axis, y: Axis) -> Plot<'p> {
        let root: DrawingArea<Pen<'p>, Shift> = Pen(picture).into();
        let plane = Cartesian2d::new(x.ranged(), y.ranged(), (x.tenths(), y.tenths()));
        Plot { area: root.apply_coord_spec(plane), x, y }
    }

    /// The pixel of a point.
    pub(super) fn at(&self, x: f64, y: f64) -> (f32, f32) {
        let (x, y) = self.area.map_coordinate(&self.inside((x, y)));
        (x as f32 / 10.0, y as f32 / 10.0)
    }

    /// The pixel column of a value.
    pub(super) fn x(&self, x: f64) -> f32 {
        self.at(x, self.y.from).0
    }

    /// The pixel row of a value.
    pub(super) fn y(&self, y: f64) -> f32 {
        self.at(self.x.from, y).1
    }

    /// A line through the points.
    pub(super) fn line(&self, ink: Ink, points: impl IntoIterator<Item = (f64, f64)>) {
        for path in LineSeries::new(points.into_iter().map(|point| self.inside(point)), stroke(ink)) {
            // Drawing cannot fail: the backend's error type has no values.
            self.area.draw(&path).ok();
        }
    }

    /// A bar between two corners that leaves `gap` pixels free at its right edge.
    pub(super) fn bar(&self, ink: Ink, from: (f64, f64), to: (f64, f64), gap: u32) {
        let mut bar = Rectangle::new([self.inside(from), self.inside(to)], ink.filled());
        bar.set_margin(0, 0, 0, gap * 10);
        self.area.draw(&bar).ok();
    }

    fn inside(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (clamp(x, &self.x), clamp(y, &self.y))
    }
}

fn clamp(value: f64, axis: &Axis) -> f64 {
    if value.is_nan() { axis.from } else { value.clamp(axis.from, axis.to) }
}

fn stroke(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: ink.to_rgba(), filled: false, stroke_width: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Width, check};

    #[test]
    fn values_are_laid_over_pixels_and_kept_inside() {
        let picture = Picture::new(&check::frame(Width::Wide), 100.0);
        let plot =
            Plot::new(&picture, Axis::new(0.0, 100.0, (50.0, 250.0)), Axis::new(0.0, 10.0, (100.0, 0.0)));
        assert_eq!(plot.at(50.0, 0.0), (150.0, 100.0));
        assert_eq!(plot.at(100.0, 10.0), (250.0, 0.0));
        assert_eq!(plot.at(1e30, f64::NAN), (250.0, 100.0));
    }

    #[test]
    fn ticks_are_round_and_few_on_any_axis() {
        assert_eq!(Axis::new(60.0, 100.0, (0.0, 1.0)).ticks(5), [60.0, 70.0, 80.0, 90.0, 100.0]);
        for (from, to) in
            [(0.0, 0.0), (7e28, 7e28), (-7e28, 7e28), (90.0, 90.0 + 1e-12), (1e-28, 2e-28), (f64::NAN, 3.0)]
        {
            let ticks = Axis::new(from, to, (0.0, 1.0)).ticks(5);
            assert!(ticks.len() <= 5, "{from}..{to}: {ticks:?}");
        }
    }
}
