//! The circular on paper: Chromium prints it, pdftotext measures it against GB/T 9704-2012.
//!
//! Without either program the test says that it was left out; under `CI=true` that is a failure.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const MM: f64 = 72.0 / 25.4;
/// Size of the body's characters.
const EM: f64 = 15.75;
/// The middle of a character stands so much lower than the middle of the box pdftotext gives for Noto CJK.
const LOWER: f64 = 0.12 * EM;

/// A word on a sheet, in points from its upper left corner.
struct Word {
    left: f64,
    right: f64,
    middle: f64,
    height: f64,
    text: String,
}

/// A program's path; `None` where there is none and that is allowed.
fn program(names: &[&str]) -> Option<PathBuf> {
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

/// The words of each sheet, and the sheets' size.
fn sheets(boxes: &str) -> (Vec<Vec<Word>>, (f64, f64)) {
    let (mut sheets, mut size) = (Vec::new(), (0.0, 0.0));
    for line in boxes.lines().map(str::trim) {
        if line.starts_with("<page") {
            size = (number(line, "width"), number(line, "height"));
            sheets.push(Vec::new());
        } else if line.starts_with("<word") {
            let (top, bottom) = (number(line, "yMin"), number(line, "yMax"));
            let text = line.split_once('>').map_or("", |(_, rest)| rest).trim_end_matches("</word>");
            sheets.last_mut().expect("a word stands on a sheet").push(Word {
                left: number(line, "xMin"),
                right: number(line, "xMax"),
                middle: f64::midpoint(top, bottom) + LOWER,
                height: bottom - top,
                text: text.to_owned(),
            });
        }
    }
    (sheets, size)
}

fn near(what: &str, found: f64, wanted: f64, within: f64) {
    assert!((found - wanted).abs() <= within, "{what}: {:.2} mm, not {:.2} mm", found / MM, wanted / MM);
}

#[test]
fn the_circular_prints_as_an_official_document() {
    let (Some(chromium), Some(pdftotext)) =
        (program(&["chromium", "chromium-browser", "google-chrome"]), program(&["pdftotext"]))
    else {
        return;
    };
    let dir = TempDir::new().expect("a scratch folder");
    let built = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .args(["build", "--output"])
        .arg(dir.path().join("site"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let pdf = dir.path().join("bulletin.pdf");
    Command::new(chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND"])
        .args(["--no-pdf-header-footer", "--virtual-time-budget=3000"])
        .arg(format!("--user-data-dir={}", dir.path().join("profile").display()))
        .arg(format!("--print-to-pdf={}", pdf.display()))
        .arg(format!("file://{}", dir.path().join("site/2019/draft/bulletin.html").display()))
        .output()
        .expect("Chromium runs");
    let boxes = Command::new(pdftotext).arg("-bbox").arg(&pdf).arg("-").output().expect("pdftotext runs");
    let (sheets, size) = sheets(&String::from_utf8(boxes.stdout).expect("UTF-8"));

    near("the sheet's width", size.0, 210.0 * MM, MM);
    near("the sheet's height", size.1, 297.0 * MM, MM);
    for (at, sheet) in sheets.iter().enumerate() {
        let said = sheet.iter().any(|word| word.text.contains("示例数据") && word.middle < 37.0 * MM);
        assert!(said, "sheet {} does not say in its margin that its data are samples", at + 1);
    }

    // A paragraph that starts a line at the left edge and fills it: 28 characters of 15.75 pt.
    let body: Vec<&Word> =
        sheets.iter().flatten().filter(|word| (word.height / EM - 2.6).abs() < 0.05).collect();
    let left = body.iter().map(|word| word.left).fold(f64::MAX, f64::min);
    near("the left edge", left, 28.0 * MM, MM);
    let full = body.iter().find(|word| word.text.starts_with("各地级以上市党委")).expect("the addressees");
    assert_eq!(full.text.chars().count(), 28, "{}", full.text);
    // Other lines may end in punctuation whose box reaches over the edge.
    near("the right edge", full.right, (210.0 - 26.0) * MM, MM);
    near("28 characters", full.right - full.left, 28.0 * EM, 1.0);

    // The second sheet is text from its first line on.
    let mut lines: Vec<f64> = sheets[1]
        .iter()
        .filter(|word| (word.height / EM - 2.6).abs() < 0.05 && word.middle > 37.0 * MM)
        .map(|word| word.middle)
        .collect();
    lines.sort_by(f64::total_cmp);
    lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    near("the first line's middle", lines[0], (37.0 + 10.227 / 2.0) * MM, MM);
    near("ten lines", lines[10] - lines[0], 10.0 * 10.227 * MM, MM);
    assert!(lines.last().is_some_and(|last| *last < (37.0 + 225.0) * MM), "the text stands too low");
}
