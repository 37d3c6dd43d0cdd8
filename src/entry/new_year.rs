//! A year after another: what goes on is carried over and moved, what belongs to the year that is over is dropped.
//!
//! Carried over: year.yaml, clauses, numbers to compare with, schemes, targets, circular, letters. Their days and years
//! are moved by as many years; each file is named under `to_confirm` of the new year.yaml until somebody has looked at
//! it. Dropped: draws, approvals, decisions, the people of groups, and all that records state.

use std::collections::BTreeMap;

use super::edit::Edits;
use super::shift::Shift;
use crate::content::{Outline, Sources, front, outline};
use crate::model::Year;

/// The texts of a year's files, by their paths relative to the content folder.
pub type NewYear = BTreeMap<String, String>;

/// The files of a year after those of another; records are not among them. `None` where year.yaml cannot be read.
pub fn new_year(sources: &Sources, from: Year, to: Year) -> Option<NewYear> {
    let shift = Shift { from: from.get(), by: to.get() - from.get() };
    let text = |path: &str| {
        let bytes = sources.get(&format!("{from}/{path}"))?;
        let text = std::str::from_utf8(bytes).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    };
    let head = text("year.yaml")?;
    let tree = outline(head)?;
    let schemes: Vec<&str> = tree.get("schemes")?.items().iter().filter_map(Outline::text).collect();

    let mut files = Files { to, found: NewYear::new(), confirm: Vec::new() };
    let (year, about) = of_year(head, &tree, shift);
    files.confirm("year.yaml", about);
    for (path, about) in
        [("clauses.yaml", "条款是否仍然有效"), ("reference.yaml", "各数值和来源换成本年度的")]
    {
        files.same(path, text(path), about);
    }
    for scheme in schemes {
        let path = format!("{scheme}/scheme.yaml");
        if let Some(text) = text(&path) {
            let (text, about) = of_scheme(text, shift)?;
            files.put(&path, text, about);
        }
        let path = format!("{scheme}/targets.yaml");
        files.same(&path, text(&path), "目标值换成本年度的");
        let path = format!("{scheme}/letter.md");
        if let Some((text, about)) = text(&path).and_then(|text| of_paper(text, shift)) {
            files.put(&path, text, about);
        }
    }
    if let Some((text, about)) = text("bulletin.md").and_then(|text| of_paper(text, shift)) {
        files.put("bulletin.md", text, about);
    }
    let year = format!("{}\n{}\n", year.trim_end(), files.to_confirm(from));
    files.found.insert(format!("{to}/year.yaml"), year);
    Some(files.found)
}

struct Files {
    to: Year,
    found: NewYear,
    confirm: Vec<(String, String)>,
}

impl Files {
    fn put(&mut self, path: &str, text: String, about: String) {
        self.found.insert(format!("{}/{path}", self.to), text);
        self.confirm(path, about);
    }

    /// A file that is carried over as it is.
    fn same(&mut self, path: &str, text: Option<&str>, about: &str) {
        if let Some(text) = text {
            self.put(path, text.to_owned(), about.to_owned());
        }
    }

    fn confirm(&mut self, path: &str, about: String) {
        self.confirm.push((path.to_owned(), about));
    }

    fn to_confirm(&self, from: Year) -> String {
        let mut text = format!(
            "\n# 以下文件沿用{from}年度的，日期和年份已经顺推。逐个核对：核对完一个，删去它的一行；全部核对完，连 to_confirm 一并删去。\n\
             # 没有删完以前不能正式发布。\nto_confirm:\n"
        );
        for (path, about) in &self.confirm {
            text.push_str(&format!("  - {{file: {path}, about: {}}}\n", quoted(about)));
        }
        text.trim_end().to_owned()
    }
}

fn quoted(text: &str) -> String {
    let text = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Changes a text behind a key, where it changes anything, and tells the new one.
fn change(
    edits: &mut Edits,
    at: Option<&Outline>,
    with: impl FnOnce(&str) -> Option<String>,
) -> Option<String> {
    let at = at?;
    let old = at.text()?;
    let new = with(old)?;
    if new != old {
        edits.replace(at.range.clone(), plain(&new));
    }
    Some(new)
}

/// A text as YAML: plain where it is one that nothing else can be read from.
fn plain(text: &str) -> String {
    let odd = |c: char| ":#{}[],&*!|>'\"%@`\\".contains(c) || c.is_control();
    let first = text.chars().next().is_none_or(|c| c.is_whitespace() || "-?".contains(c));
    if first || text.ends_with(char::is_whitespace) || text.contains(odd) {
        quoted(text)
    } else {
        text.to_owned()
    }
}

fn of_year(text: &str, tree: &Outline, shift: Shift) -> (String, String) {
    let mut edits = Edits::default();
    let mut told = Vec::new();
    if let Some(title) = change(&mut edits, tree.get("title"), |old| Some(shift.text(old, false))) {
        told.push(format!("标题“{title}”"));
    }
    let period = tree.get("period");
    let mut day = |at: Option<&Outline>| change(&mut edits, at, |old| shift.date(old));
    let (from, to) = (day(period.and_then(|of| of.get("from"))), day(period.and_then(|of| of.get("to"))));
    if let (Some(from), Some(to)) = (from, to) {
        told.push(format!("考核时段 {from} 至 {to}"));
    }
    told.extend(day(tree.get("cutoff")).map(|day| format!("数据截止日 {day}")));
    let document = change(&mut edits, tree.get("document"), |old| Some(shift.text(old, true)));
    told.extend(document.map(|document| format!("文号 {document}")));
    for entry in tree.entries() {
        match entry.key.as_str() {
            "as_of" | "draws" | "approvals" | "to_confirm" => edits.remove(text, entry),
            "attributes" => told.push("各对象的属性（attributes）".to_owned()),
            "groups" if entry.value.entries().is_empty() => edits.remove(text, entry),
            "groups" => {
                let sets = entry.value.entries().iter().flat_map(|set| set.value.entries());
                sets.filter(|of| of.key == "list").for_each(|list| edits.remove(text, list));
                told.push("考核组的名单（list）重新写，再用 tongbao groups assign 分组".to_owned());
            }
            _ => {}
        }
    }
    (edits.apply(text), told.join("，"))
}

fn of_scheme(text: &str, shift: Shift) -> Option<(String, String)> {
    let tree = outline(text)?;
    let mut edits = Edits::default();
    let mut told = vec!["对象、指标、权重、规则和所引条款是否仍按上年".to_owned()];
    for key in ["title", "short"] {
        change(&mut edits, tree.get(key), |old| Some(shift.text(old, false)));
    }
    if let Some(follows) = tree.entries().iter().find(|entry| entry.key == "follows") {
        edits.remove(text, follows);
    }
    let days: Vec<String> = tree
        .get("milestones")
        .map_or(&[][..], Outline::entries)
        .iter()
        .filter_map(|entry| {
            let day = shift.date(entry.value.get("due")?.text()?)?;
            let title = entry.value.get("title").and_then(Outline::text).unwrap_or(&entry.key);
            Some(format!("{title} {day}"))
        })
        .collect();
    if !days.is_empty() {
        told.push(format!("各环节的期限：{}", days.join("、")));
    }
    tree.each(&mut |entry| {
        if entry.key == "due" {
            change(&mut edits, Some(&entry.value), |old| shift.date(old));
        }
    });
    Some((edits.apply(text), told.join("；")))
}

/// Circular or letter: its head is moved like everything else, and so are the years in its text.
fn of_paper(text: &str, shift: Shift) -> Option<(String, String)> {
    let (tree, body) = front(text)?;
    let mut edits = Edits::default();
    for key in ["title", "date"] {
        change(&mut edits, tree.get(key), |old| Some(shift.text(old, false)));
    }
    change(&mut edits, tree.get("document"), |old| Some(shift.text(old, true)));
    let issued = change(&mut edits, tree.get("issued"), |old| shift.date(old));
    for item in tree.get("attachments").map_or(&[][..], Outline::items) {
        change(&mut edits, Some(item), |old| Some(shift.text(old, false)));
    }
    edits.replace(body..text.len(), shift.text(&text[body..], false));
    let issued = issued.map_or_else(String::new, |day| format!("、印发日期 {day}"));
    Some((edits.apply(text), format!("文件头的标题、文号、日期{issued}，正文里写定的年份和说法")))
}
