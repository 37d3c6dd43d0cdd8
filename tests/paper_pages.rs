//! Every other page on paper: the summary on one sheet, marks on each, charts whole, heads repeated.

#[path = "common/printed.rs"]
mod printed;

use std::collections::BTreeSet;
use std::path::Path;

use printed::{MM, Printer, Sheet, near};

/// A page without its tags and spaces.
fn squeezed(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((words, tail)) = rest.split_once('<') {
        out.push_str(words);
        rest = tail.split_once('>').map_or("", |(_, rest)| rest);
    }
    (out + rest).split_whitespace().collect()
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

fn read(page: &Path) -> String {
    std::fs::read_to_string(page).expect("a page")
}

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
    for (content, year, width, height, subjects) in [
        ("content", 2019, 420.0, 297.0, 45),
        ("content", 2020, 420.0, 297.0, 45),
        ("tests/content-small", 2019, 297.0, 210.0, 3),
    ] {
        let page = printer.build(content).join(format!("{year}/draft/summary.html"));
        let sheets = printer.sheets(&printer.pdf(&page));
        landscape(&sheets, width, height);
        let html = read(&page);
        let names: Vec<_> =
            between(&html, "<tr><th scope=\"row\">", "</th>").into_iter().map(squeezed).collect();
        assert_eq!(names.len(), subjects);
        for name in names.iter().chain(["示例数据".to_owned(), "草稿".to_owned()].iter()) {
            assert!(sheets[0].text.contains(name.as_str()), "{content}: {name} is not on the sheet");
        }
        // Numbers as they stand on the screen: none is cut off at the edge of its cell.
        let scores = between(&html, "<td class=\"num strong\">", "</td>");
        assert!(scores.iter().all(|score| sheets[0].words.iter().any(|word| word.text == *score)));
    }
}

#[test]
fn every_sheet_says_what_it_is_and_no_chart_is_cut() {
    let Some(printer) = Printer::new() else { return };
    let edition = printer.build("content").join("2019/draft");
    for page in [
        "index.html",
        "eastwest-cities/index.html",
        "eastwest-cities/guangzhou.html",
        "eastwest-cities/indicators/aid-per-county.html",
        "eastwest-cities/method.html",
    ] {
        let sheets = printer.sheets(&printer.pdf(&edition.join(page)));
        let html = read(&edition.join(page));
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
        assert!(all.contains(&format!("本页文件：2019/draft/{page}")), "{page} does not say where it stands");
        whole_charts(page, &html, &sheets);
        repeated_heads(page, &html, &sheets);
    }
}

/// A picture carries the mark 示例数据·草稿 at its lower right corner, so its title and its mark stand on one sheet.
fn whole_charts(page: &str, html: &str, sheets: &[Sheet]) {
    const MARK: &str = "示例数据·草稿";
    let figures = between(html, "<figure", "</figure>");
    let marked = figures.iter().filter(|figure| figure.contains(MARK));
    let titles: BTreeSet<_> = marked.map(|figure| squeezed(between(figure, "<h3>", "</h3>")[0])).collect();
    for (at, sheet) in sheets.iter().enumerate() {
        let begun: usize = titles.iter().map(|title| sheet.text.matches(title.as_str()).count()).sum();
        let ended = sheet.text.matches(MARK).count();
        assert_eq!(begun, ended, "{page}: sheet {} begins {begun} charts and ends {ended}", at + 1);
    }
}

/// Where a table goes on on the next sheet, so does its head.
fn repeated_heads(page: &str, html: &str, sheets: &[Sheet]) {
    let mut continued = 0;
    for table in between(html, "<table", "</table>") {
        let Some((head, rows)) = table.split_once("</thead>") else { continue };
        let head = head.split_once("<thead>").map_or("", |(_, head)| head);
        // End tags may be left out: a cell ends where the next one begins.
        let cell = |text: &str| squeezed(&format!("<{}", text.split("</th>").next().unwrap_or_default()));
        let head: Vec<_> = head.split("<th ").skip(1).map(cell).collect();
        let names: Vec<_> = rows
            .split("<th scope=\"row\"")
            .skip(1)
            .map(|text| cell(text.split("<td").next().unwrap_or_default()))
            .collect();
        let (Some(first), Some(last)) = (names.first(), names.last()) else { continue };
        let caption = between(table, "<caption>", "</caption>").first().map(|text| squeezed(text));
        let Some(caption) = caption else { continue };
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
