//! Pairings, two-sided: who helps on the left, who is helped on the right, a line for each pairing.

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::Grade;
use super::ink::Ink;
use super::picture::Picture;

/// Who helps whom, as lines from left to right.
#[derive(Clone, Debug, Default)]
pub struct Flow<'a> {
    /// Heads of the two sides.
    pub heads: [&'a str; 2],
    /// The pairings, by helper; neighbours of one helper share its name.
    pub pairs: Vec<Pairing<'a>>,
}

/// A line of the picture; a helper with several stands once.
#[derive(Clone, Debug)]
pub struct Pairing<'a> {
    /// Who helps.
    pub from: &'a str,
    /// Where its name leads.
    pub href: Option<String>,
    pub grade: Option<Grade<'a>>,
    /// Who is helped.
    pub to: &'a str,
}

const TOP: f32 = 34.0;

impl Drawing for Flow<'_> {
    fn name(&self) -> &'static str {
        "flow"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let row = 26.0;
        let bottom = TOP + row * self.pairs.len() as f32;
        let picture = Picture::with_links(frame, bottom + 6.0);
        let (left, right) =
            if narrow { (112.0, 186.0) } else { (picture.width * 0.24, picture.width * 0.55) };
        picture.label(left - 24.0, 14.0, &["t12", "t2", "e"], self.heads[0], left - 24.0);
        picture.label(right + 14.0, 14.0, &["t12", "t2"], self.heads[1], picture.width - right - 14.0);
        let mut at = 0.0_f32;
        for group in self.pairs.chunk_by(|a, b| a.from == b.from) {
            let height = row * group.len() as f32;
            let middle = TOP + row * at + height / 2.0;
            let Some(first) = group.first() else { continue };
            for (i, pair) in group.iter().enumerate() {
                let y = TOP + row * (at + i as f32) + row / 2.0;
                let bend = (right - left) / 2.0;
                // A curve as short straight pieces: level at both ends.
                let point = |step: u8| {
                    let t = f32::from(step) / 12.0;
                    (left + 2.0 * bend * t, middle + (y - middle) * t * t * (3.0 - 2.0 * t))
                };
                picture.datum(&[pair.from, " → ", pair.to]);
                picture.path(Ink::THIN, (0..=12).map(point), false);
                picture.circle(Ink::MUTED, (right, y), 4.0);
                picture.label(right + 14.0, y + 4.5, &[], pair.to, picture.width - right - 14.0);
            }
            let (ink, place) =
                first.grade.map_or((Ink::MUTED, 0), |grade| (Ink::grade(grade.place), grade.place));
            picture.datum(&[first.from, " ", first.grade.map_or("", |grade| grade.name)]);
            picture.shape(ink, place, (left, middle), 5.5);
            picture.link(first.href.as_deref(), || {
                picture.label(left - 24.0, middle + 4.5, &["b", "e"], first.from, left - 24.0);
            });
            at += group.len() as f32;
        }
        picture.finish()
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.pairs.iter_mut().filter_map(|pair| pair.href.as_mut()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, WIDTHS, count, frame};
    use crate::charts::reading::reading;

    #[test]
    fn each_pairing_is_a_line_and_each_helper_stands_once() {
        let grade = Some(Grade { place: 1, name: "较好" });
        let pairs = [("广州", "毕节市"), ("广州", "黔南州"), ("珠海", "怒江州")]
            .map(|(from, to)| Pairing { from, href: Some("a.html".to_owned()), grade, to })
            .to_vec();
        let svg = Flow { heads: ["帮扶市", "被帮扶市州"], pairs }.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        assert_eq!((count(&svg, "class=\"thin\""), count(&svg, ">广州<")), (3, 1));
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for name in HARD_LABELS {
                for count in [0, 1, 40] {
                    let pair = Pairing { from: name, href: None, grade: None, to: name };
                    let chart = Flow { heads: [name; 2], pairs: vec![pair; count] };
                    check::well_formed(&chart.draw(&frame(width)));
                }
            }
        }
    }
}
