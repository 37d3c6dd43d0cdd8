//! Grades in pictures: a colour by class and, always, a shape.

use super::text::push_px;

/// A grade as a picture sees it: its place decides colour and shape, its name is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grade<'a> {
    /// Place counted from the best, which is 0.
    pub place: usize,
    /// Its name: `好`.
    pub name: &'a str,
}

/// A score from which a grade begins, drawn as a dotted line with its name on it.
#[derive(Clone, Copy, Debug)]
pub struct Threshold<'a> {
    /// Where the line stands, on the scale of the chart.
    pub from: rust_decimal::Decimal,
    /// The grade that begins there.
    pub grade: Grade<'a>,
}

/// How many shapes there are; grades after the last one share it.
pub(super) const SHAPES: usize = 8;

/// The number used in class names and symbol ids for the grade at this place: 1 to 8.
pub(super) fn grade_number(place: usize) -> u8 {
    place.min(SHAPES - 1) as u8 + 1
}

/// The class of text in the grade's colour.
pub(super) fn grade_text(place: usize) -> &'static str {
    ["tg1", "tg2", "tg3", "tg4", "tg5", "tg6", "tg7", "tg8"][place.min(SHAPES - 1)]
}

/// The class of text that stands on the grade's fill.
pub(super) fn text_on_grade(place: usize) -> &'static str {
    ["on1", "on2", "on3", "on4", "on5", "on6", "on7", "on8"][place.min(SHAPES - 1)]
}

/// Corners of the shape around (0, 0), sized so that all shapes look equally large; `None` for the circle.
fn corners(place: usize) -> Option<&'static [(f32, f32)]> {
    Some(match place {
        0 => return None,
        1 => &[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)],
        2 => &[(0.0, -1.15), (1.15, 0.95), (-1.15, 0.95)],
        3 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        4 => &[
            (-0.4, -1.2),
            (0.4, -1.2),
            (0.4, -0.4),
            (1.2, -0.4),
            (1.2, 0.4),
            (0.4, 0.4),
            (0.4, 1.2),
            (-0.4, 1.2),
            (-0.4, 0.4),
            (-1.2, 0.4),
            (-1.2, -0.4),
            (-0.4, -0.4),
        ],
        5 => &[(0.0, -1.1), (1.05, -0.34), (0.65, 0.9), (-0.65, 0.9), (-1.05, -0.34)],
        6 => &[(-1.15, -0.95), (1.15, -0.95), (0.0, 1.15)],
        _ => &[
            (0.0, -1.25),
            (0.31, -0.42),
            (1.19, -0.39),
            (0.5, 0.16),
            (0.73, 1.01),
            (0.0, 0.52),
            (-0.73, 1.01),
            (-0.5, 0.16),
            (-1.19, -0.39),
            (-0.31, -0.42),
        ],
    })
}

/// Appends the opening of the grade's shape, up to where its class attribute goes, and gives the element's name.
pub(super) fn push_shape(out: &mut String, place: usize, x: f32, y: f32, radius: f32) -> &'static str {
    let Some(corners) = corners(place) else {
        out.push_str("<circle cx=\"");
        push_px(out, x);
        out.push_str("\" cy=\"");
        push_px(out, y);
        out.push_str("\" r=\"");
        push_px(out, radius);
        out.push('"');
        return "circle";
    };
    out.push_str("<path d=\"");
    for (i, (dx, dy)) in corners.iter().enumerate() {
        out.push(if i == 0 { 'M' } else { 'L' });
        push_px(out, x + dx * radius);
        out.push(' ');
        push_px(out, y + dy * radius);
    }
    out.push_str("Z\"");
    "path"
}

/// The shapes as an SVG sprite for badges in HTML: `<svg class="gs"><use href="#g1"/></svg>`, `g1` to `g8`.
pub fn grade_symbols() -> String {
    let mut out = String::from("<svg class=\"sprite\" aria-hidden=\"true\">");
    for place in 0..SHAPES {
        out.push_str("<symbol id=\"g");
        out.push(char::from(b'0' + grade_number(place)));
        out.push_str("\" viewBox=\"0 0 12 12\">");
        push_shape(&mut out, place, 6.0, 6.0, 4.8);
        out.push_str("/></symbol>");
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::check;

    #[test]
    fn sprite_holds_eight_distinct_shapes() {
        let sprite = grade_symbols();
        check::well_formed(&sprite);
        let shapes: std::collections::BTreeSet<_> =
            sprite.split("<symbol").skip(1).map(|s| &s[s.find('>').unwrap()..]).collect();
        assert_eq!(shapes.len(), SHAPES);
    }

    #[test]
    fn places_beyond_the_last_shape_share_it() {
        assert_eq!(grade_number(0), 1);
        assert_eq!(grade_number(7), 8);
        assert_eq!(grade_number(usize::MAX), 8);
        assert_eq!(grade_text(9), "tg8");
    }
}
