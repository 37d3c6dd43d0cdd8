//! The inks of a picture: class names that travel through plotters as colours.

use plotters_backend::BackendColor;

use super::grade::grade_number;

/// What a mark is drawn in: a class name, numbered where there is a series of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ink(u8, u8);

const CLASSES: [&str; 21] = [
    "ax", "gr", "ld", "thr", "med", "tgt", "ln", "ink", "muted", "ring", "bonus", "area", "fs", "fg", "ti",
    "hg", "rug", "dash", "thin", "gl", "hit",
];

impl Ink {
    pub(super) const AXIS: Ink = Ink(0, 0);
    pub(super) const GRID: Ink = Ink(1, 0);
    pub(super) const LEADER: Ink = Ink(2, 0);
    pub(super) const THRESHOLD: Ink = Ink(3, 0);
    pub(super) const MEDIAN: Ink = Ink(4, 0);
    pub(super) const TARGET: Ink = Ink(5, 0);
    pub(super) const LINE: Ink = Ink(6, 0);
    pub(super) const SOLID: Ink = Ink(7, 0);
    pub(super) const MUTED: Ink = Ink(8, 0);
    pub(super) const RING: Ink = Ink(9, 0);
    pub(super) const BONUS: Ink = Ink(10, 0);
    pub(super) const AREA: Ink = Ink(11, 0);
    pub(super) const STROKE: Ink = Ink(16, 0);
    /// The edge of a place that holds nothing.
    pub(super) const DASHED: Ink = Ink(17, 0);
    /// One line among many.
    pub(super) const THIN: Ink = Ink(18, 0);

    /// A field that only takes the pointer.
    pub(super) const HIT: Ink = Ink(20, 0);

    /// Fill of one of `count` sections: three take 2, 4, 6, more than six begin again.
    pub(super) fn section(index: usize, count: usize) -> Ink {
        let shade = match count {
            1 => 2,
            2 => index * 2 + 2,
            3 => index * 2 + 2,
            _ => index % 6 + 1,
        };
        Ink(12, shade as u8)
    }

    /// Fill of a grade.
    pub(super) fn grade(place: usize) -> Ink {
        Ink(13, grade_number(place))
    }

    /// Tint of a grade.
    pub(super) fn tint(place: usize) -> Ink {
        Ink(14, grade_number(place))
    }

    /// Outline of a grade: a value before a rule.
    pub(super) fn hollow_grade(place: usize) -> Ink {
        Ink(15, grade_number(place))
    }

    /// A line in a grade's colour.
    pub(super) fn grade_line(place: usize) -> Ink {
        Ink(19, grade_number(place))
    }

    /// Appends the class name.
    pub(super) fn push(self, out: &mut String) {
        out.push_str(CLASSES.get(usize::from(self.0)).copied().unwrap_or(CLASSES[0]));
        if self.1 > 0 {
            out.push(char::from(b'0' + self.1.min(9)));
        }
    }
}

impl plotters::style::Color for Ink {
    fn to_backend_color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: (self.0, self.1, 0) }
    }
}

impl From<BackendColor> for Ink {
    fn from(color: BackendColor) -> Ink {
        Ink(color.rgb.0, color.rgb.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sections_take_every_other_shade_and_many_begin_again() {
        let shades = |count| (0..count).map(|i| Ink::section(i, count).1).collect::<Vec<_>>();
        assert_eq!(shades(1), [2]);
        assert_eq!(shades(3), [2, 4, 6]);
        assert_eq!(shades(6), [1, 2, 3, 4, 5, 6]);
        assert_eq!(shades(8), [1, 2, 3, 4, 5, 6, 1, 2]);
    }
}
