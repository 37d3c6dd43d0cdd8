//! What lies beside the editions and follows from them: their ZIPs, and the files that tell of them.

use std::path::Path;

use super::edition::engine;
use super::verified::{Engine, Verified};
use crate::edition::{
    Around, Edition, Fault, RegisterFile, Shelf, SiteFault, ZipFault, of_file, sha256, zip_fault, zip_path,
};
use crate::render;

/// A version that carries another digest of one it follows or rests on than that one has: one of the two was replaced.
/// It is told at the edition that carries it, where that one is looked at.
pub(super) fn chain(verified: &mut [Verified], around: &mut Around) {
    around.faults.retain(|fault| {
        let SiteFault::Replaced { edition, known_by } = fault else { return true };
        let Some(one) = verified.iter_mut().find(|one| one.folder == *known_by) else { return true };
        one.faults.push(Fault::Chain { before: edition.clone() });
        false
    });
}

/// Each edition's ZIP: what the register has of it, and what it holds.
pub(super) fn zips(site: &Path, verified: &[Verified], register: &RegisterFile, around: &mut Around) {
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
        match fault {
            None => {}
            // The ZIP still witnesses it; it is told once.
            Some(ZipFault::Signed) => {
                let gone = SiteFault::SignatureGone(one.folder.clone());
                around.notes.retain(|note| {
                    !matches!(note, SiteFault::UnsignedAfter { edition, .. } if *edition == one.folder)
                });
                if !around.faults.contains(&gone) {
                    around.faults.push(gone);
                }
            }
            Some(ZipFault::PackedElsewhere) => {
                around.notes.push(SiteFault::Zip(path, ZipFault::PackedElsewhere));
            }
            Some(fault) => around.faults.push(SiteFault::Zip(path, fault)),
        }
    }
}

/// Files at the root that tell of the editions and follow from them alone; whether they were made again. Where the newest
/// edition is another program's, so may these files be.
pub(super) fn scripts(site: &Path, around: &mut Around) -> bool {
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
