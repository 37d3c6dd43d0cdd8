//! Where one subject stands in each section: all subjects of the group as dots, a row for each section.

use rust_decimal::Decimal;

use super::dots::{Dot, draw_dots};
use super::frame::Frame;
use super::grade::{Grade, Threshold, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, position, text_width, tick};

/// Positions in a group.
#[derive(Clone, Copy, Debug)]
pub struct DotRows<'a> {
    /// A row for each section.
    pub rows: &'a [DotRow<'a>],
    /// Lines across all rows; those outside the range of the values are left out.
    pub thresholds: &'a [Threshold<'a>],
    /// Names of what is drawn.
    pub words: DotWords<'a>,
}

/// Names of what the rows draw.
#[derive(Clone, Copy, Debug)]
pub struct DotWords<'a> {
    /// The subject: `本市（形状为等次）`.
    pub own: &'a str,
    /// The group's median.
    pub median: &'a str,
    /// The group's best.
    pub best: &'a str,
    /// The other subjects.
    pub others: &'a str,
}

impl Default for DotWords<'_> {
    fn default() -> Self {
        DotWords {
            own: "本市（形状为等次）", median: "中位数", best: "最好", others: "其他市"
        }
    }
}

/// One section.
#[derive(Clone, Copy, Debug)]
pub struct DotRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// The subject's score.
    pub own: Option<Decimal>,
    /// The subject's grade.
    pub grade: Option<Grade<'a>>,
    /// The row stands out: its name is bold and its score takes the grade's colour.
    pub weak: bool,
    /// The other subjects, with their scores.
    pub others: &'a [(&'a str, Decimal)],
    /// The median of the group.
    pub median: Option<Decimal>,
    /// The best score of the group.
    pub best: Option<Decimal>,
}

impl DotRow<'_> {
    fn values(&self) -> impl Iterator<Item = f64> {
        let marks = [self.own, self.median, self.best].into_iter().flatten();
        marks.chain(self.others.iter().map(|(_, value)| *value)).map(position)
    }
}

const TOP: f32 = 26.0;

/// Draws the rows.
pub fn dot_rows(frame: &Frame, chart: &DotRows) -> String {
    let narrow = frame.width.is_narrow();
    let step = if chart.rows.len() > 16 { 28.0 } else { 40.0 };
    let bottom = TOP + step * chart.rows.len() as f32 + 4.0;
    let legend = legend(chart, frame.width.px() - if narrow { 0.0 } else { 120.0 });
    let lines = legend.last().map_or(0.0, |(_, y, _)| y + 20.0);
    let picture = Picture::new(frame, bottom + 26.0 + lines);
    let widest = chart.rows.iter().map(|row| text_width(row.name, 13.0)).fold(52.0, f32::max);
    let left = (widest + 16.0).min(picture.width * 0.3).round();
    let right = picture.width - if narrow { 62.0 } else { 76.0 };
    let x = scale(chart, (left, right));
    let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));

    for value in x.ticks(if narrow { 5 } else { 7 }) {
        let at = plot.x(value);
        picture.line(Ink::GRID, (at, TOP), (at, bottom));
        picture.text(at, bottom + 16.0, &["t12", "t3", "m"], &tick(value));
    }
    draw_thresholds(&picture, &plot, chart, x, bottom);
    for (i, row) in chart.rows.iter().enumerate() {
        draw_row(&picture, &plot, row, &chart.words, TOP + step * (i as f32 + 0.5), left);
    }
    for (i, (x, y, word)) in legend.into_iter().enumerate() {
        draw_legend(&picture, i, (x, bottom + 36.0 + y), word);
    }
    picture.finish()
}

/// Scores up to 100 end there; anything else gets room on both sides.
fn scale(chart: &DotRows, px: (f32, f32)) -> Axis {
    let values = || chart.rows.iter().flat_map(DotRow::values);
    if values().all(|value| (0.0..=100.0).contains(&value)) {
        let least = values().fold(90.0, f64::min);
        return Axis::new(((least - 3.0) / 10.0).floor().max(0.0) * 10.0, 100.0, px);
    }
    Axis::around(values(), 0.05, px)
}

fn draw_thresholds(picture: &Picture, plot: &Plot, chart: &DotRows, x: Axis, bottom: f32) {
    let mut lines: Vec<_> = chart.thresholds.iter().map(|line| (position(line.from), line)).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f32::NEG_INFINITY;
    for (from, line) in lines.into_iter().filter(|(from, _)| (x.from..=x.to).contains(from)) {
        let at = plot.x(from);
        picture.line(Ink::THRESHOLD, (at, TOP - 4.0), (at, bottom));
        let half = text_width(line.grade.name, 12.0) / 2.0;
        if at - half > free {
            picture.label(
                at,
                14.0,
                &["t12", "m", grade_text(line.grade.place)],
                line.grade.name,
                2.0 * (picture.width - at),
            );
            free = at + half + 6.0;
        }
    }
}

fn draw_row(picture: &Picture, plot: &Plot, row: &DotRow, words: &DotWords, y: f32, left: f32) {
    picture.label(0.0, y + 4.5, if row.weak { &["b"] } else { &[] }, row.name, left - 8.0);
    let (least, most) =
        row.values().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    if least < most {
        picture.line(Ink::LEADER, (plot.x(least), y), (plot.x(most), y));
    }
    let dots = row
        .others
        .iter()
        .map(|&(name, value)| Dot { x: plot.x(position(value)), name, value: number(value), hollow: false })
        .collect();
    draw_dots(picture, dots, y, 3.0, 12.0);
    if let Some(median) = row.median {
        let x = plot.x(position(median));
        picture.datum(&[row.name, " ", words.median, " ", &number(median)]);
        picture.line(Ink::MEDIAN, (x, y - 9.0), (x, y + 9.0));
    }
    if let Some(best) = row.best {
        picture.datum(&[row.name, " ", words.best, " ", &number(best)]);
        // The best one itself stands inside the ring.
        let radius = if row.own == Some(best) { 10.0 } else { 5.0 };
        picture.circle(Ink::RING, (plot.x(position(best)), y), radius);
    }
    let own = row.own.map_or_else(|| "–".to_owned(), number);
    if let Some(value) = row.own {
        let (ink, place) = row.grade.map_or((Ink::SOLID, 0), |grade| (Ink::grade(grade.place), grade.place));
        picture.datum(&[row.name, " ", &own, " ", row.grade.map_or("", |grade| grade.name)]);
        picture.shape(ink, place, (plot.x(position(value)), y), 6.3);
    }
    let colour = row.grade.filter(|_| row.weak).map_or("b", |grade| grade_text(grade.place));
    picture.label(picture.width, y + 4.5, &["b", "e", colour], &own, 58.0);
}

/// Where each entry of the legend stands, line by line.
fn legend<'a>(chart: &DotRows<'a>, room: f32) -> Vec<(f32, f32, &'a str)> {
    let words = &chart.words;
    let (mut x, mut y) = (0.0, 0.0);
    [words.own, words.median, words.best, words.others]
        .into_iter()
        .map(|word| {
            let width = text_width(word, 12.0).min(160.0) + 36.0;
            if x > 0.0 && x + width > room {
                (x, y) = (0.0, y + 20.0);
            }
            let at = (x, y, word);
            x += width;
            at
        })
        .collect()
}

fn draw_legend(picture: &Picture, i: usize, (x, y): (f32, f32), word: &str) {
    match i {
        0 => picture.shape(Ink::grade(1), 1, (x + 7.0, y), 5.5),
        1 => picture.line(Ink::MEDIAN, (x + 7.0, y - 7.0), (x + 7.0, y + 7.0)),
        2 => picture.circle(Ink::RING, (x + 7.0, y), 4.5),
        _ => picture.circle(Ink::MUTED, (x + 7.0, y), 3.0),
    }
    picture.label(x + 18.0, y + 4.0, &["t12", "t2"], word, 160.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};

    fn row<'a>(name: &'a str, own: &str, others: &'a [(&'a str, Decimal)]) -> DotRow<'a> {
        let grade = Some(Grade { place: 2, name: "一般" });
        DotRow {
            name,
            own: Some(d(own)),
            grade,
            weak: true,
            others,
            median: Some(d("84.25")),
            best: Some(d("91.4")),
        }
    }

    #[test]
    fn others_are_dots_and_the_best_one_stands_in_its_ring() {
        let others = [("佛山", d("88.3")), ("珠海", d("89.1")), ("深圳", d("91.4"))];
        let rows = [row("劳务协作", "78.5", &others), row("产业合作", "91.4", &others[..2])];
        let lines = [("90", 0), ("80", 1), ("10", 2)]
            .map(|(from, place)| Threshold { from: d(from), grade: Grade { place, name: "等次" } });
        let svg = dot_rows(
            &frame(Width::Wide),
            &DotRows { rows: &rows, thresholds: &lines, words: DotWords::default() },
        );
        check::well_formed(&svg);
        assert_eq!(count(&svg, "class=\"muted\"><title>"), 5);
        assert_eq!(count(&svg, "class=\"fg3\"><title>"), 2);
        assert_eq!(count(&svg, "r=\"10\""), 1);
        assert_eq!(count(&svg, "class=\"thr\""), 2);
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn nothing_panics() {
        let many: Vec<_> = (0..2000).map(|i| ("市", Decimal::new(i, 1))).collect();
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                let others = [(label, d(value)), (label, d("1"))];
                let gap = DotRow { own: None, grade: None, median: None, best: None, ..row(label, "0", &[]) };
                let lines = [Threshold { from: d(value), grade: Grade { place: 99, name: label } }; 2];
                let words = DotWords { own: label, median: label, best: label, others: label };
                for rows in
                    [&[][..], &[gap], &[row(label, value, &others)], &[row(label, value, &others); 20]]
                {
                    check::well_formed(&dot_rows(
                        &frame(width),
                        &DotRows { rows, thresholds: &lines, words },
                    ));
                }
            }
            let rows = [row("多", "78.5", &many)];
            let svg = dot_rows(
                &frame(width),
                &DotRows { rows: &rows, thresholds: &[], words: DotWords::default() },
            );
            check::well_formed(&svg);
            assert!(svg.len() < 64 * 1024, "{}", svg.len());
        }
    }
}
