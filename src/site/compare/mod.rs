//! Two years of a scheme side by side: who moved, where the changes come from, and what the schemes have in common.
//!
//! The pages stand at the site's root and compare what a reader meets for each year: the edition in force, or the
//! draft where nothing was released.

mod differences;
mod heat;
mod index;
mod links;
mod matrix;
mod moves;
mod parts;
mod rules;
mod sentence;
mod sides;

pub use index::ComparisonsPage;
pub use parts::no_split;
pub use sides::Sides;

pub(super) use index::view as index_view;

use std::cmp::Reverse;

use serde::Serialize;

use super::breakdown::Key;
use super::chrome::Chrome;
use super::contents::{Section, sections};
use super::figure::Figure;
use super::inline::Link;
use super::{Site, YearSite};
use crate::attribution;
use crate::model::Year;

/// Rows of one table at most; everybody stands in the CSV.
const ROWS: usize = 500;

/// Names in one cell at most.
const NAMES: usize = 40;

/// A scheme in two years: positions of year and scheme in the site's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearPair {
    /// The earlier year.
    pub earlier: (usize, usize),
    /// The later one.
    pub later: (usize, usize),
}

/// What stands on a page that compares two years.
#[derive(Debug, Serialize)]
pub struct ComparePage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// The scheme and the years.
    pub heading: String,
    /// Who rose and who fell, in words.
    pub sentence: String,
    /// Whose grade changed, and whether the scheme did.
    pub more: String,
    /// The page's sections.
    pub contents: Vec<Section>,
    /// 2018年度 and 2019年度
    pub years: [&'a str; 2],
    /// Each year's edition with its overview.
    pub editions: [Link; 2],
    /// Key numbers.
    pub keys: Vec<Key>,
    /// Pictures.
    pub figures: Vec<Figure<'a>>,
    /// Whether both years have places.
    pub ranked: bool,
    /// Who moved, largest moves first.
    pub moves: Vec<moves::MoveRow<'a>>,
    /// How many subjects are left to the CSV.
    pub further: usize,
    /// From which grade to which.
    pub matrix: matrix::MatrixView<'a>,
    /// The change of each subject taken apart.
    pub parts: Vec<parts::PartRow>,
    /// Every node by every subject.
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

impl YearPair {
    /// The file that compares them, without its ending, from the root: `compare/main/2018-2019`.
    pub(super) fn stem(&self, years: &[YearSite]) -> String {
        let of = |(y, s): (usize, usize)| (&years[y], &years[y].schemes[s]);
        let ((this, _), (that, scheme)) = (of(self.earlier), of(self.later));
        format!("compare/{}/{}-{}", scheme.scheme.id, this.year.year, that.year.year)
    }

    /// Whether it compares this year.
    pub(super) fn has(&self, y: usize) -> bool {
        self.earlier.0 == y || self.later.0 == y
    }
}

/// The pairs of years that are compared, newest first: neighbours, and those asked for; each scheme both years have.
pub(super) fn pairs(years: &[YearSite], asked: &[(Year, Year)]) -> Vec<YearPair> {
    let position = |year: Year| years.iter().position(|of| of.year.year == year);
    let mut wanted: Vec<(usize, usize)> = (1..years.len()).map(|later| (later - 1, later)).collect();
    wanted.extend(asked.iter().filter_map(|(this, that)| Some((position(*this)?, position(*that)?))));
    wanted.retain(|(earlier, later)| earlier < later);
    wanted.sort_by_key(|(earlier, later)| (Reverse(*later), Reverse(*earlier)));
    wanted.dedup();
    let of_years = |(earlier, later): (usize, usize)| {
        let schemes = years[later].schemes.iter().enumerate();
        schemes.filter_map(move |(s, scheme)| {
            let same = |of: &super::SchemeSite| of.scheme.id == scheme.scheme.id;
            let before = years[earlier].schemes.iter().position(same)?;
            Some(YearPair { earlier: (earlier, before), later: (later, s) })
        })
    };
    wanted.into_iter().flat_map(of_years).collect()
}

/// The view of a comparison.
pub(super) fn view<'s>(site: &'s Site<'_>, pair: usize) -> ComparePage<'s> {
    let pair = site.comparisons[pair];
    let sides = Sides::of(site, pair);
    let order = sides.by_change();
    let parts = attribution::of_pair(sides.earlier.scored, sides.later.scored);
    let (rows, figure) = parts::parts(&sides, &order, parts.as_ref().ok());
    let (differences, limits) = differences::differences(&sides);
    let heat = heat::heat(&sides);
    let rules = rules::rules(&sides);
    let figures: Vec<_> = [moves::slope(&sides, &order), figure].into_iter().flatten().collect();
    let stem = pair.stem(&site.years);
    let short = &sides.later.scheme.short;
    let name = format!("{}与{}比较", sides.years()[0], sides.years()[1]);
    let editions = [pair.earlier, pair.later].map(|(y, _)| {
        let year = &site.years[y];
        let text = format!("{}{}", year.year.title, year.mark.name());
        Link::to(text, format!("../../{}index.html", year.folder))
    });
    ComparePage {
        chrome: site.compare_chrome(pair, format!("{short}：{name}")),
        heading: format!("{}　{name}", sides.later.scheme.title),
        sentence: sentence::sentence(&sides),
        more: sentence::more(&sides),
        contents: contents(figures.iter().any(|of| of.id == "slope"), heat.is_some()),
        years: sides.years(),
        editions,
        keys: sentence::keys(&sides),
        ranked: sides.later.is_ranked() && sides.earlier.is_ranked(),
        moves: moves::moves(&sides, &order),
        further: order.len().saturating_sub(ROWS),
        matrix: matrix::matrix(&sides),
        parts: rows,
        heat,
        rules,
        differences,
        limits,
        csv: format!("{}.csv", stem.rsplit('/').next().unwrap_or_default()),
        figures,
    }
}

fn contents(slope: bool, heat: bool) -> Vec<Section> {
    sections([
        ("slope", "得分变化", slope),
        ("moves", "升降情况", true),
        ("matrix", "等次转移", true),
        ("parts", "变化从哪里来", true),
        ("heat", "各项得分的变化", heat),
        ("rules", "规则的触发", true),
        ("scheme", "两年方案的不同", true),
    ])
}
