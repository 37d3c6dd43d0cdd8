//! The index as a classic script: places, their entries as one line each, and the readings of the characters used.
//!
//! Addresses are kept without what all entries of a place share, and pairs of characters are not kept at all: the
//! browser derives them from the titles and texts, which it needs anyway to show them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::{readings, terms};
use crate::render::editions::in_script;
use crate::site::{EntryKind, Findable, Site, findable};

/// Writes the index, entry by entry.
///
/// # Errors
/// Those of the writer.
pub fn write(site: &Site, out: &mut impl Write) -> io::Result<()> {
    let mut used = BTreeSet::new();
    let (mut places, mut entries) = (0, 0);
    let mut line = String::new();
    out.write_all(b"window.tongbaoSearch={\"format\":1,\"places\":[")?;
    findable(site, &mut |found| match found {
        Findable::Place { name, year, base } => {
            out.write_all(if places == 0 { b"\n" } else { b"]},\n" })?;
            (places, entries) = (places + 1, 0);
            write!(out, "{{\"name\":{},\"year\":{year},\"base\":", json(name))?;
            write!(out, "{},\"entries\":[", json(base))
        }
        Findable::Entry { kind, title, file, text } => {
            used.extend(title.chars().filter(|c| terms::is_cjk(*c)));
            line.clear();
            for (position, part) in [code(kind), title, file, text].into_iter().enumerate() {
                line.push_str(if position == 0 { "" } else { "\t" });
                // A tab parts the fields.
                line.extend(part.chars().map(|c| if c == '\t' { ' ' } else { c }));
            }
            out.write_all(if entries == 0 { b"\n" } else { b",\n" })?;
            entries += 1;
            out.write_all(json(line.trim_end_matches('\t')).as_bytes())
        }
    })?;
    out.write_all(if places == 0 { b"],\n\"pinyin\":{" } else { b"]}],\n\"pinyin\":{" })?;
    let mut by_reading: BTreeMap<String, String> = BTreeMap::new();
    for c in used {
        for reading in readings(c) {
            by_reading.entry(reading).or_default().push(c);
        }
    }
    for (position, (reading, characters)) in by_reading.iter().enumerate() {
        write!(out, "{}{}:{}", if position == 0 { "" } else { "," }, json(reading), json(characters))?;
    }
    out.write_all(b"}};\n")
}

fn code(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Subject => "0",
        EntryKind::Indicator => "1",
        EntryKind::Clause => "2",
        EntryKind::Problem => "3",
        EntryKind::Page => "4",
    }
}

fn json(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    in_script(&json).into_owned()
}
