//! Where things stand in a YAML text, for whoever changes it at places and leaves the rest as it is: comments, order and
//! quotes are the office's own.

use std::ops::Range;
use std::sync::Arc;

use super::markdown;
use super::sink::Sink;
use super::yaml::{self, Kind, Node};

/// A value and the bytes it takes.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What it is.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A text or number, escapes resolved.
    Text(String),
    /// A list.
    List(Vec<Outline>),
    /// Keys with their values.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its bytes in the text.
    pub at: Range<usize>,
    /// What stands behind it.
    pub value: Outline,
}

/// The places of a YAML text; `None` where it cannot be read.
pub fn outline(text: &str) -> Option<Outline> {
    let sink = Sink::new(Arc::from(""), text);
    yaml::parse(&sink, None).map(|node| of(&node))
}

/// The places of the front matter of a Markdown text, and where the text below it begins.
pub fn front(text: &str) -> Option<(Outline, usize)> {
    let sink = Sink::new(Arc::from(""), text);
    let (front, offset, body) = markdown::parts(&sink)?;
    yaml::parse(&sink, Some((front, offset, 1))).map(|node| (of(&node), text.len() - body.len()))
}

fn of(node: &Node<'_>) -> Outline {
    let shape = match &node.kind {
        Kind::Scalar { text, .. } => Shape::Text(text.to_string()),
        Kind::Sequence(items) => Shape::List(items.iter().map(of).collect()),
        Kind::Mapping(entries) => {
            let entry = |(key, value): &(yaml::Key<'_>, Node<'_>)| Entry {
                key: key.text.to_string(),
                at: key.span.start as usize..key.span.end as usize,
                value: of(value),
            };
            Shape::Map(entries.iter().map(entry).collect())
        }
    };
    Outline { range: node.span.start as usize..node.span.end as usize, shape }
}

impl Outline {
    /// The entries of a mapping; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.shape {
            Shape::Map(entries) => entries,
            Shape::Text(_) | Shape::List(_) => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Outline] {
        match &self.shape {
            Shape::List(items) => items,
            Shape::Text(_) | Shape::Map(_) => &[],
        }
    }

    /// What stands behind a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Outline> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.shape {
            Shape::Text(text) => Some(text),
            Shape::List(_) | Shape::Map(_) => None,
        }
    }

    /// Calls `visit` with every entry of a mapping in it, from the outside to the inside.
    pub fn each(&self, visit: &mut impl FnMut(&Entry)) {
        for entry in self.entries() {
            visit(entry);
            entry.value.each(visit);
        }
        self.items().iter().for_each(|item| item.each(visit));
    }
}
