//! The record of issue (版记): 抄送, 印发机关 and 印发日期 between a thick, a thin and a thick line, at the foot of the
//! last sheet's type area.

use docx_rs::{
    AlignmentType, Paragraph, SpecialIndentType, TableBorder, TableBorderPosition, TableBorders, TableCell,
    TableCellMargins, TableLayoutType, TablePositionProperty, TableRow, WidthType,
};
use unicode_width::UnicodeWidthStr;

use super::paper::words;
use super::styles::{WIDTH, id};
use crate::site::PaperPage;

/// A character of 14 pt, which is also what lies between the text and both edges.
const CHARACTER: usize = 280;
/// “抄送：”
const LEAD: i32 = 3 * 280;
/// .35 and .25 mm in eighths of a point.
const THICK: usize = 8;
const THIN: usize = 6;

/// The record as a table that stands at the foot of the sheet it is on.
pub(super) fn record(page: &PaperPage) -> docx_rs::Table {
    let whole = usize::try_from(WIDTH).unwrap_or_default();
    let issued = page.issued.as_ref().map_or_else(String::new, |day| format!("{day}印发"));
    // Something for the spaces that a program puts between digits and characters.
    let day = (issued.width() + 3) * CHARACTER / 2 + CHARACTER;
    let widths = [whole - day, day];
    let line = |text: &str, side: AlignmentType| words(id::RECORD, text).align(side);
    let cell = |width: usize, paragraph: Paragraph| {
        TableCell::new().width(width, WidthType::Dxa).add_paragraph(paragraph)
    };
    let mut table = Vec::new();
    if let Some(copies) = page.copies {
        let text = format!("抄送：{copies}。");
        let hanging = Some(SpecialIndentType::Hanging(LEAD));
        let copies = line(&text, AlignmentType::Left).indent(Some(LEAD), hanging, None, None);
        table.push(TableRow::new(vec![cell(whole, copies).grid_span(2)]).cant_split());
    }
    // Nothing lies between issuer and day: together they may fill the line.
    let mut issuer = cell(widths[0], line(page.issuer, AlignmentType::Left));
    issuer.property = issuer.property.margin_right(0, WidthType::Dxa);
    let mut day = cell(widths[1], line(&issued, AlignmentType::Right));
    day.property = day.property.margin_left(0, WidthType::Dxa);
    table.push(TableRow::new(vec![issuer, day]).cant_split());
    docx_rs::Table::new(table)
        .set_grid(widths.to_vec())
        .width(whole, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, CHARACTER, 0, CHARACTER))
        .set_borders(borders())
        .position(foot())
}

/// At the foot of the type area. A program that cannot place a table there lets it follow the text.
fn foot() -> TablePositionProperty {
    TablePositionProperty::new()
        .vertical_anchor("margin")
        .horizontal_anchor("margin")
        .position_x_alignment("center")
        .position_y_alignment("bottom")
}

fn borders() -> TableBorders {
    use TableBorderPosition::{Bottom, InsideH, Top};
    let rule = |position, size| TableBorder::new(position).size(size).color("000000");
    [(Top, THICK), (Bottom, THICK), (InsideH, THIN)]
        .into_iter()
        .fold(TableBorders::with_empty(), |borders, (position, size)| borders.set(rule(position, size)))
}
