//! The search page in headless Chromium from file://.
//!
//! Without Chromium these tests say that they were left out; under `CI=true` that is a failure.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Chromium's path; `None` where there is none and that is allowed.
fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = named.or_else(|| {
        let paths = std::env::var_os("PATH")?;
        std::env::split_paths(&paths)
            .flat_map(|dir| ["chromium", "chromium-browser", "google-chrome"].map(|name| dir.join(name)))
            .find(|path| path.is_file())
    });
    if found.is_none() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "under CI=true Chromium must be there");
        // Written past the test runner, which would keep the words of a passing test to itself.
        let _ = writeln!(std::io::stderr(), "left out: no Chromium found (set CHROMIUM to its path)");
    }
    found
}

/// The results of a query as HTML.
fn results(chromium: &Path, site: &Path, query: &str) -> String {
    let profile = TempDir::new().expect("a scratch folder");
    let output = Command::new(chromium)
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
        .args(["--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr"])
        .args(["--virtual-time-budget=3000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}/search.html#q={query}", site.display()))
        .output()
        .expect("Chromium runs");
    let console = String::from_utf8_lossy(&output.stderr);
    assert!(!console.contains("CONSOLE"), "{console}");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(dom.contains("条</p>"), "the number of results is told");
    let (_, after) = dom.split_once("<ol id=\"found\"").expect("the list of results");
    after.split("</ol>").next().unwrap_or_default().to_owned()
}

#[test]
fn a_query_in_the_address_finds_by_initials_and_by_part() {
    let Some(chromium) = chromium() else { return };
    let site = TempDir::new().expect("a scratch folder");
    let built = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .args(["build", "--output"])
        .arg(site.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));

    let found = results(&chromium, site.path(), "gz");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains("<mark>广州</mark>市"), "{first}");
    assert!(
        first.contains("href=\"2020/draft/") && first.contains("/guangzhou.html\""),
        "newest first: {first}"
    );

    let found = results(&chromium, site.path(), "%E5%8A%B3%E5%8A%A1");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains("<mark>劳务</mark>协作") && first.contains("指标"), "{first}");

    // A clause by how it is cited, a problem by where it was found and what it is about.
    let found = results(&chromium, site.path(), "%E5%8A%9E%E6%B3%95%20%E4%B8%83%EF%BC%88%E4%B8%80%EF%BC%893");
    let first = found.split("</li>").next().unwrap_or_default();
    assert!(first.contains(">条款</span>") && first.contains("method.html#c-"), "{first}");
    let found = results(&chromium, site.path(), "%E6%B9%9B%E6%B1%9F%20%E5%8A%B3%E5%8A%A1");
    assert!(
        found
            .split("</li>")
            .any(|entry| entry.contains(">问题</span>") && entry.contains("/zhanjiang.html#problems")),
        "{found}"
    );
}
