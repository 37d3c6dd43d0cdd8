//! How many subjects have each grade: a stacked bar for every year or scheme.

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{grade_text, text_on_grade};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{push_integer, text_width};

/// Counts by grade.
#[derive(Clone, Debug)]
pub struct Distribution<'a> {
    /// Names of the grades, best first.
    pub grades: Vec<&'a str>,
    /// Groups of rows; the rows of one group share a scale.
    pub groups: Vec<DistributionGroup<'a>>,
    /// The unit of the counts, for titles: `个`.
    pub unit: &'a str,
}

/// Rows under one heading.
#[derive(Clone, Debug)]
pub struct DistributionGroup<'a> {
    /// The heading, or nothing.
    pub title: &'a str,
    /// Its rows.
    pub rows: Vec<DistributionRow>,
}

/// One year or scheme.
#[derive(Clone, Debug)]
pub struct DistributionRow {
    /// Its name.
    pub label: String,
    /// How many subjects have each grade, best first.
    pub counts: Vec<u32>,
    /// Drawn in full colour and taller: the row the page is about.
    pub strong: bool,
}

const GROUP_GAP: f32 = 18.0;
const TITLE: f32 = 24.0;

fn step(row: &DistributionRow) -> f32 {
    if row.strong { 34.0 } else { 26.0 }
}

impl Drawing for Distribution<'_> {
    fn name(&self) -> &'static str {
        "grade_distribution"
    }

    fn draw(&self, frame: &Frame) -> String {
        let heights: Vec<f32> = self
            .groups
            .iter()
            .map(|group| if group.title.is_empty() { 4.0 } else { TITLE } + group.rows.iter().map(step).sum::<f32>())
            .collect();
        let body = heights.iter().sum::<f32>() + GROUP_GAP * self.groups.len().saturating_sub(1) as f32;
        let picture = Picture::new(frame, body);

        let rows = || self.groups.iter().flat_map(|group| &group.rows);
        let widest = rows().map(|row| text_width(&row.label, 13.0)).fold(0.0, f32::max);
        let left = (widest + 14.0).clamp(40.0, picture.width * 0.32).round();
        let mut y = 0.0;
        for (group, height) in self.groups.iter().zip(heights) {
            let most = group.rows.iter().map(total).fold(0.0, f64::max);
            let x = Axis::new(0.0, most, (left, picture.width - 1.0));
            let plot = Plot::new(&picture, x, Axis::pixels(0.0, body));
            picture.label(0.0, y + 14.0, &["b"], group.title, picture.width);
            let mut top = y + if group.title.is_empty() { 4.0 } else { TITLE };
            for row in &group.rows {
                draw_row(&picture, &plot, self, row, top, left);
                top += step(row);
            }
            y += height + GROUP_GAP;
        }
        picture.finish()
    }
}

fn total(row: &DistributionRow) -> f64 {
    row.counts.iter().map(|&count| f64::from(count)).sum()
}

fn draw_row(
    picture: &Picture,
    plot: &Plot,
    distribution: &Distribution,
    row: &DistributionRow,
    top: f32,
    left: f32,
) {
    let bar = step(row) - 8.0;
    let (baseline, bottom) = ((top + bar / 2.0 + 4.0).round(), f64::from(top + bar));
    picture.label(0.0, baseline, &[if row.strong { "b" } else { "t2" }], &row.label, left - 8.0);
    let mut from = 0.0;
    for (place, &count) in row.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let to = from + f64::from(count);
        let grade = distribution.grades.get(place).copied().unwrap_or_default();
        let mut number = String::new();
        push_integer(&mut number, count);
        picture.datum(&[&row.label, " ", grade, " ", &number, distribution.unit]);
        if row.strong {
            plot.bar(Ink::grade(place), (from, f64::from(top)), (to, bottom), 1);
        } else {
            plot.bar(Ink::tint(place), (from, f64::from(top)), (to, bottom), 1);
            plot.bar(Ink::grade(place), (from, bottom - 3.0), (to, bottom), 1);
        }
        let room = (plot.x(from), plot.x(to));
        draw_inside(
            picture,
            place,
            room,
            baseline - if row.strong { 0.0 } else { 1.0 },
            grade,
            &number,
            row.strong,
        );
        from = to;
    }
}

/// Shape, grade and count as far as the segment has room, the count first to stay.
fn draw_inside(
    picture: &Picture,
    place: usize,
    (from, to): (f32, f32),
    baseline: f32,
    grade: &str,
    number: &str,
    strong: bool,
) {
    let class = if strong { text_on_grade(place) } else { grade_text(place) };
    let classes: &[&str] = if strong { &["b", class] } else { &["t12", class] };
    let (size, room) = (if strong { 13.0 } else { 12.0 }, to - from - 1.0);
    let (count, name) = (text_width(number, size), text_width(grade, size) + 4.0);
    if room >= 16.0 + 14.0 + name + count {
        picture.shape_on_grade(class, place, (from + 12.0, baseline - 4.5), 4.2);
        picture.text(from + 21.0, baseline, classes, &[grade, " ", number].concat());
    } else if room >= 8.0 + 13.0 + count {
        picture.shape_on_grade(class, place, (from + 9.0, baseline - 4.5), 4.2);
        picture.text(from + 17.0, baseline, classes, number);
    } else if room >= count {
        let middle = [classes[0], class, "m"];
        picture.text((from + to - 1.0) / 2.0, baseline, &middle, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, WIDTHS, count, frame};
    use crate::charts::reading::reading;

    const GRADES: [&str; 4] = ["好", "较好", "一般", "差"];

    #[test]
    fn labels_stand_inside_where_they_fit() {
        let rows = vec![
            DistributionRow { label: "2018".to_owned(), counts: vec![70, 10, 0, 1], strong: false },
            DistributionRow { label: "2019".to_owned(), counts: vec![90, 9, 2], strong: true },
        ];
        let groups = vec![DistributionGroup { title: "市级考核", rows }];
        let svg = Distribution { grades: GRADES.to_vec(), groups, unit: "个" }.draw(&frame(Width::Narrow));
        check::well_formed(&svg);
        assert_eq!(count(&svg, "个</title>"), 6);
        assert!(svg.contains(">好 90<") && svg.contains(">9<"), "{svg}");
        assert!(!svg.contains(">1<"), "no room for the single one: {svg}");
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for label in HARD_LABELS {
                for counts in [&[][..], &[0], &[0, 0], &[u32::MAX; 12], &[1, u32::MAX], &[5]] {
                    let row =
                        |strong| DistributionRow { label: label.to_owned(), counts: counts.to_vec(), strong };
                    let groups = vec![
                        DistributionGroup { title: label, rows: vec![row(false), row(true)] },
                        DistributionGroup { title: "", rows: Vec::new() },
                    ];
                    for groups in [groups, Vec::new()] {
                        let distribution = Distribution { grades: vec![label; 3], groups, unit: label };
                        check::well_formed(&distribution.draw(&frame(width)));
                    }
                }
            }
        }
    }
}
