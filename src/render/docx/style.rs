//! The styles of an official paper by their ids, and those of their measures that decide how long a paper becomes, in
//! twentieths of a point. How they look is said by the theme's `word/styles.xml`.

use serde::{Serialize, Serializer};

use super::document::Spacing;

/// 156 mm.
pub(super) const WIDTH: i32 = 8_845;
/// 22 lines and what is left of 225 mm.
pub(super) const HEIGHT: i32 = 16_838 - 2_098 - 1_984;
/// 28.95 pt: 22 lines on 225 mm.
pub(super) const LINE: i32 = 579;
/// 15.75 pt: 28 characters on 156 mm, though the type is of 16 pt.
pub(super) const CHARACTER: i32 = 315;

/// A style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    RedHead,
    Number,
    Title,
    Addressee,
    Body,
    Heading1,
    Heading2,
    Heading3,
    Attachments,
    Signature,
    Label,
    Subtitle,
    Caption,
    Cell,
    End,
}

/// What of a style makes a paper longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Measures {
    pub spacing: Spacing,
    /// The height of a rule below it, and of what lies between.
    pub rule: i32,
    /// The width of a character.
    pub character: i32,
    /// What the first line begins in.
    pub first: i32,
    pub keep_next: bool,
    pub new_sheet: bool,
}

impl Style {
    /// Its id in `word/styles.xml`.
    pub fn id(self) -> &'static str {
        match self {
            Style::RedHead => "RedHead",
            Style::Number => "DocumentNumber",
            Style::Title => "Title",
            Style::Addressee => "Addressee",
            Style::Body => "NormalIndent",
            Style::Heading1 => "Heading1",
            Style::Heading2 => "Heading2",
            Style::Heading3 => "Heading3",
            Style::Attachments => "Attachments",
            Style::Signature => "SignedBy",
            Style::Label => "AttachmentLabel",
            Style::Subtitle => "AttachmentTitle",
            Style::Caption => "Caption",
            Style::Cell => "TableText",
            Style::End => "End",
        }
    }

    pub fn measures(self) -> Measures {
        let lines = |before: i32, after: i32, line: i32| Spacing { before, after, line };
        let text = Measures {
            spacing: lines(0, 0, LINE),
            rule: 0,
            character: CHARACTER,
            first: 0,
            keep_next: false,
            new_sheet: false,
        };
        let heading = Measures { first: 2 * CHARACTER, keep_next: true, ..text };
        let title = Measures { spacing: lines(0, LINE, 680), character: 440, keep_next: true, ..text };
        match self {
            // The red head stands 35 mm below the upper edge of the type area; two lines lie between it and the number.
            Style::RedHead => Measures { spacing: lines(1_984, 2 * LINE, 725), character: 580, ..text },
            Style::Number => Measures { spacing: lines(0, 2 * LINE, LINE), rule: (11 + 2) * 20, ..text },
            Style::Title | Style::Subtitle => title,
            Style::Addressee | Style::Signature => text,
            Style::Body => Measures { keep_next: false, ..heading },
            Style::Heading1 | Style::Heading2 | Style::Heading3 => heading,
            Style::Attachments => Measures { keep_next: true, ..text },
            Style::Label => Measures { new_sheet: true, ..text },
            Style::Caption => {
                Measures { spacing: lines(120, 0, 400), character: 240, keep_next: true, ..text }
            }
            Style::Cell => Measures { spacing: lines(0, 0, 340), character: 210, ..text },
            Style::End => Measures { spacing: lines(0, 0, 20), character: 20, ..text },
        }
    }
}

impl Serialize for Style {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
