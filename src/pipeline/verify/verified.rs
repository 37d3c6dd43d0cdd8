//! What is said about one edition.

use super::super::draw::DrawsAgain;
use crate::diagnostics::Diagnostic;
use crate::edition::{Fault, Manifest};

/// What is said about one edition.
#[derive(Debug)]
pub struct Verified {
    /// Its folder, `2019/v1`.
    pub folder: String,
    /// How it stands beside the other editions of its year, in words; nothing where only it was looked at.
    pub standing: Option<String>,
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
    /// How many leaves are missing.
    Missing,
    /// How many values are not confirmed.
    Unconfirmed,
    /// Which warnings are accepted.
    Accepted,
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
    /// Whether the results follow from the inputs, as far as that can be known: by other rules of scoring they may differ.
    fn follows(&self) -> bool {
        match &self.recomputed {
            Some(Ok(Recomputed::Same)) => true,
            Some(Ok(Recomputed::Differs(_))) => self.engine == Engine::OtherScoring,
            Some(Err(_)) | None => false,
        }
    }

    /// Whether the edition is what was released and its results follow from its inputs.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
            && self.follows()
            && self.draws.as_ref().is_none_or(|again| again.different.is_empty())
            && !matches!(self.remade, Remade::Differs(_) | Remade::Not(NotCompared::Impossible(_)))
            && !matches!(self.corrected, Corrected::Differs)
            && !matches!(self.signature, SignatureState::Absent | SignatureState::Broken)
    }
}
