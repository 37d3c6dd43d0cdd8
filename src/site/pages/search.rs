//! The page that searches, and ways into everything for who has no scripts.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::site::base::links::METHOD;
use crate::site::base::lists::rows;
use crate::site::base::{
    At, Form, Kind, Link, NavItem, Outside, Page, ROWS, SchemeSite, Site, YearSite, list_file, page_count,
};

pub(crate) const KIND: Kind = Kind {
    files: |_, files| {
        files.root("search.html", At::default(), Form::Page(page));
        files.root("search-index.js", At::default(), Form::SearchIndex);
    },
    nav: |_, spot| vec![NavItem::new("检索", format!("{}search.html", spot.root), spot.kind == KIND.name)],
    ..Kind::new("search")
};

#[derive(Debug, Serialize)]
pub struct SearchPage {
    pub heading: &'static str,
    /// What can be found, in words.
    pub sentence: String,
    pub years: Vec<YearWays>,
    pub pages: Vec<Link>,
}

/// The ways into a year.
#[derive(Debug, Serialize)]
pub struct YearWays {
    /// 2019年度
    pub title: String,
    /// Overview and circular.
    pub ways: Vec<Link>,
    pub schemes: Vec<SchemeWays>,
}

/// The ways into a scheme.
#[derive(Debug, Serialize)]
pub struct SchemeWays {
    pub link: Link,
    pub method: Link,
    /// Its subjects, or the pages of a long list; only in the newest year.
    pub subjects: Vec<Link>,
    /// Its indicators; only in the newest year.
    pub indicators: Vec<Link>,
}

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let chrome = site.outside_chrome(Outside::new(KIND.name, "检索", ""));
    let newest = site.years.len().saturating_sub(1);
    let years = site.years.iter().enumerate().rev();
    let pages = &site.content().pages;
    Page::new(
        chrome,
        SearchPage {
            heading: "检索",
            sentence: sentence(site),
            years: years.map(|(y, year)| year_ways(site, year, y == newest)).collect(),
            pages: pages
                .iter()
                .map(|page| Link::to(&*page.title, format!("pages/{}.html", page.slug)))
                .collect(),
        },
    )
}

/// How much there is to be found: subjects and indicators counted once, however many years they have.
fn sentence(site: &Site) -> String {
    let schemes = || site.years.iter().flat_map(|year| &year.schemes);
    let subjects: BTreeSet<_> = schemes().flat_map(|scheme| &scheme.scheme.subjects).collect();
    let items: BTreeSet<_> = schemes()
        .flat_map(|scheme| {
            let id = &scheme.scheme.id;
            scheme.paged_nodes().map(move |node| (id, &scheme.scheme.node(node).id))
        })
        .collect();
    format!(
        "可检索{}个年度、{}个对象、{}项指标，以及条款、问题和网页。",
        site.years.len(),
        subjects.len(),
        items.len()
    )
}

fn year_ways(site: &Site, year: &YearSite, newest: bool) -> YearWays {
    let folder = &year.folder;
    let own = site.own_pages(year);
    let ways = own.map(|(own, way)| Link::to(way.name, format!("{folder}{}", own.file))).collect();
    let schemes = year.schemes.iter().map(|scheme| {
        let base = format!("{folder}{}/", scheme.scheme.id);
        SchemeWays {
            link: Link::to(&*scheme.scheme.title, format!("{base}index.html")),
            method: Link::to("方法与口径", format!("{base}{METHOD}")),
            subjects: if newest { subject_ways(scheme, &base) } else { Vec::new() },
            indicators: if newest {
                let link = |node: crate::model::NodeIndex| {
                    let href = format!("{base}{}", scheme.nodes[node.get()].href);
                    Link::to(&*scheme.scheme.node(node).title, href)
                };
                scheme.paged_nodes().map(link).collect()
            } else {
                Vec::new()
            },
        }
    });
    YearWays { title: year.year.title.clone(), ways, schemes: schemes.collect() }
}

/// Every subject, or the pages of the list where there are too many for one.
fn subject_ways(scheme: &SchemeSite, base: &str) -> Vec<Link> {
    let total = scheme.files.len();
    if total <= ROWS {
        let link = |(file, name): (&String, &&crate::model::DatedName)| {
            Link::to(&*name.short, format!("{base}{file}"))
        };
        return scheme.files.iter().zip(&scheme.names).map(link).collect();
    }
    let link = |page| {
        let shown = rows(page, total);
        let text = format!("第{}至{}个", shown.start + 1, shown.end);
        Link::to(text, format!("{base}{}", list_file("index", page)))
    };
    (0..page_count(scheme)).map(link).collect()
}
