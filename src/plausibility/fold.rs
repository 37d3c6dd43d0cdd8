//! Warnings of one cause are told once: of the same kind, about the same thing, in many records of a scheme.

use std::collections::BTreeMap;

use super::finding::Finding;
use crate::diagnostics::{Diagnostic, some};

/// In so many records the same warning has one cause.
const MANY: usize = 4;

/// The first of each kind where there are many, with the places of the others, and all of those that are few.
pub(super) fn fold(findings: Vec<Finding>) -> Vec<Diagnostic> {
    let mut alike: BTreeMap<_, Vec<Diagnostic>> = BTreeMap::new();
    for Finding { about, warning, .. } in findings {
        alike.entry((warning.code, about)).or_default().push(warning);
    }
    let mut told = Vec::new();
    for mut warnings in alike.into_values() {
        if warnings.len() >= MANY {
            let names: Vec<String> = warnings[1..].iter().map(place).collect();
            warnings.truncate(1);
            let first = &mut warnings[0];
            let text = format!("同一原因另有{}处：{}", names.len(), some(&names));
            first.hint = Some(match first.hint.take() {
                Some(hint) => format!("{hint}。{text}"),
                None => text,
            });
        }
        told.extend(warnings);
    }
    told
}

/// foshan.yaml:11
fn place(one: &Diagnostic) -> String {
    let file = one.file.rsplit('/').next().unwrap_or(&one.file);
    one.span.map_or_else(|| file.to_owned(), |span| format!("{file}:{}", span.at.line))
}
