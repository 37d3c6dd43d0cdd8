//! What would lift a result: the points each indicator lost, laid end to end against the distance to the next grade.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{Grade, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{figure, number, position, signed, text_width};

/// What would lift a result.
#[derive(Clone, Debug)]
pub struct Lift<'a> {
    /// The indicators, in the order they are added.
    pub steps: Vec<LiftStep<'a>>,
    /// Points the result lacks to the next grade.
    pub lacks: Decimal,
    /// That grade.
    pub grade: Grade<'a>,
}

/// A step that could lift the result, with what it would add.
#[derive(Clone, Debug)]
pub struct LiftStep<'a> {
    pub name: &'a str,
    /// Its own score now.
    pub score: Option<Decimal>,
    /// Its full score.
    pub full: Decimal,
    /// Points of the total it would add at full score.
    pub gain: Decimal,
}

const TOP: f32 = 34.0;

impl Drawing for Lift<'_> {
    fn name(&self) -> &'static str {
        "lift"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let row = if narrow { 44.0 } else { 30.0 };
        let bottom = TOP + row * self.steps.len() as f32;
        let picture = Picture::new(frame, bottom + 14.0);
        let left = if narrow { 0.0 } else { (picture.width * 0.42).round() };
        let total: f64 = self.steps.iter().map(|step| position(step.gain)).sum();
        let lacks = position(self.lacks);
        let x = Axis::new(0.0, total.max(lacks), (left, picture.width - 56.0));
        let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));

        let line = plot.x(lacks);
        let name = format!("{} 差{}", self.grade.name, number(self.lacks));
        let class = grade_text(self.grade.place);
        let half = text_width(&name, 12.0) / 2.0;
        picture.line(Ink::THRESHOLD, (line, 20.0), (line, bottom));
        let middle =
            line.clamp(half.min(picture.width / 2.0), (picture.width - half).max(picture.width / 2.0));
        picture.label(middle, 14.0, &["t12", class, "m"], &name, picture.width);
        picture.line(Ink::AXIS, (left, 24.0), (left, bottom));
        let mut from = 0.0;
        for (at, step) in self.steps.iter().enumerate() {
            let top = TOP + row * at as f32;
            let (bar, text) = if narrow { (top + 22.0, top + 12.0) } else { (top + 4.0, top + 17.0) };
            let to = from + position(step.gain);
            let score = step
                .score
                .map_or_else(String::new, |score| format!("{} → {}", number(score), figure(step.full)));
            let room = text_width(&score, 12.0) + 12.0;
            let end = if narrow { picture.width } else { left - 10.0 };
            picture.label(0.0, text, &["halo"], step.name, end - room);
            picture.text(end, text, &["t12", "t2", "e", "halo"], &score);
            let needed = from < lacks;
            picture.datum(&[step.name, " ", &signed(step.gain)]);
            let ink = if needed { Ink::section(1, 6) } else { Ink::section(4, 6) };
            picture.rect(ink, (plot.x(from), bar), (plot.x(to), bar + 16.0));
            let weight = if needed { "b" } else { "t2" };
            picture.text(plot.x(to) + 6.0, bar + 13.0, &[weight, "halo"], &signed(step.gain));
            from = to;
        }
        picture.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    #[test]
    fn steps_that_are_needed_stand_out() {
        let steps = [("劳务协作", "1.50"), ("资金支持", "1.20"), ("产业合作", "0.80")]
            .map(|(name, gain)| LiftStep { name, score: Some(d("70")), full: d("100"), gain: d(gain) })
            .to_vec();
        let chart = Lift { steps, lacks: d("2.4"), grade: Grade { place: 0, name: "好" } };
        let svg = chart.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        assert_eq!((count(&svg, "class=\"fs2\""), count(&svg, "class=\"fs5\"")), (2, 1));
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, name) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|name| (value, name))) {
                for count in [0, 1, 30] {
                    let step = LiftStep { name, score: Some(d(value)), full: d("100"), gain: d(value) };
                    let grade = Grade { place: 99, name };
                    let chart = Lift { steps: vec![step; count], lacks: d(value), grade };
                    check::well_formed(&chart.draw(&frame(width)));
                }
            }
        }
    }
}
