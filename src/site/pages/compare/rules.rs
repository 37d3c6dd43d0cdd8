//! Rules that fired in one of the years only, and for whom.

use std::collections::BTreeMap;

use serde::Serialize;

use super::NAMES;
use crate::history::{Compared, Firing, Matching};
use crate::model::{RuleIndex, Scheme};
use crate::site::base::{Link, SchemeSite};
use crate::site::parts::sides::Sides;
use crate::wording;

/// A rule with whom it newly concerns and whom no longer.
#[derive(Debug, Serialize)]
pub struct RuleRow<'a> {
    pub title: &'a str,
    /// What it says, in the later year where that has it.
    pub text: String,
    pub clause: Link,
    /// Where it fired in the later year only.
    pub fired: Mentions,
    /// Where it fired in the earlier year only.
    pub ceased: Mentions,
}

/// Subjects a rule concerns.
#[derive(Debug, Default, Serialize)]
pub struct Mentions {
    pub shown: Vec<Mention>,
    /// How many are not shown.
    pub more: usize,
}

/// One of them.
#[derive(Debug, Serialize)]
pub struct Mention {
    pub to: Link,
    /// The node it fired at, and that it changed nothing.
    pub note: String,
}

/// The rules in the order of the later scheme, then those it no longer has.
pub(crate) fn rules<'a>(sides: &Sides<'_, 'a>) -> Vec<RuleRow<'a>> {
    let matching = Matching::between(sides.earlier.scheme, sides.later.scheme);
    let behind = sides.later.scheme.rules.len();
    let mut rows: BTreeMap<usize, RuleRow<'a>> = BTreeMap::new();
    // What changed something stands before what did not.
    for changed in [true, false] {
        for subject in &sides.comparison.subjects {
            for firing in subject.fired.iter().filter(|firing| firing.changed == changed) {
                let row = rows.entry(firing.rule.get());
                let row = row.or_insert_with(|| row_of(sides.later, &sides.folders[1], firing.rule));
                push(&mut row.fired, mention(sides, sides.later, subject, firing, 1));
            }
            for firing in subject.ceased.iter().filter(|firing| firing.changed == changed) {
                let later = matching.rule(firing.rule);
                let row = rows.entry(later.map_or(behind + firing.rule.get(), RuleIndex::get));
                let row = row.or_insert_with(|| match later {
                    Some(later) => row_of(sides.later, &sides.folders[1], later),
                    None => row_of(sides.earlier, &sides.folders[0], firing.rule),
                });
                push(&mut row.ceased, mention(sides, sides.earlier, subject, firing, 0));
            }
        }
    }
    rows.into_values().collect()
}

fn push(mentions: &mut Mentions, mention: Mention) {
    if mentions.shown.len() < NAMES {
        mentions.shown.push(mention);
    } else {
        mentions.more += 1;
    }
}

fn row_of<'a>(of: &SchemeSite<'a>, folder: &str, rule: RuleIndex) -> RuleRow<'a> {
    let definition = &of.scheme.rules[rule.get()];
    RuleRow {
        title: &definition.title,
        text: of.plain(&wording::rule(of.scheme, rule)),
        clause: clause(of, folder, rule),
        fired: Mentions::default(),
        ceased: Mentions::default(),
    }
}

/// The clause of a rule, seen from a comparison's page.
pub(crate) fn clause(of: &SchemeSite, folder: &str, rule: RuleIndex) -> Link {
    let Link { text, href } = of.inline("").rule_basis(&of.scheme.rules[rule.get()]);
    Link { text, href: href.map(|href| format!("{folder}{href}")) }
}

fn mention(sides: &Sides, of: &SchemeSite, subject: &Compared, firing: &Firing, side: usize) -> Mention {
    let mut notes = Vec::new();
    if firing.node.get() != Scheme::ROOT {
        notes.push(of.scheme.node(firing.node).title.as_str());
    }
    if !firing.changed {
        notes.push("未改变结果");
    }
    let [earlier, later] = sides.hrefs(subject);
    let href = if side == 0 { earlier } else { later };
    Mention { to: Link { text: sides.short(subject).to_owned(), href }, note: notes.join("，") }
}
