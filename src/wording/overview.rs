//! A scheme, or a year with its schemes, at a glance.

use super::words::{beside, ended};
use super::{NAMED, Told};
use crate::history::Spread;
use crate::model::{GradeIndex, NodeIndex, Scheme, SubjectIndex};

/// The year in words: what each scheme found.
pub(crate) fn year<'t>(schemes: impl Iterator<Item = &'t Told<'t>>) -> String {
    let parts: Vec<_> = schemes.map(best).collect();
    if parts.is_empty() { "本年度没有评价方案。".to_owned() } else { ended(&parts) }
}

/// How many subjects have the best grade and, where there are any, the lowest: 10市中3市“好”; of a scheme without grades
/// the ends of the scores.
pub(crate) fn best(told: &Told) -> String {
    let (noun, grades) = (&told.scheme.noun, &told.scheme.grades);
    let whole = beside([&*told.scheme.short, &*told.count()]);
    let (Some(best), Some(worst)) = (grades.first(), grades.last()) else {
        return format!("{whole}{}", scores(told));
    };
    if let Some(only) = only(told) {
        return format!("{whole}全部“{only}”");
    }
    let counts = told.counts();
    let (first, last) = (counts[0], counts[counts.len() - 1]);
    let mut text = format!("{whole}中{}“{}”", noun.part(first), best.name);
    if last > 0 {
        text += &format!("、{}“{}”", noun.part(last), worst.name);
    }
    text
}

/// The grade that all subjects have, where they have the same.
fn only<'t>(told: &Told<'t>) -> Option<&'t str> {
    let all = told.results.subjects.len();
    let found = told.counts().iter().position(|count| *count as usize == all && all > 1)?;
    Some(told.grade_name(GradeIndex::new(found)))
}

/// ，最高78.52分，最低38.89分
fn scores(told: &Told) -> String {
    let scored = || {
        (0..told.results.subjects.len())
            .map(SubjectIndex::new)
            .filter_map(|subject| Some((told.result(subject).score?, subject)))
    };
    let (best, worst) = (scored().max_by_key(|(score, _)| *score), scored().min_by_key(|(score, _)| *score));
    match (best, worst) {
        (Some((best, _)), Some((worst, of))) if best == worst => {
            let alike = if scored().count() > 1 { "得分都是" } else { "得分" };
            format!("，{alike}{}分", told.score(of))
        }
        (Some((_, best)), Some((_, worst))) => {
            format!("，最高{}分，最低{}分", told.score(best), told.score(worst))
        }
        _ => String::new(),
    }
}

/// How many subjects have each grade: 10市中3市“好”、5市“较好”，没有“差”; of a scheme without grades the ends of the scores.
pub(crate) fn grades(told: &Told) -> String {
    let (counts, noun) = (told.counts(), &told.scheme.noun);
    let total = told.results.subjects.len();
    let some = counts.iter().zip(&told.scheme.grades).filter(|(count, _)| **count > 0);
    let some: Vec<_> = some.map(|(count, grade)| format!("{}“{}”", noun.part(count), grade.name)).collect();
    let mut text = told.count();
    if let Some(only) = only(told) {
        text += &format!("全部为“{only}”");
    } else if !some.is_empty() {
        text += &format!("中{}", some.join("、"));
    }
    if let Some(last) = told
        .scheme
        .grades
        .last()
        .filter(|_| counts.last() == Some(&0) && !some.is_empty() && only(told).is_none())
    {
        text += &format!("，没有“{}”", last.name);
    }
    if !told.scheme.is_graded() {
        text += &scores(told);
    }
    let without = told.results.subjects.iter().filter(|subject| subject.score.is_none()).count();
    if without > 0 && without == total {
        text += "，都没有总分";
    } else if without > 0 {
        let what = if told.scheme.is_graded() { "未评等次" } else { "没有总分" };
        text += &format!("，{}{what}", noun.part(without));
    }
    text
}

/// The year and how its subjects stand.
pub(crate) fn sentence(told: &Told) -> String {
    beside([&*told.year.title, &*grades(told), "。"])
}

/// Who has the best grade, and how many grades are not those of the scores.
pub(crate) fn scheme_more(told: &Told) -> String {
    let best = |subject: &&SubjectIndex| told.result(**subject).grade.is_some_and(|grade| grade.get() == 0);
    let names: Vec<_> = told.results.order.iter().filter(best).map(|subject| told.short(*subject)).collect();
    let mut parts = Vec::new();
    // Where all have it, nobody is named for it.
    if (1..=12).contains(&names.len()) && (names.len() < told.results.subjects.len() || names.len() == 1) {
        let grade = told.scheme.grades.first().map_or("", |grade| &*grade.name);
        parts.push(format!("评为“{grade}”的：{}", names.join("、")));
    }
    let changed = told.turned();
    if changed > 0 {
        parts.push(format!("{}因规则或审定改变等次", told.scheme.noun.part(changed)));
    }
    ended(&parts)
}

/// Whose grade is not the one of the score, and how much is missing.
pub(crate) fn year_more(turned: &[&str], missing: usize) -> String {
    let mut parts = Vec::new();
    if !turned.is_empty() {
        let (names, rest) = (&turned[..turned.len().min(6)], if turned.len() > 6 { "等" } else { "" });
        let names = names.join("、");
        // A single one is named, and not counted beside its name.
        let count = if turned.len() > 1 { format!("{}个对象", turned.len()) } else { String::new() };
        parts.push(format!("{names}{rest}{count}的等次因规则或审定与分数线不同"));
    }
    if missing > 0 {
        parts.push(format!("{missing}项指标缺报"));
    }
    ended(&parts)
}

/// A count against that of the year before.
pub(crate) fn against_before(told: &Told, count: u32, before: Option<u32>) -> String {
    let (year, unit) = (&told.before, told.unit());
    match before {
        Some(before) if count > before => format!("比{year}多{}{unit}", count - before),
        Some(before) if count < before => format!("比{year}少{}{unit}", before - count),
        Some(_) => format!("与{year}相同"),
        None => format!("没有{year}结果"),
    }
}

/// Whether everything was reported, of which so much cannot be worked out; `otherwise` is what holds where it was not.
pub(crate) fn reported(missing: usize, undefined: usize, otherwise: &str) -> String {
    match (missing, undefined) {
        (0, 0) => "数据齐全".to_owned(),
        (0, _) => format!("另有{undefined}项无法计算"),
        (_, 0) => otherwise.to_owned(),
        (_, _) => format!("{otherwise}；另有{undefined}项无法计算"),
    }
}

/// 最高 95.00，最低 61.20
pub(crate) fn ends(scheme: &Scheme, node: NodeIndex, spread: &Spread) -> String {
    let told = |value| super::scale::number(scheme, node, value);
    match spread.best == spread.worst && spread.count > 1 {
        true => format!("各对象都是 {}", told(spread.best)),
        false => format!("最高 {}，最低 {}", told(spread.best), told(spread.worst)),
    }
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
