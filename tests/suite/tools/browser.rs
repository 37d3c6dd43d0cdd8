//! Headless Chromium on pages from file://: one browser for all tests, a tab for each look at a page.
//!
//! Without Chromium the tests say that they were left out; under `CI=true` that is a failure.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Value, json};

use super::devtools::{Browser, Tab};
use super::program;
use crate::case::Page;

/// How long a loaded page has for its scripts, in milliseconds of its own clock, which runs ahead of the wall's.
const BUDGET: u64 = 1_000;
/// How long a page may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// The browser of all tests; `None` where there is no Chromium and that is allowed.
pub fn chromium() -> Option<&'static Browser> {
    static BROWSER: OnceLock<Option<Browser>> = OnceLock::new();
    let start = || program::chromium().map(|path| Browser::start(&path));
    BROWSER.get_or_init(start).as_ref()
}

/// How a page is looked at.
#[derive(Clone, Copy)]
pub struct Look<'l> {
    /// Where in the page: `#…` or nothing.
    pub fragment: &'l str,
    pub scripts: bool,
    /// The colours the reader's system prefers.
    pub dark: bool,
    /// Width and height of the window.
    pub size: (u32, u32),
    /// A script that is run once the page is as its own scripts leave it.
    pub then: &'l str,
    /// What must be true, by JavaScript, before the page is read: what a script began may take time of the wall's clock.
    pub until: &'l str,
}

impl Default for Look<'_> {
    fn default() -> Self {
        Self { fragment: "", scripts: true, dark: false, size: (800, 600), then: "", until: "true" }
    }
}

/// What the browser made of a page.
pub struct Opened {
    pub dom: String,
    /// Messages of the page's console: refused requests, violated policies, script errors.
    pub console: Vec<String>,
}

impl Opened {
    /// The page as the browser shows it.
    pub fn page(&self) -> Page {
        Page::new("the page in the browser", self.dom.clone())
    }
}

/// Opens a page, at a fragment `#…` where it is not empty.
pub fn open(browser: &Browser, page: &Path, fragment: &str) -> Opened {
    look(browser, page, Look { fragment, ..Look::default() })
}

/// Opens a page with scripting switched off.
pub fn open_without_scripts(browser: &Browser, page: &Path) -> Opened {
    look(browser, page, Look { scripts: false, ..Look::default() })
}

/// Opens a page as told.
pub fn look(browser: &Browser, page: &Path, of: Look) -> Opened {
    let tab = visit(browser, page, of);
    if !of.then.is_empty() {
        tab.ask("Runtime.evaluate", json!({"expression": of.then}));
    }
    let done = |round: u32| {
        if round > 0 {
            run_for(&tab, BUDGET);
        }
        tab.ask("Runtime.evaluate", json!({"expression": of.until}))["result"]["value"] == true
    };
    assert!((0..300).any(done), "it does not become true: {}", of.until);
    let dom = tab.ask("Runtime.evaluate", json!({"expression": "document.documentElement.outerHTML"}));
    let dom = dom["result"]["value"].as_str().expect("the page's source").to_owned();
    Opened { dom, console: tab.events().iter().filter_map(complaint).collect() }
}

/// Prints a page: the bytes of a PDF file.
pub fn print(browser: &Browser, page: &Path) -> Vec<u8> {
    let tab = visit(browser, page, Look::default());
    let printed = tab.ask("Page.printToPDF", json!({"printBackground": true, "preferCSSPageSize": true}));
    super::base64(printed["data"].as_str().expect("a PDF file"))
}

/// A tab with the page, once its scripts are through.
fn visit<'b>(browser: &'b Browser, page: &Path, of: Look) -> Tab<'b> {
    let tab = browser.tab();
    for domain in ["Page", "Runtime", "Log"] {
        tab.ask(&format!("{domain}.enable"), json!({}));
    }
    let (width, height) = of.size;
    tab.ask(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
    );
    let scheme = if of.dark { "dark" } else { "light" };
    tab.ask(
        "Emulation.setEmulatedMedia",
        json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
    );
    tab.ask("Emulation.setScriptExecutionDisabled", json!({"value": !of.scripts}));
    let address = format!("file://{}{}", page.display(), of.fragment);
    let went = tab.ask("Page.navigate", json!({"url": address}));
    assert!(went.get("errorText").is_none(), "{address}: {went}");
    tab.wait_for("Page.loadEventFired", PATIENCE);
    run_for(&tab, BUDGET);
    tab
}

/// Lets the page's clock run so many milliseconds.
fn run_for(tab: &Tab, budget: u64) {
    // As headless Chromium does for --virtual-time-budget.
    tab.ask(
        "Emulation.setVirtualTimePolicy",
        json!({"policy": "pauseIfNetworkFetchesPending", "budget": budget, "maxVirtualTimeTaskStarvationCount": 9999}),
    );
    tab.wait_for("Emulation.virtualTimeBudgetExpired", PATIENCE);
}

/// What an event says that a page should not cause.
fn complaint(event: &Value) -> Option<String> {
    let told = &event["params"];
    match event["method"].as_str()? {
        "Log.entryAdded" if told["entry"]["level"] != "verbose" => Some(told["entry"].to_string()),
        "Runtime.consoleAPICalled" | "Runtime.exceptionThrown" => Some(told.to_string()),
        _ => None,
    }
}

/// A copy of one page of an edition, changed, with what it loads: `draft/…` in a folder that may be thrown away.
pub fn altered(into: &Path, page: &Path, change: impl FnOnce(&str) -> String) -> PathBuf {
    let source = std::fs::read_to_string(page).expect("a page");
    let changed = change(&source);
    assert_ne!(changed, source);
    let assets = page.parent().expect("a folder").join("assets");
    crate::case::copy(&assets, &into.join("assets"));
    let copy = into.join("page.html");
    std::fs::write(&copy, changed).expect("a copy");
    copy
}
