//! Where a score comes from: full marks, what each item lost, deductions, bonuses, the published score, and
//! the rule that changes the grade but never the score.

use rust_decimal::Decimal;

use super::frame::Frame;
use super::grade::{Grade, Threshold, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, position, signed, signed_fine, text_width};
use super::waterfall_axis::{draw_grid, levels, range};
use super::waterfall_rows::waterfall_rows;
use super::waterfall_rule::rule_column;

/// A score taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Waterfall<'a> {
    /// Name and value of the first column: full marks.
    pub start: (&'a str, Decimal),
    /// What changes it, in order.
    pub steps: &'a [WaterfallStep<'a>],
    /// Name and value of the last column: the published score.
    pub end: (&'a str, Decimal),
    /// Lines across the picture; those outside its range are left out.
    pub thresholds: &'a [Threshold<'a>],
    /// The rule that changed the grade, where one did.
    pub rule: Option<WaterfallRule<'a>>,
}

/// One step of a waterfall.
#[derive(Clone, Copy, Debug)]
pub struct WaterfallStep<'a> {
    /// What the step is.
    pub name: &'a str,
    /// A second line under the name: `得 92.00`.
    pub note: &'a str,
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
#[derive(Clone, Copy, Debug)]
pub struct WaterfallRule<'a> {
    /// Head of this part of the picture: `等次规则`.
    pub title: &'a str,
    /// What it says about itself: `只改等次，不改分数`.
    pub note: &'a str,
    /// The grade by thresholds, with the words before it: `按分数线`.
    pub before: (&'a str, Grade<'a>),
    /// The clause that applies.
    pub clause: &'a str,
    /// The grade after the rule, with the words before it: `封顶后等次`.
    pub after: (&'a str, Grade<'a>),
}

/// A step's change as printed: a rounding is too small for two decimals.
pub(super) fn change(step: &WaterfallStep) -> String {
    if step.kind == StepKind::Rounding { signed_fine(step.change) } else { signed(step.change) }
}

/// Draws a step between two corners in the manner of its kind.
pub(super) fn draw_step(picture: &Picture, step: &WaterfallStep, from: (f32, f32), to: (f32, f32)) {
    picture.datum(&[step.name, " ", &change(step), " ", step.note]);
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

/// Draws the waterfall: columns where there is room for them, rows in the narrow layout and for many steps.
pub fn waterfall(frame: &Frame, chart: &Waterfall) -> String {
    let rule = if chart.rule.is_some() { RULE } else { 0.0 };
    let columns = chart.steps.len() + 2;
    let (left, right) = (52.0, frame.width.px() - rule);
    let column = ((right - left) / columns as f32).min(84.0);
    if frame.width.is_narrow() || column < 52.0 {
        return waterfall_rows(frame, chart);
    }
    let picture = Picture::new(frame, BOTTOM + 66.0);
    let right = left + column * columns as f32;
    let range = range(chart);
    let y = Axis { px: (BOTTOM, TOP), ..range };
    let plot = Plot::new(&picture, Axis::new(0.0, columns as f64, (left, right)), y);

    draw_grid(&picture, &plot, chart, y, (left, right));
    let middle = |i: usize| plot.x(i as f64 + 0.5);
    let half = (column * 0.36).min(22.0);
    let start = plot.y(position(chart.start.1));
    picture.datum(&[chart.start.0, " ", &number(chart.start.1)]);
    picture.rect(Ink::SOLID, (middle(0) - half, start), (middle(0) + half, start + 3.0));
    picture.label(middle(0), start - 8.0, &["b", "m"], &number(chart.start.1), column);
    draw_name(&picture, middle(0), column, chart.start.0, &[]);

    let mut last = middle(0) + half;
    for (i, (step, (before, after))) in chart.steps.iter().zip(levels(chart)).enumerate() {
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

    let (x, end) = (middle(columns - 1), plot.y(position(chart.end.1)));
    picture.line(Ink::LEADER, (last, end), (x - half, end));
    picture.datum(&[chart.end.0, " ", &number(chart.end.1)]);
    picture.rect(Ink::SOLID, (x - half, end), (x + half, BOTTOM));
    picture.label(x, end - 9.0, &["b", "m", "t15"], &number(chart.end.1), column + 8.0);
    draw_name(&picture, x, column, chart.end.0, &["b"]);
    picture.line(Ink::AXIS, (left, BOTTOM), (right, BOTTOM));
    if let Some(rule) = &chart.rule {
        rule_column(&picture, rule, right + 16.0);
    }
    picture.finish()
}

fn draw_name(picture: &Picture, x: f32, column: f32, name: &str, weight: &[&str]) {
    let classes: Vec<_> = ["t12", "m"].iter().chain(weight).copied().collect();
    picture.label(x, BOTTOM + 21.0, &classes, name, column + 2.0);
}

fn draw_note(picture: &Picture, x: f32, column: f32, step: &WaterfallStep) {
    let Some(grade) = step.weak else {
        picture.label(x, BOTTOM + 39.0, &["t12", "m", "t2"], step.note, column - 2.0);
        return;
    };
    let class = grade_text(grade.place);
    picture.label(x, BOTTOM + 39.0, &["t12", "m", "b", class], step.note, column - 2.0);
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
        WaterfallStep { name, note: "得 92.00", kind, change: d(change), weak }
    }

    const RULE: WaterfallRule<'static> = WaterfallRule {
        title: "等次规则",
        note: "只改等次，不改分数",
        before: ("按分数线", Grade { place: 0, name: "好" }),
        clause: "办法 七（一）3",
        after: ("封顶后等次", Grade { place: 1, name: "较好" }),
    };

    #[test]
    fn each_kind_of_step_looks_its_own_way() {
        let steps = [
            step("组织领导", StepKind::Loss, "-1.33"),
            step("劳务协作", StepKind::Loss, "-3.58"),
            step("扣分", StepKind::Deduction, "-0.17"),
            step("四舍五入", StepKind::Rounding, "-0.0033"),
            step("加分", StepKind::Bonus, "1"),
        ];
        let lines = [Threshold { from: d("96"), grade: Grade { place: 0, name: "好" } }];
        let chart = Waterfall {
            start: ("满分", d("100")),
            steps: &steps,
            end: ("公布得分", d("95.92")),
            thresholds: &lines,
            rule: Some(RULE),
        };
        for width in WIDTHS {
            let svg = waterfall(&frame(width), &chart);
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
        insta::assert_snapshot!(reading(&waterfall(&frame(Width::Wide), &chart)));
        insta::assert_snapshot!("rows", reading(&waterfall(&frame(Width::Narrow), &chart)));
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
                    clause: label,
                    after: (label, grade),
                };
                let one = WaterfallStep {
                    note: label,
                    weak: Some(grade),
                    ..step(label, StepKind::Deduction, value)
                };
                for steps in [&[][..], &[one], &[one; 40]] {
                    let lines = [Threshold { from: d(value), grade }; 2];
                    let chart = Waterfall {
                        start: (label, d("100")),
                        steps,
                        end: (label, d(value)),
                        thresholds: &lines,
                        rule: Some(rule),
                    };
                    check::well_formed(&waterfall(&frame(width), &chart));
                    check::well_formed(&waterfall(
                        &frame(width),
                        &Waterfall { rule: None, thresholds: &[], ..chart },
                    ));
                }
            }
        }
    }
}
