//! The writer of one picture: shapes, text and titles as compact SVG.
//!
//! Geometry is attributes only; a style attribute would be refused by the site's content policy. What plotters
//! has no notion of (grade shapes, hatching, text with a halo, links) is written here directly, into the stream
//! that the plotters backend writes to as well. A mark drawn after [`Picture::datum`] carries that text as its
//! own `<title>`.

use std::cell::{Cell, RefCell};

use super::frame::Frame;
use super::grade::push_shape;
use super::ink::Ink;
use super::text::{fit, font_size, push_px};
use crate::model::escape;

/// A picture being written.
pub(super) struct Picture {
    out: RefCell<String>,
    datum: RefCell<String>,
    id: String,
    has_hatch: Cell<bool>,
    mark: Option<String>,
    /// Width in pixels.
    pub(super) width: f32,
    /// Height in pixels.
    pub(super) height: f32,
}

/// Height of the line the mark is set in.
const MARK_LINE: f32 = 24.0;

impl Picture {
    /// Opens a picture whose drawing is `body` pixels high; the mark gets a line of its own under it.
    pub(super) fn new(frame: &Frame, body: f32) -> Picture {
        Picture::open(frame, body, "img")
    }

    /// Opens a picture with links in it: as an image it would hide them from assistive technology.
    pub(super) fn with_links(frame: &Frame, body: f32) -> Picture {
        Picture::open(frame, body, "group")
    }

    fn open(frame: &Frame, body: f32, role: &str) -> Picture {
        let width = frame.width.px();
        let height = (body + if frame.mark.is_some() { MARK_LINE } else { 4.0 }).ceil();
        let id = format!("{}-{}", frame.id, frame.width.letter());
        let mut out = String::with_capacity(8 * 1024);
        out.push_str("<svg class=\"chart\" viewBox=\"0 0 ");
        push_px(&mut out, width);
        out.push(' ');
        push_px(&mut out, height);
        attribute(&mut out, "\" width", width);
        attribute(&mut out, " height", height);
        out.push_str(" role=\"");
        out.push_str(role);
        out.push_str("\" aria-labelledby=\"");
        for part in ["-t ", "-d\"><title id=\"", "-t\">"] {
            escape(&mut out, &id);
            out.push_str(part);
        }
        escape(&mut out, frame.title);
        out.push_str("</title><desc id=\"");
        escape(&mut out, &id);
        out.push_str("-d\">");
        escape(&mut out, frame.description);
        out.push_str("</desc>");
        Picture {
            out: RefCell::new(out),
            datum: RefCell::default(),
            id,
            has_hatch: Cell::new(false),
            mark: frame.mark.map(str::to_owned),
            width,
            height,
        }
    }

    /// Closes the picture and gives its text.
    pub(super) fn finish(self) -> String {
        if let Some(mark) = &self.mark {
            self.text(self.width, self.height - 5.0, &["t12", "t3", "e"], mark);
        }
        let mut out = self.out.into_inner();
        out.push_str("</svg>");
        out
    }

    /// Names the datum the next mark stands for.
    pub(super) fn datum(&self, parts: &[&str]) {
        let mut datum = self.datum.borrow_mut();
        datum.clear();
        parts.iter().for_each(|part| datum.push_str(part));
    }

    /// A straight line; upright and level ones sit on the pixel grid.
    pub(super) fn line(&self, ink: Ink, from: (f32, f32), to: (f32, f32)) {
        let crisp = |a: f32, same: bool| if same { a.floor() + 0.5 } else { a };
        let (upright, level) = ((from.0 - to.0).abs() < 0.05, (from.1 - to.1).abs() < 0.05);
        let mut out = self.out.borrow_mut();
        out.push_str("<path d=\"M");
        push_px(&mut out, crisp(from.0, upright));
        out.push(' ');
        push_px(&mut out, crisp(from.1, level));
        if upright {
            out.push('V');
            push_px(&mut out, to.1);
        } else if level {
            out.push('H');
            push_px(&mut out, to.0);
        } else {
            out.push('L');
            push_px(&mut out, to.0);
            out.push(' ');
            push_px(&mut out, to.1);
        }
        out.push('"');
        self.close(&mut out, "path", ink);
    }

    /// A bar with its edges on the pixel grid, at least one pixel in either direction.
    pub(super) fn rect(&self, ink: Ink, from: (f32, f32), to: (f32, f32)) {
        let mut out = self.out.borrow_mut();
        push_bar(&mut out, from, to);
        self.close(&mut out, "path", ink);
    }

    /// Many bars of one ink as one path; nothing where there is none.
    pub(super) fn bars(&self, ink: Ink, bars: impl IntoIterator<Item = ((f32, f32), (f32, f32))>) {
        let mut bars = bars.into_iter().peekable();
        if bars.peek().is_none() {
            return;
        }
        let mut out = self.out.borrow_mut();
        out.push_str("<path d=\"");
        for (from, to) in bars {
            push_bar_path(&mut out, from, to);
        }
        out.push('"');
        self.close(&mut out, "path", ink);
    }

    /// A hatched bar: something taken away.
    pub(super) fn hatched(&self, from: (f32, f32), to: (f32, f32)) {
        let mut out = self.out.borrow_mut();
        if !self.has_hatch.replace(true) {
            out.push_str("<defs><pattern id=\"");
            escape(&mut out, &self.id);
            out.push_str("-h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0H5V5H0Z\" class=\"paper\"/><path d=\"M0 0V5\" class=\"hatch\"/></pattern></defs>");
        }
        push_bar(&mut out, from, to);
        out.push_str(" fill=\"url(#");
        escape(&mut out, &self.id);
        out.push_str("-h)\"");
        self.close(&mut out, "path", Ink::AXIS);
    }

    /// A line through all points, or an area where `closed`.
    pub(super) fn path(&self, ink: Ink, points: impl IntoIterator<Item = (f32, f32)>, closed: bool) {
        let mut out = self.out.borrow_mut();
        out.push_str("<path d=\"");
        for (i, (x, y)) in points.into_iter().enumerate() {
            out.push(if i == 0 { 'M' } else { 'L' });
            push_px(&mut out, x);
            out.push(' ');
            push_px(&mut out, y);
        }
        out.push_str(if closed { "Z\"" } else { "\"" });
        self.close(&mut out, "path", ink);
    }

    /// A round mark.
    pub(super) fn circle(&self, ink: Ink, at: (f32, f32), radius: f32) {
        self.shape(ink, 0, at, radius);
    }

    /// The shape of a grade, in its fill or in another ink.
    pub(super) fn shape(&self, ink: Ink, place: usize, (x, y): (f32, f32), radius: f32) {
        let mut out = self.out.borrow_mut();
        let name = push_shape(&mut out, place, x, y, radius);
        self.close(&mut out, name, ink);
    }

    /// The shape of a grade in the colour of text that stands on the grade's own fill.
    pub(super) fn shape_on_grade(&self, class: &str, place: usize, (x, y): (f32, f32), radius: f32) {
        let mut out = self.out.borrow_mut();
        push_shape(&mut out, place, x, y, radius);
        out.push_str(" class=\"");
        out.push_str(class);
        out.push_str("\"/>");
    }

    /// A line of text on its baseline; `classes` give size, weight, colour and anchor.
    pub(super) fn text(&self, x: f32, y: f32, classes: &[&str], text: &str) {
        self.write_text(x, y, classes, text, None);
    }

    /// A line of text cut to `room` pixels, which then carries the whole text as its title.
    pub(super) fn label(&self, x: f32, y: f32, classes: &[&str], text: &str, room: f32) {
        let shown = fit(text, room, font_size(classes));
        let whole = (shown.as_ref() != text).then_some(text);
        self.write_text(x, y, classes, &shown, whole);
    }

    fn write_text(&self, x: f32, y: f32, classes: &[&str], text: &str, title: Option<&str>) {
        if text.is_empty() {
            return;
        }
        let mut out = self.out.borrow_mut();
        attribute(&mut out, "<text x", x.round());
        attribute(&mut out, " y", y.round());
        if !classes.is_empty() {
            out.push_str(" class=\"");
            for (i, class) in classes.iter().enumerate() {
                if i > 0 {
                    out.push(' ');
                }
                out.push_str(class);
            }
            out.push('"');
        }
        out.push('>');
        if let Some(title) = title {
            push_title(&mut out, title);
        }
        escape(&mut out, text);
        out.push_str("</text>");
    }

    /// What `draw` draws leads to `href`, where there is one.
    pub(super) fn link(&self, href: Option<&str>, draw: impl FnOnce()) {
        let Some(href) = href else { return draw() };
        {
            let mut out = self.out.borrow_mut();
            out.push_str("<a href=\"");
            escape(&mut out, href);
            out.push_str("\">");
        }
        draw();
        self.out.borrow_mut().push_str("</a>");
    }

    /// What `draw` draws is a group that the theme's scripts can find, with its corner and extent where they ask.
    pub(super) fn group(&self, class: &str, place: Option<[f32; 4]>, draw: impl FnOnce()) {
        {
            let mut out = self.out.borrow_mut();
            out.push_str("<g class=\"");
            out.push_str(class);
            if let Some(place) = place {
                for (at, px) in place.into_iter().enumerate() {
                    out.push_str(if at == 0 { "\" data-b=\"" } else { " " });
                    push_px(&mut out, px);
                }
            }
            out.push_str("\">");
        }
        draw();
        self.out.borrow_mut().push_str("</g>");
    }

    /// What `draw` draws is one thing called `title`, and leads to `href` where there is one.
    pub(super) fn named(&self, href: Option<&str>, title: &str, draw: impl FnOnce()) {
        {
            let mut out = self.out.borrow_mut();
            match href {
                Some(href) => {
                    out.push_str("<a href=\"");
                    escape(&mut out, href);
                    out.push_str("\">");
                }
                None => out.push_str("<g>"),
            }
            push_title(&mut out, title);
        }
        draw();
        self.out.borrow_mut().push_str(if href.is_some() { "</a>" } else { "</g>" });
    }

    /// Ends an element with its class and, where a datum is named, that datum's title.
    fn close(&self, out: &mut String, name: &str, ink: Ink) {
        out.push_str(" class=\"");
        ink.push(out);
        let mut datum = self.datum.borrow_mut();
        if datum.is_empty() {
            out.push_str("\"/>");
            return;
        }
        out.push_str("\">");
        push_title(out, &datum);
        out.push_str("</");
        out.push_str(name);
        out.push('>');
        datum.clear();
    }
}

fn attribute(out: &mut String, name: &str, px: f32) {
    out.push_str(name);
    out.push_str("=\"");
    push_px(out, px);
    out.push('"');
}

fn push_title(out: &mut String, title: &str) {
    out.push_str("<title>");
    escape(out, title);
    out.push_str("</title>");
}

/// A bar as a path: fifteen bytes shorter than the same bar as a `rect`, and a ranking holds a hundred of them.
fn push_bar(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    out.push_str("<path d=\"");
    push_bar_path(out, from, to);
    out.push('"');
}

fn push_bar_path(out: &mut String, from: (f32, f32), to: (f32, f32)) {
    let (x, y) = (from.0.min(to.0).round(), from.1.min(to.1).round());
    let width = (from.0.max(to.0).round() - x).max(1.0);
    for (letter, px) in
        [("M", x), (" ", y), ("h", width), ("v", (from.1.max(to.1).round() - y).max(1.0)), ("h", -width)]
    {
        out.push_str(letter);
        push_px(out, px);
    }
    out.push('z');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::{Width, check};

    #[test]
    fn a_datum_names_the_next_mark_only() {
        let picture = Picture::new(&check::frame(Width::Wide), 20.0);
        picture.datum(&["广州 ", "90.92 <&>"]);
        picture.rect(Ink::SOLID, (0.0, 0.0), (10.0, 10.0));
        picture.rect(Ink::SOLID, (0.0, 0.0), (10.4, -10.0));
        picture.hatched((0.0, 0.0), (1.0, 1.0));
        picture.hatched((0.0, 0.0), (1.0, 1.0));
        picture.link(Some("a&b.html"), || picture.text(0.0, 0.0, &["b"], "甲"));
        let svg = picture.finish();
        check::well_formed(&svg);
        assert!(svg.contains("<path d=\"M0 0h10v10h-10z\" class=\"ink\"><title>广州 90.92 &lt;&amp;&gt;</title></path><path d=\"M0 -10h10v10h-10z\" class=\"ink\"/>"));
        assert_eq!(check::count(&svg, "<pattern"), 1);
        assert!(svg.ends_with("class=\"t12 t3 e\">示例数据·草稿</text></svg>"));
    }
}
