//! A map of tiles: each subject on its square of a grid, tinted by its grade, with the grade's shape and word.

use super::chart::Drawing;
use super::frame::Frame;
use super::grade::{Grade, grade_text};
use super::ink::Ink;
use super::picture::Picture;
use super::text::text_width;

/// Subjects on a grid.
#[derive(Clone, Debug, Default)]
pub struct TileMap<'a> {
    pub tiles: Vec<Tile<'a>>,
    /// The grades of the tiles, best first, for the legend.
    pub grades: Vec<Grade<'a>>,
    /// What a hollow shape in the corner means; empty where there is none.
    pub second: String,
    /// What the map is not: `示意图，不代表行政区划界线`.
    pub caption: &'a str,
}

/// A tile at its column and row.
#[derive(Clone, Debug)]
pub struct Tile<'a> {
    /// Column and row, from 0.
    pub at: (u8, u8),
    pub name: &'a str,
    /// Where it leads.
    pub href: Option<String>,
    pub grade: Option<Grade<'a>>,
    /// Stands instead of the grade where there is none: `无结果`.
    pub none: &'a str,
    /// Its grade in a second evaluation.
    pub second: Option<Grade<'a>>,
    /// Everything about it in words.
    pub says: String,
}

const GAP: f32 = 3.0;
const FOOT: f32 = 3.0;

impl Drawing for TileMap<'_> {
    fn name(&self) -> &'static str {
        "tile_map"
    }

    fn draw(&self, frame: &Frame) -> String {
        let narrow = frame.width.is_narrow();
        let (columns, rows) = self.tiles.iter().fold((1, 1), |(c, r), tile| {
            (tile.at.0.saturating_add(1).max(c), tile.at.1.saturating_add(1).max(r))
        });
        let gap = if narrow { 2.0 } else { GAP };
        let step = (frame.width.px() / f32::from(columns)).clamp(gap + 4.0, 132.0);
        let size = (step - gap, if narrow { 52.0 } else { 61.0 });
        let bottom = f32::from(rows) * (size.1 + gap);
        let body = bottom + if self.second.is_empty() { 50.0 } else { 72.0 };
        let picture = Picture::with_links(frame, body);
        for tile in &self.tiles {
            let from = (f32::from(tile.at.0) * step, f32::from(tile.at.1) * (size.1 + gap));
            picture.link(tile.href.as_deref(), || {
                let place = [from.0, from.1, size.0, size.1];
                picture.group("tl", Some(place), || draw_tile(&picture, tile, from, size, narrow));
            });
        }
        picture.group("tk", None, || draw_grades(&picture, self, bottom + 22.0));
        let y = bottom + if self.second.is_empty() { 44.0 } else { 66.0 };
        picture.label(0.0, y, &["t12", "t2"], self.caption, picture.width);
        picture.finish()
    }

    fn links(&mut self) -> Vec<&mut String> {
        self.tiles.iter_mut().filter_map(|tile| tile.href.as_mut()).collect()
    }
}

fn draw_tile(picture: &Picture, tile: &Tile, (x, y): (f32, f32), (width, height): (f32, f32), narrow: bool) {
    let (right, bottom) = (x + width, y + height);
    picture.datum(&[&tile.says]);
    match tile.grade {
        Some(grade) => {
            picture.rect(Ink::tint(grade.place), (x, y), (right, bottom));
            picture.rect(Ink::grade(grade.place), (x, bottom - FOOT), (right, bottom));
        }
        None => {
            let corners = [
                (x + 0.5, y + 0.5),
                (right - 0.5, y + 0.5),
                (right - 0.5, bottom - 0.5),
                (x + 0.5, bottom - 0.5),
            ];
            picture.path(Ink::DASHED, corners, true);
        }
    }
    let middle = x + width / 2.0;
    if narrow {
        picture.label(middle, y + 19.0, &["b", "m"], tile.name, width);
        match tile.grade {
            Some(grade) => picture.shape(Ink::grade(grade.place), grade.place, (middle, y + 35.0), 4.5),
            None => picture.label(middle, y + 36.0, &["t12", "t2", "m", "q"], tile.none, width),
        }
    } else {
        let room = width - if tile.second.is_some() { 28.0 } else { 16.0 };
        picture.label(x + 8.0, y + 23.0, &["b", "t15"], tile.name, room);
        match tile.grade {
            Some(grade) => {
                picture.shape(Ink::grade(grade.place), grade.place, (x + 13.0, y + 42.0), 4.5);
                let class = grade_text(grade.place);
                picture.label(x + 22.0, y + 47.0, &[class, "q"], grade.name, width - 26.0);
            }
            None => picture.label(x + 8.0, y + 47.0, &["t12", "t2", "q"], tile.none, width - 12.0),
        }
    }
    if let Some(second) = tile.second {
        let at = if narrow && tile.grade.is_none() {
            (middle, y + 45.0)
        } else if narrow {
            (right - 8.0, y + 35.0)
        } else {
            (right - 13.0, y + 17.0)
        };
        picture.shape(Ink::hollow_grade(second.place), second.place, at, if narrow { 3.0 } else { 4.0 });
    }
}

fn draw_grades(picture: &Picture, map: &TileMap, y: f32) {
    let mut x = 0.0;
    for grade in &map.grades {
        let width = 30.0 + text_width(grade.name, 12.0);
        if x > 0.0 && x + width > picture.width {
            break;
        }
        picture.shape(Ink::grade(grade.place), grade.place, (x + 5.0, y - 4.5), 4.5);
        picture.label(x + 14.0, y, &["t12", grade_text(grade.place)], grade.name, picture.width - x - 14.0);
        x += width;
    }
    if !map.second.is_empty() {
        picture.label(0.0, y + 22.0, &["t12", "t2"], &map.second, picture.width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Width;
    use crate::charts::check::{self, HARD_LABELS, WIDTHS, count, frame};
    use crate::charts::reading::reading;

    fn tile<'a>(at: (u8, u8), name: &'a str, grade: Option<Grade<'a>>) -> Tile<'a> {
        let href = Some("a&b.html".to_owned());
        Tile { at, name, href, grade, none: "无结果", second: None, says: format!("{name}：说明") }
    }

    #[test]
    fn each_tile_leads_somewhere_and_one_without_a_grade_says_so() {
        let good = Some(Grade { place: 0, name: "好" });
        let second = Some(Grade { place: 2, name: "一般" });
        let map = TileMap {
            tiles: vec![
                tile((1, 0), "韶关", good),
                Tile { second, ..tile((0, 1), "广州", good) },
                tile((1, 1), "江门", None),
            ],
            grades: good.into_iter().collect(),
            second: "右上角空心形：协作评价等次".to_owned(),
            caption: "示意图，不代表行政区划界线",
        };
        for width in WIDTHS {
            let svg = map.draw(&frame(width));
            check::well_formed(&svg);
            assert_eq!((count(&svg, "<a href"), count(&svg, "hg3"), count(&svg, "无结果")), (3, 1, 1));
            assert!(svg.contains("不代表行政区划界线"), "the caption is never left out");
        }
        insta::assert_snapshot!(reading(&map.draw(&frame(Width::Wide))));
    }

    #[test]
    fn nothing_panics() {
        for width in WIDTHS {
            for name in HARD_LABELS {
                let odd = Some(Grade { place: 99, name });
                let tiles = vec![
                    tile((0, 0), name, odd),
                    Tile { second: odd, ..tile((255, 255), name, None) },
                    tile((0, 0), name, odd),
                ];
                let map = TileMap {
                    tiles,
                    grades: vec![Grade { place: 9, name }; 12],
                    second: name.to_owned(),
                    caption: name,
                };
                check::well_formed(&map.draw(&frame(width)));
                check::well_formed(&TileMap::default().draw(&frame(width)));
            }
        }
    }
}
