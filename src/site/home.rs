//! The root's index: the newest year at a glance, and the ways into everything.

use serde::Serialize;

use super::Site;
use super::chrome::{Chrome, Outside};
use super::inline::Link;
use super::year::{YearCard, card};

/// What stands on the root's index.
#[derive(Debug, Serialize)]
pub struct Home<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// The site's title.
    pub heading: &'a str,
    /// The newest year in words.
    pub sentence: String,
    /// Who it is for.
    pub audience: Option<&'a str>,
    /// The years, newest first.
    pub years: Vec<YearCard<'a>>,
    /// Free pages.
    pub pages: Vec<Link>,
}

/// The view of the root's index.
pub(super) fn view<'s>(site: &'s Site<'_>) -> Home<'s> {
    let content = site.input.content;
    let chrome = site.outside_chrome(Outside {
        kind: "home",
        title: "首页".to_owned(),
        up: "",
        free: None,
        year: None,
    });
    let years: Vec<_> = (0..site.years.len()).rev().map(|year| card(site, year, "")).collect();
    Home {
        chrome,
        heading: &content.site.title,
        sentence: years.first().map_or_else(
            || "还没有任何年度。".to_owned(),
            |year| format!("{}：{}", year.title, year.sentence),
        ),
        audience: content.site.audience.as_deref(),
        years,
        pages: content
            .pages
            .iter()
            .map(|page| Link::to(&*page.title, format!("pages/{}.html", page.slug)))
            .collect(),
    }
}
