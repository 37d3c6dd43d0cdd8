//! The editions of a site, and what stands around them.

use std::path::{Path, PathBuf};

use super::beside;
use super::edition::one;
use super::verified::Verified;
use crate::edition::{
    Around, Edition, LineFault, MANIFEST, Manifest, PublicKey, RegisterFile, SIGNATURE, Shelf, ShelfError,
    SiteFault, Withdrawals,
};
use crate::history::{Archive, RegisterState};
use crate::model::Year;
use crate::wording::release_told;

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

/// Why nothing could be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerifyError {
    /// The folder cannot be read.
    Shelf(ShelfError),
    /// There is no such edition; these there are.
    NoEdition(Vec<String>),
    /// What was to be looked at does not lie there, but this.
    Misplaced(PathBuf, Misplaced),
}

/// What lies where a site or an edition was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// Nothing.
    Absent,
    /// An edition, where a site was looked for.
    Edition,
    /// A site, where an edition was looked for.
    Site,
    /// A file that is no ZIP, or a damaged one.
    BrokenZip,
    /// Neither a site nor an edition.
    Other,
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
    let misplaced = |what| Err(VerifyError::Misplaced(site.to_owned(), what));
    if !site.exists() {
        return misplaced(Misplaced::Absent);
    }
    if site.is_file() || site.join(MANIFEST).is_file() {
        return misplaced(Misplaced::Edition);
    }
    let all = Shelf::folders(site).map_err(VerifyError::Shelf)?;
    let is_wanted = |of: i16, number: u32| {
        year.is_none_or(|year| year.get() == of) && version.is_none_or(|version| version == number)
    };
    let manifests: Vec<(Manifest, bool)> =
        all.iter().filter_map(|(year, version, folder)| known(folder, *year, *version)).collect();
    let register = RegisterFile::read(site);
    let editions: Vec<_> = manifests.iter().map(|(manifest, signed)| (manifest, *signed)).collect();
    let mut around = Around::look(site, &editions, &register);
    if all.is_empty() && around.alone && around.faults.is_empty() {
        return misplaced(Misplaced::Other);
    }
    let mut verified: Vec<Verified> = Vec::new();
    for (year, version, folder) in all.iter().filter(|(year, version, _)| is_wanted(*year, *version)) {
        let before = before(site, &manifests, (*year, *version));
        verified.push(one(folder, (*year, *version), key, before.as_ref()));
    }
    let known_of = |fault: &SiteFault| {
        let SiteFault::Gone { edition, .. } = fault else { return false };
        year.is_none_or(|year| edition.starts_with(&format!("{year}/")))
    };
    if verified.is_empty() && (year.is_some() || !all.is_empty()) && !around.faults.iter().any(known_of) {
        let there = all.iter().map(|(year, version, _)| format!("{year}/v{version}")).collect();
        return Err(VerifyError::NoEdition(there));
    }
    beside::chain(&mut verified, &mut around);
    if !around.alone {
        standing(site, &manifests, &register, &mut verified);
    }
    let mut scripts_compared = false;
    // A folder that never knew of an edition lacks nothing that tells of them.
    if !around.alone && (!all.is_empty() || around.registered) {
        beside::zips(site, &verified, &register, &mut around);
        scripts_compared = beside::scripts(site, &mut around);
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

/// How each edition stands beside the others: in force, superseded, withdrawn.
fn standing(site: &Path, all: &[(Manifest, bool)], register: &RegisterFile, verified: &mut [Verified]) {
    let withdrawals = match register {
        RegisterFile::Found(register) => Withdrawals::of_register(register),
        // What cannot be read is told as a fault.
        RegisterFile::Absent | RegisterFile::Broken(_) => Withdrawals::read(site).unwrap_or_default(),
    };
    let editions = all.iter().map(|(manifest, _)| Edition {
        withdrawn: withdrawals.of(manifest.year, manifest.version),
        ..Edition::bare(site.join(manifest.folder()), manifest.clone())
    });
    let archive = Archive { releases: editions.filter_map(|of| of.release()).collect(), register: None };
    for release in &archive.releases {
        let in_force = archive.in_force(release.year).map(|of| of.version);
        if let Some(one) = verified.iter_mut().find(|one| one.folder == release.folder()) {
            one.standing = Some(release_told(release, in_force));
        }
    }
}

/// The version that an edition corrects, where that one stands as it was.
fn before(site: &Path, all: &[(Manifest, bool)], (year, version): (i16, u32)) -> Option<Edition> {
    let own = |of: &&(Manifest, bool)| (of.0.year, of.0.version) == (year, version);
    let (manifest, _) = all.iter().find(own)?;
    let before = manifest.corrected()?;
    let is_it = |of: &&(Manifest, bool)| {
        of.0.year == year && of.0.version == before.version && of.0.sha256() == before.sha256
    };
    let (found, _) = all.iter().find(is_it)?;
    Some(Edition::bare(site.join(found.folder()), found.clone()))
}

/// An edition's manifest where it holds and stands in its place, and whether a signature lies beside it.
fn known(folder: &Path, year: i16, version: u32) -> Option<(Manifest, bool)> {
    let manifest = Manifest::parse(&std::fs::read(folder.join(MANIFEST)).ok()?).ok()?;
    let here = (manifest.year, manifest.version) == (year, version);
    here.then(|| (manifest, folder.join(SIGNATURE).is_file()))
}
