//! What surrounds the bars of a ranking: its columns, its head and its threshold lines.

use super::frame::Width;
use super::grade::Threshold;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::Plot;
use super::ranking_bars::Ranking;
use super::text::{number, position, scored, text_width};

/// Where the columns of a ranking stand.
pub(super) struct Columns {
    /// Right edge of the ranks.
    pub(super) rank: f32,
    /// Left edge of the names.
    pub(super) name: f32,
    /// Both ends of the longest bar.
    pub(super) bars: (f32, f32),
    /// Right edge of the scores.
    pub(super) score: f32,
    /// Left edge of the grades.
    pub(super) grade: f32,
    /// Whether changes of place are shown, at the right edge.
    pub(super) change: bool,
    /// Distance from row to row.
    pub(super) step: f32,
    /// Thickness of a bar.
    pub(super) bar: f32,
}

impl Columns {
    /// The columns for these rows.
    pub(super) fn of(ranking: &Ranking, width: Width) -> Columns {
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
        // Room for what stands behind a score: “ / 100”.
        let of = ranking.of.map_or(0.0, |of| text_width(&scored(of, 0, Some(of)), 13.0) / 2.0 + 4.0);
        let dense = ranking.rows.len() > 40;
        Columns {
            rank,
            name,
            bars: (
                (name + names + if narrow { 8.0 } else { 18.0 }).round(),
                score - if narrow { 50.0 } else { 66.0 } - of,
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

/// What stands over the bars: section names on the first bar where they fit, else a legend in rows.
pub(super) struct Head {
    /// Height of everything over the bars.
    pub(super) height: f32,
    legend: usize,
}

impl Head {
    /// The head for these rows.
    pub(super) fn of(ranking: &Ranking, columns: &Columns, width: Width) -> Head {
        let heads = if width.is_narrow() { 0.0 } else { 26.0 };
        if ranking.sections.is_empty() {
            return Head { height: heads, legend: 0 };
        }
        let room = (columns.bars.1 - columns.bars.0) / ranking.sections.len() as f32;
        let widest = widest(&ranking.sections);
        let first = ranking.rows.first().map_or(0, |row| row.parts.len());
        if !width.is_narrow() && widest * 0.97 <= room && first == ranking.sections.len() {
            return Head { height: heads, legend: 0 };
        }
        let legend = ((width.px() / (widest + 34.0)) as usize).clamp(1, ranking.sections.len());
        Head { height: heads + 20.0 * ranking.sections.len().div_ceil(legend) as f32 + 4.0, legend }
    }

    pub(super) fn draw(&self, picture: &Picture, plot: &Plot, ranking: &Ranking, columns: &Columns) {
        for (i, section) in ranking.sections.iter().enumerate().filter(|_| self.legend > 0) {
            let x = (i % self.legend) as f32
                * (picture.width / self.legend as f32).min(widest(&ranking.sections) + 50.0);
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
        let parts = ranking.rows.first().map_or(&[][..], |row| &row.parts);
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
            picture.text(columns.score, y, &["t12", "t2", "e"], "得分");
            picture.text(columns.grade, y, &["t12", "t2"], "等次");
            if columns.change {
                picture.text(picture.width, y, &["t12", "t2", "e"], "比上年");
            }
        }
    }
}

fn widest(labels: &[&str]) -> f32 {
    labels.iter().map(|label| text_width(label, 12.0)).fold(0.0, f32::max)
}

/// Dotted lines over the bars, each named at its foot; names that would touch stand apart.
pub(super) fn draw_thresholds(
    picture: &Picture,
    plot: &Plot,
    thresholds: &[Threshold],
    top: f32,
    bottom: f32,
) {
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
