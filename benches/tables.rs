//! Tables of 2,000 subjects and twenty figures, as CSV and as a workbook: a content that holds nothing but them, read
//! whole. `cargo bench --bench tables`; `-- --test` runs each once.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;

use divan::Bencher;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use tongbao::content;

const SUBJECTS: u32 = 2_000;
const FIGURES: u16 = 20;

fn main() {
    divan::main();
}

/// A content whose records state nothing, and with an ending a table of all figures.
fn folder(ending: Option<&str>) -> TempDir {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let dir = TempDir::new_in(base).expect("a scratch folder");
    let write = |path: &str, bytes: &[u8]| {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    };
    let ids: Vec<String> = (0..SUBJECTS).map(|n| format!("city{n}")).collect();
    write("site.yaml", "format: 1\ntitle: 测试\norgan: 某厅\n".as_bytes());
    let mut subjects = String::from("format: 1\nsubjects:\n");
    for id in &ids {
        writeln!(subjects, "  - {{id: {id}, name: {id}市, kind: city}}").expect("memory takes it");
        write(
            &format!("2020/main/records/{id}.yaml"),
            format!("format: 1\nsubject: {id}\nstatus: final\n").as_bytes(),
        );
    }
    write("subjects.yaml", subjects.as_bytes());
    write(
        "2020/year.yaml",
        b"format: 1\nperiod: {from: 2020-01-01, to: 2020-12-31}\ncutoff: 2020-12-31\nschemes: [main]\n",
    );
    let mut scheme = format!(
        "format: 1\nid: main\ntitle: 方案\nkind: city\nbasis: 文件\nsubjects: [{}]\ngrades: none\nweighting: equal\n\
         ranking: {{by: published}}\nfigures:\n",
        ids.join(", ")
    );
    (0..FIGURES)
        .for_each(|n| writeln!(scheme, "  f{n}: {{title: 数据{n}, unit: 万元}}").expect("memory takes it"));
    scheme += "tree:\n  - id: all\n    role: section\n    title: 各项\n    children:\n";
    for n in 0..FIGURES {
        writeln!(
            scheme,
            "      - {{id: n{n}, role: indicator, title: 指标{n}, measure: f{n}, method: {{range: {{worst: min, best: max, better: higher}}}}}}"
        )
        .expect("memory takes it");
    }
    write("2020/main/scheme.yaml", scheme.as_bytes());
    let Some(ending) = ending else { return dir };
    let mut description = String::from("format: 1\nsubject: 市\ncolumns:\n");
    (0..FIGURES).for_each(|n| {
        writeln!(description, "  - {{column: 数据{n}, figure: f{n}}}").expect("memory takes it")
    });
    write("2020/tables/t.yaml", description.as_bytes());
    let number = |row: u32, column: u16| f64::from(row * 31 + u32::from(column) * 17) / 8.0;
    let bytes = if ending == "csv" {
        let heads: Vec<String> = (0..FIGURES).map(|n| format!("数据{n}")).collect();
        let mut text = format!("市,{}\n", heads.join(","));
        for (row, id) in (0..).zip(&ids) {
            let cells: Vec<String> = (0..FIGURES).map(|column| number(row, column).to_string()).collect();
            writeln!(text, "{id}市,{}", cells.join(",")).expect("memory takes it");
        }
        text.into_bytes()
    } else {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "市").expect("a cell");
        for column in 0..FIGURES {
            sheet.write(0, column + 1, format!("数据{column}")).expect("a cell");
        }
        for (row, id) in (0..).zip(&ids) {
            sheet.write(row + 1, 0, format!("{id}市")).expect("a cell");
            for column in 0..FIGURES {
                sheet.write(row + 1, column + 1, number(row, column)).expect("a cell");
            }
        }
        book.save_to_buffer().expect("a workbook")
    };
    write(&format!("2020/tables/t.{ending}"), &bytes);
    dir
}

#[divan::bench(args = ["none", "csv", "xlsx"])]
fn read(bencher: Bencher, ending: &str) {
    let dir = folder(Some(ending).filter(|ending| *ending != "none"));
    bencher.counter(SUBJECTS).bench(|| {
        let read = content::read(black_box(dir.path()));
        assert!(read.content.is_some(), "{:?}", read.diagnostics.first());
        read
    });
}
