//! A year at a glance, as the home page and its own index show it.

use serde::Serialize;

use crate::wording::overview;

use crate::model::GradeIndex;
use crate::site::base::links::{BULLETIN, METHOD, SUMMARY};
use crate::site::base::{Downloads, GradeView, Link, Site};

/// A year at a glance.
#[derive(Debug, Serialize)]
pub struct YearCard<'a> {
    /// 2019年度
    pub title: &'a str,
    /// 2019年度各方案的等次
    pub caption: String,
    pub href: String,
    pub overview: String,
    /// Its summary sheet.
    pub summary: String,
    pub bulletin: Option<String>,
    pub sentence: String,
    /// Document number.
    pub document: Option<&'a str>,
    pub regulation: Option<&'a str>,
    /// Period and data cut-off.
    pub period: String,
    pub schemes: Vec<SchemeLine<'a>>,
    /// Whether any of them has grades.
    pub graded: bool,
    /// Whether any of them is compared with another year.
    pub compared: bool,
}

/// A scheme of a year.
#[derive(Debug, Serialize)]
pub struct SchemeLine<'a> {
    pub title: &'a str,
    /// Its ranking page.
    pub href: String,
    /// 10市
    pub count: String,
    /// Grades with how many subjects have each.
    pub grades: Vec<GradeCount<'a>>,
    pub method: String,
    /// The files with its results.
    pub downloads: Downloads,
    /// Its comparisons with other years.
    pub comparisons: Vec<Link>,
}

/// A year seen from a page `up` from the root.
pub(crate) fn card<'s>(site: &'s Site<'_>, y: usize, up: &str) -> YearCard<'s> {
    let year = &site.years[y];
    let folder = format!("{up}{}", year.folder);
    let parts: Vec<_> = year.schemes.iter().map(|scheme| overview::best(scheme)).collect();
    let graded = year.schemes.iter().any(|scheme| scheme.is_graded());
    YearCard {
        title: &year.year.title,
        caption: year.titled(if graded { "各方案的等次" } else { "各方案" }),
        href: format!("{up}{}/index.html", year.year.year),
        overview: format!("{folder}index.html"),
        summary: format!("{folder}{SUMMARY}"),
        bulletin: year.year.bulletin.as_ref().map(|_| format!("{folder}{BULLETIN}")),
        sentence: if parts.is_empty() {
            "没有评价方案。".to_owned()
        } else {
            parts.join("；") + "。"
        },
        document: year.year.document.as_deref(),
        regulation: year.year.regulation.as_deref(),
        period: format!(
            "评价期 {} 至 {}，数据截止 {}",
            year.year.period.0, year.year.period.1, year.year.cutoff
        ),
        graded,
        compared: site.comparisons.iter().any(|pair| pair.has(y)),
        schemes: year
            .schemes
            .iter()
            .enumerate()
            .map(|(s, scheme)| SchemeLine {
                title: &scheme.scheme.title,
                href: format!("{folder}{}/index.html", scheme.scheme.id),
                count: scheme.count(),
                grades: scheme
                    .counts()
                    .into_iter()
                    .enumerate()
                    .map(|(at, count)| GradeCount { grade: scheme.grade(GradeIndex::new(at)), count })
                    .collect(),
                method: format!("{folder}{}/{METHOD}", scheme.scheme.id),
                downloads: Downloads::of(scheme, &folder),
                comparisons: site.comparisons_of(y, s, up),
            })
            .collect(),
    }
}

/// A grade with how many subjects have it.
#[derive(Debug, Serialize)]
pub struct GradeCount<'a> {
    pub grade: GradeView<'a>,
    pub count: u32,
}
