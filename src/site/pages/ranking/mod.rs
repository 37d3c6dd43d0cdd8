//! A scheme's ranking page: who stands where, and the way to every subject and indicator.

pub(crate) mod data;
mod heat;
mod multiples;
pub(crate) mod others;
pub(crate) mod sheet;
mod slope;

use multiples::{MedianRow, medians, multiples};
use serde::Serialize;

use crate::model::{NodeIndex, Scheme};
use crate::site::base::kind::Download;
use crate::site::base::lists::{Pager, pager, rows};
use crate::site::base::{
    At, Downloads, Form, GradeView, Key, Kind, Link, NavItem, Page, SchemeSite, Site, Within, list_file,
    page_count,
};
use crate::site::parts::bars::{BARS, DistributionView, bars, bonus, distribution, distribution_table};
use crate::site::parts::standing::{SubjectRow, keys, row, sections};
use crate::wording::number::numeral;
use crate::wording::overview;
use crate::wording::story::apart;

/// Schemes of a year that the navigation names one by one.
const MOST_NAMED: usize = 40;

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (y, s, year, scheme) in site.schemes() {
            let (at, id) = (At { year: y, scheme: s, ..At::default() }, &scheme.scheme.id);
            files.edition(year, format!("data/{id}.csv"), at, Form::Sheet(sheet::file));
            if scheme.has_workbook() {
                files.edition(year, format!("data/{id}.xlsx"), at, Form::Workbook);
            }
            for sheet in 0..page_count(scheme) {
                let file = format!("{id}/{}", list_file("index", sheet));
                files.edition(year, file, At { page: sheet, ..at }, Form::Page(page));
            }
        }
    },
    nav: |site, spot| {
        let Some(y) = spot.edition else { return Vec::new() };
        let entry = |(s, scheme): (usize, &SchemeSite)| {
            let href = format!("{}{}/index.html", spot.up, scheme.scheme.id);
            NavItem::new(&*scheme.scheme.short, href, spot.scheme == Some(s))
        };
        let schemes = &site.years[y].schemes;
        // Every page of the year carries these: of very many, all but the page's own are left to the overview, or the
        // site would grow by the square of their number.
        let named = |s: usize| schemes.len() <= MOST_NAMED || spot.scheme == Some(s);
        schemes.iter().enumerate().filter(|(s, _)| named(*s)).map(entry).collect()
    },
    find_in_scheme: |scheme, finder| finder.page(&scheme.scheme.title, "index", "结果与名次"),
    downloads: |year| year.schemes.iter().flat_map(downloads).collect(),
    ..Kind::new("ranking")
};

fn downloads(scheme: &SchemeSite) -> Vec<Download> {
    let (id, short) = (&scheme.scheme.id, &scheme.scheme.short);
    let file = |title: &str, format: &'static str| Download {
        title: format!("{short}：{title}"),
        href: format!("data/{id}.{}", format.to_lowercase()),
        format,
    };
    let mut files = vec![file("名次、得分、各项指标", "CSV")];
    if scheme.has_workbook() {
        files.push(file("结果、数据与推算公式", "XLSX"));
    }
    files
}

#[derive(Debug, Serialize)]
pub struct RankingPage<'a> {
    pub heading: &'a str,
    pub sentence: String,
    /// Who stands out, and why.
    pub more: String,
    pub basis: &'a str,
    pub ranked: bool,
    pub graded: bool,
    /// Whether there are thresholds between grades.
    pub thresholds: bool,
    /// Whether the bars show what each part adds to the total.
    pub bars_split: bool,
    /// Whether what the parts of a bar add is printed so that it misses the total.
    pub apart: bool,
    /// Whether a bar ends in the box of a bonus.
    pub bonuses: bool,
    /// How the total comes about, where they do not.
    pub method: &'static str,
    /// Whether there are places among all beside those within the groups.
    pub both: bool,
    /// Whether subjects are of several regions.
    pub regional: bool,
    /// Whether subjects are split into peer groups.
    pub grouped: bool,
    /// The numerals of the page's sections.
    pub numerals: Numerals,
    /// The groups whose medians stand side by side; nothing where there is one.
    pub medians_of: String,
    pub keys: Vec<Key>,
    /// Names of the sections, for the table's head.
    pub sections: Vec<Link>,
    pub rows: Vec<SubjectRow<'a>>,
    /// The medians of each peer group.
    pub medians: Vec<MedianRow<'a>>,
    /// Whether any row of the page has several years.
    pub trends: bool,
    /// The earlier year to compare with: 上年, 2018年度; nothing where there is none.
    pub earlier: Option<&'a str>,
    /// What the head of the changes since then says of their scale.
    pub change_scale: &'static str,
    pub pager: Option<Pager>,
    /// The years, on the first page.
    pub across: Option<slope::Across<'a>>,
    /// Every node by every subject, on the first page.
    pub heat: Option<heat::Heat<'a>>,
    /// The indicators, on the first page.
    pub indicators: Vec<IndicatorRow<'a>>,
    /// Grades whose distribution is printed: name and count of each year.
    pub distribution: Vec<DistributionView>,
    /// The grades of the scheme.
    pub grades: Vec<GradeView<'a>>,
    /// The files with these results.
    pub downloads: Downloads,
    /// Comparisons with other years, where the page can lead there.
    pub comparisons: Vec<Link>,
}

/// The numerals of the sections that follow the ranking, which is always the first.
#[derive(Debug, Default, Serialize)]
pub struct Numerals {
    /// All subjects against the median.
    pub against: String,
    /// How many have each grade.
    pub grades: String,
    pub indicators: String,
    pub across: String,
    pub heat: String,
}

impl Numerals {
    /// Numbers those sections that are there, in the order of the page.
    fn of(against: bool, grades: bool, first: bool, across: bool, heat: bool) -> Self {
        let mut count = 1;
        let mut next = |there: bool| {
            count += usize::from(there);
            if there { numeral(count) } else { String::new() }
        };
        Self {
            against: next(against),
            grades: next(grades),
            indicators: next(first),
            across: next(across),
            heat: next(heat),
        }
    }
}

/// An indicator in the list.
#[derive(Debug, Serialize)]
pub struct IndicatorRow<'a> {
    pub label: &'a str,
    pub title: &'a str,
    pub href: &'a str,
    /// `d1`, `d2` …
    pub depth: u8,
    pub method: &'a str,
    /// The median of the scores, of each group where there are several.
    pub median: String,
    pub best: String,
    pub worst: String,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let page = at.page;
    let scheme = site.scheme(at);
    let total = scheme.scheme.subjects.len();
    let crumbs = vec![Link::plain(scheme.scheme.short.clone())];
    let chrome = site.edition_chrome(at, Within::Scheme, (KIND.name, scheme.scheme.short.clone()), crumbs);
    let shown = &scheme.results.order[rows(page, total)];
    let sections = sections(scheme);
    let rows: Vec<_> = shown.iter().map(|subject| row(site, scheme, *subject, &sections)).collect();
    let first = page == 0;
    let mut figures = Vec::new();
    let mut across = None;
    if first {
        figures.extend(bars(scheme, "", BARS));
        figures.extend(multiples(scheme));
        figures.extend(distribution(site, scheme));
        let years = slope::across(site, scheme);
        across = years.map(|(figure, table)| {
            figures.push(figure);
            table
        });
    }
    let against = figures.iter().any(|figure| figure.id == "against");
    let heat = if first { heat::heat(scheme) } else { None };
    Page {
        figures,
        ..Page::new(
            chrome,
            RankingPage {
                numerals: Numerals::of(
                    against,
                    first && scheme.is_graded(),
                    first,
                    across.is_some(),
                    heat.is_some(),
                ),
                heading: &scheme.scheme.title,
                sentence: overview::sentence(scheme),
                more: overview::scheme_more(scheme),
                basis: &scheme.scheme.basis,
                ranked: scheme.is_ranked(),
                graded: scheme.is_graded(),
                thresholds: scheme.scheme.grades.len() > 1,
                bars_split: scheme.adds_up(),
                apart: scheme.adds_up()
                    && scheme
                        .results
                        .order
                        .iter()
                        .take(BARS)
                        .any(|subject| apart(scheme, *subject).is_some()),
                bonuses: scheme.results.order.iter().any(|subject| !bonus(scheme, *subject).is_zero()),
                method: scheme.nodes[Scheme::ROOT].method,
                both: scheme.scheme.ranks_both(),
                regional: scheme.is_regional(),
                grouped: scheme.is_grouped(),
                medians_of: scheme.named_groups().map(|(_, name)| name).collect::<Vec<_>>().join("、"),
                keys: keys(scheme),
                sections: sections
                    .iter()
                    .map(|node| {
                        Link::to(
                            scheme.scheme.node(*node).title.clone(),
                            scheme.nodes[node.get()].href.clone(),
                        )
                    })
                    .collect(),
                medians: medians(scheme, &sections),
                trends: rows.iter().any(|row| row.trend.is_some()),
                earlier: scheme.compared_with(),
                change_scale: scheme.change_scale(),
                rows,
                pager: pager("index", page, total),
                across,
                heat,
                indicators: if first { indicators(scheme) } else { Vec::new() },
                distribution: if first && scheme.is_graded() {
                    distribution_table(site, scheme)
                } else {
                    Vec::new()
                },
                grades: (0..scheme.scheme.grades.len())
                    .map(|grade| scheme.grade(crate::model::GradeIndex::new(grade)))
                    .collect(),
                downloads: Downloads::of(scheme, "../"),
                comparisons: site.comparisons_from(at.year, at.scheme, "../../../"),
            },
        )
    }
}

fn indicators<'s>(scheme: &'s SchemeSite<'_>) -> Vec<IndicatorRow<'s>> {
    let row = |index: NodeIndex| {
        let (node, of) = (scheme.scheme.node(index), &scheme.nodes[index.get()]);
        let (median, best, worst) = scheme.spread_in_words(index);
        IndicatorRow {
            label: &of.label,
            title: &node.title,
            href: &of.href,
            depth: of.depth.min(5),
            method: of.method,
            median,
            best,
            worst,
        }
    };
    scheme.order.iter().map(|index| row(*index)).collect()
}
