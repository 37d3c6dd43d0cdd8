//! What all targets do with their bytes: lay them into a small content as one file, and check it as a clerk would.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tongbao::diagnostics::{Style, json, render_all};
use tongbao::pipeline::{self, Request};

/// The small content of the tests, copied once a process, into memory where there is such a folder.
fn desk() -> &'static Path {
    static DESK: OnceLock<PathBuf> = OnceLock::new();
    DESK.get_or_init(|| {
        let folder =
            tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).expect("a scratch folder");
        let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content-small");
        copy(&small, folder.path());
        folder.keep()
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            fs::copy(&path, &place).expect("a file");
        }
    }
}

/// Checks the content with these bytes as a table whose columns are of every sort.
pub fn check_table(ending: &str, bytes: &[u8]) {
    let tables = desk().join("2019/tables");
    let _ = fs::remove_dir_all(&tables);
    fs::create_dir_all(&tables).expect("a folder");
    let description = "format: 1\nsubject: 市\ncolumns:\n  - {column: 资金, figure: aid}\n  - {column: 备注, figure: aid, is: note}\n  \
        - {column: 报告, milestone: report}\n  - {column: 观感, node: look, is: grade}\n  - {column: 计划, node: plan, is: task}\n";
    fs::write(tables.join("t.yaml"), description).expect("a file");
    check(&format!("2019/tables/t.{ending}"), bytes);
}

/// Checks the content with these bytes as one of its files: read, scored, its papers filled, and every problem printed.
pub fn check(file: &str, bytes: &[u8]) {
    let desk = desk();
    fs::write(desk.join(file), bytes).expect("a file");
    let output = desk.with_extension("no-site");
    let request = Request { content: desk, theme: None, output: &output, style_guide: false };
    if let Ok(problems) = pipeline::check(&request) {
        let told = render_all(&problems, Style::Plain);
        assert!(told.len() < 4 << 20, "{} problems take {} bytes", problems.len(), told.len());
        let _ = json(&problems);
    }
}

/// Takes these bytes for a workbook that came back, by what they look like, and sees what they would change.
pub fn sheet(bytes: &[u8]) {
    let desk = desk();
    let ending = match bytes {
        [b'P', b'K', ..] if bytes.windows(7).any(|part| part == b"content") => "ods",
        [b'P', b'K', ..] => "xlsx",
        [0xd0, 0xcf, ..] => "xls",
        _ => "csv",
    };
    let book = desk.with_extension(ending);
    fs::write(&book, bytes).expect("a file");
    let output = desk.with_extension("no-site");
    let request = Request { content: desk, theme: None, output: &output, style_guide: false };
    let found = pipeline::import_sheets(&request, std::slice::from_ref(&book), true, true);
    assert!(found.is_ok_and(|found| !found.written));
}
