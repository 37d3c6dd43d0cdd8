//! W0808: the same remark in the records of several subjects. Problems are not looked at: who finds the same thing at two
//! places says it in the same words.

use std::collections::BTreeMap;

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::Code;
use crate::model::{At, Record, SubjectIndex};

/// Shorter remarks are the same by chance: 没有此项工作。
const LONG: usize = 20;

struct Note<'a> {
    subject: SubjectIndex,
    record: &'a Record,
    about: &'a str,
    at: At,
}

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    let mut notes: BTreeMap<&str, Vec<Note<'_>>> = BTreeMap::new();
    for (subject, record) in look.records() {
        let mut of_record: Vec<(Option<&String>, &str, At)> = Vec::new();
        for (figure, definition) in look.figures() {
            if let Some(value) = record.figure(figure) {
                of_record.push((value.note.as_ref(), &definition.id, value.at));
            }
        }
        for node in look.scheme().indices() {
            if let Some(observation) = record.observation(node) {
                of_record.push((
                    observation.note.as_ref(),
                    look.scheme().node(node).id.as_str(),
                    observation.at,
                ));
            }
        }
        for event in &record.events {
            of_record.push((event.note.as_ref(), &look.scheme().events[event.kind.get()].id, event.at));
        }
        for (text, about, at) in of_record {
            if let Some(text) = text.filter(|text| text.chars().count() >= LONG) {
                notes.entry(text.as_str()).or_default().push(Note { subject, record, about, at });
            }
        }
    }
    for (text, places) in &notes {
        let first = &places[0];
        let Some(second) = places.iter().find(|note| note.subject != first.subject) else { continue };
        let mut subjects: Vec<SubjectIndex> = places.iter().map(|note| note.subject).collect();
        subjects.dedup();
        let begins: String = text.chars().take(LONG).collect();
        let message = format!("“{begins}…”这段话在{}份记录里一字不差", subjects.len());
        findings.add(Code::SameNote, second.subject, (second.about, second.at), message, |warning| {
            let warning = warning.hint("多半是抄来的；请核对说的是不是这个对象的事");
            match first.record.place(first.at) {
                Some(place) => warning.also_at(&place, "先写在这里"),
                None => warning,
            }
        });
    }
}
