//! Everything that speaks against a release.

use jiff::Timestamp;

use super::super::{groups, rectification, registry};
use super::run::Run;
use crate::diagnostics::{Code, Diagnostic};
use crate::edition::{Edition, Fault, FileEntry, INPUTS, Manifest, SiteFault, Sums, files, inputs_digest};
use crate::history::{Scored, day};
use crate::model::{ApprovalStep, Evaluation, State, Status, ToConfirm, Year, YearContent};
use crate::procedure::approval;

/// One reason why a year is not released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The content has no such year.
    NoYear {
        /// The years it has.
        years: Vec<Year>,
    },
    /// Leaves are not reported.
    Missing {
        /// Subject and indicator of each.
        leaves: Vec<String>,
    },
    /// No group evaluates these, though one has to.
    NotTaken {
        /// Set of groups and subject of each.
        subjects: Vec<String>,
    },
    /// Nobody says what became of these problems of earlier years, though points are taken off for those still open.
    NotFollowedUp {
        /// Scheme, subject and problems of each.
        records: Vec<String>,
    },
    /// Titles, days or all records are those of another year.
    LeftOver {
        /// Place and what is wrong of each.
        problems: Vec<String>,
    },
    /// What was carried over from another year was not confirmed.
    NotConfirmed {
        /// The files, with what of each is to be looked at.
        files: Vec<String>,
    },
    /// Records are still worked on, and nobody said that this may be released.
    Draft {
        /// Their files.
        records: Vec<String>,
    },
    /// Records are invented, and nobody said that this may be released.
    Sample {
        /// How many records are samples.
        records: usize,
    },
    /// Steps of the approval were not done by the day of the release.
    NotApproved {
        /// Scheme and step of each.
        steps: Vec<String>,
    },
    /// A correction has to say what it corrects.
    NoNote {
        /// The version it would be.
        version: u32,
    },
    /// Its inputs are those of the version before.
    Unchanged {
        /// The version that holds now.
        version: u32,
    },
    /// An earlier edition is not what it was.
    Tampered {
        /// The edition's folder, relative to the site.
        edition: String,
        /// How its files differ from its manifest.
        faults: Vec<Fault>,
    },
    /// Review requests were answered by a correction, but nothing of their subject's result is corrected.
    ReviewWithoutCorrection {
        /// Scheme, subject and id of each.
        requests: Vec<String>,
    },
    /// The site folder knows of no edition, and nobody said that this is the first: it may have been lost.
    First,
    /// It was said that this is the first, and the site folder has editions.
    NotFirst,
    /// The clock stands before the last release or withdrawal.
    Clock {
        /// What the clock says.
        time: Timestamp,
        /// When something was last released or withdrawn.
        last: Timestamp,
    },
    /// The editions and what stands around them do not go together.
    Site {
        /// Where not.
        faults: Vec<SiteFault>,
    },
    /// The edition's own inputs do not lead to its results.
    NotReproduced {
        /// Why, or which results differ.
        because: Vec<String>,
    },
}

impl Run<'_> {
    /// Everything that speaks against the release.
    pub(super) fn refusals(
        &self,
        before: [Option<&Edition>; 2],
        version: u32,
        inputs: &[FileEntry],
    ) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        match (registry::is_fresh(&self.desk.shelf), self.what.first) {
            (true, false) => refusals.push(Refusal::First),
            (false, true) => refusals.push(Refusal::NotFirst),
            (true, true) | (false, false) => {}
        }
        let (leaves, samples) = (self.missing(), self.samples());
        if !leaves.is_empty() && !self.what.allow_missing {
            refusals.push(Refusal::Missing { leaves });
        }
        let draft = self.desk.draft(self.what.year);
        let subjects = draft.map(|year| groups::not_taken(&self.desk.content, year)).unwrap_or_default();
        if !subjects.is_empty() {
            refusals.push(Refusal::NotTaken { subjects });
        }
        let records = draft.map(|year| rectification::names(self.desk, year)).unwrap_or_default();
        if !records.is_empty() {
            refusals.push(Refusal::NotFollowedUp { records });
        }
        let problems = self.left_over();
        if !problems.is_empty() {
            refusals.push(Refusal::LeftOver { problems });
        }
        let told = |one: &ToConfirm| format!("{}/{}：{}", self.what.year, one.file, one.about);
        let unconfirmed: Vec<String> =
            draft.map(|year| year.to_confirm.iter().map(told).collect()).unwrap_or_default();
        if !unconfirmed.is_empty() {
            refusals.push(Refusal::NotConfirmed { files: unconfirmed });
        }
        let records = self.drafts();
        if !records.is_empty() && !self.what.allow_draft {
            refusals.push(Refusal::Draft { records });
        }
        if samples > 0 && !self.what.allow_sample {
            refusals.push(Refusal::Sample { records: samples });
        }
        let steps = draft.map(|year| self.not_approved(year)).unwrap_or_default();
        if !steps.is_empty() && !self.what.internal_draft {
            refusals.push(Refusal::NotApproved { steps });
        }
        if version > 1 && self.what.note.is_none_or(|note| note.trim().is_empty()) {
            refusals.push(Refusal::NoNote { version });
        }
        let same = |before: &&&Edition| {
            before.withdrawn.is_none()
                // What went out for internal use is released once more when it was approved.
                && before.manifest.internal_draft == self.what.internal_draft
                && before.manifest.inputs == comparable(&before.manifest, inputs)
        };
        if let Some(before) = before.iter().flatten().find(same) {
            refusals.push(Refusal::Unchanged { version: before.manifest.version });
        }
        let leaned_on = self.desk.released.iter().map(|of| &of.edition);
        let own = self.desk.shelf.of(self.what.year.get());
        for edition in leaned_on.filter(|of| of.manifest.year < self.what.year.get()).chain(own) {
            let (year, version) = (edition.manifest.year, edition.manifest.version);
            let (_, faults) = files(&edition.folder, year, version);
            if !faults.is_empty() {
                refusals.push(Refusal::Tampered { edition: format!("{year}/v{version}"), faults });
            }
        }
        refusals
    }

    fn schemes(&self) -> impl Iterator<Item = &Scored<'_>> {
        let scored = self.scores.drafts.years.iter().find(|draft| draft.year.year == self.what.year);
        scored.into_iter().flat_map(|year| &year.schemes)
    }

    /// Scheme, subject and title of every leaf that is not reported or cannot be worked out.
    pub(super) fn missing(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        for scheme in self.schemes() {
            let definition = &scheme.evaluation.scheme;
            for (id, subject) in definition.subjects.iter().zip(&scheme.results.subjects) {
                let missing = definition.indices().filter(|node| {
                    definition.node(*node).children().is_empty()
                        && matches!(subject.nodes[node.get()].state, State::Missing | State::Undefined)
                });
                let name = |node| format!("{}/{}：{}", definition.id, id, definition.node(node).title);
                leaves.extend(missing.map(name));
            }
        }
        leaves
    }

    /// What of the year was left over from another one.
    fn left_over(&self) -> Vec<String> {
        let home = format!("{}/", self.what.year);
        let of_it = |one: &&Diagnostic| {
            matches!(one.code, Code::LeftOver | Code::SameYear) && one.file.starts_with(&home)
        };
        let told = |one: &Diagnostic| {
            let line = one.span.map_or_else(String::new, |span| format!(":{}", span.at.line));
            format!("{}{line}：{}", one.file, one.message)
        };
        self.problems.iter().filter(of_it).map(told).collect()
    }

    /// The files of the records that are drafts, and of the schemes.
    fn drafts(&self) -> Vec<String> {
        let of = |scheme: &Scored<'_>| {
            let definition = &scheme.evaluation.scheme;
            let own = (definition.status == Status::Draft).then(|| definition.file.to_string());
            let records = scheme.evaluation.records.iter().filter(|record| record.status == Status::Draft);
            own.into_iter()
                .chain(records.filter_map(|record| record.file.as_deref().map(str::to_owned)))
                .collect::<Vec<_>>()
        };
        self.schemes().flat_map(of).collect()
    }

    /// How many records are samples.
    fn samples(&self) -> usize {
        let of = |scheme: &Scored<'_>| {
            let sample = scheme.evaluation.scheme.status == Status::Sample;
            let records = scheme.evaluation.records.iter();
            records.filter(|record| sample || record.status == Status::Sample).count()
        };
        self.schemes().map(of).sum()
    }

    /// The steps of the year's approvals that were not done by the day of the release.
    fn not_approved(&self, year: &YearContent) -> Vec<String> {
        let day = day(self.what.time);
        let of = |evaluation: &Evaluation| {
            let scheme = &evaluation.scheme;
            let name = move |step: &ApprovalStep| {
                let clause = step.clause.as_ref().and_then(|clause| year.clauses.get(clause));
                let cite = clause.map_or_else(String::new, |clause| format!("（{}）", clause.cite));
                format!("{}：{}{cite}", scheme.id, step.title)
            };
            approval::lacking(evaluation, day).into_iter().map(name).collect::<Vec<_>>()
        };
        year.evaluations.iter().flat_map(of).collect()
    }
}

/// The digest of a new edition's inputs as a version before would have it: one that was made before theme and earlier
/// editions were kept has the content alone.
fn comparable(before: &Manifest, inputs: &[FileEntry]) -> Sums {
    if before.is_whole() {
        return inputs_digest(inputs);
    }
    let content = |file: &&FileEntry| {
        let path = file.path.strip_prefix(INPUTS).and_then(|path| path.strip_prefix('/'));
        path.is_some_and(|path| crate::content::is_source(path, None))
    };
    inputs_digest(&inputs.iter().filter(content).cloned().collect::<Vec<_>>())
}
