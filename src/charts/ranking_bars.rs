//! Subjects by rank: one bar each, stacked by what every section contributes.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{Grade, Threshold, grade_text, text_on_grade};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::ranking_layout::{Columns, Head, draw_thresholds};
use super::text::{number, position, push_integer, scored, text_width, wrap};

/// A ranking.
#[derive(Clone, Debug)]
pub struct Ranking<'a> {
    /// Names of the sections, in the order the bars are stacked; none for plain bars.
    pub sections: Vec<&'a str>,
    /// The subjects, best first. A picture stays readable up to about 200; pass longer lists in parts.
    pub rows: Vec<RankingRow<'a>>,
    /// Lines across all bars.
    pub thresholds: Vec<Threshold<'a>>,
    /// The score a full bar stands for, commonly 100.
    pub full: Decimal,
    /// The points scores are printed with, where they are not of a hundred.
    pub of: Option<Decimal>,
}

/// One subject of a ranking.
#[derive(Clone, Debug)]
pub struct RankingRow<'a> {
    /// Its place, where it has one.
    pub rank: Option<u32>,
    pub name: &'a str,
    /// Where its name leads.
    pub href: Option<String>,
    /// The published score, where there is one.
    pub score: Option<Decimal>,
    /// Decimals it is printed with.
    pub decimals: u32,
    /// The grade, where there is one.
    pub grade: Option<Grade<'a>>,
    /// What each section contributes; empty for a plain bar as long as the score.
    pub parts: Vec<RankingPart<'a>>,
    /// What was added above the sections, drawn in outline; zero for none.
    pub bonus: Decimal,
    /// Change of place against the year before, in words: `升2位`.
    pub change: Option<String>,
    /// A sentence under the bar that explains its place.
    pub note: Option<String>,
}

/// What one section contributes to a bar.
#[derive(Clone, Copy, Debug)]
pub struct RankingPart<'a> {
    /// Points of the whole, which is the length drawn.
    pub contribution: Decimal,
    /// The section's own score, where it has one.
    pub score: Option<Decimal>,
    /// Decimals it is printed with.
    pub decimals: u32,
    /// The section's full points, where it has some of its own.
    pub of: Option<Decimal>,
    /// The section's grade where it is below and should stand out.
    pub weak: Option<Grade<'a>>,
}

const NOTE_LINE: f32 = 17.0;

impl Drawing for Ranking<'_> {
    fn name(&self) -> &'static str {
        "ranking_bars"
    }

    fn draw(&self, frame: &Frame) -> String {
        let columns = Columns::of(self, frame.width);
        let left = columns.bars.0;
        let notes: Vec<_> = self
            .rows
            .iter()
            .map(|row| wrap(row.note.as_deref().unwrap_or_default(), columns.score - left, 12.0, 2))
            .collect();
        let head = Head::of(self, &columns, frame.width);
        let top = head.height + 6.0;
        let lines = notes.iter().map(Vec::len).sum::<usize>();
        let bottom = top + columns.step * self.rows.len() as f32 + NOTE_LINE * lines as f32 + 4.0;
        let height = bottom + if self.thresholds.is_empty() { 0.0 } else { 18.0 };
        let has_links = self.rows.iter().any(|row| row.href.is_some());
        let picture =
            if has_links { Picture::with_links(frame, height) } else { Picture::new(frame, height) };

        let totals = self.rows.iter().map(total);
        let x = Axis::new(0.0, totals.fold(position(self.full), f64::max), columns.bars);
        let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));
        head.draw(&picture, &plot, self, &columns);

        let mut y = top;
        for (row, note) in self.rows.iter().zip(&notes) {
            let middle = y + columns.step / 2.0;
            draw_bar(&picture, &plot, self, row, middle, columns.bar);
            draw_columns(&picture, row, &columns, self.of, middle + 4.5);
            y += columns.step;
            for line in note {
                picture.text(left, y + 9.0, &["t12", "t2", "halo"], line);
                y += NOTE_LINE;
            }
        }
        draw_thresholds(&picture, &plot, &self.thresholds, top, bottom);
        picture.finish()
    }

    fn is_long(&self) -> bool {
        self.rows.len() > 25
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.rows.iter_mut().filter_map(|row| row.href.as_mut()).collect()
    }
}

/// How far the bar of a row reaches.
fn total(row: &RankingRow) -> f64 {
    let parts = row.parts.iter().map(|part| position(part.contribution).max(0.0)).sum::<f64>();
    let body = if row.parts.is_empty() { position(row.score.unwrap_or_default()) } else { parts };
    body.max(0.0) + position(row.bonus).max(0.0)
}

fn draw_bar(picture: &Picture, plot: &Plot, ranking: &Ranking, row: &RankingRow, middle: f32, height: f32) {
    let (top, bottom) = (f64::from(middle - height / 2.0), f64::from(middle + height / 2.0));
    let mut from = 0.0;
    for (i, part) in row.parts.iter().enumerate() {
        let to = from + position(part.contribution).max(0.0);
        let section = ranking.sections.get(i).copied().unwrap_or_default();
        let score = part.score.map(|score| scored(score, part.decimals, part.of)).unwrap_or_default();
        let share = number(part.contribution);
        picture.datum(&[row.name, " ", section, " ", &score, "，贡献 ", &share]);
        let ink = part.weak.map_or(Ink::section(i, ranking.sections.len()), |grade| Ink::grade(grade.place));
        plot.bar(ink, (from, top), (to, bottom), 1);
        if let Some(weak) = part.weak {
            draw_weak(picture, (plot.x(from), plot.x(to)), middle, weak, &score);
        }
        from = to;
    }
    if let (true, Some(score)) = (row.parts.is_empty(), row.score) {
        from = (position(score) - position(row.bonus).max(0.0)).max(0.0);
        let grade = row.grade.map_or("", |grade| grade.name);
        picture.datum(&[row.name, " ", &scored(score, row.decimals, ranking.of), " ", grade]);
        plot.bar(Ink::section(2, 6), (0.0, top), (from, bottom), 0);
    }
    if row.bonus > Decimal::ZERO {
        picture.datum(&[row.name, " 加分 ", &number(row.bonus)]);
        plot.bar(Ink::BONUS, (from, top + 1.0), (from + position(row.bonus), bottom - 1.0), 0);
    }
}

/// The shape of a weak section inside its part of the bar, with the score where there is room.
fn draw_weak(picture: &Picture, (from, to): (f32, f32), middle: f32, weak: Grade, score: &str) {
    let (class, room) = (text_on_grade(weak.place), to - from);
    let words = text_width(score, 12.0);
    if room >= words + 15.0 {
        let start = from + (room - words - 11.0) / 2.0;
        picture.shape_on_grade(class, weak.place, (start + 4.0, middle), 4.0);
        picture.text(start + 11.0, middle + 4.5, &["t12", class], score);
    } else if room >= 12.0 {
        picture.shape_on_grade(class, weak.place, ((from + to) / 2.0, middle), 4.5);
    }
}

fn draw_columns(picture: &Picture, row: &RankingRow, columns: &Columns, of: Option<Decimal>, baseline: f32) {
    if let Some(rank) = row.rank {
        let mut text = String::new();
        push_integer(&mut text, rank);
        picture.text(columns.rank, baseline, &["t2", "e"], &text);
    }
    picture.link(row.href.as_deref(), || {
        picture.label(columns.name, baseline, &["b"], row.name, columns.bars.0 - columns.name - 6.0);
    });
    let score = row.score.map_or_else(|| "–".to_owned(), |score| scored(score, row.decimals, of));
    picture.label(columns.score, baseline, &["b", "e"], &score, columns.score - columns.bars.1);
    if let Some(grade) = row.grade {
        picture.shape(Ink::grade(grade.place), grade.place, (columns.grade + 5.0, baseline - 4.5), 4.7);
        let room = picture.width - columns.grade - 14.0 - if columns.change { 52.0 } else { 0.0 };
        picture.label(columns.grade + 14.0, baseline, &[grade_text(grade.place)], grade.name, room);
    }
    if let (true, Some(change)) = (columns.change, &row.change) {
        picture.label(picture.width, baseline, &["t12", "t2", "e"], change, 56.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn row<'a>(name: &'a str, score: &str, parts: &[RankingPart<'a>]) -> RankingRow<'a> {
        RankingRow {
            rank: Some(1),
            name,
            href: Some("a.html?b&c".to_owned()),
            score: Some(d(score)),
            decimals: 2,
            grade: Some(Grade { place: 1, name: "较好" }),
            parts: parts.to_vec(),
            bonus: d("1"),
            change: Some("升2位".to_owned()),
            note: None,
        }
    }

    fn part(contribution: &str, weak: bool) -> RankingPart<'static> {
        let weak = weak.then_some(Grade { place: 2, name: "一般" });
        RankingPart { contribution: d(contribution), score: Some(d("78.5")), decimals: 2, of: None, weak }
    }

    #[test]
    fn each_part_is_a_bar_and_a_weak_one_shows_its_grade_and_score() {
        let parts = [part("45", false), part("39.25", true)];
        let rows = vec![row("广州", "85.25", &parts), row("深圳", "85.25", &parts)];
        let thresholds = vec![Threshold { from: d("80"), grade: Grade { place: 1, name: "较好" } }];
        let sections = vec!["甲", "乙"];
        let ranking = Ranking { sections, rows, thresholds, full: d("100"), of: None };
        let svg = ranking.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        assert_eq!(count(&svg, "贡献 45.00</title>"), 2);
        assert_eq!(count(&svg, "class=\"fg3\""), 2);
        assert_eq!(count(&svg, "class=\"t12 on3\">78.50<"), 2);
        assert_eq!(count(&svg, "class=\"bonus\""), 2);
        assert_eq!(count(&svg, "class=\"thr\""), 1);
        assert!(svg.contains(">80 较好<"), "{svg}");
        assert_eq!(count(&svg, "<a href=\"a.html?b&amp;c\">"), 2);
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        let full = [part("45", true); 14];
        for width in WIDTHS {
            for value in HARD_VALUES {
                for label in HARD_LABELS {
                    let huge = [part(value, true), part("1", false)];
                    let grade = Grade { place: 11, name: label };
                    let rows = [
                        RankingRow {
                            grade: Some(grade),
                            note: Some(label.to_owned()),
                            bonus: d(value),
                            ..row(label, value, &huge)
                        },
                        row(label, value, &[]),
                        RankingRow {
                            rank: None,
                            href: None,
                            score: None,
                            grade: None,
                            change: None,
                            ..row(label, "0", &full)
                        },
                    ];
                    let thresholds = vec![Threshold { from: d(value), grade }; 3];
                    for rows in [&rows[..], &rows[..1], &[]] {
                        for sections in [&[label; 14][..], &[label], &[]] {
                            let ranking = Ranking {
                                sections: sections.to_vec(),
                                rows: rows.to_vec(),
                                thresholds: thresholds.clone(),
                                full: d(value),
                                of: None,
                            };
                            check::well_formed(&ranking.draw(&frame(width)));
                        }
                    }
                }
            }
        }
    }
}
