//! `formerly` and `merged` of a subject, `follows` of a scheme: that years can be led back to each other one way only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::mapping::Mapping;
use super::subjects::Subjects;
use super::table::Table;
use super::value::Value;
use crate::diagnostics::{Code, Diagnostic, Span, nearest};
use crate::model::{At, Former, Place, SchemeId, SubjectId, Year, YearContent};

/// Where subjects say what they were.
const SUBJECTS: &str = "subjects.yaml";

/// What a subject was, ascending by day. Whether the ids are known is told by [`known`].
pub(super) fn former(map: &Mapping<'_>, own: &str) -> Vec<Former> {
    let mut found: Vec<Former> = Vec::new();
    for item in map.get("formerly").and_then(Value::some_items).into_iter().flatten() {
        let Some(of) = item.mapping() else { continue };
        let id = of.need("id").and_then(Value::id);
        let from = of.need("from").and_then(Value::date);
        of.finish();
        let (Some(id), Some(from)) = (id, from) else { continue };
        if id == own {
            let text = format!("“{id}”写作自己的前身");
            item.file.report(
                item.problem(Code::Lineage, text).found(id).hint("请写更改以前的标识；标识没有变的不用写"),
            );
            continue;
        }
        found.push(Former { ids: vec![SubjectId::new(id)], from, merged: false, at: item.at() });
    }
    for item in map.get("merged").and_then(Value::some_items).into_iter().flatten() {
        let Some(of) = item.mapping() else { continue };
        let ids = of.need("ids").and_then(Value::some_items);
        let ids: Option<Vec<&str>> = ids.and_then(|ids| ids.map(Value::id).collect());
        let from = of.need("from").and_then(Value::date);
        of.finish();
        let (Some(ids), Some(from)) = (ids, from) else { continue };
        let different: BTreeSet<&str> = ids.iter().copied().collect();
        if different.len() < ids.len() || ids.len() < 2 {
            let text = match ids.len() {
                1 => format!("“{own}”只由“{}”一个对象合并而成", ids[0]),
                _ => format!("“{own}”由哪些对象合并，有的写了两次"),
            };
            let hint = "merged 的 ids 写合并以前的各个标识，至少两个，各写一次；只是改了标识的，写 formerly: [{id, from}]";
            item.file.report(item.problem(Code::Lineage, text).hint(hint));
            continue;
        }
        let ids = ids.into_iter().map(SubjectId::new).collect();
        found.push(Former { ids, from, merged: true, at: item.at() });
    }
    found.sort_by_key(|one| (one.from, one.at));
    for pair in found.windows(2).filter(|pair| pair[0].from == pair[1].from) {
        let text = format!("“{own}”自 {} 起由什么变来，写了两次", pair[1].from);
        let first = Span { at: pair[0].at, ..map.value().span() };
        let problem = map.value().file.there(Code::Lineage, pair[1].at, text);
        map.value().file.report(problem.also(first, "第一次写在这里").hint("请只留一处，或者核对 from"));
    }
    found
}

/// Tells ids of earlier subjects that are not declared.
pub(super) fn known(subject: &Mapping<'_>, table: &Table<()>) {
    let formerly = subject.get("formerly").and_then(Value::items).into_iter().flatten();
    for id in formerly.filter_map(|item| item.mapping()?.get("id")) {
        table.read(id);
    }
    let merged = subject.get("merged").and_then(Value::items).into_iter().flatten();
    for ids in merged.filter_map(|item| item.mapping()?.get("ids")) {
        for id in ids.items().into_iter().flatten() {
            table.read(id);
        }
    }
}

/// Tells subjects that became two others, that became themselves again, or that changed after they were gone.
pub(super) fn check(map: &Mapping<'_>, subjects: &Subjects) {
    let file = map.value().file;
    let span = |at: At| Span { at, ..map.value().span() };
    let mut all: Vec<_> = subjects.by_id.values().collect();
    all.sort_by_key(|subject| subject.at);
    // What became of each.
    let mut became: BTreeMap<&SubjectId, (&SubjectId, &Former)> = BTreeMap::new();
    for subject in &all {
        for former in &subject.former {
            for id in former.ids.iter().filter(|id| **id != subject.id) {
                let Some((other, first)) = became.get(id) else {
                    became.insert(id, (&subject.id, former));
                    continue;
                };
                let text = format!("“{id}”既成为“{other}”，又成为“{}”", subject.id);
                let problem = file.there(Code::Lineage, former.at, text);
                file.report(
                    problem.also(span(first.at), "第一次写在这里").hint("一个对象只能有一个后身，请只留一处"),
                );
            }
        }
    }
    for subject in &all {
        let Some((after, gone)) = became.get(&subject.id) else { continue };
        for former in subject.former.iter().filter(|former| former.from >= gone.from) {
            let text = format!(
                "“{}”自 {} 起成为“{after}”，却写作 {} 才由别的对象变来",
                subject.id, gone.from, former.from
            );
            let problem = file.there(Code::Lineage, former.at, text);
            file.report(
                problem
                    .also(span(gone.at), "它的后身写在这里")
                    .hint("请核对两处的 from；变来变去的，前一次要早于后一次，不能绕成圈"),
            );
        }
    }
}

/// Tells ids that a year lists though they had been given up, or had not been taken yet: a year counts by its cut-off day.
pub(super) fn in_use(
    subjects: &Subjects,
    years: &BTreeMap<Year, YearContent>,
    problems: &mut Vec<Diagnostic>,
) {
    for subject in subjects.by_id.values() {
        for former in &subject.former {
            let place = Place::line(Arc::from(SUBJECTS), former.at);
            let lists = |year: &YearContent, id: &SubjectId| {
                let found = year.evaluations.iter().find(|one| one.scheme.subjects.contains(id));
                found.map(|one| (one.scheme.id.clone(), one.scheme.file.clone()))
            };
            let old = former.ids.iter().filter(|id| **id != subject.id).find_map(|id| {
                let after = years.values().filter(|year| year.cutoff >= former.from);
                let (year, (scheme, file)) =
                    after.filter_map(|year| Some((year, lists(year, id)?))).next()?;
                Some((year, scheme, file, id, true))
            });
            let new = || {
                let before = years.values().filter(|year| year.cutoff < former.from);
                let mut before = before.filter(|_| !former.ids.contains(&subject.id));
                let (year, (scheme, file)) =
                    before.find_map(|year| Some((year, lists(year, &subject.id)?)))?;
                Some((year, scheme, file, &subject.id, false))
            };
            let Some((year, scheme, file, id, gone)) = old.or_else(new) else { continue };
            let text = match gone {
                true => format!(
                    "“{id}”自 {} 起成为“{}”，{}年度的方案“{scheme}”却仍列着它",
                    former.from, subject.id, year.year
                ),
                false => {
                    format!("“{id}”从 {} 起才有，{}年度的方案“{scheme}”却已列着它", former.from, year.year)
                }
            };
            let hint = format!(
                "请核对 from，或者核对 {file} 里的 subjects；各年度按数据截止日（{}年度是 {}）看用哪个标识",
                year.year, year.cutoff
            );
            problems.push(Diagnostic::at(Code::Lineage, &place, text).found(id.as_str()).hint(hint));
        }
    }
}

/// Tells schemes that follow one that is not there, is still there, or is followed already.
pub(super) fn follows(years: &BTreeMap<Year, YearContent>, problems: &mut Vec<Diagnostic>) {
    for (year, content) in years {
        for (position, evaluation) in content.evaluations.iter().enumerate() {
            let scheme = &*evaluation.scheme;
            let Some((id, at)) = &scheme.follows else { continue };
            let place = Place::line(scheme.file.clone(), *at);
            let problem = |text: String| Diagnostic::at(Code::Lineage, &place, text).found(id.as_str());
            let has = |content: &YearContent, id: &SchemeId| {
                content.evaluations.iter().any(|one| one.scheme.id == *id)
            };
            let earlier = || years.range(..year);
            let still = years.range(year..).find(|(_, content)| has(content, id)).map(|(year, _)| year);
            let used = earlier().find(|(_, content)| has(content, &scheme.id)).map(|(year, _)| year);
            let twin = content.evaluations[..position]
                .iter()
                .find(|one| one.scheme.follows.as_ref().is_some_and(|(other, _)| other == id));
            if *id == scheme.id {
                let hint = "请写上年的标识；标识没有变的不用写 follows";
                problems.push(problem(format!("方案“{id}”写作沿自它自己")).hint(hint));
            } else if let Some(used) = used {
                let text = format!("{used}年度已经有方案“{}”，它不能又沿自“{id}”", scheme.id);
                problems.push(problem(text).hint("标识改了以后，各年接着用新的标识：请删去 follows"));
            } else if let Some(still) = still {
                let text = format!("方案“{}”沿自“{id}”，{still}年度却仍有方案“{id}”", scheme.id);
                problems.push(problem(text).hint("一个方案只能有一个后续，请核对标识"));
            } else if let Some(twin) = twin {
                let text = format!("方案“{}”和“{}”都沿自“{id}”", twin.scheme.id, scheme.id);
                problems.push(problem(text).hint("一个方案只能有一个后续，请只留一处"));
            } else if year.before().is_some_and(|last| years.contains_key(&last))
                && !earlier().any(|(_, content)| has(content, id))
            {
                // Without the year before among the content an edition may well have it.
                let known: BTreeSet<&str> = earlier()
                    .flat_map(|(_, content)| &content.evaluations)
                    .map(|one| one.scheme.id.as_str())
                    .collect();
                let told = problem(format!("此前各年没有方案“{id}”")).allowed(known.iter().copied());
                problems.push(match nearest(id.as_str(), known) {
                    Some(near) => told.suggest(near),
                    None => told.hint("请写这个方案上年的标识"),
                });
            }
        }
    }
}
