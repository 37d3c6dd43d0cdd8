//! A page's pictures, drawn: wide and narrow.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::charts::{Frame, Width};
use crate::site::{Figure, Page};

/// A picture with the words around it.
#[derive(Debug, Serialize)]
pub(super) struct Drawn<'a> {
    #[serde(flatten)]
    figure: &'a Figure<'a>,
    wide: String,
    narrow: String,
    long: bool,
}

/// The pictures of a page by their ids.
pub(super) fn draw<'v>(page: &'v Page) -> BTreeMap<&'v str, Drawn<'v>> {
    let mark = page.chrome.picture_mark.as_deref();
    page.figures.iter().map(|figure| (&*figure.id, one(figure, mark))).collect()
}

fn one<'v>(figure: &'v Figure, mark: Option<&str>) -> Drawn<'v> {
    let frame = |width| Frame {
        id: &figure.id,
        title: &figure.words.title,
        description: &figure.words.description,
        mark,
        width,
    };
    let picture = &figure.picture;
    Drawn {
        figure,
        wide: picture.draw(&frame(picture.widest())),
        narrow: picture.draw(&frame(Width::Narrow)),
        long: picture.is_long(),
    }
}
