//! Changes of a workbook put into a record that may have changed since.

use std::cmp::Reverse;

use super::check::same;
use super::form::{Check, Step, find, keys, text_at};
use super::patch::{self, Order, Written};
use super::read::{Act, Change, Spot};
use crate::content::{Outline, Shape, outline};

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It was made.
    Made,
    /// The record says so already.
    There,
    /// The cell was emptied, and nobody said that what it was is to go.
    Kept,
    /// The record says something else by now.
    Meanwhile(String),
    /// Another workbook that is taken in with it says something else: its name, where in it, and what there.
    Against(String, Spot, String),
    /// What was looked at is not what the record says by now, so that it is not confirmed.
    Stale(String),
    /// Whoever looked at it does not agree, for this reason.
    Objected(String),
    /// The text has no place where it can be put without touching other things.
    NoPlace,
}

/// Makes the changes of one record, in the order in which they stand; `base` is the record as the workbook knew it.
pub(super) fn apply(
    base: &str,
    text: &str,
    changes: &[&Change],
    order: &Order,
    clear: bool,
) -> (String, Vec<Became>) {
    let before = outline(base);
    let found = outline(text);
    // What this import does to an item itself is no change of somebody else's.
    let same_item = |path: &[Step]| same_item(before.as_ref(), found.as_ref(), path);
    // A number is in the unit that stands beside it.
    let same_unit = |path: &[Step]| {
        let unit = |tree: Option<&Outline>| match path {
            [Step::Key(of), Step::Key(figure), ..] if of == "figures" => {
                text_at(tree, &keys(&[of, figure, "unit"]))
            }
            _ => String::new(),
        };
        unit(before.as_ref()) == unit(found.as_ref())
    };
    let mut text = text.to_owned();
    let mut became = vec![Became::Kept; changes.len()];
    for (at, change) in changes.iter().enumerate() {
        let Act::Set { path, before: was, after, check } = &change.act else { continue };
        let now = outline(&text);
        let found = text_at(now.as_ref(), path);
        became[at] = match () {
            () if same(check, &found, after) => Became::There,
            () if !same(check, &found, was) || !same_item(path) => Became::Meanwhile(check.label(&found)),
            () if !same_unit(path) => Became::Meanwhile("单位改过".to_owned()),
            () => match patch::put(&text, path, &Written::new(check, after), order) {
                Some(changed) => {
                    text = changed;
                    Became::Made
                }
                None => Became::NoPlace,
            },
        };
    }
    for (at, change) in changes.iter().enumerate() {
        let Act::Append { list, fields } = &change.act else { continue };
        let fields: Vec<(Vec<Step>, Written)> =
            fields.iter().map(|(path, value, check)| (path.clone(), Written::new(check, value))).collect();
        let Some(item) = Written::item(&fields) else {
            became[at] = Became::NoPlace;
            continue;
        };
        let items = |tree: Option<&Outline>| -> Vec<serde_json::Value> {
            let list = tree.and_then(|tree| find(tree, list));
            list.map_or_else(Vec::new, |list| list.items().iter().map(patch::value).collect())
        };
        let (known, now) = (items(before.as_ref()), items(outline(&text).as_ref()));
        let start = items(found.as_ref());
        let times = |of: &[serde_json::Value]| of.iter().filter(|other| **other == item.value).count();
        // The same row twice in a workbook is two items; the same workbook twice is not.
        let asked = changes[..=at].iter().filter(|other| match (&other.act, &change.act) {
            (Act::Append { list: a, fields: b }, Act::Append { list: c, fields: d }) => {
                other.record == change.record && a == c && values(b) == values(d)
            }
            _ => false,
        });
        if times(&now) >= times(&known) + asked.count() {
            became[at] = Became::There;
            continue;
        }
        // Rows have no names: one that somebody added in the meantime may be this one, before it was corrected.
        let mine = |item: &serde_json::Value| changes.iter().any(|other| is_row(other, change, item));
        let added = start.iter().filter(|item| !known.contains(item) && !mine(item)).count();
        let gone = known.iter().filter(|item| !start.contains(item)).count();
        if added > gone {
            became[at] = Became::Meanwhile("已另有新添的一项".to_owned());
            continue;
        }
        let path = [list.clone(), vec![Step::New]].concat();
        became[at] = match patch::put(&text, &path, &item, order) {
            Some(changed) => {
                text = changed;
                Became::Made
            }
            None => Became::NoPlace,
        };
    }
    if clear {
        text = cleared(text, same_item, changes, &mut became);
    }
    (text, became)
}

/// Whether a row that is added to the same list as `like` is this item.
fn is_row(change: &Change, like: &Change, item: &serde_json::Value) -> bool {
    let (Act::Append { list, fields }, Act::Append { list: of, .. }) = (&change.act, &like.act) else {
        return false;
    };
    let fields: Vec<(Vec<Step>, Written)> =
        fields.iter().map(|(path, value, check)| (path.clone(), Written::new(check, value))).collect();
    change.record == like.record && list == of && Written::item(&fields).is_some_and(|row| row.value == *item)
}

fn values(fields: &[(Vec<Step>, String, Check)]) -> Vec<(&[Step], &str)> {
    fields.iter().map(|(path, value, _)| (path.as_slice(), value.as_str())).collect()
}

fn cleared(
    mut text: String,
    same_item: impl Fn(&[Step]) -> bool,
    changes: &[&Change],
    became: &mut [Became],
) -> String {
    let mut all: Vec<(usize, &[Step], &str, &Check)> = changes
        .iter()
        .enumerate()
        .filter_map(|(at, change)| match &change.act {
            Act::Clear { path, before, check } => Some((at, path.as_slice(), before.as_str(), check)),
            Act::Set { .. } | Act::Append { .. } => None,
        })
        .collect();
    // What stands last goes first, so that items keep their numbers.
    all.sort_by_key(|(_, path, ..)| Reverse(*path));
    let mut gone: Vec<Vec<Step>> = Vec::new();
    for (at, path, was, check) in &all {
        let (at, path) = (*at, *path);
        if gone.iter().any(|gone| path.starts_with(gone)) {
            became[at] = Became::Made;
            continue;
        }
        let now = outline(&text);
        let found = text_at(now.as_ref(), path);
        if found.is_empty() {
            became[at] = Became::There;
            continue;
        }
        if !same(check, &found, was) || !same_item(path) {
            became[at] = Became::Meanwhile(check.label(&found));
            continue;
        }
        // An item of which every part was emptied goes as a whole.
        let item = path.iter().rposition(|step| matches!(step, Step::Item(_))).map(|at| &path[..=at]);
        let item = item.filter(|item| {
            let node = now.as_ref().and_then(|tree| find(tree, item));
            let parts = node.map_or(0, count);
            parts > 0 && all.iter().filter(|(_, other, ..)| other.starts_with(item)).count() == parts
        });
        let path = item.unwrap_or(path);
        became[at] = match patch::remove(&text, path) {
            Some(changed) => {
                text = changed;
                gone.extend(item.map(<[Step]>::to_vec));
                Became::Made
            }
            None => Became::NoPlace,
        };
    }
    text
}

/// How many values stand in it.
fn count(node: &Outline) -> usize {
    match &node.shape {
        Shape::Text(_) => 1,
        Shape::List(items) => items.iter().map(count).sum(),
        Shape::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
    }
}

/// Whether an item that a place is in is still the same one: items have no names, so another one may have its number.
fn same_item(before: Option<&Outline>, now: Option<&Outline>, path: &[Step]) -> bool {
    let Some(at) = path.iter().position(|step| matches!(step, Step::Item(_))) else { return true };
    let item = |tree: Option<&Outline>| tree.and_then(|tree| find(tree, &path[..=at])).map(patch::value);
    item(before) == item(now)
}
