//! What every picture has in common: its name on the page, its words for assistive technology, its width.

/// How wide a picture is drawn. Each width is a layout of its own, never the same drawing scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// 792 px: the picture column of a wide page.
    Wide,
    /// 560 px: the wide layout when two pictures share the page.
    Half,
    /// 358 px: phones, and the side column.
    Narrow,
}

impl Width {
    /// Width in CSS pixels.
    pub fn px(self) -> f32 {
        match self {
            Width::Wide => 792.0,
            Width::Half => 560.0,
            Width::Narrow => 358.0,
        }
    }

    /// A letter that keeps the ids of the layouts of one picture apart.
    pub(super) fn letter(self) -> char {
        match self {
            Width::Wide => 'w',
            Width::Half => 'h',
            Width::Narrow => 'n',
        }
    }

    /// True for the layout of phones.
    pub(super) fn is_narrow(self) -> bool {
        self == Width::Narrow
    }
}

/// The frame a chart is drawn in.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Prefix of the ids in the picture, unique on the page; the layouts of one picture may share it.
    pub id: &'a str,
    /// What the picture shows, for assistive technology.
    pub title: &'a str,
    /// What there is to see in it, in one sentence.
    pub description: &'a str,
    /// Set inside the picture, bottom right, so that it survives being copied: `示例数据·草稿`.
    pub mark: Option<&'a str>,
    /// Which layout to draw.
    pub width: Width,
}
