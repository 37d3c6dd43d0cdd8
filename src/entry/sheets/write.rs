//! A workbook as the bytes of an .xlsx file: the same workbook gives the same bytes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula as Written, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::form::{Book, Cell, Check, Formula, Page, SpareCell};
use super::mark::{self, Mark};

/// The row of the heads, and how many columns stand before those of a page.
const HEAD: u32 = 2;
const KEYS: u16 = 2;
/// The head of the column of this year's figures; last year's stand in the column before.
pub(super) const THIS_YEAR: &str = "本年";
/// Rows to add to a list.
const SPARE: u32 = 30;
/// UTF-16 units of a text that a cell holds.
const MOST_TEXT: usize = 32_767;

type Done = Result<(), XlsxError>;

struct Pen {
    heading: Format,
    note: Format,
    head: Format,
    key: Format,
    text: Format,
    number: Format,
    percent: Format,
    derived: Format,
    open: Format,
    date: Format,
}

impl Pen {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top).set_border(FormatBorder::Hair);
        let open = || top().set_background_color("#FFF8DC").set_unlocked();
        Self {
            heading: Format::new().set_bold().set_font_size(14),
            note: Format::new().set_font_color("#555555"),
            head: top().set_bold().set_text_wrap().set_background_color("#F2EFE9"),
            key: Format::new().set_font_color("#AAAAAA").set_font_size(8).set_align(FormatAlign::Top),
            text: top().set_text_wrap(),
            number: top(),
            percent: top().set_num_format("0.0%"),
            derived: top().set_num_format("0.00##"),
            open: open().set_text_wrap(),
            date: open().set_num_format("yyyy-mm-dd"),
        }
    }
}

/// The lists that drop-downs choose from, a column each on a sheet of their own: a formula has room for few words.
#[derive(Default)]
struct Lists {
    known: BTreeMap<Vec<String>, String>,
    columns: Vec<Vec<String>>,
}

impl Lists {
    fn range(&mut self, words: &[(String, String)]) -> String {
        let labels: Vec<String> = words.iter().map(|(_, label)| label.clone()).collect();
        if let Some(range) = self.known.get(&labels) {
            return range.clone();
        }
        let letters = crate::model::column_letters(u32::try_from(self.columns.len() + 1).unwrap_or(u32::MAX));
        let range = format!("='{}'!${letters}$1:${letters}${}", mark::LISTS, labels.len().max(1));
        self.known.insert(labels.clone(), range.clone());
        self.columns.push(labels);
        range
    }
}

/// The bytes of a workbook that is dated with a day.
///
/// # Errors
/// When the workbook cannot be made.
pub fn write(book: &Book, day: Date) -> Result<Vec<u8>, XlsxError> {
    let pen = Pen::new();
    let mut lists = Lists::default();
    let mut file = Workbook::new();
    file.push_worksheet(cover(book, &pen)?);
    for page in &book.pages {
        file.push_worksheet(sheet(book, page, &pen, &mut lists)?);
    }
    let mut options = Worksheet::new();
    options.set_name(mark::LISTS)?.set_hidden(true).protect();
    for (column, words) in (0_u16..).zip(&lists.columns) {
        for (row, word) in (0_u32..).zip(words) {
            options.write_string(row, column, word)?;
        }
    }
    file.push_worksheet(options);
    let mut base = Worksheet::new();
    base.set_name(mark::BASE)?.set_hidden(true).protect();
    for (column, record) in (0_u16..).zip(&book.records) {
        base.write_string(0, column, record.subject.as_str())?;
        for (row, part) in (1_u32..).zip(mark::parts(&record.text)) {
            base.write_string(row, column, part)?;
        }
    }
    file.push_worksheet(base);
    let (year, month, dated) =
        (day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs());
    let dated = ExcelDateTime::from_ymd(year, month, dated)?;
    file.set_properties(&DocProperties::new().set_title(&book.title).set_creation_datetime(&dated));
    file.save_to_buffer()
}

/// What a cell can hold of a text.
fn held(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= MOST_TEXT
        })
        .collect()
}

fn paper(sheet: &mut Worksheet, book: &Book) {
    // Paper 9 is A4; one page wide and as many as it takes high. In a header && is the character &.
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let title: String = book.title.chars().take(100).collect();
    sheet.set_header(format!("&L{}&R&P/&N", title.replace('&', "&&")));
    let may = ProtectionOptions {
        insert_rows: true,
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&may);
}

fn cover(book: &Book, pen: &Pen) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name("封面")?;
    paper(&mut sheet, book);
    sheet.set_column_width(0, 16)?.set_column_width(1, 100)?;
    sheet.write_string_with_format(0, 0, Mark::of(book, "cover").text(), &pen.key)?;
    sheet.write_string_with_format(1, 0, held(&book.title), &pen.heading)?;
    for (row, (what, told)) in (3_u32..).zip(&book.cover) {
        sheet.write_string_with_format(row, 0, held(what), &pen.head)?;
        sheet.write_string_with_format(row, 1, held(told), &pen.text)?;
    }
    Ok(sheet)
}

fn sheet(book: &Book, page: &Page, pen: &Pen, lists: &mut Lists) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(page.name)?;
    paper(&mut sheet, book);
    sheet.set_freeze_panes(HEAD + 1, KEYS + 1)?;
    sheet.set_repeat_rows(0, HEAD)?;
    // What the program keeps for itself is not printed.
    let rows = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    let below = HEAD + rows + if page.spare.is_some() { SPARE } else { 0 };
    let columns = u16::try_from(page.columns.len()).unwrap_or(u16::MAX);
    sheet.set_print_area(0, KEYS, below, KEYS + columns.max(1) - 1)?;
    sheet.write_string_with_format(0, 0, Mark::of(book, page.id).text(), &pen.key)?;
    sheet.write_string_with_format(0, KEYS, held(&format!("{}　{}", page.name, book.title)), &pen.heading)?;
    sheet.write_string_with_format(1, KEYS, held(&page.about), &pen.note)?;
    for (column, head) in (0_u16..).zip(mark::KEY_HEADS) {
        sheet.set_column_width(column, 4)?;
        sheet.write_string_with_format(HEAD, column, head, &pen.key)?;
    }
    for (column, of) in (KEYS..).zip(&page.columns) {
        sheet.set_column_width(column, of.width)?;
        sheet.write_string_with_format(HEAD, column, &of.head, &pen.head)?;
    }
    let mut row = HEAD + 1;
    for of in &page.rows {
        sheet.write_string_with_format(row, 0, book.records[of.record].subject.as_str(), &pen.key)?;
        sheet.write_string_with_format(row, 1, &of.key, &pen.key)?;
        for (column, cell) in (KEYS..).zip(&of.cells) {
            put(&mut sheet, (row, column), cell, page, pen, lists)?;
        }
        row += 1;
    }
    let Some(spare) = &page.spare else { return Ok(sheet) };
    let last = row + SPARE - 1;
    for (column, cell) in (KEYS..).zip(&spare.columns) {
        let (format, rule) = match cell {
            SpareCell::Blank => continue,
            SpareCell::Subject(words) | SpareCell::Owner(_, words) => (&pen.open, chosen(lists, words)),
            SpareCell::Field(_, check) => (open(pen, check), validation(check, lists)),
        };
        for row in row..=last {
            sheet.write_blank(row, column, format)?;
        }
        if let Some(rule) = rule {
            sheet.add_data_validation(row, column, last, column, &rule)?;
        }
    }
    // Whoever has one record in the book adds to that one.
    if let [only] = &book.records[..] {
        for row in row..=last {
            sheet.write_string_with_format(row, 0, only.subject.as_str(), &pen.key)?;
        }
    }
    Ok(sheet)
}

fn open<'p>(pen: &'p Pen, check: &Check) -> &'p Format {
    match check {
        Check::Date => &pen.date,
        Check::Text | Check::Number { .. } | Check::Choice(_) => &pen.open,
    }
}

fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    page: &Page,
    pen: &Pen,
    lists: &mut Lists,
) -> Done {
    match cell {
        Cell::Shown(text) => {
            sheet.write_string_with_format(row, column, held(text), &pen.text)?;
        }
        Cell::Number(number) => match exact(&number.normalize().to_string()) {
            Some(number) => {
                sheet.write_number_with_format(row, column, number, &pen.number)?;
            }
            None => {
                sheet.write_string_with_format(row, column, number.to_string(), &pen.text)?;
            }
        },
        Cell::Formula(formula) => {
            let format = if matches!(formula, Formula::Growth) { &pen.percent } else { &pen.derived };
            // Not every program works formulas out when it opens a file.
            let result = result(formula, row, page).map_or_else(String::new, |number| number.to_string());
            let formula = Written::new(worked_out(formula, row, column, page));
            sheet.write_formula_with_format(row, column, formula.set_result(result), format)?;
        }
        Cell::Fill(fill) | Cell::Held(fill) => {
            let held_fast = matches!(cell, Cell::Held(_));
            let format = if held_fast { &pen.text } else { open(pen, &fill.check) };
            let number = match fill.check {
                Check::Number { .. } => exact(&fill.now),
                Check::Text | Check::Date | Check::Choice(_) => None,
            };
            let date = match fill.check {
                Check::Date => fill.now.parse::<Date>().ok().filter(|date| date.to_string() == fill.now),
                Check::Text | Check::Number { .. } | Check::Choice(_) => None,
            };
            match (number, date) {
                _ if fill.now.is_empty() => sheet.write_blank(row, column, format)?,
                (Some(number), _) => sheet.write_number_with_format(row, column, number, format)?,
                (_, Some(date)) => {
                    let of =
                        (date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs());
                    let date = ExcelDateTime::from_ymd(of.0, of.1, of.2)?;
                    sheet.write_datetime_with_format(row, column, &date, format)?
                }
                _ => {
                    sheet.write_string_with_format(row, column, held(&fill.check.label(&fill.now)), format)?
                }
            };
            if let Some(rule) = validation(&fill.check, lists).filter(|_| !held_fast) {
                sheet.add_data_validation(row, column, row, column, &rule)?;
            }
        }
    }
    Ok(())
}

/// The number, where a cell gives the same one back.
fn exact(text: &str) -> Option<f64> {
    let decimal: rust_decimal::Decimal = text.parse().ok()?;
    let number = decimal.to_f64()?;
    let back = crate::content::shortest(number).ok()?;
    (back.parse() == Ok(decimal)).then_some(number)
}

fn chosen(lists: &mut Lists, words: &[(String, String)]) -> Option<DataValidation> {
    if words.is_empty() {
        return None;
    }
    let range = lists.range(words);
    Some(DataValidation::new().allow_list_formula(Written::new(range)))
}

fn validation(check: &Check, lists: &mut Lists) -> Option<DataValidation> {
    let (rule, told) = match check {
        Check::Text => return None,
        Check::Choice(words) => (chosen(lists, words)?, "请从下拉表里选".to_owned()),
        Check::Date => {
            let (from, to) =
                (ExcelDateTime::from_ymd(1900, 1, 1).ok()?, ExcelDateTime::from_ymd(9999, 12, 31).ok()?);
            (
                DataValidation::new().allow_date(DataValidationRule::Between(from, to)),
                "请填日期，如 2020-03-01".to_owned(),
            )
        }
        Check::Number { least, most, whole, unit } => {
            let (low, high) = (least.and_then(|of| of.to_f64()), most.and_then(|of| of.to_f64()));
            let rule = DataValidationRule::Between(low.unwrap_or(-1e20), high.unwrap_or(1e20));
            let rule = match (whole, low) {
                // Whole numbers of the writer's kind end at 2³¹; the formula knows no end.
                (true, _) => return whole_number(low),
                (false, _) => DataValidation::new().allow_decimal_number(rule),
            };
            let bound = match (least, most) {
                (Some(least), Some(most)) => {
                    format!("{} 到 {} 之间的数", least.normalize(), most.normalize())
                }
                (Some(least), None) => format!("不小于 {} 的数", least.normalize()),
                (None, Some(most)) => format!("不大于 {} 的数", most.normalize()),
                (None, None) => "数".to_owned(),
            };
            let unit = if unit.is_empty() { String::new() } else { format!("，单位是{unit}") };
            (rule, format!("请填{bound}{unit}"))
        }
    };
    told_as(rule, &told)
}

fn told_as(rule: DataValidation, told: &str) -> Option<DataValidation> {
    let told: String = told.chars().take(200).collect();
    let rule = rule.set_error_style(DataValidationErrorStyle::Stop);
    rule.set_error_title("不能这样填").and_then(|rule| rule.set_error_message(told)).ok()
}

fn whole_number(low: Option<f64>) -> Option<DataValidation> {
    let low = Written::new(low.map_or("-1000000000000000".to_owned(), |low| low.to_string()));
    let rule = DataValidationRule::Between(low, Written::new("1000000000000000"));
    let rule = DataValidation::new().allow_whole_number_formula(rule);
    let told = "请填整数，不写单位；数量不能小于 0";
    told_as(rule, told)
}

/// The value of the column of this year, or of the one before it, in a row.
fn number(page: &Page, row: usize, last: bool) -> Option<f64> {
    let column = page.columns.iter().position(|of| of.head == THIS_YEAR)?;
    let number = match page.rows.get(row)?.cells.get(column - usize::from(last))? {
        Cell::Number(number) => number.to_f64(),
        Cell::Fill(fill) | Cell::Held(fill) => fill.now.parse::<f64>().ok(),
        Cell::Shown(_) | Cell::Formula(_) => None,
    };
    number.filter(|number| number.is_finite())
}

fn result(formula: &Formula, row: u32, page: &Page) -> Option<f64> {
    let sum = |rows: &[usize]| rows.iter().map(|row| number(page, *row, false)).sum::<Option<f64>>();
    let quotient = |over: f64, under: f64| (under != 0.0).then(|| over / under);
    match formula {
        Formula::Growth => {
            let row = usize::try_from(row - HEAD - 1).ok()?;
            Some(quotient(number(page, row, false)?, number(page, row, true)?)? - 1.0)
        }
        Formula::Ratio(over, under, by) => Some(quotient(sum(over)?, sum(under)?)? * f64::from(*by)),
        Formula::Over(over, under) => Some((quotient(sum(over)?, sum(under)?)? - 1.0) * 100.0),
        Formula::Sum(plus, minus) => Some(sum(plus)? - sum(minus)?),
    }
}

fn worked_out(formula: &Formula, row: u32, column: u16, page: &Page) -> String {
    let name =
        |row: u32, column: u16| format!("{}{}", crate::model::column_letters(u32::from(column) + 1), row + 1);
    let value = page.columns.iter().position(|of| of.head == THIS_YEAR).and_then(|at| u16::try_from(at).ok());
    let value = value.map_or(column, |at| at + KEYS);
    let of = |row: &usize| name(HEAD + 1 + u32::try_from(*row).unwrap_or_default(), value);
    let sum = |rows: &[usize]| rows.iter().map(of).collect::<Vec<_>>().join("+");
    let filled = |rows: &[&Vec<usize>]| {
        let all: Vec<String> = rows.iter().flat_map(|rows| rows.iter().map(of)).collect();
        format!("COUNT({})<{}", all.join(","), all.len())
    };
    match formula {
        Formula::Growth => {
            let (last, now) = (name(row, value - 1), name(row, value));
            format!("=IF(COUNT({last},{now})<2,\"\",IF({last}=0,\"\",{now}/{last}-1))")
        }
        Formula::Ratio(over, under, by) => format!(
            "=IF({},\"\",IF({under}=0,\"\",({})/({under})*{by}))",
            filled(&[over, under]),
            sum(over),
            under = sum(under)
        ),
        Formula::Over(over, under) => format!(
            "=IF({},\"\",IF({under}=0,\"\",(({})/({under})-1)*100))",
            filled(&[over, under]),
            sum(over),
            under = sum(under)
        ),
        Formula::Sum(plus, minus) => {
            let less = if minus.is_empty() { String::new() } else { format!("-({})", sum(minus)) };
            format!("=IF({},\"\",{}{less})", filled(&[plus, minus]), sum(plus))
        }
    }
}
