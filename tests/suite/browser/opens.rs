//! The founding case in headless Chromium from file://, each kind of page with and without JavaScript.

use tongbao::site::register;

use crate::case::{Case, GRADES, Page, founding, pieces, site, words};
use crate::tools::browser::{self, chromium, open};

/// Pages beside the first of each kind that look different: a department, and a city under another scheme.
const MORE: [(&str, &str); 2] = [
    ("breakdown", "2019/draft/eastwest-departments/education.html"),
    ("breakdown", "2019/draft/assisted-cities/shaoguan.html"),
];

/// A page of each kind of the register, the newest year's first, below the site's root.
fn pages() -> Vec<(&'static str, String)> {
    let files = crate::case::files(&site());
    // Pages of what is left out stand in previews alone.
    let kinds = register::KINDS.iter().map(|kind| kind.name).filter(|name| *name != "left_out");
    let first = |kind: &'static str| {
        let class = format!("<body class=\"p-{kind}\"");
        let mut of_kind = files.iter().rev().filter(|(path, bytes)| {
            path.ends_with(".html") && String::from_utf8_lossy(bytes).contains(&class)
        });
        (kind, of_kind.next().unwrap_or_else(|| panic!("no page of {kind}")).0.clone())
    };
    kinds.map(first).chain(MORE.map(|(kind, path)| (kind, path.to_owned()))).collect()
}

/// The texts of the page's headings, in order.
fn headings(page: &Page) -> Vec<String> {
    page.all("h1, h2").into_iter().map(|heading| words(heading).trim().to_owned()).collect()
}

#[test]
fn every_kind_of_page_opens_from_a_file_with_and_without_javascript() {
    let Some(chromium) = chromium() else { return };
    for (kind, page) in pages() {
        let path = site().join(&page);
        assert!(path.is_file(), "{page} was not built");
        let with = open(chromium, &path, "");
        assert!(with.console.is_empty(), "{page}: {:?}", with.console);
        let headings_with = headings(&with.page());
        assert!(headings_with.iter().any(|heading| !heading.is_empty()), "{page} has no heading");
        // What people write beside the results is their own.
        let bare = kind == "free";
        assert!(bare || with.dom.contains("示例数据"), "{page} does not say that its data are samples");

        let without = browser::open_without_scripts(chromium, &path);
        assert!(without.console.is_empty(), "{page}: {:?}", without.console);
        assert_eq!(headings(&without.page()), headings_with, "{page} says something else without JavaScript");
    }
}

#[test]
fn what_a_page_must_not_do_is_heard() {
    let Some(chromium) = chromium() else { return };
    let page = site().join("2019/draft/index.html");
    for forbidden in ["<script>document.title = 'x'</script>", "<img src=\"https://example.org/x.png\">"] {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let with = |source: &str| source.replacen("<main", &format!("{forbidden}<main"), 1);
        let opened = open(chromium, &browser::altered(scratch.path(), &page, with), "");
        let told = |complaint: &String| complaint.contains("Content Security Policy");
        assert!(opened.console.iter().any(told), "{forbidden}: {:?}", opened.console);
    }
}

/// A row of a table as the browser shows it: whether it is hidden, what it says, and its cells.
struct Row {
    hidden: bool,
    says: String,
    grades: Vec<String>,
    score: Option<f64>,
}

/// The rows of a table's body.
fn rows(page: &Page, table: &str) -> Vec<Row> {
    let rows = page.all(&format!("[id={table}] tbody tr")).into_iter();
    let row = |row| Row {
        hidden: row_is_hidden(row),
        says: words(row),
        grades: pieces(row, "span").into_iter().map(words).collect(),
        score: pieces(row, ".num.strong").first().and_then(|cell| words(*cell).trim().parse().ok()),
    };
    rows.map(row).collect()
}

fn row_is_hidden(row: scraper::ElementRef) -> bool {
    row.attr("hidden").is_some()
}

#[test]
fn a_shared_address_shows_the_table_sorted_and_filtered() {
    let Some(chromium) = chromium() else { return };
    let path = "2019/draft/eastwest-cities/index.html";
    let page = site().join(path);
    let scores = |page: &Page| -> Vec<f64> {
        rows(page, "t-ranking").iter().map(|row| row.score.expect("a score")).collect()
    };
    // Without a fragment the rows stand as they are written, and heads are buttons.
    let opened = open(chromium, &page, "");
    let written = scores(&founding().page(path));
    assert_eq!(written, scores(&opened.page()));
    assert!(opened.dom.contains("class=\"sort\"") && opened.dom.contains("class=\"filter"));
    // By score, lowest first, only one grade: columns count from 0: 区域 1, 名次 2, 等次 3, 得分 4.
    let opened = open(chromium, &page, "#t=t-ranking;s=4;p3=%E8%BE%83%E5%A5%BD");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let found = rows(&opened.page(), "t-ranking");
    let mut sorted = written.clone();
    sorted.sort_by(f64::total_cmp);
    assert_eq!(scores(&opened.page()), sorted);
    for row in &found {
        assert_eq!(row.hidden, !row.grades.iter().any(|grade| grade == "较好"), "{}", row.says);
    }
    assert!(found.iter().any(|row| row.hidden) && found.iter().any(|row| !row.hidden));
    assert_eq!(opened.page().all("[aria-sort=ascending]").len(), 1);
    assert!(opened.dom.contains(&format!("共{}行", found.len())), "the number of rows is told");
    // A second table, by words, downwards.
    let opened = open(chromium, &page, "#t=t-indicators;s=2d;q=%E8%B5%84%E9%87%91");
    let found = rows(&opened.page(), "t-indicators");
    assert!(found.iter().any(|row| !row.hidden && row.says.contains("资金")));
    assert!(found.iter().all(|row| row.hidden || row.says.contains("资金")));
    assert_eq!(opened.page().all("[aria-sort=descending]").len(), 1);
}

#[test]
fn grades_sort_as_the_scheme_orders_them_and_a_dash_stands_last() {
    let Some(chromium) = chromium() else { return };
    let case = Case::of(&["aa", "bb", "cc", "dd", "ee"]);
    let tree = "tree:\n  - {id: a, role: section, title: 甲项, method: {score: {full: 100}}}\n";
    case.year(2019, &format!("{GRADES}weighting: equal\nrounding: {{total: 2, section: 2}}\n{tree}"));
    for (id, score) in [("aa", "70"), ("bb", "95"), ("dd", "85"), ("ee", "40")] {
        case.record(2019, id, &format!("observations: {{a: {{score: {score}}}}}\n"));
    }
    case.record(2019, "cc", "observations: {a: {not_applicable: 没有}}\n").build();
    // 对象 0, 名次 1, 等次 2, 得分 3.
    for (by, expected) in [("2", "bb dd aa ee cc"), ("2d", "ee aa dd bb cc"), ("1d", "ee aa dd bb cc")] {
        let path = case.output().join("2019/draft/main/index.html");
        let opened = open(chromium, &path, &format!("#t=t-ranking;s={by}"));
        assert!(opened.console.is_empty(), "{:?}", opened.console);
        let rows = opened.page().rows("[id=t-ranking]");
        let order: Vec<_> = rows.iter().map(|row| row[0].trim_end_matches('市')).collect();
        assert_eq!(order.join(" "), expected, "{by}");
    }
}

#[test]
fn nothing_on_any_page_points_outside_the_folder() {
    // Chromium only refuses what the policy forbids; links and requests are read from the files themselves.
    let mut checked = 0;
    for entry in walkdir::WalkDir::new(site()) {
        let entry = entry.expect("a readable site");
        let is = |ending: &str| entry.path().extension().is_some_and(|extension| extension == ending);
        if !(is("html") || is("css")) {
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
    let plain = founding().page("2019/draft/index.html");
    let tiles = |page: &Page| -> Vec<String> {
        page.all("[id=f-map] g.tl").into_iter().map(|tile| tile.inner_html()).collect()
    };
    // Without a choice the tiles stand as they are written, and the list can be reached.
    let opened = open(chromium, &page, "");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    assert_eq!(opened.page().one("[id=map-pick]").attr("hidden"), None, "the list is no longer hidden");
    assert!(plain.one("[id=map-pick]").attr("hidden").is_some());
    let grades = tiles(&opened.page());
    assert_eq!(grades.len(), tiles(&plain).len());
    assert!(grades[0].contains(">好</text>"), "{}", grades[0]);

    // An item: score with the grade's word and shape, the same in the table; who is not in the scheme has a dash.
    let opened = open(chromium, &page, "#t=map;v=eastwest-cities.funds");
    assert!(opened.console.is_empty(), "{:?}", opened.console);
    let funds = tiles(&opened.page());
    let of =
        |name: &str| funds.iter().find(|tile| tile.contains(&format!(">{name}</text>"))).expect("a tile");
    let results = founding().page("2019/draft/eastwest-cities/index.html");
    let row = results.all("tr").into_iter().find(|row| {
        !pieces(*row, ".num.strong").is_empty()
            && pieces(*row, "a").first().is_some_and(|name| words(*name) == "广州市")
    });
    let score = words(pieces(row.expect("a row"), "td[class=num]")[4]);
    let score = score.trim();
    assert!(of("广州").contains(&format!("好 {score}</text>")), "{score}: {}", of("广州"));
    assert!(
        of("广州").contains("class=\"ti1\"") && of("广州").contains("<title>广州市：好 "),
        "{}",
        of("广州")
    );
    assert!(of("韶关").contains("class=\"dash\"") && of("韶关").contains(">–</text>"), "{}", of("韶关"));
    let chosen = opened.page();
    let chosen = chosen.all("[id=t-map] td.chosen.num").into_iter();
    assert!(
        chosen
            .map(|cell| cell.inner_html())
            .any(|cell| cell == format!("<span class=\"g g1\">好</span> {score}"))
    );

    // The change: its sign is printed, not only its tint.
    let opened = open(chromium, &page, "#t=map;v=assisted-cities.change");
    let changed = tiles(&opened.page());
    let rising = changed.iter().find(|tile| tile.contains("class=\"rise\"")).expect("one that rose");
    assert!(rising.contains("↑ +"), "{rising}");
    // An address that names nothing shows the grades.
    let opened = open(chromium, &page, "#t=map;v=nowhere");
    assert!(opened.console.is_empty() && tiles(&opened.page())[0].contains(">好</text>"));
}
