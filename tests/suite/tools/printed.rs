//! Pages on paper: Chromium prints them, Poppler's programs say what stands where.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::browser::{self, chromium};
use super::devtools::Browser;
use super::program;

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;
/// Size of the circular's characters.
pub const EM: f64 = 15.75;
/// The middle of a character stands so much lower than the middle of the box pdftotext gives for Noto CJK.
const LOWER: f64 = 0.12 * EM;

/// A word on a sheet, in points from its upper left corner.
pub struct Word {
    pub left: f64,
    pub right: f64,
    pub middle: f64,
    pub height: f64,
    pub text: String,
}

/// A sheet: its size, its words, and its text without any spaces.
pub struct Sheet {
    pub size: (f64, f64),
    pub words: Vec<Word>,
    pub text: String,
}

/// What prints and measures.
pub struct Printer {
    browser: &'static Browser,
    pdftotext: PathBuf,
    pdftocairo: PathBuf,
    dir: TempDir,
}

impl Printer {
    /// The programs; `None` where one is not there and that is allowed.
    pub fn new() -> Option<Self> {
        Some(Self {
            browser: chromium()?,
            pdftotext: program::find(&["pdftotext"])?,
            pdftocairo: program::find(&["pdftocairo"])?,
            dir: TempDir::new().expect("a scratch folder"),
        })
    }

    /// Prints a page and gives the file.
    pub fn pdf(&self, page: &Path) -> PathBuf {
        let pdf = self.dir.path().join("page.pdf");
        std::fs::write(&pdf, browser::print(self.browser, page)).expect("a PDF file");
        pdf
    }

    /// The sheets of a printed file.
    pub fn sheets(&self, pdf: &Path) -> Vec<Sheet> {
        sheets_of(&self.pdftotext, pdf)
    }

    /// The filled rectangles of a sheet, counted from 1: width and height in points.
    pub fn rectangles(&self, pdf: &Path, sheet: usize) -> Vec<(f64, f64)> {
        let page = sheet.to_string();
        let pdf = pdf.to_str().expect("a name");
        let drawn = program::output(&self.pdftocairo, &["-svg", "-f", &page, "-l", &page, pdf, "-"]);
        drawn.lines().filter(|line| line.contains("fill:rgb(0%,0%,0%)")).filter_map(rectangle).collect()
    }
}

/// The sheets of a printed file, as pdftotext finds them.
pub fn sheets_of(pdftotext: &Path, pdf: &Path) -> Vec<Sheet> {
    sheets(&program::output(pdftotext, &["-bbox", pdf.to_str().expect("a name"), "-"]))
}

/// The number of an attribute of a line of pdftotext's.
fn number(line: &str, name: &str) -> f64 {
    let (_, rest) = line.split_once(&format!("{name}=\"")).expect("an attribute");
    rest.split('"').next().and_then(|text| text.parse().ok()).expect("a number")
}

fn sheets(boxes: &str) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page") {
            let size = (number(line, "width"), number(line, "height"));
            sheets.push(Sheet { size, words: Vec::new(), text: String::new() });
        } else if line.starts_with("<word") {
            let (top, bottom) = (number(line, "yMin"), number(line, "yMax"));
            let text = line.split_once('>').map_or("", |(_, rest)| rest).trim_end_matches("</word>");
            let sheet = sheets.last_mut().expect("a word stands on a sheet");
            sheet.text += text;
            sheet.words.push(Word {
                left: number(line, "xMin"),
                right: number(line, "xMax"),
                middle: f64::midpoint(top, bottom) + LOWER,
                height: bottom - top,
                text: text.to_owned(),
            });
        }
    }
    sheets
}

/// Width and height of a path that is a rectangle along the axes: `M x y L x y L x y L x y Z`.
fn rectangle(line: &str) -> Option<(f64, f64)> {
    let (_, path) = line.split_once(" d=\"M ")?;
    let (path, _) = path.split_once(" Z")?;
    let numbers: Option<Vec<f64>> =
        path.split(' ').filter(|part| *part != "L").map(|part| part.parse().ok()).collect();
    let [x, y, right, _, _, bottom, ..] = numbers?[..] else { return None };
    Some((right - x, bottom - y))
}

/// Fails when a length is not what it should be.
pub fn near(what: &str, found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{what}: {:.2} mm, not {:.2} mm", found / MM, wanted / MM);
}
