//! Pictures of a scheme: bars by rank, and how many subjects have each grade in each year.

use serde::Serialize;

use crate::charts::{Distribution, DistributionGroup, DistributionRow, Ranking, RankingRow};
use crate::model::{Change, NodeIndex, Scheme, SchemeId, SubjectIndex};
use crate::site::base::{Figure, SchemeSite, Site, YearSite};
use crate::wording::pictures;
use crate::wording::result::{self, places};

/// Bars on one picture at most.
pub(crate) const BARS: usize = 60;

/// What a distribution counts its subjects in.
pub(crate) const COUNTED: &str = "个";

/// The points of all bonuses of a subject's total.
pub(crate) fn bonus(scheme: &SchemeSite, subject: SubjectIndex) -> rust_decimal::Decimal {
    let given = scheme.result(subject).nodes[Scheme::ROOT].applied.iter().filter_map(|applied| match applied
        .change
    {
        Change::Bonus { points, .. } => Some(points),
        Change::Deduct { .. } | Change::Floor(_) | Change::Cap(_) | Change::Waived => None,
    });
    given.sum()
}

/// Bars by rank, of the first subjects where there are very many.
pub(crate) fn bars<'s>(scheme: &'s SchemeSite<'_>, up: &str, most: usize) -> Option<Figure<'s>> {
    let order = &scheme.results.order;
    let shown = &order[..order.len().min(most)];
    if shown.iter().all(|subject| scheme.result(*subject).score.is_none()) {
        return None;
    }
    let row = |subject: &SubjectIndex| {
        let of = scheme.result(*subject);
        let turned = of.grade_effects.iter().rev().find(|effect| effect.turned());
        RankingRow {
            rank: of.rank,
            name: scheme.short(*subject),
            href: Some(format!("{up}{}", scheme.files[subject.get()])),
            score: of.told(),
            decimals: of.decimals,
            grade: of.grade.map(|grade| scheme.picture_grade(grade)),
            parts: scheme.parts(*subject),
            bonus: bonus(scheme, *subject),
            change: scheme.change(*subject).and_then(places),
            note: turned.filter(|_| shown.len() <= 40).map(|effect| {
                let clause = scheme.basis(&scheme.scheme.rules[effect.rule.get()]);
                let [before, after] = [effect.before, effect.after].map(|grade| scheme.grade_name(grade));
                format!("{clause}：{}", result::turned(before, after))
            }),
        }
    };
    let rows: Vec<_> = shown.iter().map(row).collect();
    Some(Figure::new(
        "ranking",
        pictures::ranking(scheme, shown.len()),
        Ranking {
            sections: if rows.iter().any(|row| !row.parts.is_empty()) {
                scheme.sections().iter().map(|node| &*scheme.scheme.node(*node).title).collect()
            } else {
                Vec::new()
            },
            rows,
            before: scheme.compared_with().map(|year| format!("比{year}")).unwrap_or_default(),
            thresholds: scheme.thresholds(NodeIndex::new(Scheme::ROOT)),
            full: scheme.scheme.ceiling.max(scheme.scheme.full_total()),
            of: scheme.scheme.points_of(NodeIndex::new(Scheme::ROOT)),
        },
    ))
}

/// The scheme in every year up to this one, oldest first.
fn years_of<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>) -> Vec<&'s SchemeSite<'s>> {
    let before = site.years.iter().rev().filter(|year| year.year.year < scheme.year.year);
    let look = |year: &'s YearSite<'s>, id: &SchemeId| {
        let found = year.schemes.iter().find(|other| other.scheme.id == *id);
        (found, found.map(|other| other.scheme))
    };
    let mut found: Vec<&SchemeSite> = scheme.scheme.back(before, look).flatten().collect();
    found.reverse();
    found.push(scheme);
    found
}

pub(crate) fn distribution_group<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    title: &'s str,
) -> DistributionGroup<'s> {
    let row = |other: &&SchemeSite| DistributionRow {
        label: other.year.year.to_string(),
        counts: by_name(scheme.scheme, other),
        strong: other.year.year == scheme.year.year,
    };
    DistributionGroup { title, rows: years_of(site, scheme).iter().map(row).collect() }
}

/// Counts of another year under this year's grades.
fn by_name(scheme: &Scheme, other: &SchemeSite) -> Vec<u32> {
    let counts = other.counts();
    let of = |name: &str| {
        let found = other.scheme.grades.iter().position(|grade| grade.name == name);
        found.map_or(0, |position| counts[position])
    };
    scheme.grades.iter().map(|grade| of(&grade.name)).collect()
}

pub(crate) fn distribution<'s>(site: &'s Site<'_>, scheme: &'s SchemeSite<'_>) -> Option<Figure<'s>> {
    let group = distribution_group(site, scheme, "");
    scheme.scheme.grades.first()?;
    let (first, last) = (group.rows.first()?, group.rows.last()?);
    let several = group.rows.len() > 1;
    let words = pictures::distribution(
        scheme,
        (&first.label, first.counts[0]),
        (&last.label, last.counts[0]),
        several,
    );
    Some(Figure::new(
        "distribution",
        words,
        Distribution {
            grades: scheme.scheme.grades.iter().map(|grade| &*grade.name).collect(),
            groups: vec![group],
            unit: COUNTED,
        },
    ))
}

pub(crate) fn distribution_table<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
) -> Vec<DistributionView> {
    let years = years_of(site, scheme);
    let row = |other: &&SchemeSite| DistributionView {
        label: other.year.title.clone(),
        counts: by_name(scheme.scheme, other),
    };
    years.iter().map(row).collect()
}

/// A year's distribution.
#[derive(Debug, Serialize)]
pub struct DistributionView {
    /// The year or scheme.
    pub label: String,
    /// How many subjects have each grade.
    pub counts: Vec<u32>,
}
