//! A picture in words, for snapshots that a reviewer can judge: what is drawn where, of which class, and what it says.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scraper::{ElementRef, Html};

type Point = (f32, f32);

/// The picture as lines: its size and names, how many marks of each class there are and what room they take, then
/// every mark and text in the order of drawing, in whole pixels.
pub(super) fn reading(svg: &str) -> String {
    let page = Html::parse_fragment(svg);
    let root = page.root_element().child_elements().next().expect("a picture");
    let mut read = Reading::default();
    read.children(root, 0);
    let side = |name: &str| root.attr(name).expect("a picture has a size");
    let mut out = format!("{} × {} {}\n", side("width"), side("height"), class(root));
    for name in root.child_elements().filter(|of| ["title", "desc"].contains(&of.value().name())) {
        writeln!(out, "{}: {}", name.value().name(), words(name)).expect("a string takes it");
    }
    let counts: Vec<String> = read.counts.iter().map(|(class, count)| format!("{count} {class}")).collect();
    writeln!(out, "marks: {}", counts.join(", ")).expect("a string takes it");
    if let Some((from, to)) = extent(&read.points) {
        writeln!(out, "drawn from {} to {}", at(from), at(to)).expect("a string takes it");
    }
    out + &read.lines
}

#[derive(Default)]
struct Reading {
    lines: String,
    counts: BTreeMap<String, usize>,
    points: Vec<Point>,
}

impl Reading {
    fn children(&mut self, of: ElementRef, depth: usize) {
        for element in of.child_elements() {
            let told = match element.value().name() {
                // Patterns are drawn where a mark names them; titles stand with what they name.
                "title" | "desc" | "defs" => continue,
                "path" => self.path(element),
                "circle" => self.circle(element),
                "text" => {
                    let place = (number(element, "x"), number(element, "y"));
                    self.points.push(place);
                    format!("“{}” {} {}", words(element), at(place), class(element))
                }
                "a" => format!("link {}", element.attr("href").expect("a link leads somewhere")),
                "g" => format!("group {} {}", class(element), element.attr("data-b").unwrap_or_default()),
                other => panic!("what is {other}?"),
            };
            let title = element.child_elements().find(|inner| inner.value().name() == "title");
            let says = title.map_or(String::new(), |title| format!(": {}", words(title)));
            writeln!(self.lines, "{:depth$}{}{says}", "", told.trim_end(), depth = 2 * depth)
                .expect("a string takes it");
            self.children(element, depth + 1);
        }
    }

    fn count(&mut self, kind: &str, element: ElementRef) -> String {
        let class = match class(element) {
            "" => element.attr("fill").map_or("plain", |_| "hatched"),
            class => class,
        };
        *self.counts.entry(format!("{kind} {class}")).or_default() += 1;
        class.to_owned()
    }

    fn circle(&mut self, element: ElementRef) -> String {
        let (x, y, r) = (number(element, "cx"), number(element, "cy"), number(element, "r"));
        self.points.extend([(x - r, y - r), (x + r, y + r)]);
        format!("{} circle {} across at {}", self.count("circle", element), 2.0 * r, at((x, y)))
    }

    fn path(&mut self, element: ElementRef) -> String {
        let strokes = strokes(element.attr("d").expect("a path goes somewhere"));
        let told: Vec<String> = strokes.iter().map(Stroke::told).collect();
        let kind = if strokes.iter().all(|stroke| stroke.closed) { "area" } else { "line" };
        self.points.extend(strokes.iter().flat_map(|stroke| &stroke.points));
        format!("{} {}", self.count(kind, element), told.join("; "))
    }
}

/// What a pen draws between being set down and lifted.
#[derive(Default)]
struct Stroke {
    points: Vec<Point>,
    closed: bool,
}

impl Stroke {
    fn told(&self) -> String {
        let (from, to) = extent(&self.points).expect("a stroke begins somewhere");
        let size = format!("{:.0} × {:.0}", to.0 - from.0, to.1 - from.1);
        let corners = self.points.len();
        let on_edge =
            |point: &Point| (point.0 == from.0 || point.0 == to.0) && (point.1 == from.1 || point.1 == to.1);
        if self.closed && corners == 4 && self.points.iter().all(on_edge) {
            return format!("box {size} at {}", at(from));
        }
        if self.closed {
            let middle = (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1));
            return format!("{corners} corners {size} around {}", at(middle));
        }
        match &self.points[..] {
            [first, rest @ ..] if rest.iter().all(|point| point == first) => format!("dot {}", at(*first)),
            points => points.iter().map(|point| at(*point)).collect::<Vec<_>>().join(" → "),
        }
    }
}

/// The strokes of a path of straight lines.
fn strokes(path: &str) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let numbers = rest[1..end].replace('-', " -");
        let numbers: Vec<f32> = numbers.split([' ', ',']).filter_map(|text| text.parse().ok()).collect();
        rest = &rest[end..];
        if command == 'M' {
            strokes.push(Stroke::default());
        }
        let stroke = strokes.last_mut().expect("a path begins by setting the pen down");
        let (x, y) = stroke.points.last().copied().unwrap_or_default();
        match (command.to_ascii_uppercase(), &numbers[..]) {
            ('M' | 'L', [to_x, to_y]) if command.is_uppercase() => stroke.points.push((*to_x, *to_y)),
            ('H', [to]) => stroke.points.push((if command == 'H' { *to } else { x + to }, y)),
            ('V', [to]) => stroke.points.push((x, if command == 'V' { *to } else { y + to })),
            ('Z', []) => stroke.closed = true,
            other => panic!("{other:?} in {path}"),
        }
    }
    strokes
}

fn extent(points: &[Point]) -> Option<(Point, Point)> {
    points.iter().fold(None, |extent, &(x, y)| {
        let (from, to): (Point, Point) = extent.unwrap_or(((x, y), (x, y)));
        Some(((from.0.min(x), from.1.min(y)), (to.0.max(x), to.1.max(y))))
    })
}

fn at((x, y): Point) -> String {
    format!("{x:.0},{y:.0}")
}

fn class(element: ElementRef<'_>) -> &str {
    element.attr("class").unwrap_or_default()
}

fn number(element: ElementRef, name: &str) -> f32 {
    element.attr(name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no {name}"))
}

fn words(element: ElementRef) -> String {
    element.text().collect()
}
