//! The style page: there only where it is asked for, with every kind of chart.

use crate::case::{Case, SMALL, founding, home, pieces};
use std::collections::BTreeSet;

/// The charts of the program: the files of `src/charts` that draw one, and the small line of table cells.
fn charts() -> BTreeSet<String> {
    let folder = home().join("src/charts");
    let files = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let sources = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut charts = BTreeSet::new();
    for path in sources {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a source");
        if text.contains("\nimpl Drawing for ") || name == "sparkline" {
            charts.insert(name);
        }
    }
    charts
}

#[test]
fn the_style_page_shows_every_chart() {
    let page = founding().page("style.html");
    let charts = charts();
    assert!(charts.len() > 10, "{charts:?}");
    let shown: BTreeSet<String> = page.values("data-chart").into_iter().map(str::to_owned).collect();
    assert_eq!(shown, charts);
    for chart in page.all("[data-chart]:not([data-chart=sparkline])") {
        assert!(!pieces(chart, "svg.chart").is_empty(), "{}", chart.html());
    }
    for needed in
        ["class=\"spark\"", "<td class=\"num\">", "--ink", "#1d1c1a", "--f-12", "12px", "--sp-1", "--sans"]
    {
        page.has(needed);
    }
    // Every link of the page leads to a file of the site.
    for link in page.values("href") {
        let file = link.split('#').next().unwrap_or_default();
        assert!(file.is_empty() || founding().output().join(file).is_file(), "{link} leads nowhere");
    }
}

#[test]
fn the_style_page_comes_and_goes_with_the_flag() {
    let case = Case::new(SMALL);
    let page = case.build().output().join("style.html");
    assert!(!page.exists(), "nobody asked for it");
    case.ok(&["build", "--style-guide"]);
    assert!(page.exists());
    assert!(!case.build().output().join("style.html").exists(), "a later build without the flag removes it");
}
