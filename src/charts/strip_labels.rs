//! The words over a strip: median, target, and the subjects worth a name.

use super::ink::Ink;
use super::picture::Picture;
use super::plot::Plot;
use super::strip::{ROW, Strip};
use super::text::{measure, position, text_width};

/// Median and target across both parts, named at their heads on the sides that point away from each other.
pub(super) fn draw_lines(picture: &Picture, plot: &Plot, chart: &Strip, bottom: f32) {
    let lines = [(chart.target, "目标", Ink::TARGET), (chart.median, "中位数", Ink::MEDIAN)]
        .map(|(value, word, ink)| value.map(|value| (plot.x(position(value)), value, word, ink)));
    for (i, line) in lines.iter().enumerate() {
        let Some((x, value, word, ink)) = *line else { continue };
        let other = lines[1 - i].map(|(x, ..)| x);
        let text = [word, " ", &measure(value)].concat();
        let width = text_width(&text, 13.0) * 1.05;
        let to_left =
            other.is_some_and(|other| x < other || (x <= other && i == 0)) || x + width > picture.width;
        picture.line(ink, (x, 34.0), (x, bottom));
        let fits_left = x - width > 0.0;
        // Two names on the same side stand one above the other.
        let y = if to_left && !fits_left && i == 0 { 10.0 } else { 26.0 };
        if to_left && fits_left {
            picture.label(x - 5.0, y, &["b", "e"], &text, x);
        } else {
            let start = x.min(picture.width - width).max(0.0);
            picture.label(start, y, &["b"], &text, picture.width - start);
        }
    }
}

/// The subjects worth a name: best and worst, by score or else by measure.
pub(super) fn notable(chart: &Strip) -> [Option<usize>; 2] {
    let key = |i: &usize| (chart.subjects[*i].score.unwrap_or_default(), chart.subjects[*i].value);
    let indices = || 0..chart.subjects.len();
    let best = indices().max_by_key(key);
    let worst = indices().min_by_key(key).filter(|&i| Some(i) != best);
    [best, worst]
}

/// Names over the strip: the notable ones first, then as many others as fit, in two tiers.
pub(super) fn draw_labels(picture: &Picture, plot: &Plot, chart: &Strip) {
    let first = notable(chart);
    let others = (0..chart.subjects.len()).filter(|i| !first.contains(&Some(*i)));
    let others = others.take(if chart.subjects.len() > 40 { 0 } else { 40 });
    let mut tiers: [Vec<(f32, f32)>; 2] = Default::default();
    for i in first.into_iter().flatten().chain(others) {
        let subject = &chart.subjects[i];
        let (name, x) = (subject.name, plot.x(position(subject.value)));
        let half = text_width(name, 13.0).min(120.0) / 2.0;
        let middle = x.min(picture.width - half).max(half);
        let span = (middle - half - 2.0, middle + half + 2.0);
        let Some(tier) = tiers.iter().position(|used| used.iter().all(|u| u.1 < span.0 || u.0 > span.1))
        else {
            continue;
        };
        tiers[tier].push(span);
        let y = ROW - 14.0 - 17.0 * tier as f32;
        if tier > 0 {
            picture.line(Ink::LEADER, (x, ROW - 8.0), (x, y + 4.0));
        }
        picture.label(middle, y, &["m", "halo"], name, 120.0);
    }
}
