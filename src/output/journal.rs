//! What a commit is about to do: once this file stands, it will be done, by this run or by the next.

use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::fs;
use super::path::SitePath;
use super::sealed::{self, Sealed};
use super::staging::Staging;

const NAME: &str = ".tongbao-journal";

/// One step of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Put the staged unit in the place of what stands there.
    Swap(SitePath),
    /// Put the staged edition where nothing stands.
    Create(SitePath),
    /// Take the unit away.
    Retire(SitePath),
}

/// What stands where a journal may be.
pub(super) enum Journal {
    Absent,
    Damaged,
    Steps(Vec<Step>),
}

/// Whether a run was interrupted while it swapped units of the site at `root`: the next run that writes completes it.
pub fn is_unfinished(root: &Path) -> bool {
    place(root).exists()
}

/// Reads the journal of the site at `root`.
pub(super) fn read(root: &Path) -> Result<Journal, OutputError> {
    let lines = match sealed::read(&place(root), "journal")? {
        Sealed::Absent => return Ok(Journal::Absent),
        Sealed::Damaged => return Ok(Journal::Damaged),
        Sealed::Lines(lines) => lines,
    };
    let steps: Option<Vec<Step>> = lines.iter().map(|line| parse(line)).collect();
    Ok(steps.map_or(Journal::Damaged, Journal::Steps))
}

/// Puts the journal in place in one rename.
pub(super) fn put(root: &Path, staging: &Staging, steps: &[Step]) -> Result<(), OutputError> {
    let draft = staging.journal();
    sealed::write(&draft, "journal", steps.iter().map(Step::words))?;
    fs::rename(&draft, &place(root))
}

/// Takes the journal away: all its steps are done.
pub(super) fn remove(root: &Path) -> Result<(), OutputError> {
    fs::remove_file(&place(root))
}

pub(super) fn place(root: &Path) -> PathBuf {
    root.join(NAME)
}

impl Step {
    pub fn target(&self) -> &SitePath {
        match self {
            Step::Swap(target) | Step::Create(target) | Step::Retire(target) => target,
        }
    }

    fn words(&self) -> (&str, &str) {
        let word = match self {
            Step::Swap(_) => "swap",
            Step::Create(_) => "create",
            Step::Retire(_) => "retire",
        };
        (word, self.target().as_str())
    }
}

fn parse(line: &str) -> Option<Step> {
    let (word, target) = line.split_once(' ')?;
    let target = SitePath::parse(target).ok()?;
    match word {
        "swap" => Some(Step::Swap(target)),
        "create" => Some(Step::Create(target)),
        "retire" => Some(Step::Retire(target)),
        _ => None,
    }
}
