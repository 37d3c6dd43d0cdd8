//! What the root says about editions: `editions.js`, the one file that old editions look at, and `errata.json`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use crate::history::{AcceptedWarning, Archive, Correction, Release, Reviewed, day};

/// What `editions.js` says.
#[derive(Debug, Serialize)]
struct Script<'a> {
    format: u32,
    /// The newest edition in force of the newest year.
    newest: Option<Target<'a>>,
    editions: Vec<ScriptEdition<'a>>,
}

/// An edition that a banner leads to.
#[derive(Debug, Serialize)]
struct Target<'a> {
    folder: String,
    title: &'a str,
    version: u32,
    date: String,
    /// Pages of the edition looking at it that it does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lacks: Vec<&'a str>,
}

/// An edition as it is told about itself.
#[derive(Debug, Serialize)]
struct ScriptEdition<'a> {
    folder: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<WithdrawnScript<'a>>,
    /// The version of the same year that holds, where it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<Target<'a>>,
    /// Why the version that holds was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// Cells that have other values there: scheme, subject, node or nothing, what it is, before, after.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<Change>,
    /// A newer year that was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    newer: Option<Target<'a>>,
}

#[derive(Debug, Serialize)]
struct WithdrawnScript<'a> {
    reason: &'a str,
    date: String,
}

/// One changed cell, as an array: scheme, file of the subject, its name, node, words, before, after.
#[derive(Debug, Serialize)]
struct Change(String, String, String, Option<String>, String, Option<String>, Option<String>);

/// Writes `editions.js`: a classic script that sets one variable, so that it works from `file://`.
///
/// # Errors
/// When the writer fails.
pub fn script(archive: &Archive, out: &mut impl Write) -> io::Result<()> {
    let newest = archive.newest();
    let editions = archive.releases.iter().map(|release| edition(archive, release, newest)).collect();
    let newest = newest.map(|newest| target(newest, None));
    out.write_all(b"window.tongbaoEditions = ")?;
    let text = serde_json::to_string(&Script { format: 1, newest, editions })?;
    out.write_all(in_script(&text).as_bytes())?;
    out.write_all(b";\n")
}

/// JSON as a script takes it: no text in it can end the script element or be taken for a line end.
pub(super) fn in_script(json: &str) -> Cow<'_, str> {
    if !json.contains(['<', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(json);
    }
    Cow::Owned(json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}

fn edition<'a>(archive: &'a Archive, release: &'a Release, newest: Option<&'a Release>) -> ScriptEdition<'a> {
    let current = archive.in_force(release.year).filter(|current| current.version != release.version);
    let changes = current
        .map_or_else(Vec::new, |current| archive.corrections(release.year, release.version, current.version));
    ScriptEdition {
        folder: release.folder(),
        withdrawn: release.withdrawn.as_ref().map(|withdrawn| WithdrawnScript {
            reason: &withdrawn.reason,
            date: day(withdrawn.time).to_string(),
        }),
        current: current.map(|current| target(current, Some(release))),
        // The note of an earlier version is no correction of this one.
        note: current
            .filter(|current| current.version > release.version)
            .and_then(|current| current.note.as_deref()),
        changes: changes.into_iter().map(change).collect(),
        newer: newest.filter(|newest| newest.year > release.year).map(|newest| target(newest, Some(release))),
    }
}

fn target<'a>(to: &'a Release, from: Option<&'a Release>) -> Target<'a> {
    let there: BTreeSet<&str> = to.pages.iter().map(String::as_str).collect();
    let pages = from.map_or(&[][..], |from| &from.pages);
    Target {
        folder: to.folder(),
        title: &to.title,
        version: to.version,
        date: to.date().to_string(),
        lacks: pages.iter().map(String::as_str).filter(|page| !there.contains(page)).collect(),
    }
}

fn change(one: Correction) -> Change {
    let file = crate::site::subject_file(&one.subject);
    let node = one.cell.node().map(str::to_owned);
    Change(one.scheme, file, one.name, node, one.title, one.before, one.after)
}

/// What `errata.json` says.
#[derive(Debug, Serialize)]
struct Errata<'a> {
    format: u32,
    versions: Vec<ErrataVersion<'a>>,
}

#[derive(Debug, Serialize)]
struct ErrataVersion<'a> {
    year: i16,
    version: u32,
    date: String,
    note: Option<&'a str>,
    supersedes: Option<u32>,
    withdrawn: Option<&'a crate::history::Withdrawal>,
    sha256: &'a str,
    /// How many values were released without the confirmation they were to have.
    #[serde(skip_serializing_if = "is_none")]
    unconfirmed: usize,
    /// The warnings that were accepted as verified.
    #[serde(skip_serializing_if = "<[AcceptedWarning]>::is_empty")]
    accepted: &'a [AcceptedWarning],
    #[serde(skip_serializing_if = "<[Reviewed]>::is_empty")]
    reviewed: &'a [Reviewed],
    corrections: &'a [Correction],
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// Writes `errata.json`: every version, with every cell that it corrected.
///
/// # Errors
/// When the writer fails.
pub fn errata(archive: &Archive, out: &mut impl Write) -> io::Result<()> {
    let versions = archive.releases.iter().map(errata_version).collect();
    serde_json::to_writer_pretty(&mut *out, &Errata { format: 1, versions })?;
    out.write_all(b"\n")
}

fn errata_version(release: &Release) -> ErrataVersion<'_> {
    ErrataVersion {
        year: release.year.get(),
        version: release.version,
        date: release.date().to_string(),
        note: release.note.as_deref(),
        supersedes: release.supersedes,
        withdrawn: release.withdrawn.as_ref(),
        sha256: &release.digest,
        unconfirmed: release.unconfirmed,
        accepted: &release.accepted,
        reviewed: &release.reviewed,
        corrections: release.corrections.as_deref().unwrap_or_default(),
    }
}
