//! The colophon (版记): 抄送, 印发机关 and 印发日期 at the foot of the last sheet, which is an even one.
//!
//! No field and no kind of break says “here if this sheet is even, else on the next”: a break to an even sheet always
//! begins a new one. So the length of the paper is reckoned. Where the text ends on an even sheet with room to spare
//! however the lines fall, the colophon stands below it; in every other case it has the next even sheet for itself, and
//! the program that opens the file finds that sheet.

use unicode_width::UnicodeWidthStr;

use super::document::{Block, Colophon, Document, Paragraph};
use super::length::{self, End, Stretch};
use super::style::{HEIGHT, LINE, Style, WIDTH};
use crate::site::PaperPage;

/// A character of 14 pt, which is also what lies between the text and both edges.
const CHARACTER: i32 = 280;
/// The height of its lines.
const ROW: i32 = 454;
/// The rules, and what a program adds to them.
const RULES: i32 = 60;
/// What stays free above the colophon where it stands below text, so that a line more does no harm.
const ROOM: i32 = 2 * LINE;
/// How wide digits and letters may come out: half a character in an office's typefaces, other than that in what stands in
/// for them.
const STRETCHES: [Stretch; 3] = [97, 100, 106];

/// Gives a paper its colophon, on the sheet that is right for it.
pub(super) fn add(mut document: Document, page: &PaperPage) -> Document {
    let colophon = colophon(page);
    let height = height(&colophon);
    document.colophon_alone = !STRETCHES.into_iter().all(|stretch| {
        let End { sheet, height: used } = length::end(&document.blocks, stretch);
        sheet % 2 == 0 && used + ROOM + height <= HEIGHT
    });
    document.colophon = Some(colophon);
    part(&mut document);
    document
}

/// Where the text ends: two tables that touch would become one, and only a paragraph can end a section.
fn part(document: &mut Document) {
    let alone = document.colophon_alone;
    match document.blocks.last_mut() {
        Some(Block::Paragraph(last)) => last.ends_section = alone,
        Some(Block::Table(_)) | None => {
            let end = Paragraph { ends_section: alone, ..Paragraph::new(Style::End, "") };
            document.blocks.push(end.into());
        }
    }
}

fn colophon(page: &PaperPage) -> Colophon {
    let issued = page.issued.as_ref().map_or_else(String::new, |day| format!("{day}印发"));
    // Something for wide digits, and for the spaces that a program puts between digits and characters. Nothing lies
    // between issuer and day: together they may fill the line.
    let day = (wide(&issued) + 6) * CHARACTER / 2 + CHARACTER;
    Colophon {
        copies: page.copies.map(|copies| format!("抄送：{copies}。")),
        issuer: page.issuer.to_owned(),
        issued,
        width: WIDTH,
        widths: [WIDTH - day, day],
    }
}

/// The height of all its lines.
fn height(of: &Colophon) -> i32 {
    let lines = |text: &str, width: i32| (wide(text) * CHARACTER / 2 + width - 1) / width;
    let copies = of.copies.as_ref().map_or(0, |copies| lines(copies, WIDTH - 5 * CHARACTER).max(1));
    let issuer = lines(&of.issuer, of.widths[0] - CHARACTER).max(1);
    (copies + issuer) * ROW + RULES
}

/// Halves of a character.
fn wide(text: &str) -> i32 {
    i32::try_from(text.width()).unwrap_or(i32::MAX / CHARACTER)
}
