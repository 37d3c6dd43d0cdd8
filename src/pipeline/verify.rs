//! Verify: every file of an edition against its manifest, then its results, lots, pages and corrections made once more
//! from its own inputs; and what stands around the editions against them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::build::BuildError;
use super::correcting::corrected;
use super::draw::{DrawsAgain, draws_again};
use super::scoring::{Grades, score_after};
use super::volume::{self, Volume};
use crate::content::{self, Sources};
use crate::diagnostics::{self, Diagnostic};
use crate::edition::{
    Around, CORRECTIONS, CorrectionsFile, Edition, Fault, INPUTS, LineFault, MANIFEST, Manifest, PublicKey,
    RESULTS, RegisterFile, SIGNATURE, Shelf, ShelfError, SiteFault, ZipFault, files, inputs_digest, of_file,
    sha256, zip_fault, zip_path,
};
use crate::history::{PublishedYear, RegisterState, corrections_of_results};
use crate::model::{Content, Status, Year};
use crate::render::{self, PageError};
use crate::scoring::SCORING_REVISION;
use crate::site::{Input, Site};

/// What is said about a site.
#[derive(Debug)]
pub struct Verification {
    /// The editions that were asked for.
    pub editions: Vec<Verified>,
    /// What stands around them.
    pub around: Around,
    /// How far the register is.
    pub register: Option<RegisterState>,
    /// Whether the files that tell of the editions were made once more: another program may write them otherwise.
    pub scripts_compared: bool,
}

impl Verification {
    /// Whether everything is what was released.
    pub fn holds(&self) -> bool {
        self.around.faults.is_empty() && self.editions.iter().all(Verified::holds)
    }
}

/// What is said about one edition.
#[derive(Debug)]
pub struct Verified {
    /// Its folder, `2019/v1`.
    pub folder: String,
    /// Its manifest, where it holds.
    pub manifest: Option<Manifest>,
    /// Every file that is not as it was.
    pub faults: Vec<Fault>,
    /// What working the results out again gave; nothing where the inputs are not as they were.
    pub recomputed: Option<Result<Recomputed, String>>,
    /// What of its inputs a newer program refuses and the one that released it did not. It is told here and nowhere
    /// else: nobody may mend an edition, and each build would only repeat it.
    pub warnings: Vec<Diagnostic>,
    /// What drawing the year's lots again gave; nothing where the inputs are not as they were or cannot be read.
    pub draws: Option<DrawsAgain>,
    /// What making every page, table and paper again gave.
    pub remade: Remade,
    /// What working the corrections out again gave.
    pub corrected: Corrected,
    /// Whether the manifest names another program, or another revision of the scoring, than this one.
    pub engine: Engine,
    /// What the signature says.
    pub signature: SignatureState,
}

/// What making an edition's files again from its inputs and its manifest gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remade {
    /// So many files, byte for byte as they were published.
    Same(usize),
    /// Every difference.
    Differs(Vec<RemadeFault>),
    /// They were not made.
    Not(NotCompared),
}

/// One difference between what follows from an edition's inputs and what it published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemadeFault {
    /// The manifest says something of the edition that does not follow.
    Fact(Fact),
    /// A file has other bytes.
    Differs(String),
    /// A file follows that was not published.
    Missing(String),
    /// A file was published that does not follow.
    Extra(String),
}

/// What a manifest says of its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// The digest of the inputs.
    Inputs,
    /// The year's title.
    Title,
    /// The schemes.
    Schemes,
    /// Whether records are samples.
    Sample,
}

/// Why something was not made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCompared {
    /// Files are not as they were, which is said already.
    Faults,
    /// Another version of the program released the edition.
    Engine,
    /// The edition is from before everything was kept that its pages are made from.
    NotWhole,
    /// The version before is not there, or not as it was.
    Before,
    /// It cannot be made, for this reason.
    Impossible(String),
}

/// What working an edition's corrections out again gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Corrected {
    /// It corrects nothing.
    First,
    /// What was published.
    Same,
    /// Something else.
    Differs,
    /// They were not worked out.
    Not(NotCompared),
}

/// The program an edition was made with, against this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// The very version that is running: results must come out the same.
    Same,
    /// Another version whose scoring gives the same numbers.
    Other,
    /// Another version whose numbers may differ.
    OtherScoring,
}

/// What a signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureState {
    /// There is none, and none was asked for.
    None,
    /// There is one, but no key to check it with.
    Unchecked,
    /// It was made with the key that was given, over these very bytes.
    Holds,
    /// A key was given, and there is no signature.
    Absent,
    /// It is not this key's, or the manifest was changed.
    Broken,
}

/// What working the results out again gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recomputed {
    /// The published results, byte for byte.
    Same,
    /// The first differences, each in a line of its own.
    Differs(Vec<String>),
}

impl Verified {
    /// Whether the edition is what was released and its results follow from its inputs.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
            && matches!(self.recomputed, Some(Ok(Recomputed::Same)))
            && self.draws.as_ref().is_none_or(|again| again.different.is_empty())
            && !matches!(self.remade, Remade::Differs(_) | Remade::Not(NotCompared::Impossible(_)))
            && !matches!(self.corrected, Corrected::Differs)
            && !matches!(self.signature, SignatureState::Absent | SignatureState::Broken)
    }
}

/// Why nothing could be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// The folder cannot be read.
    Shelf(ShelfError),
    /// There is no such edition; these there are.
    NoEdition(Vec<String>),
}

/// Verifies the editions of a site: all, a year's, or one; and what stands around them.
///
/// # Errors
/// See [`VerifyError`]. Faults of an edition are no error here but part of what is said.
pub fn verify(
    site: &Path,
    year: Option<Year>,
    version: Option<u32>,
    key: Option<&PublicKey>,
) -> Result<Verification, VerifyError> {
    let all = Shelf::folders(site).map_err(VerifyError::Shelf)?;
    let is_wanted = |of: i16, number: u32| {
        year.is_none_or(|year| year.get() == of) && version.is_none_or(|version| version == number)
    };
    let manifests: Vec<(Manifest, bool)> =
        all.iter().filter_map(|(year, version, folder)| known(folder, *year, *version)).collect();
    let register = RegisterFile::read(site);
    let editions: Vec<_> = manifests.iter().map(|(manifest, signed)| (manifest, *signed)).collect();
    let mut around = Around::look(site, &editions, &register);
    let mut verified: Vec<Verified> = Vec::new();
    for (year, version, folder) in all.iter().filter(|(year, version, _)| is_wanted(*year, *version)) {
        verified.push(one(site, folder, (*year, *version), key, &manifests));
    }
    let known_of = |fault: &SiteFault| {
        let SiteFault::Gone { edition, .. } = fault else { return false };
        year.is_none_or(|year| edition.starts_with(&format!("{year}/")))
    };
    if verified.is_empty() && (year.is_some() || !all.is_empty()) && !around.faults.iter().any(known_of) {
        let there = all.iter().map(|(year, version, _)| format!("{year}/v{version}")).collect();
        return Err(VerifyError::NoEdition(there));
    }
    chain(&mut verified, &mut around);
    let mut scripts_compared = false;
    // A folder that never knew of an edition lacks nothing that tells of them.
    if !around.alone && (!all.is_empty() || around.registered) {
        zips(site, &verified, &register, &mut around);
        scripts_compared = scripts(site, &mut around);
    }
    let register = match (register, key) {
        (RegisterFile::Found(register), key) => {
            if let Some(key) = key {
                let (broken, unsigned) = register.signatures(key);
                let broken =
                    broken.into_iter().map(|line| SiteFault::RegisterLine(line, LineFault::Signature));
                around.faults.extend(broken);
                if unsigned > 0 {
                    around.faults.push(SiteFault::LinesUnsigned(unsigned));
                }
            }
            Some(register.state())
        }
        (RegisterFile::Absent | RegisterFile::Broken(_), _) => None,
    };
    Ok(Verification { editions: verified, around, register, scripts_compared })
}

/// An edition's manifest where it holds and stands in its place, and whether a signature lies beside it.
fn known(folder: &Path, year: i16, version: u32) -> Option<(Manifest, bool)> {
    let manifest = Manifest::parse(&std::fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    let here = (manifest.year, manifest.version) == (year, version);
    here.then(|| (manifest, folder.join(SIGNATURE).is_file()))
}

fn one(
    site: &Path,
    folder: &Path,
    (year, version): (i16, u32),
    key: Option<&PublicKey>,
    all: &[(Manifest, bool)],
) -> Verified {
    let (manifest, faults) = files(folder, year, version);
    let engine = manifest.as_ref().map_or(Engine::Same, engine);
    let mut verified = Verified {
        folder: format!("{year}/v{version}"),
        recomputed: None,
        warnings: Vec::new(),
        draws: None,
        remade: Remade::Not(NotCompared::Faults),
        corrected: Corrected::Not(NotCompared::Faults),
        engine,
        signature: signature(folder, key),
        manifest,
        faults,
    };
    let (Some(manifest), Some(of)) = (&verified.manifest, Year::new(year)) else { return verified };
    let edition = Edition::bare(folder.to_owned(), manifest.clone());
    // What is read is held against the manifest while it is read; a changed page does not stand in the way.
    let placed = !verified.faults.iter().any(|fault| fault.path().is_empty());
    let (Ok(inputs), Ok(results), true) = (edition.inputs(), edition.bytes(RESULTS), placed) else {
        return verified;
    };
    verified.recomputed = Some(recompute(&inputs, &results, of));
    let content = volume::content(&inputs).ok();
    verified.warnings = content::read_kept(&inputs).diagnostics;
    verified.warnings.retain(Diagnostic::is_eased);
    verified.draws = content.as_ref().and_then(|content| content.year(of)).map(draws_again);
    if verified.faults.is_empty() {
        let before = manifest.supersedes.as_ref().and_then(|before| {
            let is_it = |(other, _): &&(Manifest, bool)| {
                other.year == year && other.version == before.version && other.sha256() == before.sha256
            };
            let (found, _) = all.iter().find(is_it)?;
            Some(Edition::bare(site.join(found.folder()), found.clone()))
        });
        (verified.remade, verified.corrected) = again(&edition, &inputs, &results, before.as_ref(), engine);
    }
    verified
}

fn engine(manifest: &Manifest) -> Engine {
    if manifest.scoring_revision != SCORING_REVISION {
        Engine::OtherScoring
    } else if manifest.engine != format!("tongbao {}", env!("CARGO_PKG_VERSION")) {
        Engine::Other
    } else {
        Engine::Same
    }
}

/// Makes an edition's files and its corrections again.
fn again(
    edition: &Edition,
    inputs: &Sources,
    results: &[u8],
    before: Option<&Edition>,
    engine: Engine,
) -> (Remade, Corrected) {
    let manifest = &edition.manifest;
    let not = |why: NotCompared| {
        let corrected = if manifest.version == 1 { Corrected::First } else { Corrected::Not(why.clone()) };
        (Remade::Not(why), corrected)
    };
    if engine != Engine::Same {
        return not(NotCompared::Engine);
    }
    if !manifest.is_whole() {
        return not(NotCompared::NotWhole);
    }
    let volume = match Volume::read(inputs, manifest) {
        Ok(volume) => volume,
        Err(why) => return not(NotCompared::Impossible(why)),
    };
    let corrected = match (&manifest.supersedes, before) {
        (None, _) if manifest.version == 1 => Corrected::First,
        (None, _) => Corrected::Differs,
        (Some(_), None) => Corrected::Not(NotCompared::Before),
        (Some(of), Some(before)) => match corrected(before, volume.year(), results) {
            Ok((found, reviewed)) => {
                let file = CorrectionsFile::new(of.version, manifest.version, found, reviewed).text();
                match edition.bytes(CORRECTIONS) {
                    Ok(published) if published == file => Corrected::Same,
                    _ => Corrected::Differs,
                }
            }
            Err(_) => Corrected::Not(NotCompared::Before),
        },
    };
    (remade(manifest, &volume), corrected)
}

fn remade(manifest: &Manifest, volume: &Volume) -> Remade {
    let found = Mutex::new((BTreeSet::new(), facts(manifest, volume)));
    let take = |path: &str, bytes: &[u8]| {
        let digest = sha256(bytes);
        let fault = match manifest.file(path) {
            None => Some(RemadeFault::Missing(path.to_owned())),
            Some(file) => (file.sha256 != digest).then(|| RemadeFault::Differs(path.to_owned())),
        };
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.0.insert(path.to_owned());
        found.1.extend(fault);
        Ok(())
    };
    if let Err(error) = volume.print(manifest, &take, &|_| (), &|| ()) {
        return Remade::Not(NotCompared::Impossible(told(&error)));
    }
    let (made, mut faults) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let prefix = format!("{INPUTS}/");
    let extra = manifest.files.iter().map(|file| &file.path).filter(|path| {
        let corrections = *path == CORRECTIONS && manifest.supersedes.is_some();
        !path.starts_with(&prefix) && !corrections && !made.contains(*path)
    });
    faults.extend(extra.cloned().map(RemadeFault::Extra));
    faults.sort();
    if faults.is_empty() { Remade::Same(made.len()) } else { Remade::Differs(faults) }
}

/// What the manifest says of the edition, held against its inputs.
fn facts(manifest: &Manifest, volume: &Volume) -> Vec<RemadeFault> {
    let year = volume.year();
    let schemes = year.evaluations.iter().map(|of| of.scheme.id.as_str());
    let sample = year.evaluations.iter().any(|of| {
        of.scheme.status == Status::Sample || of.records.iter().any(|record| record.status == Status::Sample)
    });
    let told = [
        (Fact::Inputs, manifest.inputs == inputs_digest(&manifest.files)),
        (Fact::Title, manifest.title == year.title),
        (Fact::Schemes, manifest.schemes.iter().map(String::as_str).eq(schemes)),
        (Fact::Sample, manifest.sample == sample),
    ];
    told.into_iter().filter(|(_, holds)| !holds).map(|(fact, _)| RemadeFault::Fact(fact)).collect()
}

fn signature(folder: &Path, key: Option<&PublicKey>) -> SignatureState {
    let signature = std::fs::read(folder.join(SIGNATURE)).ok();
    match (signature, key) {
        (None, None) => SignatureState::None,
        (None, Some(_)) => SignatureState::Absent,
        (Some(_), None) => SignatureState::Unchecked,
        (Some(signature), Some(key)) => {
            let text = std::fs::read(folder.join(MANIFEST)).unwrap_or_default();
            if key.holds(&text, &signature) { SignatureState::Holds } else { SignatureState::Broken }
        }
    }
}

/// A version that carries another digest of one it follows or rests on than that one has: one of the two was replaced.
/// It is told at the edition that carries it, where that one is looked at.
fn chain(verified: &mut [Verified], around: &mut Around) {
    around.faults.retain(|fault| {
        let SiteFault::Replaced { edition, known_by } = fault else { return true };
        let Some(one) = verified.iter_mut().find(|one| one.folder == *known_by) else { return true };
        one.faults.push(Fault::Chain { before: edition.clone() });
        false
    });
}

/// Each edition's ZIP: what the register has of it, and what it holds.
fn zips(site: &Path, verified: &[Verified], register: &RegisterFile, around: &mut Around) {
    for one in verified {
        let Some(manifest) = &one.manifest else { continue };
        let path = zip_path(manifest.year, manifest.version);
        let place = site.join(&path);
        let recorded = match register {
            RegisterFile::Found(register) => register.release(manifest.year, manifest.version),
            RegisterFile::Absent | RegisterFile::Broken(_) => None,
        };
        let recorded = recorded.and_then(|line| line.zip.as_deref());
        let fault = match std::fs::read(&place) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(ZipFault::Missing),
            Err(_) => Some(ZipFault::Broken),
            // Nothing can be packed from files that are not as they were.
            Ok(bytes) if !one.faults.is_empty() => {
                recorded.is_some_and(|recorded| sha256(&bytes) != recorded).then_some(ZipFault::Differs)
            }
            Ok(bytes) => {
                let edition = Edition::bare(site.join(&one.folder), manifest.clone());
                zip_fault(&edition, &bytes, recorded, one.engine == Engine::Same)
                    .unwrap_or(Some(ZipFault::Broken))
            }
        };
        around.faults.extend(fault.map(|fault| SiteFault::Zip(path, fault)));
    }
}

/// Files at the root that tell of the editions and follow from them alone; whether they were made again. Where the newest
/// edition is another program's, so may these files be.
fn scripts(site: &Path, around: &mut Around) -> bool {
    let gone = ["archive.html", "feed.xml", "editions.js", "errata.json"];
    let gone: Vec<&str> = gone.into_iter().filter(|path| !site.join(path).is_file()).collect();
    around.faults.extend(gone.iter().map(|path| SiteFault::ScriptGone((*path).to_owned())));
    let Ok(shelf) = Shelf::read(site) else { return false };
    let newest = shelf.editions.iter().max_by_key(|edition| edition.manifest.time);
    if newest.is_some_and(|newest| engine(&newest.manifest) != Engine::Same) {
        return false;
    }
    let archive = shelf.archive();
    let (mut script, mut errata) = (Vec::new(), Vec::new());
    let written = render::editions::script(&archive, &mut script)
        .and_then(|()| render::editions::errata(&archive, &mut errata));
    if written.is_err() {
        return false;
    }
    for (path, bytes) in [("editions.js", script), ("errata.json", errata)] {
        let place = site.join(path);
        if place.is_file() && !of_file(&place).is_ok_and(|found| found.sha256 == sha256(&bytes)) {
            around.faults.push(SiteFault::ScriptDiffers(path.to_owned()));
        }
    }
    true
}

/// Works an edition's results out again from its inputs, as every other command reads them.
///
/// # Errors
/// Why they cannot be worked out.
pub fn recompute(inputs: &Sources, published: &[u8], year: Year) -> Result<Recomputed, String> {
    let grades = volume::published_grades(inputs);
    let again = results(&volume::content(inputs)?, &grades, year)?;
    // An earlier program published characters that are left out of texts today.
    let as_written =
        || content::read_as_written(inputs).content.and_then(|content| results(&content, &grades, year).ok());
    if again == published || as_written().is_some_and(|again| again == published) {
        return Ok(Recomputed::Same);
    }
    let parse = |bytes: &[u8]| PublishedYear::parse(bytes).map_err(|error| error.to_string());
    let found = corrections_of_results(&parse(published)?, &parse(&again)?);
    let mut told: Vec<String> = found
        .iter()
        .map(|one| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "无".to_owned());
            format!(
                "{} {} {}：公布 {}，重算 {}",
                one.scheme,
                one.name,
                one.title,
                value(&one.before),
                value(&one.after)
            )
        })
        .collect();
    if told.is_empty() {
        told.push("得分、等次、名次一致，依据链的文字或其他字段不同".to_owned());
    }
    Ok(Recomputed::Differs(told))
}

/// The results of a year, as they are published.
fn results(content: &Content, grades: &Grades, year: Year) -> Result<Vec<u8>, String> {
    let scored = score_after(content, grades.clone());
    let site = Site::new(Input::drafts(content, &scored.years));
    let position = site
        .years()
        .iter()
        .position(|of| of.year.year == year)
        .ok_or_else(|| format!("{INPUTS}/ 中没有 {year} 年度"))?;
    let mut results = Vec::new();
    render::results::write(&site.years()[position], &mut results).map_err(|error| error.to_string())?;
    Ok(results)
}

/// Why an edition could not be made again. Nothing is written, so that only a page can be why.
fn told(error: &BuildError) -> String {
    match error {
        BuildError::Page(PageError::Render(error)) => {
            format!("{}（模板 {}）：{}", error.page, error.template, error.reason)
        }
        BuildError::Page(PageError::Io { page, source }) => format!("{page}：{}", diagnostics::said(source)),
        BuildError::Theme(error) => format!("主题 {} {}", error.file, error.fault.told()),
        BuildError::Desk(_) | BuildError::Content(_) | BuildError::Edition(_) | BuildError::Output(_) => {
            "版次的输入不能使用".to_owned()
        }
    }
}
