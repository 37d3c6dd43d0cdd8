//! In which order problems are told, and how often.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagnostic, some};

/// In so many files the same slip has one cause.
const MANY: usize = 3;

/// Sorts by file, then place, then code; the order in which files were read does not show. The files of a folder come
/// before those of the folders in it: a scheme before its records, since what is wrong there has its cause here.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| (d.span.map(|span| (span.at, span.start)), d.code);
        (place(&a.file), key(a), &a.message).cmp(&(place(&b.file), key(b), &b.message))
    });
}

/// A path by its folders, each after the files beside it.
fn place(path: &str) -> Vec<(bool, &str)> {
    let mut parts: Vec<(bool, &str)> = path.split('/').map(|part| (true, part)).collect();
    if let Some(file) = parts.last_mut() {
        file.0 = false;
    }
    parts
}

/// Tells an error once that stands in the same words, once each, in many files of a folder: a name that the scheme
/// changed, a slip that was copied from record to record. The others are named with the first. Takes sorted problems.
pub fn fold(diagnostics: &mut Vec<Diagnostic>) {
    let key = |one: &Diagnostic| {
        let (folder, _) = one.file.rsplit_once('/')?;
        one.is_error().then(|| {
            let (found, meant) = (one.found.clone(), one.suggestion.clone());
            (folder.to_owned(), one.code, one.message.clone(), found, meant)
        })
    };
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (position, one) in diagnostics.iter().enumerate() {
        if let Some(key) = key(one) {
            alike.entry(key).or_default().push(position);
        }
    }
    let mut drop = vec![false; diagnostics.len()];
    for places in alike.into_values() {
        let files: BTreeSet<&str> = places.iter().map(|at| &*diagnostics[*at].file).collect();
        // Where a file has it several times, each place is to be mended by itself.
        if files.len() < MANY || files.len() < places.len() {
            continue;
        }
        let name = |one: &Diagnostic| {
            let file = one.file.rsplit('/').next().unwrap_or(&one.file);
            one.span.map_or_else(|| file.to_owned(), |span| format!("{file}:{}", span.at.line))
        };
        let names: Vec<String> = places[1..].iter().map(|at| name(&diagnostics[*at])).collect();
        let text = format!("同一文件夹另有{}个文件也是这样：{}", names.len(), some(&names));
        places[1..].iter().for_each(|at| drop[*at] = true);
        let first = &mut diagnostics[places[0]];
        first.hint = Some(match first.hint.take() {
            Some(hint) => format!("{hint}。{text}"),
            None => text,
        });
    }
    let mut position = 0;
    diagnostics.retain(|_| {
        position += 1;
        !drop[position - 1]
    });
}
