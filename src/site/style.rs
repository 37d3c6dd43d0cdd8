//! The style page: the theme's parts and every kind of chart, with real values of the content being built.

use serde::Serialize;

use super::breakdown::Key;
use super::chrome::{Chrome, Outside};
use super::figure::Figure;
use super::inline::{GradeView, Link};
use super::ranking::SubjectRow;
use super::{Site, breakdown, compare, indicator, overview, ranking};
use crate::model::GradeIndex;

/// What stands on the style page.
#[derive(Debug, Serialize)]
pub struct StylePage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// Its title.
    pub heading: &'static str,
    /// What it shows, in words.
    pub sentence: String,
    /// What it is for.
    pub more: &'static str,
    /// Grades of the newest year's first scheme.
    pub grades: Vec<GradeView<'a>>,
    /// Key numbers of its ranking.
    pub keys: Vec<Key>,
    /// Its best subjects.
    pub rows: Vec<SubjectRow<'a>>,
    /// Names of the charts' sources, in the order of the pictures.
    pub kinds: Vec<Kind>,
    /// A picture of each kind.
    pub figures: Vec<Figure<'a>>,
}

/// A kind of chart.
#[derive(Debug, Serialize)]
pub struct Kind {
    /// The figure's id.
    pub id: String,
    /// The file in `charts/` that draws it.
    pub chart: &'static str,
    /// The page it was taken from.
    pub from: Link,
}

/// Subjects looked through for pictures that not everybody has.
const SUBJECTS: usize = 24;

/// The view of the style page.
pub(super) fn view<'s>(site: &'s Site<'_>) -> StylePage<'s> {
    let chrome = site.outside_chrome(Outside {
        kind: "style",
        title: "样式说明".to_owned(),
        up: "",
        free: None,
        year: None,
    });
    let mut found: Vec<(Figure, Kind)> = Vec::new();
    for y in (0..site.years.len()).rev() {
        collect(site, y, &mut found);
    }
    for pair in 0..site.comparisons.len() {
        let page = compare::view(site, pair);
        let stem = site.comparisons[pair].stem(&site.years);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", &stem));
        let (folder, name) = (format!("{folder}/"), format!("{name}.html"));
        add(&mut found, (&folder, &name), &page.heading, page.figures);
    }
    found.sort_by_key(|(_, kind)| kind.chart);
    let (figures, kinds): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let newest = site.years.len().checked_sub(1).filter(|y| !site.years[*y].schemes.is_empty());
    let first = newest.map(|y| ranking::view(site, y, 0, 0));
    let scheme = newest.map(|y| &site.years[y].schemes[0]);
    let (keys, mut rows) = first.map_or_else(Default::default, |first| (first.keys, first.rows));
    rows.truncate(6);
    StylePage {
        chrome,
        heading: "样式说明",
        sentence: format!("本主题用{}种图、一套颜色和字号；每种图、每个部件都以本站数据为例。", kinds.len()),
        more: "供改写主题的人查阅，不随正式网站发布。颜色不单独表意：等次另有形状和文字，升降另有正负号。",
        grades: scheme.map_or_else(Vec::new, |scheme| {
            (0..scheme.scheme.grades.len()).map(|at| scheme.grade(GradeIndex::new(at))).collect()
        }),
        keys,
        rows,
        kinds,
        figures,
    }
}

/// Adds the pictures of a year's pages whose kind is not there yet.
fn collect<'s>(site: &'s Site<'_>, y: usize, found: &mut Vec<(Figure<'s>, Kind)>) {
    let year = &site.years[y];
    let mut add = |folder: &str, page: &str, title: &str, figures: Vec<Figure<'s>>| {
        add(found, (folder, page), &format!("{} {title}", year.year.title), figures);
    };
    let page = overview::view(site, y);
    let cards = page.schemes.into_iter().filter_map(|scheme| scheme.figure);
    add(&year.folder, "index.html", "总览", page.figures.into_iter().chain(cards).collect());
    for (s, scheme) in year.schemes.iter().enumerate() {
        let folder = format!("{}{}/", year.folder, scheme.scheme.id);
        let short = &scheme.scheme.short;
        add(&folder, "index.html", short, ranking::view(site, y, s, 0).figures);
        for subject in scheme.results.order.iter().take(SUBJECTS).copied() {
            let figures = breakdown::view(site, y, s, subject).figures;
            add(&folder, &scheme.files[subject.get()], scheme.short(subject), figures);
        }
        for node in scheme.paged_nodes().take(SUBJECTS) {
            let definition = scheme.scheme.node(node);
            let figures = indicator::view(site, y, s, node, 0).figures;
            let inside = format!("{folder}indicators/");
            add(&inside, &format!("{}.html", definition.id), &definition.title, figures);
        }
    }
}

/// Adds the pictures of a page whose kind is not there yet.
fn add<'s>(
    found: &mut Vec<(Figure<'s>, Kind)>,
    (folder, page): (&str, &str),
    title: &str,
    figures: Vec<Figure<'s>>,
) {
    for mut figure in figures {
        let chart = figure.picture.chart();
        if found.iter().any(|(_, kind)| kind.chart == chart) {
            continue;
        }
        figure.picture.lead_from(folder);
        figure.id = format!("style-{}", chart.replace('_', "-")).into();
        let from = Link::to(title, format!("{folder}{page}"));
        let kind = Kind { id: figure.id.to_string(), chart, from };
        found.push((figure, kind));
    }
}
