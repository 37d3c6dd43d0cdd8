//! Verify: every file of an edition against its manifest, then its results worked out and its lots drawn again from its
//! own inputs.

use std::path::Path;

use super::draw::{DrawsAgain, draws_again};
use super::scoring::score;
use crate::content;
use crate::diagnostics::Diagnostic;
use crate::edition::{
    Fault, INPUTS, MANIFEST, Manifest, PublicKey, RESULTS, SIGNATURE, Shelf, ShelfError, files,
};
use crate::history::{PublishedYear, corrections_of_results};
use crate::model::Year;
use crate::render;
use crate::scoring::SCORING_REVISION;
use crate::site::{Input, Site};

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
    /// Whether the manifest names another program, or another revision of the scoring, than this one.
    pub engine: Engine,
    /// What the signature says.
    pub signature: SignatureState,
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

/// Verifies the editions of a site: all, a year's, or one.
///
/// # Errors
/// See [`VerifyError`]. Faults of an edition are no error here but part of what is said.
pub fn verify(
    site: &Path,
    year: Option<Year>,
    version: Option<u32>,
    key: Option<&PublicKey>,
) -> Result<Vec<Verified>, VerifyError> {
    let all = Shelf::folders(site).map_err(VerifyError::Shelf)?;
    let wanted: Vec<_> = all
        .iter()
        .filter(|(of, number, _)| {
            year.is_none_or(|year| year.get() == *of) && version.is_none_or(|version| version == *number)
        })
        .collect();
    if wanted.is_empty() && (year.is_some() || !all.is_empty()) {
        let there = all.iter().map(|(year, version, _)| format!("{year}/v{version}")).collect();
        return Err(VerifyError::NoEdition(there));
    }
    let mut verified: Vec<Verified> =
        wanted.into_iter().map(|(year, version, folder)| one(folder, *year, *version, key)).collect();
    chain(&mut verified);
    Ok(verified)
}

fn one(folder: &Path, year: i16, version: u32, key: Option<&PublicKey>) -> Verified {
    let (manifest, faults) = files(folder, year, version);
    let rests_on = |path: &str| {
        path.is_empty() || path == MANIFEST || path == RESULTS || path.starts_with(&format!("{INPUTS}/"))
    };
    // Results are worked out again only from inputs that are as they were; a changed page does not stand in the way.
    let sound = manifest.is_some() && !faults.iter().any(|fault| rests_on(fault.path()));
    let recomputed = Year::new(year).filter(|_| sound).map(|year| recompute(folder, year));
    let read = Year::new(year).filter(|_| sound).map(|_| content::read_released(&folder.join(INPUTS)));
    let draws = read.as_ref().and_then(|read| {
        read.content.as_ref()?.years.iter().find(|of| of.year.get() == year).map(draws_again)
    });
    let warnings = read.into_iter().flat_map(|read| read.diagnostics).filter(Diagnostic::is_eased).collect();
    let engine = manifest.as_ref().map_or(Engine::Same, |manifest| {
        if manifest.scoring_revision != SCORING_REVISION {
            Engine::OtherScoring
        } else if manifest.engine != format!("tongbao {}", env!("CARGO_PKG_VERSION")) {
            Engine::Other
        } else {
            Engine::Same
        }
    });
    let signature = signature(folder, key);
    Verified {
        folder: format!("{year}/v{version}"),
        manifest,
        faults,
        recomputed,
        warnings,
        draws,
        engine,
        signature,
    }
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

/// A version that carries another digest of the one before than that one has: one of the two was replaced.
fn chain(verified: &mut [Verified]) {
    for position in 0..verified.len() {
        let Some(manifest) = &verified[position].manifest else { continue };
        let Some(before) = &manifest.supersedes else { continue };
        let folder = format!("{}/v{}", manifest.year, before.version);
        let other = verified.iter().find(|of| of.folder == folder).and_then(|of| of.manifest.as_ref());
        if other.is_some_and(|other| other.sha256() != before.sha256) {
            verified[position].faults.push(Fault::Chain { before: folder });
        }
    }
}

/// Works an edition's results out again from the inputs in its folder.
///
/// # Errors
/// Why they cannot be worked out.
pub fn recompute(folder: &Path, year: Year) -> Result<Recomputed, String> {
    let read = content::read_released(&folder.join(INPUTS));
    let Some(content) = read.content else {
        let mut problems = read.diagnostics;
        content::attach_sources(&folder.join(INPUTS), &mut problems);
        problems.retain(crate::diagnostics::Diagnostic::is_error);
        return Err(crate::diagnostics::render_all(&problems, crate::diagnostics::Style::Plain));
    };
    let scored = score(&content);
    let site = Site::new(Input::drafts(&content, &scored.years));
    let position = site
        .years()
        .iter()
        .position(|of| of.year.year == year)
        .ok_or_else(|| format!("{INPUTS}/ 中没有 {year} 年度"))?;
    let mut again = Vec::new();
    render::results::write(&site.years()[position], &mut again).map_err(|error| error.to_string())?;
    let published = std::fs::read(folder.join(RESULTS)).map_err(|error| error.to_string())?;
    if again == published {
        return Ok(Recomputed::Same);
    }
    let parse = |bytes: &[u8]| PublishedYear::parse(bytes).map_err(|error| error.to_string());
    let found = corrections_of_results(&parse(&published)?, &parse(&again)?);
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
