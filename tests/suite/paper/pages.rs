//! Every other page on paper: the summary on one sheet, marks on each, charts whole, heads repeated.

use std::collections::BTreeSet;

use crate::case::{Case, Page, SMALL, founding, pieces, squeezed};
use crate::tools::printed::{MM, Printer, Sheet, near};

fn landscape(sheets: &[Sheet], width: f64, height: f64) {
    assert_eq!(sheets.len(), 1, "the summary takes {} sheets", sheets.len());
    near("the sheet's width", sheets[0].size.0, width * MM, MM);
    near("the sheet's height", sheets[0].size.1, height * MM, MM);
    let right = sheets[0].words.iter().map(|word| word.right).fold(0.0, f64::max);
    assert!(right < (width - 8.0) * MM, "a word stands {:.1} mm from the left", right / MM);
}

#[test]
fn the_summary_is_one_landscape_sheet() {
    let Some(printer) = Printer::new() else { return };
    let small = Case::new(SMALL);
    small.build();
    for (case, year, width, height, subjects) in [
        (founding(), 2019, 420.0, 297.0, 45),
        (founding(), 2020, 420.0, 297.0, 45),
        (&small, 2019, 297.0, 210.0, 3),
    ] {
        let path = format!("{year}/draft/summary.html");
        let sheets = printer.sheets(&printer.pdf(&case.output().join(&path)));
        landscape(&sheets, width, height);
        let page = case.page(&path);
        let names: Vec<_> = page.all("tr > th[scope=row]:first-child").into_iter().map(squeezed).collect();
        assert_eq!(names.len(), subjects);
        for name in names.iter().chain(["示例数据".to_owned(), "草稿".to_owned()].iter()) {
            assert!(sheets[0].text.contains(name.as_str()), "{path}: {name} is not on the sheet");
        }
        // Numbers as they stand on the screen: none is cut off at the edge of its cell.
        let mut scores = page.all("td.num.strong").into_iter().map(squeezed);
        assert!(scores.all(|score| sheets[0].words.iter().any(|word| word.text == score)));
    }
}

#[test]
fn every_sheet_says_what_it_is_and_no_chart_is_cut() {
    let Some(printer) = Printer::new() else { return };
    for page in [
        "index.html",
        "eastwest-cities/index.html",
        "eastwest-cities/guangzhou.html",
        "eastwest-cities/indicators/aid-per-county.html",
        "eastwest-cities/method.html",
    ] {
        let path = format!("2019/draft/{page}");
        let sheets = printer.sheets(&printer.pdf(&founding().output().join(&path)));
        for (at, sheet) in sheets.iter().enumerate() {
            near("the sheet's width", sheet.size.0, 210.0 * MM, MM);
            let head = |mark: &str| {
                sheet.words.iter().any(|word| word.text.contains(mark) && word.middle < 25.0 * MM)
            };
            for mark in ["示例数据", "草稿", "2019年度"] {
                assert!(head(mark), "{page}: sheet {} does not say {mark} at its head", at + 1);
            }
            let wide = sheet.words.iter().find(|word| word.right > (210.0 - 10.0) * MM);
            assert!(
                wide.is_none_or(|word| word.text.is_empty()),
                "{page}: sheet {} is cut at the right",
                at + 1
            );
        }
        let all: String = sheets.iter().map(|sheet| sheet.text.as_str()).collect();
        for control in ["筛选", "跳到正文", "下载本表数据", "↕"] {
            assert!(!all.contains(control), "{page} prints {control}");
        }
        assert!(all.contains(&format!("本页文件：{path}")), "{page} does not say where it stands");
        let html = founding().page(&path);
        whole_charts(page, &html, &sheets);
        repeated_heads(page, &html, &sheets);
    }
}

/// A picture carries the mark 示例数据·草稿 at its lower right corner, so its title and its mark stand on one sheet.
fn whole_charts(page: &str, html: &Page, sheets: &[Sheet]) {
    const MARK: &str = "示例数据·草稿";
    let marked = html.all("figure").into_iter().filter(|figure| squeezed(*figure).contains(MARK));
    let titles: BTreeSet<_> = marked.map(|figure| squeezed(pieces(figure, "h3")[0])).collect();
    for (at, sheet) in sheets.iter().enumerate() {
        let begun: usize = titles.iter().map(|title| sheet.text.matches(title.as_str()).count()).sum();
        let ended = sheet.text.matches(MARK).count();
        assert_eq!(begun, ended, "{page}: sheet {} begins {begun} charts and ends {ended}", at + 1);
    }
}

/// Where a table goes on on the next sheet, so does its head.
fn repeated_heads(page: &str, html: &Page, sheets: &[Sheet]) {
    let mut continued = 0;
    for table in html.all("table") {
        let all = |selector| pieces(table, selector).into_iter().map(squeezed).collect::<Vec<_>>();
        let (head, names) = (all("thead th"), all("tbody th[scope=row]"));
        let (Some(first), Some(last)) = (names.first(), names.last()) else { continue };
        let Some(caption) = all("caption").into_iter().next() else { continue };
        let Some(begins) = sheets.iter().position(|sheet| sheet.text.contains(&caption)) else { continue };
        // Names may stand in other tables too, or be broken over lines: only a long table whose caption is on one
        // sheet and whose last row is not is known to go on.
        if names.len() < 12
            || begins + 1 == sheets.len()
            || !sheets[begins].text.contains(first.as_str())
            || sheets[begins].text.contains(last.as_str())
        {
            continue;
        }
        continued += 1;
        let next = &sheets[begins + 1].text;
        for cell in &head {
            assert!(next.contains(cell.as_str()), "{page}: “{caption}” goes on without its head “{cell}”");
        }
    }
    if page.ends_with("guangzhou.html") || page.ends_with("method.html") {
        assert!(continued > 0, "{page} has no table on two sheets");
    }
}
