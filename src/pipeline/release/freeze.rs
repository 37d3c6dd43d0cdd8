//! The edition is rendered from the bytes that were read, sealed and staged.

use std::sync::{Mutex, PoisonError};

use super::super::build::{BuildError, Stage};
use super::super::correcting::corrected;
use super::super::press::entry;
use super::super::registry;
use super::super::verify::{Recomputed, recompute};
use super::super::volume::{self, Volume};
use super::refusals::Refusal;
use super::run::{ReleaseError, Run, shelf};
use crate::edition::{
    self, CORRECTIONS, CorrectionsFile, Edition, FileEntry, INPUTS, Manifest, RESULTS, Register, SiteFault,
    inputs_digest,
};
use crate::history::{Correction, Reviewed, unfulfilled};
use crate::output::{Transaction, Unit};

/// An edition that is sealed, and what goes with it.
pub(super) struct Frozen {
    /// Its folder is where it is staged; nowhere in a dry run.
    pub edition: Edition,
    pub charts: usize,
    /// The register as it was before.
    pub register: Register,
    /// What else was found around the editions.
    pub around: Vec<SiteFault>,
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

impl Run<'_> {
    /// Renders and seals the edition into its unit, unless there is a reason against it.
    pub(super) fn freeze(&self, transaction: &Transaction) -> Result<Frozen, ReleaseError> {
        let year = self.what.year;
        if self.desk.draft(year).is_none() {
            let years = self.desk.content.years.iter().map(|of| of.year).collect();
            return Err(ReleaseError::Refused(vec![Refusal::NoYear { years }]));
        }
        let before = self.desk.shelf.of(year.get()).next_back();
        // A withdrawn version or an internal draft corrects nothing any more: readers go by the one that holds.
        let corrects = self.desk.released(year).map(|of| &of.edition).or(before);
        let version = before.map_or(1, |before| before.manifest.version + 1);
        let over = self.press.renderer.overlay();
        let inputs = volume::inputs(year, &self.desk.sources, &self.desk.released, over).map_err(shelf)?;
        let input =
            |(path, bytes): (&String, &std::sync::Arc<[u8]>)| entry(&format!("{INPUTS}/{path}"), bytes);
        let entries: Vec<FileEntry> = inputs.iter().map(input).collect();
        let digest = inputs_digest(&entries);
        let (register, mut refusals, around) =
            registry::open(self.request.output, self.desk, self.what.time)?;
        // An edition that is not taken over into a new register is told of once.
        let others = self.refusals([before, corrects], version, &entries);
        refusals.extend(others.into_iter().filter(|other| !refusals.contains(other)).collect::<Vec<_>>());
        if !refusals.is_empty() && !self.what.dry_run {
            return Err(ReleaseError::Refused(refusals));
        }
        let facts = self.manifest(version, [before, corrects], digest, register.state());
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
        if let Some(before) = corrects {
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
}
