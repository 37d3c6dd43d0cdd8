//! The shelf: every edition that stands in a site folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::corrections::CorrectionsFile;
use super::digest::of_bytes;
use super::manifest::{FileEntry, Manifest, ManifestError};
use super::register::Register;
use super::verify::is_copy;
use super::withdrawals::Withdrawals;
use super::{CORRECTIONS, INPUTS, MANIFEST, REGISTER, SIGNATURE, WITHDRAWALS};
use crate::content::Sources;
use crate::diagnostics::said;
use crate::history::{AcceptedWarning, Archive, Correction, Release, Reviewed, Withdrawal};
use crate::model::{Year, printable};

/// An edition on disk.
#[derive(Clone, Debug)]
pub struct Edition {
    pub folder: PathBuf,
    pub manifest: Manifest,
    /// What it corrected; `None` for a first version.
    pub corrections: Option<Vec<Correction>>,
    /// The review requests that led to corrections.
    pub reviewed: Vec<Reviewed>,
    /// Whether a signature lies beside the manifest.
    pub signed: bool,
    /// Set when it was taken back.
    pub withdrawn: Option<Withdrawal>,
}

/// All editions of a site.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// By year and version, ascending.
    pub editions: Vec<Edition>,
    /// What was taken back: what the register says, where there is one.
    pub withdrawals: Withdrawals,
    /// The register of releases and withdrawals.
    pub register: RegisterFile,
}

/// What stands where the register of a site should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RegisterFile {
    /// Nothing: it was not begun yet, or is gone.
    #[default]
    Absent,
    Found(Register),
    /// It cannot be read, for this reason.
    Broken(String),
}

/// Why the shelf cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfError {
    /// A folder or file cannot be read.
    Unreadable(PathBuf, String),
    /// An edition's manifest cannot be trusted.
    Manifest(PathBuf, ManifestError),
    /// An edition stands in a folder of another name than its manifest says; whether it is a copy of one that stands
    /// there too.
    Place(PathBuf, String, bool),
    /// A file that is read again was changed after the release.
    Altered(PathBuf),
    /// withdrawals.json cannot be read.
    Withdrawals(PathBuf, String),
}

impl Shelf {
    /// Reads every manifest; an absent folder has no editions.
    ///
    /// # Errors
    /// See [`ShelfError`].
    pub fn read(site: &Path) -> Result<Self, ShelfError> {
        let register = RegisterFile::read(site);
        let withdrawals = match &register {
            // Its lines hang together; the list beside it can be thrown away unseen.
            RegisterFile::Found(register) => Withdrawals::of_register(register),
            RegisterFile::Absent | RegisterFile::Broken(_) => {
                Withdrawals::read(site).map_err(|why| ShelfError::Withdrawals(site.join(WITHDRAWALS), why))?
            }
        };
        let read = |(year, version, folder)| Edition::read(folder, year, version, &withdrawals);
        let editions = Self::folders(site)?.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { editions, withdrawals, register })
    }

    /// Every folder that is named like an edition: year, version, place; by year and version.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn folders(site: &Path) -> Result<Vec<(i16, u32, PathBuf)>, ShelfError> {
        let mut found = Vec::new();
        for (year, folder) in numbered(site, "")? {
            let Some(year) = i16::try_from(year).ok().filter(|_| name_len(&folder) == 4) else { continue };
            let versions = numbered(&folder, "v")?.into_iter();
            found.extend(versions.map(|(version, folder)| (year, version, folder)));
        }
        // A file system lists folders in an order of its own.
        found.sort();
        Ok(found)
    }

    /// The editions of a year, ascending.
    pub fn of(&self, year: i16) -> impl DoubleEndedIterator<Item = &Edition> {
        self.editions.iter().filter(move |edition| edition.manifest.year == year)
    }

    /// The edition of each year that holds, ascending.
    pub fn in_force(&self) -> Vec<&Edition> {
        let mut years: Vec<i16> = self.editions.iter().map(|edition| edition.manifest.year).collect();
        years.dedup();
        let last = |year| {
            self.of(year)
                .rev()
                .find(|edition| edition.withdrawn.is_none() && !edition.manifest.internal_draft)
        };
        years.into_iter().filter_map(last).collect()
    }

    /// The editions as history knows them.
    pub fn archive(&self) -> Archive {
        let register = match &self.register {
            RegisterFile::Found(register) => Some(register.state()),
            RegisterFile::Absent | RegisterFile::Broken(_) => None,
        };
        Archive { releases: self.editions.iter().filter_map(Edition::release).collect(), register }
    }
}

impl RegisterFile {
    /// Reads the register of a site.
    pub fn read(site: &Path) -> Self {
        match std::fs::read(site.join(REGISTER)) {
            Ok(bytes) => match Register::parse(&bytes) {
                Ok(register) => Self::Found(register),
                Err(why) => Self::Broken(why),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::Absent,
            Err(error) => Self::Broken(said(&error)),
        }
    }
}

impl Edition {
    fn read(folder: PathBuf, year: i16, version: u32, withdrawals: &Withdrawals) -> Result<Self, ShelfError> {
        let path = folder.join(MANIFEST);
        let text =
            std::fs::read(&path).map_err(|error| ShelfError::Unreadable(path.clone(), said(&error)))?;
        let manifest = Manifest::parse(&text).map_err(|error| ShelfError::Manifest(path, error))?;
        // A copied or renamed folder would otherwise speak for a version it is not.
        if (manifest.year, manifest.version) != (year, version) {
            let belongs = manifest.folder();
            let copied = is_copy(&folder, &belongs, &text);
            return Err(ShelfError::Place(folder, belongs, copied));
        }
        let withdrawn = withdrawals.of(manifest.year, manifest.version);
        let mut edition = Self { withdrawn, ..Self::bare(folder, manifest) };
        if edition.manifest.file(CORRECTIONS).is_some() {
            let text = edition.bytes(CORRECTIONS)?;
            let unreadable = |error: String| ShelfError::Unreadable(edition.folder.join(CORRECTIONS), error);
            let file = CorrectionsFile::parse(&text).map_err(unreadable)?;
            (edition.corrections, edition.reviewed) = (Some(file.corrections), file.reviewed);
        }
        Ok(edition)
    }

    /// An edition by its manifest alone; what it corrected is not read.
    pub fn bare(folder: PathBuf, manifest: Manifest) -> Self {
        Self {
            signed: folder.join(SIGNATURE).is_file(),
            withdrawn: None,
            corrections: None,
            reviewed: Vec::new(),
            folder,
            manifest,
        }
    }

    /// The edition as history knows it; `None` for a year that is none.
    pub fn release(&self) -> Option<Release> {
        let manifest = &self.manifest;
        Some(Release {
            year: Year::new(manifest.year)?,
            title: plain(&manifest.title),
            version: manifest.version,
            time: manifest.time,
            note: manifest.note.as_deref().map(plain),
            supersedes: manifest.corrected().map(|before| before.version),
            earlier: manifest.earlier.clone(),
            withdrawn: self
                .withdrawn
                .as_ref()
                .map(|of| Withdrawal { reason: plain(&of.reason), ..of.clone() }),
            sample: manifest.sample,
            missing: manifest.missing,
            unconfirmed: manifest.unconfirmed,
            accepted: manifest.accepted.iter().map(accepted).collect(),
            internal: manifest.internal_draft,
            digest: manifest.sha256().to_owned(),
            inputs: manifest.inputs.sha256.clone(),
            signed: self.signed,
            files: manifest.files.len(),
            bytes: manifest.files.iter().map(|file| file.bytes).sum(),
            pages: manifest
                .files
                .iter()
                .filter(|file| file.path.ends_with(".html"))
                .map(|file| file.path.clone())
                .collect(),
            corrections: self.corrections.clone(),
            reviewed: self.reviewed.clone(),
        })
    }

    /// A file's bytes, which are those of the release: they are held against the manifest as they are read.
    ///
    /// # Errors
    /// [`ShelfError::Altered`].
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, ShelfError> {
        let altered = || ShelfError::Altered(self.folder.join(path));
        let file = self.manifest.file(path).ok_or_else(altered)?;
        let bytes = std::fs::read(self.folder.join(path)).map_err(|_| altered())?;
        let found = of_bytes(&bytes);
        if found.sha256 == file.sha256 && found.sm3 == file.sm3 { Ok(bytes) } else { Err(altered()) }
    }

    /// Everything below `inputs/`, by its path there, held against the manifest as it is read.
    ///
    /// # Errors
    /// [`ShelfError::Altered`].
    pub fn inputs(&self) -> Result<Sources, ShelfError> {
        let inputs = self.manifest.files.iter().filter_map(|file| Some((file, input(file)?)));
        inputs.map(|(file, path)| Ok((path.to_owned(), Arc::from(self.bytes(&file.path)?)))).collect()
    }
}

/// Whether a folder is the content that an edition was made from, wherever the edition lies.
pub fn is_inputs(folder: &Path) -> bool {
    folder.canonicalize().is_ok_and(|folder| {
        folder.ends_with(INPUTS) && folder.parent().is_some_and(|edition| edition.join(MANIFEST).is_file())
    })
}

/// A text that was written when it could still hold anything, as it may be printed.
fn plain(text: &str) -> String {
    printable(text).into_owned()
}

fn accepted(of: &AcceptedWarning) -> AcceptedWarning {
    AcceptedWarning { reason: plain(&of.reason), by: plain(&of.by), ..of.clone() }
}

/// The path below `inputs/` of a file that is one of them.
pub(super) fn input(file: &FileEntry) -> Option<&str> {
    file.path.strip_prefix(INPUTS)?.strip_prefix('/')
}

/// The folders named `<prefix><number>` in a folder.
fn numbered(folder: &Path, prefix: &str) -> Result<Vec<(u32, PathBuf)>, ShelfError> {
    let unreadable = |error: std::io::Error| ShelfError::Unreadable(folder.to_owned(), said(&error));
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(prefix))
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0'));
        if let Some(number) = number.and_then(|digits| digits.parse().ok())
            && entry.file_type().map_err(unreadable)?.is_dir()
        {
            found.push((number, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

fn name_len(folder: &Path) -> usize {
    folder.file_name().map_or(0, std::ffi::OsStr::len)
}
