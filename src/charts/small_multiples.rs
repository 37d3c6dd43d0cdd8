//! All subjects at once: one small panel each, its sections as columns above or below the median of its group.
//!
//! All panels share one scale, so that a tall column means as much anywhere. Where there are many subjects the
//! panels become smaller and lose the score, which then stands in the panel's title alone.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::Grade;
use super::ink::Ink;
use super::picture::Picture;
use super::text::{places, position, scored, signed_to, text_width, wrap};

/// Subjects side by side.
#[derive(Clone, Debug, Default)]
pub struct Multiples<'a> {
    /// Names of the sections, from left to right.
    pub sections: Vec<&'a str>,
    /// The full points of each section, where scores are not of a hundred; else empty.
    pub fulls: Vec<Decimal>,
    /// Decimals of the sections' scores; two where it has none.
    pub decimals: Vec<u32>,
    /// The full points of the published scores, likewise.
    pub of: Option<Decimal>,
    /// The subjects, in the order they are read.
    pub panels: Vec<Panel<'a>>,
}

/// A panel: a subject's columns against the median, all on one scale.
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    pub name: &'a str,
    /// Where it leads.
    pub href: Option<String>,
    /// Published score.
    pub score: Option<Decimal>,
    /// Decimals it is printed with.
    pub decimals: u32,
    /// Final grade, which gives its name a shape.
    pub grade: Option<Grade<'a>>,
    /// Score of each section, and how far it lies above the median of the group; nothing where it does not apply.
    pub sections: Vec<Option<(Decimal, Decimal)>>,
}

/// From how many panels on they are small.
const MANY: usize = 40;
/// From how many panels on a title names only the ends.
const TERSE: usize = 60;
/// Room for the name.
const HEAD: f32 = 19.0;
const LINE: f32 = 20.0;

/// How panels stand on the picture.
struct Grid {
    columns: usize,
    /// Width of a panel with the gap after it.
    step: f32,
    gap: f32,
    /// Height of the columns' field.
    field: f32,
    /// Height of a panel with the gap under it.
    row: f32,
    top: f32,
}

/// The scale all panels share: the greatest distances above and below the median.
struct Scale {
    above: f64,
    below: f64,
}

impl Drawing for Multiples<'_> {
    #[cfg(test)]
    fn multiples(&self) -> Option<&Multiples<'_>> {
        Some(self)
    }

    fn name(&self) -> &'static str {
        "small_multiples"
    }

    fn draw(&self, frame: &Frame) -> String {
        let many = self.panels.len() > MANY;
        let width = frame.width.px();
        let columns = match (frame.width.is_narrow(), many) {
            (true, false) => 3,
            (true, true) => 4,
            (false, false) => (width / 130.0) as usize,
            (false, true) => (width / 78.0) as usize,
        };
        let (gap, field) = if many { (12.0, 38.0) } else { (20.0, 58.0) };
        let names = ["从左到右：", &self.sections.join("、")].concat();
        let names = wrap(&names, width, 12.0, 4);
        let step = (width + gap) / columns as f32;
        let row = HEAD + field + if many { 12.0 } else { 20.0 };
        let grid = Grid { columns, step, gap, field, row, top: LINE * (names.len() as f32 + 1.0) + 14.0 };
        let rows = self.panels.len().div_ceil(columns);
        let picture = Picture::with_links(frame, grid.top + row * rows as f32);
        let scale = scale(self);
        draw_key(&picture, self, &names);
        draw_columns(&picture, self, &grid, &scale);
        for (at, panel) in self.panels.iter().enumerate() {
            let corner = grid.corner(at);
            let says = says(self, panel);
            picture.named(panel.href.as_deref(), &says, || draw_head(&picture, panel, corner, &grid, many));
        }
        picture.finish()
    }

    fn is_long(&self) -> bool {
        self.panels.len() > 100
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.panels.iter_mut().filter_map(|panel| panel.href.as_mut()).collect()
    }
}

impl Grid {
    /// The upper left corner of a panel.
    fn corner(&self, at: usize) -> (f32, f32) {
        let (column, row) = (at % self.columns, at / self.columns);
        (column as f32 * self.step, self.top + row as f32 * self.row)
    }

    fn panel(&self) -> f32 {
        self.step - self.gap
    }

    /// How far the median lies under the top of the field.
    fn median(&self, scale: &Scale) -> f32 {
        self.field * (scale.above / (scale.above + scale.below)) as f32
    }
}

fn scale(chart: &Multiples) -> Scale {
    let apart = chart.panels.iter().flat_map(|panel| &panel.sections).flatten();
    let (above, below) = apart.fold((0.0_f64, 0.0_f64), |(above, below), (_, apart)| {
        (above.max(position(*apart)), below.max(-position(*apart)))
    });
    // A field without any distance still has a middle.
    let least = ((above + below) * 0.05).max(1e-6);
    Scale { above: above.max(least), below: below.max(least) }
}

/// The greatest distances above and below, rounded from the exact numbers as a panel's words are: a pixel's number may lie
/// on the other side of a half.
fn furthest(chart: &Multiples) -> [String; 2] {
    let decimals = chart.decimals.iter().copied().chain(std::iter::repeat(2));
    let apart = chart.panels.iter().flat_map(|panel| panel.sections.iter().zip(decimals.clone()));
    let apart = apart.filter_map(|(section, decimals)| Some((section.as_ref()?.1, decimals)));
    let (most, least) = (apart.clone().max(), apart.min());
    let told = |end: Option<(Decimal, u32)>, lies: fn(&Decimal) -> bool| {
        let end = end.filter(|(apart, _)| lies(apart));
        end.map_or_else(|| "0.00".to_owned(), |(apart, decimals)| signed_to(apart, decimals))
    };
    [told(most, |apart| *apart > Decimal::ZERO), told(least, |apart| *apart < Decimal::ZERO)]
}

/// What the columns stand for, how tall they can be, and their names.
fn draw_key(picture: &Picture, chart: &Multiples, names: &[String]) {
    let mut x = 0.0;
    let [above, below] = furthest(chart);
    let above = ["高于中位数，最多 ", &above].concat();
    let below = ["低于中位数，最多 ", &below].concat();
    for (ink, up, text) in [(Ink::section(1, 6), true, above), (Ink::MUTED, false, below)] {
        picture.line(Ink::AXIS, (x, 8.0), (x + 14.0, 8.0));
        picture.rect(ink, (x + 4.0, 8.0), (x + 10.0, if up { 1.0 } else { 15.0 }));
        picture.text(x + 20.0, 13.0, &["t12", "t2"], &text);
        x += 40.0 + text_width(&text, 12.0);
    }
    for (at, line) in names.iter().enumerate() {
        picture.text(0.0, 13.0 + LINE * (at as f32 + 1.0), &["t12", "t2"], line);
    }
}

/// The columns of all panels as two paths, and the medians as a third: a title for each stands in its panel's.
fn draw_columns(picture: &Picture, chart: &Multiples, grid: &Grid, scale: &Scale) {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let slot = grid.panel() / chart.sections.len().max(1) as f32;
    let bar = (slot * 0.72).min(14.0);
    let px = f64::from(grid.field) / (scale.above + scale.below);
    for (at, panel) in chart.panels.iter().enumerate() {
        let (x, y) = grid.corner(at);
        let median = y + HEAD + grid.median(scale);
        for (column, (_, apart)) in
            panel.sections.iter().enumerate().filter_map(|(i, s)| Some((i, s.as_ref()?)))
        {
            let left = x + slot * (column as f32 + 0.5) - bar / 2.0;
            let apart = position(*apart);
            let end = median - (apart * px) as f32;
            if apart < 0.0 { &mut below } else { &mut above }.push(((left, median), (left + bar, end)));
        }
    }
    picture.bars(Ink::section(1, 6), above);
    picture.bars(Ink::MUTED, below);
    let medians = (0..chart.panels.len()).map(|at| {
        let (x, y) = grid.corner(at);
        let y = y + HEAD + grid.median(scale);
        ((x, y), (x + grid.panel(), y + 1.0))
    });
    picture.bars(Ink::SOLID, medians);
}

/// Shape, name and score of a panel, over a field that takes the pointer.
fn draw_head(picture: &Picture, panel: &Panel, (x, y): (f32, f32), grid: &Grid, many: bool) {
    let width = grid.panel();
    picture.rect(Ink::HIT, (x - 3.0, y), (x + width + 3.0, y + HEAD + grid.field + 2.0));
    let mut left = x;
    if let Some(grade) = panel.grade {
        picture.shape(Ink::grade(grade.place), grade.place, (x + 5.0, y + 8.5), 4.2);
        left += 13.0;
    }
    let score = panel.score.filter(|_| !many).map_or_else(String::new, |score| places(score, panel.decimals));
    let taken = if score.is_empty() { 0.0 } else { text_width(&score, 12.0) + 6.0 };
    picture.label(left, y + 13.0, &["t12", "b"], panel.name, x + width - left - taken);
    picture.text(x + width, y + 13.0, &["t12", "t2", "e", "q"], &score);
}

/// Everything about a panel in words; of very many panels only its ends.
fn says(chart: &Multiples, panel: &Panel) -> String {
    let mut says = panel.name.to_owned();
    if let Some(score) = panel.score {
        says += " ";
        says += &scored(score, panel.decimals, chart.of);
    }
    if let Some(grade) = panel.grade {
        says += " ";
        says += grade.name;
    }
    let fulls = chart.fulls.iter().map(|full| Some(*full)).chain(std::iter::repeat(None));
    let decimals = chart.decimals.iter().copied().chain(std::iter::repeat(2));
    let named = chart.sections.iter().zip(fulls.zip(decimals)).zip(&panel.sections);
    let part = |(name, (of, decimals)): (&&str, (Option<Decimal>, u32)), score: Decimal, apart: Decimal| {
        let score = scored(score, decimals, of);
        if apart.is_zero() {
            return format!("；{name} {score}，等于中位数");
        }
        let side = if apart.is_sign_negative() { "低" } else { "高" };
        format!("；{name} {score}，{side}于中位数 {}", places(apart.abs(), decimals))
    };
    if chart.panels.len() > TERSE {
        let values = || named.clone().filter_map(|(name, of)| of.map(|(score, apart)| (name, score, apart)));
        let most = values().max_by_key(|(_, _, apart)| *apart);
        let least = values().min_by_key(|(_, _, apart)| *apart);
        for (name, score, apart) in most.into_iter().chain(least) {
            says += &part(name, score, apart);
        }
        return says;
    }
    for (name, of) in named {
        says += &of.map_or_else(|| format!("；{} 不计", name.0), |(score, apart)| part(name, score, apart));
    }
    says
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn panel<'a>(name: &'a str, apart: &[&str]) -> Panel<'a> {
        Panel {
            name,
            href: Some("a&b.html".to_owned()),
            score: Some(d("88.5")),
            decimals: 2,
            grade: Some(Grade { place: 1, name: "较好" }),
            sections: apart.iter().map(|apart| Some((d("80"), d(apart)))).collect(),
        }
    }

    #[test]
    fn columns_stand_above_or_below_the_median_on_one_scale() {
        let mut panels = vec![panel("广州", &["10", "-5", "0"]), panel("深圳", &["-10", "5", "2.5"])];
        panels[1].sections[2] = None;
        let chart =
            Multiples {
                sections: vec!["组织领导", "人才支援", "资金支持"], panels, ..Multiples::default()
            };
        for width in WIDTHS {
            let svg = chart.draw(&frame(width));
            check::well_formed(&svg);
            assert_eq!((count(&svg, "<a href"), count(&svg, "class=\"fg2\"")), (2, 2));
            assert!(
                svg.contains("组织领导 80.00，低于中位数 10.00") && svg.contains("资金支持 不计"),
                "{svg}"
            );
            assert!(svg.contains("最多 +10.00") && svg.contains("从左到右：组织领导、"), "{svg}");
        }
        insta::assert_snapshot!(reading(&chart.draw(&frame(Width::Wide))));
    }

    #[test]
    fn two_hundred_panels_stay_small() {
        let panels = vec![panel("县", &["10", "-5", "0", "1", "2", "3", "4", "-9"]); 200];
        let chart = Multiples { sections: vec!["责任落实"; 8], panels, ..Multiples::default() };
        let both: usize =
            [Width::Wide, Width::Narrow].map(|width| chart.draw(&frame(width)).len()).iter().sum();
        assert!(both < 240_000, "{both} bytes");
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                for (sections, count) in [(0, 0), (0, 1), (1, 1), (30, 61)] {
                    let one = panel(label, &vec![*value; sections]);
                    let bare = Panel { href: None, score: None, grade: None, ..one.clone() };
                    let mut panels = vec![one; count];
                    panels.push(bare);
                    let chart = Multiples { sections: vec![label; sections], panels, ..Multiples::default() };
                    check::well_formed(&chart.draw(&frame(width)));
                }
            }
        }
    }
}
