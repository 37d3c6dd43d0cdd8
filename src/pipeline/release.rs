//! Release: a year's draft becomes the next version, rendered with the version's mark, sealed, and stored together
//! with a site that knows of it, in one step.

use std::path::Path;

use jiff::Timestamp;

use super::build::{self, BuildError, BuildSummary, Printed, Request, Sites, Stage};
use super::desk::{Desk, Scores};
use super::press::{Job, Press, entry};
use super::verify::{Recomputed, recompute};
use crate::content;
use crate::edition::{
    self, CORRECTIONS, CorrectionsFile, Edition, Fault, FileEntry, INPUTS, Manifest, RESULTS, SecretKey,
    Sums, Superseded, files, inputs_digest,
};
use crate::history::{
    Archive, Correction, EarlierInput, PublishedYear, Reviewed, Version, corrections, day, reviewed,
    unfulfilled,
};
use crate::model::{ApprovalStep, Evaluation, MissingPolicy, State, Status, Year, YearContent};
use crate::output::{Action, OutputError, Transaction, Unit};
use crate::procedure::approval;
use crate::scoring::SCORING_REVISION;
use crate::site::{Input, Mark, Site, YearInput};

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
    let (transaction, desk) = build::begin(&request, written, stage)?;
    stage(Stage::Scoring);
    let scores = desk.score(Some(what.year));
    let problems = {
        let sites = Sites::of(&desk, &scores, scores.front(&desk), desk.shelf.archive());
        build::problems(&request, &desk, &scores, &sites)?
    };
    let renderer = build::renderer(&request, &desk)?;
    let press = Press { renderer: &renderer, transaction: &transaction, stage, style_guide: false };
    let run = Run { request, what, desk: &desk, scores: &scores, press: &press };
    let (edition, charts) = run.freeze(&transaction)?;
    let folder = format!("{}/v{}", what.year, edition.manifest.version);
    if what.dry_run {
        let Edition { manifest, corrections, .. } = edition;
        return Ok(Released { folder, manifest, corrections, summary: None });
    }
    let printed = run.front(&edition)?;
    let printed = Printed { charts: printed.charts + charts, ..printed };
    let mut zips: Vec<&Edition> = desk.shelf.editions.iter().collect();
    zips.push(&edition);
    build::keep_zips(&transaction, request.output, &zips)?;
    if !desk.shelf.withdrawals.withdrawals.is_empty() {
        transaction.keep(edition::WITHDRAWALS).map_err(BuildError::Output)?;
    }
    stage(Stage::Writing);
    let written = build::swap_in(transaction).map_err(BuildError::Output)?;
    let summary = Some(printed.summary(request.output, written, problems));
    let Edition { manifest, corrections, .. } = edition;
    Ok(Released { folder, manifest, corrections, summary })
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
    /// Renders and seals the edition into its unit, unless there is a reason against it. The edition's folder is
    /// where it is staged.
    fn freeze(&self, transaction: &Transaction) -> Result<(Edition, usize), ReleaseError> {
        let year = self.what.year;
        if self.desk.draft(year).is_none() {
            let years = self.desk.content.years.iter().map(|of| of.year).collect();
            return Err(ReleaseError::Refused(vec![Refusal::NoYear { years }]));
        }
        let before = self.desk.shelf.of(year.get()).next_back();
        let version = before.map_or(1, |before| before.manifest.version + 1);
        let inputs = self.inputs()?;
        let digest =
            inputs_digest(&inputs.iter().map(|(path, bytes)| entry(path, bytes)).collect::<Vec<_>>());
        let mut refusals = self.refusals(before, version, &digest);
        if !refusals.is_empty() && !self.what.dry_run {
            return Err(ReleaseError::Refused(refusals));
        }
        let folder = format!("{year}/v{version}");
        let unit = transaction.edition(&folder).map_err(BuildError::Output)?;
        let mark = Mark::Released {
            version,
            date: day(self.what.time),
            note: self.what.note,
            supersedes: before.map(|before| before.manifest.version),
            inputs: &digest.sha256,
            internal: self.what.internal_draft,
        };
        let line = self.scores.line(self.desk, year, mark).expect("a year of the content was scored");
        let site = Site::new(Input {
            content: &self.desk.content,
            years: line,
            archive: Archive::default(),
            root: false,
        });
        let own = site.years().len() - 1;
        let job = Job { site: &site, keys: build::keys(&site, |year| year == Some(own)) };
        (self.press.stage)(Stage::Rendering(job.keys.len() as u64));
        let (mut entries, charts) = self.press.edition(&job, &format!("{folder}/"), &unit)?;
        let mut write = |path: &str, bytes: &[u8]| -> Result<(), BuildError> {
            unit.write(path, bytes).map_err(BuildError::Output)?;
            entries.push(entry(path, bytes));
            Ok(())
        };
        for (path, bytes) in &inputs {
            write(path, bytes)?;
        }
        write("HOWTO-VERIFY.txt", HOWTO.as_bytes())?;
        let corrected = before.map(|before| self.corrections(before, &unit)).transpose()?;
        if let (Some(before), Some((found, reviewed))) = (before, &corrected) {
            let unfulfilled = unfulfilled(reviewed, found);
            if !unfulfilled.is_empty() {
                let requests =
                    unfulfilled.iter().map(|of| format!("{}/{}：{}", of.scheme, of.subject, of.review));
                refusals.push(Refusal::ReviewWithoutCorrection { requests: requests.collect() });
            }
            let file =
                CorrectionsFile::new(before.manifest.version, version, found.clone(), reviewed.clone());
            write(CORRECTIONS, &file.text())?;
        }
        let (corrections, reviewed) = corrected.unzip();
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = self.manifest(version, before, digest.clone(), entries);
        let sealed = edition::seal(manifest, self.what.key);
        for (path, bytes) in &sealed.files {
            unit.write(path, bytes).map_err(BuildError::Output)?;
        }
        // What is about to be published must follow from what is published with it.
        match recompute(unit.staged(), year) {
            Ok(Recomputed::Same) => {}
            Ok(Recomputed::Differs(because)) => refusals.push(Refusal::NotReproduced { because }),
            Err(because) => refusals.push(Refusal::NotReproduced { because: vec![because] }),
        }
        if !refusals.is_empty() {
            return Err(ReleaseError::Refused(refusals));
        }
        let edition = Edition {
            folder: unit.staged().to_owned(),
            manifest: sealed.manifest,
            corrections,
            reviewed: reviewed.unwrap_or_default(),
            signed: self.what.key.is_some(),
            withdrawn: None,
        };
        Ok((edition, charts))
    }

    /// Everything that speaks against the release.
    fn refusals(&self, before: Option<&Edition>, version: u32, inputs: &Sums) -> Vec<Refusal> {
        let mut refusals = Vec::new();
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
            if definition.missing == MissingPolicy::Rescale {
                continue;
            }
            for (id, subject) in definition.subjects.iter().zip(&scheme.results.subjects) {
                let missing = definition.indices().filter(|node| {
                    definition.node(*node).children().is_empty()
                        && subject.nodes[node.get()].state == State::Missing
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
            && before.manifest.inputs == *inputs
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

    /// The content folder of the edition: this year's files as they are, earlier years' from the editions in force.
    fn inputs(&self) -> Result<Vec<(String, Vec<u8>)>, BuildError> {
        let year = self.what.year;
        let read =
            |place: &Path| std::fs::read(place).map_err(|error| BuildError::Edition(named(place, error)));
        let earlier: Vec<_> = self.desk.released.iter().filter(|of| of.year < year).collect();
        let of_edition = |path: &str| {
            let folder = path.split_once('/').map_or("", |(folder, _)| folder);
            earlier.iter().any(|released| released.year.to_string() == folder)
        };
        let mut inputs = Vec::new();
        for path in content::sources(self.request.content, year) {
            if !of_edition(&path) {
                let bytes = read(&self.request.content.join(&path))?;
                inputs.push((format!("{INPUTS}/{path}"), bytes));
            }
        }
        for released in earlier {
            let prefix = format!("{INPUTS}/{}/", released.year);
            for file in released.edition.manifest.files.iter().filter(|file| file.path.starts_with(&prefix)) {
                inputs.push((file.path.clone(), read(&released.edition.folder.join(&file.path))?));
            }
        }
        inputs.sort();
        Ok(inputs)
    }

    /// Every cell that differs from the version before, and the review requests that asked for it.
    fn corrections(
        &self,
        before: &Edition,
        unit: &Unit,
    ) -> Result<(Vec<Correction>, Vec<Reviewed>), BuildError> {
        let parse = |place: &Path| {
            let bytes = std::fs::read(place).map_err(|error| named(place, error))?;
            PublishedYear::parse(&bytes).map_err(|error| named(place, std::io::Error::other(error)))
        };
        let was = parse(&before.folder.join(RESULTS)).map_err(BuildError::Edition)?;
        let is = parse(&unit.staged().join(RESULTS)).map_err(BuildError::Edition)?;
        let place = before.folder.join(INPUTS);
        let read = content::read(&place);
        let Some(old) = read.content else {
            return Err(BuildError::Desk(super::DeskError::Inputs(place, read.diagnostics)));
        };
        let year = self.what.year;
        let (Some(old), Some(new)) = (old.years.iter().find(|of| of.year == year), self.desk.draft(year))
        else {
            return Ok((Vec::new(), Vec::new()));
        };
        let (was, is) = (Version { published: &was, content: old }, Version { published: &is, content: new });
        Ok((corrections(was, is), reviewed(was, is)))
    }

    fn manifest(
        &self,
        version: u32,
        before: Option<&Edition>,
        inputs: Sums,
        files: Vec<FileEntry>,
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
            inputs,
            files,
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
    fn front(&self, edition: &Edition) -> Result<Printed, BuildError> {
        let mut archive = self.desk.shelf.archive();
        archive.releases.extend(edition.release());
        archive.releases.sort_by_key(|release| (release.year, release.version));
        let manifest = &edition.manifest;
        let mark = Mark::Released {
            version: manifest.version,
            date: day(manifest.time),
            note: manifest.note.as_deref(),
            supersedes: manifest.supersedes.as_ref().map(|before| before.version),
            inputs: &manifest.inputs.sha256,
            internal: manifest.internal_draft,
        };
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

fn named(place: &Path, error: std::io::Error) -> std::io::Error {
    std::io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}

/// What lies in every edition for those who have no tongbao.
const HOWTO: &str = "\
核验本版次
==========

一、文件是否被改动。在本文件夹内运行：
    sha256sum -c SHA256SUMS
或用支持国密算法的工具核对 SM3SUMS（GB/T 32905，一行一个文件：摘要、两个空格、路径）。
两份清单列出本版次的全部文件；此外只应有 SHA256SUMS、SM3SUMS，以及有签名时的 manifest.json.sig。

二、结果能否重算。装有 tongbao 时，在网站文件夹的上一级运行：
    tongbao verify --output 网站文件夹
它核对每个文件，再用 inputs/ 中的方案和记录重新计分，与 data/results.json 逐字比较。
inputs/ 本身就是一个完整的内容文件夹，可以用 tongbao check、score、explain 直接查看。

三、签名。manifest.json.sig 是对 manifest.json 的 Ed25519 签名，可以用公钥核对：
    openssl pkeyutl -verify -pubin -inkey 公钥.pem -rawin -in manifest.json -sigfile manifest.json.sig
";

impl From<OutputError> for ReleaseError {
    fn from(error: OutputError) -> Self {
        Self::Build(BuildError::Output(error))
    }
}
