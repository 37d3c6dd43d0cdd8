//! Pictures of a scheme: bars by rank, and how many subjects have each grade in each year.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::charts::{
    Chart, Distribution, DistributionGroup, DistributionRow, Ranking, RankingRow, RankingWords,
};
use crate::model::{Change, Scheme, SubjectIndex};
use crate::site::base::change::change;
use crate::site::base::figure::Figure;
use crate::site::base::peer_groups::NAMED;
use crate::site::base::scheme::SchemeSite;
use crate::site::base::sentence::places;
use crate::site::base::site::Site;

/// Bars on one picture at most.
pub(crate) const BARS: usize = 60;

/// What a distribution counts its subjects in.
pub(crate) const COUNTED: &str = "个";

/// Bars by rank, of the first subjects where there are very many.
pub(crate) fn bars<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    up: &str,
    most: usize,
) -> Option<Figure<'s>> {
    let order = &scheme.results.order;
    let shown = &order[..order.len().min(most)];
    if shown.iter().all(|subject| scheme.result(*subject).score.is_none()) {
        return None;
    }
    let row = |subject: &SubjectIndex| {
        let result = scheme.result(*subject);
        let bonus = result.nodes[Scheme::ROOT].applied.iter().filter_map(|applied| match applied.change {
            Change::Bonus { points, .. } => Some(points),
            Change::Deduct { .. } | Change::Floor(_) | Change::Cap(_) | Change::Waived => None,
        });
        let turned =
            result.grade_effects.iter().rev().find(|effect| !effect.waived && effect.before != effect.after);
        RankingRow {
            rank: result.rank,
            name: scheme.short(*subject),
            href: Some(format!("{up}{}", scheme.files[subject.get()])),
            score: result.score,
            grade: result.grade.map(|grade| scheme.picture_grade(grade)),
            parts: scheme.parts(*subject),
            bonus: bonus.sum(),
            change: change(site, scheme, *subject).and_then(places),
            note: turned.filter(|_| shown.len() <= 40).map(|effect| {
                let clause = scheme.inline("").clause(&scheme.scheme.rules[effect.rule.get()].clause).text;
                let (before, after) = (scheme.scheme.grade(effect.before), scheme.scheme.grade(effect.after));
                format!("{clause}：由“{}”到“{}”", before.name, after.name)
            }),
        }
    };
    let rows: Vec<_> = shown.iter().map(row).collect();
    let grouped = scheme.is_grouped();
    let leads = |row: &&RankingRow| if grouped { row.rank == Some(1) } else { row.rank.is_some() };
    let most = if grouped { usize::MAX } else { 3 };
    let leaders: Vec<_> = rows.iter().filter(leads).take(most).map(|row| row.name).collect();
    let title = if leaders.is_empty() || (grouped && leaders.len() > 2 * NAMED) {
        "得分由各部分构成".to_owned()
    } else if grouped {
        format!("{}为各组第1名", leaders.join("、"))
    } else {
        format!("{}居前", leaders.join("、"))
    };
    let mut sub = "每段长度为该部分对总分的贡献".to_owned();
    let groups: Vec<_> = scheme.named_groups().map(|(_, name)| name).collect();
    if !groups.is_empty() {
        sub += &format!("；依次为{}，分组排名", groups.join("、"));
    }
    if shown.len() < order.len() {
        sub += &format!("；图示前{}{}，其余见表", shown.len(), scheme.unit());
    }
    Some(Figure {
        id: "ranking".into(),
        description: format!("{}各对象得分与等次，自高到低排列。", scheme.scheme.short),
        title,
        sub,
        note: None,
        picture: Chart::Ranking(Ranking {
            sections: if rows.iter().any(|row| !row.parts.is_empty()) {
                scheme.sections().iter().map(|node| &*scheme.scheme.node(*node).title).collect()
            } else {
                Vec::new()
            },
            rows,
            thresholds: scheme.thresholds(),
            full: scheme.scheme.ceiling.max(Decimal::ONE_HUNDRED),
            words: RankingWords::default(),
        }),
    })
}

/// The scheme in every year up to this one, oldest first.
fn years_of<'s, 'a>(site: &'s Site<'a>, scheme: &SchemeSite) -> Vec<&'s SchemeSite<'a>> {
    let years = site.years.iter().filter(|year| year.year.year <= scheme.year.year);
    years.flat_map(|year| &year.schemes).filter(|other| other.scheme.id == scheme.scheme.id).collect()
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
    let best = scheme.scheme.grades.first()?;
    let (first, last) = (group.rows.first()?, group.rows.last()?);
    let title = if group.rows.len() > 1 {
        format!(
            "{}至{}年，“{}”由{}{u}到{}{u}",
            first.label,
            last.label,
            best.name,
            first.counts[0],
            last.counts[0],
            u = scheme.unit()
        )
    } else {
        format!("“{}”{}{}", best.name, last.counts[0], scheme.unit())
    };
    Some(Figure {
        id: "distribution".into(),
        description: format!("{}各年各等次的对象个数。", scheme.scheme.short),
        title,
        sub: "按对象个数".to_owned(),
        note: None,
        picture: Chart::Distribution(Distribution {
            grades: scheme.scheme.grades.iter().map(|grade| &*grade.name).collect(),
            groups: vec![group],
            unit: COUNTED,
        }),
    })
}

pub(crate) fn distribution_table<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
) -> Vec<DistributionView<'s>> {
    let years = years_of(site, scheme);
    let row = |other: &&SchemeSite| DistributionView {
        label: other.year.title.clone(),
        counts: by_name(scheme.scheme, other),
        grades: Vec::new(),
    };
    years.iter().map(row).collect()
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
