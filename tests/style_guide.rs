//! The style page: there only where it is asked for, with every kind of chart.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

fn build(output: &Path, more: &[&str]) {
    let built = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .arg("build")
        .args(more)
        .arg("--output")
        .arg(output)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
}

/// The charts of the program: the files of `src/charts` that draw one, and the small line of table cells.
fn charts() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/charts");
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
fn the_style_page_shows_every_chart_and_goes_with_the_flag() {
    let dir = TempDir::new().expect("a scratch folder");
    let page = dir.path().join("style.html");
    build(dir.path(), &[]);
    assert!(!page.exists(), "nobody asked for it");
    build(dir.path(), &["--style-guide"]);
    let text = std::fs::read_to_string(&page).expect("the page");
    let shown: BTreeSet<String> = text
        .split("data-chart=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
        .collect();
    let charts = charts();
    assert!(charts.len() > 10, "{charts:?}");
    assert_eq!(shown, charts);
    for (at, _) in text
        .match_indices("data-chart=\"")
        .filter(|(at, _)| !text[*at..].starts_with("data-chart=\"sparkline"))
    {
        let part = text[at..].split("</figure>").next().unwrap_or_default();
        assert!(part.contains("<svg class=\"chart\""), "{}", &part[..part.len().min(200)]);
    }
    for needed in
        ["class=\"spark\"", "<td class=\"num\">", "--ink", "#1d1c1a", "--f-12", "12px", "--sp-1", "--sans"]
    {
        assert!(text.contains(needed), "{needed} is not on the page");
    }
    // Every link of the page leads to a file of the site.
    for link in text.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let file = link.split('#').next().unwrap_or_default();
        assert!(file.is_empty() || dir.path().join(file).is_file(), "{link} leads nowhere");
    }
    build(dir.path(), &[]);
    assert!(!page.exists(), "a later build without the flag removes it");
}
