//! A scheme's ranking page: who stands where, and the way to every subject and indicator.

use serde::Serialize;

use super::Site;
use super::bars::{BARS, bars, distribution, distribution_table};
use super::breakdown::{Key, delta};
use super::chrome::{Chrome, Within};
use super::downloads::Downloads;
use super::figure::Figure;
use super::inline::{GradeView, Link};
use super::lists::{Pager, pager, rows};
use super::multiples::{MedianRow, medians, multiples};
use super::number::{numeral, two};
use super::scheme_site::SchemeSite;
use super::sentence::{direction, places};
use super::trend::{TrendCell, trend};
use crate::history::Standing;
use crate::model::{NodeIndex, Scheme, Status, SubjectIndex};

/// What stands on a ranking page.
#[derive(Debug, Serialize)]
pub struct RankingPage<'a> {
    /// What surrounds it.
    pub chrome: Chrome<'a>,
    /// The scheme's title.
    pub heading: &'a str,
    /// The result in words.
    pub sentence: String,
    /// Who stands out, and why.
    pub more: String,
    /// The paper it rests on.
    pub basis: &'a str,
    /// Whether there are places.
    pub ranked: bool,
    /// Whether subjects are of several regions.
    pub regional: bool,
    /// Whether subjects are split into peer groups.
    pub grouped: bool,
    /// The numerals of the page's sections.
    pub numerals: Numerals,
    /// The groups whose medians stand side by side; nothing where there is one.
    pub medians_of: String,
    /// Key numbers.
    pub keys: Vec<Key>,
    /// Pictures.
    pub figures: Vec<Figure<'a>>,
    /// Names of the sections, for the table's head.
    pub sections: Vec<Link>,
    /// The subjects of this page.
    pub rows: Vec<SubjectRow<'a>>,
    /// The medians of each peer group.
    pub medians: Vec<MedianRow<'a>>,
    /// Whether any row of the page has several years.
    pub trends: bool,
    /// Whether any row of the page has a last year.
    pub earlier: bool,
    /// The other pages.
    pub pager: Option<Pager>,
    /// The years, on the first page.
    pub across: Option<super::slope::Across<'a>>,
    /// Every node by every subject, on the first page.
    pub heat: Option<super::heat::Heat<'a>>,
    /// The indicators, on the first page.
    pub indicators: Vec<IndicatorRow<'a>>,
    /// Grades whose distribution is printed: name and count of each year.
    pub distribution: Vec<DistributionView<'a>>,
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
    /// The indicators.
    pub indicators: String,
    /// The years.
    pub across: String,
    /// Every node by every subject.
    pub heat: String,
}

impl Numerals {
    /// Numbers those sections that are there, in the order of the page.
    fn of(against: bool, first: bool, across: bool, heat: bool) -> Self {
        let mut count = 1;
        let mut next = |there: bool| {
            count += usize::from(there);
            if there { numeral(count) } else { String::new() }
        };
        Self {
            against: next(against),
            grades: next(first),
            indicators: next(first),
            across: next(across),
            heat: next(heat),
        }
    }
}

/// A subject in the ranking.
#[derive(Debug, Serialize)]
pub struct SubjectRow<'a> {
    /// Place; nothing where there is none.
    pub rank: String,
    /// Whether the place is shared.
    pub tied: bool,
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: &'a str,
    /// Its region.
    pub region: Option<&'a str>,
    /// Its peer group.
    pub group: Option<&'a str>,
    /// Published score.
    pub score: String,
    /// Final grade.
    pub grade: Option<GradeView<'a>>,
    /// The grade by threshold, where rules or a decision changed it.
    pub threshold: Option<GradeView<'a>>,
    /// What was decided in the place of what was computed.
    pub decided: Option<String>,
    /// 升2位
    pub moved: String,
    /// The same as a number to sort by; nothing where there is no last year.
    pub moved_by: String,
    /// `up`, `down` or `flat`.
    pub direction: &'static str,
    /// Change of the score.
    pub change: String,
    /// The scores over the years.
    pub trend: Option<TrendCell>,
    /// Scores of the sections, with the tone where one is weak.
    pub sections: Vec<SectionCell>,
    /// How many leaves are missing.
    pub missing: usize,
    /// Whether this subject's record is a sample, where not all are.
    pub sample: bool,
}

/// A section's score in the ranking.
#[derive(Debug, Serialize)]
pub struct SectionCell {
    /// The score.
    pub score: String,
    /// The tone of a weak grade; 0 for others.
    pub weak: u8,
}

/// An indicator in the list.
#[derive(Debug, Serialize)]
pub struct IndicatorRow<'a> {
    /// Its number.
    pub label: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Where it is explained.
    pub href: &'a str,
    /// `d1`, `d2` …
    pub depth: u8,
    /// Its method.
    pub method: &'a str,
    /// The median of the scores, of each group where there are several.
    pub median: String,
    /// The best.
    pub best: String,
    /// The worst.
    pub worst: String,
}

/// A year's distribution.
#[derive(Debug, Serialize)]
pub struct DistributionView<'a> {
    /// The year or scheme.
    pub label: String,
    /// How many subjects have each grade.
    pub counts: Vec<u32>,
    /// Where it is explained.
    pub grades: Vec<&'a str>,
}

/// The view of a ranking page.
pub(super) fn view<'s>(site: &'s Site<'_>, y: usize, s: usize, page: usize) -> RankingPage<'s> {
    let scheme = &site.years[y].schemes[s];
    let total = scheme.scheme.subjects.len();
    let crumbs = vec![Link::plain(scheme.scheme.short.clone())];
    let chrome = site.edition_chrome(
        y,
        Within::Scheme(s),
        ("ranking", scheme.scheme.short.clone()),
        crumbs,
        &[scheme],
    );
    let shown = &scheme.results.order[rows(page, total)];
    let sections: Vec<_> = if scheme.sections().len() <= 8 { scheme.sections().to_vec() } else { Vec::new() };
    let rows: Vec<_> = shown.iter().map(|subject| row(site, scheme, *subject, &sections)).collect();
    let first = page == 0;
    let mut figures = Vec::new();
    let mut across = None;
    if first {
        figures.extend(bars(site, scheme, "", BARS));
        figures.extend(multiples(scheme));
        figures.extend(distribution(site, scheme));
        let years = super::slope::across(site, scheme);
        across = years.map(|(figure, table)| {
            figures.push(figure);
            table
        });
    }
    let against = figures.iter().any(|figure| figure.id == "against");
    let heat = if first { super::heat::heat(scheme) } else { None };
    RankingPage {
        chrome,
        numerals: Numerals::of(against, first, across.is_some(), heat.is_some()),
        heading: &scheme.scheme.title,
        sentence: format!("{}{}。", scheme.year.title, scheme.grades_sentence()),
        more: more(scheme),
        basis: &scheme.scheme.basis,
        ranked: scheme.is_ranked(),
        regional: scheme.is_regional(),
        grouped: scheme.is_grouped(),
        medians_of: scheme.named_groups().map(|(_, name)| name).collect::<Vec<_>>().join("、"),
        keys: keys(scheme),
        figures,
        sections: sections
            .iter()
            .map(|node| {
                Link::to(scheme.scheme.node(*node).title.clone(), scheme.nodes[node.get()].href.clone())
            })
            .collect(),
        medians: medians(scheme, &sections),
        trends: rows.iter().any(|row| row.trend.is_some()),
        earlier: scheme.earlier.is_some(),
        rows,
        pager: pager("index", page, total),
        across,
        heat,
        indicators: if first { indicators(scheme) } else { Vec::new() },
        distribution: if first { distribution_table(site, scheme) } else { Vec::new() },
        grades: (0..scheme.scheme.grades.len())
            .map(|grade| scheme.grade(crate::model::GradeIndex::new(grade)))
            .collect(),
        downloads: Downloads::of(scheme, "../"),
        comparisons: site.comparisons_from(y, s, "../../../"),
    }
}

fn row<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
    sections: &[NodeIndex],
) -> SubjectRow<'s> {
    let result = scheme.result(subject);
    let change = change(site, scheme, subject);
    let (_, score_change) = delta(change.and_then(|change| change.score));
    let moved = change.and_then(|change| change.places).unwrap_or_default();
    let cell = |node: &NodeIndex| {
        let of = &result.nodes[node.get()];
        let score =
            if of.counts() { of.score.map_or_else(|| "–".to_owned(), two) } else { "不适用".to_owned() };
        SectionCell { score, weak: scheme.weak(of.grade).map_or(0, |grade| grade.place as u8 + 1) }
    };
    SubjectRow {
        rank: result.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
        tied: result.tied,
        name: &scheme.names[subject.get()].name,
        href: &scheme.files[subject.get()],
        region: scheme.regions[subject.get()],
        group: scheme.results.groups.get(result.group).and_then(Option::as_deref),
        score: result.score.map_or_else(|| "–".to_owned(), two),
        grade: result.grade.map(|grade| scheme.grade(grade)),
        threshold: result
            .by_threshold
            .filter(|grade| Some(*grade) != result.grade)
            .map(|grade| scheme.grade(grade)),
        decided: scheme.decision(subject),
        moved: change.and_then(places).unwrap_or_else(|| "–".to_owned()),
        moved_by: change.and_then(|change| change.places).map_or_else(String::new, |by| by.to_string()),
        direction: direction(moved.cmp(&0)),
        change: score_change,
        trend: trend(site, scheme, subject),
        sections: sections.iter().map(cell).collect(),
        missing: scheme.missing[subject.get()],
        sample: !scheme.all_sample && scheme.is_sample(subject),
    }
}

/// What changed for a subject since the last year before.
pub(super) fn change(
    site: &Site,
    scheme: &SchemeSite,
    subject: SubjectIndex,
) -> Option<crate::history::Change> {
    let id = &scheme.scheme.subjects[subject.get()];
    let before = site.history.before(&scheme.scheme.id, id, scheme.year.year)?;
    let standing = Standing { year: scheme.year.year, scored: scheme.scored, subject };
    Some(standing.since(&before))
}

fn more(scheme: &SchemeSite) -> String {
    let best = scheme.scheme.grades.first().map_or("", |grade| &*grade.name);
    let names: Vec<_> = scheme
        .results
        .order
        .iter()
        .filter(|subject| scheme.result(**subject).grade.is_some_and(|grade| grade.get() == 0))
        .map(|subject| scheme.short(*subject))
        .collect();
    let mut parts = Vec::new();
    if (1..=12).contains(&names.len()) {
        parts.push(format!("评为“{best}”的：{}", names.join("、")));
    }
    let changed =
        scheme.results.subjects.iter().filter(|subject| subject.by_threshold != subject.grade).count();
    if changed > 0 {
        parts.push(format!("{changed}{}因规则或审定改变等次", scheme.unit()));
    }
    if parts.is_empty() { String::new() } else { parts.join("；") + "。" }
}

fn keys(scheme: &SchemeSite) -> Vec<Key> {
    let unit = scheme.unit();
    let total = scheme.scheme.subjects.len();
    let counts = scheme.counts();
    let before = scheme.earlier.as_ref().map(|earlier| {
        let mut counts = vec![0u32; earlier.scored.evaluation.scheme.grades.len()];
        let graded = earlier.scored.results.subjects.iter().filter_map(|subject| subject.grade);
        graded.for_each(|grade| counts[grade.get()] += 1);
        counts
    });
    let mut keys = Vec::new();
    if let (Some(grade), Some(count)) = (scheme.scheme.grades.first(), counts.first()) {
        let note = match before.as_ref().and_then(|counts| counts.first()) {
            Some(before) if count > before => format!("比上年多{}{unit}", count - before),
            Some(before) if count < before => format!("比上年少{}{unit}", before - count),
            Some(_) => "与上年相同".to_owned(),
            None => "没有上年结果".to_owned(),
        };
        keys.push(Key::new(
            format!("评为“{}”", grade.name),
            count.to_string(),
            format!("/ {total}{unit}"),
            note,
        ));
    }
    keys.extend(scheme.median_keys(NodeIndex::new(Scheme::ROOT)));
    let changed =
        scheme.results.subjects.iter().filter(|subject| subject.by_threshold != subject.grade).count();
    keys.push(Key::new("等次因规则改变", changed.to_string(), unit, "分数不变，等次改变"));
    let prominent = scheme.scored.evaluation.records.iter().flat_map(|record| &record.problems).count();
    keys.push(Key::new("发现问题", prominent.to_string(), "个", "见各页“问题与整改”"));
    let note = if scheme.missing_total == 0 { "数据齐全" } else { "缺报的指标计0分并标明" };
    keys.push(Key::new("缺报", scheme.missing_total.to_string(), "项", note));
    keys
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

/// Whether a scheme itself is a sample.
pub(super) fn scheme_is_sample(scheme: &SchemeSite) -> bool {
    scheme.scheme.status == Status::Sample
}
