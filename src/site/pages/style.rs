//! The style page: the theme's parts and every kind of chart, with real values of the content being built.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::GradeIndex;
use crate::site::base::{At, Figure, Form, GradeView, Key, Kind, Link, Outside, Page, Site, Text};
use crate::site::parts::standing::{SubjectRow, keys, row, sections};

/// Made only where it is asked for: it is no part of a published site.
pub(crate) const KIND: Kind = Kind {
    files: |_, files| files.root("style.html", At::default(), Form::Page(page)),
    ..Kind::new("style")
};

#[derive(Debug, Serialize)]
pub struct StylePage<'a> {
    pub heading: &'static str,
    /// What it shows, in words.
    pub sentence: String,
    pub more: &'static str,
    /// Grades of the newest year's first scheme.
    pub grades: Vec<GradeView<'a>>,
    /// Key numbers of its ranking.
    pub keys: Vec<Key>,
    /// Its best subjects.
    pub rows: Vec<SubjectRow<'a>>,
    /// Names of the charts' sources, in the order of the pictures.
    pub kinds: Vec<Example>,
}

/// A kind of chart.
#[derive(Debug, Serialize)]
pub struct Example {
    /// The figure's id.
    pub id: String,
    /// The file in `charts/` that draws it.
    pub chart: &'static str,
    /// The page it was taken from.
    pub from: Link,
}

/// Pages of a kind that are looked through, each year: not everybody's has every picture.
const LOOKED: usize = 24;

/// Subjects shown as an example of a ranking.
const ROWS: usize = 6;

fn page<'s>(site: &'s Site<'_>, _: At) -> Page<'s> {
    let chrome = site.outside_chrome(Outside::new(KIND.name, "样式说明", ""));
    let mut found = collect(site);
    found.sort_by_key(|(_, example)| example.chart);
    let (figures, kinds): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let newest = site.years.last().and_then(|year| year.schemes.first());
    let rows = newest.map_or_else(Vec::new, |scheme| {
        let best = scheme.results.order.iter().take(ROWS);
        best.map(|subject| row(site, scheme, *subject, &sections(scheme))).collect()
    });
    Page {
        figures,
        text: Text::Tokens,
        ..Page::new(
            chrome,
            StylePage {
                heading: "样式说明",
                sentence: format!(
                    "本主题用{}种图、一套颜色和字号；每种图、每个部件都以本站数据为例。",
                    kinds.len()
                ),
                more: if newest.is_some_and(|scheme| scheme.is_graded()) {
                    "供改写主题的人查阅，不随正式网站发布。颜色不单独表意：等次另有形状和文字，升降另有正负号。"
                } else {
                    "供改写主题的人查阅，不随正式网站发布。颜色不单独表意：升降另有正负号。"
                },
                grades: newest.map_or_else(Vec::new, |scheme| {
                    (0..scheme.scheme.grades.len()).map(|at| scheme.grade(GradeIndex::new(at))).collect()
                }),
                keys: newest.map_or_else(Vec::new, keys),
                rows,
                kinds,
            },
        )
    }
}

/// A picture of each kind of chart, from the newest year that has one.
fn collect<'s>(site: &'s Site<'_>) -> Vec<(Figure<'s>, Example)> {
    let mut found: Vec<(Figure<'s>, Example)> = Vec::new();
    let (files, years) = (site.files(), site.years.len());
    let of = |y: Option<usize>| files.iter().filter(move |file| file.edition == y && file.kind != KIND.name);
    for y in (0..years).rev().map(Some).chain([None]) {
        let mut looked: BTreeMap<&str, usize> = BTreeMap::new();
        for file in of(y) {
            let (Form::Page(make), count) = (file.form, looked.entry(file.kind).or_default()) else {
                continue;
            };
            *count += 1;
            if *count > LOOKED {
                continue;
            }
            let page = make(site, file.at);
            let name = page.chrome.title.split(" · ").next().unwrap_or_default();
            let year = y.map_or("", |y| &site.years[y].year.title);
            let told = if name.starts_with(year) { name.to_owned() } else { format!("{year} {name}") };
            let from = Link::to(told, file.path.clone());
            for figure in page.figures {
                let chart = figure.picture.name();
                if found.iter().all(|(_, example)| example.chart != chart) {
                    found.push(example(figure, chart, from.clone()));
                }
            }
        }
    }
    found
}

/// A picture as it stands here: its links lead from here, and it is named by its chart.
fn example<'s>(mut figure: Figure<'s>, chart: &'static str, from: Link) -> (Figure<'s>, Example) {
    let folder = from.href.as_deref().and_then(|href| href.rsplit_once('/')).map_or("", |(folder, _)| folder);
    figure.picture.links().into_iter().for_each(|link| link.insert_str(0, &format!("{folder}/")));
    figure.id = format!("style-{}", chart.replace('_', "-")).into();
    let id = figure.id.to_string();
    (figure, Example { id, chart, from })
}
