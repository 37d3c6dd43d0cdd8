//! One sheet with the workbook's formats: head, text, numbers by their decimals, dates, formulas.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

use crate::model::{EXACT_DECIMALS, plain};
use crate::site::{self, Cell, SchemeSite};

/// The formats of a workbook, and what every sheet says about itself.
pub(super) struct Pen {
    title: String,
    mark: String,
    heading: Format,
    warning: Format,
    head: Format,
    note: Format,
    text: Format,
    general: Format,
    date: Format,
    fixed: Vec<Format>,
}

/// A sheet being written.
pub(super) struct Sheet<'p> {
    sheet: Worksheet,
    pen: &'p Pen,
}

/// What became of a cell.
pub(super) type Done = Result<(), XlsxError>;

impl Pen {
    pub(super) fn new(site: &SchemeSite, mark: &str) -> Self {
        Self::titled(format!("{}　{}", site.year.title, site.scheme.title), mark)
    }

    /// The same for a workbook of another title.
    pub(super) fn titled(title: String, mark: &str) -> Self {
        let number = |decimals: usize| match decimals {
            0 => "0".to_owned(),
            _ => format!("0.{}", "0".repeat(decimals)),
        };
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            title,
            mark: mark.to_owned(),
            heading: Format::new().set_bold().set_font_size(14),
            warning: Format::new().set_bold().set_font_color("#B00020"),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_background_color("#F2EFE9")
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top),
            note: Format::new().set_font_color("#555555"),
            text: top().set_text_wrap(),
            general: top(),
            date: top().set_num_format("yyyy-mm-dd"),
            fixed: (0..=EXACT_DECIMALS as usize).map(|places| top().set_num_format(number(places))).collect(),
        }
    }
}

impl<'p> Sheet<'p> {
    /// A sheet with its title, its mark and one line about it; so many rows and columns stay in view.
    pub(super) fn new(
        name: &str,
        about: &str,
        (head, columns): (u32, u16),
        pen: &'p Pen,
    ) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        // Paper 9 is A4; one page wide and as many as it takes high. In a header & begins a code, && is the character.
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_header(format!("&L{}&R{}", header(&pen.title), pen.mark));
        sheet.write_string_with_format(0, 0, held(&format!("{}　{name}", pen.title)), &pen.heading)?;
        sheet.write_string_with_format(1, 0, held(&format!("{}　{about}", pen.mark)), &pen.warning)?;
        sheet.set_freeze_panes(head, columns)?;
        sheet.set_repeat_rows(0, head.saturating_sub(1))?;
        Ok(Self { sheet, pen })
    }

    pub(super) fn finish(self) -> Worksheet {
        self.sheet
    }

    /// The width of columns, in characters.
    pub(super) fn widths(&mut self, first: u16, last: u16, width: f64) -> Done {
        self.sheet.set_column_range_width(first, last.max(first), width)?;
        Ok(())
    }

    pub(super) fn head(&mut self, row: u32, column: u16, text: &str) -> Done {
        self.sheet.write_string_with_format(row, column, held(text), &self.pen.head)?;
        Ok(())
    }

    /// A list below its heads, from a row on; gives the row below it. Where columns are named, they are the columns that
    /// its own stand in.
    pub(super) fn list<'s>(
        &mut self,
        top: u32,
        columns: &[u16],
        list: site::Sheet<impl IntoIterator<Item = site::Row<'s>>>,
    ) -> Result<u32, XlsxError> {
        for (at, head) in list.heads.iter().enumerate() {
            self.head(top, column(columns, at), &head.name())?;
        }
        self.rows(top + 1, columns, list.rows)
    }

    /// The same without heads.
    pub(super) fn rows<'s>(
        &mut self,
        top: u32,
        columns: &[u16],
        rows: impl IntoIterator<Item = site::Row<'s>>,
    ) -> Result<u32, XlsxError> {
        let mut row = top;
        for cells in rows {
            for (at, cell) in cells.iter().enumerate() {
                self.cell(row, column(columns, at), cell)?;
            }
            row += 1;
        }
        Ok(row)
    }

    fn cell(&mut self, row: u32, column: u16, cell: &Cell) -> Done {
        match cell {
            Cell::Blank => Ok(()),
            Cell::Text(text) => self.text(row, column, text),
            Cell::Number(value) => self.number(row, column, *value),
            Cell::Fixed(value, decimals) => self.fixed(row, column, *value, *decimals),
            Cell::Whole(value) => self.number(row, column, Decimal::from(*value)),
            Cell::Day(day) => self.date(row, column, *day),
        }
    }

    pub(super) fn section(&mut self, row: u32, text: &str) -> Done {
        self.sheet.write_string_with_format(row, 0, held(text), &self.pen.heading)?;
        Ok(())
    }

    pub(super) fn note(&mut self, row: u32, column: u16, text: &str) -> Done {
        self.sheet.write_string_with_format(row, column, held(text), &self.pen.note)?;
        Ok(())
    }

    /// Words; a text is never taken for a formula, whatever it begins with.
    pub(super) fn text(&mut self, row: u32, column: u16, text: &str) -> Done {
        if !text.is_empty() {
            self.sheet.write_string_with_format(row, column, held(text), &self.pen.text)?;
        }
        Ok(())
    }

    /// A number as it was stated.
    pub(super) fn number(&mut self, row: u32, column: u16, value: Decimal) -> Done {
        self.sheet.write_number_with_format(row, column, float(value), &self.pen.general)?;
        Ok(())
    }

    /// A number shown with so many decimals.
    pub(super) fn fixed(&mut self, row: u32, column: u16, value: Decimal, decimals: u32) -> Done {
        self.sheet.write_number_with_format(row, column, float(value), self.places(decimals))?;
        Ok(())
    }

    pub(super) fn date(&mut self, row: u32, column: u16, date: Date) -> Done {
        let (year, month, day) = (date.year().unsigned_abs(), date.month(), date.day());
        match ExcelDateTime::from_ymd(year, month.unsigned_abs(), day.unsigned_abs()) {
            Ok(of_sheet) => {
                self.sheet.write_datetime_with_format(row, column, &of_sheet, &self.pen.date)?;
                Ok(())
            }
            // Spreadsheets begin with 1900; an earlier day stays readable.
            Err(_) => self.text(row, column, &date.to_string()),
        }
    }

    /// A formula with the value that was published.
    pub(super) fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: &str,
        decimals: u32,
    ) -> Done {
        let formula = Formula::new(formula).set_result(value);
        self.sheet.write_formula_with_format(row, column, formula, self.places(decimals))?;
        Ok(())
    }

    fn places(&self, decimals: u32) -> &'p Format {
        &self.pen.fixed[decimals.min(EXACT_DECIMALS) as usize]
    }
}

/// A text as a cell holds it. Content has none that is longer; what is put together from several may be.
fn held(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 32_767;
    const CUT: &str = "……（一格放不下，全文见网页）";
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return Cow::Borrowed(text);
    }
    let mut left = LONGEST - CUT.chars().count();
    let fits = |character: &char| {
        let fits = left >= character.len_utf16();
        left = left.saturating_sub(character.len_utf16());
        fits
    };
    Cow::Owned(text.chars().take_while(fits).collect::<String>() + CUT)
}

/// A title as the header of a sheet holds it: 255 characters with all marks, & standing for two.
fn header(title: &str) -> String {
    const LONGEST: usize = 80;
    let short: String = title.chars().take(LONGEST).collect();
    let more = if short.len() < title.len() { "…" } else { "" };
    format!("{}{more}", short.replace('&', "&&"))
}

/// The column that a list's stands in.
fn column(columns: &[u16], at: usize) -> u16 {
    columns.get(at).copied().or(u16::try_from(at).ok()).unwrap_or(u16::MAX)
}

/// The nearest number a spreadsheet can hold.
fn float(value: Decimal) -> f64 {
    // The powers of ten that a float is exactly, as it is every whole number of 53 bits: then one division rounds once.
    const POWERS: [f64; 23] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18, 1e19, 1e20, 1e21, 1e22,
    ];
    match (i64::try_from(value.mantissa()), POWERS.get(value.scale() as usize)) {
        (Ok(mantissa), Some(power)) if mantissa.unsigned_abs() < 1 << 53 => mantissa as f64 / power,
        _ => plain(value).parse().expect("a decimal's text is a number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_it_can_and_says_so() {
        let (fits, long) = ("字".repeat(32_767), "\u{1f600}".repeat(20_000));
        assert!(matches!(held(&fits), Cow::Borrowed(_)));
        let cut = held(&long);
        assert!(
            cut.encode_utf16().count() <= 32_767 && cut.ends_with("全文见网页）"),
            "{}",
            cut.chars().count()
        );
        assert!(header(&"&".repeat(300)).chars().count() < 200);
        assert_eq!(header("甲&乙"), "甲&&乙");
    }

    #[test]
    fn a_number_is_the_nearest_that_a_cell_can_hold() {
        for mantissa in
            [0, 1, -7, 8_991_666_667, 123_456_789_012_345_678, (1 << 53) - 1, 1 << 53, -((1 << 53) + 1)]
        {
            for scale in 0..=28 {
                let value = Decimal::from_i128_with_scale(mantissa, scale);
                assert_eq!(Ok(float(value)), plain(value).parse(), "{value}");
            }
        }
    }
}
