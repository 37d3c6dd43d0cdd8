//! Places or scores of many subjects across the years: a line each, its name at both ends, pushed apart.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::Grade;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{places, position, text_width};

/// Subjects across the years.
#[derive(Clone, Debug, Default)]
pub struct Slope<'a> {
    /// The years as printed, oldest first.
    pub years: Vec<String>,
    pub lines: Vec<SlopeLine<'a>>,
    /// The values are places: whole, and the smallest is the best.
    pub places: bool,
    /// Decimals scores are printed with; places have none.
    pub decimals: u32,
}

/// A subject's place in each year; a year without one breaks the line.
#[derive(Clone, Debug)]
pub struct SlopeLine<'a> {
    pub name: &'a str,
    /// Where its name leads.
    pub href: Option<String>,
    /// Its value and grade in each year.
    pub points: Vec<Option<(Decimal, Option<Grade<'a>>)>>,
    /// Its grade changed: drawn in the colour of the last one.
    pub strong: bool,
}

/// Pixels from one label to the next.
const LABEL: f32 = 19.0;
const TOP: f32 = 36.0;

impl Drawing for Slope<'_> {
    fn name(&self) -> &'static str {
        "slope"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let most = (0..self.years.len())
            .map(|year| self.lines.iter().filter(|line| value(line, year).is_some()).count())
            .max()
            .unwrap_or(0);
        let bottom = TOP + (most as f32 * LABEL * if self.places { 1.1 } else { 1.3 }).max(140.0);
        let picture = Picture::with_links(frame, bottom + 16.0);
        let name = self.lines.iter().map(|line| text_width(line.name, 13.0)).fold(26.0, f32::max);
        let values = self.lines.iter().flat_map(|line| &line.points).flatten().map(|(value, _)| *value);
        let digits = values.clone().map(|value| text_width(&self.printed(value), 13.0));
        let side =
            (name + digits.fold(8.0, f32::max) + 40.0).min(picture.width * if narrow { 0.36 } else { 0.34 });
        let (left, right) = (side, picture.width - side);
        let last = self.years.len().saturating_sub(1);
        let signed = |value: Decimal| if self.places { -position(value) } else { position(value) };
        let y = Axis::around(values.map(signed), 0.02, (bottom, TOP));
        let x = Axis::new(0.0, last.max(1) as f64, (left, right));
        let plot = Plot::new(&picture, x, y);

        let spacing = (right - left) / last.max(1) as f32;
        let every = (44.0 / spacing.max(1.0)).ceil().max(1.0) as usize;
        for (year, label) in self.years.iter().enumerate() {
            let at = plot.x(year as f64);
            picture.line(Ink::GRID, (at, TOP - 12.0), (at, bottom + 8.0));
            if (last - year).is_multiple_of(every) {
                let class = if year == last { "b" } else { "t2" };
                picture.label(at, 14.0, &[class, "m"], label, side.min(spacing * every as f32).max(40.0));
            }
        }
        let level = |line: &SlopeLine, year: usize| value(line, year).map(signed);
        let row = |line: &SlopeLine, year: usize| Some(plot.y(level(line, year)?));
        for line in by_strength(&self.lines) {
            draw_line(&plot, line, &level);
        }
        for line in by_strength(&self.lines) {
            draw_points(&picture, &plot, line, self, &row);
        }
        for (year, at, end) in [(0, left, false), (last, right, true)] {
            if year == last && !end {
                continue;
            }
            let ends: Vec<_> = self.lines.iter().filter_map(|line| Some((row(line, year)?, line))).collect();
            draw_ends(&picture, ends, (year, at, end), (TOP, bottom), self);
        }
        picture.finish()
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.lines.iter_mut().filter_map(|line| line.href.as_mut()).collect()
    }
}

fn value(line: &SlopeLine, year: usize) -> Option<Decimal> {
    line.points.get(year).copied().flatten().map(|(value, _)| value)
}

impl Slope<'_> {
    fn printed(&self, value: Decimal) -> String {
        places(value, if self.places { 0 } else { self.decimals })
    }
}

/// The quiet lines first, so that the strong ones lie over them.
fn by_strength<'l, 'a>(lines: &'l [SlopeLine<'a>]) -> impl Iterator<Item = &'l SlopeLine<'a>> {
    lines.iter().filter(|line| !line.strong).chain(lines.iter().filter(|line| line.strong))
}

fn last_grade<'a>(line: &SlopeLine<'a>) -> Option<Grade<'a>> {
    line.points.iter().rev().flatten().next().and_then(|(_, grade)| *grade)
}

fn draw_line(plot: &Plot, line: &SlopeLine, level: &dyn Fn(&SlopeLine, usize) -> Option<f64>) {
    let ink = match last_grade(line) {
        Some(grade) if line.strong => Ink::grade_line(grade.place),
        _ => Ink::THIN,
    };
    let points: Vec<_> = (0..line.points.len()).map(|year| Some((year as f64, level(line, year)?))).collect();
    for run in points.split(Option::is_none).filter(|run| run.len() > 1) {
        plot.line(ink, run.iter().copied().flatten());
    }
}

fn draw_points(
    picture: &Picture,
    plot: &Plot,
    line: &SlopeLine,
    chart: &Slope,
    row: &dyn Fn(&SlopeLine, usize) -> Option<f32>,
) {
    for (year, label) in chart.years.iter().enumerate() {
        let (Some(y), Some(Some((value, grade)))) = (row(line, year), line.points.get(year)) else {
            continue;
        };
        let (ink, place) = grade.map_or((Ink::MUTED, 0), |grade| (Ink::grade(grade.place), grade.place));
        let (before, after) = if chart.places { ("第", "名 ") } else { ("", " ") };
        let word = grade.map_or("", |grade| grade.name);
        picture.datum(&[line.name, " ", label, " ", before, &chart.printed(*value), after, word]);
        picture.shape(ink, place, (plot.x(year as f64), y), if line.strong { 5.5 } else { 4.5 });
    }
}

/// Names and values at one end, each beside its point or led to it.
fn draw_ends(
    picture: &Picture,
    mut ends: Vec<(f32, &SlopeLine)>,
    (year, at, right): (usize, f32, bool),
    (top, bottom): (f32, f32),
    chart: &Slope,
) {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rows = apart(&ends.iter().map(|(y, _)| *y).collect::<Vec<_>>(), LABEL, (top, bottom));
    let away = |px: f32| if right { at + px } else { at - px };
    let value_end = ends
        .iter()
        .filter_map(|(_, line)| value(line, year))
        .map(|value| text_width(&chart.printed(value), 13.0))
        .fold(8.0, f32::max);
    for ((y, line), label) in ends.into_iter().zip(rows) {
        let Some(value) = value(line, year) else { continue };
        if (label - y).abs() > 3.0 {
            picture.line(Ink::LEADER, (away(8.0), y), (away(20.0), label));
        }
        let weight = if line.strong { "b" } else { "" };
        let classes = |anchor| [weight, anchor].into_iter().filter(|c| !c.is_empty()).collect::<Vec<_>>();
        let (numbers, names) = (away(24.0), away(34.0 + value_end));
        let room = if right { picture.width - names } else { names };
        // Numbers end on one column on either side.
        let numbers = if right { numbers + value_end } else { numbers };
        picture.text(numbers, label + 4.5, &classes("e"), &chart.printed(value));
        // One link a subject is enough for whoever goes through them with the keyboard: the one at the newest year.
        picture.link(line.href.as_deref().filter(|_| right), || {
            picture.label(
                names,
                label + 4.5,
                &classes(if right { "" } else { "e" }),
                line.name,
                room.max(13.0),
            );
        });
    }
}

/// The rows, which ascend, moved so that each lies at least `step` below the one before, as near as may be.
fn apart(rows: &[f32], step: f32, (top, bottom): (f32, f32)) -> Vec<f32> {
    // Rows that touch form a block around the mean of where they belong.
    let mut blocks: Vec<(f32, usize)> = Vec::new();
    let low = |(middle, count): (f32, usize)| middle - step * (count as f32 - 1.0) / 2.0;
    let high = |(middle, count): (f32, usize)| middle + step * (count as f32 - 1.0) / 2.0;
    for &row in rows {
        let mut block = (row, 1);
        while let Some(before) = blocks.last().copied().filter(|before| high(*before) + step > low(block)) {
            blocks.pop();
            let count = before.1 + block.1;
            block = ((before.0 * before.1 as f32 + block.0 * block.1 as f32) / count as f32, count);
        }
        blocks.push(block);
    }
    let mut out = Vec::with_capacity(rows.len());
    for block in blocks {
        (0..block.1).for_each(|i| out.push(low(block) + step * i as f32));
    }
    let mut limit = bottom;
    for row in out.iter_mut().rev() {
        *row = row.min(limit);
        limit = *row - step;
    }
    let mut limit = top;
    for row in &mut out {
        *row = row.max(limit);
        limit = *row + step;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn line<'a>(name: &'a str, values: [Option<&str>; 3], place: usize, strong: bool) -> SlopeLine<'a> {
        let grade = Some(Grade { place, name: "等次" });
        let points = values.map(|value| value.map(|value| (d(value), grade))).to_vec();
        SlopeLine { name, href: Some("a.html".to_owned()), points, strong }
    }

    #[test]
    fn labels_never_touch_and_keep_their_order() {
        for rows in [vec![50.0; 40], (0..20).map(|i| 40.0 + i as f32).collect(), vec![900.0, 900.0], vec![]] {
            let placed = apart(&rows, LABEL, (36.0, 40.0 * LABEL));
            assert_eq!(placed.len(), rows.len());
            assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= LABEL - 0.01), "{placed:?}");
        }
        assert_eq!(apart(&[100.0, 200.0], LABEL, (0.0, 300.0)), [100.0, 200.0], "room enough: nothing moves");
    }

    #[test]
    fn a_year_without_a_place_breaks_the_line() {
        let chart = Slope {
            years: ["2018", "2019", "2020"].map(str::to_owned).to_vec(),
            lines: vec![
                line("广州", [Some("2"), Some("1"), Some("1")], 0, true),
                line("深圳", [Some("1"), None, Some("2")], 1, false),
            ],
            places: true,
            decimals: 2,
        };
        let svg = chart.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        assert_eq!((count(&svg, "class=\"gl1\""), count(&svg, "class=\"thin\"")), (1, 0));
        assert_eq!(count(&svg, ">深圳<"), 2, "its name stands at both ends");
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, name) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|name| (value, name))) {
                for (count, places) in [(0, true), (1, false), (40, true)] {
                    let lines = vec![line(name, [Some(value), None, Some("1")], 99, true); count];
                    for years in [0, 1, 3, 60] {
                        let chart = Slope {
                            years: vec![name.to_owned(); years],
                            lines: lines.clone(),
                            places,
                            decimals: 2,
                        };
                        check::well_formed(&chart.draw(&frame(width)));
                    }
                }
            }
        }
    }
}
