//! One indicator: what every subject measured, and the curve that turns a measure into a score.
//!
//! Both parts share the x axis. A floor is drawn as the jump it is, with the score before it hollow below.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::dots::{Dot, draw_dots};
use super::frame::Frame;
use super::grade::{Grade, Threshold};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::strip_curve::draw_curve;
use super::strip_labels::{draw_labels, draw_lines, notable};
use super::text::{measure, position, tick};

/// One indicator.
#[derive(Clone, Debug, Default)]
pub struct Strip<'a> {
    /// Every subject with a measure.
    pub subjects: Vec<StripSubject<'a>>,
    /// Unit of the measures, for titles.
    pub unit: String,
    /// The median of the measures.
    pub median: Option<Decimal>,
    pub target: Option<Decimal>,
    /// The scoring curve through points of (measure, score).
    pub curve: Vec<(Decimal, Decimal)>,
    /// Grade lines on the scale of the scores.
    pub thresholds: Vec<Threshold<'a>>,
    /// The full points, where scores are not of a hundred.
    pub of: Option<Decimal>,
    /// Decimals scores are printed with.
    pub decimals: u32,
}

/// One subject's measure.
#[derive(Clone, Copy, Debug)]
pub struct StripSubject<'a> {
    pub name: &'a str,
    /// What was measured.
    pub value: Decimal,
    /// The score, where there is one.
    pub score: Option<Decimal>,
    /// The score before a floor or ceiling, where one applied.
    pub raw: Option<Decimal>,
    /// The grade of the score.
    pub grade: Option<Grade<'a>>,
    /// The target was missed: its dot is a ring.
    pub missed: bool,
}

/// Where the strip's axis lies.
pub(super) const ROW: f32 = 104.0;

/// Where the curve begins and ends.
pub(super) const CURVE: (f32, f32) = (176.0, 416.0);

impl Drawing for Strip<'_> {
    fn name(&self) -> &'static str {
        "strip"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let has_curve = !self.curve.is_empty() || self.subjects.iter().any(|subject| subject.score.is_some());
        let bottom = if has_curve { CURVE.1 } else { ROW };
        let picture = Picture::new(frame, bottom + 26.0);
        let px = if narrow { (34.0, picture.width - 14.0) } else { (64.0, picture.width - 30.0) };
        let marks = [self.median, self.target].into_iter().flatten();
        let values = self.subjects.iter().map(|subject| subject.value).chain(marks);
        let x = Axis::around(values.map(position), 0.06, px);
        let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));

        draw_lines(&picture, &plot, self, bottom);
        if !narrow {
            picture.label(0.0, ROW + 4.5, &["t12", "t2"], "指标值", px.0 - 8.0);
        }
        let crossed: Vec<f32> =
            [self.median, self.target].into_iter().flatten().map(|mark| plot.x(position(mark))).collect();
        let crossed = if has_curve { &crossed[..] } else { &[] };
        draw_axis(&picture, &plot, x, ROW, if narrow { 4 } else { 7 }, crossed);
        draw_labels(&picture, &plot, self);
        draw_subjects(&picture, &plot, self);
        if has_curve {
            draw_axis(&picture, &plot, x, CURVE.1, if narrow { 4 } else { 7 }, &[]);
            draw_curve(&picture, self, x, notable(self));
        }
        picture.finish()
    }
}

fn draw_axis(picture: &Picture, plot: &Plot, x: Axis, y: f32, most: usize, crossed: &[f32]) {
    picture.line(Ink::AXIS, (x.px.0, y), (x.px.1, y));
    for value in x.ticks(most) {
        let at = plot.x(value);
        picture.line(Ink::AXIS, (at, y), (at, y + 5.0));
        // A number under the median's or the target's line would be struck through.
        if crossed.iter().any(|line| (line - at).abs() < 14.0) {
            continue;
        }
        picture.label(
            at,
            y + 20.0,
            &["t12", "t3", "m"],
            &tick(value),
            2.0 * (picture.width - at).min(at).max(12.0),
        );
    }
}

fn draw_subjects(picture: &Picture, plot: &Plot, chart: &Strip) {
    let few = chart.subjects.len() <= 40;
    let value = |subject: &StripSubject| [&measure(subject.value), " ", &chart.unit].concat();
    let dots = chart
        .subjects
        .iter()
        .map(|s| Dot { x: plot.x(position(s.value)), name: s.name, value: value(s), hollow: s.missed })
        .collect();
    draw_dots(picture, dots, ROW, if few { 5.0 } else { 3.0 }, 11.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn subject<'a>(name: &'a str, value: &str, score: &str, raw: Option<&str>) -> StripSubject<'a> {
        let grade = Some(Grade { place: 1, name: "较好" });
        StripSubject { name, value: d(value), score: Some(d(score)), raw: raw.map(d), grade, missed: false }
    }

    #[test]
    fn dots_above_and_the_curve_below_share_the_axis() {
        let subjects = vec![
            subject("深圳", "3400", "100", None),
            subject("广州", "2235.29", "81.1", None),
            subject("江门", "2100", "80", Some("78.4")),
            StripSubject { missed: true, ..subject("肇庆", "1320", "60", None) },
        ];
        let chart = Strip {
            subjects,
            unit: "万元".to_owned(),
            median: Some(d("2167.65")),
            target: Some(d("1800")),
            curve: vec![(d("1320"), d("60")), (d("1800"), d("71.3")), (d("3400"), d("100"))],
            thresholds: vec![Threshold { from: d("80"), grade: Grade { place: 1, name: "较好" } }],
            of: None,
            decimals: 2,
        };
        for width in WIDTHS {
            let svg = chart.draw(&frame(width));
            check::well_formed(&svg);
            assert_eq!(count(&svg, "万元</title>"), 4);
            assert_eq!(count(&svg, "class=\"ln\""), 1);
            assert_eq!((count(&svg, "class=\"tgt\""), count(&svg, "class=\"med\"")), (1, 1));
            assert_eq!(
                count(&svg, "class=\"ring\"><title>江门 78.40"),
                1,
                "the score before the floor: {svg}"
            );
            assert_eq!(count(&svg, "class=\"fg2\"><title>"), 4, "one a subject, on the curve");
        }
        insta::assert_snapshot!(reading(&chart.draw(&frame(Width::Wide))));
    }

    #[test]
    fn nothing_panics() {
        let many: Vec<_> = (0..2000_i64)
            .map(|i| StripSubject { value: Decimal::new(i * i, 1), ..subject("市", "0", "1", None) })
            .collect();
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                let one = subject(label, value, value, Some(value));
                let piece = [(d(value), d(value)), (d("1"), d("2"))];
                let chart = Strip {
                    unit: label.to_owned(),
                    thresholds: vec![
                        Threshold { from: d(value), grade: Grade { place: 99, name: label } };
                        2
                    ],
                    ..Strip::default()
                };
                for subjects in [
                    vec![],
                    vec![one],
                    vec![one; 3],
                    vec![StripSubject { score: None, ..one }, subject(label, "1", "1", None)],
                ] {
                    let bare = Strip { subjects, ..chart.clone() };
                    check::well_formed(&bare.draw(&frame(width)));
                    for points in 0..=2 {
                        let curve = piece[..points].to_vec();
                        let (median, target) = (Some(d(value)), Some(d("3")));
                        let full = Strip { curve, median, target, ..bare.clone() };
                        check::well_formed(&full.draw(&frame(width)));
                    }
                }
                let svg = Strip { subjects: many.clone(), ..chart }.draw(&frame(width));
                check::well_formed(&svg);
                assert!(svg.len() < 64 * 1024, "{}", svg.len());
            }
        }
    }
}
