//! One subject's score over the years, each point in the shape of its grade.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{Grade, Threshold, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, position, scored, text_width, tick};

/// Scores over the years.
#[derive(Clone, Debug)]
pub struct Years<'a> {
    /// The years, oldest first; the last one stands out.
    pub years: Vec<YearScore<'a>>,
    /// Lines across the picture; those far from every score are left out.
    pub thresholds: Vec<Threshold<'a>>,
    /// The full points, where scores are not of a hundred.
    pub of: Option<Decimal>,
}

/// One year.
#[derive(Clone, Debug)]
pub struct YearScore<'a> {
    /// The year as printed.
    pub year: String,
    /// The score; none leaves a gap in the line.
    pub score: Option<Decimal>,
    /// The grade, which gives the point its shape.
    pub grade: Option<Grade<'a>>,
    /// Place of that year, as printed under the year: `第4 / 10`.
    pub place: Option<String>,
}

/// How far from the nearest score a threshold may be and still be shown.
const NEAR: f64 = 12.0;

impl Drawing for Years<'_> {
    fn name(&self) -> &'static str {
        "score_years"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let (top, bottom) = (24.0, if narrow { 184.0 } else { 208.0 });
        let scores = || self.years.iter().filter_map(|year| year.score.map(position));
        let near: Vec<&Threshold> = self
            .thresholds
            .iter()
            .filter(|threshold| scores().any(|score| (score - position(threshold.from)).abs() <= NEAR))
            .collect();
        let names = near.iter().map(|t| text_width(&threshold_name(t), 12.0)).fold(0.0, f32::max);
        let (left, right) = (44.0, frame.width.px() - (names + 8.0).clamp(8.0, 96.0));
        let spacing = Spacing::of(&self.years, right - left);
        let picture = Picture::new(frame, bottom + if spacing.staggered { 60.0 } else { 44.0 });
        let y = Axis::around(scores().chain(near.iter().map(|t| position(t.from))), 0.12, (bottom, top));
        let x = Axis::new(-0.5, self.years.len().max(1) as f64 - 0.5, (left, right));
        let plot = Plot::new(&picture, x, y);

        for value in if scores().next().is_some() { y.ticks(5) } else { Vec::new() } {
            if near.iter().all(|threshold| (position(threshold.from) - value).abs() > f64::EPSILON) {
                plot.line(Ink::GRID, [(x.from, value), (x.to, value)]);
            }
            picture.label(left - 8.0, plot.y(value) + 4.0, &["t12", "t3", "e"], &tick(value), left - 8.0);
        }
        for threshold in near {
            let value = position(threshold.from);
            plot.line(Ink::THRESHOLD, [(x.from, value), (x.to, value)]);
            let class = grade_text(threshold.grade.place);
            picture.label(
                right + 6.0,
                plot.y(value) + 4.0,
                &["t12", class],
                &threshold_name(threshold),
                picture.width - right - 6.0,
            );
        }
        picture.line(Ink::AXIS, (left, bottom), (right, bottom));
        draw_lines(&plot, &self.years);
        draw_points(&picture, &plot, self, bottom, &spacing);
        picture.finish()
    }
}

fn threshold_name(threshold: &Threshold) -> String {
    let from = number(threshold.from);
    format!("{} {}", threshold.grade.name, from.strip_suffix(".00").unwrap_or(&from))
}

/// A line through each run of years with a score.
fn draw_lines(plot: &Plot, years: &[YearScore]) {
    let points: Vec<_> =
        years.iter().enumerate().map(|(i, year)| (i as f64, year.score.map(position))).collect();
    for run in points.split(|(_, score)| score.is_none()).filter(|run| run.len() > 1) {
        plot.line(Ink::LINE, run.iter().filter_map(|&(i, score)| Some((i, score?))));
    }
}

/// How the years share the axis.
struct Spacing {
    /// Pixels from one labelled year to the next.
    room: f32,
    /// Every how many years one is labelled, counted from the last.
    every: usize,
    /// Places are set in two rows, in turns, because one row would not hold them.
    staggered: bool,
}

impl Spacing {
    fn of(years: &[YearScore], width: f32) -> Spacing {
        let room = width / years.len().max(1) as f32;
        let widest = |text: fn(&YearScore) -> f32, least| years.iter().map(text).fold(least, f32::max) + 4.0;
        let every = (widest(|year| text_width(&year.year, 13.0), 34.0) / room).ceil().max(1.0);
        let places = widest(|year| text_width(year.place.as_deref().unwrap_or_default(), 12.0), 0.0);
        Spacing { room: room * every, every: every as usize, staggered: places > room * every }
    }
}

fn draw_points(picture: &Picture, plot: &Plot, chart: &Years, bottom: f32, spacing: &Spacing) {
    let years = &chart.years;
    for (i, year) in years.iter().enumerate() {
        let back = years.len() - 1 - i;
        let (last, labelled) = (back == 0, back.is_multiple_of(spacing.every));
        let x = plot.x(i as f64);
        if labelled {
            let lower = spacing.staggered && (back / spacing.every) % 2 == 1;
            let (baseline, room) = (bottom + if lower { 55.0 } else { 39.0 }, spacing.room);
            let place_room = if spacing.staggered { 2.0 * room } else { room };
            picture.line(Ink::AXIS, (x, bottom), (x, bottom + 5.0));
            picture.label(x, bottom + 21.0, if last { &["b", "m"] } else { &["m"] }, &year.year, room);
            picture.label(
                x,
                baseline,
                &["t12", "t2", "m"],
                year.place.as_deref().unwrap_or_default(),
                place_room,
            );
        }
        let Some(score) = year.score else {
            picture.text(x, bottom - 8.0, &["t12", "t3", "m"], "–");
            continue;
        };
        let (_, y) = plot.at(i as f64, position(score));
        let (ink, place) = year.grade.map_or((Ink::SOLID, 0), |grade| (Ink::grade(grade.place), grade.place));
        let text = scored(score, 2, chart.of);
        picture.datum(&[&year.year, " ", &text, " ", year.grade.map_or("", |grade| grade.name)]);
        picture.shape(ink, place, (x, y), if last { 7.5 } else { 6.0 });
        if labelled {
            let classes: &[&str] = if last { &["b", "m", "halo", "t15"] } else { &["m", "halo"] };
            picture.label(x, y - 13.0, classes, &text, spacing.room.max(60.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn year(year: &str, score: Option<&str>) -> YearScore<'static> {
        let grade = Some(Grade { place: 1, name: "较好" });
        YearScore { year: year.to_owned(), score: score.map(d), grade, place: Some("第4 / 10".to_owned()) }
    }

    #[test]
    fn a_missing_year_is_a_gap() {
        let years = [
            ("2015", Some("86")),
            ("2016", Some("87")),
            ("2017", None),
            ("2018", Some("88.46")),
            ("2019", Some("90.92")),
        ]
        .map(|(name, score)| year(name, score))
        .to_vec();
        let thresholds = [("90", 0), ("80", 1), ("60", 2)]
            .map(|(from, place)| Threshold { from: d(from), grade: Grade { place, name: "等次" } })
            .to_vec();
        let svg = Years { years, thresholds, of: None }.draw(&frame(Width::Half));
        check::well_formed(&svg);
        assert_eq!(count(&svg, "class=\"ln\""), 2);
        assert_eq!(count(&svg, "class=\"fg2\"><title>"), 4);
        assert_eq!(count(&svg, "class=\"thr\""), 2, "the line at 60 is far away");
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                let one = YearScore { place: Some(label.to_owned()), ..year(label, Some(value)) };
                let lines = vec![Threshold { from: d(value), grade: Grade { place: 99, name: label } }; 2];
                for years in [
                    vec![],
                    vec![one.clone()],
                    vec![one.clone(), year(label, None)],
                    vec![one; 90],
                    vec![year(label, None); 3],
                ] {
                    check::well_formed(
                        &Years { years, thresholds: lines.clone(), of: None }.draw(&frame(width)),
                    );
                }
            }
        }
    }
}
