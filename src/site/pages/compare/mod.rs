//! Two years of a scheme side by side: who moved, where the changes come from, and what the schemes have in common.
//!
//! The pages stand at the site's root and compare what a reader meets for each year: the edition in force, or the
//! draft where nothing was released.

mod differences;
mod heat;
mod keys;
mod matrix;
mod moves;
mod parts;
mod rules;
mod sheet;

use serde::Serialize;

use crate::site::base::pairs::COMPARISONS;
use crate::site::base::{At, Form, Key, Kind, Link, Outside, Page, Section, Shows, Site, sections};
use crate::site::parts::sides::Sides;
use crate::wording::{comparison, scale};

/// Rows of one table at most; everybody stands in the CSV.
const ROWS: usize = 500;

/// Names in one cell at most.
const NAMES: usize = 40;

pub(crate) const KIND: Kind = Kind {
    files: |site, files| {
        for (item, pair) in site.comparisons.iter().enumerate() {
            let (at, stem) = (At { item, ..At::default() }, pair.stem(&site.years));
            files.root(format!("{stem}.html"), at, Form::Page(page));
            files.root(format!("{stem}.csv"), at, Form::Sheet(sheet::sheet));
        }
    },
    find_at_root: |site, finder| {
        site.comparisons.iter().try_for_each(|pair| {
            let scheme = &site.years[pair.later.0].schemes[pair.later.1].scheme.short;
            let [first, second] = [pair.earlier, pair.later].map(|(y, _)| &*site.years[y].year.title);
            let title = format!("{scheme}：{first}与{second}比较");
            let words = match pair.is_graded(&site.years) {
                true => "升降 等次转移 变化从哪里来 方案的不同",
                false => "升降 变化从哪里来 方案的不同",
            };
            finder.page(&title, &pair.stem(&site.years), words)
        })
    },
    ..Kind::new("compare")
};

#[derive(Debug, Serialize)]
pub struct ComparePage<'a> {
    /// The scheme and the years.
    pub heading: String,
    /// Who rose and who fell, in words.
    pub sentence: String,
    /// Whose grade changed, and whether the scheme did.
    pub more: String,
    pub contents: Vec<Section>,
    /// 2018年度 and 2019年度
    pub years: [&'a str; 2],
    /// Each year's edition with its overview.
    pub editions: [Link; 2],
    pub keys: Vec<Key>,
    /// Whether both years have places.
    pub ranked: bool,
    /// Whether any of them has grades.
    pub graded: bool,
    /// Who moved, largest moves first.
    pub moves: Vec<moves::MoveRow<'a>>,
    /// How many subjects are left to the CSV.
    pub further: usize,
    /// From which grade to which.
    pub matrix: matrix::MatrixView<'a>,
    /// The change of each subject taken apart.
    pub parts: Vec<parts::PartRow>,
    /// What the heads of changes say of their scale.
    pub change_scale: &'static str,
    pub heat: Option<heat::ChangeHeat>,
    /// Rules that fired in one year only.
    pub rules: Vec<rules::RuleRow<'a>>,
    /// What differs between the schemes.
    pub differences: Vec<differences::DiffRow>,
    /// What can therefore not be compared, in words.
    pub limits: Vec<String>,
    /// The table as a file.
    pub csv: String,
}

fn page<'s>(site: &'s Site<'_>, at: At) -> Page<'s> {
    let pair = site.comparisons[at.item];
    let sides = Sides::of(site, pair);
    let order = sides.by_change();
    let (rows, figure) = parts::parts(&sides, &order, site.attribution(pair));
    let (differences, limits) = differences::differences(&sides);
    let heat = heat::heat(&sides);
    let rules = rules::rules(&sides);
    let figures: Vec<_> = [moves::slope(&sides, &order), figure].into_iter().flatten().collect();
    let stem = pair.stem(&site.years);
    let short = &sides.later.scheme.short;
    let told = sides.told();
    let name = format!("{}与{}比较", told.titles()[0], told.titles()[1]);
    let texts = site.editions_of(pair);
    let mut chrome = site.outside_chrome(Outside {
        shows: Shows::Pair(pair),
        ..Outside::new(KIND.name, format!("{short}：{name}"), "../../")
    });
    chrome.crumbs.insert(1, Link::to(COMPARISONS, "../index.html"));
    chrome.marks.edition = texts.join("、");
    chrome.edition = texts.to_vec();
    let [first, second] = texts;
    let editions = [(first, pair.earlier), (second, pair.later)]
        .map(|(text, (y, _))| Link::to(text, format!("../../{}index.html", site.years[y].folder)));
    let body = ComparePage {
        heading: format!("{}　{name}", sides.later.scheme.title),
        sentence: comparison::sentence(told),
        more: comparison::more(told),
        contents: contents(
            figures.iter().any(|of| of.id == "slope"),
            pair.is_graded(&site.years),
            heat.is_some(),
        ),
        years: told.titles(),
        editions,
        keys: keys::keys(&sides),
        ranked: sides.later.is_ranked() && sides.earlier.is_ranked(),
        graded: sides.earlier.is_graded() || sides.later.is_graded(),
        moves: moves::moves(&sides, &order),
        further: order.len().saturating_sub(ROWS),
        matrix: matrix::matrix(&sides),
        parts: rows,
        change_scale: scale::of_hundred(sides.alike()),
        heat,
        rules,
        differences,
        limits,
        csv: format!("{}.csv", stem.rsplit('/').next().unwrap_or_default()),
    };
    Page { figures, ..Page::new(chrome, body) }
}

fn contents(slope: bool, graded: bool, heat: bool) -> Vec<Section> {
    sections([
        ("slope", "得分变化", slope),
        ("moves", "升降情况", true),
        ("matrix", "等次转移", graded),
        ("parts", "变化从哪里来", true),
        ("heat", "各项得分的变化", heat),
        ("rules", "规则的触发", true),
        ("scheme", "两年方案的不同", true),
    ])
}
