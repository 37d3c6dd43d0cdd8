//! W0813: a piece of evidence that an observation lists twice.

use super::finding::Findings;
use super::look::Look;
use crate::diagnostics::Code;

pub(super) fn check(look: &Look<'_>, findings: &mut Findings<'_>) {
    for (subject, record) in look.records() {
        for node in look.scheme().indices() {
            let Some(observation) = record.observation(node) else { continue };
            let pieces = &observation.evidence;
            let twice = pieces.iter().enumerate().find_map(|(at, piece)| {
                let same = |other: &&crate::model::Evidence| match (&piece.file, &other.file) {
                    (Some(one), Some(other)) => one == other,
                    (None, None) => {
                        (&piece.kind, &piece.title, piece.date) == (&other.kind, &other.title, other.date)
                    }
                    (Some(_), None) | (None, Some(_)) => false,
                };
                pieces[at + 1..].iter().find(same)
            });
            if let Some(piece) = twice {
                let definition = look.scheme().node(node);
                let named = piece.file.as_ref().map_or_else(String::new, |file| format!("（{file}）"));
                let text = format!(
                    "“{}”（{}）的佐证材料“{}”{named}列了两次",
                    definition.title, definition.id, piece.title
                );
                findings.add(
                    Code::EvidenceTwice,
                    subject,
                    (definition.id.as_str(), observation.at),
                    text,
                    |warning| warning.hint("请核对是不是另一件；是同一件的，列一次就够了"),
                );
            }
        }
    }
}
