//! Open documents (.ods): one file of XML, read here rather than by calamine, which keeps neither what is shown per cent
//! nor what is merged, and unfolds repeated cells before anybody can say how many may be.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::grid::{Cell, Grid};
use super::pack;
use super::read::{Sheets, Unread};
use super::styles::Styles;
use super::xlsx::{Shows, float, formula, iso, unfit};

/// Reads the sheets, or the wanted one.
pub(super) fn read(bytes: &[u8], wanted: Option<&str>) -> Result<Sheets, Unread> {
    pack::check(bytes)?;
    let content = pack::file(bytes, "content.xml")?;
    let text = String::from_utf8(content).map_err(|_| Unread::locked())?;
    // What is not changed for a cell of its own stands in another file, which a workbook may lack.
    let named = pack::file(bytes, "styles.xml").ok().and_then(|named| String::from_utf8(named).ok());
    let styles = Styles::read(named.as_deref().into_iter().chain([text.as_str()]));
    let mut reader = Reader::from_str(&text);
    let mut state = State {
        sheets: Vec::new(),
        wanted,
        styles,
        columns: Vec::new(),
        of_row: None,
        row: 0,
        column: 0,
        rows: 1,
        cell: None,
        beside: 0,
    };
    loop {
        match reader.read_event().map_err(|_| Unread::broken())? {
            Event::Eof => break,
            Event::Start(tag) => state.open(&tag)?,
            Event::Empty(tag) => {
                state.open(&tag)?;
                state.close(tag.name().as_ref())?;
            }
            Event::End(tag) => state.close(tag.name().as_ref())?,
            Event::Text(text) => state.text(&text.xml10_content()),
            Event::CData(text) => state.text(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let known = ["amp", "lt", "gt", "quot", "apos"].into_iter().zip(["&", "<", ">", "\"", "'"]);
                let known =
                    known.into_iter().find(|(own, _)| *own == &*name).map(|(_, sign)| sign.to_owned());
                let other = name.resolve_char_ref().ok().flatten().map(String::from);
                state.text(&known.or(other).unwrap_or_default());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    Ok(state.sheets)
}

/// Where reading is.
struct State<'w> {
    sheets: Sheets,
    wanted: Option<&'w str>,
    styles: Styles,
    /// The last of so many columns, and the style of cells in them that have none of their own; that of the row.
    columns: Vec<(u32, Option<String>)>,
    of_row: Option<String>,
    /// The row that is read and the cell that comes next, both from 1; how often the row stands there.
    row: u32,
    column: u32,
    rows: u32,
    cell: Option<Open>,
    /// Depth inside what stands in a cell and is not its text: notes, pictures, tables.
    beside: usize,
}

/// A cell that is read.
struct Open {
    columns: u32,
    spans: (u32, u32),
    kind: String,
    shows: Shows,
    formula: bool,
    value: Option<String>,
    error: bool,
    text: String,
    paragraphs: usize,
}

const CELL: &str = "table:table-cell";
const COVERED: &str = "table:covered-table-cell";
const ROW: &str = "table:table-row";
/// What stands in a cell beside its text.
const BESIDE: [&str; 4] = ["office:annotation", "draw:frame", "table:table", "table:detective"];

impl State<'_> {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), Unread> {
        let name = tag.name();
        let name = name.as_ref();
        if self.beside > 0 || (self.cell.is_some() && BESIDE.contains(&name)) {
            self.beside += usize::from(BESIDE.contains(&name));
            return Ok(());
        }
        match (name, &mut self.cell) {
            ("table:table", None) => {
                self.sheets.push((attribute(tag, "table:name").unwrap_or_default(), Grid::default()));
                (self.row, self.rows) = (0, 1);
                self.columns.clear();
            }
            ("table:table-column", None) => {
                let last = self.columns.last().map_or(0, |(last, _)| *last);
                let last = last.saturating_add(number(tag, "table:number-columns-repeated"));
                self.columns.push((last, attribute(tag, "table:default-cell-style-name")));
            }
            (ROW, None) => {
                self.row = self.row.saturating_add(self.rows);
                self.rows = number(tag, "table:number-rows-repeated");
                self.column = 1;
                self.of_row = attribute(tag, "table:default-cell-style-name");
            }
            (CELL | COVERED, None) => {
                let kind = attribute(tag, "office:value-type").unwrap_or_default();
                let value = match &*kind {
                    "date" => attribute(tag, "office:date-value"),
                    "time" => attribute(tag, "office:time-value"),
                    "boolean" => attribute(tag, "office:boolean-value"),
                    "string" => attribute(tag, "office:string-value"),
                    _ => attribute(tag, "office:value"),
                };
                let own = attribute(tag, "table:style-name");
                let of_column = || {
                    let covers = self.columns.iter().find(|(last, _)| *last >= self.column);
                    covers.and_then(|(_, style)| style.as_deref())
                };
                let style = own.as_deref().or(self.of_row.as_deref()).or_else(of_column);
                let shows = style.map_or(Shows::AsItIs, |style| self.styles.shows(style));
                self.cell = Some(Open {
                    shows: if shows == Shows::AsItIs && kind == "percentage" {
                        Shows::PerCent
                    } else {
                        shows
                    },
                    formula: attribute(tag, "table:formula").is_some(),
                    columns: number(tag, "table:number-columns-repeated"),
                    spans: (
                        number(tag, "table:number-rows-spanned"),
                        number(tag, "table:number-columns-spanned"),
                    ),
                    error: attribute(tag, "calcext:value-type").as_deref() == Some("error"),
                    kind,
                    value,
                    text: String::new(),
                    paragraphs: 0,
                });
            }
            ("text:p", Some(cell)) => {
                cell.paragraphs += 1;
                if cell.paragraphs > 1 {
                    cell.text.push('\n');
                }
            }
            ("text:line-break", Some(cell)) => cell.text.push('\n'),
            ("text:s" | "text:tab", Some(cell)) => cell.text.push(' '),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Unread> {
        if self.beside > 0 {
            self.beside -= usize::from(BESIDE.contains(&name));
            return Ok(());
        }
        if (name == CELL || name == COVERED)
            && let Some(cell) = self.cell.take()
        {
            self.put(cell)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.beside == 0 && cell.paragraphs > 0) {
            cell.text.push_str(text);
        }
    }

    /// Puts a cell wherever it is repeated; what holds nothing is not unfolded.
    fn put(&mut self, cell: Open) -> Result<(), Unread> {
        let column = self.column;
        self.column = column.saturating_add(cell.columns);
        let Some((name, grid)) = self.sheets.last_mut() else { return Ok(()) };
        if self.wanted.is_some_and(|wanted| wanted != name) {
            return Ok(());
        }
        if cell.spans != (1, 1) {
            let last = (self.row.saturating_add(cell.spans.0 - 1), column.saturating_add(cell.spans.1 - 1));
            grid.merge((self.row, column), last)?;
        }
        let Some(value) = cell.value() else { return Ok(()) };
        for row in self.row..self.row.saturating_add(self.rows) {
            for column in column..self.column {
                grid.put(row, column, value.clone())?;
            }
        }
        Ok(())
    }
}

impl Open {
    fn value(&self) -> Option<Cell> {
        if self.error {
            return Some(unfit(self.text.clone(), "这是公式的错误"));
        }
        let stated = || self.value.clone().unwrap_or_default();
        match &*self.kind {
            "float" | "currency" | "percentage" => Some(match stated().parse::<f64>() {
                Ok(number) => float(number, self.shows),
                Err(_) if self.formula && self.value.is_none() => formula(),
                Err(_) => unfit(stated(), "这不是数字"),
            }),
            "" if self.formula && self.text.is_empty() => Some(formula()),
            "date" => Some(iso(&stated())),
            "time" => Some(unfit(stated(), "这是时长，不是数也不是日期")),
            "boolean" => Some(unfit(stated(), "这是真假值，不是数也不是文字")),
            _ => Cell::text(self.value.as_deref().unwrap_or(&self.text)),
        }
    }
}

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::default()).ok().map(|value| value.into_owned())
}

/// A number of repetitions, at least one.
fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}
