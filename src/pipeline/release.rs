//! Release: a year's draft becomes the next version, rendered with the version's mark, sealed, and stored together
//! with a site that knows of it, in one step.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::build::{self, BuildError, BuildSummary, Keep, Printed, Request, Sites, Stage};
use super::correcting::corrected;
use super::desk::{Desk, DeskError, Scores, mark};
use super::press::{Press, entry};
use super::registry;
use super::verify::{Recomputed, recompute};
use super::volume::{self, Volume};
use crate::diagnostics::Diagnostic;
use crate::edition::{
    self, CORRECTIONS, CorrectionsFile, Edition, Fault, FileEntry, INPUTS, LineKind, Manifest, REGISTER,
    RESULTS, Register, SecretKey, SiteFault, Sums, Superseded, files, inputs_digest,
};
use crate::history::{Archive, Correction, EarlierInput, RegisterState, Reviewed, day, unfulfilled};
use crate::model::{ApprovalStep, Evaluation, State, Status, Year, YearContent};
use crate::output::{Action, OutputError, Transaction, Unit};
use crate::procedure::approval;
use crate::scoring::SCORING_REVISION;
use crate::site::YearInput;

/// What to release, and under which conditions.
#[derive(Debug)]
pub struct ReleaseRequest<'a> {
    /// The year whose draft becomes an edition.
    pub year: Year,
    /// What it is; from version 2 on what it corrects.
    pub note: Option<&'a str>,
    /// Whether invented records may be released; the mark then stays on every page.
    pub allow_sample: bool,
    /// Whether it goes out before it is approved, for internal use; it is marked so on every page and never holds.
    pub internal_draft: bool,
    /// Whether nothing was ever released from this content: asked for where the site folder knows of no edition.
    pub first: bool,
    /// Whether nothing is stored.
    pub dry_run: bool,
    /// Signs the manifest; `None`: the edition carries digests only.
    pub key: Option<&'a SecretKey>,
    /// When: read from the one clock by the caller.
    pub time: Timestamp,
}

/// What was released, or would be.
#[derive(Debug)]
pub struct Released {
    /// Its folder, `2019/v2`.
    pub folder: String,
    /// What was released, file by file with digests.
    pub manifest: Manifest,
    /// What changed since the version before; `None` for the first.
    pub corrections: Option<Vec<Correction>>,
    /// What was written; `None` in a dry run.
    pub summary: Option<BuildSummary>,
}

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

/// Why nothing was released.
#[derive(Debug)]
pub enum ReleaseError {
    /// The site could not be built.
    Build(BuildError),
    /// Every reason against it.
    Refused(Vec<Refusal>),
}

impl From<BuildError> for ReleaseError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Releases a year: scores it, writes an edition that never changes again, and signs it.
///
/// # Errors
/// See [`ReleaseError`]; the site is then as it was.
pub fn release(
    request: Request,
    what: &ReleaseRequest,
    stage: &(dyn Fn(Stage) + Sync),
) -> Result<Released, ReleaseError> {
    // What is not kept is staged where the system keeps such things: the site may be read-only for a trial.
    let scratch = what.dry_run.then(scratch).transpose()?;
    let written = scratch.as_ref().map_or(request.output, |folder| folder.path());
    let (transaction, desk) = build::begin(&request, written, Keep::Sources, stage)?;
    stage(Stage::Scoring);
    let scores = desk.score(Some(what.year));
    let problems = {
        let sites = Sites::of(&desk, &scores, scores.front(&desk), desk.shelf.archive());
        let mut problems = build::problems(&request, &desk, &scores, &sites)?;
        problems.extend(super::paths::of_sources(request.content, &desk.content, what.year));
        if problems.iter().any(Diagnostic::is_error) {
            return Err(BuildError::Content(problems).into());
        }
        problems
    };
    let renderer = build::renderer(&request, &desk)?;
    let press = Press { renderer: &renderer, transaction: &transaction, stage, style_guide: false };
    let run = Run { request, what, desk: &desk, scores: &scores, press: &press };
    let Frozen { edition, charts, mut register, around } = run.freeze(&transaction)?;
    let folder = edition.manifest.folder();
    if what.dry_run {
        let Edition { manifest, corrections, .. } = edition;
        return Ok(Released { folder, manifest, corrections, summary: None });
    }
    let zip = edition::archive(&edition).map_err(shelf)?;
    let line = registry::entry(LineKind::Release, &edition, &zip);
    let text = registry::carried_on(&mut register, line, what.key);
    build::beside_editions(&transaction, request.output, &desk.shelf.editions, Some(&register))?;
    let zip_path = edition::zip_path(edition.manifest.year, edition.manifest.version);
    transaction.file(&zip_path, &zip)?;
    let printed = run.front(&edition, register.state())?;
    let printed = Printed { charts: printed.charts + charts, ..printed };
    build::keep_ledgers(&transaction)?;
    transaction.ledger(REGISTER, &text)?;
    stage(Stage::Writing);
    let written = build::swap_in(transaction)?;
    let summary = Some(printed.summary(request.output, written, (problems, around)));
    let Edition { manifest, corrections, .. } = edition;
    Ok(Released { folder, manifest, corrections, summary })
}

/// An edition that is sealed, and what goes with it.
struct Frozen {
    /// Its folder is where it is staged; nowhere in a dry run.
    edition: Edition,
    charts: usize,
    /// The register as it was before.
    register: Register,
    /// What else was found around the editions.
    around: Vec<SiteFault>,
}

/// Files of the edition as they are made: staged, unless nothing is to be stored.
struct Bundle<'b> {
    unit: Option<Unit<'b>>,
    made: Mutex<Made>,
}

#[derive(Default)]
struct Made {
    entries: Vec<FileEntry>,
    results: Vec<u8>,
}

impl Bundle<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), BuildError> {
        if let Some(unit) = &self.unit {
            unit.write(path, bytes).map_err(BuildError::Output)?;
        }
        let entry = entry(path, bytes);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.entries.push(entry);
        if path == RESULTS {
            made.results = bytes.to_vec();
        }
        Ok(())
    }
}

fn shelf(error: edition::ShelfError) -> ReleaseError {
    ReleaseError::Build(BuildError::Desk(DeskError::Shelf(error)))
}

fn scratch() -> Result<tempfile::TempDir, BuildError> {
    tempfile::Builder::new().prefix("tongbao-").tempdir().map_err(|source| {
        BuildError::Output(OutputError::Io {
            action: Action::CreateFolder,
            path: std::env::temp_dir(),
            source,
        })
    })
}

/// One release under way.
struct Run<'r> {
    request: Request<'r>,
    what: &'r ReleaseRequest<'r>,
    desk: &'r Desk,
    scores: &'r Scores<'r>,
    press: &'r Press<'r>,
}

impl Run<'_> {
    /// Renders and seals the edition into its unit, unless there is a reason against it.
    fn freeze(&self, transaction: &Transaction) -> Result<Frozen, ReleaseError> {
        let year = self.what.year;
        if self.desk.draft(year).is_none() {
            let years = self.desk.content.years.iter().map(|of| of.year).collect();
            return Err(ReleaseError::Refused(vec![Refusal::NoYear { years }]));
        }
        let before = self.desk.shelf.of(year.get()).next_back();
        let version = before.map_or(1, |before| before.manifest.version + 1);
        let over = self.press.renderer.overlay();
        let inputs = volume::inputs(year, &self.desk.sources, &self.desk.released, over).map_err(shelf)?;
        let input =
            |(path, bytes): (&String, &std::sync::Arc<[u8]>)| entry(&format!("{INPUTS}/{path}"), bytes);
        let entries: Vec<FileEntry> = inputs.iter().map(input).collect();
        let digest = inputs_digest(&entries);
        let (register, mut refusals, around) =
            registry::open(self.request.output, self.desk, self.what.time)?;
        refusals.extend(self.refusals(before, version, &entries));
        if !refusals.is_empty() && !self.what.dry_run {
            return Err(ReleaseError::Refused(refusals));
        }
        let facts = self.manifest(version, before, digest, register.state());
        let not_reproduced = |why| Refusal::NotReproduced { because: vec![why] };
        let volume = match Volume::read(&inputs, &facts) {
            Ok(volume) => volume,
            Err(why) => {
                refusals.push(not_reproduced(why));
                return Err(ReleaseError::Refused(refusals));
            }
        };
        let unit = if self.what.dry_run { None } else { Some(transaction.edition(&facts.folder())?) };
        let bundle = Bundle { unit, made: Mutex::default() };
        let stage = self.press.stage;
        let files = |count: usize| stage(Stage::Rendering(count as u64));
        let put = |path: &str, bytes: &[u8]| bundle.put(path, bytes);
        let charts = volume.print(&facts, &put, &files, &|| stage(Stage::Rendered))?;
        for (path, bytes) in &inputs {
            bundle.put(&format!("{INPUTS}/{path}"), bytes)?;
        }
        let results = std::mem::take(&mut bundle.made.lock().unwrap_or_else(PoisonError::into_inner).results);
        let mut corrected_here = None;
        if let Some(before) = before {
            let (found, reviewed) = match corrected(before, volume.year(), &results) {
                Ok(found) => found,
                Err(why) => {
                    refusals.push(not_reproduced(why));
                    return Err(ReleaseError::Refused(refusals));
                }
            };
            let unfulfilled = unfulfilled(&reviewed, &found);
            if !unfulfilled.is_empty() {
                let requests =
                    unfulfilled.iter().map(|of| format!("{}/{}：{}", of.scheme, of.subject, of.review));
                refusals.push(Refusal::ReviewWithoutCorrection { requests: requests.collect() });
            }
            let before = before.manifest.version;
            let file = CorrectionsFile::new(before, version, found.clone(), reviewed.clone());
            bundle.put(CORRECTIONS, &file.text())?;
            corrected_here = Some((found, reviewed));
        }
        // What is about to be published must follow from what is published with it, for every other command too.
        match recompute(&inputs, &results, year) {
            Ok(Recomputed::Same) => {}
            Ok(Recomputed::Differs(because)) => refusals.push(Refusal::NotReproduced { because }),
            Err(why) => refusals.push(not_reproduced(why)),
        }
        if !refusals.is_empty() {
            return Err(ReleaseError::Refused(refusals));
        }
        let edition = self.seal(facts, bundle, corrected_here)?;
        Ok(Frozen { edition, charts, register, around })
    }

    fn seal(
        &self,
        facts: Manifest,
        bundle: Bundle,
        corrected: Option<(Vec<Correction>, Vec<Reviewed>)>,
    ) -> Result<Edition, BuildError> {
        let mut entries = bundle.made.into_inner().unwrap_or_else(PoisonError::into_inner).entries;
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let sealed = edition::seal(Manifest { files: entries, ..facts }, self.what.key);
        if let Some(unit) = &bundle.unit {
            for (path, bytes) in &sealed.files {
                unit.write(path, bytes).map_err(BuildError::Output)?;
            }
        }
        let (corrections, reviewed) = corrected.unzip();
        let folder = bundle.unit.as_ref().map(|unit| unit.staged().to_owned()).unwrap_or_default();
        Ok(Edition {
            corrections,
            reviewed: reviewed.unwrap_or_default(),
            signed: self.what.key.is_some(),
            ..Edition::bare(folder, sealed.manifest)
        })
    }

    /// Everything that speaks against the release.
    fn refusals(&self, before: Option<&Edition>, version: u32, inputs: &[FileEntry]) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        match (registry::is_fresh(&self.desk.shelf), self.what.first) {
            (true, false) => refusals.push(Refusal::First),
            (false, true) => refusals.push(Refusal::NotFirst),
            (true, true) | (false, false) => {}
        }
        let scored = self.scores.drafts.years.iter().find(|draft| draft.year.year == self.what.year);
        let schemes = || scored.into_iter().flat_map(|year| &year.schemes);
        let (mut leaves, mut samples) = (Vec::new(), 0);
        for scheme in schemes() {
            let definition = &scheme.evaluation.scheme;
            let records = &scheme.evaluation.records;
            samples += records
                .iter()
                .filter(|record| definition.status == Status::Sample || record.status == Status::Sample)
                .count();
            for (id, subject) in definition.subjects.iter().zip(&scheme.results.subjects) {
                let missing = definition.indices().filter(|node| {
                    definition.node(*node).children().is_empty()
                        && matches!(subject.nodes[node.get()].state, State::Missing | State::Undefined)
                });
                let name = |node| format!("{}/{}：{}", definition.id, id, definition.node(node).title);
                leaves.extend(missing.map(name));
            }
        }
        if !leaves.is_empty() {
            refusals.push(Refusal::Missing { leaves });
        }
        let draft = self.desk.draft(self.what.year);
        let subjects =
            draft.map(|year| super::groups::not_taken(&self.desk.content, year)).unwrap_or_default();
        if !subjects.is_empty() {
            refusals.push(Refusal::NotTaken { subjects });
        }
        let records = draft.map(|year| super::rectification::names(self.desk, year)).unwrap_or_default();
        if !records.is_empty() {
            refusals.push(Refusal::NotFollowedUp { records });
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
        if let Some(before) = before
            && before.withdrawn.is_none()
            // What went out for internal use is released once more when it was approved.
            && before.manifest.internal_draft == self.what.internal_draft
            && before.manifest.inputs == comparable(&before.manifest, inputs)
        {
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

    /// What the edition's manifest says before its files are named.
    fn manifest(
        &self,
        version: u32,
        before: Option<&Edition>,
        inputs: Sums,
        register: RegisterState,
    ) -> Manifest {
        let year = self.what.year;
        let draft = self.desk.draft(year).expect("the year was looked up before");
        let earlier = self.desk.content.years.iter().map(|of| of.year);
        let mut earlier: Vec<Year> = earlier.chain(self.desk.released.iter().map(|of| of.year)).collect();
        earlier.sort_unstable();
        earlier.dedup();
        earlier.retain(|of| *of < year);
        Manifest {
            format: edition::FORMAT,
            year: year.get(),
            title: draft.title.clone(),
            version,
            engine: format!("tongbao {}", env!("CARGO_PKG_VERSION")),
            scoring_revision: SCORING_REVISION,
            time: self.what.time,
            note: self.what.note.map(str::to_owned),
            supersedes: before.map(|before| Superseded {
                version: before.manifest.version,
                sha256: before.manifest.sha256().to_owned(),
            }),
            schemes: draft.evaluations.iter().map(|of| of.scheme.id.to_string()).collect(),
            sample: draft.evaluations.iter().any(|of| {
                of.scheme.status == Status::Sample
                    || of.records.iter().any(|record| record.status == Status::Sample)
            }),
            internal_draft: self.what.internal_draft,
            earlier: earlier.into_iter().map(|year| self.earlier(year)).collect(),
            register: Some(register),
            inputs,
            files: Vec::new(),
            digest: None,
        }
    }

    fn earlier(&self, year: Year) -> EarlierInput {
        let released = self.desk.released(year).map(|released| &released.edition.manifest);
        EarlierInput {
            year: year.get(),
            edition: released.map_or_else(|| "draft".to_owned(), |manifest| format!("v{}", manifest.version)),
            sha256: released.map(|manifest| manifest.sha256().to_owned()),
        }
    }

    /// Prints the rest of the site as it is once the edition stands.
    fn front(&self, edition: &Edition, register: RegisterState) -> Result<Printed, BuildError> {
        let mut archive: Archive = self.desk.shelf.archive();
        archive.register = Some(register);
        archive.releases.extend(edition.release());
        archive.releases.sort_by_key(|release| (release.year, release.version));
        let manifest = &edition.manifest;
        let mark = mark(manifest);
        let mut front = self.scores.front(self.desk);
        // What is not approved does not take the place of what holds.
        if !manifest.internal_draft {
            front.retain(|of| of.scored.year.year != self.what.year);
            let own = self.scores.drafts.years.iter().find(|draft| draft.year.year == self.what.year);
            front.extend(own.map(|scored| YearInput { content: &self.desk.content, scored, mark }));
            front.sort_by_key(|of| of.scored.year.year);
        }
        build::front_matter(self.press, Sites::of(self.desk, self.scores, front, archive))
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

impl From<OutputError> for ReleaseError {
    fn from(error: OutputError) -> Self {
        Self::Build(BuildError::Output(error))
    }
}
