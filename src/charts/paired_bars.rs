//! Own value against the group, a pair of bars for each section: what the radar becomes with few axes.

use super::frame::Frame;
use super::grade::grade_text;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::radar_key::draw_legend;
use super::section_radar::{BEST, MEDIAN, Radar, RadarAxis, scale};
use super::text::{text_width, tick};

const STEP: f32 = 44.0;

/// Draws the bars.
pub(super) fn paired_bars(frame: &Frame, radar: &Radar) -> String {
    let bottom = 8.0 + STEP * radar.axes.len() as f32;
    let picture = Picture::new(frame, bottom + 50.0);
    let widest = radar.axes.iter().map(|axis| text_width(axis.name, 13.0)).fold(26.0, f32::max);
    let left = (widest + 14.0).min(picture.width * 0.3).round();
    let right = picture.width - if frame.width.is_narrow() { 64.0 } else { 130.0 };
    let scale = scale(radar);
    let x = Axis::new(scale.from, scale.to, (left, right));
    let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));

    for value in x.ticks(5) {
        let x = plot.x(value);
        picture.line(Ink::GRID, (x, 4.0), (x, bottom));
        picture.text(x, bottom + 16.0, &["t12", "t3", "m"], &tick(value));
    }
    for (i, axis) in radar.axes.iter().enumerate() {
        draw_pair(&picture, &plot, radar, axis, 8.0 + STEP * i as f32, x);
        let baseline = 8.0 + STEP * i as f32 + 19.0;
        picture.label(0.0, baseline, &[], axis.name, left - 8.0);
        let own = axis.own.map_or_else(|| "–".to_owned(), |own| axis.told(own));
        let grade = axis.grade.map_or("", |grade| grade.name);
        let colour = axis.grade.map_or("b", |grade| grade_text(grade.place));
        picture.label(
            picture.width,
            baseline,
            &["b", "e", colour],
            &[own.as_str(), " ", grade].concat(),
            picture.width - right - 8.0,
        );
    }
    draw_legend(&picture, radar.own, bottom + 36.0);
    picture.finish()
}

fn draw_pair(picture: &Picture, plot: &Plot, radar: &Radar, axis: &RadarAxis, top: f32, x: Axis) {
    let top = f64::from(top);
    if let Some(own) = axis.own {
        plot.bar(Ink::section(2, 6), (x.from, top + 8.0), (axis.level(own), top + 22.0), 0);
    }
    if let Some(median) = axis.median {
        picture.datum(&[axis.name, " ", MEDIAN, " ", &axis.told(median)]);
        plot.bar(Ink::MUTED, (x.from, top + 24.0), (axis.level(median), top + 30.0), 0);
    }
    let middle = top as f32 + 15.0;
    if let Some(best) = axis.best {
        picture.datum(&[axis.name, " ", BEST, " ", &axis.told(best)]);
        picture.circle(Ink::RING, (plot.x(axis.level(best)), middle), 4.5);
    }
    if let Some(own) = axis.own {
        picture.datum(&[axis.name, " ", radar.own, " ", &axis.told(own)]);
        let (ink, place) = axis.grade.map_or((Ink::SOLID, 0), |grade| (Ink::grade(grade.place), grade.place));
        picture.shape(ink, place, (plot.x(axis.level(own)), middle), 6.0);
    }
}
