//! What became of the problems: ids, evidence, re-checks in their own year; what is still open in the next, which takes
//! the place of deductions drawn by chance; and problems that come back. No score changes by it.

use super::city_texts::CHANNELS;
use super::record::{Line, Record};
use super::{Draft, YEARS};

/// A record under its year and scheme.
pub struct Drafted {
    pub year: i64,
    pub scheme: &'static str,
    pub record: Record,
}

/// A problem that is to be followed up in the next year.
#[derive(Clone)]
struct Pending {
    year: i64,
    id: String,
}

/// Who has problems of the year before re-checked, without points taken off for them.
const ONLY_STATED: [(&str, &str); 5] = [
    ("eastwest-cities", "zhanjiang"),
    ("eastwest-cities", "maoming"),
    ("eastwest-cities", "zhaoqing"),
    ("eastwest-departments", "science"),
    ("eastwest-departments", "disabled-persons"),
];
/// Whose report does not hold for all of its problems: the first one is still without.
const PARTLY: [(i64, &str, &str); 2] =
    [(2018, "assisted-cities", "chaozhou"), (2020, "assisted-cities", "shantou")];
const CHECKED_BY: &str = "省扶贫办（样例）";
/// The kinds that together cost what one unrectified problem costs.
const INSTEAD: [&str; 2] = ["performance", "petitions"];

/// Follows every problem from year to year.
pub fn follow(drafts: &mut [Drafted]) {
    let mut whose: Vec<(&'static str, &'static str)> =
        drafts.iter().map(|draft| (draft.scheme, draft.record.subject)).collect();
    whose.sort_unstable();
    whose.dedup();
    for (scheme, subject) in whose {
        let mut pending: Vec<Pending> = Vec::new();
        for year in YEARS {
            let found = drafts
                .iter()
                .position(|one| (one.year, one.scheme, one.record.subject) == (year, scheme, subject));
            let at = found.expect("every subject has a record each year");
            let before = previous(drafts, year, scheme, subject);
            let draft = Draft { year, scheme, subject };
            let open = re_check(draft, &mut drafts[at].record, &pending);
            name(&mut drafts[at].record);
            let repeated = repeat(draft, &mut drafts[at].record, &before);
            let next = following(drafts, year + 1, scheme, subject);
            let own = own(draft, &mut drafts[at].record, next);
            pending =
                own.into_iter().chain(open.into_iter().filter(|one| !repeated.contains(&one.id))).collect();
        }
    }
}

fn previous(drafts: &[Drafted], year: i64, scheme: &str, subject: &str) -> Vec<(i64, Line)> {
    let earlier = drafts.iter().filter(|one| one.scheme == scheme && one.record.subject == subject);
    let mut found: Vec<(i64, Line)> = earlier
        .filter(|one| one.year < year)
        .flat_map(|one| one.record.problems.iter().map(|line| (one.year, line.clone())))
        .collect();
    found.sort_by_key(|(year, _)| std::cmp::Reverse(*year));
    found
}

/// How many problems of this year the next year's record will leave open.
fn following(drafts: &[Drafted], year: i64, scheme: &str, subject: &str) -> usize {
    let next =
        drafts.iter().find(|one| (one.year, one.scheme, one.record.subject) == (year, scheme, subject));
    next.map_or(0, |one| unrectified(&one.record))
}

fn value<'l>(line: &'l Line, key: &str) -> &'l str {
    line.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| value)
}

fn unrectified(record: &Record) -> usize {
    let daily = record.observations.iter().find(|(id, _)| *id == "daily-record");
    let list = daily.and_then(|(_, observation)| observation.deductions.as_ref());
    let lines = list.into_iter().flatten().filter(|line| value(line, "kind") == "unrectified");
    lines.map(|line| value(line, "count").parse().unwrap_or(1)).sum()
}

/// Gives every problem an id: that of its indicator.
fn name(record: &mut Record) {
    let mut taken: Vec<String> = Vec::new();
    for line in &mut record.problems {
        let stem = value(line, "indicator").to_owned();
        let same = taken.iter().filter(|id| **id == stem || id.starts_with(&format!("{stem}-no-"))).count();
        let id = if same == 0 { stem } else { format!("{stem}-no-{}", same + 1) };
        taken.push(id.clone());
        line.insert(0, ("id", id));
    }
}

/// States what became of the problems of years before, and takes the deductions by chance away for them; those that
/// nobody can be open for become others of the same sum. Gives those still open.
fn re_check(draft: Draft, record: &mut Record, pending: &[Pending]) -> Vec<Pending> {
    let scored = matches!(draft.scheme, "assisted-cities" | "helper-cities");
    let stated = ONLY_STATED.contains(&(draft.scheme, draft.subject));
    if draft.nth() == 0 || !(scored || stated) {
        return Vec::new();
    }
    let count = if scored { unrectified(record) } else { pending.len() / 2 };
    let mut open = Vec::new();
    for (place, one) in pending.iter().enumerate() {
        let mut dice = draft.dice(&format!("earlier/{}/{}", one.year, one.id));
        let is_open = place < count;
        let mut line = vec![
            ("problem", format!("{}/{}", one.year, one.id)),
            ("state", if is_open { "open" } else { "closed" }.to_owned()),
            ("date", draft.day(12, dice.between(4, 22))),
            ("by", CHECKED_BY.to_owned()),
        ];
        if is_open {
            let note = dice.pick(&[
                "整改报告所列措施没有落实到户，限期重新整改。",
                "制度已经建立，存量问题没有清理完。",
                "抽查的两个镇仍有同类问题。",
            ]);
            line.push(("note", (*note).to_owned()));
            open.push(one.clone());
        } else if dice.between(0, 1) == 0 {
            line.push(("evidence", "[{title: 复核意见和现场照片}]".to_owned()));
        }
        record.earlier_problems.push(line);
    }
    if scored {
        replace(draft, record, count - open.len());
    }
    open
}

/// Removes what is now taken from the problems, and puts `lacking` others in its place.
fn replace(draft: Draft, record: &mut Record, lacking: usize) {
    let Some(list) = record.observation("daily-record").deductions.as_mut() else { return };
    list.retain(|line| value(line, "kind") != "unrectified");
    let channel = |id: &str| CHANNELS.iter().position(|channel| channel.id == id).expect("a channel");
    for kind in INSTEAD {
        if lacking == 0 {
            break;
        }
        if let Some(line) = list.iter_mut().find(|line| value(line, "kind") == kind) {
            let had: usize = value(line, "count").parse().unwrap_or(1);
            line.retain(|(key, _)| *key != "count");
            line.insert(1, ("count", (had + lacking).to_string()));
            continue;
        }
        let mut dice = draft.dice(&format!("instead/{kind}"));
        let mut line: Line = vec![("kind", kind.to_owned())];
        if lacking > 1 {
            line.push(("count", lacking.to_string()));
        }
        line.push(("source", CHANNELS[channel(kind)].source.to_owned()));
        line.push(("date", draft.day(dice.between(3, 12), dice.between(2, 28))));
        list.push(line);
    }
    list.sort_by_key(|line| channel(value(line, "kind")));
}

/// Marks problems under an indicator that had one before; gives the ids of those they repeat.
fn repeat(draft: Draft, record: &mut Record, before: &[(i64, Line)]) -> Vec<String> {
    let mut repeated = Vec::new();
    for line in &mut record.problems {
        let node = value(line, "indicator").to_owned();
        // Some are only alike.
        if draft.dice(&format!("repeat/{node}")).between(0, 4) == 0 {
            continue;
        }
        let Some((year, that)) = before.iter().find(|(_, that)| value(that, "indicator") == node) else {
            continue;
        };
        repeated.push(value(that, "id").to_owned());
        line.push(("recurs", format!("{year}/{}", value(that, "id"))));
    }
    repeated
}

/// How far each problem was put right within its own year; gives what the next year has to follow up. The first `open`
/// are not closed.
fn own(draft: Draft, record: &mut Record, open: usize) -> Vec<Pending> {
    let reported = record.rectification.iter().any(|(key, _)| *key == "report");
    let late = record.rectification.iter().any(|(key, day)| *key == "report" && *day >= draft.later(7, 20));
    let partly = PARTLY.contains(&(draft.year, draft.scheme, draft.subject));
    let report = record.rectification.iter().find(|(key, _)| *key == "report").map(|(_, day)| day.clone());
    if partly {
        record.rectification.retain(|(key, _)| *key != "report");
    }
    let mut pending = Vec::new();
    for (place, line) in record.problems.iter_mut().enumerate() {
        let id = value(line, "id").to_owned();
        let mut dice = draft.dice(&format!("own/{id}"));
        let mut closed = false;
        if partly && place > 0 {
            line.extend(report.clone().map(|day| ("report", day)));
        }
        if reported && !late && (!partly || place > 0) {
            let date = draft.later(7, dice.between(20, 31));
            let evidence = ["整改落实情况说明", "整改台账和现场照片", "整改后检查记录", "资金拨付凭证"];
            match (place < open, dice.between(0, 5)) {
                (false, 0..=2) => {
                    closed = true;
                    let title = dice.pick(&evidence);
                    let day = draft.later(6, dice.between(20, 30));
                    line.push(("evidence", format!("[{{title: {title}, date: {day}}}]")));
                    line.push(("recheck", format!("{{date: {date}, by: {CHECKED_BY}, result: passed}}")));
                }
                (true, 0..=2) | (false, 3) => {
                    let note = "抽查两户，措施没有到户";
                    line.push((
                        "recheck",
                        format!("{{date: {date}, by: {CHECKED_BY}, result: failed, note: {note}}}"),
                    ));
                }
                (_, 4) => line.push(("evidence", format!("[{{title: {}}}]", evidence[0]))),
                _ => {}
            }
        }
        line.extend(special(draft, &id));
        if !closed {
            pending.push(Pending { year: draft.year, id });
        }
    }
    pending
}

/// What a problem offends against beside its indicator, and a day of its own for one that takes longer.
fn special(draft: Draft, id: &str) -> Option<(&'static str, String)> {
    match (draft.year, draft.scheme, draft.subject, id) {
        (2018, "eastwest-cities", "maoming", "ledger") => Some(("clause", "method-7-1-2".to_owned())),
        (2019, "assisted-cities", "jieyang", "visits") => Some(("clause", "plan-8".to_owned())),
        (2019, "eastwest-cities", "guangzhou", "jobs") => Some(("due", "2020-09-30".to_owned())),
        _ => None,
    }
}
