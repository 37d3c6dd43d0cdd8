//! A scheme, or a year with its schemes, at a glance.

use super::words::ended;
use super::{NAMED, Told};
use crate::history::Spread;
use crate::model::{NodeIndex, Scheme};

/// The year in words: what each scheme found.
pub(crate) fn year<'t>(schemes: impl Iterator<Item = &'t Told<'t>>) -> String {
    let parts: Vec<_> = schemes.map(best).collect();
    if parts.is_empty() { "本年度没有评价方案。".to_owned() } else { ended(&parts) }
}

/// How many subjects have the best grade and, where there are any, the lowest: 10市中3市“好”.
pub(crate) fn best(told: &Told) -> String {
    let (counts, unit, grades) = (told.counts(), told.unit(), &told.scheme.grades);
    let mut text = format!("{}{}{unit}", told.scheme.short, told.scheme.subjects.len());
    if let (Some(count), Some(grade)) = (counts.first(), grades.first()) {
        text += &format!("中{count}{unit}“{}”", grade.name);
    }
    if let (Some(count @ 1..), Some(grade)) = (counts.last(), grades.last()) {
        text += &format!("、{count}{unit}“{}”", grade.name);
    }
    text
}

/// How many subjects have each grade: 10市中3市“好”、5市“较好”，没有“差”.
pub(crate) fn grades(told: &Told) -> String {
    let (counts, unit, total) = (told.counts(), told.unit(), told.scheme.subjects.len());
    let some = counts.iter().zip(&told.scheme.grades).filter(|(count, _)| **count > 0);
    let some: Vec<_> = some.map(|(count, grade)| format!("{count}{unit}“{}”", grade.name)).collect();
    let mut text = format!("{total}{unit}");
    if !some.is_empty() {
        text += &format!("中{}", some.join("、"));
        if let Some(last) = told.scheme.grades.last().filter(|_| counts.last() == Some(&0)) {
            text += &format!("，没有“{}”", last.name);
        }
    }
    let ungraded = total - counts.iter().sum::<u32>() as usize;
    if ungraded > 0 {
        text += &format!("，{ungraded}{unit}未评等次");
    }
    text
}

/// Who has the best grade, and how many grades are not those of the scores.
pub(crate) fn scheme_more(told: &Told) -> String {
    let best = |subject: &&crate::model::SubjectIndex| {
        told.result(**subject).grade.is_some_and(|grade| grade.get() == 0)
    };
    let names: Vec<_> = told.results.order.iter().filter(best).map(|subject| told.short(*subject)).collect();
    let mut parts = Vec::new();
    if (1..=12).contains(&names.len()) {
        let grade = told.scheme.grades.first().map_or("", |grade| &*grade.name);
        parts.push(format!("评为“{grade}”的：{}", names.join("、")));
    }
    let changed = told.turned();
    if changed > 0 {
        parts.push(format!("{changed}{}因规则或审定改变等次", told.unit()));
    }
    ended(&parts)
}

/// Whose grade is not the one of the score, and how much is missing.
pub(crate) fn year_more(turned: &[&str], missing: usize) -> String {
    let mut parts = Vec::new();
    if !turned.is_empty() {
        let (names, rest) = (&turned[..turned.len().min(6)], if turned.len() > 6 { "等" } else { "" });
        let names = names.join("、");
        parts.push(format!("{names}{rest}{}个对象的等次因规则或审定与分数线不同", turned.len()));
    }
    if missing > 0 {
        parts.push(format!("{missing}项指标缺报"));
    }
    ended(&parts)
}

/// A count against last year's.
pub(crate) fn against_before(count: u32, before: Option<u32>, unit: &str) -> String {
    match before {
        Some(before) if count > before => format!("比上年多{}{unit}", count - before),
        Some(before) if count < before => format!("比上年少{}{unit}", before - count),
        Some(_) => "与上年相同".to_owned(),
        None => "没有上年结果".to_owned(),
    }
}

/// Whether everything was reported; `otherwise` is what holds where it was not.
pub(crate) fn reported(missing: usize, otherwise: &str) -> String {
    if missing == 0 { "数据齐全" } else { otherwise }.to_owned()
}

/// 最高 95.00，最低 61.20
pub(crate) fn ends(scheme: &Scheme, node: NodeIndex, spread: &Spread) -> String {
    let told = |value| super::scale::number(scheme, node, value);
    format!("最高 {}，最低 {}", told(spread.best), told(spread.worst))
}

/// 城区2县、平原县3县
pub(super) fn groups(told: &Told) -> String {
    let unit = told.unit();
    let one = |(at, name)| format!("{name}{}{unit}", told.results.sizes[at]);
    told.named_groups().map(one).collect::<Vec<_>>().join("、")
}

/// Names joined by `、`; a longer list than `most` is counted instead: 12市.
pub(super) fn names_or_count(names: &[&str], most: usize, unit: &str) -> Option<String> {
    match names.len() {
        0 => None,
        count if count <= most => Some(names.join("、")),
        count => Some(format!("{count}{unit}")),
    }
}

/// A short list of names for a picture's title.
pub(super) fn few(names: &[&str], unit: &str) -> Option<String> {
    names_or_count(names, NAMED, unit)
}
