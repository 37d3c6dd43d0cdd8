//! The styles of an official paper by their ids, and those of their measures that decide how long a paper becomes, in
//! twentieths of a point. How they look is said by `docx/word/styles.xml` among the theme's templates.

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

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of an attribute, 0 where there is none.
    fn number(of: &str, attribute: &str) -> i32 {
        let (_, rest) = of.split_once(&format!(" {attribute}=\"")).unwrap_or_default();
        rest.split('"').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    }

    #[test]
    fn the_theme_has_every_style_with_these_measures() {
        use Style::{
            Addressee, Attachments, Body, Caption, Cell, End, Heading1, Heading2, Heading3, Label, Number,
            RedHead, Signature, Subtitle, Title,
        };
        let styles = include_str!("../../../themes/bulletin/templates/docx/word/styles.xml");
        for style in [
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
        ] {
            let begin = format!("w:styleId=\"{}\">", style.id());
            let (_, rest) = styles.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
            let of = rest.split("</w:style>").next().expect("a style ends");
            let (paragraph, run) = of.split_once("</w:pPr>").expect("properties of both kinds");
            let spacing = paragraph.split("<w:spacing").nth(1).expect("a spacing");
            let tighter = run.split("<w:spacing").nth(1).map_or(0, |of| number(of, "w:val"));
            let found = Measures {
                spacing: Spacing {
                    before: number(spacing, "w:before"),
                    after: number(spacing, "w:after"),
                    line: number(spacing, "w:line"),
                },
                rule: paragraph
                    .split("<w:bottom")
                    .nth(1)
                    .map_or(0, |of| (number(of, "w:space") + number(of, "w:sz") / 8) * 20),
                character: number(
                    run.split("<w:sz ").nth(1).map(|of| format!(" {of}")).expect("a size").as_str(),
                    "w:val",
                ) * 10
                    + tighter,
                first: number(paragraph, "w:firstLine"),
                keep_next: paragraph.contains("<w:keepNext/>"),
                new_sheet: paragraph.contains("<w:pageBreakBefore/>"),
            };
            assert_eq!(found, style.measures(), "{style:?}");
        }
    }
}
