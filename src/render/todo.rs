//! What is still to be filled in or confirmed, for people at a terminal.

use std::collections::BTreeMap;

use crate::diagnostics::some;
use crate::entry::{Item, Lack, Todo};
use crate::model::{Content, YearContent, one_line};
use crate::wording::todo::{lack, sentence};

/// The list of a year: of all subjects what lacks with who lacks it; of one subject everything that is known of it.
pub fn text(content: &Content, year: &YearContent, todo: &Todo, of_one: bool) -> String {
    let (files, items): (Vec<&Item>, Vec<&Item>) =
        todo.items.iter().partition(|item| item.lack == Lack::Confirm);
    let told = sentence(todo);
    let mut out = format!("{}：{told}\n", one_line(&year.title));
    if !files.is_empty() {
        out.push_str(&format!("\n待确认（核对一个，从 {}/year.yaml 的 to_confirm 里删去一行）\n", year.year));
        for item in files {
            out.push_str(&format!("  {}　{}\n", one_line(&item.id), one_line(&item.title)));
        }
    }
    for (at, evaluation) in year.evaluations.iter().enumerate() {
        let scheme = &evaluation.scheme;
        let own: Vec<&Item> = items.iter().copied().filter(|item| item.scheme == Some(at)).collect();
        if own.is_empty() {
            continue;
        }
        let name = |item: &Item| {
            let id = item.subject.map(|subject| &scheme.subjects[subject.get()]);
            let subject = id.and_then(|id| content.subjects.get(id));
            subject.map_or_else(String::new, |of| of.name_on(year.cutoff).short.clone())
        };
        out.push_str(&format!("\n{}（{}）\n", one_line(&scheme.title), scheme.id));
        match of_one {
            true => one(&mut out, &own, name(own[0])),
            false => all(&mut out, &own, evaluation.records.len(), name),
        }
    }
    out
}

/// Everything that one record lacks.
fn one(out: &mut String, items: &[&Item], name: String) {
    out.push_str(&format!("  {}还缺 {} 项，写进 {}\n", one_line(&name), items.len(), items[0].file));
    let mut above = None;
    for item in items {
        if above != Some(item.lack) {
            out.push_str(&format!("  {}\n", lack(item.lack)));
            above = Some(item.lack);
        }
        out.push_str(&format!("    {}\n", headed(item)));
        let due = item.due.map_or_else(String::new, |due| format!("最迟 {due}"));
        let by = if item.by.is_empty() { String::new() } else { format!("来源：{}", item.by) };
        let parts = [item.allowed.as_str(), &item.last, &by, &due];
        let told: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).map(one_line).collect();
        if !told.is_empty() {
            out.push_str(&format!("        {}\n", told.join("；")));
        }
    }
}

/// What lacks, each with those who lack it.
fn all(out: &mut String, items: &[&Item], records: usize, name: impl Fn(&Item) -> String) {
    let mut order: Vec<(Lack, &str, &str)> = Vec::new();
    let mut lacking: BTreeMap<(Lack, &str, &str), Vec<&Item>> = BTreeMap::new();
    for item in items {
        // Each has its own problems of earlier years, and its own record; a value may have a party for each.
        let id = if item.lack == Lack::EarlierProblem { "" } else { item.id.as_str() };
        let by = if item.lack == Lack::ToBeConfirmed { item.by.as_str() } else { "" };
        let key = (item.lack, id, by);
        if !lacking.contains_key(&key) {
            order.push(key);
        }
        lacking.entry(key).or_default().push(item);
    }
    // Each kind together, in the order in which its parts were met.
    order.sort_by_key(|(lack, ..)| *lack);
    let mut above = None;
    for key in order {
        let own = &lacking[&key];
        if above != Some(key.0) {
            out.push_str(&format!("  {}\n", lack(key.0)));
            above = Some(key.0);
        }
        let mut names: Vec<String> = own.iter().map(|item| name(item)).collect();
        names.dedup();
        let who = match names.len() == records && records > 1 {
            true => format!("全部 {records} 个"),
            false => some(&names),
        };
        let what = match key.0 {
            Lack::EarlierProblem => format!("{} 个往年问题要写复核结果", own.len()),
            Lack::Confirm
            | Lack::Unreadable
            | Lack::Figure
            | Lack::Earlier
            | Lack::Claim
            | Lack::Observation
            | Lack::Evidence
            | Lack::Date
            | Lack::Final => headed(own[0]),
            Lack::ToBeConfirmed => format!("{}，由{}确认", headed(own[0]), own[0].by),
        };
        out.push_str(&format!("    {what}：{}\n", one_line(&who)));
    }
}

fn headed(item: &Item) -> String {
    let unit = if item.unit.is_empty() { String::new() } else { format!("（{}）", item.unit) };
    let id = if item.id.is_empty() { String::new() } else { format!("{}　", item.id) };
    one_line(&format!("{id}{}{unit}", item.title)).into_owned()
}
