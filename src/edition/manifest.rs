//! `manifest.json`: what an edition consists of, and what it came from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::digest::of_bytes;
use crate::diagnostics::misread;
use crate::history::{AcceptedWarning, EarlierInput, RegisterState};

/// The form of a manifest as it is written.
pub const FORMAT: u32 = 2;
/// The form of those before there was a register. They keep their digests.
const UNREGISTERED: u32 = 1;

/// An edition's manifest: every file with its digests, and what it was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`], or an earlier one.
    pub format: u32,
    pub year: i16,
    /// 2019年度
    pub title: String,
    /// The version, from 1.
    pub version: u32,
    /// The program that made it, `tongbao 0.1.0`.
    pub engine: String,
    /// The revision of the scoring it was made with; raised only when numbers may change.
    pub scoring_revision: u32,
    /// When it was released.
    pub time: Timestamp,
    /// What it is; from version 2 on what it corrects.
    pub note: Option<String>,
    /// The version before.
    pub supersedes: Option<Superseded>,
    /// The version that was in force, where it is another one: the one before was withdrawn, or never held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Superseded>,
    /// Ids of its schemes, in the order of year.yaml.
    pub schemes: Vec<String>,
    /// Whether records are samples.
    pub sample: bool,
    /// Whether it went out before it was approved, for internal use.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal_draft: bool,
    /// How many leaves were not reported or could not be worked out; it was then asked to be released all the same.
    #[serde(default, skip_serializing_if = "is_none")]
    pub missing: usize,
    /// How many values that another party is to confirm were not confirmed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub unconfirmed: usize,
    /// The warnings that its records accept as verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedWarning>,
    /// What earlier years' data were taken from.
    pub earlier: Vec<EarlierInput>,
    /// How far the site's register was before this release; what its papers print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterState>,
    /// Digests of the lines of the check files that belong to `inputs/`.
    pub inputs: Sums,
    /// Every file but the manifest, the check files and the signature, by path.
    pub files: Vec<FileEntry>,
    /// Digests of this manifest without this entry, as JSON without spaces.
    pub digest: Option<Sums>,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// A version that an edition follows; the digests make a chain of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Superseded {
    pub version: u32,
    /// Its manifest's digest.
    pub sha256: String,
}

/// A text's digests, in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sums {
    /// SHA-256.
    pub sha256: String,
    /// SM3.
    pub sm3: String,
}

/// A file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// Its path below the edition, `/` between the parts.
    pub path: String,
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
    /// SM3.
    pub sm3: String,
}

/// Why a manifest cannot be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// It is no JSON of this form.
    Form(String),
    /// A newer program wrote it.
    Format(u32),
    /// It was changed after it was written.
    Digest,
    /// A path leads out of the edition.
    Path(String),
}

impl Manifest {
    /// Reads a manifest and holds it against its own digest.
    ///
    /// # Errors
    /// See [`ManifestError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestError> {
        #[derive(Deserialize)]
        struct Form {
            format: u32,
        }
        let form = |error: serde_json::Error| ManifestError::Form(misread(bytes, &error));
        let Form { format } = serde_json::from_slice(bytes).map_err(form)?;
        if !(UNREGISTERED..=FORMAT).contains(&format) {
            return Err(ManifestError::Format(format));
        }
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(form)?;
        if manifest.is_whole() != manifest.register.is_some() {
            let told = "格式号 2 的清单应有 register，格式号 1 的没有";
            return Err(ManifestError::Form(told.to_owned()));
        }
        let inside = |path: &str| {
            !path.is_empty()
                && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains('\\'))
        };
        if let Some(file) = manifest.files.iter().find(|file| !inside(&file.path)) {
            return Err(ManifestError::Path(file.path.clone()));
        }
        // Written again it must give the same bytes: spaces and orders that the digest does not cover count too.
        if manifest.digest.as_ref() != Some(&manifest.own_digest()) || manifest.text() != bytes {
            return Err(ManifestError::Digest);
        }
        Ok(manifest)
    }

    /// Whether the edition holds everything that its pages are made from: its theme, and what earlier years published.
    pub fn is_whole(&self) -> bool {
        self.format > UNREGISTERED
    }

    /// The version that readers had before and that its corrections are told against.
    pub fn corrected(&self) -> Option<&Superseded> {
        self.corrects.as_ref().or(self.supersedes.as_ref())
    }

    /// `2019/v1`
    pub fn folder(&self) -> String {
        format!("{}/v{}", self.year, self.version)
    }

    /// The manifest with its digest filled in.
    pub fn sealed(mut self) -> Self {
        self.digest = Some(self.own_digest());
        self
    }

    /// The bytes of the file.
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("a manifest is texts and numbers");
        text.push(b'\n');
        text
    }

    /// SHA-256 of the whole, in hex; empty before it is sealed.
    pub fn sha256(&self) -> &str {
        self.digest.as_ref().map_or("", |digest| &digest.sha256)
    }

    /// A file by its path.
    pub fn file(&self, path: &str) -> Option<&FileEntry> {
        self.files.iter().find(|file| file.path == path)
    }

    fn own_digest(&self) -> Sums {
        let bare = Manifest { digest: None, ..self.clone() };
        let text = serde_json::to_vec(&bare).expect("a manifest is texts and numbers");
        let digests = of_bytes(&text);
        Sums { sha256: digests.sha256, sm3: digests.sm3 }
    }
}
