//! How a subject stands in its scheme, as a row; and the key numbers of a ranking.

use serde::Serialize;

use crate::model::{GradeIndex, NodeIndex, Scheme, SubjectIndex};
use crate::site::base::{EarlierScheme, GradeView, Key, SchemeSite, Site, direction};
use crate::site::parts::trend::{TrendCell, trend};
use crate::wording::number::dash;
use crate::wording::overview;
use crate::wording::result::places;
use crate::wording::{put_in_place, scale, score_or_state};

/// The sections that have a column of their own; none where they are too many.
pub(crate) fn sections(scheme: &SchemeSite) -> Vec<NodeIndex> {
    if scheme.sections().len() <= 8 { scheme.sections().to_vec() } else { Vec::new() }
}

/// A subject in the ranking.
#[derive(Debug, Serialize)]
pub struct SubjectRow<'a> {
    /// Place; nothing where there is none.
    pub rank: String,
    pub tied: bool,
    /// The place among all, where the scheme gives both.
    pub overall: Option<String>,
    pub overall_tied: bool,
    /// What told the place from the next one's, where the printed score does not.
    pub parted: Option<String>,
    pub name: &'a str,
    pub href: &'a str,
    pub region: Option<&'a str>,
    /// Its peer group.
    pub group: Option<&'a str>,
    pub score: String,
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
    pub change: String,
    /// The scores over the years.
    pub trend: Option<TrendCell>,
    /// Scores of the sections, with the tone where one is weak.
    pub sections: Vec<SectionCell>,
    pub missing: usize,
    /// Whether this subject's record is a sample, where not all are.
    pub sample: bool,
}

/// A section's score in the ranking.
#[derive(Debug, Serialize)]
pub struct SectionCell {
    pub score: String,
    /// The tone of a weak grade; 0 for others.
    pub weak: u8,
}

pub(crate) fn row<'s>(
    site: &'s Site<'_>,
    scheme: &'s SchemeSite<'_>,
    subject: SubjectIndex,
    sections: &[NodeIndex],
) -> SubjectRow<'s> {
    let result = scheme.result(subject);
    let change = scheme.change(subject);
    let score_change = change
        .and_then(|change| change.score)
        .map_or_else(dash, |change| scale::changed(scheme.scheme, result, change));
    let moved = change.and_then(|change| change.places).unwrap_or_default();
    let cell = |node: &NodeIndex| {
        let of = &result.nodes[node.get()];
        let told = |score| scheme.node_score(*node, score);
        let score =
            of.told().filter(|_| of.counts()).map_or_else(|| score_or_state(scheme.scheme, *node, of), told);
        SectionCell { score, weak: scheme.weak(of.grade).map_or(0, |grade| grade.place as u8 + 1) }
    };
    SubjectRow {
        rank: result.rank.map_or_else(dash, |rank| rank.to_string()),
        tied: result.tied,
        overall: result.overall.map(|placed| placed.place.to_string()),
        overall_tied: result.overall.is_some_and(|placed| placed.tied),
        parted: scheme.parted(subject),
        name: &scheme.names[subject.get()].name,
        href: &scheme.files[subject.get()],
        region: scheme.regions[subject.get()],
        group: scheme.results.groups.get(result.group).and_then(Option::as_deref),
        score: scheme.score(subject),
        grade: result.grade.map(|grade| scheme.grade(grade)),
        threshold: result
            .by_threshold
            .filter(|grade| Some(*grade) != result.grade)
            .map(|grade| scheme.grade(grade)),
        decided: scheme.decision(subject),
        moved: change.and_then(places).unwrap_or_else(dash),
        moved_by: change.and_then(|change| change.places).map_or_else(String::new, |by| by.to_string()),
        direction: direction(moved.cmp(&0)),
        change: score_change,
        trend: trend(site, scheme, subject),
        sections: sections.iter().map(cell).collect(),
        missing: scheme.missing[subject.get()],
        sample: !scheme.all_sample && scheme.is_sample(subject),
    }
}

/// How many subjects have the best grade, against last year.
pub(crate) fn best_key(scheme: &SchemeSite, name: String) -> Option<Key> {
    let count = *scheme.counts().first()?;
    // Nobody could have a grade that there was not: that is no year in which nobody had it.
    let best = &scheme.scheme.grades.first()?.name;
    let had = |earlier: &EarlierScheme<'_>| {
        let grades = &earlier.scored.evaluation.scheme.grades;
        let same = GradeIndex::new(grades.iter().position(|grade| grade.name == *best)?);
        let subjects = &earlier.scored.results.subjects;
        Some(subjects.iter().filter(|subject| subject.grade == Some(same)).count() as u32)
    };
    let note = match scheme.earlier.as_ref().map(had) {
        Some(None) => format!("{}没有“{best}”这一等次", scheme.before),
        Some(before) => overview::against_before(scheme, count, before),
        None => overview::against_before(scheme, count, None),
    };
    let of = format!("/ {}", scheme.count());
    Some(Key::new(name, count.to_string(), of, note))
}

pub(crate) fn keys(scheme: &SchemeSite) -> Vec<Key> {
    let best = scheme.scheme.grades.first();
    let best = best.and_then(|grade| best_key(scheme, format!("评为“{}”", grade.name)));
    let mut keys: Vec<_> = best.into_iter().collect();
    keys.extend(scheme.median_keys(NodeIndex::new(Scheme::ROOT)));
    if scheme.is_graded() {
        let turned = scheme.turned().to_string();
        keys.push(Key::new("等次因规则改变", turned, scheme.unit(), "分数不变，等次改变"));
    }
    if scheme.has_problems() {
        let records = &scheme.scored.evaluation.records;
        let found = records.iter().flat_map(|record| &record.problems).count();
        keys.push(Key::new("发现问题", found.to_string(), "个", "见各页“问题与整改”"));
    }
    let then = format!("缺报的指标{}，并标明", put_in_place(scheme.scheme.missing));
    let note = overview::reported(scheme.missing_total, scheme.undefined_total, &then);
    keys.push(Key::new("缺报", scheme.missing_total.to_string(), "项", note));
    keys
}
