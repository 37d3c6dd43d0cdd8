//! What the pages save and copy by themselves, in headless Chromium from file://: charts as SVG and PNG, tables as CSV.
//!
//! A script of this test presses every button and writes down what would have become a file.

use std::path::Path;

use crate::case::{Case, GRADES, Page, founding, site, words};
use crate::tools::base64;
use crate::tools::browser::{self, Look, chromium};
use crate::tools::devtools::Browser;

/// What the buttons of a page made.
struct Made {
    /// Name and bytes of each file.
    saved: Vec<(String, Vec<u8>)>,
    /// Plain text and HTML of each copied table.
    copied: Vec<(String, String)>,
}

impl Made {
    /// The files whose names end so.
    fn ending<'m>(&'m self, ending: &'m str) -> impl Iterator<Item = (&'m str, &'m [u8])> {
        self.saved
            .iter()
            .filter(move |(name, _)| name.ends_with(ending))
            .map(|(name, bytes)| (&**name, &**bytes))
    }

    /// The one CSV file whose name contains this.
    fn csv(&self, about: &str) -> String {
        let (_, bytes) =
            self.ending(".csv").find(|(name, _)| name.contains(about)).expect("a table of that name");
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        text.strip_prefix('\u{feff}').expect("the mark a spreadsheet knows UTF-8 by").to_owned()
    }
}

/// Every button has come to its end.
const EVERY_BUTTON: &str = "document.querySelectorAll('.saves button').length \
    === document.querySelectorAll('pre.was-saved, pre.was-copied').length";

/// Opens a page at a fragment, presses every button that saves, and reads what came of it.
fn press(browser: &Browser, page: &str, fragment: &str, dark: bool) -> Made {
    press_at(browser, &site().join(page), fragment, dark)
}

/// The same with a page of any site.
fn press_at(browser: &Browser, page: &Path, fragment: &str, dark: bool) -> Made {
    let probe = include_str!("saved.js");
    let opened = browser::look(
        browser,
        page,
        Look { fragment, dark, then: probe, until: EVERY_BUTTON, ..Look::default() },
    );
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let page = opened.page();
    let parts =
        |class: &str| -> Vec<String> { page.all(&format!("pre.{class}")).into_iter().map(words).collect() };
    let saved = parts("was-saved").into_iter().map(|text| {
        let (name, address) = text.split_once('\n').expect("a name, then the bytes");
        (name.to_owned(), base64(address.split_once(',').expect("a data: address").1))
    });
    let copied = parts("was-copied").into_iter().map(|text| {
        let (plain, html) = text.split_once("\n----\n").expect("the page copies its tables itself");
        (plain.to_owned(), html.to_owned())
    });
    Made { saved: saved.collect(), copied: copied.collect() }
}

/// The value of an attribute of the outermost element.
fn outermost(svg: &str, name: &str) -> String {
    let page = Page::new("a picture", svg.to_owned());
    page.all("svg")[0].attr(name).unwrap_or_else(|| panic!("no {name}")).to_owned()
}

#[test]
fn a_saved_chart_stands_alone_in_light_colours_with_its_marks() {
    let Some(chromium) = chromium() else { return };
    let page = "2019/draft/eastwest-cities/guangzhou.html";
    // Tokens of the light theme, whatever the reader's system says.
    let source = founding().told("2019/draft/assets/tokens.css");
    let token = |name: &str| {
        let (_, rest) = source.split_once(&format!("--{name}:")).expect("a token");
        rest.split([';', '}']).next().expect("its end").trim().to_owned()
    };
    let made = press(chromium, page, "", true);
    let figures = founding().page(page).all("figure").len();
    assert!(figures > 2);
    assert_eq!(made.ending(".svg").count(), figures);
    for (name, bytes) in made.ending(".svg") {
        let svg = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(name.contains("示例数据") && name.contains("草稿"), "{name}");
        for word in ["var(", "class=", "style=", "href=", "<style", "<script"] {
            assert!(!svg.contains(word), "{name} leans on something outside: {word}");
        }
        assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""), "{name}");
        assert!(svg.contains(">示例数据·草稿</text>"), "{name}: the mark inside the picture");
        assert!(svg.contains("内部资料·样例</text>"), "{name}: the classification");
        assert!(
            svg.contains("font-family=\"'Noto Sans CJK SC'") && svg.contains("Microsoft YaHei"),
            "{name}"
        );
        assert!(svg.contains(&format!("fill=\"{}\"/>", token("paper"))), "{name}: a background");
        assert!(svg.contains(&token("ink")), "{name}: light ink");
        assert!(!svg.contains("#eceae4"), "{name}: dark ink");
        assert!(svg.contains("<title>") && svg.contains("<desc>"), "{name}");
    }
}

#[test]
fn a_chart_saved_as_a_picture_is_twice_its_size() {
    let Some(chromium) = chromium() else { return };
    let made = press(chromium, "2019/draft/eastwest-cities/index.html", "", false);
    let mut checked = 0;
    for (name, svg) in made.ending(".svg") {
        let twin = name.replace(".svg", ".png");
        let (_, png) = made.ending(".png").find(|(name, _)| *name == twin).expect("the same as PNG");
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{name}");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        let svg = std::str::from_utf8(svg).expect("UTF-8");
        let twice = |side: &str| 2 * outermost(svg, side).parse::<u32>().expect("a number");
        assert_eq!((side(16), side(20)), (twice("width"), twice("height")), "{name}");
        // A white sheet of that size would be far smaller.
        assert!(png.len() > 20_000, "{name}: {} bytes", png.len());
        checked += 1;
    }
    assert!(checked > 1);
}

#[test]
fn a_table_is_saved_and_copied_as_a_spreadsheet_takes_it() {
    let Some(chromium) = chromium() else { return };
    let page = "2019/draft/eastwest-cities/index.html";
    let whole = press(chromium, page, "", false);
    let csv = whole.csv("名次与得分");
    let lines: Vec<Vec<&str>> = csv.split("\r\n").map(|line| line.split(',').collect()).collect();
    assert_eq!(&lines[0][..6], ["对象", "区域", "名次", "等次", "得分", "比上年"]);
    let mut rows: Vec<_> = lines[1..].iter().take_while(|line| line.len() > 1).collect();
    assert_eq!(rows.pop().map(|row| row[0]), Some("中位数"), "the foot comes last");
    assert_eq!(rows.len(), 10);
    for row in &rows {
        assert_eq!(row.len(), lines[0].len(), "{row:?}");
        assert!(row[4].parse::<f64>().is_ok() && row[5].parse::<f64>().is_ok(), "{row:?}");
    }
    assert!(rows.iter().any(|row| row[5].starts_with('-')), "a hyphen, not a minus sign");
    assert!(!csv.contains(['−', '↕', '●']), "nothing that is only for the eye");
    assert!(csv.trim_end().ends_with("说明,内部资料·样例·示例数据·草稿"), "the marks go with it");
    // Copied: the same cells.
    let (plain, html) =
        whole.copied.iter().find(|(plain, _)| plain.starts_with("对象\t区域")).expect("copied");
    let copied: Vec<Vec<&str>> = plain
        .split(['\r', '\n'])
        .filter(|line| !line.is_empty())
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(copied.len(), 12);
    for (copied, saved) in copied.iter().zip(&lines) {
        assert_eq!(copied, saved);
    }
    assert_eq!(html.matches("<tr>").count(), 12);
    assert!(!html.contains("<button") && !html.contains('−'));
    // What is filtered out is left out, and the chosen item stays alone.
    let some = press(
        chromium,
        page,
        "#t=t-ranking;p1=%E7%B2%A4%E8%A5%BF;i=%E8%B5%84%E9%87%91%E6%94%AF%E6%8C%81",
        false,
    );
    let csv = some.csv("名次与得分");
    let lines: Vec<Vec<&str>> = csv.split("\r\n").map(|line| line.split(',').collect()).collect();
    let rows: Vec<_> = lines[1..].iter().take_while(|line| line.len() > 1).collect();
    let cities: Vec<_> = rows.iter().filter(|row| row[0] != "中位数").collect();
    assert!(!cities.is_empty() && cities.len() < 10 && cities.iter().all(|row| row[1] == "粤西"), "{csv}");
    assert!(lines[0].contains(&"资金支持") && !lines[0].contains(&"劳务协作"), "{csv}");
}

#[test]
fn a_tree_keeps_its_parts_together() {
    let Some(chromium) = chromium() else { return };
    let page = "2019/draft/eastwest-cities/index.html";
    let part = "%E4%B8%89%E3%80%81%E8%B5%84%E9%87%91%E6%94%AF%E6%8C%81";
    let csv = press(chromium, page, &format!("#t=t-indicators;r={part}"), false).csv("各项指标");
    let names: Vec<&str> = csv
        .lines()
        .skip(1)
        .take_while(|line| line.contains(','))
        .map(|line| line.split(',').next().expect("a cell"))
        .collect();
    assert_eq!(names[0], "三、资金支持");
    assert!(names.len() > 5 && names[1].starts_with("1 "), "{names:?}");
    // Sorted by the median, lowest first.
    let csv = press(chromium, page, "#t=t-indicators;s=2", false).csv("各项指标");
    let lines: Vec<Vec<&str>> = csv.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let scores: Vec<f64> = lines.iter().filter_map(|line| line.get(2)?.parse().ok()).collect();
    assert!(scores.len() > 20 && scores.is_sorted(), "{scores:?}");
}

#[test]
fn heads_stay_in_view_whether_a_table_fits_its_box_or_not() {
    let Some(chromium) = chromium() else { return };
    let page = site().join("2019/draft/eastwest-cities/index.html");
    let heat = |size: (u32, u32)| {
        let opened = browser::look(chromium, &page, Look { size, ..Look::default() });
        let page = opened.page();
        let boxed = page.all("div.scroll:has([id=t-heat])");
        let classes = boxed.last().expect("its box").attr("class").expect("its classes");
        classes.trim_start_matches("scroll").trim().to_owned()
    };
    assert_eq!(heat((1440, 900)), "fits");
    assert_eq!(heat((600, 800)), "tall");
}

#[test]
fn a_saved_table_has_no_formulas() {
    let Some(chromium) = chromium() else { return };
    let names = ["=1+1", "＝1+1", "+2甲", "＋2", "-2+3", "－3", "@x", "＠x", "甲,\"乙\"", "-12.5"];
    let ids: Vec<String> = (0..names.len()).map(|at| format!("s{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let case = Case::of(&ids);
    let mut list = String::from("format: 1\nsubjects:\n");
    for (id, name) in ids.iter().zip(names) {
        list += &format!("  - {{id: {id}, name: {}, kind: city}}\n", serde_json::Value::from(name));
        case.record(2019, id, "observations:\n  one: {grade: 好}\n");
    }
    case.file("subjects.yaml", &list).year(
        2019,
        &format!(
            "{GRADES}weighting: equal\ntree:\n  - {{id: one, role: indicator, title: 一, method: grade}}\n"
        ),
    );
    case.build();
    let made = press_at(chromium, &case.output().join("2019/draft/main/index.html"), "", false);
    let csv = made.csv("名次与得分");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_bytes());
    let firsts: Vec<String> =
        reader.records().map(|row| row.expect("a row").get(0).unwrap_or_default().to_owned()).collect();
    for name in names {
        let formula = name.starts_with(['=', '＝', '+', '＋', '-', '－', '@', '＠']);
        // What is nothing but a number is one.
        let kept = if formula && name != "-12.5" { format!("'{name}") } else { name.to_owned() };
        assert!(firsts.contains(&kept), "{kept} is not among {firsts:?}");
    }
}
