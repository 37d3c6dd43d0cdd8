//! Pages on paper: Chromium prints them, Poppler's programs say what stands where.
//!
//! Without either the tests say that they were left out; under `CI=true` that is a failure.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

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
    chromium: PathBuf,
    pdftotext: PathBuf,
    pdftocairo: PathBuf,
    dir: TempDir,
}

impl Printer {
    /// The programs; `None` where one is not there and that is allowed.
    pub fn new() -> Option<Self> {
        Some(Self {
            chromium: program(&["chromium", "chromium-browser", "google-chrome"])?,
            pdftotext: program(&["pdftotext"])?,
            pdftocairo: program(&["pdftocairo"])?,
            dir: TempDir::new().expect("a scratch folder"),
        })
    }

    /// Builds a content folder of this repository into a folder of its own; gives that folder.
    pub fn build(&self, content: &str) -> PathBuf {
        let site = self.dir.path().join(content.replace('/', "-"));
        let built = Command::new(env!("CARGO_BIN_EXE_tongbao"))
            .args(["build", "--content", content, "--output"])
            .arg(&site)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .expect("the program runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        site
    }

    /// Prints a page and gives the file.
    pub fn pdf(&self, page: &Path) -> PathBuf {
        let pdf = page.with_extension("pdf");
        Command::new(&self.chromium)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
            .args(["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"])
            .args(["--no-pdf-header-footer", "--virtual-time-budget=3000"])
            .arg(format!("--user-data-dir={}", self.dir.path().join("profile").display()))
            .arg(format!("--print-to-pdf={}", pdf.display()))
            .arg(format!("file://{}", page.display()))
            .output()
            .expect("Chromium runs");
        pdf
    }

    /// The sheets of a printed file.
    pub fn sheets(&self, pdf: &Path) -> Vec<Sheet> {
        sheets_of(&self.pdftotext, pdf)
    }

    /// The filled rectangles of a sheet, counted from 1: width and height in points.
    pub fn rectangles(&self, pdf: &Path, sheet: usize) -> Vec<(f64, f64)> {
        let page = sheet.to_string();
        let drawn = Command::new(&self.pdftocairo)
            .args(["-svg", "-f", &page, "-l", &page])
            .arg(pdf)
            .arg("-")
            .output()
            .expect("pdftocairo runs");
        let drawn = String::from_utf8(drawn.stdout).expect("UTF-8");
        drawn.lines().filter(|line| line.contains("fill:rgb(0%,0%,0%)")).filter_map(rectangle).collect()
    }
}

/// The sheets of a printed file, as pdftotext finds them.
pub fn sheets_of(pdftotext: &Path, pdf: &Path) -> Vec<Sheet> {
    let boxes = Command::new(pdftotext).arg("-bbox").arg(pdf).arg("-").output().expect("pdftotext runs");
    sheets(&String::from_utf8(boxes.stdout).expect("UTF-8"))
}

/// A program's path; `None` where there is none and that is allowed.
pub fn program(names: &[&str]) -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").filter(|_| names[0] == "chromium").map(PathBuf::from);
    let found = named.or_else(|| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths)
            .flat_map(|dir| names.iter().map(move |name| dir.join(name)))
            .find(|path| path.is_file())
    });
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true {} must be there", names[0]);
        let _ = writeln!(std::io::stderr(), "left out: no {} found", names[0]);
    }
    found
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
