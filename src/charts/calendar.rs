//! Dates of a procedure: when each step was due, and when it was done.

use super::frame::Frame;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::text_width;

/// Dates of a procedure.
#[derive(Clone, Debug, Default)]
pub struct Calendar<'a> {
    /// The steps.
    pub rows: Vec<CalendarRow<'a>>,
    /// Days with a label on the axis: day, label.
    pub ticks: Vec<(i32, String)>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct CalendarRow<'a> {
    /// What it is.
    pub name: &'a str,
    /// Beside or under the name, quieter.
    pub note: &'a str,
    /// The last day on time.
    pub due: Option<i32>,
    /// When it was done, ascending: the day, and that in words where the counts do not say it.
    pub done: Vec<(i32, String)>,
    /// The counts in words: `按期9　逾期1`.
    pub counts: String,
}

const TOP: f32 = 30.0;

/// Draws the dates.
pub fn calendar(frame: &Frame, chart: &Calendar) -> String {
    let narrow = frame.width.is_narrow();
    let row = if narrow { 54.0 } else { 34.0 };
    let bottom = TOP + row * chart.rows.len() as f32;
    let picture = Picture::new(frame, bottom + 10.0);
    let names = chart.rows.iter().map(|row| text_width(row.name, 13.0).max(text_width(row.note, 12.0)));
    let left = if narrow { 10.0 } else { (names.fold(60.0, f32::max) + 28.0).min(picture.width * 0.36) };
    let counts = chart.rows.iter().map(|row| text_width(&row.counts, 12.0)).fold(0.0, f32::max);
    let right = if narrow { picture.width - 12.0 } else { picture.width - (counts + 24.0).min(220.0) };
    let days = || {
        let of =
            |row: &CalendarRow| row.due.into_iter().chain(row.done.iter().map(|of| of.0)).collect::<Vec<_>>();
        chart.rows.iter().flat_map(of).map(f64::from)
    };
    let (first, last) = days().fold((f64::MAX, f64::MIN), |(a, b), day| (a.min(day), b.max(day)));
    let x =
        if first > last { Axis::new(0.0, 1.0, (left, right)) } else { Axis::new(first, last, (left, right)) };
    let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));
    let mut free = 0.0;
    for (day, label) in &chart.ticks {
        let (at, half) = (plot.x(f64::from(*day)), text_width(label, 12.0) / 2.0);
        if f64::from(*day) < x.from || f64::from(*day) > x.to || at - half < free || at + half > picture.width
        {
            continue;
        }
        picture.line(Ink::GRID, (at, 20.0), (at, bottom));
        picture.text(at, 14.0, &["t12", "t3", "m"], label);
        free = at + half + 10.0;
    }
    for (at, of) in chart.rows.iter().enumerate() {
        let top = TOP + row * at as f32;
        let middle = if narrow { top + 34.0 } else { top + 15.0 };
        if narrow {
            let room = picture.width - text_width(&of.counts, 12.0) - 12.0;
            let note = text_width(of.note, 12.0) + 8.0;
            picture.label(0.0, top + 14.0, &["b", "halo"], of.name, room - note);
            let after = text_width(of.name, 13.0).min(room - note) + 8.0;
            picture.label(after, top + 14.0, &["t12", "t3", "halo"], of.note, room - after);
            picture.label(picture.width, top + 14.0, &["t12", "t2", "e", "halo"], &of.counts, picture.width);
        } else if of.note.is_empty() {
            picture.label(0.0, middle + 4.5, &[], of.name, left - 24.0);
            picture.label(picture.width, middle + 4.5, &["t12", "t2", "e"], &of.counts, 216.0);
        } else {
            picture.label(0.0, middle - 2.0, &[], of.name, left - 24.0);
            picture.label(0.0, middle + 13.0, &["t12", "t3"], of.note, left - 24.0);
            picture.label(picture.width, middle + 4.5, &["t12", "t2", "e"], &of.counts, 216.0);
        }
        draw_row(&picture, &plot, of, middle, (left, right));
    }
    picture.finish()
}

fn draw_row(picture: &Picture, plot: &Plot, row: &CalendarRow, y: f32, (left, right): (f32, f32)) {
    picture.line(Ink::GRID, (left, y), (right, y));
    let late = |day: i32| row.due.is_some_and(|due| day > due);
    let latest = row.done.iter().map(|of| of.0).filter(|day| late(*day)).max();
    if let (Some(due), Some(latest)) = (row.due, latest) {
        picture.line(Ink::LINE, (plot.x(f64::from(due)), y), (plot.x(f64::from(latest)), y));
    }
    let mut rest = &row.done[..];
    while let Some((day, _)) = rest.first() {
        let at = plot.x(f64::from(*day));
        // On time, one dot covers its neighbours and names them too.
        let near = |other: &(i32, String)| !late(other.0) && plot.x(f64::from(other.0)) - at < 3.0;
        let covered = if late(*day) { 1 } else { rest.iter().take_while(|other| near(other)).count().max(1) };
        let says: Vec<_> = rest[..covered].iter().map(|(_, says)| says.as_str()).collect();
        rest = &rest[covered..];
        if says.iter().any(|says| !says.is_empty()) {
            picture.datum(&[row.name, " ", &says.join("、")]);
        }
        // Late ones are hollow diamonds, so that they stand out without colour.
        picture.shape(if late(*day) { Ink::RING } else { Ink::MUTED }, usize::from(late(*day)), (at, y), 5.0);
    }
    if let Some(due) = row.due {
        let at = plot.x(f64::from(due));
        picture.line(Ink::MEDIAN, (at, y - 11.0), (at, y + 11.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, WIDTHS, count, frame};

    #[test]
    fn what_came_late_has_another_shape_and_its_delay_is_a_line() {
        let done = vec![(340, "12月7日 9个".to_owned()), (360, "12月27日".to_owned())];
        let row =
            CalendarRow {
                name: "自查报告", note: "协作", due: Some(350), done, counts: "逾期1".to_owned()
            };
        let chart =
            Calendar { rows: vec![row], ticks: vec![(345, "12月".to_owned()), (400, "2月".to_owned())] };
        let svg = calendar(&frame(Width::Wide), &chart);
        check::well_formed(&svg);
        assert_eq!((count(&svg, "class=\"ring\""), count(&svg, "class=\"ln\"")), (1, 1));
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for name in HARD_LABELS {
                for due in [None, Some(0), Some(i32::MIN), Some(i32::MAX)] {
                    let done = vec![(i32::MIN, name.to_owned()), (5, name.to_owned())];
                    let row = CalendarRow { name, note: name, due, done, counts: name.to_owned() };
                    let empty = CalendarRow { done: Vec::new(), ..row.clone() };
                    for rows in [vec![], vec![empty.clone()], vec![row, empty]] {
                        let ticks = vec![(i32::MIN, name.to_owned()), (3, name.to_owned())];
                        check::well_formed(&calendar(&frame(width), &Calendar { rows, ticks }));
                    }
                }
            }
        }
    }
}
