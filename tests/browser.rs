//! The founding case in headless Chromium from file://, each kind of page with and without JavaScript.
//!
//! Without Chromium these tests say that they were left out; under `CI=true` that is a failure.

use std::path::Path;

#[path = "common/browser.rs"]
mod browser;
#[path = "common/founding.rs"]
mod founding;

use browser::{Opened, chromium};
use founding::site;

/// One page of each kind, below the site's root.
const PAGES: [&str; 24] = [
    "style.html",
    "archive.html",
    "subjects/guangzhou.html",
    "compare/eastwest-cities/2018-2019.html",
    "2019/draft/summary.html",
    "2019/draft/groups.html",
    "2019/draft/draws.html",
    "2019/draft/reviews.html",
    "2019/draft/calendar.html",
    "2019/draft/outcomes.html",
    "2019/draft/rectification.html",
    "2019/draft/letters.html",
    "2019/draft/talks.html",
    "2019/draft/eastwest-cities/letters/guangzhou.html",
    "index.html",
    "2019/index.html",
    "2019/draft/index.html",
    "2019/draft/bulletin.html",
    "2019/draft/eastwest-cities/index.html",
    "2019/draft/eastwest-cities/guangzhou.html",
    "2019/draft/eastwest-departments/education.html",
    "2019/draft/assisted-cities/shaoguan.html",
    "2019/draft/eastwest-cities/indicators/aid-per-county.html",
    "2019/draft/eastwest-cities/method.html",
];

/// Opens a page.
fn open(chromium: &Path, page: &Path) -> Opened {
    browser::open(chromium, page, "")
}

/// The texts of the page's headings, in order.
fn headings(dom: &str) -> Vec<String> {
    let mut found = Vec::new();
    for level in ["<h1", "<h2"] {
        for part in dom.split(level).skip(1) {
            let text = part.split_once('>').map_or("", |(_, rest)| rest).split("</h").next().unwrap_or("");
            let mut inside = false;
            let plain: String = text
                .chars()
                .filter(|c| {
                    inside = (*c == '<') || (inside && *c != '>');
                    !inside && *c != '>'
                })
                .collect();
            found.push(plain.trim().to_owned());
        }
    }
    found
}

#[test]
fn every_kind_of_page_opens_from_a_file_with_and_without_javascript() {
    let Some(chromium) = chromium() else { return };
    for page in PAGES {
        let path = site().join(page);
        assert!(path.is_file(), "{page} was not built");
        let with = open(&chromium, &path);
        assert!(with.console.is_empty(), "{page}: {:?}", with.console);
        let headings_with = headings(&with.dom);
        assert!(headings_with.iter().any(|heading| !heading.is_empty()), "{page} has no heading");
        assert!(with.dom.contains("示例数据"), "{page} does not say that its data are samples");

        let without = browser::open_without_scripts(&chromium, &path);
        assert!(without.console.is_empty(), "{page}: {:?}", without.console);
        assert_eq!(headings(&without.dom), headings_with, "{page} says something else without JavaScript");
    }
}

/// The rows of a table's body as the browser shows them: whether hidden, and the markup.
fn rows<'d>(dom: &'d str, table: &str) -> Vec<(bool, &'d str)> {
    let table = dom.split_once(&format!("id=\"{table}\"")).expect("the table").1;
    let body = table.split_once("<tbody>").expect("a body").1.split_once("</tbody>").expect("its end").0;
    body.split("<tr").skip(1).map(|row| (row.split('>').next().unwrap().contains("hidden"), row)).collect()
}

#[test]
fn a_shared_address_shows_the_table_sorted_and_filtered() {
    let Some(chromium) = chromium() else { return };
    let page = site().join("2019/draft/eastwest-cities/index.html");
    let plain = std::fs::read_to_string(&page).expect("a page");
    let score = |row: &str| -> f64 {
        let cell = row.split_once("num strong\">").expect("a score").1;
        cell.split('<').next().unwrap().parse().expect("a number")
    };
    // Without a fragment the rows stand as they are written, and heads are buttons.
    let opened = open(&chromium, &page);
    let written: Vec<_> = rows(&plain, "t-ranking").iter().map(|(_, row)| score(row)).collect();
    let shown: Vec<_> = rows(&opened.dom, "t-ranking").iter().map(|(_, row)| score(row)).collect();
    assert_eq!(written, shown);
    assert!(opened.dom.contains("class=\"sort\"") && opened.dom.contains("class=\"filter"));
    // By score, lowest first, only one grade: columns count from 0: 区域 1, 名次 2, 等次 3, 得分 4.
    let opened = browser::open(&chromium, &page, "#t=t-ranking;s=4;p3=%E8%BE%83%E5%A5%BD");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let found = rows(&opened.dom, "t-ranking");
    let mut sorted = written.clone();
    sorted.sort_by(f64::total_cmp);
    assert_eq!(found.iter().map(|(_, row)| score(row)).collect::<Vec<_>>(), sorted);
    for (hidden, row) in &found {
        assert_eq!(*hidden, !row.contains(">较好</span>"), "{row}");
    }
    assert!(found.iter().any(|(hidden, _)| *hidden) && found.iter().any(|(hidden, _)| !*hidden));
    assert_eq!(opened.dom.matches("aria-sort=\"ascending\"").count(), 1);
    assert!(opened.dom.contains(&format!("共{}行", found.len())), "the number of rows is told");
    // A second table, by words, downwards.
    let opened = browser::open(&chromium, &page, "#t=t-indicators;s=2d;q=%E8%B5%84%E9%87%91");
    let found = rows(&opened.dom, "t-indicators");
    assert!(found.iter().any(|(hidden, row)| !hidden && row.contains("资金")));
    assert!(found.iter().all(|(hidden, row)| *hidden || row.contains("资金")));
    assert_eq!(opened.dom.matches("aria-sort=\"descending\"").count(), 1);
}

#[test]
fn nothing_on_any_page_points_outside_the_folder() {
    // Chromium only refuses what the policy forbids; links and requests are read from the files themselves.
    let mut checked = 0;
    for entry in walkdir::WalkDir::new(site()) {
        let entry = entry.expect("a readable site");
        let is = |ending: &str| entry.path().extension().is_some_and(|extension| extension == ending);
        // Another test lays copies without scripts, which begin with a dot, beside the pages for a moment.
        let passing = entry.file_name().to_string_lossy().starts_with('.');
        if passing || !(is("html") || is("css")) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("a text");
        for word in ["http://", "https://", "//cdn", "@import", "url("] {
            // The namespace of SVG is a name, not an address.
            // A pattern of the same picture is no request.
            let text = text.replace("http://www.w3.org/2000/svg", "").replace("url(#", "");
            assert!(!text.contains(word), "{} contains {word}", entry.path().display());
        }
        checked += 1;
    }
    assert!(checked > 100, "only {checked} files were checked");
}

#[test]
fn a_shared_address_shows_the_chosen_item_on_the_map_and_in_its_table() {
    let Some(chromium) = chromium() else { return };
    let page = site().join("2019/draft/index.html");
    let plain = std::fs::read_to_string(&page).expect("a page");
    let tiles = |dom: &str| -> Vec<String> {
        let map = dom.split_once("id=\"f-map\"").expect("the map").1.split_once("</svg>").expect("its end").0;
        map.split("<g class=\"tl\"").skip(1).map(str::to_owned).collect()
    };
    // Without a choice the tiles stand as they are written, and the list can be reached.
    let opened = open(&chromium, &page);
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    assert!(opened.dom.contains("id=\"map-pick\">"), "the list is no longer hidden");
    assert!(plain.contains("id=\"map-pick\" hidden"));
    assert_eq!(tiles(&opened.dom).len(), tiles(&plain).len());
    assert!(tiles(&opened.dom)[0].contains(">好</text>"), "{}", tiles(&opened.dom)[0]);

    // An item: score with the grade's word and shape, the same in the table; who is not in the scheme has a dash.
    let opened = browser::open(&chromium, &page, "#t=map;v=eastwest-cities.funds");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let funds = tiles(&opened.dom);
    let of =
        |name: &str| funds.iter().find(|tile| tile.contains(&format!(">{name}</text>"))).expect("a tile");
    let results =
        std::fs::read_to_string(page.with_file_name("eastwest-cities").join("index.html")).expect("a page");
    let row = results
        .split("<tr>")
        .find(|row| row.contains(">广州市</a>") && row.contains("num strong"))
        .expect("a row");
    let score = row.split("<td class=\"num\">").nth(5).expect("the third section").split('<').next().unwrap();
    assert!(of("广州").contains(&format!("好 {score}</text>")), "{score}: {}", of("广州"));
    assert!(
        of("广州").contains("class=\"ti1\"") && of("广州").contains("<title>广州市：好 "),
        "{}",
        of("广州")
    );
    assert!(of("韶关").contains("class=\"dash\"") && of("韶关").contains(">–</text>"), "{}", of("韶关"));
    let table = opened.dom.split_once("id=\"t-map\"").expect("the table").1;
    assert!(table.contains(&format!("<td class=\"chosen num\"><span class=\"g g1\">好</span> {score}</td>")));

    // The change: its sign is printed, not only its tint.
    let opened = browser::open(&chromium, &page, "#t=map;v=assisted-cities.change");
    let changed = tiles(&opened.dom);
    let rising = changed.iter().find(|tile| tile.contains("class=\"rise\"")).expect("one that rose");
    assert!(rising.contains("↑ +"), "{rising}");
    // An address that names nothing shows the grades.
    let opened = browser::open(&chromium, &page, "#t=map;v=nowhere");
    assert!(opened.console.is_empty() && tiles(&opened.dom)[0].contains(">好</text>"));
}
