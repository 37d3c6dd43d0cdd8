//! The waterfall laid on its side, a row for each step: for phones, and for more steps than columns fit.

use super::frame::Frame;
use super::grade::grade_text;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::{number, places, position, text_width};
use super::waterfall::{Waterfall, WaterfallStep, change, draw_step};
use super::waterfall_axis::{levels, range};
use super::waterfall_rule::rule_row;

const STEP: f32 = 30.0;
const BAR: f32 = 16.0;

pub(super) fn waterfall_rows(frame: &Frame, chart: &Waterfall) -> String {
    let bottom = 4.0 + STEP * (chart.steps.len() + 2) as f32;
    let rule = if chart.rule.is_some() { 44.0 } else { 0.0 };
    let picture = Picture::new(frame, bottom + 20.0 + rule);
    let names = chart.steps.iter().map(|step| step.name).chain([chart.start.0, chart.end.0]);
    let left = names.map(|name| text_width(name, 13.0)).fold(0.0, f32::max) + 12.0;
    let left = left.clamp(60.0, picture.width * 0.3).round();
    let right = picture.width - 64.0;
    let x = Axis { px: (left, right), ..range(chart) };
    let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));
    let row = |i: usize| 4.0 + STEP * (i as f32 + 0.5);

    draw_thresholds(&picture, &plot, chart, x, bottom);
    let start = plot.x(position(chart.start.1));
    picture.datum(&[chart.start.0, " ", &number(chart.start.1)]);
    picture.rect(Ink::SOLID, (start - 3.0, row(0) - BAR / 2.0), (start, row(0) + BAR / 2.0));
    draw_texts(&picture, row(0), left, (&[], chart.start.0), (&["e"], &number(chart.start.1)));

    for (i, (step, (before, after))) in chart.steps.iter().zip(levels(chart)).enumerate() {
        let (y, before, after) = (row(i + 1), plot.x(before), plot.x(after));
        picture.line(Ink::LEADER, (before, y - STEP + BAR / 2.0), (before, y - BAR / 2.0));
        draw_step(&picture, step, (before, y - BAR / 2.0), (after, y + BAR / 2.0));
        draw_weak(&picture, step, (before.min(after), before.max(after)), y, (left, right));
        let change = change(step);
        match step.weak {
            Some(grade) => {
                let classes = &["e", "b", grade_text(grade.place)];
                draw_texts(&picture, y, left, (&["b"], step.name), (classes, &change));
            }
            None => draw_texts(&picture, y, left, (&[], step.name), (&["e"], &change)),
        }
    }

    let (y, end) = (row(chart.steps.len() + 1), plot.x(position(chart.end.1)));
    picture.datum(&[chart.end.0, " ", &places(chart.end.1, chart.decimals)]);
    picture.rect(Ink::SOLID, (left, y - BAR / 2.0), (end, y + BAR / 2.0));
    draw_texts(&picture, y, left, (&["b"], chart.end.0), (&["e", "b"], &places(chart.end.1, chart.decimals)));
    if let Some(rule) = &chart.rule {
        rule_row(&picture, rule, left, bottom + 46.0);
    }
    picture.finish()
}

fn draw_texts(picture: &Picture, y: f32, left: f32, name: (&[&str], &str), value: (&[&str], &str)) {
    picture.label(0.0, y + 4.5, name.0, name.1, left - 8.0);
    picture.label(picture.width, y + 4.5, value.0, value.1, 60.0);
}

/// Shape and name of a weak item's grade, on whichever side of its bar has room.
fn draw_weak(picture: &Picture, step: &WaterfallStep, bar: (f32, f32), y: f32, (left, right): (f32, f32)) {
    let Some(grade) = step.weak else { return };
    let width = text_width(grade.name, 13.0) + 18.0;
    let x = if bar.1 + 8.0 + width <= right { bar.1 + 8.0 } else { bar.0 - 8.0 - width };
    if x < left {
        return;
    }
    picture.shape(Ink::grade(grade.place), grade.place, (x + 5.0, y), 4.7);
    picture.text(x + 14.0, y + 4.5, &["b", grade_text(grade.place)], grade.name);
}

fn draw_thresholds(picture: &Picture, plot: &Plot, chart: &Waterfall, x: Axis, bottom: f32) {
    let mut free = f32::NEG_INFINITY;
    let mut lines: Vec<_> = chart.thresholds.iter().map(|line| (position(line.from), line)).collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (from, line) in lines.into_iter().filter(|(from, _)| (x.from..=x.to).contains(from)) {
        let at = plot.x(from);
        picture.line(Ink::THRESHOLD, (at, 0.0), (at, bottom));
        let from = number(line.from);
        let name = [from.strip_suffix(".00").unwrap_or(&from), " ", line.grade.name].concat();
        if at > free {
            picture.label(at, bottom + 14.0, &["t12", "t2"], &name, picture.width - at);
        }
        free = at + text_width(&name, 12.0) + 8.0;
    }
}
