//! Subjects by rank: one bar each, stacked by what every section contributes.

use rust_decimal::Decimal;

use super::frame::{Frame, Width};
use super::grade::{Grade, Threshold, grade_text, text_on_grade};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, position, push_integer, text_width, wrap};

/// A ranking.
#[derive(Clone, Copy, Debug)]
pub struct Ranking<'a> {
    /// Names of the sections, in the order the bars are stacked; none for plain bars.
    pub sections: &'a [&'a str],
    /// The subjects, best first. A picture stays readable up to about 200; pass longer lists in parts.
    pub rows: &'a [RankingRow<'a>],
    /// Lines across all bars.
    pub thresholds: &'a [Threshold<'a>],
    /// The score a full bar stands for, commonly 100.
    pub full: Decimal,
    /// Heads of the columns.
    pub words: RankingWords<'a>,
}

/// Heads of a ranking's columns, and the word for a share in titles.
#[derive(Clone, Copy, Debug)]
pub struct RankingWords<'a> {
    /// Over the scores.
    pub score: &'a str,
    /// Over the grades.
    pub grade: &'a str,
    /// Over the changes of place.
    pub change: &'a str,
    /// Before what a section contributes.
    pub contribution: &'a str,
    /// Before a bonus.
    pub bonus: &'a str,
}

impl Default for RankingWords<'_> {
    fn default() -> Self {
        RankingWords {
            score: "得分", grade: "等次", change: "比上年", contribution: "贡献", bonus: "加分"
        }
    }
}

/// One subject of a ranking.
#[derive(Clone, Copy, Debug)]
pub struct RankingRow<'a> {
    /// Its place, where it has one.
    pub rank: Option<u32>,
    /// Its name.
    pub name: &'a str,
    /// Where its name leads.
    pub href: Option<&'a str>,
    /// The published score, where there is one.
    pub score: Option<Decimal>,
    /// The grade, where there is one.
    pub grade: Option<Grade<'a>>,
    /// What each section contributes; empty for a plain bar as long as the score.
    pub parts: &'a [RankingPart<'a>],
    /// What was added above the sections, drawn in outline; zero for none.
    pub bonus: Decimal,
    /// Change of place against the year before, in words: `升2位`.
    pub change: Option<&'a str>,
    /// A sentence under the bar that explains its place.
    pub note: Option<&'a str>,
}

/// What one section contributes to a bar.
#[derive(Clone, Copy, Debug)]
pub struct RankingPart<'a> {
    /// Points of the whole, which is the length drawn.
    pub contribution: Decimal,
    /// The section's own score, where it has one.
    pub score: Option<Decimal>,
    /// The section's grade where it is below and should stand out.
    pub weak: Option<Grade<'a>>,
}

/// Where the columns of a ranking stand.
struct Columns {
    rank: f32,
    name: f32,
    bars: (f32, f32),
    score: f32,
    grade: f32,
    change: bool,
    step: f32,
    bar: f32,
}

impl Columns {
    fn of(ranking: &Ranking, width: Width) -> Columns {
        let narrow = width.is_narrow();
        let most =
            |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| text_width(t, 13.0)).fold(0.0, f32::max);
        let rank =
            if ranking.rows.iter().any(|row| row.rank.is_some_and(|rank| rank > 99)) { 24.0 } else { 17.0 };
        let name = rank + if narrow { 8.0 } else { 13.0 };
        let names = most(&mut ranking.rows.iter().map(|row| row.name));
        let names = names.clamp(
            26.0,
            match width {
                Width::Wide => 234.0,
                Width::Half => 156.0,
                Width::Narrow => 78.0,
            },
        );
        let grades = most(&mut ranking.rows.iter().filter_map(|row| row.grade).map(|grade| grade.name));
        let change = !narrow && ranking.rows.iter().any(|row| row.change.is_some());
        let changes = if !change {
            0.0
        } else if width == Width::Wide {
            100.0
        } else {
            58.0
        };
        let grade = width.px() - changes - grades.clamp(26.0, 65.0) - if narrow { 14.0 } else { 22.0 };
        let score = grade - if narrow { 8.0 } else { 22.0 };
        let dense = ranking.rows.len() > 40;
        Columns {
            rank,
            name,
            bars: (
                (name + names + if narrow { 8.0 } else { 18.0 }).round(),
                score - if narrow { 50.0 } else { 66.0 },
            ),
            score,
            grade,
            change,
            step: if dense {
                22.0
            } else if narrow {
                28.0
            } else {
                30.0
            },
            bar: if dense {
                14.0
            } else if narrow {
                16.0
            } else {
                18.0
            },
        }
    }
}

const NOTE_LINE: f32 = 17.0;

/// Draws a ranking.
pub fn ranking_bars(frame: &Frame, ranking: &Ranking) -> String {
    let columns = Columns::of(ranking, frame.width);
    let left = columns.bars.0;
    let notes: Vec<_> = ranking
        .rows
        .iter()
        .map(|row| wrap(row.note.unwrap_or_default(), columns.score - left, 12.0, 2))
        .collect();
    let head = Head::of(ranking, &columns, frame.width);
    let top = head.height + 6.0;
    let lines = notes.iter().map(Vec::len).sum::<usize>();
    let bottom = top + columns.step * ranking.rows.len() as f32 + NOTE_LINE * lines as f32 + 4.0;
    let picture = Picture::new(frame, bottom + if ranking.thresholds.is_empty() { 0.0 } else { 18.0 });

    let totals = ranking.rows.iter().map(total);
    let x = Axis::new(0.0, totals.fold(position(ranking.full), f64::max), columns.bars);
    let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));
    head.draw(&picture, &plot, ranking, &columns);

    let mut y = top;
    for (row, note) in ranking.rows.iter().zip(&notes) {
        let middle = y + columns.step / 2.0;
        draw_bar(&picture, &plot, ranking, row, middle, columns.bar);
        draw_columns(&picture, row, &columns, middle + 4.5);
        y += columns.step;
        for line in note {
            picture.text(left, y + 9.0, &["t12", "t2", "halo"], line);
            y += NOTE_LINE;
        }
    }
    draw_thresholds(&picture, &plot, ranking.thresholds, top, bottom);
    picture.finish()
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
        let score = part.score.map(number).unwrap_or_default();
        let share = number(part.contribution);
        picture.datum(&[row.name, " ", section, " ", &score, "，", ranking.words.contribution, " ", &share]);
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
        picture.datum(&[row.name, " ", &number(score), " ", grade]);
        plot.bar(Ink::section(2, 6), (0.0, top), (from, bottom), 0);
    }
    if row.bonus > Decimal::ZERO {
        picture.datum(&[row.name, " ", ranking.words.bonus, " ", &number(row.bonus)]);
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

fn draw_columns(picture: &Picture, row: &RankingRow, columns: &Columns, baseline: f32) {
    if let Some(rank) = row.rank {
        let mut text = String::new();
        push_integer(&mut text, rank);
        picture.text(columns.rank, baseline, &["t2", "e"], &text);
    }
    picture.link(row.href, || {
        picture.label(columns.name, baseline, &["b"], row.name, columns.bars.0 - columns.name - 6.0);
    });
    let score = row.score.map_or_else(|| "–".to_owned(), number);
    picture.label(columns.score, baseline, &["b", "e"], &score, columns.score - columns.bars.1);
    if let Some(grade) = row.grade {
        picture.shape(Ink::grade(grade.place), grade.place, (columns.grade + 5.0, baseline - 4.5), 4.7);
        let room = picture.width - columns.grade - 14.0 - if columns.change { 52.0 } else { 0.0 };
        picture.label(columns.grade + 14.0, baseline, &[grade_text(grade.place)], grade.name, room);
    }
    if let (true, Some(change)) = (columns.change, row.change) {
        picture.label(picture.width, baseline, &["t12", "t2", "e"], change, 56.0);
    }
}

/// Dotted lines over the bars, each named at its foot; names that would touch stand apart.
fn draw_thresholds(picture: &Picture, plot: &Plot, thresholds: &[Threshold], top: f32, bottom: f32) {
    let mut lines: Vec<_> = thresholds.iter().map(|t| (plot.x(position(t.from)), t)).collect();
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut free = f32::INFINITY;
    for (at, (x, threshold)) in lines.iter().enumerate() {
        picture.line(Ink::THRESHOLD, (*x, top), (*x, bottom));
        let mut name = number(threshold.from).trim_end_matches('0').trim_end_matches('.').to_owned();
        name.push(' ');
        name.push_str(threshold.grade.name);
        let width = text_width(&name, 12.0);
        // The highest name may stand right of its line; the others end left of the one before them.
        let (from, anchor) = if at == 0 { (*x - 2.0, None) } else { ((*x + 2.0).min(free), Some("e")) };
        if from - width < 0.0 {
            continue;
        }
        picture.text(
            from,
            bottom + 13.0,
            if anchor.is_some() { &["t12", "t2", "e"] } else { &["t12", "t2"] },
            &name,
        );
        free = if at == 0 { from - 8.0 } else { from - width - 8.0 };
    }
}

/// What stands over the bars: section names on the first bar where they fit, else a legend in rows.
struct Head {
    height: f32,
    legend: usize,
}

impl Head {
    fn of(ranking: &Ranking, columns: &Columns, width: Width) -> Head {
        let heads = if width.is_narrow() { 0.0 } else { 26.0 };
        if ranking.sections.is_empty() {
            return Head { height: heads, legend: 0 };
        }
        let room = (columns.bars.1 - columns.bars.0) / ranking.sections.len() as f32;
        let widest = widest(ranking.sections);
        let first = ranking.rows.first().map_or(0, |row| row.parts.len());
        if !width.is_narrow() && widest * 0.97 <= room && first == ranking.sections.len() {
            return Head { height: heads, legend: 0 };
        }
        let legend = ((width.px() / (widest + 34.0)) as usize).clamp(1, ranking.sections.len());
        Head { height: heads + 20.0 * ranking.sections.len().div_ceil(legend) as f32 + 4.0, legend }
    }

    fn draw(&self, picture: &Picture, plot: &Plot, ranking: &Ranking, columns: &Columns) {
        for (i, section) in ranking.sections.iter().enumerate().filter(|_| self.legend > 0) {
            let x = (i % self.legend) as f32
                * (picture.width / self.legend as f32).min(widest(ranking.sections) + 50.0);
            let y = (i / self.legend) as f32 * 20.0;
            picture.rect(Ink::section(i, ranking.sections.len()), (x, y + 4.0), (x + 12.0, y + 12.0));
            picture.label(
                x + 17.0,
                y + 12.5,
                &["t12", "t2"],
                section,
                picture.width / self.legend as f32 - 20.0,
            );
        }
        let parts = ranking.rows.first().map_or(&[][..], |row| row.parts);
        let mut from = 0.0;
        for (i, (section, part)) in
            ranking.sections.iter().zip(parts).enumerate().filter(|_| self.legend == 0)
        {
            let to = from + position(part.contribution).max(0.0);
            plot.bar(Ink::section(i, ranking.sections.len()), (from, 20.0), (to, 24.0), 1);
            let (left, right) = (plot.x(from), plot.x(to));
            picture.label((left + right) / 2.0, 14.0, &["t12", "t2", "m"], section, (right - left) * 1.1);
            from = to;
        }
        if columns.change || picture.width > Width::Narrow.px() {
            let y = self.height - 12.0;
            picture.text(columns.score, y, &["t12", "t2", "e"], ranking.words.score);
            picture.text(columns.grade, y, &["t12", "t2"], ranking.words.grade);
            if columns.change {
                picture.text(picture.width, y, &["t12", "t2", "e"], ranking.words.change);
            }
        }
    }
}

fn widest(labels: &[&str]) -> f32 {
    labels.iter().map(|label| text_width(label, 12.0)).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};

    const WORDS: RankingWords =
        RankingWords {
            score: "得分", grade: "等次", change: "比上年", contribution: "贡献", bonus: "加分"
        };

    fn row<'a>(name: &'a str, score: &str, parts: &'a [RankingPart<'a>]) -> RankingRow<'a> {
        RankingRow {
            rank: Some(1),
            name,
            href: Some("a.html?b&c"),
            score: Some(d(score)),
            grade: Some(Grade { place: 1, name: "较好" }),
            parts,
            bonus: d("1"),
            change: Some("升2位"),
            note: None,
        }
    }

    fn part(contribution: &str, weak: bool) -> RankingPart<'static> {
        let weak = weak.then_some(Grade { place: 2, name: "一般" });
        RankingPart { contribution: d(contribution), score: Some(d("78.5")), weak }
    }

    #[test]
    fn each_part_is_a_bar_and_a_weak_one_shows_its_grade_and_score() {
        let parts = [part("45", false), part("39.25", true)];
        let rows = [row("广州", "85.25", &parts), row("深圳", "85.25", &parts)];
        let lines = [Threshold { from: d("80"), grade: Grade { place: 1, name: "较好" } }];
        let ranking = Ranking {
            sections: &["甲", "乙"],
            rows: &rows,
            thresholds: &lines,
            full: d("100"),
            words: WORDS,
        };
        let svg = ranking_bars(&frame(Width::Wide), &ranking);
        check::well_formed(&svg);
        assert_eq!(count(&svg, "贡献 45.00</title>"), 2);
        assert_eq!(count(&svg, "class=\"fg3\""), 2);
        assert_eq!(count(&svg, "class=\"t12 on3\">78.50<"), 2);
        assert_eq!(count(&svg, "class=\"bonus\""), 2);
        assert_eq!(count(&svg, "class=\"thr\""), 1);
        assert!(svg.contains(">80 较好<"), "{svg}");
        assert_eq!(count(&svg, "<a href=\"a.html?b&amp;c\">"), 2);
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
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
                            note: Some(label),
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
                    let lines = [Threshold { from: d(value), grade }; 3];
                    for rows in [&rows[..], &rows[..1], &[]] {
                        for sections in [&[label; 14][..], &[label], &[]] {
                            let ranking =
                                Ranking { sections, rows, thresholds: &lines, full: d(value), words: WORDS };
                            check::well_formed(&ranking_bars(&frame(width), &ranking));
                        }
                    }
                }
            }
        }
    }
}
