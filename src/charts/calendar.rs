//! Dates of a procedure: when each step was due, and when it was done.

use super::chart::Drawing;
use super::frame::Frame;
use super::ink::Ink;
use super::picture::Picture;
use super::plot::{Axis, Plot};
use super::text::text_width;

/// Dates of a procedure.
#[derive(Clone, Debug, Default)]
pub struct Calendar<'a> {
    pub rows: Vec<CalendarRow<'a>>,
    /// Days with a label on the axis: day, label.
    pub ticks: Vec<(i32, String)>,
    /// The day it is told for, and what that is called.
    pub as_of: Option<(i32, String)>,
}

/// A step of the procedure: a line with the days on which it was done.
#[derive(Clone, Debug)]
pub struct CalendarRow<'a> {
    pub name: &'a str,
    /// Beside or under the name, quieter.
    pub note: &'a str,
    /// The last day on time, where all share one.
    pub due: Option<i32>,
    /// When it was done, ascending.
    pub marks: Vec<CalendarMark>,
    /// The counts in words: `按期9　迟办1`.
    pub counts: String,
}

/// A day on which some did a step, or on which they still have not.
#[derive(Clone, Debug)]
pub struct CalendarMark {
    pub day: i32,
    /// How that stands.
    pub state: CalendarState,
    /// The same in words, where the counts do not say it.
    pub says: String,
}

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarState {
    /// Done, and not late.
    Done,
    /// Done after this last day.
    Late(i32),
    /// Not done on the mark's day, after this last day.
    Overdue(i32),
}

impl CalendarState {
    /// Where the delay begins, and the shape at its end.
    fn delay(self) -> Option<(i32, usize)> {
        match self {
            CalendarState::Done => None,
            CalendarState::Late(due) => Some((due, 1)),
            CalendarState::Overdue(due) => Some((due, 3)),
        }
    }
}

const TOP: f32 = 30.0;

impl Drawing for Calendar<'_> {
    fn name(&self) -> &'static str {
        "calendar"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let row = if narrow { 54.0 } else { 34.0 };
        let bottom = TOP + row * self.rows.len() as f32;
        let picture = Picture::new(frame, bottom + 10.0);
        let names = self.rows.iter().map(|row| text_width(row.name, 13.0).max(text_width(row.note, 12.0)));
        let left = if narrow { 10.0 } else { (names.fold(60.0, f32::max) + 28.0).min(picture.width * 0.36) };
        let counts = self.rows.iter().map(|row| text_width(&row.counts, 12.0)).fold(0.0, f32::max);
        let right = if narrow { picture.width - 12.0 } else { picture.width - (counts + 24.0).min(220.0) };
        let days = || {
            let of = |row: &CalendarRow| {
                let marks =
                    row.marks.iter().flat_map(|of| [Some(of.day), of.state.delay().map(|(due, _)| due)]);
                row.due.into_iter().chain(marks.flatten()).collect::<Vec<_>>()
            };
            let as_of = self.as_of.iter().map(|of| of.0);
            self.rows.iter().flat_map(of).chain(as_of).map(f64::from)
        };
        let (first, last) = days().fold((f64::MAX, f64::MIN), |(a, b), day| (a.min(day), b.max(day)));
        let x = if first > last {
            Axis::new(0.0, 1.0, (left, right))
        } else {
            Axis::new(first, last, (left, right))
        };
        let plot = Plot::new(&picture, x, Axis::pixels(0.0, bottom));
        let mut free = 0.0;
        // The day it is told for comes first: months give way to it.
        let told = self.as_of.as_ref().map(|(day, label)| {
            let (at, width) = (plot.x(f64::from(*day)), text_width(label, 12.0));
            let middle = at.min(picture.width - width / 2.0);
            picture.line(Ink::DASHED, (at, 20.0), (at, bottom));
            picture.text(middle, 14.0, &["t12", "t2", "m"], label);
            (middle - width / 2.0 - 10.0, middle + width / 2.0 + 10.0)
        });
        for (day, label) in &self.ticks {
            let (at, half) = (plot.x(f64::from(*day)), text_width(label, 12.0) / 2.0);
            let hidden = told.is_some_and(|(from, to)| at + half > from && at - half < to);
            let outside = f64::from(*day) < x.from || f64::from(*day) > x.to;
            if hidden || outside || at - half < free || at + half > picture.width {
                continue;
            }
            picture.line(Ink::GRID, (at, 20.0), (at, bottom));
            picture.text(at, 14.0, &["t12", "t3", "m"], label);
            free = at + half + 10.0;
        }
        for (at, of) in self.rows.iter().enumerate() {
            let top = TOP + row * at as f32;
            let middle = if narrow { top + 34.0 } else { top + 15.0 };
            if narrow {
                let room = picture.width - text_width(&of.counts, 12.0) - 12.0;
                let note = text_width(of.note, 12.0) + 8.0;
                picture.label(0.0, top + 14.0, &["b", "halo"], of.name, room - note);
                let after = text_width(of.name, 13.0).min(room - note) + 8.0;
                picture.label(after, top + 14.0, &["t12", "t3", "halo"], of.note, room - after);
                picture.label(
                    picture.width,
                    top + 14.0,
                    &["t12", "t2", "e", "halo"],
                    &of.counts,
                    picture.width,
                );
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
}

fn draw_row(picture: &Picture, plot: &Plot, row: &CalendarRow, y: f32, (left, right): (f32, f32)) {
    picture.line(Ink::GRID, (left, y), (right, y));
    for mark in &row.marks {
        if let Some((due, _)) = mark.state.delay() {
            picture.line(Ink::LINE, (plot.x(f64::from(due)), y), (plot.x(f64::from(mark.day)), y));
        }
    }
    let mut rest = &row.marks[..];
    while let Some(mark) = rest.first() {
        let at = plot.x(f64::from(mark.day));
        // On time, one dot covers its neighbours and names them too.
        let near = |other: &CalendarMark| {
            other.state == CalendarState::Done && plot.x(f64::from(other.day)) - at < 3.0
        };
        let covered = match mark.state {
            CalendarState::Done => rest.iter().take_while(|other| near(other)).count().max(1),
            CalendarState::Late(_) | CalendarState::Overdue(_) => 1,
        };
        let says: Vec<_> = rest[..covered].iter().map(|of| of.says.as_str()).collect();
        rest = &rest[covered..];
        if says.iter().any(|says| !says.is_empty()) {
            picture.datum(&[row.name, " ", &says.join("、")]);
        }
        // What is behind is hollow and has another shape, so that it stands out without colour.
        match mark.state.delay() {
            None => picture.shape(Ink::MUTED, 0, (at, y), 5.0),
            Some((_, shape)) => picture.shape(Ink::RING, shape, (at, y), 5.0),
        }
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
    use crate::charts::reading::reading;

    fn mark(day: i32, state: CalendarState, says: &str) -> CalendarMark {
        CalendarMark { day, state, says: says.to_owned() }
    }

    #[test]
    fn what_came_late_has_another_shape_and_its_delay_is_a_line() {
        let marks = vec![
            mark(340, CalendarState::Done, "12月7日 9个"),
            mark(360, CalendarState::Late(350), "12月27日"),
            mark(380, CalendarState::Overdue(350), "未办"),
        ];
        let counts = "迟办1 逾期未办1".to_owned();
        let row = CalendarRow { name: "自查报告", note: "协作", due: Some(350), marks, counts };
        let chart = Calendar {
            rows: vec![row],
            ticks: vec![(345, "12月".to_owned()), (378, "1月".to_owned())],
            as_of: Some((380, "截至1月16日".to_owned())),
        };
        let svg = chart.draw(&frame(Width::Wide));
        check::well_formed(&svg);
        assert_eq!((count(&svg, "class=\"ring\""), count(&svg, "class=\"ln\"")), (2, 2));
        assert!(svg.contains("截至1月16日") && !svg.contains(">1月<"), "months give way to the day");
        insta::assert_snapshot!(reading(&svg));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for name in HARD_LABELS {
                for due in [None, Some(0), Some(i32::MIN), Some(i32::MAX)] {
                    let marks = vec![
                        mark(i32::MIN, CalendarState::Late(i32::MAX), name),
                        mark(5, CalendarState::Done, name),
                        mark(6, CalendarState::Overdue(i32::MIN), name),
                    ];
                    let row = CalendarRow { name, note: name, due, marks, counts: name.to_owned() };
                    let empty = CalendarRow { marks: Vec::new(), ..row.clone() };
                    for rows in [vec![], vec![empty.clone()], vec![row, empty]] {
                        let ticks = vec![(i32::MIN, name.to_owned()), (3, name.to_owned())];
                        let as_of = due.map(|day| (day, name.to_owned()));
                        check::well_formed(&Calendar { rows, ticks, as_of }.draw(&frame(width)));
                    }
                }
            }
        }
    }
}
