//! One edition where it lies, taken along as a folder or as a ZIP: all that it tells of itself. What other editions, the
//! register and the list of withdrawals tell of it is not looked at.

use std::path::{Path, PathBuf};

use super::edition::one;
use super::site::{Misplaced, Verification, VerifyError};
use crate::diagnostics::said;
use crate::edition::{Around, Fault, MANIFEST, Manifest, PublicKey, Shelf, ShelfError, UnpackError, unpack};

/// Verifies the edition in this folder or ZIP.
///
/// # Errors
/// See [`VerifyError`]: when no edition lies there.
pub fn verify_alone(place: &Path, key: Option<&PublicKey>) -> Result<Verification, VerifyError> {
    if place.is_file() {
        return zipped(place, key);
    }
    if place.join(MANIFEST).is_file() {
        return Ok(folder(place, place, key, Vec::new()));
    }
    let what = match Shelf::folders(place) {
        _ if !place.exists() => Misplaced::Absent,
        Ok(editions) if !editions.is_empty() => Misplaced::Site,
        Ok(_) | Err(_) => Misplaced::Other,
    };
    Err(VerifyError::Misplaced(place.to_owned(), what))
}

/// The edition in `lies`, which is told of as `place`; with what lies around it and should not.
fn folder(place: &Path, lies: &Path, key: Option<&PublicKey>, extra: Vec<String>) -> Verification {
    // A manifest that cannot be read is told as a fault, whatever the edition is.
    let read = std::fs::read(lies.join(MANIFEST)).ok().and_then(|text| Manifest::parse(&text).ok());
    let of = read.map_or((0, 0), |manifest| (manifest.year, manifest.version));
    let mut verified = one(lies, of, key, None);
    verified.folder = place.display().to_string();
    verified.faults.extend(extra.into_iter().map(Fault::Extra));
    let around = Around { alone: true, ..Around::default() };
    Verification { editions: vec![verified], around, register: None, scripts_compared: false }
}

fn zipped(place: &Path, key: Option<&PublicKey>) -> Result<Verification, VerifyError> {
    let unreadable =
        |path: PathBuf, error: &std::io::Error| VerifyError::Shelf(ShelfError::Unreadable(path, said(error)));
    let bytes = std::fs::read(place).map_err(|error| unreadable(place.to_owned(), &error))?;
    let scratch = tempfile::Builder::new().prefix("tongbao-").tempdir();
    let scratch = scratch.map_err(|error| unreadable(std::env::temp_dir(), &error))?;
    let put = |path: &str, bytes: &[u8]| {
        let file = scratch.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap_or(scratch.path()))?;
        std::fs::write(file, bytes)
    };
    match unpack(&bytes, &put) {
        Ok(extra) => Ok(folder(place, scratch.path(), key, extra)),
        Err(UnpackError::Broken) => Err(VerifyError::Misplaced(place.to_owned(), Misplaced::BrokenZip)),
        Err(UnpackError::NoEdition) => Err(VerifyError::Misplaced(place.to_owned(), Misplaced::Other)),
        Err(UnpackError::Put(error)) => Err(unreadable(std::env::temp_dir(), &error)),
    }
}
