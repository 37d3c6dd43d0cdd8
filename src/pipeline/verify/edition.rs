//! One edition: its files against its manifest, and everything that follows from its inputs made once more.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::super::build::BuildError;
use super::super::correcting::corrected;
use super::super::draw::draws_again;
use super::super::volume::{self, Volume};
use super::recompute::recompute;
use super::verified::{Corrected, Engine, Fact, NotCompared, Remade, RemadeFault, SignatureState, Verified};
use crate::content::{self, Sources};
use crate::diagnostics::{self, Diagnostic};
use crate::edition::{
    CORRECTIONS, CorrectionsFile, Edition, INPUTS, MANIFEST, Manifest, PublicKey, RESULTS, SIGNATURE, files,
    inputs_digest, sha256,
};
use crate::history::{AcceptedWarning, PublishedYear};
use crate::model::Year;
use crate::procedure::confirm;
use crate::render::PageError;
use crate::scoring::SCORING_REVISION;

/// Looks at the edition in `folder`, which should be that version of the year; `before` is the version that it corrects,
/// of, where that one stands as it was.
pub(super) fn one(
    folder: &Path,
    (year, version): (i16, u32),
    key: Option<&PublicKey>,
    before: Option<&Edition>,
) -> Verified {
    let (manifest, faults) = files(folder, year, version);
    let engine = manifest.as_ref().map_or(Engine::Same, engine);
    let mut verified = Verified {
        folder: format!("{year}/v{version}"),
        standing: None,
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
        (verified.remade, verified.corrected) = again(&edition, &inputs, &results, before, engine);
    }
    verified
}

/// Whether the very version that is running released the edition.
pub(in crate::pipeline) fn is_own(manifest: &Manifest) -> bool {
    engine(manifest) == Engine::Same
}

pub(super) fn engine(manifest: &Manifest) -> Engine {
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
    let corrected = match (manifest.corrected(), before) {
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
    (remade(manifest, &volume, results), corrected)
}

fn remade(manifest: &Manifest, volume: &Volume, results: &[u8]) -> Remade {
    let found = Mutex::new((BTreeSet::new(), facts(manifest, volume, results)));
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
fn facts(manifest: &Manifest, volume: &Volume, results: &[u8]) -> Vec<RemadeFault> {
    let year = volume.year();
    let published = PublishedYear::parse(results).ok();
    let told = [
        (Fact::Inputs, manifest.inputs == inputs_digest(&manifest.files)),
        (Fact::Title, manifest.title == year.title),
        (Fact::Schemes, manifest.schemes.iter().map(String::as_str).eq(volume::schemes(year))),
        (Fact::Sample, manifest.sample == volume::is_sample(year)),
        (Fact::Unconfirmed, confirm::count(year) == manifest.unconfirmed),
        // Editions from before manifests named them name none.
        (Fact::Accepted, manifest.accepted.is_empty() || AcceptedWarning::of_year(year) == manifest.accepted),
        (Fact::Missing, published.is_some_and(|of| volume::missing(year, &of) == manifest.missing)),
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

/// Why an edition could not be made again. Nothing is written, so that only a page can be why.
fn told(error: &BuildError) -> String {
    match error {
        BuildError::Page(PageError::Render(error)) => {
            format!("{}（模板 {}）：{}", error.page, error.template, error.reason)
        }
        BuildError::Page(PageError::Io { page, source }) => format!("{page}：{}", diagnostics::said(source)),
        BuildError::Theme(error) => format!("主题 {} {}", error.file, error.fault.told()),
        BuildError::Desk(_)
        | BuildError::Content(_)
        | BuildError::Edition(_)
        | BuildError::Output(_)
        | BuildError::Site(_) => "版次的输入不能使用".to_owned(),
    }
}
