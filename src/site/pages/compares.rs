//! The list of all comparisons.

use serde::Serialize;

use crate::history::Compared;
use crate::site::base::pairs::COMPARISONS;
use crate::site::base::{At, Form, Kind, Link, NavItem, Outside, Page, Site, YearPair};
use crate::site::parts::sides::Sides;
use crate::wording::comparison;
use crate::wording::number::dash;

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        if !site.comparisons.is_empty() {
            files.root("compare/index.html", At::default(), Form::Page(page));
        }
    },
    nav: |site, spot| {
        if spot.edition.is_some() || site.comparisons.is_empty() {
            return Vec::new();
        }
        let href = format!("{}compare/index.html", spot.root);
        vec![NavItem::new(COMPARISONS, href, matches!(spot.kind, "compare" | "compares"))]
    },
    ..Kind::new("compares")
};

#[derive(Debug, Serialize)]
pub struct ComparisonsPage {
    pub heading: &'static str,
    pub sentence: String,
    /// Whether any of them compares grades.
    pub graded: bool,
    /// The comparisons, newest years first.
    pub rows: Vec<ComparisonRow>,
}

/// A comparison in the list.
#[derive(Debug, Serialize)]
pub struct ComparisonRow {
    /// The years, with the page.
    pub years: Link,
    pub scheme: String,
    /// 2018年度第1版、2019年度草稿
    pub editions: String,
    /// How many both years have.
    pub both: usize,
    /// How many grades rose; nothing where the grades are others.
    pub up: String,
    /// How many fell.
    pub down: String,
    /// Whether scores come about alike.
    pub same: bool,
    pub sample: bool,
}

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let chrome = site.outside_chrome(Outside::new(KIND.name, COMPARISONS, "../"));
    let count = site.comparisons.len();
    Page::new(
        chrome,
        ComparisonsPage {
            heading: COMPARISONS,
            sentence: comparison::all(count),
            graded: site.comparisons.iter().any(|pair| pair.is_graded(&site.years)),
            rows: site.comparisons.iter().map(|pair| row(site, *pair)).collect(),
        },
    )
}

fn row(site: &Site, pair: YearPair) -> ComparisonRow {
    let sides = Sides::of(site, pair);
    let changes: Vec<i64> = sides.comparison.in_both().filter_map(Compared::grade_change).collect();
    let told = |wanted: fn(&i64) -> bool| match changes.is_empty() {
        true => dash(),
        false => changes.iter().filter(|by| wanted(by)).count().to_string(),
    };
    let stem = pair.stem(&site.years);
    let [first, second] = sides.numbers();
    ComparisonRow {
        years: Link::to(
            format!("{first}与{second}"),
            format!("{}.html", stem.strip_prefix("compare/").unwrap_or(&stem)),
        ),
        scheme: sides.later.scheme.short.clone(),
        editions: site.editions_of(pair).join("、"),
        both: sides.comparison.in_both().count(),
        up: told(|by| *by > 0),
        down: told(|by| *by < 0),
        same: sides.comparison.diff.same_method(),
        sample: sides.earlier.sample || sides.later.sample,
    }
}
