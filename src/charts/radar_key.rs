//! What stands under a radar: its legend, and its values as a list.

use super::grade::grade_text;
use super::ink::Ink;
use super::picture::Picture;
use super::section_radar::{BEST, MEDIAN, Radar};
use super::text::text_width;

/// What the marks mean, in one line from the left.
pub(super) fn draw_legend(picture: &Picture, own: &str, y: f32) {
    let mut x = 0.0;
    for (i, word) in [own, MEDIAN, BEST].into_iter().enumerate() {
        match i {
            0 => picture.rect(Ink::AREA, (x + 1.0, y - 5.0), (x + 13.0, y + 5.0)),
            1 => picture.line(Ink::MEDIAN, (x, y), (x + 14.0, y)),
            _ => picture.circle(Ink::RING, (x + 7.0, y), 4.5),
        }
        picture.label(x + 19.0, y + 4.0, &["t12", "t2"], word, 120.0);
        x += 36.0 + text_width(word, 12.0).min(120.0);
    }
}

/// The values as a list, under a circle too small to print them all around it.
pub(super) fn draw_list(picture: &Picture, radar: &Radar, top: f32) {
    let columns = [picture.width - 132.0, picture.width - 66.0, picture.width];
    for (x, word) in columns.iter().zip([radar.own, MEDIAN, BEST]) {
        picture.label(*x, top, &["t12", "t2", "e"], word, 62.0);
    }
    for (i, axis) in radar.axes.iter().enumerate() {
        let baseline = top + 22.0 * (i as f32 + 1.0);
        picture.line(Ink::GRID, (0.0, baseline - 15.0), (picture.width, baseline - 15.0));
        picture.label(0.0, baseline, &[], axis.name, columns[0] - 62.0);
        for ((x, value), i) in columns.iter().zip([axis.own, axis.median, axis.best]).zip(0..) {
            let text = value.map_or_else(|| "–".to_owned(), |value| axis.told(value));
            let classes: &[&str] = match (i, axis.grade) {
                (0, Some(grade)) => &["b", "e", grade_text(grade.place)],
                (0, None) => &["b", "e"],
                _ => &["t2", "e"],
            };
            picture.label(*x, baseline, classes, &text, 62.0);
        }
    }
}
