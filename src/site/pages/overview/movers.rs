//! Who climbed, who fell, and whose grade was changed by rules or a decision.

use serde::Serialize;

use crate::model::{GradeEffect, SubjectIndex};
use crate::site::base::{GradeView, Link, SchemeSite, Site, direction, href};
use crate::wording;
use crate::wording::number::dash;
use crate::wording::result::places;

/// Movers on either side.
const MOVERS: usize = 8;

/// A subject that climbed or fell.
#[derive(Debug, Serialize)]
pub struct Mover<'a> {
    pub name: &'a str,
    pub href: String,
    pub scheme: &'a str,
    /// Last year's grade, where it was another.
    pub before: Option<GradeView<'a>>,
    /// This year's.
    pub grade: Option<GradeView<'a>>,
    /// 3 → 2
    pub places: String,
    /// 升1位
    pub moved: String,
    /// `up` or `down`.
    pub direction: &'static str,
}

/// A subject whose grade was changed.
#[derive(Debug, Serialize)]
pub struct Turned<'a> {
    pub name: &'a str,
    pub href: String,
    pub scheme: &'a str,
    /// By threshold, after each rule and decision, and final.
    pub grades: Vec<GradeView<'a>>,
    /// The rules, or the body that decided.
    pub because: String,
    /// The rules' clauses, in the order of the grades.
    pub clauses: Vec<Link>,
}

/// Who climbed and who fell: by grades, then by places, then by score.
pub(crate) fn movers<'s>(site: &'s Site<'_>, y: usize) -> (Vec<Mover<'s>>, Vec<Mover<'s>>) {
    let mut all = Vec::new();
    for scheme in &site.years[y].schemes {
        for subject in &scheme.results.order {
            let Some(change) = scheme.change(*subject) else { continue };
            let key = (change.grades.unwrap_or_default(), change.places.unwrap_or_default(), change.score);
            all.push((key, scheme, *subject));
        }
    }
    let moved = |(grades, places, _): &(i64, i64, _)| (*grades, *places) != (0, 0);
    let mover = |(key, scheme, subject): &((i64, i64, _), &'s SchemeSite<'_>, SubjectIndex)| {
        let scheme: &'s SchemeSite<'_> = scheme;
        let result = scheme.result(*subject);
        let earlier = scheme.before(*subject).map(|before| before.result());
        let ranks = earlier.and_then(|earlier| earlier.rank).zip(result.rank);
        Mover {
            name: scheme.short(*subject),
            href: href(scheme, *subject),
            scheme: &scheme.scheme.short,
            before: earlier
                .and_then(|earlier| earlier.grade)
                .filter(|_| key.0 != 0)
                .map(|grade| scheme.grade(grade)),
            grade: result.grade.map(|grade| scheme.grade(grade)),
            places: ranks.map_or_else(dash, |(before, now)| format!("{before} → {now}")),
            moved: scheme.change(*subject).and_then(places).unwrap_or_else(dash),
            direction: direction((key.0, key.1).cmp(&(0, 0))),
        }
    };
    all.retain(|(key, ..)| moved(key));
    all.sort_by_key(|(key, ..)| std::cmp::Reverse(*key));
    let risers = all.iter().filter(|(key, ..)| (key.0, key.1) > (0, 0)).take(MOVERS).map(mover).collect();
    let fallers =
        all.iter().rev().filter(|(key, ..)| (key.0, key.1) < (0, 0)).take(MOVERS).map(mover).collect();
    (risers, fallers)
}

/// Subjects whose final grade is not the one their score reaches; a long list is cut.
pub(crate) fn turned<'s>(scheme: &'s SchemeSite<'_>) -> Vec<Turned<'s>> {
    let row = |subject: &SubjectIndex| {
        let result = scheme.result(*subject);
        let (before, after) = (result.by_threshold?, result.grade?);
        if before == after {
            return None;
        }
        let effects: Vec<_> = result.grade_effects.iter().filter(|effect| effect.turned()).collect();
        let decided = scheme.decision(*subject).filter(|_| result.computed != result.grade);
        let rule = |effect: &&GradeEffect| scheme.plain(&wording::rule(scheme.scheme, effect.rule));
        let texts: Vec<_> = effects.iter().map(rule).collect();
        let clause = |effect: &&GradeEffect| {
            let link = scheme.inline("").rule_basis(&scheme.scheme.rules[effect.rule.get()]);
            let href = link.href.map(|href| format!("{}/{href}", scheme.scheme.id));
            Link { text: link.text, href }
        };
        // Several rules may rest on one clause.
        let mut clauses: Vec<Link> = Vec::new();
        for link in effects.iter().map(clause) {
            if !clauses.contains(&link) {
                clauses.push(link);
            }
        }
        let mut grades = vec![before];
        grades.extend(effects.iter().map(|effect| effect.after).chain([after]));
        grades.dedup();
        Some(Turned {
            name: scheme.short(*subject),
            href: href(scheme, *subject),
            scheme: &scheme.scheme.short,
            grades: grades.into_iter().map(|grade| scheme.grade(grade)).collect(),
            because: decided.unwrap_or_else(|| {
                texts.iter().map(|text| text.trim_end_matches('。')).collect::<Vec<_>>().join("；")
            }),
            clauses,
        })
    };
    scheme.results.order.iter().filter_map(row).take(100).collect()
}
