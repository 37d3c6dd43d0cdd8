//! The root's index: the newest year at a glance, and the ways into everything.

use serde::Serialize;

use crate::site::base::{At, Chrome, Form, Kind, Link, NavItem, Outside, Page, Site};
use crate::site::parts::year_card::{YearCard, card};

pub(crate) const KIND: Kind = Kind {
    files: |_, files| files.root("index.html", At::default(), Form::Page(page)),
    nav: |_, spot| match spot.edition {
        Some(_) => vec![NavItem::new("全部年度", format!("{}index.html", spot.root), false).at_the_right()],
        None => vec![NavItem::new("首页", format!("{}index.html", spot.root), spot.kind == KIND.name)],
    },
    find_at_root: |site, finder| finder.page(&site.content().site.title, "index", "首页"),
    ..Kind::new("home")
};

#[derive(Debug, Serialize)]
pub struct Home<'a> {
    /// The site's title.
    pub heading: &'a str,
    /// The newest year in words.
    pub sentence: String,
    pub audience: Option<&'a str>,
    pub years: Vec<YearCard<'a>>,
    pub pages: Vec<Link>,
}

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let content = site.input.content;
    let chrome = Chrome {
        // No way leads back from it.
        crumbs: Vec::new(),
        ..site.outside_chrome(Outside::new(KIND.name, "首页", ""))
    };
    let years: Vec<_> = (0..site.years.len()).rev().map(|year| card(site, year, "")).collect();
    Page::new(
        chrome,
        Home {
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
        },
    )
}
