//! Proposals who evaluates whom: for people, as YAML to be pasted into year.yaml, and as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::model::{ClauseId, Group, Origin, Person, SubjectId, YearContent, one_line};
use crate::procedure::groups::{Assignment, Proposal, Reason, Roster};
use crate::wording;

/// A set with what was proposed for it.
pub type Proposed<'p, 'a> = (Roster<'a>, &'p Proposal<'a>);

/// Demands of a conflict that people are told one by one; JSON has all.
const MOST_REASONS: usize = 50;

/// A proposal for people.
pub fn text(year: &YearContent, (roster, proposal): &Proposed) -> String {
    let mut out = String::new();
    match proposal {
        Proposal::Found(found) => {
            put(&mut out, &wording::groups::found(roster, found));
            for (group, subjects) in roster.set.groups.iter().zip(&found.groups) {
                let names: Vec<String> = subjects.iter().map(|id| roster.name(id)).collect();
                let names = if names.is_empty() { "（无）".to_owned() } else { names.join("、") };
                put(&mut out, &format!("  {} {}　{names}", group.id, group.title));
            }
        }
        Proposal::Impossible { reasons, all_needed } => {
            put(&mut out, &wording::groups::impossible(roster, *all_needed));
            for reason in reasons.iter().take(MOST_REASONS) {
                let clause = cite(year, clause(reason)).map(|cite| format!("（{cite}）")).unwrap_or_default();
                put(&mut out, &format!("  {}{clause}", wording::groups::reason(roster, reason)));
            }
            if reasons.len() > MOST_REASONS {
                put(&mut out, &format!("  另有 {} 条", reasons.len() - MOST_REASONS));
            }
        }
    }
    out
}

/// The `list:` of a set as it would stand in year.yaml, or the conflict as comments.
pub fn yaml(year: &YearContent, seed: &str, (roster, proposal): &Proposed) -> String {
    let set = roster.set;
    let mut out = String::new();
    match proposal {
        Proposal::Found(found) => {
            let (number, id) = (year.year, &set.id);
            put(&mut out, &format!("# {}，由 tongbao groups assign 按种子 {} 提出", set.title, quoted(seed)));
            put(&mut out, &format!("# 贴进 {number}/year.yaml 的 groups 之 {id}，替换原来的 list"));
            put(&mut out, "    list:");
            for (group, subjects) in set.groups.iter().zip(&found.groups) {
                put(&mut out, &format!("      - {}", group_yaml(group, subjects)));
            }
        }
        Proposal::Impossible { .. } => {
            for line in text(year, &(roster.clone(), proposal)).lines() {
                put(&mut out, &format!("# {line}"));
            }
        }
    }
    out
}

/// Proposals as JSON; docs/FORMAT.md names the fields.
pub fn json(year: &YearContent, seed: &str, proposed: &[Proposed]) -> String {
    let sets: Vec<Value> = proposed.iter().map(|one| set_json(year, one)).collect();
    let value = json!({ "year": year.year, "seed": seed, "sets": sets });
    let mut text = serde_json::to_string_pretty(&value).expect("proposals are texts and numbers");
    text.push('\n');
    text
}

fn set_json(year: &YearContent, (roster, proposal): &Proposed) -> Value {
    let set = roster.set;
    let (found, reasons): (Option<&Assignment>, &[Reason]) = match proposal {
        Proposal::Found(found) => (Some(found), &[]),
        Proposal::Impossible { reasons, .. } => (None, reasons),
    };
    let groups = found.map(|found| {
        let pairs = set.groups.iter().zip(&found.groups);
        pairs.map(|(group, subjects)| json!({ "id": group.id, "subjects": subjects })).collect::<Vec<_>>()
    });
    let conflict: Vec<Value> = reasons
        .iter()
        .map(|reason| {
            json!({
                "says": wording::groups::reason(roster, reason),
                "clause": cite(year, clause(reason)),
            })
        })
        .collect();
    json!({
        "id": set.id,
        "title": set.title,
        "possible": found.is_some(),
        "least": found.map(|found| found.least),
        "most": found.map(|found| found.most),
        "groups": groups,
        "conflict": conflict,
    })
}

fn clause<'a>(reason: &Reason<'a>) -> Option<&'a ClauseId> {
    let demand = match reason {
        Reason::Taken { demand, .. } => (*demand)?,
        Reason::Away { demand, .. } | Reason::Most { demand, .. } | Reason::Apart { demand } => demand,
    };
    demand.clause.as_ref()
}

fn cite<'y>(year: &'y YearContent, clause: Option<&ClauseId>) -> Option<&'y str> {
    year.clauses.get(clause?).map(|clause| clause.cite.as_str())
}

fn group_yaml(group: &Group, subjects: &[&SubjectId]) -> String {
    let mut parts = vec![format!("id: {}", group.id), format!("title: {}", quoted(&group.title))];
    parts.extend(group.leader.as_ref().map(|leader| format!("leader: {}", person_yaml(leader))));
    if !group.members.is_empty() {
        let members: Vec<String> = group.members.iter().map(person_yaml).collect();
        parts.push(format!("members: [{}]", members.join(", ")));
    }
    let subjects: Vec<&str> = subjects.iter().map(|id| id.as_str()).collect();
    parts.push(format!("subjects: [{}]", subjects.join(", ")));
    format!("{{{}}}", parts.join(", "))
}

fn person_yaml(person: &Person) -> String {
    let mut parts = vec![format!("name: {}", quoted(&person.name))];
    parts.extend(person.from.as_ref().map(|from| format!("from: {}", origin(from))));
    parts.extend(person.works_for.as_ref().map(|unit| format!("works_for: {}", origin(unit))));
    parts.extend(person.rank.as_ref().map(|rank| format!("rank: {}", quoted(rank))));
    parts.extend(person.expert.then(|| "expert: true".to_owned()));
    format!("{{{}}}", parts.join(", "))
}

fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Subject(id) => id.to_string(),
        Origin::Named(name) => quoted(name),
    }
}

/// A text as a YAML scalar: bare where it is a Chinese word, else in quotes, which YAML reads as JSON does.
fn quoted(text: &str) -> String {
    let bare =
        text.chars().next().is_some_and(|first| !first.is_ascii()) && text.chars().all(char::is_alphanumeric);
    if bare { text.to_owned() } else { Value::from(text).to_string() }
}

fn put(out: &mut String, line: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{}", one_line(line));
}
