//! Tables that are too large, or were made to do harm: each ends in a clear error.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::Workbook;

use super::books::changed;
use super::*;

/// What is said of a table of these bytes.
fn of(ending: &str, bytes: &[u8]) -> (String, String) {
    let small = small();
    table(&small, ending, ONE, bytes);
    let read = small.read();
    let said = said(&read);
    assert_eq!(said.len(), 1, "{said:?}");
    (brief(said[0]), said[0].message.clone())
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file");
        out.write_all(bytes).expect("bytes");
    }
    out.finish().expect("an archive").into_inner()
}

fn book(cell: (u32, u16)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "市").expect("a cell");
    sheet.write(cell.0, cell.1, 1).expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_bomb_is_counted_and_not_unpacked() {
    let blanks = vec![b' '; 120 << 20];
    let bomb = archive(&[("xl/sharedStrings.xml", &blanks)]);
    assert!(bomb.len() < 1 << 20);
    for ending in ["xlsx", "ods"] {
        let (place, message) = of(ending, &bomb);
        assert_eq!(place, format!("E0540 2019/tables/t.{ending}"));
        assert!(message.contains("解压后超过 96 MiB"), "{message}");
    }
    let names: Vec<String> = (0..3_000).map(|n| format!("f{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(of("xlsx", &archive(&many)).1.contains("超过 2000 个"));
}

#[test]
fn cells_far_out_are_told_and_take_no_room() {
    for (cell, name) in [((1_048_575, 0), "A1048576"), ((1, 16_383), "XFD2")] {
        let (place, message) = of("xlsx", &book(cell));
        assert_eq!(place, "E0540 2019/tables/t.xlsx");
        assert!(message.contains(name), "{message}");
    }
    // An open document repeats cells by number.
    let content = |rows: u32, columns: u32| {
        format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">\
             <table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell office:value-type=\"string\" \
             table:number-columns-repeated=\"{columns}\"><text:p>甲</text:p></table:table-cell></table:table-row>\
             </table:table></office:spreadsheet></office:body></office:document-content>"
        )
    };
    for (rows, columns) in [(u32::MAX, 1), (1, u32::MAX), (100_000, 1_000)] {
        let (place, message) = of("ods", &archive(&[("content.xml", content(rows, columns).as_bytes())]));
        assert_eq!(place, "E0540 2019/tables/t.ods");
        assert!(message.contains("表格太大"), "{message}");
    }
    // An old workbook has a record of each cell; the one of 1 in B6 is set far out.
    let xls = include_bytes!("../../../../tests/tables/organs.xls");
    let number = [0x7e, 0x02, 0x0a, 0x00, 0x05, 0x00, 0x01, 0x00];
    let at = xls.windows(8).position(|bytes| bytes == number).expect("the number in B6");
    let mut far = xls.to_vec();
    far[at + 4..at + 8].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let (place, message) = of("xls", &far);
    assert_eq!(place, "E0540 2019/tables/t.xls");
    assert!(message.contains("相距太远"), "{message}");
}

#[test]
fn a_csv_is_no_larger_than_may_be() {
    let large = vec![b'x'; (8 << 20) + 1];
    assert_eq!(of("csv", &large).0, "E0004 2019/tables/t.csv");
    assert!(of("csv", &"甲\n".repeat(100_001).into_bytes()).1.contains("A100001"));
    assert!(of("csv", "甲,".repeat(1_001).as_bytes()).1.contains("ALM1"));
    let cells = format!("{}\n", "甲,".repeat(900)).repeat(600);
    assert!(of("csv", cells.as_bytes()).1.contains("超过 500000 个"));
}

#[test]
fn what_is_damaged_or_locked_is_told() {
    let whole = book((1, 0));
    let store = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    for ending in ["xlsx", "ods", "xls"] {
        for bytes in [
            &b""[..],
            b"x",
            &whole[..whole.len() / 2],
            &archive(&[("content.xml", b"<a><b></a>")]),
            b"\xd0\xcf\x11\xe0",
        ] {
            assert_eq!(of(ending, bytes).0, format!("E0540 2019/tables/t.{ending}"));
        }
    }
    assert!(of("xlsx", &store).1.contains("密码"));
    assert_eq!(of("csv", b"\xff\xff\xff").0, "E0540 2019/tables/t.csv");

    let xls = include_bytes!("../../../../tests/tables/organs.xls");
    for end in (512..xls.len()).step_by(509) {
        let small = small();
        table(&small, "xls", ONE, &xls[..end]);
        assert!(!told(&small).is_empty());
    }
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"] {
        let broken = changed(&whole, part, |text| text.replace('<', "&<"));
        assert_eq!(of("xlsx", &broken).0, "E0540 2019/tables/t.xlsx", "{part}");
    }
}

#[test]
fn a_table_has_no_more_problems_than_any_file() {
    let rows: String = (0..500).map(|n| format!("某市{n},1\n")).collect();
    let small = with(ONE, &format!("市,培训\n{rows}"));
    let told = told(&small);
    assert_eq!(told.len(), 201);
    assert!(told.contains(&"E0009 2019/tables/t.csv".to_owned()));
}
