//! Many subjects on a line: a dot each, and where there are too many for dots, strokes as tall as they are many.
//!
//! Subjects on the same pixels become one mark that names the first of them and counts the rest.

use super::ink::Ink;
use super::picture::Picture;
use super::text::push_integer;

/// One subject among many.
pub(super) struct Dot<'a> {
    /// Its pixel column.
    pub(super) x: f32,
    /// What it is called.
    pub(super) name: &'a str,
    /// Its value as printed.
    pub(super) value: String,
    /// Drawn as a ring instead of a full dot.
    pub(super) hollow: bool,
}

/// How many names the title of a merged dot lists.
const NAMES: usize = 3;

/// From how many subjects on dots would only make a thick line.
const MANY: usize = 200;

/// Draws the dots on the row `y`; strokes, where they replace the dots, reach at most `reach` above and below it.
pub(super) fn draw_dots(picture: &Picture, mut dots: Vec<Dot>, y: f32, radius: f32, reach: f32) {
    let many = dots.len() > MANY;
    let grid = if many { 3.0 } else { 1.0 };
    let cell = |dot: &Dot| ((dot.x / grid).round() as i32, dot.hollow && !many);
    dots.sort_by_key(cell);
    let groups = || dots.chunk_by(|a, b| cell(a) == cell(b));
    let most = groups().map(<[_]>::len).max().unwrap_or(1);
    for group in groups() {
        name(picture, group);
        let x = group[0].x;
        if many {
            let half = 2.0 + (reach - 2.0) * group.len() as f32 / most as f32;
            let x = cell(&group[0]).0 as f32 * grid;
            picture.line(Ink::STROKE, (x, y - half), (x, y + half));
        } else {
            picture.circle(if group[0].hollow { Ink::RING } else { Ink::MUTED }, (x, y), radius);
        }
    }
}

/// Names the datum of a group that has at least one member.
fn name(picture: &Picture, group: &[Dot]) {
    let mut names = String::new();
    for (i, dot) in group.iter().take(NAMES).enumerate() {
        if i > 0 {
            names.push('、');
        }
        names.push_str(dot.name);
    }
    if group.len() > NAMES {
        names.push_str("…（");
        push_integer(&mut names, group.len() as u32);
        names.push('）');
    }
    picture.datum(&[&names, " ", &group[0].value]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, count};

    #[test]
    fn dots_on_the_same_pixel_become_one() {
        let picture = Picture::new(&check::frame(Width::Wide), 20.0);
        let dot = |x: f32, name| Dot { x, name, value: "90.00".to_owned(), hollow: false };
        let dots = vec![dot(10.0, "甲"), dot(50.0, "戊"), dot(10.2, "乙"), dot(9.9, "丙"), dot(10.1, "丁")];
        draw_dots(&picture, dots, 10.0, 3.0, 8.0);
        let svg = picture.finish();
        check::well_formed(&svg);
        assert_eq!(count(&svg, "<circle"), 2);
        assert!(svg.contains("<title>甲、乙、丙…（4） 90.00</title>"), "{svg}");
    }

    #[test]
    fn too_many_dots_become_strokes_as_tall_as_they_are_many() {
        let picture = Picture::new(&check::frame(Width::Wide), 20.0);
        let dots = (0..300).map(|i| Dot {
            x: if i < 290 { 30.0 } else { 60.0 },
            name: "县",
            value: String::new(),
            hollow: i == 0,
        });
        draw_dots(&picture, dots.collect(), 10.0, 3.0, 8.0);
        let svg = picture.finish();
        check::well_formed(&svg);
        assert_eq!(count(&svg, "class=\"rug\""), 2);
        assert!(svg.contains("M30.5 2V18") && svg.contains("县、县、县…（290）"), "{svg}");
    }
}
