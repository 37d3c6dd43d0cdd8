//! Where a score comes from: full marks, what each item lost, deductions, bonuses, the published score, and
//! the rule that changes the grade but never the score.

use rust_decimal::Decimal;

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{Grade, Threshold, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, places, position, signed, signed_fine, text_width};
use super::waterfall_axis::{draw_grid, levels, range};
use super::waterfall_rows::waterfall_rows;
use super::waterfall_rule::rule_column;

/// A score taken apart.
#[derive(Clone, Debug)]
pub struct Waterfall<'a> {
    /// Name and value of the first column: full marks.
    pub start: (&'a str, Decimal),
    /// What changes it, in order.
    pub steps: Vec<WaterfallStep<'a>>,
    /// Name and value of the last column: the published score.
    pub end: (&'a str, Decimal),
    /// Decimals the published score is printed with.
    pub decimals: u32,
    /// Lines across the picture; those outside its range are left out.
    pub thresholds: Vec<Threshold<'a>>,
    /// The rule that changed the grade, where one did.
    pub rule: Option<WaterfallRule<'a>>,
}

/// One step of a waterfall.
#[derive(Clone, Debug)]
pub struct WaterfallStep<'a> {
    /// What the step is.
    pub name: &'a str,
    /// A second line under the name: `得 92.00`.
    pub note: String,
    /// How it is drawn.
    pub kind: StepKind,
    /// Points added; negative where points were lost or deducted.
    pub change: Decimal,
    /// The item's grade where it is below and should stand out.
    pub weak: Option<Grade<'a>>,
}

/// Why the score changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// An item was scored below full marks.
    Loss,
    /// Points were deducted: hatched.
    Deduction,
    /// Points were added: outlined.
    Bonus,
    /// The sum was rounded, which moves it by less than the last digit that is printed.
    Rounding,
}

/// A rule that turned one grade into another.
#[derive(Clone, Debug)]
pub struct WaterfallRule<'a> {
    /// Head of this part of the picture: `等次规则`.
    pub title: &'a str,
    /// What it says about itself: `只改等次，不改分数`.
    pub note: &'a str,
    /// The grade by thresholds, with the words before it: `按分数线`.
    pub before: (&'a str, Grade<'a>),
    /// The rules before the last one, each its clause with the grade after it.
    pub steps: Vec<(String, Grade<'a>)>,
    /// The last rule's clause.
    pub clause: String,
    /// The grade after the rule, with the words before it: `封顶后等次`.
    pub after: (&'a str, Grade<'a>),
}

/// A step's change as printed: a rounding is too small for two decimals.
pub(super) fn change(step: &WaterfallStep) -> String {
    if step.kind == StepKind::Rounding { signed_fine(step.change) } else { signed(step.change) }
}

/// Draws a step between two corners in the manner of its kind.
pub(super) fn draw_step(picture: &Picture, step: &WaterfallStep, from: (f32, f32), to: (f32, f32)) {
    picture.datum(&[step.name, " ", &change(step), " ", &step.note]);
    match step.kind {
        StepKind::Loss => {
            picture.rect(step.weak.map_or(Ink::section(2, 6), |grade| Ink::grade(grade.place)), from, to);
        }
        StepKind::Deduction => picture.hatched(from, to),
        StepKind::Bonus => picture.rect(Ink::BONUS, from, to),
        StepKind::Rounding => picture.rect(Ink::SOLID, from, to),
    }
}

/// Where full marks stand.
pub(super) const TOP: f32 = 30.0;
/// Where the axis lies.
pub(super) const BOTTOM: f32 = 340.0;
const RULE: f32 = 150.0;

impl Drawing for Waterfall<'_> {
    #[cfg(test)]
    fn waterfall(&self) -> Option<&Waterfall<'_>> {
        Some(self)
    }

    fn name(&self) -> &'static str {
        "waterfall"
    }

    fn draw(&self, frame: &Frame) -> String {
        let rule = if self.rule.is_some() { RULE } else { 0.0 };
        let columns = self.steps.len() + 2;
        let (left, right) = (52.0, frame.width.px() - rule);
        let column = ((right - left) / columns as f32).min(84.0);
        if frame.width.is_narrow() || column < 52.0 {
            return waterfall_rows(frame, self);
        }
        let picture = Picture::new(frame, BOTTOM + 66.0);
        let right = left + column * columns as f32;
        let range = range(self);
        let y = Axis { px: (BOTTOM, TOP), ..range };
        let plot = Plot::new(&picture, Axis::new(0.0, columns as f64, (left, right)), y);

        draw_grid(&picture, &plot, self, y, (left, right));
        let middle = |i: usize| plot.x(i as f64 + 0.5);
        let half = (column * 0.36).min(22.0);
        let start = plot.y(position(self.start.1));
        picture.datum(&[self.start.0, " ", &number(self.start.1)]);
        picture.rect(Ink::SOLID, (middle(0) - half, start), (middle(0) + half, start + 3.0));
        picture.label(middle(0), start - 8.0, &["b", "m"], &number(self.start.1), column);
        draw_name(&picture, middle(0), column, self.start.0, &[]);

        let mut last = middle(0) + half;
        for (i, (step, (before, after))) in self.steps.iter().zip(levels(self)).enumerate() {
            let (x, before, after) = (middle(i + 1), plot.y(before), plot.y(after));
            picture.line(Ink::LEADER, (last, before), (x - half, before));
            draw_step(&picture, step, (x - half, before), (x + half, after));
            let up = after < before;
            let classes: &[&str] = match step.weak {
                Some(grade) => &["m", "halo", "b", grade_text(grade.place)],
                None if up => &["m", "halo", "b"],
                None => &["m", "halo"],
            };
            let label = if up { after - 8.0 } else { before.max(after) + 17.0 };
            picture.label(x, label, classes, &change(step), column + 8.0);
            draw_name(&picture, x, column, step.name, &[]);
            draw_note(&picture, x, column, step);
            last = x + half;
        }

        let (x, end) = (middle(columns - 1), plot.y(position(self.end.1)));
        picture.line(Ink::LEADER, (last, end), (x - half, end));
        picture.datum(&[self.end.0, " ", &places(self.end.1, self.decimals)]);
        picture.rect(Ink::SOLID, (x - half, end), (x + half, BOTTOM));
        picture.label(x, end - 9.0, &["b", "m", "t15"], &places(self.end.1, self.decimals), column + 8.0);
        draw_name(&picture, x, column, self.end.0, &["b"]);
        picture.line(Ink::AXIS, (left, BOTTOM), (right, BOTTOM));
        if let Some(rule) = &self.rule {
            rule_column(&picture, rule, right + 16.0);
        }
        picture.finish()
    }
}

fn draw_name(picture: &Picture, x: f32, column: f32, name: &str, weight: &[&str]) {
    let classes: Vec<_> = ["t12", "m"].iter().chain(weight).copied().collect();
    picture.label(x, BOTTOM + 21.0, &classes, name, column + 2.0);
}

fn draw_note(picture: &Picture, x: f32, column: f32, step: &WaterfallStep) {
    let Some(grade) = step.weak else {
        picture.label(x, BOTTOM + 39.0, &["t12", "m", "t2"], &step.note, column - 2.0);
        return;
    };
    let class = grade_text(grade.place);
    picture.label(x, BOTTOM + 39.0, &["t12", "m", "b", class], &step.note, column - 2.0);
    let width = text_width(grade.name, 12.0).min(column - 14.0);
    picture.shape(Ink::grade(grade.place), grade.place, (x - width / 2.0 - 3.0, BOTTOM + 53.0), 4.5);
    picture.label(x + 6.0, BOTTOM + 57.0, &["t12", "m", "b", class], grade.name, column - 14.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, HARD_VALUES, WIDTHS, count, d, frame};
    use crate::charts::reading::reading;

    fn step<'a>(name: &'a str, kind: StepKind, change: &str) -> WaterfallStep<'a> {
        let weak = (name == "劳务协作").then_some(Grade { place: 2, name: "一般" });
        WaterfallStep { name, note: "得 92.00".to_owned(), kind, change: d(change), weak }
    }

    #[test]
    fn each_kind_of_step_looks_its_own_way() {
        let steps = vec![
            step("组织领导", StepKind::Loss, "-1.33"),
            step("劳务协作", StepKind::Loss, "-3.58"),
            step("扣分", StepKind::Deduction, "-0.17"),
            step("四舍五入", StepKind::Rounding, "-0.0033"),
            step("加分", StepKind::Bonus, "1"),
        ];
        let rule = WaterfallRule {
            title: "等次规则",
            note: "只改等次，不改分数",
            before: ("按分数线", Grade { place: 0, name: "好" }),
            steps: Vec::new(),
            clause: "办法 七（一）3".to_owned(),
            after: ("封顶后等次", Grade { place: 1, name: "较好" }),
        };
        let chart = Waterfall {
            start: ("满分", d("100")),
            steps,
            end: ("公布得分", d("95.92")),
            decimals: 2,
            thresholds: vec![Threshold { from: d("96"), grade: Grade { place: 0, name: "好" } }],
            rule: Some(rule),
        };
        for width in WIDTHS {
            let svg = chart.draw(&frame(width));
            check::well_formed(&svg);
            assert_eq!(count(&svg, "fill=\"url(#t-"), 1);
            assert_eq!(count(&svg, "class=\"ink\"><title>四舍五入 −0.0033"), 1);
            assert_eq!(count(&svg, "class=\"bonus\"><title>加分 +1.00"), 1);
            assert_eq!(count(&svg, "class=\"fg3\"><title>劳务协作 −3.58"), 1);
            assert_eq!(count(&svg, "class=\"fs3\"><title>"), 1);
            assert_eq!(count(&svg, "class=\"thr\""), 1);
            assert!(
                svg.contains("class=\"hg1\"") && svg.contains("class=\"fg2\""),
                "the grade before is hollow: {svg}"
            );
        }
        insta::assert_snapshot!(reading(&chart.draw(&frame(Width::Wide))));
        insta::assert_snapshot!("rows", reading(&chart.draw(&frame(Width::Narrow))));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for (value, label) in HARD_VALUES.iter().flat_map(|value| HARD_LABELS.map(|label| (value, label)))
            {
                let grade = Grade { place: 12, name: label };
                let rule = WaterfallRule {
                    title: label,
                    note: label,
                    before: (label, grade),
                    steps: vec![(label.to_owned(), grade)],
                    clause: label.to_owned(),
                    after: (label, grade),
                };
                let one = WaterfallStep {
                    note: label.to_owned(),
                    weak: Some(grade),
                    ..step(label, StepKind::Deduction, value)
                };
                for steps in [vec![], vec![one.clone()], vec![one; 40]] {
                    let chart = Waterfall {
                        start: (label, d("100")),
                        steps,
                        end: (label, d(value)),
                        decimals: 2,
                        thresholds: vec![Threshold { from: d(value), grade }; 2],
                        rule: Some(rule.clone()),
                    };
                    check::well_formed(&chart.draw(&frame(width)));
                    let bare = Waterfall { rule: None, thresholds: Vec::new(), ..chart };
                    check::well_formed(&bare.draw(&frame(width)));
                }
            }
        }
    }
}
