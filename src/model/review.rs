//! Review requests (复核): what a subject objects to in its result, and how that was answered.

use jiff::civil::Date;

use super::{At, NodeIndex};

/// A request to review a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Its id, unique in the record.
    pub id: String,
    /// The day it was made.
    pub requested: Date,
    /// Who made it; the subject itself where nobody is named.
    pub by: Option<String>,
    /// What it is about; the result as a whole where no node is named.
    pub node: Option<NodeIndex>,
    /// What is objected, in the subject's words.
    pub point: String,
    /// The document it was made in.
    pub document: Option<String>,
    /// The answer, once there is one.
    pub answer: Option<Answer>,
    /// Its place in the record file.
    pub at: At,
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The day of the answer, not before the request.
    pub date: Date,
    /// The body that answered.
    pub by: String,
    /// How it was decided.
    pub ruling: Ruling,
    /// The reason, as the page of reviews prints it.
    pub says: String,
    /// The document the answer was given in.
    pub document: Option<String>,
}

/// How a request was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ruling {
    /// `upheld`: the result stands.
    Upheld,
    /// `changed`: the result is corrected.
    Changed,
    /// `withdrawn`: the request was taken back.
    Withdrawn,
}

impl Ruling {
    /// Every ruling with its word in files.
    pub const WORDS: [(&'static str, Ruling); 3] =
        [("upheld", Ruling::Upheld), ("changed", Ruling::Changed), ("withdrawn", Ruling::Withdrawn)];
}

impl Review {
    /// How it was decided, once it was answered.
    pub fn ruling(&self) -> Option<Ruling> {
        self.answer.as_ref().map(|answer| answer.ruling)
    }

    /// Whether it was answered by a correction.
    pub fn is_changed(&self) -> bool {
        self.ruling() == Some(Ruling::Changed)
    }
}
