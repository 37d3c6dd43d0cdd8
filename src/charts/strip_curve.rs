//! The lower part of an indicator's picture: from measure to score.

use super::grade::grade_text;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::strip::{CURVE, Strip, StripSubject};
use super::text::{measure, position, scored, text_width, tick};

/// Draws scales, curve and subjects; `notable` are the ones with a label of their own.
pub(super) fn draw_curve(picture: &Picture, chart: &Strip, x: Axis, notable: [Option<usize>; 2]) {
    let scores = chart.subjects.iter().flat_map(|subject| [subject.score, subject.raw]).flatten();
    let all = chart.curve.iter().map(|point| point.1).chain(scores).map(position);
    let y = Axis::around(all, 0.06, (CURVE.1, CURVE.0));
    let plot = Plot::new(picture, x, y);

    draw_scale(picture, &plot, chart, x, y);
    if chart.curve.len() > 1 {
        plot.line(Ink::LINE, chart.curve.iter().map(|&(value, score)| (position(value), position(score))));
    }
    let few = chart.subjects.len() <= 40;
    for (i, subject) in chart.subjects.iter().enumerate() {
        if few || notable.contains(&Some(i)) {
            draw_subject(picture, &plot, chart, subject);
        }
    }
    for subject in notable.into_iter().flatten().map(|i| &chart.subjects[i]) {
        draw_label(picture, &plot, chart, subject);
    }
}

fn draw_scale(picture: &Picture, plot: &Plot, chart: &Strip, x: Axis, y: Axis) {
    picture.label(0.0, CURVE.0 - 14.0, &["t12", "t2"], "得分", x.px.0 + 60.0);
    for value in y.ticks(6) {
        plot.line(Ink::GRID, [(x.from, value), (x.to, value)]);
        picture.label(x.px.0 - 8.0, plot.y(value) + 4.0, &["t12", "t3", "e"], &tick(value), x.px.0 - 8.0);
    }
    let mut named: Vec<f32> = Vec::new();
    for line in chart.thresholds.iter().filter(|line| (y.from..=y.to).contains(&position(line.from))) {
        let from = position(line.from);
        plot.line(Ink::THRESHOLD, [(x.from, from), (x.to, from)]);
        let at = plot.y(from);
        if named.iter().all(|other| (other - at).abs() >= 13.0) {
            let classes = ["t12", "e", "halo", grade_text(line.grade.place)];
            picture.label(x.px.1, at - 5.0, &classes, line.grade.name, 120.0);
            named.push(at);
        }
    }
}

/// The subject on the curve; where a floor lifted it, the score before it and an arrow to the one after.
fn draw_subject(picture: &Picture, plot: &Plot, chart: &Strip, subject: &StripSubject) {
    let Some(score) = subject.score else { return };
    let at = plot.at(position(subject.value), position(score));
    if let Some(raw) = subject.raw {
        let from = plot.at(position(subject.value), position(raw));
        let up = if from.1 > at.1 { -1.0 } else { 1.0 };
        let tip = at.1 - up * 8.0;
        if (from.1 - at.1).abs() > 18.0 {
            picture.line(Ink::AXIS, (from.0, from.1 + up * 5.0), (at.0, tip));
            picture.path(
                Ink::SOLID,
                [(at.0 - 3.5, tip - up * 5.0), (at.0 + 3.5, tip - up * 5.0), (at.0, tip)],
                true,
            );
        }
        picture.datum(&[subject.name, " ", &scored(raw, chart.decimals, chart.of)]);
        picture.circle(Ink::RING, from, 4.5);
    }
    let (ink, place) = subject.grade.map_or((Ink::SOLID, 0), |grade| (Ink::grade(grade.place), grade.place));
    picture.datum(&[
        subject.name,
        " ",
        &scored(score, chart.decimals, chart.of),
        " ",
        subject.grade.map_or("", |grade| grade.name),
    ]);
    picture.shape(ink, place, at, 5.5);
}

/// `广州 2,235.29 → 81.10` beside the point, on the side the curve leaves free.
fn draw_label(picture: &Picture, plot: &Plot, chart: &Strip, subject: &StripSubject) {
    let Some(score) = subject.score else { return };
    let (x, y) = plot.at(position(subject.value), position(score));
    let value = if picture.width < 400.0 { String::new() } else { measure(subject.value) + " → " };
    let text = [subject.name, " ", &value, &scored(score, chart.decimals, chart.of)].concat();
    let ends = chart.curve.first().zip(chart.curve.last());
    let rising = ends.is_none_or(|(from, to)| (to.0 > from.0) == (to.1 > from.1));
    let width = text_width(&text, 13.0);
    if x + 12.0 + width < picture.width {
        let y = if rising { (y + 18.0).min(CURVE.1 - 6.0) } else { y - 10.0 };
        picture.text(x + 12.0, y, &["halo", "t2"], &text);
    } else {
        let y = if rising { y - 10.0 } else { (y + 18.0).min(CURVE.1 - 6.0) };
        picture.label(x + 4.0, y, &["halo", "e", "t2"], &text, x + 4.0);
    }
}
